//! A page stays as it was drawn: nothing in it moves by itself, and nothing comes from elsewhere.

use firstline::access::{AudienceSet, Reader, Role};
use serde_json::{Value, json};

use crate::{
    at_the_console::sign_in,
    browser::{in_browser, in_wide_browser, run},
    desk::Opened,
    readers::account,
    reporting::{ask, busy},
};

/// All that moved since the page was loaded, of which nobody's key or finger was the cause: by how much, what, and from
/// where to where.
const MOVED: &str = "const done = arguments[0]; const moved = []; \
    const box = one => [one.x, one.y, one.width, one.height].map(Math.round).join(' '); \
    const what = one => `${(one.node?.outerHTML ?? one.node?.textContent ?? 'gone').slice(0, 120)}: ${box(one.previousRect)} to ${box(one.currentRect)}`; \
    new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) moved.push([one.value, ...one.sources.map(what)]); }) \
        .observe({ type: 'layout-shift', buffered: true }); \
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(moved))));";

const PLACES: [&str; 8] =
    ["/", "/search?q=vpn", "/articles/vpn/reset", "/ask", "/nowhere", "/agent", "/agent?q=vpn", "/lead"];

/// A desk with somebody who may see everything, and a ticket that is open.
fn desk() -> (Opened, String) {
    let desk = busy();
    account(&desk, "root", Role::Admin);
    let root = Reader::with("root", Role::Admin, AudienceSet::of(["public", "agents"]));
    let ticket = ask(&desk, &root, "T-77", "My phone shows no VPN code").to_string();
    (desk, ticket)
}

async fn stays(browser: &fantoccini::Client, address: &str, ticket: &str) {
    let ticket = format!("/agent/{ticket}");
    for place in PLACES.into_iter().chain([ticket.as_str()]) {
        browser.goto(&format!("{address}{place}")).await.expect("a page");
        let moved = browser.execute_async(MOVED, Vec::new()).await.expect("a list");
        assert_eq!(moved, Value::Array(Vec::new()), "something moved on {place}");
        let foreign = run(
            browser,
            "return performance.getEntriesByType('resource').map(one => one.name) \
             .filter(name => !name.startsWith(location.origin + '/'))",
        )
        .await;
        assert_eq!(foreign, Value::Array(Vec::new()), "{place}");
        assert_ne!(
            run(browser, "return document.querySelector('h1') === null").await,
            json!(true),
            "{place}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_moves_on_a_wide_screen() {
    let (desk, ticket) = desk();
    in_wide_browser(desk.desk.clone(), async move |browser, address| {
        sign_in(&browser, &address, "root", "/agent").await;
        stays(&browser, &address, &ticket).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_moves_on_a_phone() {
    let (desk, ticket) = desk();
    in_browser(desk.desk.clone(), async move |browser, address| {
        sign_in(&browser, &address, "root", "/agent").await;
        stays(&browser, &address, &ticket).await;
    })
    .await;
}
