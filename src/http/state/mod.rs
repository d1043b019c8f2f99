//! What do all requests share?
//!
//! [`Shared`] asks the desk, by one of the `hands` that it has for those who wait in a [`Lane`].

mod hands;
mod shared;

pub(super) use hands::Lane;
pub(super) use shared::Shared;
