//! Writers look back: where the knowledge base lies in a Git repository, what an article said before is known.

use std::{path::Path, process::Command};

use firstline::access::Role;
use serde_json::Value;

use crate::{
    command_line::Place,
    desk::{Base, Opened, Reply},
    readers::token,
};

pub(crate) const DAY: i64 = 86_400;

/// Whether there is a Git to make repositories with; it may be missing outside CI alone.
#[expect(clippy::print_stderr, reason = "a test that was skipped has to say so")]
pub(crate) fn has_git() -> bool {
    let found = Command::new("git").arg("--version").output().is_ok();
    assert!(found || std::env::var_os("CI").is_none(), "git is not installed");
    if !found {
        eprintln!("skipped: there is no `git` here");
    }
    found
}

pub(crate) fn git(folder: &Path, arguments: &[&str], at: i64) -> String {
    let when = format!("@{at} +0000");
    let output = Command::new("git")
        .args(["-c", "user.name=Ada", "-c", "user.email=ada@desk.test", "-c", "core.autocrlf=false"])
        .args(arguments)
        .current_dir(folder)
        .envs([("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")])
        .envs([("GIT_AUTHOR_DATE", &when), ("GIT_COMMITTER_DATE", &when)])
        .output()
        .expect("git");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

pub(crate) fn commit(folder: &Path, summary: &str, at: i64) -> String {
    git(folder, &["add", "--all"], at);
    git(folder, &["commit", "--quiet", "-m", summary], at);
    git(folder, &["rev-parse", "HEAD"], at)
}

/// An article that was for agents, then was opened to everybody, and was mended since.
fn opened() -> (Opened, [String; 3]) {
    let desk = Base::new().open_cold();
    let kb = desk.path("kb");
    git(&kb, &["init", "--quiet", "--initial-branch=main"], DAY);
    desk.write("vpn.md", "---\naudience: agents\n---\n# VPN\n\nThe master code is 4711.\n");
    let first = commit(&kb, "For agents alone", DAY);
    desk.write("vpn.md", "# VPN\n\nPress once, see [the token](token.md).\n");
    desk.write("token.md", "# Token\n\nIt shows a code.\n");
    let second = commit(&kb, "Open it", 2 * DAY);
    desk.write("vpn.md", "# VPN\n\nPress twice.\n");
    let third = commit(&kb, "Twice", 3 * DAY);
    // A repository is looked for when a desk is opened.
    let desk = desk.opened_again();
    desk.catch_up();
    (desk, [first, second, third])
}

async fn get(desk: &Opened, address: &str, authorization: &str) -> Reply {
    desk.get_as(address, &[("authorization", authorization)]).await
}

fn summaries(document: &Value) -> Vec<&str> {
    let revisions = document["revisions"].as_array().expect("revisions").iter();
    revisions.map(|revision| revision["summary"].as_str().expect("a summary")).collect()
}

#[tokio::test]
async fn a_writer_reads_what_an_article_said_before() {
    if !has_git() {
        return;
    }
    let (desk, [first, second, third]) = opened();
    let writer = token(&desk, "editor", Role::Writer, &[]);
    let all = get(&desk, "/api/v1/revisions/vpn", &writer).await.json();
    assert_eq!(summaries(&all), ["Twice", "Open it", "For agents alone"]);
    let newest = &all["revisions"][0];
    assert_eq!((newest["id"].as_str(), newest["author"].as_str()), (Some(third.as_str()), Some("Ada")));
    assert_eq!(
        (newest["at"].as_str(), newest["path"].as_str()),
        (Some("1970-01-04T00:00:00Z"), Some("vpn.md"))
    );
    let one = get(&desk, "/api/v1/revisions/vpn?limit=1", &writer).await.json();
    assert_eq!(summaries(&one), ["Twice"]);

    for (at, expected) in [
        (first.as_str(), "The master code is 4711."),
        (&second[..10], "Press once"),
        ("1970-01-03", "Press once"),
        ("main", "Press twice."),
    ] {
        let address = format!("/api/v1/articles/vpn?at={at}");
        let past = get(&desk, &address, &writer).await.json();
        assert!(past["sections"][0]["text"].as_str().expect("a text").contains(expected), "{at}: {past:#}");
        let markdown = [("authorization", writer.as_str()), ("accept", "text/markdown")];
        assert!(desk.get_as(&address, &markdown).await.text().contains(expected), "{at}");
    }
    let past = get(&desk, "/api/v1/articles/vpn?at=1970-01-03", &writer).await.json();
    assert_eq!(past["revision"]["summary"], "Open it");
    assert_eq!(past["updated"], "1970-01-03");
    assert!(past["html"].as_str().expect("html").contains("href=\"/articles/token\""), "{past:#}");
    let now = get(&desk, "/api/v1/articles/vpn", &writer).await.json();
    assert_eq!((&now["updated"], &now["revision"]), (&"1970-01-04".into(), &Value::Null));

    // Before there was one, and what is no moment.
    assert_eq!(get(&desk, "/api/v1/articles/vpn?at=1970-01-01", &writer).await.status, 404);
    for (at, says) in [("HEAD~1", "neither a date"), ("nowhere", "no revision `nowhere`")] {
        let problem = get(&desk, &format!("/api/v1/articles/vpn?at={at}"), &writer).await;
        let problem = problem.problem(400, "invalid_parameter");
        assert!(problem["errors"][0]["detail"].as_str().expect("a detail").contains(says), "{problem:#}");
    }
}

#[tokio::test]
async fn what_was_before_is_for_writers_and_for_none_who_could_not_read_it_then() {
    if !has_git() {
        return;
    }
    let (desk, [first, ..]) = opened();
    let agent = token(&desk, "chat", Role::Agent, &[]);
    let narrow = token(&desk, "freelance", Role::Writer, &["public"]);
    for address in
        ["/api/v1/revisions/vpn", "/api/v1/articles/vpn?at=1970-01-03", "/articles/vpn?at=1970-01-03"]
    {
        assert_eq!(desk.get(address).await.status, 401, "{address}");
        assert_eq!(get(&desk, address, &agent).await.status, 403, "{address}");
        // Whether there is such an article is told to nobody who may not look back.
        let other = address.replace("vpn", "nothing");
        assert_eq!(get(&desk, &other, &agent).await.status, 403, "{other}");
        assert_eq!(get(&desk, &other, &narrow).await.status, 404, "{other}");
    }
    let all = get(&desk, "/api/v1/revisions/vpn", &narrow).await.json();
    assert_eq!(summaries(&all), ["Twice", "Open it"]);
    let hidden = get(&desk, &format!("/api/v1/articles/vpn?at={first}"), &narrow).await;
    assert_eq!(hidden.status, 404);
    assert!(!hidden.text().contains("4711"));
}

#[tokio::test]
async fn the_page_of_an_article_leads_writers_to_what_it_said() {
    if !has_git() {
        return;
    }
    let (desk, [_, second, _]) = opened();
    let writer = token(&desk, "editor", Role::Writer, &[]);
    let page = get(&desk, "/articles/vpn", &writer).await;
    let page = page.text();
    let link = format!("/articles/vpn?at={second}");
    assert!(page.contains("What it said before") && page.contains(&link), "{page}");
    let past = get(&desk, &link, &writer).await;
    let past = past.text();
    assert!(past.contains("This is what it said on") && past.contains("3 January 1970"), "{past}");
    assert!(past.contains("<q>Open it</q>") && past.contains("What it says now"), "{past}");
    // Whoever may not look back sees the same page as ever.
    let plain = desk.get("/articles/vpn").await;
    let plain = plain.text();
    assert!(!plain.contains("said before") && !plain.contains("Ada"), "{plain}");
}

#[tokio::test]
async fn without_a_repository_nothing_is_known_and_that_is_said() {
    let desk =
        Base::new().file("vpn.md", "# VPN\n\nPress twice.\n").open_with(|settings| settings.git = false);
    let writer = token(&desk, "editor", Role::Writer, &[]);
    let all = get(&desk, "/api/v1/revisions/vpn", &writer).await.json();
    assert_eq!(all["revisions"], Value::Array(Vec::new()));
    let problem = get(&desk, "/api/v1/articles/vpn?at=2026-03-01", &writer).await;
    assert_eq!(problem.status, 400);
    assert!(problem.text().contains("Git repository"));
    assert!(!get(&desk, "/articles/vpn", &writer).await.text().contains("said before"));
}

#[test]
fn show_prints_an_article_as_it_is_and_as_it_was() {
    if !has_git() {
        return;
    }
    let place = Place::with(&[("vpn.md", "# VPN\n\nPress once.\n")]);
    let kb = place.path("kb");
    git(&kb, &["init", "--quiet", "--initial-branch=main"], DAY);
    let first = commit(&kb, "Begin", DAY);
    place.write("kb/vpn.md", "# VPN\n\nPress twice.\n");
    commit(&kb, "Twice", 2 * DAY);
    assert_eq!(place.run(&["show", "vpn"]).ended(0), "# VPN\n\nPress twice.\n");
    assert_eq!(place.run(&["show", "vpn.md", "--at", &first[..8]]).ended(0), "# VPN\n\nPress once.\n");
    let listed = place.run(&["show", "vpn", "--revisions"]);
    let listed = listed.ended(0);
    assert!(
        listed.contains("Begin") && listed.contains("Ada, vpn.md") && listed.contains(&first[..10]),
        "{listed}"
    );
    let document = place.run(&["show", "vpn", "--at", "1970-01-02", "--json"]).json(0);
    assert_eq!(
        (document["revision"]["summary"].as_str(), document["title"].as_str()),
        (Some("Begin"), Some("VPN"))
    );
    place.run(&["show", "vpn", "--at", "1970-01-01"]).complained(1, "no article `vpn` then");
    place.run(&["show", "nothing"]).complained(1, "no article `nothing`");
    let wrong = place.run(&["show", "vpn", "--at", "HEAD~1"]);
    wrong.ended(2);
    assert!(wrong.err.contains("neither a date"), "{}", wrong.err);
    place.run(&["show", "vpn", "--at", "nowhere"]).complained(3, "no revision `nowhere`");
}
