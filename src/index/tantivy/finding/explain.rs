//! What did each group, variant and field bring to an article?

use tantivy::{DocId, schema::IndexRecordOption};

use super::{
    lookup::{LookedUp, Occurrence, segments},
    segment::{Segment, unreadable},
    snapshot::{OpenShelf, doc_of},
};
use crate::search::{Error, Part, Place, bm25};

/// An article that is to be explained: its number among those asked for, and its document.
type Asked = (usize, DocId);

/// What each group, variant and field brought to each of these places, in the plan's order.
pub(in crate::index::tantivy) fn explain(
    looked_up: &LookedUp,
    shelves: &[OpenShelf<'_>],
    places: &[Place],
) -> Result<Vec<Vec<Part>>, Error> {
    let mut parts = vec![Vec::new(); places.len()];
    for (number, (shelf, within, segment)) in segments(shelves).into_iter().enumerate() {
        let here = |(at, place): (usize, &Place)| Some((at, doc_of(*place, shelf, within)?));
        let mut asked: Vec<Asked> = places.iter().enumerate().filter_map(here).collect();
        asked.sort_unstable_by_key(|(_, doc)| *doc);
        if !asked.is_empty() {
            looked_up.parts(number, segment, &asked, &mut parts)?;
        }
    }
    Ok(parts)
}

/// What one variant brought to one article.
#[derive(Clone, Default)]
struct Mine {
    parts: Vec<Part>,
    /// How many of its terms the article holds.
    held: usize,
}

impl LookedUp {
    /// The parts of some articles of one segment, in the order of their documents, so that each list of postings
    /// is walked once.
    fn parts(
        &self,
        number: usize,
        segment: &Segment,
        asked: &[Asked],
        into: &mut [Vec<Part>],
    ) -> Result<(), Error> {
        for (group, variants) in self.groups.iter().enumerate() {
            let mut best = vec![Vec::new(); asked.len()];
            for (variant, looked_up) in variants.iter().enumerate() {
                let mut mine = vec![Mine::default(); asked.len()];
                for occurrences in &looked_up.terms {
                    let before: Vec<usize> = mine.iter().map(|mine| mine.parts.len()).collect();
                    for occurrence in occurrences {
                        let field = occurrence.field;
                        self.scores(number, segment, asked, occurrence, |at, score| {
                            mine[at].parts.push(Part { group, variant, field, score });
                        })?;
                    }
                    for (mine, before) in mine.iter_mut().zip(before) {
                        mine.held += usize::from(mine.parts.len() > before);
                    }
                }
                let sum = |parts: &[Part]| parts.iter().map(|part| part.score).sum::<f32>();
                for (best, mine) in best.iter_mut().zip(mine) {
                    if mine.held == looked_up.terms.len() && sum(&mine.parts) > sum(best) {
                        *best = mine.parts;
                    }
                }
            }
            for ((at, _), best) in asked.iter().zip(best) {
                into[*at].extend(best);
            }
        }
        Ok(())
    }

    /// What a term in a field adds to each of the articles that hold it there.
    fn scores(
        &self,
        number: usize,
        segment: &Segment,
        asked: &[Asked],
        occurrence: &Occurrence,
        mut found: impl FnMut(usize, f32),
    ) -> Result<(), Error> {
        let Some(info) = &occurrence.infos[number] else { return Ok(()) };
        let field = occurrence.field.index();
        let mut postings = segment.inverted[field]
            .read_block_postings_from_terminfo(info, IndexRecordOption::WithFreqs)
            .map_err(unreadable)?;
        for (at, (_, doc)) in asked.iter().enumerate() {
            let within = postings.seek(*doc);
            if postings.docs().get(within) == Some(doc) {
                let norm = self.norms(occurrence.field)[usize::from(segment.norms[field].fieldnorm_id(*doc))];
                found(at, occurrence.scale * bm25::saturation(postings.freq(within), norm));
            }
        }
        Ok(())
    }
}
