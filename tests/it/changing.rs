//! What changed: as a feed, since an agent's last shift, and which tickets were answered by what was corrected since.

use std::process::Command;

use firstline::{
    access::{AudienceSet, Reader, Role},
    learn::Verdict,
    report::{By, Cell, Name, Report, Wanted},
};
use serde_json::Value;

use crate::{
    command_line::Place,
    desk::{Base, Opened, small},
    readers::token,
    reporting::{ask, report, tell},
    suggest_command::number,
};

fn titles(feed: &str) -> Vec<&str> {
    let parts = feed.split("<title>").skip(2);
    parts.map(|part| part.split("</title>").next().expect("an end")).collect()
}

fn id_of<'a>(feed: &'a str, title: &str) -> &'a str {
    let entry = feed.split("<entry>").find(|entry| entry.contains(&format!("<title>{title}</title>")));
    let entry = entry.unwrap_or_else(|| panic!("no `{title}` in {feed}"));
    entry.split("<id>").nth(1).and_then(|rest| rest.split("</id>").next()).expect("an id")
}

#[tokio::test]
async fn the_feed_is_of_what_its_reader_may_see() {
    let desk = small().file("past.md", "---\ntitle: Long ago\nupdated: 2020-05-01\n---\nText.\n").open();
    let reply = desk.get("/feed.atom").await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "application/atom+xml; charset=utf-8");
    assert_eq!(reply.header("cache-control"), "private, no-cache");
    let feed = reply.text();
    assert!(
        feed.starts_with(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">"
        ),
        "{feed}"
    );
    assert_eq!(titles(feed).len(), 6, "{feed}");
    assert!(feed.contains("<summary>When the phone shows no code.</summary>"), "{feed}");
    assert!(feed.contains("href=\"/articles/vpn/reset\""), "{feed}");
    // What was there from the beginning is as old as its author says.
    assert!(feed.contains("<updated>2020-05-01T00:00:00Z</updated>"), "{feed}");
    assert!(!feed.contains("Secret") && !feed.contains("canary"), "{feed}");
    let agent = token(&desk, "ada", Role::Agent, &[]);
    let theirs = desk.get_as("/feed.atom", &[("authorization", &agent)]).await;
    assert!(theirs.text().contains("<title>Secret keys</title>"), "{}", theirs.text());
    assert_eq!(theirs.header("cache-control"), "private, no-store");
    // Whoever has it already need not take it again.
    let tag = reply.header("etag").to_owned();
    let again = desk.get_as("/feed.atom", &[("if-none-match", &tag)]).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    // Every page says where it is.
    let page = desk.page("/").await;
    assert!(
        page.text().contains("<link rel=\"alternate\" href=\"/feed.atom\" type=\"application/atom+xml\"")
    );
}

#[tokio::test]
async fn an_article_keeps_its_id_whatever_becomes_of_it() {
    let desk = small().open();
    let before = desk.get("/feed.atom").await;
    let id = id_of(before.text(), "The mailbox is full").to_owned();
    assert!(id.starts_with("urn:uuid:"), "{id}");
    desk.write("mail/full.md", "---\ntitle: The mailbox & <b>more</b>\n---\nDelete nothing.\n");
    desk.catch_up();
    let feed = desk.get("/feed.atom").await;
    let title = "The mailbox &amp; &lt;b&gt;more&lt;/b&gt;";
    assert_eq!(titles(feed.text())[0], title, "what changed last comes first");
    assert_eq!(id_of(feed.text(), title), id);
    assert!(feed.text().contains("<category term=\"changed\"/>"), "{}", feed.text());
    desk.remove("mail/full.md");
    desk.catch_up();
    let feed = desk.get("/feed.atom").await;
    assert_eq!(id_of(feed.text(), title), id);
    assert!(
        feed.text()
            .contains("<category term=\"retired\"/><summary>The article is not here any more.</summary>"),
        "{}",
        feed.text()
    );
}

#[tokio::test]
async fn an_agent_is_told_what_changed_and_how_often_they_used_it() {
    let desk = small().open();
    let [ada, bob] = ["ada", "bob"].map(|name| token(&desk, name, Role::Agent, &[]));
    let json =
        |token: &str| [("authorization", token.to_owned()), ("content-type", "application/json".to_owned())];
    for number in 0..3 {
        let headers = json(&ada);
        let headers: Vec<(&str, &str)> =
            headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let body = format!("{{\"text\": \"no VPN code on my phone\", \"ticket\": \"S-{number}\"}}");
        let shown = desk.post_as("/api/v1/suggest", &headers, body).await.json();
        let outcome = serde_json::json!({"suggestion_id": shown["suggestion_id"], "article": "vpn/reset", "verdict": "resolved"});
        desk.post_as("/api/v1/outcomes", &headers, outcome.to_string()).await.json();
    }
    later(&desk);
    let since = desk.desk.now();
    desk.write("vpn/reset.md", "---\ntitle: Reset the VPN token\n---\nPress it three times.\n");
    desk.write("mail/full.md", "---\ntitle: The mailbox is full\n---\nDelete some.\n");
    desk.remove("de/vpn.md");
    desk.catch_up();
    let shift = async |token: &str, more: &str| {
        desk.get_as(&format!("/api/v1/shift{more}"), &[("authorization", token)]).await
    };
    let told = shift(&ada, &format!("?since={since}")).await.json();
    let changes = told["changes"].as_array().expect("changes");
    let first = &changes[0];
    assert_eq!(
        (&first["id"], &first["used"], &first["kind"]),
        (&"vpn/reset".into(), &3.into(), &"changed".into()),
        "{told:#}"
    );
    assert_eq!(first["url"], "/articles/vpn/reset");
    assert_eq!((&changes[1]["kind"], &changes[1]["id"]), (&"retired".into(), &Value::Null), "{told:#}");
    assert_eq!(changes.len(), 3, "{told:#}");
    // Without a time, in their first shift: the whole week, each article once.
    let week = shift(&ada, "").await.json();
    assert_eq!(
        (&week["ended"], week["changes"].as_array().map(Vec::len)),
        (&Value::Null, Some(5)),
        "{week:#}"
    );
    assert_eq!(
        (&week["changes"][0]["id"], &week["changes"][0]["kind"]),
        (&"vpn/reset".into(), &"added".into())
    );
    let other = shift(&bob, "").await.json();
    assert!(other["changes"].as_array().expect("changes").iter().all(|change| change["used"] == 0));
    assert_eq!(shift(&ada, "?since=2999-01-01").await.json()["changes"], serde_json::json!([]));
    for wrong in ["?since=yesterday", "?since=17"] {
        shift(&ada, wrong).await.problem(400, "invalid_parameter");
    }
    desk.get("/api/v1/shift").await.problem(401, "credential_needed");
    let customer = token(&desk, "cyd", Role::Customer, &[]);
    shift(&customer, "").await.problem(403, "forbidden");
}

#[test]
fn a_terminal_tells_what_changed() {
    let place =
        Place::with(&[("vpn.md", "# VPN token\n\nPress it twice.\n"), ("old.md", "# Old\n\nGone soon.\n")]);
    let id = number(&place.tell(&["suggest"], "the VPN token shows nothing\n"));
    place.run(&["record", &id, "vpn", "resolved"]).ended(0);
    place.write("kb/vpn.md", "# VPN token\n\nPress it once.\n");
    std::fs::remove_file(place.path("kb/old.md")).expect("removed");
    place.write("kb/new.md", "# New\n\nText.\n");
    let told = place.run(&["changes"]);
    let out = told.ended(0);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[0].starts_with("changed") || lines[0].starts_with("added"), "{out}");
    assert!(lines[0].ends_with("VPN token, used 1 time"), "{out}");
    assert!(out.contains("new.md") && !out.contains("Gone"), "{out}");
    let document = place.run(&["changes", "--json", "--limit", "1"]).json(0);
    assert_eq!(
        (&document["changes"][0]["path"], &document["changes"][0]["used"]),
        (&"vpn.md".into(), &1.into())
    );
    assert!(place.run(&["changes", "--since", "2999-01-01"]).ended(1).contains("nothing changed"));
    place.run(&["changes", "--since", "yesterday"]).ended(2);
}

fn column(report: &Report, row: usize, key: &str) -> Cell {
    let at = report.columns.iter().position(|column| column.key == key).expect("a column");
    report.rows[row][at].clone()
}

/// Three tickets that articles resolved: two of them with the section on codes, one with the mailbox; one that came back.
fn answered() -> Opened {
    let desk = small().open();
    let ada = Reader::agent("ada", ["public", "agents"]);
    for (ticket, text, article) in [
        ("R-1", "No code arrives, press the token", "vpn/reset"),
        ("R-2", "No code arrives, press the token", "vpn/reset"),
        ("R-3", "The mailbox is full of large mails", "mail/full"),
        ("R-4", "The mailbox is full of large mails", "mail/full"),
    ] {
        let shown = ask(&desk, &ada, ticket, text);
        tell(&desk, &ada, shown, Some(article), Verdict::Resolved);
        if ticket == "R-4" {
            tell(&desk, &ada, shown, Some(article), Verdict::Retracted);
        }
    }
    desk
}

const BEFORE: &str = "---\ntitle: Reset the VPN token\ndescription: When the phone shows no code.\n---\nSome words first.\n\n## No code arrives?\n\n";

/// What happens is told by whole seconds: waits for the next.
fn later(desk: &Opened) {
    let now = || desk.desk.now().as_second();
    let (begun, deadline) = (now(), std::time::Instant::now() + std::time::Duration::from_secs(30));
    while now() <= begun && std::time::Instant::now() < deadline {
        std::thread::yield_now();
    }
}

#[test]
fn what_was_answered_by_an_article_that_was_corrected_since_is_recalled() {
    let desk = answered();
    assert!(report(&desk, Name::Recall).rows.is_empty());
    later(&desk);
    // Another section than the one that was shown: the answer still holds.
    desk.write(
        "vpn/reset.md",
        &format!("{BEFORE}Press the token twice, then type `FP-121`.\n\n## Last\n\nAll done.\n"),
    );
    desk.catch_up();
    assert!(report(&desk, Name::Recall).rows.is_empty(), "{:#?}", report(&desk, Name::Recall).rows);
    desk.write("vpn/reset.md", &format!("{BEFORE}Never press it. Call us.\n"));
    desk.write("mail/full.md", "---\nstate: archived\nsuperseded_by: mail/room\n---\nGone.\n");
    desk.write("mail/room.md", "---\ntitle: Room for mails\n---\nAsk for more.\n");
    desk.catch_up();
    let told = report(&desk, Name::Recall);
    let tickets: Vec<Cell> = (0..told.rows.len()).map(|row| column(&told, row, "ticket")).collect();
    assert_eq!(tickets, ["R-3", "R-2", "R-1"].map(|ticket| Cell::Text(ticket.to_owned())), "{told:#?}");
    let what = |row| column(&told, row, "what").words();
    assert_eq!([what(0), what(1)], ["superseded", "corrected"]);
    let Cell::Article(next) = column(&told, 0, "successor") else { panic!("no successor: {told:#?}") };
    assert_eq!(next.id, "mail/room");
    desk.remove("mail/full.md");
    desk.catch_up();
    let told = report(&desk, Name::Recall);
    assert_eq!(column(&told, 0, "what").words(), "gone");
    assert!(format!("{:?}", told.rows[0]).contains("mail/full.md"), "{told:#?}");
}

#[tokio::test]
async fn what_is_hidden_is_not_recalled() {
    let desk = small().open();
    let ada = Reader::agent("ada", ["public", "agents"]);
    for ticket in ["H-1", "H-2"] {
        let shown = ask(&desk, &ada, ticket, "where is the canary token, the secret keys");
        tell(&desk, &ada, shown, Some("secret/keys"), Verdict::Resolved);
    }
    later(&desk);
    // For others than the writer of the public pages, and gone.
    desk.remove("secret/keys.md");
    desk.catch_up();
    assert_eq!(report(&desk, Name::Recall).rows.len(), 2);
    for audiences in [["public"].as_slice(), &["public", "tier2"]] {
        let few = Reader::with("few", Role::Writer, AudienceSet::of(audiences.iter().copied()));
        let permit = few.permit().expect("the right");
        let told = desk.desk.report(Name::Recall, Wanted::default(), &few, &permit).expect("a report");
        assert!(told.rows.is_empty() && !format!("{told:?}").contains("keys"), "{told:#?}");
    }
    let writer = token(&desk, "editor", Role::Writer, &[]);
    let page = desk.get_as("/writer/recall", &[("authorization", &writer), ("accept", "text/html")]).await;
    assert!(page.text().contains("H-1") && page.text().contains("secret/keys.md"), "{}", page.text());
    desk.get("/api/v1/reports/recall").await.problem(401, "credential_needed");
    let agent = token(&desk, "chat", Role::Agent, &[]);
    desk.get_as("/api/v1/reports/recall", &[("authorization", &agent)]).await.problem(403, "forbidden");
}

fn by_revision(desk: &Opened) -> Report {
    let reader = Reader::at_terminal([]);
    let permit = reader.permit().expect("the right");
    let wanted = Wanted { since: None, by: Some(By::Revision) };
    desk.desk.report(Name::Resolution, wanted, &reader, &permit).expect("a report")
}

#[test]
fn each_version_of_an_article_has_a_rate_of_its_own() {
    let desk = Base::new().file("vpn.md", "# VPN token\n\nPress it once.\n").open();
    let ada = Reader::agent("ada", ["public", "agents"]);
    let use_it = |from: usize, verdict| {
        for ticket in from..from + 6 {
            let shown = ask(&desk, &ada, &format!("V-{ticket}"), "the VPN token");
            tell(&desk, &ada, shown, Some("vpn"), verdict);
        }
    };
    use_it(0, Verdict::NotHelpful);
    later(&desk);
    desk.write("vpn.md", "# VPN token\n\nPress it twice.\n");
    desk.catch_up();
    use_it(6, Verdict::Resolved);
    let told = by_revision(&desk);
    assert_eq!(told.rows.len(), 2, "{told:#?}");
    let rate = |part| Cell::Rate(firstline::report::Rate { part, of: 6 });
    assert_eq!([column(&told, 0, "rate"), column(&told, 1, "rate")], [rate(6), rate(0)]);
    assert_eq!(column(&told, 0, "revision"), Cell::Nothing, "without Git no commit is known");
}

#[test]
fn with_git_a_version_is_a_commit() {
    let place = Place::with(&[("vpn.md", "# VPN token\n\nPress it once.\n")]);
    let git = |arguments: &[&str]| {
        let config = ["-c", "user.name=Ada", "-c", "user.email=ada@desk.test"];
        Command::new("git").args(config).args(arguments).current_dir(place.path("kb")).output()
    };
    if git(&["init", "--quiet"]).is_err() {
        assert!(std::env::var_os("CI").is_none(), "git is not installed");
        return;
    }
    for arguments in [["add", "--all"].as_slice(), &["commit", "--quiet", "-m", "Begin"]] {
        assert!(git(arguments).expect("git").status.success());
    }
    let head = git(&["rev-parse", "HEAD"]).expect("git").stdout;
    let head = String::from_utf8(head).expect("a hash");
    for _ in 0..5 {
        let id = number(&place.tell(&["suggest"], "the VPN token shows nothing\n"));
        place.run(&["record", &id, "vpn", "resolved"]).ended(0);
    }
    let told = place.run(&["report", "rate", "--by", "revision", "--json"]).json(0);
    assert_eq!(told["rows"][0]["revision"], head[..10], "{told:#}");
    assert_eq!((&told["rows"][0]["rate"]["part"], &told["rows"][0]["rate"]["n"]), (&5.into(), &5.into()));
}

#[tokio::test]
async fn the_console_shows_what_changed_while_nothing_is_open() {
    let desk = small().open();
    let agent = token(&desk, "ada", Role::Agent, &["public", "agents"]);
    let headers = [("accept", "text/html"), ("authorization", agent.as_str())];
    desk.write("vpn/reset.md", "---\ntitle: Reset the VPN token\n---\nPress it once.\n");
    desk.catch_up();
    let page = desk.get_as("/agent", &headers).await;
    assert_eq!(page.status, 200, "{}", page.text());
    let (_, since) = page.text().split_once("In the last seven days").expect("what changed");
    for words in
        ["<a href=\"/articles/vpn/reset\"><span class=\"what\" dir=\"auto\">Reset the VPN token", "Added on"]
    {
        assert!(since.contains(words), "`{words}` is not in {since}");
    }
    // A search takes the place of it.
    let found = desk.get_as("/agent?q=vpn", &headers).await;
    assert!(!found.text().contains("In the last seven days"));
    let german = [headers[0], headers[1], ("accept-language", "de")];
    assert!(desk.get_as("/agent", &german).await.text().contains("In den letzten sieben Tagen"));
}
