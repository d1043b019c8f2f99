//! Is any file imported, or its bad lines named, without a panic?

#![no_main]

use std::{cell::LazyCell, ffi::OsString, fs};

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

thread_local! {
    static PLACE: LazyCell<TempDir> = LazyCell::new(|| {
        let dir = TempDir::new().expect("a temporary directory");
        fs::create_dir(dir.path().join("kb")).expect("a folder");
        fs::write(dir.path().join("kb/vpn.md"), "# VPN\n\nReset the token.\n").expect("a file");
        dir
    });
}

fuzz_target!(|bytes: &[u8]| {
    // The first byte says which form the others have.
    let Some((first, rest)) = bytes.split_first() else { return };
    let form = if first % 2 == 0 { "jsonl" } else { "csv" };
    PLACE.with(|place| {
        let at = |name: &str| place.path().join(name).into_os_string();
        fs::write(at("past"), rest).expect("a file");
        let words: [OsString; 9] = [
            "firstline".into(),
            "import".into(),
            at("past"),
            "--format".into(),
            form.into(),
            "--kb".into(),
            at("kb"),
            "--index".into(),
            at("index"),
        ];
        // The code says whether lines were broken; that it comes back at all is what counts.
        let _ = firstline::cli::run(words);
    });
});
