//! How does an embedding model come and go?

mod about;
mod install;
mod remove;
mod run;

pub(super) use run::model;
