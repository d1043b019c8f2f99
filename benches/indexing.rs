//! How fast does a folder become searchable for the first time?
//!
//! Measured: `Desk::open` and one `catch_up` on an empty index, from listing the folder to the durable commit; and
//! in the same run, as the yardstick, reading and parsing the same files on as many threads and nothing else.
//! Corpus: 5,000 articles of 5 kB (`corpus`, fixed seed), or those of `FIRSTLINE_DATA`.
//!
//! Good is: at least 5,000 articles a second on 2 cores, and at most twice the time of parsing alone.
//!
//! Run: `cargo bench --bench indexing`.

mod corpus;

use std::{
    num::NonZero,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use criterion::{Criterion, Throughput};
use firstline::{
    article::{Rules, read},
    kb,
};

/// The ratio is that of the best of so many runs of each.
const RUNS: usize = 5;

fn main() {
    let folder = corpus::Folder::of(if corpus::trying() { 200 } else { 5_000 });
    let (desk, _index) = corpus::indexed(&folder.kb);
    let articles = desk.view().library.len();
    assert!(articles > 0 && articles <= folder.articles, "{articles} of {} files", folder.articles);
    assert_eq!(parse_all(&folder.kb), articles);
    drop(desk);

    let best = |work: &dyn Fn()| (0..RUNS).map(|_| corpus::timed(work).1).min().unwrap_or(Duration::MAX);
    let parsed = best(&|| assert_eq!(parse_all(&folder.kb), articles)).as_secs_f64();
    let indexed = best(&|| drop(corpus::indexed(&folder.kb))).as_secs_f64();
    corpus::tell("indexing", "first index", corpus::real(articles) / indexed, "articles/s");
    corpus::tell("indexing", "parsing alone", corpus::real(articles) / parsed, "articles/s");
    corpus::tell("indexing", "first index to parsing alone", indexed / parsed, "ratio");

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("indexing");
    group.sample_size(10).throughput(Throughput::Elements(articles as u64));
    group.bench_function("parsing alone", |bencher| bencher.iter(|| parse_all(&folder.kb)));
    group.bench_function("first index", |bencher| bencher.iter(|| corpus::indexed(&folder.kb)));
    group.finish();
    criterion.final_summary();
}

/// Lists the folder, reads every file and parses it, on all threads; how many articles there are.
fn parse_all(root: &Path) -> usize {
    let (settings, rules) = (kb::Settings::of(root), Rules::default());
    let files = kb::list(&settings).expect("a folder").files;
    let paths: Vec<String> = files.into_keys().filter(|path| !settings.companions.contains(path)).collect();
    let (next, parsed) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let work = || {
        while let Some(path) = paths.get(next.fetch_add(1, Ordering::Relaxed)) {
            let Ok(file) = kb::read(&settings, path) else { continue };
            let (article, _) = read(path, &file.bytes, &rules);
            parsed.fetch_add(usize::from(!article.title.is_empty()), Ordering::Relaxed);
        }
    };
    let threads = thread::available_parallelism().map_or(2, NonZero::get);
    thread::scope(|scope| (0..threads).for_each(|_| drop(scope.spawn(work))));
    parsed.into_inner()
}
