//! What a page shows.

use crate::article::{Rules, html, parse};

fn page(source: &str) -> String {
    let resolve = |target: &str| (!target.starts_with("gone")).then(|| format!("/articles/{target}"));
    html(source, "vpn/reset.md", &resolve).as_str().trim().replace('\n', "")
}

#[track_caller]
fn check(source: &str, expected: &str) {
    assert_eq!(page(source), expected, "{source}");
}

#[test]
fn the_title_is_left_out_and_can_be_reached() {
    check("---\ntitle: VPN\n---\n# VPN\n\nWords.", "<span id=\"vpn\"></span><p>Words.</p>");
    check(
        "# VPN<a name=\"top\"></a>\n\nWords.",
        "<span id=\"vpn\"></span><span id=\"top\"></span><p>Words.</p>",
    );
    check("<h1 align=\"center\">VPN</h1>\n\nWords.", "<span id=\"vpn\"></span><p>Words.</p>");
}

#[test]
fn links_are_resolved_or_lose_their_target() {
    check("[a](../net/dns.md#x)", "<p><a href=\"/articles/net/dns.md#x\">a</a></p>");
    check("[a](/gone.md)", "<p>a</p>");
    check("[a](../../../etc/passwd)", "<p>a</p>");
    check(
        "[a](https://x.example/?a=1&b=2 \"t\\\" onclick=x\")",
        "<p><a href=\"https://x.example/?a=1&amp;b=2\" rel=\"noopener noreferrer\">a</a></p>",
    );
    check(
        "[a](#part) <a@b.example>",
        "<p><a href=\"#part\">a</a> <a href=\"mailto:a@b.example\">a@b.example</a></p>",
    );
    check("![*a* b](../x.png)", "<p><img src=\"/articles/x.png\" alt=\"a b\" loading=\"lazy\"></p>");
    check("![a](http://x.example/a.png)", "<p>a</p>");
    check("<a href=\"dns.md\">x</a>", "<p><a href=\"/articles/vpn/dns.md\">x</a></p>");
}

#[test]
fn blocks() {
    check("> [!WARNING]\n> Hot.", "<aside class=\"warning\"><p>Hot.</p></aside>");
    check(
        "!!! danger \"Hot\"\n    Very.",
        "<aside class=\"caution\"><p><strong>Hot</strong></p><p>Very.</p></aside>",
    );
    check(
        "| a |\n|---|\n| b |",
        "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></div>",
    );
    check("```c++ x\n<b>\n```", "<pre><code class=\"language-c++\">&lt;b&gt;</code></pre>");
    check("```\"><script>\nx\n```", "<pre><code>x</code></pre>");
    check("## A {#b}\n\nQ: Why?\n\nA: So.", "<h2 id=\"b\">A</h2><p id=\"why\">Q: Why?</p><p>A: So.</p>");
    check(
        "<details open><summary>Why so?</summary>\n\nx\n\n</details>",
        "<details open=\"\"><summary id=\"why-so\">Why so?</summary><p>x</p></details>",
    );
    check("- [x] a", "<ul><li>☑ a</li></ul>");
    check(
        "<kbd>Ctrl</kbd> H<sub>2</sub>O<br/>x <blink>y</blink> <b>unclosed",
        "<p><kbd>Ctrl</kbd> H<sub>2</sub>O<br>x y <b>unclosed</b></p>",
    );
    check("<td colspan=\"2\" onclick=\"x\">a</td>", "a");
    check("a <!-- secret --> b", "<p>a  b</p>");
}

#[test]
fn every_fragment_of_the_article_is_on_the_page() {
    let source = "# T\n\nQ: One?\n\nA: x\n\n## A\n\n## A\n\n<details><summary>Two two two</summary>\n\nx\n</details>\n\n\
        Three three three?\n: y\n\n<h3>Four</h3>\n\n??? note \"Five five five\"\n    z\n\n<a name=\"six\"></a>\n\n## Six";
    let (article, _) = parse("vpn/reset.md", source, &Rules::default());
    let page = page(source);
    assert_eq!(article.sections.len(), 8, "{:#?}", article.sections);
    for anchor in article.sections.iter().map(|section| &section.anchor).chain(&article.anchors) {
        let id = format!("id=\"{anchor}\"");
        assert!(anchor.is_empty() || page.matches(&id).count() == 1, "{id} in {page}");
    }
}
