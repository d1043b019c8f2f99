//! Where should we look?

use std::collections::BTreeSet;

/// Beyond this many paths looking everywhere is cheaper.
const MOST_PATHS: usize = 4096;

/// Where the folder may have changed. Never the truth, only where to look for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Anywhere.
    Everything,
    /// At these paths below the root: files, or folders with all that lies in them; they need not exist.
    Paths(BTreeSet<String>),
}

impl Hint {
    /// One path, or everything for the root itself.
    pub fn path(path: impl Into<String>) -> Hint {
        let path = path.into();
        if path.is_empty() { Hint::Everything } else { Hint::Paths(BTreeSet::from([path])) }
    }

    /// Both hints in one.
    #[must_use]
    pub fn and(self, other: Hint) -> Hint {
        match (self, other) {
            (Hint::Paths(mut all), Hint::Paths(more)) => {
                all.extend(more);
                if all.len() > MOST_PATHS { Hint::Everything } else { Hint::Paths(all) }
            }
            _ => Hint::Everything,
        }
    }
}

/// Whether one of `places` is `path` or a folder around it.
pub(super) fn lies_in(places: &BTreeSet<String>, path: &str) -> bool {
    !places.is_empty()
        && (places.contains(path) || path.match_indices('/').any(|(end, _)| places.contains(&path[..end])))
}
