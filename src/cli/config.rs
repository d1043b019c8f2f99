//! What does `firstline.toml` say?

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use globset::{Glob, GlobSetBuilder};
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::args::Places;
use crate::{
    access::{Audience, AudienceSet},
    desk::Settings,
    http,
    kb::Means,
    text::{Language, spelling},
};

/// The configuration's name, where no other is given.
const FILE: &str = "firstline.toml";

/// Everything that the commands need to know.
#[derive(Clone, Debug)]
pub struct Config {
    /// For opening the desk.
    pub desk: Settings,
    /// For serving it.
    pub http: http::Settings,
}

/// Something in the configuration that means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` line {}: {}", self.path.display(), self.line, self.message)
    }
}

impl Config {
    /// The configuration of these places: the file's words, arguments and environment over them.
    ///
    /// # Errors
    /// Every mistake in the file, in the order of its lines.
    pub fn load(places: &Places) -> Result<Config, Vec<Mistake>> {
        let path = places.config.clone().unwrap_or_else(|| FILE.into());
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound && places.config.is_none() => String::new(),
            Err(error) => {
                let message = format!("cannot be read: {error}");
                let hint = "name an existing file with `--config`, or leave it out".to_owned();
                return Err(vec![Mistake { path, line: 0, message, hint }]);
            }
        };
        let mut config = Config::read(&path, &text)?;
        if let Some(kb) = &places.kb {
            config.desk.kb.root.clone_from(kb);
        }
        if let Some(index) = &places.index {
            config.desk.index.clone_from(index);
        }
        Ok(config)
    }

    /// The configuration that a text says.
    ///
    /// # Errors
    /// Every mistake in it, in the order of its lines.
    pub fn read(path: &Path, text: &str) -> Result<Config, Vec<Mistake>> {
        let mut config = Config { desk: Settings::of("kb", "index"), http: http::Settings::default() };
        let mut reading = Reading { path, text, mistakes: Vec::new() };
        match DeTable::parse(text) {
            Ok(table) => reading.sections(table.get_ref(), &mut config),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                reading.mistake(at, format!("is not TOML: {}", error.message()), "mend the line");
            }
        }
        reading.mistakes.sort_by_key(|mistake| mistake.line);
        if reading.mistakes.is_empty() { Ok(config) } else { Err(reading.mistakes) }
    }
}

type Value<'i> = Spanned<DeValue<'i>>;

struct Reading<'a> {
    path: &'a Path,
    text: &'a str,
    mistakes: Vec<Mistake>,
}

const SECTIONS: [&str; 4] = ["kb", "audiences", "index", "server"];
const KB: [&str; 7] =
    ["dir", "language", "max_article_bytes", "watch", "poll_seconds", "reconcile_seconds", "exclude"];
const AUDIENCES: [&str; 4] = ["names", "default", "folders", "aliases"];
const INDEX: [&str; 2] = ["dir", "expunge_seconds"];
const SERVER: [&str; 3] = ["listen", "max_concurrent", "timeout_ms"];

impl Reading<'_> {
    fn mistake(&mut self, at: usize, message: impl Into<String>, hint: impl Into<String>) {
        let line = self.text.as_bytes().iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
        self.mistakes.push(Mistake {
            path: self.path.to_owned(),
            line,
            message: message.into(),
            hint: hint.into(),
        });
    }

    fn wrong(&mut self, name: &str, value: &Value<'_>, wanted: &str) {
        let found = value.get_ref().type_str();
        self.mistake(
            value.span().start,
            format!("`{name}` is {found} that does not fit"),
            format!("write {wanted}"),
        );
    }

    fn unknown(&mut self, at: usize, name: &str, known: &[&str]) {
        let nearest = known.iter().find(|known| spelling::distance(name, known, 2).is_some());
        let hint = match nearest {
            Some(nearest) => format!("did you mean `{nearest}`?"),
            None => format!("known here: {}", known.join(", ")),
        };
        self.mistake(at, format!("unknown key `{name}`"), hint);
    }

    fn sections(&mut self, table: &DeTable<'_>, config: &mut Config) {
        for (name, value) in table {
            let Some(section) = value.get_ref().as_table() else {
                self.unknown(name.span().start, name.get_ref(), &SECTIONS);
                continue;
            };
            let known: &[&str] = match name.get_ref().as_ref() {
                "kb" => &KB,
                "audiences" => &AUDIENCES,
                "index" => &INDEX,
                "server" => &SERVER,
                other => {
                    self.unknown(name.span().start, other, &SECTIONS);
                    continue;
                }
            };
            for (key, _) in section.iter().filter(|(key, _)| !known.contains(&key.get_ref().as_ref())) {
                self.unknown(key.span().start, key.get_ref(), known);
            }
            match name.get_ref().as_ref() {
                "kb" => self.kb(section, config),
                "audiences" => self.audiences(section, config),
                "index" => self.index(section, config),
                _ => self.server(section, config),
            }
        }
    }

    fn kb(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let kb = &mut config.desk.kb;
        if let Some(dir) = self.string(section, "dir") {
            kb.root = dir.into();
        }
        if let Some(bytes) = self.number(section, "max_article_bytes", 1, 1 << 28) {
            kb.max_bytes = bytes;
            config.desk.rules.max_bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
        }
        if let Some(seconds) = self.number(section, "reconcile_seconds", 1, 86_400) {
            config.desk.reconcile = Duration::from_secs(seconds);
        }
        let every = Duration::from_secs(self.number(section, "poll_seconds", 1, 86_400).unwrap_or(5));
        match self.string(section, "watch").as_deref() {
            None | Some("native") => {}
            Some("poll") => kb.watch = Means::Poll { every },
            Some(_) => self.wrong("watch", &section["watch"], "`\"native\"` or `\"poll\"`"),
        }
        match self.string(section, "language").map(|code| Language::parse(&code)) {
            None => {}
            Some(Some(language)) => config.desk.rules.language = language,
            Some(None) => {
                self.wrong("language", &section["language"], "the code of a language, such as `\"en\"`");
            }
        }
        let mut exclude = GlobSetBuilder::new();
        for pattern in self.strings(section, "exclude").unwrap_or_default() {
            match Glob::new(&pattern) {
                Ok(glob) => drop(exclude.add(glob)),
                Err(error) => {
                    self.mistake(section["exclude"].span().start, error.to_string(), "mend the pattern");
                }
            }
        }
        if let Ok(exclude) = exclude.build() {
            kb.exclude = exclude;
        }
    }

    fn audiences(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let rules = &mut config.desk.rules;
        if let Some(names) = self.strings(section, "names") {
            rules.audiences = names;
            rules.audiences.extend([Audience::PUBLIC, Audience::WRITERS].map(str::to_owned));
        }
        let known = rules.audiences.clone();
        if let Some(set) = section.get("default").and_then(|default| self.set("default", default, &known)) {
            rules.default_audiences = set;
        }
        for (pattern, value) in self.entries(section, "folders") {
            let set = self.set("folders", value, &known);
            match Glob::new(pattern.get_ref()) {
                Ok(glob) => rules.folders.extend(set.map(|set| (glob.compile_matcher(), set))),
                Err(error) => self.mistake(pattern.span().start, error.to_string(), "mend the pattern"),
            }
        }
        for (alias, value) in self.entries(section, "aliases") {
            match value.get_ref().as_str().filter(|name| known.iter().any(|known| known == name)) {
                Some(name) => rules.audience_aliases.push((alias.get_ref().to_string(), name.to_owned())),
                None => self.wrong("aliases", value, &format!("one of: {}", known.join(", "))),
            }
        }
    }

    fn index(&mut self, section: &DeTable<'_>, config: &mut Config) {
        if let Some(dir) = self.string(section, "dir") {
            config.desk.index = dir.into();
        }
        if let Some(seconds) = self.number(section, "expunge_seconds", 1, 86_400) {
            config.desk.expunge = Duration::from_secs(seconds);
        }
    }

    fn server(&mut self, section: &DeTable<'_>, config: &mut Config) {
        match self.string(section, "listen").map(|address| address.parse()) {
            None => {}
            Some(Ok(address)) => config.http.listen = address,
            Some(Err(_)) => {
                self.wrong("listen", &section["listen"], "an address and port, such as `\"127.0.0.1:8080\"`");
            }
        }
        if let Some(most) = self.number(section, "max_concurrent", 1, 100_000) {
            config.http.max_concurrent = usize::try_from(most).unwrap_or(usize::MAX);
        }
        if let Some(milliseconds) = self.number(section, "timeout_ms", 1, 600_000) {
            config.http.timeout = Duration::from_millis(milliseconds);
        }
    }

    fn string(&mut self, section: &DeTable<'_>, name: &str) -> Option<String> {
        let value = section.get(name)?;
        let text = value.get_ref().as_str().map(str::to_owned);
        if text.is_none() {
            self.wrong(name, value, "text in quotation marks");
        }
        text
    }

    fn number(&mut self, section: &DeTable<'_>, name: &str, least: u64, most: u64) -> Option<u64> {
        let value = section.get(name)?;
        let number = value.get_ref().as_integer().and_then(|number| {
            u64::from_str_radix(number.as_str(), number.radix())
                .ok()
                .filter(|number| (least..=most).contains(number))
        });
        if number.is_none() {
            self.wrong(name, value, &format!("a number from {least} to {most}"));
        }
        number
    }

    fn strings(&mut self, section: &DeTable<'_>, name: &str) -> Option<Vec<String>> {
        let value = section.get(name)?;
        let list = value.get_ref().as_array().and_then(|list| {
            list.iter().map(|item| item.get_ref().as_str().map(str::to_owned)).collect::<Option<Vec<_>>>()
        });
        if list.is_none() {
            self.wrong(name, value, "a list of texts, such as `[\"a\", \"b\"]`");
        }
        list
    }

    /// The entries of a table in the order in which they are written.
    fn entries<'t, 'i>(
        &mut self,
        section: &'t DeTable<'i>,
        name: &str,
    ) -> Vec<(&'t Spanned<std::borrow::Cow<'i, str>>, &'t Value<'i>)> {
        let Some(value) = section.get(name) else { return Vec::new() };
        let Some(table) = value.get_ref().as_table() else {
            self.wrong(name, value, "a table, such as `{ \"internal/**\" = [\"agents\"] }`");
            return Vec::new();
        };
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
    }

    /// One audience or a list of them.
    fn set(&mut self, name: &str, value: &Value<'_>, known: &[String]) -> Option<AudienceSet> {
        let names: Option<Vec<&str>> = match value.get_ref() {
            DeValue::String(name) => Some(vec![name.as_ref()]),
            DeValue::Array(list) => list.iter().map(|item| item.get_ref().as_str()).collect(),
            _ => None,
        };
        let names = names.filter(|names| names.iter().all(|name| known.iter().any(|known| known == name)));
        if names.is_none() {
            self.wrong(name, value, &format!("one or a list of: {}", known.join(", ")));
        }
        names.map(AudienceSet::of)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Config;
    use crate::access::AudienceSet;

    #[test]
    fn the_file_of_the_manual_is_read() {
        let config = Config::read(
            Path::new("firstline.toml"),
            r#"
[kb]
dir = "articles"
language = "de"
watch = "poll"
poll_seconds = 7
exclude = ["drafts/**"]
[audiences]
names = ["public", "agents", "tier2"]
folders = { "internal/tier2/**" = ["tier2"], "internal/**" = "agents" }
aliases = { "ITPro" = "public" }
[server]
listen = "127.0.0.1:0"
"#,
        )
        .expect("a good file");
        assert_eq!(config.desk.kb.root, Path::new("articles"));
        assert_eq!(config.desk.rules.folders[0].1, AudienceSet::of(["tier2"]));
        assert!(config.desk.kb.exclude.is_match("drafts/x.md"));
    }

    #[test]
    fn every_mistake_is_told_at_once_with_its_line() {
        let text = "[kb]\nlanguag = \"en\"\nwatch = \"never\"\n[server]\nlisten = 8080\n[audiences]\ndefault = \"nobody\"\n";
        let mistakes = Config::read(Path::new("x.toml"), text).expect_err("mistakes");
        let lines: Vec<usize> = mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [2, 3, 5, 7]);
        assert_eq!(mistakes[0].hint, "did you mean `language`?");
        let broken = Config::read(Path::new("x.toml"), "[kb\n").expect_err("a mistake");
        assert_eq!((broken.len(), broken[0].line), (1, 1));
    }
}
