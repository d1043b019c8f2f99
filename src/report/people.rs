//! How many different people were there?

/// People, each once, by the numbers of the record.
///
/// Most groups know the same few people again and again: a list that is tidied up whenever it is full stays short, and one
/// for each of a hundred thousand articles is small.
#[derive(Clone, Debug, Default)]
pub(super) struct People(Vec<u32>);

impl People {
    pub(super) fn insert(&mut self, person: u32) {
        if self.0.len() == self.0.capacity() {
            self.tidy();
            // Half of it is free then: somebody new comes seldom enough.
            self.0.reserve(self.0.len().max(4));
        }
        self.0.push(person);
    }

    pub(super) fn count(&self) -> usize {
        let mut people = self.clone();
        people.tidy();
        people.0.len()
    }

    fn tidy(&mut self) {
        self.0.sort_unstable();
        self.0.dedup();
    }
}

impl Extend<u32> for People {
    fn extend<T: IntoIterator<Item = u32>>(&mut self, people: T) {
        people.into_iter().for_each(|person| self.insert(person));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::{collection::vec, prelude::*};

    use super::People;

    proptest! {
        #[test]
        fn everybody_counts_once(came in vec(0..60_u32, 0..400)) {
            let mut people = People::default();
            people.extend(came.iter().copied());
            prop_assert_eq!(people.count(), came.iter().collect::<BTreeSet<_>>().len());
            prop_assert!(people.0.capacity() <= 240, "{}", people.0.capacity());
        }
    }
}
