//! Does it do what it says?
//!
//! Everything runs on folders made for the test; nothing sleeps, and time is counted up by hand.

mod guarding;
mod hearing;
mod listing;
mod property;
mod reading;
mod reconciling;
mod watching;

use super::{ContentHash, Depth, Difference, Guard, Hint, Known, Settings, list, read, reconcile};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// A folder with a knowledge base in it, and room beside it for what lies outside.
struct Desk {
    around: TempDir,
    settings: Settings,
    known: Known,
    guard: Guard,
    now: Instant,
}

impl Desk {
    fn new() -> Desk {
        let around = tempfile::tempdir().expect("a folder for the test");
        let root = around.path().join("kb");
        fs::create_dir(&root).expect("a root");
        let settings = Settings::of(&root);
        Desk { around, settings, known: Known::new(), guard: Guard::default(), now: Instant::now() }
    }

    fn with(files: &[&str]) -> Desk {
        let desk = Desk::new();
        for path in files {
            desk.write(path, path);
        }
        desk
    }

    /// `count` articles, all of them known.
    fn knowing(count: usize) -> Desk {
        let mut desk = Desk::new();
        for number in 0..count {
            desk.write(&format!("a{number:03}.md"), &number.to_string());
        }
        desk.remember();
        desk
    }

    fn at(&self, path: &str) -> PathBuf {
        self.settings.root.join(path)
    }

    fn outside(&self, path: &str) -> PathBuf {
        self.around.path().join(path)
    }

    #[track_caller]
    fn write(&self, path: &str, text: &str) {
        let at = self.at(path);
        fs::create_dir_all(at.parent().expect("a parent")).expect("folders");
        fs::write(at, text).expect("a file");
    }

    #[track_caller]
    fn remove(&self, path: &str) {
        fs::remove_file(self.at(path)).expect("a file to remove");
    }

    #[track_caller]
    fn link(&self, target: impl AsRef<Path>, path: &str) {
        std::os::unix::fs::symlink(target, self.at(path)).expect("a link");
    }

    /// Knows the folder exactly as it is, with true stamps.
    fn remember(&mut self) {
        let listing = list(&self.settings).expect("a listing");
        let entry = |(path, stamp): (&String, &_)| {
            let bytes = fs::read(self.at(path)).expect("bytes");
            (path.clone(), (*stamp, ContentHash::of(&bytes)))
        };
        self.known = listing.files.iter().map(entry).collect();
    }

    #[track_caller]
    fn files(&self) -> Vec<String> {
        list(&self.settings).expect("a listing").files.into_keys().collect()
    }

    #[track_caller]
    fn left_out(&self) -> Vec<String> {
        list(&self.settings).expect("a listing").left_out.iter().map(ToString::to_string).collect()
    }

    #[track_caller]
    fn reconcile(&mut self, hint: &Hint, depth: Depth) -> Difference {
        reconcile(&self.settings, &self.known, hint, depth, &mut self.guard, self.now).expect("a difference")
    }

    #[track_caller]
    fn look(&mut self) -> Difference {
        self.reconcile(&Hint::Everything, Depth::Stamps)
    }

    #[track_caller]
    fn look_at(&mut self, paths: &[&str]) -> Difference {
        self.reconcile(&Hint::Paths(paths.iter().map(ToString::to_string).collect()), Depth::Stamps)
    }

    fn later(&mut self, by: Duration) {
        self.now += by;
    }

    /// Reconciles and remembers, as the program does.
    #[track_caller]
    fn follow(&mut self, hint: &Hint, depth: Depth) -> Difference {
        let difference = self.reconcile(hint, depth);
        for path in &difference.gone {
            self.known.remove(path);
        }
        for (path, stamp) in &difference.restamped {
            if let Some(entry) = self.known.get_mut(path) {
                entry.0 = *stamp;
            }
        }
        for path in &difference.to_read {
            if let Ok(file) = read(&self.settings, path) {
                self.known.insert(file.path, (file.stamp, file.hash));
            }
        }
        difference
    }

    fn knows(&self, path: &str, text: &str) -> bool {
        self.known.get(path).is_some_and(|(_, hash)| *hash == ContentHash::of(text.as_bytes()))
    }
}

/// Runs `test` on a thread that may not pass by modes of files, even when the tests run as root.
fn as_nobody(test: impl FnOnce() + Send) {
    use rustix::thread::{CapabilitySet, capabilities, set_capabilities};
    std::thread::scope(|scope| {
        let strict = scope.spawn(|| {
            let mut mine = capabilities(None).expect("capabilities");
            mine.effective -= CapabilitySet::DAC_OVERRIDE | CapabilitySet::DAC_READ_SEARCH;
            set_capabilities(None, mine).expect("fewer capabilities");
            test();
        });
        strict.join().expect("the test passes");
    });
}
