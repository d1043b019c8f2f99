//! Why is a file not read?

use rustix::io::Errno;
use std::io;
use std::path::Path;

/// Something in the folder that is not read, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{path}`: {reason}")]
pub struct LeftOut {
    /// The path below the root; characters that cannot be shown are escaped.
    pub path: String,
    /// Why.
    pub reason: Reason,
}

/// Why something in the folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// A symbolic link leaves the folder.
    #[error("the link leads out of the knowledge base")]
    LinkOutOfRoot,
    /// A symbolic link leads to nothing.
    #[error("the link leads to nothing")]
    LinkToNothing,
    /// A symbolic link leads back to a folder it lies in, or to itself.
    #[error("the link leads back to itself or to a folder around it")]
    Loop,
    /// A pipe, a socket, a device.
    #[error("it is no regular file")]
    Special,
    /// A name that is not UTF-8 or holds characters nobody can see.
    #[error("its name is not UTF-8 or holds control characters")]
    Name,
    /// Larger than the settings allow.
    #[error("it has {bytes} bytes, at most {most} are read")]
    TooLarge {
        /// The size of the file.
        bytes: u64,
        /// The size allowed.
        most: u64,
    },
    /// The system does not let us.
    #[error("this program may not read it")]
    Permission,
    /// A path longer than 1,024 bytes.
    #[error("its path is longer than 1,024 bytes")]
    PathTooLong,
    /// Gone between the look and the reading.
    #[error("it disappeared before it was read")]
    Vanished,
    /// Written each time we looked.
    #[error("it kept changing while it was read")]
    StillChanging,
    /// Asked for by name, yet no article, hidden or excluded.
    #[error("the settings leave it out")]
    NotWanted,
    /// The system failed otherwise.
    #[error("it cannot be read: {0}")]
    Failed(io::ErrorKind),
}

impl Reason {
    /// What a writer or an operator can do about it.
    pub fn hint(self) -> &'static str {
        match self {
            Reason::LinkOutOfRoot => "copy the file into the knowledge base, or mount its folder there",
            Reason::LinkToNothing => "remove the link, or restore the file it names",
            Reason::Loop => "remove the link",
            Reason::Special => "remove it, or give it a name that does not end like an article's",
            Reason::Name => "rename it with letters, digits, `-` and `_`",
            Reason::TooLarge { .. } => "split it into several articles",
            Reason::Permission => "let the user that runs firstline read it",
            Reason::PathTooLong => "shorten the names of its folders",
            Reason::Vanished | Reason::StillChanging => "nothing to do, it is read again soon",
            Reason::NotWanted => "look at `exclude` in the settings; hidden files and folders are never read",
            Reason::Failed(_) => "look at the disk or the network",
        }
    }

    /// Whether an earlier version stays, because the file is still there and we only cannot have it now.
    pub fn keeps_last_version(self) -> bool {
        match self {
            Reason::TooLarge { .. }
            | Reason::Permission
            | Reason::StillChanging
            | Reason::Vanished
            | Reason::Failed(_) => true,
            Reason::LinkOutOfRoot
            | Reason::LinkToNothing
            | Reason::Loop
            | Reason::Special
            | Reason::Name
            | Reason::PathTooLong
            | Reason::NotWanted => false,
        }
    }

    /// Whether files may lie behind it that we could not see.
    pub(super) fn hides_files(self) -> bool {
        matches!(self, Reason::Permission | Reason::Failed(_))
    }

    pub(super) fn of(error: &io::Error) -> Reason {
        match Errno::from_io_error(error) {
            Some(Errno::ACCESS | Errno::PERM) => Reason::Permission,
            Some(Errno::NOENT | Errno::NOTDIR) => Reason::Vanished,
            Some(Errno::LOOP) => Reason::Loop,
            Some(Errno::NAMETOOLONG) => Reason::PathTooLong,
            _ => Reason::Failed(error.kind()),
        }
    }
}

impl LeftOut {
    pub(super) fn new(path: impl AsRef<Path>, reason: Reason) -> LeftOut {
        LeftOut { path: shown(path.as_ref()), reason }
    }
}

/// The path as it can be put into a log line or a page: a plain path stays as it is.
fn shown(path: &Path) -> String {
    let mut text = String::new();
    for character in path.to_string_lossy().chars() {
        if is_plain(character) { text.push(character) } else { text.extend(character.escape_unicode()) }
    }
    text
}

/// Whether a character shows itself: neither a control character nor one that turns the direction of the text.
pub(super) fn is_plain(character: char) -> bool {
    !character.is_control()
        && !matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
