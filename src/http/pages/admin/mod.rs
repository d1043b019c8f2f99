//! Whoever runs the desk: `page` has its state, `tokens` and `accounts` who may ask, `backup` one file to keep elsewhere.

pub(in crate::http) mod accounts;
pub(in crate::http) mod backup;
mod page;
pub(in crate::http) mod tokens;

pub(in crate::http) use page::state;
