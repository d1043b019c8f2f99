//! What is done with the file as a whole?
//!
//! [`serving`] sees that one server uses it, [`copy()`] writes a whole copy while others write, and [`Replacing`] puts a
//! copy in its place. `lock` says who uses the file just now.

mod copy;
mod lock;
mod replace;

pub use copy::{Counts, copy};
pub(super) use lock::Held;
pub use lock::{Serving, serving};
pub use replace::Replacing;
