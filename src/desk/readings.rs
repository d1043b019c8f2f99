//! Which readings of a file go to the shelves?

use std::sync::Arc;

use jiff::Timestamp;

use crate::{
    access::{AudienceSet, Readership, Scope},
    article::{self, Reading, Readings, Rules},
    library::{Card, Document, Key, Library, Source},
};

/// Every reading of a file that somebody may see at a moment, the whole article first.
///
/// What a reader sees of an article is as old as it was when another part of the file changes: a reading with the text
/// that it had before keeps its date.
pub(super) fn of_file(
    path: &str,
    bytes: &[u8],
    source: Source,
    rules: &Rules,
    before: &Library,
    now: Timestamp,
) -> Vec<Document> {
    let readings = article::readings(path, bytes, rules);
    if readings.article().blocks.is_empty() {
        let mut only = document(readings.whole(), source, now, None);
        keep_date(&mut only, before);
        return vec![only];
    }
    let card = Card::of(readings.article(), Vec::new(), source, now);
    let readerships = card.readership.others();
    let parts = readerships[1..].iter().map(|readership| part(&readings, readership, source, now));
    let Some(parts) = parts.collect::<Option<Vec<Document>>>() else {
        return vec![closed(readings, source, now)];
    };
    let whole = document(readings.whole(), source, now, None);
    let mut documents: Vec<Document> = std::iter::once(whole).chain(parts).collect();
    for document in &mut documents {
        keep_date(document, before);
    }
    documents
}

/// What those see who do not see all of it; none when it cannot be told.
fn part(
    readings: &Readings<'_>,
    readership: &Readership,
    source: Source,
    now: Timestamp,
) -> Option<Document> {
    let reading = readings.of(readership)?;
    let source = Source { hash: *blake3::hash(reading.text.as_bytes()).as_bytes(), ..source };
    Some(document(reading, source, now, Some(readership)))
}

/// An article of which nobody knows who may read which part.
fn closed(readings: Readings<'_>, source: Source, now: Timestamp) -> Document {
    let mut reading = readings.whole();
    reading.article.audiences = AudienceSet::writers();
    reading.article.blocks.clear();
    document(reading, source, now, None)
}

fn document(reading: Reading, source: Source, now: Timestamp, readership: Option<&Readership>) -> Document {
    let Reading { article, findings, text } = reading;
    let mut card = Card::of(&article, findings, source, now);
    if let Some(readership) = readership {
        card.readership.clone_from(readership);
    }
    Document { card: Arc::new(card), names: article.names, sections: article.sections, text }
}

fn keep_date(document: &mut Document, before: &Library) {
    let card = &document.card;
    if before.whole(card.key).is_none() {
        return;
    }
    let reader = Scope::of_reading(&card.readership);
    let same = |old: &&Arc<Card>| old.source.hash == card.source.hash;
    let Some(old) = before.get(card.key, &reader).filter(same) else { return };
    let source = Source { modified: old.source.modified, ..card.source };
    let dated = Card { updated: old.updated, source, ..(**card).clone() };
    document.card = Arc::new(dated);
}

/// Whether some reader may read less than before: then the text must leave the disk soon.
pub(super) fn withdraws(before: &Library, put: &[Arc<Card>], gone: &[Key]) -> bool {
    // What went from one block to another cannot be told from what was written anew.
    let moved = |old: &Arc<Card>, card: &Card| {
        old.readership != card.readership || !(old.readership.is_plain() && card.readership.is_plain())
    };
    let moved = |card: &Arc<Card>| before.whole(card.key).is_some_and(|old| moved(old, card));
    gone.iter().any(|key| before.whole(*key).is_some()) || whole(put).any(moved)
}

/// The cards of whole articles.
pub(super) fn whole(cards: &[Arc<Card>]) -> impl Iterator<Item = &Arc<Card>> {
    cards.iter().filter(|card| card.readership.is_whole())
}
