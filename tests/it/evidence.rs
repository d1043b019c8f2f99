//! An outcome rests on what the article said: an edit keeps as much of it as it keeps of the section that was used.

use std::{collections::BTreeMap, fs};

use firstline::{
    access::{Reader, Scope},
    desk::{Ask, Desk, Report},
    learn::{Cursor, EventId, Verdict},
    library::Key,
};

use crate::{
    desk::{Base, Opened},
    hidden::with_the_same_secret,
    learning::{again, first, suggested},
    looking_back::{DAY, commit, git, has_git},
};

/// Steps of twenty words, each of a section, and a ticket about each.
const STEPS: [&str; 3] = [
    "Press the button of the token twice, wait until it shows six digits, and type them into the login window.",
    "Choose the nearest gateway in the settings of the tunnel and turn off the compression, because it makes downloads slow.",
    "Ask your manager for a paper with a fresh password, and change it at the first sign-in within two days.",
];
const TICKETS: [&str; 3] = [
    "my token shows no digits in the login window",
    "downloads through the tunnel are slow, which gateway",
    "my manager has no paper with a password for my first sign-in",
];
const OTHER: &str = "# Parking\n\nWhere to park, without a token, a tunnel or a password.\n";
const WHO: [&str; 3] = ["ada", "bob", "eve"];

fn article(steps: [&str; 3]) -> String {
    let [code, slow, sign_in] = steps;
    format!(
        "---\nid: vpn\n---\n# VPN\n\n## No code\n\n{code}\n\n## Slow\n\n{slow}\n\n## First sign-in\n\n{sign_in}\n"
    )
}

fn base() -> Base {
    Base::new().file("vpn.md", &article(STEPS)).file("parking.md", OTHER)
}

fn agent(name: &str) -> Reader {
    Reader::agent(name, ["public", "agents"])
}

fn shown(desk: &Desk, text: &str, who: &str) -> EventId {
    let ask = Ask { text: text.to_owned(), limit: 5, ..Ask::default() };
    desk.suggest(&ask, &agent(who)).expect("suggestions").id
}

fn said(desk: &Desk, shown: EventId, article: &str, verdict: Verdict, who: &str) {
    desk.record(&Report::of(shown, Some(article), verdict), &agent(who)).expect("a record");
}

/// Outcomes on each section, by three persons.
fn teach(desk: &Desk) {
    for (text, who) in TICKETS.iter().flat_map(|text| WHO.map(|who| (text, who))) {
        said(desk, shown(desk, text, who), "vpn", Verdict::Resolved, who);
    }
}

/// What the votes on each section of an article weigh now: by the anchor under which the section was shown.
fn weights(desk: &Desk) -> BTreeMap<String, f32> {
    let lessons = desk.lessons();
    let mut weights: BTreeMap<String, f32> = BTreeMap::new();
    for (case, vote) in lessons.cases().votes() {
        let told = desk.shown(vote.shown, &Reader::at_terminal([])).expect("what was shown");
        let listed = told.listed.iter().find(|listed| listed.article.id == "vpn").expect("it was listed");
        let near = lessons.memory().as_case(case, 1.0, &Some);
        *weights.entry(listed.anchor.clone()).or_default() += near.map_or(0.0, |near| near.weight);
    }
    weights
}

fn evidence(desk: &Desk) -> f32 {
    weights(desk).values().sum()
}

fn everything(desk: &Desk) -> String {
    suggested(desk, &Reader::public(), &TICKETS)
}

#[test]
fn a_typo_keeps_the_evidence_and_a_rewritten_step_resets_its_own() {
    let opened = base().open();
    let untaught = everything(&opened.desk);
    teach(&opened.desk);
    let (taught, before) = (everything(&opened.desk), weights(&opened.desk));
    assert_eq!(
        before.keys().collect::<Vec<_>>(),
        ["first-sign-in", "no-code", "slow"],
        "each ticket its section"
    );
    let whole = evidence(&opened.desk);

    // A word of twenty.
    for (wrong, right) in [("digits", "numbers"), ("button", "buton"), ("window.", "windows.")] {
        opened.write("vpn.md", &article([&STEPS[0].replace(wrong, right), STEPS[1], STEPS[2]]));
        opened.catch_up();
        let kept = evidence(&opened.desk);
        assert!(kept >= 0.95 * whole, "`{right}`: {kept} of {whole}");
    }
    // Sections change their places and headings, and a new one comes.
    let moved = article([STEPS[2], STEPS[0], STEPS[1]])
        .replace("## No code", "## Something new\n\nWords.\n\n## Digits");
    opened.write("vpn.md", &moved);
    opened.catch_up();
    assert_eq!(weights(&opened.desk), before);
    assert_ne!(everything(&opened.desk), untaught);

    // One step is written anew: the others keep what they have.
    let anew = "Open the app on your phone, choose the account of the desk and confirm that it is you.";
    opened.write("vpn.md", &article([anew, STEPS[1], STEPS[2]]));
    opened.catch_up();
    let after = weights(&opened.desk);
    assert!(after["no-code"].abs() < f32::EPSILON, "{after:?}");
    assert_eq!((after["slow"], after["first-sign-in"]), (before["slow"], before["first-sign-in"]));
    let less = everything(&opened.desk);
    assert_ne!(less, taught);
    // The same again, another process, and one that reads everything from the beginning.
    opened.write("vpn.md", &article([anew, STEPS[1], STEPS[2]]));
    opened.catch_up();
    assert_eq!(everything(&opened.desk), less);
    assert_eq!(everything(&again(&opened)), less);
    opened.desk.keep_lessons(true).expect("to be kept");
    assert_eq!(everything(&again(&opened)), less);

    // Whoever takes it back has everything back, to the last bit.
    opened.write("vpn.md", &article(STEPS));
    opened.catch_up();
    assert_eq!(everything(&opened.desk), taught);
    assert_eq!(weights(&opened.desk), before);
}

#[test]
fn an_index_that_is_built_anew_says_the_same_of_edited_articles() {
    let opened = base().open();
    teach(&opened.desk);
    let half = STEPS[1]
        .replace("turn off the compression, because it makes downloads slow", "do nothing else at all");
    opened.write("vpn.md", &article([STEPS[0], &half, "Gone."]));
    opened.catch_up();
    let (before, votes) = (everything(&opened.desk), weights(&opened.desk));
    assert!(votes["slow"] > 0.0 && votes["slow"] < votes["no-code"], "in proportion: {votes:?}");
    assert!(votes["first-sign-in"].abs() < f32::EPSILON);
    let index = opened.path("index/articles");
    let opened = opened.opened_after(|| fs::remove_dir_all(index).expect("to remove"));
    opened.catch_up();
    assert_eq!((everything(&opened.desk), weights(&opened.desk)), (before.clone(), votes.clone()));
    // Another desk that is told the same outcomes, the last first.
    let other = base().open();
    with_the_events_of(&other, &opened);
    other.write("vpn.md", &fs::read_to_string(opened.path("kb/vpn.md")).expect("the article"));
    other.catch_up();
    assert_eq!(weights(&other.desk), votes);
}

/// Tells a desk what another was told, in another order.
fn with_the_events_of(desk: &Opened, other: &Opened) {
    let ledger = firstline::store::open(&other.desk.settings().store()).expect("a store").ledger;
    let shown = ledger.shown_after(None, 100).expect("what was shown");
    let mut outcomes: Vec<_> = ledger
        .told_since(Cursor(0), 100)
        .expect("outcomes")
        .into_iter()
        .map(|(_, told)| told.outcome)
        .collect();
    outcomes.reverse();
    let permit = Reader::at_terminal([]).permit().expect("the right");
    desk.desk.take_in(&shown, &outcomes, &permit).expect("told");
}

#[test]
fn a_step_that_was_mended_is_no_longer_blamed() {
    let opened = base().open();
    teach(&opened.desk);
    let unblamed = everything(&opened.desk);
    for who in WHO {
        said(
            &opened.desk,
            shown(&opened.desk, "no digits, the token is broken", who),
            "vpn",
            Verdict::Wrong,
            who,
        );
    }
    let blamed = weights(&opened.desk)["no-code"];
    opened.write("vpn.md", &article(["Call 4711 and name your room.", STEPS[1], STEPS[2]]));
    opened.catch_up();
    let mended = weights(&opened.desk)["no-code"];
    assert!(blamed < mended + 9.0 && mended.abs() < f32::EPSILON, "neither for it nor against it: {mended}");
    assert_ne!(everything(&opened.desk), unblamed);
}

#[test]
fn what_was_found_by_hand_rests_on_the_whole_article() {
    let opened = base().file("z.md", "# Z\n\nNothing of it.\n").open();
    let by_hand = shown(&opened.desk, "qwertz", "ada");
    said(&opened.desk, by_hand, "vpn", Verdict::Resolved, "ada");
    let votes = |desk: &Desk| desk.lessons().memory().resolutions(Key::of("vpn.md"));
    let whole = votes(&opened.desk);
    assert_eq!(whole, 2_000);
    opened.write("vpn.md", &article([&STEPS[0].replace("twice", "once"), STEPS[1], STEPS[2]]));
    opened.catch_up();
    assert_eq!(votes(&opened.desk), whole);
    opened.write("vpn.md", &article([STEPS[0], "Written anew.", STEPS[2]]));
    opened.catch_up();
    let two_thirds = votes(&opened.desk);
    assert!((800..1_400).contains(&two_thirds), "in proportion to what stayed: {two_thirds}");
    opened.write("vpn.md", &article(["All", "is", "new."]));
    opened.catch_up();
    assert_eq!(votes(&opened.desk), 0);
    opened.write("vpn.md", &article(STEPS));
    opened.catch_up();
    assert_eq!(votes(&opened.desk), whole);
}

#[test]
fn what_was_changed_before_anybody_said_what_came_of_it_is_known_from_git() {
    if !has_git() {
        return;
    }
    let desk = base().open_cold();
    let kb = desk.path("kb");
    git(&kb, &["init", "--quiet", "--initial-branch=main"], DAY);
    commit(&kb, "Begin", DAY);
    let desk = desk.opened_again();
    desk.catch_up();
    let early = shown(&desk.desk, TICKETS[0], "ada");
    desk.write("vpn.md", &article(["Call 4711 and name your room.", STEPS[1], STEPS[2]]));
    desk.catch_up();
    said(&desk.desk, early, "vpn", Verdict::Wrong, "ada");
    assert!(evidence(&desk.desk).abs() < f32::EPSILON, "what was wrong is mended already");
    desk.write("vpn.md", &article(STEPS));
    desk.catch_up();
    assert!(evidence(&desk.desk) < 0.0, "and there again");
}

#[test]
fn what_superseded_articles_taught_is_their_successors_at_once_and_comes_back() {
    let opened = base().open();
    teach(&opened.desk);
    let (taught, votes) = (everything(&opened.desk), weights(&opened.desk));
    let archived = article(["See the other one.", "", ""])
        .replace("id: vpn", "id: vpn\nstate: archived\nsuperseded_by: parking");
    opened.write("vpn.md", &archived);
    opened.catch_up();
    for text in TICKETS {
        assert_eq!(first(&opened.desk, text), "parking.md", "{text}");
    }
    assert_eq!(weights(&opened.desk), votes, "in full, whatever is left of its text");
    let all = suggested(&opened.desk, &Reader::public(), &TICKETS);
    assert!(!all.contains("  vpn "), "an archived article leaves the results: {all}");
    let scope = Scope::everything("see what is archived");
    let there = opened.desk.article("vpn", &scope, &|id: &str| id.to_owned()).expect("an article");
    assert!(there.is_some(), "and is there all the same");
    opened.write("vpn.md", &article(STEPS));
    opened.catch_up();
    assert_eq!(everything(&opened.desk), taught);
}

/// An article with a block for agents in a section, with what that says.
fn with_block(block: &str) -> String {
    let text = article(STEPS);
    if block.is_empty() {
        return text;
    }
    let block = format!("\n\n:::audience agents\n{block}\n:::\n\n## Slow");
    text.replacen("\n\n## Slow", &block, 1)
}

#[test]
fn a_block_for_others_changes_nothing_for_those_who_do_not_see_it() {
    let secret = "The master code of the token is 4711, and its digits are in the login window of the safe.";
    let taught = base()
        .file("vpn.md", &with_block(secret))
        .open_with(|settings| with_the_same_secret(&settings.index));
    teach(&taught.desk);
    assert!(everything(&taught.desk).contains("vpn"));
    // The same record, over a folder where there is no such block.
    let kept = tempfile::tempdir().expect("a folder");
    let kept = kept.path().join("desk.db");
    let store = taught.path("index/desk.db");
    let with = taught.opened_after(|| {
        fs::copy(store, &kept).expect("a copy");
    });
    with.catch_up();
    let without = base().open_with(|settings| {
        fs::create_dir_all(&settings.index).expect("a folder");
        fs::copy(&kept, settings.index.join("desk.db")).expect("a copy");
    });
    let seen = everything(&without.desk);
    assert_eq!(everything(&with.desk), seen);
    for block in ["Now it is 0815.", "Nothing of all that was said before stands here any more."] {
        with.write("vpn.md", &with_block(block));
        with.catch_up();
        assert_eq!(everything(&with.desk), seen, "{block}");
        assert_eq!(everything(&again(&with)), seen, "{block}");
    }
    // What everybody sees counts as ever.
    for (steps, same) in [(["Call 4711.", STEPS[1], STEPS[2]], false), (STEPS, true)] {
        without.write("vpn.md", &article(steps));
        with.write("vpn.md", &with_block("Now it is 0815.").replace(STEPS[0], steps[0]));
        without.catch_up();
        with.catch_up();
        assert_eq!(everything(&with.desk), everything(&without.desk));
        assert_eq!(everything(&with.desk) == seen, same);
    }
}
