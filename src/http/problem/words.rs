//! What is said of it?

use super::{Problem, Refusal, TooLarge};

impl Problem {
    /// What sort of problem, in words.
    pub(in crate::http) fn title(&self) -> &'static str {
        match self {
            Problem::InvalidParameter(_) => "a parameter cannot be used",
            Problem::NoArticle(_) | Problem::NoPage => "there is nothing here",
            Problem::NotShown => "nothing was shown under this number",
            Problem::CredentialNeeded => "this asks for a credential",
            Problem::InvalidCredential => "the credential is not good",
            Problem::Forbidden(_) => "you may not do this",
            Problem::NameTaken(_) => "the name is taken",
            Problem::MethodNotAllowed => "this method is not possible here",
            Problem::IdempotencyConflict => "the key was used for another outcome",
            Problem::UnsupportedMediaType(_) | Problem::PackedBody => {
                "the body has another form than is read"
            }
            Problem::WrongHost => "another host was meant",
            Problem::TooManyRequests { .. } => "you ask too often",
            Problem::CrossSite => "the form was sent by another site",
            Problem::TooLarge(_) => "the request is too big",
            Problem::Overloaded => "too many requests at once",
            Problem::StoreUnavailable { .. } => "nothing can be recorded at the moment",
            Problem::ProviderUnavailable { .. } => "the program that signs people in cannot be reached",
            Problem::SignInRefused(_) => "you are not signed in",
            Problem::SlowRequest => "the request came too slowly",
            Problem::Timeout => "the answer took too long",
            Problem::Internal { .. } => "something broke on our side",
        }
    }

    /// What was wrong this time.
    pub(in crate::http) fn detail(&self) -> String {
        match self {
            Problem::InvalidParameter(mistakes) => {
                let details: Vec<&str> = mistakes.iter().map(|mistake| mistake.detail.as_str()).collect();
                details.join("; ")
            }
            Problem::NoArticle(name) => format!("there is no article `{}`", echoed(name)),
            Problem::NotShown => "nothing was shown to you under this number".to_owned(),
            Problem::NoPage => "no page and no call of the API has this address".to_owned(),
            Problem::CredentialNeeded => "nobody may do this without saying who they are".to_owned(),
            Problem::InvalidCredential => {
                "the token is not known, or was revoked, or has ended; nothing was done".to_owned()
            }
            Problem::Forbidden(needs) => {
                format!("this takes the role `{}`, or one above it; nothing was done", needs.word())
            }
            Problem::NameTaken(name) => format!("there is one called `{}` already", echoed(name)),
            Problem::MethodNotAllowed => {
                "this address answers to the methods in `Allow`; nothing was changed".to_owned()
            }
            Problem::IdempotencyConflict => {
                "another outcome was recorded with this `Idempotency-Key`; nothing was changed".to_owned()
            }
            Problem::UnsupportedMediaType(wanted) => {
                format!("the `Content-Type` of the body is not `{wanted}`")
            }
            Problem::PackedBody => "the body is compressed; none is unpacked".to_owned(),
            Problem::WrongHost => "the `Host` of the request is no name of this server".to_owned(),
            Problem::TooManyRequests { wait } => format!("there is room for this again in {wait} s"),
            Problem::CrossSite => "your browser says that the form came from another site".to_owned(),
            Problem::TooLarge(TooLarge::Body) => "the body is larger than 128 kB".to_owned(),
            Problem::TooLarge(TooLarge::Ticket) => "the body is larger than 1 MB".to_owned(),
            Problem::TooLarge(TooLarge::Address) => "the address is longer than 8 kB".to_owned(),
            Problem::TooLarge(TooLarge::Headers) => "the headers are larger than 32 kB".to_owned(),
            Problem::Overloaded => "as many requests as are taken are being answered already".to_owned(),
            Problem::StoreUnavailable { .. } => {
                "the store is busy or its disk is full; what was recorded before is safe".to_owned()
            }
            Problem::ProviderUnavailable { .. } => {
                "it does not answer, or not as it should; everything else works".to_owned()
            }
            Problem::SignInRefused(refusal) => refusal.detail().to_owned(),
            Problem::SlowRequest => "the body did not arrive in time; nothing was done".to_owned(),
            Problem::Timeout => "the request was given up before it was done".to_owned(),
            Problem::Internal { .. } => {
                "your request was not the cause; the server's log knows more".to_owned()
            }
        }
    }

    /// What to do about it.
    pub(in crate::http) fn hint(&self) -> &'static str {
        match self {
            Problem::InvalidParameter(mistakes) => {
                mistakes.first().map_or("correct the value", |mistake| mistake.hint)
            }
            Problem::NoArticle(_) => {
                "search for its words; `/api/v1/changes` tells which articles were retired"
            }
            Problem::NotShown => {
                "give the `suggestion_id` or `query_id` of a reply, with its `token` if it was another's"
            }
            Problem::NoPage => "the calls of the API are listed in `/openapi.json`",
            Problem::CredentialNeeded => "send a token as `Authorization: Bearer fl_…`, or sign in",
            Problem::InvalidCredential => "check that the token is whole; an admin can make another one",
            Problem::Forbidden(_) => "ask somebody who may",
            Problem::NameTaken(_) => "choose another name, or revoke the other one first",
            Problem::MethodNotAllowed => "read and search with GET, suggest and record with POST",
            Problem::IdempotencyConflict => "make a new key for each outcome",
            Problem::UnsupportedMediaType(_) => "say what the body is in `Content-Type`",
            Problem::PackedBody => "send it without `Content-Encoding`",
            Problem::WrongHost => "an operator lists the names of the server in `hosts` under `[server]`",
            Problem::CrossSite => "open the page here and send the form from it",
            Problem::TooLarge(TooLarge::Body) => {
                "leave out what is not asked for; a query stands in the address"
            }
            Problem::TooLarge(TooLarge::Ticket) => "send the text without attachments; 100 kB of it are read",
            Problem::TooLarge(TooLarge::Address) => "a query is a few words: shorten `q`",
            Problem::TooLarge(TooLarge::Headers) => {
                "look for cookies of other programs on this host, or a proxy that adds headers"
            }
            Problem::SignInRefused(refusal) => refusal.hint(),
            Problem::SlowRequest => "send the whole body at once, or a smaller one",
            Problem::ProviderUnavailable { .. } => {
                "wait as many seconds as `Retry-After` says, or sign in with a password"
            }
            Problem::TooManyRequests { .. } | Problem::Overloaded | Problem::StoreUnavailable { .. } => {
                "wait as many seconds as `Retry-After` says, then try again"
            }
            Problem::Timeout => "try once more",
            Problem::Internal { .. } => "try once more, and quote `request_id` when you report it",
        }
    }
}

impl Refusal {
    fn detail(&self) -> &'static str {
        match self {
            Refusal::NotBegun => {
                "this sign-in was not begun in your browser, or more than ten minutes ago, or is done already"
            }
            Refusal::Denied(_) => "the program that signs people in did not sign you in",
            Refusal::Untrusted(_) => "what it said of you could not be checked, so it is not believed",
            Refusal::NoName => "what it said of you holds nothing that can be your name here",
            Refusal::NoRole => "it knows you, but nothing that it said of you gives you a role here",
        }
    }

    fn hint(&self) -> &'static str {
        match self {
            Refusal::NotBegun => "begin again at `/login`, and allow cookies",
            Refusal::Denied(_) => "sign in there with an account that may come here",
            Refusal::Untrusted(_) => "begin again at `/login`; an operator finds the reason in the log",
            Refusal::NoName => "an operator says with `name_claim` under `[oidc]` where the name stands",
            Refusal::NoRole => "an operator gives your group a role in `roles` under `[oidc]`",
        }
    }
}

/// What somebody sent, as it may be said again: short, without control characters.
pub(in crate::http) fn echoed(text: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let mut echo: String = text.chars().filter(|c| !unseen(*c)).take(100).collect();
    if text.chars().nth(100).is_some() {
        echo.push('…');
    }
    echo
}
