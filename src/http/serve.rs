//! How are requests taken from the network?

use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::Router;

use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::OwnedSemaphorePermit,
    time,
};

use super::{
    Settings,
    layers::network::{FromPeer, Patient, Peer, Places, Range, Room},
    router,
};
use crate::desk::Desk;

/// More connections than this wait to be accepted; those that do nothing are closed meanwhile.
const MOST_CONNECTIONS: usize = 1024;
/// No network has more of them than this, unless it is a trusted proxy's.
const MOST_OF_NETWORK: usize = 256;
/// So long may a request's head take to arrive, the first or the next one.
const HEAD: Duration = Duration::from_secs(15);
/// So long when there is no place for its connection.
const HEAD_IN_CROWD: Duration = Duration::from_secs(2);
/// So long may a connection stand still in the middle of something.
const STILL: Duration = Duration::from_secs(30);
/// So long are requests waited for that are being answered at the end.
const DRAIN: Duration = Duration::from_secs(10);

/// Answers requests until `shutdown` comes, then those that it has, for ten seconds at most.
pub async fn serve(
    desk: Arc<Desk>,
    settings: &Settings,
    listener: TcpListener,
    shutdown: impl Future<Output = ()> + Send,
) {
    let router = router(desk, settings);
    let trusted: Arc<[Range]> = settings.trusted_proxies.as_slice().into();
    let (server, in_crowd) = (server(), in_crowd());
    let connections = GracefulShutdown::new();
    let places = Places::of(MOST_CONNECTIONS, MOST_OF_NETWORK);
    let mut shutdown = pin!(shutdown);
    loop {
        let (stream, peer, one) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let Some(one) = one else { continue };
        let mut peer = Peer { address: peer.ip(), trusted: trusted.clone(), crowded: false };
        let (place, server) = match places.give(one, &peer) {
            Room::Free(place) => (place, &server),
            Room::Crowded(place) => {
                peer.crowded = true;
                (place, &in_crowd)
            }
            Room::None => continue,
        };
        let stream = TokioIo::new(Patient::new(stream, STILL));
        let service: FromPeer<Router> = FromPeer { service: router.clone(), peer };
        let connection = server.serve_connection(stream, TowerToHyperService::new(service));
        let connection = connections.watch(connection.into_owned());
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop(place);
        });
    }
    drop(listener);
    let open = connections.count();
    tracing::info!(open, "no more requests are taken; finishing those that are here");
    if time::timeout(DRAIN, connections.shutdown()).await.is_err() {
        tracing::warn!(waited_s = DRAIN.as_secs(), "some requests were still being answered at the end");
    }
}

fn server() -> Builder<TokioExecutor> {
    let mut server = Builder::new(TokioExecutor::new());
    server
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_headers(100)
        .max_buf_size(64 * 1024);
    server
        .http2()
        .timer(TokioTimer::new())
        .max_concurrent_streams(64)
        .max_header_list_size(64 * 1024)
        .max_pending_accept_reset_streams(20);
    server
}

/// For connections without a place: they get one answer, which says so.
fn in_crowd() -> Builder<TokioExecutor> {
    let mut server = server().http1_only();
    server.http1().header_read_timeout(HEAD_IN_CROWD).keep_alive(false);
    server
}

/// The next connection, once there is room for it.
async fn accept(
    listener: &TcpListener,
    places: &Places,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    let place = places.one().await;
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => {
                if let Err(error) = stream.set_nodelay(true) {
                    tracing::debug!(%error, "a connection is slower than it could be");
                }
                return (stream, peer, place);
            }
            Err(error) if is_of_connection(&error) => {}
            Err(error) => {
                // No file descriptors left, most likely: some will come back.
                tracing::error!(%error, hint = "raise the limit of open files", "cannot accept connections");
                time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

/// Whether the error is about a connection that is gone already.
fn is_of_connection(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionRefused | io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    )
}
