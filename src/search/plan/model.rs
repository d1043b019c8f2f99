//! What is an engine to look for?

use crate::search::{Field, Filter};

/// What an engine is to look for. Words no engine owns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// What adds to the score; those that count come first.
    pub groups: Vec<Group>,
    /// How many of the groups that count an article must hold; 0 when there are none.
    pub required: usize,
    /// What must stand there word for word.
    pub phrases: Vec<Phrase>,
    /// What must not be there.
    pub without: Vec<Phrase>,
    /// What narrows the search: any value of one field, every field.
    pub filters: Vec<Filter>,
    /// Articles of these states are left out unless a filter asks for a state.
    pub leave_out: Vec<Filter>,
    /// How many of the best articles are wanted.
    pub window: usize,
    /// Whether to count what each filter would leave.
    pub facets: bool,
}

/// Different ways to hold one word; the best of them adds to the score.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The word as it was typed, for reasons and for marking.
    pub word: String,
    /// Whether it makes an article match, or only adds to one that matches anyway.
    pub counts: bool,
    /// What it weighs.
    pub weight: f32,
    /// The ways.
    pub variants: Vec<Variant>,
}

/// One way to hold a word.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The terms that must all be there; nearly always one.
    pub terms: Vec<String>,
    /// Where to look.
    pub fields: &'static [Field],
    /// What it weighs against the word itself.
    pub weight: f32,
    /// How it came here.
    pub why: Why,
}

/// How a way to hold a word came into the plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It is the word.
    Typed,
    /// The word may be misspelt; this one is nearest.
    Corrected(String),
    /// The word may be unfinished.
    Begun(String),
    /// `synonyms.toml` says so.
    Synonym(String),
}

/// Terms in a row. One row of alternatives per place in it, for each language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// For each language: the terms and their places.
    pub readings: Vec<Vec<(String, u32)>>,
}
