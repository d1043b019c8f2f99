//! Which words may be one of a few, by their first letters?

/// Any third letter will do.
const ANY: u32 = u32::MAX;

/// The third letter of a stem is sure to be its word's when so many letters stand behind its second.
const SURE: usize = 3;

/// How many kinds of letters are told apart.
const KINDS: usize = 64;

/// What ASCII letters are alike: `a` to `z` whatever their case, each digit, each joiner, everything else.
const KIND: [u8; 256] = {
    let mut kinds = [63; 256];
    let mut byte: u8 = 0;
    while byte < 128 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' => byte - b'a',
            b'A'..=b'Z' => byte - b'A',
            b'0'..=b'9' => byte - b'0' + 32,
            b'-' => 42,
            b'.' => 43,
            b'_' => 44,
            _ => 63,
        };
        byte += 1;
    }
    kinds
};

/// How a few words begin. Says "perhaps" of many others, and "no" of none of them.
pub(super) struct Openings {
    /// By the kinds of the first two letters: the third letters that may follow, a bit each.
    thirds: Vec<u32>,
}

impl Openings {
    /// The openings of these stems and beginnings.
    pub(super) fn of<'a>(words: impl IntoIterator<Item = &'a String>) -> Openings {
        let mut thirds = vec![0; KINDS * KINDS];
        for word in words {
            match word.as_bytes() {
                [first, second, rest @ ..] if first.is_ascii() && second.is_ascii() => {
                    // Hyphens are left out of what is compared: `e-mail` is `email`.
                    thirds[pair(*first, b'-')] = ANY;
                    let third = rest.first().filter(|_| rest.len() >= SURE);
                    thirds[pair(*first, *second)] |= third.map_or(ANY, |third| bit(*third) | bit(b'-'));
                    if rest.is_empty() && second.is_ascii_alphabetic() {
                        // A stem may be shorter than it looks: `dying` is `die`, `by` is `bi`.
                        thirds[pair(*first, b'a')..][..KINDS].fill(ANY);
                    }
                }
                [first, ..] if first.is_ascii() => thirds[pair(*first, b'a')..][..KINDS].fill(ANY),
                _ => {}
            }
        }
        Openings { thirds }
    }

    /// Whether one of the words may begin at a byte.
    pub(super) fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let letter = |place: usize| bytes.get(place).copied().unwrap_or(b' ');
        let (first, second) = (letter(at), letter(at + 1));
        self.thirds[pair(first, second)] & bit(letter(at + 2)) != 0 || !first.is_ascii() || !second.is_ascii()
    }
}

/// The bit of a third letter: one each for `a` to `z`, one for digits, one for the rest.
fn bit(third: u8) -> u32 {
    match KIND[usize::from(third)] {
        letter @ 0..32 => 1 << letter,
        32..42 => 1 << 26,
        _ => 1 << 27,
    }
}

/// The place of two letters in the table.
fn pair(first: u8, second: u8) -> usize {
    usize::from(KIND[usize::from(first)]) * KINDS + usize::from(KIND[usize::from(second)])
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Calls `found` with every byte at which a word may begin: after what is no letter, where letters turn into
/// digits, and at everything that is not ASCII. Eight bytes are looked at in one step.
pub(super) fn likely(bytes: &[u8], mut found: impl FnMut(usize)) {
    let (mut letter_before, mut digit_before) = (0, 0);
    let (whole, rest) = bytes.as_chunks::<8>();
    let mut last = [b' '; 8];
    last[..rest.len()].copy_from_slice(rest);
    for (number, eight) in whole.iter().chain([&last]).enumerate() {
        let eight = u64::from_le_bytes(*eight);
        let other = eight & HIGH;
        let plain = eight & !HIGH;
        let letter = within(plain | (HIGH >> 2), b'a', b'z') & !other;
        let digit = within(plain, b'0', b'9') & !other;
        let point = within(plain, b'.', b'.') & !other;
        let after_letter = (letter << 8) | letter_before;
        let after_digit = (digit << 8) | digit_before;
        (letter_before, digit_before) = (letter >> 56, digit >> 56);
        let words = ((letter & !after_letter) | digit) & !after_digit;
        let mut begins = words | ((point | other) & !after_letter);
        while begins != 0 {
            found(8 * number + begins.trailing_zeros() as usize / 8);
            begins &= begins - 1;
        }
    }
}

/// The highest bit of each of eight bytes below 128 that lies between two others.
fn within(bytes: u64, least: u8, most: u8) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let at_least = |least: u8| bytes.wrapping_add(EACH * u64::from(128 - least));
    at_least(least) & !at_least(most + 1) & HIGH
}
