//! Who carries requests in the background?

use std::{
    io,
    panic::{self, AssertUnwindSafe},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError},
    },
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::desk::Desk;

/// How long it waits before it looks whether something is due.
const BEAT: Duration = Duration::from_secs(1);
/// How long it waits after the store failed.
const AFTER_FAILURE: Duration = Duration::from_secs(5);
/// How long a try is waited for when the server stops. What it says afterwards is not heard: it is carried again.
const PATIENCE: Duration = Duration::from_secs(12);

/// Something was sent, and somebody may sleep who carries it.
#[derive(Debug, Default)]
pub(in crate::desk) struct Bell {
    rung: Mutex<bool>,
    ring: Condvar,
}

impl Bell {
    pub(super) fn notify(&self) {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.ring.notify_all();
    }

    fn wait(&self, at_most: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let woken = self.ring.wait_timeout_while(rung, at_most, |rung| !*rung);
        *woken.unwrap_or_else(PoisonError::into_inner).0 = false;
    }
}

/// The thread that carries requests, until it is stopped.
pub(in crate::desk) struct Carrier {
    desk: Arc<Desk>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
    ended: Receiver<()>,
}

impl Carrier {
    /// Begins to carry, if there is anybody to carry to.
    ///
    /// # Errors
    /// When there is no thread.
    pub(in crate::desk) fn start(desk: &Arc<Desk>) -> io::Result<Option<Carrier>> {
        // Of what cannot be delivered somebody is told, even if nothing is carried any more.
        if let Err(error) = desk.note_undelivered() {
            tracing::warn!(%error, hint = error.hint(), "it is not known what waits to be delivered");
        }
        if !desk.has_couriers() {
            return Ok(None);
        }
        let stop = Arc::new(AtomicBool::new(false));
        let (ends, ended) = mpsc::channel::<()>();
        let thread = thread::Builder::new().name("courier".to_owned()).spawn({
            let (desk, stop) = (desk.clone(), stop.clone());
            move || {
                let _ends = ends;
                carry(&desk, &stop);
            }
        })?;
        Ok(Some(Carrier { desk: desk.clone(), stop, thread: Some(thread), ended }))
    }
}

impl Drop for Carrier {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Release);
        self.desk.has_post.notify();
        match self.ended.recv_timeout(PATIENCE) {
            Err(RecvTimeoutError::Timeout) => {
                tracing::warn!(
                    "a delivery takes too long and is not waited for; it is tried again at the next start"
                );
            }
            Ok(()) | Err(RecvTimeoutError::Disconnected) => {
                // It panicked, and said so, or is done.
                let _ = self.thread.take().map(JoinHandle::join);
            }
        }
    }
}

fn carry(desk: &Desk, stop: &AtomicBool) {
    while !stop.load(Ordering::Acquire) {
        let done = panic::catch_unwind(AssertUnwindSafe(|| desk.deliver_until(stop)));
        let pause = match done {
            Ok(Ok(())) => BEAT,
            Ok(Err(error)) => {
                tracing::error!(%error, hint = error.hint(), "requests could not be delivered; trying again");
                AFTER_FAILURE
            }
            Err(_) => {
                tracing::error!("carrying requests panicked; it goes on");
                AFTER_FAILURE
            }
        };
        if !stop.load(Ordering::Acquire) {
            desk.has_post.wait(pause);
        }
    }
}
