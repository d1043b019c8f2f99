//! *Unanswered*: what did people ask that no article resolved?
//!
//! Finds groups of three and more tickets and searches about the same that nobody could answer with an article, and tells apart
//! what is **missing** (write it), what was **not found** (an article resolves such tickets when somebody searches for it:
//! give it the words that people use) and what was **not good enough** (shown, read, rejected: mend it). It matters
//! because each group is asked again tomorrow. Example: 12 tickets in people's words "the card machine swallowed my
//! card", missing, 7 of them in the last 30 days; `firstline draft` begins the article.

use super::{
    gap::{DAYS, Gap, Why, gaps},
    patch::{lacking, patch},
};
use crate::report::{
    Cell, Evidence, Name, Part, Phrase, Rate, Report, evidence,
    seen::{Came, Seen},
    table::column,
    topics::Topic,
};

/// So many groups are told.
const MOST: usize = 100;
/// So many questions of each are shown, and so many are read for the words that people use.
const EXAMPLES: usize = 5;
const READ: usize = 20;

pub(in crate::report) fn unanswered(seen: &Seen<'_>, evidence: &dyn Evidence, today: i64) -> Report {
    let gaps = gaps(seen, today);
    let open: usize = gaps.iter().map(|(_, topic)| topic.questions.len()).sum();
    let rate = rate(seen);
    let row = |(gap, topic): &(Gap, Topic)| {
        let lines = evidence::lines(seen, evidence, &topic.questions, READ);
        let (todo, patch) = todo(seen, evidence, gap, &lines);
        vec![
            Cell::Text(gap.id.clone()),
            Cell::said(Phrase::word("gap", gap.why.word())),
            Cell::text(gap.words.join(", ")),
            Cell::Count(gap.shown.len()),
            Cell::Count(gap.lately[0]),
            Cell::Count(gap.lately[1]),
            rate.share().map_or(Cell::Nothing, |share| saved(gap, share)),
            gap.article.clone().map_or(Cell::Nothing, Cell::Article),
            Cell::lines(lines.into_iter().take(EXAMPLES).collect()),
            Cell::Sentence(todo),
            Cell::lines(patch.lines().map(str::to_owned).collect()),
        ]
    };
    Report {
        name: Name::Unanswered,
        since: None,
        by: None,
        summary: vec![
            (column("groups", "Groups"), Cell::Count(gaps.len())),
            (column("questions", "Questions in them"), Cell::Count(open)),
            (column("rate", "Rate of resolution of all"), Cell::Rate(rate)),
        ],
        columns: vec![
            column("group", "Group"),
            column("why", "Why"),
            column("words", "Words"),
            column("questions", "Questions"),
            column("lately", "Last 30 days"),
            column("before", "30 days before"),
            column("saved", "Would save"),
            column("article", "Article"),
            column("examples", "In people's words"),
            column("todo", "What to do"),
            column("patch", "Patch"),
        ],
        rows: gaps.iter().take(MOST).map(row).collect(),
        left_out: gaps.len().saturating_sub(MOST),
        notes: vec![
            Phrase::plain(
                "note-unanswered",
                "A question is unanswered when somebody said that what was shown did not help, when it came back, or when nothing was shown that promised to help. Of very many the latest 3,000 are compared.",
            ),
            Phrase::with(
                "note-estimate",
                "What an answer would save: the questions of the last {days} days times the desk's rate of resolution; an estimate for each {days} days to come.",
                [("days", Part::Words(DAYS.to_string()))],
            ),
            Phrase::plain("note-draft", "`firstline draft GROUP` begins the article, in people's own words."),
        ],
    }
}

/// How much of what is asked articles resolve, all over.
pub(in crate::report) fn rate(seen: &Seen<'_>) -> Rate {
    let mut rate = Rate { part: 0, of: 0 };
    for question in &seen.questions {
        let came = question.came;
        rate.of += usize::from(!matches!(came, Came::Unknown | Came::Assumed));
        rate.part += usize::from(came == Came::Resolved);
    }
    rate
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
fn saved(gap: &Gap, share: f64) -> Cell {
    Cell::Number(gap.lately[0] as f64 * share)
}

/// What to do, and the patch that does it if there is one.
pub(in crate::report) fn todo(
    seen: &Seen<'_>,
    evidence: &dyn Evidence,
    gap: &Gap,
    lines: &[String],
) -> (Phrase, String) {
    let named = gap.article.as_ref();
    match (gap.why, named) {
        (Why::NotFound, Some(named)) => {
            let terms: Vec<&str> = gap.words.iter().map(String::as_str).collect();
            let card = seen.library.get(crate::library::Key::of(&named.path), seen.scope);
            let keywords = card.map(|card| lacking(card, &terms, lines)).unwrap_or_default();
            // Of an article with blocks for some readers alone no line of its file is shown.
            let is_plain = card.is_some_and(|card| card.readership.is_plain());
            let text = evidence.text(&named.path).filter(|_| is_plain);
            let patch = text.and_then(|text| patch(&named.path, &text, &keywords)).unwrap_or_default();
            let [path, resolved] =
                [("path", named.path.as_str().into()), ("resolved", gap.resolved_like.into())];
            let todo = if keywords.is_empty() {
                let english = "`{path}` resolved {resolved} like these; put it first for them with a pin";
                Phrase::with("todo-pin", english, [path, resolved])
            } else {
                let english = "`{path}` resolved {resolved} like these; give it the keywords {words}";
                let words = ("words", Part::Words(keywords.join(", ")));
                Phrase::with("todo-keywords", english, [path, resolved, words])
            };
            (todo, patch)
        }
        (Why::NotGoodEnough, Some(named)) => (
            Phrase::with(
                "todo-mend",
                "`{path}` was shown and did not help; read these with it and mend it",
                [("path", named.path.as_str().into())],
            ),
            String::new(),
        ),
        _ => {
            let english = "write the article: `firstline draft {group}`";
            let todo = Phrase::with("todo-write", english, [("group", gap.id.as_str().into())]);
            (todo, String::new())
        }
    }
}
