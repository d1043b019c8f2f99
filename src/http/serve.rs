//! How are requests taken from the network?

use std::{io, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{conn::auto::Builder, graceful::GracefulShutdown},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore},
    time,
};

use super::{
    Settings,
    layers::{FromPeer, Patient, Peer},
    router,
};
use crate::desk::Desk;

/// More connections than this wait to be accepted; those that do nothing are closed meanwhile.
const MOST_CONNECTIONS: usize = 1024;
/// So long may a request's head take to arrive, the first or the next one.
const HEAD: Duration = Duration::from_secs(15);
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
    let server = server();
    let connections = GracefulShutdown::new();
    let room = Arc::new(Semaphore::new(MOST_CONNECTIONS));
    let mut shutdown = pin!(shutdown);
    loop {
        let (stream, peer, place) = tokio::select! {
            biased;
            () = &mut shutdown => break,
            accepted = accept(&listener, &room) => accepted,
        };
        let stream = TokioIo::new(Patient::new(stream, STILL));
        let service = FromPeer { service: router.clone(), peer: Peer(peer.ip()) };
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

/// The next connection, once there is room for it.
async fn accept(
    listener: &TcpListener,
    room: &Arc<Semaphore>,
) -> (TcpStream, SocketAddr, Option<OwnedSemaphorePermit>) {
    // The semaphore is never closed, so there is always a place in the end.
    let place = room.clone().acquire_owned().await.ok();
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
