//! Does one mail hold several problems?
//!
//! It does when it says so ("another question"), when it lists several things that ask, or when paragraphs ask
//! for different things. One problem told in several sentences is one.

mod signs;
mod apart;

pub(super) use apart::apart;
