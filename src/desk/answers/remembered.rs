//! What was answered a moment ago?

use std::{
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use jiff::civil::Date;
use rustc_hash::FxHashMap;

use crate::{
    access::Scope,
    learn::Cursor,
    search::{Answer, Request, Used},
};

/// So many answers are kept, some ten kilobytes each; then it begins anew.
const KEPT: usize = 128;

/// The answers that one [`View`](crate::desk::View) gave. The next view begins with none: nothing here can be stale.
#[derive(Debug, Default)]
pub(in crate::desk) struct Remembered(Mutex<FxHashMap<Asked, Arc<Answer>>>);

/// Everything on which an answer of one view depends: what was learned too, and how that stands.
type Asked = (Request, Scope, Date, (Cursor, u64));

impl Remembered {
    /// The answer to this, if it was given before, else the one that `work` finds.
    pub(in crate::desk) fn or_find<E>(
        &self,
        asked: Asked,
        work: impl FnOnce(&Asked) -> Result<Answer, E>,
    ) -> Result<Arc<Answer>, E> {
        if let Some(answer) = self.answers().get(&asked) {
            return Ok(answer.clone());
        }
        let answer = Arc::new(work(&asked)?);
        // The next one may find the model free.
        if answer.meaning == Used::Busy {
            return Ok(answer);
        }
        let mut answers = self.answers();
        // Freeing so many takes a while, in which nobody else must wait.
        let forgotten = (answers.len() >= KEPT).then(|| mem::take(&mut *answers));
        answers.insert(asked, answer.clone());
        drop(answers);
        drop(forgotten);
        Ok(answer)
    }

    fn answers(&self) -> std::sync::MutexGuard<'_, FxHashMap<Asked, Arc<Answer>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
