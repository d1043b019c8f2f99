//! How are credentials kept as long as the program runs?

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::access::{
    Account, Change, Identity, KeptToken, Keyring, KeyringError, SecretHash, Session, TokenId,
};

/// A keyring in memory, for tests and trials: naive, and the oracle of the suite.
#[derive(Debug, Default)]
pub struct MemoryKeyring {
    kept: Mutex<Kept>,
}

#[derive(Clone, Debug, Default)]
struct Kept {
    tokens: Vec<KeptToken>,
    accounts: BTreeMap<String, Account>,
    sessions: Vec<Session>,
}

impl MemoryKeyring {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Keyring for MemoryKeyring {
    fn change(&self, changes: &[Change]) -> Result<(), KeyringError> {
        let mut kept = self.kept();
        let mut next = kept.clone();
        changes.iter().try_for_each(|change| next.change(change))?;
        *kept = next;
        Ok(())
    }

    fn token(&self, id: TokenId) -> Result<Option<KeptToken>, KeyringError> {
        Ok(self.kept().tokens.iter().find(|token| token.id == id).cloned())
    }

    fn tokens(&self) -> Result<Vec<KeptToken>, KeyringError> {
        let mut tokens = self.kept().tokens.clone();
        tokens.sort_by_key(|token| (token.made, token.id));
        Ok(tokens)
    }

    fn account(&self, name: &str) -> Result<Option<Account>, KeyringError> {
        Ok(self.kept().accounts.get(name).cloned())
    }

    fn account_of(&self, identity: &Identity) -> Result<Option<Account>, KeyringError> {
        let kept = self.kept();
        Ok(kept.accounts.values().find(|account| account.identity.as_ref() == Some(identity)).cloned())
    }

    fn accounts(&self) -> Result<Vec<Account>, KeyringError> {
        Ok(self.kept().accounts.values().cloned().collect())
    }

    fn session(&self, secret: SecretHash) -> Result<Option<Session>, KeyringError> {
        Ok(self.kept().sessions.iter().find(|session| session.has(secret)).cloned())
    }
}

impl Kept {
    fn change(&mut self, change: &Change) -> Result<(), KeyringError> {
        match change {
            Change::AddToken(token) if self.tokens.iter().any(|known| known.id == token.id) => {
                return Err(refused("there is a token of that number already"));
            }
            Change::AddToken(token) => self.tokens.push(token.clone()),
            Change::RevokeToken(id, at) => {
                for token in self.tokens.iter_mut().filter(|token| token.id == *id) {
                    token.revoked = token.revoked.or(Some(*at));
                }
            }
            Change::UsedToken(id, at) => {
                for token in self.tokens.iter_mut().filter(|token| token.id == *id) {
                    token.used = Some(*at);
                }
            }
            Change::PutAccount(account) if !self.may_put(account) => {
                return Err(refused("there is an account of that name for another identity"));
            }
            Change::PutAccount(account) => {
                let made = self.accounts.get(&account.name).map_or(account.made, |known| known.made);
                self.accounts.insert(account.name.clone(), Account { made, ..account.clone() });
            }
            Change::RemoveAccount(name) => {
                self.accounts.remove(name);
                self.sessions.retain(|session| session.account != *name);
            }
            Change::Begin(session) if !self.accounts.contains_key(&session.account) => {
                return Err(refused("there is no such account"));
            }
            Change::Begin(session) if self.sessions.iter().any(|known| known.secret == session.secret) => {
                return Err(refused("there is a session of that secret already"));
            }
            Change::Begin(session) => self.sessions.push(session.clone()),
            Change::Seen(secret, at) => {
                for session in self.sessions.iter_mut().filter(|session| session.has(*secret)) {
                    session.seen = *at;
                }
            }
            Change::Renew { from, to, at } => {
                for session in self.sessions.iter_mut().filter(|session| session.secret == *from) {
                    session.former = Some(*from);
                    (session.secret, session.renewed, session.seen) = (*to, *at, *at);
                }
            }
            Change::End(secret) => self.sessions.retain(|session| !session.has(*secret)),
            Change::EndAll(account) => self.sessions.retain(|session| session.account != *account),
            Change::Sweep(seen, begun) => {
                self.sessions.retain(|session| session.seen >= *seen && session.begun >= *begun);
            }
        }
        Ok(())
    }

    /// Whether an account's name, and its identity, are no other one's.
    fn may_put(&self, account: &Account) -> bool {
        let of_name = self.accounts.get(&account.name);
        let of_identity = |other: &&Account| account.identity.is_some() && other.identity == account.identity;
        of_name.is_none_or(|known| known.identity == account.identity)
            && self.accounts.values().find(of_identity).is_none_or(|known| known.name == account.name)
    }
}

fn refused(what: &str) -> KeyringError {
    KeyringError { what: what.to_owned(), passing: false }
}
