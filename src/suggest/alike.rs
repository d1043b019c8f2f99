//! How like the question is each article in meaning, with the tickets that it resolved?

use rustc_hash::FxHashMap;

use super::Context;
use crate::{
    access::Scope,
    learn::CaseNo,
    library::Key,
    search::{Meaning, Meant},
};

/// So many of the resolved tickets that mean most nearly the same are looked at.
const TICKETS: usize = 100;
/// A ticket is so much more like another ticket than an article is.
const TICKET_AHEAD: f32 = 0.05;
/// An article's centre is so much more like a ticket than the article is.
const CENTRE_AHEAD: f32 = 0.025;
/// So much less alike counts a ticket whose word counts next to nothing.
const DOUBT: f32 = 0.1;

/// What was meant, held against the articles and the resolved tickets that a scope opens.
pub(super) struct Alike {
    /// For each article with such tickets: the most that one of them, and the article's centre, are like it.
    tickets: FxHashMap<Key, f32>,
}

impl Alike {
    pub(super) fn of(context: &Context<'_>, meaning: &Meaning<'_>, meant: &Meant, scope: &Scope) -> Alike {
        let follow = |key| context.search.library.follow(key, scope);
        let memory = context.lessons.memory();
        let mut tickets: FxHashMap<Key, f32> = FxHashMap::default();
        for (number, likeness) in meaning.tickets.nearest(meant, scope, TICKETS) {
            let Ok(case) = u32::try_from(number.0) else { continue };
            let Some(near) = memory.as_case(CaseNo(case), likeness, &follow) else { continue };
            let weight = near.weight / near.shared;
            if weight > 0.0 && !context.is_own(&near) {
                let doubted = likeness - DOUBT * (1.0 - weight.min(1.0)) - TICKET_AHEAD;
                let most = tickets.entry(near.article).or_insert(f32::MIN);
                *most = most.max(doubted);
            }
        }
        for (article, ticket) in &mut tickets {
            if let Some(centre) = meaning.centres.get(*article, scope) {
                let centre = meant.likeness(|asked| asked.cosine(centre)) - CENTRE_AHEAD;
                *ticket = f32::midpoint(*ticket, centre);
            }
        }
        Alike { tickets }
    }

    /// The articles whose tickets mean nearly the same.
    pub(super) fn articles(&self) -> impl Iterator<Item = Key> {
        self.tickets.keys().copied()
    }

    /// `E_a = max(D_a, ½·(max_i cos(q, t_i) − .05) + ½·(cos(q, c_a) − .025))` (RANKING section 4); none for an
    /// article that has no vectors yet.
    pub(super) fn likeness(
        &self,
        meaning: &Meaning<'_>,
        meant: &Meant,
        keys: Vec<Key>,
        scope: &Scope,
    ) -> FxHashMap<Key, f32> {
        let own = meaning.articles.likeness(meant, &keys, scope);
        let both = |(key, own): (Key, Option<f32>)| {
            let tickets = self.tickets.get(&key).copied();
            let most = own.into_iter().chain(tickets).reduce(f32::max)?;
            Some((key, most))
        };
        keys.into_iter().zip(own).filter_map(both).collect()
    }
}
