//! Why can a credential not be made?

use crate::access::Unfit;

/// Why a credential cannot be made or changed as was asked.
#[derive(Debug, thiserror::Error)]
pub enum CredentialError {
    /// A name that cannot be one.
    #[error("`{0}` cannot be a name")]
    Name(String),
    /// The name of another credential.
    #[error("there is a {kind} `{name}` already")]
    Taken {
        /// Of what it is the name.
        kind: &'static str,
        /// The name.
        name: String,
    },
    /// There is none of that name or number.
    #[error("there is no {kind} `{name}`")]
    Unknown {
        /// Of what it was to be the name.
        kind: &'static str,
        /// The name or number.
        name: String,
    },
    /// An audience that is not declared.
    #[error("there is no audience `{0}`")]
    Audience(String),
    /// It would have ended already.
    #[error("it would end before it begins")]
    Ended,
    /// The password will not do.
    #[error(transparent)]
    Password(#[from] Unfit),
    /// A password for somebody whom another program signs in.
    #[error("`{0}` is signed in by another program, and has no password here")]
    Elsewhere(String),
    /// Too many passwords are being looked at.
    #[error("too many people are signing in at once")]
    Busy,
    /// The system gave no random numbers.
    #[error("the system has no random numbers: {0}")]
    Random(String),
}

impl CredentialError {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            CredentialError::Name(_) => "take 1 to 64 of these: a to z, 0 to 9, `.`, `_`, `-`",
            CredentialError::Taken { .. } => "choose another name, or take the other one away first",
            CredentialError::Unknown { .. } => {
                "`firstline token list` and `firstline user list` say which there are"
            }
            CredentialError::Audience(_) => "declare it in `names` under `[audiences]` in firstline.toml",
            CredentialError::Ended => "give a day that is still to come, or leave it out",
            CredentialError::Password(Unfit::Short) => {
                "three or four words that nobody would guess make a good one"
            }
            CredentialError::Password(Unfit::Long) => "shorten it",
            CredentialError::Password(Unfit::Failed) => "try again; the machine may be out of memory",
            CredentialError::Elsewhere(_) => "change it there, or make an account of another name",
            CredentialError::Busy | CredentialError::Random(_) => "try again in a moment",
        }
    }
}
