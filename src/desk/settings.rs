//! What is the desk to be opened with?

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::Sessions;
use crate::{access::Grants, article::Rules, kb, post, provider};

/// Everything that opening a desk needs to know.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The knowledge base and how it is watched.
    pub kb: kb::Settings,
    /// Whether the Git repository that the knowledge base lies in is asked for what was before.
    pub git: bool,
    /// What articles may leave unsaid.
    pub rules: Rules,
    /// The directory that holds `articles/`.
    pub index: PathBuf,
    /// The directory in which a model is looked for, as `model/`; the index's own when left out.
    pub model: Option<PathBuf>,
    /// So many sections of an article have vectors of their own.
    pub sections: usize,
    /// From one full comparison by content to the next.
    pub reconcile: Duration,
    /// Withdrawn text is gone from the disk after at most this.
    pub expunge: Duration,
    /// The address of the store; `desk.db` in the index's directory when left out.
    pub store: Option<String>,
    /// Which audiences a role belongs to.
    pub grants: Grants,
    /// How long sessions last.
    pub sessions: Sessions,
    /// The program that signs people in, besides passwords.
    pub provider: Option<provider::Settings>,
    /// Where requests are handed over to.
    pub handover: post::Settings,
    /// What is kept of tickets and searches.
    pub privacy: Privacy,
    /// When to answer and when to be silent.
    pub suggest: Threshold,
}

/// What is kept of tickets and searches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Privacy {
    /// How much.
    pub keep: Keep,
    /// Whether network addresses are personal data.
    pub redact_addresses: bool,
    /// Whose searches are written down.
    pub searches: Searches,
}

/// How much of a ticket is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// Its telling words, and one redacted line for agents to recognise it by.
    #[default]
    Excerpt,
    /// Its telling words.
    Words,
    /// Keyed hashes of them: what was asked cannot be read from the store.
    Hashes,
}

impl Keep {
    pub(super) fn terms(self) -> bool {
        self != Keep::Hashes
    }

    pub(super) fn excerpt(self) -> bool {
        self == Keep::Excerpt
    }
}

/// Whose searches are written down, so that an outcome can be reported of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Searches {
    /// Those of agents, writers and admins.
    #[default]
    Agents,
    /// Everybody's.
    Everyone,
    /// Nobody's.
    Nobody,
}

/// When a suggestion is called an answer, and when there is none.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Threshold {
    /// From this probability of the first article on it is the answer, 0 to 1. When left out, from where the desk's
    /// own record has a precision of 0.8; from 0.7 before there is one.
    pub answer_from: Option<f32>,
    /// Below this probability of the first article there is none, 0 to 1.
    pub none_below: f32,
    /// The share of forms that get no suggestions, by lot, so that it can be told what suggestions are good for; 0 to
    /// 0.5.
    pub hold_out: f32,
}

impl Default for Threshold {
    fn default() -> Threshold {
        Threshold { answer_from: None, none_below: 0.15, hold_out: 0.0 }
    }
}

/// What may change while a desk is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Changing {
    /// What is kept of tickets and searches.
    pub privacy: Privacy,
    /// When to answer and when to be silent.
    pub suggest: Threshold,
}

impl Settings {
    /// What of them may change while a desk is open.
    pub fn changing(&self) -> Changing {
        Changing { privacy: self.privacy.clone(), suggest: self.suggest }
    }

    /// The usual settings for a knowledge base and an index.
    pub fn of(kb: impl Into<PathBuf>, index: impl Into<PathBuf>) -> Settings {
        Settings {
            kb: kb::Settings::of(kb),
            git: true,
            grants: Grants::of(Rules::default().audiences.iter().map(String::as_str)),
            sessions: Sessions::default(),
            provider: None,
            handover: post::Settings::default(),
            rules: Rules::default(),
            index: index.into(),
            model: None,
            sections: 0,
            reconcile: Duration::from_secs(300),
            expunge: Duration::from_secs(60),
            store: None,
            privacy: Privacy::default(),
            suggest: Threshold::default(),
        }
    }

    /// The address of the store.
    pub fn store(&self) -> String {
        self.store.clone().unwrap_or_else(|| self.index.join("desk.db").display().to_string())
    }

    /// The directory that a model is installed in.
    pub fn model(&self) -> &Path {
        self.model.as_deref().unwrap_or(&self.index)
    }

    /// Where the vectors of articles lie, and those of resolved tickets.
    pub fn vectors(&self) -> [PathBuf; 2] {
        ["articles", "tickets"].map(|what| self.index.join("vectors").join(what))
    }

    /// What follows from the knowledge base and may be deleted at any moment.
    pub fn articles(&self) -> PathBuf {
        self.index.join("articles")
    }
}
