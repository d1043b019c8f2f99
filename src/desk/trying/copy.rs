//! Where is a text tried that must touch nothing?

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use tempfile::TempDir;

use crate::{
    desk::{Desk, Error, Settings, View, open::now, readings},
    index::tantivy::TantivyIndex,
    library::Source,
    store::Store,
};

/// What the index is beside the articles: what was learned, so that it need not be learned again.
const LEARNED: &str = "lessons.snapshot";

/// A desk over a copy of another's index, with its ledger, which is only read. Gone when this is dropped.
pub(super) struct Copied {
    pub(super) desk: Desk,
    _place: TempDir,
}

/// Why there is no copy, in words for whoever asked.
pub(super) enum NoCopy {
    /// What is wrong.
    Why(String),
    /// The desk failed.
    Failed(Box<Error>),
}

impl From<Error> for NoCopy {
    fn from(error: Error) -> NoCopy {
        NoCopy::Failed(Box::new(error))
    }
}

impl From<io::Error> for NoCopy {
    fn from(error: io::Error) -> NoCopy {
        NoCopy::Why(format!("no copy of the index can be made: {error}"))
    }
}

impl Copied {
    /// A copy of a desk as it is now.
    pub(super) fn of(desk: &Desk) -> Result<Copied, NoCopy> {
        let place = tempfile::tempdir()?;
        let settings = Settings {
            index: place.path().to_owned(),
            model: None,
            git: false,
            provider: None,
            ..desk.settings.clone()
        };
        let view = {
            // Nobody publishes while files are copied.
            let _hand = desk.hand()?;
            copy_all(&desk.settings.articles(), &settings.articles())?;
            desk.view()
        };
        let learned = desk.settings.index.join(LEARNED);
        if learned.is_file() {
            fs::copy(learned, place.path().join(LEARNED))?;
        }
        let (index, opened) = TantivyIndex::open(&settings.articles()).map_err(Error::from)?;
        let store = Store { ledger: desk.ledger.clone(), ..Store::in_memory() };
        let copy = Desk::with(settings, Arc::new(index), store)?;
        if !opened.quarantined.is_empty() || copy.view().library.len() != view.library.len() {
            return Err(NoCopy::Why("the index changed while it was copied; try again".to_owned()));
        }
        copy.change((*desk.changing()).clone());
        copy.show(View {
            synonyms: view.synonyms.clone(),
            pins: view.pins.clone(),
            ..(*copy.view()).clone()
        });
        Ok(Copied { desk: copy, _place: place })
    }

    /// Puts a text where it would lie.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let (desk, moment) = (&self.desk, now());
        let before = desk.view();
        let source = Source { hash: *blake3::hash(bytes).as_bytes(), stamp: [0; 5], modified: Some(moment) };
        let rules = &desk.settings.rules;
        let documents = readings::of_file(path, bytes, source, rules, &before.library, moment);
        let cards = documents.iter().map(|document| document.card.clone()).collect::<Vec<_>>();
        let transaction = desk.index.begin()?;
        transaction.put(documents)?;
        transaction.commit(moment)?;
        desk.show(View {
            library: Arc::new(before.library.with(cards, &[])),
            engine: desk.index.engine(),
            known: Arc::default(),
            remembered: Arc::default(),
            ..(*before).clone()
        });
        Ok(())
    }
}

/// Copies a folder with everything in it. What is gone meanwhile was not needed.
fn copy_all(from: &Path, to: &Path) -> io::Result<()> {
    let mut folders: Vec<(PathBuf, PathBuf)> = vec![(from.to_owned(), to.to_owned())];
    while let Some((from, to)) = folders.pop() {
        fs::create_dir_all(&to)?;
        let entries = match fs::read_dir(&from) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let (from, to) = (entry.path(), to.join(entry.file_name()));
            if entry.file_type()?.is_dir() {
                // What was set aside is not looked at.
                if entry.file_name() != "quarantine" {
                    folders.push((from, to));
                }
            } else if let Err(error) = fs::copy(&from, &to)
                && error.kind() != io::ErrorKind::NotFound
            {
                return Err(error);
            }
        }
    }
    Ok(())
}
