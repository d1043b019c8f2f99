//! `POST /admin/backup`: all that cannot be made again, as one file.
//!
//! It is whole and sealed before the first byte of it is sent, in a temporary folder that is gone when the last one was.

use std::{
    fs::File,
    io::{self, Read},
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use http_body::{Frame, SizeHint};
use tempfile::TempDir;
use tokio::{sync::mpsc, task};

use crate::{
    access::Administer,
    desk::backup,
    http::{
        layers::Asking, pages::asking::ask::not_kept, permitted::permitted, problem::Problem, state::Shared,
    },
};

/// So much is read at a time, and so many of that wait for a slow receiver.
const PORTION: usize = 256 * 1024;
const WAITING: usize = 2;

pub(in crate::http) async fn backup(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
) -> Result<Response, Problem> {
    permitted::<Administer>(&reader)?;
    // It holds what everybody was shown; the page says so.
    if !shared.desk.hides_nothing(&reader) {
        return Err(Problem::NoPage);
    }
    let (file, place) = shared.ask(written).await?;
    let bytes = file.metadata().map_err(|error| broken(&error))?.len();
    tracing::info!(reader = reader.name(), bytes, "a backup was made, and is sent");
    let day = shared.desk.now().strftime("%Y-%m-%d").to_string();
    let name = HeaderValue::try_from(format!("attachment; filename=\"firstline-{day}.tar\""));
    let name = name.unwrap_or(HeaderValue::from_static("attachment"));
    let kind = HeaderValue::from_static("application/x-tar");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)];
    let (to, from) = mpsc::channel(WAITING);
    task::spawn_blocking(move || send(file, &place, &to));
    Ok(not_kept((headers, Body::new(Sent { from, left: bytes })).into_response()))
}

/// Writes a backup, and opens it.
fn written(shared: &Shared) -> Result<(File, TempDir), Problem> {
    let place = tempfile::tempdir().map_err(|error| broken(&error))?;
    let path = place.path().join("backup.tar");
    let made = backup::write(shared.desk.settings(), &path, false, &|_| {});
    made.map_err(|error| Problem::Internal { cause: format!("{error}; hint: {}", error.hint()) })?;
    Ok((File::open(path).map_err(|error| broken(&error))?, place))
}

fn broken(error: &io::Error) -> Problem {
    Problem::Internal { cause: format!("a backup cannot be written or read: {error}") }
}

/// Reads a file for whoever receives it, as fast as they do. Its folder goes with the last byte.
fn send(mut file: File, _place: &TempDir, to: &mpsc::Sender<io::Result<Bytes>>) {
    loop {
        let mut portion = vec![0; PORTION];
        let read = match file.read(&mut portion) {
            Ok(0) => return,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => {
                let _ = to.blocking_send(Err(error));
                return;
            }
        };
        portion.truncate(read);
        if to.blocking_send(Ok(Bytes::from(portion))).is_err() {
            return;
        }
    }
}

/// A file on its way.
struct Sent {
    from: mpsc::Receiver<io::Result<Bytes>>,
    left: u64,
}

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        match self.from.poll_recv(cx) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(Ok(bytes))) => {
                self.left = self.left.saturating_sub(bytes.len() as u64);
                Poll::Ready(Some(Ok(Frame::data(bytes))))
            }
            Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error))),
            // Less than was promised is no end.
            Poll::Ready(None) if self.left > 0 => {
                self.left = 0;
                Poll::Ready(Some(Err(io::ErrorKind::UnexpectedEof.into())))
            }
            Poll::Ready(None) => Poll::Ready(None),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
