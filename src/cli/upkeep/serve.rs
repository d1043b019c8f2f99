//! `firstline serve`: index, watch and serve until told to stop.

use std::{
    fmt::Write,
    net::SocketAddr,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use tokio::{
    net::TcpListener,
    runtime,
    signal::unix::{Signal, SignalKind, signal},
    sync::oneshot,
    time,
};

use super::reload::reload;
use crate::cli::{
    args::Places,
    config::Config,
    exit::Exit,
    output,
    progress::{self, Bar},
    run::{Failure, print},
};
use crate::{
    desk::{Desk, Error, Keeper, Published, Silent},
    http,
    kb::{Depth, Hint},
    library,
    provider::{self, Provider},
    store,
};

/// So long is another process waited for that publishes here.
const PATIENCE: Duration = Duration::from_secs(5);
const BEAT: Duration = Duration::from_millis(100);

pub(crate) fn serve(config: &Config, places: &Places, listen: Option<SocketAddr>) -> Result<Exit, Failure> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    let settings = http::Settings { listen: listen.unwrap_or(config.http.listen), ..config.http.clone() };
    let ended = runtime.block_on(run(config, places, &settings));
    // What is still being asked of the desk is waited for no longer.
    runtime.shutdown_background();
    ended
}

async fn run(config: &Config, places: &Places, settings: &http::Settings) -> Result<Exit, Failure> {
    let listener = TcpListener::bind(settings.listen).await.map_err(|error| {
        let message = format!("cannot listen on `{}`: {error}", settings.listen);
        Failure::new(
            message,
            "choose another address with `--listen`, such as `127.0.0.1:0` for any free port",
        )
    })?;
    let address = listener.local_addr()?;
    // Looking comes first: a server for a folder that is not there would seem to be well.
    crate::kb::list(&config.desk.kb).map_err(Error::from)?;
    let _serving = store::path_of(&config.desk.store())?.map(store::serving).transpose()?;
    let desk = Arc::new(open(config).await?);
    look_for_provider(&desk)?;
    let mut signals = Signals::new()?;
    // Watching begins before the first look, so that nothing falls between the two.
    let keeper = Keeper::start(desk.clone(), Bar::of("embedding"))?;
    let mut current = catch_up(desk.clone());
    let (tell, told) = oneshot::channel::<()>();
    let serving = {
        let (desk, settings) = (desk.clone(), settings.clone());
        tokio::spawn(async move {
            http::serve(desk, &settings, listener, async {
                // The sender is kept until the end, so an error says the same as a word.
                let _ = told.await;
            })
            .await;
        })
    };
    let mut looked = false;
    let outcome = loop {
        tokio::select! {
            caught_up = &mut current, if !looked => {
                looked = true;
                match caught_up {
                    Ok(Ok(published)) => ready(&desk, &published, address)?,
                    Ok(Err(error)) => break Err(Failure::from(error)),
                    Err(_) => break Err(Failure::new("indexing ended early", "see the log above, and start again")),
                }
            }
            asked = signals.asked() => match asked {
                Asked::Stop => break Ok(Exit::Good),
                Asked::LookAgain => {
                    reload(&desk, config, places);
                    look_again(desk.clone());
                }
            },
        }
    };
    drop(tell);
    tokio::select! {
        _ = serving => {}
        () = signals.told_to_stop() => tracing::warn!("stopped at once"),
    }
    drop(keeper);
    outcome
}

/// The desk, once nobody else publishes here: another server does for good, a command for a moment.
async fn open(config: &Config) -> Result<Desk, Failure> {
    let begun = Instant::now();
    loop {
        let (desk, opened) = Desk::open(config.desk.clone())?;
        if !opened.read_only {
            return Ok(desk);
        }
        drop(desk);
        if begun.elapsed() > PATIENCE {
            return Err(library::Error::Busy { path: config.desk.articles() }.into());
        }
        time::sleep(BEAT).await;
    }
}

/// Asks the program that signs people in, if there is one, what it says of itself: whoever starts the server reads at once
/// if it does not answer. The server does not wait for it.
fn look_for_provider(desk: &Arc<Desk>) -> Result<(), Failure> {
    if desk.readers().provider().is_some() && !cfg!(feature = "oidc") {
        return Err(Error::from(provider::Error::NotBuilt).into());
    }
    let desk = desk.clone();
    // What it says is in the log.
    thread::spawn(move || desk.readers().provider().map(Provider::look));
    Ok(())
}

/// Makes the desk current, beside the server, which answers from what was there before.
fn catch_up(desk: Arc<Desk>) -> oneshot::Receiver<Result<Published, Error>> {
    let (done, current) = oneshot::channel();
    thread::spawn(move || {
        let caught_up = desk.catch_up(&Hint::Everything, Depth::Stamps, &Bar::of("indexing"));
        // Nobody waits any more when the server was told to stop meanwhile.
        let _ = done.send(caught_up);
    });
    current
}

/// On SIGHUP: compare everything by content, at once.
fn look_again(desk: Arc<Desk>) {
    thread::spawn(move || match desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent) {
        Ok(published) => tracing::info!(put = published.put, gone = published.gone, "compared everything"),
        Err(error) => tracing::error!(%error, hint = error.hint(), "the articles could not be compared"),
    });
}

fn ready(desk: &Desk, published: &Published, address: SocketAddr) -> Result<(), Failure> {
    if desk.readers().is_empty()? {
        tracing::info!(
            "nobody has an account or a token, so everybody is a customer; `firstline user add NAME --role admin` makes \
             the first admin"
        );
    }
    let articles = desk.view().library.len();
    let findings = desk.findings().len();
    tracing::info!(articles, put = published.put, gone = published.gone, findings, "ready");
    let mut out = format!(
        "firstline is ready at http://{address}/ with {}\n",
        output::counted(articles, "article", "articles")
    );
    if findings > 0 {
        let findings = output::counted(findings, "finding", "findings");
        let _ = writeln!(out, "{findings} in the articles: see `firstline check`");
    }
    progress::beside_bars(|| print(&out))
}

/// What the system asks of a server.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
    hang_up: Signal,
}

impl Signals {
    fn new() -> Result<Signals, Failure> {
        Ok(Signals {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    async fn asked(&mut self) -> Asked {
        tokio::select! {
            _ = self.terminate.recv() => Asked::Stop,
            _ = self.interrupt.recv() => Asked::Stop,
            _ = self.hang_up.recv() => Asked::LookAgain,
        }
    }

    async fn told_to_stop(&mut self) {
        while self.asked().await != Asked::Stop {}
    }
}

/// What a signal asks.
#[derive(PartialEq, Eq)]
enum Asked {
    Stop,
    LookAgain,
}
