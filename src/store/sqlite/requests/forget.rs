//! Which requests go with a ticket that is forgotten?

use std::collections::BTreeSet;

use sqlx::{
    Row,
    sqlite::{SqliteConnection, SqliteRow},
};

use crate::{
    learn::Error,
    request::{name_of, number_of},
    store::sqlite::failure,
};

const OF_NAME: &str = "SELECT requests.number, requests.ticket, shown.number FROM requests \
     LEFT JOIN shown ON shown.id = requests.shown WHERE requests.ticket = $1 OR requests.number = $2";
const OF_SHOWN: &str = "SELECT requests.number, requests.ticket, shown.number FROM requests \
     JOIN shown ON shown.id = requests.shown WHERE shown.number = $1";

/// The requests of a ticket's names and of what was shown for it; what they are called, and what was shown for them, is
/// of the same ticket.
pub(in crate::store::sqlite) async fn meant(
    connection: &mut SqliteConnection,
    names: &mut BTreeSet<String>,
    shown: &mut BTreeSet<i64>,
) -> Result<BTreeSet<i64>, Error> {
    let failed = |error: sqlx::Error| failure::of(&error);
    let mut rows: Vec<SqliteRow> = Vec::new();
    for name in &*names {
        let number = number_of(name).and_then(|number| i64::try_from(number).ok());
        let found = sqlx::query(OF_NAME).bind(name).bind(number).fetch_all(&mut *connection).await;
        rows.extend(found.map_err(failed)?);
    }
    for number in &*shown {
        let found = sqlx::query(OF_SHOWN).bind(number).fetch_all(&mut *connection).await;
        rows.extend(found.map_err(failed)?);
    }
    let mut numbers = BTreeSet::new();
    for row in &rows {
        let number: i64 = row.try_get(0).map_err(failed)?;
        let ticket: Option<String> = row.try_get(1).map_err(failed)?;
        numbers.insert(number);
        names.insert(name_of(number.cast_unsigned()));
        names.extend(ticket.filter(|ticket| !ticket.is_empty()));
        shown.extend(row.try_get::<Option<i64>, _>(2).map_err(failed)?);
    }
    Ok(numbers)
}

/// Takes them away. Their numbers are given to nobody else.
pub(in crate::store::sqlite) async fn forget(
    connection: &mut SqliteConnection,
    numbers: &BTreeSet<i64>,
) -> Result<(), Error> {
    for number in numbers {
        let gone = sqlx::query("DELETE FROM requests WHERE number = $1")
            .bind(number)
            .execute(&mut *connection)
            .await;
        gone.map_err(|error| failure::of_writing(&error))?;
    }
    Ok(())
}
