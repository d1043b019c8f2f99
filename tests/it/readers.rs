//! Who asks, and what they may see and do: tokens, accounts, sessions.

use firstline::{
    access::{Administer, Permit, Reader, Role},
    desk::{NewAccount, NewToken},
};
use serde_json::{Value, json};

use crate::desk::{Base, Opened, Reply, small};

pub(crate) const PASSWORD: &str = "four words nobody guesses";

pub(crate) fn permit() -> Permit<Administer> {
    Reader::at_terminal([]).permit().expect("the right")
}

/// A token of this role, ready to be sent.
pub(crate) fn token(desk: &Opened, name: &str, role: Role, audiences: &[&str]) -> String {
    let audiences = audiences.iter().map(|name| (*name).to_owned()).collect();
    let wanted = NewToken { name: name.to_owned(), role, audiences, expires: None };
    let (_, token) = desk.desk.readers().add_token(wanted, &permit()).expect("a token");
    format!("Bearer {}", token.shown())
}

pub(crate) fn account(desk: &Opened, name: &str, role: Role) {
    let (name, password) = (name.to_owned(), PASSWORD.to_owned());
    let wanted = NewAccount { name, role, audiences: Vec::new(), password };
    desk.desk.readers().add_account(wanted, &permit()).expect("an account");
}

async fn get(desk: &Opened, address: &str, authorization: &str) -> Reply {
    desk.get_as(address, &[("authorization", authorization)]).await
}

async fn titles(desk: &Opened, authorization: &str) -> Vec<String> {
    let reply = get(desk, "/api/v1/search?q=token", authorization).await.json();
    let hits = reply["hits"].as_array().expect("hits").iter();
    hits.map(|hit| hit["article"]["title"].as_str().expect("a title").to_owned()).collect()
}

#[tokio::test]
async fn a_token_opens_what_its_role_and_its_audiences_say() {
    let desk = small()
        .file("deep/keys.md", "---\ntitle: Deep keys\naudience: tier2\n---\nThe other token.\n")
        .open();
    let agent = token(&desk, "chat", Role::Agent, &[]);
    let tier2 = token(&desk, "second-line", Role::Agent, &["tier2"]);
    let writer = token(&desk, "editor", Role::Writer, &[]);
    let customer = token(&desk, "shop", Role::Customer, &[]);
    let has =
        |titles: &[String]| ["Secret keys", "Deep keys"].map(|title| titles.iter().any(|one| one == title));
    assert_eq!(has(&titles(&desk, &agent).await), [true, false]);
    assert_eq!(
        has(&titles(&desk, &tier2).await),
        [false, true],
        "named audiences take the place of the role's"
    );
    assert_eq!(has(&titles(&desk, &writer).await), [true, true]);
    assert_eq!(has(&titles(&desk, &customer).await), [false, false]);
    let secret = "/api/v1/articles/secret/keys";
    assert_eq!(get(&desk, secret, &agent).await.status, 200);
    get(&desk, secret, &customer).await.problem(404, "not_found");
    desk.get(secret).await.problem(404, "not_found");
    let page =
        desk.get_as("/articles/secret/keys", &[("authorization", &agent), ("accept", "text/html")]).await;
    assert!(page.text().contains("canary"));
}

#[tokio::test]
async fn what_is_for_one_reader_is_kept_nowhere_on_its_way() {
    let desk = small().open();
    let agent = token(&desk, "chat", Role::Agent, &[]);
    for address in
        ["/api/v1/search?q=vpn", "/api/v1/articles/secret/keys", "/", "/articles/secret/keys", "/nowhere"]
    {
        let reply = get(&desk, address, &agent).await;
        assert_eq!(reply.header("cache-control"), "private, no-store", "{address}");
        let vary: Vec<_> =
            reply.headers.get_all("vary").iter().map(|vary| vary.to_str().expect("text")).collect();
        assert!(vary.join(", ").contains("authorization, cookie"), "{vary:?}");
    }
    assert_eq!(desk.get("/api/v1/search?q=vpn").await.header("cache-control"), "private, no-cache");
    // One reader's version is not another's.
    let tag = desk.page("/articles/vpn/reset").await.header("etag").to_owned();
    let other =
        desk.get_as("/articles/vpn/reset", &[("authorization", &agent), ("if-none-match", &tag)]).await;
    assert_eq!(other.status, 200);
}

#[tokio::test]
async fn a_token_that_is_not_good_is_refused_everywhere_and_alike() {
    let desk = small().open();
    let good = token(&desk, "chat", Role::Agent, &[]);
    let secret = good.rsplit('_').next().expect("a secret");
    let unknown = format!("Bearer fl_000000000000_{secret}");
    let (head, _) = good.rsplit_once('_').expect("a token");
    let guessed = format!("{head}_{}", "0".repeat(64));
    for wrong in
        ["Bearer", "Bearer x", "Token abc", "Digest a=b", &unknown, &guessed, &good[..good.len() - 1]]
    {
        for address in ["/api/v1/search?q=vpn", "/", "/health/live", "/openapi.json", "/api/v1/tokens"] {
            let problem = get(&desk, address, wrong).await;
            assert!(problem.header("www-authenticate").starts_with("Bearer"), "{wrong}");
            problem.problem(401, "invalid_credential");
        }
    }
    let basic = get(&desk, "/api/v1/search?q=vpn", "Basic YTpi").await;
    assert_eq!(basic.status, 200, "a proxy's own business");
    desk.desk.readers().revoke_token("chat", &permit()).expect("revoked");
    get(&desk, "/api/v1/search?q=vpn", &good).await.problem(401, "invalid_credential");
}

#[tokio::test]
async fn admins_make_and_revoke_tokens_over_http() {
    let desk = small().open();
    let admin = token(&desk, "root", Role::Admin, &[]);
    let json_as = [("content-type", "application/json"), ("authorization", admin.as_str())];
    let add = |body: Value| desk.post_as("/api/v1/tokens", &json_as, body.to_string());
    let made = add(json!({"name": "chat", "role": "agent", "days": 30.0})).await;
    assert_eq!((made.status.as_u16(), made.header("cache-control")), (201, "private, no-store"));
    let made = made.json();
    let secret = made["token"].as_str().expect("a token").to_owned();
    assert!(made["expires"].is_string() && made["audiences"] == json!([]));
    assert!(titles(&desk, &format!("Bearer {secret}")).await.contains(&"Secret keys".to_owned()));

    let listed = get(&desk, "/api/v1/tokens", &admin).await;
    assert!(!listed.text().contains(&secret[20..40]), "a secret is shown once");
    let names: Vec<_> =
        listed.json()["tokens"].as_array().expect("tokens").iter().map(|one| one["name"].clone()).collect();
    assert_eq!(names, ["root", "chat"]);
    assert!(listed.json()["tokens"][1]["used"].is_string());

    add(json!({"name": "chat", "role": "agent"})).await.problem(409, "name_taken");
    for (body, parameter) in [
        (json!({"role": "agent"}), "name"),
        (json!({"name": "a b", "role": "agent"}), "name"),
        (json!({"name": "x", "role": "boss"}), "role"),
        (json!({"name": "x"}), "role"),
        (json!({"name": "x", "role": "agent", "audiences": ["nobody"]}), "audiences"),
        (json!({"name": "x", "role": "agent", "audiences": "agents"}), "audiences"),
        (json!({"name": "x", "role": "agent", "days": 0}), "days"),
        (json!({"name": "x", "role": "agent", "boss": true}), "body"),
    ] {
        let problem = add(body.clone()).await.problem(400, "invalid_parameter");
        let named = problem["errors"][0]["parameter"].as_str().expect("a parameter").to_owned();
        assert!(named == parameter || parameter == "body", "{body}: {problem}");
    }
    let revoke = |id: String| {
        let admin = admin.clone();
        let desk = &desk;
        async move { desk.send("DELETE", &format!("/api/v1/tokens/{id}"), &[("authorization", &admin)]).await }
    };
    assert_eq!(revoke(made["id"].as_str().expect("an id").to_owned()).await.status, 204);
    get(&desk, "/api/v1/search?q=vpn", &format!("Bearer {secret}")).await.problem(401, "invalid_credential");
    revoke("nobody".to_owned()).await.problem(404, "not_found");
    let endless = add(json!({"name": "endless", "role": "agent", "days": null, "audiences": null})).await;
    assert!(endless.status == 201 && endless.json()["expires"].is_null());
}

#[tokio::test]
async fn nobody_else_may() {
    let desk = small().open();
    let writer = token(&desk, "editor", Role::Writer, &["agents", "tier2", "writers"]);
    let body = json!({"name": "mine", "role": "admin"}).to_string();
    let json_type = ("content-type", "application/json");
    for (method, address) in
        [("GET", "/api/v1/tokens"), ("POST", "/api/v1/tokens"), ("DELETE", "/api/v1/tokens/editor")]
    {
        if method == "POST" {
            desk.post_as(address, &[json_type], body.clone()).await.problem(401, "credential_needed");
            desk.post_as(address, &[json_type, ("authorization", &writer)], body.clone())
                .await
                .problem(403, "forbidden");
        } else {
            desk.send(method, address, &[]).await.problem(401, "credential_needed");
            desk.send(method, address, &[("authorization", &writer)]).await.problem(403, "forbidden");
        }
    }
    let tokens = desk.desk.readers().tokens(&permit()).expect("tokens");
    assert!(tokens.len() == 1 && tokens[0].revoked.is_none());
}

/// The session cookie of a reply, as a browser would send it back.
pub(crate) fn cookie(reply: &Reply) -> String {
    reply.header("set-cookie").split(';').next().expect("a cookie").to_owned()
}

pub(crate) async fn sign_in(desk: &Opened, name: &str, password: &str) -> Reply {
    desk.fill("/login", &[("name", name), ("password", password), ("next", "/articles/secret/keys")]).await
}

#[tokio::test]
async fn who_signs_in_reads_more_until_they_sign_out() {
    let desk = small().open();
    account(&desk, "ana", Role::Agent);
    let signed_in = sign_in(&desk, "ana", PASSWORD).await;
    assert_eq!((signed_in.status.as_u16(), signed_in.header("location")), (303, "/articles/secret/keys"));
    let set = signed_in.header("set-cookie");
    assert!(set.starts_with("__Host-firstline=") && !set.contains("Domain"), "{set}");
    for part in ["Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=604800"] {
        assert!(set.contains(part), "{set}");
    }
    let session = cookie(&signed_in);
    let page = desk.get_as("/articles/secret/keys", &[("cookie", &session), ("accept", "text/html")]).await;
    assert!(page.text().contains("canary") && page.text().contains("Signed in as ana"));
    assert_eq!(page.header("cache-control"), "private, no-store");

    let ours = [("cookie", session.as_str()), ("sec-fetch-site", "same-origin")];
    let out = desk.send("POST", "/logout", &ours).await;
    assert_eq!((out.status.as_u16(), out.header("location")), (303, "/"));
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    // The secret is worth nothing now, whoever kept it.
    let after = desk.get_as("/articles/secret/keys", &[("cookie", &session)]).await;
    after.problem(404, "not_found");
    let front = desk.get_as("/", &[("cookie", &session), ("accept", "text/html")]).await;
    assert!(front.text().contains("href=\"/login\"") && front.header("set-cookie").contains("Max-Age=0"));
}

#[tokio::test]
async fn a_wrong_password_says_no_more_than_a_wrong_name() {
    let desk = small().open();
    account(&desk, "ana", Role::Agent);
    let (wrong, nobody) =
        (sign_in(&desk, "ana", "another password").await, sign_in(&desk, "bob", PASSWORD).await);
    for reply in [&wrong, &nobody] {
        assert_eq!(reply.status, 422);
        assert!(reply.header("set-cookie").is_empty());
        assert!(reply.text().contains("no such name with that password"));
    }
    assert_eq!(wrong.text().replace("value=\"ana\"", ""), nobody.text().replace("value=\"bob\"", ""));
    assert_eq!(sign_in(&desk, "ana", &"x".repeat(5_000)).await.status, 422);
    assert_eq!(sign_in(&desk, "", "").await.status, 422);
}

#[tokio::test]
async fn a_session_that_was_there_before_ends_when_somebody_signs_in() {
    let desk = small().open();
    account(&desk, "ana", Role::Agent);
    account(&desk, "mallory", Role::Customer);
    let planted = cookie(&sign_in(&desk, "mallory", PASSWORD).await);
    let headers = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
        ("cookie", planted.as_str()),
    ];
    let body = format!("name=ana&password={}", PASSWORD.replace(' ', "+"));
    let signed_in = desk.post_as("/login", &headers, body).await;
    let own = cookie(&signed_in);
    assert!(signed_in.status == 303 && own != planted);
    let page = desk.get_as("/", &[("cookie", &planted), ("accept", "text/html")]).await;
    assert!(!page.text().contains("Signed in"), "{}", page.text());
}

#[tokio::test]
async fn other_sites_do_nothing_with_a_session() {
    let desk = small().open();
    account(&desk, "ana", Role::Admin);
    let session = cookie(&sign_in(&desk, "ana", PASSWORD).await);
    let body = json!({"name": "mine", "role": "admin"}).to_string();
    let base = [("content-type", "application/json"), ("cookie", session.as_str())];
    for more in [
        vec![],
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("origin", "null"), ("host", "desk.example")],
        vec![("origin", "https://desk.example:8443"), ("host", "desk.example")],
        vec![("origin", "https://evil.example"), ("host", "desk.example")],
    ] {
        let headers: Vec<_> = base.iter().copied().chain(more).collect();
        desk.post_as("/api/v1/tokens", &headers, body.clone()).await.problem(403, "cross_site");
        desk.send("POST", "/logout", &headers).await.problem(403, "cross_site");
    }
    let ours: Vec<_> =
        base.iter().copied().chain([("origin", "https://Desk.example"), ("host", "desk.example")]).collect();
    assert_eq!(desk.post_as("/api/v1/tokens", &ours, body).await.status, 201);
    assert_eq!(desk.desk.readers().tokens(&permit()).expect("tokens").len(), 1);
}

#[tokio::test]
async fn who_is_removed_or_gets_another_password_is_signed_out() {
    let desk = small().open();
    let signed_in_as = async |session: &str| {
        let page = desk.get_as("/", &[("cookie", session), ("accept", "text/html")]).await;
        page.text().contains("Signed in as")
    };
    account(&desk, "ana", Role::Agent);
    account(&desk, "ben", Role::Agent);
    let (ana, ben) =
        (cookie(&sign_in(&desk, "ana", PASSWORD).await), cookie(&sign_in(&desk, "ben", PASSWORD).await));
    assert!(signed_in_as(&ana).await && signed_in_as(&ben).await);
    let readers = desk.desk.readers();
    readers.set_password("ana", "another good one", &permit()).expect("changed");
    readers.remove_account("ben", &permit()).expect("removed");
    assert!(!signed_in_as(&ana).await && !signed_in_as(&ben).await);
    assert_eq!(sign_in(&desk, "ana", PASSWORD).await.status, 422);
    assert_eq!(sign_in(&desk, "ana", "another good one").await.status, 303);
}

#[tokio::test]
async fn sessions_end_when_nobody_uses_them() {
    let nothing = jiff::SignedDuration::from_secs(-1);
    for set in [true, false] {
        let desk = small().open_with(|settings| {
            let sessions = &mut settings.sessions;
            if set { sessions.idle = nothing } else { sessions.most = nothing }
        });
        account(&desk, "ana", Role::Agent);
        let session = cookie(&sign_in(&desk, "ana", PASSWORD).await);
        let page = desk.get_as("/", &[("cookie", &session), ("accept", "text/html")]).await;
        assert!(!page.text().contains("Signed in as"));
    }
}

#[tokio::test]
async fn agents_see_similar_tickets_and_report_of_whatever_they_know() {
    let desk = Base::new().file("a.md", "# The printer jams\n\nOpen the rear flap.\n").open();
    let agent = token(&desk, "chat", Role::Agent, &[]);
    let json_as = [("content-type", "application/json"), ("authorization", agent.as_str())];
    let ticket = json!({"text": "the printer jams every morning, what can I do"}).to_string();
    let first = desk.post_as("/api/v1/suggest", &json_as, ticket.clone()).await.json();
    let told =
        json!({"suggestion_id": first["suggestion_id"], "article": "a", "verdict": "resolved"}).to_string();
    assert_eq!(desk.post_as("/api/v1/outcomes", &json_as, told).await.status, 201);
    let again = desk.post_as("/api/v1/suggest", &json_as, ticket.clone()).await.json();
    assert_eq!(again["similar_resolved"].as_array().map(Vec::len), Some(1));
    let public = desk.post_as("/api/v1/suggest", &json_as[..1], ticket).await.json();
    assert_eq!(public["similar_resolved"], json!([]));
    // What an agent searched for is written down, so that an outcome can be told of it.
    let search = get(&desk, "/api/v1/search?q=printer", &agent).await.json();
    let found = json!({"query_id": search["query_id"], "article": "a", "verdict": "helped"}).to_string();
    assert_eq!(desk.post_as("/api/v1/outcomes", &json_as, found).await.status, 201);
}

#[tokio::test]
async fn the_holder_of_a_token_says_one_thing_of_what_was_shown() {
    let desk = Base::new()
        .file("a.md", "# The printer jams\n\nOpen the rear flap.\n")
        .file("b.md", "# The printer is offline\n\nSwitch it on.\n")
        .open();
    let agent = token(&desk, "chat", Role::Agent, &[]);
    let json_as = [("content-type", "application/json"), ("authorization", agent.as_str())];
    let ticket = json!({"text": "the printer jams or is offline"}).to_string();
    let shown = desk.post_as("/api/v1/suggest", &json_as, ticket).await.json();
    let say = |article: &str, verdict: &str, key: &str| {
        let body = json!({"suggestion_id": shown["suggestion_id"], "token": shown["token"], "article": article,
            "verdict": verdict});
        let headers = [("content-type", "application/json"), ("idempotency-key", key)]
            .map(|(a, b)| (a.to_owned(), b.to_owned()));
        let desk = &desk;
        async move {
            let headers: Vec<(&str, &str)> = headers.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            desk.post_as("/api/v1/outcomes", &headers, body.to_string()).await
        }
    };
    let first = say("a", "resolved", "1").await.json();
    assert_eq!(
        say("a", "resolved", "2").await.json(),
        first,
        "the same again is the same outcome, whatever its key"
    );
    say("b", "resolved", "3").await.problem(409, "idempotency_conflict");
    say("a", "wrong", "4").await.problem(409, "idempotency_conflict");
    assert_eq!(say("a", "retracted", "5").await.status, 201, "it may be taken back");
}
