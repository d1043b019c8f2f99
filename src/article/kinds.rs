//! Which kinds of findings are there?
//!
//! The names are stable: people filter by them, and the manual has an entry for each.

pub(super) const BINARY: &str = "binary";
pub(super) const BAD_ENCODING: &str = "bad-encoding";
pub(super) const TOO_LARGE: &str = "too-large";
pub(super) const TOO_DEEP: &str = "too-deep";
pub(super) const EMPTY: &str = "empty";
pub(super) const BROKEN_FRONT_MATTER: &str = "broken-front-matter";
pub(super) const UNCLOSED_FRONT_MATTER: &str = "unclosed-front-matter";
pub(super) const DUPLICATE_KEY: &str = "duplicate-key";
pub(super) const MISSPELT_KEY: &str = "misspelt-key";
pub(super) const WRONG_TYPE: &str = "wrong-type";
pub(super) const CONTROL_CHARACTERS: &str = "control-characters";
pub(super) const TOO_LONG: &str = "too-long";
pub(super) const UNREADABLE_DATE: &str = "unreadable-date";
pub(super) const UNREADABLE_STATE: &str = "unreadable-state";
pub(super) const UNKNOWN_STATE: &str = "unknown-state";
pub(super) const UNKNOWN_AUDIENCE: &str = "unknown-audience";
pub(super) const UNREADABLE_AUDIENCE: &str = "unreadable-audience";
pub(super) const CONFLICTING_AUDIENCE: &str = "conflicting-audience";
pub(super) const UNCLOSED_AUDIENCE: &str = "unclosed-audience";
pub(super) const STRAY_AUDIENCE: &str = "stray-audience";
pub(super) const TOO_MANY_AUDIENCES: &str = "too-many-audiences";
pub(super) const UNKNOWN_LANGUAGE: &str = "unknown-language";
pub(super) const UNUSABLE_ID: &str = "unusable-id";
pub(super) const UNCLOSED_COMMENT: &str = "unclosed-comment";

/// Every kind of finding that reading an article can make, and what it means.
pub const KINDS: [(&str, &str); 24] = [
    (BINARY, "the file is no text; it is left out"),
    (BAD_ENCODING, "the file is not UTF-8; what could not be read stands as �"),
    (TOO_LARGE, "the file is larger than allowed; only its title and audience count"),
    (TOO_DEEP, "quotes, lists or tags are nested more than 64 deep; the rest is plain text"),
    (EMPTY, "the article has no words"),
    (BROKEN_FRONT_MATTER, "the front matter cannot be read; what could be saved line by line was saved"),
    (UNCLOSED_FRONT_MATTER, "the front matter begins and never ends"),
    (DUPLICATE_KEY, "a key stands twice in the front matter; the first counts"),
    (MISSPELT_KEY, "a key looks like a known one with a mistake in it"),
    (WRONG_TYPE, "a field holds a list or a map where a word belongs, or the other way round"),
    (CONTROL_CHARACTERS, "a field holds characters that no one can see"),
    (TOO_LONG, "a field is longer than anyone would read"),
    (UNREADABLE_DATE, "a date is none"),
    (
        UNREADABLE_STATE,
        "`draft`, `published` or the like is neither true nor false; the article counts as a draft",
    ),
    (UNKNOWN_STATE, "the state is none of ours; the article counts as not validated"),
    (UNKNOWN_AUDIENCE, "an audience that nobody declared; it lets nobody in"),
    (UNREADABLE_AUDIENCE, "the audience cannot be read; only writers see the article, or the block"),
    (
        CONFLICTING_AUDIENCE,
        "two keys name audiences that have nothing in common; only writers see the article",
    ),
    (UNCLOSED_AUDIENCE, "a block for some readers never ends; everything behind its beginning is hidden"),
    (STRAY_AUDIENCE, "a block for some readers ends and never began; only writers see the article"),
    (
        TOO_MANY_AUDIENCES,
        "more than four different sets of audiences have blocks; only writers see the others",
    ),
    (UNKNOWN_LANGUAGE, "the language is not known; it is told from the words instead"),
    (UNUSABLE_ID, "the id cannot stand in an address; the path takes its place"),
    (UNCLOSED_COMMENT, "a comment begins and never ends; everything after it is hidden"),
];

/// What a kind of finding means; none of those that are made elsewhere.
pub(crate) fn meaning(kind: &str) -> Option<&'static str> {
    KINDS.iter().find(|(known, _)| *known == kind).map(|(_, meaning)| *meaning)
}
