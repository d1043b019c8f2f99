//! Which people may sign in?

use super::{CredentialError, Readers, open::random};
use crate::{
    access::{Account, Administer, Change, PasswordHashed, Permit, Role},
    desk::{Error, open::now},
};

/// An account that somebody wants.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// What they sign in with, and what they are called in the ledger.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// The audiences that they belong to, besides `public`; those of the role when there are none.
    pub audiences: Vec<String>,
    /// What they sign in with.
    pub password: String,
}

impl Readers {
    /// Makes an account.
    ///
    /// # Errors
    /// When its name is taken or cannot be one, an audience is unknown, the password will not do, or it cannot be kept.
    pub fn add_account(&self, wanted: NewAccount, _: &Permit<Administer>) -> Result<Account, Error> {
        let NewAccount { name, role, audiences, password } = wanted;
        self.check(&name, &audiences)?;
        if self.keyring.account(&name)?.is_some() {
            return Err(CredentialError::Taken { kind: "user", name }.into());
        }
        let password = Some(self.hashed(&password)?);
        let account = Account { name, role, audiences, password, identity: None, made: now() };
        self.keyring.change(&[Change::PutAccount(account.clone())])?;
        Ok(account)
    }

    /// All accounts, in the order of their names.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn accounts(&self, _: &Permit<Administer>) -> Result<Vec<Account>, Error> {
        Ok(self.keyring.accounts()?)
    }

    /// Gives an account another password, and ends its sessions.
    ///
    /// # Errors
    /// When there is no such account, the password will not do, or it cannot be kept.
    pub fn set_password(&self, name: &str, password: &str, _: &Permit<Administer>) -> Result<(), Error> {
        let account = self.account(name)?;
        if account.identity.is_some() {
            return Err(CredentialError::Elsewhere(account.name).into());
        }
        let account = Account { password: Some(self.hashed(password)?), ..account };
        Ok(self.keyring.change(&[Change::PutAccount(account), Change::EndAll(name.to_owned())])?)
    }

    /// Ends all sessions of an account: whoever is signed in has to sign in again.
    ///
    /// # Errors
    /// When there is no such account, or it cannot be written.
    pub fn end_sessions(&self, name: &str, _: &Permit<Administer>) -> Result<(), Error> {
        let account = self.account(name)?;
        Ok(self.keyring.change(&[Change::EndAll(account.name)])?)
    }

    /// Takes an account away, and ends its sessions.
    ///
    /// # Errors
    /// When there is no such account, or it cannot be written.
    pub fn remove_account(&self, name: &str, _: &Permit<Administer>) -> Result<(), Error> {
        let account = self.account(name)?;
        Ok(self.keyring.change(&[Change::RemoveAccount(account.name)])?)
    }

    fn account(&self, name: &str) -> Result<Account, Error> {
        let unknown = || CredentialError::Unknown { kind: "user", name: name.to_owned() };
        Ok(self.keyring.account(name)?.ok_or_else(unknown)?)
    }

    fn hashed(&self, password: &str) -> Result<PasswordHashed, CredentialError> {
        let _turn = self.hashing.wait(super::sessions::PATIENCE).ok_or(CredentialError::Busy)?;
        Ok(PasswordHashed::of(password, random()?)?)
    }
}
