//! What would change if an article said something else?
//!
//! `try_text` reads a text as if it lay in the folder, and asks what was asked before of a copy of the index, as it
//! is and with the text in it. `copy` makes that copy, in a temporary folder that is gone when this ends; the folder, the index and the
//! store stay as they are. Words and outcomes rank on both sides, the embedding model on neither.

mod copy;
mod text;
mod ask;

pub use ask::{ChangedAnswer, Compared};
pub use text::Tried;
