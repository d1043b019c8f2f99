//! What happens in a real browser: nothing hostile runs, the keys work, and nothing is wider than a phone.
//!
//! Needs `chromium` and `chromedriver`. Without them the tests fail where `CI=true`, and elsewhere say that they
//! were skipped.

use std::{env, sync::Arc};

use fantoccini::{Client, Locator, key::Key};
use firstline::{
    access::{Reader, Role},
    desk::{Desk, NewAccount},
    http::{Settings, serve},
    learn::Verdict,
    report::Name,
};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot};

#[cfg(feature = "oidc")]
use crate::elsewhere::program::Program;
use crate::{
    desk::{Base, encoded, small},
    driver::{ARGUMENTS, Driver},
    reporting::{ask, busy, tell},
};

/// Does something in a browser of a phone's size, at the address of a server for this desk.
pub(crate) async fn in_browser<F>(desk: Arc<Desk>, act: impl FnOnce(Client, String) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    in_browser_at(listener, desk, Settings::default(), act).await;
}

/// The same at an address that is known before, served in another way.
pub(crate) async fn in_browser_at<F>(
    listener: TcpListener,
    desk: Arc<Desk>,
    settings: Settings,
    act: impl FnOnce(Client, String) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let phone = json!({
        "args": ARGUMENTS,
        "mobileEmulation": {"deviceMetrics": {"width": 390, "height": 844, "pixelRatio": 1.0, "touch": false}},
    });
    in_browser_as(phone, listener, desk, settings, act).await;
}

/// The same in a browser as wide as a desk's screen.
pub(crate) async fn in_wide_browser<F>(desk: Arc<Desk>, act: impl FnOnce(Client, String) -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let arguments = ARGUMENTS.into_iter().chain(["--window-size=1440,1000"]).collect::<Vec<_>>();
    in_browser_as(json!({"args": arguments}), listener, desk, Settings::default(), act).await;
}

#[expect(clippy::print_stderr, reason = "a test that was skipped has to say so")]
async fn in_browser_as<F>(
    options: Value,
    listener: TcpListener,
    desk: Arc<Desk>,
    settings: Settings,
    act: impl FnOnce(Client, String) -> F,
) where
    F: Future<Output = ()> + Send + 'static,
{
    let Some(driver) = Driver::start() else {
        assert_ne!(env::var("CI").as_deref(), Ok("true"), "chromedriver is missing");
        eprintln!("skipped: there is no `chromedriver` here; try `apt-get install chromium chromium-driver`");
        return;
    };
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (end, ended) = oneshot::channel::<()>();
    let server = tokio::spawn(async move {
        serve(desk, &settings, listener, async {
            let _ = ended.await;
        })
        .await;
    });
    let browser = driver.browser(options).await;
    let acted = tokio::spawn(act(browser.clone(), address)).await;
    let _ = browser.close().await;
    drop(driver);
    drop(end);
    server.await.expect("an orderly end");
    acted.expect("the test to succeed");
}

pub(crate) async fn run(browser: &Client, script: &str) -> Value {
    browser.execute(script, Vec::new()).await.expect("a script that runs")
}

const HOSTILE: &str = r#"---
title: "<img src=x onerror=window.hacked=1><script>window.hacked=2</script> needle"
description: "<svg onload=window.hacked=3>"
tags: ["<script>window.hacked=4</script>", "\"><img src=x onerror=window.hacked=5>"]
---
# <script>window.hacked=6</script> needle

<script>window.hacked=7</script> <img src=x onerror="window.hacked=8"> needle

[a](javascript:window.hacked=9) [b](data:text/html,<script>window.hacked=10</script>) ![c](x "onerror=window.hacked=11")

<svg><animate onbegin=window.hacked=12 attributeName=x dur=1s></svg>
<math><annotation-xml encoding="text/html"><img src=x onerror=window.hacked=13></annotation-xml></math>
<details open ontoggle=window.hacked=14>needle</details>
<a id=anchor href="java&#10;script:window.hacked=15">x</a> <form><input name=attributes autofocus onfocus=window.hacked=16></form>
<base href="https://example.org/"><meta http-equiv="refresh" content="0;url=javascript:window.hacked=17">
<iframe srcdoc="<script>parent.hacked=18</script>"></iframe><style>@import 'x';</style>

## Is <b onclick=window.hacked=19>this</b> a question?

```html" onmouseover="window.hacked=20
</code></pre><script>window.hacked=21</script>
```
"#;

/// Bodies, each an article of its own: addresses in every disguise, elements that bring their own rules of reading,
/// attributes that arrive through Markdown, names that stand in the way of scripts.
const MORE: [&str; 34] = [
    "[needle](java&#10;script:window.hacked=40) [b](javascript&colon;window.hacked=41) [c](<java\tscript:window.hacked=42>)",
    "[needle](&#1;javascript:window.hacked=43) [b](JaVaScRiPt:window.hacked=44) <javascript:window.hacked=45>",
    "<a href='java\u{0}script:window.hacked=46'>needle</a> <a href=\" javascript:window.hacked=47\">x</a>",
    "[needle](data:text/html;base64,PHNjcmlwdD53aW5kb3cuaGFja2VkPTQ4PC9zY3JpcHQ+) ![x](data:image/svg+xml,<svg/onload=window.hacked=49>)",
    "needle <svg><animate onbegin=window.hacked=50 attributeName=x dur=1s></svg>",
    "needle <svg><a><animate attributeName=href values=javascript:window.hacked=51></animate><text>x</text></a></svg>",
    "needle <svg><script>window.hacked=52</script><use href=\"data:image/svg+xml,<svg onload=window.hacked=53>\"></svg>",
    "needle <math><annotation-xml encoding=\"text/html\"><img src=x onerror=window.hacked=54></annotation-xml></math>",
    "needle <math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=window.hacked=55&gt;\">",
    "needle <math><maction actiontype=statusline xlink:href=javascript:window.hacked=56>x</maction></math>",
    "needle <style>@import 'javascript:window.hacked=57'; * { background: url(javascript:window.hacked=58) }</style>",
    "needle <p style=\"background:url(javascript:window.hacked=59)\">x</p>",
    "needle <img src=x onerror=window.hacked=60> <img src=x onload=window.hacked=61 onerror='window.hacked=62'>",
    "needle <img srcset=\"x 1x, javascript:window.hacked=63 2x\" sizes=1px onerror=window.hacked=64>",
    "needle <base href=//evil.example/> [x](relative)",
    "needle <form action=javascript:window.hacked=65><button>x</button><input type=image formaction=javascript:window.hacked=66></form>",
    "needle <meta http-equiv=refresh content=\"0;url=javascript:window.hacked=67\"><meta http-equiv=Set-Cookie content=a>",
    "needle <a id=attributes name=body></a><img name=getElementById><form id=document name=location></form>",
    "[needle](x \"t\\\" onmouseover=\\\"window.hacked=68\") [y](x 't\" onfocus=\"window.hacked=69')",
    "## needle {#x\" onclick=\"window.hacked=70}\n\n## A {onclick=window.hacked=71 .c}\n\n## B {#a onclick=window.hacked=72}",
    "needle\n\n```\" onclick=\"window.hacked=73\nx\n```\n\n```x\"><img/src=x/onerror=window.hacked=74>\ny\n```",
    "needle\n\n```y title=\"<img src=x onerror=window.hacked=75>\"\nx\n```\n",
    "needle <noscript><p title=\"</noscript><img src=x onerror=window.hacked=76>\">",
    "needle <textarea><img title=\"</textarea><img src=x onerror=window.hacked=77>\">",
    "needle <title><img title=\"</title><img src=x onerror=window.hacked=78>\"></title>",
    "needle <xmp><script>window.hacked=79</script></xmp> <plaintext><script>window.hacked=80",
    "needle <template><script>window.hacked=81</script></template> <object data=javascript:window.hacked=82></object>",
    "needle <embed src=javascript:window.hacked=83> <iframe src=javascript:window.hacked=84></iframe>",
    "needle <!--><script>window.hacked=85</script> <![CDATA[<script>window.hacked=86</script>]]> <?php <script>window.hacked=87</script> ?>",
    "needle <video><source onerror=window.hacked=88></video><audio src=x onerror=window.hacked=89></audio>",
    "needle <marquee onstart=window.hacked=90>x</marquee> <body onload=window.hacked=91> <p onpointerenter=window.hacked=92>x</p>",
    "!!! note \"needle <img src=x onerror=window.hacked=93>\"\n    x\n\n:::note <svg onload=window.hacked=94>\nx\n:::",
    "needle [[javascript:window.hacked=95|x]] ![[javascript:window.hacked=96.png]] {{< figure caption=\"<script>window.hacked=97</script>\" >}}",
    "| needle |\n|:-:|\n| <img src=x onerror=window.hacked=98> |\n\n[^\"><script>]\n\n[^\"><script>]: window.hacked=99",
];

/// What somebody writes into a field, to come out of it.
const ECHO: &str =
    "\"'></title></textarea><script>window.hacked=30</script><img src=x onerror=window.hacked=31> needle";

pub(crate) async fn typed(browser: &Client, id: &str, text: &str) {
    browser.find(Locator::Id(id)).await.expect("a field").send_keys(text).await.expect("to type");
}

pub(crate) async fn pressed(browser: &Client, button: &str) {
    browser.find(Locator::Css(button)).await.expect("a button").click().await.expect("to send");
}

/// Clicks and touches whatever a page has, and says that nothing ran and nobody was led away.
async fn nothing_ran(browser: &Client, address: &str, place: &str) {
    run(
        browser,
        "for (const e of document.querySelectorAll('main *, body > *')) { if (e.tagName !== 'A' && e.type !== 'submit' || \
         /^(java|data|vb)/i.test(e.href ?? '')) e.click?.(); e.dispatchEvent(new Event('mouseover')); e.focus?.(); }",
    )
    .await;
    assert_eq!(run(browser, "return window.hacked ?? null").await, Value::Null, "{place}");
    let at = browser.current_url().await.expect("an address").to_string();
    assert!(at.starts_with(address), "{place} led to {at}");
    let found = run(
        browser,
        "return document.scripts.length - document.querySelectorAll('script[src^=\"/assets/\"]').length",
    )
    .await;
    assert_eq!(found, json!(0), "a script in {place}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_a_body_holds_runs_in_any_form() {
    let base =
        (0..).zip(MORE).fold(Base::new(), |base, (number, body)| base.file(&format!("{number}.md"), body));
    in_browser(base.open().desk.clone(), async |browser, address| {
        for (number, body) in MORE.iter().enumerate() {
            // The page, and the reply that the API gives to a browser: the body alone, or a list as JSON.
            for path in [format!("/articles/{number}"), format!("/api/v1/articles/{number}")] {
                browser.goto(&format!("{address}{path}")).await.expect("a page");
                nothing_ran(&browser, &address, &format!("{path}: {body}")).await;
            }
        }
        for page in 1..=4 {
            let path = format!("/search?q=needle&page={page}");
            browser.goto(&format!("{address}{path}")).await.expect("a page");
            nothing_ran(&browser, &address, &path).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_echoed_runs() {
    let base = Base::new().file("evil.md", HOSTILE);
    in_browser(base.open().desk.clone(), async |browser, address| {
        let echo = encoded(ECHO);
        for path in [
            // Problems, as JSON and as pages.
            "/api/v1/search?limit=",
            "/api/v1/changes?since=",
            "/api/v1/articles/",
            "/search?page=",
            "/search?state=",
            "/nowhere/",
            // Replies in JSON that are opened as a page.
            "/api/v1/search?q=",
            "/api/v1/complete?q=",
            "/api/v1/search?q=needle&tag=",
            // A feed of what articles are called.
            "/feed.atom?q=",
            // Pages.
            "/search?q=needle&tag=",
            "/search?q=needle&product=",
            "/ask?q=",
            "/login?next=/",
            "/login?next=javascript:",
        ] {
            browser.goto(&format!("{address}{path}{echo}")).await.expect("a page");
            nothing_ran(&browser, &address, path).await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_is_typed_into_a_field_runs() {
    let base = Base::new().file("evil.md", HOSTILE).file(
        "asked.md",
        "# Questions\n\n## Is needle <img src=x onerror=window.hacked=32> a question?\n\nNo.\n",
    );
    in_browser(base.open().desk.clone(), async |browser, address| {
        // What is written into forms comes back on the page.
        browser.goto(&format!("{address}/ask")).await.expect("a page");
        typed(&browser, "subject", ECHO).await;
        typed(&browser, "text", ECHO).await;
        pressed(&browser, "form[action^='/ask'] button").await;
        browser.wait().for_element(Locator::Css(".answered, #found")).await.expect("an answer");
        nothing_ran(&browser, &address, "the answer of /ask").await;
        browser.goto(&format!("{address}/login")).await.expect("a page");
        typed(&browser, "name", &ECHO[..60]).await;
        typed(&browser, "password", "x").await;
        pressed(&browser, "form[action='/login'] button").await;
        browser.wait().for_element(Locator::Id("wrong")).await.expect("a refusal");
        nothing_ran(&browser, &address, "the refusal of /login").await;
        // What the search field offers is put into the page by a script.
        browser.goto(&address).await.expect("a page");
        typed(&browser, "q", "is needle").await;
        let offer =
            browser.wait().for_element(Locator::Css("#offers [role=option]")).await.expect("an offer");
        assert!(offer.text().await.expect("words").contains("needle"));
        assert_eq!(run(&browser, "return document.querySelectorAll('#offers img').length").await, json!(0));
        nothing_ran(&browser, &address, "the offers").await;
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_that_an_article_holds_runs() {
    let base =
        Base::new().file("evil.md", HOSTILE).file("<img src=x onerror=window.hacked=22>.md", "# needle\n\nx");
    in_browser(base.open().desk.clone(), async |browser, address| {
        for path in [
            "/articles/evil",
            "/search?q=needle",
            "/",
            "/search?q=%3Cscript%3Ewindow.hacked=23%3C/script%3E",
            "/search?q=%22%3E%3Cimg+src%3Dx+onerror%3Dwindow.hacked%3D24%3E&tag=%22%3E%3Cscript%3Ewindow.hacked%3D25%3C/script%3E",
            "/%3Cscript%3Ewindow.hacked=26%3C/script%3E",
            "/articles/%3Cimg%20src=x%20onerror=window.hacked=22%3E",
        ] {
            browser.goto(&format!("{address}{path}")).await.expect("a page");
            // Whatever can be clicked or opened is.
            run(
                &browser,
                "for (const e of document.querySelectorAll('main *')) { if (e.tagName !== 'A' || \
                 !/^https?:/.test(e.href)) e.click?.(); e.dispatchEvent(new Event('mouseover')); }",
            )
            .await;
            assert_eq!(run(&browser, "return window.hacked ?? null").await, Value::Null, "{path}");
            let at = browser.current_url().await.expect("an address").to_string();
            assert!(at.starts_with(&address), "{path} led to {at}");
        }
        // The policy stands behind all this: what is put into a page by mistake does not run either.
        browser.goto(&format!("{address}/")).await.expect("a page");
        run(
            &browser,
            "document.body.insertAdjacentHTML('beforeend', '<img src=/nothing onerror=window.hacked=27>'); \
             const s = document.createElement('script'); s.textContent = 'window.hacked=28'; document.body.append(s);",
        )
        .await;
        assert_eq!(run(&browser, "return window.hacked ?? null").await, Value::Null);
    })
    .await;
}

async fn attribute(browser: &Client, name: &str) -> Option<String> {
    let field = browser.find(Locator::Id("q")).await.expect("the search field");
    field.attr(name).await.expect("an attribute")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_search_field_offers_what_may_be_asked_and_obeys_keys() {
    in_browser(small().open().desk.clone(), async |browser, address| {
        browser.goto(&address).await.expect("a page");
        let field = browser.find(Locator::Id("q")).await.expect("the search field");
        assert_eq!(attribute(&browser, "role").await.as_deref(), Some("combobox"));
        assert_eq!(attribute(&browser, "aria-expanded").await.as_deref(), Some("false"));

        field.send_keys("no co").await.expect("to type");
        let offer =
            browser.wait().for_element(Locator::Css("#offers [role=option]")).await.expect("an offer");
        assert_eq!(offer.text().await.expect("words"), "No code arrives?");
        assert_eq!(attribute(&browser, "aria-expanded").await.as_deref(), Some("true"));
        let said =
            run(&browser, "return document.querySelector('form.search [role=status]').textContent").await;
        assert_eq!(said, "1 suggestion, use the arrow keys");

        field.send_keys(&Key::Down.to_string()).await.expect("a key");
        assert_eq!(attribute(&browser, "aria-activedescendant").await.as_deref(), Some("offer-0"));
        assert_eq!(offer.attr("aria-selected").await.expect("an attribute").as_deref(), Some("true"));
        field.send_keys(&Key::Up.to_string()).await.expect("a key");
        assert_eq!(attribute(&browser, "aria-activedescendant").await, None);
        field.send_keys(&Key::Escape.to_string()).await.expect("a key");
        assert_eq!(attribute(&browser, "aria-expanded").await.as_deref(), Some("false"));
        assert_eq!(
            run(&browser, "return document.getElementById('q').value").await,
            "no co",
            "the text stays"
        );

        field.send_keys(&Key::Down.to_string()).await.expect("a key");
        browser
            .wait()
            .for_element(Locator::Css("#offers:not([hidden]) [role=option]"))
            .await
            .expect("an offer");
        field.send_keys(&format!("{}{}", Key::Down, Key::Enter)).await.expect("keys");
        let target = format!("{address}/articles/vpn/reset#no-code-arrives");
        browser.wait().for_url(&target.parse().expect("an address")).await.expect("the article");

        // The slash leads to the search field, and is not typed into it.
        browser.wait().for_element(Locator::Css("#q[role=combobox]")).await.expect("the search field");
        let body = browser.find(Locator::Css("body")).await.expect("a body");
        body.send_keys("/").await.expect("a key");
        assert_eq!(
            run(&browser, "return document.activeElement.id + document.getElementById('q').value").await,
            "q"
        );

        // Without a choice, Enter searches for what was typed.
        let field = browser.find(Locator::Id("q")).await.expect("the search field");
        field.send_keys(&format!("token{}", Key::Enter)).await.expect("keys");
        let found = format!("{address}/search?q=token");
        browser.wait().for_url(&found.parse().expect("an address")).await.expect("results");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_wider_than_a_phone_and_buttons_fit_a_finger() {
    let wide = "x".repeat(300);
    let base = small().file(
        "wide.md",
        &format!(
            "# Wide {wide}\n\n`{wide}`\n\n```sh\n{wide} {wide}\n```\n\n| a | b | c | d | e | f |\n|-|-|-|-|-|-|\n\
             | {wide} | b | c | d | e | f |\n\n## One {wide}\n\n## Two\n\n## Three\n\nhttps://example.org/{wide}\n"
        ),
    );
    in_browser(base.open().desk.clone(), async |browser, address| {
        for path in
            ["/", "/ask", "/login", "/search?q=vpn", "/search?q=wide", "/search?q=zeppelin&tag=vpn", "/articles/wide", "/articles/vpn/reset", "/nowhere"]
        {
            browser.goto(&format!("{address}{path}")).await.expect("a page");
            let widths = run(&browser, "return [document.documentElement.scrollWidth, innerWidth]").await;
            assert_eq!(widths, json!([390, 390]), "{path}");
            let small = run(
                &browser,
                "return [...document.querySelectorAll('button, input[type=search], .brand, .bar .ask, textarea, .line input, .foot a, .topics a, .pager a, \
                 .active a, .filters a, .tags a, .links a, .contents a, .crumbs a')].filter(e => e.offsetParent) \
                 .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)",
            )
            .await;
            assert_eq!(small, json!([]), "{path}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_asked_solved_and_asked_again_by_hand() {
    let base = Base::new()
        .file("a.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: charge it.\n")
        .file("b.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: restart the dock.\n")
        .file("c.md", "# Parking\n\nWhere to park.\n");
    in_browser(base.open().desk.clone(), async |browser, address| {
        let first = "return document.querySelector('.said .good').value";
        let fits = "return [document.documentElement.scrollWidth, innerWidth, \
            [...document.querySelectorAll('button, summary, .bar .ask')].filter(e => e.offsetParent) \
            .filter(e => e.getBoundingClientRect().height < 43.5).length]";
        browser.goto(&address).await.expect("a page");
        browser.find(Locator::LinkText("Ask")).await.expect("a link").click().await.expect("to follow it");
        let text = browser.wait().for_element(Locator::Id("text")).await.expect("a field");
        text.send_keys("The parcel scanner <beeps>\nthree times").await.expect("to type");
        browser.find(Locator::Css("button.main")).await.expect("a button").click().await.expect("a press");
        browser.wait().for_element(Locator::Css(".said")).await.expect("suggestions");
        assert_eq!(run(&browser, first).await, "a");
        assert_eq!(run(&browser, fits).await, json!([390, 390, 0]));

        let solved = browser.find(Locator::Css(".said .good[value=b]")).await.expect("a button");
        solved.click().await.expect("a press");
        browser.wait().for_element(Locator::Css(".thanks")).await.expect("thanks");
        assert_eq!(run(&browser, fits).await, json!([390, 390, 0]));
        browser.find(Locator::Css(".again button")).await.expect("a button").click().await.expect("a press");
        browser.wait().for_element(Locator::Css(".said")).await.expect("suggestions");
        assert_eq!(run(&browser, first).await, "b", "what solved it comes first");
        let kept = run(&browser, "return document.getElementById('text').value").await;
        assert_eq!(kept, "The parcel scanner <beeps>\nthree times");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_signs_in_reads_what_is_theirs_and_signs_out() {
    let desk = small().open();
    let wanted = NewAccount {
        name: "ana".to_owned(),
        role: Role::Agent,
        audiences: Vec::new(),
        password: "four words nobody guesses".to_owned(),
    };
    let permit = Reader::at_terminal([]).permit().expect("the right");
    desk.desk.readers().add_account(wanted, &permit).expect("an account");
    in_browser(desk.desk.clone(), async |browser, address| {
        let signed = "return document.querySelector('.signed span')?.textContent ?? null";
        let secret = format!("{address}/articles/secret/keys");
        browser.goto(&format!("{address}/login?next=/articles/secret/keys")).await.expect("a page");
        for (password, leads_to) in
            [("wrong", format!("{address}/login")), ("four words nobody guesses", secret.clone())]
        {
            let name = browser.find(Locator::Id("name")).await.expect("a field");
            name.clear().await.expect("an empty field");
            name.send_keys("ana").await.expect("to type");
            browser
                .find(Locator::Id("password"))
                .await
                .expect("a field")
                .send_keys(password)
                .await
                .expect("to type");
            browser
                .find(Locator::Css("button.main"))
                .await
                .expect("a button")
                .click()
                .await
                .expect("a press");
            browser.wait().for_url(&leads_to.parse().expect("an address")).await.expect("the next page");
        }
        assert_eq!(run(&browser, signed).await, "Signed in as ana");
        // The cookie is for requests alone.
        assert_eq!(run(&browser, "return document.cookie").await, "");
        browser.find(Locator::Css(".signed button")).await.expect("a button").click().await.expect("a press");
        browser
            .wait()
            .for_url(&format!("{address}/").parse().expect("an address"))
            .await
            .expect("the front page");
        assert_eq!(run(&browser, signed).await, Value::Null);
        browser.goto(&secret).await.expect("a page");
        assert_eq!(run(&browser, "return document.querySelector('.status').textContent").await, "404");
    })
    .await;
}

/// There and back in a browser, which decides for itself which cookies it sends to whom. The other program is another site.
#[cfg(feature = "oidc")]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_signs_in_through_another_program() {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let own = format!("http://{}", listener.local_addr().expect("an address"));
    let program = Program::start_for("localhost", &own).await;
    let desk = small().open_with(|settings| settings.provider = Some(program.settings()));
    in_browser_at(listener, desk.desk.clone(), Settings::default(), async |browser, address| {
        browser.goto(&format!("{address}/login?next=/articles/secret/keys")).await.expect("a page");
        let fits = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(run(&browser, fits).await, 0);
        let button = browser.find(Locator::Css(".elsewhere a")).await.expect("a button");
        assert_eq!(button.text().await.expect("words"), "Sign in with Example");
        button.click().await.expect("a press");
        let yes = browser.wait().for_element(Locator::Id("yes")).await.expect("the other program");
        yes.click().await.expect("a press");
        let secret = format!("{address}/articles/secret/keys").parse().expect("an address");
        browser.wait().for_url(&secret).await.expect("the article");
        let signed = "return document.querySelector('.signed span')?.textContent ?? null";
        assert_eq!(run(&browser, signed).await, "Signed in as ana");
        // The way back is good once, also for somebody who presses the button for it.
        browser.back().await.expect("the page before");
        browser
            .wait()
            .for_element(Locator::Id("yes"))
            .await
            .expect("the other program")
            .click()
            .await
            .expect("a press");
        browser.wait().for_element(Locator::Css(".status")).await.expect("a page that says no");
        assert_eq!(run(&browser, "return document.querySelector('.status').textContent").await, "403");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writer_reads_every_report_on_a_phone_and_nothing_in_it_runs() {
    let desk = busy();
    let agent = Reader::agent("ada", ["public", "agents"]);
    for number in 0..4 {
        let text = format!(
            "<script>window.ran = 1</script> <img src=x onerror=\"window.ran = 1\"> {}{number}",
            "zebra".repeat(40)
        );
        let shown = ask(&desk, &agent, &format!("X-{number}"), &text);
        tell(&desk, &agent, shown, None, Verdict::NotHelpful);
    }
    let wanted = NewAccount {
        name: "eve".to_owned(),
        role: Role::Writer,
        audiences: Vec::new(),
        password: "four words nobody guesses".to_owned(),
    };
    let permit = Reader::at_terminal([]).permit().expect("the right");
    desk.desk.readers().add_account(wanted, &permit).expect("an account");
    in_browser(desk.desk.clone(), async |browser, address| {
        browser.goto(&format!("{address}/login?next=/writer")).await.expect("a page");
        typed(&browser, "name", "eve").await;
        typed(&browser, "password", "four words nobody guesses").await;
        browser.find(Locator::Css("button.main")).await.expect("a button").click().await.expect("a press");
        browser
            .wait()
            .for_url(&format!("{address}/writer").parse().expect("an address"))
            .await
            .expect("the reports");
        for name in Name::ALL {
            browser.goto(&format!("{address}/writer/{}", name.word())).await.expect("a page");
            let widths = run(&browser, "return [document.documentElement.scrollWidth, innerWidth]").await;
            assert_eq!(widths, json!([390, 390]), "{}", name.word());
            assert_eq!(run(&browser, "return document.querySelector('h1').textContent").await, name.title());
            assert_eq!(run(&browser, "return window.ran ?? null").await, Value::Null, "{}", name.word());
        }
    })
    .await;
}
