//! What do the members of a body say?

use std::ops::RangeInclusive;

use axum::{
    body::Bytes,
    extract::{DefaultBodyLimit, Form, FromRequest, Request},
    http::{HeaderMap, StatusCode, header},
};
use serde_json::{Map, Value};

use super::{
    layers::limits,
    problem::{Mistake, Problem, echoed},
};

/// More unknown members than this are not told.
const MOST_UNKNOWN: usize = 10;

/// The members of a body in JSON. What cannot be used is noted, and said all at once by [`Fields::done`].
pub(super) struct Fields {
    members: Map<String, Value>,
    mistakes: Vec<Mistake>,
}

impl Fields {
    /// Reads the body of a request, to its end.
    pub(super) async fn of(request: Request) -> Result<Fields, Problem> {
        if !is_json(request.headers()) {
            return Err(Problem::UnsupportedMediaType("application/json"));
        }
        let (request, too_large) = limited(request);
        let body = Bytes::from_request(request, &()).await;
        let body = body.map_err(|rejected| unreadable(rejected.status(), too_large))?;
        match serde_json::from_slice(&body) {
            Ok(Value::Object(members)) => Ok(Fields { members, mistakes: Vec::new() }),
            Ok(other) => {
                let detail = format!("the body is {}; it takes an object", kind(&other));
                Err(wrong_body(detail, "write the members between `{` and `}`"))
            }
            Err(error) => Err(wrong_body(
                format!("the body is no JSON: {}", echoed(&error.to_string())),
                "write it in UTF-8, as RFC 8259 says",
            )),
        }
    }

    /// Whether there is such a member.
    pub(super) fn has(&self, name: &str) -> bool {
        self.members.get(name).is_some_and(|value| !value.is_null())
    }

    /// A text; none when it is not there.
    pub(super) fn text(&mut self, name: &'static str) -> Option<String> {
        match self.members.remove(name)? {
            Value::Null => None,
            Value::String(text) => Some(text),
            other => {
                let detail = format!("`{name}` is {}; it takes a text", kind(&other));
                self.mistake(name, detail, "write it in quotes");
                None
            }
        }
    }

    /// A text of so many characters at most, and not an empty one.
    pub(super) fn word(&mut self, name: &'static str, longest: usize) -> Option<String> {
        let text = self.text(name)?;
        let what = if text.trim().is_empty() {
            "empty"
        } else if text.chars().nth(longest).is_some() {
            "longer"
        } else {
            return Some(text);
        };
        let detail = format!("`{name}` is {what}; it takes 1 to {longest} characters");
        self.mistake(name, detail, "leave it out, or say it in a few words");
        None
    }

    /// A whole number.
    pub(super) fn number(&mut self, name: &'static str, range: RangeInclusive<usize>, usual: usize) -> usize {
        let Some(value) = self.members.remove(name).filter(|value| !value.is_null()) else { return usual };
        let number = whole(&value).and_then(|number| usize::try_from(number).ok());
        if let Some(number) = number.filter(|number| range.contains(number)) {
            return number;
        }
        let given = if value.is_number() { format!("`{value}`") } else { kind(&value).to_owned() };
        let allowed = format!("a whole number from {} to {}", range.start(), range.end());
        self.mistake(name, format!("`{name}` is {given}; it takes {allowed}"), "write it without quotes");
        usual
    }

    /// The members of an object, each of them a text of so many characters at most.
    pub(super) fn texts(&mut self, name: &'static str, longest: usize) -> Map<String, Value> {
        let detail = match self.members.remove(name) {
            None | Some(Value::Null) => return Map::new(),
            Some(Value::Object(members)) => {
                let fits = |value: &Value| {
                    value.is_null() || value.as_str().is_some_and(|text| text.chars().nth(longest).is_none())
                };
                match members.iter().find(|(_, value)| !fits(value)) {
                    None => return members,
                    Some((member, _)) => {
                        let member = echoed(member);
                        format!(
                            "`{name}.{member}` is not what it takes: a text of {longest} characters at most"
                        )
                    }
                }
            }
            Some(other) => format!("`{name}` is {}; it takes an object", kind(&other)),
        };
        self.mistake(name, detail, "write each member as a text");
        Map::new()
    }

    /// A list of so many texts at most, each of so many characters at most; none when it is not there.
    pub(super) fn list(&mut self, name: &'static str, most: usize, longest: usize) -> Vec<String> {
        let values = match self.members.remove(name) {
            None | Some(Value::Null) => return Vec::new(),
            Some(Value::Array(values)) if values.len() <= most => values,
            Some(_) => Vec::from([Value::Null]),
        };
        let text = |value: &Value| {
            value
                .as_str()
                .filter(|text| !text.is_empty() && text.chars().nth(longest).is_none())
                .map(str::to_owned)
        };
        let texts: Option<Vec<String>> = values.iter().map(text).collect();
        texts.unwrap_or_else(|| {
            let detail =
                format!("`{name}` takes a list of {most} texts at most, of 1 to {longest} characters each");
            self.mistake(name, detail, "write it as `[\"one\", \"another\"]`");
            Vec::new()
        })
    }

    pub(super) fn mistake(&mut self, name: &'static str, detail: impl Into<String>, hint: &'static str) {
        self.mistakes.push(Mistake::new(name, detail, hint));
    }

    /// Says what cannot be used, if there is something; members that nobody asked for are.
    pub(super) fn done(mut self) -> Result<(), Problem> {
        for name in self.members.keys().take(MOST_UNKNOWN) {
            let name = echoed(name);
            let detail = format!("there is no member `{name}`");
            self.mistakes.push(Mistake::new(name, detail, "`/openapi.json` says which there are"));
        }
        if self.mistakes.is_empty() { Ok(()) } else { Err(Problem::InvalidParameter(self.mistakes)) }
    }
}

/// What a form of a page says: names and values, in order.
pub(super) struct Filled(Vec<(String, String)>);

impl Filled {
    /// Reads the body of a request, to its end.
    pub(super) async fn of(request: Request) -> Result<Filled, Problem> {
        let (request, too_large) = limited(request);
        match Form::from_request(request, &()).await {
            Ok(Form(pairs)) => Ok(Filled(pairs)),
            Err(rejected) => Err(unreadable(rejected.status(), too_large)),
        }
    }

    /// The value of a name; empty when there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value)
    }
}

/// The request, of which no more is read than its address takes; and what it is when there is more.
fn limited(mut request: Request) -> (Request, Problem) {
    let (most, what) = limits::largest(request.uri().path());
    DefaultBodyLimit::max(most).apply(&mut request);
    (request, Problem::TooLarge(what))
}

fn unreadable(status: StatusCode, too_large: Problem) -> Problem {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => too_large,
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            Problem::UnsupportedMediaType("application/x-www-form-urlencoded")
        }
        _ => wrong_body("the body cannot be read to its end".to_owned(), "send it once more"),
    }
}

fn wrong_body(detail: String, hint: &'static str) -> Problem {
    Problem::InvalidParameter(vec![Mistake::new("body", detail, hint)])
}

/// Whether the body says that it is JSON, or something that is written in JSON.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// A whole number, however it is written: to JSON `5.0` is one, too.
fn whole(value: &Value) -> Option<u64> {
    let spelled = || value.as_f64().filter(|number| number.fract() == 0.0)?.to_string().parse().ok();
    value.as_u64().or_else(spelled)
}

/// What a value is, without saying it again.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "`null`",
        Value::Bool(_) => "`true` or `false`",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
