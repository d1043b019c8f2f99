//! Which folders are compared?

use std::path::PathBuf;

use crate::cli::{
    args::{CompareArgs, Places},
    config::Config,
    exit::Exit,
    output::complain,
    run::Failure,
};

/// One side: a folder, under a configuration.
pub(super) struct Side {
    pub(super) config: Config,
    pub(super) kb: PathBuf,
}

/// The folder that was named on the command line; what the environment names is the usual one.
pub(super) fn named(places: &Places) -> Option<PathBuf> {
    let usual = std::env::var_os("FIRSTLINE_KB").map(PathBuf::from);
    places.kb.clone().filter(|kb| usual.as_ref() != Some(kb))
}

/// The folder of before and the changed one; an exit where a configuration cannot be read, which was told then.
pub(super) fn sides(
    config: &Config,
    places: &Places,
    args: &CompareArgs,
) -> Result<Result<[Side; 2], Exit>, Failure> {
    let changed = named(places);
    if changed.is_none() && args.new_config.is_none() {
        let hint = "name the changed folder, as in `firstline compare --kb NEW`; the one of before is that of the configuration";
        return Err(Failure::wrong_use("there is nothing to compare with", hint));
    }
    let usual = Places { kb: std::env::var_os("FIRSTLINE_KB").map(Into::into), ..places.clone() };
    let before = match loaded(&usual) {
        Ok(config) => config,
        Err(exit) => return Ok(Err(exit)),
    };
    let after = match &args.new_config {
        None => config.clone(),
        Some(file) => {
            let places = Places { config: Some(file.clone()), kb: changed.clone(), ..places.clone() };
            let mut after = match loaded(&places) {
                Ok(after) => after,
                Err(exit) => return Ok(Err(exit)),
            };
            // What was learned, and the model, are the same on both sides.
            after.desk.store = Some(before.desk.store());
            after.desk.model = Some(before.desk.model().to_owned());
            after
        }
    };
    let from = args.before.clone().unwrap_or_else(|| before.desk.kb.root.clone());
    let to = changed
        .unwrap_or_else(|| if args.new_config.is_some() { after.desk.kb.root.clone() } else { from.clone() });
    Ok(Ok([Side { config: before, kb: from }, Side { config: after, kb: to }]))
}

fn loaded(places: &Places) -> Result<Config, Exit> {
    Config::load(places).map_err(|mistakes| {
        for mistake in mistakes {
            complain(&mistake.to_string(), &mistake.hint);
        }
        Exit::WrongUse
    })
}
