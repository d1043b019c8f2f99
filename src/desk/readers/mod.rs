//! Who is it that asks, and how do they prove it?
//!
//! [`Readers`] turn a token or a session into a [`Reader`](crate::access::Reader), and give credentials to whoever
//! shows a permit for that. Whom another program signs in is `provided`. They are opened with the desk, or alone where only credentials are looked after.

mod accounts;
mod error;
mod open;
mod provided;
mod sessions;
mod tokens;

pub use accounts::NewAccount;
pub use error::CredentialError;
pub use open::Readers;
pub use provided::Begun;
pub use sessions::{Sessions, SignedIn};
pub use tokens::NewToken;
