//! What went wrong, in words for whoever asked?
//!
//! A [`Problem`] is everything that can be answered instead of what was asked for (`kind`): `words` has what is said of
//! it, `causes` which failure of the desk is which, `written` the form of RFC 9457. The compiler asks for all of them
//! when there is a new one.

mod kind;
mod words;
mod causes;
mod written;

pub(crate) use kind::{Mistake, Problem, Refusal, TooLarge};
pub(super) use words::echoed;
pub(crate) use written::Written;
pub(super) use written::type_of;
