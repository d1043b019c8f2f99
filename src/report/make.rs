//! How is a report made?

use jiff::{
    Timestamp,
    civil::{Date, Time},
    tz::TimeZone,
};

use super::{
    By, Evidence, Gap, Name, Numbers, PastQuestion, Record, Report, Say, Sketches, ToDo, articles, asked,
    compared, first, gaps, measures::measures, seen::Seen, shift,
};
use crate::{
    access::Scope,
    learn::Person,
    library::{Change, Key, Library},
};

/// What reports are made of.
#[derive(Clone, Copy)]
pub struct Base<'a> {
    /// What people did.
    pub record: &'a Record,
    /// The articles.
    pub library: &'a Library,
    /// What the reader may see.
    pub scope: &'a Scope,
    /// What the ledger and the folder hold of single things.
    pub evidence: &'a dyn Evidence,
    /// What is remembered of articles' texts, for the reports that need it.
    pub sketches: &'a dyn Sketches,
    /// The day.
    pub today: Date,
}

/// What of it is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// What was asked on this day or later, by universal time; everything when left out.
    pub since: Option<Date>,
    /// By what the rows are told apart; in the report's usual way when left out, or when it cannot be.
    pub by: Option<By>,
}

/// A report.
pub fn report(name: Name, base: Base<'_>, wanted: Wanted) -> Report {
    let by = wanted.by.filter(|by| name.by().contains(by)).or(name.by().first().copied());
    let seen = || seen(base, wanted);
    let mut report = match name {
        Name::Frequency => asked::frequency(&seen(), by.unwrap_or(By::Month)),
        Name::Nature => asked::nature(&seen(), base.evidence, by.unwrap_or(By::Topic)),
        Name::Resolution if by == Some(By::Revision) => asked::revisions(&seen(), base.evidence),
        Name::Resolution => asked::resolution(&seen(), by.unwrap_or(By::Article)),
        Name::First => first::first(first::to_do(&seen(), base)),
        Name::Unanswered => gaps::unanswered(&seen(), base.evidence, seconds(base.today)),
        Name::Stopped => articles::stopped_helping(&seen(), base.evidence, base.today),
        Name::Review => articles::review_first(&seen(), base.today),
        Name::Unused => articles::never_used(&seen()),
        Name::Duplicates => articles::duplicates(&seen(), base.sketches),
        Name::Links => articles::broken_links(base.library, base.scope, base.sketches),
        Name::Findings => articles::findings(base.library, base.scope),
        Name::Recall => articles::recall(&seen(), base.evidence),
        Name::Measures => measures(&seen()),
    };
    (report.since, report.by) = (wanted.since, by);
    report
}

/// What there is to do, what saves most tickets first.
pub fn to_do(base: Base<'_>, wanted: Wanted) -> ToDo {
    first::to_do(&seen(base, wanted), base)
}

/// What is known of an article; none when the reader may not see it.
pub fn article_numbers(base: Base<'_>, key: Key) -> Option<Numbers> {
    articles::numbers(&seen(base, Wanted::default()), base, key)
}

/// What no article resolved, the largest gap first.
pub fn gaps_of(base: Base<'_>, wanted: Wanted) -> Vec<Gap> {
    gaps::gaps(&seen(base, wanted), seconds(base.today)).into_iter().map(|(gap, _)| gap).collect()
}

/// The beginning of the article that a gap lacks, in some language; none when there is no such gap.
pub fn draft_of(base: Base<'_>, wanted: Wanted, id: &str, say: Say<'_>) -> Option<String> {
    let seen = seen(base, wanted);
    let gaps = gaps::gaps(&seen, seconds(base.today));
    let gap = gaps.iter().find(|(gap, _)| gap.id == id)?;
    Some(gaps::draft(&seen, base.evidence, gap, say))
}

/// What was asked that can be asked again, the latest first, so many at most.
pub fn asked_again(base: Base<'_>, wanted: Wanted, most: usize) -> Vec<PastQuestion> {
    compared::past(&seen(base, wanted), most)
}

/// The questions of a gap; none when there is no such gap.
pub fn group_asked_again(base: Base<'_>, wanted: Wanted, id: &str) -> Option<Vec<PastQuestion>> {
    compared::of_group(&seen(base, wanted), seconds(base.today), id)
}

/// Changes, each article once, and how often somebody used it; of everybody when nobody is named. Used most comes first.
pub fn changes_used(base: Base<'_>, changes: Vec<Change>, person: Option<&Person>) -> Vec<shift::Used> {
    shift::used(&seen(base, Wanted::default()), changes, person)
}

fn seen(base: Base<'_>, wanted: Wanted) -> Seen<'_> {
    Seen::of(base.record, base.library, base.scope, wanted.since.map_or(i64::MIN, seconds))
}

/// The beginning of a day, in seconds since 1970.
pub(super) fn seconds(day: Date) -> i64 {
    let midnight = day.to_datetime(Time::midnight()).to_zoned(TimeZone::UTC);
    midnight.map_or(i64::MIN, |midnight| midnight.timestamp().as_second())
}

/// The day of a moment, by universal time.
pub(super) fn day(seconds: i64) -> Date {
    Timestamp::from_second(seconds).unwrap_or_default().to_zoned(TimeZone::UTC).date()
}
