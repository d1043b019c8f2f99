//! What did people do with each article?

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{
    learn::Verdict,
    library::{Card, Key},
    report::{record::Said, seen::Seen},
};

/// What people did with an article.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Uses {
    /// Of how many questions it stood in the list.
    pub(in crate::report) shown: usize,
    /// How many it resolved or helped with.
    pub(in crate::report) helped: usize,
    /// How many people said so.
    pub(in crate::report) people: FxHashSet<u32>,
}

/// What people did with each article that is there, by its key.
pub(in crate::report) fn uses(seen: &Seen<'_>) -> FxHashMap<Key, Uses> {
    // By the numbers of names first: of one article there may be several.
    let mut numbered: Vec<Uses> = Vec::new();
    numbered.resize_with(seen.record.articles.len(), Uses::default);
    for question in &seen.questions {
        for article in seen.asked(question).map_or(&[][..], |asked| seen.record.listed(asked)) {
            numbered[*article as usize].shown += 1;
        }
        for said in seen.said(question) {
            if matches!(said.verdict, Verdict::Resolved | Verdict::Helped) {
                let uses = &mut numbered[said.article as usize];
                uses.helped += 1;
                uses.people.insert(said.person);
            }
        }
    }
    let mut uses: FxHashMap<Key, Uses> = FxHashMap::default();
    for (article, one) in (0..).zip(numbered) {
        let Some(card) = seen.card(article) else { continue };
        let sum = uses.entry(card.key).or_default();
        sum.shown += one.shown;
        sum.helped += one.helped;
        sum.people.extend(one.people);
    }
    uses
}

/// What was said of an article, and of which question.
pub(in crate::report) type Told<'a> = Vec<(&'a Said, u32)>;

/// What was said of each article that is there, for it or against it, oldest first: what was only assumed and what
/// only helped says neither.
pub(in crate::report) fn told<'a>(seen: &'a Seen<'_>) -> Vec<(&'a Card, Told<'a>)> {
    let mut of: FxHashMap<Key, (&Card, Told<'_>)> = FxHashMap::default();
    for (place, question) in (0..).zip(&seen.questions) {
        for said in seen.said(question) {
            let counts = said.verdict == Verdict::Reopened
                || !said.assumed
                    && matches!(said.verdict, Verdict::Resolved | Verdict::NotHelpful | Verdict::Wrong);
            if let Some(card) = seen.card(said.article).filter(|_| counts) {
                of.entry(card.key).or_insert_with(|| (card, Vec::new())).1.push((said, place));
            }
        }
    }
    let mut told: Vec<_> = of.into_values().collect();
    for (_, said) in &mut told {
        said.sort_unstable_by_key(|(said, _)| said.moment);
    }
    told.sort_unstable_by(|a, b| a.0.path.cmp(&b.0.path));
    told
}
