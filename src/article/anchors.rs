//! Which fragment leads to this heading?

use rustc_hash::FxHashMap;
use unicode_normalization::char::is_combining_mark;

/// The fragments given out so far in one article.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    used: FxHashMap<String, u32>,
}

impl Anchors {
    /// The fragment of a heading as GitHub makes it, unique in the article and never empty.
    pub(super) fn of_words(&mut self, words: &str) -> String {
        let slug = slug(words);
        self.unique(if slug.is_empty() { "section".to_owned() } else { slug })
    }

    /// The fragment that the author asked for, if it can be one.
    pub(super) fn explicit(&mut self, id: &str) -> Option<String> {
        let sane =
            |c: char| c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '-' | '_' | '.' | ':');
        (!id.is_empty() && id.len() <= 200 && id.chars().all(sane)).then(|| self.unique(id.to_owned()))
    }

    fn unique(&mut self, slug: String) -> String {
        if !self.used.contains_key(&slug) {
            self.used.insert(slug.clone(), 0);
            return slug;
        }
        loop {
            let count = self.used.entry(slug.clone()).or_default();
            *count += 1;
            let numbered = format!("{slug}-{count}");
            if !self.used.contains_key(&numbered) {
                self.used.insert(numbered.clone(), 0);
                return numbered;
            }
        }
    }
}

fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    for c in words.trim().chars() {
        match c {
            ' ' => slug.push('-'),
            'A'..='Z' => slug.push(c.to_ascii_lowercase()),
            'a'..='z' | '0'..='9' | '-' | '_' => slug.push(c),
            c if c.is_ascii() => {}
            c if c.is_alphanumeric() || is_combining_mark(c) => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::Anchors;

    #[track_caller]
    fn check(headings: &[&str], expected: &[&str]) {
        let mut anchors = Anchors::default();
        let made: Vec<String> = headings.iter().map(|words| anchors.of_words(words)).collect();
        assert_eq!(made, expected);
    }

    #[test]
    fn headings_get_the_fragments_that_github_gives_them() {
        check(&["Reset the token"], &["reset-the-token"]);
        check(&["What's new in C++ (v2.0)?"], &["whats-new-in-c-v20"]);
        check(&["Überprüfen", "パスワード", "हिन्दी"], &["überprüfen", "パスワード", "हिन्दी"]);
        check(&["Fix", "Fix", "Fix-1", "Fix"], &["fix", "fix-1", "fix-1-1", "fix-2"]);
        check(&["!!!", "🎉", ""], &["section", "section-1", "section-2"]);
    }
}
