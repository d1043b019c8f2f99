//! What does `firstline eval` do?

use std::{fs::File, io::Write, time::Instant};

use super::{
    figures::{self, Figures, Got},
    tickets::{self, KnownTicket},
};
use crate::{
    access::Scope,
    cli::{
        args::EvalArgs,
        config::Config,
        exit::Exit,
        progress::Bar,
        run::{Failure, print},
    },
    desk::Desk,
    kb::{Depth, Hint},
    learn::{ArticleName, ArticleNo, CaseKey, CaseNo, EventId, PersonNo, Vote, WordKey, memory::Memory},
    search,
    suggest::{self, Decision},
};

pub(crate) fn eval(config: &Config, args: &EvalArgs) -> Result<Exit, Failure> {
    let known = tickets::read(&args.tickets)?;
    let taught = args.learn.as_deref().map_or(Ok(Vec::new()), tickets::read)?;
    let place = tempfile::tempdir()?;
    let mut settings = config.desk.clone();
    settings.index = place.path().to_owned();
    let begun = Instant::now();
    let (desk, _) = Desk::open(settings)?;
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Bar::of("indexing"))?;
    let index_seconds = begun.elapsed().as_secs_f64();

    let scope = Scope::everything("whoever runs the program can read the files anyway");
    let secret = [7; 32];
    let view = desk.view();
    let mut memory = Memory::default();
    let mut names: Vec<ArticleName> = Vec::new();
    memory.settle(&view.library, &names, &secret);
    let begun = Instant::now();
    let counts: Vec<usize> = if args.curve.is_empty() { vec![taught.len()] } else { args.curve.clone() };
    let mut learned = 0;
    for count in counts {
        let count = count.min(taught.len());
        for ticket in &taught[learned..count] {
            let Some(path) = ticket.articles.first() else { continue };
            let number = names.iter().position(|name| name.path == *path).unwrap_or_else(|| {
                names.push(ArticleName { path: path.clone(), id: path.clone() });
                names.len() - 1
            });
            let words = search::ticket_words(&ticket.text, None, &|_| 1.0, &*view.engine, &scope).map_err(|e| Failure::new(e.to_string(), ""))?;
            let mut keys: Vec<WordKey> = words.compared().iter().map(|word| WordKey::of(&word.term, &secret)).collect();
            keys.sort_unstable();
            keys.dedup();
            let hash = blake3::hash(ticket.id.as_bytes());
            let tie = u128::from_le_bytes(hash.as_bytes()[..16].try_into().unwrap_or_default());
            let case = CaseNo(u32::try_from(tie as u32).unwrap_or(0));
            let article = ArticleNo(u32::try_from(number).unwrap_or(0));
            let vote = Vote { article, person: PersonNo(memory_person(learned)), weight: 1000, at: 0, shown: EventId(0) };
            memory.learn(case, CaseKey(tie), Some(vote), &keys);
            learned += 1;
        }
        learned = count;
        memory.settle(&view.library, &names, &secret);
        let learn_seconds = begun.elapsed().as_secs_f64();
        let context = suggest::Context { search: view.context(desk.now().to_zoned(jiff::tz::TimeZone::UTC).date()), memory: &memory, secret: &secret };
        let mut each = args.each.as_ref().map(File::create).transpose()?;
        let mut got = Vec::new();
        for ticket in &known {
            got.push(measure(&context, ticket, &scope, usize::from(args.limit), each.as_mut())?);
        }
        let figures = Figures { learned, articles: view.library.len(), index_seconds, learn_seconds, ..figures::of(&got) };
        print(&format!("{}\n", serde_json::to_string(&figures).unwrap_or_default()))?;
    }
    Ok(Exit::Good)
}

fn memory_person(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(0)
}

fn measure(
    context: &suggest::Context<'_>,
    ticket: &KnownTicket,
    scope: &Scope,
    limit: usize,
    each: Option<&mut File>,
) -> Result<Got, Failure> {
    let begun = Instant::now();
    let suggestions = suggest::for_ticket(context, std::slice::from_ref(&ticket.text), None, scope, limit)
        .map_err(|e| Failure::new(e.to_string(), ""))?;
    let took_ms = begun.elapsed().as_secs_f64() * 1_000.0;
    let ranks: Vec<usize> = suggestions
        .list
        .iter()
        .enumerate()
        .filter(|(_, suggestion)| ticket.articles.contains(&suggestion.article.path))
        .map(|(rank, _)| rank)
        .collect();
    if let Some(file) = each {
        let first = suggestions.list.first();
        let f = first.map(|first| first.features).unwrap_or_default();
        let right = ranks.contains(&0);
        writeln!(
            file,
            "{}",
            serde_json::json!({"id": ticket.id, "right": right, "ranks": ranks, "answerable": !ticket.articles.is_empty(),
                "p": first.map_or(0.0, |f| f.probability), "f": [f.margin, f.coverage, f.length, f.evidence, f.experience],
                "near": suggestions.near.iter().take(20).map(|n| (n.similarity, first.is_some_and(|f| f.article.key == n.article), n.case.is_some())).collect::<Vec<_>>(), "top": suggestions.list.iter().take(3).map(|s| s.article.path.clone()).collect::<Vec<_>>(), "text": ticket.text, "want": ticket.articles})
        )?;
    }
    Ok(Got {
        answerable: !ticket.articles.is_empty(),
        right: ticket.articles.len(),
        ranks,
        probability: suggestions.list.first().map_or(0.0, |first| first.probability),
        decision: match suggestions.decision {
            Decision::Answer => "answer",
            Decision::Candidates => "candidates",
            Decision::None => "none",
        },
        took_ms,
    })
}
