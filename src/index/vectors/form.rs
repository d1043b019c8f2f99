//! How are vectors written down?
//!
//! ```text
//! file     header portion*
//! header   "FLVECTOR" version:u32 length:u32 [ model:u64 dimensions:u32 audiences (opens:u8 audiences)* ] sum
//! audiences names:u32 (length:u32 name)*                those of the articles; then those of their blocks
//! portion  head [ record* ] sum
//! head     "\x89portion" length:u64 before:sum check:u64
//! record   1 key:u64 texts:u64 vectors:u64 (value:i8)*    an article, in place of what was there of it
//!          0 key:u64                                      an article that is gone
//! ```
//!
//! Numbers are little-endian. A sum is the beginning of a BLAKE3 hash of everything from the magic word on; a head
//! repeats the sum of what stands before it, so that no portion can be missing or come from elsewhere, and has a
//! check of its own, so that its length can be believed.

use crate::{
    access::{AudienceSet, Readership},
    library::Key,
    search::ModelId,
};

/// The version of the form. Files of others have another extension and are left alone.
pub(super) const VERSION: u32 = 1;
/// The extension of files of this form.
pub(super) const EXTENSION: &str = "v1";
/// A checksum.
pub(super) type Sum = [u8; 16];
/// How many bytes a checksum has.
pub(super) const SUM: usize = 16;
/// How many bytes of a header stand before what differs in length.
pub(super) const OPENING: usize = 16;
/// How many bytes the head of a portion has.
pub(super) const HEAD: usize = 40;
/// No header is longer.
pub(super) const LONGEST_HEADER: usize = 1 << 20;

const FILE: [u8; 8] = *b"FLVECTOR";
const PORTION: [u8; 8] = *b"\x89portion";
const GONE: u8 = 0;
const PUT: u8 = 1;

/// What a file says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// The model that made the vectors.
    pub(super) model: ModelId,
    /// How many values each of them has.
    pub(super) dimensions: usize,
    /// Who sees the articles, or readings of articles.
    pub(super) readership: Readership,
}

impl Header {
    /// Its bytes, and the checksum that they end with.
    pub(super) fn written(&self) -> (Vec<u8>, Sum) {
        let mut body = Vec::new();
        body.extend(self.model.0.to_le_bytes());
        body.extend(small(self.dimensions));
        names(&mut body, self.readership.article());
        // An article without blocks ends here, as it did when there were none.
        for block in self.readership.opened().chain(self.readership.closed()) {
            body.push(u8::from(self.readership.opened().any(|opened| opened == block)));
            names(&mut body, block);
        }
        let mut bytes = FILE.to_vec();
        bytes.extend(VERSION.to_le_bytes());
        bytes.extend(small(body.len()));
        bytes.extend(body);
        let sum = sum(&bytes);
        bytes.extend(sum);
        (bytes, sum)
    }

    /// How many bytes follow an opening; none if it is not one of this form.
    pub(super) fn rest(opening: [u8; OPENING]) -> Option<usize> {
        let mut bytes = &opening[..];
        let known = take(&mut bytes)? == FILE && u32::from_le_bytes(take(&mut bytes)?) == VERSION;
        let body = usize::try_from(u32::from_le_bytes(take(&mut bytes)?)).ok()?;
        (known && body <= LONGEST_HEADER).then_some(body + SUM)
    }

    /// The header of these bytes, all of them, and its checksum; none if they are damaged.
    pub(super) fn read(bytes: &[u8]) -> Option<(Header, Sum)> {
        let (said, kept) = bytes.split_last_chunk::<SUM>()?;
        if sum(said) != *kept {
            return None;
        }
        let mut body = said.get(OPENING..)?;
        let model = ModelId(u64::from_le_bytes(take(&mut body)?));
        let dimensions = usize::try_from(u32::from_le_bytes(take(&mut body)?)).ok()?;
        let article = audiences(&mut body)?;
        let (mut opened, mut closed) = (Vec::new(), Vec::new());
        while !body.is_empty() {
            let [opens] = take(&mut body)?;
            let block = audiences(&mut body)?;
            if opens == 1 { opened.push(block) } else { closed.push(block) }
        }
        let readership = Readership::with(article, opened, closed);
        Some((Header { model, dimensions, readership }, *kept))
    }
}

/// Writes how many audiences there are, and their names.
fn names(into: &mut Vec<u8>, audiences: &AudienceSet) {
    into.extend(small(audiences.iter().count()));
    for audience in audiences.iter() {
        into.extend(small(audience.name().len()));
        into.extend(audience.name().as_bytes());
    }
}

/// Reads them again.
fn audiences(body: &mut &[u8]) -> Option<AudienceSet> {
    let mut names = Vec::new();
    for _ in 0..u32::from_le_bytes(take(body)?) {
        let length = usize::try_from(u32::from_le_bytes(take(body)?)).ok()?;
        let (name, rest) = body.split_at_checked(length)?;
        names.push(str::from_utf8(name).ok()?);
        *body = rest;
    }
    Some(AudienceSet::of(names))
}

/// What is appended at once.
pub(super) struct Portion {
    bytes: Vec<u8>,
    /// How many records are in it.
    pub(super) records: u64,
}

impl Portion {
    pub(super) fn empty() -> Portion {
        Portion { bytes: vec![0; HEAD], records: 0 }
    }

    /// How many bytes it has by now.
    pub(super) fn len(&self) -> usize {
        self.bytes.len() + SUM
    }

    /// An article and its vectors.
    pub(super) fn put<'v>(&mut self, key: Key, texts: u64, vectors: impl ExactSizeIterator<Item = &'v [i8]>) {
        self.bytes.push(PUT);
        self.bytes.extend(key.0.to_le_bytes());
        self.bytes.extend(texts.to_le_bytes());
        self.bytes.extend((vectors.len() as u64).to_le_bytes());
        for values in vectors {
            self.bytes.extend(values.iter().map(|value| value.cast_unsigned()));
        }
        self.records += 1;
    }

    /// An article that is gone.
    pub(super) fn gone(&mut self, key: Key) {
        self.bytes.push(GONE);
        self.bytes.extend(key.0.to_le_bytes());
        self.records += 1;
    }

    /// The bytes to write after something of this checksum, and the checksum then.
    pub(super) fn sealed(mut self, before: &Sum) -> (Vec<u8>, Sum) {
        let length = (self.bytes.len() - HEAD) as u64;
        self.bytes[..8].copy_from_slice(&PORTION);
        self.bytes[8..16].copy_from_slice(&length.to_le_bytes());
        self.bytes[16..32].copy_from_slice(before);
        let check = check(&self.bytes[..32]);
        self.bytes[32..HEAD].copy_from_slice(&check);
        let sum = sum(&self.bytes);
        self.bytes.extend(sum);
        (self.bytes, sum)
    }
}

/// The head of a portion, read.
pub(super) struct Head {
    /// How many bytes its records have.
    pub(super) length: u64,
    /// The checksum of what stands before it.
    pub(super) before: Sum,
}

impl Head {
    /// The head of these bytes; none if they are damaged or something else.
    pub(super) fn read(bytes: [u8; HEAD]) -> Option<Head> {
        let (said, kept) = bytes.split_last_chunk::<8>()?;
        let mut said_again = said;
        if take(&mut said_again)? != PORTION || check(said) != *kept {
            return None;
        }
        let length = u64::from_le_bytes(take(&mut said_again)?);
        Some(Head { length, before: take(&mut said_again)? })
    }

    /// Whether a whole head stands anywhere in these bytes.
    pub(super) fn is_in(bytes: &[u8]) -> bool {
        bytes.array_windows::<HEAD>().any(|window| window[0] == PORTION[0] && Head::read(*window).is_some())
    }
}

/// One record.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Record<'b> {
    /// An article, in place of what was there of it: the hash of its texts, and the values of its vectors.
    Put(Key, u64, &'b [u8]),
    /// An article that is gone.
    Gone(Key),
}

impl Record<'_> {
    /// Takes the next record off the bytes of a portion; none when they are no record.
    pub(super) fn next<'b>(bytes: &mut &'b [u8], dimensions: usize) -> Option<Record<'b>> {
        let [kind] = take(bytes)?;
        let key = Key(u64::from_le_bytes(take(bytes)?));
        match kind {
            GONE => Some(Record::Gone(key)),
            PUT => {
                let texts = u64::from_le_bytes(take(bytes)?);
                let vectors = usize::try_from(u64::from_le_bytes(take(bytes)?)).ok()?;
                let (values, rest) = bytes.split_at_checked(vectors.checked_mul(dimensions)?)?;
                *bytes = rest;
                (dimensions > 0 || vectors == 0).then_some(Record::Put(key, texts, values))
            }
            _ => None,
        }
    }
}

/// How many bytes the record of an article with so many vectors has.
pub(super) fn size(vectors: usize, dimensions: usize) -> u64 {
    25 + (vectors * dimensions) as u64
}

/// The beginning of the hash of these bytes.
pub(super) fn sum(bytes: &[u8]) -> Sum {
    beginning(bytes)
}

fn check(bytes: &[u8]) -> [u8; 8] {
    beginning(bytes)
}

fn beginning<const N: usize>(bytes: &[u8]) -> [u8; N] {
    let mut first = [0; N];
    first.copy_from_slice(&blake3::hash(bytes).as_bytes()[..N]);
    first
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Option<[u8; N]> {
    let (first, rest) = bytes.split_first_chunk()?;
    *bytes = rest;
    Some(*first)
}

/// A length, which is never near the greatest that fits.
fn small(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_le_bytes()
}
