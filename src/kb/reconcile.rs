//! What differs between the folder and what is known?

use super::folder::{self, Look, Root};
use super::guard::{Gone, Loss};
use super::{Error, Guard, Held, Hint, Known, LeftOut, Settings, Stamp};
use std::collections::HashSet;
use std::io;
use std::time::Instant;

/// How closely files are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Equal stamps mean equal content.
    Stamps,
    /// Every file is read, and its hash decides.
    Hashes,
}

/// What differs between the folder and what is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Files to read: new ones, and known ones whose stamp ([`Depth::Stamps`]) or content ([`Depth::Hashes`]) is
    /// another. After the reading compare the hash: a file that was only touched is no change.
    pub to_read: Vec<String>,
    /// Files that are there no more.
    pub gone: Vec<String>,
    /// Known files with a new stamp and their old content, to be remembered ([`Depth::Hashes`] only).
    pub restamped: Vec<(String, Stamp)>,
    /// What is not read, and why.
    pub left_out: Vec<LeftOut>,
    /// Whether everything asked for could be seen; files that could not be seen are never gone.
    pub complete: bool,
    /// A loss that is not believed yet.
    pub held: Option<Held>,
}

/// Compares the folder with what is known, where the hint points. `now` is when the comparison begins.
///
/// # Errors
/// When the root cannot be looked into. A root that is missing while files are known is no error, but held.
pub fn reconcile(
    settings: &Settings,
    known: &Known,
    what: &Hint,
    depth: Depth,
    guard: &mut Guard,
    now: Instant,
) -> Result<Difference, Error> {
    let looked = Root::open(settings).and_then(|root| {
        let look = folder::look(settings, &root, what)?;
        // a folder that was replaced under the look showed us neither the old nor the new
        if root.still_there(settings) { Ok((root, look)) } else { Err(io::ErrorKind::NotFound.into()) }
    });
    let (root, look) = match looked {
        Ok(looked) => looked,
        Err(error) if is_missing(&error) && !known.is_empty() => {
            return Ok(Difference { held: Some(guard.missing(known.len())), ..Difference::default() });
        }
        Err(source) => return Err(Error::Root { path: settings.root.clone(), source }),
    };
    let mut difference = Difference::default();
    for (path, stamp) in &look.listing.files {
        match depth {
            Depth::Stamps if known.get(path).is_some_and(|(known, _)| known == stamp) => {}
            Depth::Hashes if known.contains_key(path) => {
                compare_content(settings, &root, path, known, &mut difference);
            }
            Depth::Stamps | Depth::Hashes => difference.to_read.push(path.clone()),
        }
    }
    let (gone, held) = guard.judge(loss(settings, known, &look, now));
    difference.gone = gone;
    difference.held = held;
    difference.left_out.extend(look.listing.left_out);
    difference.complete = !difference.left_out.iter().any(|left_out| left_out.reason.hides_files());
    Ok(difference)
}

fn is_missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn compare_content(settings: &Settings, root: &Root, path: &str, known: &Known, difference: &mut Difference) {
    let Some((known_stamp, known_hash)) = known.get(path) else { return };
    match folder::hash(root, settings, path) {
        Ok((_, hash)) if hash != *known_hash => difference.to_read.push(path.to_owned()),
        Ok((stamp, _)) if stamp != *known_stamp && stamp.is_settled() => {
            difference.restamped.push((path.to_owned(), stamp));
        }
        Ok(_) => {}
        Err(reason) => difference.left_out.push(LeftOut::new(path, reason)),
    }
}

fn loss<'a>(settings: &Settings, known: &Known, look: &'a Look, now: Instant) -> Loss<'a> {
    let missed = look.missed(known);
    let there = &look.listing.files;
    // a moved file keeps its number, its size and its time
    let trace = |stamp: &Stamp| (stamp.device, stamp.inode, stamp.size, stamp.modified_ns);
    let arrived: HashSet<_> = if missed.is_empty() {
        HashSet::new()
    } else {
        there.iter().filter(|(path, _)| !known.contains_key(*path)).map(|(_, stamp)| trace(stamp)).collect()
    };
    let gone = missed
        .into_iter()
        .map(|(path, stamp)| Gone { path: path.clone(), moved: arrived.contains(&trace(stamp)) })
        .collect();
    let article_stays = there.keys().any(|path| folder::is_article(path))
        || known.keys().any(|path| folder::is_article(path) && !look.misses(path));
    let article_known = known.keys().any(|path| folder::is_article(path));
    Loss {
        now,
        quiet: settings.quiet,
        whole: look.is_whole(),
        known: known.len(),
        gone,
        emptied: article_known && !article_stays,
        there,
    }
}
