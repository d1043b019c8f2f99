//! What is wrong or doubtful?

use std::fmt;

/// Something wrong or doubtful in an article, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, below the knowledge base.
    pub path: String,
    /// The line in the file, from 1; 0 when it is about the file as a whole.
    pub line: u32,
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for this kind of finding: `unknown-audience`.
    pub kind: &'static str,
    /// What and where: lower case, no full stop, names in backticks.
    pub message: String,
    /// What to do: lower case, no full stop.
    pub hint: String,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Readers get less than the writer meant: a field lost, an article hidden, a file left out.
    Error,
    /// Doubtful; nothing is lost.
    Warning,
}

impl Severity {
    /// `error` or `warning`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

impl fmt::Display for Finding {
    /// The path, the line, how bad it is and what, then the hint on a line of its own.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}:{}: {}: {}\nhint: {}",
            self.path,
            self.line,
            self.severity.word(),
            self.message,
            self.hint
        )
    }
}

/// The findings about one file, as they are made.
#[derive(Debug)]
pub(super) struct Findings {
    path: String,
    list: Vec<Finding>,
}

impl Findings {
    pub(super) fn about(path: &str) -> Findings {
        Findings { path: path.to_owned(), list: Vec::new() }
    }

    pub(super) fn error(&mut self, line: u32, kind: &'static str, message: String, hint: &str) {
        self.push(line, Severity::Error, kind, message, hint);
    }

    pub(super) fn warning(&mut self, line: u32, kind: &'static str, message: String, hint: &str) {
        self.push(line, Severity::Warning, kind, message, hint);
    }

    /// The findings, in the order of their lines.
    pub(super) fn into_list(mut self) -> Vec<Finding> {
        self.list.sort_by_key(|finding| finding.line);
        self.list
    }

    fn push(&mut self, line: u32, severity: Severity, kind: &'static str, message: String, hint: &str) {
        let (path, hint) = (self.path.clone(), hint.to_owned());
        self.list.push(Finding { path, line, severity, kind, message, hint });
    }
}

/// How many lines end in these bytes.
#[allow(clippy::naive_bytecount, reason = "the compiler makes it as fast as the crate that clippy means")]
pub(super) fn line_ends(text: &[u8]) -> u32 {
    u32::try_from(text.iter().filter(|byte| **byte == b'\n').count()).unwrap_or(u32::MAX / 2)
}
