//! By what are questions told apart?

use std::{collections::BTreeMap, sync::Arc};

use rustc_hash::FxHashMap;

use crate::{
    library::Card,
    report::{
        By, Cell, Column, Kind, Phrase,
        make::day,
        record::NONE,
        seen::{Question, Seen},
        table::column,
    },
};

const DAY: i64 = 24 * 60 * 60;
/// More rows than this nobody reads.
pub(super) const MOST: usize = 1_000;

/// Whoever asked belongs to no audience: everybody does.
const ALL: &str = "all";

/// A group of questions. Sorts by time, then by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    /// From this day on: days since 1970.
    Time(i64),
    /// Of this name.
    Name(String),
    /// Of an article, by its path.
    Article(String),
    /// Of none.
    Nothing,
}

/// Counts `T` for each group of questions.
pub(super) fn grouped<T: Default>(
    seen: &Seen<'_>,
    by: By,
    mut count: impl FnMut(&mut T, &Question),
) -> BTreeMap<Group, T> {
    let mut groups: BTreeMap<Group, T> = BTreeMap::new();
    if let By::Tag | By::Product | By::Article = by {
        // Questions of one article are of the same groups.
        let mut places: FxHashMap<*const Card, (Arc<Card>, Vec<&Question>)> = FxHashMap::default();
        let mut without = Vec::new();
        for question in &seen.questions {
            match seen.about(question) {
                Some(card) => {
                    places
                        .entry(Arc::as_ptr(card))
                        .or_insert_with(|| (card.clone(), Vec::new()))
                        .1
                        .push(question);
                }
                None => without.push(question),
            }
        }
        let mut all: Vec<(Vec<Group>, Vec<&Question>)> =
            places.into_values().map(|(card, questions)| (of_card(&card, by), questions)).collect();
        all.push((vec![Group::Nothing], without));
        for (names, questions) in all {
            for group in names.into_iter().filter(|_| !questions.is_empty()) {
                let tally = groups.entry(group).or_default();
                for question in &questions {
                    count(tally, question);
                }
            }
        }
        return groups;
    }
    let mut numbered: FxHashMap<i64, T> = FxHashMap::default();
    let mut months = FxHashMap::default();
    for question in &seen.questions {
        count(numbered.entry(number(seen, question, by, &mut months)).or_default(), question);
    }
    for (number, tally) in numbered {
        groups.insert(of_number(seen, by, number), tally);
    }
    groups
}

/// The groups of whatever is about an article.
fn of_card(card: &Card, by: By) -> Vec<Group> {
    let names = match by {
        By::Tag => &card.tags,
        By::Product => &card.products,
        _ => return vec![Group::Article(card.path.clone())],
    };
    if names.is_empty() { vec![Group::Nothing] } else { names.iter().cloned().map(Group::Name).collect() }
}

/// The group of a question as a number.
fn number(seen: &Seen<'_>, question: &Question, by: By, months: &mut FxHashMap<i64, i64>) -> i64 {
    let Some(asked) = seen.asked(question) else { return -1 };
    let days = asked.at.div_euclid(DAY);
    let or_none = |number: u32| if number == NONE { -1 } else { i64::from(number) };
    match by {
        By::Day => days,
        // 1970 began on a Thursday.
        By::Week => (days + 3).div_euclid(7) * 7 - 3,
        By::Month => *months.entry(days).or_insert_with(|| days + 1 - i64::from(day(days * DAY).day())),
        By::Channel => or_none(asked.channel),
        By::Audience => or_none(asked.circle),
        _ => Kind::ALL
            .iter()
            .position(|kind| *kind == asked.kind)
            .and_then(|at| at.try_into().ok())
            .unwrap_or(-1),
    }
}

fn of_number(seen: &Seen<'_>, by: By, number: i64) -> Group {
    if let By::Day | By::Week | By::Month = by {
        return Group::Time(number);
    }
    let Ok(place) = u32::try_from(number) else { return Group::Nothing };
    match by {
        By::Channel => Group::Name(seen.record.channels[place].clone()),
        By::Audience => {
            let names = &seen.record.circles[place];
            Group::Name(if names.is_empty() { ALL.to_owned() } else { names.join(", ") })
        }
        _ => Group::Name(Kind::ALL.get(place as usize).copied().unwrap_or_default().word().to_owned()),
    }
}

/// The column that names the group.
pub(super) fn heading(by: By) -> Column {
    match by {
        By::Day => column("day", "Day"),
        By::Week => column("week", "Week from"),
        By::Month => column("month", "Month from"),
        By::Channel => column("channel", "Channel"),
        By::Tag => column("tag", "Tag"),
        By::Product => column("product", "Product"),
        By::Article => column("article", "Article"),
        By::Audience => column("audience", "Audiences of who asked"),
        By::Kind => column("kind", "Kind"),
        By::Topic => column("topic", "Topic"),
        By::Revision => column("revision", "Revision"),
    }
}

/// What names the group.
pub(super) fn cell(seen: &Seen<'_>, by: By, group: &Group) -> Cell {
    match group {
        Group::Time(days) => Cell::Day(day(days * DAY)),
        Group::Name(name) if by == By::Kind => {
            let kind = Kind::ALL.into_iter().find(|kind| kind.word() == name).unwrap_or_default();
            Cell::said(Phrase::word("kind", kind.word()))
        }
        Group::Name(name) if by == By::Audience && name == ALL => Cell::said(Phrase::word("audience", ALL)),
        Group::Name(name) => Cell::Text(name.clone()),
        Group::Article(path) => {
            let card = seen.library.get(crate::library::Key::of(path), seen.scope);
            card.map_or(Cell::Nothing, |card| Cell::Article(seen.named(card)))
        }
        Group::Nothing => Cell::Nothing,
    }
}

/// Groups in the order in which they are reported: the latest first, or those of most.
pub(super) fn in_order<T>(groups: BTreeMap<Group, T>, size: impl Fn(&T) -> usize) -> Vec<(Group, T)> {
    let mut groups: Vec<(Group, T)> = groups.into_iter().collect();
    if let Some((Group::Time(_), _)) = groups.first() {
        groups.reverse();
    } else {
        // Stable: equal ones stay in the order of their names.
        groups.sort_by_key(|(_, tally)| std::cmp::Reverse(size(tally)));
    }
    groups
}

/// What a grouping by something of articles must say.
pub(super) fn note(by: By) -> Option<Phrase> {
    let what = match by {
        By::Article => "article",
        By::Tag => "tags",
        By::Product => "products",
        _ => return None,
    };
    Some(Phrase::with(
        "note-of-a-question",
        "The {what} of a question: that of the article which resolved it, else which helped, else which was shown first; none when it is not there any more.",
        [("what", what.into())],
    ))
}
