//! How does any text become comparable words?
//!
//! An [`Analyzer`] turns text of one [`Language`] into [`Term`]s: words lower-cased and stemmed, codes kept
//! whole *and* in parts, scripts without spaces cut into pairs of characters. It is the one analyzer of
//! articles, queries and both engines, so that whatever stands in an article can be asked for.
//! [`spelling`] tells how far two words are apart, [`stop_words`] which words say little.
//!
//! It must not know articles, engines or files.
//!
//! ```
//! use firstline::text::{Analyzer, Language};
//! let mut english = Analyzer::new(Language::ENGLISH);
//! let terms: Vec<String> = english.terms("Resetting the VPN: ERR_CONNECTION_RESET");
//! assert_eq!(terms, ["reset", "the", "vpn", "err_connection_reset", "err", "connect", "reset"]);
//! ```

mod analyze;
mod chunks;
mod language;
mod openings;
pub mod spelling;
mod spot;
mod stem;
pub mod stop_words;

pub use analyze::{Analyzer, Kind, Term, analyzing, pair_term};
pub use language::Language;
pub use spot::{Spot, Spotter};
pub use stem::fold;
