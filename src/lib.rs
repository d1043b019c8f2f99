#![doc = include_str!("ARCHITECTURE.md")]

pub mod access;
pub mod article;
pub mod index;
pub mod library;
pub mod search;
pub mod text;
