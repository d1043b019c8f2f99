//! Is what must be found still found?

use super::{Ask, Desk, Error, publish::finding_of};
use crate::{
    access::{Reader, Scope},
    article::{self, Finding, Severity},
    kb,
    library::{Asked, Expected, Golden, Key, Named},
    search::{Query, Request},
};

/// So many places are looked through for an article that is not where it should be.
const LOOKED_THROUGH: usize = 50;

/// What became of the golden queries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GoldenChecked {
    /// How many were asked.
    pub asked: usize,
    /// How many of them found their article where it should stand.
    pub found: usize,
    /// What is wrong with the file, and each that did not.
    pub findings: Vec<Finding>,
}

impl Desk {
    /// Asks everything in `golden.toml`; nothing is written down as shown.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn golden(&self) -> Result<GoldenChecked, Error> {
        let file = match kb::read(&self.settings.kb, "golden.toml") {
            Ok(file) => file,
            Err(left_out) => {
                let hint = "put `golden.toml` into the folder of the articles; see `firstline/golden-queries` in the manual";
                let finding = Finding { hint: hint.to_owned(), ..finding_of(&left_out) };
                return Ok(GoldenChecked { findings: vec![finding], ..GoldenChecked::default() });
            }
        };
        let (Golden(all), findings) = Golden::parse(&article::decode(&file.bytes).text);
        let mut checked = GoldenChecked { asked: all.len(), found: 0, findings };
        for expected in &all {
            match self.missed(expected)? {
                None => checked.found += 1,
                Some(finding) => checked.findings.push(finding),
            }
        }
        checked.findings.sort();
        Ok(checked)
    }

    /// What is wrong, if the article is not where it should stand.
    fn missed(&self, expected: &Expected) -> Result<Option<Finding>, Error> {
        let Expected { asked, article, within, audiences, line } = expected;
        let reader = Reader::at_terminal(audiences.iter().map(String::as_str));
        let view = self.view();
        let (words, found) = match asked {
            Asked::Query(query) => (query, self.found_by(query, &reader.scope())?),
            Asked::Ticket(text) => {
                let ticket = self.read_ticket(&Ask { text: text.clone(), ..Ask::default() });
                let list = self.suggest_for(&ticket, &reader, LOOKED_THROUGH)?.list;
                (text, list.iter().map(|suggestion| suggestion.article.key).collect())
            }
        };
        let finding = |message: String, hint: String| {
            let (path, kind) = ("golden.toml".to_owned(), "golden-missed");
            Some(Finding { path, line: *line, severity: Severity::Error, kind, message, hint })
        };
        let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(60).collect();
        let Some(Named::Article(card) | Named::Moved(card)) = view.library.find(article, &reader.scope())
        else {
            let who = audiences.join(", ");
            return Ok(finding(
                format!("`{words}`: no article `{article}` that {who} may read"),
                "write the id or path of an article, or say in `as` who asks".to_owned(),
            ));
        };
        let place = found.iter().position(|key| *key == card.key).map(|before| before + 1);
        Ok(match place {
            Some(place) if place <= *within => None,
            Some(place) => finding(
                format!("`{words}`: `{article}` stands at place {place}, not among the first {within}"),
                "`firstline search --explain` says why; its words, a synonym or a pin may lift it".to_owned(),
            ),
            None => finding(
                format!("`{words}`: `{article}` is not found"),
                "write these words into the article or its `keywords`, or add a synonym".to_owned(),
            ),
        })
    }

    fn found_by(&self, query: &str, scope: &Scope) -> Result<Vec<Key>, Error> {
        let request = Request { query: Query::parse(query), limit: LOOKED_THROUGH, ..Request::default() };
        Ok(self.search(&request, scope)?.hits.iter().map(|hit| hit.article.key).collect())
    }
}
