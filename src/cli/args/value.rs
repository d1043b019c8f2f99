//! What does one argument's text mean?

use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::{Timestamp, civil::Date, civil::DateTime, tz::TimeZone};

use crate::{
    history::{self, MomentError},
    learn::{EventId, Verdict},
};

/// The number of something that was shown.
pub(super) fn event(text: &str) -> Result<EventId, String> {
    let plain: String = text.chars().filter(|c| *c != '-').collect::<String>().to_lowercase();
    EventId::parse(&plain).ok_or_else(|| "give the 32 digits that `firstline suggest` printed".to_owned())
}

/// What came of it.
pub(super) fn verdict() -> impl TypedValueParser<Value = Verdict> {
    PossibleValuesParser::new(Verdict::ALL.map(Verdict::word)).map(|word| {
        // One of the words above.
        Verdict::from_word(&word).unwrap_or(Verdict::Retracted)
    })
}

/// A moment of an article's past.
pub(super) fn past(text: &str) -> Result<history::Moment, MomentError> {
    text.parse()
}

/// A moment: with a zone, or as UTC; a day is its beginning.
pub(in crate::cli) fn moment(text: &str) -> Result<Timestamp, String> {
    let text = text.trim();
    let utc = |at: DateTime| at.to_zoned(TimeZone::UTC).ok().map(|at| at.timestamp());
    let day = || text.parse::<Date>().ok().filter(|_| text.len() == 10).map(|day| day.at(0, 0, 0, 0));
    let seconds = || text.parse().ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    text.parse::<Timestamp>()
        .ok()
        .or_else(|| day().or_else(|| text.parse::<DateTime>().ok()).and_then(utc))
        .or_else(seconds)
        .ok_or_else(|| format!("`{text}` is no moment; write `2026-01-31` or `2026-01-31T14:00:00Z`"))
}

#[cfg(test)]
mod tests {
    use super::moment;

    #[test]
    fn moments_are_read_as_people_and_programs_write_them() {
        for (text, means) in [
            ("2026-01-31", "2026-01-31T00:00:00Z"),
            ("2026-01-31T14:00:00+02:00", "2026-01-31T12:00:00Z"),
            (" 2026-01-31 14:00 ", "2026-01-31T14:00:00Z"),
            ("2026-01-31T14:00:05", "2026-01-31T14:00:05Z"),
            ("1769860800", "2026-01-31T12:00:00Z"),
        ] {
            assert_eq!(moment(text).map(|at| at.to_string()).as_deref(), Ok(means), "{text}");
        }
        for none in ["", "yesterday", "31.01.2026", "2026-13-01"] {
            assert!(moment(none).is_err(), "{none}");
        }
    }
}
