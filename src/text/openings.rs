//! Which words may be one of a few, by their first letters?

#![expect(clippy::inline_always, reason = "inside `widely` only what is inlined gets wide instructions")]

use std::ops::Range;

use crate::processor::widely;

/// Any third letter will do.
const ANY: u32 = u32::MAX;

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
            b'\'' => 45,
            _ => 63,
        };
        byte += 1;
    }
    kinds
};

/// What is left out of what is compared: `e-mail` is `email`.
const LEFT_OUT: [u8; 2] = *b"-'";

/// How a few words begin. Says "perhaps" of many others, and "no" of none of them.
pub(super) struct Openings {
    /// By the kinds of the first two letters: the third letters that may follow, a bit each.
    thirds: Vec<u32>,
    /// The first two letters, each pair once; `None` when a word begins with what is no letter.
    firsts: Option<Vec<First>>,
}

/// The first two letters of a word.
#[derive(Clone, Copy, PartialEq, Eq)]
struct First {
    /// The first, in lower case.
    letter: u8,
    /// The second, as [`lower`] has it; `None` when any will do.
    second: Option<u8>,
}

/// So many bytes are looked at together, to see whether a word may begin among them.
const BLOCK: usize = 32;

impl Openings {
    /// Of words that begin with these letters. Signs among them, like all that is not ASCII, are never sure.
    pub(super) fn of<'a>(beginnings: impl IntoIterator<Item = &'a str>) -> Openings {
        let mut thirds = vec![0; KINDS * KINDS];
        let mut firsts = Some(Vec::new());
        for beginning in beginnings {
            add_first(&mut firsts, beginning.as_bytes());
            match *beginning.as_bytes() {
                [first, second, ref rest @ ..] if first.is_ascii() && second.is_ascii() => {
                    for left_out in LEFT_OUT {
                        thirds[pair(first, left_out)] = ANY;
                    }
                    let third = rest.first();
                    thirds[pair(first, second)] |= third.map_or(ANY, |third| bit(*third) | SIGN);
                }
                [first, ..] if first.is_ascii() => thirds[pair(first, b'a')..][..KINDS].fill(ANY),
                [_, ..] => {}
                [] => thirds.fill(ANY),
            }
        }
        Openings { thirds, firsts }
    }

    /// Calls `found` with every byte at which one of the words may begin, unless more than that was read meanwhile:
    /// `found` says how far.
    pub(super) fn each(&self, bytes: &[u8], mut found: impl FnMut(usize) -> usize) {
        let mut read = 0;
        let mut likely_at = |at: usize| {
            if at >= read && self.may_begin(bytes, at) {
                read = found(at);
            }
        };
        widely(
            #[inline(always)]
            || {
                for block in (0..bytes.len()).step_by(BLOCK) {
                    let firsts = self.firsts.as_ref().zip(Around::of(bytes, block));
                    match firsts.and_then(|(firsts, around)| around.beginnings(firsts)) {
                        Some(beginnings) => each_set(&beginnings, |at| likely_at(block + at)),
                        None => likely(bytes, block..bytes.len().min(block + BLOCK), &mut likely_at),
                    }
                }
            },
        );
    }

    /// Whether one of the words may begin at a byte.
    #[inline]
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let letter = |place: usize| bytes.get(place).copied().unwrap_or(b' ');
        let (first, second) = (letter(at), letter(at + 1));
        self.thirds[pair(first, second)] & bit(letter(at + 2)) != 0 || !first.is_ascii() || !second.is_ascii()
    }
}

/// A block and what stands one byte before and after each of its bytes.
struct Around<'a> {
    before: &'a [u8; BLOCK],
    here: &'a [u8; BLOCK],
    after: &'a [u8; BLOCK],
}

impl Around<'_> {
    /// Around the block that begins at a byte, unless it lies at the edge of the text.
    #[inline(always)]
    fn of(bytes: &[u8], block: usize) -> Option<Around<'_>> {
        let window = |from: usize| bytes.get(from..)?.first_chunk();
        let (before, here) = (window(block.checked_sub(1)?)?, window(block)?);
        Some(Around { before, here, after: window(block + 1)? })
    }

    /// The bytes at which a word may begin with one of these pairs of letters, as ones; `None` when not all is ASCII.
    /// A processor does each step for many bytes at a time.
    #[inline(always)]
    fn beginnings(&self, firsts: &[First]) -> Option<[u8; BLOCK]> {
        let Around { before, here, after } = self;
        if here.iter().chain(&after[BLOCK - 1..]).fold(0, |all, byte| all | byte) >= 0x80 {
            return None;
        }
        let mut begin = [0; BLOCK];
        for First { letter, second } in firsts {
            for ((begin, here), after) in begin.iter_mut().zip(*here).zip(*after) {
                let follows = match second {
                    Some(second) => {
                        let [hyphen, apostrophe] = LEFT_OUT.map(|sign| u8::from(*after == sign));
                        u8::from(lower(*after) == *second) | hyphen | apostrophe
                    }
                    None => 1,
                };
                *begin |= u8::from(lower(*here) == *letter) & follows;
            }
        }
        for (begin, before) in begin.iter_mut().zip(*before) {
            *begin &= u8::from(lower(*before).wrapping_sub(b'a') >= 26 && !before.is_ascii_digit());
        }
        Some(begin)
    }
}

/// Calls `found` with the place of each byte that is not zero.
#[inline(always)]
fn each_set(bytes: &[u8; BLOCK], mut found: impl FnMut(usize)) {
    for (number, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        let mut set = u64::from_le_bytes(*eight);
        while set != 0 {
            let place = set.trailing_zeros() as usize / 8;
            found(8 * number + place);
            set &= !(0xff << (8 * place));
        }
    }
}

/// A letter in lower case. What is no letter may become another sign, always the same.
#[inline(always)]
fn lower(byte: u8) -> u8 {
    byte | 0x20
}

/// Notes the first two letters of a beginning.
fn add_first(firsts: &mut Option<Vec<First>>, beginning: &[u8]) {
    let Some(known) = firsts else { return };
    let (first, second) = match *beginning {
        [first, second, ..] if first.is_ascii() && second.is_ascii() => {
            (first, (KIND[usize::from(second)] != 63).then_some(lower(second)))
        }
        [first, ..] if first.is_ascii() => (first, None),
        [_, ..] => return,
        [] => (b' ', None),
    };
    let first = First { letter: lower(first), second };
    if !first.letter.is_ascii_lowercase() {
        *firsts = None;
    } else if !known.contains(&first) {
        known.push(first);
    }
}

/// The bit of a third letter that is no letter and no digit.
const SIGN: u32 = 1 << 27;

/// The bit of a third letter: one each for `a` to `z`, one for digits, one for the rest.
fn bit(third: u8) -> u32 {
    match KIND[usize::from(third)] {
        letter @ 0..32 => 1 << letter,
        32..42 => 1 << 26,
        _ => SIGN,
    }
}

/// The place of two letters in the table.
fn pair(first: u8, second: u8) -> usize {
    usize::from(KIND[usize::from(first)]) * KINDS + usize::from(KIND[usize::from(second)])
}

/// The highest bit of each of eight bytes.
const HIGH: u64 = 0x8080_8080_8080_8080;

/// Calls `found` with every byte of a range at which a word may begin: after what is no letter, where letters turn
/// into digits, and at everything that is not ASCII. Eight bytes are looked at in one step.
fn likely(bytes: &[u8], range: Range<usize>, mut found: impl FnMut(usize)) {
    let before = range.start.checked_sub(1).map_or(b' ', |before| bytes[before]);
    let mut letter_before = u64::from(before.is_ascii_alphabetic()) << 7;
    let mut digit_before = u64::from(before.is_ascii_digit()) << 7;
    let begin = range.start;
    let (whole, rest) = bytes[range].as_chunks::<8>();
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
            found(begin + 8 * number + begins.trailing_zeros() as usize / 8);
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
