//! What does `firstline.toml` say?
//!
//! [`Config::load`] reads the file and lays arguments and environment over it; `reading` takes values out of TOML
//! and notes every mistake with its line, `sections` says what each key means,
//! `oidc` the program that signs people in, `handover` where requests go, and `pages` whose pages they are.

mod handover;
mod load;
mod oidc;
mod pages;
mod reading;
mod sections;

pub use load::{Config, Mistake};
