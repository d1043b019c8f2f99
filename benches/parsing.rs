//! How long does one article take to read?
//!
//! Measured: `article::read` of one file's bytes, front matter, sections, words and links. Corpus: 200 articles of
//! 5 kB (`corpus`, fixed seed), or those of `FIRSTLINE_DATA`. Good is: 0.1 ms an article on this project's
//! machine; what matters is the ratio that `indexing` prints.
//!
//! Run: `cargo bench --bench parsing`.

mod corpus;

use std::{fs, hint::black_box};

use criterion::{BatchSize, Criterion, Throughput};
use firstline::{
    article::{Rules, read},
    kb,
};

fn main() {
    let folder = corpus::Folder::of(200);
    let settings = kb::Settings::of(&folder.kb);
    let paths: Vec<String> = kb::list(&settings).expect("a folder").files.into_keys().take(200).collect();
    let files: Vec<(String, Vec<u8>)> = paths
        .into_iter()
        .map(|path| {
            let bytes = fs::read(folder.kb.join(&path)).expect("a file");
            (path, bytes)
        })
        .collect();
    let rules = Rules::default();
    for (path, bytes) in &files {
        let (article, _) = read(path, bytes, &rules);
        assert!(!article.title.is_empty() && !article.sections.is_empty(), "{path}");
    }
    let bytes: usize = files.iter().map(|(_, bytes)| bytes.len()).sum();
    corpus::tell("parsing", "bytes an article", corpus::real(bytes) / corpus::real(files.len()), "B");

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("parsing");
    group.throughput(Throughput::Bytes((bytes / files.len()) as u64));
    let mut next = 0;
    group.bench_function("read one article", |bencher| {
        bencher.iter_batched(
            || {
                next = (next + 1) % files.len();
                &files[next]
            },
            |(path, bytes)| black_box(read(path, bytes, &rules)),
            BatchSize::SmallInput,
        );
    });
    group.finish();
    criterion.final_summary();
}
