//! How soon are the articles found that mean something like this?
//!
//! Measured: an exact scan of 100,000 vectors of 384 values, two of each article, on one shelf: for one asked
//! vector, and for a ticket as a whole with eight sentences; the same with two shelves of which one is open; opening
//! 60,000 vectors from the disk, every checksum verified; and putting one changed article among them.
//! Corpus: vectors of whole numbers that nobody meant (fixed seed).
//!
//! Good is: one asked vector ≤ 5 ms, opening ≤ 100 ms.
//!
//! Run: `cargo bench --bench vectors`.

mod corpus;

use std::path::Path;

use criterion::{BatchSize, Criterion};
use firstline::{
    access::{AudienceSet, Reader},
    index::vectors::{Put, VectorIndex},
    library::Key,
    search::{Meant, ModelId, Vectors},
    vector::Vector,
};

const DIMENSIONS: usize = 384;
const MODEL: ModelId = ModelId(1);
/// Vectors of an article.
const EACH: usize = 2;

/// Numbers that follow from a seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn vector(&mut self) -> Vector {
        let values = (0..DIMENSIONS).map(|_| self.next().to_le_bytes()[4].cast_signed()).collect();
        Vector::kept(values).expect("a direction")
    }

    fn put(&mut self, number: usize, audience: &str) -> Put {
        Put {
            key: Key(number as u64),
            readership: AudienceSet::of([audience]).into(),
            texts: self.next(),
            vectors: (0..EACH).map(|_| self.vector()).collect(),
        }
    }
}

/// An index of so many vectors on one shelf, in portions as embedding makes them.
fn filled(folder: &Path, random: &mut Random, vectors: usize, audiences: &[&str]) -> VectorIndex {
    let (index, _) = VectorIndex::open(folder, MODEL, DIMENSIONS).expect("an index");
    let numbers: Vec<usize> = (0..vectors / EACH).collect();
    for portion in numbers.chunks(256) {
        let puts: Vec<Put> =
            portion.iter().map(|number| random.put(*number, audiences[number % audiences.len()])).collect();
        index.put(&puts).expect("to be kept");
    }
    index
}

/// The best, found in the plainest way.
fn best(vectors: &dyn Vectors, meant: &Meant, articles: usize) -> Vec<(Key, f32)> {
    let scope = Reader::at_terminal([]).scope();
    let mut all: Vec<(Key, f32)> = (0..articles)
        .map(|number| {
            let key = Key(number as u64);
            let own = vectors.of(key, &scope);
            let cosine = |asked: &Vector| own.iter().map(|one| asked.cosine(one)).fold(f32::MIN, f32::max);
            (key, meant.likeness(cosine))
        })
        .collect();
    all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    all.truncate(50);
    all
}

fn main() {
    let (scanned, opened) = if corpus::trying() { (2_000, 1_000) } else { (100_000, 60_000) };
    let mut random = Random(corpus::SEED);
    let mut criterion = Criterion::default().configure_from_args();
    let whole = Meant { whole: random.vector(), sentences: Vec::new() };
    let ticket = Meant { sentences: (0..8).map(|_| random.vector()).collect(), ..whole.clone() };
    let public = Reader::public().scope();

    let folder = tempfile::tempdir().expect("a folder");
    let index = filled(folder.path(), &mut random, scanned, &["public"]);
    let vectors = index.vectors();
    for meant in [&whole, &ticket] {
        assert_eq!(vectors.nearest(meant, &public, 50), best(&*vectors, meant, scanned / EACH));
    }
    criterion.bench_function("vectors/scan 100,000, one asked", |bencher| {
        bencher.iter(|| vectors.nearest(&whole, &public, 50));
    });
    criterion.bench_function("vectors/scan 100,000, a ticket of eight sentences", |bencher| {
        bencher.iter(|| vectors.nearest(&ticket, &public, 50));
    });
    let folder = tempfile::tempdir().expect("a folder");
    let halves = filled(folder.path(), &mut random, scanned, &["public", "agents"]).vectors();
    criterion.bench_function("vectors/scan 100,000, half of them open, one asked", |bencher| {
        bencher.iter(|| halves.nearest(&whole, &public, 50));
    });
    drop((index, vectors, halves));

    let folder = tempfile::tempdir().expect("a folder");
    let index = filled(folder.path(), &mut random, opened, &["public"]);
    assert_eq!(index.size().vectors, opened);
    let mut number = 0;
    criterion.bench_function("vectors/put one article among 30,000", |bencher| {
        bencher.iter_batched(
            || {
                number = (number + 7_919) % (opened / EACH);
                [random.put(number, "public")]
            },
            |put| index.put(&put).expect("to be kept"),
            BatchSize::PerIteration,
        );
    });
    index.tidy().expect("in order");
    drop(index);
    criterion.bench_function("vectors/open 60,000", |bencher| {
        bencher.iter(|| {
            let (index, opened) = VectorIndex::open(folder.path(), MODEL, DIMENSIONS).expect("an index");
            assert!(opened.damaged.is_empty());
            index.size()
        });
    });
    criterion.final_summary();
}
