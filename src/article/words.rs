//! Which words does a reader see, and to which section do they go?

use super::{body::Walk, front_matter::even, questions};

/// So much prose is kept to tell its language.
const PROSE: usize = 1_500;

impl Walk<'_> {
    /// Words that a reader sees.
    pub(super) fn say(&mut self, words: &str, prose: bool) {
        if self.hidden.is_some() || self.silent || words.is_empty() {
            return;
        }
        if let Some(draft) = &mut self.draft {
            draft.words.push_str(words);
            return;
        }
        let text = &mut self.body.sections[self.current].text;
        if self.pending {
            self.pending = false;
            if !text.is_empty() {
                text.truncate(text.trim_end().len());
                text.push('\n');
            }
        }
        let doubled = prose && text.ends_with(' ');
        text.push_str(if doubled { words.trim_start_matches(' ') } else { words });
        if prose && self.body.prose.len() < PROSE {
            self.body.prose.push_str(words);
            self.body.prose.push(' ');
        }
    }

    /// A space between words, never two.
    pub(super) fn space(&mut self) {
        if let Some(draft) = &mut self.draft {
            draft.words.push(' ');
            return;
        }
        let text = &mut self.body.sections[self.current].text;
        if !self.pending && !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }

    /// The end of a line inside of a paragraph; kept for paragraphs that may ask and answer.
    pub(super) fn line_break(&mut self) {
        let start = self.paragraph.0;
        let text = &mut self.body.sections[self.current].text;
        let asks = text.get(start..).is_some_and(|paragraph| paragraph.trim_start().starts_with('Q'));
        if asks && self.draft.is_none() && !self.code {
            text.push('\n');
        } else {
            self.space();
        }
    }

    /// A paragraph that asks opens a section; one that answers loses its label.
    pub(super) fn pair(&mut self) {
        let (start, offset) = self.paragraph;
        let Some(paragraph) = self.body.sections[self.current].text.get(start..) else { return };
        let paragraph = paragraph.trim_start();
        match paragraph.as_bytes().first() {
            Some(b'Q') => {
                if let Some((question, answer)) = questions::pair(paragraph) {
                    let (question, answer) = (even(question), answer.map(even).unwrap_or_default());
                    let text = &mut self.body.sections[self.current].text;
                    text.truncate(start);
                    self.ask(question, answer, offset);
                } else {
                    let joined = paragraph.replace('\n', " ");
                    self.replace_from(start, &joined);
                }
            }
            Some(b'A') if self.body.sections[self.current].question.is_some() && start == 0 => {
                if let Some(answer) = questions::answer(paragraph).map(str::to_owned) {
                    self.replace_from(start, &answer);
                }
            }
            _ => {}
        }
    }

    fn replace_from(&mut self, start: usize, words: &str) {
        let text = &mut self.body.sections[self.current].text;
        text.truncate(start);
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(words);
    }
}
