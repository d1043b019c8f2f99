//! Which credentials are there?

use jiff::Timestamp;
use sqlx::{SqlitePool, sqlite::SqliteRow};

use super::change::{bytes, number};
use crate::{
    access::{
        Account, Change, Identity, KeptToken, Keyring, KeyringError, PasswordHashed, Role, SecretHash,
        Session, TokenId,
    },
    learn::Error,
    store::sqlite::{
        SqliteLedger,
        failure::{self, lasting},
        row::get,
        writer::Work,
    },
};

const TOKENS: &str =
    "SELECT id, name, role, audiences, secret, made, expires, revoked, used FROM tokens ORDER BY made, id";
const TOKEN: &str =
    "SELECT id, name, role, audiences, secret, made, expires, revoked, used FROM tokens WHERE id = $1";
const ACCOUNTS: &str =
    "SELECT name, role, audiences, password, made, issuer, subject FROM accounts ORDER BY name";
const ACCOUNT: &str =
    "SELECT name, role, audiences, password, made, issuer, subject FROM accounts WHERE name = $1";
const ACCOUNT_OF: &str = "SELECT name, role, audiences, password, made, issuer, subject FROM accounts \
     WHERE issuer = $1 AND subject = $2";
const SESSIONS: &str = "SELECT secret, former, account, begun, renewed, seen FROM sessions";
const SESSION: &str =
    "SELECT secret, former, account, begun, renewed, seen FROM sessions WHERE secret = $1 OR former = $1";

impl Keyring for SqliteLedger {
    fn change(&self, changes: &[Change]) -> Result<(), KeyringError> {
        if changes.is_empty() {
            return Ok(());
        }
        self.write(Work::Change(changes.to_vec())).map(drop).map_err(of_keyring)
    }

    fn token(&self, id: TokenId) -> Result<Option<KeptToken>, KeyringError> {
        let readers = self.readers();
        let row =
            async move { fetched(sqlx::query(TOKEN).bind(number(id)).fetch_optional(&readers).await, token) };
        self.read(row).map_err(of_keyring)
    }

    fn tokens(&self) -> Result<Vec<KeptToken>, KeyringError> {
        self.read(all(self.readers(), TOKENS, token)).map_err(of_keyring)
    }

    fn account(&self, name: &str) -> Result<Option<Account>, KeyringError> {
        let (readers, name) = (self.readers(), name.to_owned());
        let row =
            async move { fetched(sqlx::query(ACCOUNT).bind(name).fetch_optional(&readers).await, account) };
        self.read(row).map_err(of_keyring)
    }

    fn account_of(&self, identity: &Identity) -> Result<Option<Account>, KeyringError> {
        let (readers, Identity { issuer, subject }) = (self.readers(), identity.clone());
        let row = async move {
            let row = sqlx::query(ACCOUNT_OF).bind(issuer).bind(subject).fetch_optional(&readers).await;
            fetched(row, account)
        };
        self.read(row).map_err(of_keyring)
    }

    fn accounts(&self) -> Result<Vec<Account>, KeyringError> {
        self.read(all(self.readers(), ACCOUNTS, account)).map_err(of_keyring)
    }

    fn session(&self, secret: SecretHash) -> Result<Option<Session>, KeyringError> {
        let readers = self.readers();
        let row = async move {
            fetched(sqlx::query(SESSION).bind(bytes(secret)).fetch_optional(&readers).await, session)
        };
        self.read(row).map_err(of_keyring)
    }
}

fn fetched<T>(
    row: Result<Option<SqliteRow>, sqlx::Error>,
    of: impl Fn(&SqliteRow) -> Result<T, Error>,
) -> Result<Option<T>, Error> {
    row.map_err(|error| failure::of(&error))?.as_ref().map(of).transpose()
}

/// Reads every credential.
pub(in crate::store::sqlite) async fn verify(readers: &SqlitePool) -> Result<(), Error> {
    all(readers.clone(), TOKENS, token).await?;
    all(readers.clone(), ACCOUNTS, account).await?;
    all(readers.clone(), SESSIONS, session).await.map(drop)
}

async fn all<T>(
    readers: SqlitePool,
    sql: &'static str,
    of: impl Fn(&SqliteRow) -> Result<T, Error>,
) -> Result<Vec<T>, Error> {
    let rows = sqlx::query(sql).fetch_all(&readers).await.map_err(|error| failure::of(&error))?;
    rows.iter().map(of).collect()
}

fn token(row: &SqliteRow) -> Result<KeptToken, Error> {
    let moment = |at| get::<Option<i64>>(row, at)?.map(moment_of).transpose();
    Ok(KeptToken {
        id: TokenId::of(get::<i64>(row, 0)?.cast_unsigned()),
        name: get(row, 1)?,
        role: role(row, 2)?,
        audiences: audiences(row, 3)?,
        secret: secret_of(get(row, 4)?)?,
        made: moment_of(get(row, 5)?)?,
        expires: moment(6)?,
        revoked: moment(7)?,
        used: moment(8)?,
    })
}

fn account(row: &SqliteRow) -> Result<Account, Error> {
    let password: Option<&str> = get(row, 3)?;
    Ok(Account {
        name: get(row, 0)?,
        role: role(row, 1)?,
        audiences: audiences(row, 2)?,
        password: password.map(PasswordHashed::kept),
        made: moment_of(get(row, 4)?)?,
        identity: identity(get(row, 5)?, get(row, 6)?)?,
    })
}

fn identity(issuer: Option<String>, subject: Option<String>) -> Result<Option<Identity>, Error> {
    match (issuer, subject) {
        (None, None) => Ok(None),
        (Some(issuer), Some(subject)) => Ok(Some(Identity { issuer, subject })),
        // Half of one could be anybody's.
        _ => Err(lasting("an account has half an identity")),
    }
}

fn session(row: &SqliteRow) -> Result<Session, Error> {
    Ok(Session {
        secret: secret_of(get(row, 0)?)?,
        former: get::<Option<&[u8]>>(row, 1)?.map(secret_of).transpose()?,
        account: get(row, 2)?,
        begun: moment_of(get(row, 3)?)?,
        renewed: moment_of(get(row, 4)?)?,
        seen: moment_of(get(row, 5)?)?,
    })
}

fn role(row: &SqliteRow, at: usize) -> Result<Role, Error> {
    // A role that nobody knows gives no right at all.
    Role::from_word(get(row, at)?).ok_or_else(|| lasting("a credential has an unknown role"))
}

fn audiences(row: &SqliteRow, at: usize) -> Result<Vec<String>, Error> {
    serde_json::from_str(get(row, at)?).map_err(|_| lasting("a credential has no readable audiences"))
}

fn secret_of(bytes: &[u8]) -> Result<SecretHash, Error> {
    bytes.try_into().map(SecretHash::of).map_err(|_| lasting("a credential has no readable secret"))
}

fn moment_of(microseconds: i64) -> Result<Timestamp, Error> {
    Timestamp::from_microsecond(microseconds).map_err(|_| lasting("a credential has an impossible moment"))
}

/// The failure of the file, as the port of credentials says it.
fn of_keyring(error: Error) -> KeyringError {
    match error {
        Error::Store { what, passing } => KeyringError { what, passing },
        other => KeyringError { what: other.to_string(), passing: false },
    }
}
