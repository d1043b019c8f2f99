//! For whose connections is there a place?

use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Arc, Mutex, PoisonError},
};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Peer;

/// The places for connections: so many in all, and so many of them for one network, that nobody can take them all.
pub(in crate::http) struct Places {
    all: Arc<Semaphore>,
    /// Where those wait a moment for which there is no place, to be told so.
    corridor: Arc<Semaphore>,
    each: usize,
    taken: Arc<Taken>,
}

/// How many places each network has.
type Taken = Mutex<HashMap<IpAddr, usize>>;

/// A place for a connection, free again when it is dropped.
pub(in crate::http) struct Place {
    _one: OwnedSemaphorePermit,
    network: Option<(IpAddr, Arc<Taken>)>,
}

/// What there is for a connection.
pub(in crate::http) enum Room {
    /// A place.
    Free(Place),
    /// No place, but somebody who says so.
    Crowded(Place),
    /// Nothing.
    None,
}

impl Places {
    /// So many places in all, of which one network has so many at most.
    pub(in crate::http) fn of(all: usize, each: usize) -> Places {
        let taken = Arc::default();
        Places { all: Arc::new(Semaphore::new(all)), corridor: Arc::new(Semaphore::new(each)), each, taken }
    }

    /// Waits until a place is free for somebody.
    pub(in crate::http) async fn one(&self) -> Option<OwnedSemaphorePermit> {
        // The semaphore is never closed, so there is always one in the end.
        self.all.clone().acquire_owned().await.ok()
    }

    /// Gives a place to whoever came. A trusted proxy brings others, and is not counted.
    pub(in crate::http) fn give(&self, one: OwnedSemaphorePermit, peer: &Peer) -> Room {
        if peer.is_trusted() {
            return Room::Free(Place { _one: one, network: None });
        }
        let network = network_of(peer.address);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(network).or_default();
        if *count < self.each {
            *count += 1;
            return Room::Free(Place { _one: one, network: Some((network, self.taken.clone())) });
        }
        drop(taken);
        match self.corridor.clone().try_acquire_owned() {
            Ok(one) => Room::Crowded(Place { _one: one, network: None }),
            Err(_) => Room::None,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some((network, taken)) = &self.network else { return };
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = taken.get_mut(network) {
            *count -= 1;
            if *count == 0 {
                taken.remove(network);
            }
        }
    }
}

/// The first address of the network that an address belongs to: what one customer of a provider usually has.
pub(in crate::http) fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => std::net::Ipv4Addr::from_bits(address.to_bits() >> 8 << 8).into(),
        IpAddr::V6(address) => std::net::Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Peer, Places, Room};
    use crate::http::layers::network::Range;

    async fn asked(places: &Places, address: &str) -> Room {
        let trusted = [Range::parse("10.0.0.0/8").expect("a range")].into();
        let peer = Peer { address: address.parse().expect("an address"), trusted, crowded: false };
        places.give(places.one().await.expect("a place"), &peer)
    }

    #[tokio::test]
    async fn one_network_cannot_take_all_places() {
        let places = Places::of(100, 2);
        let first = asked(&places, "192.0.2.1").await;
        let second = asked(&places, "192.0.2.2").await;
        assert!(matches!((&first, &second), (Room::Free(_), Room::Free(_))));
        let told = (asked(&places, "192.0.2.3").await, asked(&places, "192.0.2.3").await);
        assert!(matches!(told, (Room::Crowded(_), Room::Crowded(_))));
        assert!(matches!(asked(&places, "192.0.2.3").await, Room::None));
        let other = asked(&places, "192.0.3.1").await;
        assert!(matches!(other, Room::Free(_)), "others have theirs");
        let mut through_proxy = Vec::new();
        for _ in 0..10 {
            through_proxy.push(asked(&places, "10.0.0.1").await);
        }
        assert!(through_proxy.iter().all(|room| matches!(room, Room::Free(_))));
        drop(first);
        assert!(matches!(asked(&places, "192.0.2.4").await, Room::Free(_)));
        drop((told, other, through_proxy, second));
        assert_eq!(places.all.available_permits(), 100);
        assert!(places.taken.lock().expect("nobody panicked").is_empty());
    }
}
