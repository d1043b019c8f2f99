//! What do we remember of a file?

use std::collections::BTreeMap;
use std::fmt;
use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::str::FromStr;
use std::time::SystemTime;

/// What is known of the folder: the path below the root, with `/` between its parts, the file's stamp when it
/// was read, and the hash of what was read.
pub type Known = BTreeMap<String, (Stamp, ContentHash)>;

/// The blake3 hash of a file's bytes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash([u8; 32]);

/// What the file system says of a file without reading it. Equal stamps of the same path mean equal content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Length in bytes.
    pub size: u64,
    /// When the content was last changed, in nanoseconds since 1970; writers may set it as they like.
    pub modified_ns: i64,
    /// When the content or the name, owner or mode last changed, in nanoseconds since 1970; nobody can set it.
    pub changed_ns: i64,
    /// The file's number on its device; 0 when the stamp may not be trusted (see [`File`](super::File)).
    pub inode: u64,
    /// The device the file lies on.
    pub device: u64,
}

/// A text that is no hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a content hash has 64 hexadecimal digits")]
pub struct HashError;

impl ContentHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(blake3::hash(bytes).into())
    }

    /// The hash as it was stored.
    pub fn from_bytes(bytes: [u8; 32]) -> ContentHash {
        ContentHash(bytes)
    }

    /// The hash as it may be stored.
    pub fn to_bytes(self) -> [u8; 32] {
        self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ContentHash({self})")
    }
}

impl FromStr for ContentHash {
    type Err = HashError;

    fn from_str(text: &str) -> Result<ContentHash, HashError> {
        blake3::Hash::from_hex(text).map(|hash| ContentHash(hash.into())).map_err(|_| HashError)
    }
}

const SECOND_NS: i64 = 1_000_000_000;
/// A file system's clock ticks at least a hundred times a second…
const TICK_NS: i64 = 20_000_000;
/// …or, where it keeps whole seconds only, every two seconds at worst.
const COARSE_TICK_NS: i64 = 2 * SECOND_NS;

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Stamp {
        Stamp {
            size: metadata.len(),
            modified_ns: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed_ns: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            inode: metadata.ino(),
            device: metadata.dev(),
        }
    }

    /// The stamp as it may be remembered at `now`. A file that changed within the last tick of its file
    /// system's clock can change again under the same stamp; its stamp is spoilt so that it equals none, and
    /// the next look reads the file once more.
    pub(super) fn settled(self, now: SystemTime) -> Stamp {
        let Ok(now) = now.duration_since(SystemTime::UNIX_EPOCH) else { return self };
        let now = i64::try_from(now.as_nanos()).unwrap_or(i64::MAX);
        let coarse = self.changed_ns % SECOND_NS == 0;
        let tick = if coarse { COARSE_TICK_NS } else { TICK_NS };
        if now.abs_diff(self.changed_ns) < tick.unsigned_abs() { Stamp { inode: 0, ..self } } else { self }
    }

    pub(super) fn is_settled(self) -> bool {
        self.inode != 0
    }
}

/// Wraps around for years no clock shows: only equality counts.
fn nanoseconds(seconds: i64, rest: i64) -> i64 {
    seconds.wrapping_mul(SECOND_NS).wrapping_add(rest)
}
