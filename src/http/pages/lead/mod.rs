//! The lead's page: `overview` says how much is asked, what, and how much of it is resolved.

mod overview;

pub(in crate::http) use overview::overview;
