//! Is a credential that nobody gave never good, however it is written?

#![no_main]

use std::cell::LazyCell;

use firstline::access::{Secret, Token, TokenId};
use firstline_fuzz::Asked;
use libfuzzer_sys::fuzz_target;

thread_local! {
    static ASKED: LazyCell<Asked> = const { LazyCell::new(Asked::open) };
}

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        if let Some(token) = Token::parse(text) {
            assert_eq!(token.shown(), text);
        }
        if let Some(secret) = Secret::parse(text) {
            assert_eq!(secret.shown(), text);
        }
        if let Some(id) = TokenId::parse(text) {
            assert_eq!(id.to_string(), text);
        }
    }
    let bearer = [b"Bearer ", bytes].concat();
    let cookie = [b"__Host-firstline=", bytes].concat();
    ASKED.with(|asked| {
        for (name, value) in
            [("authorization", bytes), ("authorization", &bearer), ("cookie", bytes), ("cookie", &cookie)]
        {
            let Some((status, _)) = asked.get("/api/v1/tokens", Some((name, value))) else { continue };
            assert_eq!(status, 401, "{name}");
        }
    });
});
