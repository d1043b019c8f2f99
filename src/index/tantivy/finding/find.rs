//! Which articles hold what the plan asks for, and how well?
//!
//! Scores are summed term by term over tantivy's postings, with our own statistics (live documents only, summed
//! over the shelves that are open) and always in the plan's order: the same articles give the same score to the
//! last bit, however the shelves were written and merged. Every match is visited, so that totals and facets are
//! exact.

use std::{cell::RefCell, collections::BTreeMap, sync::Arc};

use tantivy::{DocId, schema::IndexRecordOption};

use super::{
    filter::{Allowed, allowed},
    lookup::{LookedUp, Occurrence, ResolvedVariant, segments},
    segment::{Segment, unreadable},
    snapshot::{OpenShelf, place},
};
use crate::{
    library::Key,
    search::{Candidate, Error, Field, FilterField, Found, Part, Place, Plan, bm25},
};

/// What is summed up for the documents of one segment. Kept by the thread, so that a query allocates nothing.
#[derive(Default)]
struct Sums {
    total: Vec<f32>,
    counted: Vec<u8>,
    /// The last group that reached a document, plus one.
    reached: Vec<u8>,
    /// How many of the groups that count stand in the title.
    titled: Vec<u8>,
    /// The last group that reached its title, plus one.
    reached_title: Vec<u8>,
    variant: Vec<f32>,
    held: Vec<u8>,
    in_variant: Vec<DocId>,
    best: Vec<f32>,
    in_group: Vec<DocId>,
}

thread_local! {
    static SUMS: RefCell<Sums> = RefCell::default();
}

impl Sums {
    /// Begins anew for a segment. What `add_best` uses in between it leaves as zeros.
    fn clear(&mut self, max_doc: usize) {
        let Sums { total, counted, reached, titled, reached_title, variant, held, best, .. } = self;
        total.clear();
        for floats in [total, variant, best] {
            floats.resize(max_doc, 0.0);
        }
        for bytes in [counted, reached, titled, reached_title] {
            bytes.clear();
            bytes.resize(max_doc, 0);
        }
        held.resize(max_doc, 0);
    }
}

/// Everything that the plan asks for, in the shelves that are open.
pub(in crate::index::tantivy) fn find(plan: &Plan, shelves: &[OpenShelf<'_>]) -> Result<Found, Error> {
    let segments = segments(shelves);
    let resolved = LookedUp::of(plan, shelves)?;
    let mut found = Found { information: resolved.information.clone(), ..Found::default() };
    let mut facets: BTreeMap<FilterField, BTreeMap<String, u64>> = BTreeMap::new();
    for (number, (shelf, within, segment)) in segments.iter().enumerate() {
        let allowed = allowed(plan, segment)?;
        SUMS.with_borrow_mut(|kept| -> Result<(), Error> {
            // Sums of a search that failed half-way are not given back.
            let mut taken = std::mem::take(kept);
            let sums = &mut taken;
            sums.clear(segment.reader.max_doc() as usize);
            for (group, variants) in resolved.groups.iter().enumerate() {
                let mark = u8::try_from(group + 1).unwrap_or(u8::MAX);
                let counts = plan.groups[group].counts;
                match &variants[..] {
                    [only] if only.terms.len() == 1 => {
                        resolved.add_single(sums, segment, number, &only.terms[0], mark, counts)?;
                    }
                    _ => resolved.add_best(sums, segment, number, variants, mark, counts)?,
                }
            }
            let mut docs = matching(plan, segment, &allowed, sums);
            found.total += docs.len() as u64;
            if plan.facets {
                count_facets(segment, &docs, &mut facets);
            }
            leave_best(&mut docs, plan.window, &sums.total);
            let counting = plan.groups.iter().filter(|group| group.counts).count();
            let candidates = docs.into_iter().map(|doc| Candidate {
                key: Key(segment.keys[doc as usize]),
                score: sums.total[doc as usize],
                place: place(*shelf, *within, doc),
                titled: counting > 0 && usize::from(sums.titled[doc as usize]) == counting,
            });
            keep_best(&mut found.candidates, plan.window, candidates);
            *kept = taken;
            Ok(())
        })?;
    }
    found.candidates.sort_unstable_by(best_first);
    found.facets = facets.into_iter().map(|(field, values)| (field, most_first(values))).collect();
    found.looked_up = Some(Arc::new(resolved));
    Ok(found)
}

/// What each group, variant and field brought to one document.
pub(in crate::index::tantivy) fn explain(
    resolved: &LookedUp,
    shelves: &[OpenShelf<'_>],
    places: &[Place],
) -> Result<Vec<Vec<Part>>, Error> {
    let segments = segments(shelves);
    places
        .iter()
        .map(|wanted| {
            let at = segments.iter().enumerate().find_map(|(number, (shelf, within, segment))| {
                let doc = super::snapshot::doc_of(*wanted, *shelf, *within)?;
                Some((number, *segment, doc))
            });
            at.map_or(Ok(Vec::new()), |(number, segment, doc)| resolved.parts(number, segment, doc))
        })
        .collect()
}

impl LookedUp {
    fn add_single(
        &self,
        sums: &mut Sums,
        segment: &Segment,
        number: usize,
        occurrences: &[Occurrence],
        mark: u8,
        counts: bool,
    ) -> Result<(), Error> {
        let Sums { total, counted, reached, titled, .. } = sums;
        for occurrence in occurrences {
            let is_title = counts && occurrence.field == Field::Title;
            self.each(segment, number, occurrence, |doc, score| {
                let doc = doc as usize;
                total[doc] += score;
                titled[doc] += u8::from(is_title);
                if counts && reached[doc] != mark {
                    reached[doc] = mark;
                    counted[doc] += 1;
                }
            })?;
        }
        Ok(())
    }

    fn add_best(
        &self,
        sums: &mut Sums,
        segment: &Segment,
        number: usize,
        variants: &[ResolvedVariant],
        mark: u8,
        counts: bool,
    ) -> Result<(), Error> {
        let Sums {
            total,
            counted,
            titled,
            reached_title,
            variant: scores,
            held,
            in_variant,
            best,
            in_group,
            ..
        } = sums;
        for variant in variants {
            for (before, occurrences) in (0_u8..).zip(&variant.terms) {
                for occurrence in occurrences {
                    let is_title = counts && occurrence.field == Field::Title;
                    self.each(segment, number, occurrence, |doc, score| {
                        let at = doc as usize;
                        if is_title && reached_title[at] != mark {
                            reached_title[at] = mark;
                            titled[at] += 1;
                        }
                        if held[at] == before {
                            held[at] += 1;
                            if before == 0 {
                                in_variant.push(doc);
                            }
                        }
                        if held[at] == before + 1 {
                            scores[at] += score;
                        }
                    })?;
                }
            }
            for doc in in_variant.drain(..) {
                let at = doc as usize;
                if usize::from(held[at]) == variant.terms.len() && scores[at] > best[at] {
                    if best[at] == 0.0 {
                        in_group.push(doc);
                    }
                    best[at] = scores[at];
                }
                scores[at] = 0.0;
                held[at] = 0;
            }
        }
        for doc in in_group.drain(..) {
            let at = doc as usize;
            total[at] += best[at];
            best[at] = 0.0;
            counted[at] += u8::from(counts);
        }
        Ok(())
    }

    fn each(
        &self,
        segment: &Segment,
        number: usize,
        occurrence: &Occurrence,
        mut found: impl FnMut(DocId, f32),
    ) -> Result<(), Error> {
        let Some(info) = &occurrence.infos[number] else { return Ok(()) };
        let field = occurrence.field.index();
        let (table, lengths) = (&self.norms[field], &segment.norms[field]);
        let mut postings = segment.inverted[field]
            .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
            .map_err(unreadable)?;
        loop {
            let docs = postings.docs();
            if docs.is_empty() {
                return Ok(());
            }
            for (doc, occurrences) in docs.iter().zip(postings.freqs()) {
                let norm = table[usize::from(lengths.fieldnorm_id(*doc))];
                found(*doc, occurrence.scale * bm25::saturation(*occurrences, norm));
            }
            postings.advance();
        }
    }

    fn parts(&self, number: usize, segment: &Segment, doc: DocId) -> Result<Vec<Part>, Error> {
        let mut parts = Vec::new();
        for (group, variants) in self.groups.iter().enumerate() {
            let mut best: Vec<Part> = Vec::new();
            for (variant, resolved) in variants.iter().enumerate() {
                let mut mine = Vec::new();
                let mut held = 0;
                for occurrences in &resolved.terms {
                    let before = mine.len();
                    for occurrence in occurrences {
                        let score = self.score_of(number, segment, doc, occurrence)?;
                        mine.extend(score.map(|score| Part {
                            group,
                            variant,
                            field: occurrence.field,
                            score,
                        }));
                    }
                    held += usize::from(mine.len() > before);
                }
                let sum = |parts: &[Part]| parts.iter().map(|part| part.score).sum::<f32>();
                if held == resolved.terms.len() && sum(&mine) > sum(&best) {
                    best = mine;
                }
            }
            parts.extend(best);
        }
        Ok(parts)
    }

    fn score_of(
        &self,
        number: usize,
        segment: &Segment,
        doc: DocId,
        occurrence: &Occurrence,
    ) -> Result<Option<f32>, Error> {
        let Some(info) = &occurrence.infos[number] else { return Ok(None) };
        let field = occurrence.field.index();
        let mut postings = segment.inverted[field]
            .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
            .map_err(unreadable)?;
        let within = postings.seek(doc);
        if postings.docs().get(within) != Some(&doc) {
            return Ok(None);
        }
        let norm = self.norms[field][usize::from(segment.norms[field].fieldnorm_id(doc))];
        Ok(Some(occurrence.scale * bm25::saturation(postings.freq(within), norm)))
    }
}

/// The documents that hold enough of what counts, and nothing that must not be there.
fn matching(plan: &Plan, segment: &Segment, allowed: &Allowed, sums: &Sums) -> Vec<DocId> {
    let required = u8::try_from(plan.required).unwrap_or(u8::MAX);
    (0..segment.reader.max_doc())
        .filter(|doc| sums.counted[*doc as usize] >= required)
        .filter(|doc| segment.is_alive(*doc) && allowed.has(*doc))
        .collect()
}

/// Leaves the documents of the best scores, so many and those as good as the last of them.
fn leave_best(docs: &mut Vec<DocId>, window: usize, scores: &[f32]) {
    if window == 0 || docs.len() <= window {
        return;
    }
    let mut sorted: Vec<f32> = docs.iter().map(|doc| scores[*doc as usize]).collect();
    let (_, worst, _) = sorted.select_nth_unstable_by(window - 1, |a, b| b.total_cmp(a));
    let worst = *worst;
    docs.retain(|doc| scores[*doc as usize] >= worst);
}

fn count_facets(segment: &Segment, docs: &[DocId], into: &mut BTreeMap<FilterField, BTreeMap<String, u64>>) {
    let mut counts = vec![0_u64; segment.facets.values.len()];
    for doc in docs {
        for number in segment.facets.of(*doc) {
            counts[*number as usize] += 1;
        }
    }
    for ((field, value), count) in segment.facets.values.iter().zip(counts).filter(|(_, count)| *count > 0) {
        *into.entry(*field).or_default().entry(value.clone()).or_default() += count;
    }
}

/// Most frequent first, then by name.
pub(in crate::index) fn most_first(counts: BTreeMap<String, u64>) -> Vec<(String, u64)> {
    let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
    counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    counts
}

/// Best first; equal scores in the order of their keys.
pub(in crate::index) fn best_first(a: &Candidate, b: &Candidate) -> std::cmp::Ordering {
    b.score.total_cmp(&a.score).then_with(|| a.key.cmp(&b.key))
}

/// Keeps the best so many, and all that are as good as the last of them.
pub(in crate::index) fn keep_best(
    kept: &mut Vec<Candidate>,
    window: usize,
    more: impl IntoIterator<Item = Candidate>,
) {
    kept.extend(more);
    if window == 0 {
        kept.clear();
    } else if kept.len() > window {
        kept.select_nth_unstable_by(window - 1, best_first);
        let worst = kept[window - 1].score;
        let mut at = 0;
        kept.retain(|candidate| {
            at += 1;
            at <= window || candidate.score.total_cmp(&worst).is_ge()
        });
    }
}
