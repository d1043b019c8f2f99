//! Which questions would get another answer?

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use super::copy::{Copied, NoCopy};
use crate::{
    access::{Oversee, Permit, Reader, Scope},
    desk::{Again, AskedBefore, Desk, Error},
    learn::ArticleName,
    library::{Card, Library, Named},
    report::{Answered, Changed, FIRST, Outcome, Sum, Wanted, change},
    suggest::Decision,
};

/// So many questions are asked again, the latest first.
const MOST: usize = 200;
/// On either side for so long; what is left then is told.
const PATIENCE: Duration = Duration::from_millis(1_200);
/// Whoever tries a text waits so long for those who do so already.
const TURN: Duration = Duration::from_secs(1);
/// Of so many articles no copy is made while people wait.
const LARGEST: usize = 50_000;
/// So many articles are looked at: what resolves a question may stand lower than the first.
const LOOKED_AT: usize = 10;

/// What a text changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// What came of the questions that were asked on both sides.
    pub sum: Sum,
    /// How many different questions were asked, of how many that can be.
    pub asked: usize,
    /// How many could have been.
    pub askable: usize,
    /// How many cannot be asked again, because their words are not kept.
    pub wordless: usize,
    /// Those that something else stands first for, what gets worse first.
    pub changed: Vec<ChangedAnswer>,
    /// Why nothing was compared, if it was not.
    pub unable: Option<String>,
}

/// A question that something else stands first for.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedAnswer {
    /// The line by which people know it.
    pub line: String,
    /// Whether somebody searched; else it was a ticket.
    pub is_search: bool,
    /// How often the same was asked.
    pub times: usize,
    /// Better or worse.
    pub changed: Changed,
    /// The titles of what stands first before and after, and whether the first is called the answer.
    pub first: [(Vec<String>, bool); 2],
}

type Got = (Decision, Vec<Arc<Card>>);

/// What all questions got, and of which articles, before and after.
type Sides = ([Vec<Got>; 2], [Arc<Library>; 2]);

impl Desk {
    /// Asks again what was asked lately, as it is and with a text at a path.
    pub(super) fn compare_text(
        &self,
        path: &str,
        bytes: &[u8],
        reader: &Reader,
        permit: &Permit<Oversee>,
    ) -> Result<Compared, Error> {
        let before = self.asked_before(Wanted::default(), MOST, reader, permit)?;
        let AskedBefore { questions, hashed, wordless } = before;
        let mut compared =
            Compared { askable: questions.len(), wordless: hashed + wordless, ..Compared::default() };
        if questions.is_empty() {
            return Ok(compared);
        }
        match self.both_sides(path, bytes, &questions, reader) {
            Ok((sides, libraries)) => {
                compared.asked = sides[1].len();
                held(self, &mut compared, &questions, &sides, [&libraries[0], &libraries[1]]);
            }
            Err(NoCopy::Why(why)) => compared.unable = Some(why),
            Err(NoCopy::Failed(error)) => return Err(*error),
        }
        Ok(compared)
    }

    fn both_sides(
        &self,
        path: &str,
        bytes: &[u8],
        questions: &[Again],
        reader: &Reader,
    ) -> Result<Sides, NoCopy> {
        if self.view().library.visible(&reader.scope()).count() > LARGEST {
            let why = "there are too many articles to try it while you wait; `firstline compare` does";
            return Err(NoCopy::Why(why.to_owned()));
        }
        let Some(_turn) = self.trying.wait(TURN) else {
            return Err(NoCopy::Why("somebody else is trying a text; try again in a moment".to_owned()));
        };
        let copy = Copied::of(self)?;
        let was = copy.desk.view().library.clone();
        let before = ask_all(&copy.desk, questions)?;
        copy.put(path, bytes)?;
        let after = ask_all(&copy.desk, &questions[..before.len()])?;
        let is = copy.desk.view().library.clone();
        Ok(([before, after], [was, is]))
    }
}

/// Asks as many as time allows, in their order.
fn ask_all(desk: &Desk, questions: &[Again]) -> Result<Vec<Got>, Error> {
    let begun = Instant::now();
    let mut got = Vec::new();
    for again in questions {
        if begun.elapsed() > PATIENCE {
            break;
        }
        got.push(desk.ask_again(again, LOOKED_AT)?);
    }
    Ok(got)
}

fn held(
    desk: &Desk,
    compared: &mut Compared,
    questions: &[Again],
    [before, after]: &[Vec<Got>; 2],
    libraries: [&Library; 2],
) {
    for ((again, was), is) in questions.iter().zip(before).zip(after) {
        let outcome = match &again.resolved_by {
            None => Outcome::Unknown,
            Some(name) => outcome(name, libraries),
        };
        let sides = [answered(was), answered(is)];
        let changed = change(&sides[0], &sides[1], &outcome);
        compared.sum.count(again.times, [&sides[0], &sides[1]], &outcome, changed.as_ref());
        let Some(changed) = changed else { continue };
        let first = |(decision, articles): &Got| {
            let titles = articles.iter().take(FIRST).map(|card| card.title.clone()).collect();
            (titles, *decision == Decision::Answer)
        };
        compared.changed.push(ChangedAnswer {
            line: desk.line_of(again),
            is_search: again.is_search,
            times: again.times,
            changed,
            first: [first(was), first(is)],
        });
    }
    // Stable: equal ones stay in the order in which they were asked.
    compared.changed.sort_by_key(|one| {
        let Changed { turn, lost, found, .. } = one.changed;
        (turn, !lost, !found, std::cmp::Reverse(one.times))
    });
}

fn answered((decision, articles): &Got) -> Answered {
    let articles = articles.iter().map(|card| card.path.clone()).collect();
    Answered { articles, sure: *decision == Decision::Answer }
}

/// What resolved a question, with what supersedes it on either side.
fn outcome(name: &ArticleName, libraries: [&Library; 2]) -> Outcome {
    let all = Scope::everything("know what resolved a question again");
    let mut right = Vec::new();
    for library in libraries {
        let mut names = [&name.path, &name.id].into_iter().filter(|name| !name.is_empty());
        let found = names.find_map(|name| library.find(name, &all));
        let Some(Named::Article(card) | Named::Moved(card)) = found else { continue };
        let next = library.follow(card.key, &all).and_then(|key| library.get(key, &all));
        right.extend(next.map(|next| next.path.clone()));
        right.push(card.path.clone());
    }
    right.sort();
    right.dedup();
    if right.is_empty() { Outcome::Unknown } else { Outcome::Resolved(right) }
}
