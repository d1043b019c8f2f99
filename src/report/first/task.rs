//! What is there to do?

use crate::{
    learn::EventId,
    report::{Name, Named, Phrase},
};

/// What somebody of the desk can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Mend a file in which something is wrong.
    File,
    /// Write an article that is missing.
    Write,
    /// Give an article the words that people use.
    Words,
    /// Mend an article that did not help.
    Mend,
    /// Mend an article that stopped helping.
    Fallen,
    /// Keep one of two articles that say the same.
    Join,
    /// Look again at an article whose review is due.
    Review,
    /// Tell those who were answered by what is not so any more.
    Tell,
    /// Mend links that lead nowhere.
    Links,
}

impl What {
    /// What to do, in a few words.
    pub fn words(self) -> Phrase {
        let (name, english) = match self {
            What::File => ("task-file", "Mend the file"),
            What::Write => ("task-write", "Write the article"),
            What::Words => ("task-words", "Give it people's words"),
            What::Mend => ("task-mend", "Mend what did not help"),
            What::Fallen => ("task-fallen", "Mend what stopped helping"),
            What::Join => ("task-join", "Keep one of two"),
            What::Review => ("task-review", "Review it"),
            What::Tell => ("task-tell", "Tell who was answered"),
            What::Links => ("task-links", "Mend its links"),
        };
        Phrase::plain(name, english)
    }

    /// The report that says more.
    pub fn report(self) -> Name {
        match self {
            What::Write | What::Words | What::Mend => Name::Unanswered,
            What::Fallen => Name::Stopped,
            What::Join => Name::Duplicates,
            What::Review => Name::Review,
            What::Tell => Name::Recall,
            What::Links => Name::Links,
            What::File => Name::Findings,
        }
    }
}

/// What there is to do, what saves most tickets first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToDo {
    /// As many as are told.
    pub tasks: Vec<Task>,
    /// So many more are left out.
    pub left_out: usize,
    /// How many questions it rests on.
    pub asked: usize,
    /// Of how many somebody said what came of them.
    pub told: usize,
    /// How many groups were left out whose questions find an article now that was not shown for them.
    pub answered: usize,
}

/// Something to do, and what speaks for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Task {
    /// What.
    pub what: What,
    /// What it is about: the title of an article, else the words of questions.
    pub about: String,
    /// The article, if there is one.
    pub article: Option<Named>,
    /// The group of questions that no article resolved, if it is about one.
    pub group: Option<String>,
    /// What was shown for its questions, of a few that are most like the others.
    pub shown: Vec<EventId>,
    /// Why, in a sentence.
    pub why: Phrase,
    /// How many tickets it is expected to save in 30 days; none where nobody can say.
    pub saved: Option<f64>,
    /// How that was reckoned, or why it cannot be.
    pub reckoned: Phrase,
    /// How many questions, tickets, links or lines it is about.
    pub times: usize,
    /// What it rests on: people's own words, or the lines of the file.
    pub words: Vec<String>,
    /// The patch that does it, if one is known.
    pub patch: String,
}
