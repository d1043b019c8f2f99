//! Markup of other tools: the words stay, the marks go.

use super::{check, outline_at, read};

#[track_caller]
fn check_mdx(source: &str, expected: &str) {
    assert_eq!(outline_at("a.mdx", source), expected, "{source}");
}

#[test]
fn notes_of_every_tool_lose_their_marks() {
    check("!!! note \"Mind\"\n\n    Inside **bold**.\n\nAfter.", "0 - #: Mind / Inside bold. / After.");
    check("!!! warning\n    Inside.\nAfter.", "0 - #: Inside. / After.");
    check(":::note Mind\nInside.\n:::\nAfter.", "0 - #: Mind / Inside. / After.");
    check("::::tip\n:::note[Title]\nInside.\n:::\n::::\nAfter.", "0 - #: Title / Inside. / After.");
    check("> [!NOTE]\n> Inside.\n\nAfter.", "0 - #: Inside. / After.");
    check("> [!info]- Mind\n> Inside.\n\nAfter.", "0 - #: Mind / Inside. / After.");
    check("::: moniker range=\"x\"\nInside.\n::: moniker-end\nAfter.", "0 - #: Inside. / After.");
    check(":::image source=\"a.png\" alt-text=\"A dialog\":::\n\nAfter.", "0 - #: A dialog / After.");
    check("!!!wow\n\nText!!!", "0 - #: !!!wow / Text!!!");
}

#[test]
fn blocks_that_fold_and_tabs() {
    check(
        "??? question \"Why so?\"\n\n    Because.\n\nAfter.",
        "0 - #: After.\n1 Why so? #why-so?: Because.",
    );
    check(":::details Why so?\nBecause.\n:::\nAfter.", "0 - #: After.\n1 Why so? #why-so?: Because.");
    check("=== \"Linux\"\n\n    apt\n\n=== \"macOS\"\n\n    brew\n", "0 - #: Linux / apt / macOS / brew");
}

#[test]
fn templates_go_and_their_words_stay() {
    check("a {{ site.title }} b {% if x %}c{% endif %} d", "0 - #: a b c d");
    check("{{< figure src=\"a.png\" caption=\"The dialog\" >}}\n\nb", "0 - #: The dialog / b");
    check("{{% alert title=\"Mind\" color=\"x\" %}}\nInside.\n{{% /alert %}}", "0 - #: Mind Inside.");
    check("{% comment %}\nsecret\n{% endcomment %}\nb", "0 - #: b");
    check(
        "`{{ kept }}` and\n\n```\n{{ kept }} <!-- kept -->\n```",
        "0 - #: {{ kept }} and / {{ kept }} <!-- kept -->",
    );
    check("{{#include ../x.md}}\n\nb", "0 - #: b");
    check("| a |\n|---|\n{% if x %}\n| b |\n{% endif %}\n| c |", "0 - #: a / b / c");
    check("text\n{: .note }\n\n--8<-- \"x.md\"\n\n[TOC]\n\nb", "0 - #: text / b");
    let (article, _) = read("[x]({{< relref \"entities/a\" >}})");
    assert_eq!(article.links[0].target, "entities/a");
}

#[test]
fn notes_apps() {
    check(
        "[[Page|words]] and [[Other page]] ![[pic.png]] %%\n\n%% secret %%\n\n%%\nsecret\n%%\n\nb",
        "0 - #: words and Other page %% / b",
    );
    let (article, _) = read("[[Page#Part|words]] ![[pic.png]] [[1]](http://x.example)");
    let targets: Vec<_> = article.links.iter().map(|link| link.target.as_str()).collect();
    assert_eq!(targets, ["Page#Part", "pic.png", "http://x.example"]);
    check("if [[ -f x ]]; then", "0 - #: if [[ -f x ]]; then");
    check("[!INCLUDE [x](y.md)]\n\nChoose [!UICONTROL Save].", "0 - #: Choose Save.");
}

#[test]
fn components_lose_their_tags() {
    check_mdx(
        "import X from './x'\nexport const a = 1;\n\n<Note>\nInside **bold**.\n</Note>\n\nAfter.",
        "0 - #: Inside bold. / After.",
    );
    check_mdx("<Card title=\"Reset\" href=\"/reset\" />\n\nb", "0 - #: Reset / b");
    check_mdx(
        "<Tabs>\n  <Tab title=\"Linux\">\n    Use `apt`.\n  </Tab>\n</Tabs>",
        "0 - #: Linux / Use apt.",
    );
    check_mdx(
        "<Accordion title=\"Why so?\">\n  Because.\n</Accordion>\n\nAfter.",
        "0 - #: After.\n1 Why so? #why-so?: Because.",
    );
    check_mdx("<Steps>\n<Step\n  title=\"First\"\n>\nDo.\n</Step>\n</Steps>", "0 - #: First / Do.");
    check_mdx("a {/* secret */} b", "0 - #: a b");
    check_mdx("Press <Kbd>x</Kbd> now", "0 - #: Press x now");
    check("<Warning>One line.</Warning>\n\nAfter.", "0 - #: One line. / After.");
    check("Type <YOUR_KEY> here", "0 - #: Type <YOUR_KEY> here");
}

#[test]
fn a_comment_without_end_hides_the_rest_and_says_so() {
    let (article, kinds) = read("# VPN\n\nSeen.\n\n<!-- secret\n\nsecret");
    assert_eq!(
        (article.sections[0].text.as_str(), kinds.as_slice()),
        ("Seen.", ["unclosed-comment"].as_slice())
    );
}
