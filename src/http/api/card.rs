//! What do replies say of an article?

use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{http::address, library::Card};

/// An article without its body.
#[derive(Serialize, ToSchema)]
#[schema(as = Article)]
pub(crate) struct About<'a> {
    /// Its name; survives renames through `aliases`.
    #[schema(example = "network/vpn-codes")]
    id: &'a str,
    /// Where the file lies below the knowledge base.
    #[schema(example = "network/vpn-codes.md")]
    path: &'a str,
    /// What it is called.
    title: &'a str,
    /// Its page.
    #[schema(example = "/articles/network/vpn-codes")]
    url: String,
    /// The day on which it was last changed.
    #[schema(value_type = Option<String>, format = Date, required = true)]
    updated: Option<Date>,
    /// How far it can be trusted.
    #[schema(value_type = StateWord)]
    state: &'static str,
    /// The language of its words.
    #[schema(example = "en")]
    lang: &'a str,
    /// Topics.
    tags: &'a [String],
    /// Products it is about.
    products: &'a [String],
    /// One or two sentences about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    /// The day from which on somebody should look at it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    review_by: Option<Date>,
}

/// How far an article can be trusted.
#[derive(ToSchema)]
#[schema(as = State, rename_all = "snake_case")]
#[expect(dead_code, reason = "describes the words of a state in `/openapi.json`")]
pub(crate) enum StateWord {
    /// Not ready for anybody but writers.
    Draft,
    /// Work in progress: the issue is known, the resolution is not.
    Wip,
    /// An answer that nobody has checked yet.
    NotValidated,
    /// Checked.
    Validated,
    /// Kept for its old readers; left out of searches unless asked for.
    Archived,
}

impl<'a> About<'a> {
    pub(crate) fn of(card: &'a Card, id: &'a str) -> About<'a> {
        About {
            id,
            path: &card.path,
            title: &card.title,
            url: address::article_page(id),
            updated: card.updated,
            state: card.state.word(),
            lang: card.language.code(),
            tags: &card.tags,
            products: &card.products,
            description: card.description.as_deref(),
            review_by: card.review_by,
        }
    }
}
