//! What lies in a model's directory?
//!
//! [`Shape`] is what its configuration says, [`Languages`] what it reads, [`Words`] its tokenizer, [`Tensors`] its
//! weights. Whatever is wrong in one of them is told with the file's name.

mod config;
mod languages;
mod tensors;
mod words;

pub(super) use config::{Pooling, Shape};
pub use languages::Languages;
pub(super) use tensors::{Tensors, WEIGHTS};
pub(super) use words::{TOKENIZER, Words};
