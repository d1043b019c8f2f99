//! What does a text mean, and which texts of an article say what it means?

use rustc_hash::FxHashMap;

use super::{EmbedError, Embedder, Meant, Passages, Vectors};
use crate::{
    access::{Readership, Scope},
    library::{Card, Key},
    text::Language,
    vector::Vector,
};

/// A text is read so far, in tokens: what says what it is about stands at its beginning (RANKING section 3).
pub const TOKENS: usize = 128;
/// Of an article's body so many bytes are read, which are more than [`TOKENS`].
pub const BODY: usize = 1_000;
/// So many of an article's questions have a vector of their own.
const MOST_QUESTIONS: usize = 16;
/// So many sentences of a ticket have a vector of their own.
const MOST_SENTENCES: usize = 8;
/// A sentence of fewer words asks nothing.
const FEWEST_WORDS: usize = 3;

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

/// The centres of articles: the direction of an article's beginning and the tickets that it resolved together, for those
/// who see this reading of it.
#[derive(Clone, Debug, Default)]
pub struct Centres(FxHashMap<Key, Vec<(Readership, Vector)>>);

impl Centres {
    /// The centre of an article for a reader.
    pub fn get(&self, article: Key, scope: &Scope) -> Option<&Vector> {
        let readings = self.0.get(&article)?;
        readings.iter().find(|(readership, _)| scope.sees(readership)).map(|(_, centre)| centre)
    }

    /// Puts the centres of an article's readings in place of those that it had.
    pub fn put(&mut self, article: Key, readings: Vec<(Readership, Vector)>) {
        self.0.insert(article, readings);
    }

    /// Keeps the articles for which `is_there` says yes.
    pub fn retain(&mut self, is_there: impl Fn(Key) -> bool) {
        self.0.retain(|article, _| is_there(*article));
    }
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
        if language.is_some_and(|language| !self.embedder.reads(language)) {
            return Ok(None);
        }
        let mut texts = vec![text];
        let sentences = sentences(text);
        if sentences.len() > 1 {
            texts.extend(sentences);
        }
        let mut vectors = self.embedder.embed(&texts, TOKENS)?.into_iter();
        let whole = vectors.next().flatten();
        Ok(whole.map(|whole| Meant { whole, sentences: vectors.flatten().collect() }))
    }
}

/// The sentences of a text that are long enough to ask something, the first ones.
fn sentences(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '\n' | '。' | '！' | '？');
    let mut all = Vec::new();
    let (mut begin, mut last) = (0, None);
    for (at, c) in text.char_indices() {
        // "9.2" and "e.g" are no ends; a full stop of Chinese or Japanese needs no space behind it.
        if last.is_some_and(|last| ends(last) && (c.is_whitespace() || !last.is_ascii())) {
            all.push(&text[begin..at]);
            begin = at;
        }
        last = Some(c);
    }
    all.push(&text[begin..]);
    let long = |sentence: &&str| {
        sentence.split_whitespace().count() >= FEWEST_WORDS
            || sentence.chars().filter(|c| !c.is_ascii()).count() >= 3 * FEWEST_WORDS
    };
    all.into_iter().map(str::trim).filter(long).take(MOST_SENTENCES).collect()
}

/// The texts that say what an article means: its title, its beginning, the questions it answers. Passages hold
/// [`BODY`] bytes if there are so many.
pub fn texts(card: &Card, passages: &Passages) -> Vec<String> {
    let mut lead = format!("{}. {}", card.title, card.description.as_deref().unwrap_or_default());
    for passage in passages.iter() {
        if lead.len() >= BODY {
            break;
        }
        for part in [passage.heading.unwrap_or_default(), passage.text] {
            lead.push(' ');
            lead.push_str(part);
        }
    }
    let mut texts = vec![card.title.clone(), lead];
    texts.extend(card.questions.iter().take(MOST_QUESTIONS).map(|(question, _)| question.clone()));
    texts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_they_end() {
        let text = "I work from home today. The VPN 9.2 fails with e.g. code 809! Why?\nPlease call me back";
        let found = sentences(text);
        assert_eq!(found, ["I work from home today.", "The VPN 9.2 fails with e.g.", "Please call me back"]);
        assert_eq!(
            sentences("プリンタが印刷できません。どうすればいいですか？"),
            ["プリンタが印刷できません。", "どうすればいいですか？"]
        );
        assert_eq!(sentences("VPN"), [""; 0]);
        assert_eq!(sentences(""), [""; 0]);
    }
}
