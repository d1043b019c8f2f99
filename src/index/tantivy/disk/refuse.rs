//! May something be written now?

use std::{
    fs::File,
    io::{self, Write},
};

/// The disk, as whoever writes asks it first. It always says yes; in tests it can refuse, as a full or broken one does.
#[derive(Clone, Debug, Default)]
pub(in crate::index::tantivy) struct Disk {
    #[cfg(test)]
    pub(super) faults: Option<std::sync::Arc<super::faults::Faults>>,
}

impl Disk {
    /// Whether it takes something that is no mere writing of bytes: a new file, a rename, waiting until it is durable.
    #[cfg_attr(
        not(test),
        expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "tests make it refuse")
    )]
    pub(in crate::index::tantivy) fn takes(&self) -> io::Result<()> {
        #[cfg(test)]
        if let Some(faults) = &self.faults {
            return faults.next();
        }
        Ok(())
    }

    /// Writes bytes to a file. A disk that refuses may have taken some of them.
    pub(in crate::index::tantivy) fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.takes() {
            file.write_all(&bytes[..bytes.len() / 2])?;
            return Err(error);
        }
        file.write_all(bytes)
    }
}
