//! How does tantivy keep and find articles?
//!
//! One tantivy index per audience set (`shelf`), one journal of everything on all of them. A transaction
//! (`writing`) writes the journal, then commits each shelf it touched, then shows the next snapshot
//! (`finding`). Opening verifies every checksum and sets damage aside (`open`); `disk` sees that each file is the one
//! of its name.
//!
//! It must not know files of the knowledge base, readers beyond their scope, or ranking.

mod disk;
pub(in crate::index) mod finding;
mod index;
mod open;
mod packed;
mod schema;
mod shelf;
mod stored;
mod tokenizer;
mod verify;
mod writing;

pub use index::TantivyIndex;
pub use open::Opened;
pub use verify::{Verified, verify};
