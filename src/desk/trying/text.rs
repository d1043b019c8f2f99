//! What does a text say, before it lies in the folder?

use std::path::Path;

use super::ask::Compared;
use crate::{
    access::{Oversee, Permit, Reader},
    article::{self, Article, Finding, Html, Severity},
    desk::{Desk, Error, answers::resolve},
    library::Named,
};

/// A text as it would be read.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What it says.
    pub article: Article,
    /// Its body, rendered as for whoever reads all of it; links lead to articles that whoever asks may see.
    pub html: Html,
    /// What is wrong or doubtful in it, with the links that lead nowhere for whoever asks.
    pub findings: Vec<Finding>,
    /// What it would change.
    pub compared: Compared,
}

impl Desk {
    /// Reads a text as if it lay at a path of the folder, and says what would change. Nothing is written to folder, index or store.
    ///
    /// # Errors
    /// When the ledger or the index cannot be read.
    pub fn try_text(
        &self,
        path: &str,
        text: &str,
        reader: &Reader,
        link: &dyn Fn(&str) -> String,
        permit: &Permit<Oversee>,
    ) -> Result<Tried, Error> {
        let (view, scope) = (self.view(), reader.scope());
        let reading = article::readings(path, text.as_bytes(), &self.settings.rules).whole();
        let (article, mut findings) = (reading.article, reading.findings);
        let resolve = |target: &str| resolve(&view.library, target, &scope, link);
        let html = article::html_of(&reading.text, path, Some(&article.title), &resolve);
        for one in &article.links {
            let Some(target) = article::target(path, &one.target) else { continue };
            let to = target.split_once('#').map_or(target.as_str(), |(to, _)| to);
            let is_markdown = Path::new(to).extension().is_some_and(|end| end.eq_ignore_ascii_case("md"));
            if !is_markdown || to == path || view.library.find(to, &scope).is_some() {
                continue;
            }
            findings.push(Finding {
                path: path.to_owned(),
                line: one.line,
                severity: Severity::Warning,
                kind: "broken-link",
                message: format!("the link to `{}` leads to no article that you may read", one.target),
                hint: "mend the path, or take the link away".to_owned(),
            });
        }
        findings.sort();
        let compared = self.compare_text(path, text.as_bytes(), reader, permit)?;
        Ok(Tried { article, html, findings, compared })
    }

    /// Where the file of an article lies, if this reader sees an article of that name.
    pub fn path_of(&self, name: &str, reader: &Reader) -> Option<String> {
        let found = self.view().library.find(name, &reader.scope())?;
        let (Named::Article(card) | Named::Moved(card)) = found;
        Some(card.path.clone())
    }
}
