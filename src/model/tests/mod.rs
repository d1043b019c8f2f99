//! Is a model what the reference says, and is whatever is wrong with one told?

mod broken;
mod real;
#[path = "../../../tests/it/tiny_model.rs"]
mod tiny_model;

use std::path::Path;

use tiny_model::Tiny;

use super::{
    files::{Shape, Tensors, Words},
    opened::Model,
    pass::naive::Naive,
};
use crate::{processor::Kernel, search::Embedder, text::Language, vector::Vector};

/// The plain pass of a model, in floating numbers.
fn naive(folder: &Path) -> impl Fn(&str) -> Vec<f32> {
    let shape = Shape::read(folder).expect("a shape");
    let words = Words::open(folder).expect("a tokenizer");
    let naive = Naive::load(&mut Tensors::open(folder).expect("weights"), &shape).expect("weights");
    move |text| naive.run(&words.of(text, shape.tokens).expect("tokens").expect("some"))
}

#[expect(clippy::cast_possible_truncation, reason = "a cosine")]
fn cosine(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| f64::from(*a) * f64::from(*b)).sum::<f64>();
    (dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()) as f32
}

fn values(vector: &Vector) -> Vec<f32> {
    vector.values().iter().map(|value| f32::from(*value)).collect()
}

fn all_shapes() -> Vec<Tiny> {
    let usual = Tiny::default();
    vec![
        usual.clone(),
        Tiny { architecture: "XLMRobertaModel", kinds: 1, prefix: "roberta.", ..usual.clone() },
        Tiny { architecture: "RobertaForMaskedLM", kinds: 0, pooling: "cls_token", ..usual.clone() },
        Tiny { width: 32, heads: 1, inner: 7, layers: 1, numbers: "F16", ..usual.clone() },
        Tiny { width: 65, heads: 5, inner: 129, layers: 3, numbers: "BF16", ..usual },
    ]
}

#[test]
fn whole_numbers_come_near_floating_ones_and_every_kernel_says_the_same() {
    let texts = [
        "Where is my parcel?",
        "the laptop battery is empty",
        "vpn",
        "How do I reset my password? I forgot it, please reset it, it is the one of the phone. Keys, keys, keys, keys.",
    ];
    for tiny in all_shapes() {
        let folder = tempfile::tempdir().expect("a folder");
        tiny.write(folder.path());
        let plain = naive(folder.path());
        let mut before: Option<Vec<Option<Vector>>> = None;
        for kernel in Kernel::all() {
            let model = Model::with(folder.path(), kernel).expect("a model");
            let vectors = model.embed(&texts, 64).expect("vectors");
            for (text, vector) in texts.iter().zip(&vectors) {
                let vector = vector.as_ref().expect("a vector");
                let alike = cosine(&values(vector), &plain(text));
                assert!(alike > 0.99, "{alike} for {text} of {tiny:?} by {}", kernel.name());
            }
            let alone = texts.iter().flat_map(|text| model.embed(&[text], 64).expect("a vector"));
            assert_eq!(alone.collect::<Vec<_>>(), vectors, "one by one as together");
            assert!(before.is_none_or(|before| before == vectors), "{}", kernel.name());
            before = Some(vectors);
        }
    }
}

#[test]
fn a_model_tells_what_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    Tiny::default().write(folder.path());
    let model = Model::open(folder.path()).expect("a model");
    assert_eq!((model.dimensions(), model.layers(), model.tokens()), (24, 2, 32));
    let german = Language::parse("de").expect("a language");
    assert!(model.reads(Language::ENGLISH) && !model.reads(german));
    let same = Model::open(folder.path()).expect("a model");
    assert_eq!(model.id(), same.id());
    Tiny { pooling: "cls_token", ..Tiny::default() }.write(folder.path());
    let other = Model::open(folder.path()).expect("a model");
    assert_ne!(model.id(), other.id(), "another way to make one vector is another model");
    Tiny { seed: 2, ..Tiny::default() }.write(folder.path());
    assert_ne!(model.id(), Model::open(folder.path()).expect("a model").id());
    Tiny { architecture: "XLMRobertaModel", ..Tiny::default() }.write(folder.path());
    assert!(Model::open(folder.path()).expect("a model").reads(german));
}

#[test]
fn texts_without_words_have_no_vector_and_long_ones_are_cut() {
    let folder = tempfile::tempdir().expect("a folder");
    Tiny::default().write(folder.path());
    let model = Model::open(folder.path()).expect("a model");
    let long = "where is my parcel ".repeat(10_000);
    let cut = "where is my parcel ".repeat(3);
    let texts = ["", " \n\t", "parcel", &long, &cut, "\u{0}", "\u{fffd}🦀"];
    let vectors = model.embed(&texts, 14).expect("vectors");
    assert_eq!(
        vectors.iter().map(Option::is_some).collect::<Vec<_>>(),
        [false, false, true, true, true, false, true]
    );
    assert_eq!(vectors[3], vectors[4], "12 tokens and their frame");
    assert_eq!(model.embed(&["parcel"], 2).expect("nothing"), [None], "no room for a word");
    assert_eq!(model.embed(&[], 14).expect("nothing"), []);
    assert!(model.embed(&[&long], usize::MAX).expect("a vector")[0].is_some());
}

#[test]
fn many_threads_get_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    Tiny::default().write(folder.path());
    let model = Model::open(folder.path()).expect("a model");
    let texts = ["where is my parcel", "the printer prints blank pages", "money back"];
    let expected = model.embed(&texts, 32).expect("vectors");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..20).for_each(|_| assert_eq!(model.embed(&texts, 32).as_ref(), Ok(&expected))));
        }
    });
}
