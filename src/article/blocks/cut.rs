//! What of a body is there for somebody who does not open some of its blocks?

use super::scan::{Blocks, Line};
use crate::access::AudienceSet;

/// A body without some of its blocks.
#[derive(Debug)]
pub(in crate::article) struct Cut {
    pub(in crate::article) text: String,
    /// For each line its number in the body, from 0.
    lines: Vec<u32>,
}

impl Cut {
    /// The number in the body of a line of the text, both from 0.
    pub(in crate::article) fn line(&self, nth: u32) -> u32 {
        let at = usize::try_from(nth).unwrap_or(usize::MAX).min(self.lines.len().saturating_sub(1));
        self.lines.get(at).copied().unwrap_or(nth)
    }
}

impl Blocks {
    /// The body as somebody reads it who opens all blocks but some: as if those were not there, and the signs of all
    /// others neither.
    ///
    /// Where a block stood between empty lines only one of them stays, so that nothing tells that it was there.
    pub(in crate::article) fn cut(&self, body: &str, closed: &dyn Fn(&AudienceSet) -> bool) -> Cut {
        let shut = (0..).zip(&self.audiences).filter(|(_, audiences)| closed(audiences));
        let shut: u64 = shut.fold(0, |shut, (place, _)| shut | 1_u64 << place);
        let mut cut = Cut { text: String::with_capacity(body.len()), lines: Vec::new() };
        let (mut taken, mut after_blank) = (false, true);
        for (number, line) in (0..).zip(&self.lines) {
            let Some(words) = shown(line, body, shut) else {
                taken = true;
                continue;
            };
            let blank = words.trim().is_empty();
            if blank && taken && after_blank {
                continue;
            }
            cut.text.push_str(words);
            if line.sign.is_some() && !words.ends_with('\n') {
                cut.text.push('\n');
            }
            cut.lines.push(number);
            (taken, after_blank) = (false, blank);
        }
        if taken {
            let end = cut.text.trim_end_matches(['\n', '\r', ' ', '\t']).len();
            let line_end = cut.text[end..].find('\n').map_or(cut.text.len(), |at| end + at + 1);
            cut.text.truncate(line_end);
        }
        cut
    }
}

/// What is shown of a line; of a sign nothing but what begins a list.
fn shown<'b>(line: &Line, body: &'b str, shut: u64) -> Option<&'b str> {
    let words = &body[line.place.clone()];
    match line.sign {
        _ if line.within & shut != 0 => None,
        None => Some(words),
        Some(0) => None,
        Some(before) => Some(&words[..before]),
    }
}
