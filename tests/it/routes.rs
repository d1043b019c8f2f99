//! Who may do what, at every route, with every method: a combination that is not written down here fails.

use std::collections::BTreeMap;

use firstline::access::{Grants, Role};

use crate::{
    desk::{Base, Opened},
    readers::token,
};

const ROUTER: &str = include_str!("../../src/http/router.rs");

pub(crate) const METHODS: [&str; 8] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];

/// Methods; the route; the address, where the route is none; and the status for nobody, a customer, an agent, an
/// agent of `tier2`, a writer and an admin, or one for all of them.
const TABLE: &str = "
GET,HEAD                            /health/live            -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /health/live            -  405
GET,HEAD                            /health/ready           -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /health/ready           -  405
GET,HEAD                            /api/v1/health/live     -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/health/live     -  405
GET,HEAD                            /api/v1/health/ready    -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/health/ready    -  405
GET,HEAD                            /metrics                -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /metrics                -  405
GET,HEAD                            /openapi.json           -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /openapi.json           -  405

GET,HEAD                            /api/v1/search          /api/v1/search?q=token  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/search          -  405
GET,HEAD                            /api/v1/complete        /api/v1/complete?q=to  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/complete        -  405
GET,HEAD                            /api/v1/articles        -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/articles        -  405
GET,HEAD                            /api/v1/changes         -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/changes         -  405
GET,HEAD                            /api/v1/shift           -  401 403 200 200 200 200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/shift           -  405
GET,HEAD                            /feed.atom              -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /feed.atom              -  405
GET,HEAD                            /api/v1/reports         -  401 403 403 403 200 200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/reports         -  405
GET,HEAD                            /api/v1/reports/{name}  /api/v1/reports/rate-of-resolution  401 403 403 403 200 200
GET,HEAD                            /api/v1/reports/{name}  /api/v1/reports/nothing  401 403 403 403 404 404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/reports/{name}  /api/v1/reports/rate-of-resolution  405
GET,HEAD                            /api/v1/articles/{*id}  /api/v1/articles/public  200
GET,HEAD                            /api/v1/articles/{*id}  /api/v1/articles/agents  404 404 200 200 200 200
GET,HEAD                            /api/v1/articles/{*id}  /api/v1/articles/tier2   404 404 404 200 200 200
GET,HEAD                            /api/v1/articles/{*id}  /api/v1/articles/slip    404 404 404 404 200 200
GET,HEAD                            /api/v1/articles/{*id}  /api/v1/articles/billing 404 404 404 404 404 200
GET,HEAD                            /api/v1/articles/{*id}  /api/v1/articles/nothing 404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/articles/{*id}  /api/v1/articles/billing 405

GET,HEAD                            /api/v1/articles/{*id}  /api/v1/articles/public?at=2026-03-01  401 403 403 403 400 400
GET,HEAD                            /api/v1/revisions/{*id} /api/v1/revisions/public  401 403 403 403 200 200
GET,HEAD                            /api/v1/revisions/{*id} /api/v1/revisions/billing 401 403 403 403 404 200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/revisions/{*id} /api/v1/revisions/billing 405

POST                                /api/v1/suggest         -  200
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/suggest     -  405
POST                                /api/v1/outcomes        -  201
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/outcomes    -  405
GET,HEAD                            /api/v1/handover/{id}   /api/v1/handover/nothing  404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/handover/{id}   /api/v1/handover/nothing  405
POST                                /api/v1/requests        -  201
GET,HEAD                            /api/v1/requests        -  401 403 200 200 200 200
PUT,PATCH,DELETE,OPTIONS,TRACE      /api/v1/requests        -  405
DELETE                              /api/v1/requests/{number}  /api/v1/requests/R-99  401 403 404 404 404 404
GET,HEAD,POST,PUT,PATCH,OPTIONS,TRACE /api/v1/requests/{number}  /api/v1/requests/R-99  405
GET,HEAD                            /api/v1/shown/{id}      /api/v1/shown/019ab5ce3f7070009d1f0a6c52e8b714  401 403 404 404 404 404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /api/v1/shown/{id}      /api/v1/shown/019ab5ce3f7070009d1f0a6c52e8b714  405
GET,HEAD                            /api/v1/tokens          -  401 403 403 403 403 200
POST                                /api/v1/tokens          -  401 403 403 403 403 201
PUT,PATCH,DELETE,OPTIONS,TRACE      /api/v1/tokens          -  405
DELETE                              /api/v1/tokens/{id}     /api/v1/tokens/spare  401 403 403 403 403 204
DELETE                              /api/v1/tokens/{id}     /api/v1/tokens/nobody 401 403 403 403 403 404
GET,HEAD,POST,PUT,PATCH,OPTIONS,TRACE /api/v1/tokens/{id}   /api/v1/tokens/spare  405

GET,HEAD                            /                       -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /                       -  405
GET,HEAD                            /search                 /search?q=token  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /search                 -  405
GET,HEAD                            /articles/{*id}         /articles/public  200
GET,HEAD                            /articles/{*id}         /articles/agents  404 404 200 200 200 200
GET,HEAD                            /articles/{*id}         /articles/tier2   404 404 404 200 200 200
GET,HEAD                            /articles/{*id}         /articles/slip    404 404 404 404 200 200
GET,HEAD                            /articles/{*id}         /articles/billing 404 404 404 404 404 200
GET,HEAD                            /articles/{*id}         /articles/nothing 404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /articles/{*id}         /articles/billing 405
GET,HEAD                            /topics/{tag}           /topics/of-public  200
GET,HEAD                            /topics/{tag}           /topics/of-agents  404 404 200 200 200 200
GET,HEAD                            /topics/{tag}           /topics/of-billing 404 404 404 404 404 200
GET,HEAD                            /topics/{tag}           /topics/nothing  404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /topics/{tag}           /topics/of-public  405
POST                                /solved                 -  200
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /solved             -  405
POST                                /language               -  303
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /language           -  405
GET,HEAD                            /writer                 -  401 403 403 403 200 200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /writer                 -  405
GET,HEAD                            /writer/{report}        /writer/rate-of-resolution  401 403 403 403 200 200
GET,HEAD                            /writer/{report}        /writer/nothing  401 403 403 403 404 404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /writer/{report}        /writer/rate-of-resolution  405
GET,HEAD                            /writer/drafts/{group}  /writer/drafts/nothing  401 403 403 403 404 404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /writer/drafts/{group}  /writer/drafts/nothing  405
GET,HEAD                            /writer/articles/{*id}  /writer/articles/public  401 403 403 403 200 200
GET,HEAD                            /writer/articles/{*id}  /writer/articles/billing  401 403 403 403 404 200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /writer/articles/{*id}  /writer/articles/public  405
GET,HEAD,POST                       /writer/preview         -  401 403 403 403 200 200
PUT,PATCH,DELETE,OPTIONS,TRACE      /writer/preview         -  405
GET,HEAD                            /admin                  -  401 403 403 403 403 200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /admin                  -  405
POST                                /admin/tokens           -  401 403 403 403 403 200
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /admin/tokens       -  405
GET,HEAD,POST                       /admin/tokens/{id}      /admin/tokens/nothing  401 403 403 403 403 404
PUT,PATCH,DELETE,OPTIONS,TRACE      /admin/tokens/{id}      /admin/tokens/nothing  405
POST                                /admin/accounts         -  401 403 403 403 403 303
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /admin/accounts     -  405
GET,HEAD,POST                       /admin/accounts/{name}  /admin/accounts/nobody  401 403 403 403 403 404
PUT,PATCH,DELETE,OPTIONS,TRACE      /admin/accounts/{name}  /admin/accounts/nobody  405
POST                                /admin/backup           -  401 403 403 403 403 200
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /admin/backup       -  405
GET,HEAD                            /assets/{version}/{name}  /assets/0/nothing.css  404
GET,HEAD                            /assets/{version}/{name}  /assets/0/style.css  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /assets/{version}/{name}  /assets/0/style.css  405
GET,HEAD                            /favicon.svg            -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /favicon.svg            -  405
GET,HEAD                            /robots.txt             -  200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /robots.txt             -  405
GET,HEAD                            /lead                   -  401 403 403 403 200 200
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /lead                   -  405
GET,HEAD                            /widget.js              -  404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /widget.js              -  405
GET,HEAD,POST                       /ask                    -  200
PUT,PATCH,DELETE,OPTIONS,TRACE      /ask                    -  405
POST                                /ask/outcome            -  200
POST                                /ask/draft              -  200
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /ask/draft          -  405
POST                                /ask/send               -  200
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /ask/send           -  405
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /ask/outcome        -  405
GET,HEAD                            /agent                  -  401 403 200 200 200 200
POST                                /agent                  -  401 403 303 303 303 303
PUT,PATCH,DELETE,OPTIONS,TRACE      /agent                  -  405
POST                                /agent/said             -  401 403 303 303 303 303
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /agent/said         -  405
GET,HEAD                            /agent/requests         -  401 403 200 200 200 200
POST                                /agent/requests         -  401 403 303 303 303 303
PUT,PATCH,DELETE,OPTIONS,TRACE      /agent/requests         -  405
GET,HEAD                            /agent/{id}             /agent/00000000000000000000000000000000  401 403 404 404 404 404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /agent/{id}             /agent/00000000000000000000000000000000  405
GET,HEAD                            /agent/{id}/handover    /agent/nothing/handover  401 403 404 404 404 404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /agent/{id}/handover    /agent/nothing/handover  405
GET,HEAD                            /login                  -  200
POST                                /login                  -  422
PUT,PATCH,DELETE,OPTIONS,TRACE      /login                  -  405
GET,HEAD                            /login/oidc             -  404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /login/oidc             -  405
GET,HEAD                            /login/oidc/return      /login/oidc/return?code=1&state=2  404
POST,PUT,PATCH,DELETE,OPTIONS,TRACE /login/oidc/return      -  405
POST                                /logout                 -  303
GET,HEAD,PUT,PATCH,DELETE,OPTIONS,TRACE /logout             -  405
";

/// Every route of the router with the methods that it has a handler for.
pub(crate) fn routes() -> BTreeMap<String, Vec<&'static str>> {
    for other in [".nest", ".route_service", "any(", "on(", ".fallback_service"] {
        assert!(!ROUTER.contains(other), "`{other}` hides routes from this test: teach it to read them");
    }
    let all = ROUTER.matches(".route(").count();
    let read: BTreeMap<_, _> = ROUTER.split(".route(\"").skip(1).map(route).collect();
    assert_eq!(read.len(), all, "a route whose path is not written out, or that is there twice");
    read
}

fn route(written: &str) -> (String, Vec<&'static str>) {
    let (path, rest) = written.split_once('"').expect("the end of a path");
    let end = [";", ".merge(", ".route_layer("].iter().filter_map(|end| rest.find(end)).min();
    let handlers = &rest[..end.unwrap_or(rest.len())];
    let has = |method: &&str| {
        let call = format!("{}(", method.to_ascii_lowercase());
        let begins =
            |at: usize| handlers[..at].ends_with(|c: char| c.is_whitespace() || matches!(c, '.' | ','));
        handlers.match_indices(&call).any(|(at, _)| begins(at))
    };
    (path.to_owned(), METHODS.into_iter().filter(has).collect())
}

struct Row {
    methods: Vec<&'static str>,
    route: &'static str,
    address: &'static str,
    /// For each of [`readers`].
    expected: [u16; 6],
}

fn rows() -> Vec<Row> {
    let row = |line: &'static str| {
        let mut words = line.split_whitespace();
        let methods = words.next().expect("methods").split(',').collect();
        let route = words.next().expect("a route");
        let address = words.next().filter(|address| *address != "-").unwrap_or(route);
        let statuses: Vec<u16> = words.map(|status| status.parse().expect("a status")).collect();
        let expected = match statuses[..] {
            [one] => [one; 6],
            _ => statuses.try_into().expect("six statuses"),
        };
        Row { methods, route, address, expected }
    };
    TABLE.lines().filter(|line| !line.trim().is_empty()).map(row).collect()
}

/// A desk with an article for each audience; `billing` is for admins alone, `slip` names an audience that nobody knows.
fn desk() -> Opened {
    let of = |audience: &str| {
        format!(
            "---\ntitle: A token of {audience}\naudience: {audience}\ntags: [of-{audience}]\n---\nThe token.\n"
        )
    };
    let base = ["public", "agents", "tier2", "billing", "slip"]
        .iter()
        .fold(Base::new(), |base, audience| base.file(&format!("{audience}.md"), &of(audience)));
    base.open_with(|settings| {
        settings.rules.audiences.push("billing".to_owned());
        settings.grants = Grants::of(settings.rules.audiences.iter().map(String::as_str));
        settings.grants.set("billing", Role::Admin);
    })
}

/// The readers of the table's columns, by the headers that they send.
fn readers(desk: &Opened) -> [Option<String>; 6] {
    let of = |name: &str, role, audiences: &[&str]| Some(token(desk, name, role, audiences));
    [
        None,
        of("customer", Role::Customer, &[]),
        of("agent", Role::Agent, &[]),
        of("second-line", Role::Agent, &["agents", "tier2"]),
        of("writer", Role::Writer, &[]),
        of("admin", Role::Admin, &[]),
    ]
}

/// What is sent to a route that takes something, and in which form.
async fn body(desk: &Opened, route: &str, as_reader: &[(&str, &str)]) -> (&'static str, String) {
    let form = "application/x-www-form-urlencoded";
    let shown = async || {
        let headers = [as_reader, &[("content-type", "application/json")]].concat();
        desk.post_as("/api/v1/suggest", &headers, r#"{"text": "the token"}"#).await.json()
    };
    match route {
        "/api/v1/suggest" | "/api/v1/requests" => ("application/json", r#"{"text": "the token"}"#.to_owned()),
        "/api/v1/outcomes" => {
            let shown = shown().await;
            let id = &shown["suggestion_id"];
            (
                "application/json",
                format!(r#"{{"suggestion_id": {id}, "article": "public", "verdict": "helped"}}"#),
            )
        }
        "/ask/outcome" => {
            let shown = shown().await;
            let of = |name: &str| shown[name].as_str().expect("a text").to_owned();
            (form, format!("resolved=public&suggestion_id={}&token={}", of("suggestion_id"), of("token")))
        }
        "/agent" => (form, "text=the+token+shows%0Ano+code".to_owned()),
        "/agent/said" => (form, "q=token&article=public&verdict=helped".to_owned()),
        "/api/v1/tokens" => ("application/json", r#"{"name": "another", "role": "customer"}"#.to_owned()),
        "/agent/requests" => (form, "number=R-99".to_owned()),
        "/ask" | "/ask/draft" | "/ask/send" => (form, "text=the+token".to_owned()),
        "/writer/preview" => (form, "markdown=%23+The+token%0A%0APress+it.".to_owned()),
        "/admin/tokens" => (form, "name=third&role=customer".to_owned()),
        "/admin/accounts" => (form, "name=ana&role=agent&password=four+words+nobody+guesses".to_owned()),
        "/admin/accounts/{name}" => (form, "do=end".to_owned()),
        "/solved" => (form, "article=public&answer=yes".to_owned()),
        "/language" => (form, "to=de&back=/".to_owned()),
        "/login" => (form, "name=nobody&password=nothing".to_owned()),
        _ => ("application/json", String::new()),
    }
}

#[tokio::test]
async fn everybody_gets_what_the_table_says() {
    let desk = desk();
    let readers = readers(&desk);
    for row in rows() {
        for (reader, expected) in readers.iter().zip(row.expected) {
            for method in &row.methods {
                // Whatever the table lets somebody take away is there again.
                if row.address.ends_with("/spare") && expected == 204 {
                    token(&desk, "spare", Role::Customer, &[]);
                }
                let credential = reader.as_deref().map(|token| ("authorization", token));
                let credential: Vec<_> = credential.into_iter().collect();
                let (kind, body) = if *method == "POST" {
                    body(&desk, row.route, &credential).await
                } else {
                    ("text/plain", String::new())
                };
                let headers =
                    [&credential[..], &[("content-type", kind), ("sec-fetch-site", "same-origin")]].concat();
                let reply = desk.request(method, row.address, &headers, body).await;
                let who = reader.as_deref().map_or("nobody", |token| &token[..20]);
                assert_eq!(
                    reply.status.as_u16(),
                    expected,
                    "{method} {} as {who}: {}",
                    row.address,
                    reply.text()
                );
                if expected == 405 {
                    let allowed = reply.header("allow").to_owned();
                    assert!(
                        !allowed.is_empty() && !allowed.split(',').any(|one| one == *method),
                        "{allowed}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_route_and_method_is_in_the_table_once_at_least() {
    let rows = rows();
    for (route, handled) in routes() {
        for method in METHODS {
            let listed = rows.iter().filter(|row| row.route == route && row.methods.contains(&method));
            let mut statuses = listed.flat_map(|row| row.expected).peekable();
            assert!(statuses.peek().is_some(), "say in the table who may do {method} {route}");
            let has = handled.contains(&method) || method == "HEAD" && handled.contains(&"GET");
            assert_eq!(statuses.all(|status| status != 405), has, "{method} {route}");
        }
    }
    let routes = routes();
    let unknown: Vec<_> =
        rows.iter().map(|row| row.route).filter(|route| !routes.contains_key(*route)).collect();
    assert!(unknown.is_empty(), "no routes any more: {unknown:?}");
}
