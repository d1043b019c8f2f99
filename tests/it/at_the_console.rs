//! What an agent does on the console by keyboard alone, in a real browser.

use std::time::{Duration, Instant};

use fantoccini::{Client, Locator, key::Key};
use firstline::access::Role;
use serde_json::{Value, json};

use crate::{
    browser::{in_wide_browser, pressed, run, typed},
    desk::Base,
    readers::{PASSWORD, account},
};

const MAIL: &str = "Hello,\n\nthe parcel scanner beeps three times since Monday.\n\nRegards\nBob";

fn scanners() -> Base {
    Base::new()
        .file("a.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: charge it.\n")
        .file("b.md", "# A scanner that beeps\n\n## Restart the dock\n\nThe parcel scanner beeps three times: restart the dock.\n")
        .file("c.md", "# Parking\n\nWhere to park.\n")
}

pub(crate) async fn sign_in(browser: &Client, address: &str, name: &str, next: &str) {
    browser.goto(&format!("{address}/login?next={next}")).await.expect("a page");
    typed(browser, "name", name).await;
    typed(browser, "password", PASSWORD).await;
    pressed(browser, "form[action='/login'] button").await;
    browser.wait().for_url(&format!("{address}{next}").parse().expect("an address")).await.expect("the page");
}

/// Waits until a script says this.
pub(crate) async fn until(browser: &Client, script: &str, expected: impl Into<Value>) {
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

/// Presses keys wherever the focus is.
async fn keys(browser: &Client, keys: &str) {
    browser.active_element().await.expect("a focus").send_keys(keys).await.expect("keys");
}

/// Pastes a text into the field, which has the focus then.
async fn paste(browser: &Client, text: &str) {
    run(browser, "document.activeElement.select()").await;
    let text = Value::from(text);
    run(browser, &format!("document.execCommand('insertText', false, {text})")).await;
}

/// What the policy of the page refused.
const REFUSED: &str = "const watch = new ReportingObserver(() => {}, {types: ['csp-violation'], buffered: true}); \
    watch.observe(); return watch.takeRecords().map(one => `${one.body.effectiveDirective} ${one.body.blockedURL}`)";
const PICKS: &str = "return [...document.querySelectorAll('.rows .pick')].map(one => one.dataset.article)";
const FOCUS: &str = "return document.activeElement.dataset.article ?? document.activeElement.id";
const RECORDED: &str =
    "return document.querySelector('.recorded span')?.textContent.includes('resolved it') ?? false";
const OPEN: &str = "return document.getElementById('console-answers').dataset.open";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_mail_is_pasted_resolved_and_undone_by_keyboard_and_the_next_one_knows() {
    let desk = scanners().open();
    account(&desk, "ana", Role::Agent);
    in_wide_browser(desk.desk.clone(), async |browser, address| {
        sign_in(&browser, &address, "ana", "/agent").await;
        until(&browser, FOCUS, "console-text").await;
        paste(&browser, MAIL).await;
        until(
            &browser,
            "return document.getElementById('console-rule').textContent",
            "Enter reads this as a ticket.",
        )
        .await;
        keys(&browser, &Key::Enter.to_string()).await;
        until(&browser, FOCUS, "a").await;
        let first = run(&browser, OPEN).await;
        assert_eq!(run(&browser, PICKS).await, json!(["a", "b"]));
        // On to the next one, whose preview follows; the list stays.
        keys(&browser, "j").await;
        until(&browser, "return document.getElementById('preview').dataset.article", "b").await;
        keys(&browser, "r").await;
        until(&browser, RECORDED, true).await;
        assert_eq!(run(&browser, PICKS).await, json!(["a", "b"]), "what was shown stays what was shown");
        until(&browser, FOCUS, "b").await;
        until(&browser, "return document.querySelector('.toast').textContent.includes('resolved it')", true)
            .await;
        keys(&browser, "z").await;
        until(&browser, "return document.querySelectorAll('.recorded').length", 0).await;
        keys(&browser, "r").await;
        until(&browser, RECORDED, true).await;

        // The next ticket, in a tab of its own.
        keys(&browser, "/").await;
        until(&browser, FOCUS, "console-text").await;
        paste(&browser, MAIL).await;
        keys(&browser, &Key::Enter.to_string()).await;
        until(&browser, PICKS, json!(["b", "a"])).await;
        assert_ne!(run(&browser, OPEN).await, first);
        assert_eq!(run(&browser, "return document.querySelectorAll('.tab').length").await, 2);
        // Back to the first one: its list, its text.
        pressed(&browser, ".tab a").await;
        until(&browser, OPEN, first).await;
        until(&browser, PICKS, json!(["a", "b"])).await;
        until(&browser, "return document.getElementById('console-text').value", MAIL).await;
        assert_eq!(run(&browser, REFUSED).await, json!([]));
        // What was typed lies in this tab of the browser alone.
        assert_eq!(
            run(&browser, "return Object.keys(localStorage).filter(name => name !== 'theme')").await,
            json!([])
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn keys_do_nothing_while_somebody_types_and_the_list_does_not_move_under_them() {
    let desk = scanners().open();
    account(&desk, "ana", Role::Agent);
    in_wide_browser(desk.desk.clone(), async |browser, address| {
        sign_in(&browser, &address, "ana", "/agent").await;
        until(&browser, FOCUS, "console-text").await;
        // What is found follows the words, and the field keeps the focus.
        keys(&browser, "scanner").await;
        until(&browser, PICKS, json!(["a", "b"])).await;
        assert_eq!(run(&browser, FOCUS).await, "console-text");
        keys(&browser, " rxfz19?").await;
        until(&browser, "return document.getElementById('console-text').value", "scanner rxfz19?").await;
        assert_eq!(run(&browser, "return document.querySelectorAll('.recorded').length").await, 0);
        assert_eq!(run(&browser, "return document.getElementById('console-keys').open").await, false);
        paste(&browser, "scanner").await;
        until(&browser, PICKS, json!(["a", "b"])).await;
        // Whoever is in the list is offered what comes afterwards.
        run(
            &browser,
            "const field = document.getElementById('console-text'); field.value = 'parking'; \
             field.dispatchEvent(new Event('input')); document.querySelector('.rows .pick').focus();",
        )
        .await;
        until(&browser, "return document.getElementById('console-offer').hidden", false).await;
        assert_eq!(run(&browser, PICKS).await, json!(["a", "b"]));
        pressed(&browser, "#console-offer button").await;
        until(&browser, PICKS, json!(["c"])).await;
        // What was found while it was typed can be said something of, too.
        keys(&browser, "r").await;
        until(&browser, RECORDED, true).await;
        keys(&browser, "?").await;
        until(&browser, "return document.getElementById('console-keys').open", true).await;
        assert_eq!(run(&browser, REFUSED).await, json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_is_copied_and_a_ticket_handed_over_by_keyboard() {
    let desk = scanners().open();
    account(&desk, "ana", Role::Agent);
    in_wide_browser(desk.desk.clone(), async |browser, address| {
        sign_in(&browser, &address, "ana", "/agent").await;
        until(&browser, FOCUS, "console-text").await;
        // What is copied is caught, for a browser without a window has no clipboard that can be read.
        run(
            &browser,
            "window.copied = []; navigator.clipboard.writeText = async text => { window.copied.push(text); }",
        )
        .await;
        paste(&browser, MAIL).await;
        keys(&browser, &Key::Enter.to_string()).await;
        until(&browser, FOCUS, "a").await;
        keys(&browser, "2").await;
        until(&browser, "return window.copied.length", 1).await;
        let copied = run(&browser, "return window.copied[0]").await;
        let copied = copied.as_str().expect("a text");
        assert!(copied.starts_with("A scanner that beeps: Restart the dock\n"), "{copied}");
        assert!(copied.trim_end().ends_with(&format!("{address}/articles/b#restart-the-dock")), "{copied}");
        keys(&browser, "x").await;
        until(
            &browser,
            "return document.querySelector('.recorded span')?.textContent.includes('was not it') ?? false",
            true,
        )
        .await;
        keys(&browser, "u").await;
        browser.wait().for_element(Locator::Id("packet")).await.expect("the hand-over");
        let packet = "return document.getElementById('packet').value";
        let text = run(&browser, packet).await;
        assert!(text.as_str().expect("a text").contains("\"A scanner that beeps\" was not it"), "{text}");
        // What the customer wrote is added from this tab, and from nowhere else.
        browser
            .find(Locator::Css("#packet-acts button:last-child"))
            .await
            .expect("a button")
            .click()
            .await
            .expect("a press");
        let text = run(&browser, packet).await;
        assert!(text.as_str().expect("a text").contains(MAIL), "{text}");
        assert_eq!(run(&browser, REFUSED).await, json!([]));
    })
    .await;
}
