//! Which day, which moment?

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::{
    fields::Fields,
    value::{Entry, Value},
};
use crate::article::kinds;

/// A day, under the first of these keys that has one.
pub(super) fn day(fields: &mut Fields<'_>, names: &[&str]) -> Option<Date> {
    while let Some(entry) = fields.take(names) {
        if let Value::Map(parts) = &entry.value {
            // Material for MkDocs: `date: {created: …, updated: …}`.
            for part in parts {
                fields.give_back(Entry { name: part.name.clone(), ..part.clone() });
            }
            continue;
        }
        let Some(text) = fields.as_line(&entry) else { continue };
        match read_day(&text) {
            Some(day) => return Some(day),
            None => complain(fields, &entry, &text),
        }
    }
    None
}

/// A moment; a day alone counts from its first second, in UTC. `Err` when there is one that cannot be read.
pub(super) fn moment(fields: &mut Fields<'_>, names: &[&str]) -> Result<Option<Timestamp>, ()> {
    let Some(entry) = fields.take(names) else { return Ok(None) };
    if entry.value == Value::Null {
        return Ok(None);
    }
    let text = fields.as_line(&entry).ok_or(())?;
    if let Some(moment) = read_moment(&text) {
        return Ok(Some(moment));
    }
    complain(fields, &entry, &text);
    Err(())
}

/// A moment in any of the usual spellings.
pub(super) fn read_moment(text: &str) -> Option<Timestamp> {
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    if let Some(moment) = ["%Y-%m-%d %H:%M:%S %z", "%Y-%m-%d %H:%M:%S %:z", "%Y-%m-%d %H:%M %z"]
        .iter()
        .find_map(|format| Timestamp::strptime(format, text).ok())
    {
        return Some(moment);
    }
    if let Ok(moment) = text.replace(' ', "T").parse::<jiff::civil::DateTime>() {
        return moment.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp());
    }
    read_day(text)?.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

fn read_day(text: &str) -> Option<Date> {
    let iso = text.get(..10).and_then(|day| day.parse::<Date>().ok());
    let day = iso.filter(|_| text.len() == 10 || text[10..].starts_with(['T', 't', ' '])).or_else(|| {
        let formats =
            ["%m/%d/%Y", "%Y/%m/%d", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y%m%d"];
        formats
            .iter()
            .find_map(|format| Date::strptime(format, text).ok())
            .or_else(|| jiff::fmt::rfc2822::parse(text).ok().map(|zoned| zoned.date()))
    })?;
    (1900..=9999).contains(&day.year()).then_some(day)
}

fn complain(fields: &mut Fields<'_>, entry: &Entry, text: &str) {
    let shown: String = text.chars().take(40).collect();
    let message = format!("`{}` is no date: `{shown}`", entry.key);
    fields.findings.error(entry.line, kinds::UNREADABLE_DATE, message, "write it as `2026-01-31`");
}

#[cfg(test)]
mod tests {
    use super::{read_day, read_moment};

    #[track_caller]
    fn check(text: &str, expected: &str) {
        assert_eq!(read_day(text).map(|day| day.to_string()).unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn days_in_the_usual_spellings() {
        check("2026-01-31", "2026-01-31");
        check("2026-01-31T10:00:00Z", "2026-01-31");
        check("2026-01-31 10:00:00 +0100", "2026-01-31");
        check("05/01/2026", "2026-05-01");
        check("3/16/2020", "2020-03-16");
        check("2026/1/31", "2026-01-31");
        check("31.01.2026", "2026-01-31");
        check("January 31, 2026", "2026-01-31");
        check("31 Jan 2026", "2026-01-31");
        check("20260131", "2026-01-31");
        check("9999-12-31", "9999-12-31");
    }

    #[test]
    fn what_is_no_day_is_none() {
        for text in [
            "",
            "soon",
            "2026-13-01",
            "2026-02-30",
            "0000-01-01",
            "31/31/2026",
            "2026-01-311",
            "１２３４-01-01",
        ] {
            check(text, "");
        }
    }

    #[test]
    fn moments_in_the_usual_spellings() {
        for text in [
            "2026-01-31T10:00:00Z",
            "2026-01-31T11:00:00+01:00",
            "2026-01-31 11:00:00 +0100",
            "2026-01-31 10:00:00",
        ] {
            assert_eq!(
                read_moment(text).map(|m| m.to_string()).as_deref(),
                Some("2026-01-31T10:00:00Z"),
                "{text}"
            );
        }
        assert_eq!(read_moment("2026-01-31").map(|m| m.to_string()).as_deref(), Some("2026-01-31T00:00:00Z"));
        assert_eq!(read_moment("never"), None);
    }
}
