//! How soon does a list follow what is typed?
//!
//! Measured, in a real browser (chromedriver) that types on this machine: from each keystroke, as the browser's own clock
//! has it, to the first frame that is drawn after the list has changed; in the field of the front page (titles and
//! questions are offered) and on the console (the whole list with the article beside it). Queries: three words of titles,
//! a key after the other, from a fixed seed.
//!
//! Measured beside: from when a page is asked for until its first words are drawn (first contentful paint).
//!
//! Good is, at 29,000 articles: key to list p50 ≤ 50 ms, p99 ≤ 120 ms; first words ≤ 300 ms.
//!
//! Corpus: 2,000 articles of the bench's own, or those of `FIRSTLINE_DATA`.
//!
//! Run: `cargo bench --bench typing` (two minutes). Without `--bench` it only tries, and without chromedriver it does nothing.

mod corpus;
#[path = "../tests/it/driver.rs"]
mod driver;

use std::{sync::Arc, time::Duration};

use corpus::{Folder, indexed, queries, tell, tell_percentiles, trying};
use driver::{ARGUMENTS, Driver};
use fantoccini::{Client, Locator};
use firstline::{
    access::{Reader, Role},
    desk::NewAccount,
    http::{Settings, serve},
};
use serde_json::json;
use tokio::{net::TcpListener, sync::oneshot, time};

/// So long it waits for a list, in ms: what comes later counts so much.
const LONGEST: u32 = 2_000;
const PASSWORD: &str = "four words nobody guesses";

/// Notes when something is typed, and when the first frame is drawn after the list was filled or replaced.
const WATCH: &str = "const [list, field] = arguments; window.took = []; window.typed = null; \
    document.querySelector(field).addEventListener('input', event => { window.typed = event.timeStamp; }, true); \
    const is = node => node.matches?.(list); \
    new MutationObserver(records => { \
        if (window.typed === null || !records.some(one => is(one.target) || [...one.addedNodes].some(is))) return; \
        const from = window.typed; window.typed = null; \
        requestAnimationFrame(() => window.took.push(performance.now() - from)); \
    }).observe(document.body, { childList: true, subtree: true });";

#[expect(clippy::print_stderr, reason = "whoever measures nothing has to be told")]
fn main() {
    let Some(driver) = Driver::start() else {
        eprintln!("skipped: there is no `chromedriver` here; try `apt-get install chromium chromium-driver`");
        return;
    };
    let folder = Folder::of(if trying() { 60 } else { 2_000 });
    let (desk, _index) = indexed(&folder.kb);
    let asked = queries(&desk, if trying() { 2 } else { 40 });
    let account = NewAccount {
        name: "ada".to_owned(),
        role: Role::Admin,
        audiences: Vec::new(),
        password: PASSWORD.to_owned(),
    };
    let permit = Reader::at_terminal([]).permit().expect("the right");
    desk.readers().add_account(account, &permit).expect("an account");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("http://{}", listener.local_addr().expect("an address"));
        let (end, ended) = oneshot::channel::<()>();
        let server = tokio::spawn(async move {
            let settings = Settings { known_per_minute: 0, anonymous_per_minute: 0, ..Settings::default() };
            serve(Arc::new(desk), &settings, listener, async {
                let _ = ended.await;
            })
            .await;
        });
        let arguments: Vec<&str> = ARGUMENTS.into_iter().chain(["--window-size=1440,1000"]).collect();
        let browser = driver.browser(json!({"args": arguments})).await;
        tell("typing", "articles", corpus::real(folder.articles), "articles");
        measure(&browser, "front page", &address, "#offers", "#q", &asked).await;
        sign_in(&browser, &address).await;
        measure(
            &browser,
            "console",
            &format!("{address}/agent"),
            "#console-answers",
            "#console-text",
            &asked,
        )
        .await;
        paint(&browser, &address, &asked[0]).await;
        browser.close().await.expect("an end");
        drop(end);
        server.await.expect("an orderly end");
    });
}

async fn sign_in(browser: &Client, address: &str) {
    browser.goto(&format!("{address}/login?next=/agent")).await.expect("a page");
    for (field, text) in [("name", "ada"), ("password", PASSWORD)] {
        browser.find(Locator::Id(field)).await.expect("a field").send_keys(text).await.expect("to type");
    }
    browser
        .find(Locator::Css("form[action='/login'] button"))
        .await
        .expect("a button")
        .click()
        .await
        .expect("a click");
    browser.wait().for_element(Locator::Css("#console-text")).await.expect("the console");
}

/// How soon the first words of each page are drawn, ten times each.
async fn paint(browser: &Client, address: &str, query: &str) {
    const PAINTED: &str = "const done = arguments[0]; const look = () => { \
        const [one] = performance.getEntriesByName('first-contentful-paint'); \
        one ? done(one.startTime) : requestAnimationFrame(look); }; look();";
    let query = query.replace(' ', "+");
    browser.goto(&format!("{address}/search?q={query}")).await.expect("a page");
    let article = browser.find(Locator::Css(".hits h2 a")).await.expect("a result");
    let article = article.attr("href").await.expect("an attribute").expect("an address");
    let places = [
        "/".to_owned(),
        format!("/search?q={query}"),
        article,
        "/ask".to_owned(),
        format!("/agent?q={query}"),
    ];
    for (what, place) in ["front page", "results", "article", "form", "console"].into_iter().zip(places) {
        let mut times = Vec::new();
        for _ in 0..10 {
            browser.goto(&format!("{address}{place}")).await.expect("a page");
            let painted = browser.execute_async(PAINTED, Vec::new()).await.expect("a moment");
            times.push(Duration::from_secs_f64(painted.as_f64().unwrap_or_default() / 1_000.0));
        }
        tell_percentiles("typing", &format!("{what}: first words"), &mut times);
    }
}

async fn measure(browser: &Client, what: &str, address: &str, list: &str, field: &str, queries: &[String]) {
    let mut times = Vec::new();
    for query in queries {
        browser.goto(address).await.expect("a page");
        browser.execute(WATCH, vec![json!(list), json!(field)]).await.expect("a watch");
        let typed = browser.find(Locator::Css(field)).await.expect("the field");
        let keys = query.chars().count();
        // One letter alone is nothing to search for on the console.
        let first = if what == "console" { 2 } else { 1 };
        for (number, key) in (1..=keys).zip(query.chars()) {
            typed.send_keys(&key.to_string()).await.expect("to type");
            let mut waited = 0;
            while number >= first && waited < LONGEST {
                let done =
                    browser.execute("return window.typed === null", Vec::new()).await.expect("an answer");
                if done == json!(true) {
                    break;
                }
                time::sleep(Duration::from_millis(2)).await;
                waited += 2;
            }
        }
        let took = browser.execute("return window.took", Vec::new()).await.expect("times");
        let took = took.as_array().cloned().unwrap_or_default();
        times.extend(took.iter().filter_map(|ms| Some(Duration::from_secs_f64(ms.as_f64()? / 1_000.0))));
    }
    assert!(!times.is_empty(), "no list followed what was typed: {what}");
    tell("typing", &format!("{what}: keys"), corpus::real(times.len()), "keys");
    tell_percentiles("typing", &format!("{what}: key to list"), &mut times);
}
