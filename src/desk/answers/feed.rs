//! What changed last, article by article?

use std::collections::HashMap;

use jiff::{Timestamp, civil::Time, tz::TimeZone};

use crate::{
    access::Scope,
    desk::Desk,
    library::{Card, Change, ChangeKind, Key, Since},
};

/// An article of a feed: what happened to it last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedEntry {
    /// Where it lies, or lay.
    pub path: String,
    /// Its id now, if it is there now.
    pub id: Option<String>,
    /// Its title, now or last.
    pub title: String,
    /// What its author says of it in short.
    pub summary: Option<String>,
    /// What happened.
    pub kind: ChangeKind,
    /// When. What was there when the desk first looked is as old as its author, Git or its file says.
    pub updated: Timestamp,
}

impl Desk {
    /// What happened last to each article, as far as a scope opens it: so many, the latest first.
    pub fn feed(&self, most: usize, scope: &Scope) -> Vec<FeedEntry> {
        let view = self.view();
        let mut last: HashMap<String, Change> = HashMap::new();
        for change in self.index.changes(scope, Since::Cursor(0), usize::MAX) {
            last.insert(change.path.clone(), change);
        }
        let entry = |change: Change| {
            let card = view.library.get(Key::of(&change.path), scope);
            FeedEntry {
                id: card.map(|card| view.library.id_of(card, scope).to_owned()),
                title: card.map_or(change.title.clone(), |card| card.title.clone()),
                summary: card.and_then(|card| card.description.clone()),
                kind: change.kind,
                updated: card.and_then(|card| written(card, &change)).unwrap_or(change.at),
                path: change.path,
            }
        };
        let mut entries: Vec<FeedEntry> = last.into_values().map(entry).collect();
        entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.path.cmp(&b.path)));
        entries.truncate(most);
        entries
    }
}

/// When an article that was only added was written, if that was on an earlier day: an index that is built anew finds all of
/// them at once.
fn written(card: &Card, change: &Change) -> Option<Timestamp> {
    if change.kind != ChangeKind::Added {
        return None;
    }
    let day = card.updated?.to_datetime(Time::midnight()).to_zoned(TimeZone::UTC).ok()?.timestamp();
    (day < change.at).then_some(day)
}
