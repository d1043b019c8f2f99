//! Which tokens does a text have?

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

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
        let read = guarded(|| Tokenizer::from_bytes(&bytes).map_err(|error| error.to_string()));
        let mut tokenizer = read.map_err(|what| Error::broken(TOKENIZER, what))?;
        tokenizer.with_padding(None);
        tokenizer.with_truncation(None::<TruncationParams>).map_err(broken)?;
        let added = tokenizer.get_post_processor().map_or(0, |post| post.added_tokens(false));
        Ok(Words { tokenizer, added })
    }

    /// The tokens of a text, at most so many with those that begin and end it; none when it has none of its own.
    pub(in crate::model) fn of(&self, text: &str, most: usize) -> Result<Option<Vec<u32>>, String> {
        let text = beginning(text, most.saturating_mul(BYTES_A_TOKEN).max(FEWEST_BYTES));
        let mut own = guarded(|| self.tokenizer.encode_fast(text, false).map_err(|error| error.to_string()))?;
        let room = most.saturating_sub(self.added);
        if own.is_empty() || room == 0 {
            return Ok(None);
        }
        own.truncate(room, 0, TruncationDirection::Right);
        let finish = || self.tokenizer.post_process(own, None, true).map_err(|error| error.to_string());
        let whole = guarded(finish)?;
        Ok(Some(whole.get_ids().to_vec()))
    }
}

/// What the library gives, or an error where it panics: it does on files that contradict themselves, such as a
/// template that names a token which no vocabulary has. It keeps nothing across calls that a panic could leave half done
/// but a cache, whose lock it gives up on when it is poisoned.
fn guarded<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err("it contradicts itself".to_owned()))
}

/// The first bytes of a text, whole characters.
fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}
