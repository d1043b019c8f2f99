//! Front matter: every tool's, the broken, and who may read.

use std::fmt::Write as _;

use super::{findings, outline, read, read_at};
use crate::article::{Article, State};

#[track_caller]
fn field(source: &str, get: fn(&Article) -> String, expected: &str) {
    assert_eq!(get(&read(source).0), expected, "{source}");
}

#[track_caller]
fn audience(front: &str, expected: &str, kinds: &[&str]) {
    let (article, found) = read(&format!("---\n{front}\n---\n# VPN\n\nWords."));
    assert_eq!((article.audiences.key().as_str(), found.as_slice()), (expected, kinds), "{front}");
    assert_eq!(article.title, "VPN", "the article survives: {front}");
}

#[test]
fn every_kind_of_front_matter_is_read() {
    let title = |article: &Article| format!("{} [{}]", article.title, article.tags.join("|"));
    field("---\ntitle: VPN\ntags: [a, b]\n---\n# Other", title, "VPN [a|b]");
    field("\n\n---\r\ntitle: VPN\r\ntags:\r\n  - a\r\n...\r\nBody", title, "VPN [a]");
    field("\u{FEFF}---\ntitle: \"VPN: reset\"\n---\n", title, "VPN: reset []");
    field("\n+++\ntitle = 'VPN'\n[taxonomies]\ntags = ['a']\n+++\n", title, "VPN [a]");
    field("{\n  \"title\": \"VPN\",\n  \"tags\": [\"a\"]\n}\n\nBody", title, "VPN [a]");
    field("Title: VPN\nTags: a b\n    c\n\nBody", title, "VPN [a|b|c]");
    field("# VPN\n\nBody", title, "VPN []");
    field("VPN\n===\n\nBody", title, "VPN []");
    field("Body", title, "reset []");
}

#[test]
fn prose_is_not_taken_for_front_matter() {
    for source in [
        "Note: this is prose\n\nMore.",
        "Dear colleague,\n\nhello",
        "---\n\nProse between rules.\n\n---\n\nMore.",
        "{{< shortcode >}}\n\nBody",
        "{not json}\n\nBody",
        "https://example.org/x: see there\n\nBody",
        "Date: the day\n\nBody",
    ] {
        let (article, kinds) = read(source);
        assert_eq!(kinds, Vec::<&str>::new(), "{source}");
        assert!(article.extra.is_empty() && !article.sections[0].text.is_empty(), "{source}");
    }
}

#[test]
fn what_cannot_be_read_costs_one_field_and_names_its_line() {
    let found =
        findings("---\ntitle: [a]\nreview_by: soon\ntags:\n  - ok\n  - [x]\ndescription: fine\n---\n# VPN\n");
    let seen: Vec<_> = found.iter().map(|f| (f.line, f.kind)).collect();
    assert_eq!(seen, [(2, "wrong-type"), (3, "unreadable-date"), (4, "wrong-type")]);
    let (article, _) = read("---\ntitle: [a]\nreview_by: soon\ntags: [ok]\ndescription: fine\n---\n# VPN\n");
    assert_eq!(
        (article.title.as_str(), article.tags.len(), article.description.as_deref()),
        ("VPN", 1, Some("fine"))
    );
    let (article, kinds) = read("---\ntitle: \"a\\0b\"\n---\nBody");
    assert_eq!((article.title.as_str(), kinds.as_slice()), ("reset", ["control-characters"].as_slice()));
}

#[test]
fn a_broken_block_is_saved_line_by_line() {
    let (article, kinds) = read("---\ntitle: VPN\ndescription: a: b: c\ntags: [x\n---\nBody");
    assert_eq!((article.title.as_str(), kinds.as_slice()), ("VPN", ["broken-front-matter"].as_slice()));
    assert_eq!((article.audiences.key().as_str(), article.sections[0].text.as_str()), ("public", "Body"));
    let (article, kinds) = read("---\ntitle: VPN\n\nBody that goes on");
    assert_eq!((article.title.as_str(), kinds.as_slice()), ("VPN", ["unclosed-front-matter"].as_slice()));
    assert_eq!(article.sections[0].text, "Body that goes on");
    let (article, kinds) = read("---\naliases: [\n\t\"/old/x\",\n]\n---\nBody");
    assert_eq!((article.redirects, kinds), (vec!["old/x".to_owned()], vec![]));
}

#[test]
fn audiences_are_granted_by_name() {
    audience("audience: agents", "agents", &[]);
    audience("Audience: AGENTS", "agents", &[]);
    audience("audience: ITPro", "public", &[]);
    audience("audience: [tier2, Staff]", "agents+tier2", &[]);
    audience("audience: tier2, agents", "agents+tier2", &[]);
    audience("internal: true", "agents", &[]);
    audience("internal: false", "public", &[]);
    audience("visibility: internal", "agents", &[]);
    audience("visibility: private", "writers", &[]);
    audience("params:\n  audience: agents", "agents", &[]);
    audience("audience: writers", "writers", &[]);
    audience("audience: [public, agents]\ninternal: true", "agents", &[]);
    assert_eq!(read_at("internal/x.md", "Body").0.audiences.key(), "tier2");
    assert_eq!(read_at("internal/x.md", "---\naudience: agents\n---\n").0.audiences.key(), "agents");
}

#[test]
fn an_audience_in_doubt_lets_nobody_in() {
    audience("audience: agnets", "writers", &["unknown-audience"]);
    audience("audience: [public, agnets]", "public", &["unknown-audience"]);
    audience("audience:", "writers", &["unreadable-audience"]);
    audience("audience: ''", "writers", &["unreadable-audience"]);
    audience("audience: {a: b}", "writers", &["unreadable-audience"]);
    audience("audience: [[public]]", "writers", &["unreadable-audience"]);
    audience("permissions: {read: all}", "writers", &["unreadable-audience"]);
    audience("internal: maybe", "writers", &["unknown-audience"]);
    audience("restricted: true", "writers", &[]);
    audience("audience: public\ninternal: true", "writers", &["conflicting-audience"]);
    audience("audience: public\naudience: agents", "writers", &["conflicting-audience"]);
    audience("audiance: agents", "writers", &["misspelt-key"]);
    audience("audience:x: agents", "writers", &["misspelt-key"]);
    audience("\ttags: [a]\naudience: agents", "agents", &["broken-front-matter"]);
    audience("audience: \"pub\\0lic\"", "writers", &["unknown-audience"]);
    audience("x: &a [1]\naudience: *a", "writers", &["unreadable-audience"]);
}

#[test]
fn a_broken_block_that_names_an_audience_closes_the_article() {
    let closed = |front: &str| {
        let (article, kinds) = read(&format!("---\n{front}\n---\n# VPN\n"));
        (article.audiences.key(), kinds.contains(&"unreadable-audience"))
    };
    let writers = ("writers".to_owned(), true);
    assert_eq!(closed("title: a: b\naudience: [agents"), writers);
    assert_eq!(closed("title: a: b\naudience:\n  - agents"), writers);
    assert_eq!(closed("title: a: b\nparams:\n  internal: true"), writers);
    assert_eq!(closed("title: a: b\naudiance: agents"), writers);
    assert_eq!(closed("title: a: b\naudience: agents\ninternal: true"), writers);
    assert_eq!(closed("\tgarbage {{{\naudience: \"agents"), writers);
    assert_eq!(closed("title: a: b\naudience: agents"), ("agents".to_owned(), false));
    assert_eq!(closed("title: a: b"), ("public".to_owned(), false));
    let (article, _) = read("---\ninternal: true\n\nnever closed");
    assert_eq!(article.audiences.key(), "agents");
    let (article, _) = read("+++\naudience = [\"agents\"\n+++\nBody");
    assert_eq!(article.audiences.key(), "writers");
    let (article, _) = read("{\n\"title\": \"x\",\n\"audience\": [\"agents\",,]\n}\nBody");
    assert_eq!(article.audiences.key(), "writers");
}

#[test]
fn states() {
    let state = |front: &str| read(&format!("---\n{front}\n---\nBody")).0.state;
    for (front, expected) in [
        ("x: y", State::Validated),
        ("draft: true", State::Draft),
        ("draft: false", State::Validated),
        ("draft: perhaps", State::Draft),
        ("published: false", State::Draft),
        ("publish: no", State::Draft),
        ("publish: 2030-01-01", State::Validated),
        ("state: wip", State::Wip),
        ("status: not validated", State::NotValidated),
        ("status: deprecated", State::Archived),
        ("confidence: not_validated", State::NotValidated),
        ("status: shiny", State::NotValidated),
        ("unlisted: true", State::Archived),
        ("in_search_index: false", State::Archived),
        ("search:\n  exclude: true", State::Archived),
        ("state: draft\nunlisted: true", State::Draft),
        ("publishDate: soon", State::Draft),
    ] {
        assert_eq!(state(front), expected, "{front}");
    }
}

#[test]
fn dates_names_and_addresses() {
    let (article, kinds) = read(
        "---\nid: vpn-reset\ndate: 2026-01-02\nlast_update:\n  date: 3/4/2026\n  author: Ann\nexpiryDate: 2030-01-01\n\
         review-by: 2026-12-31\npublishDate: 2026-01-01T08:00:00+01:00\naliases: [/old/vpn/, Token reset, setup.html]\n\
         slug: new-reset\nkeywords: otp, code\nauthor: '[Ann Lee](https://example.org)'\nms.prod: vpn-client\n\
         version: 1.10\nsidebar_label: Reset\ntype: How-To\nsuperseded_by: /vpn/token.md\ntags:\n  - {label: VPN, permalink: /x}\n---\nBody",
    );
    assert_eq!(kinds, Vec::<&str>::new());
    assert_eq!(article.claimed_id, "vpn-reset");
    let days = [article.created, article.updated, article.review_by]
        .map(|day| day.map(|d| d.to_string()).unwrap_or_default());
    assert_eq!(days, ["2026-01-02", "2026-03-04", "2026-12-31"]);
    assert_eq!(article.publish_at.map(|m| m.to_string()).as_deref(), Some("2026-01-01T07:00:00Z"));
    assert_eq!(article.expires_at.map(|m| m.to_string()).as_deref(), Some("2030-01-01T00:00:00Z"));
    assert_eq!(article.redirects, ["old/vpn", "setup", "vpn/new-reset"]);
    assert_eq!(article.names, ["otp", "code", "Token reset"]);
    assert_eq!(article.owner.as_deref(), Some("Ann Lee"));
    assert_eq!((article.products, article.tags), (vec!["vpn-client".to_owned()], vec!["VPN".to_owned()]));
    assert_eq!(article.kind.as_deref(), Some("how-to"));
    assert_eq!(article.superseded_by.as_deref(), Some("vpn/token"));
    assert!(article.extra.contains(&("version".to_owned(), "1.10".to_owned())), "{:?}", article.extra);
}

#[test]
fn ids_that_cannot_stand_in_an_address_give_way_to_the_path() {
    for (id, expected) in [
        ("vpn", "vpn"),
        ("42", "42"),
        ("a/b-c_d.e", "a/b-c_d.e"),
        ("../x", "vpn/reset"),
        ("/x", "vpn/reset"),
        ("a b", "vpn/reset"),
        ("a//b", "vpn/reset"),
        ("'<script>'", "vpn/reset"),
        ("./x", "vpn/reset"),
    ] {
        assert_eq!(read(&format!("---\nid: {id}\n---\nBody")).0.claimed_id, expected, "{id}");
    }
    assert_eq!(read_at("a/index.md", "x").0.claimed_id, "a/index");
}

#[test]
fn titles_from_file_names() {
    for (path, expected) in [
        ("vpn/reset-token.md", "reset token"),
        ("01-getting_started.md", "getting started"),
        ("_posts/2024-01-02-new-vpn.md", "new vpn"),
        ("vpn/README.md", "vpn"),
        ("2fa.md", "2fa"),
        ("x/_index.fr.md", "_index.fr"),
        ("notes/Add an alias.md", "Add an alias"),
        ("...md", ".."),
    ] {
        let title = read_at(path, "Body").0.title;
        assert!(!title.is_empty() && (path.contains("_index") || title == expected), "{path}: {title}");
    }
    assert_eq!(read("---\ntitle: Reset | Microsoft Docs\n---\n").0.title, "Reset");
    assert_eq!(read("---\ntitle: \"- Microsoft Docs\"\n---\n").0.title, "- Microsoft Docs");
}

#[test]
fn languages() {
    let german = "Wenn der Drucker nicht antwortet, schalten Sie ihn aus, warten Sie zehn Sekunden und schalten Sie ihn wieder ein.";
    assert_eq!(read("---\nlang: pt-BR\n---\n").0.language.code(), "pt");
    assert_eq!(read_at("i18n/it/x.md", german).0.language.code(), "it");
    assert_eq!(read_at("it/x.md", german).0.language.code(), "de");
    assert_eq!(read_at("it/x.md", "kurz").0.language.code(), "en");
    assert_eq!(read("---\nlang: klingon\n---\n").1, ["empty", "unknown-language"]);
    assert_eq!(read_at("content/fr/vpn/x.md", "x").0.translation_key.as_deref(), Some("content/vpn/x"));
}

#[test]
fn billions_of_laughs_and_other_bombs_are_findings() {
    let mut laughs = String::from("---\ntitle: VPN\na0: &a0 [x, x, x]\n");
    for i in 1..12 {
        let _ = writeln!(laughs, "a{i}: &a{i} [*a{0}, *a{0}, *a{0}]", i - 1);
    }
    assert_eq!(read(&format!("{laughs}---\nBody")).0.title, "VPN");
    let deep = format!("---\ntitle: VPN\nx: {}\n---\nBody", "[".repeat(20_000));
    assert_eq!(read(&deep).1, ["broken-front-matter"]);
    let many = format!("---\ntitle: VPN\nx: [{}]\n---\nBody", "1,".repeat(20_000));
    assert_eq!((read(&many).0.title.as_str(), read(&many).1), ("VPN", vec!["broken-front-matter"]));
    let json = format!("{{\"title\": \"VPN\",\n\"x\": {}\n}}\nBody", "[".repeat(20_000));
    assert_eq!(read(&json).0.audiences.key(), "public");
    let long = format!("---\ntitle: {}\n---\n# VPN", "x".repeat(5_000));
    assert_eq!((read(&long).0.title.as_str(), read(&long).1), ("VPN", vec!["too-long"]));
    assert_eq!(outline("---\ninclude: !include /etc/passwd\n---\nBody"), "0 - #: Body");
}
