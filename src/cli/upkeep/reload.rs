//! What does a server take in of a configuration that changed?

use std::fmt::Debug;

use crate::{
    cli::{args::Places, config::Config},
    desk::Desk,
};

/// On SIGHUP: what of the configuration may change while the server runs is taken in, and of the rest is said that it
/// needs a new start. A configuration with a mistake is told, and the one before stays.
pub(super) fn reload(desk: &Desk, before: &Config, places: &Places) {
    let now = match Config::load(places) {
        Ok(now) => now,
        Err(mistakes) => {
            for mistake in mistakes {
                tracing::error!(hint = mistake.hint, "{mistake}");
            }
            tracing::error!("the configuration stays as it was");
            return;
        }
    };
    let changing = now.desk.changing();
    if changing != *desk.changing() {
        desk.change(changing);
        tracing::info!("took in the configuration of `[privacy]` and `[suggest]`");
    }
    let differ = differing(before, &now);
    if !differ.is_empty() {
        let sections = differ.join(", ");
        tracing::warn!(
            hint = "start the server again to take it in",
            "the configuration of {sections} has changed"
        );
    }
}

/// The sections that need a new start, of those in which two configurations differ.
fn differing(before: &Config, now: &Config) -> Vec<&'static str> {
    let (a, b) = (&before.desk, &now.desk);
    let sections = [
        ("`[kb]`", differ(&(&a.kb, a.reconcile), &(&b.kb, b.reconcile))),
        ("`[audiences]`", differ(&a.rules, &b.rules)),
        ("`[index]`", differ(&(&a.index, a.expunge), &(&b.index, b.expunge))),
        ("`[store]`", a.store != b.store),
        ("`[oidc]`", differ(&a.provider, &b.provider)),
        ("`[handover]`", a.handover != b.handover),
        ("`[server]`", differ(&before.http, &now.http)),
    ];
    sections.into_iter().filter(|(_, differ)| *differ).map(|(name, _)| name).collect()
}

/// Whether two things read differently: patterns cannot be compared in another way.
fn differ(one: &impl Debug, other: &impl Debug) -> bool {
    format!("{one:?}") != format!("{other:?}")
}
