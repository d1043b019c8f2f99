//! Which words, in which fields, at which weight?

use std::collections::BTreeSet;

use super::{
    Engine, Error, Field, Filter, Query,
    vocabulary::{self, Spelled},
};
use crate::{
    access::Scope,
    library::Synonyms,
    text::{Kind, Language, Term, analyzing, fold, stop_words},
};

/// What a little word weighs against others (RANKING section 1; leaving them out lost 2 to 3 points).
const STOP_WORD_WEIGHT: f32 = 0.3;
/// In a query of more content words than this, little words are left out: same quality, a third of the time.
const MANY_WORDS: usize = 12;
/// What the parts of a code weigh when the whole code is known.
const PART_WEIGHT: f32 = 0.3;
/// What a synonym weighs against the word itself.
const SYNONYM_WEIGHT: f32 = 0.8;
/// No more languages than this are tried for each word; a base of more is served in its most frequent ones.
const MOST_LANGUAGES: usize = 8;
/// No more groups than this are looked for.
const MOST_GROUPS: usize = 96;

/// What an engine is to look for. Words no engine owns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What adds to the score; those that count come first.
    pub groups: Vec<Group>,
    /// How many of the groups that count an article must hold; 0 when there are none.
    pub required: usize,
    /// What must stand there word for word.
    pub phrases: Vec<Phrase>,
    /// What must not be there.
    pub without: Vec<Phrase>,
    /// What narrows the search: any value of one field, every field.
    pub filters: Vec<Filter>,
    /// Articles of these states are left out unless a filter asks for a state.
    pub leave_out: Vec<Filter>,
    /// How many of the best articles are wanted.
    pub window: usize,
    /// Whether to count what each filter would leave.
    pub facets: bool,
}

/// Different ways to hold one word; the best of them adds to the score.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The word as it was typed, for reasons and for marking.
    pub word: String,
    /// Whether it makes an article match, or only adds to one that matches anyway.
    pub counts: bool,
    /// What it weighs.
    pub weight: f32,
    /// The ways.
    pub variants: Vec<Variant>,
}

/// One way to hold a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The terms that must all be there; nearly always one.
    pub terms: Vec<String>,
    /// Where to look.
    pub fields: &'static [Field],
    /// What it weighs against the word itself.
    pub weight: f32,
    /// How it came here.
    pub why: Why,
}

/// How a way to hold a word came into the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is the word.
    Typed,
    /// The word may be misspelt; this one is nearest.
    Corrected(String),
    /// The word may be unfinished.
    Begun(String),
    /// `synonyms.toml` says so.
    Synonym(String),
}

/// Terms in a row. One row of alternatives per place in it, for each language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// For each language: the terms and their places.
    pub readings: Vec<Vec<(String, u32)>>,
}

/// What the words of a query were taken for.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Planned {
    pub(super) plan: Plan,
    /// Words that nobody wrote, each with the nearest that somebody did.
    pub(super) corrected: Vec<(String, String)>,
    /// The terms of the query, in the language of the pins.
    pub(super) terms: Vec<String>,
}

/// What the engine should look for to answer a query, in the languages that the scope's articles are in.
///
/// # Errors
/// When the engine cannot be asked for its words.
pub fn plan(query: &Query, engine: &dyn Engine, scope: &Scope, synonyms: &Synonyms) -> Result<Plan, Error> {
    Ok(planned(query, engine, scope, synonyms)?.plan)
}

pub(super) fn planned(
    query: &Query,
    engine: &dyn Engine,
    scope: &Scope,
    synonyms: &Synonyms,
) -> Result<Planned, Error> {
    let languages = languages(engine, scope);
    let mut words = analyzed(&query.words, &languages);
    weigh(&mut words, &languages, engine, scope)?;
    let spelled = vocabulary::spell(&words, query, engine, scope)?;
    let mut corrected = Vec::new();
    for (word, spelled) in words.iter_mut().zip(&spelled) {
        word.respell(spelled, &languages);
        if let Some(nearest) = spelled.corrections.first() {
            corrected.push((word.surface.clone(), nearest.word.clone()));
        }
    }
    add_synonyms(&mut words, synonyms, &languages);
    let terms = words
        .iter()
        .map(|word| word.readings.first().map_or(String::new(), |(_, term)| term.clone()))
        .collect();
    let mut groups = pairs(&words);
    groups.splice(0..0, words.into_iter().filter(|word| word.weight > 0.0).map(Word::into_group));
    groups.sort_by_key(|group| !group.counts);
    groups.truncate(MOST_GROUPS);
    let counting = groups.iter().filter(|group| group.counts).count();
    let phrase = |text: &String| Phrase { readings: languages.iter().map(|l| places(text, *l)).collect() };
    let plan = Plan {
        required: counting.div_ceil(2),
        groups,
        phrases: query.phrases.iter().map(phrase).collect(),
        without: query.without.iter().map(phrase).collect(),
        filters: query.filters.clone(),
        ..Plan::default()
    };
    Ok(Planned { plan, corrected, terms })
}

fn languages(engine: &dyn Engine, scope: &Scope) -> Vec<Language> {
    let mut languages: Vec<Language> =
        engine.languages(scope).into_iter().take(MOST_LANGUAGES).map(|(language, _)| language).collect();
    if languages.is_empty() {
        languages.push(Language::ENGLISH);
    }
    languages
}

/// One word of the query, in all the languages it may be in.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) surface: String,
    pub(super) kind: Kind,
    pub(super) position: u32,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) readings: Vec<(Language, String)>,
    stop: bool,
    counts: bool,
    weight: f32,
    variants: Vec<Variant>,
}

/// The words of a text; each language reads the same chunks and stems them in its own way.
fn analyzed(text: &str, languages: &[Language]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for language in languages {
        let mut add = |term: Term<'_>| {
            let kind = if term.kind == Kind::Unaccented { Kind::Word } else { term.kind };
            let same = |word: &Word| {
                word.position == term.position
                    && word.end == term.end
                    && (word.kind == kind || (term.kind == Kind::Unaccented && word.kind != Kind::Code))
                    && (kind != Kind::Part || word.surface == term.surface)
            };
            let reading = (*language, term.text.to_owned());
            if let Some(word) = words.iter_mut().find(|word| same(word)) {
                if !word.readings.iter().any(|(_, text)| text == term.text) {
                    word.readings.push(reading);
                }
                return;
            }
            let surface = if term.surface.is_empty() { term.text } else { term.surface };
            words.push(Word {
                surface: surface.to_owned(),
                kind,
                position: term.position,
                start: term.start,
                end: term.end,
                readings: vec![reading],
                stop: false,
                counts: true,
                weight: 1.0,
                variants: Vec::new(),
            });
        };
        analyzing(*language, |analyzer| analyzer.each(text, &mut add));
    }
    let mut seen = BTreeSet::new();
    words.retain(|word| seen.insert(word.readings.first().map(|(_, text)| text.clone())));
    words
}

/// Little words weigh less and find nothing by themselves; so do the parts of a code that somebody wrote.
fn weigh(
    words: &mut [Word],
    languages: &[Language],
    engine: &dyn Engine,
    scope: &Scope,
) -> Result<(), Error> {
    let surfaces = words.iter().map(|word| word.surface.as_str());
    let language = stop_words::likely_language(&surfaces, languages).unwrap_or(Language::ENGLISH);
    for word in words.iter_mut() {
        word.stop = word.kind == Kind::Word && stop_words::contains(language, &word.surface);
    }
    let content = words.iter().filter(|word| !word.stop).count();
    for word in words.iter_mut().filter(|word| word.stop && content > 0) {
        word.counts = false;
        word.weight = if content > MANY_WORDS { 0.0 } else { STOP_WORD_WEIGHT };
    }
    weigh_codes(words, engine, scope)
}

/// The parts of a code that somebody wrote only add to it; a code that nobody wrote is looked for in its parts,
/// and must not count as a missing word besides.
fn weigh_codes(words: &mut [Word], engine: &dyn Engine, scope: &Scope) -> Result<(), Error> {
    let mut codes = Vec::new();
    for word in words.iter().filter(|word| word.kind == Kind::Code) {
        codes.push((word.start, word.end, engine.knows(&word.surface, scope)?));
    }
    let parts: Vec<(usize, usize)> =
        words.iter().filter(|word| word.kind == Kind::Part).map(|word| (word.start, word.end)).collect();
    for word in words {
        match word.kind {
            Kind::Part => {
                let of_known = |(start, end, known): &(usize, usize, bool)| {
                    *known && *start <= word.start && word.end <= *end
                };
                if codes.iter().any(of_known) {
                    word.counts = false;
                    word.weight = PART_WEIGHT;
                }
            }
            Kind::Code => {
                let known = codes.iter().any(|(start, _, known)| *start == word.start && *known);
                let parted = parts.iter().any(|(start, end)| word.start <= *start && *end <= word.end);
                word.counts &= known || !parted;
            }
            _ => {}
        }
    }
    Ok(())
}

impl Word {
    /// Whether it may be misspelt or unfinished: a word of letters.
    pub(super) fn is_plain(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Part)
    }

    /// Whether it says something.
    pub(super) fn says_something(&self) -> bool {
        !self.stop
    }

    fn respell(&mut self, spelled: &Spelled, languages: &[Language]) {
        let fields = if self.kind == Kind::Code { &Field::WORDS[..] } else { &Field::WORDS[..7] };
        self.variants.extend(self.readings.iter().map(|(_, term)| Variant {
            terms: vec![term.clone()],
            fields,
            weight: 1.0,
            why: Why::Typed,
        }));
        for (words, why) in [(&spelled.corrections, true), (&spelled.endings, false)] {
            for found in words {
                let why =
                    if why { Why::Corrected(found.word.clone()) } else { Why::Begun(found.word.clone()) };
                self.also(&found.word, found.weight, &why, languages);
            }
        }
        if let Some((prefix, weight)) = &spelled.begun {
            self.variants.push(Variant {
                terms: vec![fold(prefix)],
                fields: &[Field::Starts],
                weight: *weight,
                why: Why::Begun(format!("{prefix}…")),
            });
        }
    }

    /// Adds what another text is read as in each language, unless it is there already.
    fn also(&mut self, text: &str, weight: f32, why: &Why, languages: &[Language]) {
        for language in languages {
            let terms = analyzing(*language, |analyzer| analyzer.terms(text));
            if terms.is_empty() || self.variants.iter().any(|variant| variant.terms == terms) {
                continue;
            }
            self.variants.push(Variant { terms, fields: &Field::WORDS[..7], weight, why: why.clone() });
        }
    }

    fn into_group(self) -> Group {
        Group { word: self.surface, counts: self.counts, weight: self.weight, variants: self.variants }
    }
}

/// Each run of words that `synonyms.toml` knows also finds what stands there.
fn add_synonyms(words: &mut [Word], synonyms: &Synonyms, languages: &[Language]) {
    for language in languages {
        let terms: Vec<String> = words
            .iter()
            .map(|word| word.readings.iter().find(|(of, _)| of == language).or(word.readings.first()))
            .map(|reading| reading.map_or(String::new(), |(_, term)| term.clone()))
            .collect();
        for start in 0..words.len() {
            for len in 1..=synonyms.longest().min(words.len() - start) {
                let also: Vec<String> =
                    synonyms.of(&terms[start..start + len], *language).map(str::to_owned).collect();
                for text in also {
                    for word in &mut words[start..start + len] {
                        word.also(&text, SYNONYM_WEIGHT, &Why::Synonym(text.clone()), &[*language]);
                    }
                }
            }
        }
    }
}

/// Neighbouring content words as one term each: they tell little when apart and much together.
fn pairs(words: &[Word]) -> Vec<Group> {
    let content: Vec<&Word> =
        words.iter().filter(|word| word.says_something() && word.kind == Kind::Word).collect();
    content
        .windows(2)
        .map(|pair| {
            let mut variants: Vec<Variant> = Vec::new();
            for (language, first) in &pair[0].readings {
                let second =
                    pair[1].readings.iter().find(|(of, _)| of == language).or(pair[1].readings.first());
                let terms: Vec<String> = second.iter().map(|(_, second)| pair_term(first, second)).collect();
                variants.push(Variant { terms, fields: &[Field::Pairs], weight: 1.0, why: Why::Typed });
            }
            Group {
                word: format!("{} {}", pair[0].surface, pair[1].surface),
                counts: false,
                weight: 1.0,
                variants,
            }
        })
        .collect()
}

/// Two neighbouring terms as one.
pub(crate) fn pair_term(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

fn places(text: &str, language: Language) -> Vec<(String, u32)> {
    let mut places = Vec::new();
    let mut place = |term: Term<'_>| {
        if matches!(term.kind, Kind::Word | Kind::Code | Kind::Pair) {
            places.push((term.text.to_owned(), term.position));
        }
    };
    analyzing(language, |analyzer| analyzer.each(text, &mut place));
    places
}
