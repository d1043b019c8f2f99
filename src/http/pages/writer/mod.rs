//! The writer's desk: `list` has every report with what it is for, `report` shows one with its evidence.

mod list;
mod report;

pub(in crate::http) use list::reports;
pub(in crate::http) use report::report;
