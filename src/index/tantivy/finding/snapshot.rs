//! How does one state of the shelves answer?

use std::{collections::BTreeMap, io, sync::Arc};

use tantivy::{DocId, TERMINATED, schema::IndexRecordOption};

use super::{
    explain::explain,
    find,
    lookup::LookedUp,
    segment::{Segment, unreadable},
    words,
};
use crate::index::tantivy::{packed, schema::Fields, stored::Stored};
use crate::{
    access::{Readership, Scope},
    index::history::Generations,
    library::Key,
    search::{Engine, Error, Found, Part, Passages, Place, Plan, WordCount},
    text::Language,
};

/// One state of all shelves. It stays as it is while the index goes on changing.
pub(in crate::index::tantivy) struct Snapshot {
    pub(in crate::index::tantivy) fields: Arc<Fields>,
    pub(in crate::index::tantivy) shelves: Vec<ShelfState>,
    pub(in crate::index::tantivy) generations: Generations,
}

/// One shelf in that state.
pub(in crate::index::tantivy) struct ShelfState {
    pub(in crate::index::tantivy) readership: Readership,
    pub(in crate::index::tantivy) segments: Vec<Arc<Segment>>,
    /// Reads what is stored; by segment.
    pub(in crate::index::tantivy) stores: Vec<tantivy::store::StoreReader>,
}

/// A shelf that the scope of a search opens.
pub(in crate::index::tantivy) struct OpenShelf<'a> {
    pub(in crate::index::tantivy) number: usize,
    pub(in crate::index::tantivy) segments: &'a [Arc<Segment>],
}

impl Snapshot {
    fn open<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = (usize, &'a ShelfState)> {
        self.shelves.iter().enumerate().filter(|(_, shelf)| scope.sees(&shelf.readership))
    }

    fn opened(&self, scope: &Scope) -> Vec<OpenShelf<'_>> {
        self.shelves
            .iter()
            .enumerate()
            .filter(|(_, shelf)| scope.sees(&shelf.readership))
            .map(|(number, shelf)| OpenShelf { number, segments: &shelf.segments })
            .collect()
    }

    fn stored(&self, at: Place) -> Result<Stored, Error> {
        let (shelf, segment, doc) = unpack(at);
        let store = self.shelves.get(shelf).and_then(|shelf| shelf.stores.get(segment));
        let store = store.ok_or_else(|| unreadable("a place of another state of the index"))?;
        store.get_document_bytes(doc).map(Stored::new).map_err(unreadable)
    }
}

impl Engine for Snapshot {
    fn find(&self, plan: &Plan, scope: &Scope) -> Result<Found, Error> {
        find::find(plan, &self.opened(scope))
    }

    fn explain(
        &self,
        plan: &Plan,
        scope: &Scope,
        found: &Found,
        places: &[Place],
    ) -> Result<Vec<Vec<Part>>, Error> {
        let shelves = self.opened(scope);
        let kept = found.looked_up.as_ref().and_then(|kept| kept.downcast_ref::<LookedUp>());
        match kept {
            Some(kept) => explain(kept, &shelves, places),
            None => explain(&LookedUp::of(plan, &shelves)?, &shelves, places),
        }
    }

    fn knows(&self, term: &str, scope: &Scope) -> Result<bool, Error> {
        words::knows(term, &self.opened(scope))
    }

    fn holding(&self, term: &str, scope: &Scope) -> Result<u64, Error> {
        words::holding(term, &self.opened(scope))
    }

    fn near(&self, word: &str, distance: u8, scope: &Scope, limit: usize) -> Result<Vec<WordCount>, Error> {
        words::near(word, distance, &self.opened(scope), limit)
    }

    fn starting(&self, prefix: &str, scope: &Scope, limit: usize) -> Result<Vec<WordCount>, Error> {
        words::starting(prefix, &self.opened(scope), limit)
    }

    fn languages(&self, scope: &Scope) -> Vec<(Language, u64)> {
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        for (_, shelf) in self.open(scope) {
            for segment in &shelf.segments {
                for (code, count) in &segment.languages {
                    *counts.entry(code.clone()).or_default() += count;
                }
            }
        }
        let counts = find::most_first(counts);
        counts.into_iter().filter_map(|(code, count)| Some((Language::parse(&code)?, count))).collect()
    }

    fn place_of(&self, key: Key, scope: &Scope) -> Result<Option<Place>, Error> {
        for (number, shelf) in self.open(scope) {
            for (within, segment) in shelf.segments.iter().enumerate() {
                if let Some(doc) = doc_of_key(segment, &self.fields, key).map_err(unreadable)? {
                    return Ok(Some(place(number, within, doc)));
                }
            }
        }
        Ok(None)
    }

    fn passages(&self, place: Place, enough: usize, into: &mut Passages) -> Result<(), Error> {
        into.clear();
        let read = self.stored(place)?.each(self.fields.sections, |pack| {
            packed::sections(pack, into)?;
            Ok(into.size() >= enough)
        });
        read.map_err(unreadable)
    }

    fn source(&self, place: Place) -> Result<String, Error> {
        let mut source = String::new();
        let read = self.stored(place)?.each(self.fields.source, |bytes| {
            source = packed::text(bytes)?;
            Ok(true)
        });
        read.map(|()| source).map_err(unreadable)
    }

    fn generation(&self, scope: &Scope) -> u64 {
        self.generations.of(scope)
    }
}

/// The living document of a key.
fn doc_of_key(segment: &Segment, fields: &Fields, key: Key) -> io::Result<Option<DocId>> {
    use tantivy::DocSet;
    let inverted = segment.reader.inverted_index(fields.key).map_err(io::Error::other)?;
    let term = tantivy::Term::from_field_u64(fields.key, key.0);
    let Some(mut postings) = inverted.read_postings(&term, IndexRecordOption::Basic)? else {
        return Ok(None);
    };
    while postings.doc() != TERMINATED {
        if segment.is_alive(postings.doc()) {
            return Ok(Some(postings.doc()));
        }
        postings.advance();
    }
    Ok(None)
}

/// Shelf, segment and document in one number: 12, 20 and 32 bits.
pub(in crate::index::tantivy) fn place(shelf: usize, segment: usize, doc: DocId) -> Place {
    Place(((shelf as u64) << 52) | ((segment as u64 & 0xf_ffff) << 32) | u64::from(doc))
}

#[expect(clippy::cast_possible_truncation, reason = "the numbers were put in with these widths")]
fn unpack(place: Place) -> (usize, usize, DocId) {
    ((place.0 >> 52) as usize, ((place.0 >> 32) & 0xf_ffff) as usize, place.0 as DocId)
}

/// The document, if the place is in this segment.
pub(in crate::index::tantivy) fn doc_of(place: Place, shelf: usize, segment: usize) -> Option<DocId> {
    let (in_shelf, in_segment, doc) = unpack(place);
    (in_shelf == shelf && in_segment == segment).then_some(doc)
}
