//! The whole, opened.
//!
//! [`Desk::open`] opens the index; [`Desk::catch_up`] makes it what the folder says; [`Keeper`] keeps it so
//! in the background. `suggest` and `record` are how it learns: what was shown and what came of it goes to the store,
//! and counts for the next answer. `search`, `complete`, `article`, `list`, `changes` and `health` answer from one
//! [`View`] each, so that an answer never mixes two states. [`Readers`] know who asks. It is the only module that reads
//! the clock.
//!
//! It must not know HTTP, flags or how anything is shown.

mod answers;
pub mod backup;
mod checked;
#[expect(clippy::disallowed_methods, reason = "the only place where the clock is read for an answer")]
mod open;
mod hand;
mod handing;
mod golden;
mod meaning;
mod publish;
mod readers;
mod readings;
mod reports;
mod settings;
mod state;
mod tasks;
mod tickets;
mod trying;
mod turns;
mod view;

pub use answers::{ArticleView, Became, FeedEntry, Health, Listed, SaidThen};
pub use checked::{Checked, check};
pub use golden::GoldenChecked;
pub use handing::{Asked, Sending};
pub use meaning::hands;
pub use open::{Desk, Error};
pub use publish::{Progress, Published, Silent};
pub use readers::{Begun, CredentialError, NewAccount, NewToken, Readers, Sessions, SignedIn};
pub use reports::{Again, AskedBefore, ChangeSince, Shift};
pub use settings::{Changing, Keep, Privacy, Searches, Settings, Threshold};
pub use state::{State, Whole};
pub use tasks::Keeper;
pub use tickets::{
    Ask, Imported, LookedUp, Pace, Past, Place, Read, Recorded, Report, Said, Similar, Suggested,
};
pub use trying::{ChangedAnswer, Compared, Tried};
pub use view::View;
