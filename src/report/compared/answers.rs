//! Which article now answers the questions of a group?

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Answered, FIRST};

/// How many of a group's questions an article stands first for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answering {
    /// The article.
    pub article: String,
    /// For how many it is the very first.
    pub first: usize,
    /// For how many it is among the first three.
    pub among_first: usize,
    /// For how many it is called the answer.
    pub sure: usize,
}

/// Every article that stands first for some question of a group, that of most questions first.
pub fn answers(all: &[Answered]) -> Vec<Answering> {
    let mut of: BTreeMap<&str, Answering> = BTreeMap::new();
    for answered in all {
        for (place, article) in answered.articles.iter().take(FIRST).enumerate() {
            let one = of.entry(article).or_default();
            one.among_first += 1;
            one.first += usize::from(place == 0);
            one.sure += usize::from(place == 0 && answered.sure);
        }
    }
    let named = of.into_iter().map(|(article, one)| Answering { article: article.to_owned(), ..one });
    let mut answering: Vec<Answering> = named.collect();
    // Stable: equal ones stay in the order of their names.
    answering.sort_by_key(|one| Reverse((one.among_first, one.first, one.sure)));
    answering
}

#[cfg(test)]
mod tests {
    use super::{Answered, Answering, answers};

    #[test]
    fn the_article_of_most_questions_comes_first() {
        let list = |articles: &str, sure| Answered {
            articles: articles.split_whitespace().map(str::to_owned).collect(),
            sure,
        };
        let told =
            answers(&[list("new b c d", true), list("b new c", true), list("new", false), list("", false)]);
        let new = Answering { article: "new".to_owned(), first: 2, among_first: 3, sure: 1 };
        assert_eq!(told[0], new);
        assert_eq!(told[1], Answering { article: "b".to_owned(), first: 1, among_first: 2, sure: 1 });
        assert_eq!(told.len(), 3, "what stands fourth answers nothing");
        assert_eq!(answers(&[]), []);
    }
}
