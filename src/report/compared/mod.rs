//! What does a change of the knowledge base do to what was asked before?
//!
//! [`past()`] says what was asked that can be asked again, and what resolved it then. [`Answered`] is what came of asking,
//! before the change and after it; [`change()`] holds the two against each other, and [`Sum`] sums all of them up. [`moved_to`]
//! knows an article again that lies elsewhere in the changed folder; [`answers()`] says which article now answers a group.
//!
//! It must not know how anything is asked, or where the folders lie.

mod past;
mod change;
mod sum;
mod moved;
mod answers;

pub use answers::{Answering, answers};
pub use change::{Answered, Changed, FIRST, Outcome, Turn, change};
pub use moved::moved_to;
pub use past::PastQuestion;
pub(super) use past::{of_group, past};
pub use sum::Sum;
