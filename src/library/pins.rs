//! Which article has somebody put first?

use jiff::civil::Date;

use super::synonyms::{unreadable, wrong};
use crate::{
    article::Finding,
    text::{Analyzer, Language},
};

/// The pins of `pins.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pins(Vec<Pin>);

/// One article put first for some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pin {
    /// The words as the file has them.
    pub query: String,
    /// Their terms: each must be in the query.
    terms: Vec<String>,
    /// The id of the article.
    pub article: String,
    /// The last day on which it counts; `None` for ever.
    pub until: Option<Date>,
}

/// The file's name, at the root of the knowledge base.
const FILE: &str = "pins.toml";

impl Pins {
    /// Reads the text of a `pins.toml`; what cannot be read becomes a finding and costs only itself.
    pub fn parse(text: &str) -> (Pins, Vec<Finding>) {
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => return (Pins::default(), vec![unreadable(FILE, text, &error)]),
        };
        let mut pins = Vec::new();
        let mut findings = Vec::new();
        for (name, value) in &table {
            if name != "pin" || !value.is_array() {
                findings.push(wrong(FILE, text, name, "is not `[[pin]]`"));
                continue;
            }
            for entry in value.as_array().map_or(&[][..], Vec::as_slice) {
                match pin(entry) {
                    Ok(pin) => pins.push(pin),
                    Err(why) => findings.push(wrong(FILE, text, name, why)),
                }
            }
        }
        (Pins(pins), findings)
    }

    /// The pins that count on a day for a query of these terms, in the file's order.
    pub fn of<'a>(&'a self, terms: &'a [String], today: Date) -> impl Iterator<Item = &'a Pin> {
        self.0.iter().filter(move |pin| {
            pin.until.is_none_or(|until| today <= until) && pin.terms.iter().all(|term| terms.contains(term))
        })
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Pin> {
        self.0.iter()
    }
}

fn pin(entry: &toml::Value) -> Result<Pin, &'static str> {
    let query = entry.get("query").and_then(toml::Value::as_str).ok_or("needs `query`, some words")?;
    let article = entry.get("article").and_then(toml::Value::as_str).ok_or("needs `article`, an id")?;
    let terms = Analyzer::new(Language::ENGLISH).terms(query);
    if terms.is_empty() {
        return Err("needs a `query` with at least one word");
    }
    let until = match entry.get("until") {
        None => None,
        Some(value) => {
            let written = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            Some(written.parse().map_err(|_| "has an `until` that is no date; write `2027-01-31`")?)
        }
    };
    Ok(Pin { query: query.to_owned(), terms, article: article.to_owned(), until })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::Pins;

    #[test]
    fn a_pin_counts_for_its_words_until_its_day() {
        let (pins, findings) = Pins::parse(
            "[[pin]]\nquery = \"office closed\"\narticle = \"policies/hours\"\nuntil = 2027-01-07\n",
        );
        assert_eq!(findings, []);
        let of = |words: &[&str], day| {
            let terms: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            pins.of(&terms, day).map(|pin| pin.article.clone()).collect::<Vec<_>>()
        };
        assert_eq!(of(&["when", "offic", "close"], date(2027, 1, 7)), ["policies/hours"]);
        assert_eq!(of(&["offic"], date(2027, 1, 7)), Vec::<String>::new());
        assert_eq!(of(&["offic", "close"], date(2027, 1, 8)), Vec::<String>::new());
    }

    #[test]
    fn a_wrong_pin_is_a_finding() {
        let (_, findings) =
            Pins::parse("[[pin]]\nquery = \"x\"\n[[pin]]\nquery=\"x\"\narticle=\"y\"\nuntil=\"soon\"\n");
        assert_eq!(findings.len(), 2);
    }
}
