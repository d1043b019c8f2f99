//! A question is asked and, with luck, solved: the form with what may solve it, and what is said of that.

pub(in crate::http) mod ask;
pub(in crate::http) mod outcome;
