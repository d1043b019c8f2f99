//! By what are questions told apart?

use rustc_hash::FxHashMap;

use crate::report::{
    By, Cell, Column, Kind, Phrase,
    make::day,
    record::NONE,
    seen::{Question, Seen},
    table::{column, foremost},
};

const DAY: i64 = 24 * 60 * 60;
/// More rows than this nobody reads.
const MOST: usize = 1_000;

/// Whoever asked belongs to no audience: everybody does.
const ALL: &str = "all";

/// A group of questions.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Group {
    /// From this day on: days since 1970.
    Time(i64),
    /// Of this name.
    Name(String),
    /// Of an article, by its number.
    Article(u32),
    /// Of none.
    Nothing,
}

/// Counts `T` for each group that has questions, in no order.
pub(super) fn grouped<T: Default>(
    seen: &Seen<'_>,
    by: By,
    mut count: impl FnMut(&mut T, &Question),
) -> Vec<(Group, T)> {
    if let By::Tag | By::Product | By::Article = by {
        return by_articles(seen, by, count);
    }
    let mut numbered: FxHashMap<i64, T> = FxHashMap::default();
    let mut months = FxHashMap::default();
    for question in &seen.questions {
        count(numbered.entry(number(seen, question, by, &mut months)).or_default(), question);
    }
    numbered.into_iter().map(|(number, tally)| (of_number(seen, by, number), tally)).collect()
}

/// The same by something that the articles of questions have.
fn by_articles<'a, T: Default>(
    seen: &'a Seen<'_>,
    by: By,
    mut count: impl FnMut(&mut T, &Question),
) -> Vec<(Group, T)> {
    let mut groups = vec![Group::Nothing];
    let mut named: FxHashMap<&str, u32> = FxHashMap::default();
    let mut put = |group: Group| {
        groups.push(group);
        u32::try_from(groups.len() - 1).unwrap_or(0)
    };
    // Where the groups of each article stand, article behind article: looked up once each, not once a question.
    let (mut places, mut starts) = (Vec::new(), vec![0]);
    for (article, _) in (0..).zip(seen.record.articles.iter()) {
        if let Some(card) = seen.card(article) {
            let names = match by {
                By::Tag => card.tags.as_slice(),
                By::Product => &card.products,
                _ => &[],
            };
            let known =
                |name: &'a String| *named.entry(name).or_insert_with(|| put(Group::Name(name.clone())));
            places.extend(names.iter().map(known));
            if by == By::Article {
                places.push(put(Group::Article(article)));
            } else if names.is_empty() {
                places.push(0);
            }
        }
        starts.push(places.len());
    }
    let mut tallies: Vec<Option<T>> = Vec::new();
    tallies.resize_with(groups.len(), || None);
    for question in &seen.questions {
        let places = seen
            .about_number(question)
            .map_or(&[0][..], |article| &places[starts[article as usize]..starts[article as usize + 1]]);
        for place in places {
            count(tallies[*place as usize].get_or_insert_default(), question);
        }
    }
    groups.into_iter().zip(tallies).filter_map(|(group, tally)| Some((group, tally?))).collect()
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
        Group::Article(article) => {
            seen.card(*article).map_or(Cell::Nothing, |card| Cell::Article(seen.named(card)))
        }
        Group::Nothing => Cell::Nothing,
    }
}

/// Groups in the order in which they are reported, the latest first or those of most, and how many are left out.
pub(super) fn in_order<T>(
    seen: &Seen<'_>,
    groups: Vec<(Group, T)>,
    size: impl Fn(&T) -> usize,
) -> (Vec<(Group, T)>, usize) {
    let path = |article: u32| seen.card(article).map(|card| card.path.as_str());
    foremost(groups, MOST, |(one, more), (other, less)| match (one, other) {
        (Group::Time(one), Group::Time(other)) => other.cmp(one),
        (Group::Article(one), Group::Article(other)) => {
            size(less).cmp(&size(more)).then_with(|| path(*one).cmp(&path(*other)))
        }
        _ => size(less).cmp(&size(more)).then_with(|| one.cmp(other)),
    })
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
