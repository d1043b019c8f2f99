//! What is it worth that an article holds a word?

use super::kept::Kept;
use crate::search::{Field, Group, Part, Plan, Variant, bm25};

/// The articles that a scope opens, and how long their fields are on average.
pub(super) struct Statistics<'a> {
    pub(super) open: Vec<&'a Kept>,
    pub(super) averages: Vec<f32>,
}

impl Statistics<'_> {
    pub(super) fn idf(&self, field: Field, term: &str) -> f32 {
        let holding = self.open.iter().filter(|kept| kept.occurrences(field, term) > 0).count();
        bm25::idf(holding as u64, self.open.len() as u64)
    }

    fn score(&self, kept: &Kept, field: Field, term: &str) -> Option<f32> {
        let occurrences = Some(kept.occurrences(field, term)).filter(|occurrences| *occurrences > 0)?;
        let length = bm25::rounded_length(kept.lengths[field.index()]);
        let norm = bm25::norm(length, self.averages[field.index()]);
        Some(field.weight() * self.idf(field, term) * bm25::saturation(occurrences, norm))
    }

    /// The parts of the best variant of a group; none when the article holds no variant whole.
    pub(super) fn parts(&self, kept: &Kept, number: usize, group: &Group) -> Vec<Part> {
        let mut best: Vec<Part> = Vec::new();
        let sum = |parts: &[Part]| parts.iter().map(|part| part.score).sum::<f32>();
        for (variant, way) in group.variants.iter().enumerate() {
            let parts = self.variant_parts(kept, number, variant, group.weight, way);
            if sum(&parts) > sum(&best) {
                best = parts;
            }
        }
        best
    }

    fn variant_parts(
        &self,
        kept: &Kept,
        group: usize,
        variant: usize,
        weight: f32,
        way: &Variant,
    ) -> Vec<Part> {
        #[expect(clippy::cast_precision_loss, reason = "a variant has a handful of terms")]
        let weight = weight * way.weight / way.terms.len().max(1) as f32;
        let mut parts = Vec::new();
        for term in &way.terms {
            let before = parts.len();
            for field in way.fields {
                let score = self.score(kept, *field, term);
                parts.extend(score.map(|score| Part {
                    group,
                    variant,
                    field: *field,
                    score: weight * score,
                }));
            }
            if parts.len() == before {
                return Vec::new();
            }
        }
        parts
    }

    pub(super) fn is_titled(kept: &Kept, plan: &Plan) -> bool {
        let in_title = |group: &Group| {
            group.variants.iter().any(|variant| {
                variant.fields.contains(&Field::Title)
                    && variant.terms.iter().any(|term| kept.occurrences(Field::Title, term) > 0)
            })
        };
        let mut counting = plan.groups.iter().filter(|group| group.counts).peekable();
        counting.peek().is_some() && counting.all(in_title)
    }
}

/// The highest idf of a group's terms that somebody wrote.
pub(super) fn information(statistics: &Statistics<'_>, group: &Group) -> f32 {
    let mut highest: f32 = 0.0;
    for variant in &group.variants {
        for (field, term) in
            variant.fields.iter().flat_map(|field| variant.terms.iter().map(move |term| (field, term)))
        {
            if statistics.open.iter().any(|kept| kept.occurrences(*field, term) > 0) {
                highest = highest.max(statistics.idf(*field, term));
            }
        }
    }
    highest
}
