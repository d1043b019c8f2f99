//! Which names count?

use crate::kb::Settings;
use crate::kb::left_out::is_plain;
use std::path::Path;

/// Whether a file of this name is an article.
pub(in crate::kb) fn is_article(path: &str) -> bool {
    Path::new(path)
        .extension()
        .is_some_and(|end| ["md", "markdown", "mdx"].iter().any(|known| end.eq_ignore_ascii_case(known)))
}

/// Whether a file at this path is read, wherever it lies: an article, or a companion at the root.
pub(super) fn is_read(settings: &Settings, path: &str) -> bool {
    is_article(path) || settings.companions.iter().any(|companion| companion == path)
}

/// Whether a file or folder of this name is hidden, an editor's leftover, or somebody else's code.
pub(super) fn is_passed_over(name: &str) -> bool {
    let leftover = [".swp", ".swx", ".swo"].iter().any(|end| name.ends_with(end));
    let autosave = name.len() > 1 && name.starts_with('#') && name.ends_with('#');
    // vim tries whether it may write by making a file `4913`
    name.starts_with('.')
        || name.ends_with('~')
        || leftover
        || autosave
        || matches!(name, "node_modules" | "4913")
}

/// Whether this path, or a folder around it, is passed over or excluded, or it is no path below the root.
pub(in crate::kb) fn is_shut_out(settings: &Settings, path: &str) -> bool {
    path.split('/').any(|name| name.is_empty() || is_passed_over(name))
        || settings.exclude.is_match(path)
        || path.match_indices('/').any(|(end, _)| settings.exclude.is_match(&path[..end]))
}

/// Whether a name shows itself whole wherever it is printed.
pub(super) fn is_plain_name(name: &str) -> bool {
    name.chars().all(is_plain)
}
