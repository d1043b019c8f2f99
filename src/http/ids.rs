//! What number does a request have?

use std::{
    hash::{BuildHasher, RandomState},
    sync::atomic::{AtomicU64, Ordering},
};

use jiff::Timestamp;

/// The letters of Crockford's base 32: none can be taken for another.
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Makes numbers that are unique, and later ones greater, in the form of a ULID: 26 letters and digits.
#[derive(Debug)]
pub(super) struct Ids {
    /// What tells this process from others.
    process: u64,
    next: AtomicU64,
}

impl Ids {
    pub(super) fn new() -> Ids {
        let random = RandomState::new();
        Ids { process: random.hash_one("process"), next: AtomicU64::new(random.hash_one("first") >> 8) }
    }

    /// The next number, at this moment.
    pub(super) fn next(&self, now: Timestamp) -> String {
        let moment = u128::from(now.as_millisecond().unsigned_abs()) << 80;
        let process = u128::from(self.process & 0xff_ffff_ffff) << 40;
        let count = u128::from(self.next.fetch_add(1, Ordering::Relaxed) & 0xff_ffff_ffff);
        spelled(moment | process | count)
    }
}

fn spelled(number: u128) -> String {
    let letter = |place: u32| char::from(LETTERS[(number >> (5 * place)) as usize & 31]);
    (0..26).rev().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::Ids;

    #[test]
    fn numbers_are_unique_short_and_later_ones_are_greater() {
        let ids = Ids::new();
        let moment = |ms| Timestamp::from_millisecond(ms).expect("a moment");
        let early = ids.next(moment(1_000));
        let late = ids.next(moment(1_790_000_000_000));
        assert_ne!(ids.next(moment(1_000)), early);
        assert!(early < late);
        assert!(late.len() == 26 && late.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    }
}
