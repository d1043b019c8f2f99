//! Do any bytes make an article, with findings that say a line of the file?

#![no_main]

use firstline::article::{Rules, read};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let (article, findings) = read("a/b.md", bytes, &Rules::default());
    assert!(!article.title.trim().is_empty());
    let lines = String::from_utf8_lossy(bytes).split(['\n', '\r']).count();
    for finding in findings {
        assert!(finding.line as usize <= lines + 1, "{finding:?}");
        assert!(!finding.message.contains('\0') && !finding.hint.is_empty(), "{finding:?}");
    }
});
