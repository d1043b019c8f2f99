//! What do the words of a plan come to, document by document of one segment?

use std::cell::RefCell;

use tantivy::{DocId, schema::IndexRecordOption};

use super::{
    lookup::{LookedUp, Occurrence, ResolvedVariant},
    segment::{Segment, unreadable},
};
use crate::search::{Error, Field, bm25};

/// Seeking so many documents one by one costs as much as reading this many times as many in their order.
const SEEKING: usize = 8;

/// What the groups that were added come to in one document.
#[derive(Clone, Copy, Default)]
pub(super) struct Sum {
    /// The score.
    pub(super) total: f32,
    /// How many of the groups that count it holds.
    pub(super) counted: u8,
    /// How many of them stand in the title.
    pub(super) titled: u8,
    /// The last group that reached the document, plus one.
    reached: u8,
    /// The last group that reached its title, plus one.
    reached_title: u8,
}

/// What one group comes to in one document, while it is being added.
#[derive(Clone, Copy, Default)]
struct Held {
    /// The score of the variant at hand.
    variant: f32,
    /// The score of the best variant.
    best: f32,
    /// How many terms of the variant at hand it holds.
    terms: u8,
}

/// The sums of all documents of one segment.
#[derive(Default)]
pub(super) struct Sums {
    pub(super) of: Vec<Sum>,
    held: Vec<Held>,
    in_variant: Vec<DocId>,
    in_group: Vec<DocId>,
    /// Room for every document, and one more.
    room: Vec<DocId>,
    /// Room for the documents that match, for their scores, and for which of them hold a rare word: who finds them
    /// uses it.
    pub(super) matching: Vec<DocId>,
    pub(super) scores: Vec<f32>,
    pub(super) rare: Vec<bool>,
}

thread_local! {
    static SUMS: RefCell<Sums> = RefCell::default();
}

/// One group of the plan, to be added.
pub(super) struct Adding<'a> {
    pub(super) looked_up: &'a LookedUp,
    pub(super) segment: &'a Segment,
    /// The number of the segment.
    pub(super) number: usize,
    /// The number of the group.
    pub(super) group: usize,
    /// Whether it makes a document match.
    pub(super) counts: bool,
    /// The documents that matter, in order; all when there are none.
    pub(super) among: Option<&'a [DocId]>,
}

impl Sums {
    /// Lends sums that are all zero. They are kept by the thread, so that a query allocates nothing.
    pub(super) fn lent<T>(
        documents: usize,
        work: impl FnOnce(&mut Sums) -> Result<T, Error>,
    ) -> Result<T, Error> {
        SUMS.with_borrow_mut(|kept| {
            // Sums of a search that failed half-way are not given back.
            let mut sums = std::mem::take(kept);
            sums.of.clear();
            sums.of.resize(documents, Sum::default());
            // What adding a group uses it leaves as zeros.
            sums.held.resize(documents, Held::default());
            let done = work(&mut sums)?;
            *kept = sums;
            Ok(done)
        })
    }

    /// The documents that hold so many of the groups that count, in order.
    pub(super) fn holding(&mut self, required: u8) -> &[DocId] {
        let Sums { of, room, .. } = self;
        room.resize(of.len() + 1, 0);
        let mut found = 0;
        // Each is written down, and kept when it holds enough: nothing to be guessed wrong.
        for (doc, sum) in (0..).zip(&*of) {
            room[found] = doc;
            found += usize::from(sum.counted >= required);
        }
        &room[..found]
    }

    /// Adds a group: of its variants the one that is best for a document.
    pub(super) fn add(&mut self, adding: &Adding<'_>) -> Result<(), Error> {
        match &adding.looked_up.groups[adding.group][..] {
            [only] if only.terms.len() == 1 => self.add_single(adding, &only.terms[0]),
            variants => self.add_best(adding, variants),
        }
    }

    fn add_single(&mut self, adding: &Adding<'_>, occurrences: &[Occurrence]) -> Result<(), Error> {
        let mark = adding.mark();
        for occurrence in occurrences {
            if !adding.counts {
                adding.each(occurrence, |doc, score| self.of[doc as usize].total += score)?;
                continue;
            }
            let is_title = u8::from(occurrence.field == Field::Title);
            adding.each(occurrence, |doc, score| {
                let sum = &mut self.of[doc as usize];
                sum.total += score;
                sum.titled += is_title;
                sum.counted += u8::from(sum.reached != mark);
                sum.reached = mark;
            })?;
        }
        Ok(())
    }

    fn add_best(&mut self, adding: &Adding<'_>, variants: &[ResolvedVariant]) -> Result<(), Error> {
        for (number, variant) in variants.iter().enumerate() {
            match &variant.terms[..] {
                [only] if number == 0 => {
                    self.hold_first(adding, only)?;
                    continue;
                }
                [only] => self.hold_single(adding, only)?,
                terms => {
                    for (before, occurrences) in (0..).zip(terms) {
                        self.hold(adding, occurrences, before)?;
                    }
                }
            }
            for doc in self.in_variant.drain(..) {
                let held = &mut self.held[doc as usize];
                if usize::from(held.terms) == variant.terms.len() && held.variant > held.best {
                    if held.best == 0.0 {
                        self.in_group.push(doc);
                    }
                    held.best = held.variant;
                }
                (held.variant, held.terms) = (0.0, 0);
            }
        }
        for doc in self.in_group.drain(..) {
            let sum = &mut self.of[doc as usize];
            sum.total += std::mem::take(&mut self.held[doc as usize].best);
            sum.counted += u8::from(adding.counts);
        }
        Ok(())
    }

    /// A term of a variant, after so many others of it.
    fn hold(&mut self, adding: &Adding<'_>, occurrences: &[Occurrence], before: u8) -> Result<(), Error> {
        for occurrence in occurrences {
            let is_title = adding.counts && occurrence.field == Field::Title;
            adding.each(occurrence, |doc, score| {
                if is_title {
                    self.of[doc as usize].reach_title(adding.mark());
                }
                let held = &mut self.held[doc as usize];
                if held.terms == before {
                    held.terms += 1;
                    if before == 0 {
                        self.in_variant.push(doc);
                    }
                }
                if held.terms == before + 1 {
                    held.variant += score;
                }
            })?;
        }
        Ok(())
    }

    /// The only term of the first variant: the best one so far.
    fn hold_first(&mut self, adding: &Adding<'_>, occurrences: &[Occurrence]) -> Result<(), Error> {
        for occurrence in occurrences {
            let is_title = adding.counts && occurrence.field == Field::Title;
            adding.each(occurrence, |doc, score| {
                if is_title {
                    self.of[doc as usize].reach_title(adding.mark());
                }
                let best = &mut self.held[doc as usize].best;
                if *best == 0.0 {
                    self.in_group.push(doc);
                }
                *best += score;
            })?;
        }
        Ok(())
    }

    /// The only term of another variant.
    fn hold_single(&mut self, adding: &Adding<'_>, occurrences: &[Occurrence]) -> Result<(), Error> {
        for occurrence in occurrences {
            let is_title = adding.counts && occurrence.field == Field::Title;
            adding.each(occurrence, |doc, score| {
                if is_title {
                    self.of[doc as usize].reach_title(adding.mark());
                }
                let held = &mut self.held[doc as usize];
                if held.terms == 0 {
                    held.terms = 1;
                    self.in_variant.push(doc);
                }
                held.variant += score;
            })?;
        }
        Ok(())
    }
}

impl Sum {
    fn reach_title(&mut self, mark: u8) {
        self.titled += u8::from(self.reached_title != mark);
        self.reached_title = mark;
    }
}

impl Adding<'_> {
    /// The number of the group, as it is noted in a byte.
    fn mark(&self) -> u8 {
        u8::try_from(self.group + 1).unwrap_or(u8::MAX)
    }

    /// Calls `found` with each document that matters and holds a term in a field, and with what that adds.
    fn each(&self, occurrence: &Occurrence, mut found: impl FnMut(DocId, f32)) -> Result<(), Error> {
        let Some(info) = &occurrence.infos[self.number] else { return Ok(()) };
        let field = occurrence.field.index();
        let (table, lengths) = (self.looked_up.norms(occurrence.field), &self.segment.norms[field]);
        let scored = |doc: DocId, occurrences: u32| {
            let norm = table[usize::from(lengths.fieldnorm_id(doc))];
            occurrence.scale * bm25::saturation(occurrences, norm)
        };
        let mut postings = self.segment.inverted[field]
            .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
            .map_err(unreadable)?;
        if let Some(few) = self.among.filter(|among| SEEKING * among.len() < info.doc_freq as usize) {
            for doc in few {
                let within = postings.seek(*doc);
                if postings.docs().get(within) == Some(doc) {
                    found(*doc, scored(*doc, postings.freq(within)));
                }
            }
            return Ok(());
        }
        loop {
            let docs = postings.docs();
            if docs.is_empty() {
                return Ok(());
            }
            for (doc, occurrences) in docs.iter().zip(postings.freqs()) {
                found(*doc, scored(*doc, *occurrences));
            }
            postings.advance();
        }
    }
}
