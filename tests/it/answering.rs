//! What an agent does on the console, without JavaScript: asks, reads, says what came of it, hands over.

use firstline::{
    access::{Reader, Role},
    desk::{Ask, Privacy, Searches},
    http::Settings,
    learn::Verdict,
};
use serde_json::json;

use crate::{
    desk::{Base, Opened, Reply, encoded, small},
    readers::token,
    reporting::tell,
};

#[track_caller]
fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
}

/// An agent at a browser.
struct Agent<'a> {
    desk: &'a Opened,
    token: String,
}

impl Agent<'_> {
    fn at<'a>(desk: &'a Opened, name: &str) -> Agent<'a> {
        Agent { desk, token: token(desk, name, Role::Agent, &[]) }
    }

    async fn get(&self, address: &str) -> Reply {
        let headers =
            [("authorization", self.token.as_str()), ("accept", "text/html"), ("host", "desk.example")];
        self.desk.get_as(address, &headers).await
    }

    async fn page(&self, address: &str) -> String {
        let reply = self.get(address).await;
        assert_eq!(reply.status, 200, "{address}: {}", reply.text());
        reply.text().to_owned()
    }

    async fn send(&self, address: &str, fields: &[(&str, &str)]) -> Reply {
        let pairs = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
        let body = pairs.collect::<Vec<_>>().join("&");
        let headers = [
            ("authorization", self.token.as_str()),
            ("accept", "text/html"),
            ("content-type", "application/x-www-form-urlencoded"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.desk.post_as(address, &headers, body).await
    }

    /// Sends a form, and says where it leads.
    async fn led(&self, address: &str, fields: &[(&str, &str)]) -> String {
        let reply = self.send(address, fields).await;
        assert_eq!(reply.status, 303, "{}", reply.text());
        reply.header("location").to_owned()
    }

    /// Presses a button of a page, with what its form holds.
    async fn press(&self, page: &str, article: &str, verdict: &str) -> String {
        let form = page
            .split("<form ")
            .skip(1)
            .map(|form| form.split_once("</form>").expect("the end of a form").0)
            .find(|form| {
                hidden(form, "article").as_deref() == Some(article)
                    && form.contains(&format!("name=\"verdict\" value=\"{verdict}\""))
            })
            .unwrap_or_else(|| panic!("no button says `{verdict}` of `{article}` in\n{page}"));
        let names = ["open", "q", "searched", "told", "chosen", "article"];
        let fields: Vec<_> = names.into_iter().filter_map(|name| Some((name, hidden(form, name)?))).collect();
        let mut fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        fields.push(("verdict", verdict));
        self.led("/agent/said", &fields).await
    }
}

fn hidden(form: &str, name: &str) -> Option<String> {
    let (_, rest) = form.split_once(&format!("name=\"{name}\" value=\""))?;
    Some(rest.split_once('"')?.0.to_owned())
}

/// The articles of a list, in their order.
fn listed(page: &str) -> Vec<String> {
    let of = |link: &str| link.split_once('"').expect("the end of an id").0.to_owned();
    page.split("class=\"pick\"")
        .skip(1)
        .map(|link| of(link.split_once("data-article=\"").expect("an id").1))
        .collect()
}

fn scanners() -> Base {
    Base::new()
        .file("a.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: charge it.\n")
        .file("b.md", "# The scanner beeps\n\n## Restart the dock\n\nThe parcel scanner beeps three times: restart the dock.\n")
        .file("c.md", "---\naudience: agents\nreview_by: 2020-01-31\n---\n# Scanners at the gate\n\nCall the gate.\n")
        .file("d.md", "# Parking\n\nWhere to park.\n")
}

/// A desk that knows what it is called.
fn known() -> Settings {
    Settings { public_url: Some("http://desk.example".to_owned()), ..Settings::default() }
}

const MAIL: &str =
    "Hello,\n\nthe parcel scanner beeps three times since Monday.\nCall me: +49 30 1234567\n\nRegards\nBob";

#[tokio::test]
async fn others_are_asked_to_sign_in() {
    let desk = small().open();
    let page = desk.page("/agent").await;
    assert_eq!(page.status, 401);
    has(page.text(), &["Please sign in", "href=\"/login?next=/agent\""]);
    assert!(!desk.page("/").await.text().contains("/agent"));
    has(&Agent::at(&desk, "ada").page("/").await, &["<a href=\"/agent\">Console</a>"]);
}

#[tokio::test]
async fn a_few_words_are_searched_for_and_a_mail_is_read() {
    let desk = scanners().open().served(&known());
    let ada = Agent::at(&desk, "ada");
    has(&ada.page("/agent").await, &["One line of up to 8 words is searched for", "Nothing is open"]);
    assert_eq!(ada.led("/agent", &[("text", " scanner  gate ")]).await, "/agent?q=scanner%20gate");
    let ticket = ada.led("/agent", &[("text", MAIL), ("number", "T-1"), ("channel", "mail")]).await;
    let page = ada.page(&ticket).await;
    has(
        &page,
        &[
            "<strong>T-1</strong> <bdi>the parcel scanner beeps three times since Monday.",
            "<mark>scanner</mark>",
            "Why: words: ",
            " %</span>",
            "name=\"verdict\" value=\"resolved\"",
            "http://desk.example/articles/",
        ],
    );
    assert!(!page.contains("1234567"), "what is personal is taken out");
    // Whoever knows better says how it is to be read.
    assert!(ada.led("/agent", &[("text", "scanner"), ("as", "ticket")]).await.starts_with("/agent/"));
    assert!(ada.led("/agent", &[("text", MAIL), ("as", "search")]).await.starts_with("/agent?q=Hello"));
    assert_eq!(ada.led("/agent", &[("text", " \n")]).await, "/agent");
}

#[tokio::test]
async fn an_article_says_who_reads_it_and_how_fresh_it_is() {
    let desk = scanners().open();
    let ada = Agent::at(&desk, "ada");
    let page = ada.page("/agent?q=gate").await;
    has(
        &page,
        &[
            "Internal</span>",
            "Review was due <time datetime=\"2020-01-31\">",
            "Call the gate.",
            "for colleagues",
        ],
    );
    // Another article beside the same list, by a link.
    let list = ada.page("/agent?q=scanner").await;
    let (_, link) = list.split_once("class=\"pick\" href=\"").expect("a link");
    has(link, &["article=b#restart-the-dock"]);
    let page = ada.page("/agent?q=scanner&article=b").await;
    has(
        &page,
        &[
            "data-article=\"b\"",
            "restart the dock.</p>",
            "The scanner beeps: Restart the dock",
            "/articles/b#restart-the-dock",
        ],
    );
    assert_eq!(listed(&list), listed(&page), "the list stays as it is");
}

#[tokio::test]
async fn what_resolved_it_comes_first_the_next_time_until_that_is_undone() {
    let desk = scanners().open();
    let ada = Agent::at(&desk, "ada");
    let ticket = ada.led("/agent", &[("text", MAIL)]).await;
    let page = ada.page(&ticket).await;
    assert_eq!(listed(&page)[..2], ["a", "b"]);
    let page = ada.page(&format!("{ticket}?article=b")).await;
    let back = ada.press(&page, "b", "resolved").await;
    assert_eq!(back, format!("{ticket}?article=b"));
    let page = ada.page(&back).await;
    has(
        &page,
        &["<q>The scanner beeps</q> resolved it, and comes sooner the next time.", "Resolved it</span>"],
    );
    assert_eq!(listed(&page)[..2], ["a", "b"], "what was shown stays what was shown");
    let again = ada.led("/agent", &[("text", MAIL)]).await;
    assert_eq!(listed(&ada.page(&again).await)[..2], ["b", "a"]);

    let page = ada.page(&back).await;
    let page = ada.page(&ada.press(&page, "b", "retracted").await).await;
    assert!(!page.contains("class=\"recorded\"") && !page.contains("Resolved it</span>"));
    let again = ada.led("/agent", &[("text", MAIL)]).await;
    assert_eq!(listed(&ada.page(&again).await)[..2], ["a", "b"], "it never happened");
}

#[tokio::test]
async fn a_button_that_is_pressed_twice_says_it_once() {
    let desk = scanners().open();
    let ada = Agent::at(&desk, "ada");
    let ticket = ada.led("/agent", &[("text", MAIL)]).await;
    let page = ada.page(&ticket).await;
    for _ in 0..3 {
        ada.press(&page, "a", "wrong").await;
    }
    let page = ada.page(&ticket).await;
    assert_eq!(page.matches("is wrong or outdated; writers see that").count(), 1);
    let id = ticket.rsplit('/').next().expect("a number");
    let packet =
        desk.get_as(&format!("/api/v1/handover/{id}"), &[("authorization", &ada.token)]).await.json();
    assert_eq!(packet["tried"].as_array().expect("a list").len(), 1);
    // What is wrong can be added.
    let fields =
        [("open", id), ("article", "a"), ("verdict", "wrong"), ("note", "the dock is gone"), ("told", "1")];
    let page = ada.page(&ada.led("/agent/said", &fields).await).await;
    has(&page, &["the dock is gone"]);
}

#[tokio::test]
async fn what_was_found_by_hand_is_said_of_the_ticket() {
    let desk = scanners().file("e.md", "# Zebras\n\nZebras in the yard: call the zoo.\n").open();
    let ada = Agent::at(&desk, "ada");
    let ticket = ada.led("/agent", &[("text", MAIL)]).await;
    let id = ticket.rsplit('/').next().expect("a number").to_owned();
    let found = ada.led("/agent", &[("text", "zebras"), ("open", &id)]).await;
    assert_eq!(found, format!("{ticket}?q=zebras"));
    let page = ada.page(&found).await;
    has(&page, &["Found by hand", "Back to what was suggested"]);
    ada.press(&page, "e", "resolved").await;
    let told = desk.desk.look_again(firstline::learn::EventId::parse(&id).expect("a number"), &everything());
    let said = told.expect("what was shown").said;
    assert_eq!((said.len(), said[0].verdict), (1, Verdict::Resolved));
    assert_eq!(said[0].article.as_ref().map(|(id, _)| id.as_str()), Some("e"));
    has(&ada.page(&ticket).await, &["<q>Zebras</q> resolved it"]);

    // What is found while it is typed is written down once something is said of it.
    let page = ada.page("/agent?q=zebras&typing=1").await;
    assert_eq!(hidden(&page, "searched").as_deref(), Some(""));
    let back = ada.press(&page, "e", "resolved").await;
    has(&back, &["/agent?q=zebras&searched="]);
    has(&ada.page(&back).await, &["<q>Zebras</q> resolved it"]);
}

fn everything() -> Reader {
    Reader::at_terminal([])
}

#[tokio::test]
async fn where_nothing_comes_near_the_console_says_so_and_reports_the_gap() {
    let desk = scanners().open();
    let ada = Agent::at(&desk, "ada");
    let text = "Zeppelin airworthiness certificates\nfor the yard in Bremen, who signs them and until when?";
    let ticket = ada.led("/agent", &[("text", text)]).await;
    let page = ada.page(&ticket).await;
    has(&page, &["value=\"not_helpful\" data-key=\"0\"", "Hand it over"]);
    has(&page, &["Search for its first words</a>", "?q=Zeppelin%20airworthiness%20certificates"]);
    assert!(
        page.contains("No article comes near this") || page.contains("Probably no article resolves this")
    );
    let page = ada.page(&ada.press(&page, "", "not_helpful").await).await;
    has(&page, &["nothing that was shown helped; it is reported as a gap"]);
    has(&ada.page("/agent?q=zeppelin").await, &["Nothing has these words"]);
}

#[tokio::test]
async fn where_searches_are_not_written_down_nothing_is_said_of_them() {
    let desk = scanners().open_with(|settings| {
        settings.privacy = Privacy { searches: Searches::Nobody, ..Privacy::default() }
    });
    let ada = Agent::at(&desk, "ada");
    let page = ada.page("/agent?q=scanner").await;
    has(&page, &["Searches are not written down here"]);
    assert!(!page.contains("name=\"verdict\""));
    let refused =
        ada.send("/agent/said", &[("q", "scanner"), ("article", "a"), ("verdict", "resolved")]).await;
    assert_eq!(refused.status, 404, "{}", refused.text());
}

#[tokio::test]
async fn the_next_tier_gets_what_was_shown_tried_and_declared() {
    let desk = scanners().open().served(&known());
    let (ada, bob) = (Agent::at(&desk, "ada"), Agent::at(&desk, "bob"));
    // A ticket like it that somebody resolved.
    let colleague = Reader::agent("eve", ["public", "agents"]);
    let ask = Ask { text: MAIL.to_owned(), ticket: Some("T-0".to_owned()), limit: 5, ..Ask::default() };
    let shown = desk.desk.suggest(&ask, &colleague).expect("suggestions").id;
    tell(&desk, &colleague, shown, Some("b"), Verdict::Resolved);
    let fields = [
        ("text", MAIL),
        ("number", "T-1"),
        ("channel", "phone"),
        ("product", "Gatekeeper"),
        ("surroundings", "dock 4, since Monday"),
    ];
    let ticket = ada.led("/agent", &fields).await;
    let page = ada.page(&ticket).await;
    ada.press(&page, &listed(&page)[0], "not_helpful").await;
    let page = ada.page(&format!("{ticket}/handover")).await;
    has(
        &page,
        &[
            "Hand-over of T-1",
            "<dt>surroundings</dt><dd><bdi>dock 4, since Monday</bdi>",
            "was not it, and is shown less for such tickets",
            "Tickets like it, and what resolved them",
            "Hand-over of ticket T-1",
            "- product: Gatekeeper",
            "http://desk.example/articles/b",
        ],
    );
    // A colleague who may read the same gets the same, as JSON too.
    let id = ticket.rsplit('/').next().expect("a number");
    has(&bob.page(&format!("{ticket}/handover")).await, &["dock 4"]);
    let call = format!("/api/v1/handover/{id}");
    let packet = desk.get_as(&call, &[("authorization", &bob.token)]).await.json();
    assert_eq!(packet["context"], json!({"product": "Gatekeeper", "surroundings": "dock 4, since Monday"}));
    assert_eq!(packet["tried"][0]["verdict"], "not_helpful");
    assert_eq!(packet["similar_resolved"][0]["article"]["id"], "b");
    assert_eq!((&packet["ticket"], &packet["channel"]), (&json!("T-1"), &json!("phone")));
    // Others do not.
    desk.get(&call).await.problem(404, "not_shown");
    let customer = token(&desk, "shop", Role::Customer, &[]);
    desk.get_as(&call, &[("authorization", &customer)]).await.problem(404, "not_shown");
    let narrow = token(&desk, "narrow", Role::Agent, &["public"]);
    desk.get_as(&call, &[("authorization", &narrow)]).await.problem(404, "not_shown");
}

#[tokio::test]
async fn whoever_asked_for_themselves_gets_their_own_packet() {
    let desk = scanners().open();
    let customer = token(&desk, "shop", Role::Customer, &[]);
    let headers = [("authorization", customer.as_str()), ("content-type", "application/json")];
    let body = json!({"text": MAIL, "context": {"product": "Gatekeeper"}}).to_string();
    let shown = desk.post_as("/api/v1/suggest", &headers, body).await.json();
    let call = format!("/api/v1/handover/{}", shown["suggestion_id"].as_str().expect("a number"));
    let packet = desk.get_as(&call, &headers[..1]).await.json();
    assert_eq!(packet["shown"][0]["article"]["id"], shown["suggestions"][0]["article"]["id"]);
    assert_eq!(packet["similar_resolved"], json!([]));
}

#[tokio::test]
async fn a_list_is_there_after_a_restart_without_what_lay_in_memory() {
    let desk = scanners().open();
    let ada = Agent::at(&desk, "ada");
    let ticket = ada.led("/agent", &[("text", MAIL), ("surroundings", "Gatekeeper")]).await;
    let before = listed(&ada.page(&ticket).await);
    let token = ada.token.clone();
    let desk = desk.opened_again();
    desk.catch_up();
    let ada = Agent { desk: &desk, token };
    let page = ada.page(&ticket).await;
    assert_eq!(listed(&page), before);
    has(&page, &["is not known any more", "restart the dock"]);
    assert!(!page.contains("Why: "));
    assert!(!ada.page(&format!("{ticket}/handover")).await.contains("Gatekeeper"));
}

#[tokio::test]
async fn what_is_forgotten_is_forgotten_here_too() {
    let desk = scanners().open();
    let ada = Agent::at(&desk, "ada");
    let fields = [("text", MAIL), ("number", "T-9"), ("surroundings", "dock of Bob Miller")];
    let ticket = ada.led("/agent", &fields).await;
    has(&ada.page(&format!("{ticket}/handover")).await, &["Bob Miller"]);
    desk.desk.forget(&firstline::learn::Which::Ticket("T-9".to_owned())).expect("forgotten");
    let page = ada.page(&format!("{ticket}/handover")).await;
    assert!(!page.contains("Bob Miller") && !page.contains("T-9") && !page.contains("beeps three times"));
}

#[tokio::test]
async fn whoever_complains_gets_calm_words_and_never_an_offer() {
    let desk = scanners()
        .file("calm.md", "---\naudience: agents\ntags: [calm-opening]\n---\n# Calm\n\n- I stay with it until it works.\n- Tell me what must work by tonight.\n")
        .file("offer.md", "---\nkind: offer\n---\n# A new parcel scanner\n\nOur parcel scanner never beeps three times.\n")
        .open();
    let ada = Agent::at(&desk, "ada");
    let offer = "Related offer</span> <a href=\"/articles/offer\">A new parcel scanner</a>";
    let page = ada.page(&ada.led("/agent", &[("text", MAIL)]).await).await;
    has(&page, &[offer]);
    assert!(!page.contains("Begin calmly"));
    assert!(!listed(&page).contains(&"offer".to_owned()), "it has no place among what resolves");
    let upset = format!("This is the third time I write, unacceptable!\n{MAIL}");
    let ticket = ada.led("/agent", &[("text", &upset)]).await;
    let page = ada.page(&ticket).await;
    has(&page, &["Begin calmly", "<li>I stay with it until it works.</li>"]);
    assert!(!page.contains("Related offer"));
    assert!(!ada.page(&format!("{ticket}?q=scanner")).await.contains("Related offer"));
    has(&ada.page("/agent?q=parcel+scanner").await, &[offer]);
}

#[tokio::test]
async fn how_long_it_takes_is_said_of_five_tickets_and_of_no_fewer() {
    let desk = scanners().open();
    let ada = Agent::at(&desk, "ada");
    let colleague = Reader::agent("eve", ["public", "agents"]);
    for number in 0..5 {
        assert!(!ada.page("/agent?q=scanner").await.contains("tickets were resolved within"));
        let ask =
            Ask { text: MAIL.to_owned(), ticket: Some(format!("T-{number}")), limit: 5, ..Ask::default() };
        let shown = desk.desk.suggest(&ask, &colleague).expect("suggestions").id;
        tell(&desk, &colleague, shown, Some("a"), Verdict::Resolved);
    }
    has(&ada.page("/agent?q=scanner").await, &["Half of 5 tickets were resolved within a minute"]);
}

#[tokio::test]
async fn a_false_host_is_in_nothing_that_is_copied() {
    let desk = scanners().open();
    let ada = Agent::at(&desk, "ada");
    let ticket = ada.led("/agent", &[("text", MAIL)]).await;
    for address in [ticket.clone(), format!("{ticket}/handover")] {
        let page = ada.page(&address).await;
        assert!(page.contains("/articles/") && !page.contains("desk.example"), "{address}: {page}");
    }
    // Where requests for other hosts are refused, it is no false one.
    let desk = desk.served(&Settings { hosts: vec!["desk.example".to_owned()], ..Settings::default() });
    let page = Agent::at(&desk, "bob").page("/agent?q=scanner").await;
    has(&page, &["http://desk.example/articles/"]);
}
