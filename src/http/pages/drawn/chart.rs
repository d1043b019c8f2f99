//! How are numbers over time drawn?
//!
//! As a picture of bars in whole units of 1,000 by 1,000, stretched to where it stands; words stand beside it, where they
//! keep their size. What is drawn is said in words, too, for those who do not see it.

use fluent_bundle::FluentValue;
use jiff::civil::Date;

use crate::{
    http::pages::{speech::Speech, words::Day},
    report::{By, Rate},
};

const WIDTH: f64 = 1000.0;
const HEIGHT: f64 = 1000.0;
/// This part of the room of a bar is left empty.
const GAP: f64 = 0.25;

/// Bars from left to right.
pub(in crate::http::pages) struct Chart {
    pub(in crate::http::pages) bars: Vec<Bar>,
    /// What the upper edge stands for.
    pub(in crate::http::pages) top: String,
    pub(in crate::http::pages) first: String,
    pub(in crate::http::pages) last: String,
    /// What is to be seen, in words.
    pub(in crate::http::pages) says: String,
}

pub(in crate::http::pages) struct Bar {
    pub(in crate::http::pages) x: String,
    pub(in crate::http::pages) y: String,
    pub(in crate::http::pages) width: String,
    pub(in crate::http::pages) height: String,
    pub(in crate::http::pages) title: String,
    /// Where the interval begins and ends, and where it is drawn.
    pub(in crate::http::pages) whisker: Option<Whisker>,
}

pub(in crate::http::pages) struct Whisker {
    pub(in crate::http::pages) x: String,
    pub(in crate::http::pages) y: String,
    pub(in crate::http::pages) height: String,
}

/// How many there were in each period.
pub(in crate::http::pages) fn counts(
    speech: Speech,
    unit: By,
    periods: &[(Date, Option<usize>)],
) -> Option<Chart> {
    let most = periods.iter().filter_map(|(_, count)| *count).max().filter(|most| *most > 0)?;
    let top = round_up(most);
    let bars = periods.iter().map(|(day, count)| {
        let count = count.unwrap_or(0);
        let title = speech.with(
            "chart-count",
            [("period", period(speech, unit, *day)), ("count", count.to_string())].map(said),
        );
        (real(count) / real(top), title, None)
    });
    let busiest = periods.iter().rev().max_by_key(|(_, count)| count.unwrap_or(0))?;
    let parts = [("period", period(speech, unit, busiest.0)), ("count", most.to_string())];
    let says = speech.with("chart-most", parts.map(said));
    let ends = [periods.first()?.0, periods.last()?.0].map(|day| Day::of(day).said(speech));
    Some(drawn(ends, bars, top.to_string(), says))
}

/// Which part of all it was in each period, with its interval; of fewer than five nothing is drawn.
pub(in crate::http::pages) fn rates(
    speech: Speech,
    unit: By,
    periods: &[(Date, Option<Rate>)],
) -> Option<Chart> {
    let bars = periods.iter().map(|(day, rate)| {
        let named = period(speech, unit, *day);
        match rate.and_then(|rate| Some((rate, rate.share()?, rate.interval()?))) {
            Some((rate, share, (low, high))) => {
                let percent = |share: f64| format!("{:.0}", share * 100.0);
                let parts = [
                    ("period", named),
                    ("percent", percent(share)),
                    ("part", rate.part.to_string()),
                    ("of", rate.of.to_string()),
                    ("low", percent(low)),
                    ("high", percent(high)),
                ];
                (share, speech.with("chart-rate", parts.map(said)), Some((low, high)))
            }
            None => (0.0, speech.with("chart-too-few", [("period", named)].map(said)), None),
        }
    });
    let last = periods.iter().rev().find_map(|(day, rate)| Some((day, rate.and_then(Rate::share)?)))?;
    let parts = [("period", period(speech, unit, *last.0)), ("percent", format!("{:.0}", last.1 * 100.0))];
    let says = speech.with("chart-last", parts.map(said));
    let ends = [periods.first()?.0, periods.last()?.0].map(|day| Day::of(day).said(speech));
    Some(drawn(ends, bars, "100 %".to_owned(), says))
}

type Drawn = (f64, String, Option<(f64, f64)>);

fn drawn(
    [first, last]: [String; 2],
    values: impl ExactSizeIterator<Item = Drawn>,
    top: String,
    says: String,
) -> Chart {
    let room = WIDTH / real(values.len().max(1));
    let place = |units: f64| format!("{units:.1}");
    let bars = values.enumerate().map(|(number, (share, title, interval))| {
        let begin = room * (real(number) + GAP / 2.0);
        Bar {
            x: place(begin),
            y: place(HEIGHT * (1.0 - share)),
            width: place(room * (1.0 - GAP)),
            height: place(HEIGHT * share),
            title,
            whisker: interval.map(|(low, high)| Whisker {
                x: place(begin + room * (1.0 - GAP) / 2.0),
                y: place(HEIGHT * (1.0 - high)),
                height: place(HEIGHT * (high - low)),
            }),
        }
    });
    Chart { bars: bars.collect(), top, first, last, says }
}

/// A part of a sentence.
fn said((name, words): (&'static str, String)) -> (&'static str, FluentValue<'static>) {
    (name, words.into())
}

fn period(speech: Speech, unit: By, day: Date) -> String {
    match unit {
        By::Day => speech.of("period-day", Day::of(day).said(speech)),
        By::Week => speech.of("period-week", Day::of(day).said(speech)),
        _ => {
            let month = speech.say(&format!("month-{}", day.month()));
            speech.with("period-month", [("month", month), ("year", day.year().to_string())].map(said))
        }
    }
}

/// The next number of one digit and zeros, or twice or five times one.
fn round_up(count: usize) -> usize {
    let mut scale = 1;
    loop {
        for times in [1, 2, 5] {
            if count <= times * scale {
                return times * scale;
            }
        }
        scale *= 10;
    }
}

#[expect(clippy::cast_precision_loss, reason = "nobody counts so many inquiries")]
fn real(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Speech, counts, rates, round_up};
    use crate::report::{By, Rate};

    #[test]
    fn bars_are_as_high_as_what_they_count() {
        let months = [(date(2026, 1, 1), Some(10)), (date(2026, 2, 1), None), (date(2026, 3, 1), Some(20))];
        let chart = counts(Speech::English, By::Month, &months).expect("a chart");
        let drawn: Vec<_> = chart.bars.iter().map(|bar| (bar.y.as_str(), bar.height.as_str())).collect();
        assert_eq!(drawn, [("500.0", "500.0"), ("1000.0", "0.0"), ("0.0", "1000.0")]);
        assert_eq!((chart.top.as_str(), chart.says.as_str()), ("20", "Most in March 2026: 20."));
        assert_eq!(chart.bars[1].title, "February 2026: 0");
        assert!(counts(Speech::English, By::Month, &[(date(2026, 1, 1), Some(0))]).is_none());
    }

    #[test]
    fn a_rate_has_its_interval_and_of_few_there_is_none() {
        let days = [
            (date(2026, 1, 1), Some(Rate { part: 8, of: 10 })),
            (date(2026, 1, 2), Some(Rate { part: 1, of: 2 })),
        ];
        let chart = rates(Speech::English, By::Day, &days).expect("a chart");
        assert_eq!(chart.bars[0].title, "1 January 2026: 80 %, 8 of 10, 49 to 94 %");
        let whisker = chart.bars[0].whisker.as_ref().expect("an interval");
        assert_eq!((whisker.x.as_str(), chart.bars[0].y.as_str()), ("250.0", "200.0"));
        assert!(chart.bars[1].whisker.is_none() && chart.bars[1].title.ends_with("too few to say"));
        assert!(rates(Speech::English, By::Day, &days[1..]).is_none());
    }

    #[test]
    fn the_upper_edge_is_a_round_number() {
        assert_eq!([1, 3, 6, 11, 99, 101, 499].map(round_up), [1, 5, 10, 20, 100, 200, 500]);
    }
}
