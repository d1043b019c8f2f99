//! When is a delivery tried again?

use jiff::{SignedDuration, Timestamp};

/// So long it is waited after the first try, the second …; and after each later one as after the last of these.
const SECONDS: [i64; 8] = [15, 60, 300, 900, 1_800, 3_600, 7_200, 14_400];
/// So long after it was sent it is given up.
const AT_MOST: SignedDuration = SignedDuration::from_hours(72);

/// When a delivery that was tried so often is tried again; none when it has been tried long enough. Each waits up to a
/// quarter longer, by `chance`, so that many that failed together do not come together.
pub fn wait(sent: Timestamp, tries: u32, now: Timestamp, chance: u64) -> Option<Timestamp> {
    let place = usize::try_from(tries.saturating_sub(1)).unwrap_or(usize::MAX);
    let seconds = SECONDS[place.min(SECONDS.len() - 1)];
    let milliseconds = seconds * 1_000;
    let longer = i64::try_from(chance % 1_000).unwrap_or(0) * milliseconds / 4_000;
    let again = now.checked_add(SignedDuration::from_millis(milliseconds + longer)).ok()?;
    (again.duration_since(sent) <= AT_MOST).then_some(again)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_after_three_days() {
        let sent = Timestamp::UNIX_EPOCH;
        for chance in [0, 500, 999, u64::MAX] {
            let (mut now, mut tries, mut waits) = (sent, 1, Vec::new());
            while let Some(again) = wait(sent, tries, now, chance) {
                waits.push(again.duration_since(now));
                (now, tries) = (again, tries + 1);
            }
            assert!(waits.is_sorted(), "{waits:?}");
            assert!(waits[0] >= SignedDuration::from_secs(15) && waits[0] < SignedDuration::from_secs(19));
            assert!(*waits.last().expect("a wait") <= SignedDuration::from_hours(5));
            assert!((15..=30).contains(&tries), "{tries}");
            let all = now.duration_since(sent);
            assert!(all <= AT_MOST && all >= SignedDuration::from_hours(66), "{all}");
        }
        assert_ne!(wait(sent, 1, sent, 1), wait(sent, 1, sent, 2), "not all at once");
    }
}
