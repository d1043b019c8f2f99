#![doc = include_str!("ARCHITECTURE.md")]

pub mod text;
pub mod vector;
pub mod access;
pub mod article;
pub mod ticket;
pub mod library;
pub mod learn;
pub mod search;
pub mod suggest;
pub mod kb;
pub mod index;
pub mod store;
pub mod model;
pub mod desk;
pub mod http;
pub mod cli;
