//! The history, on repositories that Git itself made.

use std::{fs, path::Path, process::Command};

use super::{History, Moment, Past, Revision};

/// A repository in a folder of its own.
struct Repository {
    folder: tempfile::TempDir,
}

impl Repository {
    /// An empty one; none where there is no Git, which only may be so outside CI.
    fn new() -> Option<Repository> {
        if Command::new("git").arg("--version").output().is_err() {
            assert!(std::env::var_os("CI").is_none(), "git is not installed");
            return None;
        }
        let repository = Repository { folder: tempfile::tempdir().expect("a folder") };
        fs::create_dir(repository.kb()).expect("a folder");
        repository.git(&["init", "--quiet", "--initial-branch=main"], 0);
        Some(repository)
    }

    fn kb(&self) -> std::path::PathBuf {
        self.folder.path().join("kb")
    }

    fn git(&self, arguments: &[&str], at: i64) -> String {
        let when = format!("@{at} +0000");
        let output = Command::new("git")
            .args(["-c", "user.name=Ada", "-c", "user.email=ada@desk.test", "-c", "core.autocrlf=false"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_SYSTEM", "/dev/null")
            .env("GIT_AUTHOR_DATE", &when)
            .env("GIT_COMMITTER_DATE", &when)
            .output()
            .expect("git");
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.kb().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Commits everything; the hash.
    fn commit(&self, summary: &str, at: i64) -> String {
        self.git(&["add", "--all"], at);
        self.git(&["commit", "--quiet", "--allow-empty", "-m", summary], at);
        self.git(&["rev-parse", "HEAD"], at)
    }

    /// The commits that changed a file.
    fn revisions(&self, path: &str, most: usize) -> Vec<Revision> {
        let versions = self.history().versions(path, most).expect("versions");
        versions.into_iter().map(|past| past.revision).collect()
    }

    fn history(&self) -> History {
        open(&self.kb()).expect("a history")
    }
}

fn open(folder: &Path) -> Option<History> {
    History::open(folder, 1 << 20).expect("a repository that can be read")
}

fn text(past: Option<Past>) -> Option<String> {
    past.map(|past| String::from_utf8(past.bytes).expect("text"))
}

fn moment(text: &str) -> Moment {
    text.parse().expect("a moment")
}

const DAY: i64 = 86_400;

#[test]
fn a_file_is_told_at_every_moment_of_its_life() {
    let Some(repository) = Repository::new() else { return };
    repository.write("vpn.md", "one");
    repository.commit("Begin", DAY);
    repository.write("other.md", "aside");
    let aside = repository.commit("Something else", 2 * DAY);
    repository.write("vpn.md", "two");
    let second = repository.commit("A better answer\n\nMuch more of it.", 3 * DAY);
    let history = repository.history();

    let revisions = repository.revisions("vpn.md", 10);
    let told: Vec<_> = revisions.iter().map(|one| (one.summary.as_str(), one.at.as_second())).collect();
    assert_eq!(told, [("A better answer", 3 * DAY), ("Begin", DAY)]);
    assert_eq!((revisions[0].id.as_str(), revisions[0].author.as_str()), (second.as_str(), "Ada"));
    assert_eq!(repository.revisions("vpn.md", 1).len(), 1);
    assert_eq!(repository.revisions("never.md", 10), []);

    let at = |name: &str| text(history.at("vpn.md", &moment(name)).expect("the past"));
    for (name, expected) in [
        ("1970-01-01", None),
        ("1970-01-02", Some("one")),
        ("1970-01-03T12:00:00Z", Some("one")),
        (aside.as_str(), Some("one")),
        (&second[..8], Some("two")),
        ("main", Some("two")),
        ("2026-01-01", Some("two")),
    ] {
        assert_eq!(at(name).as_deref(), expected, "{name}");
    }
    let error = history.at("vpn.md", &moment("elsewhere")).expect_err("no such revision");
    assert!(error.to_string().contains("`elsewhere`") && error.hint().contains("date"), "{error}");
}

#[test]
fn a_file_that_was_moved_has_the_past_of_where_it_lay() {
    let Some(repository) = Repository::new() else { return };
    repository.write("old/vpn.md", "one");
    repository.write("old/other.md", "aside");
    repository.commit("Begin", DAY);
    repository.git(&["mv", "kb/old", "kb/new"], DAY);
    repository.commit("Move", 2 * DAY);
    repository.write("new/vpn.md", "two");
    repository.commit("Change", 3 * DAY);
    // Another one lies there now.
    repository.write("old/vpn.md", "another");
    repository.commit("Begin anew", 4 * DAY);
    let history = repository.history();
    let of = |path: &str| -> Vec<(String, String)> {
        let revisions = repository.revisions(path, 10).into_iter();
        revisions.map(|one| (one.summary, one.path)).collect()
    };
    let pairs = |all: &[(&str, &str)]| -> Vec<(String, String)> {
        all.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
    };
    let expected = pairs(&[("Change", "new/vpn.md"), ("Move", "new/vpn.md"), ("Begin", "old/vpn.md")]);
    assert_eq!(of("new/vpn.md"), expected);
    assert_eq!(of("old/vpn.md"), pairs(&[("Begin anew", "old/vpn.md")]));
    assert_eq!(
        text(history.at("new/vpn.md", &moment("1970-01-02")).expect("the past")).as_deref(),
        Some("one")
    );
}

#[test]
fn what_is_committed_later_is_told_later_and_dates_follow_commits() {
    let Some(repository) = Repository::new() else { return };
    let history = repository.history();
    assert_eq!(history.versions("vpn.md", 10).expect("no commit yet"), []);
    repository.write("vpn.md", "one");
    repository.commit("Begin", DAY);
    let seconds = |bytes: &[u8]| {
        history.dates().expect("dates").changed("vpn.md", bytes).map(jiff::Timestamp::as_second)
    };
    assert_eq!(seconds(b"one"), Some(DAY));
    assert_eq!(seconds(b"not committed"), None);
    repository.write("vpn.md", "two");
    repository.commit("Change", 2 * DAY);
    assert_eq!(seconds(b"two"), Some(2 * DAY));
    // Another line takes its place: nothing of the old one is left.
    repository.git(&["checkout", "--quiet", "--orphan", "anew"], 3 * DAY);
    repository.write("vpn.md", "three");
    repository.commit("Anew", 3 * DAY);
    let revisions = repository.revisions("vpn.md", 10);
    assert_eq!(revisions.iter().map(|one| one.summary.as_str()).collect::<Vec<_>>(), ["Anew"]);
    // What is not of this line is not told.
    assert!(history.at("vpn.md", &moment("main")).is_err());
}

#[test]
fn a_folder_without_a_repository_has_no_history_and_a_broken_one_says_so() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(open(folder.path()).is_none());
    assert!(open(&folder.path().join("missing")).is_none());
    fs::create_dir(folder.path().join(".git")).expect("a folder");
    let error = History::open(folder.path(), 1 << 20).expect_err("no repository");
    assert!(error.hint().contains("git fsck"), "{error}");
}

#[test]
fn only_moments_are_moments() {
    for name in ["2026-03-01", "2026-03-01T10:00:00+01:00", "abcd", "v1.2", "release/2026-03", "main"] {
        name.parse::<Moment>().unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    for name in ["", "-x", "HEAD~1", "main..next", "a b", ":/secret", "@{u}", "ü", &"a".repeat(201)] {
        name.parse::<Moment>().expect_err(name);
    }
}
