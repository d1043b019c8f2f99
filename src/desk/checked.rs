//! What is wrong or doubtful in the whole knowledge base?

use std::{
    collections::BTreeMap,
    num::NonZero,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use super::{Error, Progress, Settings, open::now, publish::finding_of};
use crate::{
    access::Scope,
    article::{self, Article, Finding, Severity},
    kb,
    library::{Card, Golden, Library, Named, Pins, Source, Synonyms},
};

/// What checking found.
#[derive(Clone, Debug)]
pub struct Checked {
    /// How many files were looked at.
    pub files: usize,
    /// How many of them are articles.
    pub articles: usize,
    /// Everything wrong or doubtful, by path and line.
    pub findings: Vec<Finding>,
}

/// Reads every file of the knowledge base and says everything that is wrong or doubtful. Writes nothing.
///
/// # Errors
/// When the folder cannot be looked into.
pub fn check(settings: &Settings, progress: &dyn Progress) -> Result<Checked, Error> {
    let listing = kb::list(&settings.kb)?;
    let companions = &settings.kb.companions;
    let (beside, paths): (Vec<&String>, Vec<&String>) =
        listing.files.keys().partition(|path| companions.contains(path));
    let mut findings: Vec<Finding> = listing.left_out.iter().map(finding_of).collect();
    progress.begin(paths.len());
    let articles = read_all(settings, &paths, &mut findings, progress);
    progress.finish();
    let library = Library::of(articles.values().map(|(_, card)| card.clone()));
    findings.extend(library.findings());
    findings.extend(broken_links(&library, articles.values().map(|(article, _)| article)));
    for path in &beside {
        findings.extend(check_companion(settings, path, &library));
    }
    findings.sort();
    findings.dedup();
    Ok(Checked {
        files: paths.len() + beside.len() + listing.left_out.len(),
        articles: articles.len(),
        findings,
    })
}

/// Every article, by path, without its body.
fn read_all(
    settings: &Settings,
    paths: &[&String],
    findings: &mut Vec<Finding>,
    progress: &dyn Progress,
) -> BTreeMap<String, (Article, Card)> {
    let next = AtomicUsize::new(0);
    let read = Mutex::new((BTreeMap::new(), Vec::new()));
    let moment = now();
    let one = || {
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            let file = kb::read(&settings.kb, path);
            let mut kept = match &file {
                Ok(file) => {
                    let (article, found) = article::read(path, &file.bytes, &settings.rules);
                    let source = Source { hash: file.hash.to_bytes(), stamp: [0; 5], modified: None };
                    let card = Card::of(&article, found, source, moment);
                    Ok((Article { sections: Vec::new(), ..article }, card))
                }
                Err(left_out) => Err(finding_of(left_out)),
            };
            let mut read = read.lock().unwrap_or_else(PoisonError::into_inner);
            match &mut kept {
                Ok(article) => drop(read.0.insert((*path).clone(), article.clone())),
                Err(finding) => read.1.push(finding.clone()),
            }
            drop(read);
            progress.step();
        }
    };
    let threads = thread::available_parallelism().map_or(2, NonZero::get).min(paths.len());
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(one))));
    let (articles, left_out) = read.into_inner().unwrap_or_else(PoisonError::into_inner);
    findings.extend(left_out);
    articles
}

/// Links below the knowledge base that lead to no article, for whom it may be.
fn broken_links<'a>(library: &'a Library, articles: impl Iterator<Item = &'a Article>) -> Vec<Finding> {
    let scope = Scope::everything("tell writers which links lead nowhere");
    let mut findings = Vec::new();
    for article in articles {
        for link in &article.links {
            let Some(target) = article::target(&article.path, &link.target) else { continue };
            let path = target.split_once('#').map_or(target.as_str(), |(path, _)| path);
            if !is_markdown(path)
                || matches!(library.find(path, &scope), Some(Named::Article(_) | Named::Moved(_)))
            {
                continue;
            }
            findings.push(Finding {
                path: article.path.clone(),
                line: link.line,
                severity: Severity::Warning,
                kind: "broken-link",
                message: format!("the link to `{}` leads to no article", link.target),
                hint: "mend the path, or take the link away".to_owned(),
            });
        }
    }
    findings
}

fn is_markdown(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("md"))
}

fn check_companion(settings: &Settings, path: &str, library: &Library) -> Vec<Finding> {
    let file = match kb::read(&settings.kb, path) {
        Ok(file) => file,
        Err(left_out) => return vec![finding_of(&left_out)],
    };
    let text = article::decode(&file.bytes).text;
    if path == "synonyms.toml" {
        return Synonyms::parse(&text).1;
    }
    if path == "golden.toml" {
        return Golden::parse(&text).1;
    }
    let (pins, mut findings) = Pins::parse(&text);
    let scope = Scope::everything("tell writers which pins point nowhere");
    for pin in pins.iter().filter(|pin| library.find(&pin.article, &scope).is_none()) {
        findings.push(Finding {
            path: path.to_owned(),
            line: 0,
            severity: Severity::Error,
            kind: "pin-without-article",
            message: format!("the pin for `{}` names `{}`, which is no article", pin.query, pin.article),
            hint: "write the id of an article, or take the pin away".to_owned(),
        });
    }
    findings
}
