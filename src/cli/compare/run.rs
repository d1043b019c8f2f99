//! `firstline compare`: what gets better and what gets worse when the knowledge base changes?

use std::sync::Arc;

use super::{
    asked::{Got, ask_all},
    held::held,
    questions::{Questions, questions},
    sides::{Side, sides},
    told::{self, Compared},
};
use crate::{
    cli::{
        args::{CompareArgs, Places},
        config::Config,
        exit::Exit,
        output::Style,
        run::{Failure, print},
        throw_away::{Lessons, ThrowAway, throw_away},
    },
    desk::Again,
    library::Library,
};

pub(crate) fn compare(config: &Config, places: &Places, args: &CompareArgs) -> Result<Exit, Failure> {
    let [before, after] = match sides(config, places, args)? {
        Ok(sides) => sides,
        Err(exit) => return Ok(exit),
    };
    let lessons = if args.without_lessons { Lessons::None } else { Lessons::Own };
    let first = throw_away(&before.config, &before.kb, lessons)?;
    let asked = if args.without_lessons && args.tickets.is_none() {
        // What was asked stands in the ledger, whether it teaches or not.
        questions(&throw_away(&before.config, &before.kb, Lessons::Own)?.desk, args)?
    } else {
        questions(&first.desk, args)?
    };
    let lines: Vec<String> = asked.all.iter().map(|one| first.desk.line_of(&one.again)).collect();
    let (library, got) = answered(&first, &asked, "before")?;
    // One at a time: each holds all of its lessons.
    drop(first);
    let second = throw_away(&after.config, &after.kb, lessons)?;
    let (changed, got_after) = answered(&second, &asked, "after")?;
    let held = held(&asked, [&got, &got_after], [&library, &changed]);
    let passed = args.max_worse.holds(held.sum.lost, held.sum.known);
    let sizes = [library.len(), changed.len()];
    let folders = [&before, &after].map(|Side { kb, .. }| kb.display().to_string());
    let compared = Compared {
        questions: &asked,
        lines: &lines,
        held: &held,
        folders,
        sizes,
        most: args.max_worse,
        passed,
    };
    print(&if args.json { compared.document() } else { told::told(&compared, Style::stdout()) })?;
    Ok(if passed { Exit::Good } else { Exit::Found })
}

/// What one side says to everything.
fn answered(
    side: &ThrowAway,
    asked: &Questions,
    what: &'static str,
) -> Result<(Arc<Library>, Vec<Got>), Failure> {
    let all: Vec<&Again> = asked.all.iter().map(|one| &one.again).collect();
    let got = ask_all(&side.desk, &all, what)?;
    Ok((side.desk.view().library.clone(), got))
}
