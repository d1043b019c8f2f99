//! What do the parameters of an address say?

use std::ops::RangeInclusive;

use axum::{extract::Query as Pairs, http::Uri};
use jiff::{Timestamp, civil::Date, tz::TimeZone};

use super::problem::{Mistake, Problem, echoed};
use crate::{
    article::State,
    history::{Moment, MomentError},
    library::Since,
    search::{Filter, FilterField, Query},
    text::Language,
};

/// More values of filters than this are not compared.
const MOST_FILTERS: usize = 50;

/// The parameters of one request. What cannot be used is noted, and said all at once by [`Params::done`].
///
/// Reading never fails before that, and parameters that nobody knows are passed over.
pub(super) struct Params {
    pairs: Vec<(String, String)>,
    mistakes: Vec<Mistake>,
}

impl Params {
    pub(super) fn of(uri: &Uri) -> Params {
        // Pairs of text cannot be wrong: bytes that are no UTF-8 become replacement characters.
        let pairs = Pairs::try_from_uri(uri).map(|Pairs(pairs)| pairs).unwrap_or_default();
        Params { pairs, mistakes: Vec::new() }
    }

    /// The text of a parameter; the last one counts.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.pairs.iter().rev().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The query, read.
    pub(super) fn query(&self) -> Query {
        Query::parse(self.text("q").unwrap_or_default())
    }

    /// A whole number, in digits.
    pub(super) fn number(&mut self, name: &'static str, range: RangeInclusive<usize>, usual: usize) -> usize {
        let Some(value) = self.text(name) else { return usual };
        let digits = !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit());
        match value.parse() {
            Ok(number) if digits && range.contains(&number) => number,
            _ => {
                let allowed = format!("a whole number from {} to {}", range.start(), range.end());
                self.mistake(name, &allowed, "write it with digits only");
                usual
            }
        }
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, name: &'static str) -> bool {
        match self.text(name) {
            None | Some("false" | "0") => false,
            Some("" | "true" | "1") => true,
            Some(_) => {
                self.mistake(name, "`true` or `false`", "leave it out for `false`");
                false
            }
        }
    }

    /// What narrows a search: `tag`, `product`, `lang` and `state`, each as often as one likes.
    pub(super) fn filters(&mut self) -> Vec<Filter> {
        let mut filters = Vec::new();
        for field in FilterField::ALL {
            let values =
                self.pairs.iter().filter(|(name, value)| name == field.word() && !value.trim().is_empty());
            filters.extend(values.map(|(_, value)| filter(field, value)));
        }
        if let Some(wrong) = filters
            .iter()
            .find(|filter| filter.field == FilterField::State && State::from_word(&filter.value).is_none())
        {
            let words: Vec<String> = State::ALL.iter().map(|state| format!("`{}`", state.word())).collect();
            let detail = format!("`state` is `{}`; it takes {}", echoed(&wrong.value), words.join(", "));
            self.mistakes.push(Mistake::new("state", detail, "leave it out for all but archived"));
        }
        if filters.len() > MOST_FILTERS {
            let detail = format!("there are {} filters; {MOST_FILTERS} are the most", filters.len());
            self.mistakes.push(Mistake::new("tag", detail, "choose fewer"));
        }
        filters
    }

    /// From where on changes are wanted: a cursor or a time; from the first one when nothing is said.
    pub(super) fn since(&mut self) -> Since {
        let Some(value) = self.text("since") else { return Since::Cursor(0) };
        if let Some(since) = since(value) {
            return since;
        }
        let allowed = "a time such as `2026-11-20T00:00:00Z`, or the cursor of an earlier answer";
        self.mistake("since", allowed, "take `cursor` from the previous answer");
        Since::Cursor(0)
    }

    /// The moment of an article's past that is wanted; none when none is named.
    pub(super) fn at(&mut self) -> Option<Moment> {
        let given = self.text("at")?;
        let wrong = match given.parse() {
            Ok(moment) => return Some(moment),
            Err(error @ MomentError) => format!("`at` is `{}`: {error}", echoed(given)),
        };
        self.mistakes.push(Mistake::new("at", wrong, "take a day, or an `id` of `/api/v1/revisions`"));
        None
    }

    /// The day from which on something counts; none when none is named.
    pub(super) fn first_day(&mut self) -> Option<Date> {
        let day: Option<Date> = self.text("since").filter(|text| !text.is_empty())?.parse().ok();
        if day.is_none() {
            self.mistake("since", "a day such as `2026-11-01`", "leave it out for everything");
        }
        day
    }

    /// Says what cannot be used, if there is something.
    pub(super) fn done(self) -> Result<(), Problem> {
        if self.mistakes.is_empty() { Ok(()) } else { Err(Problem::InvalidParameter(self.mistakes)) }
    }

    pub(super) fn mistake(&mut self, name: &'static str, allowed: &str, hint: &'static str) {
        let given = echoed(self.text(name).unwrap_or_default());
        let detail = format!("`{name}` is `{given}`; it takes {allowed}");
        self.mistakes.push(Mistake::new(name, detail, hint));
    }
}

fn filter(field: FilterField, value: &str) -> Filter {
    let language = (field == FilterField::Lang).then(|| Language::parse(value)).flatten();
    Filter::new(field, language.as_ref().map_or(value, Language::code))
}

fn since(value: &str) -> Option<Since> {
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        return value.parse().ok().map(Since::Cursor);
    }
    // A plus sign that was not encoded arrives as a space.
    let time: Option<Timestamp> = value.replace(' ', "+").parse().ok();
    let midnight = || Some(value.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp());
    time.or_else(midnight).map(Since::Time)
}

#[cfg(test)]
mod tests {
    use super::{Params, Since};

    fn params(query: &str) -> Params {
        Params::of(&format!("/search?{query}").parse().expect("an address"))
    }

    #[track_caller]
    fn limit(query: &str, expected: Option<usize>) {
        let mut params = params(query);
        let number = params.number("limit", 1..=50, 10);
        assert_eq!(params.done().is_ok().then_some(number), expected, "{query}");
    }

    #[test]
    fn numbers_are_digits_within_their_range() {
        limit("", Some(10));
        limit("limit=50", Some(50));
        limit("limit=1&limit=7", Some(7));
        for wrong in
            ["0", "51", "-1", "%2B5", "1e3", "NaN", "", "5.0", "1000000000", "99999999999999999999999", "٣"]
        {
            limit(&format!("limit={wrong}"), None);
        }
    }

    #[test]
    fn times_are_read_in_every_usual_form() {
        let since = |query: &str| {
            let mut params = params(query);
            let since = params.since();
            params.done().map(|()| since).ok()
        };
        let midnight = Since::Time("2026-11-20T00:00:00Z".parse().expect("a time"));
        assert_eq!(since(""), Some(Since::Cursor(0)));
        assert_eq!(since("since=17"), Some(Since::Cursor(17)));
        assert_eq!(since("since=2026-11-20T00:00:00Z"), Some(midnight));
        assert_eq!(since("since=2026-11-20T01:00:00+01:00"), Some(midnight));
        assert_eq!(since("since=2026-11-20"), Some(midnight));
        assert_eq!(since("since=yesterday"), None);
        assert_eq!(since("since=-1"), None);
    }

    #[test]
    fn filters_are_checked_and_blank_ones_passed_over() {
        let mut params = params("tag=VPN&tag=&lang=de-AT&state=wip");
        assert_eq!(
            params.filters().iter().map(|f| f.value.as_str()).collect::<Vec<_>>(),
            ["vpn", "de", "wip"]
        );
        assert!(params.done().is_ok());
        let mut params = self::params("state=secret&limit=x");
        params.filters();
        params.number("limit", 1..=50, 10);
        assert_eq!(params.mistakes.len(), 2);
    }

    proptest::proptest! {
        #[test]
        fn any_address_is_read_or_refused_with_what_it_takes(
            value in "[0-9TZ:+. -]{0,30}|\\PC{0,20}",
            pairs in "[a-z%&=+0-9]{0,60}",
        ) {
            let escaped = value.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat();
            let mut params = params(&format!("{pairs}&since={escaped}&limit={escaped}&state={escaped}"));
            params.since();
            let number = params.number("limit", 1..=50, 10);
            assert!((1..=50).contains(&number));
            params.filters();
            assert!(params.mistakes.iter().all(|mistake| !mistake.hint.is_empty()));
        }
    }
}
