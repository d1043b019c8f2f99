//! What may each word of a text stand for?

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{Group, Variant, Why};
use crate::{
    access::Scope,
    library::Synonyms,
    search::{Engine, Error, Field, vocabulary::Spelled},
    text::{Kind, Language, Term, analyzing, fold, pair_term, stop_words},
};

/// What a little word weighs against others (RANKING section 1; leaving them out lost 2 to 3 points).
const STOP_WORD_WEIGHT: f32 = 0.3;
/// In a query of more content words than this, little words are left out: same quality, a third of the time.
const MANY_WORDS: usize = 12;
/// What the parts of a code weigh when the whole code is known.
const PART_WEIGHT: f32 = 0.3;
/// What a synonym weighs against the word itself.
pub(super) const SYNONYM_WEIGHT: f32 = 0.8;
/// No more languages than this are tried for each word; a base of more is served in its most frequent ones.
const MOST_LANGUAGES: usize = 8;

pub(super) fn languages(engine: &dyn Engine, scope: &Scope) -> Vec<Language> {
    let mut languages: Vec<Language> =
        engine.languages(scope).into_iter().take(MOST_LANGUAGES).map(|(language, _)| language).collect();
    if languages.is_empty() {
        languages.push(Language::ENGLISH);
    }
    languages
}

/// One word of the query, in all the languages it may be in.
#[derive(Clone, Debug)]
pub(in crate::search) struct Word {
    pub(in crate::search) surface: String,
    pub(in crate::search) kind: Kind,
    pub(in crate::search) start: usize,
    pub(in crate::search) end: usize,
    pub(in crate::search) readings: Vec<(Language, String)>,
    stop: bool,
    counts: bool,
    weight: f32,
    variants: Vec<Variant>,
}

/// The words of a text; each language reads the same chunks and stems them in its own way.
pub(super) fn analyzed(text: &str, languages: &[Language]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut ending_at: FxHashMap<(u32, usize), Vec<usize>> = FxHashMap::default();
    for language in languages {
        let mut add = |term: Term<'_>| {
            let kind = if term.kind == Kind::Unaccented { Kind::Word } else { term.kind };
            let same = |word: &Word| {
                (word.kind == kind || (term.kind == Kind::Unaccented && word.kind != Kind::Code))
                    && (kind != Kind::Part || word.surface == term.surface)
            };
            let reading = (*language, term.text.to_owned());
            let there = ending_at.entry((term.position, term.end)).or_default();
            if let Some(word) = there.iter().copied().find(|number| same(&words[*number])) {
                let readings = &mut words[word].readings;
                if !readings.iter().any(|(_, text)| text == term.text) {
                    readings.push(reading);
                }
                return;
            }
            there.push(words.len());
            let surface = if term.surface.is_empty() { term.text } else { term.surface };
            words.push(Word {
                surface: surface.to_owned(),
                kind,
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

/// Says which words say little, in the language that the little words are likeliest in.
pub(super) fn find_little_words(words: &mut [Word], languages: &[Language]) {
    let surfaces = words.iter().map(|word| word.surface.as_str());
    let language = stop_words::likely_language(&surfaces, languages).unwrap_or(Language::ENGLISH);
    for word in words.iter_mut() {
        word.stop = word.kind == Kind::Word && stop_words::contains(language, &word.surface);
    }
}

/// Little words weigh less and find nothing by themselves.
pub(super) fn weigh_little_words(words: &mut [Word]) {
    let content = words.iter().filter(|word| !word.stop).count();
    for word in words.iter_mut().filter(|word| word.stop && content > 0) {
        word.counts = false;
        word.weight = if content > MANY_WORDS { 0.0 } else { STOP_WORD_WEIGHT };
    }
}

/// The parts of a code that somebody wrote only add to it; a code that nobody wrote is looked for in its parts,
/// and must not count as a missing word besides.
pub(super) fn weigh_codes(words: &mut [Word], engine: &dyn Engine, scope: &Scope) -> Result<(), Error> {
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
    pub(in crate::search) fn is_plain(&self) -> bool {
        matches!(self.kind, Kind::Word | Kind::Part)
    }

    /// Whether it says something.
    pub(in crate::search) fn says_something(&self) -> bool {
        !self.stop
    }

    /// Its term in the first language.
    pub(super) fn term(&self) -> Option<&str> {
        self.readings.first().map(|(_, term)| term.as_str())
    }

    /// What it weighs against others.
    pub(super) fn weighs(&self) -> f32 {
        self.weight
    }

    /// Makes it weigh so many times as much.
    pub(super) fn scale(&mut self, by: f32) {
        self.weight *= by;
    }

    pub(super) fn respell(&mut self, spelled: &Spelled, languages: &[Language]) {
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

    pub(super) fn into_group(self) -> Group {
        Group { word: self.surface, counts: self.counts, weight: self.weight, variants: self.variants }
    }
}

/// Each run of words that `synonyms.toml` knows also finds what stands there.
pub(super) fn add_synonyms(words: &mut [Word], synonyms: &Synonyms, weight: f32, languages: &[Language]) {
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
                        word.also(&text, weight, &Why::Synonym(text.clone()), &[*language]);
                    }
                }
            }
        }
    }
}

/// Neighbouring content words as one term each: they tell little when apart and much together.
pub(super) fn pairs(words: &[Word]) -> Vec<Group> {
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
                weight: (pair[0].weight * pair[1].weight).sqrt(),
                variants,
            }
        })
        .collect()
}

pub(super) fn places(text: &str, language: Language) -> Vec<(String, u32)> {
    let mut places = Vec::new();
    let mut place = |term: Term<'_>| {
        if matches!(term.kind, Kind::Word | Kind::Code | Kind::Pair) {
            places.push((term.text.to_owned(), term.position));
        }
    };
    analyzing(language, |analyzer| analyzer.each(text, &mut place));
    places
}
