//! What did people do with each article?

use rustc_hash::FxHashMap;

use crate::{
    learn::Verdict,
    library::{Card, Key},
    report::{people::People, record::Said, seen::Seen},
};

/// What people did with an article.
#[derive(Clone, Debug, Default)]
pub(in crate::report) struct Uses {
    /// Of how many questions it stood in the list.
    pub(in crate::report) shown: usize,
    /// How many it resolved or helped with.
    pub(in crate::report) helped: usize,
    /// How many people said so.
    pub(in crate::report) people: People,
}

/// What people did with each article that is there, by its key.
pub(in crate::report) fn uses(seen: &Seen<'_>) -> FxHashMap<Key, Uses> {
    let mut numbered: Vec<Uses> = seen.for_articles();
    for question in &seen.questions {
        let listed = seen.asked(question).map_or(&[][..], |asked| seen.record.listed(asked));
        for article in listed.iter().filter_map(|article| seen.article(*article)) {
            numbered[article as usize].shown += 1;
        }
        for said in seen.said(question) {
            let Some(article) = seen.article(said.article) else { continue };
            if matches!(said.verdict, Verdict::Resolved | Verdict::Helped) {
                let uses = &mut numbered[article as usize];
                uses.helped += 1;
                uses.people.insert(said.person);
            }
        }
    }
    // Other names of an article count nothing.
    let counted = |(article, _): &(u32, Uses)| seen.article(*article) == Some(*article);
    let of_card = |(article, uses): (u32, Uses)| Some((seen.card(article)?.key, uses));
    (0..).zip(numbered).filter(counted).filter_map(of_card).collect()
}

/// What was said of an article, and of which question.
pub(in crate::report) type Told<'a> = Vec<(&'a Said, u32)>;

/// What was said of each article that is there, for it or against it, oldest first: what was only assumed and what
/// only helped says neither. In no order.
pub(in crate::report) fn told<'a>(seen: &'a Seen<'_>) -> Vec<(&'a Card, Told<'a>)> {
    let mut times: Vec<usize> = seen.for_articles();
    let all = seen.questions.iter().flat_map(|question| seen.said(question));
    for article in all.filter_map(|said| seen.article(said.article)) {
        times[article as usize] += 1;
    }
    // Room for all of each at once: to move a million of them whenever a list is full takes longer than to count.
    let mut of: Vec<Told<'_>> = times.into_iter().map(Vec::with_capacity).collect();
    for (place, question) in (0..).zip(&seen.questions) {
        for said in seen.said(question) {
            let counts = said.verdict == Verdict::Reopened
                || !said.assumed
                    && matches!(said.verdict, Verdict::Resolved | Verdict::NotHelpful | Verdict::Wrong);
            if let Some(article) = seen.article(said.article).filter(|_| counts) {
                of[article as usize].push((said, place));
            }
        }
    }
    let with_card = |(article, said): (u32, Told<'a>)| Some((&**seen.card(article)?, said));
    let mut told: Vec<(&Card, Told<'_>)> =
        (0..).zip(of).filter(|(_, said)| !said.is_empty()).filter_map(with_card).collect();
    for (_, said) in &mut told {
        said.sort_unstable_by_key(|(said, _)| said.moment);
    }
    told
}
