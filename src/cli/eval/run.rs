//! What does `firstline eval` do?

use std::{fs::File, io::Write, path::Path, time::Instant};

use super::{
    figures::{self, Figures, Got},
    tickets::{self, KnownTicket},
};
use crate::{
    access::Reader,
    cli::{
        args::EvalArgs,
        config::Config,
        exit::Exit,
        progress::Bar,
        run::{Failure, print},
        throw_away::{Lessons, throw_away},
    },
    desk::{self, Ask, Desk, Past},
    suggest::Suggestions,
};

pub(crate) fn eval(config: &Config, args: &EvalArgs) -> Result<Exit, Failure> {
    let known = tickets::read(&args.tickets)?;
    let taught = args.learn.as_deref().map_or(Ok(Vec::new()), tickets::read)?;
    let begun = Instant::now();
    let tried = throw_away(config, &config.desk.kb.root, Lessons::None)?;
    let desk = &tried.desk;
    let index_seconds = begun.elapsed().as_secs_f64();
    let mut each = args.each.as_deref().map(create).transpose()?;
    let counts = if args.curve.is_empty() { vec![taught.len()] } else { args.curve.clone() };
    let permit = Reader::at_terminal([]).permit().map_err(desk::Error::from)?;
    let (mut learned, mut learn_seconds) = (0, 0.0);
    let mut measured = Vec::new();
    for count in counts {
        let count = count.min(taught.len()).max(learned);
        let begun = Instant::now();
        let past: Vec<Past> = taught[learned..count].iter().map(as_past).collect();
        desk.import(&past, &permit, &Bar::of("learning"))?;
        learned = count;
        learn_seconds += begun.elapsed().as_secs_f64();
        let mut got = Vec::with_capacity(known.len());
        for ticket in &known {
            got.push(measure(desk, ticket, usize::from(args.limit), each.as_mut())?);
        }
        measured.push(Figures {
            learned,
            embedder: desk.view().model().map(|model| format!("{:016x}", model.0)),
            articles: desk.view().library.len(),
            index_seconds,
            learn_seconds,
            ..figures::of(&got)
        });
    }
    print(&figures::told(&measured, args.json, !args.curve.is_empty()))?;
    Ok(Exit::Good)
}

fn create(path: &Path) -> Result<File, Failure> {
    File::create(path).map_err(|error| {
        Failure::new(
            format!("cannot write `{}`: {error}", path.display()),
            "choose another file for `--each`",
        )
    })
}

fn as_past(ticket: &KnownTicket) -> Past {
    Past {
        ticket: ticket.id.clone(),
        text: ticket.text.clone(),
        article: ticket.articles.first().cloned(),
        ..Past::default()
    }
}

fn measure(desk: &Desk, ticket: &KnownTicket, limit: usize, each: Option<&mut File>) -> Result<Got, Failure> {
    let reader = Reader::at_terminal([]);
    let begun = Instant::now();
    let read = desk.read_ticket(&Ask { text: ticket.text.clone(), ..Ask::default() });
    let suggestions = desk.suggest_for(&read, &reader, limit)?;
    let took_ms = begun.elapsed().as_secs_f64() * 1_000.0;
    let right = |path: &String| ticket.articles.contains(path);
    let listed = suggestions.list.iter().enumerate();
    let ranks = listed.filter(|(_, listed)| right(&listed.article.path)).map(|(rank, _)| rank).collect();
    let got = Got {
        answerable: !ticket.articles.is_empty(),
        right: ticket.articles.len(),
        ranks,
        probability: suggestions.list.first().map_or(0.0, |first| first.probability),
        decision: suggestions.decision.word(),
        took_ms,
    };
    if let Some(file) = each {
        writeln!(file, "{}", line(ticket, &suggestions, &got))?;
    }
    Ok(got)
}

/// What one ticket got, for whoever wants to look closer.
fn line(ticket: &KnownTicket, suggestions: &Suggestions, got: &Got) -> serde_json::Value {
    let features = suggestions.list.first().map(|first| first.features).unwrap_or_default();
    let top: Vec<&str> = suggestions.list.iter().take(3).map(|listed| listed.article.path.as_str()).collect();
    serde_json::json!({
        "id": ticket.id, "answerable": got.answerable, "right": got.ranks.contains(&0), "ranks": got.ranks,
        "decision": got.decision, "probability": got.probability, "top": top, "articles": ticket.articles,
        "features": {"margin": features.margin, "coverage": features.coverage, "length": features.length,
            "evidence": features.evidence, "agreement": features.agreement, "experience": features.experience,
            "likeness": features.likeness, "nearest": features.nearest},
    })
}
