//! How soon is found what was just saved?
//!
//! Measured: `Desk::catch_up` of one changed article, told by its path; and with a `Keeper`, from the end of the
//! write to the first search that finds it: the system's news, the debounce of 30 ms, the commit and the view.
//! Corpus: 20,000 articles of 5 kB (`corpus`, fixed seed) in a folder of the bench's own.
//!
//! Good is: from the write to the hit p50 ≤ 150 ms and p99 ≤ 500 ms.
//!
//! Run: `cargo bench --bench reload`.

mod corpus;

use std::{
    collections::BTreeSet,
    fs,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use criterion::{BatchSize, Criterion};
use firstline::{
    access::Reader,
    desk::{Desk, Keeper, Silent},
    kb::{Depth, Hint},
    search::{Query, Request},
};

const CHANGED: &str = "000/7.md";

fn main() {
    let (articles, saves) = if corpus::trying() { (200, 3) } else { (20_000, 200) };
    let folder = corpus::Folder::own(articles);
    let (desk, _index) = corpus::indexed(&folder.kb);
    let desk = Arc::new(desk);
    let text = fs::read_to_string(folder.kb.join(CHANGED)).expect("an article");
    let save = |word: &str| fs::write(folder.kb.join(CHANGED), format!("{text}\n{word}\n")).expect("to save");
    let hint = Hint::Paths(BTreeSet::from([CHANGED.to_owned()]));
    let publish = || desk.catch_up(&hint, Depth::Stamps, &Silent).expect("to publish");
    save(&word(0));
    assert_eq!(publish().put, 1);
    assert!(finds(&desk, &word(0)));

    let mut criterion = Criterion::default().configure_from_args();
    let mut number = 0;
    criterion.bench_function("reload/publish one changed article", |bencher| {
        bencher.iter_batched(
            || {
                number += 1;
                save(&word(number));
            },
            |()| publish(),
            BatchSize::PerIteration,
        );
    });
    criterion.final_summary();

    let keeper = Keeper::start(desk.clone(), Silent).expect("a keeper");
    let mut times: Vec<Duration> = Vec::new();
    for save_number in 0..saves {
        let word = word(number + 1 + save_number);
        save(&word);
        let saved = Instant::now();
        while !finds(&desk, &word) {
            assert!(saved.elapsed() < Duration::from_secs(30), "`{word}` is never found");
            thread::park_timeout(Duration::from_millis(1));
        }
        times.push(saved.elapsed());
    }
    keeper.stop();
    corpus::tell_percentiles("reload", "from the write to the hit", &mut times);
}

fn finds(desk: &Desk, word: &str) -> bool {
    let request = Request { query: Query::parse(word), limit: 1, ..Request::default() };
    let answer = desk.search(&request, &Reader::public().scope()).expect("an answer");
    answer.hits.first().is_some_and(|hit| hit.article.path == CHANGED)
}

/// A word of letters that no other article and no other save has.
fn word(number: usize) -> String {
    let letters = b"bcdfghjklm";
    let digits = format!("{:08}", number.wrapping_mul(2_654_435_761) % 100_000_000);
    digits.bytes().map(|digit| char::from(letters[usize::from(digit - b'0')])).collect::<String>() + "xzv"
}
