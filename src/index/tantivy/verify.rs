//! Is everything that lies in the directory as it was written?

use std::{
    panic::{self, AssertUnwindSafe},
    path::Path,
};

use super::{
    disk::Disk,
    open::{JOURNAL, Trouble, folders, guarded, home, load},
    schema,
    shelf::ShelfIndex,
    writing::journal::Journal,
};
use crate::library::Error;

/// What verifying the index found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many shelves there are.
    pub shelves: usize,
    /// How many articles are on them.
    pub articles: usize,
    /// Files whose checksum is wrong, and what else does not agree.
    pub damage: Vec<String>,
}

/// Checks every checksum of what lies in a directory, and changes nothing.
///
/// # Errors
/// When the directory cannot be read.
pub fn verify(root: &Path) -> Result<Verified, Error> {
    let fields = schema::fields();
    let home = home(root);
    let mut verified = Verified::default();
    if !home.join(JOURNAL).exists() {
        return Ok(verified);
    }
    match guarded(|| load(root, &fields, false, &Disk::default())) {
        Ok(mut state) => {
            verified.shelves = state.shelves.len();
            verified.articles = state.kept.len();
            for shelf in state.shelves.values_mut() {
                let live = shelf
                    .state(&fields, &|_, _| true)?
                    .segments
                    .iter()
                    .map(|segment| segment.live())
                    .sum::<u64>();
                let kept =
                    state.kept.values().flatten().filter(|kept| kept.shelf == shelf.readership).count();
                if live != kept as u64 {
                    let key = shelf.readership.key();
                    verified
                        .damage
                        .push(format!("shelf `{key}` holds {live} articles, the journal says {kept}"));
                }
            }
        }
        Err(Trouble::Failed(error)) => return Err(error),
        Err(Trouble::Damaged) => verified.damage.extend(damage(&home)),
    }
    Ok(verified)
}

/// The files of a directory that cannot be read, by name.
fn damage(home: &Path) -> Vec<String> {
    let mut damage = Vec::new();
    if Journal::open(&home.join(JOURNAL), false, &Disk::default()).is_err() {
        damage.push(home.join(JOURNAL).display().to_string());
    }
    for folder in folders(&home.join("shelves")) {
        let wrong = panic::catch_unwind(AssertUnwindSafe(|| ShelfIndex::damaged(&folder).ok()));
        match wrong {
            Ok(Some(files)) => {
                damage.extend(files.iter().map(|file| folder.join(file).display().to_string()));
            }
            _ => damage.push(folder.display().to_string()),
        }
    }
    damage
}
