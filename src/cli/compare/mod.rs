//! What would a change of the knowledge base do to what people ask?
//!
//! `firstline compare` asks what was asked before of the articles as they are and of a changed folder; `firstline replay`
//! asks one group of unanswered questions again. `sides` says which folders are meant, `questions` what is asked, `asked`
//! asks it; `held` holds both sides against each other, and `told` tells it.

mod sides;
mod questions;
mod asked;
mod held;
mod told;
mod run;
mod replay;

pub(super) use replay::replay;
pub(super) use run::compare;
