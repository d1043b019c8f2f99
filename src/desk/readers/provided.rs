//! Whom does another program sign in?

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};

use super::{Readers, open::new_secret};
use crate::{
    access::{Account, Change, Identity, Secret},
    desk::{Error, open::now},
    provider::{self, Asked, Known, Provider},
};

/// What the names of those begin with whom another program signs in. No account with a password has such a name.
const MARK: &str = "oidc:";
/// So many people may be called the same.
const MOST_OF_A_NAME: usize = 99;
/// A sign-in has to be done after so long.
const TAKES: SignedDuration = SignedDuration::from_mins(10);
/// So many are remembered as done.
const MOST_DONE: usize = 65_536;

/// A sign-in that was begun in a browser, as that browser keeps it: nobody else can finish it.
#[derive(Clone, Debug)]
pub struct Begun {
    /// What only this browser has.
    pub secret: Secret,
    /// When.
    pub at: Timestamp,
    /// Where to go afterwards.
    pub next: String,
}

/// The program that signs people in, and what is needed to know again what was begun.
pub(super) struct Provided {
    provider: Provider,
    /// The key of what is told by [`Begun`]. It is the store's, so that a server knows it again after a new start.
    key: [u8; 32],
    /// What was done already, each with the moment from which on it would be too late anyway.
    done: Mutex<HashMap<[u8; 32], Timestamp>>,
    /// One account is made after the other.
    making: Mutex<()>,
}

impl Provided {
    pub(super) fn of(settings: provider::Settings, secret: [u8; 32]) -> Provided {
        let key = blake3::derive_key("firstline sign-in through another program", &secret);
        let provider = Provider::new(settings);
        Provided { provider, key, done: Mutex::default(), making: Mutex::default() }
    }

    /// What a sign-in is told by. All of it follows from what the browser keeps, and nobody without the key can make it,
    /// so that the moment and the way on are those that we wrote.
    fn asked(&self, begun: &Begun) -> Asked {
        let told = |what: &str| {
            let mut hasher = blake3::Hasher::new_keyed(&self.key);
            let at = begun.at.as_second().to_be_bytes();
            hasher.update(what.as_bytes()).update(&begun.secret.hash().bytes()).update(&at);
            hasher.update(begun.next.as_bytes()).finalize().to_hex().to_string()
        };
        Asked { state: told("state:"), nonce: told("nonce:"), verifier: told("verifier:") }
    }

    /// Whether this is what was begun, not long ago, and for the first time.
    fn is_it(&self, asked: &Asked, begun: &Begun, state: &str, now: Timestamp) -> bool {
        // Hashes are compared in the same time whatever differs.
        let hash = |text: &str| blake3::hash(text.as_bytes());
        let (ours, theirs) = (hash(&asked.state), hash(state));
        let age = now.duration_since(begun.at);
        let in_time = age >= SignedDuration::ZERO - TAKES && age <= TAKES;
        ours == theirs && in_time && self.is_first(*ours.as_bytes(), begun.at + TAKES, now)
    }

    fn is_first(&self, one: [u8; 32], until: Timestamp, now: Timestamp) -> bool {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.retain(|_, until| *until >= now);
        if done.len() >= MOST_DONE {
            // In a flood the older ones are left to the program, which takes a code once.
            done.retain(|_, until| *until >= now + TAKES - SignedDuration::from_mins(1));
        }
        // Where there is still no room to remember it, it cannot be known again, and is refused.
        done.len() < MOST_DONE && done.insert(one, until).is_none()
    }
}

impl Readers {
    /// The program that signs people in, if there is one.
    pub fn provider(&self) -> Option<&Provider> {
        self.provided.as_ref().map(|provided| &provided.provider)
    }

    /// Begins a sign-in through another program: where the browser has to be sent, and what it has to keep.
    ///
    /// # Errors
    /// When there is no such program, or it cannot be asked.
    pub fn begin_elsewhere(&self, next: &str) -> Result<(String, Begun), Error> {
        let provided = self.provided()?;
        let begun = Begun { secret: new_secret()?, at: now(), next: next.to_owned() };
        Ok((provided.provider.begin(&provided.asked(&begun))?, begun))
    }

    /// Refuses what was not begun in this browser a short time ago, or was done already.
    ///
    /// # Errors
    /// When it was not.
    pub fn check_begun(&self, begun: &Begun, state: &str) -> Result<(), Error> {
        let provided = self.provided()?;
        let is_it = provided.is_it(&provided.asked(begun), begun, state, now());
        if is_it { Ok(()) } else { Err(provider::Error::NotBegun.into()) }
    }

    /// Begins a session for whoever came back with this code, after [`Readers::check_begun`].
    ///
    /// Who they are is their identity, never their name: whoever is called like an account with a password gets another
    /// one, and so does whoever is called like somebody else whom the program knows. What they may do is what the program
    /// says of them now. Whoever it gives nothing any more loses what sessions they had.
    ///
    /// # Errors
    /// When the program cannot be asked or believed, it gives them no role, or nothing can be kept.
    pub fn finish_elsewhere(&self, begun: &Begun, code: &str) -> Result<Secret, Error> {
        let provided = self.provided()?;
        let known = provided.provider.finish(code, &provided.asked(begun))?;
        let account = match &known.rights {
            Ok(_) => self.account_for(provided, known)?,
            Err(error) => {
                if let Some(account) = self.keyring.account_of(&known.identity)? {
                    self.keyring.change(&[Change::EndAll(account.name)])?;
                }
                return Err(error.clone().into());
            }
        };
        self.begin(account)
    }

    /// The name of the account of somebody, with the rights that they have now.
    fn account_for(&self, provided: &Provided, known: Known) -> Result<String, Error> {
        let Known { identity, name, rights } = known;
        let provider::Rights { role, audiences } = rights?;
        self.check_audiences(&audiences)?;
        let _making = provided.making.lock().unwrap_or_else(PoisonError::into_inner);
        let account = match self.keyring.account_of(&identity)? {
            Some(account) => account.name,
            None => self.free_name(&name?)?,
        };
        let identity = Some(identity);
        let account = Account { name: account, role, audiences, password: None, identity, made: now() };
        self.keyring.change(&[Change::PutAccount(account.clone())])?;
        Ok(account.name)
    }

    /// A name that nobody has: `oidc:ana`, `oidc:ana-2`, ….
    fn free_name(&self, name: &str) -> Result<String, Error> {
        for number in 1..=MOST_OF_A_NAME {
            let name = if number == 1 { format!("{MARK}{name}") } else { format!("{MARK}{name}-{number}") };
            if self.keyring.account(&name)?.is_none() {
                return Ok(name);
            }
        }
        Err(provider::Error::NoName.into())
    }

    fn provided(&self) -> Result<&Provided, Error> {
        let none = || provider::Error::Unavailable { what: "there is none".to_owned() };
        Ok(self.provided.as_ref().ok_or_else(none)?)
    }

    /// Whether the program that said who somebody is is still the one whose word counts.
    pub(super) fn is_trusted(&self, identity: Option<&Identity>) -> bool {
        identity.is_none_or(|identity| {
            self.provider().is_some_and(|provider| provider.settings().issuer == identity.issuer)
        })
    }
}
