//! `firstline show`: what does an article say, and what did it say before?

use std::fmt::Write;

use serde_json::{Value, json};

use super::open;
use crate::{
    access::{LookBack, Permit, Reader},
    cli::{
        args::ShowArgs,
        config::Config,
        exit::Exit,
        output::{Style, complain},
        run::{Failure, print},
    },
    desk::{ArticleView, Desk, Error},
    history::Revision,
};

/// So many revisions are listed.
const MOST: usize = 1_000;

pub(crate) fn show(config: &Config, args: &ShowArgs) -> Result<Exit, Failure> {
    let desk = open(config)?;
    let reader = Reader::at_terminal(args.audiences.iter().map(String::as_str));
    let may = reader.permit().map_err(Error::from)?;
    let out = if args.revisions {
        desk.revisions(&args.article, MOST, &reader.scope(), &may)?
            .map(|revisions| listed(&revisions, args.json))
    } else {
        article(&desk, args, &reader, &may)?.map(|(view, revision)| {
            if args.json { document(&view, revision.as_ref()) } else { view.markdown }
        })
    };
    let Some(out) = out else {
        let message = match &args.at {
            Some(_) => format!("no article `{}` then", args.article),
            None => format!("no article `{}`", args.article),
        };
        complain(&message, "give its id or path, as `firstline search` prints it");
        return Ok(Exit::Found);
    };
    print(&out)?;
    Ok(Exit::Good)
}

fn article(
    desk: &Desk,
    args: &ShowArgs,
    reader: &Reader,
    may: &Permit<LookBack>,
) -> Result<Option<(ArticleView, Option<Revision>)>, Error> {
    let link = |id: &str| id.to_owned();
    match &args.at {
        None => Ok(desk.article(&args.article, &reader.scope(), &link)?.map(|view| (view, None))),
        Some(moment) => {
            let past = desk.article_at(&args.article, moment, &reader.scope(), &link, may)?;
            Ok(past.map(|(view, revision)| (view, Some(revision))))
        }
    }
}

fn listed(revisions: &[Revision], as_json: bool) -> String {
    if as_json {
        let revisions: Vec<Value> = revisions.iter().map(told).collect();
        return format!("{:#}\n", json!({"revisions": revisions}));
    }
    let style = Style::stdout();
    let mut out = String::new();
    for Revision { id, at, author, summary, path } in revisions {
        let short = id.get(..10).unwrap_or(id);
        let _ = writeln!(out, "{}  {at}  {summary}", style.bold(short));
        let _ = writeln!(out, "            {}", style.dim(&format!("{author}, {path}")));
    }
    if revisions.is_empty() {
        out.push_str("no revision is known: it was never committed, or lies in no Git repository\n");
    }
    out
}

pub(super) fn told(revision: &Revision) -> Value {
    let Revision { id, at, author, summary, path } = revision;
    json!({"id": id, "at": at, "author": author, "summary": summary, "path": path})
}

fn document(view: &ArticleView, revision: Option<&Revision>) -> String {
    let card = &view.card;
    let mut document = json!({
        "id": view.id,
        "path": card.path,
        "title": card.title,
        "state": card.state.word(),
        "updated": card.updated,
        "markdown": view.markdown,
    });
    if let Some(revision) = revision {
        document["revision"] = told(revision);
    }
    format!("{document:#}\n")
}
