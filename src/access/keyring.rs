//! Where are credentials kept?

use jiff::Timestamp;

use super::{PasswordHashed, Role, SecretHash, TokenId};

/// What the credentials of one desk are. Implementations are held to one suite (`store::keyring_suite`).
///
/// Calls block until they are done; every adapter may be called from many threads at once.
pub trait Keyring: Send + Sync {
    /// Makes changes, all or none, in their order. Returns when they are durable.
    ///
    /// # Errors
    /// When they cannot be written; then none was.
    fn change(&self, changes: &[Change]) -> Result<(), KeyringError>;

    /// A token by its number, one that was revoked too.
    ///
    /// # Errors
    /// When it cannot be read.
    fn token(&self, id: TokenId) -> Result<Option<KeptToken>, KeyringError>;

    /// All tokens, in the order in which they were made.
    ///
    /// # Errors
    /// When they cannot be read.
    fn tokens(&self) -> Result<Vec<KeptToken>, KeyringError>;

    /// An account by its name.
    ///
    /// # Errors
    /// When it cannot be read.
    fn account(&self, name: &str) -> Result<Option<Account>, KeyringError>;

    /// The account of somebody whom another program knows.
    ///
    /// # Errors
    /// When it cannot be read.
    fn account_of(&self, identity: &Identity) -> Result<Option<Account>, KeyringError>;

    /// All accounts, in the order of their names.
    ///
    /// # Errors
    /// When they cannot be read.
    fn accounts(&self) -> Result<Vec<Account>, KeyringError>;

    /// A session by its secret, or by the one that this one replaced.
    ///
    /// # Errors
    /// When it cannot be read.
    fn session(&self, secret: SecretHash) -> Result<Option<Session>, KeyringError>;
}

/// What is kept of an API token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptToken {
    /// Its number.
    pub id: TokenId,
    /// What its holder is called in lists and in the ledger.
    pub name: String,
    /// What its holder may do.
    pub role: Role,
    /// The audiences that its holder belongs to; those of the role when there are none.
    pub audiences: Vec<String>,
    /// What is kept of its secret.
    pub secret: SecretHash,
    /// When it was made.
    pub made: Timestamp,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
    /// When it was taken away.
    pub revoked: Option<Timestamp>,
    /// When it was used the last time, within a minute.
    pub used: Option<Timestamp>,
}

impl KeptToken {
    /// Whether it is good at a moment.
    pub fn is_good(&self, now: Timestamp) -> bool {
        self.revoked.is_none() && self.expires.is_none_or(|expires| now < expires)
    }
}

/// Somebody who signs in, with a password or through another program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// What they sign in with.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The audiences that they belong to; those of the role when there are none.
    pub audiences: Vec<String>,
    /// What is kept of their password; none for somebody whom another program signs in.
    pub password: Option<PasswordHashed>,
    /// Who they are to the program that signs them in.
    pub identity: Option<Identity>,
    /// When it was made.
    pub made: Timestamp,
}

/// Who somebody is to a program that signs people in. Names and addresses of mail are given to others in time; these
/// two together are not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The program: its address.
    pub issuer: String,
    /// What it calls them, for ever.
    pub subject: String,
}

/// Somebody who signed in and has not signed out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// What is kept of its secret.
    pub secret: SecretHash,
    /// The secret before, which is still good for a moment: requests that were on their way have it.
    pub former: Option<SecretHash>,
    /// The name of the account.
    pub account: String,
    /// When it began.
    pub begun: Timestamp,
    /// When its secret was made.
    pub renewed: Timestamp,
    /// When it was used the last time, within a minute.
    pub seen: Timestamp,
}

impl Session {
    /// Whether a secret is its own or the one before.
    pub fn has(&self, secret: SecretHash) -> bool {
        self.secret == secret || self.former == Some(secret)
    }
}

/// A change of the keyring.
#[derive(Clone, Debug)]
pub enum Change {
    /// There is one more token.
    AddToken(KeptToken),
    /// A token is good no more.
    RevokeToken(TokenId, Timestamp),
    /// A token was used.
    UsedToken(TokenId, Timestamp),
    /// There is an account, or it is another than before. It stays that of whom it was made for: one of the same name
    /// for another identity is refused.
    PutAccount(Account),
    /// An account is no more, and its sessions with it.
    RemoveAccount(String),
    /// Somebody signed in.
    Begin(Session),
    /// A session was used.
    Seen(SecretHash, Timestamp),
    /// A session has another secret, from a moment on.
    Renew {
        /// The secret that it had.
        from: SecretHash,
        /// The one that it has.
        to: SecretHash,
        /// From when on.
        at: Timestamp,
    },
    /// Somebody signed out; of the secret before, too.
    End(SecretHash),
    /// All sessions of an account end.
    EndAll(String),
    /// Sessions end that were not used since the first moment, or began before the second.
    Sweep(Timestamp, Timestamp),
}

/// Why a keyring failed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the store of credentials cannot be used: {what}")]
pub struct KeyringError {
    /// What the store said.
    pub what: String,
    /// Whether the disk is full or the store is busy: then it may work later.
    pub passing: bool,
}

impl KeyringError {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        if self.passing { "free some space or try again in a moment" } else { "run `firstline verify`" }
    }
}
