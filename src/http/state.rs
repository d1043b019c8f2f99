//! What do all requests share?

use std::{num::NonZero, sync::Arc, thread};

use axum::body::Bytes;
use tokio::{sync::Semaphore, task};

use super::{
    Settings,
    api::{Metrics, openapi},
    ids::Ids,
    pages::{Assets, Front},
    problem::Problem,
};
use crate::desk::Desk;

/// What all requests share.
pub(super) struct Shared {
    pub(super) desk: Arc<Desk>,
    pub(super) settings: Settings,
    pub(super) ids: Ids,
    pub(super) metrics: Metrics,
    pub(super) openapi: Bytes,
    pub(super) assets: Assets,
    pub(super) front: Front,
    /// The key under which networks are named.
    pub(super) networks: [u8; 32],
    /// Requests being answered.
    pub(super) room: Semaphore,
    /// Threads that ask the desk: twice the processors, for some of them wait for the disk.
    hands: Arc<Semaphore>,
}

impl Shared {
    pub(super) fn new(desk: Arc<Desk>, settings: &Settings) -> Shared {
        let processors = thread::available_parallelism().map_or(2, NonZero::get);
        let networks = blake3::derive_key("firstline names of networks", desk.lessons().secret());
        Shared {
            desk,
            settings: settings.clone(),
            ids: Ids::new(),
            metrics: Metrics::new(),
            openapi: openapi::document(),
            assets: Assets::load(),
            front: Front::default(),
            networks,
            room: Semaphore::new(settings.max_concurrent),
            hands: Arc::new(Semaphore::new(2 * processors)),
        }
    }

    /// Lets the desk work, beside the threads that move bytes. Work that nobody waits for any more goes on to its
    /// end, and its thread counts until then, so that slow work cannot pile up.
    pub(super) async fn ask<T, E>(
        self: &Arc<Shared>,
        work: impl FnOnce(&Shared) -> Result<T, E> + Send + 'static,
    ) -> Result<T, Problem>
    where
        T: Send + 'static,
        E: Into<Problem> + Send + 'static,
    {
        let hand = self.hands.clone().acquire_owned().await;
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
