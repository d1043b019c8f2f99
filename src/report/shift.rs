//! What changed since somebody's last shift, and how often did they use it?
//!
//! A shift is a run of what somebody asked and said without a pause of six hours. The last shift is the one before that which is
//! under way; when none is, the latest.

use std::{cmp::Reverse, collections::HashMap};

use super::{
    record::{Case, Record},
    seen::Seen,
};
use crate::{
    learn::{Person, Verdict},
    library::{Change, ChangeKind},
};

/// Who does nothing for so long has gone home, in seconds.
const PAUSE: i64 = 6 * 60 * 60;

/// An article that changed, and how often it was used before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    /// What happened to it last.
    pub change: Change,
    /// For how many tickets somebody said that it resolved them or helped.
    pub times: usize,
}

/// When somebody's last shift ended, by what they asked and said until a moment, in seconds since 1970; none when there was
/// none before the one that is under way.
pub fn last_shift(record: &Record, person: &Person, now: i64) -> Option<i64> {
    let person = record.persons.number_of(person)?;
    let asked = record.asked.iter().flatten().filter(|asked| asked.person == person).map(|asked| asked.at);
    let said = record.cases.iter().flat_map(Case::told).filter(|said| said.person == person);
    let mut moments: Vec<i64> =
        asked.chain(said.map(|said| said.moment.0.div_euclid(1_000_000))).filter(|at| *at <= now).collect();
    moments.sort_unstable();
    end_of_last(&moments, now)
}

/// The end of the last run of moments (in order) that is not under way at `now`.
fn end_of_last(moments: &[i64], now: i64) -> Option<i64> {
    let mut later = now;
    for at in moments.iter().rev() {
        if later - at >= PAUSE {
            return Some(*at);
        }
        later = *at;
    }
    None
}

/// Changes, each article once with what happened to it last, and how often somebody used it; of everybody when nobody is
/// named. Those that were used most come first, of these what is gone before what says something else.
pub(super) fn used(seen: &Seen<'_>, changes: Vec<Change>, person: Option<&Person>) -> Vec<Used> {
    let number = person.map(|person| seen.record.persons.number_of(person));
    let mut times: HashMap<&str, usize> = HashMap::new();
    for said in seen.questions.iter().flat_map(|question| seen.said(question)) {
        let helped = matches!(said.verdict, Verdict::Resolved | Verdict::Helped) && !said.assumed;
        if helped && number.is_none_or(|number| number == Some(said.person)) {
            // An article that was moved is known by where it lies now.
            let path =
                seen.card(said.article).map_or(&seen.record.articles[said.article].path, |card| &card.path);
            *times.entry(path).or_default() += 1;
        }
    }
    let mut last: HashMap<String, Option<Change>> = HashMap::new();
    for change in changes {
        let before = last.remove(&change.path);
        let came = matches!(&before, Some(Some(before)) if before.kind == ChangeKind::Added);
        let path = change.path.clone();
        let change = match change.kind {
            // It came and went: nobody need know.
            ChangeKind::Retired if came => None,
            ChangeKind::Changed if came => Some(Change { kind: ChangeKind::Added, ..change }),
            // It went and came back.
            ChangeKind::Added if before.as_ref().is_some_and(Option::is_some) => {
                Some(Change { kind: ChangeKind::Changed, ..change })
            }
            _ => Some(change),
        };
        last.insert(path, change);
    }
    let used = |change: Change| Used { times: times.get(change.path.as_str()).copied().unwrap_or(0), change };
    let mut all: Vec<Used> = last.into_values().flatten().map(used).collect();
    let rank = |kind| match kind {
        ChangeKind::Retired => 0,
        ChangeKind::Changed => 1,
        ChangeKind::Added => 2,
    };
    all.sort_by(|a, b| {
        let order = |one: &Used| (Reverse(one.times), rank(one.change.kind), Reverse(one.change.at));
        order(a).cmp(&order(b)).then_with(|| a.change.path.cmp(&b.change.path))
    });
    all
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::{Used, end_of_last, last_shift, used};
    use crate::{
        access::Scope,
        learn::{Found, Person, Verdict},
        library::{Change, ChangeKind},
        report::{
            seen::Seen,
            tests::world::{BEGAN, Events, library},
        },
    };

    const HOUR: i64 = 60 * 60;

    #[test]
    fn a_pause_of_six_hours_ends_a_shift() {
        let at = |hours: &[i64]| hours.iter().map(|hour| hour * HOUR).collect::<Vec<_>>();
        for (moments, now, expected) in [
            (vec![], 10, None),
            // Under way, and none before.
            (vec![8, 9], 10, None),
            (vec![8, 9], 15, Some(9)),
            (vec![8, 9], 14, None),
            // Yesterday, and today already.
            (vec![8, 12, 16, 32, 33], 34, Some(16)),
            (vec![8, 12, 16], 32, Some(16)),
            (vec![1, 8, 16, 32], 33, Some(16)),
        ] {
            let end = end_of_last(&at(&moments), now * HOUR);
            assert_eq!(end, expected.map(|hour| hour * HOUR), "{moments:?} at {now}");
        }
    }

    fn change(path: &str, kind: ChangeKind, at: i64) -> Change {
        let at = Timestamp::from_second(BEGAN + at).expect("a moment");
        Change { generation: 1, at, path: path.to_owned(), title: path.to_owned(), kind }
    }

    #[test]
    fn what_somebody_used_most_comes_first() {
        let mut events = Events::default();
        for (number, path) in ["b.md", "b.md", "a.md", "c.md"].iter().enumerate() {
            let at = BEGAN + i64::try_from(number).expect("small") * HOUR;
            events.ask(at, &["x".to_owned()], &[path]);
            events.shown.last_mut().expect("shown").person = Person("agent:ada".to_owned());
            events.say(Some(path), Verdict::Resolved, Found::Listed(1));
        }
        // Taken back, and another's.
        events.say(Some("c.md"), Verdict::Retracted, Found::Listed(1));
        events.told.last_mut().expect("told").outcome.at += jiff::SignedDuration::from_secs(9);
        events.ask(BEGAN, &["y".to_owned()], &["d.md"]);
        events.say(Some("d.md"), Verdict::Helped, Found::Listed(1));
        let record = events.record();
        let paths = ["a.md", "b.md", "c.md", "d.md"].map(|path| (path.to_owned(), "# X\n".to_owned()));
        let (library, all) = (library(&paths), Scope::everything("of the test"));
        let seen = Seen::of(&record, &library, &all, i64::MIN);
        let changes = || {
            vec![
                change("a.md", ChangeKind::Changed, 1),
                change("b.md", ChangeKind::Changed, 2),
                change("b.md", ChangeKind::Changed, 3),
                change("c.md", ChangeKind::Changed, 4),
                change("e.md", ChangeKind::Added, 5),
                change("e.md", ChangeKind::Changed, 6),
                change("f.md", ChangeKind::Added, 7),
                change("f.md", ChangeKind::Retired, 8),
                change("z.md", ChangeKind::Retired, 1),
                change("d.md", ChangeKind::Retired, 2),
                change("d.md", ChangeKind::Added, 3),
            ]
        };
        let ada = Person("agent:ada".to_owned());
        let told = |used: Vec<Used>| {
            used.into_iter().map(|one| (one.change.path, one.times, one.change.kind)).collect::<Vec<_>>()
        };
        let path = |path: &str, times, kind| (path.to_owned(), times, kind);
        assert_eq!(
            told(used(&seen, changes(), Some(&ada))),
            [
                path("b.md", 2, ChangeKind::Changed),
                path("a.md", 1, ChangeKind::Changed),
                path("z.md", 0, ChangeKind::Retired),
                path("c.md", 0, ChangeKind::Changed),
                path("d.md", 0, ChangeKind::Changed),
                path("e.md", 0, ChangeKind::Added),
            ]
        );
        assert_eq!(told(used(&seen, changes(), None))[1], path("d.md", 1, ChangeKind::Changed));
        assert_eq!(told(used(&seen, changes(), Some(&Person("nobody".to_owned()))))[0].1, 0);
        // She asked last three hours after she began, and said something a minute later.
        let ended = BEGAN + 3 * HOUR + 60 + 9;
        assert_eq!(last_shift(&record, &ada, BEGAN + 24 * HOUR), Some(ended));
        assert_eq!(last_shift(&record, &ada, BEGAN + 5 * HOUR), None);
        assert_eq!(last_shift(&record, &Person("nobody".to_owned()), BEGAN + 24 * HOUR), None);
    }
}
