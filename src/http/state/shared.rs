//! What do all requests share?

use std::{num::NonZero, sync::Arc, thread};

use axum::body::Bytes;
use tokio::{task, time};

use super::{Lane, hands::Hands};
use crate::{
    desk::Desk,
    http::{
        Settings,
        api::{Metrics, openapi},
        ids::Ids,
        layers::limits::{Rates, Rooms},
        pages::{Assets, Front},
        problem::Problem,
    },
};

/// What all requests share.
pub(in crate::http) struct Shared {
    pub(in crate::http) desk: Arc<Desk>,
    pub(in crate::http) settings: Settings,
    pub(in crate::http) ids: Ids,
    pub(in crate::http) metrics: Metrics,
    pub(in crate::http) openapi: Bytes,
    pub(in crate::http) assets: Assets,
    pub(in crate::http) front: Front,
    /// The key under which networks are named.
    pub(in crate::http) networks: [u8; 32],
    /// How often somebody may ask.
    pub(in crate::http) rates: Rates,
    /// Requests being answered.
    pub(in crate::http) rooms: Rooms,
    /// Threads that ask the desk.
    hands: Hands,
}

impl Shared {
    pub(in crate::http) fn new(desk: Arc<Desk>, settings: &Settings) -> Shared {
        let processors = thread::available_parallelism().map_or(2, NonZero::get);
        let networks = blake3::derive_key("firstline names of networks", desk.lessons().secret());
        Shared {
            desk,
            settings: settings.clone(),
            ids: Ids::new(),
            metrics: Metrics::new(),
            openapi: openapi::document(),
            assets: Assets::load(&settings.brand),
            front: Front::default(),
            networks,
            rates: Rates::of(settings),
            rooms: Rooms::of(settings.max_concurrent),
            hands: Hands::of(processors),
        }
    }

    /// Lets the desk work, beside the threads that move bytes, when it is this request's turn; if that does not come
    /// in half of the time that an answer may take, there is too much to do. Work that nobody waits for any more goes
    /// on to its end, and its thread counts until then, so that slow work cannot pile up.
    pub(in crate::http) async fn ask<T, E>(
        self: &Arc<Shared>,
        work: impl FnOnce(&Shared) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: Into<Problem> + Send + 'static,
    {
        let turn = time::timeout(self.settings.timeout / 2, self.hands.hand(Lane::here())).await;
        let Ok(hand) = turn else { return Err(Problem::Overloaded) };
        let shared = self.clone();
        let worked = task::spawn_blocking(move || {
            let _hand = hand;
            work(&shared)
        });
        match worked.await {
            Ok(worked) => worked.map_err(Into::into),
            Err(failed) => Err(Problem::Internal { cause: failed.to_string() }),
        }
    }
}
