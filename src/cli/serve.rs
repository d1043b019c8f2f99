//! `firstline serve`
use std::net::SocketAddr;
use super::{config::Config, exit::Exit, run::Failure};
pub(super) fn serve(_config: &Config, _listen: Option<SocketAddr>) -> Result<Exit, Failure> { Ok(Exit::Good) }
