//! The lead's page: `overview` says how much is asked, what, and how much of it is resolved, `periods` lays time out,
//! `chart` draws it.

mod chart;
mod overview;
mod periods;

pub(in crate::http) use overview::overview;
