//! Which section answers best, and which of its words should be shown?

use super::{Plan, Why};
use crate::{
    article::Section,
    text::{Language, Spotter, fold},
};

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
}

/// A word of the text that was asked for.
#[derive(Clone, Copy)]
struct Mark {
    /// The group of the plan; one more than the last for a word that only begins as wanted.
    group: usize,
    start: usize,
    end: usize,
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
        Marker { spotter, groups: plan.groups.len(), information }
    }

    fn marks(&self, text: &str) -> Vec<Mark> {
        let spots = self.spotter.spots(text);
        let group = |number: Option<usize>| number.unwrap_or(self.groups);
        spots
            .into_iter()
            .map(|spot| Mark { group: group(spot.number), start: spot.start, end: spot.end })
            .collect()
    }

    /// How much of what was asked for these marks hold: each word by what finding it tells, its second
    /// occurrence by half as much, and so on.
    fn worth(&self, marks: &[Mark]) -> f32 {
        let mut seen = vec![0_i32; self.groups + 1];
        marks
            .iter()
            .map(|mark| {
                seen[mark.group] += 1;
                let information = self.information.get(mark.group).copied().unwrap_or(1.0);
                information * 0.5_f32.powi(seen[mark.group] - 1)
            })
            .sum()
    }

    /// The section that answers best, and what of it should be shown.
    pub(super) fn best(&self, sections: &[Section]) -> Option<(usize, Snippet)> {
        let mut best: Option<(f32, usize, Vec<Mark>)> = None;
        for (number, section) in sections.iter().enumerate() {
            let heading = section.question.as_deref().or(section.heading.as_deref()).unwrap_or_default();
            let in_heading = self.marks(heading);
            let in_text = self.marks(&section.text);
            let worth = 1.5 * self.worth(&in_heading) + self.worth(&in_text);
            if best.as_ref().is_none_or(|(most, ..)| worth > *most) {
                best = Some((worth, number, in_text));
            }
        }
        let (_, number, marks) = best?;
        Some((number, cut(&sections[number].text, &marks)))
    }

    /// A text with its words marked, whole.
    pub(super) fn whole(&self, text: &str) -> Snippet {
        let marks = self.marks(text);
        Snippet { pieces: pieces(text, 0, text.len(), &marks), cut_before: false, cut_after: false }
    }
}

/// The stretch of a text that holds most different words that were asked for.
fn cut(text: &str, marks: &[Mark]) -> Snippet {
    let mut best = (0, 0);
    for (number, mark) in marks.iter().enumerate().take(200) {
        let inside = marks[number..].iter().take_while(|other| other.end <= mark.start + SHOWN);
        let mut groups: Vec<usize> = inside.map(|mark| mark.group).collect();
        groups.sort_unstable();
        groups.dedup();
        if groups.len() > best.0 {
            best = (groups.len(), mark.start);
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

fn pieces(text: &str, start: usize, end: usize, marks: &[Mark]) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut push = |piece: &str, marked: bool| {
        let text: String = piece.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        match pieces.last_mut() {
            Some(last) if last.marked == marked => last.text.push_str(&text),
            _ if text.is_empty() => {}
            _ => pieces.push(Piece { text, marked }),
        }
    };
    let mut at = start;
    for mark in marks.iter().filter(|mark| mark.start >= start && mark.end <= end) {
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
        let marker = Marker::new(&plan, &information, Language::ENGLISH);
        let sections =
            [section("VPN", "vpn vpn vpn"), section("Codes", "Reset the token of your VPN, please.")];
        let (number, snippet) = marker.best(&sections).expect("a section");
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
        let marker = Marker::new(&plan, &information, Language::ENGLISH);
        let text = format!("{} needle {}", "hay straw ".repeat(50), "stack pile ".repeat(50));
        let (_, snippet) = marker.best(&[section("x", &text)]).expect("a section");
        let shown: String = snippet.pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert!(snippet.cut_before && snippet.cut_after && shown.contains("needle"));
        assert!(shown.len() <= 220 && shown.starts_with("hay") | shown.starts_with("straw"));
    }
}
