//! What is remembered of an article's text?
//!
//! Two texts are compared by the runs of three words that they share. A sketch keeps the smallest of 64 hashes of all its runs:
//! the part of them that two sketches share is about the part of runs that the texts share (`MinHash`). Links are kept
//! beside it, for the same reading of the file gives both.

use crate::{
    article::{self, Article},
    library::Key,
    text::analyzing,
};

/// So many hashes; more are more exact.
pub(super) const HASHES: usize = 64;
/// Texts of fewer words say too little to be compared.
const FEWEST: usize = 20;

/// What is remembered of an article's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sketch {
    /// None when the text is too short.
    pub(super) least: Option<Box<[u32; HASHES]>>,
    /// Paths of articles that it leads to, each with its line and as it is written.
    pub(super) links: Vec<(u32, String, String)>,
}

/// The sketches of articles, where they are known.
pub trait Sketches: Sync {
    /// That of an article.
    fn sketch(&self, key: Key) -> Option<&Sketch>;
}

impl Sketch {
    /// The sketch of an article.
    pub fn of(article: &Article) -> Sketch {
        let mut words: Vec<u32> = Vec::new();
        for section in &article.sections {
            analyzing(article.language, |analyzer| {
                analyzer.each(&section.text, &mut |term| words.push(hash(term.text.as_bytes())));
            });
        }
        let links = article.links.iter().filter_map(|link| {
            let target = article::target(&article.path, &link.target)?;
            let path = target.split_once('#').map_or(target.as_str(), |(path, _)| path);
            let is_article = path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("md"));
            is_article.then(|| (link.line, path.to_owned(), link.target.clone()))
        });
        Sketch { least: least(&words), links: links.collect() }
    }

    /// About which part of their runs of words two texts share, 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "64 at most")]
    pub(super) fn alike(&self, other: &Sketch) -> f64 {
        match (&self.least, &other.least) {
            (Some(mine), Some(theirs)) => {
                let same = mine.iter().zip(theirs.iter()).filter(|(mine, theirs)| mine == theirs).count();
                same as f64 / HASHES as f64
            }
            _ => 0.0,
        }
    }
}

fn least(words: &[u32]) -> Option<Box<[u32; HASHES]>> {
    if words.len() < FEWEST {
        return None;
    }
    let mut least = Box::new([u32::MAX; HASHES]);
    for run in words.windows(3) {
        let run = mixed(u64::from(run[0]) << 32 | u64::from(run[1])) ^ u64::from(run[2]);
        for (number, least) in (1_u64..).zip(least.iter_mut()) {
            let one = mixed(run ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
            *least = (*least).min(u32::try_from(one >> 32).unwrap_or(u32::MAX));
        }
    }
    Some(least)
}

/// FNV-1a: the same everywhere and always.
fn hash(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

/// Spreads bits evenly (splitmix64).
fn mixed(bits: u64) -> u64 {
    let bits = (bits ^ bits >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let bits = (bits ^ bits >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ bits >> 31
}

#[cfg(test)]
mod tests {
    use super::Sketch;
    use crate::article::{self, Rules};

    fn sketch(text: &str) -> Sketch {
        Sketch::of(&article::read("a/b.md", text.as_bytes(), &Rules::default()).0)
    }

    #[test]
    fn texts_are_as_alike_as_the_runs_that_they_share() {
        let text = (0..200).map(|n| format!("word{} ", n * 7919 % 1009)).collect::<Vec<_>>().concat();
        let other = (0..200).map(|n| format!("other{n} ")).collect::<Vec<_>>().concat();
        let one = sketch(&text);
        assert!((one.alike(&sketch(&text)) - 1.0).abs() < 1e-9);
        assert!(one.alike(&sketch(&format!("{text} and a last line"))) > 0.9);
        let half: String = text.split_inclusive(' ').take(100).collect();
        let shared = one.alike(&sketch(&half));
        assert!((0.3..0.7).contains(&shared), "{shared}");
        assert!(one.alike(&sketch(&other)) < 0.05);
        assert!(sketch("too short").alike(&sketch("too short")) < 0.5);
    }

    #[test]
    fn links_to_articles_are_kept() {
        let links = sketch("[a](c.md#x) [b](../d.md) [c](https://e.org/f.md) [d](g.png) [e](#h)").links;
        let paths: Vec<&str> = links.iter().map(|(_, path, _)| path.as_str()).collect();
        assert_eq!(paths, ["a/c.md", "d.md"]);
    }
}
