#![doc = include_str!("ARCHITECTURE.md")]

pub mod text;
pub mod access;
pub mod article;
pub mod kb;
