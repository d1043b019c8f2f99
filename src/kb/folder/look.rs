//! What lies where a hint points?

use super::list::{Walk, whole};
use super::{Listing, Root, choose};
use crate::kb::hint::lies_in;
use crate::kb::{ContentHash, Hint, Known, Reason, Settings, Stamp};
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

/// What a look showed, and where it looked.
pub(in crate::kb) struct Look {
    pub(in crate::kb) listing: Listing,
    /// Nothing when it looked everywhere.
    places: Option<BTreeSet<String>>,
    /// Paths, and folders, that are there though we could not see them.
    unseen: BTreeSet<String>,
}

impl Look {
    /// Whether it looked everywhere.
    pub(in crate::kb) fn is_whole(&self) -> bool {
        self.places.is_none()
    }

    /// Whether it looked at this path, and there is no such file.
    pub(in crate::kb) fn misses(&self, path: &str) -> bool {
        self.places.as_ref().is_none_or(|places| lies_in(places, path)) && self.lacks(path)
    }

    /// The known files it looked for and did not find, in the order of their paths.
    pub(in crate::kb) fn missed<'k>(&self, known: &'k Known) -> Vec<(&'k String, &'k Stamp)> {
        let mut looked_for: Vec<(&String, &(Stamp, ContentHash))> = match &self.places {
            None => known.iter().collect(),
            Some(places) => places.iter().flat_map(|place| known_at(known, place)).collect(),
        };
        looked_for.retain(|(path, _)| self.lacks(path));
        // a place may lie in another
        looked_for.sort_by_key(|(path, _)| *path);
        looked_for.dedup_by_key(|(path, _)| *path);
        looked_for.into_iter().map(|(path, (stamp, _))| (path, stamp)).collect()
    }

    fn lacks(&self, path: &str) -> bool {
        !self.listing.files.contains_key(path) && !lies_in(&self.unseen, path)
    }

    fn new(listing: Listing, places: Option<BTreeSet<String>>) -> Look {
        let unseen = listing.left_out.iter().filter(|left_out| left_out.reason.keeps_last_version());
        let unseen = unseen.map(|left_out| left_out.path.clone()).collect();
        Look { listing, places, unseen }
    }
}

/// What is known at this place: the file, or all files in the folder.
fn known_at<'k>(
    known: &'k Known,
    place: &str,
) -> impl Iterator<Item = (&'k String, &'k (Stamp, ContentHash))> + use<'k> {
    // `0` comes right after `/`
    let below = known.range(format!("{place}/")..format!("{place}0"));
    known.get_key_value(place).into_iter().chain(below)
}

/// Looks where the hint points. Where it meets a link it looks everywhere, because only then it is known which
/// of several paths a file counts under.
pub(in crate::kb) fn look(settings: &Settings, root: &Root, hint: &Hint) -> io::Result<Look> {
    if let Hint::Paths(places) = hint
        && let Some(listing) = at(settings, root, places)
    {
        return Ok(Look::new(listing, Some(places.clone())));
    }
    Ok(Look::new(whole(settings, root)?, None))
}

/// What lies at these places, or nothing when the way there or what lies there holds a link.
fn at(settings: &Settings, root: &Root, places: &BTreeSet<String>) -> Option<Listing> {
    let mut walk = Walk::new(settings, root);
    for place in places {
        if place.is_empty() {
            return None;
        }
        if choose::is_shut_out(settings, place) {
            continue;
        }
        let real = root.path().join(place);
        let around = real.parent().unwrap_or(Path::new(""));
        let metadata = match fs::canonicalize(around) {
            Ok(straight) if straight == around => fs::symlink_metadata(&real),
            Ok(_) => return None,
            Err(error) => Err(error),
        };
        match metadata {
            Ok(metadata) => walk.take(place.clone(), real, &metadata),
            Err(error) if Reason::of(&error) == Reason::Vanished => {}
            Err(error) => walk.failed(place, &error),
        }
        walk.on();
        if walk.met_links() {
            return None;
        }
    }
    Some(walk.finish())
}
