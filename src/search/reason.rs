//! Why does this article stand here?

use std::fmt;

use jiff::civil::Date;

use super::{Field, Group, Part, Plan, Why, lift::Lift};

/// One part of a score. The parts of a hit sum to its score.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// What it is for; written out it is plain English.
    pub because: Because,
    /// What it adds.
    pub score: f32,
}

/// What a part of a score is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Because {
    /// The article holds a word.
    Word {
        /// The word that it holds.
        found: String,
        /// How the words of the question led to it.
        by: By,
        /// Where it stands.
        fields: Fields,
    },
    /// The article resolved cases like this.
    Cases {
        /// So many.
        resolved: usize,
        /// Of so many that are most like it.
        of: usize,
    },
    /// It resolved tickets like this.
    Tickets {
        /// So many.
        resolved: usize,
        /// Of so many that are most like it.
        of: usize,
        /// When it did so last, and whether that was this year.
        last: Option<(Date, bool)>,
    },
    /// It holds these words of a ticket, those that brought most first.
    Words(Vec<String>),
    /// It means nearly the same.
    Alike,
    /// Its title holds every word that was asked for.
    WholeTitle,
    /// Its title is like the ticket.
    Title,
    /// The tickets that it resolved had such words.
    TheirWords,
}

/// How a word that was asked for led to one that an article holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// It is that word.
    Itself,
    /// It is nearest to this one.
    Nearest(String),
    /// It begins with this one.
    Begun(String),
    /// It means the same as this one.
    Synonym(String),
}

/// Some fields, in the order of [`Field::ALL`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Fields(u16);

impl Fields {
    fn of(parts: &[Part]) -> Fields {
        Fields(parts.iter().fold(0, |all, part| all | 1 << part.field.index()))
    }

    /// Each of them.
    pub fn iter(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| self.0 & 1 << field.index() != 0)
    }
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Because::Word { found, by, fields } => {
                match by {
                    By::Itself => write!(f, "`{found}`")?,
                    By::Nearest(typed) => write!(f, "`{found}`, nearest to `{typed}`,")?,
                    By::Begun(typed) => write!(f, "`{found}`, begun with `{typed}`,")?,
                    By::Synonym(typed) => write!(f, "`{found}`, a synonym of `{typed}`,")?,
                }
                let last = fields.iter().count();
                for (number, field) in (1..).zip(fields.iter()) {
                    let before = match number {
                        1 => " in ",
                        _ if number == last => " and ",
                        _ => ", ",
                    };
                    write!(f, "{before}{}", field.word())?;
                }
                Ok(())
            }
            Because::Cases { resolved, of } => {
                let cases = if *of == 1 { "similar case" } else { "most similar cases" };
                write!(f, "resolved {resolved} of the {of} {cases}")
            }
            Because::Tickets { resolved, of, last } => {
                let tickets = if *of == 1 { "similar ticket" } else { "most similar tickets" };
                write!(f, "resolved {resolved} of the {of} {tickets}")?;
                match last {
                    Some((day, true)) => write!(f, ", last on {}", day.strftime("%-d %B")),
                    Some((day, false)) => write!(f, ", last on {}", day.strftime("%-d %B %Y")),
                    None => Ok(()),
                }
            }
            Because::Words(words) => write!(f, "words: {}", words.join(", ")),
            Because::Alike => f.write_str("means nearly the same"),
            Because::WholeTitle => f.write_str("the title holds every word"),
            Because::Title => f.write_str("its title is like the ticket"),
            Because::TheirWords => f.write_str("words of the tickets that it resolved"),
        }
    }
}

/// What beside its words brought an article here.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Beside<'a> {
    /// What meaning added.
    pub(super) alike: Option<f32>,
    /// What lessons added.
    pub(super) lift: Option<&'a Lift>,
}

/// The reasons of one article, greatest first: one for each word of the query that it holds.
/// What neither they nor what is beside them explain of the score is that the title holds all of it.
pub(super) fn reasons(
    plan: &Plan,
    parts: &[Part],
    score: f32,
    Beside { alike, lift }: Beside<'_>,
) -> Vec<Reason> {
    let mut reasons: Vec<Reason> = parts
        .chunk_by(|a, b| a.group == b.group)
        .filter_map(|parts| {
            let first = parts.first()?;
            let group = plan.groups.get(first.group)?;
            let because = word(group, first.variant, Fields::of(parts));
            Some(Reason { because, score: parts.iter().map(|part| part.score).sum() })
        })
        .collect();
    reasons.extend(lift.map(|lift| Reason {
        because: Because::Cases { resolved: lift.resolved, of: lift.cases },
        score: lift.score,
    }));
    reasons
        .extend(alike.filter(|more| *more > 0.0).map(|more| Reason { because: Because::Alike, score: more }));
    let explained: f32 = reasons.iter().map(|reason| reason.score).sum();
    if score > explained * 1.01 {
        reasons.push(Reason { because: Because::WholeTitle, score: score - explained });
    }
    reasons.sort_by(|a, b| b.score.total_cmp(&a.score));
    reasons
}

fn word(group: &Group, variant: usize, fields: Fields) -> Because {
    let typed = || group.word.clone();
    let (found, by) = match group.variants.get(variant).map(|variant| &variant.why) {
        Some(Why::Corrected(nearest)) => (nearest.clone(), By::Nearest(typed())),
        Some(Why::Begun(ending)) => (ending.clone(), By::Begun(typed())),
        Some(Why::Synonym(same)) => (same.clone(), By::Synonym(typed())),
        Some(Why::Typed) | None => (typed(), By::Itself),
    };
    Because::Word { found, by, fields }
}
