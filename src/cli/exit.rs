//! How does a command end?

use std::process::ExitCode;

/// How a command ended. The numbers are a promise to scripts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    /// Good.
    Good,
    /// It worked, and found something wrong, or nothing at all.
    Found,
    /// Wrong use: arguments or configuration.
    WrongUse,
    /// It failed.
    Failed,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(match exit {
            Exit::Good => 0,
            Exit::Found => 1,
            Exit::WrongUse => 2,
            Exit::Failed => 3,
        })
    }
}
