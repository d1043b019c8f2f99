//! The whole server is killed at random moments, while articles are edited and outcomes reported at the same time.
//! After each restart the index is the folder, and every outcome that was acknowledged is there, once.
//!
//! Run more of them, with a release, and see what was done:
//! `FIRSTLINE_KILLS=300 FIRSTLINE_BIN=target/release/firstline cargo test --test it crasher -- --nocapture`.

use std::{
    collections::BTreeMap,
    env,
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Instant,
};

use firstline::{desk::Settings, learn::Cursor, store};

use crate::{
    command_line::{Place, Server},
    crash::Storm,
    killed::{Reported, TOPICS, report, send_again},
};

const KILLS: usize = 4;
const CLIENTS: u64 = 2;

#[test]
#[expect(clippy::print_stdout, reason = "whoever runs three hundred of them wants to know what was done")]
fn killed_under_edits_and_outcomes_it_loses_nothing_and_doubles_nothing() {
    let kills = env::var("FIRSTLINE_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(KILLS);
    let mut storm = Storm::new(0xc0ff_ee00_5eed);
    for topic in TOPICS {
        storm.keep(&format!("{topic}.md"), &format!("# The {topic} fails\n\nWhat to do with the {topic}.\n"));
    }
    let (mut all, mut unanswered, mut checked, mut slowest) = (Vec::new(), 0, 0, 0);
    for kill in 0..kills {
        let begun = Instant::now();
        let mut server = storm.place().serve();
        slowest = slowest.max(begun.elapsed().as_millis());
        checked += storm.check(&server, kill);
        acknowledged(storm.place(), &all, kill);
        send_again(server.address(), &mut all, &mut unanswered);
        all.extend(both(&mut storm, &mut server, kill));
    }
    let mut server = storm.place().serve();
    checked += storm.check(&server, kills);
    send_again(server.address(), &mut all, &mut unanswered);
    assert_eq!(server.stop(), Some(0));
    let there = acknowledged(storm.place(), &all, kills);
    assert_eq!(there, all.len(), "those sent again were written once");
    storm.place().run(&["verify"]).ended(0);
    println!(
        "{kills} kills, {} edits, {checked} articles checked, {} outcomes, {unanswered} of them not answered when the \
         power failed, slowest start {slowest} ms",
        storm.edits(),
        all.len()
    );
}

/// Edits and reports at once, until the power fails.
fn both(storm: &mut Storm, server: &mut Server, kill: usize) -> Vec<Reported> {
    let (address, over) = (server.address(), AtomicBool::new(false));
    let (say, said) = mpsc::channel();
    thread::scope(|scope| {
        let over = &over;
        let clients: Vec<_> = (0..CLIENTS)
            .map(|client| (client, say.clone()))
            .map(|(client, say)| scope.spawn(move || report(address, (kill, client), over, &say)))
            .collect();
        storm.blow(Some(server));
        server.kill();
        over.store(true, Ordering::Relaxed);
        drop(said);
        clients.into_iter().flat_map(|client| client.join().expect("a client")).collect()
    })
}

/// Sees that each outcome that was acknowledged is in the store, once. How many there are.
fn acknowledged(place: &Place, all: &[Reported], kill: usize) -> usize {
    let settings = Settings::of(place.path("kb"), place.path("index"));
    let ledger = store::open(&settings.store()).expect("the store").ledger;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for (_, told) in ledger.told_since(Cursor(0), usize::MAX).expect("the outcomes") {
        *times.entry(told.outcome.id.to_string()).or_default() += 1;
    }
    for reported in all {
        if let Some(id) = reported.id() {
            assert_eq!(times.get(id), Some(&1), "after kill {kill}: `{}` was acknowledged", reported.key());
        }
    }
    times.len()
}
