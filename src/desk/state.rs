//! In which state is everything that the desk keeps, for whoever runs it?

use std::{collections::BTreeMap, fs, path::Path, sync::atomic::Ordering};

use super::{Desk, Error, Health};
use crate::{
    access::{Administer, AudienceSet, Permit, Reader},
    article::Severity,
    model, store,
};

/// In which state everything is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// How the desk is.
    pub health: Health,
    /// How many articles each set of audiences has that the reader sees, most first.
    pub audiences: Vec<(String, usize)>,
    /// How much is wrong or doubtful in those, by kind, errors first: kind, whether it is an error, how many.
    pub findings: Vec<(&'static str, bool, usize)>,
    /// Whether something is not as it should be.
    pub degraded: bool,
    /// The name of the embedding model, if one is in use.
    pub model: Option<String>,
    /// What tells of everything, for those who belong to all audiences.
    pub whole: Option<Whole>,
}

/// What tells of everything, whoever may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whole {
    /// What is not as it should be.
    pub troubles: Vec<String>,
    /// Where the index lies, and how many bytes it has.
    pub index: (String, u64),
    /// Whether another process writes the index, and this one only reads it.
    pub only_reads: bool,
    /// The address of the store, and how many bytes it has; none where it is no file.
    pub store: (String, Option<u64>),
    /// How many outcomes are on record.
    pub outcomes: u64,
    /// How often something was forgotten or brought back.
    pub epoch: u64,
}

impl Desk {
    /// Whether a reader belongs to all audiences that there are: then nothing is hidden from them.
    pub fn hides_nothing(&self, reader: &Reader) -> bool {
        let writers = AudienceSet::writers();
        let names = writers.iter().map(|audience| audience.name().to_owned());
        let all: Vec<String> = self.settings.rules.audiences.iter().cloned().chain(names).collect();
        reader.scope().holds(&all)
    }

    /// In which state everything is, as far as this reader may know of articles.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn state(&self, reader: &Reader, _permit: &Permit<Administer>) -> Result<State, Error> {
        let (view, scope) = (self.view(), reader.scope());
        let mut audiences: BTreeMap<String, usize> = BTreeMap::new();
        let mut findings: BTreeMap<(bool, &'static str), usize> = BTreeMap::new();
        for card in view.library.visible(&scope) {
            let names: Vec<&str> =
                card.readership.article().iter().map(crate::access::Audience::name).collect();
            *audiences.entry(names.join(", ")).or_default() += 1;
            for finding in &card.findings {
                *findings.entry((finding.severity != Severity::Error, finding.kind)).or_default() += 1;
            }
        }
        let mut audiences: Vec<(String, usize)> = audiences.into_iter().collect();
        // Stable: equal ones stay in the order of their names.
        audiences.sort_by_key(|(_, many)| std::cmp::Reverse(*many));
        let findings = findings.into_iter().map(|((doubtful, kind), many)| (kind, !doubtful, many)).collect();
        let health = self.health(&scope);
        let whole = if self.hides_nothing(reader) { Some(self.whole(&health)?) } else { None };
        Ok(State {
            degraded: !health.troubles.is_empty(),
            // Their words count articles that the reader may not know of.
            health: Health { troubles: Vec::new(), ..health },
            audiences,
            findings,
            model: self.meanings.as_ref().and_then(|_| {
                let installed = model::find(self.settings.model()).ok().flatten()?;
                Some(installed.card.name)
            }),
            whole,
        })
    }

    fn whole(&self, health: &Health) -> Result<Whole, Error> {
        let address = self.settings.store();
        let file = store::path_of(&address)?.filter(|file| file.exists());
        // What was written lately lies beside it.
        let with_log = |file: &Path| {
            let log = file.with_extension("db-wal");
            size(file) + if log == *file { 0 } else { size(&log) }
        };
        let bytes = file.map(with_log);
        Ok(Whole {
            troubles: health.troubles.clone(),
            index: (self.settings.articles().display().to_string(), size_of_all(&self.settings.articles())),
            only_reads: !self.may_write,
            store: (address, bytes),
            outcomes: self.lessons().cursor().0,
            epoch: self.epoch.load(Ordering::Acquire),
        })
    }
}

fn size(file: &Path) -> u64 {
    fs::metadata(file).map_or(0, |file| file.len())
}

/// How many bytes all files of a folder have together.
fn size_of_all(folder: &Path) -> u64 {
    let (mut folders, mut all) = (vec![folder.to_owned()], 0);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => folders.push(entry.path()),
                Ok(_) => all += size(&entry.path()),
                Err(_) => {}
            }
        }
    }
    all
}
