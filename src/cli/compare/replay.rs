//! `firstline replay`: how many questions of a group are answered now?

use std::{collections::HashMap, fmt::Write, sync::Arc};

use serde_json::{Value, json};

use super::{
    asked::{Got, ask_all},
    sides::named,
};
use crate::{
    access::{Reader, Scope},
    cli::{
        args::{Places, ReplayArgs},
        asking::open,
        config::Config,
        exit::Exit,
        output::{Style, complain, counted},
        run::{Failure, print},
        throw_away::{Lessons, throw_away},
    },
    desk::{Again, AskedBefore, Desk, Error},
    library::{Card, Named},
    report::{Answered, Answering, FIRST, Wanted, answers},
    suggest::Decision,
};

/// So many articles are told that stand first.
const MOST: usize = 5;

pub(crate) fn replay(config: &Config, places: &Places, args: &ReplayArgs) -> Result<Exit, Failure> {
    match named(places) {
        // One's own index stays that of one's own folder.
        Some(kb) => replay_on(&throw_away(config, &kb, Lessons::Own)?.desk, args),
        None => replay_on(&open(config)?, args),
    }
}

fn replay_on(desk: &Desk, args: &ReplayArgs) -> Result<Exit, Failure> {
    let reader = Reader::at_terminal(args.audiences.iter().map(String::as_str));
    let permit = reader.permit().map_err(Error::from)?;
    let wanted = Wanted { since: args.since, by: None };
    let article = args.article.as_deref().map(|name| article(desk, name)).transpose()?;
    let Some(before) = desk.group_asked_before(&args.group, wanted, &reader, &permit)? else {
        let message = format!("no group of unanswered questions is called `{}`", args.group);
        complain(&message, "take one from `firstline report unanswered`");
        return Ok(Exit::Found);
    };
    let all: Vec<&Again> = before.questions.iter().collect();
    let got = ask_all(desk, &all, "asking")?;
    let replayed = Replayed::of(desk, &args.group, &before, &got, article.as_deref());
    print(&if args.json { replayed.document() } else { replayed.told(Style::stdout()) })?;
    let any = got.iter().any(|(decision, _)| *decision != Decision::None);
    Ok(if any { Exit::Good } else { Exit::Found })
}

fn article(desk: &Desk, name: &str) -> Result<Arc<Card>, Failure> {
    let all = Scope::everything("whoever runs the program can read the files anyway");
    match desk.view().library.find(name, &all) {
        Some(Named::Article(card) | Named::Moved(card)) => Ok(card),
        None => {
            let hint = "give its id or path, as `firstline search` prints it";
            Err(Failure::wrong_use(format!("no article `{name}`"), hint))
        }
    }
}

/// What became of a group.
struct Replayed<'a> {
    group: &'a str,
    before: &'a AskedBefore,
    got: &'a [Got],
    lines: Vec<String>,
    /// The articles that stand first for its questions, each with its title: that of most first, or the one asked for.
    answering: Vec<(Answering, String)>,
}

impl<'a> Replayed<'a> {
    fn of(
        desk: &Desk,
        group: &'a str,
        before: &'a AskedBefore,
        got: &'a [Got],
        article: Option<&Card>,
    ) -> Replayed<'a> {
        let answered = |(decision, articles): &Got| Answered {
            articles: articles.iter().map(|card| card.path.clone()).collect(),
            sure: *decision == Decision::Answer,
        };
        let all: Vec<Answered> = got.iter().map(answered).collect();
        let titles: HashMap<&str, &str> = got
            .iter()
            .flat_map(|(_, articles)| articles)
            .map(|card| (card.path.as_str(), card.title.as_str()))
            .collect();
        let mut answering: Vec<(Answering, String)> = answers(&all)
            .into_iter()
            .map(|one| {
                let title = titles.get(one.article.as_str()).copied().unwrap_or_default().to_owned();
                (one, title)
            })
            .collect();
        if let Some(card) = article {
            answering.retain(|(one, _)| one.article == card.path);
            if answering.is_empty() {
                let none = Answering { article: card.path.clone(), ..Answering::default() };
                answering.push((none, card.title.clone()));
            }
        }
        answering.truncate(MOST);
        let lines = before.questions.iter().map(|again| desk.line_of(again)).collect();
        Replayed { group, before, got, lines, answering }
    }

    /// Of how many questions it is said that the first article is the answer.
    fn sure(&self) -> usize {
        self.got.iter().filter(|(decision, _)| *decision == Decision::Answer).count()
    }

    /// Where an article stands in a list, from 1.
    fn place(&self, articles: &[Arc<Card>]) -> Option<usize> {
        let (best, _) = self.answering.first()?;
        articles.iter().position(|card| card.path == best.article).map(|before| before + 1)
    }

    fn document(&self) -> String {
        let answering: Vec<Value> = self
            .answering
            .iter()
            .map(|(one, title)| {
                json!({"path": one.article, "title": title, "first": one.first, "first_three": one.among_first,
                    "answer": one.sure})
            })
            .collect();
        let question = |((again, (decision, articles)), line): ((&Again, &Got), &String)| {
            let paths: Vec<&str> = articles.iter().take(FIRST).map(|card| card.path.as_str()).collect();
            let shown: Vec<&str> = again.listed.iter().take(FIRST).map(|name| name.path.as_str()).collect();
            json!({"ticket": again.ticket, "at": again.at, "text": line, "search": again.is_search,
                "decision": decision.word(), "place": self.place(articles), "articles": paths, "shown_then": shown})
        };
        let questions: Vec<Value> =
            self.before.questions.iter().zip(self.got).zip(&self.lines).map(question).collect();
        let document = json!({
            "group": self.group, "asked": self.got.len(), "answered": self.sure(), "articles": answering,
            "left_out": {"hashed": self.before.hashed, "wordless": self.before.wordless},
            "questions": questions,
        });
        format!("{document:#}\n")
    }

    fn told(&self, style: Style) -> String {
        let mut out = String::new();
        for ((again, (decision, articles)), line) in
            self.before.questions.iter().zip(self.got).zip(&self.lines)
        {
            let name = again.ticket.as_deref().unwrap_or(if again.is_search { "a search" } else { "" });
            let _ = writeln!(out, "{}: {line}  {}", style.bold(decision.word()), style.dim(name));
            let numbered = articles.iter().take(FIRST).zip(1..);
            let list: Vec<String> = numbered.map(|(card, place)| format!("{place}. {}", card.path)).collect();
            let list = if list.is_empty() { "nothing".to_owned() } else { list.join("  ") };
            let _ = writeln!(out, "    {list}");
        }
        let _ = writeln!(
            out,
            "\n{} of {} are answered now",
            self.sure(),
            counted(self.got.len(), "question", "questions")
        );
        for (one, title) in &self.answering {
            let _ = writeln!(
                out,
                "{} stands in the first three of {} of {}, first of {}, as the answer of {}  {}",
                style.bold(&one.article),
                one.among_first,
                self.got.len(),
                one.first,
                one.sure,
                style.dim(title)
            );
        }
        let left_out = self.before.hashed + self.before.wordless;
        if left_out > 0 {
            let left_out = counted(left_out, "question", "questions");
            let _ = writeln!(out, "left out: {left_out} of which only hashes of words are kept, or none");
        }
        out
    }
}
