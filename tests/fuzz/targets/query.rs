//! Does any text make a query, and is it answered without a word of what is hidden?

#![no_main]

use std::cell::LazyCell;

use firstline::search::Query;
use firstline_fuzz::{Asked, encoded};
use libfuzzer_sys::fuzz_target;

thread_local! {
    static ASKED: LazyCell<Asked> = const { LazyCell::new(Asked::open) };
}

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    Query::parse(&text);
    let address = format!("/api/v1/search?q={}", encoded(bytes));
    ASKED.with(|asked| {
        let Some((status, body)) = asked.get(&address, None) else { return };
        assert!(matches!(status.as_u16(), 200 | 414), "{status}");
        let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
        let shown = body["hits"].to_string();
        assert!(!shown.contains("hidden.md") && !shown.contains("sings"), "{shown}");
    });
});
