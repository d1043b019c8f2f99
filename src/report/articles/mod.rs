//! Which articles need somebody?
//!
//! One file for each report: `stopped` (helping), `review` (first), `unused`, `duplicates`, `links` (that are broken),
//! `findings`, `recall`. `numbers` has all that is known of one. `versions` are those of an article's text; `uses` is what people did with each article; a `Sketch` is what is remembered of an article's text.

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
mod numbers;

pub(super) use duplicates::{Common, duplicates, pairs};
pub(super) use findings::findings;
pub(super) use links::{Broken, broken, broken_links};
pub(super) use numbers::numbers;
pub use numbers::{Numbers, OfMonth, OfVersion};
pub(super) use recall::{recall, recalled};
pub(super) use review::review_first;
pub use sketch::{Sketch, Sketches};
#[cfg(test)]
pub(super) use stopped::fall;
pub(super) use stopped::{failed, fallen, stopped_helping};
pub(super) use unused::never_used;
pub(super) use uses::{Told, told};
pub(super) use versions::{Version, Versions};
