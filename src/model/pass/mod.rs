//! How do tokens become the vector of a text?
//!
//! [`load()`] makes a [`Network`] of weights, in whole numbers of a byte, and the network runs: each [`linear`] map in
//! whole numbers, [`attention`] and the other [`functions`] in floating ones. `naive` does the same plainly, for tests.

mod attention;
mod functions;
mod linear;
mod load;
#[cfg(test)]
pub(super) mod naive;
mod network;

pub(super) use load::load;
pub(super) use network::{Network, Room};
