//! How does what a ticket says become a plan?

use super::{
    Plan,
    words::{self, Word},
};
use crate::{
    access::Scope,
    library::Synonyms,
    search::{Engine, Error, Query, bm25, vocabulary},
    text::Language,
};

/// So many words are looked for, the most telling ones: with 32 to 48 nothing is lost, and a long ticket costs
/// what a short one does (RANKING section 2).
const MOST_WORDS: usize = 48;
/// Before the index is asked how rare a word is, so many of the most telling ones are chosen without it.
const MOST_LOOKED_UP: usize = 128;
/// In a ticket of more words than this, words that nobody wrote are left as they are: the others tell enough.
const MOST_SPELLED: usize = 16;

/// The words of a ticket, analyzed, in the languages that they may be in.
#[derive(Clone, Debug)]
pub struct TicketWords {
    words: Vec<Word>,
    languages: Vec<Language>,
}

/// The words of a ticket: in its language if that is known and some article is in it, else in those of the
/// articles. The cost is linear in the text.
pub fn ticket_words(
    text: &str,
    language: Option<Language>,
    engine: &dyn Engine,
    scope: &Scope,
) -> TicketWords {
    let mut languages = words::languages(engine, scope);
    if let Some(language) = language.filter(|language| languages.contains(language)) {
        languages = vec![language];
    }
    let mut words = words::analyzed(text, &languages);
    words::find_little_words(&mut words, &languages);
    TicketWords { words, languages }
}

impl TicketWords {
    /// The terms of the words that say something, each once, in their order.
    pub fn telling(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter(|word| word.says_something()).filter_map(Word::term)
    }

    /// Every term, little words too, in their order.
    pub fn terms(&self) -> impl Iterator<Item = &str> {
        self.words.iter().filter_map(Word::term)
    }
}

/// What the engine should look for to find what a ticket is about. `telling` says of a term how much it tells
/// among tickets, from 0 to 1: words that every ticket has weigh little.
///
/// # Errors
/// When the engine cannot be asked for its words.
pub fn plan_ticket(
    ticket: &TicketWords,
    telling: &dyn Fn(&str) -> f32,
    engine: &dyn Engine,
    scope: &Scope,
    synonyms: &Synonyms,
) -> Result<Plan, Error> {
    let TicketWords { mut words, languages } = ticket.clone();
    words::weigh_little_words(&mut words);
    words.retain(|word| word.weighs() > 0.0);
    for word in &mut words {
        let weight = word.term().map_or(1.0, telling);
        word.scale(weight);
    }
    keep_telling(&mut words, engine, scope)?;
    words::weigh_codes(&mut words, engine, scope)?;
    let spelled = if words.len() > MOST_SPELLED {
        words.iter().map(|_| vocabulary::Spelled::default()).collect()
    } else {
        vocabulary::spell(&words, &Query::default(), engine, scope)?
    };
    for (word, spelled) in words.iter_mut().zip(&spelled) {
        word.respell(spelled, &languages);
    }
    words::add_synonyms(&mut words, synonyms, &languages);
    let mut groups = words::pairs(&words);
    groups.splice(0..0, words.into_iter().map(Word::into_group));
    groups.sort_by_key(|group| !group.counts);
    Ok(Plan { required: 1, groups, ..Plan::default() })
}

/// Leaves the words of the highest weight × idf, in their order.
fn keep_telling(words: &mut Vec<Word>, engine: &dyn Engine, scope: &Scope) -> Result<(), Error> {
    if words.len() <= MOST_WORDS {
        return Ok(());
    }
    let by_weight: Vec<f32> = words.iter().map(Word::weighs).collect();
    keep_best(words, &by_weight, MOST_LOOKED_UP);
    let articles = engine.languages(scope).iter().map(|(_, articles)| articles).sum();
    let mut by_information = Vec::with_capacity(words.len());
    for word in words.iter() {
        let holding = word.term().map_or(Ok(0), |term| engine.holding(term, scope))?;
        // A word that nobody wrote finds nothing.
        let idf = if holding == 0 { 0.0 } else { bm25::idf(holding, articles) };
        by_information.push(word.weighs() * idf);
    }
    keep_best(words, &by_information, MOST_WORDS);
    Ok(())
}

/// Leaves the words of the highest worth, the earlier of equals, in their order.
fn keep_best(words: &mut Vec<Word>, worth: &[f32], most: usize) {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by(|a, b| worth[*b].total_cmp(&worth[*a]).then(a.cmp(b)));
    let mut kept = vec![false; words.len()];
    for at in order.into_iter().take(most) {
        kept[at] = true;
    }
    let mut kept = kept.into_iter();
    words.retain(|_| kept.next().unwrap_or(false));
}
