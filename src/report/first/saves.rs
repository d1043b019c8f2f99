//! How many tickets would it save in a month?
//!
//! What is said here is comparable: tickets in 30 days that an article would resolve and does not. A rate that rests on fewer than five says
//! nothing, and then nothing is said.

use crate::{
    learn::Verdict,
    report::{Part, Phrase, Rate, phrase::percent, record::Said},
};

const MICROSECONDS: i64 = 1_000_000;
const DAY: i64 = 24 * 60 * 60;
/// Uses of so many days say how often an article is used in 30.
const DAYS: i64 = 90;
const MONTHS: f64 = 3.0;

/// How many tickets are saved, and how that was reckoned; or why nobody can say.
pub(super) type Saves = (Option<f64>, Phrase);

/// Of how many of these uses the article resolved the ticket.
pub(super) fn rate(said: &[(&Said, u32)]) -> Rate {
    let resolved = said.iter().filter(|(said, _)| said.verdict == Verdict::Resolved).count();
    Rate { part: resolved, of: said.len() }
}

/// The rates of an article before a moment and since, in seconds since 1970.
pub(super) fn rates_around(said: &[(&Said, u32)], moment: i64) -> [Rate; 2] {
    let at = said.partition_point(|(said, _)| said.moment.0.div_euclid(MICROSECONDS) < moment);
    [rate(&said[..at]), rate(&said[at..])]
}

/// How often an article is used in 30 days, as the last 90 were.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn uses(said: &[(&Said, u32)], now: i64) -> f64 {
    let since = now - DAYS * DAY;
    let lately = said.iter().filter(|(said, _)| said.moment.0.div_euclid(MICROSECONDS) >= since);
    lately.count() as f64 / MONTHS
}

/// How many are saved when an article resolves again what it resolved before, if anybody can say.
pub(super) fn of_fall(uses: f64, [before, after]: [Rate; 2]) -> Option<f64> {
    Some(uses * (before.share()? - after.share()?).max(0.0))
}

/// The same, and how it was reckoned.
pub(super) fn fall(uses: f64, rates: [Rate; 2]) -> Saves {
    let [Some(was), Some(is)] = rates.map(Rate::share) else {
        let english = "fewer than five uses before it or since, which is too few to compare";
        return (None, Phrase::plain("reckoned-few-uses", english));
    };
    let told = Phrase::with(
        "reckoned-fall",
        "{uses} uses in 30 days × ({was} % − {is} %)",
        [("uses", Part::Number(uses)), ("was", percent(was)), ("is", percent(is))],
    );
    (of_fall(uses, rates), told)
}

/// What is saved when the questions of a group, so many in 30 days, are resolved as often as others.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(super) fn gap(lately: usize, rate: Rate) -> Saves {
    let Some(share) = rate.share() else {
        let english = "fewer than five tickets have an end that is known, so nobody can say how many an article resolves";
        return (None, Phrase::plain("reckoned-few-ends", english));
    };
    let told = Phrase::with(
        "reckoned-gap",
        "{lately} asked in 30 days × {share} % that articles resolve",
        [("lately", lately.into()), ("share", percent(share))],
    );
    (Some(lately as f64 * share), told)
}

/// What is saved when the better one of two articles answers for both.
pub(super) fn join(one: &[(&Said, u32)], other: &[(&Said, u32)], now: i64) -> Saves {
    let [Some(left), Some(right)] = [one, other].map(|said| rate(said).share()) else {
        let english = "fewer than five uses of one of them, so nobody can say which resolves more";
        return (None, Phrase::plain("reckoned-few-of-one", english));
    };
    let (weaker, less, more) = if left < right { (one, left, right) } else { (other, right, left) };
    let uses = uses(weaker, now);
    let told = Phrase::with(
        "reckoned-join",
        "{uses} uses of the weaker one in 30 days × ({more} % − {less} %)",
        [("uses", Part::Number(uses)), ("more", percent(more)), ("less", percent(less))],
    );
    (Some(uses * (more - less)), told)
}

#[cfg(test)]
mod tests {
    use super::{fall, gap};
    use crate::report::Rate;

    #[test]
    fn what_is_saved_follows_from_uses_and_rates() {
        let rates = [Rate { part: 8, of: 10 }, Rate { part: 5, of: 10 }];
        let (saved, told) = fall(20.0, rates);
        assert!((saved.expect("a number") - 6.0).abs() < 1e-9, "{saved:?}");
        assert_eq!(told.to_string(), "20.0 uses in 30 days × (80 % − 50 %)");
        let [before, after] = rates;
        assert_eq!(fall(20.0, [after, before]).0, Some(0.0), "what rose saves nothing");
        let (saved, told) = fall(20.0, [Rate { part: 1, of: 4 }, after]);
        assert!(saved.is_none() && told.to_string().contains("too few"), "{told}");
        let (saved, told) = gap(12, Rate { part: 3, of: 4 });
        assert!(saved.is_none() && told.to_string().contains("fewer than five"), "{told}");
        let (saved, told) = gap(12, Rate { part: 6, of: 8 });
        assert_eq!(saved, Some(9.0));
        assert_eq!(told.to_string(), "12 asked in 30 days × 75 % that articles resolve");
    }
}
