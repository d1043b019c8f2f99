//! What is needed to know somebody again?

use std::sync::Arc;

use super::{CredentialError, Sessions, provided::Provided};
use crate::{
    access::{Audience, AudienceSet, Grants, Keyring, Reader, Role, Secret},
    desk::{Error, Settings, turns::Turns},
    store::{self, Store},
};

/// So many characters may a name have.
const LONGEST_NAME: usize = 64;
/// So many passwords are looked at at once, each of which takes 19 MiB and a processor for 20 ms.
const HASHING: usize = 2;

/// Those who may ask, and how they prove it.
pub struct Readers {
    pub(super) keyring: Arc<dyn Keyring>,
    pub(super) grants: Grants,
    pub(super) sessions: Sessions,
    pub(super) hashing: Turns,
    pub(super) provided: Option<Provided>,
}

impl Readers {
    /// Opens the credentials alone, of the store that these settings name.
    ///
    /// # Errors
    /// When the store cannot be used.
    pub fn open(settings: &Settings) -> Result<Readers, Error> {
        Ok(Readers::with(settings, &store::open(&settings.store())?))
    }

    /// The same of a store that is open already.
    pub(in crate::desk) fn with(settings: &Settings, store: &Store) -> Readers {
        let (grants, sessions) = (settings.grants.clone(), settings.sessions);
        let provider = settings.provider.clone();
        let provided = provider.map(|provider| Provided::of(provider, store.ledger.secret()));
        let (keyring, hashing) = (store.keyring.clone(), Turns::of(HASHING));
        Readers { keyring, grants, sessions, hashing, provided }
    }

    /// Whether nobody has a credential yet.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn is_empty(&self) -> Result<bool, Error> {
        Ok(self.keyring.accounts()?.is_empty() && self.keyring.tokens()?.is_empty())
    }

    /// Who somebody with these rights is.
    pub(super) fn reader(&self, name: &str, role: Role, audiences: &[String]) -> Reader {
        let audiences = if audiences.is_empty() {
            self.grants.to(role)
        } else {
            AudienceSet::of(audiences.iter().map(String::as_str).chain([Audience::PUBLIC]))
        };
        Reader::with(name, role, audiences)
    }

    /// Refuses what cannot be the name and the audiences of a credential.
    pub(super) fn check(&self, name: &str, audiences: &[String]) -> Result<(), CredentialError> {
        let fits = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-');
        if name.is_empty() || name.len() > LONGEST_NAME || !name.bytes().all(fits) {
            return Err(CredentialError::Name(name.chars().take(LONGEST_NAME).collect()));
        }
        self.check_audiences(audiences)
    }

    /// Refuses audiences that there are not.
    pub(super) fn check_audiences(&self, audiences: &[String]) -> Result<(), CredentialError> {
        match audiences.iter().find(|audience| !self.grants.has(audience)) {
            Some(unknown) => Err(CredentialError::Audience(unknown.clone())),
            None => Ok(()),
        }
    }
}

/// A secret that nobody can guess.
pub(super) fn new_secret() -> Result<Secret, CredentialError> {
    random().map(Secret::of)
}

/// Bytes that nobody can guess.
pub(super) fn random<const N: usize>() -> Result<[u8; N], CredentialError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| CredentialError::Random(error.to_string()))?;
    Ok(bytes)
}
