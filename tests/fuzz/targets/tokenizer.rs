//! Do the terms of any text lie in it, in order?

#![no_main]

use firstline::text::{Analyzer, Language};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for code in ["en", "de", "fr", "ja"] {
        let Some(language) = Language::parse(code) else { continue };
        let (mut position, mut start) = (0, 0);
        Analyzer::new(language).each(text, &mut |term| {
            assert!(text.is_char_boundary(term.start) && text.is_char_boundary(term.end), "{code}");
            assert!(term.start < term.end && term.end <= text.len() && !term.text.is_empty(), "{code}");
            assert!(term.position >= position, "{code}: positions go back");
            // The parts of a code come after the whole of it, and lie in it.
            assert!(term.start >= start || term.position == position, "{code}: offsets go back");
            (position, start) = (term.position, term.start);
        });
    }
});
