//! What is the configuration of these arguments?

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
};

use toml::de::DeTable;

use super::reading::Reading;
use crate::{cli::args::Places, desk::Settings, http};

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
        if let Some(store) = &places.store {
            config.desk.store = Some(store.clone());
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Config;
    use crate::{
        access::AudienceSet,
        desk::{Keep, Searches},
        http::Site,
    };

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
[model]
sections = 8
[server]
listen = "127.0.0.1:0"
anonymous_per_minute = 0
known_per_minute = 100
trusted_proxies = ["127.0.0.1", "fd00::/8"]
hosts = ["help.example.org"]
[store]
url = "/srv/desk.db"
[privacy]
keep = "hashes"
redact_addresses = true
record_searches = "nobody"
[suggest]
answer_from = 0.8
none_below = 0
hold_out = 0.05
[widget]
origins = ["https://shop.example.org"]
"#,
        )
        .expect("a good file");
        assert_eq!(config.desk.kb.root, Path::new("articles"));
        assert_eq!(config.desk.rules.folders[0].1, AudienceSet::of(["tier2"]));
        assert!(config.desk.kb.exclude.is_match("drafts/x.md"));
        assert_eq!(config.desk.store(), "/srv/desk.db");
        assert_eq!((config.http.anonymous_per_minute, config.http.known_per_minute), (0, 100));
        assert!(config.http.trusted_proxies[1].holds("fd12::1".parse().expect("an address")));
        assert_eq!(config.http.hosts, ["help.example.org"]);
        assert_eq!(config.desk.sections, 8);
        assert_eq!(config.http.widget_sites, Vec::from_iter(Site::parse("https://shop.example.org")));
        let privacy = &config.desk.privacy;
        assert_eq!((privacy.keep, privacy.searches), (Keep::Hashes, Searches::Nobody));
        assert!(privacy.redact_addresses);
        assert_eq!((config.desk.suggest.answer_from, config.desk.suggest.none_below), (Some(0.8), 0.0));
        assert!((config.desk.suggest.hold_out - 0.05).abs() < 1e-6);
    }

    #[test]
    fn what_is_kept_and_when_to_answer_must_make_sense() {
        let told = |text: &str| {
            let mistakes = Config::read(Path::new("x.toml"), text).expect_err("mistakes");
            mistakes.iter().map(|mistake| format!("{} {}", mistake.line, mistake.hint)).collect::<Vec<_>>()
        };
        let keep = "write `\"excerpt\"`, `\"words\"` or `\"hashes\"`";
        assert_eq!(told("[privacy]\nkeep = \"all\"\n"), [format!("2 {keep}")]);
        let text = "[privacy]\nredact_addresses = 1\nrecord_searches = \"some\"\n";
        assert_eq!(told(text)[0], "2 write `true` or `false`");
        assert_eq!(told(text).len(), 2);
        assert_eq!(told("[suggest]\nanswer_from = 1.5\n"), ["2 write a number from 0 to 1"]);
        assert_eq!(told("[suggest]\nhold_out = 0.6\n"), ["2 write a number from 0 to 0.5"]);
        let ordered = told("[suggest]\nanswer_from = 0.3\n\nnone_below = 0.4\n");
        assert_eq!(ordered, ["4 write a number from 0 to 0.3, which is `answer_from`"]);
        assert_eq!(told("[suggest]\nanswer_from = 0.1\n").len(), 1, "below what `none_below` is without it");
        assert_eq!(told("[store]\nurl = \"postgres://db/desk\"\n").len(), 1);
        assert_eq!(told("[model]\nsections = 65\n"), ["2 write a number from 0 to 64"]);
        assert_eq!(told("[stroe]\n"), ["1 did you mean `store`?"]);
    }

    #[test]
    fn proxies_and_hosts_must_be_some() {
        let hint = |text: &str| {
            let mistakes = Config::read(Path::new("x.toml"), text).expect_err("a mistake");
            mistakes.into_iter().map(|mistake| mistake.hint).collect::<Vec<_>>().concat()
        };
        let proxies = "write addresses or ranges of them, such as `[\"127.0.0.1\", \"10.0.0.0/8\"]`";
        for wrong in ["[\"proxy\"]", "[\"10.0.0.0/40\"]"] {
            assert_eq!(hint(&format!("[server]\ntrusted_proxies = {wrong}\n")), proxies);
        }
        assert!(hint("[server]\ntrusted_proxies = \"10.0.0.1\"\n").starts_with("write a list"));
        for wrong in ["https://help.example.org", "help.example.org/", "*.example.org", ""] {
            let told = hint(&format!("[server]\nhosts = [\"{wrong}\"]\n"));
            assert!(told.starts_with("write names without scheme"), "{told}");
        }
    }

    #[test]
    fn sites_with_the_widget_must_be_some() {
        let text = "[widget]\norigins = [\"https://shop.example.org/help\"]\n";
        let mistakes = Config::read(Path::new("x.toml"), text).expect_err("a mistake");
        assert!(mistakes[0].hint.starts_with("write sites with scheme"), "{}", mistakes[0].hint);
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
