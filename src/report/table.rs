//! In which form is a report given?

use std::cmp::Ordering;

use jiff::civil::Date;

use super::{By, Name, Phrase, phrase::in_a_line};

/// A rate of fewer than this is not said: one more would change it too much.
pub const LEAST: usize = 5;

/// A report, before anybody writes it as JSON, a page, lines or CSV.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Which.
    pub name: Name,
    /// From when on.
    pub since: Option<Date>,
    /// By what its rows are told apart.
    pub by: Option<By>,
    /// What holds for all of it.
    pub summary: Vec<(Column, Cell)>,
    /// What the columns of the rows hold.
    pub columns: Vec<Column>,
    /// The rows, what matters most first.
    pub rows: Vec<Vec<Cell>>,
    /// So many rows more are left out.
    pub left_out: usize,
    /// What must be known to read it rightly.
    pub notes: Vec<Phrase>,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name for programs.
    pub key: &'static str,
    /// Its name for people.
    pub label: &'static str,
}

impl Column {
    /// Its name for people, as something that can be said in another language.
    pub fn said(self) -> Phrase {
        Phrase::word("column", self.label)
    }
}

/// A column.
pub(super) const fn column(key: &'static str, label: &'static str) -> Column {
    Column { key, label }
}

/// What stands in a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Nothing,
    /// Words of people, paths, names: the same in every language.
    Text(String),
    /// Words of this program, one after the other.
    Said(Vec<Phrase>),
    /// A sentence of this program, a line of its own.
    Sentence(Phrase),
    /// Several, each a line of its own.
    Lines(Vec<String>),
    /// Whether.
    Flag(bool),
    /// So many.
    Count(usize),
    /// A number of another kind.
    Number(f64),
    /// So many of so many.
    Rate(Rate),
    /// By how much two rates differ.
    Difference(Difference),
    /// A day.
    Day(Date),
    /// An article.
    Article(Named),
    /// Several.
    Articles(Vec<Named>),
}

/// An article as this reader knows it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// Where it lies below the knowledge base.
    pub path: String,
}

/// So many of so many, with the interval in which the true share lies in 19 cases of 20.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// So many.
    pub part: usize,
    /// Of so many.
    pub of: usize,
}

/// The quantile of the normal distribution for 19 of 20.
const Z: f64 = 1.959_963_984_540_054;

impl Rate {
    /// The share, unless it rests on too few.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn share(self) -> Option<f64> {
        (self.of >= LEAST).then(|| self.part as f64 / self.of as f64)
    }

    /// Wilson's interval, which is good for small numbers and for shares near 0 and 1, too.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn interval(self) -> Option<(f64, f64)> {
        let share = self.share()?;
        let n = self.of as f64;
        let middle = share + Z * Z / (2.0 * n);
        let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        let whole = 1.0 + Z * Z / n;
        Some((((middle - half) / whole).max(0.0), ((middle + half) / whole).min(1.0)))
    }
}

/// By how much a share is higher than another, with the interval in which the true difference lies in 19 cases of 20.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference.
    pub by: f64,
    /// The ends of its interval.
    pub low: f64,
    /// The higher one.
    pub high: f64,
    /// How much both rest on.
    pub of: usize,
}

impl Difference {
    /// By how much the first is higher, unless one of them rests on too few. Newcombe's interval, from Wilson's two.
    pub fn between(more: Rate, less: Rate) -> Option<Difference> {
        let (p, q) = (more.share()?, less.share()?);
        let ((p_low, p_high), (q_low, q_high)) = (more.interval()?, less.interval()?);
        let by = p - q;
        let low = by - ((p - p_low).powi(2) + (q_high - q).powi(2)).sqrt();
        let high = by + ((p_high - p).powi(2) + (q - q_low).powi(2)).sqrt();
        Some(Difference { by, low, high, of: more.of + less.of })
    }
}

impl Cell {
    /// What it says in words, in English where this program says it; nothing when it holds something else.
    pub fn words(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Said(phrases) => in_a_line(phrases),
            Cell::Sentence(phrase) => phrase.to_string(),
            _ => String::new(),
        }
    }

    /// Words, or nothing.
    pub(super) fn text(words: impl Into<String>) -> Cell {
        let words = words.into();
        if words.is_empty() { Cell::Nothing } else { Cell::Text(words) }
    }

    /// Something that is said.
    pub(super) fn said(phrase: Phrase) -> Cell {
        Cell::Said(vec![phrase])
    }

    /// Lines, or nothing.
    pub(super) fn lines(lines: Vec<String>) -> Cell {
        if lines.is_empty() { Cell::Nothing } else { Cell::Lines(lines) }
    }
}

/// The first of all in an order, so many at most, and how many are left out: of very many most need not be sorted.
pub(super) fn foremost<T>(
    mut all: Vec<T>,
    most: usize,
    order: impl Fn(&T, &T) -> Ordering,
) -> (Vec<T>, usize) {
    let left_out = all.len().saturating_sub(most);
    if left_out > 0 {
        all.select_nth_unstable_by(most, &order);
        all.truncate(most);
    }
    all.sort_unstable_by(order);
    (all, left_out)
}

#[cfg(test)]
mod tests {
    use super::{Difference, Rate};

    #[track_caller]
    fn check(part: usize, of: usize, low: f64, high: f64) {
        let (found_low, found_high) = Rate { part, of }.interval().expect("an interval");
        assert!(
            (found_low - low).abs() < 5e-4 && (found_high - high).abs() < 5e-4,
            "{found_low} {found_high}"
        );
    }

    #[test]
    fn the_interval_is_that_of_wilson() {
        // As in the tables of Newcombe (1998).
        check(81, 263, 0.2553, 0.3662);
        check(15, 148, 0.0624, 0.1605);
        check(0, 20, 0.0, 0.1611);
        check(1, 29, 0.0061, 0.1718);
        check(20, 20, 0.8389, 1.0);
    }

    #[test]
    fn the_interval_of_a_difference_is_that_of_newcombe() {
        // As in his example (1998): 56 of 70 and 48 of 80.
        let told = Difference::between(Rate { part: 56, of: 70 }, Rate { part: 48, of: 80 }).expect("enough");
        assert!((told.by - 0.2).abs() < 1e-9);
        assert!((told.low - 0.0524).abs() < 5e-4 && (told.high - 0.3339).abs() < 5e-4, "{told:?}");
        assert_eq!(Difference::between(Rate { part: 1, of: 4 }, Rate { part: 1, of: 9 }), None);
    }

    #[test]
    fn of_few_no_share_is_said() {
        assert_eq!(Rate { part: 4, of: 4 }.share(), None);
        assert_eq!(Rate { part: 4, of: 4 }.interval(), None);
        assert_eq!(Rate { part: 4, of: 5 }.share(), Some(0.8));
    }
}
