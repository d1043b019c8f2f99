//! What is there to do about what people asked, and how well articles answer it?

use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    saves::{self, Saves},
    task::{Task, What},
};
use crate::{
    library::{Card, Key},
    report::{
        Part, Phrase, Rate, Sketches, Why,
        articles::{self, Common, Told, failed, pairs, told},
        gaps::{Gap, gaps, rate},
        make::{day, seconds},
        phrase::percent,
        record::Said,
        seen::{Question, Seen},
        table::foremost,
        topics::Topic,
    },
};

const MICROSECONDS: i64 = 1_000_000;
/// So many questions of a group are named, to be asked again.
const ASKED_AGAIN: usize = 3;

/// Something to do, before the words are looked up that speak for it.
pub(super) struct Found {
    pub(super) task: Task,
    /// The questions in whose words it can be said.
    pub(super) questions: Vec<Question>,
    /// The group that it is about.
    pub(super) gap: Option<Gap>,
}

impl Found {
    /// Something about an article.
    pub(super) fn about(
        seen: &Seen<'_>,
        what: What,
        card: &Card,
        why: Phrase,
        (saved, reckoned): Saves,
    ) -> Found {
        let named = seen.named(card);
        let task = Task {
            what,
            about: named.title.clone(),
            article: Some(named),
            group: None,
            shown: Vec::new(),
            why,
            saved,
            reckoned,
            times: 0,
            words: Vec::new(),
            patch: String::new(),
        };
        Found { task, questions: Vec::new(), gap: None }
    }

    pub(super) fn resting_on(self, times: usize, questions: Vec<Question>) -> Found {
        Found { task: Task { times, ..self.task }, questions, ..self }
    }
}

/// What no article resolved.
pub(super) fn unanswered(seen: &Seen<'_>, today: Date) -> Vec<Found> {
    let rate = rate(seen);
    let gaps = gaps(seen, seconds(today)).into_iter();
    gaps.map(|(gap, topic)| of_gap(gap, topic, rate)).collect()
}

fn of_gap(gap: Gap, topic: Topic, rate: Rate) -> Found {
    let what = match gap.why {
        Why::Missing => What::Write,
        Why::NotFound => What::Words,
        Why::NotGoodEnough => What::Mend,
    };
    let asked = gap.shown.len();
    let why = match gap.why {
        Why::Missing => Phrase::with(
            "reason-missing",
            "{count} questions are about this, and nothing here resolves them.",
            [("count", asked.into())],
        ),
        Why::NotFound => Phrase::with(
            "reason-not-found",
            "{count} questions got no answer; it resolved {resolved} like them when somebody found it.",
            [("count", asked.into()), ("resolved", gap.resolved_like.into())],
        ),
        Why::NotGoodEnough => Phrase::with(
            "reason-not-good-enough",
            "It was shown for {count} questions and did not help.",
            [("count", asked.into())],
        ),
    };
    let (saved, reckoned) = saves::gap(gap.lately[0], rate);
    let words = gap.words.join(", ");
    let task = Task {
        what,
        about: gap.article.as_ref().map_or(words, |named| named.title.clone()),
        article: gap.article.clone(),
        group: Some(gap.id.clone()),
        shown: gap.shown.iter().take(ASKED_AGAIN).copied().collect(),
        why,
        saved,
        reckoned,
        times: asked,
        words: Vec::new(),
        patch: String::new(),
    };
    Found { task, questions: topic.questions, gap: Some(gap) }
}

/// What was said of each article that is there.
pub(super) struct Uses<'a>(FxHashMap<Key, (&'a Card, Told<'a>)>);

impl<'a> Uses<'a> {
    pub(super) fn of(seen: &'a Seen<'_>) -> Uses<'a> {
        Uses(told(seen).into_iter().map(|(card, said)| (card.key, (card, said))).collect())
    }

    fn said(&self, key: Key) -> &[(&'a Said, u32)] {
        self.0.get(&key).map_or(&[], |(_, said)| said)
    }
}

/// Articles whose rate of resolution fell.
pub(super) fn fallen(seen: &Seen<'_>, uses: &Uses<'_>, today: Date) -> Vec<Found> {
    let now = seconds(today);
    let mut found = Vec::new();
    for (card, said, fall) in articles::fallen(uses.0.values().map(|(card, said)| (*card, said))) {
        let [before, since] = fall.rates;
        let at = said.get(fall.at).map_or(now, |(said, _)| said.moment.0.div_euclid(MICROSECONDS));
        let (name, english) = if is_due(card, today) {
            (
                "reason-fallen-and-due",
                "It resolved {before} of {all} until {day}, {since} of {later} since. Its review is due, too.",
            )
        } else {
            ("reason-fallen", "It resolved {before} of {all} until {day}, {since} of {later} since.")
        };
        let parts = [
            ("before", before.part.into()),
            ("all", before.of.into()),
            ("day", Part::Day(day(at))),
            ("since", since.part.into()),
            ("later", since.of.into()),
        ];
        let why = Phrase::with(name, english, parts);
        let saves = saves::fall(saves::uses(said, now), fall.rates);
        let failed = failed(seen, &said[fall.at..]);
        found.push(Found::about(seen, What::Fallen, card, why, saves).resting_on(since.of, failed));
    }
    found
}

/// Articles whose review is due, so many at most and those first that would save most, and how many are left out. Those that
/// stand among the `fallen` are not told twice.
pub(super) fn due(
    seen: &Seen<'_>,
    uses: &Uses<'_>,
    fallen: &[Found],
    today: Date,
    most: usize,
) -> (Vec<Found>, usize) {
    let now = seconds(today);
    let known: FxHashSet<&str> =
        fallen.iter().filter_map(|found| Some(found.task.article.as_ref()?.path.as_str())).collect();
    let due = seen.library.visible(seen.scope).filter(|card| is_due(card, today));
    // A desk may have ten thousands, of which nobody reads more than the first.
    let due = due.filter(|card| !known.contains(card.path.as_str())).filter_map(|card| {
        let (review, said) = (card.review_by?, uses.said(card.key));
        let saved = saves::of_fall(saves::uses(said, now), saves::rates_around(said, seconds(review)));
        Some((saved.unwrap_or(-1.0), said, &**card, review))
    });
    let (due, left_out) = foremost(due.collect(), most, |(saved, said, card, _), (less, fewer, other, _)| {
        less.total_cmp(saved).then(fewer.len().cmp(&said.len())).then_with(|| card.path.cmp(&other.path))
    });
    let tell = |(_, said, card, review): (f64, &[(&Said, u32)], &Card, Date)| {
        let days: usize = (today - review).get_days().try_into().unwrap_or(0);
        let why = match said.len() {
            0 => Phrase::with(
                "reason-due",
                "Its review is due since {days} days; nobody said yet what came of it.",
                [("days", days.into())],
            ),
            uses => Phrase::with(
                "reason-due-and-used",
                "Its review is due since {days} days, and {uses} tickets rest on it.",
                [("days", days.into()), ("uses", uses.into())],
            ),
        };
        let saves = saves::fall(saves::uses(said, now), saves::rates_around(said, seconds(review)));
        Found::about(seen, What::Review, card, why, saves).resting_on(said.len(), failed(seen, said))
    };
    (due.into_iter().map(tell).collect(), left_out)
}

fn is_due(card: &Card, today: Date) -> bool {
    card.state != crate::article::State::Archived && card.review_by.is_some_and(|day| day < today)
}

/// What two articles have in common.
fn shared(common: &Common, title: &str) -> Phrase {
    let other = ("other", title.into());
    let alike = ("alike", percent(common.alike));
    let both = ("both", common.both.into());
    match (common.alike > 0.0, common.both) {
        (true, 0) => {
            let english = "It shares {alike} % of its text with “{other}”.";
            Phrase::with("reason-alike", english, [alike, other])
        }
        (true, _) => {
            let english =
                "It shares {alike} % of its text and resolved the same {both} tickets with “{other}”.";
            Phrase::with("reason-alike-and-both", english, [alike, both, other])
        }
        (false, _) => {
            let english = "It resolved the same {both} tickets with “{other}”.";
            Phrase::with("reason-both", english, [both, other])
        }
    }
}

/// Which articles say the same, or resolve the same.
pub(super) fn doubled(
    seen: &Seen<'_>,
    sketches: &dyn Sketches,
    uses: &Uses<'_>,
    today: Date,
    most: usize,
) -> Vec<Found> {
    let now = seconds(today);
    let card = |path: &str| seen.library.get(Key::of(path), seen.scope);
    let mut found = Vec::new();
    for ((one, other), common) in pairs(seen, sketches).into_iter().take(most) {
        let (Some(card), Some(beside)) = (card(&one), card(&other)) else { continue };
        let why = shared(&common, &beside.title);
        let said = [card, beside].map(|card| uses.said(card.key));
        let saves = saves::join(said[0], said[1], now);
        let questions = said[0].iter().chain(said[1]).rev();
        let questions = questions.filter_map(|(_, place)| seen.questions.get(*place as usize).copied());
        let times = said[0].len() + said[1].len();
        found.push(Found::about(seen, What::Join, card, why, saves).resting_on(times, questions.collect()));
    }
    found
}
