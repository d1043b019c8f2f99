//! Which words may be one of a few, by their first letters?

#![expect(clippy::inline_always, reason = "inside `widely` only what is inlined gets wide instructions")]

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
/// A block, and one byte before and after it.
const AROUND: usize = BLOCK + 2;

impl Openings {
    /// Of words that begin with one of these. Whatever is not ASCII may be one of them, too.
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
        let Some(firsts) = &self.firsts else { return likely(bytes, likely_at) };
        widely(
            #[inline(always)]
            || {
                for block in (0..bytes.len()).step_by(BLOCK) {
                    let beginnings = match block.checked_sub(1).and_then(|from| bytes[from..].first_chunk()) {
                        Some(around) => beginnings(around, firsts),
                        None => beginnings(&around_at_the_edge(bytes, block), firsts),
                    };
                    each_set(&beginnings, |at| likely_at(block + at));
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

/// The block that begins at a byte, and one byte before and after it; spaces where the text is at an end.
fn around_at_the_edge(bytes: &[u8], block: usize) -> [u8; AROUND] {
    let mut around = [b' '; AROUND];
    let from = block.saturating_sub(1);
    let rest = &bytes[from..bytes.len().min(block + BLOCK + 1)];
    around[from + 1 - block..][..rest.len()].copy_from_slice(rest);
    around
}

/// The bytes of a block at which a word may begin with one of these pairs of letters or with what is not ASCII, as
/// ones. A processor does each step for many bytes at a time, as long as all of it is inlined: iterators may not be.
#[inline(always)]
fn beginnings(around: &[u8; AROUND], firsts: &[First]) -> [u8; BLOCK] {
    let (mut begin, mut follows_any) = ([0; BLOCK], [0; BLOCK]);
    for at in 0..BLOCK {
        let after = around[at + 2];
        follows_any[at] = u8::from(after == LEFT_OUT[0]) | u8::from(after == LEFT_OUT[1]) | after >> 7;
    }
    for First { letter, second } in firsts {
        match *second {
            Some(second) => {
                for at in 0..BLOCK {
                    let follows = u8::from(lower(around[at + 2]) == second) | follows_any[at];
                    begin[at] |= u8::from(lower(around[at + 1]) == *letter) & follows;
                }
            }
            None => {
                for at in 0..BLOCK {
                    begin[at] |= u8::from(lower(around[at + 1]) == *letter);
                }
            }
        }
    }
    for at in 0..BLOCK {
        let (before, here) = (around[at], around[at + 1]);
        let after_letter = u8::from(lower(before).wrapping_sub(b'a') < 26);
        let after_digit = u8::from(before.wrapping_sub(b'0') < 10);
        begin[at] = (begin[at] & !after_digit | here >> 7) & !after_letter;
    }
    begin
}

/// Calls `found` with the place of each byte that is not zero.
#[inline(always)]
fn each_set(bytes: &[u8; BLOCK], mut found: impl FnMut(usize)) {
    let eights = bytes.as_chunks::<8>().0;
    let mut all = 0;
    for eight in eights {
        all |= u64::from_le_bytes(*eight);
    }
    if all == 0 {
        return;
    }
    for (number, eight) in eights.iter().enumerate() {
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

/// Calls `found` with every byte at which a word may begin: after what is no letter, where letters turn
/// into digits, and at everything that is not ASCII. Eight bytes are looked at in one step.
fn likely(bytes: &[u8], mut found: impl FnMut(usize)) {
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
