//! Which probabilities were put to the test?

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ArticleName, CaseKey, Cases, Told, Verdict};

/// So many are remembered for each set of audiences, the latest.
const MOST: usize = 2_000;

/// What the probability of the first article of a list was made of, so that it can be held against what came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// The first article.
    pub article: ArticleName,
    /// What its probability was made of, in numbers that mean something to the ranking of the record.
    pub made_of: Vec<f32>,
    /// Whose articles and lessons it rests on: those who may read all of these may learn from it.
    pub audiences: Vec<String>,
    /// The ranking that made it.
    pub ranking: u64,
    /// When, in microseconds since 1970.
    pub at: i64,
}

/// The forecasts of which it is known whether they came true, by the audiences whose articles and lessons they rest
/// on. What one set of audiences holds depends on nothing that happened in another.
///
/// As pure a fold as [`Cases`] while fewer than 2,000 forecasts of one set of audiences are known; of more, the
/// latest are kept.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Forecasts(Vec<Group>);

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
struct Group {
    audiences: Vec<String>,
    /// How often something changed here.
    changes: u64,
    /// By when they were made and the number of what was shown.
    #[serde(with = "pairs")]
    tried: BTreeMap<(i64, u128), Tried>,
}

/// A map whose keys are no text, in JSON.
mod pairs {
    use std::collections::BTreeMap;

    use serde::{Deserialize, Deserializer, Serializer};

    use super::Tried;

    type Map = BTreeMap<(i64, u128), Tried>;

    pub(super) fn serialize<S: Serializer>(map: &Map, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(map)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Map, D::Error> {
        Ok(Vec::deserialize(from)?.into_iter().collect())
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Tried {
    made_of: Vec<f32>,
    ranking: u64,
    said: Vec<Said>,
}

/// What was said of one article of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Said {
    case: u128,
    first: bool,
    resolved: bool,
}

/// A forecast, and whether it came true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tested<'a> {
    /// When, in microseconds since 1970.
    pub at: i64,
    /// What its probability was made of.
    pub made_of: &'a [f32],
    /// Whether the first article resolved the ticket.
    pub came_true: bool,
}

impl Forecasts {
    /// Takes in what was told, if a forecast is tested by it. What was only assumed tests nothing, nor do `helped`
    /// and what takes something back: that is asked of the cases.
    pub(super) fn tell(&mut self, told: &Told) {
        let Some(forecast) = &told.forecast else { return };
        let outcome = &told.outcome;
        let resolved = match outcome.verdict {
            Verdict::Resolved => true,
            Verdict::NotHelpful | Verdict::Wrong => false,
            _ => return,
        };
        if outcome.assumed {
            return;
        }
        let group = self.group(&forecast.audiences);
        let tried = group.tried.entry((forecast.at, outcome.shown.0));
        let tried = tried.or_insert_with(|| Tried {
            made_of: forecast.made_of.clone(),
            ranking: forecast.ranking,
            said: Vec::new(),
        });
        let first = outcome.article.is_none() || outcome.article.path == forecast.article.path;
        let said = Said { case: CaseKey::of(told).0, first, resolved };
        if let Err(place) = tried.said.binary_search(&said) {
            tried.said.insert(place, said);
            group.changes += 1;
        }
        while group.tried.len() > MOST {
            group.tried.pop_first();
        }
    }

    fn group(&mut self, audiences: &[String]) -> &mut Group {
        let place = self.0.binary_search_by(|group| group.audiences[..].cmp(audiences));
        let place = place.unwrap_or_else(|place| {
            self.0.insert(place, Group { audiences: audiences.to_vec(), ..Group::default() });
            place
        });
        &mut self.0[place]
    }

    /// The forecasts of one ranking that rest on audiences that `opens` says yes to, oldest first.
    pub fn tested<'a>(
        &'a self,
        cases: &Cases,
        ranking: u64,
        opens: &dyn Fn(&[String]) -> bool,
    ) -> Vec<Tested<'a>> {
        let mut all: Vec<((i64, u128), Tested<'_>)> = Vec::new();
        for group in self.0.iter().filter(|group| opens(&group.audiences)) {
            for (number, tried) in group.tried.iter().filter(|(_, tried)| tried.ranking == ranking) {
                if let Some(came_true) = tried.came_true(cases) {
                    all.push((*number, Tested { at: number.0, made_of: &tried.made_of, came_true }));
                }
            }
        }
        all.sort_by_key(|(number, _)| *number);
        all.into_iter().map(|(_, tested)| tested).collect()
    }

    /// How often something changed among those that `opens` says yes to.
    pub fn changes(&self, opens: &dyn Fn(&[String]) -> bool) -> u64 {
        self.0.iter().filter(|group| opens(&group.audiences)).map(|group| group.changes).sum()
    }
}

impl Tried {
    /// Whether the first article resolved the ticket, if that is known: what was taken back is not.
    fn came_true(&self, cases: &Cases) -> Option<bool> {
        let stands = |said: &&Said| {
            let vote = cases.find(CaseKey(said.case)).and_then(|case| cases.vote(case));
            vote.is_some_and(|vote| (vote.weight > 0) == said.resolved)
        };
        let said: Vec<&Said> = self.said.iter().filter(stands).collect();
        if said.iter().any(|said| said.resolved && said.first) {
            Some(true)
        } else if said.iter().any(|said| said.resolved || said.first) {
            Some(false)
        } else {
            None
        }
    }
}
