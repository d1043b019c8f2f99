//! What is serving to be done with?

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

/// How the desk is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address and port.
    pub listen: SocketAddr,
    /// More requests at once are refused.
    pub max_concurrent: usize,
    /// A request that takes longer is given up.
    pub timeout: Duration,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            max_concurrent: 64,
            timeout: Duration::from_secs(5),
        }
    }
}
