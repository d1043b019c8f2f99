//! What customers do by themselves: find what solved it for others, say whether it did, read a whole topic, in their language.

use firstline::{
    access::{Reader, Role},
    learn::Verdict,
    report::Name,
};

use crate::{
    browser::{in_browser, pressed, run},
    desk::{Base, Opened, Reply, small},
    readers::token,
    reporting::{ask, busy, report, tell},
};

#[track_caller]
fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
}

#[track_caller]
fn good(reply: &Reply) -> &str {
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.text()
}

/// The value of a hidden field.
#[track_caller]
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a hidden field");
    rest.split_once('"').expect("its end").0.to_owned()
}

/// How many tickets and searches an article resolved, as the reports count them.
fn resolved(desk: &Opened, title: &str) -> usize {
    let view = desk.desk.view();
    let scope = firstline::access::Scope::everything("a test counts");
    let popular = desk.desk.popular();
    let of = popular
        .iter()
        .find(|(key, _)| view.library.get(*key, &scope).is_some_and(|card| card.title == title));
    of.map_or(0, |(_, times)| *times)
}

#[tokio::test]
async fn the_front_page_shows_what_solved_it_for_others() {
    let desk = busy();
    let front = desk.page("/").await;
    has(
        good(&front),
        &["What solved it for others", "href=\"/articles/vpn/reset\"", "solved it for 5 people"],
    );
    // What only agents may read is nobody else's answer, however often it resolved something.
    let agent = Reader::agent("ada", ["public", "agents"]);
    for number in 0..4 {
        let shown = ask(&desk, &agent, &format!("K-{number}"), "Where is the canary token?");
        tell(&desk, &agent, shown, Some("secret/keys"), Verdict::Resolved);
    }
    assert!(!desk.page("/").await.text().contains("secret/keys"));
    let bearer = token(&desk, "cleo", Role::Agent, &["public", "agents"]);
    let seen = desk.get_as("/", &[("accept", "text/html"), ("authorization", &bearer)]).await;
    has(good(&seen), &["href=\"/articles/secret/keys\"", "solved it for 4 people"]);
    assert!(!small().open().page("/").await.text().contains("What solved it for others"), "nothing did yet");
}

#[tokio::test]
async fn a_reader_says_that_it_solved_it_once_a_day() {
    let desk = small().open();
    let headers = [("accept", "text/html"), ("referer", "http://x/search?q=phone+code")];
    let page = desk.get_as("/articles/vpn/reset", &headers).await;
    has(good(&page), &["Did this solve it?", "name=\"q\" value=\"phone code\"", "No name."]);
    for _ in 0..3 {
        let thanks =
            desk.fill("/solved", &[("article", "vpn/reset"), ("q", "phone code"), ("answer", "yes")]).await;
        has(good(&thanks), &["Thank you, recorded", "sooner", "href=\"/articles/vpn/reset\""]);
        assert_eq!(thanks.header("cache-control"), "no-store");
    }
    assert_eq!(resolved(&desk, "Reset the VPN token"), 1, "one reader, one article, one day");
    // It is taken back with what the page holds.
    let thanks = desk.fill("/solved", &[("article", "vpn/reset"), ("answer", "yes")]).await;
    let (id, holds) = (hidden(thanks.text(), "suggestion_id"), hidden(thanks.text(), "token"));
    let undo = [
        ("article", "vpn/reset"),
        ("suggestion_id", id.as_str()),
        ("token", holds.as_str()),
        ("answer", "undo"),
    ];
    has(good(&desk.fill("/solved", &undo).await), &["it never happened"]);
    assert_eq!(resolved(&desk, "Reset the VPN token"), 0);
}

#[tokio::test]
async fn what_solved_it_for_readers_stands_first_for_the_next() {
    let desk = Base::new()
        .file("dock.md", "# Restart the dock\n\nWhen the display of a device such as a scanner stays black, hold the key for ten seconds.\n")
        .file("scanner.md", "# Scanner\n\nThe display of a scanner, black or white, shows parcels.\n")
        .open();
    let first = async || {
        let answer = desk.get("/api/v1/search?q=black+display").await.json();
        answer["hits"][0]["article"]["id"].as_str().map(str::to_owned)
    };
    assert_eq!(first().await.as_deref(), Some("scanner"));
    for name in ["ann", "ben", "cem"] {
        let bearer = token(&desk, name, Role::Customer, &[]);
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html"),
            ("sec-fetch-site", "same-origin"),
            ("authorization", bearer.as_str()),
        ];
        let thanks = desk.post_as("/solved", &headers, "article=dock&q=black+display&answer=yes").await;
        has(good(&thanks), &["Thank you, recorded"]);
    }
    assert_eq!(first().await.as_deref(), Some("dock"));
}

#[tokio::test]
async fn a_no_is_recorded_at_once_and_its_reason_with_it() {
    let desk = small().open();
    let why = desk.fill("/solved", &[("article", "mail/full"), ("q", "mailbox"), ("answer", "no")]).await;
    has(
        good(&why),
        &["What was wrong with it?", "value=\"outdated\"", "value=\"unclear\"", "value=\"unrelated\""],
    );
    let (id, holds) = (hidden(why.text(), "suggestion_id"), hidden(why.text(), "token"));
    let told = desk
        .fill(
            "/solved",
            &[
                ("article", "mail/full"),
                ("suggestion_id", &id),
                ("token", &holds),
                ("answer", "outdated"),
                ("note", "The button is gone. Write to ada@example.org"),
            ],
        )
        .await;
    has(good(&told), &["The writers see that"]);
    let bearer = token(&desk, "cleo", Role::Agent, &["public", "agents"]);
    let known = desk.get_as(&format!("/api/v1/handover/{id}"), &[("authorization", &bearer)]).await;
    has(good(&known), &["It is wrong or out of date: The button is gone."]);
    assert!(!known.text().contains("ada@example.org"), "{}", known.text());
    assert_eq!(report(&desk, Name::Frequency).rows.len(), 1);
}

#[tokio::test]
async fn nothing_is_said_of_what_is_not_there_for_the_reader() {
    let desk = small().open();
    for article in ["secret/keys", "nothing", ""] {
        let reply = desk.fill("/solved", &[("article", article), ("answer", "yes")]).await;
        assert_eq!(reply.status, 404, "{article}");
    }
    assert_eq!(desk.fill("/solved", &[("article", "vpn/reset"), ("answer", "perhaps")]).await.status, 400);
    let foreign =
        [("article", "vpn/reset"), ("suggestion_id", "019ab5ce3f7070009d1f0a6c52e8b714"), ("answer", "yes")];
    assert_eq!(desk.fill("/solved", &foreign).await.status, 404);
    assert_eq!(resolved(&desk, "Reset the VPN token"), 0);
}

#[tokio::test]
async fn an_article_leads_to_others_about_the_same() {
    let desk = small()
        .file("vpn/lost.md", "---\naudience: agents\n---\n# Reset a lost VPN token\n\nAsk.\n")
        .file("vpn/new.md", "# A new VPN token\n\nOrder it.\n")
        .open();
    let page = desk.page("/articles/vpn/reset").await;
    has(good(&page), &["Related answers", "href=\"/articles/vpn/new\""]);
    assert!(!page.text().contains("vpn/lost"), "agents alone may read it");
    let (_, related) = page.text().split_once("id=\"related\"").expect("the list");
    assert!(
        !related.split_once("</section>").expect("its end").0.contains("/articles/vpn/reset\""),
        "not to itself"
    );
    assert!(!desk.page("/articles/mail/full").await.text().contains("Related answers"));
}

#[tokio::test]
async fn a_topic_can_be_read_and_printed_as_one_manual() {
    let desk = small()
        .file("vpn/lost.md", "---\naudience: agents\ntags: [vpn]\n---\n# Lost\n\nAsk the canary.\n")
        .open();
    has(desk.page("/search?tag=vpn").await.text(), &["<a href=\"/topics/vpn\">All articles of this topic"]);
    let manual = desk.page("/topics/vpn").await;
    has(
        good(&manual),
        &[
            "<h1>VPN: everything on one page</h1>",
            "All 2 articles of this topic",
            "<article id=\"article-1\" class=\"chapter\" lang=\"en\"",
            "<h3 id=\"article-1-steps\">Steps</h3>",
            "<h3 id=\"article-2-steps\">Steps</h3>",
        ],
    );
    assert!(!manual.text().contains("canary"));
    // In German the one that there is in German takes the place of its translation.
    let german = desk.get_as("/topics/vpn", &[("accept", "text/html"), ("accept-language", "de")]).await;
    has(good(&german), &["VPN: alles auf einer Seite", "VPN zurücksetzen", "Set up the VPN"]);
    assert!(!german.text().contains("Reset the VPN token"));
    assert_eq!(desk.page("/topics/nothing").await.status, 404);
    assert_eq!(desk.page("/topics/hushhush").await.status, 404);
}

#[tokio::test]
async fn pages_speak_the_readers_language() {
    let desk = small().open();
    let front = async |language: &str| {
        desk.get_as("/", &[("accept", "text/html"), ("accept-language", language)]).await.text().to_owned()
    };
    has(
        &front("de-AT,de;q=0.9,en;q=0.8").await,
        &["<html lang=\"de\">", "Wie können wir helfen?", "Zuletzt aktualisiert"],
    );
    has(&front("es").await, &["<html lang=\"es\">", "¿En qué podemos ayudar?", "2 de noviembre de 2026"]);
    has(&front("nl, fr;q=0.5").await, &["<html lang=\"en\">", "How can we help?"]);
    has(&front("en;q=0.2, de;q=0.7").await, &["<html lang=\"de\">"]);
    // Who chooses one at the foot keeps it, and is where they were.
    let back = desk.fill("/language", &[("to", "es"), ("back", "/search?q=vpn")]).await;
    assert_eq!((back.status.as_u16(), back.header("location")), (303, "/search?q=vpn"));
    let cookie = back.header("set-cookie").split(';').next().expect("a cookie").to_owned();
    let headers = [("accept", "text/html"), ("accept-language", "de"), ("cookie", cookie.as_str())];
    let page = desk.get_as("/search?q=vpn", &headers).await;
    has(
        good(&page),
        &["<html lang=\"es\">", "resultados", "value=\"/search?q=vpn\"", "lang=\"es\" aria-pressed=\"true\""],
    );
    let elsewhere = desk.fill("/language", &[("to", "de"), ("back", "https://evil.example/")]).await;
    assert_eq!(elsewhere.header("location"), "/");
    assert_eq!(desk.fill("/language", &[("to", "xx"), ("back", "/")]).await.status, 400);
    let problem = desk.get_as("/nowhere", &[("accept", "text/html"), ("accept-language", "de")]).await;
    has(problem.text(), &["Hier gibt es nichts"]);
}

#[tokio::test]
async fn an_article_in_another_language_says_so() {
    let desk = small().open();
    let read = async |article: &str, language: &str| {
        let headers = [("accept", "text/html"), ("accept-language", language)];
        desk.get_as(&format!("/articles/{article}"), &headers).await.text().to_owned()
    };
    has(
        &read("vpn/reset", "de").await,
        &["Diesen Artikel gibt es auf Deutsch:", "href=\"/articles/de/vpn\""],
    );
    has(&read("mail/full", "de").await, &["in einer anderen Sprache (English)"]);
    has(&read("de/vpn", "en").await, &["You can read this in English:", "href=\"/articles/vpn/reset\""]);
    let own = read("vpn/reset", "en").await;
    assert!(!own.contains("You can read this in English") && !own.contains("there is none in English"));
}

#[tokio::test]
async fn what_a_day_changes_is_told_plainly() {
    let desk = Base::new()
        .file("old.md", "---\nreview_by: 2020-01-01\n---\n# Old\n\nWords.\n")
        .file("new.md", "---\nreview_by: 2999-01-01\n---\n# New\n\nWords.\n")
        .open();
    has(desk.page("/articles/old").await.text(), &["looked at this again by 1 January 2020"]);
    has(desk.page("/articles/new").await.text(), &["looked at again by 1 January 2999"]);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_leads_to_what_comes_nearest() {
    let desk = small().open();
    let lost = desk.page("/kb/reset-vpn-token.html").await;
    assert_eq!(lost.status, 404);
    has(lost.text(), &["What comes nearest", "href=\"/articles/vpn/reset\""]);
    // What is not for the reader is not near anything.
    assert!(!desk.page("/articles/secret-canary-keys").await.text().contains("secret/keys"));
    let bearer = token(&desk, "cleo", Role::Agent, &["public", "agents"]);
    let seen = desk
        .get_as("/articles/secret-canary-keys", &[("accept", "text/html"), ("authorization", &bearer)])
        .await;
    assert_eq!(seen.status, 404);
    has(seen.text(), &["href=\"/articles/secret/keys\""]);
    assert!(!desk.page("/qqqq").await.text().contains("What comes nearest"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_finds_confirms_and_takes_it_back() {
    let desk = small().open();
    let opened = desk.desk.clone();
    in_browser(opened.clone(), async |browser, address| {
        browser.goto(&address).await.expect("a page");
        let field = browser.find(fantoccini::Locator::Id("q")).await.expect("the field");
        field.send_keys("phone code").await.expect("to type");
        pressed(&browser, "form.search button").await;
        browser.wait().for_element(fantoccini::Locator::Css(".hits a")).await.expect("results");
        pressed(&browser, ".hits h2 a").await;
        browser.wait().for_element(fantoccini::Locator::Css(".solved .good")).await.expect("the article");
        let wide = run(&browser, "return document.documentElement.scrollWidth").await;
        assert_eq!(wide, 390);
        let asked = run(&browser, "return document.querySelector('.solved [name=q]').value").await;
        assert_eq!(asked, "phone code", "the browser says where somebody comes from");
        pressed(&browser, ".solved .good").await;
        browser.wait().for_element(fantoccini::Locator::Css(".thanks")).await.expect("thanks");
        pressed(&browser, ".again button").await;
        browser.wait().for_element(fantoccini::Locator::Css(".thanks")).await.expect("taken back");
        let words = run(&browser, "return document.querySelector('h1').textContent").await;
        assert_eq!(words, "Taken back: it never happened.");
        // In German from here on.
        pressed(&browser, ".languages [lang=de]").await;
        browser.wait().for_element(fantoccini::Locator::Css("html[lang=de]")).await.expect("German");
    })
    .await;
    assert_eq!(resolved(&desk, "Reset the VPN token"), 0);
}
