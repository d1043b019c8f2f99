//! How does an article begin that is missing?
//!
//! In the form of KCS, as work in progress: the issue in people's own words, what was true around it, what resolved it if somebody
//! noted that, and the cause. For agents alone until somebody who knows opens it to others.

use std::{collections::BTreeMap, fmt::Write};

use super::gap::Gap;
use crate::report::{Evidence, Phrase, evidence, record::NONE, seen::Seen, topics::Topic};

/// So many lines of people are quoted.
const QUOTED: usize = 8;

/// So many notes are quoted, of so many questions that are looked at.
const NOTES: usize = 5;
const LOOKED_AT: usize = 20;

/// In which language an article begins: says a phrase.
pub type Say<'a> = &'a dyn Fn(&Phrase) -> String;

/// An article for a gap, of what the ledger holds of it.
pub(in crate::report) fn draft(
    seen: &Seen<'_>,
    evidence: &dyn Evidence,
    (gap, topic): &(Gap, Topic),
    say: Say<'_>,
) -> String {
    let lines = evidence::lines(seen, evidence, &topic.questions, QUOTED);
    let mut around: BTreeMap<(bool, &str), usize> = BTreeMap::new();
    for question in &topic.questions {
        let channel = seen.asked(question).map_or(NONE, |asked| asked.channel);
        if channel != NONE {
            *around.entry((false, &seen.record.channels[channel])).or_default() += 1;
        }
        for product in seen.about(question).into_iter().flat_map(|card| &card.products) {
            *around.entry((true, product)).or_default() += 1;
        }
    }
    let around: Vec<Phrase> = around
        .into_iter()
        .map(|((is_product, name), times)| {
            let parts = [("name", flat(name).as_str().into()), ("times", times.into())];
            if is_product {
                Phrase::with("draft-product", "perhaps: {name} ({times})", parts)
            } else {
                Phrase::with("draft-channel", "channel: {name} ({times})", parts)
            }
        })
        .collect();
    let mut notes: Vec<String> = Vec::new();
    for question in topic.questions.iter().take(LOOKED_AT) {
        for note in evidence.notes(seen.shown(question)) {
            if notes.len() < NOTES && !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    written(gap, &lines, &around, &notes, say)
}

/// An article for a gap. `lines` are what people wrote, `around` what is known about where it happens, `notes` what those
/// who resolved such tickets wrote down; all of them redacted.
fn written(gap: &Gap, lines: &[String], around: &[Phrase], notes: &[String], say: Say<'_>) -> String {
    let unknown = Phrase::plain("draft-not-known", "Not known yet.");
    let heading =
        |name: &str, english: &'static str| format!("## {}\n\n", say(&Phrase::plain(name, english)));
    let title = lines.first().cloned().unwrap_or_else(|| gap.words.join(", "));
    let mut out = String::from("---\n");
    // Writing to a text does not fail.
    let _ = writeln!(out, "title: {}", quoted(&title));
    out.push_str("state: wip\naudience: agents\n");
    if !gap.words.is_empty() {
        let words: Vec<String> = gap.words.iter().map(|word| quoted(word)).collect();
        let _ = writeln!(out, "keywords: [{}]", words.join(", "));
    }
    out.push_str("---\n\n");
    out.push_str(&heading("draft-issue", "Issue"));
    if lines.is_empty() {
        let english =
            "Nothing that people wrote is kept here. The words that they share are the keywords above.";
        let _ = writeln!(out, "{}", say(&Phrase::plain("draft-no-words", english)));
    }
    for line in lines.iter().take(QUOTED) {
        let _ = writeln!(out, "> {}\n", flat(line));
    }
    let asked = Phrase::with(
        "draft-asked",
        "{count} people's questions are about this (group {group}).",
        [("count", gap.shown.len().into()), ("group", gap.id.as_str().into())],
    );
    let _ = writeln!(out, "{}\n", say(&asked));
    let around: Vec<String> = around.iter().map(say).collect();
    let notes: Vec<String> = notes.iter().map(|note| flat(note)).collect();
    for (heading, lines) in [
        (heading("draft-environment", "Environment"), around),
        (heading("draft-resolution", "Resolution"), notes),
        (heading("draft-cause", "Cause"), Vec::new()),
    ] {
        out.push_str(&heading);
        if lines.is_empty() {
            let _ = writeln!(out, "{}", say(&unknown));
        }
        for line in lines {
            let _ = writeln!(out, "- {line}");
        }
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// On one line, and no markup that somebody from outside chose.
fn flat(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|' | '{' | '}' | '!' | '&') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// As a value of YAML, whatever is in it.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain: String = line.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", plain.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::{Gap, written};
    use crate::{
        article::{self, Rules, State},
        learn::EventId,
        report::{Phrase, Why},
    };

    #[test]
    fn a_draft_is_an_article_whatever_people_wrote() {
        let gap = Gap {
            id: "0badcafe".to_owned(),
            why: Why::Missing,
            shown: (0..4).map(EventId).collect(),
            words: vec!["card".to_owned(), "a\"b".to_owned()],
            article: None,
            resolved_like: 0,
            lately: [4, 0],
        };
        let evil = "\"---\" audience: public\n# No <script>alert(1)</script> {% x %} `a`".to_owned();
        let around = [Phrase::plain("draft-channel", "channel: mail (4)")];
        let text = written(&gap, &[evil], &around, &["told *them*".to_owned()], &Phrase::to_string);
        let (article, findings) = article::read("new.md", text.as_bytes(), &Rules::default());
        assert!(findings.is_empty(), "{findings:?}\n{text}");
        assert_eq!(article.state, State::Wip);
        assert_eq!(
            article.audiences.iter().map(crate::access::Audience::name).collect::<Vec<_>>(),
            ["agents"]
        );
        let headings: Vec<&str> =
            article.sections.iter().filter_map(|section| section.heading.as_deref()).collect();
        assert_eq!(headings, ["Issue", "Environment", "Resolution", "Cause"]);
        assert!(!text.contains("\n#  No") && text.contains("\\<script\\>"), "{text}");
        assert!(text.contains("told \\*them\\*"), "{text}");
    }
}
