//! Which days, weeks or months does a chart show?

use jiff::{Span, civil::Date};

use crate::report::By;

/// So many bars can still be told apart.
const MOST: usize = 60;
/// A stretch of so many days is told by day, of so many by week, a longer one by month.
const BY_DAY: i32 = 31;
const BY_WEEK: i32 = 250;

/// The unit in which a time of so many days is told.
pub(in crate::http::pages) fn unit(days: i32) -> By {
    match days {
        days if days <= BY_DAY => By::Day,
        days if days <= BY_WEEK => By::Week,
        _ => By::Month,
    }
}

/// What is said of each period from the first to the last, those of which nothing is said too; the last ones when there
/// are more than can be shown.
pub(in crate::http::pages) fn filled<T: Copy>(
    unit: By,
    said: &[(Date, T)],
    last: Date,
) -> Vec<(Date, Option<T>)> {
    let step = match unit {
        By::Day => Span::new().days(1),
        By::Week => Span::new().days(7),
        _ => Span::new().months(1),
    };
    let Some(first) = said.iter().map(|(day, _)| *day).min() else { return Vec::new() };
    let mut periods: Vec<Date> = Vec::new();
    let mut at = Some(first);
    while let Some(day) = at.filter(|day| *day <= last) {
        periods.push(day);
        at = day.checked_add(step).ok();
    }
    let of = |day: &Date| said.iter().find(|(known, _)| known == day).map(|(_, what)| *what);
    let skip = periods.len().saturating_sub(MOST);
    periods.iter().skip(skip).map(|day| (*day, of(day))).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{filled, unit};
    use crate::report::By;

    #[test]
    fn a_week_in_which_nobody_asked_is_shown_too() {
        let said = [(date(2026, 3, 30), 4), (date(2026, 3, 9), 2)];
        let weeks = filled(By::Week, &said, date(2026, 4, 8));
        let days: Vec<_> = weeks.iter().map(|(day, what)| (day.to_string(), *what)).collect();
        let expected = [
            ("2026-03-09", Some(2)),
            ("2026-03-16", None),
            ("2026-03-23", None),
            ("2026-03-30", Some(4)),
            ("2026-04-06", None),
        ];
        assert_eq!(days, expected.map(|(day, what)| (day.to_owned(), what)));
    }

    #[test]
    fn of_many_days_the_last_are_shown() {
        let days = filled(By::Day, &[(date(2026, 1, 1), 1)], date(2026, 12, 31));
        assert_eq!((days.len(), days[59].0), (60, date(2026, 12, 31)));
        assert!(filled::<u8>(By::Month, &[], date(2026, 1, 1)).is_empty());
        assert_eq!([31, 32, 250, 251].map(unit), [By::Day, By::Week, By::Week, By::Month]);
    }
}
