//! `firstline model install`: a model in place of the one before.

use std::path::Path;

use super::about::{document, told};
use crate::{
    cli::{
        exit::Exit,
        progress::Installing,
        run::{Failure, print},
    },
    model,
};

pub(super) fn install(index: &Path, path: &Path, json: bool) -> Result<Exit, Failure> {
    let bar = Installing::default();
    let installed = model::install(path, index, &|step| bar.step(step));
    bar.finish();
    let card = installed?.card;
    let out = if json {
        format!("{:#}\n", document(&card))
    } else {
        format!("installed {}\nA server that is running takes it at its next start.\n", told(&card))
    };
    print(&out)?;
    Ok(Exit::Good)
}
