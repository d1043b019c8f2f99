//! Which section answers best, and which of its words should be shown?

use std::mem;

use super::{Passages, Plan, Why};
use crate::text::{Language, Spot, Spotter, fold};

/// About so many characters are shown.
const SHOWN: usize = 220;
/// So many characters stand before the first marked word.
const BEFORE: usize = 60;

/// A few words of a section, those that were asked for marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// The words, in order.
    pub pieces: Vec<Piece>,
    /// Whether the section goes on before them.
    pub cut_before: bool,
    /// Whether the section goes on after them.
    pub cut_after: bool,
}

/// A stretch of a snippet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its words, without line feeds.
    pub text: String,
    /// Whether they were asked for.
    pub marked: bool,
}

/// The words of a plan, ready to be found again in an article's text.
pub(super) struct Marker<'a> {
    spotter: Spotter,
    groups: usize,
    information: &'a [f32],
    /// What the next mark of each group is worth, while that is being summed.
    worth: Vec<f32>,
}

impl<'a> Marker<'a> {
    pub(super) fn new(plan: &Plan, information: &'a [f32], language: Language) -> Marker<'a> {
        let terms = plan.groups.iter().enumerate().flat_map(|(number, group)| {
            let terms = group.variants.iter().flat_map(|variant| &variant.terms);
            terms.filter(|term| !term.contains(' ')).map(move |term| (term.as_str(), number))
        });
        let begun = plan.groups.iter().filter(|group| {
            group
                .variants
                .iter()
                .any(|variant| matches!(&variant.why, Why::Begun(word) if word.ends_with('…')))
        });
        let spotter = Spotter::new(language, terms, begun.map(|group| fold(&group.word)));
        Marker { spotter, groups: plan.groups.len(), information, worth: Vec::new() }
    }

    /// The group of the plan; one more than the last for a word that only begins as wanted.
    fn group(&self, mark: &Spot) -> usize {
        mark.number.unwrap_or(self.groups)
    }

    /// How much of what was asked for these marks hold: each word by what finding it tells, its second
    /// occurrence by half as much, and so on.
    fn worth(&mut self, marks: &[Spot]) -> f32 {
        let mut worth = mem::take(&mut self.worth);
        worth.clear();
        worth.extend((0..=self.groups).map(|group| self.information.get(group).copied().unwrap_or(1.0)));
        let sum = marks
            .iter()
            .map(|mark| {
                let next = &mut worth[self.group(mark)];
                let worth = *next;
                *next *= 0.5;
                worth
            })
            .sum();
        self.worth = worth;
        sum
    }

    /// The section that answers best, and what of it should be shown.
    pub(super) fn best(&mut self, passages: &Passages) -> Option<(usize, Snippet)> {
        let mut best: Option<(f32, usize)> = None;
        let (mut marks, mut marks_of_best) = (Vec::new(), Vec::new());
        for (number, passage) in passages.iter().enumerate() {
            marks.clear();
            self.spotter.spots(passage.title(), &mut marks);
            let in_title = self.worth(&marks);
            marks.clear();
            self.spotter.spots(passage.text, &mut marks);
            let worth = 1.5 * in_title + self.worth(&marks);
            if best.is_none_or(|(most, _)| worth > most) {
                best = Some((worth, number));
                mem::swap(&mut marks, &mut marks_of_best);
            }
        }
        let (_, number) = best?;
        Some((number, self.cut(passages.get(number)?.text, &marks_of_best)))
    }

    /// A text with its words marked, whole.
    pub(super) fn whole(&mut self, text: &str) -> Snippet {
        let mut marks = Vec::new();
        self.spotter.spots(text, &mut marks);
        Snippet { pieces: pieces(text, 0, text.len(), &marks), cut_before: false, cut_after: false }
    }

    /// The stretch of a text that holds most different words that were asked for.
    fn cut(&self, text: &str, marks: &[Spot]) -> Snippet {
        let mut best = (0, 0);
        for (number, mark) in marks.iter().enumerate().take(200) {
            let inside = marks[number..].iter().take_while(|other| other.end <= mark.start + SHOWN);
            // A plan has fewer groups than there are bits.
            let groups = inside.fold(0_u128, |groups, mark| groups | (1 << self.group(mark).min(127)));
            if groups.count_ones() > best.0 {
                best = (groups.count_ones(), mark.start);
            }
        }
        let start = beginning(text, best.1);
        let end = ending(text, start);
        Snippet {
            pieces: pieces(text, start, end, marks),
            cut_before: start > 0,
            cut_after: end < text.trim_end().len(),
        }
    }
}

/// A little before a place: where a line, a sentence or at least a word begins.
fn beginning(text: &str, at: usize) -> usize {
    if at <= BEFORE {
        return 0;
    }
    let from = text.floor_char_boundary(at - BEFORE);
    let before = &text[from..at];
    let line = before.rfind('\n').map(|found| found + 1);
    let sentence = || {
        [". ", "! ", "? ", "。"]
            .iter()
            .filter_map(|end| before.rfind(end).map(|found| found + end.len()))
            .max()
    };
    let word = || before.find(' ').map(|found| found + 1);
    from + line.or_else(sentence).or_else(word).unwrap_or(0)
}

fn ending(text: &str, start: usize) -> usize {
    if text.len() - start <= SHOWN {
        return text.trim_end().len().max(start);
    }
    let most = text.floor_char_boundary(start + SHOWN);
    let inside = &text[start..most];
    start + inside.rfind(char::is_whitespace).filter(|found| *found > SHOWN / 2).unwrap_or(inside.len())
}

fn pieces(text: &str, start: usize, end: usize, marks: &[Spot]) -> Vec<Piece> {
    let inside = marks.iter().filter(|mark| mark.start >= start && mark.end <= end);
    let mut pieces: Vec<Piece> = Vec::with_capacity(2 * inside.clone().count() + 1);
    let mut push = |piece: &str, marked: bool| match pieces.last_mut() {
        Some(last) if last.marked == marked => push_visible(&mut last.text, piece),
        _ if piece.is_empty() => {}
        _ => {
            let mut text = String::with_capacity(piece.len());
            push_visible(&mut text, piece);
            pieces.push(Piece { text, marked });
        }
    };
    let mut at = start;
    for mark in inside {
        if mark.end <= at {
            continue;
        }
        let from = mark.start.max(at);
        push(&text[at..from], false);
        push(&text[from..mark.end], true);
        at = mark.end;
    }
    push(&text[at..end], false);
    pieces
}

/// Adds a text with spaces in place of line feeds and other control characters.
fn push_visible(to: &mut String, text: &str) {
    // Those beyond ASCII begin with this byte.
    let may_be_control = |byte: u8| byte.is_ascii_control() || byte == 0xc2;
    if !text.bytes().any(may_be_control) {
        return to.push_str(text);
    }
    for part in text.split_inclusive(char::is_control) {
        let visible = part.trim_end_matches(char::is_control);
        to.push_str(visible);
        if visible.len() < part.len() {
            to.push(' ');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Marker;
    use crate::{
        article::Section,
        search::{Field, Group, Plan, Variant, Why},
        text::Language,
    };

    fn plan(words: &[&str]) -> Plan {
        let group = |word: &&str| Group {
            word: (*word).to_owned(),
            counts: true,
            weight: 1.0,
            variants: vec![Variant {
                terms: vec![(*word).to_owned()],
                fields: &Field::WORDS,
                weight: 1.0,
                why: Why::Typed,
            }],
        };
        Plan { groups: words.iter().map(group).collect(), ..Plan::default() }
    }

    fn section(heading: &str, text: &str) -> Section {
        Section { heading: Some(heading.to_owned()), text: text.to_owned(), ..Section::default() }
    }

    #[test]
    fn the_section_with_the_rarer_words_wins_and_its_words_are_marked() {
        let plan = plan(&["vpn", "token"]);
        let information = [1.0, 4.0];
        let mut marker = Marker::new(&plan, &information, Language::ENGLISH);
        let sections =
            [section("VPN", "vpn vpn vpn"), section("Codes", "Reset the token of your VPN, please.")];
        let (number, snippet) = marker.best(&sections.iter().collect()).expect("a section");
        assert_eq!(number, 1);
        let shown: Vec<String> = snippet
            .pieces
            .iter()
            .map(|piece| if piece.marked { format!("[{}]", piece.text) } else { piece.text.clone() })
            .collect();
        assert_eq!(shown.concat(), "Reset the [token] of your [VPN], please.");
    }

    #[test]
    fn long_text_is_cut_at_words() {
        let plan = plan(&["needl"]);
        let information = [1.0];
        let mut marker = Marker::new(&plan, &information, Language::ENGLISH);
        let text = format!("{} needle {}", "hay straw ".repeat(50), "stack pile ".repeat(50));
        let (_, snippet) = marker.best(&[section("x", &text)].iter().collect()).expect("a section");
        let shown: String = snippet.pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert!(snippet.cut_before && snippet.cut_after && shown.contains("needle"));
        assert!(shown.len() <= 220 && shown.starts_with("hay") | shown.starts_with("straw"));
    }
}
