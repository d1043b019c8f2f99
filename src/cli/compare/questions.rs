//! What is asked of both sides?

use std::path::Path;

use crate::{
    access::Reader,
    cli::{args::CompareArgs, eval, ledger, run::Failure},
    desk::{Again, AskedBefore, Desk, Error},
    learn::ArticleName,
    report::Wanted,
};

/// A question, and what is known to resolve it.
pub(super) struct Question {
    pub(super) again: Again,
    pub(super) known: Known,
}

/// What is known to resolve a question.
pub(super) enum Known {
    /// Nobody said.
    Unknown,
    /// One of these articles.
    Resolved(Vec<ArticleName>),
    /// Nothing.
    Nothing,
}

/// What is asked.
#[derive(Default)]
pub(super) struct Questions {
    pub(super) all: Vec<Question>,
    /// How many are left out, because only hashes of their words are kept.
    pub(super) hashed: usize,
    /// How many are left out, because none of their words is kept.
    pub(super) wordless: usize,
}

/// The tickets of a file if one is named, else what the desk's ledger holds.
pub(super) fn questions(desk: &Desk, args: &CompareArgs) -> Result<Questions, Failure> {
    if let Some(file) = &args.tickets {
        let all = of_file(file, args)?;
        return Ok(Questions { all, ..Questions::default() });
    }
    let reader = Reader::at_terminal(args.audiences.iter().map(String::as_str));
    let permit = reader.permit().map_err(Error::from)?;
    let wanted = Wanted { since: args.since, by: None };
    let most = usize::try_from(args.limit).unwrap_or(usize::MAX);
    let AskedBefore { questions, hashed, wordless } = desk.asked_before(wanted, most, &reader, &permit)?;
    let known = |again: &Again| match &again.resolved_by {
        Some(article) => Known::Resolved(vec![article.clone()]),
        None => Known::Unknown,
    };
    let all = questions.into_iter().map(|again| Question { known: known(&again), again }).collect();
    Ok(Questions { all, hashed, wordless })
}

fn of_file(file: &Path, args: &CompareArgs) -> Result<Vec<Question>, Failure> {
    let question = |id: String, text: String, articles: Vec<String>| {
        let names = articles.into_iter().map(|path| ArticleName { path, id: String::new() });
        let names: Vec<ArticleName> = names.collect();
        Question {
            again: Again {
                ticket: Some(id),
                text,
                audiences: args.audiences.clone(),
                times: 1,
                ..Again::default()
            },
            known: if names.is_empty() { Known::Nothing } else { Known::Resolved(names) },
        }
    };
    if file.extension().is_some_and(|end| end.eq_ignore_ascii_case("csv")) {
        let rows = ledger::read_table(file, &args.columns)?.into_iter();
        let whole = |subject: Option<String>, text: String| match subject {
            Some(subject) => format!("{subject}\n\n{text}"),
            None => text,
        };
        return Ok(rows
            .map(|past| {
                question(past.ticket, whole(past.subject, past.text), past.article.into_iter().collect())
            })
            .collect());
    }
    let lines = eval::read(file)?.into_iter();
    Ok(lines.map(|eval::KnownTicket { id, text, articles }| question(id, text, articles)).collect())
}
