//! How fast can this machine reckon?
//!
//! [`Kernel`] is a way to multiply that it has, [`widely`] does work in registers as wide as it has, [`both()`] does two
//! works at once. What comes out is the same on every machine. It must not know what is reckoned, or why.

mod both;
mod simd;

pub use both::both;
pub use simd::{Kernel, Matrix, Rows, widely};
