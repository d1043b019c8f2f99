//! How much of what outcomes rest on do the articles say now?

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Judged, Kept, Wanted};
use crate::{
    learn::{ArticleNo, BasisNo, Cases},
    library::{Key, Library},
};

/// How each basis stands. What was not judged yet stands as it stood before.
#[derive(Clone, Debug, Default)]
pub(in crate::learn) struct Standing {
    /// By [`ArticleNo`].
    articles: Vec<Article>,
    /// By [`BasisNo`].
    kept: Vec<Kept>,
    /// What is to be judged.
    pending: BTreeSet<BasisNo>,
    /// By section: what counts in full because nothing is remembered of it.
    unknown: FxHashMap<u64, BTreeSet<BasisNo>>,
}

/// An article as the ledger names it.
#[derive(Clone, Debug, Default)]
struct Article {
    /// What it is now; nothing while it is away or was not looked at.
    now: Option<Now>,
    bases: Vec<BasisNo>,
}

/// An article as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Now {
    key: Key,
    content: u64,
    /// Whether another article takes its place: what was learned goes there as it is.
    is_superseded: bool,
}

impl Now {
    fn of(key: Key, library: &Library) -> Option<Now> {
        let card = library.least(key)?;
        Some(Now { key, content: card.source.content(), is_superseded: card.superseded_by.is_some() })
    }
}

const IN_FULL: Kept = Kept { thousandths: 1_000, is_known: true };

impl Standing {
    /// What is left of a weight that rests on this.
    pub(in crate::learn) fn weigh(&self, weight: i32, basis: Option<BasisNo>) -> i32 {
        let kept = basis.and_then(|basis| self.kept.get(basis.0 as usize)).unwrap_or(&IN_FULL);
        let whole = i64::from(weight) * i64::from(kept.thousandths) / 1_000;
        i32::try_from(whole).unwrap_or(weight)
    }

    /// Takes in that an outcome rests on this. `key` is what its article is now.
    pub(in crate::learn) fn meet(
        &mut self,
        basis: BasisNo,
        cases: &Cases,
        key: Option<Key>,
        library: &Library,
    ) {
        let (article, rests_on) = cases.basis(basis);
        self.know(cases);
        let number = article.0 as usize;
        if self.articles[number].now.is_none() {
            self.articles[number].now = key.and_then(|key| Now::of(key, library));
            self.stand_anew(article, cases);
        }
        // What it said may be remembered only now, for whatever rests on the same.
        self.pending.extend(self.unknown.get(&rests_on.section).into_iter().flatten());
    }

    /// Takes the articles as they are now: `key` says what an article of the ledger is. Says of which articles something
    /// may count for more or less than before.
    pub(in crate::learn) fn settle(
        &mut self,
        cases: &Cases,
        library: &Library,
        mut key: impl FnMut(ArticleNo) -> Option<Key>,
    ) -> Vec<ArticleNo> {
        self.know(cases);
        let mut others = Vec::new();
        for number in (0..).take(self.articles.len()) {
            let article = ArticleNo(number);
            let known = &self.articles[number as usize];
            if known.bases.is_empty() {
                continue;
            }
            let now = key(article).and_then(|key| Now::of(key, library));
            if now == known.now {
                continue;
            }
            self.articles[number as usize].now = now;
            self.stand_anew(article, cases);
            others.push(article);
        }
        others
    }

    /// What is to be held against what articles say now.
    pub(in crate::learn) fn pending(&self, cases: &Cases) -> Vec<Wanted> {
        let mut wanted: Vec<(ArticleNo, Wanted)> = Vec::new();
        let mut bases: Vec<_> = self.pending.iter().map(|basis| cases.basis(*basis)).collect();
        bases.sort_unstable();
        for (article, basis) in bases {
            let Some(Now { key, content, .. }) = self.articles[article.0 as usize].now else { continue };
            match wanted.last_mut().filter(|(last, _)| *last == article) {
                Some((_, last)) => last.sections.push(basis.section),
                None => {
                    wanted.push((article, Wanted { article: key, content, sections: vec![basis.section] }));
                }
            }
        }
        wanted.into_iter().map(|(_, wanted)| wanted).collect()
    }

    /// Takes in what was found out. What is about another state of an article than it has by now is passed over. Says of
    /// which articles something counts for more or less than before.
    pub(in crate::learn) fn judge(&mut self, cases: &Cases, judged: &Judged) -> BTreeSet<ArticleNo> {
        let mut others = BTreeSet::new();
        for basis in std::mem::take(&mut self.pending) {
            let (article, rests_on) = cases.basis(basis);
            let found = self.articles[article.0 as usize]
                .now
                .and_then(|now| judged.get(now.key, now.content, rests_on.section));
            match found {
                Some(kept) => {
                    if self.keep(basis, rests_on.section, kept) {
                        others.insert(article);
                    }
                }
                None => {
                    self.pending.insert(basis);
                }
            }
        }
        others
    }

    /// Makes room for what the cases rest on by now.
    fn know(&mut self, cases: &Cases) {
        self.articles.resize_with(cases.articles_len(), Article::default);
        for number in (0..).take(cases.bases_len()).skip(self.kept.len()) {
            let basis = BasisNo(number);
            let (article, _) = cases.basis(basis);
            self.kept.push(IN_FULL);
            self.articles[article.0 as usize].bases.push(basis);
            self.stand(basis, cases);
        }
    }

    fn stand_anew(&mut self, article: ArticleNo, cases: &Cases) {
        for basis in self.articles[article.0 as usize].bases.clone() {
            self.stand(basis, cases);
        }
    }

    /// Counts in full what can be no other, and leaves the rest to be judged.
    fn stand(&mut self, basis: BasisNo, cases: &Cases) {
        let (article, rests_on) = cases.basis(basis);
        self.pending.remove(&basis);
        match self.articles[article.0 as usize].now {
            Some(now) if now.is_superseded || now.content == rests_on.content => {
                self.keep(basis, rests_on.section, IN_FULL);
            }
            Some(_) => {
                self.pending.insert(basis);
            }
            None => {}
        }
    }

    /// Says whether it counts for more or less than before.
    fn keep(&mut self, basis: BasisNo, section: u64, kept: Kept) -> bool {
        let before = std::mem::replace(&mut self.kept[basis.0 as usize], kept);
        match (before.is_known, kept.is_known) {
            (true, false) => {
                self.unknown.entry(section).or_default().insert(basis);
            }
            (false, true) => {
                if let Some(unknown) = self.unknown.get_mut(&section) {
                    unknown.remove(&basis);
                }
            }
            _ => {}
        }
        before.thousandths != kept.thousandths
    }
}
