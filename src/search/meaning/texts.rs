//! Which texts of an article say what it means?

use super::sentences::beginning;
use crate::{library::Card, search::Passages};

/// Of an article's body so many bytes are read, which are more than [`TOKENS`](super::TOKENS).
const BODY: usize = 1_000;
/// So many of an article's questions have a vector of their own.
const MOST_QUESTIONS: usize = 16;
/// A section of its own has so many bytes, which are about 60 to 120 words (RANKING section 3): one that is shorter goes
/// on with the next, one that is longer is several.
const SECTION: std::ops::Range<usize> = 400..800;
/// What is left at the end has at least so many, or is no section.
const REST: usize = 120;

/// The most sections of an article that may have vectors.
pub const MOST_SECTIONS: usize = 64;

/// So many bytes of an article's passages are enough for its [`texts`].
pub fn enough(sections: usize) -> usize {
    BODY.max(sections * SECTION.end)
}

/// The texts that say what an article means: its title, its beginning, the questions it answers, and so many of its
/// sections, each under the title. Passages hold [`enough`] bytes if there are so many.
pub fn texts(card: &Card, passages: &Passages, sections: usize) -> Vec<String> {
    let mut lead = format!("{}. {}", card.title, card.description.as_deref().unwrap_or_default());
    for passage in passages.iter() {
        if lead.len() >= BODY {
            break;
        }
        for part in [passage.heading.unwrap_or_default(), passage.text] {
            lead.push(' ');
            lead.push_str(part);
        }
    }
    let mut texts = vec![card.title.clone(), lead];
    texts.extend(card.questions.iter().take(MOST_QUESTIONS).map(|(question, _)| question.clone()));
    if sections > 0 {
        let divided = divided(passages);
        // What is but one section is said by the beginning.
        let divided = divided.iter().filter(|_| divided.len() > 1).take(sections);
        texts.extend(divided.map(|section| format!("{}. {section}", card.title)));
    }
    texts
}

/// An article's body in sections: they end where one of its own ends, or where one would grow too long.
fn divided(passages: &Passages) -> Vec<String> {
    let (mut all, mut open) = (Vec::new(), String::new());
    for passage in passages.iter() {
        for part in [passage.heading.unwrap_or_default(), passage.text] {
            let mut rest = part.trim();
            while !rest.is_empty() {
                let taken = fitting(rest, SECTION.end.saturating_sub(open.len()), open.is_empty());
                if !open.is_empty() && !taken.is_empty() {
                    open.push(' ');
                }
                open.push_str(taken);
                rest = rest[taken.len()..].trim_start();
                if !rest.is_empty() {
                    all.push(std::mem::take(&mut open));
                }
            }
        }
        if SECTION.start <= open.len() {
            all.push(std::mem::take(&mut open));
        }
    }
    if open.len() >= REST {
        all.push(open);
    }
    all
}

/// As many whole words as there is room for. Where there must be something, a word without an end is cut.
fn fitting(text: &str, room: usize, something: bool) -> &str {
    let whole = beginning(text, room);
    if whole.len() == text.len() {
        return whole;
    }
    match whole.rfind(char::is_whitespace) {
        Some(end) if end > 0 => whole[..end].trim_end(),
        _ if something => whole,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Passage;

    fn check(passages: &[(&str, &str)], expected: &[usize]) {
        let mut all = Passages::default();
        for (heading, text) in passages {
            all.push(Passage { heading: Some(heading), level: 2, anchor: "", question: None, text });
        }
        let found = divided(&all);
        assert_eq!(found.iter().map(String::len).collect::<Vec<_>>(), expected, "{found:?}");
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>().concat();
        let whole: Vec<String> =
            passages.iter().map(|(heading, text)| words(heading) + &words(text)).collect();
        assert!(whole.concat().starts_with(&words(&found.concat())), "nothing is lost or doubled");
    }

    #[test]
    fn sections_are_neither_short_nor_long() {
        let words = |count: usize| "printer ".repeat(count);
        check(&[], &[]);
        check(&[("Short", "One line.")], &[]);
        // Short ones go on with the next.
        check(&[("One", &words(20)), ("Two", &words(40)), ("Three", &words(60))], &[487, 485]);
        // Long ones are several, and end between words.
        check(&[("Long", &words(250))], &[796, 799, 407]);
        // Neither spaces nor ASCII.
        check(&[("", &"プリンタが".repeat(100))], &[798, 702]);
        check(&[("x", &"y".repeat(2_000))], &[1, 800, 800, 400]);
    }
}
