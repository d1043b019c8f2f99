//! Who does another program say that somebody is?
//!
//! The operator may name a program that signs people in (an identity provider, by OIDC). [`Provider::begin`]
//! says where a browser is to be sent, [`Provider::finish`] who came back from there: a [`Known`], with an
//! [`Identity`](crate::access::Identity) that is theirs for ever, and the [`Rights`] that the operator gives to what the
//! program says of them. Whatever the program answers is checked before it is believed, and is bounded in time and size;
//! that it is down is an [`Error`] of that sign-in and of nothing else.
//!
//! Behind the cargo feature `oidc`, on by default. It must not know cookies, sessions or how accounts are kept.

mod settings;
mod error;
mod claims;
#[cfg(not(feature = "oidc"))]
mod absent;
#[cfg(feature = "oidc")]
mod opened;

#[cfg(not(feature = "oidc"))]
pub use absent::Provider;
pub use claims::{Known, Rights};
pub use error::Error;
#[cfg(feature = "oidc")]
pub use opened::Provider;
pub use settings::{Asked, ClientSecret, Settings};
