//! What lies between tantivy and the disk?
//!
//! tantivy guards the bytes of a file by a checksum inside it, but not its name: a file in another's place would be
//! read. So [`Files`] passes everything on to the disk, and writes down in [`Written`] which file was written under
//! which name. [`Disk`] is where tests make it fail.

mod directory;
#[cfg(test)]
mod faults;
mod refuse;
mod written;
#[cfg(test)]
mod tests;

pub(in crate::index::tantivy) use directory::Files;
pub(in crate::index::tantivy) use refuse::Disk;
use written::Written;
pub(in crate::index::tantivy) use written::misplaced;
