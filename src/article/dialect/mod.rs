//! What would this body say in plain Markdown?
//!
//! [`plain`] turns the markup of other tools to the Markdown that means the same, or drops it and keeps its
//! words: MDX, Liquid, Hugo, `MkDocs`, Docusaurus, `VuePress`, Obsidian, mdBook and Microsoft Learn. A body without
//! any of their signs is not copied. Lines keep their numbers, code keeps every byte.

mod clean;
mod lines;
mod markers;
mod container;
mod inline;
mod jsx;

pub(super) use clean::{Clean, plain};
pub(super) use lines::unquoted;
