//! Who may ask: how do credentials come and go?

mod opened;
mod password;
mod token;
mod user;

pub(super) use token::token;
pub(super) use user::user;
