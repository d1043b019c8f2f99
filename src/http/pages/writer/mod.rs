//! The writer's desk: `list` says what to do first and has every report, `report` shows one with its evidence, `draft`
//! begins the article that is missing, `numbers` has what is known of one, `preview`
//! tries a text before it is saved.

mod list;
mod report;
mod draft;
mod numbers;
pub(in crate::http) mod preview;

pub(in crate::http) use draft::draft;
pub(in crate::http) use list::reports;
pub(in crate::http) use numbers::numbers;
pub(in crate::http) use report::report;
