//! Where do the words of a text begin and end?
//!
//! A chunk is what a person would double-click and mean: a word, a code with its inner joiners
//! (`ERR_CONNECTION_RESET`, `v2.14.3`, `HP-26X-A`, `C++`, `.NET`), or a run of a script that sets no spaces.

/// One chunk, as byte offsets into the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
}

/// What a chunk is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters only.
    Word,
    /// Letters and digits, or digits only, without joiners.
    Mixed,
    /// Something with joiners or a telling sign at its ends.
    Joined,
    /// A run of characters of a script without spaces between words.
    Unspaced,
}

/// The first chunk at or after a byte offset.
pub(super) fn next(text: &str, from: usize) -> Option<Chunk> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        match class_at(text, at) {
            (Class::Letter | Class::Digit, _) => return Some(spaced(text, at)),
            (Class::Unspaced, _) => return Some(unspaced(text, at)),
            (Class::Joiner, _) if begins_dotted_name(text, at) => return Some(spaced(text, at)),
            (_, width) => at += width,
        }
    }
    None
}

/// A word of letters that is no longer than this fits into one number.
pub(super) const PLAIN: usize = 16;

/// The end of the chunk that begins at a byte, and its letters in lower case as one number, if it is nothing but a
/// few ASCII letters and easily told from what stands around it. Most words are.
pub(super) fn plain_word(bytes: &[u8], at: usize) -> Option<(usize, u128)> {
    if at > 0 && !sets_apart(bytes[at - 1]) {
        return None;
    }
    let mut letters = 0;
    let mut end = at;
    while let Some(letter) = bytes.get(end).filter(|byte| byte.is_ascii_alphabetic()) {
        if end - at == PLAIN {
            return None;
        }
        letters = (letters << 8) | u128::from(letter | 0x20);
        end += 1;
    }
    let ends = match &bytes[end..] {
        [b'+' | b'#', ..] => false,
        // A joiner joins nothing when no word follows it.
        [b'_' | b'-' | b'.' | b'\'', after, ..] => after.is_ascii() && !after.is_ascii_alphanumeric(),
        [b'_' | b'-' | b'.' | b'\''] | [] => true,
        [after, ..] => sets_apart(*after),
    };
    (ends && end > at).then_some((end, letters))
}

/// Whether a byte belongs to no chunk and joins none.
pub(super) fn sets_apart(byte: u8) -> bool {
    byte.is_ascii() && matches!(ASCII[usize::from(byte)], Class::Other | Class::Sign)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Joiner,
    Sign,
    /// Belongs to a word without showing: soft hyphens, joining controls.
    Silent,
    Unspaced,
    Other,
}

const ASCII: [Class; 128] = {
    let mut table = [Class::Other; 128];
    let mut byte: u8 = 0;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'_' | b'-' | b'.' | b'\'' => Class::Joiner,
            b'+' | b'#' => Class::Sign,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
};

fn class_at(text: &str, at: usize) -> (Class, usize) {
    let byte = text.as_bytes()[at];
    if byte < 128 {
        return (ASCII[byte as usize], 1);
    }
    let Some(c) = text[at..].chars().next() else { return (Class::Other, 1) };
    let class = match c {
        '\u{2019}' | '\u{2010}' | '\u{2011}' => Class::Joiner,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Class::Silent,
        c if is_unspaced(c) => Class::Unspaced,
        c if c.is_numeric() => Class::Digit,
        c if c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) => Class::Letter,
        _ => Class::Other,
    };
    (class, c.len_utf8())
}

/// Scripts that set no spaces between words, and Hangul, whose words carry their particles.
pub(super) fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}'          // Thai, Lao
        | '\u{1000}'..='\u{109f}'      // Burmese
        | '\u{1100}'..='\u{11ff}'      // Hangul letters
        | '\u{1780}'..='\u{17ff}'      // Khmer
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30ff}'      // Hiragana, Katakana
        | '\u{3130}'..='\u{318f}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'      // Han
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'      // Hangul
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'      // half-width Katakana
        | '\u{20000}'..='\u{3ffff}')
}

/// A point that begins a name (`.NET`), not one that ends a sentence.
fn begins_dotted_name(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    bytes[at] == b'.'
        && (at == 0 || bytes[at - 1].is_ascii_whitespace() || bytes[at - 1] == b'(')
        && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic)
}

fn spaced(text: &str, start: usize) -> Chunk {
    let bytes = text.as_bytes();
    let mut shape = if bytes[start] == b'.' { Shape::Joined } else { Shape::Word };
    let mut at = if shape == Shape::Joined { start + 1 } else { start };
    let mut end = at;
    while at < bytes.len() {
        let (class, width) = class_at(text, at);
        match class {
            Class::Letter | Class::Silent => {}
            Class::Digit => shape = if shape == Shape::Word { Shape::Mixed } else { shape },
            Class::Joiner if continues(text, at + width) => shape = Shape::Joined,
            Class::Sign => {
                return Chunk { start, end: end_of_signs(bytes, start, end), shape: Shape::Joined }
                    .unless_plain(shape, end);
            }
            Class::Joiner | Class::Unspaced | Class::Other => break,
        }
        at += width;
        end = at;
    }
    Chunk { start, end, shape }
}

impl Chunk {
    /// A chunk whose signs turned out not to belong to it keeps the shape that it had.
    fn unless_plain(self, shape: Shape, end: usize) -> Chunk {
        if self.end == end { Chunk { shape, ..self } } else { self }
    }
}

fn continues(text: &str, at: usize) -> bool {
    at < text.len() && matches!(class_at(text, at).0, Class::Letter | Class::Digit)
}

/// `C++`, `Notepad++` and `C#` keep their signs; `a+b` and `issue#4` do not.
fn end_of_signs(bytes: &[u8], start: usize, end: usize) -> usize {
    let signs = bytes[end..].iter().take_while(|byte| matches!(byte, b'+' | b'#')).count();
    let after = bytes.get(end + signs).copied().unwrap_or(b' ');
    let telling = match &bytes[end..end + signs] {
        b"++" => true,
        b"#" => end - start <= 2,
        _ => false,
    };
    if telling && !after.is_ascii_alphanumeric() { end + signs } else { end }
}

fn unspaced(text: &str, start: usize) -> Chunk {
    let len = text[start..].find(|c: char| !is_unspaced(c)).unwrap_or(text.len() - start);
    Chunk { start, end: start + len, shape: Shape::Unspaced }
}

#[cfg(test)]
mod tests {
    use super::{Shape, next, plain_word, sets_apart};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(chunk) = next(text, at) {
            found.push(&text[chunk.start..chunk.end]);
            at = chunk.end;
        }
        assert_eq!(found, expected, "{text}");
    }

    proptest::proptest! {
        #[test]
        fn a_plain_word_is_a_chunk(text in "[a-cA-C1 ._'+#é印,-]{0,40}") {
            let mut at = 0;
            while let Some(chunk) = next(&text, at) {
                if let Some((end, _)) = plain_word(text.as_bytes(), chunk.start) {
                    assert_eq!((end, Shape::Word), (chunk.end, chunk.shape));
                }
                assert!(text.bytes().take(chunk.start).skip(at).all(|byte| sets_apart(byte) || !byte.is_ascii_alphanumeric()));
                at = chunk.end;
            }
        }
    }

    #[test]
    fn chunks_are_what_a_person_means() {
        check("My printer's dead.", &["My", "printer's", "dead"]);
        check(
            "0x80070005, KB5034441; ERR_CONNECTION_RESET!",
            &["0x80070005", "KB5034441", "ERR_CONNECTION_RESET"],
        );
        check("C++ and C# on .NET (v2.14.3).", &["C++", "and", "C#", "on", ".NET", "v2.14.3"]);
        check("ping 10.0.0.1:8080/x", &["ping", "10.0.0.1", "8080", "x"]);
        check("a+b issue#4 -not_ --", &["a", "b", "issue", "4", "not"]);
        check("VPNの設定 okay", &["VPN", "の設定", "okay"]);
        check("", &[]);
        check("…!!", &[]);
    }
}
