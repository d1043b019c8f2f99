//! Which articles need somebody?
//!
//! One file for each report: `stopped` (helping), `review` (first), `unused`, `duplicates`, `links` (that are broken),
//! `findings`, `recall`. `versions` are those of an article's text; `uses` is what people did with each article; a `Sketch` is what is remembered of an article's text.

mod uses;
mod stopped;
mod review;
mod unused;
mod sketch;
mod duplicates;
mod links;
mod findings;
mod versions;
mod recall;

pub(super) use duplicates::duplicates;
pub(super) use findings::findings;
pub(super) use links::broken_links;
pub(super) use recall::recall;
pub(super) use review::review_first;
pub use sketch::{Sketch, Sketches};
#[cfg(test)]
pub(super) use stopped::fall;
pub(super) use stopped::stopped_helping;
pub(super) use unused::never_used;
pub(super) use versions::{Version, Versions};
