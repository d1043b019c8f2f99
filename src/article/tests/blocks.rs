//! Blocks for some readers: what is cut for whom, and what fails closed.

use proptest::prelude::*;

use super::rules;
use crate::{
    access::{Reader, Readership},
    article::{Reading, Severity, readings},
};

/// What somebody of these audiences reads of a file; none when they may not read it at all.
fn read_by(source: &str, audiences: &[&str]) -> Option<Reading> {
    let rules = rules();
    let readings = readings("vpn/reset.md", source.as_bytes(), &rules);
    let scope = Reader::agent("one", audiences.iter().copied()).scope();
    let article = readings.article();
    let all = Readership::all(&article.audiences, &article.blocks);
    let readership = all.iter().find(|readership| scope.sees(readership))?;
    readings.of(readership)
}

/// A file, what the public reads of it, and what agents read who are public too.
#[track_caller]
fn check(source: &str, public: &str, agents: &str) {
    let text =
        |audiences: &[&str]| read_by(source, audiences).map(|reading| reading.text).unwrap_or_default();
    assert_eq!(text(&["public"]), public, "the public's\n{source}");
    assert_eq!(text(&["public", "agents"]), agents, "the agents'\n{source}");
}

/// The findings of the whole file: their lines, kinds and whether they are errors.
fn findings(source: &str) -> Vec<(u32, &'static str, bool)> {
    let found = super::findings(source).into_iter();
    found.map(|finding| (finding.line, finding.kind, finding.severity == Severity::Error)).collect()
}

#[test]
fn a_block_is_there_for_its_readers_alone() {
    check(
        "# VPN\n\nOpen.\n\n<!-- audience: agents -->\n## Inside\n\nSecret.\n<!-- /audience -->\n\nMore.\n",
        "# VPN\n\nOpen.\n\nMore.\n",
        "# VPN\n\nOpen.\n\n## Inside\n\nSecret.\n\nMore.\n",
    );
    check("a\n\n:::audience agents\nb\n:::\n\nc\n", "a\n\nc\n", "a\n\nb\n\nc\n");
    check("a\n{/* audience: agents */}\nb\n{/* /audience */}\nc\n", "a\nc\n", "a\nb\nc\n");
    check(
        "a\r\n<!-- audience: Staff -->\r\nb\r\n<!-- /audience -->\r\nc\r\n",
        "a\r\nc\r\n",
        "a\r\nb\r\nc\r\n",
    );
    // At the end nothing tells that something stood there, nor at the beginning.
    check("a\n\n<!-- audience: agents -->\nb\n<!-- /audience -->\n", "a\n", "a\n\nb\n");
    check(
        "---\ntitle: T\n---\n<!-- audience: agents -->\nb\n<!-- /audience -->\n\nc\n",
        "---\ntitle: T\n---\nc\n",
        "---\ntitle: T\n---\nb\n\nc\n",
    );
    check(
        "a\n\n<!-- audience: agents, tier2 -->\nb\n<!-- /audience -->\n\n<!-- audience: tier2 -->\nc\n<!-- /audience -->\n\nd",
        "a\n\nd",
        "a\n\nb\n\nd",
    );
}

#[test]
fn a_block_within_a_block_is_for_the_readers_of_both() {
    let source =
        "a\n\n<!-- audience: agents -->\nb\n\n:::audience tier2\nc\n:::\n\nd\n<!-- /audience -->\n\ne\n";
    check(source, "a\n\ne\n", "a\n\nb\n\nd\n\ne\n");
    let text = |audiences: &[&str]| read_by(source, audiences).expect("a reading").text;
    assert_eq!(text(&["public", "tier2"]), "a\n\ne\n");
    assert_eq!(text(&["public", "agents", "tier2"]), "a\n\nb\n\nc\n\nd\n\ne\n");
    // Blocks that cross hide what either hides.
    check(
        "a\n<!-- audience: agents -->\nb\n:::audience tier2\nc\n<!-- /audience -->\nd\n:::\ne\n",
        "a\ne\n",
        "a\nb\ne\n",
    );
}

#[test]
fn a_block_in_an_article_for_others_is_for_the_readers_of_both() {
    let source = "---\naudience: tier2\n---\na\n\n<!-- audience: agents -->\nb\n<!-- /audience -->\n";
    assert!(read_by(source, &["public", "agents"]).is_none());
    let text = |audiences: &[&str]| read_by(source, audiences).expect("a reading").text;
    assert_eq!(text(&["tier2"]), "---\naudience: tier2\n---\na\n");
    assert_eq!(text(&["tier2", "agents"]), "---\naudience: tier2\n---\na\n\nb\n");
}

#[test]
fn what_is_not_understood_hides() {
    // Nobody declared the name, none is named, or the sign is misspelt: for writers alone.
    for (sign, kind) in [
        ("<!-- audience: agnets -->", "unknown-audience"),
        ("<!-- audience: -->", "unreadable-audience"),
        ("<!-- audiance: agents -->", "unreadable-audience"),
    ] {
        let source = format!("a\n\n{sign}\nb\n<!-- /audience -->\n\nc\n");
        check(&source, "a\n\nc\n", "a\n\nc\n");
        assert_eq!(findings(&source), [(3, kind, true)], "{sign}");
        assert_eq!(read_by(&source, &["public", "writers"]).expect("a reading").text, "a\n\nb\n\nc\n");
        assert_eq!(read_by(&source, &["public"]).expect("a reading").findings, []);
    }
    let one = "a\n\n:::audience agents, agnets\nb\n:::\n\nc\n";
    check(one, "a\n\nc\n", "a\n\nb\n\nc\n");
    assert_eq!(findings(one), [(3, "unknown-audience", true)]);
}

#[test]
fn a_block_without_an_end_hides_everything_behind_it() {
    let source = "---\ntitle: T\n---\na\n\n<!-- audience: agents -->\nb\n\nc\n";
    check(source, "---\ntitle: T\n---\na\n", "---\ntitle: T\n---\na\n\nb\n\nc\n");
    assert_eq!(findings(source), [(6, "unclosed-audience", true)]);
    // A block inside that does not end keeps the ends for itself.
    let source = ":::audience agents\n:::toc\n:::\nb\n\nc\n";
    check(source, "", ":::toc\n:::\nb\n\nc\n");
    assert_eq!(findings(source), [(1, "unclosed-audience", true)]);
    check(":::audience agents\n:::note\nb\n:::\nc\n:::\nd\n", "d\n", ":::note\nb\n:::\nc\nd\n");
    check("::::audience agents\n:::note\nb\n:::\nc\n::::\nd\n", "d\n", ":::note\nb\n:::\nc\nd\n");
    check(
        ":::audience agents\n:::image source=\"x.png\":::\n:::\nd\n",
        "d\n",
        ":::image source=\"x.png\":::\nd\n",
    );
    check(":::audience agents\nb\n:::audience-end\nd\n", "d\n", "b\nd\n");
}

#[test]
fn an_end_without_a_beginning_hides_the_article() {
    let source = "a\n\n<!-- audience; agents -->\nb\n<!-- /audience -->\n\nc\n";
    assert!(read_by(source, &["public", "agents", "tier2"]).is_none());
    assert_eq!(findings(source), [(5, "stray-audience", true)]);
}

#[test]
fn a_sign_among_words_hides_the_article() {
    for source in [
        "a <!-- audience: agents --> b <!-- /audience --> c\n",
        "<!-- audience: agents --> b\n<!-- /audience -->\n",
        "a\n\n<!-- audience: agents\n-->\nb\n",
        // Four spaces begin no fence: what looks like code is none.
        "a\n\n    ```\n\n<!-- audience: agents -->\nsecret\n",
        "a\n\n    ```\n\n:::audience agents\nsecret\n",
    ] {
        assert!(read_by(source, &["public", "agents", "tier2"]).is_none(), "{source}");
        let found = super::findings(source);
        assert_eq!(found[0].kind, "unreadable-audience", "{source}");
    }
}

#[test]
fn a_sign_in_a_fenced_code_block_is_code() {
    for fence in ["```", "~~~~", "> ```", "- ```"] {
        let end = fence.replace('-', " ");
        let inner = end.trim_end_matches(['`', '~']);
        let source = format!(
            "a\n\n{fence}\n{inner}<!-- audience: agents -->\n{inner}b\n{inner}<!-- /audience -->\n{end}\n\nc\n"
        );
        check(&source, &source, &source);
        assert_eq!(findings(&source), [], "{source}");
    }
    let source = "Write `<!-- audience: agents -->` or `:::audience agents`.\n";
    check(source, source, source);
    // The sign is code, and ends no block around it.
    check(
        "a\n\n<!-- audience: agents -->\n```\n<!-- /audience -->\n```\nb\n<!-- /audience -->\nc\n",
        "a\n\nc\n",
        "a\n\n```\n<!-- /audience -->\n```\nb\nc\n",
    );
}

#[test]
fn blocks_lie_in_lists_quotes_and_tables() {
    check(
        "1. a\n<!-- audience: agents -->\n2. b\n<!-- /audience -->\n3. c\n",
        "1. a\n3. c\n",
        "1. a\n2. b\n3. c\n",
    );
    check(
        "- a\n\n  <!-- audience: agents -->\n  b\n  <!-- /audience -->\n- c\n",
        "- a\n\n- c\n",
        "- a\n\n  b\n- c\n",
    );
    check("- <!-- audience: agents -->\n  b\n  <!-- /audience -->\n- c\n", "- c\n", "-\n  b\n- c\n");
    check(
        "> a\n> <!-- audience: agents -->\n> b\n> <!-- /audience -->\n> c\n",
        "> a\n> c\n",
        "> a\n> b\n> c\n",
    );
    check(
        "|a|b|\n|-|-|\n|1|2|\n<!-- audience: agents -->\n|3|4|\n<!-- /audience -->\n|5|6|\n",
        "|a|b|\n|-|-|\n|1|2|\n|5|6|\n",
        "|a|b|\n|-|-|\n|1|2|\n|3|4|\n|5|6|\n",
    );
}

#[test]
fn other_comments_and_blocks_of_colons_stay_what_they_were() {
    let source = "a\n\n<!-- audience research of May -->\n\n:::note\nb\n:::\n\n<!-- TODO -->\n\nc\n";
    check(source, source, source);
    assert_eq!(super::read(source).0.blocks, []);
}

#[test]
fn title_and_language_are_what_they_are_for_everybody() {
    let source = "<!-- audience: agents -->\n# Geheim\n\nDas ist nur für den Kundendienst und steht in keinem anderen Artikel der Hilfe.\n<!-- /audience -->\n\n# VPN\n\nOpen the tunnel and press the button that you see there, then wait for the code.\n";
    let (public, agents) = (read_by(source, &["public"]), read_by(source, &["public", "agents"]));
    let (public, agents) = (public.expect("a reading").article, agents.expect("a reading").article);
    assert_eq!((public.title.as_str(), agents.title.as_str()), ("VPN", "VPN"));
    assert_eq!(public.language, agents.language);
    let headings = |article: &crate::article::Article| {
        article.sections.iter().filter_map(|section| section.heading.clone()).collect::<Vec<_>>()
    };
    assert_eq!((headings(&public), headings(&agents)), (vec![], vec!["Geheim".to_owned(), "VPN".to_owned()]));
    // A block is never the title, and what is only in blocks is not lost to those who see it.
    let source = ":::audience agents\n# Geheim\n\nsecret\n:::\n";
    assert_eq!(read_by(source, &["public", "agents"]).expect("a reading").article.title, "reset");
    assert_eq!(read_by(source, &["public"]).expect("a reading").article.title, "reset");
}

#[test]
fn fragments_are_numbered_as_if_the_block_were_not_there() {
    let source = "## Fix\n\na\n\n<!-- audience: agents -->\n## Fix\n\nb\n<!-- /audience -->\n\n## Fix\n\nc\n";
    let anchors = |audiences: &[&str]| {
        let reading = read_by(source, audiences).expect("a reading");
        reading.article.sections.iter().map(|section| section.anchor.clone()).collect::<Vec<_>>()
    };
    assert_eq!(anchors(&["public"]), ["fix", "fix-1"]);
    assert_eq!(anchors(&["public", "agents"]), ["fix", "fix-1", "fix-2"]);
}

#[test]
fn lines_of_findings_are_those_of_the_file() {
    let source = "---\ntitle: T\n---\na\n\n<!-- audience: agents -->\nb\n<!-- /audience -->\n\n[x](gone.md)\n\nc\n\n<!-- forgotten\n";
    assert_eq!(findings(source), [(14, "unclosed-comment", false)]);
    assert_eq!(super::read(source).0.links[0].line, 10);
}

#[test]
fn too_many_sets_of_audiences_are_for_writers() {
    let block = |names: &str| format!("<!-- audience: {names} -->\n{names}\n<!-- /audience -->\n\n");
    let names = ["agents", "tier2", "agents, tier2", "writers", "public", "agents, writers"];
    let source = format!("a\n\n{}", names.map(block).concat());
    assert_eq!(super::read(&source).0.blocks.len(), 4);
    assert!(findings(&source).contains(&(1, "too-many-audiences", true)));
    let text = |audiences: &[&str]| read_by(&source, audiences).expect("a reading").text;
    assert_eq!(text(&["public"]), "a\n");
    assert_eq!(text(&["public", "agents"]), "a\n\nagents\n\nagents, tier2\n");
    assert!(text(&["public", "agents", "tier2", "writers"]).contains("agents, writers"));
}

/// Lines that begin, end, or look as if they did.
fn lines() -> impl Strategy<Value = String> {
    let line = prop::sample::select(vec![
        "words",
        "",
        "# Heading",
        "- item",
        "> quote",
        "```",
        "~~~",
        "> ```",
        "    ```",
        "<!-- audience: agents -->",
        "<!-- audience: tier2 -->",
        "> <!-- audience: agents -->",
        "  <!-- audience: agnets -->",
        "<!-- /audience -->",
        "<!--",
        "-->",
        ":::audience agents",
        ":::note",
        ":::",
        "::::",
        "{/* audience: agents */}",
        "{/* /audience */}",
        "| a | b |",
        "%%",
        "words <!-- audience: agents -->",
    ]);
    prop::collection::vec(line, 0..24).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever stands where, a word that a block holds is never read by those it is not for, and what is for all is
    /// read as if it were a file of its own.
    #[test]
    fn what_a_block_holds_is_never_shown_to_others(before in lines(), inside in lines(), after in lines()) {
        let inside: Vec<&str> = inside.lines().filter(|line| !line.contains("/audience")).collect();
        let inside = inside.join("\n");
        let source = format!("{before}\n\n<!--  audience: agents -->\nzebra\n{inside}\nzebra\n<!-- /audience -->\n\n{after}\n");
        // Whoever sees everything sees a sign only where it is code, which it is then.
        let all = read_by(&source, &["public", "agents", "tier2", "writers"]);
        let is_code = all.is_some_and(|all| all.text.contains("<!--  audience: agents -->"));
        for audiences in [&["public"][..], &["public", "tier2"]] {
            let Some(reading) = read_by(&source, audiences) else { continue };
            let shown: String = reading.article.sections.iter().map(|section| section.text.as_str()).collect();
            prop_assert!(is_code || !shown.contains("zebra"), "{}\n---\n{}", source, reading.text);
            prop_assert!(is_code || !reading.text.contains("zebra"), "{}\n---\n{}", source, reading.text);
            let again = read_by(&reading.text, audiences).expect("a reading");
            prop_assert_eq!(&again.text, &reading.text);
            if audiences.len() == 1 {
                prop_assert_eq!(again.article, reading.article);
            }
        }
    }

    /// No text makes it panic, and what everybody reads is a part of the file.
    #[test]
    fn no_body_panics(source in lines()) {
        for audiences in [&["public"][..], &["public", "agents"], &["public", "agents", "tier2", "writers"]] {
            let Some(reading) = read_by(&source, audiences) else { continue };
            let known: Vec<&str> = source.lines().map(str::trim_end).collect();
            for line in reading.text.lines() {
                prop_assert!(known.iter().any(|whole| whole.starts_with(line.trim_end())), "{}", line);
            }
        }
    }
}
