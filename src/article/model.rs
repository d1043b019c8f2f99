//! What is an article?

use jiff::{Timestamp, civil::Date};

use crate::{access::AudienceSet, text::Language};

/// One Markdown file, read.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Where the file lies below the knowledge base, with `/`: `vpn/reset-token.md`.
    pub path: String,
    /// The id it asks for: the front matter's `id`, else the path without extension.
    pub claimed_id: String,
    /// What it is called. Never empty: the file's name when nothing else tells.
    pub title: String,
    /// A shorter name for lists, where the author gave one.
    pub short_title: Option<String>,
    /// One or two sentences about it; the author's, never made up.
    pub description: Option<String>,
    /// The language of its words.
    pub language: Language,
    /// Who may read it.
    pub audiences: AudienceSet,
    /// The sets of audiences that have blocks in it, each once; most articles have none.
    pub blocks: Vec<AudienceSet>,
    /// How far it can be trusted.
    pub state: State,
    /// Topics, in the author's order, each once.
    pub tags: Vec<String>,
    /// Products it is about.
    pub products: Vec<String>,
    /// Words by which people look for it: keywords and the other names of its `aliases`.
    pub names: Vec<String>,
    /// Old paths and URLs that lead here, without leading slash and extension: `old/vpn-setup`.
    pub redirects: Vec<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// When somebody should look at it again.
    pub review_by: Option<Date>,
    /// When it was written, as its author says.
    pub created: Option<Date>,
    /// When it was last changed, as its author says.
    pub updated: Option<Date>,
    /// Before this moment only writers see it.
    pub publish_at: Option<Timestamp>,
    /// From this moment on it counts as archived.
    pub expires_at: Option<Timestamp>,
    /// What sort of article: `faq`, `kcs`, `how-to`, or the author's own word.
    pub kind: Option<String>,
    /// The id of the article that replaces this one.
    pub superseded_by: Option<String>,
    /// What its translations share.
    pub translation_key: Option<String>,
    /// Everything else of the front matter, key and value as text, in the author's order.
    pub extra: Vec<(String, String)>,
    /// Its body, section by section: the first may have no heading. Never empty.
    pub sections: Vec<Section>,
    /// Fragments that lead into it besides those of its sections: its title's, and ids and names in its HTML.
    pub anchors: Vec<String>,
    /// Where it points.
    pub links: Vec<Link>,
}

/// A heading and the text below it, up to the next heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Section {
    /// The heading's words; `None` before the first heading.
    pub heading: Option<String>,
    /// 1 to 6; 0 before the first heading.
    pub level: u8,
    /// The fragment that leads to it, unique in the article; empty before the first heading.
    pub anchor: String,
    /// The question that this section answers, when it is a question-and-answer pair.
    pub question: Option<String>,
    /// The words below the heading, without markup, blocks separated by one line feed.
    pub text: String,
}

/// A link or image inside the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it points, as written.
    pub target: String,
    /// The line it stands on in the file, from 1.
    pub line: u32,
}

/// How far an article can be trusted, in the words of Knowledge-Centered Service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// Not ready for anybody but writers.
    Draft,
    /// Work in progress: the issue is known, the resolution is not.
    Wip,
    /// An answer that nobody has checked yet.
    NotValidated,
    /// Checked; the state of an article that names none.
    #[default]
    Validated,
    /// Kept for its old readers; left out of searches unless asked for.
    Archived,
}

impl State {
    /// All of them, in the order of trust.
    pub const ALL: [State; 5] =
        [State::Draft, State::Wip, State::NotValidated, State::Validated, State::Archived];

    /// The word used in front matter, API and pages: `not_validated`.
    pub fn word(self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Wip => "wip",
            State::NotValidated => "not_validated",
            State::Validated => "validated",
            State::Archived => "archived",
        }
    }

    /// The state of this word, if it is one.
    pub fn from_word(word: &str) -> Option<State> {
        State::ALL.into_iter().find(|state| state.word() == word)
    }
}
