//! Who uses a keyboard, a screen reader or strong glasses can use every page: axe-core finds nothing on any of them, in
//! light and in dark.
//!
//! Needs axe-core, whose file `FIRSTLINE_AXE` names. Without it this fails where `CI=true`, and elsewhere says that it was
//! skipped.

use std::{env, fs, io::Write};

use fantoccini::{Client, Locator};
use firstline::{
    access::{Reader, Role},
    desk::Sending,
    learn::Verdict,
    report::Name,
};
use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

use crate::{
    at_the_console::sign_in,
    browser::{in_browser, in_wide_browser, pressed, run, typed},
    desk::Opened,
    readers::account,
    reporting::{ask, busy, tell},
};

/// The source of axe-core.
#[expect(clippy::print_stderr, reason = "a test that was skipped has to say so")]
fn axe() -> Option<String> {
    let path = env::var("FIRSTLINE_AXE").ok().filter(|path| !path.is_empty());
    let Some(path) = path else {
        assert_ne!(
            env::var("CI").as_deref(),
            Ok("true"),
            "axe-core is missing: name its file in `FIRSTLINE_AXE`"
        );
        eprintln!("skipped: `FIRSTLINE_AXE` names no file; try `npm install axe-core`");
        return None;
    };
    Some(fs::read_to_string(path).expect("axe-core"))
}

/// Adds what axe-core finds on the page that is shown, in both themes.
async fn look(browser: &Client, axe: &str, place: &str, all: &mut Vec<String>) {
    browser.execute(axe, Vec::new()).await.expect("axe-core");
    for theme in ["light", "dark"] {
        run(browser, &format!("document.documentElement.dataset.theme = '{theme}'")).await;
        let found = browser
            .execute_async(
                "const done = arguments[0]; axe.run({resultTypes: ['violations']}).then( \
                 found => done(found.violations.map(one => `${one.id}: ${one.help}: ` + one.nodes.map(node => \
                 node.html.slice(0, 200) + ' ' + node.any.map(any => any.message).join('; ')).join(' | '))), \
                 error => done([String(error)]))",
                Vec::new(),
            )
            .await
            .expect("an end");
        let found = found.as_array().expect("a list").iter();
        all.extend(found.map(|one| format!("{place} in {theme}: {}", one.as_str().unwrap_or_default())));
    }
}

/// A desk on which every page has something to show, and somebody who may see them all.
fn desk() -> Opened {
    let desk = busy();
    desk.write(
        "rich.md",
        "---\ntags: [vpn]\nlang: en\n---\n# Everything\n\n> a quote\n\n## Code\n\n```sh\nls -l\n```\n\n## Table\n\n| a | b |\n|-|-|\n| 1 | 2 |\n\n\
         ## More\n\n!!! note\n    A note.\n\n<details><summary>Open</summary>\n\nMore.\n\n</details>\n\n- one\n- two\n",
    );
    desk.write("calm.md", "---\naudience: agents\ntags: [calm-opening]\n---\n# Calm\n\n- I stay with it.\n");
    desk.write(
        "rtl.md",
        "---\nlang: ar\ntitle: إعادة ضبط الرمز\n---\n# إعادة ضبط الرمز\n\nvpn الهاتف لا يعرض رمزا.\n",
    );
    desk.catch_up();
    let agent = Reader::agent("ada", ["public", "agents"]);
    for floor in 0..4 {
        ask(&desk, &agent, &format!("E-{floor}"), &format!("The espresso maker on floor {floor} leaks"));
    }
    account(&desk, "root", Role::Admin);
    desk
}

/// Where every page is that is only looked at.
fn places(ticket: &str) -> Vec<String> {
    let mut places: Vec<String> = [
        "/",
        "/ask",
        "/login",
        "/search",
        "/search?q=vpn",
        "/search?q=tokken",
        "/search?q=zeppelin&tag=vpn",
        "/articles/rich",
        "/articles/rtl",
        "/articles/vpn/setup",
        "/articles/mail/old",
        "/nowhere",
        "/agent",
        "/agent?q=vpn",
        "/agent?q=zeppelin",
        "/agent?q=keys",
        "/agent/requests",
        "/writer",
        "/lead",
        "/writer/articles/vpn/reset",
        "/writer/articles/mail/old",
        "/writer/preview?article=vpn/reset",
        "/admin",
        "/admin/accounts/root",
    ]
    .map(str::to_owned)
    .into();
    places.extend(Name::ALL.iter().map(|name| format!("/writer/{}", name.word())));
    places.extend([format!("/agent/{ticket}"), format!("/agent/{ticket}/handover")]);
    places
}

/// Every page, with the parts of it that are not always there.
async fn every_page(browser: &Client, address: &str, axe: &str, ticket: &str) -> Vec<String> {
    let mut all = Vec::new();
    for place in places(ticket) {
        browser.goto(&format!("{address}{place}")).await.expect("a page");
        if place == "/agent?q=vpn" {
            run(browser, "document.querySelectorAll('details').forEach(one => { one.hidden = false; one.open = true; })").await;
        }
        look(browser, axe, &place, &mut all).await;
    }
    browser.goto(&format!("{address}/writer")).await.expect("a page");
    pressed(browser, "a[href^='/writer/drafts/']").await;
    browser.wait().for_element(Locator::Css("pre.whole")).await.expect("a draft");
    look(browser, axe, "a draft", &mut all).await;
    browser.goto(&format!("{address}/writer/preview")).await.expect("a page");
    typed(browser, "markdown", "# VPN codes\n\nSee [it](gone.md) when the phone shows no code.").await;
    pressed(browser, "form.try button").await;
    browser.wait().for_element(Locator::Id("changes")).await.expect("what would change");
    look(browser, axe, "a text that is tried", &mut all).await;
    browser.goto(&format!("{address}/admin")).await.expect("a page");
    run(browser, "document.querySelectorAll('details').forEach(one => { one.open = true; })").await;
    look(browser, axe, "/admin with its forms", &mut all).await;
    typed(browser, "token-name", "chat").await;
    pressed(browser, "form[action='/admin/tokens'] button").await;
    browser.wait().for_element(Locator::Id("secret")).await.expect("a token");
    look(browser, axe, "a token that was made", &mut all).await;
    browser.goto(&format!("{address}/admin")).await.expect("a page");
    pressed(browser, "a[href^='/admin/tokens/']").await;
    browser.wait().for_element(Locator::Css(".danger")).await.expect("a question");
    look(browser, axe, "a token that is taken away", &mut all).await;
    browser.goto(&format!("{address}/ask")).await.expect("a page");
    typed(browser, "text", "My phone shows no VPN code").await;
    pressed(browser, "button.main").await;
    browser.wait().for_element(Locator::Css(".said")).await.expect("suggestions");
    look(browser, axe, "the answer of /ask", &mut all).await;
    pressed(browser, ".said .good").await;
    browser.wait().for_element(Locator::Css(".thanks")).await.expect("thanks");
    look(browser, axe, "the thanks of /ask", &mut all).await;
    browser.goto(&format!("{address}/ask")).await.expect("a page");
    typed(browser, "text", "My phone shows no VPN code").await;
    browser.wait().for_element(Locator::Css("#ask-draft li")).await.expect("suggestions");
    look(browser, axe, "/ask while it is written", &mut all).await;
    run(browser, "document.getElementById('reply-to').type = 'text'").await;
    typed(browser, "reply-to", "nobody").await;
    pressed(browser, ".send button").await;
    browser.wait().for_element(Locator::Css("#address")).await.expect("the form once more");
    look(browser, axe, "/ask that is not sent", &mut all).await;
    run(browser, "document.getElementById('reply-to').value = 'ann@example.org'").await;
    pressed(browser, ".send button").await;
    browser.wait().for_element(Locator::Css(".number")).await.expect("a number");
    look(browser, axe, "what was sent", &mut all).await;
    browser.goto(&format!("{address}/agent/requests")).await.expect("a page");
    look(browser, axe, "/agent/requests with some in it", &mut all).await;
    all
}

fn complaint(desk: &Opened) -> String {
    let root = Reader::with("root", Role::Admin, firstline::access::AudienceSet::of(["public", "agents"]));
    let shown = ask(
        desk,
        &root,
        "T-99",
        "This is unacceptable: my phone shows no VPN code, I wait for the third time",
    );
    tell(desk, &root, shown, Some("vpn/reset"), Verdict::Wrong);
    tell(desk, &root, shown, Some("mail/full"), Verdict::NotHelpful);
    let text = "This is unacceptable: my phone shows no VPN code, I wait for the third time".to_owned();
    let sending = Sending {
        text,
        shown: Some(shown),
        reply_to: Some("ann@example.org".to_owned()),
        ..Sending::default()
    };
    desk.desk.send(&sending, &root).expect("a request");
    shown.to_string()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_finds_nothing_on_a_wide_screen() {
    let Some(axe) = axe() else { return };
    let desk = desk();
    let ticket = complaint(&desk);
    in_wide_browser(desk.desk.clone(), async move |browser, address| {
        let mut all = Vec::new();
        browser.goto(&format!("{address}/login")).await.expect("a page");
        look(&browser, &axe, "/login", &mut all).await;
        browser.goto(&format!("{address}/agent")).await.expect("a page");
        look(&browser, &axe, "/agent for nobody", &mut all).await;
        sign_in(&browser, &address, "root", "/agent").await;
        all.extend(every_page(&browser, &address, &axe, &ticket).await);
        assert!(all.is_empty(), "{}", all.join("\n"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn axe_finds_nothing_on_a_phone() {
    let Some(axe) = axe() else { return };
    let desk = desk();
    let ticket = complaint(&desk);
    in_browser(desk.desk.clone(), async move |browser, address| {
        sign_in(&browser, &address, "root", "/agent").await;
        let all = every_page(&browser, &address, &axe, &ticket).await;
        assert!(all.is_empty(), "{}", all.join("\n"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_console_fits_a_phone_and_a_finger() {
    let desk = desk();
    let ticket = complaint(&desk);
    in_browser(desk.desk.clone(), async move |browser, address| {
        sign_in(&browser, &address, "root", "/agent").await;
        for place in ["/agent", "/agent?q=vpn", &format!("/agent/{ticket}"), &format!("/agent/{ticket}/handover"), "/agent/requests"] {
            browser.goto(&format!("{address}{place}")).await.expect("a page");
            let wide = run(&browser, "return document.documentElement.scrollWidth").await;
            assert_eq!(wide, 390, "{place}");
            let small = run(
                &browser,
                "return [...document.querySelectorAll('button, textarea, .places a, .acts a, .tabs a, summary')] \
                 .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)",
            )
            .await;
            assert_eq!(small, Value::Array(Vec::new()), "{place}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_scripts_of_all_pages_together_are_small() {
    let desk = busy();
    let folder = format!("{}/src/http/pages/assets/scripts", env!("CARGO_MANIFEST_DIR"));
    let files = fs::read_dir(folder).expect("the assets").map(|file| file.expect("a file").file_name());
    let names = files.map(|name| name.into_string().expect("UTF-8"));
    let scripts: Vec<String> = names.filter(|name| name.strip_suffix(".js").is_some()).collect();
    assert!(scripts.len() > 3, "{scripts:?}");
    let mut all = 0;
    for name in scripts {
        let script = desk.get(&format!("/assets/0/{name}")).await;
        assert_eq!(script.status, 200);
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&script.body).expect("room");
        all += packed.finish().expect("an end").len();
    }
    assert!(all <= 20 * 1024, "{all} bytes of scripts, packed");
}
