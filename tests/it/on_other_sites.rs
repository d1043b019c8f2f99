//! Somebody has the help centre on the pages of their shop.

use axum::{Router, response::Html, routing::get};
use fantoccini::{Client, Locator, key::Key};
use firstline::{
    access::Role,
    http::{Settings, Site},
};
use serde_json::json;
use tokio::net::TcpListener;

use crate::{
    browser::{in_browser_at, run},
    desk::{Base, Opened},
    readers::{PASSWORD, account, cookie, sign_in},
};

const FRAMED: (&str, &str) = ("sec-fetch-dest", "iframe");

fn base() -> Base {
    Base::new()
        .file(
            "returns.md",
            "# Send a parcel back\n\nPrint the label, and see [the post](https://post.example).\n",
        )
        .file("internal/refund.md", "---\naudience: agents\n---\n# Refund a parcel\n\nAsk billing.\n")
}

fn settings(sites: &[&str]) -> Settings {
    let sites = sites.iter().map(|site| Site::parse(site).expect("a site"));
    Settings { widget_sites: sites.collect(), ..Settings::default() }
}

async fn policy(desk: &Opened, address: &str, headers: &[(&str, &str)]) -> String {
    let reply = desk.get_as(address, headers).await;
    reply.header("content-security-policy").to_owned()
}

#[tokio::test]
async fn only_sites_that_are_named_may_show_only_what_everybody_may_read() {
    let desk = base().open().served(&settings(&["https://shop.example", "http://localhost:3000"]));
    for page in ["/", "/search?q=parcel", "/articles/returns", "/articles/nothing", "/ask"] {
        let policy = policy(&desk, page, &[FRAMED]).await;
        assert!(
            policy.ends_with("frame-ancestors https://shop.example http://localhost:3000"),
            "{page}: {policy}"
        );
        assert!(policy.contains("script-src 'self';"), "{page}: {policy}");
    }
    for page in ["/login", "/writer", "/api/v1/search?q=parcel", "/openapi.json"] {
        assert!(policy(&desk, page, &[FRAMED]).await.ends_with("frame-ancestors 'none'"), "{page}");
    }
    for page in ["/", "/search?q=parcel", "/articles/returns"] {
        assert!(policy(&desk, page, &[]).await.ends_with("frame-ancestors 'none'"), "{page} by itself");
    }
    let script = desk.get("/widget.js").await;
    assert_eq!(
        (script.status.as_u16(), script.header("content-type")),
        (200, "text/javascript; charset=utf-8")
    );
    assert_eq!(script.header("cross-origin-resource-policy"), "cross-origin");
}

#[tokio::test]
async fn where_no_site_is_named_nobody_may() {
    let desk = base().open();
    assert_eq!(desk.get("/widget.js").await.status, 404);
    assert!(policy(&desk, "/search", &[FRAMED]).await.ends_with("frame-ancestors 'none'"));
}

#[tokio::test]
async fn in_a_frame_nobody_is_signed_in() {
    let desk = base().open().served(&settings(&["https://shop.example"]));
    account(&desk, "ana", Role::Agent);
    let session = cookie(&sign_in(&desk, "ana", PASSWORD).await);
    let cookie = ("cookie", session.as_str());
    let hidden = "/articles/internal/refund";
    assert_eq!(desk.get_as(hidden, &[cookie]).await.status, 200, "by itself");
    assert_eq!(desk.get_as(hidden, &[cookie, FRAMED]).await.status, 404, "in a frame");
    let page = desk.get_as("/", &[cookie, FRAMED]).await;
    assert!(!page.text().contains("Signed in as"), "{}", page.text());
}

/// A shop whose own policy is strict, too.
async fn shop(help: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = format!("http://localhost:{}", listener.local_addr().expect("an address").port());
    let policy = format!("default-src 'none'; script-src {help}; frame-src {help}");
    let page = format!(
        "<!doctype html><meta name=viewport content=\"width=device-width\"><title>Shop</title><h1>Teapots</h1><a href=/>Home</a>\
         <script src=\"{help}/widget.js\" data-label=\"Help me\" async></script>"
    );
    let answer = async move || ([("content-security-policy", policy.clone())], Html(page.clone()));
    let app = Router::new().route("/", get(answer));
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

const WIDGET: &str = "const w = document.querySelector('firstline-help')?.shadowRoot, \
    button = w?.querySelector('button'), frame = w?.querySelector('iframe'); ";

/// Waits until a script says so.
async fn until(browser: &Client, script: &str) {
    let said = browser.wait().for_element(Locator::Css("html")).await;
    said.expect("a page");
    for _ in 0..2_000 {
        if run(browser, script).await == json!(true) {
            return;
        }
        tokio::task::yield_now().await;
    }
    panic!("never true: {script}");
}

/// Goes into the frame, which lies below the root of a shadow.
async fn enter(browser: &Client) {
    let frame = browser.execute(&format!("{WIDGET} return frame"), Vec::new()).await.expect("the frame");
    let id = frame.as_object().and_then(|element| element.values().next()).and_then(|id| id.as_str());
    let frame = fantoccini::elements::Element::from_element_id(
        browser.clone(),
        fantoccini::elements::ElementRef::from(id.expect("its id").to_owned()),
    );
    frame.enter_frame().await.expect("to enter it");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_customer_is_helped_on_a_page_of_the_shop() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let shop = shop(format!("http://{}", listener.local_addr().expect("an address"))).await;
    let desk = base().open().desk.clone();
    in_browser_at(listener, desk, settings(&[&shop]), async move |browser, _| {
        browser.goto(&shop).await.expect("the shop");
        until(&browser, &format!("{WIDGET} return !!button && frame.hidden")).await;
        assert_eq!(run(&browser, &format!("{WIDGET} return frame.src")).await, json!(""), "nothing is loaded yet");
        run(&browser, &format!("{WIDGET} button.click()")).await;
        until(&browser, &format!("{WIDGET} return !frame.hidden && button.ariaExpanded === 'true'")).await;
        enter(&browser).await;
        let field = browser.wait().for_element(Locator::Id("q")).await.expect("a field");
        field.send_keys("parcel back\n").await.expect("to search");
        let hit = browser.wait().for_element(Locator::Css(".hits a")).await.expect("a hit");
        hit.click().await.expect("to open it");
        browser.wait().for_element(Locator::Css(".article")).await.expect("the article");
        until(&browser, "return document.documentElement.classList.contains('inside')").await;
        // What leads elsewhere opens elsewhere.
        run(&browser, "const a = document.querySelector('.prose a[href^=https]'); a.addEventListener('click', (e) => e.preventDefault()); a.click()").await;
        until(&browser, "return document.querySelector('.prose a[href^=https]').target === '_blank'").await;
        let body = browser.find(Locator::Css("body")).await.expect("a body");
        body.send_keys(&Key::Escape.to_string()).await.expect("to press");
        browser.enter_parent_frame().await.expect("the shop again");
        until(&browser, &format!("{WIDGET} return frame.hidden && button.ariaExpanded === 'false'")).await;
        run(&browser, "firstline.search('label')").await;
        until(&browser, &format!("{WIDGET} return !frame.hidden && frame.src.endsWith('/search?q=label')")).await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_site_that_is_not_named_shows_nothing_of_ours() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let shop = shop(format!("http://{}", listener.local_addr().expect("an address"))).await;
    let desk = base().open().desk.clone();
    in_browser_at(listener, desk, settings(&["https://another.example"]), async move |browser, _| {
        browser.goto(&shop).await.expect("the shop");
        until(&browser, &format!("{WIDGET} return !!button")).await;
        run(&browser, &format!("{WIDGET} window.loaded = false; frame.onload = () => {{ window.loaded = true }}; button.click()")).await;
        until(&browser, "return window.loaded").await;
        enter(&browser).await;
        assert!(browser.find(Locator::Id("q")).await.is_err(), "the browser refuses to show it");
    })
    .await;
}
