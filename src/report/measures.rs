//! *KCS measures*: how does the desk use and keep its knowledge?
//!
//! Finds the measures of Knowledge-Centered Success: how many closed tickets are linked to an article, how many were known before,
//! which part of the articles is validated, and how often customers helped themselves, with what they confirmed and
//! what is assumed kept apart. It matters because without links nobody can tell new from known. None of them is a goal: whoever is
//! measured by links links. Example: of 400 closed tickets 71 % are linked (66 to 75 %).

use super::{
    Cell, Difference, LEAST, Name, Phrase, Rate, Report,
    seen::{Came, Question, Seen},
    table::column,
};
use crate::{
    access::Audience,
    article::State,
    learn::{ShownKind, Verdict},
};

pub(super) fn measures(seen: &Seen<'_>) -> Report {
    let mut tally = Tally::default();
    for question in &seen.questions {
        tally.count(seen, question);
    }
    let mut rows = knowledge(seen, &tally);
    rows.extend(held_out(&tally));
    Report {
        name: Name::Measures,
        since: None,
        by: None,
        summary: vec![
            (column("closed", "Tickets whose end is known"), Cell::Count(tally.closed)),
            (column("own", "Questions of customers"), Cell::Count(tally.own)),
        ],
        columns: vec![column("measure", "Measure"), column("rate", "Rate"), column("what", "What it is")],
        rows,
        left_out: 0,
        notes: vec![
            Phrase::plain("note-customers", "Customers are those who belong to the audience `public` alone."),
            Phrase::with(
                "note-no-goal",
                "Of fewer than {least} no rate is said. Nothing is told by person: links that are a goal are no measure any more.",
                [("least", LEAST.into())],
            ),
        ],
    }
}

/// How the desk uses and keeps what it knows.
fn knowledge(seen: &Seen<'_>, tally: &Tally) -> Vec<Vec<Cell>> {
    let living = || seen.library.visible(seen.scope).filter(|card| card.state != State::Archived);
    let articles = living().count();
    let validated = living().filter(|card| card.state == State::Validated).count();
    vec![
        row(
            "link rate",
            Rate { part: tally.linked, of: tally.closed },
            "tickets whose end is known that are linked to an article which resolved or helped",
        ),
        row(
            "known",
            Rate { part: tally.resolved, of: tally.closed },
            "of them, those that an article resolved which was there: the rest was new, not found or not good enough",
        ),
        row(
            "validated",
            Rate { part: validated, of: articles },
            "articles, archived ones left out, that are validated",
        ),
        row(
            "self-service, confirmed",
            Rate { part: tally.confirmed, of: tally.own },
            "questions of customers who said that an article resolved it; of all that customers asked",
        ),
        row(
            "self-service, assumed",
            Rate { part: tally.assumed, of: tally.own },
            "the same, concluded from silence: beside what is confirmed, never in it",
        ),
        row(
            "self-service, failed",
            Rate { part: tally.failed, of: tally.own },
            "questions of customers who said that nothing helped",
        ),
    ]
}

/// What suggestions are good for, told by those that went without; nothing when none did.
fn held_out(tally: &Tally) -> Vec<Vec<Cell>> {
    let [shown, held] = [tally.forms, tally.held].map(|[part, of]| Rate { part, of });
    if held.of == 0 {
        return Vec::new();
    }
    let avoided = Difference::between(held, shown).map_or(Cell::Nothing, Cell::Difference);
    let what = "the difference: the part of all forms that is no ticket because of suggestions";
    vec![
        row("became a ticket, with suggestions", shown, "forms at `/ask` of which a ticket is told"),
        row("became a ticket, held out", held, "the same of forms that got no suggestions, by lot"),
        measure("tickets avoided", avoided, what),
    ]
}

fn row(name: &'static str, rate: Rate, what: &'static str) -> Vec<Cell> {
    measure(name, Cell::Rate(rate), what)
}

/// A measure, and what it is: that is called as the measure is, and `-what`.
fn measure(name: &'static str, number: Cell, what: &'static str) -> Vec<Cell> {
    let named = Phrase::word("measure", name);
    let what = Phrase::plain(&format!("{}-what", named.name), what);
    vec![Cell::said(named), number, Cell::said(what)]
}

#[derive(Default)]
struct Tally {
    closed: usize,
    linked: usize,
    resolved: usize,
    own: usize,
    confirmed: usize,
    assumed: usize,
    failed: usize,
    /// How many forms with suggestions became tickets, of how many; and of those that were held out.
    forms: [usize; 2],
    held: [usize; 2],
}

impl Tally {
    fn count(&mut self, seen: &Seen<'_>, question: &Question) {
        let came = question.came;
        let arm = match seen.occasion(question) {
            ShownKind::Form => Some(&mut self.forms),
            ShownKind::HeldOut => Some(&mut self.held),
            _ => None,
        };
        if let Some([part, of]) = arm {
            *of += 1;
            *part += usize::from(seen.record.has_ticket(question.first));
        }
        let is_ticket = seen.occasion(question) != ShownKind::Search;
        if is_ticket && !matches!(came, Came::Unknown | Came::Assumed) {
            self.closed += 1;
            self.resolved += usize::from(came == Came::Resolved);
            let links = |verdict| matches!(verdict, Verdict::Resolved | Verdict::Helped);
            self.linked += usize::from(seen.said(question).any(|said| links(said.verdict) && !said.assumed));
        }
        let circle = seen.asked(question).map(|asked| &seen.record.circles[asked.circle]);
        if circle.is_some_and(|names| matches!(&names[..], [only] if only == Audience::PUBLIC)) {
            self.own += 1;
            self.confirmed += usize::from(came == Came::Resolved);
            self.assumed += usize::from(came == Came::Assumed);
            self.failed += usize::from(came == Came::Rejected);
        }
    }
}
