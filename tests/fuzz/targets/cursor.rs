//! Is any cursor, time or number of an address read, or refused with a problem?

#![no_main]

use std::cell::LazyCell;

use firstline_fuzz::{Asked, encoded};
use libfuzzer_sys::fuzz_target;

thread_local! {
    static ASKED: LazyCell<Asked> = const { LazyCell::new(Asked::open) };
}

fuzz_target!(|bytes: &[u8]| {
    let value = encoded(bytes);
    for address in [
        format!("/api/v1/changes?since={value}"),
        format!("/api/v1/changes?limit={value}"),
        format!("/api/v1/search?q=vpn&offset={value}&state={value}&lang={value}"),
        format!("/api/v1/articles/{value}"),
        format!("/login?next={value}"),
    ] {
        ASKED.with(|asked| {
            let Some((status, body)) = asked.get(&address, None) else { return };
            assert!(matches!(status.as_u16(), 200 | 308 | 400 | 404 | 414), "{status} {address}");
            assert!(status == 308 || !body.is_empty());
        });
    }
});
