//! Does the desk learn from people as they are, and can one of them spoil it?
//!
//! Measured: success at 1 on later tickets after thirty agents confirmed what resolved earlier ones. They tell the
//! truth; or look from the top and confirm the first plausible article of five, taking a wrong one for plausible at a
//! rate (1 in 10, sloppy ones 3 in 10), and search themselves when none is; or are one alone. One person confirms a
//! wrong article a hundred times near one question, and takes it back. Articles are replaced by others, which are
//! named by `superseded_by` or not. Everything goes through the real `Desk`, over a store in memory.
//!
//! Corpus: banking77 (`FIRSTLINE_DATA` names the folder in which `data/unpack` laid the sets), training tickets as the
//! stream in the order of the file, others to measure; else a small built-in set, so that it runs anywhere. Every
//! choice follows from the seed.
//!
//! Good is: within .02 of RANKING section 5, words: true .832, plausible .774 counted equally and .786 weighted, sloppy
//! .695 and .723, a fifth wrong at 8,000 .835; an attack costs .03 at most; one agent alone teaches what thirty do;
//! successors with `superseded_by` .77 or more; what is taken back changes no bit.
//!
//! Run: `FIRSTLINE_DATA=/tmp/data cargo bench --bench simulator` (two to five minutes on one core).
//! `FIRSTLINE_STREAM=2000` takes fewer tickets.

#![expect(clippy::print_stdout, clippy::cast_precision_loss, reason = "a measurement prints small numbers")]

#[path = "simulator/agents.rs"]
mod agents;
#[path = "simulator/set.rs"]
mod set;
#[path = "simulator/world.rs"]
mod world;

use agents::{Manner, teach};
use set::Set;
use world::{Event, World};

/// So many questions are attacked, and so many articles replaced.
const TRIED: usize = 10;
/// So many times the attacker says it.
const ATTACKS: usize = 100;

fn main() {
    let set = Set::find();
    let stream = set.stream(4_000);
    println!(
        "{}: {} articles, {stream} tickets told, {} to measure",
        set.name,
        set.articles(),
        set.later.len()
    );
    let row = |what: &str, figure: f64| println!("{what:<64} {figure:.3}");
    let untaught = World::of(&set).success();
    row("nothing learned", untaught);
    let people = [
        ("every confirmation true, 30 agents", Manner::TRUE),
        ("first plausible, counted equally", Manner { equal: true, ..Manner::plausible(0.1) }),
        ("first plausible, weighted", Manner::plausible(0.1)),
        ("sloppy, counted equally", Manner { equal: true, ..Manner::plausible(0.3) }),
        ("sloppy, weighted", Manner::plausible(0.3)),
    ];
    let mut taught = None;
    for (what, manner) in people {
        let world = World::of(&set);
        teach(&world, &set, stream, manner);
        let success = world.success();
        row(what, success);
        assert!(success > untaught - 0.02, "{what}: learning made it worse: {success} after {untaught}");
        taught.get_or_insert(world);
    }
    let taught = taught.expect("a desk that was taught");
    attacked(&taught, &set);
    let many = set.stream(8_000);
    let world = World::of(&set);
    teach(&world, &set, many, Manner { wrong: 0.2, ..Manner::TRUE });
    row(&format!("a fifth wrong at random, {many} tickets"), world.success());
    for (what, agents) in [("30 agents", 30), ("two agents", 2), ("one agent", 1)] {
        let world = World::of(&set);
        teach(&world, &set, stream / 2, Manner { agents, ..Manner::TRUE });
        row(&format!("{what}, {} tickets, all true", stream / 2), world.success());
    }
    replaced(&set, stream);
}

/// One person says a hundred times that a wrong article resolves one question.
fn attacked(world: &World, set: &Set) {
    let before_all = world.fingerprint();
    let (mut before, mut after) = (0.0, [0.0; 3]);
    let questions = set.intents(TRIED);
    for (number, intent) in questions.iter().enumerate() {
        let wrong = &questions[(number + 1) % questions.len()];
        before += world.success_of(intent);
        // Whoever finds it by a search of their own counts most.
        for (who, after) in ["agent:5", "agent:evil", ""].into_iter().zip(&mut after) {
            let tickets = set.earlier.iter().filter(|ticket| ticket.article == *intent).cycle().take(ATTACKS);
            let told: Vec<Event> = tickets.map(|ticket| Event::searched(&ticket.text, wrong, who)).collect();
            let ids = world.tell(&told);
            *after += world.success_of(intent);
            world.take_back(&ids);
        }
    }
    assert_eq!(world.fingerprint(), before_all, "what was taken back left something");
    let mean = |sum: f64| sum / questions.len() as f64;
    println!(
        "{ATTACKS} times a wrong article, success of the attacked question, mean of {}:",
        questions.len()
    );
    println!(
        "  before {:.3}; by one of the agents {:.3}; by a stranger {:.3}; with no defence {:.3}",
        mean(before),
        mean(after[0]),
        mean(after[1]),
        mean(after[2])
    );
    println!("  taken back: every suggestion is what it was, to the last bit");
    // Where few speak, one who speaks a hundred times is not drowned out, only held off.
    let most = if set.later.len() > 1_000 { 0.03 } else { 0.3 };
    for by_one in &after[..2] {
        assert!(mean(before - by_one) <= most, "an attack costs {:.3}", mean(before - by_one));
    }
}

/// Articles are archived, and others come in their place.
fn replaced(set: &Set, stream: usize) {
    for (what, names_it) in [("without superseded_by", false), ("with superseded_by", true)] {
        let world = World::of(set);
        teach(&world, set, stream, Manner::TRUE);
        let (mut before, mut after) = (0.0, 0.0);
        let articles = set.intents(TRIED);
        for article in &articles {
            before += world.success_of(article);
            world.replace(article, names_it);
        }
        world.catch_up();
        for article in &articles {
            after += world.success_of_successor(article);
        }
        let mean = |sum: f64| sum / articles.len() as f64;
        println!(
            "{:<64} {:.3} → {:.3}",
            format!("an article is replaced, {what}"),
            mean(before),
            mean(after)
        );
        assert!(!names_it || mean(after) >= mean(before) - 0.3, "the successor did not inherit");
    }
}
