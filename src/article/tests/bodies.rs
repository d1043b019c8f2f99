//! Sections, anchors, questions, links and words.

use super::{check, read, read_at, rules};
use crate::article::{Rules, parse};

#[test]
fn headings_make_sections_and_the_title_makes_none() {
    check(
        "# VPN\n\nIntro.\n\n## Reset\n\nPress.\n\n### Deeper\n\nMore.",
        "0 - #: Intro.\n2 Reset #reset: Press.\n3 Deeper #deeper: More.",
    );
    check("---\ntitle: VPN\n---\n# vpn\n\nIntro.", "0 - #: Intro.");
    check("---\ntitle: VPN\n---\n# Other\n\nIntro.", "1 Other #other: Intro.");
    check("Before.\n\n# VPN\n\nAfter.", "0 - #: Before. / After.");
    check("## A\n\na\n\n## A\n\nb", "2 A #a: a\n2 A #a-1: b");
    check(
        "## A {#here}\n\na\n\n## {}\n\n## GET /users/{id}\n\nb",
        "2 A #here: a\n2 {} #section: \n2 GET /users/{id} #get-usersid: b",
    );
    check("## A {: #here .cls }\n\na", "2 A #here: a");
    check("", "0 - #: ");
    check("# VPN", "0 - #: ");
}

#[test]
fn anchors_in_html_are_known_and_not_read() {
    let (article, _) = read(
        "# Title<a name=\"top-1\"></a>\n\nWords\n\n## Next <a id='next-1'></a>\n\n<div id=\"box\">x</div>",
    );
    assert_eq!(article.title, "Title");
    assert_eq!(article.anchors, ["top-1", "title", "next-1", "box"]);
    assert_eq!(article.sections[1].anchor, "next");
    assert_eq!(read("# Title<a name=\"x\"></a>\n").0.title, "Title");
}

#[test]
fn only_words_are_read() {
    check(
        "a *b* **c** `d` ~~e~~ [f](g.md) ![h](i.png) <kbd>j</kbd> &amp; <https://k.example>",
        "0 - #: a b c d e f h j &",
    );
    check("- one\n- two\n  - three\n\n1. four", "0 - #: one / two / three / four");
    check("| a | b |\n|---|---|\n| c | `d` |", "0 - #: a b / c d");
    check("```yaml title=\"app.yml\"\na: 1\nb: 2\n```", "0 - #: app.yml / a: 1 / b: 2");
    check("a <!-- secret --> b\n\n<!-- secret\n\nsecret -->\n\nc", "0 - #: a b / c");
    check("<script>\nalert(1)\n\nalert(2)\n</script>\n\nok <style>p{}</style> done", "0 - #: ok done");
    check("<p>one &amp; two</p>\n<ul><li>three</li><li>four</li></ul>", "0 - #: one & two / three / four");
    check("line\nbreak  \nhard", "0 - #: line break hard");
    check("note[^1]\n\n[^1]: the note", "0 - #: note / the note");
    check("- [x] done\n- [ ] open", "0 - #: done / open");
    check("<h1>VPN</h1>\n\nx\n\n<h2 id=\"own\">Part</h2>\n<p>y</p>", "0 - #: x\n2 Part #own: y");
}

#[test]
fn questions_become_sections() {
    check(
        "## Why?\n\nBecause.\n\n## ¿Por qué\n\nPorque.\n\n## なぜ？\n\nx",
        "2 Why? #why?: Because.\n2 ¿Por qué #por-qué?: Porque.\n2 なぜ？ #なぜ?: x",
    );
    check(
        "## FAQ\n\nQ: Why\nso?\n\nA: Because.\n\nMore.\n\n**Q:** And?\nA: And.",
        "2 FAQ #faq: \n3 Why so? #why-so?: Because. / More.\n3 And? #and?: And.",
    );
    check(
        "## S\n\na\n\n<details>\n<summary>What if?</summary>\n\nThis.\n\n</details>\n\nz",
        "2 S #s: a / z\n3 What if? #what-if?: This.",
    );
    check("<details><summary>More</summary>x</details>", "0 - #: More / x");
    check(
        "What is a VPN?\n: A tunnel.\n\nport\n: A door.\n\nafter",
        "0 - #: port / A door. / after\n1 What is a VPN? #what-is-a-vpn?: A tunnel.",
    );
    check("Quick: it works", "0 - #: Quick: it works");
    check("Quick\nand easy", "0 - #: Quick and easy");
}

#[test]
fn kinds_are_guessed_when_the_author_does_not_say() {
    let kind = |source: &str| read(source).0.kind.unwrap_or_default();
    assert_eq!(kind("## A?\n\nx\n\n## B?\n\ny"), "faq");
    assert_eq!(kind("## Issue\n\nx\n\n## Resolution\n\ny"), "kcs");
    assert_eq!(kind("# VPN\n\n1. a\n2. b\n3. c"), "how-to");
    assert_eq!(kind("# How to reset\n\nx"), "how-to");
    assert_eq!(kind("# VPN\n\n1. a\n2. b"), "");
}

#[test]
fn links_know_their_lines() {
    let source = "---\ntitle: VPN\n---\n\n[a](b.md)\n\n{{< note >}}\n![c](d.png)\n\n!!! note\n\n    [e](f.md#g)\n\n<a href=\"h.md\">i</a>\n\n[j]\n\n[j]: k.md\n";
    let (article, _) = read(source);
    let links: Vec<_> = article.links.iter().map(|link| (link.target.as_str(), link.line)).collect();
    assert_eq!(links, [("b.md", 5), ("d.png", 8), ("f.md#g", 12), ("h.md", 14), ("k.md", 16)]);
}

#[test]
fn too_large_keeps_title_and_audience() {
    let rules = Rules { max_bytes: 100, ..rules() };
    let source = format!("---\naudience: agents\n---\n# VPN<a name=\"x\"></a>\n\n{}", "x ".repeat(100));
    let (article, findings) = parse("a.md", &source, &rules);
    assert_eq!((article.title.as_str(), article.audiences.key().as_str()), ("VPN", "agents"));
    assert_eq!((article.sections[0].text.as_str(), findings[0].kind), ("", "too-large"));
}

#[test]
fn empty_files_and_bytes_that_are_no_text() {
    assert_eq!(read("").1, ["empty"]);
    assert_eq!(read_at("a/_index.md", "---\ntitle: A\n---\n").1, Vec::<&str>::new());
    let (article, findings) = crate::article::read("a/logo.md", b"\x89PNG\0\0", &rules());
    assert_eq!(
        (article.title.as_str(), article.audiences.key().as_str(), findings[0].kind),
        ("logo", "writers", "binary")
    );
    let (article, findings) = crate::article::read("a.md", b"# Caf\xE9\n", &rules());
    assert_eq!(
        (article.title.as_str(), findings[0].kind, findings[0].line),
        ("Caf\u{FFFD}", "bad-encoding", 1)
    );
    let (article, findings) = crate::article::read("a.md", b"---\naudience: agent\xFF\n---\n", &rules());
    assert_eq!((article.audiences.key().as_str(), findings.len() >= 2), ("writers", true));
}
