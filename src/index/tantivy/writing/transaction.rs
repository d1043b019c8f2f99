//! How do changes become visible, all or none?

use std::{
    collections::BTreeMap,
    sync::{Arc, Condvar, Mutex, PoisonError},
};

use jiff::Timestamp;
use rustc_hash::FxHashSet;
use tantivy::{IndexWriter, TantivyDocument, Term};

use super::{
    journal::{Event, Line},
    record::{self, CardRecord},
};
use crate::index::tantivy::{
    finding::filter_term, index::Kept, index::State, index::TantivyIndex, open, packed, schema::Fields,
};
use crate::{
    access::AudienceSet,
    index::{analyzed::Analyzed, history::Entry},
    library::{Document, Error, Key, Transaction},
    search::Field,
};

/// Lets one transaction in at a time. Unlike a lock's guard, a turn may be shared between threads.
#[derive(Default)]
pub(in crate::index::tantivy) struct Turns {
    taken: Mutex<bool>,
    free: Condvar,
}

/// The right to write, until it is dropped.
pub(in crate::index::tantivy) struct Turn<'a>(&'a Turns);

impl Turns {
    pub(in crate::index::tantivy) fn take(&self) -> Turn<'_> {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while *taken {
            taken = self.free.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        *taken = true;
        Turn(self)
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *self.0.taken.lock().unwrap_or_else(PoisonError::into_inner) = false;
        self.0.free.notify_one();
    }
}

/// A transaction under way.
pub(in crate::index::tantivy) struct Writing<'a> {
    index: &'a TantivyIndex,
    progress: Mutex<Progress>,
    /// With nothing on the shelves yet, everything is going to come.
    much: bool,
    _turn: Turn<'a>,
}

#[derive(Default)]
struct Progress {
    /// The shelves that were touched, with their writers.
    writers: BTreeMap<AudienceSet, Arc<IndexWriter>>,
    done: Vec<Done>,
    /// What was put already: a second time replaces the first.
    put: FxHashSet<Key>,
}

/// One change that the commit will make.
enum Done {
    Put { key: Key, kept: Box<Kept> },
    Removed { key: Key },
    Restamped { key: Key, stamp: [i64; 5] },
}

impl<'a> Writing<'a> {
    /// Begins, once what failed before was taken back.
    pub(in crate::index::tantivy) fn begin(index: &'a TantivyIndex) -> Result<Writing<'a>, Error> {
        let turn = index.turns.take();
        let mut state = index.lock();
        open::be_sure(&mut state, &index.root, &index.fields)?;
        let much = state.kept.is_empty();
        Ok(Writing { index, progress: Mutex::default(), much, _turn: turn })
    }

    fn progress(&self) -> std::sync::MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn writer(&self, progress: &mut Progress, shelf: &AudienceSet) -> Result<Arc<IndexWriter>, Error> {
        if let Some(writer) = progress.writers.get(shelf) {
            return Ok(writer.clone());
        }
        let mut state = self.index.lock();
        let writer = Arc::new(
            open::shelf(&mut state, &self.index.root, shelf, &self.index.fields)?.take_writer(self.much)?,
        );
        progress.writers.insert(shelf.clone(), writer.clone());
        Ok(writer)
    }
}

impl Transaction for Writing<'_> {
    fn put(&self, document: Document) -> Result<(), Error> {
        let record = CardRecord::of(&document.card);
        let (key, shelf, version) = (document.card.key, document.card.audiences.clone(), record.version());
        let fields = &self.index.fields;
        let prepared = prepare(&document, version, fields);
        let before = self.index.lock().kept.get(&key).map(|kept| kept.shelf.clone());
        let writer = {
            let mut progress = self.progress();
            let again = !progress.put.insert(key);
            if before.is_some() || again {
                let shelves: Vec<AudienceSet> = if again {
                    progress.writers.keys().cloned().collect()
                } else {
                    before.into_iter().collect()
                };
                for shelf in shelves {
                    self.writer(&mut progress, &shelf)?.delete_term(Term::from_field_u64(fields.key, key.0));
                }
            }
            let writer = self.writer(&mut progress, &shelf)?;
            progress
                .done
                .push(Done::Put { key, kept: Box::new(Kept { shelf: shelf.clone(), version, record }) });
            writer
        };
        writer.add_document(prepared).map(drop).map_err(|error| self.index.failed(&shelf, &error))
    }

    fn remove(&self, key: Key) -> Result<(), Error> {
        let Some(shelf) = self.index.lock().kept.get(&key).map(|kept| kept.shelf.clone()) else {
            return Ok(());
        };
        let mut progress = self.progress();
        self.writer(&mut progress, &shelf)?.delete_term(Term::from_field_u64(self.index.fields.key, key.0));
        progress.done.push(Done::Removed { key });
        Ok(())
    }

    fn restamp(&self, key: Key, stamp: [i64; 5]) -> Result<(), Error> {
        self.progress().done.push(Done::Restamped { key, stamp });
        Ok(())
    }

    fn commit(self: Box<Self>, now: Timestamp) -> Result<(), Error> {
        let Progress { writers, done, .. } = std::mem::take(&mut *self.progress());
        let mut state = self.index.lock();
        let lines = lines(&state, &done, now);
        let mark = state.journal.mark();
        let appended = state.journal.append(&lines);
        if let Err(source) = appended {
            give_back(&mut state, writers, true);
            return Err(Error::Place { path: self.index.root.clone(), source });
        }
        if let Err(error) = commit_all(self.index, &mut state, writers, &lines) {
            state.journal.back_to(mark);
            state.unsure = true;
            // A disk that refuses may refuse this too; then it comes before whatever is written next.
            let _ = open::be_sure(&mut state, &self.index.root, &self.index.fields);
            return Err(error);
        }
        remember(&mut state, done, &lines);
        let snapshot = open::snapshot(&mut state, &self.index.fields, true)?;
        self.index.shown.store(Arc::new(snapshot));
        Ok(())
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        let writers = std::mem::take(&mut self.progress().writers);
        if !writers.is_empty() {
            give_back(&mut self.index.lock(), writers, true);
        }
    }
}

/// The article as tantivy keeps it.
fn prepare(document: &Document, version: u64, fields: &Fields) -> TantivyDocument {
    let analyzed = Analyzed::of(document);
    let mut prepared = TantivyDocument::default();
    prepared.add_u64(fields.key, document.card.key.0);
    prepared.add_u64(fields.version, version);
    for field in Field::ALL {
        let stream = analyzed.stream(field);
        prepared.add_u64(fields.lengths[field.index()], u64::from(stream.count()));
        if stream.count() > 0 {
            prepared.add_text(fields.text[field.index()], stream.encoded());
        }
    }
    prepared.add_text(fields.words, analyzed.encoded_surfaces());
    for filter in &analyzed.filters {
        prepared.add_text(fields.filters, filter_term(filter));
    }
    for pack in packed::pack_sections(&document.sections) {
        prepared.add_bytes(fields.sections, &pack);
    }
    prepared.add_bytes(fields.source, &packed::pack_text(&document.text));
    prepared
}

/// What the journal is to say of the changes; each shelf that changes reaches its next generation.
fn lines(state: &State, done: &[Done], at: Timestamp) -> Vec<Line> {
    let next = |shelf: &AudienceSet| state.shelves.get(shelf).map_or(0, |shelf| shelf.generation) + 1;
    let line =
        |shelf: &AudienceSet, generation, event| Line { shelf: record::names(shelf), generation, at, event };
    let mut lines = Vec::with_capacity(done.len());
    for change in done {
        match change {
            Done::Put { key, kept } => {
                let before = state.kept.get(key);
                if let Some(moved) = before.filter(|before| before.shelf != kept.shelf) {
                    lines.push(line(&moved.shelf, next(&moved.shelf), retired(moved)));
                }
                let record = Box::new(kept.record.clone());
                let event = match before.filter(|before| before.shelf == kept.shelf) {
                    Some(_) => Event::Changed(record),
                    None => Event::Added(record),
                };
                lines.push(line(&kept.shelf, next(&kept.shelf), event));
            }
            Done::Removed { key } => {
                let gone = state.kept.get(key);
                lines.extend(gone.map(|gone| line(&gone.shelf, next(&gone.shelf), retired(gone))));
            }
            Done::Restamped { key, stamp } => {
                let Some(kept) = state.kept.get(key) else { continue };
                let generation = next(&kept.shelf) - 1;
                let event = Event::Restamped { path: kept.record.path.clone(), stamp: *stamp };
                lines.push(line(&kept.shelf, generation, event));
            }
        }
    }
    lines
}

fn retired(kept: &Kept) -> Event {
    Event::Retired { path: kept.record.path.clone(), title: kept.record.title.clone() }
}

/// Commits every shelf that was touched. The slow part comes first for all of them, then only names change.
fn commit_all(
    index: &TantivyIndex,
    state: &mut State,
    writers: BTreeMap<AudienceSet, Arc<IndexWriter>>,
    lines: &[Line],
) -> Result<(), Error> {
    let mut owned: Vec<(AudienceSet, IndexWriter)> = Vec::new();
    for (shelf, writer) in writers {
        owned.extend(Arc::into_inner(writer).map(|writer| (shelf, writer)));
    }
    let mut outcome = Ok(());
    let mut prepared = Vec::new();
    for (shelf, writer) in &mut owned {
        let generation =
            lines.iter().filter(|line| line.shelf == record::names(shelf)).map(|line| line.generation).max();
        match writer.prepare_commit() {
            Ok(mut commit) => {
                let generation = generation
                    .unwrap_or_else(|| state.shelves.get(shelf).map_or(0, |shelf| shelf.generation));
                commit.set_payload(&generation.to_string());
                prepared.push((shelf.clone(), generation, commit));
            }
            Err(error) => {
                outcome = Err(index.failed_in(state, shelf, &error));
                break;
            }
        }
    }
    let mut reached = Vec::new();
    for (shelf, generation, commit) in prepared {
        if outcome.is_err() {
            drop(commit);
            continue;
        }
        match commit.commit() {
            Ok(_) => reached.push((shelf, generation)),
            Err(error) => outcome = Err(index.failed_in(state, &shelf, &error)),
        }
    }
    for (shelf, generation) in reached {
        if let Some(shelf) = state.shelves.get_mut(&shelf) {
            shelf.generation = generation;
        }
    }
    let writers = owned.into_iter().map(|(shelf, writer)| (shelf, Arc::new(writer))).collect();
    give_back(state, writers, outcome.is_err());
    outcome
}

fn give_back(state: &mut State, writers: BTreeMap<AudienceSet, Arc<IndexWriter>>, forget: bool) {
    for (shelf, writer) in writers {
        let Some(mut writer) = Arc::into_inner(writer) else { continue };
        if forget && writer.rollback().is_err() {
            // A writer that cannot go back is dropped; the next transaction opens another.
            continue;
        }
        if let Some(shelf) = state.shelves.get_mut(&shelf) {
            shelf.give_back(writer);
        }
    }
}

/// What is on the shelves after the commit.
fn remember(state: &mut State, done: Vec<Done>, lines: &[Line]) {
    for change in done {
        match change {
            Done::Put { key, kept } => {
                state.kept.insert(key, *kept);
            }
            Done::Removed { key } => {
                state.kept.remove(&key);
            }
            Done::Restamped { key, stamp } => {
                if let Some(kept) = state.kept.get_mut(&key) {
                    kept.record.restamp(stamp);
                }
            }
        }
    }
    state.history.publish(lines.iter().filter_map(entry));
}

/// What a line of the journal means for those who ask what changed.
pub(in crate::index::tantivy) fn entry(line: &Line) -> Option<Entry> {
    let (kind, path, title) = line.event.change()?;
    Some(Entry {
        shelf: AudienceSet::of(line.shelf.iter().map(String::as_str)),
        generation: line.generation,
        at: line.at,
        path: path.to_owned(),
        title: title.to_owned(),
        kind,
    })
}
