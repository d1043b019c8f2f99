//! What is too much at once, or takes too long?

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    http::Method,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::{sync::Semaphore, time};

use super::body::Waiting;
use crate::{
    access::{Reader, Role},
    http::{
        problem::Problem,
        state::{Lane, Shared},
    },
};

/// More than this do not sign in at once: each takes a processor for a while.
const SIGNING_IN: usize = 16;

/// What takes long because it writes all of the store, and how long it may.
const BACKUP: &str = "/admin/backup";
const FOR_A_BACKUP: Duration = Duration::from_secs(300);

/// How many requests are answered at once, for each lane by itself: whatever customers ask, there is room for agents.
pub(in crate::http) struct Rooms {
    known: Semaphore,
    others: Semaphore,
    signing_in: Semaphore,
    elsewhere: Semaphore,
}

impl Rooms {
    /// So many of agents and above them, so many of all others.
    pub(in crate::http) fn of(most: usize) -> Rooms {
        Rooms {
            known: Semaphore::new(most),
            others: Semaphore::new(most),
            signing_in: Semaphore::new(most.min(SIGNING_IN)),
            elsewhere: Semaphore::new(most.min(SIGNING_IN)),
        }
    }

    fn of_lane(&self, lane: Lane) -> &Semaphore {
        match lane {
            Lane::Known => &self.known,
            Lane::SignIn => &self.signing_in,
            Lane::Elsewhere => &self.elsewhere,
            Lane::Door | Lane::Others => &self.others,
        }
    }
}

/// Refuses a request when there are too many at once, and gives it up when it takes too long.
pub(in crate::http) async fn limit(
    State(shared): State<Arc<Shared>>,
    request: Request,
    next: Next,
) -> Response {
    let lane = lane(&request);
    let Ok(_place) = shared.rooms.of_lane(lane).try_acquire() else {
        return Problem::Overloaded.into_response();
    };
    let waiting = Waiting::default();
    let request = waiting.watch(request);
    let most = if request.uri().path() == BACKUP { FOR_A_BACKUP } else { shared.settings.timeout };
    match time::timeout(most, lane.go(next.run(request))).await {
        Ok(response) => response,
        Err(_) if waiting.is() => Problem::SlowRequest.into_response(),
        Err(_) => Problem::Timeout.into_response(),
    }
}

/// Where a request has to wait for others.
fn lane(request: &Request) -> Lane {
    if request.method() == Method::POST && request.uri().path() == "/login" {
        return Lane::SignIn;
    }
    if request.uri().path().starts_with("/login/") {
        return Lane::Elsewhere;
    }
    let role = request.extensions().get::<Reader>().map(Reader::role);
    if role >= Some(Role::Agent) { Lane::Known } else { Lane::Others }
}
