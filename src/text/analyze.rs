//! How does text become terms?

use std::{cell::RefCell, ops::Range};

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::{
    Language,
    chunks::{self, Chunk, Shape},
    stem::{Stems, fold},
};

/// A longer term is cut: nobody looks for it, and somebody might send a megabyte without a space.
const LONGEST_TERM: usize = 64;

/// A joined chunk of more parts is a path or a table, not a code: its parts are kept, the whole is not.
const MOST_PARTS: usize = 8;

/// One comparable word, and where it stood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term<'a> {
    /// What is compared: lower case, stemmed, without accents.
    pub text: &'a str,
    /// The word as it was written, in lower case; empty for pairs of characters.
    pub surface: &'a str,
    /// Its place among the words of the text, from 0; the parts of a code begin at the place of the whole.
    pub position: u32,
    /// Where it begins in the text, in bytes.
    pub start: usize,
    /// Where it ends in the text, in bytes.
    pub end: usize,
    /// What sort of term.
    pub kind: Kind,
    /// Whether its surface may not have come before since [`Analyzer::begin`].
    pub is_new: bool,
}

/// What sort of term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A word.
    Word,
    /// A code, version, number or name with joiners, whole: `0x80070005`, `err_connection_reset`, `wifi`.
    Code,
    /// A part of a code: `connection` of `err_connection_reset`.
    Part,
    /// Two neighbouring characters of a script without spaces; at the end of a run, its last character.
    Pair,
    /// The word before it, stemmed as if it had been written without its accents.
    Unaccented,
}

thread_local! {
    static ANALYZERS: RefCell<FxHashMap<Language, Option<Box<Analyzer>>>> = RefCell::default();
}

/// Lends an analyzer of a language that remembers the stems that this thread has seen.
pub fn analyzing<T>(language: Language, work: impl FnOnce(&mut Analyzer) -> T) -> T {
    let lent = ANALYZERS.with_borrow_mut(|analyzers| analyzers.get_mut(&language).and_then(Option::take));
    let mut analyzer = lent.unwrap_or_else(|| Box::new(Analyzer::new(language)));
    let done = work(&mut analyzer);
    ANALYZERS.with_borrow_mut(|analyzers| *analyzers.entry(language).or_default() = Some(analyzer));
    done
}

/// Two neighbouring terms as one.
pub fn pair_term(first: &str, second: &str) -> String {
    format!("{first} {second}")
}

/// Turns text of one language into terms. Holds buffers and stems it has seen: keep it and use it again.
pub struct Analyzer {
    stems: Stems,
    lower: String,
}

impl Analyzer {
    /// An analyzer for a language; one without a stemmer keeps its words as they are.
    pub fn new(language: Language) -> Analyzer {
        Analyzer { stems: Stems::new(language), lower: String::new() }
    }

    /// Calls `emit` with each term of the text, in order. The cost is linear in the text.
    pub fn each(&mut self, text: &str, emit: &mut impl FnMut(Term<'_>)) {
        let bytes = text.as_bytes();
        let mut position = 0;
        let mut at = 0;
        while at < bytes.len() {
            if chunks::sets_apart(bytes[at]) {
                at += 1;
                continue;
            }
            if let Some((end, letters)) = chunks::plain_word(bytes, at) {
                self.plain(text, at..end, letters, position, emit);
                (position, at) = (position + 1, end);
                continue;
            }
            let Some(chunk) = chunks::next(text, at) else { break };
            at = chunk.end;
            match chunk.shape {
                Shape::Word => self.word(text, chunk, Kind::Word, &mut position, emit),
                Shape::Mixed => self.mixed(text, chunk, Kind::Code, &mut position, emit),
                Shape::Joined => self.joined(text, chunk, &mut position, emit),
                Shape::Unspaced => pairs(text, chunk, &mut position, emit),
            }
        }
    }

    /// The terms of a text.
    pub fn terms(&mut self, text: &str) -> Vec<String> {
        let mut terms = Vec::new();
        self.each(text, &mut |term| terms.push(term.text.to_owned()));
        terms
    }

    /// Words are new to whoever reads from here on; see [`Term::is_new`].
    pub fn begin(&mut self) {
        self.stems.begin();
    }

    /// A word of ASCII letters, which are given in lower case as one number too.
    fn plain(
        &mut self,
        text: &str,
        place: Range<usize>,
        letters: u128,
        position: u32,
        emit: &mut impl FnMut(Term<'_>),
    ) {
        let Analyzer { stems, lower: surface } = self;
        surface.clear();
        surface.push_str(&text[place.clone()]);
        surface.make_ascii_lowercase();
        let (text, is_new) = stems.of_letters(letters, surface);
        emit(Term { text, surface, position, start: place.start, end: place.end, kind: Kind::Word, is_new });
    }

    fn word(
        &mut self,
        text: &str,
        chunk: Chunk,
        kind: Kind,
        position: &mut u32,
        emit: &mut impl FnMut(Term<'_>),
    ) {
        let mut surface = std::mem::take(&mut self.lower);
        lower_into(&text[chunk.start..chunk.end], &mut surface);
        if !surface.is_empty() {
            let at = *position;
            *position += 1;
            let (stem, is_new) = self.stems.of_word(&surface);
            let (start, end) = (chunk.start, chunk.end);
            emit(Term { text: stem, surface: &surface, position: at, start, end, kind, is_new });
            if !surface.is_ascii() {
                let stem = stem.to_owned();
                let text = self.stems.stem(&fold(&surface));
                if !text.is_empty() && text != stem {
                    let kind = Kind::Unaccented;
                    emit(Term { text, surface: &surface, position: at, start, end, kind, is_new: true });
                }
            }
        }
        self.lower = surface;
    }

    /// `KB5034441` whole, and `5034441`, which is how people read it out.
    fn mixed(
        &mut self,
        text: &str,
        chunk: Chunk,
        kind: Kind,
        position: &mut u32,
        emit: &mut impl FnMut(Term<'_>),
    ) {
        let mut lower = std::mem::take(&mut self.lower);
        lower_into(&text[chunk.start..chunk.end], &mut lower);
        let term = |text, kind| Term {
            text,
            surface: text,
            position: *position,
            start: chunk.start,
            end: chunk.end,
            kind,
            is_new: true,
        };
        if !lower.is_empty() {
            emit(term(&lower, kind));
            if let Some(number) = number_of(&lower) {
                emit(term(number, Kind::Part));
            }
            *position += 1;
        }
        self.lower = lower;
    }

    fn joined(&mut self, text: &str, chunk: Chunk, position: &mut u32, emit: &mut impl FnMut(Term<'_>)) {
        let raw = &text[chunk.start..chunk.end];
        if let Some(word) = without_apostrophes(raw) {
            return self.apostrophes(text, chunk, &word, position, emit);
        }
        let parts = parts(raw);
        if parts.len() <= MOST_PARTS && raw.len() <= LONGEST_TERM {
            let whole = whole(raw);
            emit(Term {
                text: &whole,
                surface: &whole,
                position: *position,
                start: chunk.start,
                end: chunk.end,
                kind: Kind::Code,
                is_new: true,
            });
        }
        let before = *position;
        for (start, end) in parts {
            let part = &raw[start..end];
            let chunk = Chunk { start: chunk.start + start, end: chunk.start + end, shape: Shape::Word };
            if part.bytes().all(|b| b.is_ascii_digit()) && part.len() < 3 {
                *position += 1;
            } else if part.bytes().any(|b| b.is_ascii_digit()) {
                self.mixed(text, chunk, Kind::Part, position, emit);
            } else {
                self.word(text, chunk, Kind::Part, position, emit);
            }
        }
        *position = (*position).max(before + 1);
    }

    /// `printer's` is `printer`; `l'imprimante` is `l` and `imprimante`; `don't` is `dont`,
    /// and `don`, for whoever leaves the rest away.
    fn apostrophes(
        &mut self,
        text: &str,
        chunk: Chunk,
        word: &Apostrophes,
        position: &mut u32,
        emit: &mut impl FnMut(Term<'_>),
    ) {
        match word {
            Apostrophes::Elided { at, after } => {
                let first = Chunk { end: chunk.start + at, shape: Shape::Word, ..chunk };
                let second = Chunk { start: chunk.start + after, shape: Shape::Word, ..chunk };
                self.word(text, first, Kind::Word, position, emit);
                self.word(text, second, Kind::Word, position, emit);
            }
            Apostrophes::Possessive { at } => {
                let owner = Chunk { end: chunk.start + at, shape: Shape::Word, ..chunk };
                self.word(text, owner, Kind::Word, position, emit);
            }
            Apostrophes::Inside { at } => {
                let before = *position;
                self.word(text, chunk, Kind::Word, position, emit);
                let mut within = before;
                let first = Chunk { end: chunk.start + at, shape: Shape::Word, ..chunk };
                self.word(text, first, Kind::Part, &mut within, emit);
            }
        }
    }
}

/// The number of a code as people read it out: `5034441` of `kb5034441`, `80070005` of `0x80070005`.
fn number_of(code: &str) -> Option<&str> {
    let letters = code.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (number, is_number) = match code.strip_prefix("0x") {
        Some(hex) => (hex, hex.bytes().all(|byte| byte.is_ascii_hexdigit())),
        None => (&code[letters..], code[letters..].bytes().all(|byte| byte.is_ascii_digit())),
    };
    let prefixed = code.starts_with("0x") || (1..=4).contains(&letters);
    (prefixed && is_number && number.len() >= 4).then_some(number)
}

enum Apostrophes {
    Elided { at: usize, after: usize },
    Possessive { at: usize },
    Inside { at: usize },
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// How to read a chunk whose only joiner is one apostrophe; `None` when it has others.
fn without_apostrophes(raw: &str) -> Option<Apostrophes> {
    let at = raw.find(is_apostrophe)?;
    let width = raw[at..].chars().next().map_or(1, char::len_utf8);
    let after = at + width;
    if raw.chars().any(|c| !c.is_alphabetic() && !is_apostrophe(c)) || raw[after..].contains(is_apostrophe) {
        return None;
    }
    Some(if raw[after..].eq_ignore_ascii_case("s") {
        Apostrophes::Possessive { at }
    } else if raw[..at].chars().count() <= 2 {
        Apostrophes::Elided { at, after }
    } else {
        Apostrophes::Inside { at }
    })
}

/// The parts of a joined chunk, as byte ranges of it.
fn parts(raw: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = None;
    for (at, c) in raw.char_indices() {
        let inside = c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
        match (inside, start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                parts.push((from, at));
                start = None;
            }
            _ => {}
        }
    }
    parts.extend(start.map(|from| (from, raw.len())));
    parts
}

/// A joined chunk as one term: hyphens and apostrophes are left out (`Wi-Fi` is `wifi`), points, underscores
/// and signs stay, and a version loses its `v`.
fn whole(raw: &str) -> String {
    let mut whole = String::with_capacity(raw.len());
    let stays =
        |c: &char| !matches!(c, '-' | '\u{2010}' | '\u{2011}') && !is_apostrophe(*c) && !is_silent(*c);
    if raw.is_ascii() {
        whole.extend(raw.chars().map(|c| c.to_ascii_lowercase()).filter(stays));
    } else {
        whole.extend(raw.nfkc().flat_map(char::to_lowercase).filter(stays));
    }
    match whole.strip_prefix('v') {
        Some(version) if version.starts_with(|c: char| c.is_ascii_digit()) => version.to_owned(),
        _ => whole,
    }
}

fn is_silent(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

/// Lower case, composed, and not longer than a term may be.
fn lower_into(raw: &str, lower: &mut String) {
    lower.clear();
    if raw.is_ascii() {
        lower.extend(
            raw.bytes().take(LONGEST_TERM).filter(|b| *b != b'\'').map(|b| b.to_ascii_lowercase() as char),
        );
        return;
    }
    for c in raw.nfkc().flat_map(char::to_lowercase).nfc() {
        if lower.len() + c.len_utf8() > LONGEST_TERM {
            break;
        }
        if !is_silent(c) && !is_apostrophe(c) {
            lower.push(c);
        }
    }
}

/// Each character with its neighbour, and the last one alone: whoever types two characters of a word, or one,
/// finds it, whatever a dictionary would call a word.
fn pairs(text: &str, chunk: Chunk, position: &mut u32, emit: &mut impl FnMut(Term<'_>)) {
    let run: String = text[chunk.start..chunk.end].nfkc().flat_map(char::to_lowercase).collect();
    let composed = run.len() == chunk.end - chunk.start;
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    for window in 0..starts.len().saturating_sub(1) {
        let (from, to) = (starts[window], starts[(window + 2).min(starts.len() - 1)]);
        let (start, end) =
            if composed { (chunk.start + from, chunk.start + to) } else { (chunk.start, chunk.end) };
        let (text, kind) = (&run[from..to], Kind::Pair);
        emit(Term { text, surface: "", position: *position, start, end, kind, is_new: true });
        *position += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::{Analyzer, Kind, Term};
    use crate::text::Language;

    #[track_caller]
    fn check(language: &str, text: &str, expected: &[&str]) {
        let mut analyzer = Analyzer::new(Language::parse(language).expect("a known language"));
        assert_eq!(analyzer.terms(text), expected, "{text}");
    }

    #[test]
    fn words_lose_their_case_and_their_endings() {
        check("en", "Printers, PRINTING", &["printer", "print"]);
        check("de", "Drucker druckten", &["druck", "druckt"]);
        check("en", "Caf\u{65}\u{301} CAFÉ ｗｉｆｉ", &["cafe", "cafe", "wifi"]);
        check("fr", "l’imprimante réinitialisée", &["l", "imprim", "reinitialis", "reinitialise"]);
        check("en", "printer's don't", &["printer", "dont", "don"]);
    }

    #[test]
    fn codes_are_found_whole_and_in_parts() {
        check("en", "0x80070005", &["0x80070005", "80070005"]);
        check("en", "KB5034441", &["kb5034441", "5034441"]);
        check("en", "ERR_CONNECTION_RESET", &["err_connection_reset", "err", "connect", "reset"]);
        check("en", "C++ C# .NET", &["c++", "c", "c#", "c", ".net", "net"]);
        check("en", "10.0.0.1 v2.14.3 2.14.3", &["10.0.0.1", "2.14.3", "v2", "2.14.3"]);
        check("en", "HP-26X-A wi-fi WiFi", &["hp26xa", "hp", "26x", "a", "wifi", "wi", "fi", "wifi"]);
        check("en", "print-spooler.exe", &["printspooler.exe", "print", "spooler", "exe"]);
    }

    #[test]
    fn two_characters_find_a_word_without_spaces() {
        check("ja", "印刷できない", &["印刷", "刷で", "でき", "きな", "ない", "い"]);
        check("ja", "印刷", &["印刷", "刷"]);
        check("ko", "VPN설정", &["vpn", "설정", "정"]);
    }

    #[test]
    fn positions_let_phrases_meet_codes() {
        let mut analyzer = Analyzer::new(Language::ENGLISH);
        let mut seen = Vec::new();
        analyzer.each("use Wi-Fi now", &mut |term: Term<'_>| {
            seen.push((term.text.to_owned(), term.position, term.kind));
        });
        let of = |text: &str, position, kind| (text.to_owned(), position, kind);
        assert_eq!(
            seen,
            [
                of("use", 0, Kind::Word),
                of("wifi", 1, Kind::Code),
                of("wi", 1, Kind::Part),
                of("fi", 2, Kind::Part),
                of("now", 3, Kind::Word)
            ]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_text_panics_and_offsets_are_those_of_characters(text in ".{0,200}") {
            let mut analyzer = Analyzer::new(Language::ENGLISH);
            let mut last = 0;
            analyzer.each(&text, &mut |term: Term<'_>| {
                assert!(text.is_char_boundary(term.start) && text.is_char_boundary(term.end));
                assert!(term.position >= last && !term.text.is_empty());
                last = term.position;
            });
        }
    }
}
