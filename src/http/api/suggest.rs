//! `POST /api/v1/suggest`: which articles resolve this ticket?

use std::{collections::BTreeMap, sync::Arc, time::Instant};

use axum::{
    extract::{Request, State},
    response::Response,
};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::{
    card::About,
    json,
    search::{Section, Why},
};
use crate::{
    desk::{Ask, Similar, Suggested},
    http::{
        address,
        fields::Fields,
        layers::Asking,
        marked::marked,
        problem::{Problem, Written},
        state::Shared,
    },
    suggest::Suggestion,
};

/// So many articles are suggested when nobody says how many.
const USUAL: usize = 5;
/// Longer names of tickets, channels and products are none.
const LONGEST_NAME: usize = 200;
/// So many members of the context are kept for whoever looks at the ticket again.
const MOST_CONTEXT: usize = 20;

/// What `/suggest` takes. Read by [`Fields`]; this is its description.
#[derive(ToSchema)]
#[schema(as = Ticket, example = json!({
    "subject": "VPN", "body": "Hello,\n\nmy phone shows no code since this morning.\n\nBest regards\nBob",
    "channel": "mail", "context": {"product": "FerryPass"}, "ticket": "4711",
}))]
#[expect(dead_code, reason = "describes the body in `/openapi.json`")]
pub(crate) struct Takes {
    /// The ticket's raw text: as it was written, HTML, or a whole mail with its headers. What lies beyond 100 kB
    /// is left out.
    text: Option<String>,
    /// Its subject, where it has one apart from the text.
    subject: Option<String>,
    /// The same as `text`.
    body: Option<String>,
    /// Where it came from, as your help desk calls it.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "mail")]
    channel: Option<String>,
    /// What else is known: `product`, `version`, `locale`, and whatever you like; all of them texts. Product and
    /// version count as words of the ticket.
    #[schema(value_type = Option<BTreeMap<String, String>>)]
    context: Option<Map<String, Value>>,
    /// Your help desk's number of it: two outcomes of one ticket count once.
    #[schema(min_length = 1, max_length = 200, pattern = r"\S", example = "4711")]
    ticket: Option<String>,
    /// How many articles at most.
    #[schema(minimum = 1, maximum = 50, default = 5)]
    limit: Option<usize>,
}

/// What may resolve the ticket.
#[derive(Serialize, ToSchema)]
#[schema(as = Suggestions)]
pub(crate) struct Reply<'a> {
    /// The number under which outcomes are reported.
    #[schema(example = "019ab5ce3f7070009d1f0a6c52e8b714")]
    suggestion_id: String,
    /// Lets its holder report an outcome of this suggestion without a login, for 90 days.
    token: &'a str,
    /// `answer`: the first article resolves it, most probably. `candidates`: one of these may. `none`: nothing here
    /// does; what is listed is far-fetched.
    #[schema(example = "answer")]
    decision: &'static str,
    /// Whether the embedding model ranked with the words: `used`, `unused` (there is none, or it is not for such a
    /// text), or `busy` (words alone ranked this time).
    #[schema(example = "used")]
    meaning: &'static str,
    /// The articles, best first.
    suggestions: Vec<Suggests<'a>>,
    /// Resolved tickets like it; for agents alone.
    similar_resolved: Vec<Resolved<'a>>,
    /// How many questions the ticket was read as.
    questions: usize,
    /// How many of each sort of personal data and secrets were taken out: `mail`, `phone`, `card`, `iban`, `address`,
    /// `secret`.
    #[schema(value_type = BTreeMap<String, usize>)]
    redacted: BTreeMap<&'static str, usize>,
    /// Whether the text was too long and something of it was left out.
    cut: bool,
    /// The number of the state that was searched.
    generation: u64,
    /// How long it took, in milliseconds.
    took_ms: f64,
}

/// An article that may resolve the ticket.
#[derive(Serialize, ToSchema)]
#[schema(as = Suggestion)]
pub(crate) struct Suggests<'a> {
    article: About<'a>,
    /// The section that answers best; `null` for the article's beginning.
    #[schema(required = true)]
    section: Option<Section<'a>>,
    /// A few words of that section, as HTML: escaped, the only element in it is `<mark>`.
    snippet: String,
    /// How probable it is that it resolves the ticket, 0 to 1.
    probability: f32,
    /// How well it fits: the sum of its reasons.
    score: f32,
    /// Why it stands here, greatest first.
    reasons: Vec<Why<'a>>,
}

/// A resolved ticket like this one.
#[derive(Serialize, ToSchema)]
#[schema(as = ResolvedTicket)]
pub(crate) struct Resolved<'a> {
    /// One line of it, without personal data.
    excerpt: &'a str,
    article: Resolving<'a>,
    /// How like it is, 0 to 1.
    similarity: f32,
    /// When it was resolved.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

/// The article that resolved it.
#[derive(Serialize, ToSchema)]
#[schema(as = ArticleRef)]
pub(crate) struct Resolving<'a> {
    id: &'a str,
    title: &'a str,
    url: String,
}

#[utoipa::path(
    post,
    path = "/api/v1/suggest",
    tag = "tickets",
    operation_id = "suggest",
    summary = "Which articles resolve this ticket?",
    request_body = Takes,
    responses(
        (status = 200, description = "What may resolve it; perhaps nothing", body = Reply),
        (status = 400, description = "`invalid_parameter`", body = Written, content_type = "application/problem+json"),
        (status = 415, description = "`unsupported_media_type`", body = Written, content_type = "application/problem+json"),
        (status = 503, description = "`overloaded`, `store_unavailable`", body = Written, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn suggest(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    request: Request,
) -> Result<Response, Problem> {
    let mut fields = Fields::of(request).await?;
    let begun = Instant::now();
    let ask = asked(&mut fields);
    fields.done()?;
    let suggested = shared.ask(move |shared| shared.desk.suggest(&ask, &reader)).await?;
    shared.metrics.suggested(suggested.suggestions.decision);
    let took_ms = (begun.elapsed().as_secs_f64() * 100_000.0).round() / 100.0;
    Ok(json(&Reply::of(&suggested, took_ms)))
}

/// The same document for whoever asks without HTTP: the terminal's `--json`.
///
/// # Errors
/// When it cannot be written as JSON.
pub fn document(suggested: &Suggested, took_ms: f64) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Reply::of(suggested, took_ms))
}

fn asked(fields: &mut Fields) -> Ask {
    let subject = fields.text("subject");
    let (text, body) = (fields.text("text"), fields.text("body"));
    if text.is_some() && body.is_some() {
        let detail = "there are `text` and `body`; it takes one of them";
        fields.mistake("text", detail, "send the whole text once");
    }
    let missing = text.is_none() && body.is_none() && subject.is_none();
    if missing {
        let hint = "send the ticket's text, even if it is empty";
        fields.mistake("text", "`text` is missing; it takes `text`, or `subject` and `body`", hint);
    }
    let context = fields.texts("context", LONGEST_NAME);
    let words = ["product", "version"].into_iter().filter_map(|name| context.get(name)?.as_str());
    let words: Vec<&str> = words.filter(|word| !word.trim().is_empty()).collect();
    let declared =
        context.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())));
    Ask {
        subject,
        text: with_context(text.or(body).unwrap_or_default(), &words.join(" ")),
        ticket: fields.word("ticket", LONGEST_NAME),
        channel: fields.word("channel", LONGEST_NAME),
        context: declared.filter(|(_, value)| !value.trim().is_empty()).take(MOST_CONTEXT).collect(),
        limit: fields.number("limit", 1..=50, USUAL),
        form: false,
    }
}

/// The text with what else is known in front of it; behind its headers when it is a mail.
fn with_context(mut text: String, words: &str) -> String {
    if words.is_empty() {
        return text;
    }
    let first = text.lines().next().unwrap_or_default();
    let is_header = |line: &str| {
        line.split_once(':').is_some_and(|(name, _)| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        })
    };
    let behind = |blank: &str| text.find(blank).map(|at| at + blank.len());
    let at = if is_header(first) { behind("\n\n").or_else(|| behind("\r\n\r\n")).unwrap_or(0) } else { 0 };
    text.insert_str(at, &format!("{words}\n\n"));
    text
}

impl<'a> Reply<'a> {
    fn of(suggested: &'a Suggested, took_ms: f64) -> Reply<'a> {
        let Suggested { id, token, suggestions, ticket, similar } = suggested;
        Reply {
            suggestion_id: id.to_string(),
            token,
            decision: suggestions.decision.word(),
            meaning: suggestions.meaning.word(),
            suggestions: suggestions.list.iter().map(Suggests::of).collect(),
            similar_resolved: similar.iter().map(Resolved::of).collect(),
            questions: ticket.questions.len(),
            redacted: ticket.redacted.iter().map(|(sort, count)| (sort.name(), *count)).collect(),
            cut: ticket.cut,
            generation: suggestions.generation,
            took_ms,
        }
    }
}

impl<'a> Suggests<'a> {
    fn of(suggestion: &'a Suggestion) -> Suggests<'a> {
        let section = suggestion.section.as_ref();
        let reasons = suggestion.reasons.iter();
        Suggests {
            article: About::of(&suggestion.article, &suggestion.id),
            section: section.map(|section| Section { heading: &section.heading, anchor: &section.anchor }),
            snippet: marked(&suggestion.snippet),
            probability: suggestion.probability,
            score: suggestion.score,
            reasons: reasons.map(Why::of).collect(),
        }
    }
}

impl<'a> Resolved<'a> {
    pub(in crate::http::api) fn of(similar: &'a Similar) -> Resolved<'a> {
        let (id, title) = &similar.article;
        Resolved {
            excerpt: &similar.excerpt,
            article: Resolving { id, title, url: address::article_page(id) },
            similarity: similar.similarity,
            at: similar.at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_context;

    #[test]
    fn what_else_is_known_stands_before_the_text_and_behind_the_headers_of_a_mail() {
        assert_eq!(with_context("no code".to_owned(), "FerryPass 2"), "FerryPass 2\n\nno code");
        assert_eq!(with_context("no code".to_owned(), ""), "no code");
        let mail = "Subject: VPN\nFrom: bob\n\nno code".to_owned();
        assert_eq!(with_context(mail, "FerryPass"), "Subject: VPN\nFrom: bob\n\nFerryPass\n\nno code");
        assert_eq!(with_context("Error: none".to_owned(), "x"), "x\n\nError: none");
    }
}
