//! With which words does an agent begin when a ticket reads as a complaint?

use crate::{
    access::Scope,
    desk::{Desk, Error},
    http::address,
    library::Card,
    text::Language,
};

/// Articles with this tag hold opening lines.
const TAG: &str = "calm-opening";
/// So many lines are shown.
const MOST: usize = 5;
/// A longer line is none to say.
const LONGEST: usize = 240;

/// Lines to begin with.
pub(super) struct Calm {
    pub(super) title: String,
    pub(super) url: String,
    pub(super) lang: String,
    pub(super) lines: Vec<String>,
}

impl Calm {
    /// The lines of an article that is tagged for it and that this scope opens: one in the ticket's language if there is
    /// one, the first by its path.
    pub(super) fn of(desk: &Desk, language: Option<Language>, scope: &Scope) -> Result<Option<Calm>, Error> {
        let view = desk.view();
        let tagged = |card: &&std::sync::Arc<Card>| {
            card.state != crate::article::State::Archived
                && card.tags.iter().any(|tag| tag.eq_ignore_ascii_case(TAG))
        };
        let mut cards: Vec<_> = view.library.visible(scope).filter(tagged).collect();
        // Stable: equal ones stay in the order of their paths.
        cards.sort_by_key(|card| Some(card.language) != language);
        let Some(card) = cards.first() else { return Ok(None) };
        let id = view.library.id_of(card, scope);
        let Some(article) = desk.article(id, scope, &address::article_page)? else { return Ok(None) };
        let lines = article.sections.iter().flat_map(|section| section.text.lines());
        let lines = lines.map(str::trim).filter(|line| (1..=LONGEST).contains(&line.len()));
        Ok(Some(Calm {
            title: card.title.clone(),
            url: address::article_page(id),
            lang: card.language.to_string(),
            lines: lines.take(MOST).map(str::to_owned).collect(),
        }))
    }
}
