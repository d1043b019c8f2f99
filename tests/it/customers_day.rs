//! What a customer does who has a question, in a real browser of a phone's size: it is solved while they write it, or they
//! send it, and an agent answers.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use fantoccini::{Client, Locator};
use firstline::{
    access::Role,
    http::{Settings, Site},
    store,
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::{
    at_the_console::sign_in,
    browser::{in_browser, in_browser_at, pressed, run, typed},
    desk::{Base, Opened},
    readers::{account, token},
};

fn scanners() -> Base {
    Base::new()
        .file("a.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: charge it.\n")
        .file("b.md", "# A scanner that beeps\n\nThe parcel scanner beeps three times: restart the dock.\n")
        .file("c.md", "# Parking\n\nWhere to park.\n")
}

/// Waits until a script says this.
async fn until(browser: &Client, script: &str, expected: impl Into<Value>) {
    let (begun, expected) = (Instant::now(), expected.into());
    loop {
        let said = run(browser, script).await;
        if said == expected {
            return;
        }
        assert!(begun.elapsed() < Duration::from_secs(60), "`{script}` says {said}, not {expected}");
        tokio::task::yield_now().await;
    }
}

/// What is suggested beside the form.
const DRAFT: &str =
    "return [...document.querySelectorAll('#ask-draft li button')].map(one => one.value).sort()";
const FOCUS: &str = "return document.activeElement.id";
const WIDTH: &str = "return document.documentElement.scrollWidth";
const TITLE: &str = "return document.querySelector('h1').textContent";

/// How much was shown, and what came of it, by the store itself.
fn on_record(desk: &Opened) -> (usize, usize) {
    let path = desk.path("index/desk.db");
    let ledger = store::open(path.to_str().expect("a name")).expect("the store").ledger;
    let shown = ledger.shown_after(None, 100).expect("what was shown").len();
    (shown, usize::try_from(ledger.end().expect("an end").0).expect("few"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_solved_while_it_is_written() {
    let desk = Arc::new(scanners().open());
    let store = desk.clone();
    in_browser(desk.desk.clone(), async move |browser, address| {
        browser.goto(&format!("{address}/ask")).await.expect("a page");
        run(&browser, "window.asked = 0; const ask = fetch; window.fetch = (...all) => { window.asked++; return ask(...all); }").await;
        typed(&browser, "text", "The scanner").await;
        assert_eq!(run(&browser, DRAFT).await, json!([]), "two words are too few");
        typed(&browser, "text", " beeps three times").await;
        until(&browser, DRAFT, json!(["a", "b"])).await;
        assert_eq!(run(&browser, FOCUS).await, "text", "whoever writes goes on writing");
        until(&browser, "return document.getElementById('ask-status').textContent", "2 articles may solve it").await;
        let asked = run(&browser, "return window.asked").await.as_u64().expect("a count");
        assert!(asked <= 3, "{asked} letters did not become as many requests");
        assert_eq!(run(&browser, WIDTH).await, 390);
        assert_eq!(on_record(&store), (0, 0), "a draft is nothing that was shown");
        pressed(&browser, "#ask-draft button[value=b]").await;
        browser.wait().for_element(Locator::Css(".thanks")).await.expect("thanks");
        assert_eq!(run(&browser, TITLE).await, "Thank you, recorded");
        assert_eq!(on_record(&store), (1, 1), "now it was, and what came of it is on record");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_that_was_overtaken_is_dropped_and_a_failure_stops_nobody() {
    let desk = scanners().open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    in_browser(desk.desk.clone(), async |browser, address| {
        browser.goto(&format!("{address}/ask")).await.expect("a page");
        // The first reply comes when the test says so, whatever is asked meanwhile, and though nobody wants it any more.
        run(
            &browser,
            "window.calls = []; window.fetch = (url, {body}) => new Promise(done => window.calls.push({ \
             body: String(body), answer: (html) => done({ok: true, text: async () => html}), \
             fail: () => done({ok: false})}))",
        )
        .await;
        typed(&browser, "text", "The scanner beeps").await;
        until(&browser, "return window.calls.length", 1).await;
        typed(&browser, "text", " three times").await;
        until(&browser, "return window.calls.length", 2).await;
        let item = |name: &str| format!("'<ol><li><button value={name}></button></li></ol>'");
        run(&browser, &format!("window.calls[1].answer({})", item("second"))).await;
        until(&browser, DRAFT, json!(["second"])).await;
        run(&browser, &format!("window.calls[0].answer({})", item("first"))).await;
        run(&browser, "return new Promise(done => setTimeout(done))").await;
        assert_eq!(run(&browser, DRAFT).await, json!(["second"]));
        typed(&browser, "text", " today").await;
        until(&browser, "return window.calls.length", 3).await;
        run(&browser, "window.calls[2].fail()").await;
        run(&browser, "return new Promise(done => setTimeout(done))").await;
        assert_eq!(run(&browser, DRAFT).await, json!(["second"]));
        // One more is on its way when the form is sent.
        typed(&browser, "text", " again").await;
        until(&browser, "return window.calls.length", 4).await;
        pressed(&browser, ".send button").await;
        browser.wait().for_element(Locator::Css(".number")).await.expect("a number");
        assert_eq!(run(&browser, "return document.querySelector('.number').textContent").await, "R-1");
    })
    .await;
    let listed = desk.get_as("/api/v1/requests", &[("authorization", &agent)]).await.json();
    assert_eq!(listed["requests"][0]["text"], "The scanner beeps three times today again");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_solved_is_sent_and_an_agent_opens_answers_and_closes_it() {
    let desk = scanners().open();
    account(&desk, "ana", Role::Agent);
    in_browser(desk.desk.clone(), async |browser, address| {
        browser.goto(&format!("{address}/ask")).await.expect("a page");
        typed(&browser, "subject", "Beeping").await;
        typed(&browser, "text", "The parcel scanner beeps three times").await;
        pressed(&browser, "#ask-form button.main").await;
        browser.wait().for_element(Locator::Css(".said")).await.expect("suggestions");
        let first = run(&browser, "return document.querySelector('[name=not_helpful]').value").await;
        pressed(&browser, "[name=not_helpful]").await;
        browser.wait().for_element(Locator::Css(".thanks")).await.expect("thanks");
        pressed(&browser, ".again button.main").await;
        browser.wait().for_element(Locator::Css(".noted")).await.expect("the same list");
        typed(&browser, "reply-to", "ann@example.org").await;
        assert_eq!(run(&browser, WIDTH).await, 390);
        pressed(&browser, ".send button").await;
        browser.wait().for_element(Locator::Css(".number")).await.expect("a number");
        assert_eq!(run(&browser, TITLE).await, "Thank you, it is with the help desk");
        assert_eq!(run(&browser, WIDTH).await, 390);
        browser.refresh().await.expect("sent again");
        assert_eq!(run(&browser, "return document.querySelector('.number').textContent").await, "R-1");

        sign_in(&browser, &address, "ana", "/agent").await;
        until(
            &browser,
            "return document.querySelector('.waiting a').innerText.replace(/\\s+/g, ' ')",
            "Requests 1 open",
        )
        .await;
        pressed(&browser, ".waiting a").await;
        browser.wait().for_element(Locator::Css(".waits")).await.expect("the list");
        assert_eq!(run(&browser, WIDTH).await, 390);
        let seen = run(&browser, "return document.querySelector('.waits article').innerText").await;
        let seen = seen.as_str().expect("a text");
        for words in ["R-1 Beeping", "The parcel scanner beeps three times", "ann@example.org", "Not it"] {
            assert!(seen.contains(words), "{words} is not in {seen}");
        }
        pressed(&browser, ".waits .main").await;
        browser.wait().for_element(Locator::Css(".rows")).await.expect("the console");
        assert_eq!(run(&browser, "return document.querySelector('.ticket strong').textContent").await, "R-1");
        let other = if first == "a" { "b" } else { "a" };
        pressed(&browser, &format!(".pick[data-article={other}]")).await;
        until(&browser, "return document.getElementById('preview')?.dataset.article", other).await;
        pressed(&browser, "#preview button[value=resolved]").await;
        until(
            &browser,
            "return document.querySelector('.recorded')?.textContent.includes('resolved it') ?? false",
            true,
        )
        .await;
        browser.goto(&format!("{address}/agent/requests")).await.expect("the list");
        pressed(&browser, ".waits .second").await;
        until(
            &browser,
            "return document.querySelector('.requests .lead').textContent.includes('Nobody waits')",
            true,
        )
        .await;
    })
    .await;
}

#[tokio::test]
async fn the_same_goes_without_a_script() {
    let desk = scanners().open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let field = |page: &str, name: &str| {
        let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a field");
        rest.split_once('"').expect("its end").0.to_owned()
    };
    let text = "The parcel scanner beeps three times";
    // Deflected.
    let page = desk.fill("/ask", &[("text", text)]).await;
    let (id, secret) = (field(page.text(), "suggestion_id"), field(page.text(), "token"));
    let solved = [("suggestion_id", &*id), ("token", &*secret), ("text", text), ("resolved", "b")];
    assert!(desk.fill("/ask/outcome", &solved).await.text().contains("sees that article sooner"));
    // Sent, straight from the empty form.
    let sending = field(desk.page("/ask").await.text(), "sending");
    let sent = desk.fill("/ask/send", &[("text", text), ("sending", &*sending), ("reply_to", "")]).await;
    assert!(sent.text().contains("You gave no address, so quote that number"), "{}", sent.text());
    let listed = desk.get_as("/api/v1/requests", &[("authorization", &agent)]).await.json();
    assert_eq!((&listed["total"], &listed["requests"][0]["text"]), (&json!(1), &json!(text)));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_widget_of_another_site_suggests_and_sends_too() {
    let desk = scanners().open();
    let agent = token(&desk, "agent", Role::Agent, &[]);
    let shop = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let site = format!("http://{}", shop.local_addr().expect("an address"));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let help = format!("http://{}/ask", listener.local_addr().expect("an address"));
    let page =
        format!("<!doctype html><title>Shop</title><iframe src=\"{help}\" width=380 height=700></iframe>");
    let served = tokio::spawn(async move {
        let app = axum::Router::new().fallback(move || async move { axum::response::Html(page) });
        let _ = axum::serve(shop, app).await;
    });
    let settings = Settings { widget_sites: Site::parse(&site).into_iter().collect(), ..Settings::default() };
    in_browser_at(listener, desk.desk.clone(), settings, async move |browser, _| {
        browser.goto(&site).await.expect("a page");
        browser.enter_frame(0).await.expect("the frame");
        typed(&browser, "text", "The scanner beeps three times").await;
        until(&browser, DRAFT, json!(["a", "b"])).await;
        pressed(&browser, ".send button").await;
        browser.wait().for_element(Locator::Css(".number")).await.expect("a number");
    })
    .await;
    served.abort();
    let listed = desk.get_as("/api/v1/requests", &[("authorization", &agent)]).await.json();
    assert_eq!(listed["total"], 1);
}
