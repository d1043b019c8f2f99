//! What may solve it, as it stands beside the form?

use crate::{
    desk::{LookedUp, Place, Suggested},
    http::{
        address,
        marked::marked,
        pages::{
            speech::Speech,
            words::{Caution, Day, because, caution, direction, folders, language_name, likely},
        },
    },
    learn::Verdict,
    library::Card,
    suggest::{Decision, Suggestion},
    ticket::Ticket,
};

/// Behind the first one, what is less probable than this is not worth anybody's time.
const LEAST: f32 = 0.05;
/// Less probable than this, even the first is a guess.
const GUESS: f32 = 0.25;
/// Of the ticket, so many words are searched for where nothing was suggested.
const MOST_WORDS: usize = 12;

pub(super) struct Answer<'a> {
    /// The number, and what lets its holder say what came of it.
    pub(super) suggestion: String,
    pub(super) token: &'a str,
    pub(super) sure: bool,
    /// The number once more if it is shown, so that it can be told which forms became tickets.
    pub(super) quoted: Option<String>,
    /// Whether even the first is no more than a guess.
    pub(super) unsure: bool,
    pub(super) suggestions: Vec<Suggests<'a>>,
    /// Where the same is searched for.
    pub(super) search: String,
    /// What was taken out of the ticket, in words.
    pub(super) redacted: String,
    pub(super) cut: bool,
}

pub(super) struct Suggests<'a> {
    pub(super) id: &'a str,
    pub(super) title: &'a str,
    pub(super) url: String,
    pub(super) section: Option<(&'a str, String)>,
    pub(super) snippet: String,
    pub(super) likely: &'static str,
    pub(super) percent: u16,
    pub(super) reasons: Vec<String>,
    pub(super) folder: String,
    pub(super) lang: &'a str,
    pub(super) dir: &'static str,
    /// The name of its language, when it is not that of the page.
    pub(super) language: Option<&'a str>,
    pub(super) updated: Option<Day>,
    pub(super) state: Option<Caution>,
    /// Whether somebody said that it did not help.
    pub(super) rejected: bool,
}

impl<'a> Answer<'a> {
    pub(super) fn of(suggested: &'a Suggested, speech: Speech) -> Answer<'a> {
        let Suggested { id, token, suggestions, ticket, .. } = suggested;
        let shown = if suggestions.decision == Decision::None { &[][..] } else { &suggestions.list };
        let probability = |place: usize| shown.get(place).map(|one| one.probability);
        Answer {
            suggestion: id.to_string(),
            token,
            quoted: None,
            sure: suggestions.decision == Decision::Answer,
            unsure: probability(0).is_some_and(|first| first < GUESS),
            suggestions: shown
                .iter()
                .enumerate()
                .filter(|(place, one)| *place == 0 || one.probability >= LEAST)
                .map(|(_, one)| Suggests::of(one, speech))
                .collect(),
            search: address::search_page([("q", words(ticket).as_str())]),
            redacted: redacted(ticket),
            cut: ticket.cut,
        }
    }

    /// The list that was shown before, with what was said of it. The first is not praised any more.
    pub(super) fn again(looked: &'a LookedUp, token: &'a str, ticket: &Ticket, speech: Speech) -> Answer<'a> {
        let shown = if looked.decision == Decision::None { &[][..] } else { &looked.places };
        let rejected = |place: &Place| {
            let of_it = |id: &str| id == place.id;
            looked.said.iter().any(|said| {
                said.stands
                    && said.verdict == Verdict::NotHelpful
                    && said.article.as_ref().is_none_or(|(id, _)| of_it(id))
            })
        };
        let probable = |place: &Place| place.probability.unwrap_or_default();
        let suggestions = shown.iter().enumerate();
        Answer {
            suggestion: looked.id.to_string(),
            token,
            quoted: None,
            sure: false,
            unsure: shown.first().is_some_and(|first| probable(first) < GUESS),
            suggestions: suggestions
                .filter(|(place, one)| *place == 0 || probable(one) >= LEAST)
                .map(|(_, one)| Suggests { rejected: rejected(one), ..Suggests::shown(one, speech) })
                .collect(),
            search: address::search_page([("q", words(ticket).as_str())]),
            redacted: redacted(ticket),
            cut: ticket.cut,
        }
    }
}

impl<'a> Suggests<'a> {
    pub(super) fn of(suggestion: &'a Suggestion, speech: Speech) -> Suggests<'a> {
        let section = suggestion.section.as_ref();
        Suggests {
            section: section.map(|section| {
                (section.heading.as_str(), address::section_page(&suggestion.id, &section.anchor))
            }),
            snippet: marked(&suggestion.snippet),
            reasons: suggestion.reasons.iter().map(|reason| because(&reason.because, speech)).collect(),
            ..Suggests::article(&suggestion.article, &suggestion.id, suggestion.probability, speech)
        }
    }

    fn shown(place: &'a Place, speech: Speech) -> Suggests<'a> {
        let section = place.section.as_ref();
        Suggests {
            section: section
                .map(|section| (section.heading.as_str(), address::section_page(&place.id, &section.anchor))),
            snippet: marked(&place.snippet),
            reasons: place.reasons.iter().map(|reason| because(&reason.because, speech)).collect(),
            ..Suggests::article(&place.article, &place.id, place.probability.unwrap_or_default(), speech)
        }
    }

    fn article(card: &'a Card, id: &'a str, probability: f32, speech: Speech) -> Suggests<'a> {
        let lang = card.language.code();
        let (likely, percent) = likely(probability);
        Suggests {
            id,
            title: &card.title,
            url: address::article_page(id),
            section: None,
            snippet: String::new(),
            likely,
            percent,
            reasons: Vec::new(),
            folder: folders(&card.path, lang).join(" / "),
            lang,
            dir: direction(lang),
            language: (lang != speech.code()).then(|| language_name(lang)),
            updated: card.updated.map(Day::of),
            state: caution(card.state),
            rejected: false,
        }
    }
}

/// The first words of a ticket, to search for.
fn words(ticket: &Ticket) -> String {
    let text = ticket.subject.as_ref().or(ticket.questions.first()).unwrap_or(&ticket.text);
    text.split_whitespace().take(MOST_WORDS).collect::<Vec<_>>().join(" ").chars().take(200).collect()
}

fn redacted(ticket: &Ticket) -> String {
    let counts = ticket.redacted.iter().filter(|(_, count)| **count > 0);
    counts.map(|(sort, count)| format!("{count} × {}", sort.name())).collect::<Vec<_>>().join(", ")
}
