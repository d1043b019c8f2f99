//! The desk for programs and people.
//!
//! [`router()`] holds every route on one page and can be called without a socket; [`serve()`] answers on one. A
//! request passes the layers (`layers`: its number and what became of it, security headers, problems, limits,
//! who asks) and reaches a handler of `api` or `pages`, where parameters, reply and handler stand side by side.
//! The desk is asked through `state`, beside the threads that move bytes. Whatever goes wrong is a `problem`.
//!
//! It must not know SQL, tantivy or Markdown.

mod settings;
mod router;
mod serve;
mod state;
mod ids;
mod params;
mod fields;
mod address;
mod accept;
mod marked;
mod problem;
mod permitted;
mod brand;
mod layers;
mod api;
mod pages;

pub use api::readers::tokens::document as token_document;
pub use api::reports::document as report_document;
pub use api::search::document as search_document;
pub use api::suggest::document as suggest_document;
pub use brand::{Brand, Colour, Logo};
pub use layers::{Site, network::Range};
pub use pages::speech::Speech;
pub use router::router;
pub use serve::serve;
pub use settings::Settings;
