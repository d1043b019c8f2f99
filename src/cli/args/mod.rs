//! Which arguments are there?
//!
//! They only validate; building comes after.

mod ask;
mod compare;
mod keep;
mod model;
mod program;
mod readers;
mod report;
pub(super) mod value;
mod whole;

pub(super) use ask::{EvalArgs, ExplainArgs, SearchArgs, ShowArgs, SuggestArgs};
pub(super) use compare::{CompareArgs, Most, ReplayArgs};
pub(super) use keep::{Columns, ExportArgs, ExportForm, ImportArgs, ImportForm, RecordArgs};
pub(super) use model::{ModelArgs, ModelCommand};
pub use program::Cli;
pub(super) use program::Command;
pub(super) use program::Places;
pub(super) use readers::{Rights, TokenArgs, TokenCommand, UserArgs, UserCommand};
pub(super) use report::{ChangesArgs, DraftArgs, ReportArgs};
pub(super) use whole::{BackupArgs, ForgetArgs, RestoreArgs};
