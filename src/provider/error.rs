//! Why is somebody not signed in by another program?

/// Why somebody is not signed in by another program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// This program was built without it.
    #[error("this program was built without signing in through another program")]
    NotBuilt,
    /// The program cannot be reached, or answers with something else than is agreed.
    #[error("the program that signs people in cannot be used: {what}")]
    Unavailable {
        /// What went wrong.
        what: String,
    },
    /// The program did not sign them in.
    #[error("the program that signs people in said no: {code}")]
    Denied {
        /// Its word for why.
        code: String,
    },
    /// What the program says cannot be believed.
    #[error("what was said of who signed in cannot be believed: {what}")]
    Untrusted {
        /// Why not.
        what: String,
    },
    /// The sign-in was not begun in this browser, or too long ago, or is done already.
    #[error("this sign-in was not begun here, or too long ago, or was used already")]
    NotBegun,
    /// Nothing of what is said of them can be a name.
    #[error("what was said of who signed in holds nothing that can be their name")]
    NoName,
    /// Nothing of what is said of them gives them a role here.
    #[error("nothing that was said of who signed in gives them a role here")]
    NoRole,
}

impl Error {
    /// What the person can do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Error::NotBuilt => {
                "build it with the cargo feature `oidc`, or take `[oidc]` out of the configuration"
            }
            Error::Unavailable { .. } => "try again in a moment, or sign in with a password",
            Error::Denied { .. } => "sign in there with an account that may come here",
            Error::Untrusted { .. } => "compare `[oidc]` with what the program that signs people in is told",
            Error::NotBegun => "begin again at `/login`, and allow cookies",
            Error::NoName => "set `name_claim` under `[oidc]` to a claim that holds a name",
            Error::NoRole => "name one of their groups in `roles` under `[oidc]`, or set `default_role`",
        }
    }
}
