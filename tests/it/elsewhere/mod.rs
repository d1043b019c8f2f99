//! Whom another program signs in, what its word is worth, and what becomes of it when it is down or lies.

pub(crate) mod program;

use std::sync::Arc;

use firstline::access::Role;
use serde_json::{Value, json};

use self::program::{How, Program, Signed, parameters};
use crate::{
    command_line::Place,
    desk::{Opened, Reply, encoded, small},
    readers::{PASSWORD, account, cookie, permit, sign_in},
    serving::{rest, sent},
};

async fn started() -> (Arc<Program>, Opened) {
    let program = Program::start().await;
    let desk = small().open_with(|settings| settings.provider = Some(program.settings()));
    (program, desk)
}

/// What a browser keeps of a reply.
fn kept(reply: &Reply) -> Vec<String> {
    let cookies = reply.headers.get_all("set-cookie").iter();
    cookies
        .map(|cookie| cookie.to_str().expect("text").split(';').next().expect("a pair").to_owned())
        .collect()
}

/// A browser that was sent to the program: where to, and what it keeps.
async fn begun(desk: &Opened, next: &str) -> (String, String) {
    let reply = desk.page(&format!("/login/oidc?next={next}")).await;
    assert_eq!(reply.status, 303, "{}", reply.text());
    let set = reply.header("set-cookie");
    for part in ["__Host-firstline-oidc=", "Path=/", "Secure", "HttpOnly", "SameSite=Lax", "Max-Age=600"] {
        assert!(set.contains(part), "{set}");
    }
    (reply.header("location").to_owned(), kept(&reply).concat())
}

/// A browser that comes back with these cookies.
async fn back(desk: &Opened, way: &str, cookies: &str) -> Reply {
    let headers = [
        ("cookie", cookies),
        ("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
        ("sec-fetch-site", "cross-site"),
    ];
    desk.get_as(way, &headers).await
}

/// Somebody goes there, signs in, and comes back.
async fn goes(program: &Program, desk: &Opened) -> Reply {
    let (sent_to, cookies) = begun(desk, "/articles/secret/keys").await;
    back(desk, &program.signed_in(&sent_to), &cookies).await
}

/// The cookie of the session of whoever goes there.
async fn session(program: &Program, desk: &Opened) -> String {
    let reply = goes(program, desk).await;
    assert_eq!(
        (reply.status.as_u16(), reply.header("location")),
        (303, "/articles/secret/keys"),
        "{}",
        reply.text()
    );
    let kept = kept(&reply);
    assert!(kept.len() == 2 && kept[1] == "__Host-firstline-oidc=", "{kept:?}");
    kept[0].clone()
}

#[track_caller]
fn refused(reply: &Reply, words: &str) {
    assert_eq!(reply.status, 403, "{}", reply.text());
    assert!(reply.header("set-cookie").is_empty());
    assert!(
        reply.text().contains("You are not signed in") && reply.text().contains(words),
        "{}",
        reply.text()
    );
}

async fn shown(desk: &Opened, session: &str) -> String {
    back(desk, "/articles/secret/keys", session).await.text().to_owned()
}

#[tokio::test]
async fn who_signs_in_there_has_the_role_of_their_groups_until_they_sign_out() {
    let (program, desk) = started().await;
    let page = desk.page("/login?next=/search?q=vpn").await;
    assert!(page.text().contains("Sign in with Example"), "{}", page.text());
    assert!(page.text().contains("href=\"/login/oidc?next=/search%3Fq%3Dvpn\""), "{}", page.text());
    let own = session(&program, &desk).await;
    let article = shown(&desk, &own).await;
    assert!(article.contains("canary") && article.contains("Signed in as ana"), "{article}");
    let accounts = desk.desk.readers().accounts(&permit()).expect("accounts");
    let identity = accounts[0].identity.clone().expect("an identity");
    assert_eq!(
        (&*accounts[0].name, accounts[0].role, &accounts[0].password),
        ("oidc:ana", Role::Agent, &None)
    );
    assert_eq!((identity.issuer, &*identity.subject), (program.issuer.clone(), "248289761001"));

    // The same person again is the same account, with what they may do now.
    program
        .says(|says| says.claims = json!({"groups": ["heads", "line2"], "preferred_username": "Ana Smith"}));
    let other = session(&program, &desk).await;
    let accounts = desk.desk.readers().accounts(&permit()).expect("accounts");
    assert_eq!((accounts.len(), &*accounts[0].name, accounts[0].role), (1, "oidc:ana", Role::Admin));
    assert_eq!(accounts[0].audiences, ["tier2"]);
    assert!(!shown(&desk, &own).await.contains("canary"), "their groups name other audiences now");
    let out = desk.send("POST", "/logout", &[("cookie", &own), ("sec-fetch-site", "same-origin")]).await;
    assert_eq!(out.status, 303);
    assert!(!back(&desk, "/", &own).await.text().contains("Signed in"));
    assert!(back(&desk, "/", &other).await.text().contains("Signed in as ana"), "elsewhere they still are");
    assert_eq!(*program.asked.lock().expect("a count"), 1, "what it says of itself is asked for once");
}

#[tokio::test]
async fn the_usual_signatures_are_known_and_new_keys_are_fetched() {
    let (program, desk) = started().await;
    for signed in [Signed::Es256, Signed::Rs256] {
        program.says(|says| says.signed = signed);
        session(&program, &desk).await;
    }
    program.says(|says| (says.signed, says.key) = (Signed::Es256, 1));
    session(&program, &desk).await;
    assert_eq!(*program.asked.lock().expect("a count"), 2);
}

#[tokio::test]
async fn what_is_not_signed_by_the_program_for_us_now_and_here_is_not_believed() {
    let (program, desk) = started().await;
    for signed in [Signed::Not, Signed::Falsely, Signed::WithSecret, Signed::WithPublicKey] {
        program.says(|says| says.signed = signed);
        refused(&goes(&program, &desk).await, "could not be checked");
    }
    program.says(|says| says.signed = Signed::Es256);
    let now = desk.desk.now().as_second();
    for claims in [
        json!({"iss": "https://evil.example"}),
        json!({"iss": null}),
        json!({"aud": "another"}),
        json!({"aud": []}),
        json!({"aud": [program::CLIENT, "another"]}),
        json!({"aud": null}),
        json!({"exp": now - 1}),
        json!({"exp": null}),
        json!({"nonce": "of another sign-in"}),
        json!({"nonce": null}),
        json!({"sub": null}),
        json!({"sub": ""}),
        json!({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
    ] {
        program.says(|says| says.claims = claims.clone());
        let reply = goes(&program, &desk).await;
        assert!([403, 503].contains(&reply.status.as_u16()), "{claims}: {}", reply.text());
        assert!(reply.header("set-cookie").is_empty(), "{claims}");
    }
    assert!(desk.desk.readers().accounts(&permit()).expect("accounts").is_empty());
}

#[tokio::test]
async fn a_sign_in_is_finished_once_in_the_browser_that_began_it() {
    let (program, desk) = started().await;
    let (sent_to, cookies) = begun(&desk, "/").await;
    let way = program.signed_in(&sent_to);
    let (victim_to, victim) = begun(&desk, "/").await;
    refused(&back(&desk, &way, "").await, "not begun in your browser");
    refused(&back(&desk, &way, &victim).await, "not begun in your browser");
    let state = parameters(&way).remove("state").expect("a state");
    refused(&back(&desk, &way.replace(&state, &"0".repeat(64)), &cookies).await, "not begun");
    refused(&back(&desk, &way.replace("state=", "stat="), &cookies).await, "not begun");
    // A browser that was given a later moment, another way on, or a secret of somebody else's choice.
    let (name, value) = cookies.split_once('=').expect("a cookie");
    let parts: Vec<&str> = value.split('.').collect();
    let at: i64 = parts[1].parse().expect("a moment");
    for forged in [
        format!("{}.{}.{}", parts[0], at - 601, parts[2]),
        format!("{}.{}.{}", parts[0], at + 1, parts[2]),
        format!("{}.{at}.{}", parts[0], "2f78"),
        format!("{}.{at}.{}", "0".repeat(64), parts[2]),
        format!("{}.{at}", parts[0]),
        String::new(),
    ] {
        refused(&back(&desk, &way, &format!("{name}={forged}")).await, "not begun");
    }
    assert_eq!(back(&desk, &way, &cookies).await.status, 303, "whoever began it gets in");
    refused(&back(&desk, &way, &cookies).await, "done already");
    // Somebody else's code in the victim's own sign-in is of another nonce and another verifier.
    let code = parameters(&program.signed_in(&begun(&desk, "/").await.0)).remove("code").expect("a code");
    let own = program.signed_in(&victim_to);
    let injected = own.replace(&parameters(&own)["code"], &code);
    let reply = back(&desk, &injected, &victim).await;
    refused(&reply, "did not sign you in");
    // A code is good once.
    let (sent_to, again) = begun(&desk, "/").await;
    let state = parameters(&sent_to).remove("state").expect("a state");
    let used = parameters(&way).remove("code").expect("a code");
    refused(
        &back(&desk, &format!("/login/oidc/return?code={used}&state={state}"), &again).await,
        "did not sign you in",
    );
}

#[tokio::test]
async fn a_session_that_was_there_before_ends() {
    let (program, desk) = started().await;
    account(&desk, "mallory", Role::Customer);
    let planted = cookie(&sign_in(&desk, "mallory", PASSWORD).await);
    let (sent_to, cookies) = begun(&desk, "/").await;
    let reply = back(&desk, &program.signed_in(&sent_to), &format!("{planted}; {cookies}")).await;
    assert_eq!(reply.status, 303);
    assert_ne!(kept(&reply)[0], planted);
    assert!(!back(&desk, "/", &planted).await.text().contains("Signed in"));
}

#[tokio::test]
async fn what_the_program_says_no_to_is_a_page_that_says_so() {
    let (program, desk) = started().await;
    let (sent_to, cookies) = begun(&desk, "/").await;
    let state = parameters(&sent_to).remove("state").expect("a state");
    let way = format!("/login/oidc/return?error=access_denied%3Cscript%3E&error_description=x&state={state}");
    let reply = back(&desk, &way, &cookies).await;
    refused(&reply, "did not sign you in");
    assert!(!reply.text().contains("access_denied") && !reply.text().contains("<script>a"));
    // The manual explains it, where it is served.
    assert!(!reply.text().contains("What this means"));
    desk.write("firstline/errors/sign_in_refused.md", "---\ntitle: sign_in_refused\n---\nWhy.\n");
    desk.catch_up();
    let reply = desk.page("/login/oidc/return?code=1&state=2").await;
    assert!(reply.text().contains("href=\"/articles/firstline/errors/sign_in_refused\">What this means"));
    let (sent_to, cookies) = begun(&desk, "/").await;
    let way = program.signed_in(&sent_to) + "&iss=https%3A%2F%2Fevil.example";
    refused(&back(&desk, &way, &cookies).await, "could not be checked");
    let (sent_to, cookies) = begun(&desk, "/").await;
    let way = format!("{}&iss={}", program.signed_in(&sent_to), encoded(&program.issuer));
    assert_eq!(back(&desk, &way, &cookies).await.status, 303);
    let problem = desk.get("/login/oidc/return?code=1&state=2").await.problem(403, "sign_in_refused");
    assert!(problem["detail"].as_str().expect("words").contains("not begun"));
}

#[tokio::test]
async fn nobody_is_sent_to_another_host_afterwards() {
    let (program, desk) = started().await;
    for (next, expected) in [
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/%5Cevil", "/"),
        ("/%0d%0aSet-Cookie:%20a=b", "/"),
        ("/search?q=a%3Bb%2Cc", "/search?q=a;b,c"),
    ] {
        let (sent_to, cookies) = begun(&desk, next).await;
        let reply = back(&desk, &program.signed_in(&sent_to), &cookies).await;
        assert_eq!((reply.status.as_u16(), reply.header("location")), (303, expected), "{next}");
    }
    let (sent_to, cookies) = begun(&desk, &format!("/{}", "a".repeat(3_000))).await;
    assert_eq!(back(&desk, &program.signed_in(&sent_to), &cookies).await.header("location"), "/");
    // The way back is the configured one, whatever the request says of its host.
    for forged in [[("host", "evil.example")], [("x-forwarded-host", "evil.example")]] {
        let reply = desk.get_as("/login/oidc", &forged).await;
        let back = parameters(reply.header("location")).remove("redirect_uri").expect("a way back");
        assert_eq!(back, "https://help.example.org/login/oidc/return");
    }
}

#[tokio::test]
async fn a_program_that_is_down_or_answers_rubbish_keeps_nobody_else_out() {
    for how in [How::Failing, How::Rubbish, How::Endless, How::Elsewhere] {
        let (program, desk) = started().await;
        account(&desk, "ana", Role::Agent);
        program.says(|says| says.discovery = how);
        let reply = desk.page("/login/oidc?next=/").await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("retry-after")),
            (503, "5"),
            "{how:?}: {}",
            reply.text()
        );
        assert!(reply.text().contains("does not answer") && reply.header("set-cookie").is_empty());
        let page = desk.page("/login").await;
        assert!(page.text().contains("did not answer when it was last asked"), "{}", page.text());
        assert_eq!(sign_in(&desk, "ana", PASSWORD).await.status, 303, "{how:?}");
        assert_eq!(desk.get("/api/v1/search?q=vpn").await.status, 200);
        assert_eq!(desk.get("/health/ready").await.status, 200);
    }
}

#[tokio::test]
async fn a_program_that_comes_back_is_asked_again() {
    let (program, desk) = started().await;
    program.says(|says| says.discovery = How::Failing);
    desk.get("/login/oidc").await.problem(503, "provider_unavailable");
    program.says(|says| says.discovery = How::Well);
    // It is left alone for a moment.
    while desk.get("/login/oidc").await.status != 303 {
        tokio::task::spawn_blocking(std::thread::yield_now).await.expect("a thread");
    }
    session(&program, &desk).await;
    assert!(!desk.page("/login").await.text().contains("did not answer"));
}

#[tokio::test]
async fn codes_that_are_answered_with_rubbish_sign_nobody_in() {
    let (program, desk) = started().await;
    for how in [How::Failing, How::Rubbish, How::Endless, How::Elsewhere] {
        program.says(|says| says.tokens = how);
        let reply = goes(&program, &desk).await;
        assert_eq!(
            (reply.status.as_u16(), reply.header("retry-after")),
            (503, "5"),
            "{how:?}: {}",
            reply.text()
        );
        assert!(reply.header("set-cookie").is_empty());
    }
}

/// Nothing else waits for a program that does not answer, and whoever waits for it gets an honest word.
#[tokio::test]
async fn a_program_that_never_answers_is_waited_for_a_moment_by_those_alone_who_asked_for_it() {
    let (program, desk) = started().await;
    account(&desk, "ana", Role::Agent);
    program.says(|says| says.discovery = How::Never);
    let desk = Arc::new(desk);
    let waiting: Vec<_> = (0..12)
        .map(|_| {
            let desk = desk.clone();
            tokio::spawn(async move { desk.get("/login/oidc").await })
        })
        .collect();
    while *program.asked.lock().expect("a count") == 0 {
        tokio::task::yield_now().await;
    }
    assert_eq!(sign_in(&desk, "ana", PASSWORD).await.status, 303);
    assert_eq!(desk.get("/api/v1/search?q=vpn").await.status, 200);
    assert!(desk.page("/login").await.text().contains("Sign in with Example"));
    assert!(waiting.iter().any(|one| !one.is_finished()), "it was not waited for");
    for one in waiting {
        let reply = one.await.expect("a reply");
        assert_eq!(reply.status, 503, "{}", reply.text());
        assert!(!reply.header("retry-after").is_empty());
    }
}

#[tokio::test]
async fn a_program_that_speaks_of_another_or_names_unsafe_addresses_is_not_believed() {
    for metadata in [
        json!({"issuer": "https://evil.example"}),
        json!({"token_endpoint": "http://id.example.org/token"}),
        json!({"authorization_endpoint": "http://id.example.org/authorize"}),
        json!({"authorization_endpoint": "javascript:alert(1)"}),
        json!({"jwks_uri": "http://id.example.org/keys"}),
        json!({"jwks_uri": "file:///etc/passwd"}),
        json!({"token_endpoint": null}),
    ] {
        let (program, desk) = started().await;
        program.says(|says| says.metadata = metadata.clone());
        let reply = desk.get("/login/oidc").await;
        assert!([403, 503].contains(&reply.status.as_u16()), "{metadata}: {}", reply.text());
        assert!(reply.header("location").is_empty(), "{metadata}");
    }
}

#[tokio::test]
async fn who_matches_nothing_is_refused_and_loses_what_they_had() {
    let (program, desk) = started().await;
    let own = session(&program, &desk).await;
    for groups in [json!(["staff"]), json!("helpdesk,heads"), json!(null), json!({"helpdesk": true})] {
        program.says(|says| says.claims = json!({"groups": groups}));
        refused(&goes(&program, &desk).await, "gives you a role here");
    }
    assert!(!shown(&desk, &own).await.contains("canary"), "who left the group is signed out everywhere");
    let nameless = json!({"sub": "9", "preferred_username": null, "email": "ben@corp.example"});
    program.says(|says| says.claims = nameless.clone());
    refused(&goes(&program, &desk).await, "can be your name");
    program.says(|says| {
        says.claims = nameless;
        says.claims["email_verified"] = Value::Bool(true);
    });
    session(&program, &desk).await;
}

#[tokio::test]
async fn nobody_becomes_somebody_else_by_being_called_like_them() {
    let (program, desk) = started().await;
    account(&desk, "ana", Role::Admin);
    for subject in ["1", "2", "3"] {
        program.says(|says| says.claims = json!({"sub": subject}));
        session(&program, &desk).await;
    }
    // A mail address, a mark of ours, and what is no name: none of them reaches another account.
    for name in ["ana@evil.example", "oidc:ana", "../ana", "ANA"] {
        program.says(|says| says.claims = json!({"sub": name, "preferred_username": name}));
        session(&program, &desk).await;
    }
    let accounts = desk.desk.readers().accounts(&permit()).expect("accounts");
    let ana = accounts.iter().find(|account| account.name == "ana").expect("the account with a password");
    assert!(ana.role == Role::Admin && ana.password.is_some() && ana.identity.is_none());
    let names: Vec<&str> = accounts.iter().map(|account| &*account.name).collect();
    let expected = [
        "ana",
        "oidc:ana",
        "oidc:ana-2",
        "oidc:ana-3",
        "oidc:ana-4",
        "oidc:ana-5",
        "oidc:ana-6",
        "oidc:oidc-ana",
    ];
    assert_eq!(names, expected);
    for name in ["oidc:ana", "oidc:ana-2"] {
        assert_eq!(sign_in(&desk, name, "").await.status, 422, "there is no password for them");
        let error = desk.desk.readers().set_password(name, PASSWORD, &permit()).expect_err("no password");
        assert!(error.to_string().contains("signed in by another program"), "{error}");
    }
}

#[tokio::test]
async fn when_another_program_is_named_the_word_of_the_one_before_counts_no_more() {
    let (program, desk) = started().await;
    let own = session(&program, &desk).await;
    assert!(shown(&desk, &own).await.contains("canary"));
    let desk = desk.opened_again();
    desk.catch_up();
    assert!(!shown(&desk, &own).await.contains("canary"));
    // Without any program there is no way in.
    for address in ["/login/oidc", "/login/oidc/return?code=1&state=2"] {
        desk.get(address).await.problem(404, "not_found");
    }
    assert!(!desk.page("/login").await.text().contains("/login/oidc"));
}

/// The program as it is started, with a file of configuration and a file with the secret.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_configured_signs_people_in() {
    let program = Program::start().await;
    let place = Place::with(&[("keys.md", "---\naudience: agents\n---\n# Keys\n\nThe canary.\n")]);
    let config = format!(
        "[server]\npublic_url = \"https://help.example.org\"\n[oidc]\nissuer = \"{}\"\nclient_id = \"{}\"\n\
         client_secret_file = \"secret\"\nscopes = [\"profile\"]\nroles = {{ helpdesk = \"agent\" }}\n",
        program.issuer,
        program::CLIENT
    );
    place.write("firstline.toml", &config);
    place.write("secret", &format!("{}\n", program::SECRET));
    let mut server = place.serve();
    let ask = async |path: &str, cookies: &str| {
        let head = format!(
            "GET {path} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookies}\r\nconnection: close\r\n\r\n"
        );
        let reply = rest(sent(server.address(), &head).await).await;
        let of = |name: &str| {
            let line = reply.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")));
            line.unwrap_or_default().split(';').next().expect("a part").to_owned()
        };
        (of("location"), of("set-cookie"), reply.clone())
    };
    let (sent_to, begun, reply) = ask("/login/oidc?next=/articles/keys", "").await;
    assert!(reply.starts_with("HTTP/1.1 303"), "{reply}");
    let (next, session, reply) = ask(&program.signed_in(&sent_to), &begun).await;
    assert_eq!(next, "/articles/keys", "{reply}");
    let (.., page) = ask(&next, &session).await;
    assert!(page.contains("canary") && page.contains("Signed in as ana"), "{page}");
    let listed = place.run(&["user", "list"]).ended(0).to_owned();
    assert!(
        listed.contains("oidc:ana") && listed.contains(&format!("through {}", program.issuer)),
        "{listed}"
    );
    let listed = place.run(&["user", "list", "--json"]).json(0);
    assert_eq!(listed["users"][0]["issuer"], program.issuer);
    place.tell(&["user", "password", "oidc:ana"], PASSWORD).complained(2, "signed in by another program");
    place.run(&["user", "remove", "oidc:ana"]).ended(0);
    let (.., page) = ask(&next, &session).await;
    assert!(page.starts_with("HTTP/1.1 404"), "{page}");
    assert_eq!(server.stop(), Some(0));
}
