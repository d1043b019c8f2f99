//! Which tokens does a text have?

use std::{fs, path::Path};

use tokenizers::{PostProcessor, Tokenizer, TruncationDirection, TruncationParams};

use crate::model::Error;

/// The file of a model's tokenizer.
pub(in crate::model) const TOKENIZER: &str = "tokenizer.json";
/// No tokenizer is longer than this, in bytes.
const MOST_BYTES: u64 = 256 << 20;
/// So many bytes of a text are looked at for each token that is wanted: words have 5, white space may take more.
const BYTES_A_TOKEN: usize = 32;
/// So many at least.
const FEWEST_BYTES: usize = 4_096;

/// A model's tokenizer.
pub(in crate::model) struct Words {
    tokenizer: Tokenizer,
    /// How many tokens begin and end every text.
    added: usize,
}

impl Words {
    /// Reads that of the model in a directory.
    pub(in crate::model) fn open(folder: &Path) -> Result<Words, Error> {
        let path = folder.join(TOKENIZER);
        let long = fs::metadata(&path).map_err(Error::place(&path))?.len();
        if long > MOST_BYTES {
            return Err(Error::broken(TOKENIZER, "it is too long"));
        }
        let bytes = fs::read(&path).map_err(Error::place(&path))?;
        let broken = |error: tokenizers::Error| Error::broken(TOKENIZER, error.to_string());
        let mut tokenizer = Tokenizer::from_bytes(&bytes).map_err(broken)?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None::<TruncationParams>).map_err(broken)?;
        let added = tokenizer.get_post_processor().map_or(0, |post| post.added_tokens(false));
        Ok(Words { tokenizer, added })
    }

    /// The tokens of a text, at most so many with those that begin and end it; none when it has none of its own.
    pub(in crate::model) fn of(&self, text: &str, most: usize) -> Result<Option<Vec<u32>>, String> {
        let text = beginning(text, most.saturating_mul(BYTES_A_TOKEN).max(FEWEST_BYTES));
        let mut own = self.tokenizer.encode_fast(text, false).map_err(|error| error.to_string())?;
        let room = most.saturating_sub(self.added);
        if own.is_empty() || room == 0 {
            return Ok(None);
        }
        own.truncate(room, 0, TruncationDirection::Right);
        let whole = self.tokenizer.post_process(own, None, true).map_err(|error| error.to_string())?;
        Ok(Some(whole.get_ids().to_vec()))
    }
}

/// The first bytes of a text, whole characters.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
