//! How does a request come to the people who answer?
//!
//! [`send`] keeps what somebody wrote when no article solved it; [`list`] shows it to agents, with what was shown and tried,
//! until one of them closes it. [`deliver`] carries it to another program or a mailbox, as often as it takes; [`keep`] is the
//! thread that does so.

mod deliver;
pub(super) mod keep;
mod list;
mod send;

pub use list::Asked;
pub use send::Sending;
