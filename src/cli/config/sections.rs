//! What does each key of the configuration mean?

use std::time::Duration;

use globset::{Glob, GlobSetBuilder};
use jiff::SignedDuration;
use toml::de::DeTable;

use super::{Config, handover::HANDOVER, oidc::OIDC, pages::PAGES, reading::Reading};
use crate::{
    access::{Audience, Grants, Role},
    desk::{Keep, Searches},
    http::{Range, Site},
    kb::Means,
    search::meaning::MOST_SECTIONS,
    text::Language,
};

const SECTIONS: [&str; 13] = [
    "kb",
    "audiences",
    "index",
    "model",
    "server",
    "pages",
    "store",
    "privacy",
    "suggest",
    "sessions",
    "oidc",
    "widget",
    "handover",
];
const KB: [&str; 8] =
    ["dir", "language", "max_article_bytes", "watch", "poll_seconds", "reconcile_seconds", "exclude", "git"];
const AUDIENCES: [&str; 5] = ["names", "default", "folders", "aliases", "roles"];
const SESSIONS: [&str; 2] = ["idle_minutes", "most_hours"];
const INDEX: [&str; 2] = ["dir", "expunge_seconds"];
const MODEL: [&str; 1] = ["sections"];
const STORE: [&str; 1] = ["url"];
const PRIVACY: [&str; 3] = ["keep", "redact_addresses", "record_searches"];
const WIDGET: [&str; 1] = ["origins"];
const SUGGEST: [&str; 3] = ["answer_from", "none_below", "hold_out"];
const SERVER: [&str; 8] = [
    "listen",
    "max_concurrent",
    "timeout_ms",
    "anonymous_per_minute",
    "known_per_minute",
    "trusted_proxies",
    "hosts",
    "public_url",
];

impl Reading<'_> {
    pub(super) fn sections(&mut self, table: &DeTable<'_>, config: &mut Config) {
        let (mut oidc, mut public) = (None, None);
        for (name, value) in table {
            let Some(section) = value.get_ref().as_table() else {
                self.unknown(name.span().start, name.get_ref(), &SECTIONS);
                continue;
            };
            let known: &[&str] = match name.get_ref().as_ref() {
                "kb" => &KB,
                "audiences" => &AUDIENCES,
                "index" => &INDEX,
                "model" => &MODEL,
                "server" => &SERVER,
                "store" => &STORE,
                "privacy" => &PRIVACY,
                "suggest" => &SUGGEST,
                "sessions" => &SESSIONS,
                "pages" => &PAGES,
                "oidc" => &OIDC,
                "widget" => &WIDGET,
                "handover" => &HANDOVER,
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
                "model" => self.model(section, config),
                "store" => self.store(section, config),
                "privacy" => self.privacy(section, config),
                "suggest" => self.suggest(section, config),
                "sessions" => self.sessions(section, config),
                "pages" => self.pages(section, config),
                "widget" => self.widget(section, config),
                "handover" => self.handover(section, config),
                "oidc" => oidc = Some((section, name.span())),
                _ => {
                    self.server(section, config);
                    public = self.public_url(section);
                    config.http.public_url = public.clone().filter(|url| !url.is_empty());
                    config.desk.handover.public_url.clone_from(&config.http.public_url);
                }
            }
        }
        if let Some((section, span)) = oidc {
            self.oidc(section, &span, public, config);
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
        if let Some(git) = self.switch(section, "git") {
            config.desk.git = git;
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
        self.roles(section, config);
    }

    /// From which role on an audience is belonged to.
    fn roles(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let rules = &config.desk.rules;
        config.desk.grants = Grants::of(rules.audiences.iter().map(String::as_str));
        for (audience, value) in self.entries(section, "roles") {
            let name = audience.get_ref();
            let role = value.get_ref().as_str().and_then(Role::from_word);
            match role {
                _ if !config.desk.grants.has(name) => {
                    let known: Vec<&str> = config.desk.grants.names().collect();
                    self.unknown(audience.span().start, name, &known);
                }
                Some(role) => config.desk.grants.set(name, role),
                None => {
                    let roles = Role::ALL.map(|role| format!("`\"{}\"`", role.word())).join(", ");
                    self.wrong("roles", value, &format!("one of: {roles}"));
                }
            }
        }
    }

    fn sessions(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let sessions = &mut config.desk.sessions;
        if let Some(minutes) = self.number(section, "idle_minutes", 1, 525_600) {
            sessions.idle = SignedDuration::from_mins(minutes.cast_signed());
        }
        if let Some(hours) = self.number(section, "most_hours", 1, 8_760) {
            sessions.most = SignedDuration::from_hours(hours.cast_signed());
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

    fn model(&mut self, section: &DeTable<'_>, config: &mut Config) {
        if let Some(sections) = self.number(section, "sections", 0, MOST_SECTIONS as u64) {
            config.desk.sections = usize::try_from(sections).unwrap_or(MOST_SECTIONS);
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
        let per_minute = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        if let Some(most) = self.number(section, "anonymous_per_minute", 0, 1_000_000) {
            config.http.anonymous_per_minute = per_minute(most);
        }
        if let Some(most) = self.number(section, "known_per_minute", 0, 1_000_000) {
            config.http.known_per_minute = per_minute(most);
        }
        if let Some(ranges) = self.strings(section, "trusted_proxies") {
            match ranges.iter().map(|range| Range::parse(range)).collect() {
                Some(ranges) => config.http.trusted_proxies = ranges,
                None => self.wrong(
                    "trusted_proxies",
                    &section["trusted_proxies"],
                    "addresses or ranges of them, such as `[\"127.0.0.1\", \"10.0.0.0/8\"]`",
                ),
            }
        }
        if let Some(hosts) = self.strings(section, "hosts") {
            let is_host = |host: &String| !host.is_empty() && !host.contains(['/', '*', '@', ' ']);
            if hosts.iter().all(is_host) {
                config.http.hosts = hosts;
            } else {
                self.wrong(
                    "hosts",
                    &section["hosts"],
                    "names without scheme and path, such as `[\"help.example.org\"]`",
                );
            }
        }
    }

    fn widget(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let Some(origins) = self.strings(section, "origins") else { return };
        match origins.iter().map(|origin| Site::parse(origin)).collect() {
            Some(sites) => config.http.widget_sites = sites,
            None => self.wrong(
                "origins",
                &section["origins"],
                "sites with scheme and without path, such as `[\"https://shop.example.org\"]`",
            ),
        }
    }

    fn store(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let Some(url) = self.string(section, "url") else { return };
        let other = url.split_once("://").is_some_and(|(kind, _)| kind != "sqlite");
        if url.is_empty() || other {
            self.wrong("url", &section["url"], "the path of a file, or `sqlite:` and the path");
        } else {
            config.desk.store = Some(url);
        }
    }

    fn privacy(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let privacy = &mut config.desk.privacy;
        let keep = [("excerpt", Keep::Excerpt), ("words", Keep::Words), ("hashes", Keep::Hashes)];
        if let Some(keep) = self.word(section, "keep", &keep) {
            privacy.keep = keep;
        }
        if let Some(redact) = self.switch(section, "redact_addresses") {
            privacy.redact_addresses = redact;
        }
        let whose =
            [("agents", Searches::Agents), ("everyone", Searches::Everyone), ("nobody", Searches::Nobody)];
        if let Some(searches) = self.word(section, "record_searches", &whose) {
            privacy.searches = searches;
        }
    }

    fn suggest(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let suggest = &mut config.desk.suggest;
        let (answer, none) = (self.share(section, "answer_from"), self.share(section, "none_below"));
        suggest.answer_from = answer.or(suggest.answer_from);
        suggest.none_below = none.unwrap_or(suggest.none_below);
        if let Some(held) = self.share(section, "hold_out") {
            if held > 0.5 {
                self.wrong("hold_out", &section["hold_out"], "a number from 0 to 0.5");
            } else {
                suggest.hold_out = held;
            }
        }
        let (Some(from), below) = (suggest.answer_from, suggest.none_below) else { return };
        if from >= below {
            return;
        }
        if let Some(value) = section.get("none_below").filter(|_| none.is_some()) {
            self.wrong("none_below", value, &format!("a number from 0 to {from}, which is `answer_from`"));
        } else {
            let wanted = format!("a number from {below}, which is `none_below`, to 1");
            self.wrong("answer_from", &section["answer_from"], &wanted);
        }
    }
}
