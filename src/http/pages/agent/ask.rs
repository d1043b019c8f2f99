//! `POST /agent`: is this to be searched for, or read as a ticket?

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    response::Response,
};

use super::console::leads_to;
use crate::{
    access::Record,
    desk::Ask,
    http::{
        fields::Filled, layers::Asking, pages::asking::ask::not_kept, permitted::permitted, problem::Problem,
        state::Shared,
    },
    learn::EventId,
};

/// So many articles are suggested: as many as there are keys for.
const MOST: usize = 9;
/// One line of so many words, and of so many characters, is searched for.
pub(super) const MOST_WORDS: usize = 8;
const LONGEST: usize = 100;
/// Longer names of tickets, channels and products are cut.
const LONGEST_NAME: usize = 200;

/// Leads to the results of a search, or to a ticket's own page.
pub(in crate::http) async fn ask(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    request: Request,
) -> Result<Response, Problem> {
    permitted::<Record>(&reader)?;
    let filled = Filled::of(request).await?;
    let text = filled.text("text");
    let open = EventId::parse(filled.text("open"));
    if text.trim().is_empty() {
        return Ok(leads_to(open, []));
    }
    let is_ticket = match filled.text("as") {
        "ticket" => true,
        "search" => false,
        _ => !is_few_words(text),
    };
    if !is_ticket {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words: String = words.chars().take(LONGEST * 10).collect();
        return Ok(leads_to(open, [("q", words.as_str())]));
    }
    let name = |field: &str| {
        let text: String = filled.text(field).trim().chars().take(LONGEST_NAME).collect();
        Some(text).filter(|text| !text.is_empty())
    };
    let declared = ["product", "version", "surroundings"].into_iter();
    let context: Vec<(String, String)> =
        declared.filter_map(|field| Some((field.to_owned(), name(field)?))).collect();
    // Product and version count as words of the ticket, as in the API.
    let words = context.iter().filter(|(field, _)| field != "surroundings").map(|(_, value)| value.as_str());
    let words = words.collect::<Vec<_>>().join(" ");
    let subject = Some(words).filter(|words| !words.is_empty());
    let ask = Ask {
        subject,
        text: text.to_owned(),
        ticket: name("number"),
        channel: name("channel"),
        context,
        limit: MOST,
        form: false,
    };
    let suggested = shared.ask(move |shared| shared.desk.suggest(&ask, &reader)).await?;
    shared.metrics.suggested(suggested.suggestions.decision);
    Ok(not_kept(leads_to(Some(suggested.id), [])))
}

/// Whether a text is a few words that somebody looks for, and not what a customer wrote.
fn is_few_words(text: &str) -> bool {
    let text = text.trim();
    !text.contains('\n')
        && text.split_whitespace().nth(MOST_WORDS).is_none()
        && text.chars().nth(LONGEST).is_none()
}

#[cfg(test)]
mod tests {
    use super::is_few_words;

    #[test]
    fn a_line_of_few_words_is_searched_for() {
        for few in ["vpn code phone", " 0x80070005 \n", "one two three four five six seven eight"] {
            assert!(is_few_words(few), "{few}");
        }
        let long = "x".repeat(101);
        for many in ["Hello,\nno code", "one two three four five six seven eight nine", long.as_str()] {
            assert!(!is_few_words(many), "{many}");
        }
    }
}
