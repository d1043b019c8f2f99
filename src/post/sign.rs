//! How does a program know that a call is ours? (Standard Webhooks 1.0)

use base64::{Engine, engine::general_purpose::STANDARD};
use ring::hmac;

/// What stands before a secret.
const MARK: &str = "whsec_";
/// The standard wants secrets of 24 to 64 bytes; more does no harm.
const LEAST: usize = 24;

/// A key that calls are signed with.
pub(super) struct Key(hmac::Key);

impl Key {
    /// Reads `whsec_` and base64. None when it is not that, or too short.
    pub(super) fn parse(secret: &str) -> Option<Key> {
        let bytes = STANDARD.decode(secret.strip_prefix(MARK)?).ok()?;
        (bytes.len() >= LEAST).then(|| Key(hmac::Key::new(hmac::HMAC_SHA256, &bytes)))
    }

    /// The signature of a call: its number, the second, and its body.
    pub(super) fn sign(&self, id: &str, second: i64, body: &[u8]) -> String {
        let mut signing = hmac::Context::with_key(&self.0);
        signing.update(format!("{id}.{second}.").as_bytes());
        signing.update(body);
        format!("v1,{}", STANDARD.encode(signing.sign()))
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_call_is_signed_as_the_standard_says() {
        // The example of the standard's own libraries.
        let key = Key::parse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").expect("a key");
        let signature = key.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", 1_614_265_330, br#"{"test": 2432232314}"#);
        assert_eq!(signature, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn what_is_no_secret_signs_nothing() {
        for other in ["", "whsec_", "whsec_!!", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_c2hvcnQ="] {
            assert!(Key::parse(other).is_none(), "{other}");
        }
    }
}
