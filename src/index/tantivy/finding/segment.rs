//! What is kept ready of one segment?

use std::{collections::BTreeMap, sync::Arc};

use tantivy::{DocId, InvertedIndexReader, SegmentReader, fieldnorm::FieldNormReader, postings::TermInfo};

use crate::index::tantivy::schema::{FILTERS, Fields, KEY, VERSION_COLUMN, length_column};
use crate::library::Key;
use crate::search::{Error, Field, FilterField};

/// One segment of one shelf, as it stood when it was opened: what it holds, without what was deleted.
pub(in crate::index::tantivy) struct Segment {
    pub(in crate::index::tantivy) reader: SegmentReader,
    pub(in crate::index::tantivy) inverted: Vec<Arc<InvertedIndexReader>>,
    pub(in crate::index::tantivy) norms: Vec<FieldNormReader>,
    pub(in crate::index::tantivy) words: Arc<InvertedIndexReader>,
    pub(in crate::index::tantivy) filters: Arc<InvertedIndexReader>,
    /// The key of each document.
    pub(in crate::index::tantivy) keys: Vec<u64>,
    /// The version of each document.
    pub(in crate::index::tantivy) versions: Vec<u64>,
    /// The documents that are no longer there, in order; and those that disagree with the journal.
    pub(in crate::index::tantivy) deleted: Vec<DocId>,
    /// How many terms the living documents have, by field.
    pub(in crate::index::tantivy) lengths: [u64; Field::COUNT],
    pub(in crate::index::tantivy) facets: Facets,
    /// How many living documents there are in each language, by its code.
    pub(in crate::index::tantivy) languages: BTreeMap<String, u64>,
}

/// The filter values of each document, by their numbers.
#[derive(Default)]
pub(in crate::index::tantivy) struct Facets {
    pub(in crate::index::tantivy) values: Vec<(FilterField, String)>,
    starts: Vec<u32>,
    numbers: Vec<u32>,
}

impl Facets {
    pub(in crate::index::tantivy) fn of(&self, doc: DocId) -> &[u32] {
        let doc = doc as usize;
        &self.numbers[self.starts[doc] as usize..self.starts[doc + 1] as usize]
    }
}

impl Segment {
    pub(in crate::index::tantivy) fn open(
        reader: SegmentReader,
        fields: &Fields,
        agrees: &dyn Fn(Key, u64) -> bool,
    ) -> tantivy::Result<Segment> {
        let max_doc = reader.max_doc();
        let fast = reader.fast_fields();
        let column = |name: &str| -> tantivy::Result<Vec<u64>> {
            let column = fast.u64(name)?.first_or_default_col(0);
            Ok((0..max_doc).map(|doc| column.get_val(doc)).collect())
        };
        let (keys, versions) = (column(KEY)?, column(VERSION_COLUMN)?);
        let agreeing = |doc: DocId| agrees(Key(keys[doc as usize]), versions[doc as usize]);
        let deleted: Vec<DocId> =
            (0..max_doc).filter(|doc| reader.is_deleted(*doc) || !agreeing(*doc)).collect();
        let mut lengths = [0; Field::COUNT];
        for field in Field::ALL {
            let all = column(&length_column(field))?;
            let dead: u64 = deleted.iter().map(|doc| all[*doc as usize]).sum();
            lengths[field.index()] = all.iter().sum::<u64>() - dead;
        }
        let facets = facets(&reader)?;
        Ok(Segment {
            languages: languages(&facets, max_doc, &deleted),
            inverted: fields
                .text
                .iter()
                .map(|field| reader.inverted_index(*field))
                .collect::<Result<_, _>>()?,
            norms: fields
                .text
                .iter()
                .map(|field| reader.get_fieldnorms_reader(*field))
                .collect::<Result<_, _>>()?,
            words: reader.inverted_index(fields.words)?,
            filters: reader.inverted_index(fields.filters)?,
            keys,
            versions,
            facets,
            deleted,
            lengths,
            reader,
        })
    }

    /// How many living documents it has.
    pub(in crate::index::tantivy) fn live(&self) -> u64 {
        u64::from(self.reader.max_doc()) - self.deleted.len() as u64
    }

    /// Whether a document is there.
    pub(in crate::index::tantivy) fn is_alive(&self, doc: DocId) -> bool {
        self.deleted.is_empty() || self.deleted.binary_search(&doc).is_err()
    }

    /// How many living documents hold a term: tantivy's own count includes the deleted.
    pub(in crate::index::tantivy) fn live_holding(
        &self,
        inverted: &InvertedIndexReader,
        info: &TermInfo,
    ) -> Result<u64, Error> {
        let all = u64::from(info.doc_freq);
        if self.deleted.is_empty() {
            return Ok(all);
        }
        let mut postings = inverted
            .read_block_postings_from_terminfo(info, tantivy::schema::IndexRecordOption::Basic)
            .map_err(unreadable)?;
        let mut dead = 0;
        let mut docs = self.deleted.iter().copied().peekable();
        while let Some(doc) = docs.next() {
            let within = postings.seek(doc);
            let found = postings.docs().get(within).copied();
            match found {
                None => break,
                Some(found) if found == doc => dead += 1,
                // Nothing of the term lies between: skip the deleted documents before the next one that holds it.
                Some(found) => while docs.next_if(|next| *next < found).is_some() {},
            }
        }
        Ok(all - dead)
    }
}

/// An input or output failure in the words of the port.
pub(in crate::index::tantivy) fn unreadable(error: impl std::fmt::Display) -> Error {
    Error { what: error.to_string() }
}

fn languages(facets: &Facets, max_doc: DocId, deleted: &[DocId]) -> BTreeMap<String, u64> {
    let mut languages = BTreeMap::new();
    for doc in (0..max_doc).filter(|doc| deleted.binary_search(doc).is_err()) {
        for number in facets.of(doc) {
            if let (FilterField::Lang, code) = &facets.values[*number as usize] {
                *languages.entry(code.clone()).or_default() += 1;
            }
        }
    }
    languages
}

fn facets(reader: &SegmentReader) -> tantivy::Result<Facets> {
    let max_doc = reader.max_doc();
    let Some(column) = reader.fast_fields().str(FILTERS)? else {
        return Ok(Facets { starts: vec![0; max_doc as usize + 1], ..Facets::default() });
    };
    let mut values = Vec::with_capacity(column.num_terms());
    let mut text = String::new();
    for ord in 0..column.num_terms() as u64 {
        text.clear();
        column.ord_to_str(ord, &mut text)?;
        let (field, value) = text.split_once(':').unwrap_or(("", &text));
        let field = FilterField::ALL.into_iter().find(|known| known.word() == field);
        values.push((field.unwrap_or(FilterField::Tag), value.to_owned()));
    }
    let mut starts = vec![0];
    let mut numbers = Vec::new();
    for doc in 0..max_doc {
        #[expect(clippy::cast_possible_truncation, reason = "a segment has fewer than 2^32 values")]
        numbers.extend(column.term_ords(doc).map(|ord| ord as u32));
        starts.push(u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    }
    Ok(Facets { values, starts, numbers })
}
