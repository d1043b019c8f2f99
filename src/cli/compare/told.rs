//! How is a comparison told?

use std::{fmt::Write, sync::Arc};

use serde_json::{Value, json};

use super::{
    asked::Got,
    held::{Held, Moved},
    questions::Questions,
};
use crate::{
    cli::{
        args::Most,
        output::{Style, counted},
    },
    library::Card,
    report::{FIRST, Rate, Turn},
};

/// So many questions that change are shown; `--json` has all.
const SHOWN: usize = 50;
/// A question is cut after so many characters.
const WIDEST: usize = 90;

/// A comparison, with all that is said of it.
pub(super) struct Compared<'a> {
    pub(super) questions: &'a Questions,
    /// A line of each question, as it may be shown.
    pub(super) lines: &'a [String],
    pub(super) held: &'a Held<'a>,
    pub(super) folders: [String; 2],
    pub(super) sizes: [usize; 2],
    pub(super) most: Most,
    pub(super) passed: bool,
}

impl Compared<'_> {
    fn line(&self, moved: &Moved<'_>) -> &str {
        self.lines.get(moved.place).map_or("", String::as_str)
    }

    pub(super) fn document(&self) -> String {
        let Held { sum, moved, nowhere } = self.held;
        let [before, after] = [0, 1].map(|side| {
            json!({"kb": self.folders[side], "articles": self.sizes[side], "first_three": rate(sum.rates()[side])})
        });
        let changes: Vec<Value> = moved.iter().map(|one| self.entry(one)).collect();
        let document = json!({
            "before": before, "after": after, "asked": sum.asked, "searches": self.searches(), "known": sum.known,
            "left_out": {"hashed": self.questions.hashed, "wordless": self.questions.wordless, "nowhere": nowhere},
            "changed": sum.changed, "worse": sum.worse, "better": sum.better, "same": sum.same,
            "unknown": sum.unknown, "lost": sum.lost, "found": sum.found,
            "max_worse": self.most.to_string(), "passed": self.passed, "changes": changes,
        });
        format!("{document:#}\n")
    }

    fn entry(&self, moved: &Moved<'_>) -> Value {
        let list = |(decision, articles): &Got| {
            let first = articles.iter().take(FIRST);
            let articles: Vec<Value> =
                first.map(|card| json!({"path": card.path, "title": card.title})).collect();
            json!({"decision": decision.word(), "articles": articles})
        };
        let again = &moved.question.again;
        json!({
            "turn": moved.changed.turn.word(), "lost": moved.changed.lost, "found": moved.changed.found,
            "ticket": again.ticket, "text": self.line(moved), "search": again.is_search, "times": again.times,
            "resolved_by": moved.right, "places": moved.changed.places,
            "before": list(moved.got[0]), "after": list(moved.got[1]),
        })
    }

    fn searches(&self) -> usize {
        let searches = self.questions.all.iter().filter(|one| one.again.is_search);
        searches.map(|one| one.again.times).sum()
    }
}

fn rate(rate: Rate) -> Value {
    let (low, high) = rate.interval().unzip();
    json!({"part": rate.part, "n": rate.of, "share": rate.share(), "low": low, "high": high})
}

pub(super) fn told(compared: &Compared<'_>, style: Style) -> String {
    let mut out = String::new();
    for moved in compared.held.moved.iter().take(SHOWN) {
        tell(&mut out, compared.line(moved), moved, style);
    }
    let more = compared.held.moved.len().saturating_sub(SHOWN);
    if more > 0 {
        let _ = writeln!(out, "{}\n", style.dim(&format!("{more} more change; `--json` has all")));
    }
    summed(&mut out, compared, style);
    out
}

fn tell(out: &mut String, line: &str, moved: &Moved<'_>, style: Style) {
    let again = &moved.question.again;
    let word = match moved.changed.turn {
        Turn::Worse => style.red("worse"),
        turn => style.bold(turn.word()),
    };
    let cut: String = line.chars().take(WIDEST).collect();
    let name = match (&again.ticket, again.is_search) {
        (Some(ticket), _) => format!("  {ticket}"),
        (None, true) => "  a search".to_owned(),
        (None, false) => String::new(),
    };
    let times = if again.times > 1 { format!(", {} times", again.times) } else { String::new() };
    let _ = writeln!(out, "{word}: {cut}{}", style.dim(&format!("{name}{times}")));
    if let Some(right) = moved.right.first() {
        let place =
            |place: Option<usize>| place.map_or_else(|| "not found".to_owned(), |place| place.to_string());
        let [was, is] = moved.changed.places.map(place);
        let _ = writeln!(out, "    resolved by {right}: {was} → {is}");
    } else if moved.changed.lost {
        let _ = writeln!(out, "    nothing resolves it, and it gets an answer");
    }
    for (side, (_, articles)) in ["before", "after "].iter().zip(moved.got) {
        let _ = writeln!(out, "    {}  {}", style.dim(side), list(articles));
    }
    out.push('\n');
}

fn list(articles: &[Arc<Card>]) -> String {
    let numbered =
        articles.iter().take(FIRST).zip(1..).map(|(card, place)| format!("{place}. {}", card.path));
    let list = numbered.collect::<Vec<_>>().join("  ");
    if list.is_empty() { "nothing".to_owned() } else { list }
}

fn summed(out: &mut String, compared: &Compared<'_>, style: Style) {
    let Held { sum, nowhere, .. } = compared.held;
    let asked = counted(sum.asked, "question", "questions");
    let searches = compared.searches();
    let _ = writeln!(
        out,
        "{asked} asked again ({searches} of them searches); of {} it is known what resolves them",
        sum.known
    );
    for side in 0..2 {
        let word = ["before", "after"][side];
        let rate = sum.rates()[side];
        let share = match (rate.share(), rate.interval()) {
            (Some(share), Some((low, high))) => {
                let [share, low, high] = [share, low, high].map(|share| share * 100.0);
                format!("{share:.1} % ({low:.1} to {high:.1} %) of {}", rate.of)
            }
            _ => format!("{} of {}", rate.part, rate.of),
        };
        let folder =
            format!("{}, {}", compared.folders[side], counted(compared.sizes[side], "article", "articles"));
        let _ = writeln!(out, "{word:>6}: in the first three {share}  {}", style.dim(&folder));
    }
    let _ = writeln!(
        out,
        "{} change their first three: {} worse ({} of them lose it), {} better ({} of them gain it), {} neither, of {} nobody knows",
        sum.changed, sum.worse, sum.lost, sum.better, sum.found, sum.same, sum.unknown
    );
    let Questions { hashed, wordless, .. } = compared.questions;
    for (count, why) in [
        (*hashed, "only hashes of their words are kept (`keep = \"hashes\"`)"),
        (*wordless, "none of their words is kept"),
    ] {
        if count > 0 {
            let _ = writeln!(out, "left out: {}, because {why}", counted(count, "question", "questions"));
        }
    }
    if *nowhere > 0 {
        let tickets = counted(*nowhere, "question names", "questions name");
        let _ = writeln!(out, "{tickets} an article that lies in neither folder: counted as if nobody knew");
    }
    if !compared.passed {
        let _ = writeln!(
            out,
            "{}: {} lost, at most {} may be (`--max-worse`)",
            style.red("too many"),
            sum.lost,
            compared.most
        );
    }
}
