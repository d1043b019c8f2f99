//! Which reports are there, and what is each for?

/// A report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// How much is asked.
    Frequency,
    /// What is asked.
    Nature,
    /// How much of it articles resolve.
    Resolution,
    /// What to do first.
    First,
    /// What no article resolved.
    Unanswered,
    /// Which article stopped helping.
    Stopped,
    /// What to review first.
    Review,
    /// What nobody uses.
    Unused,
    /// What says the same.
    Duplicates,
    /// Which links are broken.
    Links,
    /// What is wrong in the files.
    Findings,
    /// Which tickets were answered by what was corrected or retired since.
    Recall,
    /// How the desk uses its knowledge.
    Measures,
}

/// By what the rows of a report are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum By {
    /// By day.
    Day,
    /// By week, from Monday.
    Week,
    /// By month.
    Month,
    /// By where tickets came from.
    Channel,
    /// By the tags of their articles.
    Tag,
    /// By the products of their articles.
    Product,
    /// By article.
    Article,
    /// By the audiences of who asked.
    Audience,
    /// By what somebody wants.
    Kind,
    /// By what it is about.
    Topic,
    /// By the version of their article.
    Revision,
}

impl By {
    /// All of them.
    pub const ALL: [By; 11] = [
        By::Day,
        By::Week,
        By::Month,
        By::Channel,
        By::Tag,
        By::Product,
        By::Article,
        By::Audience,
        By::Kind,
        By::Topic,
        By::Revision,
    ];

    /// The word used in API, terminal and pages.
    pub fn word(self) -> &'static str {
        match self {
            By::Day => "day",
            By::Week => "week",
            By::Month => "month",
            By::Channel => "channel",
            By::Tag => "tag",
            By::Product => "product",
            By::Article => "article",
            By::Audience => "audience",
            By::Kind => "kind",
            By::Topic => "topic",
            By::Revision => "revision",
        }
    }

    /// That of a word.
    pub fn from_word(word: &str) -> Option<By> {
        By::ALL.into_iter().find(|by| by.word() == word)
    }
}

/// By what inquiries and their resolution are told apart; the first is the usual one.
const PERIODS: [By; 9] =
    [By::Month, By::Week, By::Day, By::Channel, By::Tag, By::Product, By::Article, By::Audience, By::Kind];
const ARTICLES: [By; 10] = [
    By::Article,
    By::Revision,
    By::Month,
    By::Week,
    By::Day,
    By::Channel,
    By::Tag,
    By::Product,
    By::Audience,
    By::Kind,
];

impl Name {
    /// All of them: first what the lead asks for, then what writers do next.
    pub const ALL: [Name; 13] = [
        Name::Frequency,
        Name::Nature,
        Name::Resolution,
        Name::First,
        Name::Unanswered,
        Name::Stopped,
        Name::Review,
        Name::Unused,
        Name::Duplicates,
        Name::Links,
        Name::Findings,
        Name::Recall,
        Name::Measures,
    ];

    /// The word used in API, terminal and addresses.
    pub fn word(self) -> &'static str {
        match self {
            Name::Frequency => "frequency-of-inquiries",
            Name::Nature => "nature-of-questions",
            Name::Resolution => "rate-of-resolution",
            Name::First => "what-to-do-first",
            Name::Unanswered => "unanswered",
            Name::Stopped => "stopped-helping",
            Name::Review => "review-first",
            Name::Unused => "never-used",
            Name::Duplicates => "duplicates",
            Name::Links => "broken-links",
            Name::Findings => "findings",
            Name::Recall => "recall",
            Name::Measures => "kcs-measures",
        }
    }

    /// The report of a word: its name, with blanks or dashes, or how no other one begins.
    pub fn from_word(word: &str) -> Option<Name> {
        let plain = word.trim().to_lowercase().replace([' ', '_'], "-");
        let exact = Name::ALL.into_iter().find(|name| name.word() == plain);
        let mut begun =
            Name::ALL.into_iter().filter(|name| !plain.is_empty() && name.word().starts_with(&plain));
        exact.or_else(|| begun.next().filter(|_| begun.next().is_none()))
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Name::Frequency => "Frequency of inquiries",
            Name::Nature => "Nature of questions",
            Name::Resolution => "Rate of resolution",
            Name::First => "What to do first",
            Name::Unanswered => "Unanswered",
            Name::Stopped => "Stopped helping",
            Name::Review => "Review first",
            Name::Unused => "Never used",
            Name::Duplicates => "Duplicates",
            Name::Links => "Broken links",
            Name::Findings => "Findings",
            Name::Recall => "Recall",
            Name::Measures => "KCS measures",
        }
    }

    /// What it finds.
    pub fn finds(self) -> &'static str {
        match self {
            Name::Frequency => "How many different tickets and searches there were, and of how many people.",
            Name::Nature => {
                "What people ask about, in their own words, and what they want: an answer, a repair, something done, redress."
            }
            Name::Resolution => {
                "Of how many tickets an article resolved them, of those whose end is known; what came back does not count."
            }
            Name::First => {
                "Of everything that the reports find, what is expected to save most tickets, with the words of those who asked."
            }
            Name::Unanswered => {
                "What people asked three times and more and no article resolved: missing, not found, or not good enough."
            }
            Name::Stopped => "Articles that resolved more than they do now, whatever their traffic does.",
            Name::Review => {
                "Articles whose review is due or that nobody validated, first those that most people rely on."
            }
            Name::Unused => {
                "Articles of which nobody ever said that they helped, first those that are in the way most often."
            }
            Name::Duplicates => "Articles that say the same, and articles that resolve the same tickets.",
            Name::Links => "Links between articles that lead nowhere.",
            Name::Findings => "What is wrong or doubtful in the files of articles, errors first.",
            Name::Recall => {
                "Tickets that were answered by an article which was corrected or retired since, the latest first."
            }
            Name::Measures => {
                "How much of what the desk closes is linked to an article, known before, validated, and resolved by customers themselves."
            }
        }
    }

    /// What to do about what it finds.
    pub fn advice(self) -> &'static str {
        match self {
            Name::Frequency => "Put people and articles where most is asked; look at what rises.",
            Name::Nature => "Write first about what is asked most and resolved least.",
            Name::Resolution => {
                "Read the articles that resolve least, with the tickets that they did not resolve."
            }
            Name::First => {
                "Begin at the top: write, mend, join or look again; each line says why, and leads to a draft, a patch or the article."
            }
            Name::Unanswered => {
                "Write what is missing, give what was not found the words that people use, mend what did not help; the largest group first."
            }
            Name::Stopped => {
                "Read what it did not resolve, and mend the article; what was said of the old text no longer counts then."
            }
            Name::Review => {
                "Look whether it is still right, then set `review_by` to a later day and `state` to validated."
            }
            Name::Unused => "Archive it, join it to another, or give it the words that people use.",
            Name::Duplicates => {
                "Keep the better one, and name it in `superseded_by` of the other: what was learned moves with it."
            }
            Name::Links => {
                "Mend the path, or take the link away; give an article that was moved its old path under `aliases`."
            }
            Name::Findings => "Mend the line; the article is read again as soon as it is saved.",
            Name::Recall => "Look whether the old answer did harm, and tell the customer what holds now.",
            Name::Measures => {
                "Look at what moves, not at who: measures of activity that become goals stop measuring."
            }
        }
    }

    /// Whether it compares articles' texts.
    pub fn needs_sketches(self) -> bool {
        matches!(self, Name::First | Name::Duplicates | Name::Links)
    }

    /// By what its rows can be told apart, the usual first; empty when there is one way alone.
    pub fn by(self) -> &'static [By] {
        match self {
            Name::Frequency => &PERIODS,
            Name::Nature => &[By::Topic, By::Kind],
            Name::Resolution => &ARTICLES,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{By, Name};

    #[test]
    fn a_name_is_found_however_it_is_written() {
        for name in Name::ALL {
            assert_eq!(Name::from_word(name.word()), Some(name));
            assert_eq!(Name::from_word(name.title()), Some(name));
            assert!(name.finds().ends_with('.') && name.advice().ends_with('.'));
        }
        assert_eq!(Name::from_word("freq"), Some(Name::Frequency));
        for wrong in ["", "x", "frequency of"] {
            assert_eq!(Name::from_word(wrong).filter(|name| *name != Name::Frequency), None, "{wrong}");
        }
        for by in By::ALL {
            assert_eq!(By::from_word(by.word()), Some(by));
        }
    }
}
