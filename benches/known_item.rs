//! Does a person who half remembers a title find the article?
//!
//! For 500 random titles of a knowledge base: the 3 rarest words of the title; the same with one wrong letter
//! in each word of 5 letters or more; the title itself; the 3 words with the last cut to 3 letters, as while
//! typing. Articles with the same title, or whose title holds the same words, count as right.
//!
//! Good is: ≥ 95 % in the top 3, ≥ 85 % in the top 3, ≥ 97 % first, ≥ 80 % in the top 5.
//!
//! Run: `FIRSTLINE_DATA=DIR cargo bench --bench known_item`, where `DIR/kb` holds the articles (officedocs).

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a measurement prints small numbers")]

use std::{collections::BTreeSet, env, path::PathBuf};

use firstline::{
    access::Scope,
    desk::{Desk, Settings, Silent},
    kb::{Depth, Hint},
    search::{Query, Request},
};

const TITLES: usize = 500;

/// A small generator with a fixed seed, so that every run asks the same (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        usize::try_from(self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).unwrap_or(0) % most
    }
}

fn main() {
    let Some(data) = env::var_os("FIRSTLINE_DATA").map(PathBuf::from) else {
        println!("known_item: skipped, because FIRSTLINE_DATA names no folder with kb/ in it");
        return;
    };
    let index = tempfile::tempdir().expect("a temporary directory");
    let (desk, _) = Desk::open(Settings::of(data.join("kb"), index.path())).expect("an index");
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("an indexed knowledge base");
    let scope = Scope::everything("measure on the whole knowledge base");
    let view = desk.view();
    let titles: Vec<(String, String)> =
        view.library.iter().map(|card| (card.path.clone(), card.title.clone())).collect();
    let mut random = Random(0x5eed_cafe);
    let mut right = [0_usize; 4];
    let verbose = env::var_os("VERBOSE").is_some();
    for _ in 0..TITLES {
        let (_, title) = &titles[random.below(titles.len())];
        let mut words: Vec<String> = words(title);
        words.sort_by_key(|word| {
            let holding = view.engine.starting(word, &scope, 50).expect("words");
            holding.iter().find(|found| found.word == *word).map_or(0, |found| found.articles)
        });
        words.truncate(3);
        let wrong: Vec<String> = words.iter().map(|word| misspelt(word, &mut random)).collect();
        let mut cut = words.clone();
        if let Some(last) = cut.last_mut() {
            *last = last.chars().take(3).collect();
        }
        let asked = [(words.join(" "), 3), (wrong.join(" "), 3), (title.clone(), 1), (cut.join(" "), 5)];
        for (number, (query, within)) in asked.into_iter().enumerate() {
            let request = Request { query: Query::parse(&query), limit: within, ..Request::default() };
            let answer = desk.search(&request, &scope).expect("an answer");
            let found = answer.hits.iter().any(|hit| same(&hit.article.title, title, &words));
            right[number] += usize::from(found);
            if verbose && !found {
                let first = answer.hits.first().map_or("nothing", |hit| hit.article.title.as_str());
                println!("{number}: `{query}` for `{title}`, found `{first}`");
            }
        }
    }
    let names = [
        "3 rarest words, top 3",
        "one wrong letter each, top 3",
        "exact title, first",
        "last word cut to 3, top 5",
    ];
    for (name, right) in names.iter().zip(right) {
        println!("{name:<32} {:5.1} %", 100.0 * right as f64 / TITLES as f64);
    }
}

fn words(title: &str) -> Vec<String> {
    let words = title.split(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’'));
    let words = words.map(|word| word.trim_matches(['\'', '’'])).filter(|word| !word.is_empty());
    let distinct: BTreeSet<String> = words.map(str::to_lowercase).collect();
    distinct.into_iter().collect()
}

fn same(found: &str, title: &str, asked: &[String]) -> bool {
    let of_found = words(found);
    found == title || asked.iter().all(|word| of_found.contains(word))
}

/// One letter changed, dropped, doubled or swapped with the next, in words of 5 letters or more.
fn misspelt(word: &str, random: &mut Random) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    if letters.len() < 5 {
        return word.to_owned();
    }
    let at = random.below(letters.len());
    match random.below(4) {
        0 => letters[at] = char::from(b'a' + u8::try_from(random.below(26)).unwrap_or(0)),
        1 => drop(letters.remove(at)),
        2 => letters.insert(at, letters[at]),
        _ => {
            let at = at.min(letters.len() - 2);
            letters.swap(at, at + 1);
        }
    }
    letters.into_iter().collect()
}
