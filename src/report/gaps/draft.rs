//! How does an article begin that is missing?
//!
//! In the form of KCS, as work in progress: the issue in people's own words, what was true around it, what resolved it if somebody
//! noted that, and the cause. For agents alone until somebody who knows opens it to others.

use std::{collections::BTreeMap, fmt::Write};

use super::gap::Gap;
use crate::report::{Evidence, evidence, record::NONE, seen::Seen, topics::Topic};

/// So many lines of people are quoted.
const QUOTED: usize = 8;

/// So many notes are quoted, of so many questions that are looked at.
const NOTES: usize = 5;
const LOOKED_AT: usize = 20;

/// An article for a gap, of what the ledger holds of it.
pub(in crate::report) fn draft(seen: &Seen<'_>, evidence: &dyn Evidence, gap: &Gap, topic: &Topic) -> String {
    let lines = evidence::lines(seen, evidence, &topic.questions, QUOTED);
    let mut around: BTreeMap<String, usize> = BTreeMap::new();
    for question in &topic.questions {
        let channel = seen.asked(question).map_or(NONE, |asked| asked.channel);
        if channel != NONE {
            *around.entry(format!("channel: {}", seen.record.channels[channel])).or_default() += 1;
        }
        for product in seen.about(question).into_iter().flat_map(|card| &card.products) {
            *around.entry(format!("perhaps: {product}")).or_default() += 1;
        }
    }
    let around: Vec<String> = around.into_iter().map(|(what, times)| format!("{what} ({times})")).collect();
    let mut notes: Vec<String> = Vec::new();
    for question in topic.questions.iter().take(LOOKED_AT) {
        for note in evidence.notes(seen.shown(question)) {
            if notes.len() < NOTES && !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    written(gap, &lines, &around, &notes)
}

/// An article for a gap. `lines` are what people wrote, `around` what is known about where it happens, `notes` what those
/// who resolved such tickets wrote down; all of them redacted.
fn written(gap: &Gap, lines: &[String], around: &[String], notes: &[String]) -> String {
    let title = lines.first().cloned().unwrap_or_else(|| gap.words.join(", "));
    let mut out = String::from("---\n");
    // Writing to a text does not fail.
    let _ = writeln!(out, "title: {}", quoted(&title));
    out.push_str("state: wip\naudience: agents\n");
    if !gap.words.is_empty() {
        let words: Vec<String> = gap.words.iter().map(|word| quoted(word)).collect();
        let _ = writeln!(out, "keywords: [{}]", words.join(", "));
    }
    out.push_str("---\n\n## Issue\n\n");
    if lines.is_empty() {
        out.push_str(
            "Nothing that people wrote is kept here. The words that they share are the keywords above.\n",
        );
    }
    for line in lines.iter().take(QUOTED) {
        let _ = writeln!(out, "> {}\n", flat(line));
    }
    let _ = writeln!(out, "{} people's questions are about this (group {}).", gap.shown.len(), gap.id);
    out.push_str("\n## Environment\n\n");
    if around.is_empty() {
        out.push_str("Not known yet.\n");
    }
    for one in around {
        let _ = writeln!(out, "- {}", flat(one));
    }
    out.push_str("\n## Resolution\n\n");
    if notes.is_empty() {
        out.push_str("Not known yet.\n");
    }
    for note in notes {
        let _ = writeln!(out, "- {}", flat(note));
    }
    out.push_str("\n## Cause\n\nNot known yet.\n");
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
        report::Why,
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
        let text = written(&gap, &[evil], &["channel: mail".to_owned()], &["told *them*".to_owned()]);
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
