//! What does an article say, section by section?

use std::ops::Range;

use crate::article::Section;

/// An article's sections, all in one text: reading them copies none of their parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passages {
    text: String,
    spans: Vec<Span>,
}

/// A [`Section`], lent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    /// The heading's words; `None` before the first heading.
    pub heading: Option<&'a str>,
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
    /// The fragment that leads to it, unique in the article; empty before the first heading.
    pub anchor: &'a str,
    /// The question that this section answers, when it is a question-and-answer pair.
    pub question: Option<&'a str>,
    /// The words below the heading.
    pub text: &'a str,
}

/// Where the parts of a section lie in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Span {
    heading: Option<Range<usize>>,
    level: u8,
    anchor: Range<usize>,
    question: Option<Range<usize>>,
    text: Range<usize>,
}

impl Passages {
    /// Adds a section after the others.
    pub fn push(&mut self, passage: Passage<'_>) {
        let mut add = |part: &str| {
            let start = self.text.len();
            self.text.push_str(part);
            start..self.text.len()
        };
        self.spans.push(Span {
            heading: passage.heading.map(&mut add),
            level: passage.level,
            anchor: add(passage.anchor),
            question: passage.question.map(&mut add),
            text: add(passage.text),
        });
    }

    /// Forgets the sections and keeps their room, for those of another article.
    pub fn clear(&mut self) {
        self.text.clear();
        self.spans.clear();
    }

    /// Makes room for so many more bytes of text.
    pub fn reserve(&mut self, more: usize) {
        self.text.reserve(more);
    }

    /// How much text there is, with headings and anchors, in bytes.
    pub fn size(&self) -> usize {
        self.text.len()
    }

    /// The section of a number, from 0.
    pub fn get(&self, number: usize) -> Option<Passage<'_>> {
        self.spans.get(number).map(|span| self.passage(span))
    }

    /// The sections, in their order.
    pub fn iter(&self) -> impl Iterator<Item = Passage<'_>> {
        self.spans.iter().map(|span| self.passage(span))
    }

    fn passage(&self, span: &Span) -> Passage<'_> {
        let part = |range: &Range<usize>| &self.text[range.clone()];
        Passage {
            heading: span.heading.as_ref().map(part),
            level: span.level,
            anchor: part(&span.anchor),
            question: span.question.as_ref().map(part),
            text: part(&span.text),
        }
    }
}

impl<'a> Passage<'a> {
    /// What the section is called: the question that it answers, or its heading.
    pub fn title(&self) -> &'a str {
        self.question.or(self.heading).unwrap_or_default()
    }
}

impl<'a> From<&'a Section> for Passage<'a> {
    fn from(section: &'a Section) -> Passage<'a> {
        Passage {
            heading: section.heading.as_deref(),
            level: section.level,
            anchor: &section.anchor,
            question: section.question.as_deref(),
            text: &section.text,
        }
    }
}

impl From<Passage<'_>> for Section {
    fn from(passage: Passage<'_>) -> Section {
        Section {
            heading: passage.heading.map(str::to_owned),
            level: passage.level,
            anchor: passage.anchor.to_owned(),
            question: passage.question.map(str::to_owned),
            text: passage.text.to_owned(),
        }
    }
}

impl<'a> FromIterator<&'a Section> for Passages {
    fn from_iter<I: IntoIterator<Item = &'a Section>>(sections: I) -> Passages {
        let mut passages = Passages::default();
        sections.into_iter().for_each(|section| passages.push(section.into()));
        passages
    }
}
