//! Does an article still say what its outcomes rest on?
//!
//! An outcome rests on what the article said then: its [`Basis`]. Of the section that was used the store keeps a
//! [`Sketch`], and what an article says now is its [`Present`]: how much of the one still stands in the other is how much
//! of the outcome counts. `standing` holds that for every basis. It follows from the ledger, the sketches and the
//! articles as they are, and from nothing that happened to them in between: whoever takes an edit back has everything
//! back.
//!
//! It must not know where texts lie.

mod basis;
mod sketch;
mod present;
mod standing;
#[cfg(test)]
mod tests;

pub use basis::Basis;
pub use present::{Judged, Kept, Present, Wanted};
pub use sketch::Sketch;
pub(super) use standing::Standing;
