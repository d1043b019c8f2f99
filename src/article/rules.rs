//! What does this knowledge base take for granted?

use globset::GlobMatcher;

use crate::{access::AudienceSet, text::Language};

/// What an article may leave unsaid, as the configuration says it.
#[derive(Clone, Debug)]
pub struct Rules {
    /// The language of articles that do not say and cannot be told reliably.
    pub language: Language,
    /// The names of the audiences that exist. Any other name hides the article.
    pub audiences: Vec<String>,
    /// Who may read an article that does not say and lies in no folder with a rule.
    pub default_audiences: AudienceSet,
    /// Folders with audiences of their own; the first that matches counts.
    pub folders: Vec<(GlobMatcher, AudienceSet)>,
    /// What other tools call an audience, and its name here.
    pub audience_aliases: Vec<(String, String)>,
    /// A larger file is left out with a finding, in bytes.
    pub max_bytes: usize,
}

impl Default for Rules {
    fn default() -> Rules {
        Rules {
            language: Language::ENGLISH,
            audiences: ["public", "agents", "tier2"].map(str::to_owned).to_vec(),
            default_audiences: AudienceSet::of(["public"]),
            folders: Vec::new(),
            audience_aliases: Vec::new(),
            max_bytes: 1024 * 1024,
        }
    }
}
