//! `firstline verify`: is everything that lies in the index as it was written?

use std::fmt::Write;

use serde_json::json;

use super::{
    config::Config,
    exit::Exit,
    output::counted,
    run::{Failure, print},
};
use crate::index::tantivy;

pub(super) fn verify(config: &Config, json: bool) -> Result<Exit, Failure> {
    let verified = tantivy::verify(&config.desk.articles())?;
    let mut out = String::new();
    if json {
        let document =
            json!({"shelves": verified.shelves, "articles": verified.articles, "damage": verified.damage});
        let _ = writeln!(out, "{document:#}");
    } else if verified.damage.is_empty() {
        let articles = counted(verified.articles, "article", "articles");
        let shelves = counted(verified.shelves, "shelf", "shelves");
        let _ = writeln!(out, "good: {articles} on {shelves}, every checksum is right");
    } else {
        for damage in &verified.damage {
            let _ = writeln!(out, "damaged: {damage}");
        }
        let _ =
            writeln!(out, "hint: run `firstline rebuild`; `firstline serve` does it by itself at its start");
    }
    print(&out)?;
    Ok(if verified.damage.is_empty() { Exit::Good } else { Exit::Found })
}
