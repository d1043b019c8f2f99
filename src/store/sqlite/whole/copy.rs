//! How is a whole copy made while others write?

use std::{
    collections::BTreeMap,
    fs::File,
    path::{Path, PathBuf},
};

use sqlx::{AssertSqlSafe, ConnectOptions, Connection, Row, sqlite::SqliteConnection};
use tokio::runtime::{Builder, Runtime};

use super::Held;
use crate::{
    learn::Error,
    store::sqlite::{
        begin::{self, Limits, only_for_us},
        failure::{self, of_file},
    },
};

/// How much of what a store holds: rows, by what they are.
pub type Counts = BTreeMap<String, u64>;

/// Tables that say nothing of what people did.
const OUR_OWN: [&str; 3] = ["desk", "sketches", "_sqlx_migrations"];

/// Writes the store at a path into a new file as it is at one moment, while others read and write it, and says
/// what is in it. Returns when the copy is on disk.
///
/// # Errors
/// When there is no store, it cannot be read, or the copy cannot be written.
pub fn copy(path: &Path, into: &Path) -> Result<Counts, Error> {
    let _held = Held::by_many(path)?;
    let made = only_for_us().write(true).create_new(true).open(into);
    made.map_err(|error| of_file("make", into, &error))?;
    let name = into.to_str().ok_or_else(|| failure::lasting("the copy's path is not UTF-8"))?;
    waiting(async {
        begin::check(path, Limits::default()).await?;
        let mut from = begin::options(path, Limits::default()).connect().await.map_err(of)?;
        let done = sqlx::query("VACUUM INTO $1").bind(name).execute(&mut from).await;
        done.map_err(|error| failure::of_writing(&error))?;
        from.close().await.map_err(of)?;
        File::open(into).and_then(|file| file.sync_all()).map_err(|error| of_file("write", into, &error))?;
        counts(into).await
    })
}

/// What a file holds that is a store, whatever its version.
pub(super) async fn counts(path: &Path) -> Result<Counts, Error> {
    let mut connection = begin::options(path, Limits::default()).connect().await.map_err(of)?;
    let mut counts = Counts::new();
    for table in tables(&mut connection).await? {
        // The name comes from the file: quoted as SQL quotes names.
        let sql = format!("SELECT count(*) FROM \"{}\"", table.replace('"', "\"\""));
        let row = sqlx::query(AssertSqlSafe(sql)).fetch_one(&mut connection).await.map_err(of)?;
        counts.insert(table, row.try_get::<i64, _>(0).map_err(of)?.cast_unsigned());
    }
    connection.close().await.map_err(of)?;
    Ok(counts)
}

async fn tables(connection: &mut SqliteConnection) -> Result<Vec<String>, Error> {
    let rows = sqlx::query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
    let rows = rows.fetch_all(connection).await.map_err(of)?;
    let names: Result<Vec<String>, _> = rows.iter().map(|row| row.try_get(0)).collect();
    let mut names = names.map_err(of)?;
    names.retain(|name| !name.starts_with("sqlite_") && !OUR_OWN.contains(&name.as_str()));
    Ok(names)
}

/// Does what waits for the database, and waits for it.
pub(super) fn waiting<T>(work: impl Future<Output = Result<T, Error>>) -> Result<T, Error> {
    runtime()?.block_on(work)
}

fn runtime() -> Result<Runtime, Error> {
    let runtime = Builder::new_current_thread().enable_time().build();
    runtime.map_err(|error| of_file("start a runtime for", &PathBuf::from("the store"), &error))
}

#[expect(clippy::needless_pass_by_value, reason = "it is what `map_err` calls")]
pub(super) fn of(error: sqlx::Error) -> Error {
    failure::of(&error)
}
