//! What changed since an agent's last shift?

use jiff::tz::TimeZone;

use crate::{
    access::{Reader, Record},
    desk::{ChangeSince, Desk},
    http::{address, pages::words::Day, permitted::permitted, problem::Problem},
    library::ChangeKind,
};

/// So many changes are shown; those that the agent used most come first.
const MOST: usize = 6;

/// What changed, as the console shows it while nothing is open.
pub(super) struct Since {
    /// The name of its heading: nobody who has no shift behind them is told of one.
    pub(super) heading: &'static str,
    pub(super) changes: Vec<Changed>,
    /// How many more there are.
    pub(super) more: usize,
}

/// An article that changed.
pub(super) struct Changed {
    pub(super) title: String,
    /// Its page, if it is there now.
    pub(super) url: Option<String>,
    /// The name of what happened to it.
    pub(super) what: &'static str,
    pub(super) day: Day,
    /// How many of the agent's tickets it resolved or helped.
    pub(super) times: usize,
}

impl Since {
    pub(super) fn of(desk: &Desk, reader: &Reader) -> Result<Since, Problem> {
        let permit = permitted::<Record>(reader)?;
        let shift = desk.shift(None, reader, &permit)?;
        Ok(Since {
            heading: if shift.ended.is_some() { "since-shift" } else { "since-week" },
            more: shift.changes.len().saturating_sub(MOST),
            changes: shift.changes.into_iter().take(MOST).map(Changed::of).collect(),
        })
    }
}

impl Changed {
    fn of(one: ChangeSince) -> Changed {
        let change = one.used.change;
        Changed {
            title: change.title,
            url: one.id.as_deref().map(address::article_page),
            what: match change.kind {
                ChangeKind::Added => "since-added",
                ChangeKind::Changed => "since-changed",
                ChangeKind::Retired => "since-retired",
            },
            day: Day::of(change.at.to_zoned(TimeZone::UTC).date()),
            times: one.used.times,
        }
    }
}
