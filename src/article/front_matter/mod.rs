//! What does the front matter say?
//!
//! [`read`] finds the block at the top of a file, whatever tool it was written for, and reads it to
//! entries; [`fill()`] maps these to the fields of an article. A block that cannot be read as a whole is read
//! line by line, and an audience that cannot be read for certain closes the article.

mod fence;
mod yaml;
mod toml;
mod json;
mod headers;
mod salvage;
mod value;
mod known;
mod fill;
mod fields;
mod audience;
mod state;
mod dates;
mod names;

pub(super) use audience::known_audiences;
pub(super) use fence::{FrontMatter, read};
pub(super) use fields::even;
pub(super) use fill::{fill, title};
