//! Who may ask: which credentials are there, for programs of the desk?

pub(in crate::http) mod tokens;
