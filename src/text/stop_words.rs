//! Which words say little?
//!
//! They stay in the index, because a title may hold nothing else, and weigh less in a query.

use std::{collections::HashMap, sync::LazyLock};

use rustc_hash::FxHashSet;

use super::{Language, fold};

type Lists = HashMap<&'static str, FxHashSet<String>>;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    stop_words::available_languages()
        .iter()
        .filter_map(|code| Some((*code, stop_words::lookup(code)?)))
        .map(|(code, words)| (code, words.iter().map(|word| fold(&word.to_lowercase())).collect()))
        .collect()
});

/// Whether a word says little in a language. Case and accents do not matter; apostrophes are left out, as the
/// analyzer does: `dont`.
pub fn contains(language: Language, word: &str) -> bool {
    let Some(list) = LISTS.get(language.code()) else { return false };
    list.contains(word) || (!word.is_ascii() && list.contains(&fold(word)))
}

/// The language, of those offered, whose little words the text uses most; the first when none stands out.
///
/// Short queries are beyond what a detector can tell; their little words are the best sign there is.
pub fn likely_language<'a>(
    words: &(impl Iterator<Item = &'a str> + Clone),
    offered: &[Language],
) -> Option<Language> {
    let hits = |language: Language| words.clone().filter(|word| contains(language, word)).count();
    offered.iter().copied().rev().max_by_key(|language| hits(*language))
}

#[cfg(test)]
mod tests {
    use super::{contains, likely_language};
    use crate::text::Language;

    #[test]
    fn little_words_tell_the_language_of_a_query() {
        let [en, de] = ["en", "de"].map(|code| Language::parse(code).expect("known"));
        assert!(contains(en, "the") && !contains(en, "printer"));
        let of = |text: &str| likely_language(&text.split(' '), &[en, de]);
        assert_eq!(of("der drucker ist kaputt"), Some(de));
        assert_eq!(of("the printer is broken"), Some(en));
        assert_eq!(of("vpn"), Some(en));
    }
}
