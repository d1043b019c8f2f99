//! Which sentences of a ticket are read for themselves?

/// So many sentences of a text have a vector of their own.
const MOST_SENTENCES: usize = 8;
/// So many bytes they have together, which are about 200 tokens: a long ticket costs that and its first tokens, and no
/// more, however many questions it asks.
const MOST_BYTES: usize = 960;
/// A sentence of fewer words asks nothing.
const FEWEST_WORDS: usize = 3;

/// A sentence, and the number of the part that it is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sentence<'t> {
    pub(super) part: usize,
    pub(super) text: &'t str,
}

/// The first sentences of each part that are long enough to ask something. The parts share what there is to spend; of
/// each at least the beginning of its first is read.
pub(super) fn sentences<'t>(parts: &[&'t str]) -> Vec<Sentence<'t>> {
    let share = parts.len().max(1);
    let (most, bytes) = (MOST_SENTENCES.div_ceil(share), MOST_BYTES / share);
    let mut all = Vec::new();
    for (part, text) in parts.iter().enumerate() {
        let mut left = bytes;
        for text in split(text).into_iter().filter(|text| is_long(text)).take(most) {
            let text = if left == bytes { beginning(text, bytes) } else { text };
            if text.len() > left {
                break;
            }
            left -= text.len();
            all.push(Sentence { part, text });
        }
    }
    all
}

fn split(text: &str) -> Vec<&str> {
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '\n' | '。' | '！' | '？');
    let mut all = Vec::new();
    let (mut begin, mut last) = (0, None);
    for (at, c) in text.char_indices() {
        // "9.2" and "e.g" are no ends; a full stop of Chinese or Japanese needs no space behind it.
        if last.is_some_and(|last| ends(last) && (c.is_whitespace() || !last.is_ascii())) {
            all.push(text[begin..at].trim());
            begin = at;
        }
        last = Some(c);
    }
    all.push(text[begin..].trim());
    all
}

fn is_long(sentence: &str) -> bool {
    sentence.split_whitespace().count() >= FEWEST_WORDS
        || sentence.chars().filter(|c| !c.is_ascii()).count() >= 3 * FEWEST_WORDS
}

/// The first bytes of a text, whole characters.
pub(super) fn beginning(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[&'static str]) -> Vec<(usize, &'static str)> {
        sentences(parts).into_iter().map(|sentence| (sentence.part, sentence.text)).collect()
    }

    #[test]
    fn sentences_end_where_they_end() {
        let text = "I work from home today. The VPN 9.2 fails with e.g. code 809! Why?\nPlease call me back";
        let found = of(&[text]);
        assert_eq!(
            found,
            [(0, "I work from home today."), (0, "The VPN 9.2 fails with e.g."), (0, "Please call me back")]
        );
        assert_eq!(
            of(&["プリンタが印刷できません。どうすればいいですか？"]),
            [(0, "プリンタが印刷できません。"), (0, "どうすればいいですか？")]
        );
        assert_eq!(of(&["VPN"]), []);
        assert_eq!(of(&[""]), []);
        assert_eq!(of(&[]), []);
    }

    #[test]
    fn parts_share_what_there_is_to_spend() {
        let long: &'static str =
            "The printer on the second floor prints blank pages only. ".repeat(20).leak();
        let counted = |parts: &[&'static str]| {
            let found = of(parts);
            (0..parts.len())
                .map(|part| found.iter().filter(|(of, _)| *of == part).count())
                .collect::<Vec<_>>()
        };
        assert_eq!(counted(&[long]), [8]);
        assert_eq!(counted(&[long, "No", long]), [3, 0, 3]);
        let endless: &'static str = "ä bc de ".repeat(200).leak();
        let found = of(&[endless, endless]);
        assert_eq!(found.iter().map(|(part, _)| *part).collect::<Vec<_>>(), [0, 1]);
        assert!(found.iter().all(|(_, text)| (470..=480).contains(&text.len())));
    }
}
