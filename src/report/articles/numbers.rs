//! What is known of one article?
//!
//! Finds for how many questions it was shown, what came of them, by version and by month, in whose words it resolved a ticket and in whose it did
//! not, and which links from it and to it are broken. It matters because whoever mends an article should see what the last change did.
//! Example: shown for 80 questions, resolved 34 of 40 since 5 June, 9 of 21 before.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{links::broken, uses::told, versions::Versions};
use crate::{
    learn::Verdict,
    library::{Card, Key, Library, Named as Found},
    report::{
        Base, Named, Rate,
        asked::by_version,
        evidence,
        make::day,
        record::Said,
        seen::{Question, Seen, named},
    },
};

/// So many lines of people are quoted, of either kind.
const QUOTED: usize = 6;
/// So many links of each kind are told.
const MOST_LINKS: usize = 50;

/// What is known of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// The article.
    pub article: Named,
    /// Of how many questions it stood in the list.
    pub shown: usize,
    /// How many it resolved.
    pub resolved: usize,
    /// How many it helped with.
    pub helped: usize,
    /// How many it was rejected for.
    pub rejected: usize,
    /// How many came back after it had resolved them.
    pub came_back: usize,
    /// Of how many it is only assumed from silence that it resolved them.
    pub assumed: usize,
    /// How many people said something of it.
    pub people: usize,
    /// How many it resolved of those whose end is known.
    pub rate: Rate,
    /// The same by version, the latest first.
    pub versions: Vec<OfVersion>,
    /// The same by the month in which it was asked, the earliest first.
    pub months: Vec<OfMonth>,
    /// Lines of questions that it resolved, and of questions that it did not, the latest first.
    pub words: [Vec<String>; 2],
    /// Links from it that lead nowhere: line, and what is written there.
    pub broken: Vec<(u32, String)>,
    /// Articles that lead to it.
    pub linked_from: Vec<Named>,
    /// Links that lead nowhere, and name a file as this one is called: perhaps it was moved.
    pub lost: Vec<(Named, u32, String)>,
    /// For how many days its review has been due.
    pub late: Option<usize>,
}

/// What came of a version of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfVersion {
    /// The commit that brought it, if that is known.
    pub commit: Option<String>,
    /// Since when it was there; none for what was before the first that is known.
    pub since: Option<Date>,
    /// How much it resolved.
    pub rate: Rate,
    /// How many came back.
    pub came_back: usize,
}

/// What came of an article in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfMonth {
    /// Its first day.
    pub from: Date,
    /// For how many questions it was shown.
    pub shown: usize,
    /// How many it resolved.
    pub rate: Rate,
}

/// What is known of the article of a key; none when this reader may not see it.
pub(in crate::report) fn numbers(seen: &Seen<'_>, base: Base<'_>, key: Key) -> Option<Numbers> {
    let card = seen.library.get(key, seen.scope)?;
    let is_it = |article: u32| seen.card(article).is_some_and(|card| card.key == key);
    let mut said: Vec<(&Said, bool)> = Vec::new();
    let mut months: BTreeMap<Date, OfMonth> = BTreeMap::new();
    let mut shown = 0;
    for question in &seen.questions {
        let listed = seen.asked(question).map_or(&[][..], |asked| seen.record.listed(asked));
        let was_shown = listed.iter().any(|article| is_it(*article));
        let of_it: Vec<_> = seen.cases(question).iter().filter(|(said, _)| is_it(said.article)).collect();
        if !was_shown && of_it.is_empty() {
            continue;
        }
        shown += usize::from(was_shown);
        let from = day(seen.at(question)).first_of_month();
        let month = months.entry(from).or_insert(OfMonth { from, shown: 0, rate: Rate { part: 0, of: 0 } });
        month.shown += usize::from(was_shown);
        for (one, came_back) in of_it {
            if !one.assumed {
                month.rate.of += 1;
                month.rate.part += usize::from(one.verdict == Verdict::Resolved);
            }
            said.push((one, *came_back));
        }
    }
    let known = || said.iter().filter(|(said, _)| !said.assumed);
    let count = |verdicts: &[Verdict]| known().filter(|(said, _)| verdicts.contains(&said.verdict)).count();
    let resolved = count(&[Verdict::Resolved]);
    let versions = by_version(seen, &Versions::of(base.evidence, seen.scope), card, &said);
    let versions = versions.into_iter().map(|(version, tally)| OfVersion {
        commit: version.as_ref().and_then(|version| version.commit.clone()),
        since: version.map(|version| day(version.since)),
        rate: Rate { part: tally.resolved, of: tally.known },
        came_back: tally.came_back,
    });
    let late = card.review_by.filter(|day| *day < base.today);
    Some(Numbers {
        article: seen.named(card),
        shown,
        resolved,
        helped: count(&[Verdict::Helped]),
        rejected: count(&[Verdict::NotHelpful, Verdict::Wrong]),
        came_back: said.iter().filter(|(_, came_back)| *came_back).count(),
        assumed: said.len() - known().count(),
        people: known().map(|(said, _)| said.person).collect::<BTreeSet<u32>>().len(),
        rate: Rate { part: resolved, of: known().count() },
        versions: versions.collect(),
        months: months.into_values().collect(),
        words: words(seen, base, key),
        late: late.and_then(|day| (base.today - day).get_days().try_into().ok()),
        ..linked(base, card)
    })
}

/// Lines of questions that an article resolved, and of those that it did not.
fn words(seen: &Seen<'_>, base: Base<'_>, key: Key) -> [Vec<String>; 2] {
    let told = told(seen);
    let said = told.iter().find(|(card, _)| card.key == key).map_or(&[][..], |(_, said)| said);
    [true, false].map(|resolved| {
        let said = said.iter().rev().filter(|(said, _)| (said.verdict == Verdict::Resolved) == resolved);
        let questions: Vec<Question> =
            said.filter_map(|(_, place)| seen.questions.get(*place as usize).copied()).collect();
        evidence::lines(seen, base.evidence, &questions, QUOTED)
    })
}

/// What leads from an article and to it; all else is nothing.
fn linked(base: Base<'_>, card: &Card) -> Numbers {
    let Base { library, scope, sketches, .. } = base;
    let file = |path: &str| path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let (links, _) = broken(library, scope, sketches);
    let (from, others): (Vec<_>, Vec<_>) = links.into_iter().partition(|link| link.card.key == card.key);
    let lost = others.iter().filter(|link| file(link.path) == file(&card.path));
    Numbers {
        article: named(library, card, scope),
        shown: 0,
        resolved: 0,
        helped: 0,
        rejected: 0,
        came_back: 0,
        assumed: 0,
        people: 0,
        rate: Rate { part: 0, of: 0 },
        versions: Vec::new(),
        months: Vec::new(),
        words: [Vec::new(), Vec::new()],
        broken: from.iter().take(MOST_LINKS).map(|link| (link.line, link.written.to_owned())).collect(),
        linked_from: leading_to(library, base, card),
        lost: lost
            .take(MOST_LINKS)
            .map(|link| (named(library, link.card, scope), link.line, link.written.to_owned()))
            .collect(),
        late: None,
    }
}

/// Articles with a link to another. What stands in blocks for some readers alone is left out.
fn leading_to(library: &Library, base: Base<'_>, to: &Card) -> Vec<Named> {
    let plain = library.visible(base.scope).filter(|card| card.readership.is_plain() && card.key != to.key);
    let leads = |card: &&std::sync::Arc<Card>| {
        let links = base.sketches.sketch(card.key).map_or(&[][..], |sketch| &sketch.links);
        links.iter().any(|(_, path, _)| {
            let found = library.find(path, base.scope);
            found.is_some_and(|(Found::Article(card) | Found::Moved(card))| card.key == to.key)
        })
    };
    plain.filter(leads).take(MOST_LINKS).map(|card| named(library, card, base.scope)).collect()
}
