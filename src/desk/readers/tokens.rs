//! Which programs may ask?

use jiff::{SignedDuration, Timestamp};

use super::{
    CredentialError, Readers,
    open::{new_secret, random},
};
use crate::{
    access::{Administer, Change, KeptToken, Permit, Reader, Role, Token, TokenId},
    desk::{Error, open::now},
};

/// The last use of a token is noted so exactly.
pub(super) const NOTED_WITHIN: SignedDuration = SignedDuration::from_secs(60);

/// A token that somebody wants.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What its holder is called in lists and in the ledger.
    pub name: String,
    /// What its holder may do.
    pub role: Role,
    /// The audiences that its holder belongs to, besides `public`; those of the role when there are none.
    pub audiences: Vec<String>,
    /// When it ends by itself.
    pub expires: Option<Timestamp>,
}

impl NewToken {
    /// When one ends that is good for so many days.
    pub fn after_days(now: Timestamp, days: usize) -> Option<Timestamp> {
        let days = i64::try_from(days).ok()?;
        now.checked_add(SignedDuration::from_hours(days.checked_mul(24)?)).ok()
    }
}

impl Readers {
    /// Makes a token. Only now can it be read; afterwards nobody can, we neither.
    ///
    /// # Errors
    /// When its name is taken or cannot be one, an audience is unknown, it would have ended already, or it cannot be
    /// kept.
    pub fn add_token(&self, wanted: NewToken, _: &Permit<Administer>) -> Result<(KeptToken, Token), Error> {
        self.check(&wanted.name, &wanted.audiences)?;
        let now = now();
        let taken = |token: &KeptToken| token.name == wanted.name && token.is_good(now);
        if self.keyring.tokens()?.iter().any(taken) {
            return Err(CredentialError::Taken { kind: "token", name: wanted.name }.into());
        }
        if wanted.expires.is_some_and(|expires| expires <= now) {
            return Err(CredentialError::Ended.into());
        }
        let id = TokenId::of(u64::from_be_bytes(random()?));
        let token = Token { id, secret: new_secret()? };
        let NewToken { name, role, audiences, expires } = wanted;
        let secret = token.secret.hash();
        let kept =
            KeptToken { id, name, role, audiences, secret, made: now, expires, revoked: None, used: None };
        self.keyring.change(&[Change::AddToken(kept.clone())])?;
        Ok((kept, token))
    }

    /// All tokens, those that are good no more too, in the order in which they were made.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn tokens(&self, _: &Permit<Administer>) -> Result<Vec<KeptToken>, Error> {
        Ok(self.keyring.tokens()?)
    }

    /// Takes a token away, by its number or, while it is good, by its name: it is refused from the next request on.
    ///
    /// # Errors
    /// When there is no such token, or it cannot be written.
    pub fn revoke_token(&self, name: &str, _: &Permit<Administer>) -> Result<KeptToken, Error> {
        let now = now();
        let id = TokenId::parse(name);
        let is_it = |token: &KeptToken| id == Some(token.id) || (token.name == name && token.is_good(now));
        let Some(token) = self.keyring.tokens()?.into_iter().find(is_it) else {
            return Err(CredentialError::Unknown { kind: "token", name: name.to_owned() }.into());
        };
        self.keyring.change(&[Change::RevokeToken(token.id, now)])?;
        Ok(KeptToken { revoked: token.revoked.or(Some(now)), ..token })
    }

    /// Whoever holds a token; none for one that is not known, wrong, revoked or at its end.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn by_token(&self, shown: &str) -> Result<Option<Reader>, Error> {
        let Some(token) = Token::parse(shown) else { return Ok(None) };
        let now = now();
        let Some(kept) = self.keyring.token(token.id)? else { return Ok(None) };
        if kept.secret != token.secret.hash() || !kept.is_good(now) {
            return Ok(None);
        }
        if kept.used.is_none_or(|used| used + NOTED_WITHIN < now)
            && let Err(error) = self.keyring.change(&[Change::UsedToken(kept.id, now)])
        {
            tracing::warn!(%error, hint = error.hint(), "the use of a token was not noted");
        }
        Ok(Some(self.reader(&format!("token:{}", kept.name), kept.role, &kept.audiences)))
    }
}
