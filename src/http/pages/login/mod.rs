//! `/login` and `/logout`: who is it?
//!
//! `password` shows the form and begins a session for whoever knows a password, `elsewhere` for whoever another program
//! signs in; `way` says where to go afterwards, on this host alone.

pub(in crate::http) mod elsewhere;
pub(in crate::http) mod password;
pub(super) mod way;
