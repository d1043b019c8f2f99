//! Whatever is done, the index says what the oracle says.

use proptest::{collection::vec, prelude::*, sample::select};

use super::{DIMENSIONS, Oracle, agree, open, put, wanted};
use crate::{
    index::vectors::{Put, Wanted},
    library::Key,
};

#[derive(Clone, Debug)]
enum Op {
    Put(Vec<Put>),
    Remove(Vec<u64>),
    /// Keeps the articles of these keys; those of the second as if they had moved.
    KeepOnly(Vec<u64>, Vec<u64>),
    Tidy,
    Reopen,
}

fn values() -> impl Strategy<Value = [i8; DIMENSIONS]> {
    prop_oneof![
        3 => [-2..=2_i8, -2..=2_i8, -2..=2_i8, -2..=2_i8],
        1 => any::<[i8; DIMENSIONS]>(),
    ]
    .prop_filter("a direction", |values| *values != [0; DIMENSIONS])
}

fn any_put() -> impl Strategy<Value = Put> {
    let audiences = select(vec![vec!["public"], vec!["agents"], vec!["agents", "public"], vec!["writers"]]);
    let vectors = prop_oneof![9 => vec(values(), 0..=3), 1 => vec(values(), 4..9)];
    (0..10_u64, audiences, 0..3_u64, vectors)
        .prop_map(|(key, audiences, texts, vectors)| put(key, &audiences, texts, &vectors))
}

fn op() -> impl Strategy<Value = Op> {
    prop_oneof![
        6 => vec(any_put(), 0..7).prop_map(Op::Put),
        2 => vec(0..10_u64, 0..4).prop_map(Op::Remove),
        1 => (vec(0..10_u64, 0..10), vec(0..10_u64, 0..3)).prop_map(|(kept, moved)| Op::KeepOnly(kept, moved)),
        1 => Just(Op::Tidy),
        2 => Just(Op::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_index_says_what_the_oracle_says(ops in vec(op(), 1..12)) {
        let folder = tempfile::tempdir().expect("a folder");
        let mut index = open(folder.path());
        let mut oracle = Oracle::default();
        for op in ops {
            match op {
                Op::Put(puts) => {
                    let keys = puts.iter().map(|put| (put.key, put)).collect::<std::collections::BTreeMap<_, _>>();
                    let before: Vec<Wanted<'_>> = keys.values().map(|put| wanted(put)).collect();
                    let missing = index.missing(&before);
                    for wanted in &before {
                        let there = oracle.0.get(&wanted.key).is_some_and(|kept| {
                            kept.texts == wanted.texts && kept.readership == *wanted.readership
                        });
                        prop_assert_eq!(missing.contains(&wanted), !there);
                    }
                    index.put(&puts).expect("to be kept");
                    oracle.put(&puts);
                }
                Op::Remove(keys) => {
                    let keys: Vec<Key> = keys.into_iter().map(Key).collect();
                    index.remove(&keys).expect("removed");
                    oracle.0.retain(|key, _| !keys.contains(key));
                }
                Op::KeepOnly(kept, moved) => {
                    let elsewhere = crate::access::AudienceSet::of(["elsewhere"]).into();
                    let shelf = |put: &Put| moved.contains(&put.key.0).then_some(());
                    let before = oracle.clone();
                    let wanted: Vec<Wanted<'_>> = before.0.values().filter(|put| kept.contains(&put.key.0)).map(|put| {
                        let readership = if shelf(put).is_some() { &elsewhere } else { &put.readership };
                        Wanted { readership, texts: put.texts + 1, key: put.key }
                    }).collect();
                    index.keep_only(&wanted).expect("kept");
                    oracle.0.retain(|key, _| kept.contains(&key.0) && !moved.contains(&key.0));
                }
                Op::Tidy => index.tidy().expect("in order"),
                Op::Reopen => {
                    drop(index);
                    index = open(folder.path());
                }
            }
            agree(&index, &oracle);
        }
    }
}
