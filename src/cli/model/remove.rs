//! `firstline model remove`: words alone decide again.

use std::path::Path;

use serde_json::json;

use crate::{
    cli::{
        exit::Exit,
        run::{Failure, print},
    },
    model,
};

pub(super) fn remove(index: &Path, name: Option<&str>, json: bool) -> Result<Exit, Failure> {
    let there = !matches!(model::find(index), Ok(None));
    let card = model::remove(index, name)?;
    let named = card.as_ref().map(|card| card.name.as_str());
    let out = if json {
        format!("{:#}\n", json!({"removed": there, "name": named}))
    } else if there {
        format!("removed {}; words alone decide now\n", named.unwrap_or("a model that could not be read"))
    } else {
        "no model is installed\n".to_owned()
    };
    print(&out)?;
    Ok(if there { Exit::Good } else { Exit::Found })
}
