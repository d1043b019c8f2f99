//! What a snapshot must do.

use std::io::{self, Read};

use proptest::prelude::*;

use super::cases::{fold, outcomes, told};
use crate::learn::{
    Cases, Cursor, SnapshotError, Verdict,
    snapshot::{MAGIC, VERSION},
};

fn written(cases: &Cases) -> Vec<u8> {
    let mut bytes = Vec::new();
    cases.write(Cursor(77), &mut bytes).expect("to write into memory");
    bytes
}

fn read(mut bytes: &[u8]) -> Result<(Cases, Cursor), SnapshotError> {
    Cases::read(&mut bytes)
}

/// Gives one byte at a time, as a bad day's file might.
struct Trickle<'a>(&'a [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.0.read(&mut into[..1])
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_again_numbers_and_all(all in outcomes()) {
        let cases = fold(&all);
        let bytes = written(&cases);
        let (again, cursor) = read(&bytes).expect("a snapshot");
        prop_assert_eq!(cursor, Cursor(77));
        prop_assert_eq!(&again, &cases);
        prop_assert_eq!(again.votes().collect::<Vec<_>>(), cases.votes().collect::<Vec<_>>());
        prop_assert_eq!(written(&again), bytes.clone());
        prop_assert_eq!(&Cases::read(&mut Trickle(&bytes)).expect("a snapshot").0, &cases);
    }

    #[test]
    fn going_on_from_a_snapshot_is_the_same_as_never_stopping(all in outcomes(), part in 0..24_usize) {
        let part = part.min(all.len());
        let (mut again, _) = read(&written(&fold(&all[..part]))).expect("a snapshot");
        for told in &all[part..] {
            again.tell(told);
        }
        prop_assert_eq!(again, fold(&all));
    }

    #[test]
    fn any_damage_is_noticed(all in outcomes(), at in any::<prop::sample::Index>(), flip in 1..=u8::MAX) {
        let mut bytes = written(&fold(&all));
        let at = at.index(bytes.len());
        prop_assert!(read(&bytes[..at]).is_err());
        bytes[at] ^= flip;
        prop_assert!(read(&bytes).is_err());
        bytes[at] ^= flip;
        bytes.push(flip);
        prop_assert!(read(&bytes).is_err());
    }

    #[test]
    fn any_bytes_are_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let mut begun = [&MAGIC[..], &VERSION.to_le_bytes(), &bytes].concat();
        prop_assert!(read(&bytes).is_err());
        prop_assert!(read(&begun).is_err());
        // With the right checksum, too, nothing may panic: somebody may have made it.
        let sum = *blake3::hash(&begun).as_bytes();
        begun.extend_from_slice(&sum);
        let _ = read(&begun);
    }
}

#[test]
fn every_single_bit_counts() {
    let bytes = written(&fold(&[told(1, 10, "T", "a.md", Verdict::Resolved)]));
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            assert!(read(&other).is_err(), "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn an_error_says_what_it_is() {
    let bytes = written(&fold(&[told(1, 10, "T", "a.md", Verdict::Resolved)]));
    assert!(matches!(read(b""), Err(SnapshotError::Foreign)));
    assert!(matches!(read(b"another file"), Err(SnapshotError::Foreign)));
    let mut newer = bytes.clone();
    newer[8] = 4;
    assert!(matches!(read(&newer), Err(SnapshotError::Version(4))));
    assert!(matches!(read(&bytes[..60]), Err(SnapshotError::Damaged("cut off"))));
    let mut other = bytes;
    *other.last_mut().expect("bytes") ^= 1;
    assert!(matches!(read(&other), Err(SnapshotError::Damaged("the checksum is another"))));
}

#[test]
fn a_length_that_is_a_lie_takes_no_memory() {
    // 2^56 words, then nothing.
    let mut bytes = [&MAGIC[..], &VERSION.to_le_bytes(), &[0; 8]].concat();
    bytes.extend([0x80; 8]);
    bytes.extend([1, 0, 0, 0]);
    assert!(matches!(read(&bytes), Err(SnapshotError::Damaged("cut off"))));
}
