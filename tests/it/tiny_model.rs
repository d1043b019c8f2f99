//! What is the smallest model that makes sense? One of random weights, in which a text is little more than its words.

use std::{fs, io::Write as _, path::Path};

/// Words that it knows.
const WORDS: &str = "how do i reset my password ? forgot , please it . the printer prints blank pages come out of \
    where is parcel has not arrived want money back for order send this laptop battery empty after one hour lasts \
    vpn code phone shows no a in token press twice wait keys hang behind door";

/// The shape of a tiny model.
#[derive(Clone, Debug)]
pub(crate) struct Tiny {
    pub(crate) architecture: &'static str,
    pub(crate) width: usize,
    pub(crate) layers: usize,
    pub(crate) heads: usize,
    pub(crate) inner: usize,
    pub(crate) places: usize,
    pub(crate) kinds: usize,
    /// `mean_tokens` or `cls_token`.
    pub(crate) pooling: &'static str,
    /// `F32`, `F16` or `BF16`.
    pub(crate) numbers: &'static str,
    /// What stands before the names of weights.
    pub(crate) prefix: &'static str,
    pub(crate) seed: u64,
}

impl Default for Tiny {
    fn default() -> Tiny {
        Tiny {
            architecture: "BertModel",
            width: 24,
            layers: 2,
            heads: 3,
            inner: 40,
            places: 64,
            kinds: 2,
            pooling: "mean_tokens",
            numbers: "F32",
            prefix: "",
            seed: 1,
        }
    }
}

impl Tiny {
    /// Writes it as sentence-transformers does.
    pub(crate) fn write(&self, folder: &Path) {
        fs::create_dir_all(folder).expect("a folder");
        for (name, bytes) in self.files() {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
    }

    /// Its files by their names.
    pub(crate) fn files(&self) -> Vec<(&'static str, Vec<u8>)> {
        let modules = r#"[{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"}]"#;
        vec![
            ("config.json", self.config().into_bytes()),
            ("tokenizer.json", tokenizer().into_bytes()),
            ("model.safetensors", self.weights()),
            ("modules.json", modules.as_bytes().to_vec()),
            ("1_Pooling/config.json", format!("{{\"pooling_mode_{}\": true}}", self.pooling).into_bytes()),
            ("sentence_bert_config.json", br#"{"max_seq_length": 32, "do_lower_case": false}"#.to_vec()),
        ]
    }

    pub(crate) fn config(&self) -> String {
        let Tiny { architecture, width, layers, heads, inner, places, kinds, .. } = self;
        let words = words().len();
        format!(
            r#"{{"architectures": ["{architecture}"], "hidden_act": "gelu", "hidden_size": {width},
            "num_hidden_layers": {layers}, "num_attention_heads": {heads}, "intermediate_size": {inner},
            "max_position_embeddings": {places}, "type_vocab_size": {kinds}, "vocab_size": {words},
            "layer_norm_eps": 1e-12, "pad_token_id": 0}}"#
        )
    }

    /// The tensors, each with its name and shape.
    fn tensors(&self) -> Vec<(String, Vec<usize>, Vec<f32>)> {
        let (width, inner) = (self.width, self.inner);
        let mut dice = Dice(self.seed);
        let mut all = Vec::new();
        let mut add = |name: String, shape: Vec<usize>, spread: f32, middle: f32| {
            let values = (0..shape.iter().product()).map(|_| dice.roll() * spread + middle).collect();
            all.push((format!("{}{name}", self.prefix), shape, values));
        };
        let norms = |name: &str| [(format!("{name}.weight"), 1.0), (format!("{name}.bias"), 0.0)];
        add("embeddings.word_embeddings.weight".to_owned(), vec![words().len(), width], 1.0, 0.0);
        add("embeddings.position_embeddings.weight".to_owned(), vec![self.places, width], 0.05, 0.0);
        if self.kinds > 0 {
            add("embeddings.token_type_embeddings.weight".to_owned(), vec![self.kinds, width], 0.05, 0.0);
        }
        for (name, middle) in norms("embeddings.LayerNorm") {
            add(name, vec![width], 0.1, middle);
        }
        for layer in 0..self.layers {
            for (name, inputs, outputs) in [
                ("attention.self.query", width, width),
                ("attention.self.key", width, width),
                ("attention.self.value", width, width),
                ("attention.output.dense", width, width),
                ("intermediate.dense", width, inner),
                ("output.dense", inner, width),
            ] {
                add(format!("encoder.layer.{layer}.{name}.weight"), vec![outputs, inputs], 0.2, 0.0);
                add(format!("encoder.layer.{layer}.{name}.bias"), vec![outputs], 0.05, 0.0);
            }
            for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
                for (name, middle) in norms(&format!("encoder.layer.{layer}.{name}")) {
                    add(name, vec![width], 0.1, middle);
                }
            }
        }
        all
    }

    /// The weights as a safetensors file.
    pub(crate) fn weights(&self) -> Vec<u8> {
        let (mut head, mut body) = (Vec::new(), Vec::new());
        for (name, shape, values) in self.tensors() {
            let begin = body.len();
            for value in values {
                match self.numbers {
                    "F16" => body.extend(half(value).to_le_bytes()),
                    "BF16" => body.extend(&value.to_le_bytes()[2..]),
                    _ => body.extend(value.to_le_bytes()),
                }
            }
            let end = body.len();
            head.push(format!(
                r#""{name}":{{"dtype":"{}","shape":{shape:?},"data_offsets":[{begin},{end}]}}"#,
                self.numbers
            ));
        }
        let head = format!("{{{}}}", head.join(","));
        let mut file = (head.len() as u64).to_le_bytes().to_vec();
        file.write_all(head.as_bytes()).expect("room");
        file.extend(body);
        file
    }
}

/// Everything that it knows, in order.
fn words() -> Vec<&'static str> {
    ["[PAD]", "[UNK]", "[CLS]", "[SEP]"].into_iter().chain(WORDS.split_whitespace()).collect()
}

fn tokenizer() -> String {
    let mut words = words();
    words.dedup();
    let vocab: Vec<String> = words.iter().enumerate().map(|(id, word)| format!("\"{word}\": {id}")).collect();
    let special = |id: usize, content: &str| {
        format!(
            r#"{{"id": {id}, "content": "{content}", "single_word": false, "lstrip": false, "rstrip": false,
            "normalized": false, "special": true}}"#
        )
    };
    let added: Vec<String> = (0..4).map(|id| special(id, words[id])).collect();
    format!(
        r#"{{"version": "1.0",
        "truncation": {{"max_length": 8, "strategy": "LongestFirst", "stride": 0, "direction": "Right"}},
        "padding": {{"strategy": {{"Fixed": 8}}, "direction": "Right", "pad_to_multiple_of": null, "pad_id": 0,
            "pad_type_id": 0, "pad_token": "[PAD]"}},
        "added_tokens": [{}],
        "normalizer": {{"type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": true,
            "strip_accents": null, "lowercase": true}},
        "pre_tokenizer": {{"type": "BertPreTokenizer"}},
        "post_processor": {{"type": "TemplateProcessing",
            "single": [{{"SpecialToken": {{"id": "[CLS]", "type_id": 0}}}}, {{"Sequence": {{"id": "A", "type_id": 0}}}},
                {{"SpecialToken": {{"id": "[SEP]", "type_id": 0}}}}],
            "pair": [{{"Sequence": {{"id": "A", "type_id": 0}}}}, {{"Sequence": {{"id": "B", "type_id": 1}}}}],
            "special_tokens": {{"[CLS]": {{"id": "[CLS]", "ids": [2], "tokens": ["[CLS]"]}},
                "[SEP]": {{"id": "[SEP]", "ids": [3], "tokens": ["[SEP]"]}}}}}},
        "decoder": null,
        "model": {{"type": "WordLevel", "unk_token": "[UNK]", "vocab": {{{}}}}}}}"#,
        added.join(", "),
        vocab.join(", ")
    )
}

/// A number as 16 bits, for those between 1e-4 and 1e4; smaller ones are 0.
fn half(value: f32) -> u16 {
    let bits = value.to_bits();
    let sign = u16::try_from(bits >> 31).expect("a bit") << 15;
    if value.abs() < 1e-4 {
        return sign;
    }
    let exponent = (bits >> 23 & 0xff) - 112;
    sign | u16::try_from(exponent << 10 | (bits >> 13 & 0x3ff)).expect("16 bits")
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    /// Between -1 and 1.
    fn roll(&mut self) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bits = u16::try_from(self.0 >> 48).expect("16 bits");
        f32::from(bits) / 32_768.0 - 1.0
    }
}
