//! What hangs together more than by chance?
//!
//! Each question is tied to those that are most like it (4 to 20, more of more), and the ties are divided so that they are as much denser within
//! groups than between them as they can be (modularity, by the method of Louvain). On banking77, 10 intents of 77
//! without their articles, 40 tickets each: adjusted Rand index .70 in the mean of ten draws (`benches/gaps.rs`).

use std::collections::BTreeMap;

use super::bags::Bag;

/// Each is tied to so many most like ones: about half the root of how many there are. With more ties small groups grow
/// together, with fewer large ones fall apart.
fn nearest(all: usize) -> usize {
    (all * 3 / 10).isqrt().clamp(4, 20)
}

/// Less alike is not alike.
const ALIKE: f32 = 0.08;
/// So often everybody may move before a level is done.
const ROUNDS: usize = 30;

type Ties = Vec<Vec<(usize, f64)>>;

/// The community of each bag.
pub(super) fn communities(bags: &[Bag], words: usize) -> Vec<usize> {
    let mut ties = ties(bags, words);
    let mut inner = vec![0.0; ties.len()];
    let mut part: Vec<usize> = (0..bags.len()).collect();
    loop {
        let moved = move_all(&ties, &inner);
        // Numbers without gaps, in the order of the first of each.
        let mut names = BTreeMap::new();
        for community in &moved {
            let next = names.len();
            names.entry(*community).or_insert(next);
        }
        if names.len() == ties.len() {
            return part;
        }
        let named: Vec<usize> = moved.iter().map(|community| names[community]).collect();
        for place in &mut part {
            *place = named[*place];
        }
        (ties, inner) = merged(&ties, &inner, &named, names.len());
    }
}

/// Ties to the most alike, in both directions.
fn ties(bags: &[Bag], words: usize) -> Ties {
    let mut holding: Vec<Vec<(usize, f32)>> = vec![Vec::new(); words];
    for (place, bag) in bags.iter().enumerate() {
        for (word, weight) in bag {
            holding[*word as usize].push((place, *weight));
        }
    }
    let mut ties: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); bags.len()];
    let mut alike = vec![0.0_f32; bags.len()];
    let most = nearest(bags.len());
    for (place, bag) in bags.iter().enumerate() {
        alike.fill(0.0);
        for (word, weight) in bag {
            for (other, theirs) in &holding[*word as usize] {
                alike[*other] += weight * theirs;
            }
        }
        alike[place] = 0.0;
        let mut near: Vec<usize> = (0..bags.len()).filter(|other| alike[*other] >= ALIKE).collect();
        let closer = |a: &usize, b: &usize| alike[*b].total_cmp(&alike[*a]).then(a.cmp(b));
        if near.len() > most {
            near.select_nth_unstable_by(most, closer);
            near.truncate(most);
        }
        near.sort_unstable();
        for other in near {
            let tie = f64::from(alike[other]);
            *ties[place].entry(other).or_default() += tie;
            *ties[other].entry(place).or_default() += tie;
        }
    }
    ties.into_iter().map(|ties| ties.into_iter().collect()).collect()
}

/// Everybody moves to the community where most of their ties are beyond chance, until nobody wants to.
fn move_all(ties: &Ties, inner: &[f64]) -> Vec<usize> {
    let degrees: Vec<f64> = ties
        .iter()
        .zip(inner)
        .map(|(ties, inner)| ties.iter().map(|(_, tie)| tie).sum::<f64>() + inner)
        .collect();
    let all: f64 = degrees.iter().sum();
    let mut community: Vec<usize> = (0..ties.len()).collect();
    let mut sums = degrees.clone();
    for _ in 0..ROUNDS {
        let mut moved = false;
        for (place, degree) in degrees.iter().enumerate() {
            let old = community[place];
            sums[old] -= degree;
            let mut to = BTreeMap::from([(old, 0.0)]);
            for (other, tie) in &ties[place] {
                *to.entry(community[*other]).or_default() += tie;
            }
            let gain = |there: usize, ties: f64| ties - degree * sums[there] / all.max(f64::MIN_POSITIVE);
            let mut best = (old, gain(old, to[&old]));
            for (there, ties) in &to {
                let gain = gain(*there, *ties);
                if gain > best.1 + 1e-12 {
                    best = (*there, gain);
                }
            }
            community[place] = best.0;
            sums[best.0] += degree;
            moved |= best.0 != old;
        }
        if !moved {
            break;
        }
    }
    community
}

/// Each community as one.
fn merged(ties: &Ties, inner: &[f64], named: &[usize], len: usize) -> (Ties, Vec<f64>) {
    let mut next: Vec<BTreeMap<usize, f64>> = vec![BTreeMap::new(); len];
    let mut next_inner = vec![0.0; len];
    for (place, ties) in ties.iter().enumerate() {
        let own = named[place];
        next_inner[own] += inner[place];
        for (other, tie) in ties {
            if named[*other] == own {
                next_inner[own] += tie;
            } else {
                *next[own].entry(named[*other]).or_default() += tie;
            }
        }
    }
    (next.into_iter().map(|ties| ties.into_iter().collect()).collect(), next_inner)
}

#[cfg(test)]
mod tests {
    use super::communities;

    #[test]
    fn what_shares_words_hangs_together() {
        // Three times four, each with two words of its group and one of its own.
        let bag = |place: u32| {
            let group = place % 3;
            vec![(group, 0.7), (3 + group, 0.6), (6 + place, 0.387)]
        };
        let bags: Vec<_> = (0..12).map(bag).collect();
        let found = communities(&bags, 18);
        for place in 0..12 {
            assert_eq!(found[place], found[place % 3], "{found:?}");
        }
        assert!(found[0] != found[1] && found[1] != found[2] && found[0] != found[2]);
        assert!(communities(&[], 0).is_empty());
        assert_eq!(communities(&[vec![], vec![]], 0), [0, 1]);
    }
}
