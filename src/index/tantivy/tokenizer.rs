//! How does tantivy read terms that are analyzed already?
//!
//! The analyzer knows the article's language and runs before; tantivy gets its terms and places as one encoded
//! text and takes them apart again without an allocation a term.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::index::analyzed::{self, Terms};

/// The name under which the index knows it.
pub(super) const NAME: &str = "analyzed";

/// Reads an encoded stream of terms.
#[derive(Clone, Debug, Default)]
pub(super) struct Analyzed {
    token: Token,
}

/// The terms of one encoded stream.
pub(super) struct Reading<'a> {
    terms: Terms<'a>,
    token: &'a mut Token,
}

impl Tokenizer for Analyzed {
    type TokenStream<'a> = Reading<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Reading<'a> {
        self.token.reset();
        Reading { terms: analyzed::terms(text), token: &mut self.token }
    }
}

impl TokenStream for Reading<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, place)) = self.terms.next() else { return false };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = place as usize;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
