//! What was asked?
//!
//! The three reports of a desk's lead, one file each: how much (`frequency`), what (`nature`, in `topics`), and how much of
//! it was resolved (`resolution`; `revisions` tells an article's versions apart). `groups` tells questions apart by period, channel, article and so on.

mod groups;
mod frequency;
mod resolution;
mod revisions;
mod nature;

pub(super) use frequency::frequency;
pub(super) use nature::nature;
pub(super) use resolution::resolution;
pub(super) use revisions::{by_version, revisions};
