//! What is a topic, and how is it told?

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    bags::{Bag, Weights, bags, to_length_one},
    communities::communities,
};
use crate::{
    report::seen::{Question, Seen},
    text::stop_words,
};

/// So many questions at most are compared with each other.
const MOST: usize = 3_000;
/// Fewer are no topic.
const LEAST: usize = 3;
/// Who is less like the others of a topic does not belong to it.
const BELONGS: f32 = 0.08;
/// So many words tell a topic.
const WORDS: usize = 6;

/// Little words without their endings, which lists of little words have with them.
const LITTLE: [&str; 8] = ["ani", "becaus", "doe", "onli", "pleas", "thi", "veri", "whi"];

/// Questions about the same.
#[derive(Clone, Debug)]
pub(in crate::report) struct Topic {
    /// Those that are most like the others first.
    pub(in crate::report) questions: Vec<Question>,
    /// The words of all of them, by the record's numbers, those that tell most first; of length 1.
    pub(in crate::report) centre: Vec<(u32, f32)>,
    /// How like the others a question of it is, in the middle.
    pub(in crate::report) closeness: f32,
}

/// Questions drawn by lot, the same always: as many as can be compared.
pub(in crate::report) fn sample(seen: &Seen<'_>) -> Vec<Question> {
    let mut all = seen.questions.clone();
    all.sort_unstable_by_key(|question| question.hash);
    all.truncate(MOST);
    by_words(seen, all)
}

/// The latest questions: as many as can be compared.
pub(in crate::report) fn latest(seen: &Seen<'_>, questions: impl Iterator<Item = Question>) -> Vec<Question> {
    let mut all: Vec<_> = questions.map(|question| (Reverse(seen.order(&question)), question)).collect();
    if all.len() > MOST {
        all.select_nth_unstable_by_key(MOST, |(order, _)| *order);
        all.truncate(MOST);
    }
    let all = all.into_iter().map(|(_, question)| question).collect();
    by_words(seen, all)
}

/// In the order of what they say. Of those that say the same it does not matter which comes first.
fn by_words(seen: &Seen<'_>, mut questions: Vec<Question>) -> Vec<Question> {
    questions.sort_unstable_by_key(|question| (seen.asked(question).map(|asked| asked.said), question.hash));
    questions
}

/// The topics of some questions, the largest first.
pub(in crate::report) fn topics(seen: &Seen<'_>, weights: &Weights, questions: &[Question]) -> Vec<Topic> {
    let (bags, words) = bags(seen, weights, questions);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (place, community) in communities(&bags, words.len()).into_iter().enumerate() {
        members.entry(community).or_default().push(place);
    }
    let topic = |places: Vec<usize>| topic(&bags, &words, questions, places);
    let mut topics: Vec<Topic> = members.into_values().filter_map(topic).collect();
    // Stable, and the questions are in the order of their hashes.
    topics.sort_by_key(|topic| Reverse(topic.questions.len()));
    topics
}

fn topic(bags: &[Bag], words: &[u32], questions: &[Question], places: Vec<usize>) -> Option<Topic> {
    let mut sum = summed(bags, &places);
    let mut near: Vec<(f32, usize)> =
        places.into_iter().map(|place| (like_others(&bags[place], &sum), place)).collect();
    near.retain(|(closeness, _)| *closeness >= BELONGS);
    if near.len() < LEAST {
        return None;
    }
    let kept: Vec<usize> = near.iter().map(|(_, place)| *place).collect();
    sum = summed(bags, &kept);
    for (closeness, place) in &mut near {
        *closeness = like_others(&bags[*place], &sum);
    }
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let closeness = near[near.len() / 2].0;
    let mut centre: Vec<(u32, f32)> =
        sum.into_iter().map(|(word, weight)| (words[word as usize], weight)).collect();
    to_length_one(&mut centre);
    centre.sort_by(|a, b| b.1.total_cmp(&a.1));
    Some(Topic { questions: near.iter().map(|(_, place)| questions[*place]).collect(), centre, closeness })
}

fn summed(bags: &[Bag], places: &[usize]) -> BTreeMap<u32, f32> {
    let mut sum = BTreeMap::new();
    for (word, weight) in places.iter().flat_map(|place| &bags[*place]) {
        *sum.entry(*word).or_default() += weight;
    }
    sum
}

/// How like a bag is to the sum of the others.
fn like_others(bag: &Bag, sum: &BTreeMap<u32, f32>) -> f32 {
    let along: f32 = bag.iter().map(|(word, weight)| weight * sum.get(word).unwrap_or(&0.0)).sum();
    let own: f32 = bag.iter().map(|(_, weight)| weight * weight).sum();
    let length: f32 = sum.values().map(|weight| weight * weight).sum();
    let others = (length - 2.0 * along + own).max(0.0).sqrt();
    if others > 1e-3 { (along - own) / others } else { 0.0 }
}

impl Topic {
    /// What it is called as long as its earliest question is there.
    pub(in crate::report) fn id(&self, seen: &Seen<'_>) -> String {
        let earliest = self.questions.iter().min_by_key(|question| seen.order(question));
        let said = earliest.and_then(|question| seen.asked(question)).map_or(0, |asked| asked.said);
        format!("{:08x}", said >> 32)
    }

    /// The single words that tell it, as far as they can be read.
    pub(in crate::report) fn words<'a>(&self, seen: &Seen<'a>) -> Vec<&'a str> {
        let says_little = |term: &str| {
            LITTLE.contains(&term)
                || seen.languages().iter().any(|language| stop_words::contains(*language, term))
        };
        let terms = self.centre.iter().filter_map(|(word, _)| seen.record.term(*word));
        let telling =
            terms.filter(|term| !term.contains(' ') && term.chars().count() > 1 && !says_little(term));
        telling.take(WORDS).collect()
    }
}
