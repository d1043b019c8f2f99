//! The reports, for programs: `calls` are their addresses, `written` is their form.

mod calls;
mod written;

pub(in crate::http) use calls::{__path_list, __path_report, list, report, wanted};
pub use written::document;
