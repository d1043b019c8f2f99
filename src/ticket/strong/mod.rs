//! Which terms of a ticket tell more than words do?
//!
//! Error codes, versions, products that the desk knows, and the telling lines of stack traces. What a number
//! means is told by its form and by the words beside it.

mod terms;
mod codes;
mod versions;
mod products;
mod traces;

pub(super) use terms::{is_telling, terms};
