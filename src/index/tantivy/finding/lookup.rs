//! Where do the terms of a plan stand, and what does each add?

use tantivy::postings::TermInfo;

use super::{
    segment::{Segment, unreadable},
    snapshot::OpenShelf,
};
use crate::search::{Error, Field, Plan, bm25};

/// A plan with its terms looked up: what each adds in which segment.
pub(in crate::index::tantivy) struct LookedUp {
    pub(super) groups: Vec<Vec<ResolvedVariant>>,
    /// By field, where anything stands in it.
    norms: [Option<Box<Norms>>; Field::COUNT],
    pub(super) information: Vec<f32>,
}

/// By rounded length in one byte: the second term of BM25's denominator.
pub(super) type Norms = [f32; 256];

pub(super) struct ResolvedVariant {
    pub(super) terms: Vec<Vec<Occurrence>>,
}

/// One term in one field.
pub(super) struct Occurrence {
    pub(super) field: Field,
    /// Everything that multiplies the saturation: weights and idf.
    pub(super) scale: f32,
    /// By segment.
    pub(super) infos: Vec<Option<TermInfo>>,
}

/// The segments of the open shelves, each with the numbers of its shelf and of itself.
pub(super) fn segments<'a>(shelves: &[OpenShelf<'a>]) -> Vec<(usize, usize, &'a Segment)> {
    let of_shelf = |shelf: &OpenShelf<'a>| {
        let number = shelf.number;
        shelf.segments.iter().enumerate().map(move |(within, segment)| (number, within, &**segment))
    };
    shelves.iter().flat_map(of_shelf).collect()
}

impl LookedUp {
    pub(in crate::index::tantivy) fn of(plan: &Plan, shelves: &[OpenShelf<'_>]) -> Result<LookedUp, Error> {
        let segments = segments(shelves);
        let articles: u64 = segments.iter().map(|(_, _, segment)| segment.live()).sum();
        let information = vec![0.0; plan.groups.len()];
        let mut resolved = LookedUp { groups: Vec::new(), norms: Default::default(), information };
        for (number, group) in plan.groups.iter().enumerate() {
            let mut variants = Vec::with_capacity(group.variants.len());
            for variant in &group.variants {
                #[expect(clippy::cast_precision_loss, reason = "a variant has a handful of terms")]
                let weight = group.weight * variant.weight / variant.terms.len().max(1) as f32;
                let mut terms = Vec::with_capacity(variant.terms.len());
                for term in &variant.terms {
                    let mut occurrences = Vec::new();
                    for field in variant.fields {
                        let found = occurrence(term, *field, weight, &segments, articles)?;
                        let Some((occurrence, idf)) = found else { continue };
                        resolved.norms[field.index()]
                            .get_or_insert_with(|| Box::new(norms(*field, &segments, articles)));
                        resolved.information[number] = resolved.information[number].max(idf);
                        occurrences.push(occurrence);
                    }
                    terms.push(occurrences);
                }
                variants.push(ResolvedVariant { terms });
            }
            resolved.groups.push(variants);
        }
        Ok(resolved)
    }

    /// The norms of a field; zeros where nothing stands in it.
    pub(super) fn norms(&self, field: Field) -> &Norms {
        const NONE: &Norms = &[0.0; 256];
        self.norms[field.index()].as_deref().unwrap_or(NONE)
    }
}

/// One term in one field, with its idf; `None` when no living article has it there.
fn occurrence(
    term: &str,
    field: Field,
    weight: f32,
    segments: &[(usize, usize, &Segment)],
    articles: u64,
) -> Result<Option<(Occurrence, f32)>, Error> {
    let mut infos = Vec::with_capacity(segments.len());
    let mut holding = 0;
    for (_, _, segment) in segments {
        let inverted = &segment.inverted[field.index()];
        let info = inverted.terms().get(term.as_bytes()).map_err(unreadable)?;
        if let Some(info) = &info {
            holding += segment.live_holding(inverted, info)?;
        }
        infos.push(info);
    }
    if holding == 0 {
        return Ok(None);
    }
    let idf = bm25::idf(holding, articles);
    Ok(Some((Occurrence { field, scale: weight * field.weight() * idf, infos }, idf)))
}

/// The average length of a field among living documents, as a table by rounded length.
fn norms(field: Field, segments: &[(usize, usize, &Segment)], articles: u64) -> Norms {
    let terms: u64 = segments.iter().map(|(_, _, segment)| segment.lengths[field.index()]).sum();
    #[expect(clippy::cast_precision_loss, reason = "an average needs no more than 24 bits")]
    let average = terms as f32 / articles.max(1) as f32;
    let mut table = [0.0; 256];
    for (id, norm) in (0..=u8::MAX).zip(&mut table) {
        *norm = bm25::norm(tantivy::fieldnorm::FieldNormReader::id_to_fieldnorm(id), average);
    }
    table
}
