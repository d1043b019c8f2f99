//! The agent's console: what answers this, and what came of it, while somebody is on the line?
//!
//! `console` is the page: the field, the list, the preview. `ask` decides whether words are searched for or read as a
//! ticket, and leads to the page of one; `said` records what came of it and leads back. `handover` is what the next tier
//! needs. `rows`, `preview`, `calm` and `since` (what changed) are parts of the page.
//!
//! Everything works without JavaScript, by forms and links; `assets/scripts/agent.js` gives it keys and tabs.

pub(in crate::http) mod console;
mod rows;
mod since;
mod preview;
mod calm;
pub(in crate::http) mod ask;
pub(in crate::http) mod said;
pub(in crate::http) mod handover;
pub(in crate::http) mod requests;
