//! Whatever the file holds: no panic, no explosion, no script.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::{read, rules};
use crate::article::{
    html, parse,
    tags::{self, Piece},
};

/// Every tag and attribute of a page is on the lists, and every address has a harmless scheme.
#[track_caller]
fn harmless(source: &str) {
    let page = html(source, "vpn/reset.md", &|target| Some(format!("/a/{target}")));
    for piece in tags::pieces(page.as_str()) {
        let Piece::Open(tag) = piece else { continue };
        let allowed = [
            "class", "id", "href", "rel", "src", "alt", "loading", "tabindex", "colspan", "rowspan", "open",
            "start",
        ];
        for (name, value) in tags::attributes(tag.raw_attributes()) {
            assert!(allowed.contains(&name), "attribute {name} in {page:?} of {source:?}");
            if matches!(name, "href" | "src") {
                let start = ["/a/", "#", "http://", "https://", "mailto:", "tel:"]
                    .iter()
                    .any(|s| value.to_ascii_lowercase().starts_with(s));
                assert!(start, "address {value} in {page:?} of {source:?}");
            }
        }
        let bad = [
            "script", "style", "svg", "math", "iframe", "object", "embed", "base", "form", "input", "meta",
            "link", "animate",
        ];
        assert!(
            !bad.contains(&tag.name.to_ascii_lowercase().as_str()),
            "tag {} in {page:?} of {source:?}",
            tag.name
        );
    }
    let lower = page.as_str().to_ascii_lowercase();
    assert!(!lower.contains("<script"), "{page:?} of {source:?}");
}

#[expect(clippy::too_many_lines, reason = "a list")]
#[test]
fn nothing_that_runs_is_left() {
    for source in [
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java&#10;script:alert(1))",
        "[a](java&Tab;script:alert(1))",
        "[a](&#1;javascript:alert(1))",
        "[a](javascript&colon;alert(1))",
        "[a](<java\tscript:alert(1)>)",
        "[a](vbscript:x)",
        "[a](data:text/html;base64,PHNjcmlwdD4=)",
        "![a](data:image/svg+xml,<svg/onload=alert(1)>)",
        "<javascript:alert(1)>",
        "<a href=\"javascript:alert(1)\">x</a>",
        "<a href=\"&#106;avascript:alert(1)\">x</a>",
        "<a href='java\u{0}script:alert(1)'>x</a>",
        "<a href=\" javascript:alert(1)\">x</a>",
        "<a href=//evil.example>x</a>",
        "<img src=x onerror=alert(1)>",
        "<img srcset=\"javascript:alert(1)\">",
        "<img src=\"x\" alt=\"&quot; onerror=&quot;alert(1)\">",
        "<svg><animate onbegin=alert(1) attributeName=x></svg>",
        "<svg><a><animate attributeName=href values=javascript:alert(1)></a></svg>",
        "<math><annotation-xml encoding=\"text/html\"><img src=x onerror=alert(1)></annotation-xml></math>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<style>@import 'x';</style>",
        "<p style=\"background:url(javascript:alert(1))\">x</p>",
        "<base href=//evil.example>",
        "<form action=//evil.example><input name=cookie><button formaction=javascript:alert(1)>x</button></form>",
        "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
        "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
        "<a name=\"x&quot; onclick=&quot;alert(1)\"></a>",
        "<a id=\"x'><script>alert(1)</script>\"></a>",
        "<form id=cookie name=body>",
        "[a](x \"t\\\" onmouseover=\\\"alert(1)\")",
        "## A {#x\" onclick=\"alert(1)}",
        "## A {onclick=alert(1) .c}",
        "## A {#a onclick=alert(1)}",
        "```\" onclick=\"alert(1)\nx\n```",
        "```x\"><img/src=x/onerror=alert(1)>\ny\n```",
        "```y title=\"<img src=x onerror=alert(1)>\"\nx\n```",
        "<details ontoggle=alert(1) open><summary>x</summary></details>",
        "<ScRiPt>alert(1)</sCrIpT>",
        "<script\n>alert(1)</script\n>",
        "<scr<script>ipt>alert(1)</script>",
        "<<script>alert(1)//<</script>",
        "<img \"\"\"><script>alert(1)</script>\">",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "!!! note \"<img src=x onerror=alert(1)>\"\n    x",
        "??? note \"<img src=x onerror=alert(1)>\"\n    x",
        ":::note <svg onload=alert(1)>\nx\n:::",
        "[[javascript:alert(1)|x]]",
        "[[x|<img src=x onerror=alert(1)>]]",
        "![[javascript:alert(1).png]]",
        "<Card title=\"<script>alert(1)</script>\" href=\"javascript:alert(1)\" />",
        "<Card title='x' href='\"><script>alert(1)</script>' />",
        "{{< figure caption=\"<script>alert(1)</script>\" >}}",
        "[^\"><script>]\n\n[^\"><script>]: x",
        "| a |\n|:-:|\n| <img src=x onerror=alert(1)> |",
        "<textarea><script>alert(1)</script></textarea>",
        "<a href=\"https:javascript:alert(1)\">x</a>",
        ":::image source=\"javascript:alert(1)\" alt-text=\"x\" onerror=\"alert(1)\":::",
        "<td colspan=\"2\" onclick=\"x\">",
        "<title><script>x</script></title>",
        "<xmp><script>alert(1)</script></xmp>",
        "<plaintext><script>alert(1)",
        "<!--><script>alert(1)</script>",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<?php <script>alert(1)</script> ?>",
        "a\u{0}<script>alert(1)</script>",
        "\u{FEFF}<script>alert(1)</script>",
        "<div\u{c}onclick=alert(1)>x</div>",
        "<p/onclick=alert(1)>x",
    ] {
        harmless(source);
        harmless(&format!("text {source} more"));
        harmless(&format!("> - {source}\n"));
        harmless(&format!("# x\n\n## {source}\n\n{source}\n\n<details>{source}"));
    }
}

#[test]
fn nesting_has_an_end() {
    for (source, finding) in [
        ("> ".repeat(50_000), true),
        ("- ".repeat(20_000), true),
        ("<div>".repeat(20_000), false),
        ("[".repeat(50_000), false),
        ("<details>\n".repeat(20_000), true),
        ("![".repeat(20_000), false),
        ("*a ".repeat(20_000), false),
        ("<b>".repeat(20_000), false),
        (":::note\n".repeat(5_000), false),
        ("[[".repeat(20_000), false),
        ("{{".repeat(20_000), false),
        ("`a``".repeat(10_000), false),
        ("<Tab>\n".repeat(10_000), false),
        ("<!--".repeat(10_000), false),
        ("!!! note\n\n    ".repeat(2_000), false),
        ("[a][".repeat(10_000), false),
        ("%%\n".repeat(10_000), false),
        ("<a <".repeat(10_000), false),
        ("&".repeat(50_000), false),
        ("[^1]: x\n".repeat(10_000), false),
    ] {
        let source = format!("# VPN\n\nSeen.\n\n{source} last");
        let (article, kinds) = read(&source);
        assert_eq!(article.title, "VPN");
        assert_eq!(kinds.contains(&"too-deep"), finding, "{}", &source[..40]);
        harmless(&source);
    }
}

#[test]
fn tables_have_an_end() {
    let mut wide = "|a".repeat(3_000) + "|\n" + &"|-".repeat(3_000) + "|\n";
    for _ in 0..1_000 {
        wide.push_str("|b\n");
    }
    let (article, _) = read(&wide);
    assert!(article.sections[0].text.len() < 100_000);
    assert!(html(&wide, "a.md", &|_| None).as_str().len() < 2_000_000);
}

#[test]
fn many_of_anything_is_read_in_one_go() {
    let mut source = String::new();
    for i in 0..5_000 {
        let _ = write!(source, "## Same\n\n[a](b{i}.md) <a name=\"n{i}\"></a> [^{i}]\n\n[^{i}]: note\n\n");
    }
    let (article, _) = read(&source);
    assert_eq!((article.sections.len(), article.links.len()), (5_000, 5_000));
    assert_eq!(article.sections[4_999].anchor, "same-4999");
}

/// Text made of what means something somewhere.
#[expect(clippy::too_many_lines, reason = "a list")]
fn pieces() -> impl Strategy<Value = String> {
    let signs = prop::sample::select(vec![
        "---\n",
        "+++\n",
        "title: ",
        "audience: ",
        "agents\n",
        "{",
        "}",
        "{{",
        "}}",
        "{%",
        "%}",
        "<",
        ">",
        "</",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "\"",
        "'",
        "=",
        " onclick=",
        "javascript:",
        "[",
        "]",
        "(",
        ")",
        "[[",
        "]]",
        "![",
        "`",
        "```\n",
        "~~~\n",
        "\n",
        "\n\n",
        "    ",
        "\t",
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "|",
        "|-|\n",
        ":::note\n",
        ":::\n",
        "!!! note\n",
        "??? x \"y\"\n",
        "=== \"t\"\n",
        "<Tab title=\"x\">",
        "</Tab>",
        "<details>",
        "<summary>",
        "</summary>",
        "</details>",
        "&#106;",
        "&colon;",
        "Q: ",
        "A: ",
        "\n: ",
        "%%",
        "\\",
        "\r\n",
        "\u{0}",
        "é",
        "？",
        "{#a}",
        "import x from 'y'\n",
        "<svg>",
        "<a href=",
        "<img src=",
        "[^1]",
        "[!NOTE]",
        "*",
        "_",
        "x",
        "\u{FEFF}",
        "{\"title\": ",
        "<style>",
        "<h1>",
        "</h1>",
        "<a name=\"x\">",
        "~",
        "https://",
        "&lt;",
    ]);
    prop::collection::vec(prop_oneof![4 => signs.prop_map(str::to_owned), 1 => "\\PC{0,4}"], 0..60)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn any_text_makes_an_article_and_a_harmless_page(source in pieces(), mdx: bool) {
        let (article, _) = parse(if mdx { "a/b.mdx" } else { "a/b.md" }, &source, &rules());
        prop_assert!(!article.title.is_empty() && !article.sections.is_empty());
        let mut anchors: Vec<_> = article.sections.iter().filter(|s| s.heading.is_some()).map(|s| &s.anchor).collect();
        prop_assert!(anchors.iter().all(|anchor| !anchor.is_empty()));
        let count = anchors.len();
        anchors.sort();
        anchors.dedup();
        prop_assert_eq!(anchors.len(), count);
        harmless(&source);
    }

    #[test]
    fn any_characters_make_an_article(source in "\\PC*", path in "[a-z./]{0,12}") {
        let _ = parse(&path, &source, &rules());
        harmless(&source);
    }

    #[test]
    fn any_bytes_make_an_article(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = crate::article::read("a.md", &bytes, &rules());
    }

    /// Whatever happens to the front matter, an audience that was named is never widened.
    #[test]
    fn damaged_front_matter_never_opens_an_article(at in 0_usize..64, with in "\\PC{0,3}|[\n\t\"'{}\\[\\]:&*!|>-]") {
        let source = "---\ntitle: \"VPN\"\ntags: [a, b]\naudience: agents\ndate: 2026-01-01\n---\n# VPN\n";
        let inside = 4 + at.min(source.find("\n---\n# ").unwrap_or(4) - 4);
        // The key itself may be damaged beyond recognition; around it and in its value it stays.
        let key = source.find("audience").unwrap_or(0);
        let inside = if (key..key + 9).contains(&inside) { key + 9 } else { inside };
        let damaged = format!("{}{with}{}", &source[..inside], &source[inside..]);
        let (article, _) = parse("vpn/reset.md", &damaged, &rules());
        prop_assert!(!article.audiences.contains(&crate::access::Audience::new("public")), "{}", damaged);
    }
}
