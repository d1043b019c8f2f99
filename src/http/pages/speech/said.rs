//! What is called so, said in a language.

use std::{collections::BTreeMap, sync::LazyLock};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

/// A language that pages speak.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Speech {
    /// English, the one that pages were written in.
    #[default]
    English,
    /// German.
    German,
    /// Spanish.
    Spanish,
}

macro_rules! files {
    ($($code:literal: $($part:literal)*;)*) => {
        [$(($code, &[$(include_str!(concat!($code, "/", $part, ".ftl")),)*])),*]
    };
}

/// With this the names begin of what scripts say.
const SCRIPTS: &str = "script-";

/// What is said, by the order of [`Speech::ALL`].
const FILES: [(&str, &[&str]); 3] = files! {
    "en": "frame" "help" "ask" "agent" "lead" "writing" "reports" "problems";
    "de": "frame" "help" "ask" "agent" "lead" "writing" "reports" "problems";
    "es": "frame" "help" "ask" "agent" "lead" "writing" "reports" "problems";
};

static SAID: LazyLock<[FluentBundle<FluentResource>; 3]> =
    LazyLock::new(|| FILES.map(|(code, files)| bundle(code, files)));

/// What one language says. A mistake in a file costs its sentence, and a test finds it.
fn bundle(code: &str, files: &[&str]) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = code.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // The marks around what is put in would be copied with it.
    bundle.set_use_isolating(false);
    for file in files {
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*file).to_owned());
        // The first sentence of a name stays.
        let _ = bundle.add_resource(resource);
    }
    bundle
}

impl Speech {
    /// Every language that pages speak.
    pub const ALL: [Speech; 3] = [Speech::English, Speech::German, Speech::Spanish];

    /// Its code, as `de`.
    pub fn code(self) -> &'static str {
        FILES[self as usize].0
    }

    /// The language of a code, whatever its region: `de-AT` is German.
    pub fn of_code(code: &str) -> Option<Speech> {
        let first = code.split(['-', '_']).next()?.trim().to_ascii_lowercase();
        Speech::ALL.into_iter().find(|speech| speech.code() == first)
    }

    /// What is called so, said in this language.
    pub(crate) fn say(self, name: &str) -> String {
        self.with(name, [])
    }

    /// The same with a number in it, `$count`.
    pub(crate) fn count<'a>(self, name: &str, count: impl Into<FluentValue<'a>>) -> String {
        self.with(name, [("count", count.into())])
    }

    /// The same with some words in it, `$what`.
    pub(crate) fn of<'a>(self, name: &str, what: impl Into<FluentValue<'a>>) -> String {
        self.with(name, [("what", what.into())])
    }

    /// The same with all that its sentence takes. What this language has no sentence for is said in English.
    pub(crate) fn with<'a>(
        self,
        name: &str,
        args: impl IntoIterator<Item = (&'static str, FluentValue<'a>)>,
    ) -> String {
        let args: FluentArgs<'static> =
            args.into_iter().map(|(part, value)| (part, value.into_owned())).collect();
        for speech in [self, Speech::English] {
            let bundle = &SAID[speech as usize];
            if let Some(pattern) = bundle.get_message(name).and_then(|message| message.value()) {
                return bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned();
            }
        }
        name.to_owned()
    }

    /// What scripts say, as JSON: the sentences whose names begin with `script-`, by the rest of them. Where something is
    /// put in, `{}` stands.
    pub(crate) fn script_words(self) -> &'static str {
        static WORDS: LazyLock<[String; 3]> = LazyLock::new(|| {
            Speech::ALL.map(|speech| {
                let lines = FILES[0].1.iter().flat_map(|file| file.lines());
                let names = lines
                    .filter_map(|line| line.strip_prefix(SCRIPTS)?.split_once(" ="))
                    .map(|(name, _)| name);
                let said = names.map(|name| (name, speech.of(&format!("{SCRIPTS}{name}"), "{}")));
                serde_json::to_string(&said.collect::<BTreeMap<_, _>>()).unwrap_or_default()
            })
        });
        &WORDS[self as usize]
    }

    /// Whether there is a sentence of this name.
    pub(crate) fn knows(name: &str) -> bool {
        SAID[0].has_message(name)
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, fs, path::Path};

    use fluent_bundle::FluentResource;

    use super::{FILES, Speech};
    use crate::report::Phrase;

    /// So the names begin of what reports say that has a name of its own.
    const PHRASES: [&str; 6] = ["draft-", "note-", "reason-", "reckoned-", "todo-", "task-"];

    /// Every sentence of a language by its name, with the names of what is put into it.
    fn sentences(files: &[&str]) -> BTreeMap<String, Vec<String>> {
        let mut sentences = BTreeMap::new();
        for file in files {
            FluentResource::try_new((*file).to_owned()).expect("a file without mistakes");
            let mut name = String::new();
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                if let Some((begun, _)) = line.split_once(" =").filter(|_| !line.starts_with([' ', '}'])) {
                    name = begun.to_owned();
                    assert!(sentences.insert(name.clone(), Vec::new()).is_none(), "{name} is said twice");
                }
                let taken: &mut Vec<String> = sentences.entry(name.clone()).or_default();
                let names = line.split('$').skip(1);
                taken.extend(names.map(|rest| rest.chars().take_while(|c| c.is_alphanumeric()).collect()));
                taken.sort();
                taken.dedup();
            }
        }
        sentences.retain(|name, _| !name.is_empty());
        sentences
    }

    #[test]
    fn every_language_says_everything() {
        let english = sentences(FILES[0].1);
        assert!(english.len() > 100);
        for (code, files) in FILES {
            let theirs = sentences(files);
            let missing: Vec<_> = english.keys().filter(|name| !theirs.contains_key(*name)).collect();
            let more: Vec<_> = theirs.keys().filter(|name| !english.contains_key(*name)).collect();
            assert!(missing.is_empty() && more.is_empty(), "{code}: missing {missing:?}, more {more:?}");
            for (name, taken) in &english {
                assert_eq!(taken, &theirs[name], "what is put into {name} in {code}");
            }
        }
    }

    /// The names that are said in a file: what stands between quotation marks and is nothing but a name with a hyphen.
    fn said_in(path: &Path, all: &mut Vec<String>) {
        for entry in fs::read_dir(path).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                said_in(&entry, all);
            } else if entry.extension().is_some_and(|kind| kind == "rs" || kind == "html") {
                all.push(fs::read_to_string(&entry).expect("text"));
            }
        }
    }

    #[test]
    fn everything_that_is_said_has_a_sentence_and_every_sentence_is_said() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut texts = Vec::new();
        said_in(&root.join("src/http"), &mut texts);
        // Reports name what they say, and pages say it.
        let mut reports = Vec::new();
        said_in(&root.join("src/report"), &mut reports);
        let english = sentences(FILES[0].1);
        let calls: [(&str, Option<&[&str]>); 5] = [
            (".say(\"", Some(&[])),
            (".count(\"", Some(&["count"])),
            (".of(\"", Some(&["what"])),
            (".on(\"", Some(&["what"])),
            (".with(\"", None),
        ];
        for text in &texts {
            for (call, takes) in calls {
                for rest in text.split(call).skip(1) {
                    let name = rest.split('"').next().expect("a name");
                    // Other things have methods of these names, with other words.
                    let ours = name.contains('-')
                        && name.chars().all(|c| c.is_ascii_lowercase() || "-_0123456789".contains(c));
                    if !ours {
                        continue;
                    }
                    let taken = english.get(name).unwrap_or_else(|| panic!("nobody wrote {name}"));
                    assert!(takes.is_none_or(|takes| takes == taken.as_slice()), "{name} takes {taken:?}");
                }
            }
        }
        let reports = reports.concat();
        for name in reports.split('"').filter(|word| PHRASES.iter().any(|begins| word.starts_with(begins))) {
            assert!(english.contains_key(name), "nobody wrote {name}");
        }
        let labels = reports
            .split("column(")
            .filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').nth(2));
        for label in labels {
            let name = Phrase::word("column", label.to_owned().leak()).name;
            assert!(english.contains_key(&name), "nobody wrote {name}");
        }
        let all = texts.concat() + &reports;
        // The last part of some names follows from a value: `state-draft`, `verdict-resolved`.
        let made = [
            "month-",
            "in-",
            "script-",
            "problem-",
            "state-",
            "report-",
            "column-",
            "by-",
            "kind-",
            "gap-",
            "fate-",
            "finding-",
            "severity-",
            "review-",
            "measure-",
            "audience-",
        ];
        for name in english.keys().filter(|name| !made.iter().any(|beginning| name.starts_with(beginning))) {
            assert!(all.contains(&format!("\"{name}\"")), "nobody says {name}");
        }
    }

    #[test]
    fn numbers_choose_their_form() {
        assert_eq!(Speech::English.count("home-articles", 1), "Search 1 article, or begin with a topic.");
        assert_eq!(Speech::English.count("home-articles", 59), "Search 59 articles, or begin with a topic.");
        assert_eq!(
            Speech::German.count("home-articles", 1),
            "Suchen Sie in 1 Artikel oder beginnen Sie mit einem Thema."
        );
        assert_eq!(Speech::of_code("de-AT"), Some(Speech::German));
        assert_eq!(Speech::of_code("nl"), None);
        let unknown = "nobody wrote this";
        assert_eq!(Speech::Spanish.say(unknown), unknown);
    }
}
