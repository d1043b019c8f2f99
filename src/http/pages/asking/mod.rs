//! A question is asked and, with luck, solved: the form with what may solve it, what is said of that, and the way to the
//! people who answer where nothing did.

mod answer;
pub(in crate::http) mod ask;
pub(in crate::http) mod draft;
pub(in crate::http) mod outcome;
pub(in crate::http) mod send;
