//! Tokens and accounts, made and taken away in the terminal while a server runs.

use std::fs;

use crate::command_line::{Place, Server};

const PASSWORD: &str = "four words nobody guesses\n";

fn place() -> Place {
    Place::with(&[
        ("public.md", "# The zebrawood door\n\nIt is shut.\n"),
        ("keys.md", "---\naudience: agents\n---\n# Where the keys of the zebrawood door hang\n\nInside.\n"),
    ])
}

/// How many articles a search finds, or the status that refuses it.
fn found(server: &Server, token: &str) -> Result<u64, u16> {
    let (status, body) =
        server.get_with("/api/v1/search?q=zebrawood", &format!("Authorization: Bearer {token}\r\n"));
    assert!(!body.contains(token), "a token is said to nobody");
    if status != 200 {
        return Err(status);
    }
    let reply: serde_json::Value = serde_json::from_str(&body).expect("JSON");
    Ok(reply["total"].as_u64().expect("a count"))
}

#[test]
fn a_running_server_takes_a_token_at_once_and_refuses_it_at_once() {
    let place = place();
    let mut server = place.serve();
    let out = place.run(&["token", "add", "chat", "--role", "agent"]).ended(0).to_owned();
    let token = out.lines().next().expect("a token").to_owned();
    assert!(token.starts_with("fl_") && token.len() == 80 && out.contains("shown this once"), "{out}");
    assert_eq!(found(&server, &token), Ok(2));
    let listed = place.run(&["token", "list"]).ended(0).to_owned();
    let id = &token[3..15];
    assert!(listed.starts_with(id) && listed.contains("chat") && !listed.contains(&token[16..]), "{listed}");
    place.run(&["token", "add", "chat", "--role", "writer"]).complained(2, "there is a token `chat` already");
    assert!(place.run(&["token", "revoke", "chat"]).ended(0).contains("revoked `chat`"));
    assert_eq!(found(&server, &token), Err(401));
    assert!(place.run(&["token", "list"]).ended(0).contains("revoked "));
    place.run(&["token", "revoke", "chat"]).complained(2, "there is no token `chat`");

    let made = place.run(&[
        "token",
        "add",
        "deep",
        "--role",
        "customer",
        "--audience",
        "agents",
        "--days",
        "9",
        "--json",
    ]);
    let made = made.json(0);
    assert_eq!((made["role"].as_str(), made["audiences"][0].as_str()), (Some("customer"), Some("agents")));
    assert_eq!(found(&server, made["token"].as_str().expect("a token")), Ok(2));
    assert_eq!(server.stop(), Some(0));
    // Nothing under the index holds a secret.
    let secret = made["token"].as_str().expect("a token")[16..].to_owned();
    for file in ["desk.db", "desk.db-wal"] {
        let bytes = fs::read(place.path("index").join(file)).unwrap_or_default();
        assert!(!bytes.windows(64).any(|window| window == secret.as_bytes()), "{file}");
    }
}

#[test]
fn what_will_not_do_is_said_and_nothing_is_made() {
    let place = place();
    place.run(&["token", "add", "chat"]).ended(2);
    place.run(&["token", "add", "chat", "--role", "boss"]).ended(2);
    place
        .run(&["token", "add", "Chat Widget", "--role", "agent"])
        .complained(2, "`Chat Widget` cannot be a name");
    let nobody = ["token", "add", "chat", "--role", "agent", "--audience", "nobody"];
    place.run(&nobody).complained(2, "there is no audience `nobody`");
    assert!(place.run(&["token", "list"]).ended(1).contains("there are no tokens"));
    place
        .tell(&["user", "add", "ana", "--role", "admin"], "short\n")
        .complained(2, "fewer than 10 characters");
    place
        .run(&["user", "add", "ana", "--role", "admin", "--password-file", "nowhere"])
        .complained(3, "cannot read `nowhere`");
    assert!(place.run(&["user", "list"]).ended(1).contains("there are no accounts"));
    place.run(&["user", "remove", "ana"]).complained(2, "there is no user `ana`");
    place.tell(&["user", "password", "ana"], PASSWORD).complained(2, "there is no user `ana`");
}

#[test]
fn accounts_come_and_go() {
    let place = place();
    let mut server = place.start();
    server.line("`firstline user add NAME --role admin` makes the first admin");
    let made = place.tell(&["user", "add", "ana", "--role", "admin"], PASSWORD);
    assert_eq!(made.ended(0), "`ana` may sign in at /login as admin\n");
    place
        .tell(&["user", "add", "ana", "--role", "admin"], PASSWORD)
        .complained(2, "there is a user `ana` already");
    place.write("secret", PASSWORD);
    let ben =
        ["user", "add", "ben", "--role", "agent", "--audience", "agents,tier2", "--password-file", "secret"];
    place.run(&ben).ended(0);
    let listed = place.run(&["user", "list", "--json"]).json(0);
    assert_eq!(listed["users"][1]["audiences"], serde_json::json!(["agents", "tier2"]));
    assert!(!listed.to_string().contains("argon2"));
    assert!(
        place.tell(&["user", "password", "ben"], "another good one\n").ended(0).contains("another password")
    );
    place.run(&["user", "remove", "ben"]).ended(0);
    assert_eq!(place.run(&["user", "list"]).ended(0).lines().count(), 1);
    assert_eq!(server.stop(), Some(0));
}
