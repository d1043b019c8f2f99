//! What is the shelf of an audience set called on disk?

use crate::access::AudienceSet;

/// Readable, and different for different sets: `agents-public-1f2e3d4c`.
pub(super) fn shelf_name(audiences: &AudienceSet) -> String {
    let key = audiences.key();
    let readable: String =
        key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).take(40).collect();
    format!("{readable}-{}", &blake3::hash(key.as_bytes()).to_hex()[..8])
}
