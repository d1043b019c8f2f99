//! *What to do first*: in which order is everything done that the reports find?
//!
//! Finds what somebody can write, mend, join or look at again, whichever report it stands in, and puts first what is expected to save
//! most tickets. It matters because a writer has an hour and not twelve reports. Example: write the article on the card machine, which 12 asked about, and
//! save about 8 tickets a month.

use std::cmp::Reverse;

use jiff::civil::Date;

use super::{
    beside::{files, links, recall},
    find::{Found, Uses, doubled, due, fallen, unanswered},
    task::{Task, ToDo, What},
};
use crate::{
    processor::both,
    report::{
        Base, Cell, Name, Phrase, Report, Sketches, evidence,
        gaps::todo,
        seen::{Came, Seen},
        table::column,
    },
};

/// So many tasks are told.
const MOST: usize = 100;
/// So many lines of evidence stand beside each, and so many are read for the words that people use.
const EXAMPLES: usize = 3;
const READ: usize = 20;

/// What there is to do, what saves most tickets first.
pub(in crate::report) fn to_do(seen: &Seen<'_>, base: Base<'_>) -> ToDo {
    let (today, sketches) = (base.today, base.sketches);
    // Gaps take about as long as all else.
    let ((others, left_out), mut found) =
        both(|| about_articles(seen, sketches, today), || unanswered(seen, today));
    found.extend(others);
    found.extend(recall(seen, base));
    // Stable: equal ones stay in the order of their reports.
    found.sort_by(|a, b| {
        let saved = |found: &Found| found.task.saved.unwrap_or(-1.0);
        saved(b).total_cmp(&saved(a)).then_with(|| {
            let then = |found: &Found| (found.task.what, Reverse(found.task.times));
            then(a).cmp(&then(b))
        })
    });
    let left_out = left_out + found.len().saturating_sub(MOST);
    found.truncate(MOST);
    let told = seen.questions.iter().filter(|question| question.came != Came::Unknown).count();
    let tasks = found.into_iter().map(|found| with_words(seen, base, found)).collect();
    ToDo { tasks, left_out, asked: seen.questions.len(), told, answered: 0 }
}

/// What there is to do about articles, and how many reviews are left out.
fn about_articles(seen: &Seen<'_>, sketches: &dyn Sketches, today: Date) -> (Vec<Found>, usize) {
    let uses = Uses::of(seen);
    let mut found = fallen(seen, &uses, today);
    let (due, left_out) = due(seen, &uses, &found, today, MOST);
    found.extend(due);
    found.extend(doubled(seen, sketches, &uses, today, MOST));
    found.extend(files(seen));
    found.extend(links(seen, sketches));
    (found, left_out)
}

/// The same with people's own words, and the patch if one is known.
fn with_words(seen: &Seen<'_>, base: Base<'_>, found: Found) -> Task {
    let Found { mut task, questions, gap } = found;
    if let Some(gap) = gap.filter(|_| task.what == What::Words) {
        let mut lines = evidence::lines(seen, base.evidence, &questions, READ);
        task.patch = todo(seen, base.evidence, &gap, &lines).1;
        lines.truncate(EXAMPLES);
        task.words = lines;
    } else if !questions.is_empty() {
        task.words = evidence::lines(seen, base.evidence, &questions, EXAMPLES);
    }
    task
}

/// The same as a report.
pub fn first(to_do: ToDo) -> Report {
    let ToDo { tasks, left_out, answered, .. } = to_do;
    let reckoned = tasks.iter().filter(|task| task.saved.is_some()).count();
    Report {
        name: Name::First,
        since: None,
        by: None,
        summary: vec![
            (column("tasks", "Things to do"), Cell::Count(tasks.len() + left_out)),
            (column("reckoned", "With an estimate"), Cell::Count(reckoned)),
            (column("answered", "Groups that find an article now"), Cell::Count(answered)),
        ],
        columns: vec![
            column("what", "What to do"),
            column("about", "About"),
            column("article", "Article"),
            column("why", "Why"),
            column("saved", "Would save"),
            column("reckoned", "How that is reckoned"),
            column("times", "How many"),
            column("evidence", "Evidence"),
            column("patch", "Patch"),
            column("group", "Group"),
            column("report", "Report"),
        ],
        rows: tasks.into_iter().map(row).collect(),
        left_out,
        notes: vec![
            Phrase::plain(
                "note-would-save",
                "Would save: tickets in 30 days that an article would resolve and does not, by what the record knows of the last 30 or 90 days. Where nobody can say, it stands below.",
            ),
            Phrase::plain(
                "note-written-since",
                "What was missing and is written since is left out: an article that was not shown for the questions of a group stands first for most of them now. `firstline replay` says more.",
            ),
            Phrase::plain("note-do-not-add", "One ticket may stand in two estimates: do not add them up."),
            Phrase::plain(
                "note-no-tickets",
                "What is never used, and warnings in files, save no tickets; they stand in their own reports.",
            ),
        ],
    }
}

fn row(task: Task) -> Vec<Cell> {
    let report = task.what.report();
    vec![
        Cell::said(task.what.words()),
        Cell::text(task.about),
        task.article.map_or(Cell::Nothing, Cell::Article),
        Cell::said(task.why),
        task.saved.map_or(Cell::Nothing, Cell::Number),
        Cell::said(task.reckoned),
        Cell::Count(task.times),
        Cell::lines(task.words),
        Cell::lines(task.patch.lines().map(str::to_owned).collect()),
        task.group.map_or(Cell::Nothing, Cell::Text),
        Cell::said(Phrase::plain(&format!("report-{}-title", report.word()), report.word())),
    ]
}
