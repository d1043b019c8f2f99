//! How is a model kept?
//!
//! [`install()`] finds it in what was given (`source`), copies it, tries it (`trial`) and makes it the one in use;
//! [`find`] says which that is (`kept`); [`files_of`] and [`bring`] take it to another machine (`moved`).

#[cfg(not(feature = "model"))]
mod absent;
#[cfg(feature = "model")]
mod install;
mod kept;
mod moved;
#[cfg(feature = "model")]
mod source;
mod step;
#[cfg(feature = "model")]
mod trial;

#[cfg(not(feature = "model"))]
pub use absent::install;
#[cfg(feature = "model")]
pub use install::install;
pub use kept::{Card, Installed, find, remove};
pub use moved::{Brought, bring, files_of};
pub use step::Step;
