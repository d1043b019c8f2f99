//! What is serving to be done with?

use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use super::{
    brand::Brand,
    layers::{Site, network::Range},
};

/// How the desk is served.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Address and port.
    pub listen: SocketAddr,
    /// More requests at once are refused: so many of agents and above them, so many of all others.
    pub max_concurrent: usize,
    /// A request that takes longer is given up.
    pub timeout: Duration,
    /// What one network may ask in a minute without a credential, counted in searches; 0 for as much as it likes.
    pub anonymous_per_minute: u32,
    /// What the holder of a credential may ask in a minute.
    pub known_per_minute: u32,
    /// Proxies that are believed when they say for whom they ask.
    pub trusted_proxies: Vec<Range>,
    /// Whose desk it is.
    pub brand: Brand,
    /// What this host is called; anything when there is none.
    pub hosts: Vec<String>,
    /// What people have in their address bar, scheme and host, if it is known: `https://help.example.org`.
    pub public_url: Option<String>,
    /// Sites whose pages may show ours inside of them.
    pub widget_sites: Vec<Site>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            max_concurrent: 64,
            timeout: Duration::from_secs(5),
            anonymous_per_minute: 1_200,
            known_per_minute: 6_000,
            trusted_proxies: Vec::new(),
            brand: Brand::default(),
            hosts: Vec::new(),
            public_url: None,
            widget_sites: Vec::new(),
        }
    }
}
