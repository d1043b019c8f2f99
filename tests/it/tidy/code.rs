//! What does a source file say, without its comments, texts and tests?

use std::mem;

/// A source file, read.
pub(super) struct File {
    /// Its path from the root of the repository.
    pub(super) path: String,
    /// Whether it begins with `//!`, or takes its doc from a file.
    pub(super) documented: bool,
    /// Everything in it, test code too.
    pub(super) all: Vec<Token>,
    /// What is not behind `#[cfg(test)]`.
    pub(super) code: Vec<Token>,
    /// How many lines are not behind `#[cfg(test)]`.
    pub(super) lines: usize,
    /// Modules that it declares for tests alone: paths without `.rs`.
    pub(super) test_modules: Vec<String>,
}

/// A word or a sign, and its line.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) line: usize,
    pub(super) text: String,
}

impl Token {
    fn is_word(&self) -> bool {
        self.text.starts_with(|c: char| c.is_alphabetic() || c == '_')
    }
}

/// `a::b::c`, written out.
pub(super) struct Written {
    pub(super) line: usize,
    pub(super) segments: Vec<String>,
}

impl File {
    pub(super) fn read(path: &str, source: &str) -> File {
        let all = tokens(&without_comments_and_texts(source));
        let mut file = File {
            path: path.to_owned(),
            documented: ["//!", "#![doc = include_str!"].iter().any(|doc| source.starts_with(doc)),
            all,
            code: Vec::new(),
            lines: source.lines().count(),
            test_modules: Vec::new(),
        };
        file.leave_out_tests();
        file
    }

    /// The module of `src/` that it belongs to; none for `lib.rs` and `main.rs`.
    pub(super) fn module(&self) -> Option<&str> {
        let (module, rest) = self.path.strip_prefix("src/")?.split_once('/').unzip();
        rest.and(module)
    }

    pub(super) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    pub(super) fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The folder that its modules lie in.
    fn inside(&self) -> String {
        let stem = self.path.trim_end_matches(".rs");
        let door = ["/mod", "/lib", "/main"].iter().find_map(|name| stem.strip_suffix(name));
        door.unwrap_or(stem).to_owned()
    }

    /// How many `super`s lead out of it into the crate's root.
    pub(super) fn depth(&self) -> usize {
        self.inside().split('/').count() - 1
    }

    fn leave_out_tests(&mut self) {
        let inside = self.inside();
        let mut at = 0;
        while at < self.all.len() {
            if !begins_with(&self.all[at..], &["#", "[", "cfg", "(", "test", ")", "]"]) {
                self.code.push(self.all[at].clone());
                at += 1;
                continue;
            }
            let end = at + 7 + end_of_item(&self.all[at + 7..]);
            let item = &self.all[at..end];
            if item.last().is_some_and(|token| token.text == ";")
                && let Some(number) = item.iter().position(|token| token.text == "mod")
            {
                self.test_modules.push(format!("{inside}/{}", item[number + 1].text));
            }
            self.lines -= item.last().map_or(0, |last| last.line - item[0].line + 1);
            at = end;
        }
    }
}

fn begins_with(tokens: &[Token], texts: &[&str]) -> bool {
    tokens.len() >= texts.len() && tokens.iter().zip(texts).all(|(token, text)| token.text == *text)
}

/// How many tokens an item has: to its `;` or closing brace.
fn end_of_item(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (number, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "{" | "(" | "[" => depth += 1,
            "}" | ")" | "]" if depth == 0 => return number,
            "}" | ")" | "]" => depth -= 1,
            ";" if depth == 0 => return number + 1,
            _ => continue,
        }
        if depth == 0 && token.text == "}" {
            return number + 1;
        }
    }
    tokens.len()
}

/// Every path that is written out, those of `use` one by one.
pub(super) fn paths(tokens: &[Token]) -> Vec<Written> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let after_path = at > 0 && ["::", "."].contains(&tokens[at - 1].text.as_str());
        if token.text == "use" && tokens.get(at + 1).is_some_and(|next| next.is_word() || next.text == "::") {
            let end = at + end_of_item(&tokens[at..]);
            spread(&mut tokens[at + 1..end].iter().peekable(), &mut Vec::new(), &mut found);
            at = end;
        } else if token.is_word() && !after_path {
            let mut segments = vec![token.text.clone()];
            while tokens.get(at + 1).is_some_and(|next| next.text == "::")
                && tokens.get(at + 2).is_some_and(Token::is_word)
            {
                segments.push(tokens[at + 2].text.clone());
                at += 2;
            }
            if segments.len() > 1 {
                found.push(Written { line: token.line, segments });
            }
            at += 1;
        } else {
            at += 1;
        }
    }
    found
}

type Tokens<'a> = std::iter::Peekable<std::slice::Iter<'a, Token>>;

/// `{a, b::{c, d}}` as `a`, `b::c`, `b::d`.
fn spread(tokens: &mut Tokens<'_>, before: &mut Vec<String>, found: &mut Vec<Written>) {
    let mut segments = before.clone();
    let mut line = 0;
    while let Some(token) = tokens.next() {
        match token.text.as_str() {
            "{" => {
                spread(tokens, &mut segments, found);
                line = 0;
            }
            "," | "}" | ";" => {
                if segments.last().is_some_and(|last| last == "self") && segments.len() > 1 {
                    segments.pop();
                }
                if line > 0 {
                    found.push(Written { line, segments: mem::replace(&mut segments, before.clone()) });
                }
                segments.clone_from(before);
                line = 0;
                if token.text != "," {
                    return;
                }
            }
            "as" => {
                tokens.next();
            }
            _ if token.is_word() || token.text == "*" => {
                line = token.line;
                segments.push(token.text.clone());
            }
            _ => {}
        }
    }
}

/// Names that a file brings in from its own crate or declares as modules.
pub(super) fn own_names(tokens: &[Token]) -> Vec<String> {
    let own = |written: &Written| ["crate", "super", "self"].contains(&written.segments[0].as_str());
    let imported = paths(tokens).into_iter().filter(own).filter_map(|mut written| written.segments.pop());
    let declared = tokens.windows(2).filter(|pair| pair[0].text == "mod").map(|pair| pair[1].text.clone());
    imported.chain(declared).collect()
}

/// Words, `::` and single signs.
fn tokens(code: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    for (line, text) in (1..).zip(code.lines()) {
        let mut rest = text.trim_start();
        while let Some(first) = rest.chars().next() {
            let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let len = match word {
                0 if rest.starts_with("::") => 2,
                0 => first.len_utf8(),
                some => some,
            };
            found.push(Token { line, text: rest[..len].to_owned() });
            rest = rest[len..].trim_start();
        }
    }
    found
}

/// The source with spaces in place of comments and of what stands between quotation marks; lines stay lines.
fn without_comments_and_texts(source: &str) -> String {
    let mut out = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let after_word = out.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let len = match first {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => comment(rest),
            'r' | 'b' if !after_word && raw_text(rest).is_some() => raw_text(rest).unwrap_or(1),
            '"' => text(rest, '"'),
            '\'' if rest[1..].starts_with('\\') => text(rest, '\''),
            '\'' if rest.chars().nth(2) == Some('\'') => rest.chars().take(3).map(char::len_utf8).sum(),
            _ => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        out.extend(rest[..len].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[len..];
    }
    out
}

/// How long a comment is that may hold comments.
fn comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    for (at, pair) in rest.as_bytes().windows(2).enumerate() {
        match pair {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => continue,
        }
        if depth == 0 {
            return at + 2;
        }
    }
    rest.len()
}

/// How long `r#"…"#` is, if it is that.
fn raw_text(rest: &str) -> Option<usize> {
    let head = rest.trim_start_matches('b').strip_prefix('r')?;
    let hashes = head.len() - head.trim_start_matches('#').len();
    let body = head[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - body.len();
    Some(body.find(&end).map_or(rest.len(), |at| start + at + end.len()))
}

/// How long a text or character is, from quotation mark to quotation mark.
fn text(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}
