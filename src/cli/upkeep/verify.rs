//! `firstline verify`: is everything that lies in index and store as it was written?

use std::fmt::Write;

use serde_json::json;

use crate::cli::{
    config::Config,
    exit::Exit,
    ledger::existing,
    output::counted,
    run::{Failure, print},
};
use crate::{
    desk,
    index::{tantivy, vectors},
    learn,
};

pub(crate) fn verify(config: &Config, json: bool) -> Result<Exit, Failure> {
    let verified = tantivy::verify(&config.desk.articles())?;
    let (outcomes, store_damage) = store(config)?;
    let (embedded, vector_damage) = vectors_of(config)?;
    let damaged = !(verified.damage.is_empty() && store_damage.is_empty() && vector_damage.is_empty());
    let mut out = String::new();
    if json {
        let document = json!({"shelves": verified.shelves, "articles": verified.articles,
            "damage": verified.damage, "outcomes": outcomes, "store_damage": store_damage,
            "vectors": embedded, "vector_damage": vector_damage});
        let _ = writeln!(out, "{document:#}");
    } else {
        for damage in verified.damage.iter().chain(&store_damage).chain(&vector_damage) {
            let _ = writeln!(out, "damaged: {damage}");
        }
        if !verified.damage.is_empty() {
            out.push_str("hint: run `firstline rebuild`; `firstline serve` does it by itself at its start\n");
        }
        if !vector_damage.is_empty() {
            out.push_str("hint: `firstline serve` makes damaged vectors anew at its start\n");
        }
        if !store_damage.is_empty() {
            out.push_str("hint: stop the server and bring the store back from a backup; nothing else holds what it held\n");
        }
        if !damaged {
            let articles = counted(verified.articles, "article", "articles");
            let shelves = counted(verified.shelves, "shelf", "shelves");
            let outcomes = counted(usize::try_from(outcomes).unwrap_or(usize::MAX), "outcome", "outcomes");
            let _ = writeln!(
                out,
                "good: {articles} on {shelves}, every checksum is right; {outcomes} in the store"
            );
        }
    }
    print(&out)?;
    Ok(if damaged { Exit::Found } else { Exit::Good })
}

/// How many vectors of articles and tickets there are, and which of their files are damaged.
fn vectors_of(config: &Config) -> Result<(usize, Vec<String>), Failure> {
    let (mut many, mut damage) = (0, Vec::new());
    for root in config.desk.vectors() {
        let verified = vectors::verify(&root).map_err(desk::Error::from)?;
        many += verified.vectors;
        damage.extend(verified.damage);
    }
    Ok((many, damage))
}

/// How many outcomes the store holds, and what is wrong with it. One that is not there is not made.
fn store(config: &Config) -> Result<(u64, Vec<String>), Failure> {
    let looked = match existing(config) {
        Ok(None) => return Ok((0, Vec::new())),
        Ok(Some(ledger)) => ledger.end().and_then(|end| Ok((end.0, ledger.verify()?))),
        Err(error) => Err(error),
    };
    match looked {
        Ok((outcomes, damage)) => {
            let named = |line| format!("`{}`: {line}", config.desk.store());
            Ok((outcomes, damage.into_iter().map(named).collect()))
        }
        Err(error @ learn::Error::Store { passing: false, .. }) => {
            Ok((0, vec![format!("`{}`: {error}", config.desk.store())]))
        }
        Err(error) => Err(error.into()),
    }
}
