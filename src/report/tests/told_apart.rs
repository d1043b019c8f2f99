//! Is what is missing told from what was not found, and from what was not good enough?

use jiff::civil::date;

use super::world::{BEGAN, Events, Random, library, with_base};
use crate::{
    learn::{Found, Verdict},
    report::{Gap, Wanted, Why, gaps_of},
};

const TOPICS: usize = 16;
const TICKETS: usize = 24;
const DAY: i64 = 24 * 60 * 60;

/// What is true of a topic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Truth {
    Is(Why),
    /// Its article resolves it.
    Fine,
}

/// Words of a ticket about a topic: some of the topic's own, more of what everybody says.
fn words(topic: usize, random: &mut Random) -> Vec<String> {
    let own = (0..4).map(|_| format!("w{topic}x{}", random.below(10))).collect::<Vec<_>>();
    // Neighbours share a word.
    let shared: Vec<String> = (0..1).map(|_| format!("n{}x{}", topic / 2, random.below(8))).collect();
    own.iter().cloned().chain(shared).chain((0..6).map(|_| format!("c{}", random.below(20)))).collect()
}

/// A world of topics; what is true of each, and for each gap that was found, of which topic most of it is.
fn world(seed: u64) -> (Vec<Truth>, Vec<(usize, Gap)>) {
    let mut random = Random(seed);
    let kinds =
        [Truth::Fine, Truth::Is(Why::Missing), Truth::Is(Why::NotFound), Truth::Is(Why::NotGoodEnough)];
    let truths: Vec<Truth> = (0..TOPICS).map(|_| kinds[random.below(kinds.len())]).collect();
    let path = |topic: usize| format!("t{topic}.md");
    let articles: Vec<(String, String)> = (0..TOPICS)
        .filter(|topic| truths[*topic] != Truth::Is(Why::Missing))
        .map(|topic| (path(topic), format!("# About {topic}\n")))
        .collect();
    let mut events = Events::default();
    let mut topics = Vec::new();
    for number in 0..TOPICS * TICKETS {
        let topic = random.below(TOPICS);
        let other = path((topic + 1) % TOPICS);
        let own = path(topic);
        let at = BEGAN + DAY * i64::try_from(number / 8).expect("a day");
        let words = words(topic, &mut random);
        topics.push(topic);
        let listed: Vec<&str> = match truths[topic] {
            Truth::Is(Why::Missing | Why::NotFound) => vec![&other],
            _ => vec![&own, &other],
        };
        events.ask(at, &words, &listed);
        // Agents are wrong now and then: one of twelve says the contrary, or nothing.
        let errs = random.share() < 0.08;
        match truths[topic] {
            Truth::Fine if !errs => events.say(Some(&own), Verdict::Resolved, Found::Listed(1)),
            Truth::Is(Why::NotFound) if random.share() < 0.4 && !errs => {
                events.say(Some(&own), Verdict::Resolved, Found::Searched);
            }
            Truth::Is(Why::NotGoodEnough) if !errs => {
                events.say(Some(&own), Verdict::NotHelpful, Found::Listed(1));
            }
            _ if errs && random.share() < 0.5 => {
                events.say(Some(&other), Verdict::Resolved, Found::Listed(1));
            }
            _ => events.say(None, Verdict::NotHelpful, Found::Known),
        }
    }
    let record = events.record();
    let gaps = with_base(&record, &library(&articles), &["public", "agents"], date(2026, 3, 1), |base| {
        gaps_of(base, Wanted::default())
    });
    let of = |gap: &Gap| {
        let mut count = [0; TOPICS];
        for shown in &gap.shown {
            let place = events.shown.iter().position(|one| one.id == *shown).expect("it was shown");
            count[topics[place]] += 1;
        }
        (0..TOPICS).max_by_key(|topic| count[*topic]).expect("a topic")
    };
    (truths, gaps.into_iter().map(|gap| (of(&gap), gap)).collect())
}

#[test]
fn missing_is_told_from_not_found_and_from_not_good_enough() {
    let (mut right, mut all, mut gaps) = (0, 0, 0);
    let (mut meant, mut named) = (0, 0);
    for seed in 1..=20_u64 {
        let (truths, told) = world(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        for (topic, truth) in truths.iter().enumerate() {
            let Truth::Is(why) = truth else { continue };
            gaps += 1;
            let of: Vec<&Gap> = told.iter().filter(|(of, _)| *of == topic).map(|(_, gap)| gap).collect();
            let Some(largest) = of.iter().max_by_key(|gap| gap.shown.len()) else { continue };
            all += 1;
            right += usize::from(largest.why == *why);
            if largest.why == *why && *why != Why::Missing {
                let article = largest.article.as_ref().map(|named| named.path.clone());
                named += 1;
                meant += usize::from(article == Some(format!("t{topic}.md")));
            }
        }
    }
    assert!(all * 100 >= gaps * 85, "{all} of {gaps} gaps were found");
    assert!(meant * 100 >= named * 90, "{meant} of {named} times the article is named that is meant");
    assert!(right * 100 >= all * 85, "{right} of {all} are told apart");
}
