//! Where is kept what was learned, so that a start need not read the whole ledger?

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use crate::learn::{Cases, Cursor, Error, Ledger, SnapshotError};

/// How many bytes say which ledger it belongs to.
const WHOSE: usize = 16;

/// A file that keeps [`Cases`]. Whatever is wrong with it, the ledger is read from its beginning instead; deleting it
/// loses time and nothing else.
#[derive(Clone, Debug)]
pub struct Kept {
    path: PathBuf,
}

impl Kept {
    /// The one at a path, whether it is there or not.
    pub fn at(path: impl Into<PathBuf>) -> Kept {
        Kept { path: path.into() }
    }

    /// Keeps cases that were told everything up to a place in the ledger, in this epoch of it: the old file stays
    /// until the new one is on disk.
    ///
    /// # Errors
    /// When it cannot be written; the old one is there then.
    pub fn save(&self, ledger: &dyn Ledger, epoch: u64, cases: &Cases, cursor: Cursor) -> io::Result<()> {
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        let beside = PathBuf::from(beside);
        let written = write(&beside, whose(ledger, epoch), cases, cursor)
            .and_then(|()| fs::rename(&beside, &self.path));
        if written.is_err() {
            // Scraps; a full disk has better use for them.
            let _ = fs::remove_file(&beside);
        }
        written?;
        let folder = self.path.parent().filter(|folder| !folder.as_os_str().is_empty());
        File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
    }

    /// Whether what lies there was learned from this ledger as it is: since something was forgotten, or a backup
    /// brought back, it has been kept anew.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn is_of(&self, ledger: &dyn Ledger) -> Result<bool, Error> {
        let mut found = [0; WHOSE];
        let read = File::open(&self.path).and_then(|mut file| file.read_exact(&mut found));
        Ok(read.is_ok() && found == whose(ledger, ledger.epoch()?))
    }

    /// What was kept of this ledger, and up to where; none when there is nothing or nothing good.
    ///
    /// # Errors
    /// When the ledger cannot say where it ends.
    pub fn load(&self, ledger: &dyn Ledger) -> Result<Option<(Cases, Cursor)>, Error> {
        let ignored = |why: &str| {
            tracing::warn!(path = %self.path.display(), "what was learned is read again from the ledger: {why}");
        };
        let whose = whose(ledger, ledger.epoch()?);
        let (cases, cursor) = match read(&self.path, whose) {
            Ok(Some(kept)) => kept,
            Ok(None) => {
                ignored(
                    "what was kept belongs to another ledger, or to this one before something was forgotten",
                );
                return Ok(None);
            }
            Err(SnapshotError::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(SnapshotError::Io(error)) => {
                ignored(&error.to_string());
                return Ok(None);
            }
            Err(error) => {
                ignored(&error.to_string());
                return Ok(None);
            }
        };
        if cursor > ledger.end()? {
            ignored("what was kept knows more than the ledger does");
            return Ok(None);
        }
        Ok(Some((cases, cursor)))
    }
}

/// Which ledger it is and in which epoch, without telling its secret.
fn whose(ledger: &dyn Ledger, epoch: u64) -> [u8; WHOSE] {
    let mut key = ledger.secret().to_vec();
    if epoch > 0 {
        key.extend(epoch.to_le_bytes());
    }
    let mut first = [0; WHOSE];
    first.copy_from_slice(&blake3::derive_key("firstline which ledger", &key)[..WHOSE]);
    first
}

fn write(path: &Path, whose: [u8; WHOSE], cases: &Cases, cursor: Cursor) -> io::Result<()> {
    #[cfg_attr(not(unix), expect(unused_mut, reason = "modes are of Unix"))]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.write(true).create(true).truncate(true).open(path)?;
    file.write_all(&whose)?;
    cases.write(cursor, &mut file)?;
    file.sync_all()
}

fn read(path: &Path, whose: [u8; WHOSE]) -> Result<Option<(Cases, Cursor)>, SnapshotError> {
    let mut file = BufReader::new(File::open(path)?);
    let mut found = [0; WHOSE];
    match file.read_exact(&mut found) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(SnapshotError::Foreign),
        read => read?,
    }
    if found == whose { Cases::read(&mut file).map(Some) } else { Ok(None) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        learn::Which,
        store::{
            memory::MemoryLedger,
            sqlite::SqliteLedger,
            suite::{outcome, permit, shown},
        },
    };

    fn learned(ledger: &dyn Ledger) -> (Cases, Cursor) {
        let (mut cases, mut end) = (Cases::default(), Cursor(0));
        for (cursor, told) in ledger.told_since(Cursor(0), usize::MAX).expect("outcomes") {
            cases.tell(&told);
            end = cursor;
        }
        (cases, end)
    }

    fn filled() -> MemoryLedger {
        let ledger = MemoryLedger::default();
        ledger.show(&[shown(1), shown(2)]).expect("written");
        ledger.append(&[outcome(1, 1), outcome(2, 2)], &permit()).expect("written");
        ledger
    }

    #[test]
    fn what_was_kept_is_there_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = Kept::at(folder.path().join("lessons"));
        let ledger = filled();
        assert!(kept.load(&ledger).expect("a ledger").is_none(), "nothing yet");
        let (cases, end) = learned(&ledger);
        kept.save(&ledger, 0, &Cases::default(), Cursor(0)).expect("kept");
        kept.save(&ledger, 0, &cases, end).expect("kept again");
        assert_eq!(kept.load(&ledger).expect("a ledger"), Some((cases, Cursor(2))));
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn what_is_damaged_or_of_another_ledger_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lessons");
        let kept = Kept::at(&path);
        let ledger = filled();
        let (cases, end) = learned(&ledger);
        kept.save(&ledger, 0, &cases, end).expect("kept");
        let good = fs::read(&path).expect("a file");
        let none = || kept.load(&ledger).expect("a ledger").is_none();
        for at in (0..good.len()).step_by(7) {
            let mut bytes = good.clone();
            bytes[at] ^= 1;
            fs::write(&path, &bytes).expect("a file");
            assert!(none(), "byte {at}");
            fs::write(&path, &good[..at]).expect("a file");
            assert!(none(), "cut at {at}");
        }
        fs::write(&path, &good).expect("a file");
        assert!(!none());
        let other = SqliteLedger::open(&folder.path().join("desk.db")).expect("a ledger");
        assert!(kept.load(&other).expect("a ledger").is_none(), "another ledger");
        assert!(kept.load(&MemoryLedger::default()).expect("a ledger").is_none(), "beyond its end");
        fs::remove_file(&path).expect("to remove");
        fs::create_dir(&path).expect("a folder");
        assert!(none(), "no file");
        assert!(kept.save(&ledger, 0, &cases, end).is_err());
        assert!(!folder.path().join("lessons.new").exists());
    }

    #[test]
    fn what_was_learned_before_something_was_forgotten_is_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let kept = Kept::at(folder.path().join("lessons"));
        let ledger = filled();
        let (cases, end) = learned(&ledger);
        kept.save(&ledger, 0, &cases, end).expect("kept");
        assert!(kept.is_of(&ledger).expect("a ledger"));
        ledger.forget(&Which::Ticket("T-1".to_owned()), "forgotten-1").expect("forgotten");
        assert!(!kept.is_of(&ledger).expect("a ledger"));
        assert!(kept.load(&ledger).expect("a ledger").is_none());
        let (cases, end) = learned(&ledger);
        kept.save(&ledger, ledger.epoch().expect("an epoch"), &cases, end).expect("kept");
        assert!(kept.is_of(&ledger).expect("a ledger"));
        assert!(kept.load(&ledger).expect("a ledger").is_some());
    }
}
