//! How is a figure of a report shown?

use super::{
    speech::Speech,
    words::{Day, decimal},
};
use crate::{
    http::address,
    report::{self, Column, Name, Part, Phrase, Rate},
};

/// A cell as it is shown.
pub(super) struct Shown {
    pub(super) label: String,
    pub(super) class: &'static str,
    pub(super) what: What,
}

pub(super) enum What {
    Words(String),
    /// What the program says of a file, which it says in English alone.
    English(String),
    /// A sentence of this program.
    Sentence(String),
    Lines(Vec<String>),
    /// For machines, and for people.
    Day(String, String),
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
        Shown { label: String::new(), class: "words", what: What::Words("–".to_owned()) }
    }
}

/// How a column of such cells is set; none when the cell says nothing.
pub(super) fn class_of(cell: &report::Cell) -> Option<&'static str> {
    match cell {
        report::Cell::Nothing => None,
        report::Cell::Count(_) | report::Cell::Number(_) => Some("number"),
        report::Cell::Rate(_) => Some("rate"),
        report::Cell::Lines(_) | report::Cell::Sentence(_) => Some("lines"),
        _ => Some("words"),
    }
}

/// What a report says, in the language of a page.
pub(super) fn said(phrase: &Phrase, speech: Speech) -> String {
    let part = |part: &Part| match part {
        Part::Count(count) => (*count).into(),
        Part::Number(number) => decimal(*number, speech).into(),
        Part::Day(day) => Day::of(*day).said(speech).into(),
        Part::Words(words) => words.clone().into(),
    };
    speech.with(&phrase.name, phrase.parts.iter().map(|(name, what)| (*name, part(what))))
}

/// What a report is called, what it finds (`finds`), and what to do about it (`advice`).
pub(super) fn of_report(report: Name, what: &str, speech: Speech) -> String {
    speech.say(&format!("report-{}-{what}", report.word()))
}

/// What a column is called.
pub(super) fn heading(column: Column, speech: Speech) -> String {
    said(&column.said(), speech)
}

/// A figure that has a name of its own.
pub(super) fn figure(name: &str, cell: &report::Cell, speech: Speech) -> Shown {
    let column = Column { key: "", label: "" };
    Shown { label: speech.say(name), ..shown(column, cell, speech) }
}

/// A cell of a column.
pub(super) fn shown(column: Column, cell: &report::Cell, speech: Speech) -> Shown {
    use report::Cell;
    let what = match cell {
        Cell::Nothing => What::Words("–".to_owned()),
        Cell::Text(text) if matches!(column.key, "message" | "hint") => What::English(text.clone()),
        Cell::Text(text) => What::Words(text.clone()),
        Cell::Said(phrases) => {
            What::Words(phrases.iter().map(|phrase| said(phrase, speech)).collect::<Vec<_>>().join(", "))
        }
        Cell::Sentence(phrase) => What::Sentence(said(phrase, speech)),
        Cell::Lines(lines) if column.key == "patch" => What::Code(lines.join("\n")),
        Cell::Lines(lines) => What::Lines(lines.clone()),
        Cell::Flag(flag) => What::Words(speech.say(if *flag { "figure-yes" } else { "figure-no" })),
        Cell::Count(count) => What::Words(count.to_string()),
        Cell::Number(number) => What::Words(decimal(*number, speech)),
        Cell::Day(day) => What::Day(day.to_string(), Day::of(*day).said(speech)),
        Cell::Article(named) => What::Articles(vec![Linked::of(named)]),
        Cell::Articles(named) => What::Articles(named.iter().map(Linked::of).collect()),
        Cell::Difference(one) => What::Words(difference(*one, speech)),
        Cell::Rate(rate) => share(*rate, speech),
    };
    Shown { label: heading(column, speech), class: class_of(cell).unwrap_or("words"), what }
}

fn difference(one: report::Difference, speech: Speech) -> String {
    let [by, low, high] = [one.by, one.low, one.high].map(percent);
    let parts = [("by", by), ("of", one.of.to_string()), ("low", low), ("high", high)];
    speech.with("figure-difference", parts.map(|(name, words)| (name, words.into())))
}

fn percent(share: f64) -> String {
    format!("{:.0}", share * 100.0)
}

fn share(rate: Rate, speech: Speech) -> What {
    let (part, of) = (rate.part.to_string(), rate.of.to_string());
    let (Some(share), Some((low, high))) = (rate.share(), rate.interval()) else {
        return What::TooFew(speech.with("figure-few", [("part", part.into()), ("of", of.into())]));
    };
    let parts = [("part", part), ("of", of), ("low", percent(low)), ("high", percent(high))];
    What::Share {
        percent: format!("{} %", percent(share)),
        rests: speech.with("figure-share", parts.map(|(name, words)| (name, words.into()))),
        value: format!("{share:.3}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Name, Phrase, Speech, of_report, said};
    use crate::{
        article::{self, Severity, State},
        report::{By, Kind, Why},
    };

    #[test]
    fn reports_are_said_as_programs_have_them() {
        for name in Name::ALL {
            for (what, english) in
                [("title", name.title()), ("finds", name.finds()), ("advice", name.advice())]
            {
                assert_eq!(of_report(name, what, Speech::English), english);
                assert_ne!(of_report(name, what, Speech::German), english);
            }
        }
    }

    #[test]
    fn every_word_of_reports_has_a_sentence() {
        let words = By::ALL.map(|by| ("by", by.word())).into_iter();
        let words = words.chain(Kind::ALL.map(|kind| ("kind", kind.word())));
        let words = words.chain(State::ALL.map(|state| ("state", state.word())));
        let words = words.chain([Severity::Error, Severity::Warning].map(|one| ("severity", one.word())));
        let reasons = [Why::Missing, Why::NotFound, Why::NotGoodEnough];
        for (kind, word) in words.chain(reasons.map(|why| ("gap", why.word()))) {
            let phrase = Phrase::word(kind, word);
            assert!(Speech::knows(&phrase.name), "nobody wrote {}", phrase.name);
            assert!(!said(&phrase, Speech::Spanish).contains(kind));
        }
        for (kind, meaning) in article::KINDS {
            assert_eq!(Speech::English.say(&format!("finding-{kind}")), meaning);
        }
    }
}
