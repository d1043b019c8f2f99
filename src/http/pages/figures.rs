//! How is a figure of a report shown?

use super::words::Day;
use crate::{
    http::address,
    report::{self, Column, Rate},
};

/// A cell as it is shown.
pub(super) struct Shown {
    pub(super) label: &'static str,
    pub(super) class: &'static str,
    pub(super) what: What,
}

pub(super) enum What {
    Words(String),
    Lines(Vec<String>),
    Day(Day),
    Articles(Vec<Linked>),
    /// Lines to copy as they are.
    Code(String),
    /// The share, what it is of, and its interval, in words; and as a number.
    Share {
        percent: String,
        rests: String,
        value: String,
    },
    TooFew(String),
}

/// An article, with where its numbers are.
pub(super) struct Linked {
    pub(super) title: String,
    pub(super) page: String,
    pub(super) numbers: String,
}

impl Linked {
    pub(super) fn of(named: &report::Named) -> Linked {
        Linked {
            title: named.title.clone(),
            page: address::article_page(&named.id),
            numbers: address::article_numbers(&named.id),
        }
    }
}

impl Shown {
    /// A cell of nothing.
    pub(super) fn nothing() -> Shown {
        Shown { label: "", class: "words", what: What::Words("–".to_owned()) }
    }
}

/// How a column of such cells is set; none when the cell says nothing.
pub(super) fn class_of(cell: &report::Cell) -> Option<&'static str> {
    match cell {
        report::Cell::Nothing => None,
        report::Cell::Count(_) | report::Cell::Number(_) => Some("number"),
        report::Cell::Rate(_) => Some("rate"),
        report::Cell::Lines(_) => Some("lines"),
        _ => Some("words"),
    }
}

/// A cell of a column.
pub(super) fn shown(column: Column, cell: &report::Cell) -> Shown {
    use report::Cell;
    let what = match cell {
        Cell::Nothing => What::Words("–".to_owned()),
        Cell::Text(text) => What::Words(text.clone()),
        Cell::Lines(lines) if column.key == "patch" => What::Code(lines.join("\n")),
        Cell::Lines(lines) => What::Lines(lines.clone()),
        Cell::Flag(flag) => What::Words(if *flag { "yes" } else { "no" }.to_owned()),
        Cell::Count(count) => What::Words(count.to_string()),
        Cell::Number(number) => What::Words(format!("{number:.1}")),
        Cell::Day(day) => What::Day(Day::of(*day)),
        Cell::Article(named) => What::Articles(vec![Linked::of(named)]),
        Cell::Articles(named) => What::Articles(named.iter().map(Linked::of).collect()),
        Cell::Difference(one) => What::Words(difference(*one)),
        Cell::Rate(rate) => share(*rate),
    };
    Shown { label: column.label, class: class_of(cell).unwrap_or("words"), what }
}

fn difference(one: report::Difference) -> String {
    let [by, low, high] = [one.by, one.low, one.high].map(|share| share * 100.0);
    format!("{by:.0} % of {}, {low:.0} to {high:.0} %", one.of)
}

fn share(rate: Rate) -> What {
    let (Some(share), Some((low, high))) = (rate.share(), rate.interval()) else {
        return What::TooFew(format!("{} of {}: too few to say", rate.part, rate.of));
    };
    What::Share {
        percent: format!("{:.0} %", share * 100.0),
        rests: format!("{} of {}, {:.0} to {:.0} %", rate.part, rate.of, low * 100.0, high * 100.0),
        value: format!("{share:.3}"),
    }
}
