//! Who may read what?
//!
//! An article names the [`Audience`]s that may read it, and may hold blocks for some of them: who sees which reading
//! of it is its [`Readership`]. A [`Reader`] belongs to some audiences; the reader's
//! [`Scope`] is what every search must be given. A scope comes from a reader and from nowhere else, except
//! [`Scope::everything`], which says why. What not everybody may do asks for a [`Permit`], which a reader gives, too.
//!
//! Who a reader is follows from a credential: a [`Token`] or a session, of which a [`Keyring`] keeps what is needed to
//! know it again. [`Grants`] say which audiences a [`Role`] belongs to.
//!
//! It must not know headers, cookies, files or engines.
//!
//! ```
//! use firstline::access::{AudienceSet, Reader};
//! let scope = Reader::public().scope();
//! assert!(scope.opens(&AudienceSet::of(["public"])));
//! assert!(!scope.opens(&AudienceSet::of(["agents"])));
//! ```

mod audience;
mod readership;
mod role;
mod grants;
mod reader;
mod scope;
mod permit;
mod secret;
mod password;
mod keyring;

pub use audience::{Audience, AudienceSet};
pub use grants::Grants;
pub use keyring::{Account, Change, KeptToken, Keyring, KeyringError, Session};
pub use password::{PasswordHashed, Unfit};
pub use permit::{Administer, Denied, Oversee, Permit, Record, Right};
pub use reader::Reader;
pub use readership::Readership;
pub use role::Role;
pub use scope::Scope;
pub use secret::{Secret, SecretHash, Token, TokenId};
