//! Which documents of a segment may match at all?

use tantivy::{
    DocId, DocSet, InvertedIndexReader, TERMINATED,
    postings::{Postings, SegmentPostings},
    schema::IndexRecordOption,
};

use super::segment::{Segment, unreadable};
use crate::search::{Error, Field, Filter, FilterField, Phrase, Plan};

/// The documents that filters, phrases and exclusions leave; everything when the plan has none of them.
pub(in crate::index::tantivy) struct Allowed(Option<Vec<bool>>);

impl Allowed {
    pub(in crate::index::tantivy) fn has(&self, doc: DocId) -> bool {
        self.0.as_ref().is_none_or(|allowed| allowed[doc as usize])
    }
}

pub(in crate::index::tantivy) fn allowed(plan: &Plan, segment: &Segment) -> Result<Allowed, Error> {
    let mut allowed = Allowed(None);
    let everything = || vec![true; segment.reader.max_doc() as usize];
    for field in FilterField::ALL {
        let wanted: Vec<&Filter> = plan.filters.iter().filter(|filter| filter.field == field).collect();
        if wanted.is_empty() {
            continue;
        }
        let mut any = vec![false; segment.reader.max_doc() as usize];
        for filter in wanted {
            each_with(segment, filter, |doc| any[doc as usize] = true)?;
        }
        intersect(&mut allowed, any);
    }
    for filter in &plan.leave_out {
        each_with(segment, filter, |doc| allowed.0.get_or_insert_with(everything)[doc as usize] = false)?;
    }
    for phrase in &plan.phrases {
        let mut holding = vec![false; segment.reader.max_doc() as usize];
        each_holding(segment, phrase, |doc| holding[doc as usize] = true)?;
        intersect(&mut allowed, holding);
    }
    for phrase in &plan.without {
        let mask = allowed.0.get_or_insert_with(everything);
        each_holding(segment, phrase, |doc| mask[doc as usize] = false)?;
    }
    Ok(allowed)
}

fn intersect(allowed: &mut Allowed, with: Vec<bool>) {
    match &mut allowed.0 {
        None => allowed.0 = Some(with),
        Some(mask) => mask.iter_mut().zip(with).for_each(|(kept, also)| *kept &= also),
    }
}

/// How a filter is written in the index: `tag:vpn`.
pub(in crate::index::tantivy) fn filter_term(filter: &Filter) -> String {
    format!("{}:{}", filter.field.word(), filter.value)
}

fn each_with(segment: &Segment, filter: &Filter, mut found: impl FnMut(DocId)) -> Result<(), Error> {
    let term = filter_term(filter);
    let Some(mut postings) = postings(&segment.filters, &term, IndexRecordOption::Basic)? else {
        return Ok(());
    };
    while postings.doc() != TERMINATED {
        found(postings.doc());
        postings.advance();
    }
    Ok(())
}

/// The documents in which a phrase stands, in any of its readings and any field whose words stand in order.
fn each_holding(segment: &Segment, phrase: &Phrase, mut found: impl FnMut(DocId)) -> Result<(), Error> {
    for reading in phrase.readings.iter().filter(|reading| !reading.is_empty()) {
        for field in Field::PHRASES {
            in_field(&segment.inverted[field.index()], reading, &mut found)?;
        }
    }
    Ok(())
}

/// The documents in which these terms stand in these places, counted from the first.
fn in_field(
    inverted: &InvertedIndexReader,
    reading: &[(String, u32)],
    found: &mut impl FnMut(DocId),
) -> Result<(), Error> {
    let mut all = Vec::with_capacity(reading.len());
    for (term, place) in reading {
        match postings(inverted, term, IndexRecordOption::WithFreqsAndPositions)? {
            Some(postings) => all.push((postings, *place)),
            None => return Ok(()),
        }
    }
    let mut doc = all.iter().map(|(postings, _)| postings.doc()).max().unwrap_or(TERMINATED);
    'documents: while doc != TERMINATED {
        for (postings, _) in &mut all {
            if postings.doc() < doc {
                postings.seek(doc);
            }
            if postings.doc() != doc {
                doc = postings.doc();
                continue 'documents;
            }
        }
        if stands(&mut all) {
            found(doc);
        }
        doc = all[0].0.advance();
    }
    Ok(())
}

/// Whether some place begins the phrase in the document where all postings stand.
fn stands(all: &mut [(SegmentPostings, u32)]) -> bool {
    let first_place = all[0].1;
    let mut begins: Vec<u32> = Vec::new();
    let mut places: Vec<u32> = Vec::new();
    all[0].0.positions(&mut begins);
    for (postings, place) in &mut all[1..] {
        postings.positions(&mut places);
        let offset = *place - first_place;
        begins.retain(|begin| places.binary_search(&(begin + offset)).is_ok());
    }
    !begins.is_empty()
}

fn postings(
    inverted: &InvertedIndexReader,
    term: &str,
    record: IndexRecordOption,
) -> Result<Option<SegmentPostings>, Error> {
    let info = inverted.terms().get(term.as_bytes()).map_err(unreadable)?;
    info.map(|info| inverted.read_postings_from_terminfo(&info, record).map_err(unreadable)).transpose()
}
