//! How is the program asked?
//!
//! `calls` makes each request, bounded; `discovered` keeps what the program says of itself; `flow` sends people there and
//! hears who came back.

mod calls;
mod discovered;
mod flow;

pub use flow::Provider;
