//! What did the person type?

use std::iter::Peekable;

/// Longer text is cut: a query is a few words, typed. In bytes.
const LONGEST: usize = 1024;

/// More words than this are left out.
const MOST_WORDS: usize = 64;

/// What somebody typed, read.
///
/// Words, `"phrases"`, `-without`, `tag:vpn` for the fields that can be filtered, `prefix*`. Anything else,
/// however odd, is words: reading never fails.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// The text that was read: without control characters, cut to a sensible length.
    pub text: String,
    /// The words, in order, those of phrases and prefixes too.
    pub words: String,
    /// What must stand there word for word.
    pub phrases: Vec<String>,
    /// What must not be there.
    pub without: Vec<String>,
    /// Words that go on with anything.
    pub prefixes: Vec<String>,
    /// What narrows the search.
    pub filters: Vec<Filter>,
    /// Whether the last word may be unfinished: nothing was typed behind it.
    pub unfinished: bool,
    /// Whether something was left out because the text was too long.
    pub cut: bool,
}

/// One value that a field of an article must have. Several of one field: any of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Filter {
    /// The field.
    pub field: FilterField,
    /// The value, in lower case.
    pub value: String,
}

impl Filter {
    /// The filter for a value as somebody wrote it.
    pub fn new(field: FilterField, value: &str) -> Filter {
        Filter { field, value: value.trim().to_lowercase() }
    }
}

/// A field by which articles can be filtered and counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FilterField {
    /// Topics.
    Tag,
    /// Products.
    Product,
    /// The language, by its code.
    Lang,
    /// How far it can be trusted.
    State,
}

impl FilterField {
    /// All of them, in the order in which they are shown.
    pub const ALL: [FilterField; 4] =
        [FilterField::Tag, FilterField::Product, FilterField::Lang, FilterField::State];

    /// The word used in queries, API and pages.
    pub fn word(self) -> &'static str {
        match self {
            FilterField::Tag => "tag",
            FilterField::Product => "product",
            FilterField::Lang => "lang",
            FilterField::State => "state",
        }
    }

    fn from_word(word: &str) -> Option<FilterField> {
        FilterField::ALL.into_iter().find(|field| field.word().eq_ignore_ascii_case(word))
    }
}

impl Query {
    /// Reads what somebody typed.
    pub fn parse(typed: &str) -> Query {
        let (text, cut) = cleaned(typed);
        let mut query = Query { cut, unfinished: text.ends_with(char::is_alphanumeric), ..Query::default() };
        let mut words = Vec::new();
        let mut rest = text.chars().peekable();
        while let Some(first) = rest.peek().copied() {
            if first.is_whitespace() {
                rest.next();
                continue;
            }
            query.clause(&mut rest, &mut words);
        }
        if words.is_empty() {
            // Nothing but exclusions would be the whole knowledge base: take them for what they look like.
            words.append(&mut query.without);
        }
        query.cut |= words.len() > MOST_WORDS;
        words.truncate(MOST_WORDS);
        query.words = words.join(" ");
        text.trim().clone_into(&mut query.text);
        query
    }

    /// Whether it asks for nothing at all.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.filters.is_empty()
    }

    fn clause(&mut self, rest: &mut Peekable<std::str::Chars<'_>>, words: &mut Vec<String>) {
        let mut word = String::new();
        let minus = rest.next_if_eq(&'-').is_some();
        if minus && !rest.peek().is_some_and(|c| c.is_alphabetic() || *c == '"') {
            word.push('-');
        } else if minus {
            let without = if rest.peek() == Some(&'"') { quoted(rest) } else { until_space(rest) };
            self.without.extend(Some(without).filter(|text| !text.is_empty()));
            return;
        }
        while let Some(c) = rest.next_if(|c| !c.is_whitespace()) {
            if c == '"' && word.is_empty() {
                let phrase = quoted_inside(rest);
                words.extend(phrase.split_whitespace().map(str::to_owned));
                self.phrases.extend(Some(phrase).filter(|phrase| !phrase.trim().is_empty()));
                return;
            }
            if let Some(field) =
                Some(&word).filter(|_| c == ':').and_then(|word| FilterField::from_word(word))
            {
                let value = if rest.peek() == Some(&'"') { quoted(rest) } else { until_space(rest) };
                let filter = Filter::new(field, &value);
                self.filters.extend(Some(filter).filter(|filter| !filter.value.is_empty()));
                return;
            }
            word.push(c);
        }
        if let Some(prefix) =
            word.strip_suffix('*').filter(|prefix| prefix.chars().all(char::is_alphanumeric))
        {
            self.prefixes.extend(Some(prefix.to_owned()).filter(|prefix| !prefix.is_empty()));
            word.truncate(prefix.len());
        }
        words.extend(Some(word).filter(|word| !word.is_empty()));
    }
}

/// Without control characters, and not longer than a query may be.
fn cleaned(typed: &str) -> (String, bool) {
    let mut text = String::with_capacity(typed.len().min(LONGEST));
    for c in typed.chars() {
        if text.len() + c.len_utf8() > LONGEST {
            return (text, true);
        }
        let shown = !c.is_control() && !matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        text.push(match c {
            '“' | '”' | '„' | '«' | '»' => '"',
            c if shown => c,
            _ => ' ',
        });
    }
    (text, false)
}

fn quoted(rest: &mut Peekable<std::str::Chars<'_>>) -> String {
    rest.next();
    quoted_inside(rest)
}

/// What stands before the next quotation mark; one that is missing is taken to stand at the end.
fn quoted_inside(rest: &mut Peekable<std::str::Chars<'_>>) -> String {
    let mut inside = String::new();
    for c in rest.by_ref() {
        if c == '"' {
            break;
        }
        inside.push(c);
    }
    inside
}

fn until_space(rest: &mut Peekable<std::str::Chars<'_>>) -> String {
    let mut word = String::new();
    while let Some(c) = rest.next_if(|c| !c.is_whitespace()) {
        word.push(c);
    }
    word
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Filter, FilterField, Query};

    #[track_caller]
    fn check(typed: &str, words: &str, phrases: &[&str], without: &[&str], filters: &[(FilterField, &str)]) {
        let query = Query::parse(typed);
        assert_eq!(query.words, words);
        assert_eq!(query.phrases, phrases);
        assert_eq!(query.without, without);
        let filters: Vec<Filter> = filters.iter().map(|(field, value)| Filter::new(*field, value)).collect();
        assert_eq!(query.filters, filters);
    }

    #[test]
    fn the_language_of_queries() {
        check("vpn token", "vpn token", &[], &[], &[]);
        check("\"vpn token\" expired", "vpn token expired", &["vpn token"], &[], &[]);
        check("vpn -mac -\"two words\"", "vpn", &[], &["mac", "two words"], &[]);
        check("tag:VPN lang:de x", "x", &[], &[], &[(FilterField::Tag, "vpn"), (FilterField::Lang, "de")]);
        check("tag:\"two words\" x", "x", &[], &[], &[(FilterField::Tag, "two words")]);
        assert_eq!(Query::parse("pass*").prefixes, ["pass"]);
    }

    #[test]
    fn anything_else_is_words() {
        check("audience:internal foo:bar", "audience:internal foo:bar", &[], &[], &[]);
        check("\"unclosed words", "unclosed words", &["unclosed words"], &[], &[]);
        check("error -5 - x", "error -5 - x", &[], &[], &[]);
        check("-only", "only", &[], &[], &[]);
        check("[a TO", "[a TO", &[], &[], &[]);
        check("\"\" * - tag:", "-", &[], &[], &[]);
        check("body:/(a+)+$/", "body:/(a+)+$/", &[], &[], &[]);
    }

    #[test]
    fn long_text_is_cut_and_says_so() {
        let query = Query::parse(&"(".repeat(100_000));
        assert!(query.cut && query.text.len() <= 1024);
        assert!(Query::parse(&"a ".repeat(500)).cut);
        assert!(!Query::parse("short").cut);
    }

    #[test]
    fn a_word_is_finished_when_something_follows() {
        assert!(Query::parse("vpn tok").unfinished);
        assert!(!Query::parse("vpn token ").unfinished);
        assert!(!Query::parse("\"vpn token\"").unfinished);
    }

    proptest! {
        #[test]
        fn reading_never_fails(typed in "[\\PC\"\\-:*\\x00-\\x20]{0,80}") {
            let query = Query::parse(&typed);
            prop_assert!(!query.text.contains(char::is_control));
        }
    }
}
