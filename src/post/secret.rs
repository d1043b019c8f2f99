//! What is in the first line of a file?

use std::{fs, io, path::Path};

use crate::request::Refused;

/// A secret. It is in no message.
pub(super) fn read(path: &Path) -> Result<String, Refused> {
    let failed = |error: io::Error| Refused::because(format!("`{}` cannot be read: {error}", path.display()));
    let text = fs::read_to_string(path).map_err(failed)?;
    let line = text.lines().next().unwrap_or_default().trim();
    if line.is_empty() {
        return Err(Refused::because(format!("the first line of `{}` is empty", path.display())));
    }
    Ok(line.to_owned())
}
