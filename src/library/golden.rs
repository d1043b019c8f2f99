//! Which article must be found?

use super::synonyms::unreadable;
use crate::article::{Finding, Severity};

/// The file's name, at the root of the knowledge base.
const FILE: &str = "golden.toml";
/// An article must be among so many when an entry does not say.
const WITHIN: usize = 3;
/// The last place that an entry may ask for.
const LAST: usize = 50;

/// The golden queries of `golden.toml`: what must be found by it stays found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Golden(pub Vec<Expected>);

/// A query or a ticket with the article that answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// What is asked.
    pub asked: Asked,
    /// The id or path of the article.
    pub article: String,
    /// The last place where it may stand, 1 to 50.
    pub within: usize,
    /// Who asks: somebody of these audiences.
    pub audiences: Vec<String>,
    /// The line of the file in which the entry begins.
    pub line: u32,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// A few words.
    Query(String),
    /// The raw words of a person.
    Ticket(String),
}

impl Golden {
    /// Reads the text of a `golden.toml`; what cannot be read becomes a finding and costs only itself.
    pub fn parse(text: &str) -> (Golden, Vec<Finding>) {
        let table = match text.parse::<toml::Table>() {
            Ok(table) => table,
            Err(error) => return (Golden::default(), vec![unreadable(FILE, text, &error)]),
        };
        // In a file that can be read, each entry begins with a line of its own.
        let begins = |line: &str| {
            line.split('#').next().is_some_and(|line| line.replace(' ', "").trim() == "[[golden]]")
        };
        let mut lines = (1..).zip(text.lines()).filter(|(_, line)| begins(line)).map(|(number, _)| number);
        let (mut golden, mut findings) = (Vec::new(), Vec::new());
        for (name, value) in &table {
            let Some(entries) = value.as_array().filter(|_| name == "golden") else {
                findings.push(wrong(1, &format!("`{name}` is not `[[golden]]`")));
                continue;
            };
            for entry in entries {
                let line = lines.next().unwrap_or(1);
                match expected(entry, line) {
                    Ok(expected) => golden.push(expected),
                    Err(why) => findings.push(wrong(line, &format!("the entry {why}"))),
                }
            }
        }
        (Golden(golden), findings)
    }
}

fn expected(entry: &toml::Value, line: u32) -> Result<Expected, String> {
    const KNOWN: [&str; 5] = ["query", "ticket", "article", "within", "as"];
    let names = entry.as_table().into_iter().flat_map(toml::Table::keys);
    if let Some(unknown) = names.into_iter().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(format!("has an unknown `{unknown}`"));
    }
    let word = |name: &str| {
        let word = entry.get(name).and_then(toml::Value::as_str);
        word.filter(|word| !word.trim().is_empty()).map(str::to_owned)
    };
    let asked = match (word("query"), word("ticket")) {
        (Some(query), None) => Asked::Query(query),
        (None, Some(ticket)) => Asked::Ticket(ticket),
        _ => return Err("needs either `query`, some words, or `ticket`, a text".to_owned()),
    };
    let article = word("article").ok_or("needs `article`, an id or a path")?;
    let within = match entry.get("within") {
        None => WITHIN,
        Some(value) => {
            let within = value.as_integer().and_then(|within| usize::try_from(within).ok());
            within.filter(|within| (1..=LAST).contains(within)).ok_or("has a `within` that is not 1 to 50")?
        }
    };
    let audiences = match entry.get("as") {
        None => vec!["public".to_owned()],
        Some(value) => {
            let names = value.as_array().into_iter().flatten().map(|name| name.as_str().map(str::to_owned));
            let names: Option<Vec<String>> = names.collect();
            names.filter(|names| !names.is_empty()).ok_or("has an `as` that is no list of audiences")?
        }
    };
    Ok(Expected { asked, article, within, audiences, line })
}

fn wrong(line: u32, message: &str) -> Finding {
    Finding {
        path: FILE.to_owned(),
        line,
        severity: Severity::Error,
        kind: "wrong-entry",
        message: message.to_owned(),
        hint: "see `firstline/golden-queries` in the manual".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Golden};

    #[test]
    fn an_entry_says_what_is_asked_by_whom_and_what_must_be_found() {
        let (golden, findings) = Golden::parse(
            "# ours\n[[golden]]\nquery = \"vpn code\"\narticle = \"vpn\"\n\n[[golden]] # next\nticket = '''\nHello,\nno \
             code'''\narticle = \"vpn.md\"\nwithin = 1\nas = [\"public\", \"agents\"]\n",
        );
        assert_eq!(findings, []);
        let [first, second] = &golden.0[..] else { panic!("{golden:?}") };
        assert_eq!((&first.asked, first.within, first.line), (&Asked::Query("vpn code".to_owned()), 3, 2));
        assert_eq!(first.audiences, ["public"]);
        assert_eq!(
            (&second.asked, second.within, second.line),
            (&Asked::Ticket("Hello,\nno code".to_owned()), 1, 6)
        );
        assert_eq!(second.audiences, ["public", "agents"]);
    }

    #[test]
    fn a_wrong_entry_is_a_finding_at_its_line_and_costs_itself() {
        for (entry, says) in [
            ("article = \"a\"", "either `query`"),
            ("query = \"x\"\nticket = \"y\"\narticle = \"a\"", "either `query`"),
            ("query = \" \"\narticle = \"a\"", "either `query`"),
            ("query = \"x\"", "needs `article`"),
            ("query = \"x\"\narticle = \"a\"\nwithin = 0", "1 to 50"),
            ("query = \"x\"\narticle = \"a\"\nwithin = \"first\"", "1 to 50"),
            ("query = \"x\"\narticle = \"a\"\nas = \"agents\"", "list of audiences"),
            ("query = \"x\"\narticle = \"a\"\nplace = 1", "unknown `place`"),
        ] {
            let text = format!("[[golden]]\nquery = \"good\"\narticle = \"a\"\n[[golden]]\n{entry}\n");
            let (golden, findings) = Golden::parse(&text);
            assert_eq!((golden.0.len(), findings.len()), (1, 1), "{entry}");
            assert!(
                findings[0].message.contains(says) && findings[0].line == 4,
                "{entry}: {:?}",
                findings[0]
            );
        }
        for text in ["[golden]\nquery = \"x\"", "golden = 1", "[[silver]]", "[["] {
            let (golden, findings) = Golden::parse(text);
            assert_eq!((golden.0.len(), findings.len()), (0, 1), "{text}");
        }
    }
}
