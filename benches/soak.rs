//! Does the server stay as it is, hour after hour?
//!
//! The program itself serves a folder, and is asked at a steady rate by a day's people: 150 searches a second of
//! customers from fifty networks and 50 of agents, which are written down; 20 suggestions of agents, 5 outcomes, and
//! each second a writer saves an article, moves it, takes it away or brings it back, and now and then waits until
//! the change is found. Ten seconds apart it is looked at: memory of its own, open files, threads, files below the
//! index, bytes of the store's log and of what it says.
//!
//! Good is: every reply is right and every change is found; after the first quarter memory grows by at most
//! [`BYTES_OF_EVENT`] for each thing that was written down and [`SLACK`], open files and threads not at all beyond
//! [`MORE_FILES`], the index's files stay under [`MOST_FILES`] of the start, and the store's log under [`MOST_LOG`].
//!
//! Corpus: 2,000 articles of the bench's own, or a copy of those of `FIRSTLINE_DATA`. The figures are sent by whoever
//! asks from the same machine: times hold what the asking takes of the processor.
//!
//! Run: `cargo bench --bench soak` (20 minutes; `FIRSTLINE_SOAK_SECONDS` for another time, `FIRSTLINE_BIN` for another
//! program). Without `--bench` it only tries.

mod corpus;
#[path = "soak/client.rs"]
mod client;
#[path = "soak/look.rs"]
mod look;
#[path = "soak/people.rs"]
mod people;
#[path = "soak/server.rs"]
mod server;

use std::{
    env, thread,
    time::{Duration, Instant},
};

use corpus::{tell, tell_percentiles, trying};
use look::Look;
use people::Day;
use server::Server;

/// What one thing that was shown or came of it may take in memory, for reports and lessons.
const BYTES_OF_EVENT: u64 = 800;
/// So much may memory grow beside that: caches fill up, the allocator keeps what it has.
const SLACK: u64 = 64 << 20;
/// So many files or sockets more may be open than after the first quarter.
const MORE_FILES: u64 = 24;
/// So many times the files of the start may lie below the index.
const MOST_FILES: u64 = 3;
/// Neither the store's log nor what the server says becomes longer, in bytes.
const MOST_LOG: u64 = 32 << 20;

#[expect(clippy::print_stderr, reason = "twenty minutes are long for whoever waits")]
fn main() {
    let asked = env::var("FIRSTLINE_SOAK_SECONDS").ok().and_then(|text| text.parse().ok());
    let (articles, seconds) = if trying() { (60, 4) } else { (2_000, asked.unwrap_or(1_200)) };
    let server = Server::start(articles);
    let day = Day::new(&server);
    let mut looks = Vec::new();
    let between = Duration::from_secs(if seconds < 60 { 1 } else { 10 });
    thread::scope(|scope| {
        day.begin(scope);
        for look in 0..seconds / between.as_secs() {
            people::rest_until(Instant::now() + between);
            looks.push(Look::at(&server, day.written_down()));
            if look % 6 == 0 {
                eprintln!("{:>5} s: {}", look * between.as_secs(), looks[looks.len() - 1]);
            }
        }
        day.end();
    });
    let people = day.told();
    for (what, mut times, per_second) in people.times {
        tell("soak", &format!("{what} each second"), per_second / look::real(seconds), "1/s");
        tell_percentiles("soak", &what, &mut times);
    }
    tell("soak", "searches that found nothing", look::real(people.nothing), "searches");
    tell("soak", "articles saved or moved or gone or back", look::real(people.edits), "edits");
    tell("soak", "longest until a change was found", people.slowest_edit.as_secs_f64(), "s");
    look::told(&looks);
    assert!(people.errors.is_empty(), "not every reply was right: {:#?}", people.errors);
    assert!(people.edits > 0 && people.outcomes > 0, "nobody wrote or recorded anything");
    look::assert_bounded(&looks);
    server.stop();
}
