//! What of an article goes into which field?

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use crate::{
    library::Document,
    search::{Field, Filter, FilterField, LONGEST_BEGINNING},
    text::{Analyzer, Kind, Language, Term, analyzing, fold, pair_term, stop_words},
};

/// Values of one field stand so far apart that no phrase reaches from one into the next.
const GAP: u32 = 100;

/// An article's terms, field by field.
#[derive(Default)]
pub(super) struct Analyzed {
    /// The terms of each field, by [`Field::index`].
    pub(super) fields: [Stream; Field::COUNT],
    /// Its words as they are written, for corrections and completions; most of them once.
    pub(super) surfaces: Stream,
    /// The values by which it can be filtered and counted.
    pub(super) filters: Vec<Filter>,
}

impl Analyzed {
    pub(super) fn of(document: &Document) -> Analyzed {
        let language = document.card.language;
        analyzing(language, |analyzer| {
            analyzer.begin();
            let mut reading = Reading {
                analyzer,
                language,
                analyzed: Analyzed::default(),
                codes: BTreeSet::new(),
                starts: FxHashSet::default(),
            };
            reading.document(document);
            reading.finish(document)
        })
    }

    pub(super) fn stream(&self, field: Field) -> &Stream {
        &self.fields[field.index()]
    }
}

struct Reading<'a> {
    analyzer: &'a mut Analyzer,
    language: Language,
    analyzed: Analyzed,
    codes: BTreeSet<String>,
    starts: FxHashSet<String>,
}

impl Reading<'_> {
    fn document(&mut self, document: &Document) {
        let card = &document.card;
        self.short(Field::Title, &card.title, true);
        for name in &document.names {
            self.short(Field::Names, name, true);
        }
        for value in card.tags.iter().chain(&card.products) {
            self.text(Field::Tags, value);
        }
        if let Some(description) = &card.description {
            self.short(Field::Description, description, false);
        }
        for section in &document.sections {
            if let Some(question) = &section.question {
                self.short(Field::Questions, question, true);
            } else if let Some(heading) = &section.heading {
                self.short(Field::Headings, heading, false);
            }
            self.text(Field::Body, &section.text);
        }
    }

    fn text(&mut self, field: Field, text: &str) {
        let Analyzed { fields, surfaces, .. } = &mut self.analyzed;
        let stream = &mut fields[field.index()];
        let codes = &mut self.codes;
        let base = stream.next_value();
        self.analyzer.each(text, &mut |term: Term<'_>| {
            stream.push(term.text, base + term.position);
            match term.kind {
                Kind::Code if !codes.contains(term.text) => {
                    codes.insert(term.text.to_owned());
                }
                Kind::Word | Kind::Part if term.is_new => {
                    surfaces.push(term.surface, surfaces.count());
                }
                _ => {}
            }
        });
    }

    /// A short field: its neighbouring words count as pairs and, in names of any sort, its words' beginnings.
    fn short(&mut self, field: Field, text: &str, is_name: bool) {
        self.text(field, text);
        let mut content: Vec<String> = Vec::new();
        let Reading { analyzer, language, starts, .. } = self;
        analyzer.each(text, &mut |term: Term<'_>| {
            if is_name && !term.surface.is_empty() && term.kind != Kind::Unaccented {
                add_beginnings(term.surface, starts);
            }
            if term.kind == Kind::Word && !stop_words::contains(*language, term.surface) {
                content.push(term.text.to_owned());
            }
        });
        let pairs = &mut self.analyzed.fields[Field::Pairs.index()];
        for pair in content.windows(2) {
            let place = pairs.next_value();
            pairs.push(&pair_term(&pair[0], &pair[1]), place);
        }
    }

    fn finish(mut self, document: &Document) -> Analyzed {
        let (codes, starts) = (std::mem::take(&mut self.codes), std::mem::take(&mut self.starts));
        let streams = &mut self.analyzed.fields;
        for (place, code) in (0..).zip(&codes) {
            streams[Field::Codes.index()].push(code, place);
        }
        let starts: BTreeSet<String> = starts.into_iter().collect();
        for (place, start) in (0..).zip(&starts) {
            streams[Field::Starts.index()].push(start, place);
        }
        let card = &document.card;
        let tags = card.tags.iter().map(|tag| Filter::new(FilterField::Tag, tag));
        let products = card.products.iter().map(|product| Filter::new(FilterField::Product, product));
        let rest = [
            Filter::new(FilterField::Lang, card.language.code()),
            Filter::new(FilterField::State, card.state.word()),
        ];
        let distinct: BTreeSet<Filter> = tags.chain(products).chain(rest).collect();
        self.analyzed.filters = distinct.into_iter().collect();
        self.analyzed
    }
}

fn add_beginnings(surface: &str, starts: &mut FxHashSet<String>) {
    let folded = fold(surface);
    for (at, c) in folded.char_indices().take(LONGEST_BEGINNING) {
        starts.insert(folded[..at + c.len_utf8()].to_owned());
    }
}

/// The terms of one field, each with its place, written as one text: what tantivy's tokenizer reads again
/// without an allocation a term.
#[derive(Clone, Debug, Default)]
pub(super) struct Stream {
    encoded: String,
    last: Option<u32>,
    count: u32,
}

/// Stands before a term whose place is not the next one; the character behind it tells how far away it is.
const STEP: char = '\u{1}';
/// Ends a term.
const END: char = '\u{2}';
/// Added to a step, so that it is a character of its own.
const STEP_BASE: u32 = 0x100;

impl Stream {
    /// Adds a term; places never go back.
    fn push(&mut self, term: &str, place: u32) {
        let expected = self.last.map_or(0, |last| last + 1);
        if place != expected {
            let step = (place + 1).saturating_sub(expected).min(0x1000);
            self.encoded.push(STEP);
            self.encoded.push(char::from_u32(STEP_BASE + step).unwrap_or(END));
        }
        self.encoded.push_str(term);
        self.encoded.push(END);
        self.last = Some(place);
        self.count += 1;
    }

    fn next_value(&self) -> u32 {
        self.last.map_or(0, |last| last + GAP)
    }

    /// How many terms there are.
    pub(super) fn count(&self) -> u32 {
        self.count
    }

    /// The text that stands for all of it.
    pub(super) fn encoded(&self) -> &str {
        &self.encoded
    }

    /// The terms and their places.
    pub(super) fn terms(&self) -> Terms<'_> {
        terms(&self.encoded)
    }
}

/// Reads an encoded stream.
pub(super) fn terms(encoded: &str) -> Terms<'_> {
    Terms { rest: encoded, next: 0 }
}

/// The terms of an encoded stream, each with its place.
#[derive(Clone, Debug)]
pub(super) struct Terms<'a> {
    rest: &'a str,
    next: u32,
}

impl<'a> Iterator for Terms<'a> {
    type Item = (&'a str, u32);

    fn next(&mut self) -> Option<(&'a str, u32)> {
        let mut place = self.next;
        if let Some(stepped) = self.rest.strip_prefix(STEP) {
            let step = stepped.chars().next()?;
            place = (place + (step as u32).saturating_sub(STEP_BASE)).saturating_sub(1);
            self.rest = &stepped[step.len_utf8()..];
        }
        let end = memchr(END as u8, self.rest)?;
        let term = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        self.next = place + 1;
        Some((term, place))
    }
}

fn memchr(byte: u8, text: &str) -> Option<usize> {
    text.as_bytes().iter().position(|b| *b == byte)
}

#[cfg(test)]
mod tests {
    use super::Stream;

    #[test]
    fn a_stream_reads_as_it_was_written() {
        let mut stream = Stream::default();
        let written = [("wifi", 0), ("wi", 0), ("fi", 1), ("now", 3), ("then", 103), ("印刷", 104)];
        for (term, place) in written {
            stream.push(term, place);
        }
        assert_eq!(stream.terms().collect::<Vec<_>>(), written);
        assert_eq!(stream.count(), 6);
    }
}
