//! What does the desk answer?
//!
//! `now` as the articles are, `before` as they were, `feed` as they changed, `shown` what they said when they were shown; what was
//! answered a moment ago is `remembered`.

mod before;
mod feed;
mod now;
mod remembered;
mod shown;

pub(super) use before::history;
pub use feed::FeedEntry;
pub(super) use now::resolve;
pub use now::{ArticleView, Health, Listed};
pub(super) use remembered::Remembered;
pub use shown::{Became, SaidThen};
