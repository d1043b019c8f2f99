//! What shape does a model have, by its own configuration?

use std::{fs, io, path::Path};

use serde::{Deserialize, de::DeserializeOwned};

use super::languages::Family;
use crate::model::Error;

/// No configuration is longer than this, in bytes.
const MOST_BYTES: u64 = 1 << 20;
/// What no model of these kinds goes beyond: a wrong number must not take the machine's memory.
const MOST_WIDE: usize = 4_096;
const MOST_INNER: usize = 16_384;
const MOST_LAYERS: usize = 64;
const MOST_WORDS: usize = 2_000_000;
const MOST_PLACES: usize = 32_768;
const MOST_KINDS: usize = 64;

/// The shape of a model, checked.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::model) struct Shape {
    pub(in crate::model) family: Family,
    /// Values of a vector.
    pub(in crate::model) width: usize,
    pub(in crate::model) layers: usize,
    pub(in crate::model) heads: usize,
    /// Values between the two halves of a layer.
    pub(in crate::model) inner: usize,
    /// Tokens that it knows.
    pub(in crate::model) words: usize,
    /// Positions that it knows.
    pub(in crate::model) places: usize,
    /// The position of a text's first token.
    pub(in crate::model) first_place: usize,
    /// Kinds of token; the first is taken.
    pub(in crate::model) kinds: usize,
    /// What keeps a norm from dividing by 0.
    pub(in crate::model) epsilon: f32,
    /// The most tokens of a text, those that begin and end it among them.
    pub(in crate::model) tokens: usize,
    pub(in crate::model) pooling: Pooling,
}

/// How the vectors of a text's tokens become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::model) enum Pooling {
    /// Their mean.
    Mean,
    /// That of the first.
    First,
}

#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    architectures: Vec<String>,
    #[serde(default)]
    model_type: String,
    hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    intermediate_size: usize,
    vocab_size: usize,
    max_position_embeddings: usize,
    #[serde(default)]
    type_vocab_size: usize,
    #[serde(default = "usual_epsilon")]
    layer_norm_eps: f64,
    #[serde(default = "usual_activation")]
    hidden_act: String,
    #[serde(default = "usual_positions")]
    position_embedding_type: String,
    #[serde(default)]
    pad_token_id: Option<usize>,
}

fn usual_epsilon() -> f64 {
    1e-12
}

fn usual_activation() -> String {
    "gelu".to_owned()
}

fn usual_positions() -> String {
    "absolute".to_owned()
}

#[derive(Deserialize)]
struct Module {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    path: String,
}

#[derive(Deserialize)]
struct Sentences {
    #[serde(default)]
    max_seq_length: Option<usize>,
}

impl Shape {
    /// Reads it from a model's directory.
    pub(in crate::model) fn read(folder: &Path) -> Result<Shape, Error> {
        let config: Config =
            read(folder, "config.json")?.ok_or_else(|| Error::broken("config.json", "it is not there"))?;
        let mut shape = config.shape()?;
        shape.pooling = pooling(folder)?;
        let sentences = read::<Sentences>(folder, "sentence_bert_config.json")?;
        if let Some(most) = sentences.and_then(|sentences| sentences.max_seq_length) {
            shape.tokens = shape.tokens.min(most);
        }
        if shape.tokens < 3 {
            return Err(Error::broken("sentence_bert_config.json", "it leaves no room for a text"));
        }
        Ok(shape)
    }

    /// How many numbers its weights are.
    pub(in crate::model) fn parameters(&self) -> u64 {
        let of = |n: usize| n as u64;
        let (width, inner) = (of(self.width), of(self.inner));
        let layer = 4 * (width * width + width) + 2 * width * inner + inner + width + 4 * width;
        of(self.words + self.places + self.kinds) * width + 2 * width + of(self.layers) * layer
    }
}

impl Config {
    fn shape(&self) -> Result<Shape, Error> {
        let family = self.family()?;
        let within = |what: &str, value: usize, most: usize| {
            let wrong =
                || Error::broken("config.json", format!("`{what}` is {value}, and 1 to {most} is possible"));
            (1..=most).contains(&value).then_some(value).ok_or_else(wrong)
        };
        let width = within("hidden_size", self.hidden_size, MOST_WIDE)?;
        let heads = within("num_attention_heads", self.num_attention_heads, width)?;
        if !width.is_multiple_of(heads) {
            let what = format!("`hidden_size` {width} cannot be shared by {heads} heads");
            return Err(Error::broken("config.json", what));
        }
        if self.hidden_act != "gelu" {
            return Err(Error::unknown(format!(
                "its activation is `{}`, and only `gelu` is known",
                self.hidden_act
            )));
        }
        if self.position_embedding_type != "absolute" {
            let what =
                format!("its positions are `{}`, and only `absolute` is known", self.position_embedding_type);
            return Err(Error::unknown(what));
        }
        let places = within("max_position_embeddings", self.max_position_embeddings, MOST_PLACES)?;
        // RoBERTa counts positions from behind that of padding.
        let first_place =
            if family == Family::Bert { 0 } else { self.pad_token_id.unwrap_or(1).saturating_add(1) };
        let kinds = self.type_vocab_size;
        #[expect(clippy::cast_possible_truncation, reason = "a small number, checked below")]
        let epsilon = self.layer_norm_eps as f32;
        if kinds > MOST_KINDS || !(0.0..1.0).contains(&epsilon) {
            return Err(Error::broken("config.json", "`type_vocab_size` or `layer_norm_eps` cannot be"));
        }
        Ok(Shape {
            family,
            width,
            layers: within("num_hidden_layers", self.num_hidden_layers, MOST_LAYERS)?,
            heads,
            inner: within("intermediate_size", self.intermediate_size, MOST_INNER)?,
            words: within("vocab_size", self.vocab_size, MOST_WORDS)?,
            places,
            first_place,
            kinds,
            epsilon,
            tokens: places.saturating_sub(first_place),
            pooling: Pooling::Mean,
        })
    }

    fn family(&self) -> Result<Family, Error> {
        let known = self.architectures.iter().find_map(|name| {
            let known =
                [("XLMRoberta", Family::ManyRoberta), ("Roberta", Family::Roberta), ("Bert", Family::Bert)];
            known.into_iter().find_map(|(head, family)| name.starts_with(head).then_some(family))
        });
        let by_kind = || match self.model_type.as_str() {
            "bert" => Some(Family::Bert),
            "roberta" => Some(Family::Roberta),
            "xlm-roberta" => Some(Family::ManyRoberta),
            _ => None,
        };
        let known = if self.architectures.is_empty() { by_kind() } else { known };
        known.ok_or_else(|| {
            let named = self.architectures.first().map_or(self.model_type.as_str(), String::as_str);
            Error::unknown(format!("its architecture is `{named}`"))
        })
    }
}

/// How a text's tokens become one vector: what `modules.json` says, else their mean.
fn pooling(folder: &Path) -> Result<Pooling, Error> {
    let Some(modules) = read::<Vec<Module>>(folder, "modules.json")? else { return Ok(Pooling::Mean) };
    let mut pooling = Pooling::Mean;
    for module in modules {
        match module.kind.rsplit('.').next().unwrap_or_default() {
            "Transformer" if module.path.is_empty() => {}
            "Transformer" => return Err(Error::unknown("its weights lie in a directory of their own")),
            "Pooling" if is_plain(&module.path) => {
                pooling = read_pooling(folder, &format!("{}/config.json", module.path))?;
            }
            // The direction is all that counts.
            "Normalize" => {}
            other => return Err(Error::unknown(format!("it has a module `{other}`"))),
        }
    }
    Ok(pooling)
}

/// Whether a name is that of a directory beside `modules.json`.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && !name.contains(['/', '\\', '\0']) && name != "." && name != ".."
}

fn read_pooling(folder: &Path, name: &str) -> Result<Pooling, Error> {
    let config: serde_json::Map<String, serde_json::Value> =
        read(folder, name)?.ok_or_else(|| Error::broken(name, "it is not there"))?;
    // Older versions write one key for each way, newer ones a word.
    let prefix = "pooling_mode_";
    let mut ways: Vec<&str> = config
        .iter()
        .filter(|(_, value)| value.as_bool() == Some(true))
        .filter_map(|(key, _)| key.strip_prefix(prefix))
        .collect();
    ways.extend(config.get("pooling_mode").and_then(|way| way.as_str()));
    match ways.as_slice() {
        ["mean_tokens" | "mean"] => Ok(Pooling::Mean),
        ["cls_token" | "cls"] => Ok(Pooling::First),
        other => Err(Error::unknown(format!(
            "it pools by `{}`; only mean and cls are known",
            other.join("` and `")
        ))),
    }
}

/// Reads a small file of a model; none when it is not there.
pub(super) fn text(folder: &Path, name: &str) -> Result<Option<String>, Error> {
    let path = folder.join(name);
    match fs::metadata(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(data) if data.len() > MOST_BYTES => return Err(Error::broken(name, "it is too long")),
        _ => {}
    }
    match fs::read(&path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) => Err(Error::Place { path, source: error }),
    }
}

fn read<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Option<T>, Error> {
    let Some(text) = text(folder, name)? else { return Ok(None) };
    serde_json::from_str(&text).map(Some).map_err(|error| Error::broken(name, error.to_string()))
}
