//! What does this file say?

use super::Root;
use super::choose;
use crate::kb::{ContentHash, LeftOut, Reason, Settings, Stamp};
use std::fs;
use std::io::{self, Read};
use std::thread;
use std::time::{Duration, SystemTime};

/// One file, read whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its path below the root.
    pub path: String,
    /// What it says.
    pub bytes: Vec<u8>,
    /// The hash of what it says.
    pub hash: ContentHash,
    /// Its stamp, to be remembered. Where the file changed so shortly before that it could change again under
    /// the same stamp, `inode` is 0: the stamp equals none, and the next look reads the file once more.
    pub stamp: Stamp,
}

/// How often a file that changes under our hands is tried, and the pause before the second try.
const TRIES: u32 = 4;
const PAUSE: Duration = Duration::from_millis(5);

/// Reads one file below the root: whole, or not at all. Never waits on pipes or devices, never leaves the root.
///
/// # Errors
/// Says why the file is left out: it is none that is read, it is gone, shut, too large, or keeps changing.
pub fn read(settings: &Settings, path: &str) -> Result<File, LeftOut> {
    read_with(settings, path, &mut |moment| {
        if let Moment::BeforeTry(number) = moment {
            thread::sleep(PAUSE * number);
        }
    })
}

/// A moment while a file is read, for the pauses, and for tests that write in between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::kb) enum Moment {
    /// The bytes are read, the stamp is not yet taken again.
    BytesRead,
    /// The file changed meanwhile; try this many times more often.
    BeforeTry(u32),
}

pub(in crate::kb) fn read_with(
    settings: &Settings,
    path: &str,
    meanwhile: &mut dyn FnMut(Moment),
) -> Result<File, LeftOut> {
    let left_out = |reason| LeftOut::new(path, reason);
    if !choose::is_read(settings, path) || choose::is_shut_out(settings, path) {
        return Err(left_out(Reason::NotWanted));
    }
    let root = Root::open(settings).map_err(|error| left_out(Reason::of(&error)))?;
    for number in 1..=TRIES {
        let whole = one_try(&root, settings, path, meanwhile).map_err(left_out)?;
        if let Some((bytes, stamp)) = whole {
            let stamp = stamp.settled(SystemTime::now());
            return Ok(File { path: path.to_owned(), hash: ContentHash::of(&bytes), bytes, stamp });
        }
        if number < TRIES {
            meanwhile(Moment::BeforeTry(number));
        }
    }
    Err(left_out(Reason::StillChanging))
}

/// The bytes and their stamp, or nothing when the file changed while it was read.
fn one_try(
    root: &Root,
    settings: &Settings,
    path: &str,
    meanwhile: &mut dyn FnMut(Moment),
) -> Result<Option<(Vec<u8>, Stamp)>, Reason> {
    let file = root.file(path)?;
    let before = stamp(&file, settings)?;
    let mut bytes = Vec::with_capacity(usize::try_from(before.size).unwrap_or(0));
    bounded(&file, settings).read_to_end(&mut bytes).map_err(|error| Reason::of(&error))?;
    meanwhile(Moment::BytesRead);
    let after = stamp(&file, settings)?;
    Ok((before == after && bytes.len() as u64 == after.size).then_some((bytes, after)))
}

/// The hash of a file without keeping its bytes, and its stamp, spoilt when the file may have changed meanwhile.
pub(in crate::kb) fn hash(
    root: &Root,
    settings: &Settings,
    path: &str,
) -> Result<(Stamp, ContentHash), Reason> {
    let file = root.file(path)?;
    let before = stamp(&file, settings)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(bounded(&file, settings)).map_err(|error| Reason::of(&error))?;
    let after = stamp(&file, settings)?;
    let settled =
        if before == after { after.settled(SystemTime::now()) } else { Stamp { inode: 0, ..after } };
    Ok((settled, ContentHash::from_bytes(hasher.finalize().into())))
}

fn stamp(file: &fs::File, settings: &Settings) -> Result<Stamp, Reason> {
    let stamp = Stamp::of(&file.metadata().map_err(|error| Reason::of(&error))?);
    if stamp.size > settings.max_bytes {
        return Err(Reason::TooLarge { bytes: stamp.size, most: settings.max_bytes });
    }
    Ok(stamp)
}

/// The file may grow faster than we read.
fn bounded<'a>(file: &'a fs::File, settings: &Settings) -> io::Take<&'a fs::File> {
    file.take(settings.max_bytes.saturating_add(1))
}
