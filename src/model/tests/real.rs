//! Does a real model say what the reference implementation says?
//!
//! `tests/fixtures/meanings.jsonl` holds texts and their vectors, made once with sentence-transformers 6.2 (`PyTorch`, floating
//! numbers) and all-MiniLM-L6-v2, in whole numbers of 16 bits.

use std::{env, fs, path::Path};

use serde_json::Value;

use super::*;
use crate::model::{find, install};

/// Calls a test with the directory of the real model, or says why not.
#[expect(clippy::print_stderr, reason = "a test that was skipped has to say so")]
fn with_real_model(test: impl Fn(&Path)) {
    let Some(given) = env::var_os("FIRSTLINE_MODEL") else {
        assert!(env::var("CI").as_deref() != Ok("true"), "FIRSTLINE_MODEL names no model, and this is CI");
        eprintln!("skipped: FIRSTLINE_MODEL names no directory or wheel of all-MiniLM-L6-v2");
        return;
    };
    if Path::new(&given).join("config.json").is_file() {
        return test(Path::new(&given));
    }
    let index = tempfile::tempdir().expect("a folder");
    let installed = install(Path::new(&given), index.path(), &|_| ()).expect("a model");
    assert_eq!(find(index.path()).expect("an index"), Some(installed.clone()));
    test(&installed.folder);
}

/// The texts of the fixture, and what they mean.
fn known() -> Vec<(String, Vec<f32>)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/meanings.jsonl");
    let text = fs::read_to_string(path).expect("the fixture");
    let known = text.lines().map(|line| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        let bytes = decoded(line["vector"].as_str().expect("a vector"));
        let values = bytes.as_chunks::<2>().0.iter().map(|pair| f32::from(i16::from_le_bytes(*pair)));
        (line["text"].as_str().expect("a text").to_owned(), values.collect())
    });
    known.collect()
}

/// What base64 stands for.
fn decoded(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digit = |byte| DIGITS.iter().position(|digit| *digit == byte).expect("a digit");
    let digits = text.bytes().filter(|byte| *byte != b'=').map(digit);
    let (mut bits, mut held, mut bytes) = (0, 0, Vec::new());
    for digit in digits {
        (bits, held) = (bits << 6 | digit, held + 6);
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).expect("a byte"));
            bits &= (1 << held) - 1;
        }
    }
    bytes
}

/// The least and the middle of the cosines of all texts with what they mean, two threads at work: without optimisation
/// it takes long.
fn alike(known: &[(String, Vec<f32>)], of: impl Fn(&[&str]) -> Vec<Vec<f32>> + Sync) -> (f32, f32) {
    assert_eq!(known.len(), 100);
    let (first, second) = known.split_at(50);
    let share = |known: &[(String, Vec<f32>)]| {
        let texts: Vec<&str> = known.iter().map(|(text, _)| text.as_str()).collect();
        let vectors = of(&texts);
        assert_eq!(vectors.len(), known.len());
        vectors.iter().zip(known).map(|(vector, (_, right))| cosine(vector, right)).collect::<Vec<_>>()
    };
    let mut alike = std::thread::scope(|scope| {
        let other = scope.spawn(|| share(second));
        [share(first), other.join().expect("no panic")].concat()
    });
    alike.sort_by(f32::total_cmp);
    (alike[0], alike[alike.len() / 2])
}

#[test]
fn floating_numbers_are_those_of_the_reference() {
    with_real_model(|folder| {
        let plain = naive(folder);
        let (worst, middle) = alike(&known(), |texts| texts.iter().map(|text| plain(text)).collect());
        assert!(worst >= 0.999, "worst cosine {worst}, middle {middle}");
    });
}

#[test]
fn whole_numbers_come_near_the_reference() {
    with_real_model(|folder| {
        let model = Model::open(folder).expect("a model");
        let (worst, middle) = alike(&known(), |texts| {
            let vectors = model.embed(texts, 256).expect("vectors");
            vectors.iter().map(|vector| values(vector.as_ref().expect("a vector"))).collect()
        });
        assert!(worst >= 0.99, "worst cosine {worst}, middle {middle}");
    });
}
