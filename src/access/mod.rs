//! Who may read what?
//!
//! An article names the [`Audience`]s that may read it; a [`Reader`] belongs to some of them; the reader's
//! [`Scope`] is what every search must be given. A scope comes from a reader and from nowhere else, except
//! [`Scope::everything`], which says why.
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
mod reader;
mod role;
mod scope;

pub use audience::{Audience, AudienceSet};
pub use reader::Reader;
pub use role::Role;
pub use scope::Scope;
