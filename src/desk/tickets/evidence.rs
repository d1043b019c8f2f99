//! What does an outcome rest on, and how much of that do articles still say?

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::{
    access::Scope,
    desk::{Desk, View},
    learn::{Basis, Judged, Kept, Ledger, Lessons, Listed, Outcome, Present, Sketch, Wanted},
    library::{Card, Key, Library},
    search::{self, Engine, Passages},
};

/// So many articles are looked at before the store is asked what it remembers of them.
const PORTION: usize = 100;

impl Desk {
    /// What an outcome rests on that is told of an article now, and what is to be remembered of it, unless it is already. `listed` is how it was
    /// shown; without that it is the article as it is, and all of it.
    ///
    /// Of an article with blocks for some readers it is what all of them see.
    pub(super) fn basis(
        &self,
        card: &Card,
        listed: Option<(&Listed, Timestamp)>,
        view: &View,
    ) -> Result<Option<(Basis, Option<Sketch>)>, search::Error> {
        let is_plain = card.readership.is_plain();
        let Some(common) = view.library.least(card.key) else { return Ok(None) };
        let content = common.source.content();
        let passages = passages(&*view.engine, common)?;
        let text = match listed {
            None => Some(Present::whole(passages.iter().map(|passage| passage.text))),
            Some((Listed { content: None, .. }, _)) => return Ok(None),
            Some((listed, _)) if listed.content == Some(card.source.content()) => {
                let is_it = |text: &str, anchor: &str| {
                    if is_plain { Key::of(text).0 == listed.section } else { anchor == listed.anchor }
                };
                let found = passages.iter().find(|passage| is_it(passage.text, passage.anchor));
                found.map(|passage| passage.text.to_owned())
            }
            // It was changed since it was shown.
            Some((listed, at)) => {
                let then = listed.content.map(|content| Basis { content, section: listed.section });
                let sketch = |then: &Basis| {
                    if self.is_remembered(then.section) { None } else { self.sketch_then(listed, at, common) }
                };
                return Ok(then.filter(|_| is_plain).map(|then| (then, sketch(&then))));
            }
        };
        Ok(text.map(|text| {
            let basis = Basis { content, section: Key::of(&text).0 };
            if self.is_remembered(basis.section) {
                return (basis, None);
            }
            let all = passages.iter().map(|passage| passage.text);
            // All of it together stands nowhere else.
            let all = all.filter(|_| listed.is_some());
            (basis, Some(Sketch::of(&text, all, common.language, &self.ledger.secret())))
        }))
    }

    /// What is to be remembered of a section that is not there any more: the history knows, if there is one.
    fn sketch_then(&self, listed: &Listed, at: Timestamp, card: &Card) -> Option<Sketch> {
        let reader = Scope::of_reading(&card.readership);
        let found = self.find_then(listed, at, &reader).unwrap_or_else(|error| {
            tracing::warn!(%error, hint = error.hint(), "what an article said is not known");
            None
        });
        let (_, sections) = found?;
        let all = || sections.iter().map(|section| section.text.as_str());
        let text = all().find(|text| Key::of(text).0 == listed.section)?;
        Some(Sketch::of(text, all(), card.language, &self.ledger.secret()))
    }

    /// Whether the store remembers a section: then nobody need read it again. A store that cannot say is told once more.
    fn is_remembered(&self, section: u64) -> bool {
        self.ledger.sketches(&[section]).is_ok_and(|known| !known.is_empty())
    }

    /// Has the store remember a section.
    pub(super) fn remember(&self, basis: Basis, sketch: Option<Sketch>) {
        let Some(sketch) = sketch else { return };
        if let Err(error) = self.ledger.sketch(&[(basis.section, sketch)]) {
            tracing::warn!(
                %error, hint = error.hint(), "an outcome will count in full, whatever becomes of its article"
            );
        }
    }

    /// Has the store remember what these outcomes rest on, as far as articles say it now.
    pub(super) fn remember_present(&self, outcomes: &[Outcome]) {
        let (view, secret) = (self.view(), self.ledger.secret());
        let bases: BTreeSet<(&str, Basis)> =
            outcomes.iter().filter_map(|one| Some((one.article.path.as_str(), one.basis?))).collect();
        let mut sketches = Vec::new();
        for (path, basis) in bases {
            let card = view.library.least(Key::of(path));
            let Some(card) = card.filter(|card| card.source.content() == basis.content) else { continue };
            let Ok(passages) = passages(&*view.engine, card) else { continue };
            let all = || passages.iter().map(|passage| passage.text);
            let whole = Present::whole(all());
            let sketch = if Key::of(&whole).0 == basis.section {
                Some(Sketch::of(&whole, [], card.language, &secret))
            } else {
                let text = all().find(|text| Key::of(text).0 == basis.section);
                text.map(|text| Sketch::of(text, all(), card.language, &secret))
            };
            sketches.extend(sketch.map(|sketch| (basis.section, sketch)));
        }
        if let Err(error) = self.ledger.sketch(&sketches) {
            tracing::warn!(%error, hint = error.hint(), "outcomes will count in full, whatever becomes of their articles");
        }
    }

    /// Holds what outcomes rest on against what articles say, where that is to be done.
    pub(in crate::desk) fn judge(&self) {
        let pending = self.lessons().pending();
        if pending.is_empty() {
            return;
        }
        // Nobody who asks waits for the disk.
        let judged = judged(&self.view(), &*self.ledger, &pending);
        self.lessons_mut().judge(&judged);
    }
}

/// Tells lessons that lie nowhere yet which articles there are, and what these still say.
pub(in crate::desk) fn settle(lessons: &mut Lessons, view: &View, ledger: &dyn Ledger) {
    lessons.look(&view.library);
    let pending = lessons.pending();
    if !pending.is_empty() {
        lessons.judge(&judged(view, ledger, &pending));
    }
    lessons.settle(&view.library);
}

fn judged(view: &View, ledger: &dyn Ledger, wanted: &[Wanted]) -> Judged {
    let mut judged = Judged::default();
    for portion in wanted.chunks(PORTION) {
        let present: Vec<(&Wanted, Option<Present>)> = portion
            .iter()
            .filter_map(|wanted| Some((wanted, card_of(wanted, &view.library)?)))
            .map(|(wanted, card)| (wanted, present(&*view.engine, card, &ledger.secret())))
            .collect();
        let sections: Vec<u64> = present
            .iter()
            .flat_map(|(wanted, present)| {
                let says = |section: &&u64| {
                    present.as_ref().is_none_or(|present| present.kept(**section, None).is_known)
                };
                wanted.sections.iter().filter(move |section| !says(section)).copied()
            })
            .collect();
        let sketches = ledger.sketches(&sections).unwrap_or_else(|error| {
            tracing::warn!(%error, hint = error.hint(), "what articles said before counts in full for now");
            Vec::new()
        });
        let sketch = |section: u64| {
            let at = sketches.binary_search_by_key(&section, |(section, _)| *section).ok()?;
            Some(&sketches[at].1)
        };
        for (wanted, present) in present {
            judged.add(wanted, |section| match &present {
                Some(present) => present.kept(section, sketch(section)),
                None => Kept { thousandths: 1_000, is_known: false },
            });
        }
    }
    judged
}

/// The article that is wanted, while it is in the state that is wanted.
fn card_of<'l>(wanted: &Wanted, library: &'l Library) -> Option<&'l Card> {
    let card = library.least(wanted.article)?;
    (card.source.content() == wanted.content).then_some(card)
}

fn present(engine: &dyn Engine, card: &Card, secret: &[u8; 32]) -> Option<Present> {
    let passages = passages(engine, card)
        .inspect_err(|error| tracing::warn!(%error, "what an article says counts as what it said"))
        .ok()?;
    Some(Present::of(passages.iter().map(|passage| passage.text), card.language, secret))
}

/// What a reading of an article says; nothing where it is not kept.
fn passages(engine: &dyn Engine, card: &Card) -> Result<Passages, search::Error> {
    let mut passages = Passages::default();
    if let Some(place) = engine.place_of(card.key, &Scope::of_reading(&card.readership))? {
        engine.passages(place, usize::MAX, &mut passages)?;
    }
    Ok(passages)
}
