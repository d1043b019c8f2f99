//! Which failure of the desk is which problem?

use super::{Mistake, Problem, Refusal};
use crate::{
    access::KeyringError,
    desk::{self, CredentialError},
    history, learn, provider,
};

impl From<desk::Error> for Problem {
    fn from(error: desk::Error) -> Problem {
        // Each new way to fail is decided on here; most are no fault of the request.
        match error {
            desk::Error::NotShown | desk::Error::Ledger(learn::Error::NotShown(_)) => Problem::NotShown,
            desk::Error::NoArticle => Problem::NoArticle(String::new()),
            desk::Error::Denied(denied) => Problem::Forbidden(denied.needs),
            desk::Error::Credential(error) => of_credential(&error),
            desk::Error::Provider(error) => of_provider(error),
            desk::Error::NoHistory | desk::Error::History(history::Error::NoRevision { .. }) => {
                Problem::InvalidParameter(vec![Mistake::new("at", error.to_string(), error.hint())])
            }
            desk::Error::Ledger(learn::Error::KeyTaken(_)) => Problem::IdempotencyConflict,
            desk::Error::Keyring(KeyringError { what, passing: true })
            | desk::Error::Ledger(learn::Error::Store { what, passing: true }) => {
                Problem::StoreUnavailable { cause: what }
            }
            desk::Error::Folder(_)
            | desk::Error::History(history::Error::Unreadable { .. })
            | desk::Error::Index(_)
            | desk::Error::Search(_)
            | desk::Error::Model(_)
            | desk::Error::Vectors(_)
            | desk::Error::Ledger(
                learn::Error::Newer | learn::Error::InUse { .. } | learn::Error::Store { passing: false, .. },
            )
            | desk::Error::Keyring(KeyringError { passing: false, .. })
            | desk::Error::Lessons { .. } => {
                Problem::Internal { cause: format!("{error}; hint: {}", error.hint()) }
            }
        }
    }
}

/// What is wrong with a credential that somebody wants to make or change.
fn of_credential(error: &CredentialError) -> Problem {
    let wrong = |name: &'static str| {
        Problem::InvalidParameter(vec![Mistake::new(name, error.to_string(), error.hint())])
    };
    match error {
        CredentialError::Taken { name, .. } => Problem::NameTaken(name.clone()),
        CredentialError::Unknown { .. } => Problem::NoPage,
        CredentialError::Name(_) => wrong("name"),
        CredentialError::Audience(_) => wrong("audiences"),
        CredentialError::Ended => wrong("expires"),
        CredentialError::Password(_) | CredentialError::Elsewhere(_) => wrong("password"),
        CredentialError::Busy => Problem::Overloaded,
        CredentialError::Random(cause) => Problem::Internal { cause: cause.clone() },
    }
}

/// Why another program signs somebody not in.
fn of_provider(error: provider::Error) -> Problem {
    use provider::Error;
    let refused = match error {
        Error::NotBuilt => return Problem::ProviderUnavailable { cause: error.to_string() },
        Error::Unavailable { what } => return Problem::ProviderUnavailable { cause: what },
        Error::Denied { code } => Refusal::Denied(code),
        Error::Untrusted { what } => Refusal::Untrusted(what),
        Error::NotBegun => Refusal::NotBegun,
        Error::NoName => Refusal::NoName,
        Error::NoRole => Refusal::NoRole,
    };
    Problem::SignInRefused(refused)
}
