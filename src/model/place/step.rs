//! How far is an installation?

/// How far an installation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Bytes are copied.
    Copying {
        /// So many are.
        done: u64,
        /// Of so many.
        total: u64,
    },
    /// Texts are tried.
    Trying {
        /// So many were.
        done: usize,
        /// Of about so many.
        total: usize,
    },
}
