//! Is this whole line a sign of a dialect?

use super::{
    container::{Form, Until, alert, folds, indent},
    lines::Cleaner,
};
use crate::article::{blocks::is_sign_of_colons, tags};

impl<'a> Cleaner<'a> {
    /// Translates a line that is a sign as a whole; `false` when it is none.
    pub(super) fn marker(&mut self, rest: &'a str) -> bool {
        let trimmed = rest.trim();
        let columns = indent(rest);
        match trimmed.as_bytes()[0] {
            b'!' | b'?' if trimmed.starts_with("!!!") || trimmed.starts_with("???") => {
                self.admonition(trimmed, columns)
            }
            b':' if trimmed.starts_with(":::") => self.colons(trimmed, columns),
            b'=' if trimmed.starts_with("=== \"") || trimmed.starts_with("===! \"") => {
                self.tab(trimmed, columns)
            }
            b'>' => self.alert_line(rest),
            b'<' => self.jsx(rest),
            b'#' => self.heading(rest),
            b'-' => trimmed.starts_with("--8<--") && self.dropped(),
            b'[' => {
                let word = trimmed.trim_matches(['[', ']', '_']);
                trimmed.ends_with(']') && word.eq_ignore_ascii_case("toc") && self.dropped()
            }
            b'{' => trimmed.starts_with("{:") && trimmed.ends_with('}') && self.dropped(),
            b'%' => trimmed.starts_with("%%") && self.percent(trimmed),
            b'i' | b'e' if columns == 0 && self.containers.is_empty() => self.import(trimmed),
            _ => false,
        }
    }

    fn dropped(&mut self) -> bool {
        self.emit("");
        true
    }

    /// `!!! note "Title"` and `??? question "Title"`.
    fn admonition(&mut self, line: &str, columns: usize) -> bool {
        let rest = line[3..].trim_start_matches(['+', '-']);
        if !rest.starts_with(' ') {
            return false;
        }
        let (kind, title) = rest.split_once('"').unwrap_or((rest, ""));
        let title = title.trim_end().strip_suffix('"').unwrap_or(title);
        let kind = kind.split_whitespace().next().unwrap_or("note");
        if !kind.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_')) {
            return false;
        }
        if line.starts_with('?') {
            let title = if title.is_empty() { kind } else { title };
            return self.details(title, Until::Outdent, columns);
        }
        self.quote(alert(kind).unwrap_or("NOTE"), title, Until::Outdent, columns)
    }

    /// Opens a quote for a note, with its title inside.
    pub(super) fn quote(&mut self, kind: &str, title: &str, until: Until, columns: usize) -> bool {
        if !self.open(Form::Quote, until, columns) {
            return true;
        }
        self.emit(&format!("[!{kind}]"));
        if !title.trim().is_empty() {
            self.emit(&strong(title));
            self.emit("");
        }
        true
    }

    /// Opens a block that can be folded away.
    pub(super) fn details(&mut self, title: &str, until: Until, columns: usize) -> bool {
        let title = title.replace('&', "&amp;").replace('<', "&lt;").replace("**", "").replace('`', "");
        self.emit("");
        let open = format!("{}<details><summary>{title}</summary>", " ".repeat(columns.min(40)));
        self.emit(&open);
        self.emit("");
        self.open(Form::Details, until, columns);
        true
    }

    /// `:::note Title`, `:::`, `:::image source="x.png":::`, `:::moniker range="x"`, `:::moniker-end`.
    fn colons(&mut self, line: &str, columns: usize) -> bool {
        self.note_sign(is_sign_of_colons(line));
        let count = line.bytes().take_while(|byte| *byte == b':').count();
        let rest = line[count..].trim();
        if let Some(inner) = rest.strip_suffix(":::") {
            let inner = inner.trim();
            return self.close_word(inner) || self.figure(inner, columns);
        }
        let end = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        if word.is_empty() {
            let same = |until: &Until| matches!(until, Until::Colons(opened, _) if *opened == count);
            let any = |until: &Until| matches!(until, Until::Colons(..));
            let place = self.containers.iter().rposition(|c| same(&c.until));
            let place = place.or_else(|| self.containers.iter().rposition(|c| any(&c.until)));
            self.emit("");
            if let Some(place) = place {
                self.close_from(place);
            }
            return rest.is_empty();
        }
        if self.close_word(word) {
            return true;
        }
        let title = title(after.trim());
        let until = Until::Colons(count, word.to_owned());
        match alert(word) {
            Some(kind) => self.quote(kind, &title, until, columns),
            None if folds(word) => self.details(if title.is_empty() { word } else { &title }, until, columns),
            None => {
                self.emit("");
                if word == "tab" || word == "tab-item" {
                    self.emit(&title);
                    self.emit("");
                }
                self.open(Form::Plain, until, columns);
                true
            }
        }
    }

    /// `:::zone-end` closes the innermost `:::zone`.
    fn close_word(&mut self, word: &str) -> bool {
        let Some(opened) = word.strip_suffix("-end") else { return false };
        let same = |until: &Until| matches!(until, Until::Colons(_, word) if word == opened);
        self.emit("");
        if let Some(place) = self.containers.iter().rposition(|c| same(&c.until)) {
            self.close_from(place);
        }
        true
    }

    /// `:::image source="x.png" alt-text="Words":::`: an image with its words.
    fn figure(&mut self, inner: &str, columns: usize) -> bool {
        let of =
            |name: &str| tags::attributes(inner).find(|(key, _)| *key == name).map_or("", |(_, value)| value);
        let (source, words) = (of("source"), of("alt-text"));
        let space = " ".repeat(columns.min(40));
        if source.is_empty() || source.contains(['<', '>']) {
            self.emit("");
        } else {
            self.emit(&format!("{space}![{}](<{source}>)", words.replace(['[', ']'], "")));
        }
        true
    }

    /// `=== "Tab"`.
    fn tab(&mut self, line: &str, columns: usize) -> bool {
        let title = line.trim_start_matches(['=', '!', ' ']).trim_matches('"');
        let space = " ".repeat(columns.min(40));
        self.emit("");
        self.emit(&format!("{space}{}", strong(title)));
        self.emit("");
        self.open(Form::Plain, Until::Outdent, columns);
        true
    }

    /// `> [!note]- Title` of Obsidian becomes the alert that GitHub knows.
    fn alert_line(&mut self, rest: &'a str) -> bool {
        let start = rest.trim_start_matches(['>', ' ', '\t']);
        let quote = &rest[..rest.len() - start.len()];
        let Some((word, after)) = start.strip_prefix("[!").and_then(|inner| inner.split_once(']')) else {
            return false;
        };
        let Some(kind) = alert(word) else { return false };
        let title = after.trim_start_matches(['+', '-']).trim();
        self.emit(&format!("{}> [!{kind}]", quote.trim_end().trim_end_matches('>')));
        if !title.is_empty() {
            self.scratch.clear();
            self.inline(title);
            let title = std::mem::take(&mut self.scratch);
            let quote = quote.trim_end();
            self.emit(&format!("{quote} {}", strong(&title)));
            self.emit(quote);
        }
        true
    }

    /// `## Words {: #id }` becomes `## Words {#id}`; other braces are words.
    fn heading(&mut self, rest: &'a str) -> bool {
        let line = rest.trim_end();
        let Some(open) = line.strip_suffix('}').and_then(|inner| inner.rfind('{')) else { return false };
        let inner = line[open + 1..line.len() - 1].trim_start_matches(':').trim();
        let before = &line[..open];
        if inner.starts_with(['{', '<', '%']) || before.ends_with(['{', '\\', '$']) {
            return false;
        }
        self.scratch.clear();
        self.inline(&rest[..open]);
        let words = std::mem::take(&mut self.scratch);
        if inner.starts_with(['#', '.']) {
            self.heading_ids = true;
            self.emit(&format!("{} {{{inner}}}", words.trim_end()));
        } else {
            self.emit(&format!("{words}{}\\}}", &line[open..line.len() - 1]));
        }
        true
    }

    /// Obsidian's comments: `%% … %%`, on one line or several.
    fn percent(&mut self, line: &str) -> bool {
        if line.len() > 4 && line[2..].ends_with("%%") {
            return self.dropped();
        }
        if line[2..].contains("%%") || self.searches_left == 0 {
            return false;
        }
        self.searches_left -= 1;
        let Some(end) = self.source[self.at..].find("%%") else { return false };
        self.skip_to(self.at + end + 2);
        self.dropped()
    }

    /// The `import` and `export` lines of MDX.
    fn import(&mut self, line: &'a str) -> bool {
        let quoted = line.trim_end_matches(';').ends_with(['"', '\'']);
        let import = line.starts_with("import ")
            && quoted
            && (line.contains(" from ") || line.starts_with("import '") || line.starts_with("import \""));
        if import {
            return self.dropped();
        }
        let opens = line.starts_with("import {")
            || line.starts_with("export const ")
            || line.starts_with("export default")
            || line.starts_with("export function ")
            || line.starts_with("export {")
            || line.starts_with("export let ");
        if !self.mdx || !opens {
            return false;
        }
        // It goes on to the next blank line.
        let rest = &self.source[self.at..];
        let end = [rest.find("\n\n"), rest.find("\n\r\n")].into_iter().flatten().min().unwrap_or(rest.len());
        let single = line.ends_with(';') || rest.starts_with(['\n', '\r']) || line.ends_with(['"', '\'']);
        if !single {
            self.skip_to(self.at + end);
        }
        self.dropped()
    }
}

/// The title after `:::note`: `Title`, `[Title]`, `{title="Title"}`.
fn title(after: &str) -> String {
    if let Some(inner) = after.strip_prefix('[') {
        return inner.split(']').next().unwrap_or_default().to_owned();
    }
    if let Some(inner) = after.strip_prefix('{') {
        let inner = inner.trim_end_matches('}');
        return tags::attributes(inner)
            .find(|(key, _)| *key == "title")
            .map_or_else(String::new, |(_, v)| v.to_owned());
    }
    after.split(" {").next().unwrap_or_default().trim_matches('"').to_owned()
}

/// Words in bold, unless they have marks of their own.
pub(super) fn strong(words: &str) -> String {
    let words = words.trim();
    if words.contains(['*', '_']) { words.to_owned() } else { format!("**{words}**") }
}
