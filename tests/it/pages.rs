//! What people see in a browser, with JavaScript or without.

use crate::desk::{Base, Opened, small};

#[track_caller]
fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
}

async fn shown(desk: &Opened, address: &str) -> String {
    let reply = desk.page(address).await;
    assert_eq!(reply.status, 200, "{address}: {}", reply.text());
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    reply.text().to_owned()
}

#[tokio::test]
async fn the_front_page_shows_where_to_begin() {
    let desk = small().open();
    let page = shown(&desk, "/").await;
    has(
        &page,
        &[
            "How can we help?",
            "Search 4 articles",
            "<a href=\"/search?tag=vpn\"><span class=\"name\">VPN</span> <span class=\"count\">3",
            "No code arrives?",
            "/articles/vpn/reset#no-code-arrives",
            "<time class=\"where\" lang=\"en\" datetime=\"2026-11-02\">2 November 2026</time>",
            "lang=\"de\"",
        ],
    );
    assert!(!page.contains("old mailbox"), "archived articles are no place to begin");
    assert!(!page.contains("Hushhush") && !page.contains("Secret"));
    // What changes is shown at once.
    desk.write("new.md", "---\ntags: [fresh]\n---\n# Brand new\n");
    desk.catch_up();
    has(&shown(&desk, "/").await, &["Search 5 articles", "Brand new", "/search?tag=fresh"]);
}

#[tokio::test]
async fn an_empty_knowledge_base_has_a_front_page_too() {
    let desk = Base::new().open();
    has(&shown(&desk, "/").await, &["There are no articles here yet."]);
    has(&shown(&desk, "/search?q=x").await, &["No results for <q>x</q>"]);
}

#[tokio::test]
async fn results_show_what_was_found_and_why_it_can_be_trusted() {
    let desk = small().open();
    let page = shown(&desk, "/search?q=vpn").await;
    has(
        &page,
        &[
            "<h1><span class=\"number\">3</span> results for <q>vpn</q>",
            "<a href=\"/articles/vpn/reset\">Reset the <mark>VPN</mark> token</a>",
            "<span class=\"badge unsure\">Work in progress</span>",
            "Updated 2 November 2026",
            "<span lang=\"de\">Deutsch</span>",
            "<article lang=\"de\" dir=\"ltr\">",
            "value=\"vpn\"",
        ],
    );
    let page = shown(&desk, "/search?q=code").await;
    has(&page, &["href=\"/articles/vpn/reset#no-code-arrives\"", "1</span> result for"]);
}

#[tokio::test]
async fn filters_are_links_that_add_and_take_away() {
    let desk = small().open();
    let page = shown(&desk, "/search?q=vpn").await;
    has(&page, &["/search?q=vpn&#38;lang=de", "href=\"#filters\""]);
    let page = shown(&desk, "/search?q=vpn&lang=de").await;
    has(
        &page,
        &[
            "Remove the filter </span>Language: Deutsch",
            "<a class=\"all\" href=\"/search?q=vpn\">Search everywhere</a>",
            "<input type=\"hidden\" name=\"lang\" value=\"de\">",
            "aria-current=\"true\"",
        ],
    );
}

#[tokio::test]
async fn nothing_found_says_so_first_and_helps_on() {
    let desk = small().open();
    let page = shown(&desk, "/search?q=zeppelin&tag=vpn").await;
    has(
        &page,
        &[
            "No results for <q>zeppelin</q> with this filter",
            "Remove the filter </span>Topic: VPN",
            "What may help",
            "Or begin with a topic",
            "/search?tag=mail",
        ],
    );
    has(&shown(&desk, "/search").await, &["What are you looking for?", "Or begin with a topic"]);
    has(&shown(&desk, "/search?q=tokken").await, &["Did you mean <a href=\"/search?q=token\">token</a>?"]);
}

#[tokio::test]
async fn substitutes_are_called_substitutes() {
    let desk = Base::new()
        .file("a.md", "# Printer jam\n\nOpen the lid.")
        .file("b.md", "# Toner\n\nOrder it.")
        .open();
    let answer = desk.get("/api/v1/search?q=%22lid+toner%22").await.json();
    let page = shown(&desk, "/search?q=%22lid+toner%22").await;
    if answer["nearest"] == true {
        has(&page, &["No results for <q>&#34;lid toner&#34;</q>", "Not quite what you asked for, but close"]);
    } else {
        has(&page, &["No results"]);
    }
}

#[tokio::test]
async fn pages_of_results_lead_on_and_back() {
    let desk = (0..25)
        .fold(Base::new(), |base, number| {
            base.file(&format!("{number:02}.md"), &format!("# N {number}\n\nprinter"))
        })
        .open();
    let first = shown(&desk, "/search?q=printer").await;
    has(&first, &["Page 1 of 3", "rel=\"next\" href=\"/search?q=printer&#38;page=2\""]);
    assert!(!first.contains("rel=\"prev\""));
    let last = shown(&desk, "/search?q=printer&page=3").await;
    has(
        &last,
        &[
            "Page 3 of 3",
            "rel=\"prev\" href=\"/search?q=printer&#38;page=2\"",
            "<ol class=\"hits\" start=\"21\">",
        ],
    );
    has(&shown(&desk, "/search?q=printer&page=9").await, &["There is no such page of results."]);
}

#[tokio::test]
async fn an_article_is_a_page() {
    let desk = small().open();
    let page = shown(&desk, "/articles/vpn/reset").await;
    has(
        &page,
        &[
            "<title>Reset the VPN token – Help centre</title>",
            "<meta name=\"description\" content=\"When the phone shows no code.\">",
            "<link rel=\"canonical\" href=\"/articles/vpn/reset\">",
            "<link rel=\"alternate\" hreflang=\"de\" href=\"/articles/de/vpn\">",
            "<article class=\"article\" lang=\"en\" dir=\"ltr\">",
            "<h1>Reset the VPN token</h1>",
            "<li>VPN</li>",
            "Updated 2 November 2026",
            "lang=\"de\" title=\"VPN zurücksetzen\">Deutsch</a>",
            "In this article",
            "<a href=\"#no-code-arrives\">No code arrives?</a>",
            "<a class=\"anchor\" href=\"#steps\" aria-label=\"Link to this heading\">#</a></h2>",
            "<a href=\"/articles/vpn/setup#steps\">setting up</a>",
            "<a href=\"/search?tag=phone\">Phone</a>",
            "name=\"q\" type=\"search\" value=\"\"",
        ],
    );
    assert!(!page.contains("class=\"notice"));
    assert!(!page.contains("network</"), "owners are not for everybody");
}

#[tokio::test]
async fn articles_that_need_caution_say_so() {
    let desk = small().open();
    has(
        &shown(&desk, "/articles/vpn/setup").await,
        &["Work in progress", "There is no complete answer yet."],
    );
    has(
        &shown(&desk, "/articles/mail/old").await,
        &[
            "Archived",
            "It was replaced by <a href=\"/articles/mail/full\"><bdi>The mailbox is full</bdi></a>",
            "noindex",
        ],
    );
}

#[tokio::test]
async fn old_addresses_lead_to_the_article() {
    let desk = small().open();
    for old in
        ["/articles/old/token", "/articles/vpn/reset.md", "/articles/vpn/reset/", "/articles//vpn/reset"]
    {
        let reply = desk.page(old).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (301, "/articles/vpn/reset"), "{old}");
    }
}

#[tokio::test]
async fn a_page_that_is_as_it_was_is_not_sent_again() {
    let desk = small().open();
    let etag = desk.page("/articles/vpn/reset").await.header("etag").to_owned();
    let again = desk.get_as("/articles/vpn/reset", &[("if-none-match", &etag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}

#[tokio::test]
async fn languages_have_their_direction_and_names_any_letters() {
    let desk = Base::new()
        .file("ar/كلمة السر.md", "---\nlang: ar\n---\n# كلمة السر\n\nنص")
        .file("a & b/ü #1.md", "---\ntitle: Odd & <named>\n---\nwords")
        .open();
    let page = shown(&desk, "/search?q=words").await;
    has(&page, &["href=\"/articles/a%20%26%20b/%C3%BC%20%231\"", "Odd &amp; &lt;named&gt;"]);
    has(&shown(&desk, "/articles/a%20%26%20b/%C3%BC%20%231").await, &["<h1>Odd &#38; &#60;named&#62;</h1>"]);
    let listed = desk.get("/api/v1/articles").await.json();
    let url = listed["articles"][1]["url"].as_str().expect("an address").to_owned();
    has(&shown(&desk, &url).await, &["<article class=\"article\" lang=\"ar\" dir=\"rtl\">"]);
}

#[tokio::test]
async fn nothing_typed_becomes_markup() {
    let desk = small().open();
    let odd = "%22%3E%3Cscript%3Ealert(1)%3C/script%3E%3Cimg%20src=x%20onerror=alert(1)%3E";
    for address in [
        format!("/search?q={odd}"),
        format!("/search?q=vpn&tag={odd}"),
        format!("/search?q={odd}&lang={odd}&product={odd}"),
    ] {
        let page = shown(&desk, &address).await;
        assert!(!page.contains("<script>alert") && !page.contains("<img src=x"), "{address}");
    }
    let controls = shown(&desk, "/search?q=a%00%1bb%E2%80%AEc").await;
    assert!(!controls.contains(['\0', '\u{1b}', '\u{202e}']));
}

#[tokio::test]
async fn pages_load_nothing_from_elsewhere_and_hold_no_inline_code() {
    let desk = small().open();
    for address in ["/", "/search?q=vpn", "/articles/vpn/reset", "/ask", "/nowhere"] {
        let page = desk.page(address).await.text().to_owned();
        for forbidden in
            [" style=", " onclick=", " onload=", "<style", "src=\"http", "href=\"http", "javascript:"]
        {
            assert!(!page.contains(forbidden), "{forbidden} in {address}");
        }
        assert!(
            page.match_indices("<script").all(|(at, _)| page[at..]
                .split('>')
                .next()
                .is_some_and(|tag| tag.contains(" src=\"/assets/")))
        );
        has(
            &page,
            &[
                "<html lang=\"en\">",
                "name=\"viewport\"",
                "class=\"skip\" href=\"#main\"",
                "<main id=\"main\"",
            ],
        );
    }
}

#[tokio::test]
async fn assets_are_kept_for_ever_and_checked_by_hash() {
    let desk = small().open();
    let page = shown(&desk, "/").await;
    for (name, kind) in
        [("style.css", "text/css"), ("search.js", "text/javascript"), ("theme.js", "text/javascript")]
    {
        let end = page.find(&format!("/{name}\"")).expect("an asset");
        let start = page[..end].rfind('"').expect("a quote") + 1;
        let address = format!("{}/{name}", &page[start..end]);
        let asset = desk.get(&address).await;
        assert_eq!(asset.status, 200, "{address}");
        assert!(asset.header("content-type").starts_with(kind));
        assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
        let etag = asset.header("etag").to_owned();
        assert!(etag.starts_with('"'));
        assert_eq!(desk.get_as(&address, &[("if-none-match", &etag)]).await.status, 304);
        assert_eq!(desk.get(&format!("/assets/other/{name}")).await.header("cache-control"), "no-cache");
    }
    for nothing in
        ["/assets/x/..%2f..%2fCargo.toml", "/assets/x/nothing.css", "/assets/x", "/assets/../../etc/passwd"]
    {
        desk.get(nothing).await.problem(404, "not_found");
    }
    assert!(desk.get("/favicon.svg").await.header("content-type").starts_with("image/svg+xml"));
    has(desk.get("/robots.txt").await.text(), &["Disallow: /search", "Disallow: /api/"]);
}
