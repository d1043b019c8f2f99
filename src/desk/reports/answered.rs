//! What was missing, and is written since?

use crate::{
    access::{Reader, Scope},
    desk::{Desk, Error},
    learn::{EventId, ShownKind},
    library::Since,
    report::{PastQuestion, Task, ToDo, What},
};

/// So many groups are looked at, first what would save most.
const GROUPS: usize = 25;

impl Desk {
    /// The same without groups for which an article was missing that is there now.
    pub(super) fn without_answered(&self, mut to_do: ToDo, reader: &Reader) -> Result<ToDo, Error> {
        let scope = reader.scope();
        let mut kept = Vec::with_capacity(to_do.tasks.len());
        let mut looked_at = 0;
        for task in to_do.tasks {
            let is_missing = task.what == What::Write;
            looked_at += usize::from(is_missing);
            if is_missing && looked_at <= GROUPS && self.is_answered(&task, &scope)? {
                to_do.answered += 1;
            } else {
                kept.push(task);
            }
        }
        to_do.tasks = kept;
        Ok(to_do)
    }

    /// Whether an article that was not shown then, and was written or changed since, stands first for most of its questions now.
    fn is_answered(&self, task: &Task, scope: &Scope) -> Result<bool, Error> {
        let mut past = Vec::new();
        for shown in &task.shown {
            past.extend(self.past(*shown)?);
        }
        let asked = self.as_asked(past)?.questions;
        let Some(since) = asked.iter().filter_map(|again| again.at).min() else { return Ok(false) };
        let changes = self.index.changes(scope, Since::Time(since), usize::MAX);
        let mut answered = 0;
        for again in &asked {
            let (_, articles) = self.ask_again(again, 1)?;
            let is_new = articles.first().is_some_and(|card| {
                again.listed.iter().all(|listed| listed.path != card.path)
                    && changes.iter().any(|change| change.path == card.path)
            });
            answered += usize::from(is_new);
        }
        Ok(2 * answered > asked.len())
    }

    fn past(&self, id: EventId) -> Result<Option<PastQuestion>, Error> {
        let shown = self.ledger.shown(id)?;
        Ok(shown.map(|shown| PastQuestion {
            shown: id,
            is_search: shown.kind == ShownKind::Search,
            times: 1,
            resolved_by: None,
        }))
    }
}
