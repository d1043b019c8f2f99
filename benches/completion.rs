//! How long does it take to finish what is being typed?
//!
//! Measured: `search::complete` for the beginnings of titles, from 2 letters of one word to 3 words of which the
//! last is begun. Corpus: 20,000 articles of 5 kB (`corpus`, fixed seed), or those of `FIRSTLINE_DATA`; 500 titles.
//!
//! Good is: p99 below 10 ms, so that the list is there before the next key.
//!
//! Run: `cargo bench --bench completion`.

mod corpus;

use std::{hint::black_box, time::Duration};

use criterion::{BatchSize, Criterion};
use firstline::access::Reader;

/// What has been typed of a query.
type Cut = fn(&str) -> String;

fn main() {
    let folder = corpus::Folder::of(if corpus::trying() { 200 } else { 20_000 });
    let (desk, _index) = corpus::indexed(&folder.kb);
    let scope = Reader::public().scope();
    let complete = |typed: &str| desk.complete(typed, &scope).expect("completions").0;
    let queries = corpus::queries(&desk, 500);
    let cases: [(&str, Cut); 3] = [
        ("two letters", |query| query.chars().take(2).collect()),
        ("a word", |query| query.split(' ').next().unwrap_or_default().to_owned()),
        ("three words with the last begun", |query| {
            let (whole, last) = query.rsplit_once(' ').unwrap_or_default();
            format!("{whole} {}", last.chars().take(3).collect::<String>())
        }),
    ];
    let mut criterion = Criterion::default().configure_from_args();
    for (name, cut) in cases {
        let typed: Vec<String> = queries.iter().map(|query| cut(query)).collect();
        for beginning in &typed {
            assert!(!complete(beginning).is_empty(), "`{beginning}` begins a title");
        }
        let mut times: Vec<Duration> =
            typed.iter().map(|typed| corpus::timed(|| complete(typed)).1).collect();
        corpus::tell_percentiles("completion", name, &mut times);
        let mut next = 0;
        criterion.bench_function(&format!("completion/{name}"), |bencher| {
            bencher.iter_batched(
                || {
                    next = (next + 1) % typed.len();
                    &typed[next]
                },
                |typed| black_box(complete(typed)),
                BatchSize::SmallInput,
            );
        });
    }
    criterion.final_summary();
}
