//! How does an older file become one of today?

use sqlx::{
    SqlSafeStr, SqliteConnection,
    migrate::{Migration, MigrationType, Migrator},
};

use super::failure;
use crate::learn::Error;

/// Every change of the form, oldest first. One that was released is never edited: a file remembers the checksum of
/// each that it went through.
const MIGRATIONS: [(i64, &str, &str); 8] = [
    (1, "ledger", include_str!("../migrations/sqlite/0001_ledger.sql")),
    (2, "forecasts", include_str!("../migrations/sqlite/0002_forecasts.sql")),
    (3, "keyring", include_str!("../migrations/sqlite/0003_keyring.sql")),
    (4, "forgetting", include_str!("../migrations/sqlite/0004_forgetting.sql")),
    (5, "identities", include_str!("../migrations/sqlite/0005_identities.sql")),
    (6, "evidence", include_str!("../migrations/sqlite/0006_evidence.sql")),
    (7, "outcomes by what was shown", include_str!("../migrations/sqlite/0007_outcomes_by_shown.sql")),
    (8, "requests", include_str!("../migrations/sqlite/0008_requests.sql")),
];

/// Takes a file through the migrations that it has not seen, each whole or not at all.
///
/// # Errors
/// [`Error::Newer`] when it went through one that is not known here.
pub(super) async fn migrate(connection: &mut SqliteConnection) -> Result<(), Error> {
    let migration = |(version, name, sql): (i64, &'static str, &'static str)| {
        Migration::new(version, name.into(), MigrationType::Simple, sql.into_sql_str(), false)
    };
    let migrator = Migrator::with_migrations(MIGRATIONS.into_iter().map(migration).collect());
    migrator.run(connection).await.map_err(|error| failure::of_migration(&error))
}
