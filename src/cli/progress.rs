//! How does long work look in a terminal?

use std::{
    io::{self, Write},
    sync::{LazyLock, Mutex, PoisonError},
    time::Duration,
};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::{desk::Progress, model::Step};

/// Shorter work than this shows no bar.
const WORTH_A_BAR: usize = 50;

/// The bars that are seen now: a server indexes, embeds and logs at once.
static SEEN: LazyLock<MultiProgress> = LazyLock::new(MultiProgress::new);

/// Writes something while no bar is in the way.
pub(super) fn beside_bars<T>(write: impl FnOnce() -> T) -> T {
    SEEN.suspend(write)
}

/// Stderr, for lines that come while a bar may be there.
#[derive(Debug, Default)]
pub(super) struct BesideBars;

impl Write for BesideBars {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        beside_bars(|| io::stderr().write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stderr().flush()
    }
}

/// A bar on stderr; nothing where stderr is no terminal.
pub(super) struct Bar {
    bar: ProgressBar,
    what: &'static str,
}

impl Bar {
    /// For work on articles.
    pub(super) fn of(what: &'static str) -> Bar {
        Bar::counting(what, "{msg:>10} [{bar:32}] {pos}/{len} articles, {per_sec}, {eta} left")
    }

    /// For questions that are asked.
    pub(super) fn of_questions(what: &'static str) -> Bar {
        Bar::counting(what, "{msg:>10} [{bar:32}] {pos}/{len} questions, {per_sec}, {eta} left")
    }

    fn counting(what: &'static str, form: &str) -> Bar {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_style(
            ProgressStyle::with_template(form)
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .progress_chars("=> "),
        );
        Bar { bar, what }
    }
}

impl Progress for Bar {
    fn begin(&self, total: usize) {
        self.bar.reset();
        self.bar.set_length(total as u64);
        self.bar.set_message(self.what);
        if total >= WORTH_A_BAR {
            SEEN.add(self.bar.clone());
            self.bar.enable_steady_tick(Duration::from_millis(100));
        }
    }

    fn step(&self) {
        self.bar.inc(1);
    }

    fn finish(&self) {
        self.bar.disable_steady_tick();
        self.bar.finish_and_clear();
        SEEN.remove(&self.bar);
    }
}

/// How far a file was read, on stderr; nothing where stderr is no terminal.
pub(super) struct Through(ProgressBar);

impl Through {
    /// A bar for so many bytes; where nobody knows how many, the count alone.
    pub(super) fn of(what: &'static str, bytes: Option<u64>) -> Through {
        let form = match bytes {
            Some(_) => "{msg:>10} [{bar:32}] {bytes} of {total_bytes}, {eta} left",
            None => "{msg:>10} {bytes}, {bytes_per_sec}",
        };
        let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr());
        bar.set_style(
            ProgressStyle::with_template(form)
                .unwrap_or_else(|_| ProgressStyle::default_bar())
                .progress_chars("=> "),
        );
        bar.set_message(what);
        Through(bar)
    }

    pub(super) fn at(&self, byte: u64) {
        self.0.set_position(byte);
    }

    pub(super) fn finish(&self) {
        self.0.finish_and_clear();
    }
}

/// How far the installation of a model is, on stderr; nothing where stderr is no terminal.
#[derive(Default)]
pub(super) struct Installing(Mutex<Option<(&'static str, ProgressBar)>>);

impl Installing {
    pub(super) fn step(&self, step: Step) {
        let (what, done, total, form) = match step {
            Step::Copying { done, total } => {
                ("copying", done, total, "{msg:>10} [{bar:32}] {bytes} of {total_bytes}, {eta} left")
            }
            Step::Trying { done, total } => {
                ("trying", done as u64, total as u64, "{msg:>10} [{bar:32}] {pos}/{len} texts, {per_sec}")
            }
        };
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if held.as_ref().is_none_or(|(before, _)| *before != what) {
            if let Some((_, before)) = held.take() {
                before.finish_and_clear();
            }
            let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar());
            bar.set_style(style.progress_chars("=> "));
            bar.set_message(what);
            *held = Some((what, bar));
        }
        if let Some((_, bar)) = &*held {
            bar.set_position(done.min(total));
        }
    }

    pub(super) fn finish(&self) {
        if let Some((_, bar)) = self.0.lock().unwrap_or_else(PoisonError::into_inner).take() {
            bar.finish_and_clear();
        }
    }
}
