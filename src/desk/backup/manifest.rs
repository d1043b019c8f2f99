//! What does a backup say is in it?

use serde::{Deserialize, Serialize};

use crate::store::Counts;

/// The form of archives that this program writes and reads.
pub(super) const FORM: u32 = 1;
/// The member that is the manifest.
pub(super) const MANIFEST: &str = "manifest.json";
/// The member that is the store.
pub(super) const STORE: &str = "desk.db";
/// What the members of the embedding model begin with.
pub(super) const MODEL: &str = "model/";
/// A longer manifest is none.
pub(super) const LONGEST: u64 = 1 << 20;

/// What a backup says of itself.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The form of the archive.
    pub(super) firstline_backup: u32,
    /// The version of the program that wrote it.
    pub(super) version: String,
    /// When.
    pub(super) at: jiff::Timestamp,
    /// How much the store holds.
    pub(super) counts: Counts,
    /// What follows, in this order.
    pub(super) members: Vec<Member>,
}

/// A file in an archive.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Member {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) blake3: String,
}

impl Manifest {
    /// The manifest that this text is, or why it must not be used.
    pub(super) fn read(text: &[u8]) -> Result<Manifest, String> {
        #[derive(Deserialize)]
        struct Form {
            firstline_backup: u32,
        }
        let form: Form =
            serde_json::from_slice(text).map_err(|_| "it is no backup of firstline".to_owned())?;
        if form.firstline_backup != FORM {
            return Err(format!("it has the form {}, and this program reads {FORM}", form.firstline_backup));
        }
        let manifest: Manifest =
            serde_json::from_slice(text).map_err(|error| format!("its manifest means nothing: {error}"))?;
        if manifest.members.first().is_none_or(|member| member.name != STORE) {
            return Err("it holds no store".to_owned());
        }
        let mut seen = std::collections::BTreeSet::new();
        for member in &manifest.members[1..] {
            if !is_of_model(&member.name) || !seen.insert(&member.name) {
                return Err(format!("it holds `{}`, which has no place here", member.name.escape_debug()));
            }
        }
        Ok(manifest)
    }
}

/// Whether a name is that of a file of a model, below its directory and nowhere else.
fn is_of_model(name: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && part.bytes().any(|byte| byte != b'.')
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    name.strip_prefix(MODEL).is_some_and(|rest| rest.split('/').count() <= 4 && rest.split('/').all(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_lead_elsewhere_have_no_place() {
        for good in
            ["model/model.json", "model/weights-1/config.json", "model/weights-1/1_Pooling/config.json"]
        {
            assert!(is_of_model(good), "{good}");
        }
        for bad in [
            "model/../desk.db",
            "../x",
            "/etc/passwd",
            "model//x",
            "model/",
            "model/.",
            "model/a/..",
            "kb/x.md",
            "model/a\\b",
            "model/a\0",
            "model/ü",
            "model/a/b/c/d/e",
            "desk.db",
            "",
        ] {
            assert!(!is_of_model(bad), "{bad}");
        }
    }
}
