//! What of a reply is another each time, whatever is hidden? It is masked by its name; nothing else is.

use std::fmt::Write;

use serde_json::Value;

use crate::desk::Reply;

const HEADERS: [&str; 3] = ["x-request-id", "date", "content-length"];
const MEMBERS: [&str; 13] = [
    "took_ms",
    "query_id",
    "suggestion_id",
    "shown_id",
    "outcome_id",
    "request_id",
    "token",
    "at",
    "ended",
    "made",
    "used",
    "expires",
    "lag_ms",
];
/// Fields of forms.
const FIELDS: [&str; 2] = ["suggestion_id", "token"];
/// Addresses that end with a number.
const SHOWN: &str = "/api/v1/shown/";
/// Addresses of tokens, and lines that show one.
const TOKENS: &str = "/admin/tokens/";
const SECRETS: [&str; 2] = ["id=\"secret\"", "Bearer "];
/// Figures that tell times.
const FIGURES: &str = "firstline_http_request_duration_seconds";

/// A reply without what is different each time.
pub(crate) fn settled(reply: &Reply) -> String {
    let mut headers = reply.headers.clone();
    let id = reply.header("x-request-id").to_owned();
    for name in HEADERS {
        headers.remove(name);
    }
    let body = match serde_json::from_slice::<Value>(&reply.body) {
        Ok(mut json) => {
            forget(&mut json);
            numbered(&json.to_string())
        }
        Err(_) if reply.text().starts_with("# HELP") => figures(reply.text()),
        Err(_) if reply.header("content-type").starts_with("application/atom+xml") => {
            // It is that of the whole, times and all.
            headers.remove("etag");
            feed(reply.text())
        }
        Err(_) => numbered(&page(&reply.text().replace(&id, ""))),
    };
    let headers = numbered(&format!("{headers:?}"));
    format!("{} {headers}\n{body}", reply.status)
}

fn forget(json: &mut Value) {
    match json {
        Value::Object(members) => {
            // The number of a token is drawn by lot.
            if members.contains_key("revoked") {
                members.remove("id");
            }
            for name in MEMBERS {
                members.remove(name);
            }
            // Where it is asked for what was shown, the address holds its number.
            if members.get("instance").and_then(Value::as_str).is_some_and(|at| at.starts_with(SHOWN)) {
                members.insert("instance".to_owned(), SHOWN.into());
            }
            members.values_mut().for_each(forget);
        }
        Value::Array(values) => values.iter_mut().for_each(forget),
        _ => {}
    }
}

/// Figures are told in any order.
fn figures(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().filter(|line| !line.starts_with(FIGURES)).collect();
    lines.sort_unstable();
    lines.join("\n")
}

/// A feed without its times, and without its ids, which each desk draws from its own key.
fn feed(text: &str) -> String {
    ["updated", "id"].iter().fold(text.to_owned(), |text, name| {
        let [begin, end] = [format!("<{name}>"), format!("</{name}>")];
        let parts = text.split(&begin);
        parts.map(|part| part.split_once(&end).map_or(part, |(_, rest)| rest)).collect()
    })
}

/// Without the numbers of what was shown, which are 32 digits: 0 to 9, and a to f.
fn numbered(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_hexdigit()) {
        let (before, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(from.len());
        told.push_str(before);
        told.push_str(if end == 32 { "" } else { &from[..end] });
        rest = &from[end..];
    }
    told.push_str(rest);
    told
}

fn page(text: &str) -> String {
    let mut page = String::with_capacity(text.len());
    for line in text.lines() {
        // When something was asked, to the minute.
        if line.contains("class=\"moment\"") || line.starts_with("Asked on ") {
            continue;
        }
        if SECRETS.iter().any(|secret| line.contains(secret)) {
            continue;
        }
        // The number of a token is drawn by lot.
        let line = line.find(TOKENS).map_or(line, |at| &line[..at]);
        let field = FIELDS.iter().find_map(|field| line.find(&format!("name=\"{field}\" value=\"")));
        // Writing to a text does not fail.
        let _ = writeln!(page, "{}", field.map_or(line, |at| &line[..at]));
    }
    page
}

#[test]
fn nothing_but_these_is_masked() {
    let kept = r#"{"score":1.0,"id":"a","generation":3}"#;
    let mut json = serde_json::from_str(kept).expect("JSON");
    forget(&mut json);
    assert_eq!(json, serde_json::from_str::<Value>(kept).expect("JSON"));
    assert_eq!(numbered(&format!("/agent/{}-1f", "0f".repeat(16))), "/agent/-1f");
    assert_eq!(page("<p>a\n<input name=\"token\" value=\"b\">\nc"), "<p>a\n<input \nc\n");
}
