//! In which parts of an article can a word stand, and what is each worth?

/// A searchable part of an article. Each has its own BM25 statistics; the score is their weighted sum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The title.
    Title,
    /// Keywords and other names.
    Names,
    /// The questions that its sections answer.
    Questions,
    /// The headings.
    Headings,
    /// Tags and products.
    Tags,
    /// The description.
    Description,
    /// The text of its sections.
    Body,
    /// Codes, versions and file names, wherever they stand, once each.
    Codes,
    /// Pairs of neighbouring content words of the short fields.
    Pairs,
    /// The beginnings of the words of title, names and questions, for words that are still being typed.
    Starts,
}

impl Field {
    /// How many there are.
    pub const COUNT: usize = 10;

    /// All of them, in the order in which scores are added up.
    pub const ALL: [Field; Field::COUNT] = [
        Field::Title,
        Field::Names,
        Field::Questions,
        Field::Headings,
        Field::Tags,
        Field::Description,
        Field::Body,
        Field::Codes,
        Field::Pairs,
        Field::Starts,
    ];

    /// The fields that hold an article's words.
    pub const WORDS: [Field; 8] = [
        Field::Title,
        Field::Names,
        Field::Questions,
        Field::Headings,
        Field::Tags,
        Field::Description,
        Field::Body,
        Field::Codes,
    ];

    /// The fields whose words stand in order, so that phrases can be looked for.
    pub const PHRASES: [Field; 6] =
        [Field::Title, Field::Names, Field::Questions, Field::Headings, Field::Description, Field::Body];

    /// What BM25 in this field counts in the sum (RANKING section 1: a sum over fields, title 1.5, headings
    /// ½, body and description 1, pairs 0.3; keywords, aliases and questions are titles).
    pub fn weight(self) -> f32 {
        match self {
            Field::Title | Field::Names | Field::Questions => 1.5,
            Field::Headings | Field::Tags => 0.5,
            Field::Description | Field::Body | Field::Codes | Field::Starts => 1.0,
            Field::Pairs => 0.3,
        }
    }

    /// Its place in [`Field::ALL`].
    pub fn index(self) -> usize {
        self as usize
    }

    /// What it is called in reasons.
    pub fn word(self) -> &'static str {
        match self {
            Field::Title => "title",
            Field::Names => "keywords",
            Field::Questions => "questions",
            Field::Headings => "headings",
            Field::Tags => "tags",
            Field::Description => "description",
            Field::Body => "text",
            Field::Codes => "codes",
            Field::Pairs => "neighbouring words",
            Field::Starts => "beginnings of title words",
        }
    }
}
