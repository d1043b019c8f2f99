//! Is this the password?

use argon2::{Argon2, PasswordHasher, PasswordVerifier, password_hash::phc::PasswordHash};

/// The fewest characters that a password may have.
const FEWEST: usize = 10;
/// A longer password is refused before any of it is hashed, in bytes.
const MOST_BYTES: usize = 1_000;

/// What is kept of a password: Argon2id with the parameters that OWASP names (19 MiB, two passes), in the form that
/// every library reads (a PHC string).
#[derive(Clone, PartialEq, Eq)]
pub struct PasswordHashed(String);

/// Why something will not do as a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It is too short.
    #[error("the password has fewer than {FEWEST} characters")]
    Short,
    /// It is too long.
    #[error("the password has more than {MOST_BYTES} bytes")]
    Long,
    /// It could not be hashed.
    #[error("the password could not be hashed")]
    Failed,
}

impl PasswordHashed {
    /// Hashes a password, with random bytes that are used for nothing else. Takes some 20 ms and 19 MiB.
    ///
    /// # Errors
    /// When it will not do as a password.
    pub fn of(password: &str, random: [u8; 16]) -> Result<PasswordHashed, Unfit> {
        if password.chars().count() < FEWEST {
            return Err(Unfit::Short);
        }
        if password.len() > MOST_BYTES {
            return Err(Unfit::Long);
        }
        let hashed: Result<PasswordHash, _> =
            Argon2::default().hash_password_with_salt(password.as_bytes(), &random);
        hashed.map(|hashed| PasswordHashed(hashed.to_string())).map_err(|_| Unfit::Failed)
    }

    /// What the store kept.
    pub fn kept(text: &str) -> PasswordHashed {
        PasswordHashed(text.to_owned())
    }

    /// What the store keeps.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// Whether this is the password. Takes as long as hashing it, whatever the answer.
    pub fn is(&self, password: &str) -> bool {
        password.len() <= MOST_BYTES
            && Argon2::default().verify_password(password.as_bytes(), self.0.as_str()).is_ok()
    }
}

/// Nothing of a password is written to a log by mistake.
impl std::fmt::Debug for PasswordHashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PasswordHashed(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_and_no_other() {
        let kept = PasswordHashed::of("correct horse", [7; 16]).expect("a password");
        assert!(kept.text().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{}", kept.text());
        assert!(PasswordHashed::kept(kept.text()).is("correct horse"));
        for wrong in ["", "correct hors", "correct horse ", "Correct horse"] {
            assert!(!kept.is(wrong), "{wrong}");
        }
        assert_ne!(PasswordHashed::of("correct horse", [8; 16]), Ok(kept));
        assert!(!PasswordHashed::kept("damaged").is("damaged"));
    }

    #[test]
    fn what_will_not_do_is_said() {
        assert_eq!(PasswordHashed::of("nine char", [0; 16]), Err(Unfit::Short));
        assert_eq!(PasswordHashed::of(&"x".repeat(MOST_BYTES + 1), [0; 16]), Err(Unfit::Long));
        assert!(PasswordHashed::of("zehn Zeich", [0; 16]).is_ok());
    }
}
