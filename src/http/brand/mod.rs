//! Whose desk is it: its name, logo and colour?
//!
//! [`Brand`] is what the owner chose. A [`Colour`] is shaded until every text in it can be read, on light and on dark;
//! a [`Logo`] is a picture whose kind its bytes tell.

mod colour;
mod logo;

pub use colour::Colour;
pub use logo::Logo;

use super::pages::speech::Speech;

/// What the owner of the desk chose for its pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Brand {
    /// What the pages are called.
    pub name: Option<String>,
    /// What stands before the name.
    pub logo: Option<Logo>,
    /// The colour of links and buttons.
    pub accent: Option<Colour>,
    /// The language of the pages for whoever asks for none that they speak.
    pub language: Speech,
}
