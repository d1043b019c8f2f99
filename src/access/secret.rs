//! How does somebody prove who they are, and what is kept of the proof?

use std::{fmt, fmt::Write};

/// What a token begins with, so that people and scanners know one when they see it.
const MARK: &str = "fl";
/// The digits of a token's number.
const ID_DIGITS: usize = 12;

/// 256 bits that nobody can guess: shown once, never kept.
#[derive(Clone)]
pub struct Secret([u8; 32]);

/// What is kept of a [`Secret`]: enough to know it again. Two are compared in the same time whatever differs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SecretHash(blake3::Hash);

/// The number of a token, which is no secret: 48 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenId(u64);

/// An API token as its holder has it: `fl_`, its number, `_` and its secret.
#[derive(Clone)]
pub struct Token {
    /// Its number.
    pub id: TokenId,
    /// What proves that it is held.
    pub secret: Secret,
}

impl Secret {
    /// A secret of random bytes.
    pub fn of(random: [u8; 32]) -> Secret {
        Secret(random)
    }

    /// Reads it as it is shown: 64 hexadecimal digits.
    pub fn parse(text: &str) -> Option<Secret> {
        let hash = blake3::Hash::from_hex(text).ok()?;
        // One secret has one spelling.
        (text == hash.to_hex().as_str()).then(|| Secret(*hash.as_bytes()))
    }

    /// As its holder is shown it.
    pub fn shown(&self) -> String {
        digits(&self.0)
    }

    /// What is kept of it. It is too long to be guessed, so one pass of a fast hash is enough.
    pub fn hash(&self) -> SecretHash {
        SecretHash(blake3::hash(&self.0))
    }
}

impl SecretHash {
    /// As the store keeps it.
    pub fn bytes(&self) -> [u8; 32] {
        *self.0.as_bytes()
    }

    /// As the store kept it.
    pub fn of(bytes: [u8; 32]) -> SecretHash {
        SecretHash(bytes.into())
    }
}

impl TokenId {
    /// The number that these bits are; 48 of them count.
    pub fn of(bits: u64) -> TokenId {
        TokenId(bits & ((1 << (4 * ID_DIGITS)) - 1))
    }

    /// Its bits.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// Reads it as it is shown: 12 hexadecimal digits.
    pub fn parse(text: &str) -> Option<TokenId> {
        let fits =
            text.len() == ID_DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        fits.then(|| u64::from_str_radix(text, 16).ok().map(TokenId)).flatten()
    }
}

impl Token {
    /// Reads one as its holder has it.
    pub fn parse(text: &str) -> Option<Token> {
        let mut parts = text.split('_');
        let (MARK, Some(id), Some(secret), None) = (parts.next()?, parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        Some(Token { id: TokenId::parse(id)?, secret: Secret::parse(secret)? })
    }

    /// As its holder is shown it, once.
    pub fn shown(&self) -> String {
        format!("{MARK}_{}_{}", self.id, self.secret.shown())
    }
}

impl fmt::Display for TokenId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:0ID_DIGITS$x}", self.0)
    }
}

/// Nothing of a secret is written to a log by mistake.
impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl fmt::Debug for SecretHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretHash(…)")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Token({})", self.id)
    }
}

fn digits(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a text does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_read_as_it_was_shown_and_in_no_other_form() {
        let token = Token { id: TokenId::of(u64::MAX), secret: Secret::of([171; 32]) };
        let shown = token.shown();
        assert!(shown.starts_with("fl_ffffffffffff_abab"), "{shown}");
        let read = Token::parse(&shown).expect("a token");
        assert!(read.id == token.id && read.secret.hash() == token.secret.hash());
        let other = Secret::of([172; 32]);
        assert!(other.hash() != token.secret.hash());
        let spaced = format!(" {shown}");
        let longer = format!("{shown}_");
        for wrong in
            ["", "fl", "fl__", "fl_00_00", &shown[1..], &spaced, &longer, &shown.to_uppercase(), "fl_é_é"]
        {
            assert!(Token::parse(wrong).is_none(), "{wrong}");
        }
    }

    /// Whoever has found the beginning of a secret gets no nearer to the hash that is compared, so that its time, even if
    /// it told how far two are alike, would tell nothing of the secret.
    #[test]
    fn what_is_compared_is_not_what_was_sent() {
        let kept = Secret::of([171; 32]).hash().bytes();
        for right in 0..32 {
            let guess = std::array::from_fn(|at| if at < right { 171 } else { 0 });
            let hash = Secret::of(guess).hash().bytes();
            let alike = hash.iter().zip(kept).take_while(|(a, b)| *a == b).count();
            let differing: u32 = hash.iter().zip(kept).map(|(a, b)| (a ^ b).count_ones()).sum();
            assert!(alike <= 1 && (90..=166).contains(&differing), "{right}: {alike} {differing}");
        }
    }

    #[test]
    fn a_secret_is_not_written_by_mistake() {
        let token = Token { id: TokenId::of(7), secret: Secret::of([171; 32]) };
        assert_eq!(
            format!("{token:?} {:?} {:?}", token.secret, token.secret.hash()).matches("ab").count(),
            0
        );
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_read_is_shown_as_it_was_written(text in "(fl)?[_ ]{0,2}[0-9a-fA-F_é]{0,90}|fl_[0-9a-f]{12}_[0-9a-f]{64}") {
            if let Some(token) = Token::parse(&text) {
                assert_eq!(token.shown(), text);
            }
            if let Some(secret) = Secret::parse(&text) {
                assert_eq!(secret.shown(), text);
            }
        }
    }
}
