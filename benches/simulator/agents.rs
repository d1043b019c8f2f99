//! What do people confirm?

use firstline::learn::Found;

use crate::{
    set::Set,
    world::{Event, World},
};

/// Everything that people do follows from it.
const SEED: u64 = 0x5eed_a9e7;
/// So many articles they look at.
const LOOKED_AT: usize = 5;
/// Whoever searches finds the right article at this rate, else says nothing.
const FOUND: f64 = 0.8;

/// How people are.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Manner {
    pub(crate) agents: usize,
    /// They look at what is shown, and take a wrong article for plausible at this rate; else they know.
    pub(crate) plausible: Option<f64>,
    /// They confirm any wrong article at this rate.
    pub(crate) wrong: f64,
    /// However an article was found, it counts the same.
    pub(crate) equal: bool,
}

impl Manner {
    pub(crate) const TRUE: Manner = Manner { agents: 30, plausible: None, wrong: 0.0, equal: false };

    pub(crate) fn plausible(rate: f64) -> Manner {
        Manner { plausible: Some(rate), ..Manner::TRUE }
    }
}

/// The first tickets of a set come, and agents say what resolved them.
pub(crate) fn teach(world: &World, set: &Set, stream: usize, manner: Manner) {
    let mut random = Random(SEED);
    let names = set.intents(usize::MAX);
    for ticket in &set.earlier[..stream] {
        let person = format!("agent:{}", random.below(manner.agents));
        let chosen = match manner.plausible {
            Some(rate) => look(&world.listed(&ticket.text, LOOKED_AT), &ticket.article, rate, &mut random),
            None if random.share() < manner.wrong => {
                Some((names[random.below(names.len())].clone(), Found::Known))
            }
            None => Some((ticket.article.clone(), Found::Known)),
        };
        let Some((article, found)) = chosen else { continue };
        let found = if manner.equal { Found::Known } else { found };
        world.tell(&[Event { text: ticket.text.clone(), article, person, found }]);
    }
}

/// Looks from the top for the first plausible article, then searches.
fn look(listed: &[String], right: &str, rate: f64, random: &mut Random) -> Option<(String, Found)> {
    for (place, article) in (1..).zip(listed) {
        if article == right || random.share() < rate {
            return Some((article.clone(), Found::Listed(place)));
        }
    }
    (random.share() < FOUND).then(|| (right.to_owned(), Found::Searched))
}

/// A small generator (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 11
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next()).unwrap_or(0) % most
    }

    fn share(&mut self) -> f64 {
        self.next() as f64 / (1_u64 << 53) as f64
    }
}
