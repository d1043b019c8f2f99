//! What does a person see when something went wrong?

use std::sync::Arc;

use askama::Template;

use super::{frame::Frame, speech::Spoken};
use crate::{
    access::Reader,
    http::{
        address,
        problem::{Problem, TooLarge},
        state::Shared,
    },
    search::{Query, Request},
};

/// So many articles are offered where an address leads nowhere.
const MOST_NEAREST: usize = 5;

#[derive(Template)]
#[template(path = "error.html", config = "src/http/pages/askama.toml")]
struct ErrorPage<'a> {
    frame: Frame<'a>,
    status: u16,
    heading: &'static str,
    words: String,
    detail: String,
    /// Where somebody signs in, to come back.
    sign_in: Option<String>,
    /// The article of the manual that explains it.
    manual: Option<String>,
    request_id: &'a str,
    /// Articles that have some of the words of the address: where they are, and their titles.
    nearest: Vec<(String, String)>,
}

/// What comes nearest to some words. A problem is told even where that cannot be found out.
async fn nearest(shared: &Arc<Shared>, words: &str, reader: &Reader) -> Vec<(String, String)> {
    if words.is_empty() {
        return Vec::new();
    }
    let (query, scope) = (Query { unfinished: false, ..Query::parse(words) }, reader.scope());
    let request = Request { query, limit: MOST_NEAREST, ..Request::default() };
    let found = shared.ask(move |shared| shared.desk.search(&request, &scope)).await;
    let hits = found.map(|answer| answer.hits.clone()).unwrap_or_default();
    hits.iter().map(|hit| (address::article_page(&hit.id), hit.article.title.clone())).collect()
}

/// The page for a problem; its search field holds the words of the address that led nowhere, and below it stands what
/// this reader may see that comes nearest to them.
pub(crate) async fn problem(
    shared: &Arc<Shared>,
    spoken: Spoken,
    reader: &Reader,
    problem: &Problem,
    path: &str,
    request_id: &str,
) -> String {
    let heading = said(problem);
    let query = match problem {
        Problem::NoArticle(name) => words_of(name),
        Problem::NoPage => words_of(path),
        _ => String::new(),
    };
    let detail = match problem {
        Problem::InvalidParameter(_) | Problem::SignInRefused(_) => problem.detail(),
        _ => String::new(),
    };
    let nearest = nearest(shared, &query, reader).await;
    let page = ErrorPage {
        nearest,
        frame: Frame::new(&shared.assets, spoken, &query),
        status: problem.status().as_u16(),
        heading,
        words: format!("{heading}-words"),
        detail,
        sign_in: matches!(problem, Problem::CredentialNeeded)
            .then(|| format!("/login?next={}", address::path(path))),
        manual: manual(shared, problem),
        request_id,
    };
    page.render().unwrap_or_else(|_| heading.to_owned())
}

/// What is said of it: the name of the heading, before which stands what is added for the words below it.
fn said(problem: &Problem) -> &'static str {
    match problem {
        Problem::NoArticle(_) | Problem::NoPage => "problem-nothing",
        Problem::InvalidParameter(_) => "problem-address",
        Problem::NotShown => "problem-forgotten",
        Problem::CrossSite => "problem-site",
        Problem::IdempotencyConflict => "problem-before",
        Problem::WrongHost => "problem-host",
        Problem::TooManyRequests { .. } => "problem-often",
        Problem::UnsupportedMediaType(_) | Problem::PackedBody => "problem-form",
        Problem::MethodNotAllowed => "problem-method",
        Problem::TooLarge(TooLarge::Address) => "problem-long",
        Problem::TooLarge(TooLarge::Body | TooLarge::Headers) => "problem-cookies",
        Problem::TooLarge(TooLarge::Ticket) => "problem-ticket",
        Problem::StoreUnavailable { .. } => "problem-store",
        Problem::InvalidCredential => "problem-unknown",
        Problem::Forbidden(_) => "problem-forbidden",
        Problem::NameTaken(_) => "problem-taken",
        Problem::ProviderUnavailable { .. } => "problem-provider",
        Problem::SignInRefused(_) => "problem-refused",
        Problem::CredentialNeeded => "problem-please",
        Problem::SlowRequest => "problem-slow",
        Problem::Overloaded => "problem-many",
        Problem::Timeout => "problem-time",
        Problem::Internal { .. } => "problem-broke",
    }
}

/// The article of the manual that explains it to those who work here, where it is served.
fn manual(shared: &Shared, problem: &Problem) -> Option<String> {
    let for_them = matches!(problem, Problem::ProviderUnavailable { .. } | Problem::SignInRefused(_));
    let id = for_them.then(|| format!("firstline/errors/{}", problem.code()))?;
    let view = shared.desk.view();
    view.library.find(&id, &Reader::public().scope()).map(|_| address::article_page(&id))
}

/// The words of an address: `network/vpn-codes.md` is `vpn codes`.
fn words_of(path: &str) -> String {
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let last = last.strip_suffix(".md").or_else(|| last.strip_suffix(".html")).unwrap_or(last);
    let text: String = last.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).take(80).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #[test]
    fn an_address_has_words_to_search_for() {
        for (path, words) in [
            ("/network/vpn-codes.md", "vpn codes"),
            ("/", ""),
            ("faq/über_uns/", "über uns"),
            ("/<script>alert(1)</script>", "script"),
        ] {
            assert_eq!(super::words_of(path), words);
        }
    }
}
