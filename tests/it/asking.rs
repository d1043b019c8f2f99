//! What people see who ask on a page, before they bother anybody.

use crate::desk::{Base, Opened, Reply, small};

#[track_caller]
fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
}

#[track_caller]
fn good(reply: &Reply) -> &str {
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.header("content-type"), "text/html; charset=utf-8");
    reply.text()
}

/// The value of a hidden field.
fn hidden(page: &str, name: &str) -> String {
    let (_, rest) = page.split_once(&format!("name=\"{name}\" value=\"")).expect("a hidden field");
    rest.split_once('"').expect("its end").0.to_owned()
}

async fn asked(desk: &Opened, subject: &str, text: &str) -> String {
    good(&desk.fill("/ask", &[("subject", subject), ("text", text)]).await).to_owned()
}

#[tokio::test]
async fn the_form_stands_on_a_page_of_its_own_that_all_pages_lead_to() {
    let desk = small().open();
    let reply = desk.page("/ask?q=no+%22code%22").await;
    has(
        good(&reply),
        &[
            "<h1 id=\"ask\">What is wrong?</h1>",
            "<form id=\"ask-form\" action=\"/ask#found\" method=\"post\">",
            "<label for=\"text\">",
            "no &#34;code&#34;</textarea>",
            "href=\"/ask\" aria-current=\"page\">Ask</a>",
        ],
    );
    for address in ["/", "/search?q=vpn", "/articles/vpn/reset", "/nowhere"] {
        has(desk.page(address).await.text(), &["<a class=\"ask\" href=\"/ask\">Ask</a>"]);
    }
    has(desk.page("/search?q=zeppelin").await.text(), &["href=\"/ask?q=zeppelin\""]);
}

#[tokio::test]
async fn a_question_gets_what_may_solve_it_and_stays_in_the_form() {
    let desk = small().open();
    let reply =
        desk.fill("/ask", &[("subject", "VPN token"), ("text", "It shows <no> code.\r\n\r\nThanks")]).await;
    has(
        good(&reply),
        &[
            "value=\"VPN token\"",
            "It shows &#60;no&#62; code.\r\n\r\nThanks</textarea>",
            "<a href=\"/articles/vpn/reset\">Reset the VPN token</a>",
            "href=\"/articles/vpn/reset#no-code-arrives\"",
            " %</span>",
            "<li>words: ",
            "name=\"resolved\" value=\"vpn/reset\">This solved it",
            "name=\"not_helpful\" value=\"vpn/reset\">Did not help",
        ],
    );
    assert_eq!(reply.header("cache-control"), "no-store");
    assert!(!reply.text().contains("<no>"));
}

#[tokio::test]
async fn where_nothing_helps_nothing_is_shown() {
    let desk = small().open();
    let page = asked(&desk, "", "Zeppelin airworthiness certificates").await;
    has(
        &page,
        &["We found nothing that solves this", "href=\"/search?q=Zeppelin%20airworthiness%20certificates\""],
    );
    assert!(!page.contains("This solved it"));
    for (subject, text) in [("", ""), (" ", "\r\n")] {
        let page = asked(&desk, subject, text).await;
        has(&page, &["Write what is wrong first.", "aria-invalid=\"true\""]);
        assert!(!page.contains("We found nothing"));
    }
}

#[tokio::test]
async fn what_solved_it_comes_first_when_it_is_asked_again() {
    let desk = Base::new()
        .file("a.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: charge it.\n")
        .file("b.md", "# The scanner beeps\n\nThe parcel scanner beeps three times: restart the dock.\n")
        .file("c.md", "# Parking\n\nWhere to park.\n")
        .open();
    let text = "The parcel \"scanner\" beeps three times.\r\nmail: bob@example.org";
    let page = asked(&desk, "", text).await;
    has(&page, &["Taken out before anything was kept: 1 × mail."]);
    let (id, token) = (hidden(&page, "suggestion_id"), hidden(&page, "token"));
    assert!(page.find("value=\"a\"") < page.find("value=\"b\""));
    let fields = [("suggestion_id", &*id), ("token", &*token), ("text", text), ("resolved", "b")];
    let thanks = desk.fill("/ask/outcome", &fields).await;
    has(
        good(&thanks),
        &[
            "Thank you, recorded",
            "<form class=\"again\" action=\"/ask#found\" method=\"post\">",
            "value=\"The parcel &#34;scanner&#34; beeps three times.\r\nmail: bob@example.org\"",
            "href=\"/articles/b\"",
        ],
    );
    let page = asked(&desk, "", text).await;
    assert!(page.find("value=\"b\"") < page.find("value=\"a\""));
    has(&page, &["<li>resolved 1 of the 1 most similar tickets"]);
    let fields = [("suggestion_id", &*id), ("token", &*token), ("not_helpful", "a")];
    has(good(&desk.fill("/ask/outcome", &fields).await), &["Thank you, recorded", "is shown less"]);
    let fields = [("suggestion_id", &*id), ("token", &*token), ("nothing", "1")];
    has(good(&desk.fill("/ask/outcome", &fields).await), &["Thank you, recorded", "what is missing here"]);
}

#[tokio::test]
async fn forms_of_other_sites_and_broken_ones_change_nothing() {
    let desk = small().open();
    let form = ("content-type", "application/x-www-form-urlencoded");
    for from in [
        &[("sec-fetch-site", "cross-site")][..],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "https://elsewhere.example"), ("host", "desk.example")],
        &[("origin", "null"), ("host", "desk.example")],
    ] {
        for address in ["/ask", "/ask/outcome"] {
            let headers: Vec<(&str, &str)> = from.iter().copied().chain([form]).collect();
            desk.post_as(address, &headers, "text=vpn+token").await.problem(403, "cross_site");
        }
    }
    let page = desk
        .post_as("/ask", &[form, ("sec-fetch-site", "cross-site"), ("accept", "text/html")], "text=vpn")
        .await;
    assert_eq!(page.status, 403);
    has(page.text(), &["That came from another site"]);
    for from in [&[][..], &[("origin", "http://desk.example"), ("host", "desk.example")]] {
        let headers: Vec<(&str, &str)> = from.iter().copied().chain([form]).collect();
        assert_eq!(desk.post_as("/ask", &headers, "text=vpn+token").await.status, 200);
    }

    desk.post_as("/ask", &[("content-type", "application/json")], "{}")
        .await
        .problem(415, "unsupported_media_type");
    desk.post_as("/ask", &[form], "text=".to_owned() + &"x".repeat(1_100_000))
        .await
        .problem(413, "payload_too_large");
    desk.post_as("/ask/outcome", &[form], "suggestion_id=x").await.problem(400, "invalid_parameter");
    desk.post_as("/ask/outcome", &[form], "suggestion_id=x&resolved=vpn/reset")
        .await
        .problem(404, "not_shown");
    let gone =
        desk.fill("/ask/outcome", &[("suggestion_id", &"0".repeat(32)), ("resolved", "vpn/reset")]).await;
    assert_eq!(gone.status, 404);
    has(gone.text(), &["We do not know that question any more", "Nothing was recorded"]);
    assert_eq!(desk.post_as("/ask", &[form], "text=%ff%fe%00&&&=&text").await.status, 200);
}
