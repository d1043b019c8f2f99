//! How does a backup lie in its file?
//!
//! A tar archive, which any system can look into: the manifest, the members that it names, and a seal, the hash of every byte before
//! it. The seal and the end are the same 2,048 bytes for the same hash, so a file in which any byte is another, or
//! is missing, or too many, is refused before anything else is read.

use std::{
    fs::File,
    io::{self, BufReader, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write},
    path::Path,
};

use super::{
    Error,
    manifest::{LONGEST, MANIFEST, Manifest, Member},
};

/// The last member.
const SEAL: &str = "seal";
/// The bytes of the seal and of the archive's end.
const END: u64 = 2_048;
/// So many bytes are read at once.
const BUFFER: usize = 1 << 18;

/// Told how many bytes are done.
pub(super) type Told<'a> = &'a dyn Fn(u64);

/// An archive being written.
pub(super) struct Writer {
    tar: tar::Builder<Sealing<BufWriter<File>>>,
    at: u64,
}

impl Writer {
    pub(super) fn new(file: File, manifest: &Manifest) -> io::Result<Writer> {
        let sealing = Sealing { to: BufWriter::with_capacity(BUFFER, file), hasher: blake3::Hasher::new() };
        let at = u64::try_from(manifest.at.as_second()).unwrap_or(0);
        let mut writer = Writer { tar: tar::Builder::new(sealing), at };
        let text = serde_json::to_vec_pretty(manifest)?;
        writer.member(MANIFEST, text.len() as u64, &mut text.as_slice())?;
        Ok(writer)
    }

    pub(super) fn member(&mut self, name: &str, bytes: u64, from: &mut dyn Read) -> io::Result<()> {
        self.tar.append_data(&mut header(bytes, self.at), name, from)
    }

    /// Seals it; it is on disk when this returns.
    pub(super) fn end(mut self) -> io::Result<()> {
        let hash = self.tar.get_ref().hasher.finalize();
        seal(&mut self.tar, &hash)?;
        let mut to = self.tar.into_inner()?.to;
        to.flush()?;
        to.get_ref().sync_all()
    }
}

/// Passes bytes on and hashes them.
struct Sealing<W> {
    to: W,
    hasher: blake3::Hasher,
}

impl<W: Write> Write for Sealing<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.hasher.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

fn header(bytes: u64, at: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_size(bytes);
    header.set_mode(0o600);
    header.set_mtime(at);
    header.set_entry_type(tar::EntryType::Regular);
    header
}

/// The seal of a hash, and the end of the archive.
fn end(hash: &blake3::Hash) -> io::Result<Vec<u8>> {
    let mut tar = tar::Builder::new(Vec::new());
    seal(&mut tar, hash)?;
    tar.into_inner()
}

fn seal(tar: &mut tar::Builder<impl Write>, hash: &blake3::Hash) -> io::Result<()> {
    let hex = hash.to_hex();
    tar.append_data(&mut header(hex.len() as u64, 0), SEAL, hex.as_bytes())
}

/// Where a member goes that is read.
pub(super) type Into<'a> = &'a dyn Fn(&Member) -> io::Result<Box<dyn Write>>;

/// Whether a file begins as a backup does.
pub(super) fn is_one(path: &Path) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let mut archive = tar::Archive::new(file.take(4 * LONGEST));
    let first = archive.entries().ok().and_then(|mut entries| entries.next()).and_then(Result::ok);
    first.is_some_and(|entry| *entry.path_bytes() == *MANIFEST.as_bytes())
}

/// Reads an archive whole, writes what the manifest names to where `into` says, and gives the manifest. What was written is to be
/// believed only if this is good.
pub(super) fn read(path: &Path, into: Into<'_>, told: Told<'_>) -> Result<Manifest, Error> {
    let refused = |why: &str| Error::Refused { path: path.to_owned(), why: why.to_owned() };
    let failed = |source: io::Error| match source.kind() {
        ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::InvalidInput | ErrorKind::Other => {
            refused("it is damaged")
        }
        _ => Error::File { path: path.to_owned(), source },
    };
    let place = |source| Error::File { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(place)?;
    let whole = file.metadata().map_err(place)?;
    if !whole.is_file() {
        return Err(refused("it is no file"));
    }
    if !is_one(path) {
        return Err(refused("it is no backup of firstline"));
    }
    if !is_sealed(&mut file, whole.len(), told).map_err(place)? {
        return Err(refused("it is damaged, or was not written to its end"));
    }
    file.seek(SeekFrom::Start(0)).map_err(place)?;
    let mut archive = tar::Archive::new(BufReader::with_capacity(BUFFER, file.take(whole.len() - END)));
    let mut entries = archive.entries().map_err(failed)?;
    let mut next =
        || entries.next().transpose().map_err(failed)?.ok_or_else(|| refused("a member is missing"));
    let mut first = next()?;
    let mut text = Vec::new();
    first.by_ref().take(LONGEST + 1).read_to_end(&mut text).map_err(failed)?;
    if text.len() as u64 > LONGEST {
        return Err(refused("its manifest is too long"));
    }
    let manifest = Manifest::read(&text).map_err(|why| refused(&why))?;
    let mut done = whole.len();
    for member in &manifest.members {
        let mut entry = next()?;
        let plain = entry.header().entry_type() == tar::EntryType::Regular;
        if !plain || *entry.path_bytes() != *member.name.as_bytes() || entry.size() != member.bytes {
            return Err(refused("it holds something else than its manifest says"));
        }
        let mut to = into(member).map_err(place)?;
        let mut passed = |bytes| told(done + bytes);
        let hash = copy(&mut entry, &mut *to, &mut passed).map_err(failed)?;
        done += member.bytes;
        if hash.to_hex().as_str() != member.blake3 {
            return Err(refused(&format!("`{}` is damaged", member.name)));
        }
    }
    match entries.next() {
        None => Ok(manifest),
        Some(_) => Err(refused("it holds more than its manifest says")),
    }
}

/// Whether its last bytes are the seal of those before.
fn is_sealed(file: &mut File, len: u64, told: Told<'_>) -> io::Result<bool> {
    let Some(before) = len.checked_sub(END) else { return Ok(false) };
    let mut passed = |bytes| told(bytes);
    let hash = copy(&mut (&mut *file).take(before), &mut io::sink(), &mut passed)?;
    let mut last = Vec::new();
    file.take(END + 1).read_to_end(&mut last)?;
    Ok(last == end(&hash)?)
}

/// Copies to the end, and gives the hash of it.
pub(super) fn copy(
    from: &mut dyn Read,
    to: &mut dyn Write,
    told: &mut dyn FnMut(u64),
) -> io::Result<blake3::Hash> {
    let mut hasher = blake3::Hasher::new();
    let mut bytes = vec![0; BUFFER];
    let mut done = 0;
    loop {
        let read = match from.read(&mut bytes) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&bytes[..read]);
        to.write_all(&bytes[..read])?;
        done += read as u64;
        told(done);
    }
    to.flush()?;
    Ok(hasher.finalize())
}
