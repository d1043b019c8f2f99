//! Is whatever is wrong with a model told, with a hint, and never a panic?

use std::{fs, path::Path};

use proptest::prelude::*;

use super::*;
use crate::model::Error;

/// A tiny model of which one file was changed.
fn changed(name: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> Result<Model, Error> {
    let folder = tempfile::tempdir().expect("a folder");
    Tiny::default().write(folder.path());
    let path = folder.path().join(name);
    fs::write(&path, change(fs::read(&path).expect("a file"))).expect("a file");
    Model::open(folder.path())
}

#[track_caller]
fn refused(name: &str, change: impl FnOnce(String) -> String, of: &str) {
    let changed = changed(name, |bytes| change(String::from_utf8(bytes).expect("UTF-8")).into_bytes());
    told(changed, of);
}

#[track_caller]
fn told(opened: Result<Model, Error>, of: &str) {
    let error = opened.expect_err(of);
    assert!(error.to_string().contains(of), "`{of}` in: {error}");
    assert!(!error.hint().is_empty());
}

fn weights(change: impl FnOnce(&mut Tiny)) -> Result<Model, Error> {
    let mut tiny = Tiny::default();
    change(&mut tiny);
    changed("model.safetensors", |_| tiny.weights())
}

#[test]
fn a_wrong_configuration_is_told() {
    let swap = |from: &'static str, to: &'static str| move |text: String| text.replace(from, to);
    for (from, to, of) in [
        ("\"hidden_size\": 24", "\"hidden_size\": 25", "cannot be shared"),
        ("\"hidden_size\": 24", "\"hidden_size\": 27", "the shape"),
        ("\"hidden_size\": 24", "\"hidden_size\": 24000000000", "`hidden_size`"),
        ("\"hidden_size\": 24", "\"hidden_size\": 0", "`hidden_size`"),
        ("\"hidden_size\": 24", "\"hidden_size\": -24", "config.json"),
        ("\"hidden_size\": 24,", "", "hidden_size"),
        ("\"vocab_size\": ", "\"vocab_size\": 9", "the shape"),
        ("\"num_attention_heads\": 3", "\"num_attention_heads\": 0", "`num_attention_heads`"),
        ("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3", "has no tensor `encoder.layer.2"),
        ("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 100000", "`num_hidden_layers`"),
        ("\"intermediate_size\": 40", "\"intermediate_size\": 41", "the shape"),
        ("\"max_position_embeddings\": 64", "\"max_position_embeddings\": 65", "the shape"),
        ("\"max_position_embeddings\": 64", "\"max_position_embeddings\": 1", "no room"),
        ("\"type_vocab_size\": 2", "\"type_vocab_size\": 99", "`type_vocab_size`"),
        ("1e-12", "-1.0", "`layer_norm_eps`"),
        ("\"gelu\"", "\"swish\"", "`swish`"),
        ("BertModel", "LlamaForCausalLM", "`LlamaForCausalLM`"),
        ("{", "", "config.json"),
    ] {
        refused("config.json", swap(from, to), of);
    }
    refused("sentence_bert_config.json", swap("32", "2"), "no room");
    refused("modules.json", swap("models.Normalize", "models.Dense"), "`Dense`");
    refused("modules.json", swap("\"1_Pooling\"", "\"../../etc\""), "`Pooling`");
    refused("1_Pooling/config.json", swap("mean_tokens", "max_tokens"), "`max_tokens`");
    refused("1_Pooling/config.json", swap("true", "false"), "pools by");
    refused("tokenizer.json", swap("WordLevel", "Nothing"), "tokenizer.json");
    refused("tokenizer.json", swap("\"[CLS]\": 2,", "\"[CLS]\": 2, \"firstline\": 4000,"), "the token 4000");
    refused("tokenizer.json", |_| String::new(), "tokenizer.json");
    refused("tokenizer.json", swap("\"id\": \"[SEP]\"", "\"id\": \"[SOP]\""), "contradicts itself");
}

#[test]
fn wrong_weights_are_told() {
    let cut = |to: usize| {
        changed("model.safetensors", |mut bytes| {
            bytes.truncate(to);
            bytes
        })
    };
    for to in [0, 5, 8, 100] {
        told(cut(to), "model.safetensors");
    }
    told(
        changed("model.safetensors", |mut bytes| {
            bytes.pop();
            bytes
        }),
        "cut short",
    );
    told(
        changed("model.safetensors", |mut bytes| {
            bytes.push(0);
            bytes
        }),
        "cut short",
    );
    told(
        changed("model.safetensors", |mut bytes| {
            bytes[..8].fill(0xff);
            bytes
        }),
        "too long",
    );
    told(
        changed("model.safetensors", |mut bytes| {
            let end = bytes.len();
            bytes[end - 4..].copy_from_slice(&f32::NAN.to_le_bytes());
            bytes
        }),
        "no numbers",
    );
    told(
        changed("model.safetensors", |_| b"<!DOCTYPE html><html>Not found</html>".to_vec()),
        "model.safetensors",
    );
    told(weights(|tiny| tiny.width = 27), "the shape");
    told(weights(|tiny| tiny.layers = 1), "has no tensor");
    told(
        changed("model.safetensors", |bytes| String::from_utf8_lossy(&bytes[..8]).into_owned().into_bytes()),
        "model.safetensors",
    );
    assert!(weights(|tiny| tiny.prefix = "bert.").is_ok());
    assert!(weights(|tiny| tiny.numbers = "BF16").is_ok());
}

#[test]
fn what_is_not_there_is_told() {
    for name in ["config.json", "tokenizer.json", "model.safetensors", "1_Pooling/config.json"] {
        let folder = tempfile::tempdir().expect("a folder");
        Tiny::default().write(folder.path());
        fs::remove_file(folder.path().join(name)).expect("to remove");
        let error = Model::open(folder.path()).expect_err(name);
        assert!(
            error.to_string().contains(Path::new(name).file_name().and_then(|n| n.to_str()).expect("a name"))
        );
    }
    for name in ["modules.json", "sentence_bert_config.json"] {
        let folder = tempfile::tempdir().expect("a folder");
        Tiny::default().write(folder.path());
        fs::remove_file(folder.path().join(name)).expect("to remove");
        assert!(Model::open(folder.path()).is_ok(), "{name} may be missing");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever a byte or two of a small file are changed to: a model, or an error.
    #[test]
    fn odd_files_never_panic(
        name in prop::sample::select(vec![
            "config.json", "tokenizer.json", "modules.json", "1_Pooling/config.json", "sentence_bert_config.json",
            "model.safetensors",
        ]),
        at in 0.0..1.0_f64,
        to in prop_oneof![Just(Vec::new()), prop::collection::vec(any::<u8>(), 1..3), "[0-9\"{},:.e-]{1,4}".prop_map(String::into_bytes)],
    ) {
        let opened = changed(name, |mut bytes| {
            // Of the weights, their description: that is where sizes stand.
            let end = if name.ends_with("safetensors") { 600.min(bytes.len()) } else { bytes.len() };
            #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a small file")]
            let at = (at * end as f64) as usize;
            let end = (at + to.len().max(1)).min(bytes.len());
            bytes.splice(at..end, to);
            bytes
        });
        if let Ok(model) = opened {
            let vectors = model.embed(&["where is my parcel?", "x"], 32);
            prop_assert!(vectors.is_ok_and(|vectors| vectors.len() == 2));
        }
    }
}
