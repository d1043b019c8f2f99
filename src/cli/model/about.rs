//! `firstline model list` and `info`: what is known of the installed model?

use std::{fmt::Write, path::Path};

use serde_json::{Value, json};

use crate::{
    cli::{
        exit::Exit,
        run::{Failure, print},
    },
    model::{self, Card, Installed},
    processor::Kernel,
};

/// What is said where no model is.
const NONE: &str = "no model is installed: words alone decide. `firstline model install PATH` brings one\n";

pub(super) fn list(index: &Path, json: bool) -> Result<Exit, Failure> {
    let found = model::find(index)?;
    let out = match &found {
        _ if json => {
            let models: Vec<Value> = found.iter().map(|found| document(&found.card)).collect();
            format!("{:#}\n", json!({"models": models}))
        }
        Some(found) => format!("{}\n", told(&found.card)),
        None => NONE.to_owned(),
    };
    print(&out)?;
    Ok(if found.is_some() { Exit::Good } else { Exit::Found })
}

pub(super) fn info(index: &Path, json: bool) -> Result<Exit, Failure> {
    let Some(Installed { folder, card }) = model::find(index)? else {
        print(if json { "null\n" } else { NONE })?;
        return Ok(Exit::Found);
    };
    let opened = Installed { folder: folder.clone(), card: card.clone() }.open()?;
    let id = format!("{:016x}", opened.id().0);
    if id != card.id {
        let message = format!("`{}` is no longer what was installed as {}", folder.display(), card.name);
        return Err(Failure::new(message, "install the model again"));
    }
    let out = if json {
        let mut document = document(&card);
        document["kernel"] = Kernel::best().name().into();
        document["folder"] = folder.display().to_string().into();
        format!("{document:#}\n")
    } else {
        whole(&card, &folder)
    };
    print(&out)?;
    Ok(Exit::Good)
}

/// Everything, line by line.
fn whole(card: &Card, folder: &Path) -> String {
    let mut out = String::new();
    let mut line = |what: &str, value: &str| {
        let _ = writeln!(out, "{what:<11} {value}");
    };
    line("name", &card.name);
    line("id", &card.id);
    line("dimensions", &card.dimensions.to_string());
    line("layers", &card.layers.to_string());
    line("parameters", &millions(card.parameters));
    line("languages", &languages(card));
    line("max tokens", &card.max_tokens.to_string());
    line("size", &format!("{} on disk, {} in memory", bytes(card.size), bytes(card.memory)));
    line("speed", &speed(card));
    line("kernel", Kernel::best().name());
    line("folder", &folder.display().to_string());
    out
}

/// The model in a sentence.
pub(super) fn told(card: &Card) -> String {
    let Card { name, dimensions, layers, .. } = card;
    let (languages, size, memory) = (languages(card), bytes(card.size), bytes(card.memory));
    format!(
        "{name}: {dimensions} dimensions, {layers} layers, languages: {languages}; {size} on disk, {memory} in memory; {}",
        speed(card)
    )
}

/// The model for programs.
pub(super) fn document(card: &Card) -> Value {
    json!({"name": card.name, "id": card.id, "dimensions": card.dimensions, "layers": card.layers,
        "parameters": card.parameters, "languages": languages_of(card), "max_tokens": card.max_tokens,
        "size": card.size, "memory": card.memory, "texts_per_second": card.texts_per_second,
        "milliseconds": card.milliseconds, "kernel": card.kernel})
}

/// The codes of its languages; null for many.
fn languages_of(card: &Card) -> Value {
    if card.languages.is_empty() { Value::Null } else { json!(card.languages) }
}

fn languages(card: &Card) -> String {
    if card.languages.is_empty() { "many".to_owned() } else { card.languages.join(", ") }
}

fn speed(card: &Card) -> String {
    let Card { texts_per_second, milliseconds, kernel, .. } = card;
    format!(
        "{texts_per_second:.0} short texts/s, {milliseconds:.1} ms for one when it was installed ({kernel})"
    )
}

#[expect(clippy::cast_precision_loss, reason = "one digit after the point")]
fn millions(number: u64) -> String {
    if number < 1_000_000 { number.to_string() } else { format!("{:.1} million", number as f64 / 1e6) }
}

#[expect(clippy::cast_precision_loss, reason = "no digit after the point")]
fn bytes(number: u64) -> String {
    if number < 1_000_000 {
        format!("{} kB", number.div_ceil(1_000))
    } else {
        format!("{:.0} MB", number as f64 / 1e6)
    }
}
