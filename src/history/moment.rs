//! Which moment of the past is meant?

use std::str::FromStr;

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

/// The longest name of a revision, in bytes.
const LONGEST: usize = 200;

/// A moment of the past.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moment {
    /// What was there at the end of a second.
    At(Timestamp),
    /// What a revision left: the beginning of its hash, or a tag or branch.
    Revision(String),
}

/// A text that is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "neither a date such as `2026-03-01`, nor a revision: at least 4 digits of a commit's hash, a tag or a branch"
)]
pub struct MomentError;

impl FromStr for Moment {
    type Err = MomentError;

    /// A day means its end, in UTC.
    fn from_str(text: &str) -> Result<Moment, MomentError> {
        if let Ok(at) = text.parse::<Timestamp>() {
            return Ok(Moment::At(at));
        }
        if let Ok(day) = text.parse::<Date>() {
            let end = day.to_datetime(Time::MAX).to_zoned(TimeZone::UTC).map_err(|_| MomentError)?;
            return Ok(Moment::At(end.timestamp()));
        }
        let named = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'/' | b'-');
        let is_name = text.starts_with(|first: char| first.is_ascii_alphanumeric())
            && text.len() <= LONGEST
            && text.bytes().all(named)
            && !text.contains("..");
        if is_name { Ok(Moment::Revision(text.to_owned())) } else { Err(MomentError) }
    }
}
