//! The desk for programs.
//!
//! One file for each call: parameters, reply and handler side by side; `card` is what several replies say of an
//! article. `openapi` gathers their descriptions.
//!
//! It must not know pages.

mod card;
pub(super) mod search;
pub(super) mod suggest;
pub(super) mod outcomes;
pub(super) mod handing;
pub(super) mod shown;
pub(super) mod complete;
pub(super) mod articles;
pub(super) mod changes;
pub(super) mod reports;
pub(super) mod readers;
pub(super) mod health;
pub(super) mod metrics;
pub(super) mod openapi;
mod reply;

pub(super) use metrics::Metrics;
pub(super) use reply::{json, unchanged};
