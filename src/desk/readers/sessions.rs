//! Who has signed in and not signed out?

use std::{sync::LazyLock, time::Duration};

use jiff::{SignedDuration, Timestamp};

use super::{CredentialError, Readers, open::new_secret, tokens::NOTED_WITHIN};
use crate::{
    access::{Change, PasswordHashed, Reader, Secret, SecretHash, Session},
    desk::{Error, open::now},
};

/// Whoever signs in waits so long for their turn.
pub(super) const PATIENCE: Duration = Duration::from_secs(3);
/// A session gets another secret after so long: one that was stolen is soon good no more.
const RENEWED_AFTER: SignedDuration = SignedDuration::from_hours(1);
/// The secret before is good so much longer, for requests that were on their way.
const STILL_GOOD: SignedDuration = SignedDuration::from_secs(60);

/// No password of anybody: who has no account waits as long as who has one.
static NOBODY: LazyLock<PasswordHashed> = LazyLock::new(|| {
    PasswordHashed::of("nobody has this one", [0; 16]).unwrap_or_else(|_| PasswordHashed::kept(""))
});

/// How long sessions last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sessions {
    /// One that is not used for so long ends.
    pub idle: SignedDuration,
    /// No session lasts longer, however much it is used.
    pub most: SignedDuration,
}

impl Default for Sessions {
    fn default() -> Sessions {
        Sessions { idle: SignedDuration::from_hours(12), most: SignedDuration::from_hours(7 * 24) }
    }
}

/// Somebody who has signed in.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who it is.
    pub reader: Reader,
    /// The secret that their browser has to know from now on, if it is another one.
    pub renewed: Option<Secret>,
}

impl Readers {
    /// Begins a session for whoever knows this password; none when the name or the password is wrong, which takes as
    /// long and says no more.
    ///
    /// # Errors
    /// When too many people are signing in, or it cannot be kept.
    pub fn sign_in(&self, name: &str, password: &str) -> Result<Option<Secret>, Error> {
        let account = self.keyring.account(name)?;
        let kept = account.as_ref().and_then(|account| account.password.as_ref());
        let turn = self.hashing.wait(PATIENCE).ok_or(CredentialError::Busy)?;
        let is_it = kept.unwrap_or(&NOBODY).is(password);
        drop(turn);
        match account.filter(|account| is_it && account.password.is_some()) {
            Some(account) => self.begin(account.name).map(Some),
            None => Ok(None),
        }
    }

    pub(super) fn begin(&self, account: String) -> Result<Secret, Error> {
        let (secret, now) = (new_secret()?, now());
        let session =
            Session { secret: secret.hash(), former: None, account, begun: now, renewed: now, seen: now };
        let over = Change::Sweep(now - self.sessions.idle, now - self.sessions.most);
        self.keyring.change(&[over, Change::Begin(session)])?;
        Ok(secret)
    }

    /// Whoever has this session; none when there is none, or it is over.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn by_session(&self, shown: &Secret) -> Result<Option<SignedIn>, Error> {
        let (secret, now) = (shown.hash(), now());
        let Some(session) = self.keyring.session(secret)? else { return Ok(None) };
        if !self.is_on(&session, secret, now) {
            return Ok(None);
        }
        let Some(account) = self.keyring.account(&session.account)? else { return Ok(None) };
        if !self.is_trusted(account.identity.as_ref()) {
            return Ok(None);
        }
        let reader = self.reader(&format!("user:{}", account.name), account.role, &account.audiences);
        let renewed = self.kept_up(&session, secret, now).unwrap_or_else(|error| {
            // It is good as it is.
            tracing::warn!(%error, hint = error.hint(), "the use of a session was not noted");
            None
        });
        Ok(Some(SignedIn { reader, renewed }))
    }

    fn is_on(&self, session: &Session, secret: SecretHash, now: Timestamp) -> bool {
        let known = session.secret == secret || now <= session.renewed + STILL_GOOD;
        known && now <= session.seen + self.sessions.idle && now <= session.begun + self.sessions.most
    }

    /// Notes that a session was used, and gives it another secret when it is time.
    fn kept_up(
        &self,
        session: &Session,
        secret: SecretHash,
        now: Timestamp,
    ) -> Result<Option<Secret>, Error> {
        if session.secret == secret && session.renewed + RENEWED_AFTER < now {
            let renewed = new_secret()?;
            let change = Change::Renew { from: secret, to: renewed.hash(), at: now };
            self.keyring.change(&[change])?;
            return Ok(Some(renewed));
        }
        if session.seen + NOTED_WITHIN < now {
            self.keyring.change(&[Change::Seen(secret, now)])?;
        }
        Ok(None)
    }

    /// Ends a session: nobody who knows its secret can go on.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn sign_out(&self, shown: &Secret) -> Result<(), Error> {
        Ok(self.keyring.change(&[Change::End(shown.hash())])?)
    }
}
