//! How does a change of credentials become rows?

use jiff::Timestamp;
use sqlx::{
    Sqlite,
    query::Query,
    sqlite::{SqliteArguments, SqliteConnection},
};

use crate::{
    access::{Account, Change, Identity, KeptToken, SecretHash, Session, TokenId},
    learn::Error,
    store::sqlite::{failure, row},
};

type Statement = Query<'static, Sqlite, SqliteArguments>;

/// Makes one change, as a part of the transaction that is open.
pub(in crate::store::sqlite) async fn change(
    connection: &mut SqliteConnection,
    change: &Change,
) -> Result<(), Error> {
    let statement = match change {
        Change::AddToken(token) => add_token(token)?,
        Change::RevokeToken(id, at) => {
            let sql = "UPDATE tokens SET revoked = coalesce(revoked, $2) WHERE id = $1";
            sqlx::query(sql).bind(number(*id)).bind(at.as_microsecond())
        }
        Change::UsedToken(id, at) => sqlx::query("UPDATE tokens SET used = $2 WHERE id = $1")
            .bind(number(*id))
            .bind(at.as_microsecond()),
        Change::PutAccount(account) => put_account(account)?,
        Change::RemoveAccount(name) => sqlx::query("DELETE FROM accounts WHERE name = $1").bind(name.clone()),
        Change::Begin(session) => begin(session),
        Change::Seen(secret, at) => {
            let sql = "UPDATE sessions SET seen = $2 WHERE secret = $1 OR former = $1";
            sqlx::query(sql).bind(bytes(*secret)).bind(at.as_microsecond())
        }
        Change::Renew { from, to, at } => renew(*from, *to, *at),
        Change::End(secret) => {
            sqlx::query("DELETE FROM sessions WHERE secret = $1 OR former = $1").bind(bytes(*secret))
        }
        Change::EndAll(account) => {
            sqlx::query("DELETE FROM sessions WHERE account = $1").bind(account.clone())
        }
        Change::Sweep(seen, begun) => {
            let sql = "DELETE FROM sessions WHERE seen < $1 OR begun < $2";
            sqlx::query(sql).bind(seen.as_microsecond()).bind(begun.as_microsecond())
        }
    };
    let done = statement.execute(connection).await.map_err(|error| failure::of_writing(&error))?;
    match change {
        Change::PutAccount(_) if done.rows_affected() == 0 => {
            Err(failure::lasting("there is an account of that name for another identity"))
        }
        _ => Ok(()),
    }
}

fn add_token(token: &KeptToken) -> Result<Statement, Error> {
    let KeptToken { id, name, role, audiences, secret, made, expires, revoked, used } = token;
    let moment = |at: &Option<Timestamp>| at.map(Timestamp::as_microsecond);
    let sql = "INSERT INTO tokens (id, name, role, audiences, secret, made, expires, revoked, used) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    Ok(sqlx::query(sql)
        .bind(number(*id))
        .bind(name.clone())
        .bind(role.word())
        .bind(row::json(audiences)?)
        .bind(bytes(*secret))
        .bind(made.as_microsecond())
        .bind(moment(expires))
        .bind(moment(revoked))
        .bind(moment(used)))
}

fn put_account(account: &Account) -> Result<Statement, Error> {
    let sql = "INSERT INTO accounts (name, role, audiences, password, made, issuer, subject) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) \
               ON CONFLICT (name) DO UPDATE SET role = $2, audiences = $3, password = $4 \
               WHERE issuer IS $6 AND subject IS $7";
    let identity = account.identity.clone();
    let (issuer, subject) = identity.map(|Identity { issuer, subject }| (issuer, subject)).unzip();
    Ok(sqlx::query(sql)
        .bind(account.name.clone())
        .bind(account.role.word())
        .bind(row::json(&account.audiences)?)
        .bind(account.password.as_ref().map(|password| password.text().to_owned()))
        .bind(account.made.as_microsecond())
        .bind(issuer)
        .bind(subject))
}

fn begin(session: &Session) -> Statement {
    let sql = "INSERT INTO sessions (secret, former, account, begun, renewed, seen) VALUES ($1, $2, $3, $4, $5, $6)";
    sqlx::query(sql)
        .bind(bytes(session.secret))
        .bind(session.former.map(bytes))
        .bind(session.account.clone())
        .bind(session.begun.as_microsecond())
        .bind(session.renewed.as_microsecond())
        .bind(session.seen.as_microsecond())
}

fn renew(from: SecretHash, to: SecretHash, at: Timestamp) -> Statement {
    let sql = "UPDATE sessions SET former = secret, secret = $2, renewed = $3, seen = $3 WHERE secret = $1";
    sqlx::query(sql).bind(bytes(from)).bind(bytes(to)).bind(at.as_microsecond())
}

/// The number of a token as SQLite's integers are.
pub(super) fn number(id: TokenId) -> i64 {
    id.bits().cast_signed()
}

pub(super) fn bytes(secret: SecretHash) -> Vec<u8> {
    secret.bytes().to_vec()
}
