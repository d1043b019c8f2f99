//! How is something said in a terminal?

use std::{
    error::Error,
    io::{self, IsTerminal, Write},
};

/// Says what went wrong on stderr, and what to do.
pub(super) fn complain(message: &str, hint: &str) {
    let style = Style::of(io::stderr().is_terminal());
    let mut err = io::stderr().lock();
    // Nowhere is left to say that stderr is gone.
    let _ = writeln!(err, "{}: {message}\n{}: {hint}", style.red("error"), style.bold("hint"));
}

/// An error with everything that brought it about: `cannot use the index at `x`: permission denied`.
pub(super) fn with_causes(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let more = error.to_string();
        if !words.ends_with(&more) {
            words = format!("{words}: {more}");
        }
        cause = error.source();
    }
    words
}

/// Colours, where there is somebody to see them.
#[derive(Clone, Copy)]
pub(super) struct Style {
    on: bool,
}

impl Style {
    /// For stdout.
    pub(super) fn stdout() -> Style {
        Style::of(io::stdout().is_terminal())
    }

    fn of(terminal: bool) -> Style {
        Style { on: terminal && std::env::var_os("NO_COLOR").is_none() }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.on { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    pub(super) fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    pub(super) fn red(self, text: &str) -> String {
        self.paint("1;31", text)
    }

    pub(super) fn yellow(self, text: &str) -> String {
        self.paint("33", text)
    }

    /// Marked words: bold where there are colours, in brackets nowhere.
    pub(super) fn mark(self, text: &str) -> String {
        self.paint("1;33", text)
    }
}

/// `1 article`, `2 articles`.
pub(super) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// A probability as people say it: `68 %`.
pub(super) fn percent(probability: f32) -> String {
    format!("{:.0} %", probability * 100.0)
}
