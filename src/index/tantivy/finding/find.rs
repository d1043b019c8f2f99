//! Which articles hold what the plan asks for, and how well?
//!
//! Scores are summed term by term over tantivy's postings, with our own statistics (live documents only, summed
//! over the shelves that are open) and always in the plan's order: the same articles give the same score to the
//! last bit, however the shelves were written and merged. Every match is visited, so that totals and facets are
//! exact; what only adds to a score is looked for where it can matter.

use std::{collections::BTreeMap, sync::Arc};

use tantivy::{DocId, schema::IndexRecordOption};

use super::{
    filter::{Allowed, allowed},
    lookup::{LookedUp, Occurrence, segments},
    segment::{Segment, unreadable},
    snapshot::{OpenShelf, place},
    sums::{Adding, Sum, Sums},
};
use crate::{
    library::Key,
    search::{Candidate, Error, FilterField, Found, Plan, bm25},
};

/// Everything that the plan asks for, in the shelves that are open.
pub(in crate::index::tantivy) fn find(plan: &Plan, shelves: &[OpenShelf<'_>]) -> Result<Found, Error> {
    let segments = segments(shelves);
    let looked_up = LookedUp::of(plan, shelves)?;
    let mut found = Found { information: looked_up.information.clone(), ..Found::default() };
    let mut facets: BTreeMap<FilterField, BTreeMap<String, u64>> = BTreeMap::new();
    let counting = plan.groups.iter().filter(|group| group.counts).count();
    for (number, (shelf, within, segment)) in segments.iter().enumerate() {
        let allowed = allowed(plan, segment)?;
        Sums::lent(segment.reader.max_doc() as usize, |sums| {
            let looking = Looking { plan, looked_up: &looked_up, segment, number };
            looking.add(true, None, sums)?;
            let mut docs = looking.matching(&allowed, sums);
            found.total += docs.len() as u64;
            if plan.facets {
                count_facets(segment, &docs, &mut facets);
            }
            looking.leave_promising(&mut docs, sums)?;
            looking.add(false, Some(&docs), sums)?;
            leave_best(&mut docs, plan.window, sums);
            let candidates = docs.iter().map(|doc| {
                let doc = *doc;
                let Sum { total, titled, .. } = sums.of[doc as usize];
                Candidate {
                    key: Key(segment.keys[doc as usize]),
                    score: total,
                    place: place(*shelf, *within, doc),
                    titled: counting > 0 && usize::from(titled) == counting,
                }
            });
            keep_best(&mut found.candidates, plan.window, candidates);
            sums.matching = docs;
            Ok(())
        })?;
    }
    found.candidates.sort_unstable_by(best_first);
    found.facets = facets.into_iter().map(|(field, values)| (field, most_first(values))).collect();
    found.looked_up = Some(Arc::new(looked_up));
    Ok(found)
}

/// A plan being looked for in one segment.
struct Looking<'a> {
    plan: &'a Plan,
    looked_up: &'a LookedUp,
    segment: &'a Segment,
    /// The number of the segment.
    number: usize,
}

impl Looking<'_> {
    /// Adds the groups that count, or those that do not, to the documents that matter.
    fn add(&self, counts: bool, among: Option<&[DocId]>, sums: &mut Sums) -> Result<(), Error> {
        let Looking { plan, looked_up, segment, number } = *self;
        for (group, _) in plan.groups.iter().enumerate().filter(|(_, group)| group.counts == counts) {
            sums.add(&Adding { looked_up, segment, number, group, counts, among })?;
        }
        Ok(())
    }

    /// The documents that hold enough of what counts, and nothing that must not be there.
    fn matching(&self, allowed: &Allowed, sums: &mut Sums) -> Vec<DocId> {
        let required = u8::try_from(self.plan.required).unwrap_or(u8::MAX);
        let mut docs = std::mem::take(&mut sums.matching);
        docs.clear();
        let held = sums.holding(required).iter();
        docs.extend(held.filter(|doc| self.segment.is_alive(**doc) && allowed.has(**doc)));
        docs
    }

    /// Leaves the documents that may be among the best once the groups are added that do not count: those that hold
    /// a rare one, and those that would be good enough with all that the frequent ones can add.
    fn leave_promising(&self, docs: &mut Vec<DocId>, sums: &mut Sums) -> Result<(), Error> {
        let Some(worst) = worst_of_best(docs, self.plan.window, sums) else { return Ok(()) };
        let mut at_most = 0.0;
        let Sums { of, rare, .. } = sums;
        rare.clear();
        rare.resize(of.len(), false);
        for (group, variants) in self.looked_up.groups.iter().enumerate() {
            if self.plan.groups[group].counts {
                continue;
            }
            let occurrences = || variants.iter().flat_map(|variant| variant.terms.iter().flatten());
            if occurrences().map(|occurrence| self.holding(occurrence)).sum::<usize>() > docs.len() {
                let most = variants.iter().map(|variant| {
                    let terms = variant.terms.iter().flatten();
                    terms.map(|term| term.scale * (bm25::K1 + 1.0)).sum::<f32>()
                });
                at_most += most.fold(0.0, f32::max);
                continue;
            }
            for occurrence in occurrences() {
                self.each_holding(occurrence, |doc| rare[doc as usize] = true)?;
            }
        }
        // A little less is asked for than the sums say: they are rounded.
        let enough = worst * 0.9999 - at_most;
        docs.retain(|doc| of[*doc as usize].total >= enough || rare[*doc as usize]);
        Ok(())
    }

    /// How many documents hold a term in a field.
    fn holding(&self, occurrence: &Occurrence) -> usize {
        occurrence.infos[self.number].as_ref().map_or(0, |info| info.doc_freq as usize)
    }

    fn each_holding(&self, occurrence: &Occurrence, mut found: impl FnMut(DocId)) -> Result<(), Error> {
        let Some(info) = &occurrence.infos[self.number] else { return Ok(()) };
        let mut postings = self.segment.inverted[occurrence.field.index()]
            .read_block_postings_from_terminfo(info, IndexRecordOption::Basic)
            .map_err(unreadable)?;
        while !postings.docs().is_empty() {
            postings.docs().iter().for_each(|doc| found(*doc));
            postings.advance();
        }
        Ok(())
    }
}

/// The score of the last of the best documents, if there are more than so many.
fn worst_of_best(docs: &[DocId], window: usize, sums: &mut Sums) -> Option<f32> {
    if window == 0 || docs.len() <= window {
        return None;
    }
    let Sums { of, scores, .. } = sums;
    scores.clear();
    scores.extend(docs.iter().map(|doc| of[*doc as usize].total));
    let (_, worst, _) = scores.select_nth_unstable_by(window - 1, |a, b| b.total_cmp(a));
    Some(*worst)
}

/// Leaves the documents of the best scores, so many and those as good as the last of them.
fn leave_best(docs: &mut Vec<DocId>, window: usize, sums: &mut Sums) {
    if let Some(worst) = worst_of_best(docs, window, sums) {
        docs.retain(|doc| sums.of[*doc as usize].total >= worst);
    }
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
