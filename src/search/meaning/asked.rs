//! What does a query or a ticket mean?

use super::{Centres, sentences::sentences};
use crate::{
    search::{EmbedError, Embedder, Meant, Vectors},
    text::Language,
    vector::Vector,
};

/// A text is read so far, in tokens: what says what it is about stands at its beginning (RANKING section 3).
pub const TOKENS: usize = 128;

/// A model, and the vectors that it made of the articles.
#[derive(Clone, Copy)]
pub struct Meaning<'a> {
    /// The model.
    pub embedder: &'a dyn Embedder,
    /// The vectors of the articles.
    pub articles: &'a dyn Vectors,
    /// Those of resolved tickets, on the shelves of their articles: each under the number of its case.
    pub tickets: &'a dyn Vectors,
    /// The centre of each article and the tickets that it resolved.
    pub centres: &'a Centres,
}

/// Whether meaning decided with the words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Used {
    /// There is no model, or it is not for such a text.
    #[default]
    No,
    /// It did.
    Yes,
    /// It should have, and was too busy: words alone decided.
    Busy,
}

impl Used {
    /// The word used in the API.
    pub fn word(self) -> &'static str {
        match self {
            Used::No => "unused",
            Used::Yes => "used",
            Used::Busy => "busy",
        }
    }
}

impl Meaning<'_> {
    /// What a text means, as a whole and sentence by sentence; none in a language that the model does not read.
    ///
    /// # Errors
    /// When the model is busy or fails.
    pub fn of(&self, text: &str, language: Option<Language>) -> Result<Option<Meant>, EmbedError> {
        Ok(self.of_parts(&[text], language)?.into_iter().next().flatten())
    }

    /// What a text in parts means: first all of it together, then, if there are several, each part; none in a
    /// language that the model does not read. All is read in one go, and sentences once for the whole and for the
    /// part that they are in, so that it costs little more than the whole alone.
    ///
    /// # Errors
    /// When the model is busy or fails.
    pub fn of_parts(
        &self,
        parts: &[&str],
        language: Option<Language>,
    ) -> Result<Vec<Option<Meant>>, EmbedError> {
        if language.is_some_and(|language| !self.embedder.reads(language)) {
            return Ok(Vec::new());
        }
        let whole = parts.join("\n");
        let mut found = sentences(parts);
        if parts.len() == 1 && found.len() == 1 {
            // The whole says it.
            found.clear();
        }
        // A part of which no sentence is read for itself is read as it is.
        let is_bare = |part: &usize| parts.len() > 1 && found.iter().all(|sentence| sentence.part != *part);
        let bare: Vec<usize> = (0..parts.len()).filter(is_bare).collect();
        let mut texts = vec![whole.as_str()];
        texts.extend(found.iter().map(|sentence| sentence.text));
        texts.extend(bare.iter().map(|part| parts[*part]));
        let mut vectors = self.embedder.embed(&texts, TOKENS)?.into_iter();
        let whole = vectors.next().flatten();
        let mut own: Vec<Vec<Vector>> = vec![Vec::new(); parts.len()];
        for (part, vector) in found.iter().map(|sentence| sentence.part).chain(bare).zip(vectors) {
            own[part].extend(vector);
        }
        let sentences = own.concat();
        let mut meant = vec![whole.map(|whole| Meant { whole, sentences })];
        if parts.len() > 1 {
            meant.extend(own.into_iter().map(|own| {
                let whole = Vector::middle(&own)?;
                Some(Meant { whole, sentences: if own.len() > 1 { own } else { Vec::new() } })
            }));
        }
        Ok(meant)
    }
}
