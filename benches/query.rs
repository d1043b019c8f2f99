//! How long does a search of three words take, and how much of it is not finding?
//!
//! Measured, on the same index, for 500 queries of three title words: the whole answer (`search::answer`: plan,
//! find, rank, snippets, reasons, facets), the engine alone (`Engine::find` of the same plan: exact statistics over
//! live articles, all matches counted, facets), and as the yardstick bare tantivy on the very same index files: a
//! `BooleanQuery` of the same terms in the same fields with the same weights, collected with `TopDocs(10)`, which
//! may skip what cannot be among the ten, and with `(TopDocs(10), Count)`, which like us counts what matches.
//! Corpus: 20,000 articles of 5 kB (`corpus`, fixed seed), or those of `FIRSTLINE_DATA`.
//!
//! Good is: the engine takes at most 1.5 times as long as bare tantivy. The ratios are printed; they are of the
//! sums over all queries, the best of five rounds each.
//!
//! Run: `cargo bench --bench query`.

mod corpus;

use std::{hint::black_box, path::Path, time::Duration};

use criterion::{BatchSize, Criterion};
use firstline::{
    access::{Reader, Scope},
    article::State,
    desk::Desk,
    search::{Engine, Filter, FilterField, Found, Plan, Query, Request, plan},
};
use jiff::civil::date;
use tantivy::{
    Index, Searcher, Term,
    collector::{Count, TopDocs},
    query::{BooleanQuery, BoostQuery, Occur, Query as TantivyQuery, TermQuery},
    schema::IndexRecordOption,
    tokenizer::WhitespaceTokenizer,
};

const ROUNDS: usize = 5;

fn main() {
    let (articles, number) = if corpus::trying() { (200, 20) } else { (20_000, 500) };
    let folder = corpus::Folder::of(articles);
    let (desk, index) = corpus::indexed(&folder.kb);
    let scope = Reader::public().scope();
    let asked = asked(&desk, &scope, number);
    let searcher = bare(index.path());
    let queries: Vec<BooleanQuery> = asked.iter().map(|asked| same_terms(&asked.plan, &searcher)).collect();
    let view = desk.view();
    let engine = &*view.engine;
    check(engine, &scope, &asked, &searcher, &queries);

    let answer = |asked: &Asked| {
        let context = view.context(date(2026, 11, 22), None);
        firstline::search::answer(&context, &asked.request, &scope).expect("an answer")
    };
    let find = |asked: &Asked| found(engine, asked, &scope);
    let top = |query: &BooleanQuery| {
        searcher.search(query, &TopDocs::with_limit(10).order_by_score()).expect("documents")
    };
    let count = |query: &BooleanQuery| {
        searcher.search(query, &(TopDocs::with_limit(10).order_by_score(), Count)).expect("documents")
    };
    let whole = round(&asked, "the whole answer", &answer);
    let engine_alone = round(&asked, "the engine alone", &find);
    let skipping = round(&queries, "bare tantivy with TopDocs", &top);
    let counting = round(&queries, "bare tantivy with TopDocs and Count", &count);
    for (what, ratio) in [
        ("engine to bare TopDocs and Count", engine_alone / counting),
        ("engine to bare TopDocs", engine_alone / skipping),
        ("answer to engine", whole / engine_alone),
    ] {
        corpus::tell("query", what, ratio, "ratio");
    }

    let mut criterion = Criterion::default().configure_from_args();
    each(&mut criterion, "the whole answer", &asked, &answer);
    each(&mut criterion, "the engine alone", &asked, &find);
    each(&mut criterion, "bare tantivy with TopDocs", &queries, &top);
    each(&mut criterion, "bare tantivy with TopDocs and Count", &queries, &count);
    criterion.final_summary();
}

/// A query as a person asks it and as the engine is asked.
struct Asked {
    words: String,
    request: Request,
    plan: Plan,
}

/// Three-word queries, planned as `search::answer` plans them.
fn asked(desk: &Desk, scope: &Scope, number: usize) -> Vec<Asked> {
    let view = desk.view();
    let queries = corpus::queries(desk, number).into_iter();
    queries
        .map(|words| {
            let query = Query::parse(&words);
            let mut plan = plan(&query, &*view.engine, scope, &view.synonyms).expect("a plan");
            plan.window = 100;
            plan.facets = true;
            plan.leave_out = vec![Filter::new(FilterField::State, State::Archived.word())];
            Asked { words, request: Request { query, limit: 10, ..Request::default() }, plan }
        })
        .collect()
}

fn found(engine: &dyn Engine, asked: &Asked, scope: &Scope) -> Found {
    engine.find(&asked.plan, scope).expect("candidates")
}

/// The index of the public shelf, without us.
fn bare(index: &Path) -> Searcher {
    let shelves = index.join("articles/v1/shelves");
    let shelves = std::fs::read_dir(shelves).expect("shelves").map(|entry| entry.expect("a shelf").path());
    let public = shelves
        .filter(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("public-")))
        .min()
        .expect("a public shelf");
    let index = Index::open_in_dir(public).expect("an index");
    // Never used: terms are given as they are. But tantivy wants to know each by its name.
    index.tokenizers().register("analyzed", WhitespaceTokenizer::default());
    index.reader().expect("a reader").searcher()
}

/// Every term of a plan in each of its fields, with its weight; any of them will do.
fn same_terms(plan: &Plan, searcher: &Searcher) -> BooleanQuery {
    let mut clauses: Vec<(Occur, Box<dyn TantivyQuery>)> = Vec::new();
    for group in &plan.groups {
        for variant in &group.variants {
            for (field, text) in variant.fields.iter().flat_map(|f| variant.terms.iter().map(move |t| (f, t)))
            {
                let name = field.word().replace(' ', "_");
                let bare = searcher.schema().get_field(&name).expect("a field");
                let term = TermQuery::new(Term::from_field_text(bare, text), IndexRecordOption::WithFreqs);
                let weight = group.weight * variant.weight * field.weight();
                clauses.push((Occur::Should, Box::new(BoostQuery::new(Box::new(term), weight))));
            }
        }
    }
    BooleanQuery::new(clauses)
}

/// Everybody finds something, and tantivy, which is content with any of the words, finds at least as much.
fn check(engine: &dyn Engine, scope: &Scope, asked: &[Asked], bare: &Searcher, queries: &[BooleanQuery]) {
    for (asked, query) in asked.iter().zip(queries) {
        let found = found(engine, asked, scope);
        let count = bare.search(query, &Count).expect("a count") as u64;
        assert!(found.total > 0 && count >= found.total, "`{}`: {} and {count}", asked.words, found.total);
    }
}

/// The time of all of them, in seconds: the best of some rounds. Tells the percentiles, too.
fn round<Q, T>(queries: &[Q], what: &str, ask: &dyn Fn(&Q) -> T) -> f64 {
    let times = || -> Vec<Duration> {
        queries.iter().map(|query| corpus::timed(|| black_box(ask(query))).1).collect()
    };
    let rounds: Vec<Vec<Duration>> = (0..ROUNDS).map(|_| times()).collect();
    let mut best = rounds.into_iter().min_by_key(|times| times.iter().sum::<Duration>()).expect("a round");
    corpus::tell_percentiles("query", what, &mut best);
    best.iter().sum::<Duration>().as_secs_f64()
}

fn each<Q, T>(criterion: &mut Criterion, name: &str, queries: &[Q], ask: &dyn Fn(&Q) -> T) {
    let mut next = 0;
    criterion.bench_function(&format!("query/{name}"), |bencher| {
        bencher.iter_batched(
            || {
                next = (next + 1) % queries.len();
                &queries[next]
            },
            |query| black_box(ask(query)),
            BatchSize::SmallInput,
        );
    });
}
