//! What does a person see when something went wrong?

use askama::Template;

use super::frame::Frame;
use crate::{
    access::Reader,
    http::{
        address,
        problem::{Problem, TooLarge},
        state::Shared,
    },
};

#[derive(Template)]
#[template(path = "error.html", config = "src/http/pages/askama.toml")]
struct ErrorPage<'a> {
    frame: Frame<'a>,
    status: u16,
    heading: &'static str,
    words: &'static str,
    detail: String,
    /// Where somebody signs in, to come back.
    sign_in: Option<String>,
    /// The article of the manual that explains it.
    manual: Option<String>,
    request_id: &'a str,
}

/// The page for a problem; its search field holds the words of the address that led nowhere.
pub(crate) fn problem(shared: &Shared, problem: &Problem, path: &str, request_id: &str) -> String {
    let (heading, words) = said(problem);
    let query = match problem {
        Problem::NoArticle(name) => words_of(name),
        Problem::NoPage => words_of(path),
        _ => String::new(),
    };
    let detail = match problem {
        Problem::InvalidParameter(_) | Problem::SignInRefused(_) => problem.detail(),
        _ => String::new(),
    };
    let page = ErrorPage {
        frame: Frame::new(&shared.assets, &query),
        status: problem.status().as_u16(),
        heading,
        words,
        detail,
        sign_in: matches!(problem, Problem::CredentialNeeded)
            .then(|| format!("/login?next={}", address::path(path))),
        manual: manual(shared, problem),
        request_id,
    };
    page.render().unwrap_or_else(|_| heading.to_owned())
}

fn said(problem: &Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::NoArticle(_) | Problem::NoPage => (
            "There is nothing here",
            "The address may have a typing error, or the article was moved or retired. Search for it instead:",
        ),
        Problem::InvalidParameter(_) => (
            "This address cannot be understood",
            "Something in it has a value that does not fit. Search again:",
        ),
        Problem::NotShown => (
            "We do not know that question any more",
            "It was asked too long ago, or from elsewhere. Nothing was recorded. Ask it again, or search:",
        ),
        Problem::CrossSite => (
            "That came from another site",
            "Nothing was recorded. Open our own page and press the button there.",
        ),
        Problem::IdempotencyConflict => ("That was said before", "Nothing was changed."),
        Problem::WrongHost => ("This is not the page you meant", "The address has another name than ours."),
        Problem::TooManyRequests { .. } => (
            "That was very often",
            "Somebody asked more from where you are than we can answer. Please wait a minute, then try again.",
        ),
        Problem::UnsupportedMediaType(_) | Problem::PackedBody => {
            ("That form cannot be read", "Nothing was recorded. Ask on our own page, or search:")
        }
        Problem::MethodNotAllowed => ("This page can only be read", "Nothing was changed. Search instead:"),
        Problem::TooLarge(TooLarge::Address) => {
            ("That was too long", "A few words are enough: what is wrong, or the code of an error.")
        }
        Problem::TooLarge(TooLarge::Body | TooLarge::Headers) => (
            "That was too much",
            "Your browser sent more than we read. Deleting the cookies of this site may help.",
        ),
        Problem::TooLarge(TooLarge::Ticket) => (
            "That was too much",
            "Leave out pictures and log files; what you see on the screen tells us most.",
        ),
        Problem::StoreUnavailable { .. } => (
            "Nothing can be recorded right now",
            "It was not kept. Please try again in a moment; reading and searching work.",
        ),
        Problem::CredentialNeeded
        | Problem::InvalidCredential
        | Problem::Forbidden(_)
        | Problem::NameTaken(_)
        | Problem::ProviderUnavailable { .. }
        | Problem::SignInRefused(_) => of_who_asks(problem),
        Problem::SlowRequest => ("That came too slowly", "Nothing was recorded. Please try once more."),
        Problem::Overloaded => ("Many people are asking right now", "Please try again in a moment."),
        Problem::Timeout => ("That took too long", "Please try once more."),
        Problem::Internal { .. } => (
            "Something broke on our side",
            "It is not your fault. Please try once more; if it stays, tell us the number below.",
        ),
    }
}

/// What is said where it is about who asks.
fn of_who_asks(problem: &Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::InvalidCredential => {
            ("You are not known here any more", "Nothing was changed. Sign in again, or search:")
        }
        Problem::Forbidden(_) => ("This is not for you to do", "Nothing was changed. Ask somebody who may."),
        Problem::NameTaken(_) => ("That name is taken", "Nothing was changed. Choose another one."),
        Problem::ProviderUnavailable { .. } => (
            "The other program does not answer",
            "You cannot be signed in through it right now. Please try again in a moment; reading and searching work.",
        ),
        Problem::SignInRefused(_) => {
            ("You are not signed in", "Nothing was changed. You can still read and search:")
        }
        _ => ("Please sign in", "This is not for everybody. Nothing was changed."),
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
