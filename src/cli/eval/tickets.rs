//! Which tickets are known?

use std::path::Path;

use serde::Deserialize;

use crate::cli::run::Failure;

/// A ticket with what resolves it.
#[derive(Clone, Debug, Deserialize)]
pub(in crate::cli) struct KnownTicket {
    pub(in crate::cli) id: String,
    pub(in crate::cli) text: String,
    /// Paths relative to the knowledge base; none when nothing there answers it.
    #[serde(default)]
    pub(in crate::cli) articles: Vec<String>,
}

/// Reads tickets as JSON lines; blank lines are passed over.
pub(in crate::cli) fn read(path: &Path) -> Result<Vec<KnownTicket>, Failure> {
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("cannot read `{shown}`: {error}"), "give a file of JSON lines")
    })?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            serde_json::from_str(line).map_err(|error| {
                let hint = r#"each line is {"id": "…", "text": "…", "articles": ["path.md"]}"#;
                Failure::new(format!("`{shown}` line {}: {error}", number + 1), hint)
            })
        })
        .collect()
}
