//! Everything that can be asked: each call of the OpenAPI document and each page, with each parameter that it takes.

use std::collections::BTreeSet;

use firstline::report::{By, Name};
use serde_json::{Map, Value, json};

use crate::{
    desk::{Opened, Reply, encoded},
    routes::{METHODS, routes},
};

/// One request; what it has of replies of before is filled in by [`Call::send`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    method: String,
    pub(super) address: String,
    headers: Vec<(String, String)>,
    body: Body,
}

#[derive(Clone, Debug, PartialEq)]
enum Body {
    Nothing,
    Json(Value),
    Form(Vec<(String, String)>),
}

/// What parameters are filled with, by their names.
pub(super) struct Fill {
    /// Queries and texts of tickets.
    pub(super) queries: Vec<String>,
    /// Names of articles, of whichever kind.
    pub(super) names: Vec<String>,
    pub(super) tags: Vec<String>,
}

/// The pages, which the document does not describe: the route, the address of an example, the parameters that stand
/// in the address, and the fields of its form.
const PAGES: [(&str, &str, &[&str], &[&str]); 36] = [
    ("/", "/", &[], &[]),
    ("/search", "/search?q=token", &["q", "tag", "product", "lang", "state", "page"], &[]),
    ("/articles/{*id}", "/articles/public/0", &["id", "at"], &[]),
    ("/topics/{tag}", "/topics/vpn", &["tag"], &[]),
    ("/solved", "/solved", &[], &["article", "q", "answer", "note", "suggestion_id", "token"]),
    ("/language", "/language", &[], &["to", "back"]),
    ("/writer", "/writer", &[], &[]),
    ("/writer/{report}", "/writer/rate-of-resolution", &["report", "since", "by"], &[]),
    ("/writer/drafts/{group}", "/writer/drafts/nothing", &[], &[]),
    ("/writer/articles/{*id}", "/writer/articles/tier2/0", &[], &[]),
    ("/writer/preview", "/writer/preview", &["article"], &["article", "text"]),
    ("/admin", "/admin", &[], &[]),
    ("/admin/tokens", "/admin/tokens", &[], &["name"]),
    ("/admin/tokens/{id}", "/admin/tokens/nothing", &[], &["nothing"]),
    ("/admin/accounts", "/admin/accounts", &[], &["name", "password"]),
    ("/admin/accounts/{name}", "/admin/accounts/nobody", &[], &["password"]),
    ("/admin/backup", "/admin/backup", &[], &["nothing"]),
    ("/assets/{version}/{name}", "/assets/0/style.css", &[], &[]),
    ("/favicon.svg", "/favicon.svg", &[], &[]),
    ("/robots.txt", "/robots.txt", &[], &[]),
    ("/widget.js", "/widget.js", &[], &[]),
    ("/lead", "/lead", &["since"], &[]),
    ("/ask", "/ask", &["q"], &["subject", "text", "again", "suggestion_id", "token"]),
    ("/ask/draft", "/ask/draft", &[], &["subject", "text"]),
    ("/ask/send", "/ask/send", &[], &["subject", "text", "reply_to", "sending", "suggestion_id", "token"]),
    (
        "/ask/outcome",
        "/ask/outcome",
        &[],
        &["resolved", "not_helpful", "nothing", "solved", "suggestion_id", "token", "subject", "text"],
    ),
    ("/agent", "/agent", &["q", "article", "searched"], &["text", "number", "product"]),
    ("/agent/requests", "/agent/requests", &["page"], &["number"]),
    ("/agent/{id}", "/agent/{suggestion}", &["q", "article", "searched"], &[]),
    ("/agent/{id}/handover", "/agent/{suggestion}/handover", &[], &[]),
    ("/agent/said", "/agent/said", &[], &["open", "q", "article", "verdict", "note", "told"]),
    ("/login", "/login", &["next"], &["next", "name", "password"]),
    ("/login/oidc", "/login/oidc", &["next"], &[]),
    ("/login/oidc/return", "/login/oidc/return?code=1&state=2", &["code", "state"], &[]),
    ("/logout", "/logout", &[], &[]),
    // The same calls as under `/api/v1`.
    ("/api/v1/health/live", "/api/v1/health/live", &[], &[]),
];
const PAGES_MORE: [(&str, &str); 1] = [("/api/v1/health/ready", "/api/v1/health/ready")];

/// What of a reply of before is asked with.
const KEPT: [(&str, &str); 3] =
    [("{suggestion}", "suggestion_id"), ("{token}", "token"), ("{query}", "query_id")];

/// Every call, with every parameter filled in every way.
pub(super) fn calls(document: &Value, fill: &Fill) -> Vec<Call> {
    let mut all = Vec::new();
    let mut described = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("methods") {
            described.insert(
                path.replace("/articles/{id}", "/articles/{*id}")
                    .replace("/revisions/{id}", "/revisions/{*id}"),
            );
            operation_calls(document, fill, &mut all, &method.to_ascii_uppercase(), path, operation);
        }
    }
    for (route, example, parameters, fields) in PAGES {
        described.insert(route.to_owned());
        page_calls(fill, &mut all, (example, parameters, fields));
    }
    described.extend(PAGES_MORE.iter().map(|(route, _)| (*route).to_owned()));
    all.extend(PAGES_MORE.iter().map(|(_, example)| Call::get(example)));
    all.extend(fill.names.iter().map(|name| Call::get(&format!("/{name}"))));
    let routes: BTreeSet<_> = routes().into_keys().collect();
    assert_eq!(described, routes, "a route that nothing here asks, or that is there no more");
    // Every method at every address, with nothing in it; of articles at two.
    let few = |address: &&str| {
        !address.contains("/articles/") || ["/shared", "/2"].iter().any(|end| address.ends_with(end))
    };
    let addresses: BTreeSet<String> =
        all.iter().map(|call| path_of(&call.address)).filter(few).map(str::to_owned).collect();
    for method in METHODS {
        all.extend(addresses.iter().map(|address| Call { method: method.to_owned(), ..Call::get(address) }));
    }
    all
}

fn path_of(address: &str) -> &str {
    address.split('?').next().unwrap_or_default()
}

fn operation_calls(
    document: &Value,
    fill: &Fill,
    all: &mut Vec<Call>,
    method: &str,
    path: &str,
    operation: &Value,
) {
    let body = &operation["requestBody"]["content"]["application/json"]["schema"];
    let base = Call { method: method.to_owned(), body: base_of(operation, body), ..Call::get(path) };
    let none = Vec::new();
    let parameters = operation["parameters"].as_array().unwrap_or(&none);
    let place = parameters.iter().find(|parameter| parameter["in"] == "path");
    let of = |parameter: &Value| values(document, fill, text(parameter, "name"), &parameter["schema"]);
    let in_place = |value: &str| {
        let value = encoded(value).replace("%2F", "/");
        base.at(&path.replace("{id}", &value).replace("{name}", &value).replace("{number}", &value))
    };
    let bases: Vec<Call> = match place {
        Some(_) if path.contains("/reports/") => {
            Name::ALL.iter().map(|name| in_place(name.word())).chain([in_place("nothing")]).collect()
        }
        // What was shown is asked for by its number.
        Some(_) if path.contains("/handover/") => {
            vec![base.at(&path.replace("{id}", "{suggestion}")), in_place("nothing")]
        }
        // What they were shown themselves, and a number that nobody was shown anything under.
        Some(_) if path.contains("/shown/") => {
            ["{suggestion}", "{query}", "019ab5ce3f7070009d1f0a6c52e8b714"]
                .map(|id| base.at(&path.replace("{id}", id)))
                .into()
        }
        Some(parameter) => of(parameter).iter().map(|value| in_place(&word(value))).collect(),
        None => vec![base.clone()],
    };
    for parameter in parameters.iter().filter(|parameter| parameter["in"] != "path") {
        let name = text(parameter, "name");
        for (value, base) in
            of(parameter).iter().flat_map(|value| bases.iter().map(move |base| (value, base)))
        {
            all.push(if parameter["in"] == "header" {
                base.header(name, &word(value))
            } else {
                base.asked(name, &word(value))
            });
        }
    }
    let schema = followed(document, body);
    for (name, schema) in schema["properties"].as_object().into_iter().flatten() {
        let Body::Json(members) = &base.body else { continue };
        for value in values(document, fill, name, schema) {
            let mut members = members.clone();
            members[name] = value;
            // A text and a body at once are one too many.
            if name == "body" {
                members.as_object_mut().expect("an object").remove("text");
            }
            all.push(Call { body: Body::Json(members), ..base.clone() });
        }
    }
    all.extend(bases);
}

fn page_calls(fill: &Fill, all: &mut Vec<Call>, (example, parameters, fields): (&str, &[&str], &[&str])) {
    let page = Call::get(example).header("accept", "text/html,*/*;q=0.8");
    for name in parameters {
        for value in named(fill, name) {
            all.push(match *name {
                "id" => page.at(&format!("/articles/{}", encoded(&value).replace("%2F", "/"))),
                "report" => page.at(&format!("/writer/{value}")),
                "tag" if example.starts_with("/topics/") => page.at(&format!("/topics/{}", encoded(&value))),
                _ => page.asked(name, &value),
            });
        }
    }
    let full = |name: &&str| {
        let value = match *name {
            "suggestion_id" | "open" => "{suggestion}",
            "verdict" => "resolved",
            "answer" => "yes",
            "article" => "public/0",
            "token" => "{token}",
            "text" | "subject" => "the token",
            _ => "",
        };
        ((*name).to_owned(), value.to_owned())
    };
    let form: Vec<(String, String)> = fields.iter().map(full).collect();
    for (at, name) in fields.iter().enumerate() {
        for value in named(fill, name) {
            let mut form = form.clone();
            form[at].1 = value;
            all.push(Call { method: "POST".to_owned(), body: Body::Form(form), ..page.clone() });
        }
    }
    all.push(page);
}

/// A body that is right, to be changed in one member at a time.
fn base_of(operation: &Value, schema: &Value) -> Body {
    if schema.is_null() {
        return Body::Nothing;
    }
    Body::Json(match text(operation, "operationId") {
        "suggest" => json!({"text": "Hello,\n\nthe token shows no code and the printer is stuck.\n\nBob"}),
        "record" => json!({
            "suggestion_id": "{suggestion}", "token": "{token}", "article": "public/0", "verdict": "helped",
        }),
        "send" => json!({
            "suggestion_id": "{suggestion}", "token": "{token}", "text": "the token shows no code",
            "reply_to": "ann@example.org",
        }),
        "addToken" => json!({"name": "another", "role": "agent"}),
        other => panic!("which body does `{other}` take?"),
    })
}

/// Values that a parameter can have by its schema, right ones and wrong ones.
fn values(document: &Value, fill: &Fill, name: &str, schema: &Value) -> Vec<Value> {
    let schema = followed(document, schema);
    if let Some(words) = schema["enum"].as_array() {
        return words
            .iter()
            .filter(|word| !word.is_null())
            .cloned()
            .chain([json!("nonsense"), json!("")])
            .collect();
    }
    if let Some(either) = ["oneOf", "anyOf"].iter().find_map(|word| schema[*word].as_array()) {
        return either
            .iter()
            .filter(|one| one["type"] != "null")
            .flat_map(|one| values(document, fill, name, one))
            .collect();
    }
    let kinds = match &schema["type"] {
        Value::Array(kinds) => kinds.clone(),
        kind => vec![kind.clone()],
    };
    let kind = kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null");
    match kind.unwrap_or_else(|| panic!("of which type is `{name}`? {schema}")) {
        "integer" => {
            let (least, most) = (schema["minimum"].as_i64(), schema["maximum"].as_i64());
            let (least, most) = (least.expect("a minimum"), most.expect("a maximum"));
            [least - 1, least, least + 1, most, most + 1]
                .map(Value::from)
                .into_iter()
                .chain([json!("ten")])
                .collect()
        }
        "boolean" => vec![json!(true), json!(false), json!("maybe")],
        "array" if schema["items"]["$ref"].is_string() => values(document, fill, name, &schema["items"]),
        // In an address each value stands alone, in a body in a list.
        "array" if name == "audiences" => {
            ["agents", "tier2", "billing", "nobody"].map(|audience| json!([audience])).into()
        }
        "array" | "string" => named(fill, name).into_iter().map(Value::from).collect(),
        "object" => fill.queries.iter().map(|query| json!({"product": query, "version": "2"})).collect(),
        other => panic!("`{name}` is of type {other}: how is it filled?"),
    }
}

/// Texts for a parameter of this name.
fn named(fill: &Fill, name: &str) -> Vec<String> {
    let of = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    match name {
        "q" | "text" | "body" | "subject" | "note" | "number" => fill.queries.clone(),
        "id" | "article" | "resolved" | "not_helpful" => fill.names.clone(),
        // Nobody here sees the one, and the other is not there: what is suggested instead is the same.
        "solved" => of(&["billing/0", "nothing", ""]),
        "tag" | "product" => fill.tags.clone(),
        "lang" => of(&["en", "de", "ja", "xx"]),
        "state" => of(&["wip", "archived", "nonsense"]),
        "report" => {
            Name::ALL.iter().map(|name| name.word().to_owned()).chain(["nothing".to_owned()]).collect()
        }
        "by" => By::ALL.iter().map(|by| by.word().to_owned()).chain(["nothing".to_owned()]).collect(),
        "page" => of(&["1", "2", "0", "51", "x"]),
        "since" => of(&["0", "1", "2", "7", "1000", "2026-11-01T00:00:00Z", "2026-11-03", "yesterday"]),
        "at" => of(&["2026-11-20T10:00:00Z", "tomorrow", "-"]),
        "Accept" => of(&["application/json", "text/markdown", "text/html"]),
        "If-None-Match" => of(&["*", "\"0\""]),
        "Idempotency-Key" => of(&["a key", ""]),
        "suggestion_id" | "open" => of(&["{suggestion}", "019ab5ce3f7070009d1f0a6c52e8b714", "x"]),
        "query_id" | "searched" => of(&["{query}", "019ab5ce3f7070009d1f0a6c52e8b714", "x"]),
        "token" => of(&["{token}", "x"]),
        "verdict" => of(&["resolved", "helped", "not_helpful", "wrong", "retracted", "nonsense"]),
        "told" => of(&["0", "1"]),
        "reply_to" => of(&["ann@example.org", "nobody", ""]),
        "sending" => of(&["a form", ""]),
        "ticket" | "channel" | "name" | "password" | "nothing" => of(&["4711", "mail", ""]),
        "answer" => of(&["yes", "no", "outdated", "undo", "nonsense"]),
        "to" => of(&["de", "xx"]),
        "next" | "back" => of(&["/articles/agents/0", "//evil"]),
        "code" | "again" => of(&["1", ""]),
        other => panic!("how is `{other}` filled?"),
    }
}

/// The schema itself, where there is only its name.
fn followed<'a>(document: &'a Value, schema: &'a Value) -> &'a Value {
    match schema["$ref"].as_str() {
        Some(named) => document.pointer(named.trim_start_matches('#')).expect("a schema of that name"),
        None => schema,
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().expect("a text")
}

/// A value as it stands in an address.
fn word(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl Call {
    pub(super) fn get(address: &str) -> Call {
        Call {
            method: "GET".to_owned(),
            address: address.to_owned(),
            headers: Vec::new(),
            body: Body::Nothing,
        }
    }

    fn at(&self, address: &str) -> Call {
        Call { address: address.to_owned(), ..self.clone() }
    }

    fn header(&self, name: &str, value: &str) -> Call {
        let headers = self.headers.iter().cloned().chain([(name.to_ascii_lowercase(), value.to_owned())]);
        Call { headers: headers.collect(), ..self.clone() }
    }

    /// With a parameter in its address. One that is not the query is asked with a query of its own.
    fn asked(&self, name: &str, value: &str) -> Call {
        let path = path_of(&self.address);
        let query = if name == "q" { "" } else { "q=token+printer&" };
        self.at(&format!("{path}?{query}{}={}", encoded(name), encoded(value)))
    }

    pub(super) fn is_reading(&self) -> bool {
        self.method == "GET"
    }

    pub(super) fn is_recording(&self) -> bool {
        let solved = |(name, value): &(String, String)| name == "solved" && !value.is_empty();
        let of_none = matches!(&self.body, Body::Form(fields) if fields.iter().any(solved));
        let records = ["outcome", "/said", "/solved"].iter().any(|part| self.address.contains(part));
        self.body != Body::Nothing && !of_none && records
    }

    /// Asks a desk. Where the call needs something that was shown, it is shown first.
    pub(super) async fn send(&self, desk: &Opened, reader: &[(&str, &str)]) -> Reply {
        let (kind, mut body) = match &self.body {
            Body::Nothing => ("", String::new()),
            Body::Json(value) => ("application/json", value.to_string()),
            Body::Form(fields) => {
                let pairs = fields.iter().map(|(name, value)| format!("{name}={}", formed(value)));
                ("application/x-www-form-urlencoded", pairs.collect::<Vec<_>>().join("&"))
            }
        };
        let mut address = self.address.clone();
        for (mark, _) in KEPT {
            address = address.replace(&encoded(mark), mark);
        }
        if KEPT.iter().any(|(mark, _)| body.contains(mark) || address.contains(mark)) {
            let kept = kept(desk, reader).await;
            for (mark, name) in KEPT {
                // Searches of customers are not written down.
                let value = kept[name].as_str().unwrap_or_default();
                (body, address) = (body.replace(mark, value), address.replace(mark, value));
            }
        }
        let mut headers: Vec<(&str, &str)> =
            self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        if !kind.is_empty() {
            headers.extend([("content-type", kind), ("sec-fetch-site", "same-origin")]);
        }
        headers.extend(reader);
        desk.request(&self.method, &address, &headers, body).await
    }
}

/// A value in a form; marks are left as they are.
fn formed(value: &str) -> String {
    if value.starts_with('{') { value.to_owned() } else { encoded(value) }
}

/// What a reader is shown of a ticket and of a search.
async fn kept(desk: &Opened, reader: &[(&str, &str)]) -> Value {
    let json_as = [reader, &[("content-type", "application/json")]].concat();
    let suggested =
        desk.post_as("/api/v1/suggest", &json_as, r#"{"text": "the token of the printer"}"#).await.json();
    let searched = desk.get_as("/api/v1/search?q=token", reader).await.json();
    let mut kept = Map::new();
    kept.insert("suggestion_id".to_owned(), suggested["suggestion_id"].clone());
    kept.insert("token".to_owned(), suggested["token"].clone());
    kept.insert("query_id".to_owned(), searched["query_id"].clone());
    kept.into()
}
