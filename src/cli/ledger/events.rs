//! How is an event of the ledger written as a line of JSON, and read again?

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::learn::{
    ArticleName, Basis, EventId, Forecast, Found, Listed, Outcome, Person, Shown, ShownKind, Verdict,
    WordKey, Words,
};

/// One line of an export.
#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(super) enum EventLine {
    Shown(ShownLine),
    Outcome(OutcomeLine),
}

/// An event, as the ledger knows it.
#[derive(Debug)]
pub(super) enum Event {
    Shown(Shown),
    Outcome(Outcome),
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct ShownLine {
    id: String,
    at: Timestamp,
    /// `suggestion`, `search`, `form`, `held_out` or `import`.
    occasion: String,
    person: String,
    audiences: Vec<String>,
    ticket: Option<String>,
    channel: Option<String>,
    words: WordsLine,
    excerpt: Option<String>,
    listed: Vec<ListedLine>,
    /// 16 hexadecimal digits.
    ranking: String,
    generation: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    forecast: Option<ForecastLine>,
}

/// What the probability of the first article was made of.
#[derive(Debug, Serialize, Deserialize)]
struct ForecastLine {
    path: String,
    article: String,
    made_of: Vec<f32>,
    audiences: Vec<String>,
    /// 16 hexadecimal digits.
    ranking: String,
    /// Microseconds since 1970.
    at: i64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WordsLine {
    Terms(Vec<String>),
    /// Each as 16 hexadecimal digits; they mean something to the store that made them, and to no other.
    Hashes(Vec<String>),
}

#[derive(Debug, Serialize, Deserialize)]
struct ListedLine {
    path: String,
    id: String,
    probability: Option<f32>,
    anchor: String,
    /// 16 hexadecimal digits.
    section: String,
    /// The same; nothing where it is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct OutcomeLine {
    id: String,
    shown: String,
    at: Timestamp,
    path: String,
    article: String,
    verdict: String,
    /// `listed`, `searched` or `known`.
    found: String,
    /// The place in the list, from 1.
    place: Option<u32>,
    person: String,
    ticket: Option<String>,
    note: Option<String>,
    assumed: bool,
    key: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    basis: Option<BasisLine>,
}

/// What the article said, 16 hexadecimal digits each.
#[derive(Debug, Serialize, Deserialize)]
struct BasisLine {
    content: String,
    section: String,
}

impl EventLine {
    pub(super) fn of_shown(shown: &Shown) -> EventLine {
        EventLine::Shown(ShownLine {
            id: shown.id.to_string(),
            at: shown.at,
            occasion: shown.kind.word().to_owned(),
            person: shown.person.0.clone(),
            audiences: shown.audiences.clone(),
            ticket: shown.ticket.clone(),
            channel: shown.channel.clone(),
            words: match &shown.words {
                Words::Terms(terms) => WordsLine::Terms(terms.clone()),
                Words::Keys(keys) => WordsLine::Hashes(keys.iter().map(|key| hex(key.0)).collect()),
            },
            excerpt: shown.excerpt.clone(),
            listed: shown.listed.iter().map(ListedLine::of).collect(),
            ranking: hex(shown.ranking),
            generation: shown.generation,
            forecast: shown.forecast.as_ref().map(ForecastLine::of),
        })
    }

    pub(super) fn of_outcome(outcome: &Outcome) -> EventLine {
        let (found, place) = match outcome.found {
            Found::Listed(place) => ("listed", Some(place)),
            Found::Searched => ("searched", None),
            Found::Known => ("known", None),
        };
        EventLine::Outcome(OutcomeLine {
            id: outcome.id.to_string(),
            shown: outcome.shown.to_string(),
            at: outcome.at,
            path: outcome.article.path.clone(),
            article: outcome.article.id.clone(),
            verdict: outcome.verdict.word().to_owned(),
            found: found.to_owned(),
            place,
            person: outcome.person.0.clone(),
            ticket: outcome.ticket.clone(),
            note: outcome.note.clone(),
            assumed: outcome.assumed,
            key: outcome.key.clone(),
            basis: outcome
                .basis
                .map(|basis| BasisLine { content: hex(basis.content), section: hex(basis.section) }),
        })
    }

    /// The event that a line means, or what is wrong with it.
    pub(super) fn event(self) -> Result<Event, String> {
        match self {
            EventLine::Shown(line) => line.shown().map(Event::Shown),
            EventLine::Outcome(line) => line.outcome().map(Event::Outcome),
        }
    }
}

impl ShownLine {
    fn shown(self) -> Result<Shown, String> {
        Ok(Shown {
            id: event_id(&self.id)?,
            at: self.at,
            kind: ShownKind::from_word(&self.occasion)
                .ok_or_else(|| format!("`{}` is no occasion", self.occasion))?,
            person: Person(self.person),
            audiences: self.audiences,
            ticket: self.ticket,
            channel: self.channel,
            words: match self.words {
                // A line feed parts words in the store.
                WordsLine::Terms(terms) if terms.iter().any(|term| term.contains('\n')) => {
                    return Err("a word has a line feed in it".to_owned());
                }
                WordsLine::Terms(terms) => Words::Terms(terms),
                WordsLine::Hashes(keys) => {
                    Words::Keys(keys.iter().map(|key| unhex(key).map(WordKey)).collect::<Result<_, _>>()?)
                }
            },
            excerpt: self.excerpt,
            listed: self.listed.into_iter().map(ListedLine::listed).collect::<Result<_, _>>()?,
            ranking: unhex(&self.ranking)?,
            generation: self.generation,
            forecast: self.forecast.map(ForecastLine::forecast).transpose()?,
        })
    }
}

impl ForecastLine {
    fn of(forecast: &Forecast) -> ForecastLine {
        let Forecast { article, made_of, audiences, ranking, at } = forecast.clone();
        let ArticleName { path, id } = article;
        ForecastLine { path, article: id, made_of, audiences, ranking: hex(ranking), at }
    }

    fn forecast(self) -> Result<Forecast, String> {
        Ok(Forecast {
            article: ArticleName { path: self.path, id: self.article },
            made_of: self.made_of,
            audiences: self.audiences,
            ranking: unhex(&self.ranking)?,
            at: self.at,
        })
    }
}

impl ListedLine {
    fn of(listed: &Listed) -> ListedLine {
        ListedLine {
            path: listed.article.path.clone(),
            id: listed.article.id.clone(),
            probability: listed.probability,
            anchor: listed.anchor.clone(),
            section: hex(listed.section),
            content: listed.content.map(hex),
        }
    }

    fn listed(self) -> Result<Listed, String> {
        Ok(Listed {
            article: ArticleName { path: self.path, id: self.id },
            probability: self.probability,
            anchor: self.anchor,
            section: unhex(&self.section)?,
            content: self.content.map(|content| unhex(&content)).transpose()?,
        })
    }
}

impl BasisLine {
    fn basis(&self) -> Result<Basis, String> {
        Ok(Basis { content: unhex(&self.content)?, section: unhex(&self.section)? })
    }
}

impl OutcomeLine {
    fn outcome(self) -> Result<Outcome, String> {
        Ok(Outcome {
            id: event_id(&self.id)?,
            key: self.key,
            at: self.at,
            shown: event_id(&self.shown)?,
            article: ArticleName { path: self.path, id: self.article },
            verdict: Verdict::from_word(&self.verdict)
                .ok_or_else(|| format!("`{}` is no verdict", self.verdict))?,
            found: match (self.found.as_str(), self.place) {
                ("listed", Some(place)) => Found::Listed(place),
                ("searched", None) => Found::Searched,
                ("known", None) => Found::Known,
                _ => return Err("`found` and `place` do not fit together".to_owned()),
            },
            person: Person(self.person),
            ticket: self.ticket,
            note: self.note,
            assumed: self.assumed,
            basis: self.basis.map(|basis| basis.basis()).transpose()?,
        })
    }
}

fn event_id(text: &str) -> Result<EventId, String> {
    EventId::parse(text).ok_or_else(|| format!("`{text}` is no number of 32 hexadecimal digits"))
}

fn hex(number: u64) -> String {
    format!("{number:016x}")
}

fn unhex(text: &str) -> Result<u64, String> {
    let wrong = |_| format!("`{text}` is no number of 16 hexadecimal digits");
    u64::from_str_radix(text, 16).map_err(wrong)
}
