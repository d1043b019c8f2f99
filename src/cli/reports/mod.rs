//! What does the desk report?

mod list;
mod lines;
mod report;
mod draft;

pub(super) use draft::draft;
pub(super) use report::report;
