//! What does the console say of one article in the list?

use std::collections::BTreeMap;

use jiff::{SignedDuration, civil::Date};

use crate::{
    access::Audience,
    desk::{Pace, Place, Said},
    http::{
        marked::marked,
        pages::{
            speech::Speech,
            words::{Caution, Day, because, caution, direction, folders, language_name, likely},
        },
    },
    library::{Card, Key},
    search::{Hit, Reason, SectionRef, Snippet},
    suggest::OFFER,
};

/// So many reasons are said; the rest weighs little.
const MOST_REASONS: usize = 3;

/// One article of the list.
pub(super) struct Row {
    pub(super) id: String,
    /// Its number in the list, which is its key.
    pub(super) number: usize,
    pub(super) title: String,
    /// The list with this article beside it.
    pub(super) url: String,
    pub(super) chosen: bool,
    pub(super) likely: Option<(&'static str, u16)>,
    pub(super) why: Vec<String>,
    pub(super) snippet: String,
    pub(super) heading: Option<String>,
    pub(super) about: About,
    /// What this ticket's agents said of it.
    pub(super) said: Option<&'static str>,
}

/// How far an article can be trusted, and who reads it.
pub(super) struct About {
    pub(super) lang: String,
    pub(super) dir: &'static str,
    /// The name of its language, when it is not that of the page.
    pub(super) language: Option<String>,
    pub(super) folder: String,
    pub(super) state: Option<Caution>,
    /// Whether customers do not see it.
    pub(super) internal: bool,
    pub(super) updated: Option<Day>,
    /// The day on which somebody should have looked at it again.
    pub(super) lapsed: Option<Day>,
    /// How long tickets took that it resolved, in words.
    pub(super) pace: Option<String>,
}

/// What is common to the rows of one list.
pub(super) struct List<'a> {
    pub(super) today: Date,
    pub(super) paces: &'a BTreeMap<Key, Pace>,
    pub(super) said: &'a [Said],
    /// The address of the list with an article beside it.
    pub(super) url: &'a dyn Fn(&str, &str) -> String,
    pub(super) chosen: Option<&'a str>,
    pub(super) speech: Speech,
}

/// What a list shows of an article, wherever it comes from.
struct Shown<'a> {
    card: &'a Card,
    id: &'a str,
    section: Option<&'a SectionRef>,
    snippet: &'a Snippet,
    probability: Option<f32>,
    reasons: &'a [Reason],
}

impl<'a> Shown<'a> {
    fn of_place(place: &'a Place) -> Shown<'a> {
        Shown {
            card: &place.article,
            id: &place.id,
            section: place.section.as_ref(),
            snippet: &place.snippet,
            probability: place.probability,
            reasons: &place.reasons,
        }
    }

    fn of_hit(hit: &'a Hit) -> Shown<'a> {
        Shown {
            card: &hit.article,
            id: &hit.id,
            section: hit.section.as_ref(),
            snippet: &hit.snippet,
            probability: None,
            reasons: &hit.reasons,
        }
    }
}

impl List<'_> {
    pub(super) fn of_places(&self, places: &[Place]) -> Vec<Row> {
        (1..).zip(places).map(|(number, place)| self.row(number, &Shown::of_place(place))).collect()
    }

    pub(super) fn of_hits(&self, hits: &[Hit]) -> Vec<Row> {
        let hits = hits.iter().filter(|hit| hit.article.kind.as_deref() != Some(OFFER));
        (1..).zip(hits).map(|(number, hit)| self.row(number, &Shown::of_hit(hit))).collect()
    }

    fn row(&self, number: usize, shown: &Shown<'_>) -> Row {
        let said = self.said.iter().find(|said| {
            said.stands && said.article.as_ref().is_some_and(|(article, _)| article == shown.id)
        });
        let anchor = shown.section.map_or("", |section| section.anchor.as_str());
        Row {
            id: shown.id.to_owned(),
            number,
            title: shown.card.title.clone(),
            url: (self.url)(shown.id, anchor),
            chosen: self.chosen == Some(shown.id),
            likely: shown.probability.map(likely),
            why: shown
                .reasons
                .iter()
                .take(MOST_REASONS)
                .map(|reason| because(&reason.because, self.speech))
                .collect(),
            snippet: marked(shown.snippet),
            heading: shown.section.map(|section| section.heading.clone()),
            about: self.about(shown.card),
            said: said.map(|said| super::said::short(said.verdict)),
        }
    }

    pub(super) fn about(&self, card: &Card) -> About {
        let lang = card.language.code();
        About {
            lang: lang.to_owned(),
            dir: direction(lang),
            language: (lang != self.speech.code()).then(|| language_name(lang).to_owned()),
            folder: folders(&card.path, lang).join(" / "),
            state: caution(card.state),
            internal: !card.readership.article().contains(&Audience::new(Audience::PUBLIC)),
            updated: card.updated.map(Day::of),
            lapsed: card.review_by.filter(|day| *day < self.today).map(Day::of),
            pace: self.paces.get(&card.key).map(|pace| pace_words(*pace, self.speech)),
        }
    }
}

/// "Half of 12 tickets were resolved within 9 minutes".
fn pace_words(pace: Pace, speech: Speech) -> String {
    let Pace { median, of } = pace;
    let (minutes, hours) = (SignedDuration::from_mins(1), SignedDuration::from_hours(1));
    let long = if median < minutes {
        speech.say("agent-instant")
    } else if median < hours {
        speech.count("agent-minutes", median.as_mins())
    } else if median < hours * 48 {
        speech.count("agent-hours", median.as_hours())
    } else {
        speech.count("agent-days", median.as_hours() / 24)
    };
    speech.with("agent-pace", [("count", of.into()), ("long", long.into())])
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::{Pace, Speech, pace_words};

    #[test]
    fn how_long_it_takes_is_said_in_one_unit() {
        for (seconds, words) in [
            (3, "a minute"),
            (90, "1 minute"),
            (600, "10 minutes"),
            (7_300, "2 hours"),
            (3 * 86_400, "3 days"),
        ] {
            let pace = Pace { median: SignedDuration::from_secs(seconds), of: 7 };
            assert_eq!(
                pace_words(pace, Speech::English),
                format!("Half of 7 tickets were resolved within {words}")
            );
        }
    }
}
