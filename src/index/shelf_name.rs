//! What is the shelf of a readership called on disk?

use crate::access::Readership;

/// Readable, and different for different readerships: `agents-public-1f2e3d4c`.
pub(super) fn shelf_name(readership: &Readership) -> String {
    let key = readership.key();
    let readable: String =
        key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    format!("{readable}-{}", &blake3::hash(key.as_bytes()).to_hex()[..8])
}
