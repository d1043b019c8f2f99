//! What is promised about articles?

mod blocks;
mod bodies;
mod dialects;
mod fields;
mod hostile;
mod pages;

use super::{Article, Finding, Rules, parse};

/// An article and the kinds of its findings.
fn read(source: &str) -> (Article, Vec<&'static str>) {
    read_at("vpn/reset.md", source)
}

fn read_at(path: &str, source: &str) -> (Article, Vec<&'static str>) {
    let (article, findings) = parse(path, source, &rules());
    (article, findings.iter().map(|finding| finding.kind).collect())
}

fn findings(source: &str) -> Vec<Finding> {
    parse("vpn/reset.md", source, &rules()).1
}

fn rules() -> Rules {
    Rules {
        audience_aliases: vec![
            ("ITPro".to_owned(), "public".to_owned()),
            ("Staff".to_owned(), "agents".to_owned()),
        ],
        folders: vec![(
            globset::Glob::new("internal/**").expect("a pattern").compile_matcher(),
            crate::access::AudienceSet::of(["tier2"]),
        )],
        ..Rules::default()
    }
}

/// The sections as `level heading #anchor ?: text`.
fn outline(source: &str) -> String {
    outline_at("vpn/reset.md", source)
}

fn outline_at(path: &str, source: &str) -> String {
    let (article, _) = read_at(path, source);
    let line = |section: &super::Section| {
        let asked = if section.question.is_some() { "?" } else { "" };
        let heading = section.heading.as_deref().unwrap_or("-");
        format!(
            "{} {heading} #{}{asked}: {}",
            section.level,
            section.anchor,
            section.text.replace('\n', " / ")
        )
    };
    article.sections.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(outline(source), expected, "{source}");
}
