//! What does the desk report?

mod list;
mod lines;
mod report;
mod draft;
mod changes;

pub(super) use changes::changes;
pub(super) use draft::draft;
pub(super) use report::report;
