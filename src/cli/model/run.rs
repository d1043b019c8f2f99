//! `firstline model`: which of its commands?

use super::{about, install::install, remove::remove};
use crate::cli::{
    args::{ModelArgs, ModelCommand},
    config::Config,
    exit::Exit,
    output,
    run::Failure,
};

pub(crate) fn model(config: &Config, args: &ModelArgs) -> Result<Exit, Failure> {
    let index = &config.desk.index;
    match &args.what {
        ModelCommand::Install { path, json } => install(index, path, *json),
        ModelCommand::List { json } => about::list(index, *json),
        ModelCommand::Info { json } => about::info(index, *json),
        ModelCommand::Remove { name, json } => remove(index, name.as_deref(), *json),
    }
}

impl From<crate::model::Error> for Failure {
    fn from(error: crate::model::Error) -> Failure {
        Failure::new(output::with_causes(&error), error.hint())
    }
}
