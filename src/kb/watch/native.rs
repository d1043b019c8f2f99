//! What does the system say?
//!
//! On Linux each folder is watched by itself, and before its files are hinted at: what is written into a fresh
//! folder is either there when the hint is followed, or heard. Folders that do not count, such as `.git`, cost
//! no watch. Elsewhere the system watches the whole tree.

use crate::kb::{Settings, folder};
use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher, WatcherKind};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// Where news go. Called on the system's thread, so it must not wait.
pub(in crate::kb) type Tell = Arc<dyn Fn(News) + Send + Sync>;
/// How the system is asked to tell; tests ask one that cannot.
pub(in crate::kb) type Ears = fn(&Settings, Tell) -> Result<Native, Trouble>;

/// What the system said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::kb) enum News {
    /// Something is at this path that was not; if it is a folder, it must be watched.
    Appeared(String),
    /// A mode, an owner or a time changed; a folder may have been opened to us.
    Touched(String),
    /// The content changed.
    Changed(String),
    /// Nothing is at this path any more; if it was a folder, its watch is void.
    Left(String),
    /// The root itself changed; `lost` when it was moved or removed.
    Root {
        /// Whether our watch of it is void.
        lost: bool,
    },
    /// Events were lost, or cannot be told apart.
    Everything,
    /// No more folders can be watched.
    Limit,
}

/// Why the system cannot tell.
#[derive(Debug, thiserror::Error)]
pub(in crate::kb) enum Trouble {
    #[error("the folder is missing")]
    Missing,
    #[error("the limit of watched folders is reached (see `fs.inotify.max_user_watches`)")]
    Limit,
    #[error("the system does not tell about changes: {0}")]
    Refused(notify::Error),
}

/// The system's watcher, and the folders it watches.
pub(in crate::kb) struct Native {
    watcher: RecommendedWatcher,
    settings: Settings,
    root: PathBuf,
    armed: BTreeSet<PathBuf>,
}

impl Native {
    /// Watches the folder and all folders in it.
    pub(in crate::kb) fn open(settings: &Settings, tell: Tell) -> Result<Native, Trouble> {
        let root = fs::canonicalize(&settings.root).map_err(|_| Trouble::Missing)?;
        let (about, below) = (settings.clone(), root.clone());
        let watcher = notify::recommended_watcher(move |event| {
            for news in news(&about, &below, event) {
                tell(news);
            }
        });
        let watcher = watcher.map_err(Trouble::Refused)?;
        let mut native = Native { watcher, settings: settings.clone(), root, armed: BTreeSet::new() };
        if one_by_one() {
            native.arm("")?;
        } else {
            native.watcher.watch(&native.root, RecursiveMode::Recursive).map_err(Trouble::of)?;
        }
        Ok(native)
    }

    /// Watches the folder at this path, if it is one, and the folders in it.
    pub(super) fn arm(&mut self, path: &str) -> Result<(), Trouble> {
        if !one_by_one() {
            return Ok(());
        }
        let top = if path.is_empty() { self.root.clone() } else { self.root.join(path) };
        let is_folder = fs::symlink_metadata(&top).is_ok_and(|metadata| metadata.is_dir());
        let mut waiting = if is_folder { vec![top] } else { Vec::new() };
        while let Some(folder) = waiting.pop() {
            match self.watcher.watch(&folder, RecursiveMode::NonRecursive).map_err(Trouble::of) {
                Ok(()) => {}
                Err(Trouble::Limit) => return Err(Trouble::Limit),
                Err(trouble) if folder == self.root => return Err(trouble),
                // gone again, or shut: when it is opened, the folder around it says so
                Err(_) => continue,
            }
            // first the watch, then the look: no folder can appear unseen in between
            waiting.extend(self.folders_in(&folder));
            self.armed.insert(folder);
        }
        Ok(())
    }

    /// Watches the folder at this path unless it is watched already.
    pub(super) fn arm_anew(&mut self, path: &str) -> Result<(), Trouble> {
        if self.armed.contains(&self.root.join(path)) { Ok(()) } else { self.arm(path) }
    }

    /// Forgets the folder at this path and those in it: a moved folder would go on telling under its old name.
    pub(super) fn disarm(&mut self, path: &str) {
        let top = self.root.join(path);
        let below = self.armed.range(top.clone()..).take_while(|folder| folder.starts_with(&top));
        for folder in below.cloned().collect::<Vec<_>>() {
            self.armed.remove(&folder);
            // the system may have forgotten it before us
            let _ = self.watcher.unwatch(&folder);
        }
    }

    fn folders_in(&self, folder: &Path) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
        let folders = entries.flatten().filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        let paths = folders.map(|entry| entry.path());
        paths.filter(|path| matches!(place(&self.settings, &self.root, path), Place::Below(_))).collect()
    }
}

impl Trouble {
    fn of(error: notify::Error) -> Trouble {
        match error.kind {
            ErrorKind::MaxFilesWatch => Trouble::Limit,
            ErrorKind::PathNotFound => Trouble::Missing,
            _ => Trouble::Refused(error),
        }
    }
}

fn one_by_one() -> bool {
    RecommendedWatcher::kind() == WatcherKind::Inotify
}

/// What an event means to us. Reading is no news, not least because we read ourselves.
pub(in crate::kb) fn news(settings: &Settings, root: &Path, event: notify::Result<Event>) -> Vec<News> {
    let event = match event {
        Ok(event) => event,
        Err(error) if matches!(error.kind, ErrorKind::MaxFilesWatch) => return vec![News::Limit],
        Err(_) => return vec![News::Everything],
    };
    if event.need_rescan() {
        return vec![News::Everything];
    }
    let told: fn(String) -> News = match event.kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => News::Changed,
        // of a rename both halves were told before
        EventKind::Access(_) | EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => return Vec::new(),
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => News::Left,
        EventKind::Modify(ModifyKind::Name(_)) | EventKind::Create(_) => News::Appeared,
        EventKind::Modify(ModifyKind::Metadata(_)) => News::Touched,
        EventKind::Modify(_) | EventKind::Any | EventKind::Other => News::Changed,
    };
    let lost = matches!(told(String::new()), News::Left(_));
    let places = event.paths.iter().map(|path| place(settings, root, path));
    let news = places.filter_map(|place| match place {
        Place::Root => Some(News::Root { lost }),
        Place::Below(path) => Some(told(path)),
        Place::Switch => Some(News::Everything),
        Place::Nowhere => None,
    });
    news.collect()
}

/// Where an event's path lies.
enum Place {
    Root,
    Below(String),
    /// A hidden link that whole trees hang on, turned elsewhere: `..data` in a volume of Kubernetes.
    Switch,
    /// Outside, or where nothing counts.
    Nowhere,
}

fn place(settings: &Settings, root: &Path, path: &Path) -> Place {
    let Ok(below) = path.strip_prefix(root) else { return Place::Nowhere };
    let mut names = Vec::new();
    for component in below.components() {
        let Component::Normal(name) = component else { return Place::Nowhere };
        let Some(name) = name.to_str() else { return Place::Nowhere };
        names.push(name);
    }
    let path = names.join("/");
    if path.is_empty() {
        Place::Root
    } else if names.iter().any(|name| name.starts_with("..")) {
        Place::Switch
    } else if folder::is_shut_out(settings, &path) {
        Place::Nowhere
    } else {
        Place::Below(path)
    }
}
