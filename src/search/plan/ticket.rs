//! How does what a ticket says become a plan?

use super::{
    Plan,
    words::{self, Word},
};
use crate::{
    access::Scope,
    library::Synonyms,
    search::{Engine, Error, Query, bm25, vocabulary},
    text::{Language, pair_term},
};

/// So many words are looked for, the most telling ones: with 32 to 48 nothing is lost, and a long ticket costs
/// what a short one does (RANKING section 2).
const MOST_WORDS: usize = 48;
/// Before the index is asked how rare a word is, so many of the most telling ones are chosen without it.
const MOST_LOOKED_UP: usize = 128;
/// In a ticket of more words than this, words that nobody wrote are left as they are: the others tell enough.
const MOST_SPELLED: usize = 16;
/// What the synonyms weigh that every help desk has; those of the knowledge base are surer.
const GENERAL_WEIGHT: f32 = 0.5;
/// What little words, and pairs of neighbours, weigh against words when tickets are compared: without them
/// success@1 on banking77 is .848, with them .896 (10,003 resolved tickets).
const BESIDE: f32 = 0.3;

/// The most telling words of a ticket, analyzed, in the languages that they may be in.
#[derive(Clone, Debug)]
pub struct TicketWords {
    words: Vec<Word>,
    languages: Vec<Language>,
}

/// A word, or two neighbours, as tickets are compared by them.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// The term, or both.
    pub term: String,
    /// What it weighs against others.
    pub weight: f32,
    /// Whether it is two.
    pub pair: bool,
}

/// The words of a ticket: in its language if that is known and some article is in it, else in those of the
/// articles. `telling` says of a term how much it tells among tickets, 0 to 1. The cost is linear in the text.
///
/// # Errors
/// When the engine cannot be asked for its words.
pub fn ticket_words(
    text: &str,
    language: Option<Language>,
    telling: &dyn Fn(&str) -> f32,
    engine: &dyn Engine,
    scope: &Scope,
) -> Result<TicketWords, Error> {
    let mut languages = words::languages(engine, scope);
    if let Some(language) = language.filter(|language| languages.contains(language)) {
        languages = vec![language];
    }
    let mut words = words::analyzed(text, &languages);
    words::find_little_words(&mut words, &languages);
    words::weigh_little_words(&mut words);
    words.retain(|word| word.weighs() > 0.0);
    for word in &mut words {
        let weight = word.term().map_or(1.0, telling);
        word.scale(weight);
    }
    keep_telling(&mut words, engine, scope)?;
    Ok(TicketWords { words, languages })
}

impl TicketWords {
    /// What tickets are compared by: the words and the pairs of neighbours, each once, in their order.
    pub fn compared(&self) -> Vec<Compared> {
        let term = |word: &Word| word.term().unwrap_or_default().to_owned();
        let mut compared: Vec<Compared> = self
            .words
            .iter()
            .map(|word| {
                let weight = if word.says_something() { 1.0 } else { BESIDE };
                Compared { term: term(word), weight, pair: false }
            })
            .collect();
        for pair in self.words.windows(2) {
            let both = pair_term(&term(&pair[0]), &term(&pair[1]));
            compared.push(Compared { term: both, weight: BESIDE, pair: true });
        }
        compared
    }

    /// What the engine should look for to find what the ticket is about. `general` are synonyms that hold
    /// everywhere.
    ///
    /// # Errors
    /// When the engine cannot be asked for its words.
    pub fn plan(
        &self,
        engine: &dyn Engine,
        scope: &Scope,
        synonyms: &Synonyms,
        general: &Synonyms,
    ) -> Result<Plan, Error> {
        let TicketWords { mut words, languages } = self.clone();
        words::weigh_codes(&mut words, engine, scope)?;
        let spelled = if words.len() > MOST_SPELLED {
            words.iter().map(|_| vocabulary::Spelled::default()).collect()
        } else {
            vocabulary::spell(&words, &Query::default(), engine, scope)?
        };
        for (word, spelled) in words.iter_mut().zip(&spelled) {
            word.respell(spelled, &languages);
        }
        words::add_synonyms(&mut words, synonyms, words::SYNONYM_WEIGHT, &languages);
        words::add_synonyms(&mut words, general, GENERAL_WEIGHT, &languages);
        let mut groups = words::pairs(&words);
        groups.splice(0..0, words.into_iter().map(Word::into_group));
        groups.sort_by_key(|group| !group.counts);
        Ok(Plan { required: 1, groups, ..Plan::default() })
    }
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
