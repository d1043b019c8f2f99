//! What did it say when this ticket was answered?

use std::fs;

use firstline::{
    access::{Reader, Role},
    desk::Ask,
};
use serde_json::Value;

use crate::{
    command_line::Place,
    desk::{Base, Opened, Reply, small},
    looking_back::{DAY, commit, git, has_git},
    readers::token,
};

const VPN: &str = "---\nid: vpn\n---\n# VPN\n\n## No code\n\nPress the token twice, and type *all* its digits.\n\n## Slow\n\nWait.\n";
const MAIL: &str = "# Mail\n\nThe token of the mailbox is full of digits.\n";
const TICKET: &str = "my token shows no digits";

/// What was listed, in its order: path, and the text that was shown.
fn listed(document: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let listed = document["listed"].as_array().expect("a list").iter();
    listed.map(|one| (text(&one["path"]), text(&one["text"]))).collect()
}

fn words(document: &Value) -> Vec<&str> {
    document["listed"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["now"].as_str().expect("a word"))
        .collect()
}

#[test]
fn a_suggestion_is_told_again_as_it_was_whatever_became_of_the_articles() {
    if !has_git() {
        return;
    }
    let place = Place::with(&[("vpn.md", VPN), ("mail.md", MAIL)]);
    let kb = place.path("kb");
    git(&kb, &["init", "--quiet", "--initial-branch=main"], DAY);
    let begun = commit(&kb, "Begin", DAY);
    let shown: Value =
        serde_json::from_str(&place.tell(&["suggest", "--ticket", "4711", "--json"], TICKET).out)
            .expect("JSON");
    let id = shown["suggestion_id"].as_str().expect("a number");
    let paths: Vec<&str> = shown["suggestions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["article"]["path"].as_str().expect("a path"))
        .collect();
    assert_eq!(paths.len(), 2);
    let then = place.run(&["explain", id, "--json"]).json(0);
    assert_eq!(words(&then), ["as_shown", "as_shown"]);
    assert_eq!(listed(&then).iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), paths);
    let vpn =
        then["listed"].as_array().expect("a list").iter().find(|one| one["path"] == "vpn.md").expect("it");
    assert_eq!(vpn["text"], "Press the token twice, and type all its digits.");
    assert_eq!(vpn["revision"]["id"], begun.as_str());

    // Edited, committed, edited and committed again, moved, and the other one taken away.
    place.write("kb/vpn.md", &VPN.replace("twice", "three times"));
    commit(&kb, "More often", 2 * DAY);
    place.write(
        "kb/vpn.md",
        &VPN.replace("Press the token twice, and type *all* its digits.", "Buy a new one."),
    );
    commit(&kb, "Give up", 3 * DAY);
    fs::create_dir(kb.join("network")).expect("a folder");
    git(&kb, &["mv", "vpn.md", "network/vpn.md"], 4 * DAY);
    commit(&kb, "Move", 4 * DAY);
    git(&kb, &["rm", "--quiet", "mail.md"], 5 * DAY);
    commit(&kb, "Take away", 5 * DAY);
    let now = place.run(&["explain", id, "--json"]).json(0);
    assert_eq!(listed(&now), listed(&then), "the same articles in the same order with the same text");
    let mut became = words(&now);
    became.sort_unstable();
    assert_eq!(became, ["changed", "gone"]);
    for one in now["listed"].as_array().expect("a list") {
        assert_eq!(one["revision"]["id"], begun.as_str(), "{one:#}");
    }
    for arguments in [vec!["explain", id], vec!["explain", "--ticket", "4711"]] {
        let told = place.run(&arguments);
        let told = told.ended(0);
        assert!(told.contains("Press the token twice, and type all its digits."), "{told}");
        assert!(told.contains("it says something else now") && told.contains("it is gone"), "{told}");
        assert!(told.contains(&begun[..10]) && told.contains(id), "{told}");
    }
    let all = place.run(&["explain", "--ticket", "4711", "--json"]).json(0);
    assert_eq!(all["shown"][0], now);
    place.run(&["explain", "--ticket", "4712"]).complained(1, "nothing was shown for the ticket `4712`");
    assert!(!place.run(&["explain"]).out.contains("vpn"));
}

#[test]
fn without_a_repository_what_is_not_said_any_more_is_not_kept() {
    let place = Place::with(&[("vpn.md", VPN), ("mail.md", MAIL)]);
    let shown: Value = serde_json::from_str(&place.tell(&["suggest", "--json"], TICKET).out).expect("JSON");
    let id = shown["suggestion_id"].as_str().expect("a number");
    place.write("kb/vpn.md", &VPN.replace("twice", "once").replace("## Slow", "## Slow or not"));
    let now = place.run(&["explain", id, "--json"]).json(0);
    for one in now["listed"].as_array().expect("a list") {
        let expected = if one["path"] == "vpn.md" {
            (Value::from("changed"), Value::Null)
        } else {
            ("as_shown".into(), "The token of the mailbox is full of digits.".into())
        };
        assert_eq!((one["now"].clone(), one["text"].clone()), expected);
        assert!(one.get("revision").is_none(), "{one:#}");
    }
    let told = place.run(&["explain", id]);
    assert!(told.ended(0).contains("what it said then is not kept"), "{}", told.out);
}

async fn get(desk: &Opened, id: &str, authorization: &str) -> Reply {
    desk.get_as(&format!("/api/v1/shown/{id}"), &[("authorization", authorization)]).await
}

/// A desk whose articles lie in Git, something that an agent of the second line was shown, and a change since.
fn answered() -> (Opened, String, String) {
    let desk = Base::new().file("vpn.md", VPN).file("mail.md", MAIL).open_cold();
    let kb = desk.path("kb");
    desk.write("keys.md", "---\naudience: tier2\n---\n# Keys\n\nThe token with the digits of the safe.\n");
    git(&kb, &["init", "--quiet", "--initial-branch=main"], DAY);
    let begun = commit(&kb, "Begin", DAY);
    let desk = desk.opened_again();
    desk.catch_up();
    let ask = Ask { text: TICKET.to_owned(), ticket: Some("4711".to_owned()), limit: 5, ..Ask::default() };
    let shown = desk.desk.suggest(&ask, &Reader::agent("ada", ["public", "agents"])).expect("suggestions").id;
    desk.write("vpn.md", &VPN.replace("twice", "once"));
    commit(&kb, "Once", 2 * DAY);
    desk.catch_up();
    (desk, shown.to_string(), begun)
}

#[tokio::test]
async fn agents_see_what_was_shown_and_writers_what_it_said() {
    if !has_git() {
        return;
    }
    let (desk, id, begun) = answered();
    let [agent, writer] = [token(&desk, "chat", Role::Agent, &[]), token(&desk, "editor", Role::Writer, &[])];
    let told = get(&desk, &id, &writer).await.json();
    assert_eq!(
        (told["shown_id"].as_str(), told["occasion"].as_str()),
        (Some(id.as_str()), Some("suggestion"))
    );
    assert_eq!(told["ticket"], "4711");
    let articles = told["articles"].as_array().expect("articles");
    assert_eq!(articles.len(), 2);
    for (rank, one) in (1..).zip(articles) {
        assert_eq!((one["rank"].as_i64(), &one["revision"]["id"]), (Some(rank), &begun.as_str().into()));
        assert!(one["probability"].as_f64().is_some_and(|p| p > 0.0 && p < 1.0));
    }
    let vpn = |told: &Value| {
        let all = told["articles"].as_array().expect("articles");
        all.iter().find(|one| one["path"] == "vpn.md").expect("it was shown").clone()
    };
    let then = vpn(&told);
    assert_eq!((then["id"].as_str(), then["now"].as_str()), (Some("vpn"), Some("changed")));
    assert_eq!(then["section"]["text"], "Press the token twice, and type all its digits.");
    assert_eq!(
        (&then["section"]["heading"], &then["section"]["anchor"]),
        (&"No code".into(), &"no-code".into())
    );

    // What was taken out was taken out for a reason: an agent is told what is said still.
    let told = get(&desk, &id, &agent).await.json();
    let now = vpn(&told);
    assert_eq!((&now["now"], &now["section"], now.get("revision")), (&"changed".into(), &Value::Null, None));
    let mail = &told["articles"].as_array().expect("articles").iter().find(|one| one["path"] == "mail.md");
    assert_eq!(mail.expect("it")["section"]["text"], "The token of the mailbox is full of digits.");
}

#[tokio::test]
async fn what_was_shown_is_for_those_alone_who_may_read_all_that_could_be_shown() {
    let desk = small().open();
    let shown = |audiences: &[&str]| {
        let ask = Ask { text: "the token of the tunnel".to_owned(), limit: 5, ..Ask::default() };
        let reader = Reader::agent("ada", audiences.iter().copied());
        desk.desk.suggest(&ask, &reader).expect("suggestions").id.to_string()
    };
    let [to_agents, to_tier2] = [shown(&["public", "agents"]), shown(&["public", "agents", "tier2"])];
    let ask = Ask { text: "the token".to_owned(), limit: 5, ..Ask::default() };
    let to_all = desk.desk.suggest(&ask, &Reader::at_terminal([])).expect("suggestions").id.to_string();
    let [customer, agent, second] = [
        token(&desk, "shop", Role::Customer, &[]),
        token(&desk, "chat", Role::Agent, &[]),
        token(&desk, "second", Role::Agent, &["public", "agents", "tier2"]),
    ];
    assert_eq!(desk.get(&format!("/api/v1/shown/{to_agents}")).await.status, 401);
    assert_eq!(get(&desk, &to_agents, &customer).await.status, 403);
    assert_eq!(get(&desk, &to_agents, &agent).await.status, 200);
    assert_eq!(get(&desk, &to_tier2, &second).await.status, 200);
    for (id, who) in [(&to_tier2, &agent), (&to_all, &agent), (&to_all, &second), (&"x".to_owned(), &agent)] {
        get(&desk, id, who).await.problem(404, "not_shown");
    }
    // An article that is for others by now is as one that is gone.
    let hide = |state: &str| {
        desk.write("secret/keys.md", &format!("---\ntitle: Secret keys\n{state}---\nThe canary token.\n"));
    };
    let keys = async |id: &str| {
        let told = get(&desk, id, &agent).await.json();
        let all = told["articles"].as_array().expect("articles").clone();
        all.into_iter().find(|one| one["path"] == "secret/keys.md").expect("it was shown")
    };
    assert_eq!(keys(&to_agents).await["now"], "as_shown");
    hide("audience: tier2\n");
    desk.catch_up();
    let hidden = keys(&to_agents).await;
    assert_eq!(
        (&hidden["now"], &hidden["id"], &hidden["section"]),
        (&"gone".into(), &Value::Null, &Value::Null)
    );
    desk.remove("secret/keys.md");
    desk.catch_up();
    assert_eq!(keys(&to_agents).await, hidden);
}
