//! How is the fold of outcomes kept, so that a start need not read the whole ledger?
//!
//! Bytes: eight that say what this is, the version, the cursor, how many of what; words, articles, persons and what outcomes rest on in the
//! order of their numbers; the cases; and BLAKE3 of all that. Numbers are little-endian or, where they
//! are mostly small, seven bits a byte. Nothing is believed: lengths only say how much to wait for, never how
//! much memory to take.

use std::io::{self, ErrorKind, Read, Write};

use super::{
    ArticleName, ArticleNo, Basis, BasisNo, CaseKey, Cases, Cursor, EventId, Person, PersonNo, Vote, WordKey,
    WordNo,
    cases::{Entry, Moment},
};

pub(super) const MAGIC: [u8; 8] = *b"fl-cases";
/// Raised whenever these bytes or what they mean change: the weights of verdicts, too, are kept here.
pub(super) const VERSION: u32 = 3;
const BLOCK: usize = 64 * 1024;
const CHECKSUM: usize = 32;

/// What follows the key of a case.
const TAKEN_BACK: u8 = 1;
const SAID: u8 = 2;

/// Why a snapshot cannot be used. The ledger can be read from its beginning instead.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// It cannot be read or written.
    #[error("the snapshot cannot be read or written")]
    Io(#[from] io::Error),
    /// These bytes were never a snapshot.
    #[error("this is no snapshot")]
    Foreign,
    /// Another version of firstline wrote it.
    #[error("the snapshot is of version {0}, this program reads {VERSION}")]
    Version(u32),
    /// It was a snapshot, and is changed or cut off.
    #[error("the snapshot is damaged: {0}")]
    Damaged(&'static str),
}

impl Cases {
    /// Writes them down as what was told up to a place in the ledger.
    ///
    /// # Errors
    /// When `out` cannot be written to.
    pub fn write(&self, cursor: Cursor, out: &mut impl Write) -> io::Result<()> {
        let mut to = Writer { out, block: Vec::with_capacity(2 * BLOCK), hasher: blake3::Hasher::new() };
        to.bytes(&MAGIC)?;
        to.bytes(&VERSION.to_le_bytes())?;
        to.bytes(&cursor.0.to_le_bytes())?;
        let counts =
            [self.words.len(), self.articles.len(), self.persons.len(), self.bases.len(), self.len()];
        for count in counts {
            to.small(count as u64)?;
        }
        for word in self.words.iter() {
            to.bytes(&word.0.to_le_bytes())?;
        }
        for article in self.articles.iter() {
            to.text(&article.path)?;
            to.text(&article.id)?;
        }
        for person in self.persons.iter() {
            to.text(&person.0)?;
        }
        for (article, basis) in self.bases.iter() {
            to.small(article.0.into())?;
            to.bytes(&basis.content.to_le_bytes())?;
            to.bytes(&basis.section.to_le_bytes())?;
        }
        for entry in self.entries() {
            to.entry(&entry)?;
        }
        to.text(&serde_json::to_string(&self.forecasts)?)?;
        to.end()
    }

    /// Reads what [`write`](Cases::write) wrote, and the place in the ledger up to which it was told.
    ///
    /// # Errors
    /// When it cannot be read, is none, is of another version, or is damaged in any way.
    pub fn read(from: &mut impl Read) -> Result<(Cases, Cursor), SnapshotError> {
        let mut from = Reader { from, block: Vec::new(), at: 0, hasher: blake3::Hasher::new() };
        if from.array().map_err(foreign_if_short)? != MAGIC {
            return Err(SnapshotError::Foreign);
        }
        let version = u32::from_le_bytes(from.array()?);
        if version != VERSION {
            return Err(SnapshotError::Version(version));
        }
        let cursor = Cursor(u64::from_le_bytes(from.array()?));
        let mut counts = [0; 5];
        for count in &mut counts {
            *count = from.small()?;
        }
        let [words, articles, persons, bases, cases] = counts;
        let mut fold = Cases::default();
        for _ in 0..words {
            once(fold.words.give(WordKey(u64::from_le_bytes(from.array()?))))?;
        }
        for _ in 0..articles {
            once(fold.articles.give(ArticleName { path: from.text()?, id: from.text()? }))?;
        }
        for _ in 0..persons {
            once(fold.persons.give(Person(from.text()?)))?;
        }
        for _ in 0..bases {
            let article = ArticleNo(from.number()?);
            if article.0 as usize >= fold.articles.len() {
                return Err(SnapshotError::Damaged("an article that is not there"));
            }
            let [content, section] = [from.array()?, from.array()?].map(u64::from_le_bytes);
            once(fold.bases.give((article, Basis { content, section })))?;
        }
        let mut list = Vec::new();
        for _ in 0..cases {
            let entry = from.entry(&mut list)?;
            if !fold.put(&entry) {
                return Err(SnapshotError::Damaged("a case that cannot be"));
            }
        }
        let forecasts = serde_json::from_str(&from.text()?);
        from.end()?;
        fold.forecasts = forecasts.map_err(|_| SnapshotError::Damaged("forecasts that are none"))?;
        Ok((fold, cursor))
    }
}

fn foreign_if_short(error: SnapshotError) -> SnapshotError {
    if matches!(error, SnapshotError::Damaged(_)) { SnapshotError::Foreign } else { error }
}

fn once((_, new): (u32, bool)) -> Result<(), SnapshotError> {
    if new { Ok(()) } else { Err(SnapshotError::Damaged("the same thing twice")) }
}

struct Writer<'a, W> {
    out: &'a mut W,
    block: Vec<u8>,
    hasher: blake3::Hasher,
}

impl<W: Write> Writer<'_, W> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.block.extend_from_slice(bytes);
        if self.block.len() < BLOCK { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.hasher.update(&self.block);
        self.out.write_all(&self.block)?;
        self.block.clear();
        Ok(())
    }

    fn small(&mut self, mut number: u64) -> io::Result<()> {
        while number >= 0x80 {
            self.block.push(low_bits(number) | 0x80);
            number >>= 7;
        }
        self.bytes(&[low_bits(number)])
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.small(text.len() as u64)?;
        self.bytes(text.as_bytes())
    }

    fn moment(&mut self, moment: Moment) -> io::Result<()> {
        self.bytes(&moment.at.to_le_bytes())?;
        self.bytes(&moment.id)
    }

    fn entry(&mut self, entry: &Entry<'_>) -> io::Result<()> {
        let taken_back = if entry.taken_back.is_some() { TAKEN_BACK } else { 0 };
        let said = if entry.said.is_some() { SAID } else { 0 };
        self.bytes(&entry.key.0.to_le_bytes())?;
        self.bytes(&[taken_back | said])?;
        if let Some(moment) = entry.taken_back {
            self.moment(moment)?;
        }
        let Some((vote, moment, words)) = &entry.said else { return Ok(()) };
        self.moment(*moment)?;
        self.bytes(&vote.shown.0.to_le_bytes())?;
        self.bytes(&vote.weight.to_le_bytes())?;
        self.small(vote.article.0.into())?;
        self.small(vote.person.0.into())?;
        self.small(vote.basis.map_or(0, |basis| u64::from(basis.0) + 1))?;
        self.small(words.len() as u64)?;
        let mut last = 0;
        for word in *words {
            self.small((word.0 - last).into())?;
            last = word.0;
        }
        Ok(())
    }

    fn end(mut self) -> io::Result<()> {
        self.flush()?;
        self.out.write_all(self.hasher.finalize().as_bytes())?;
        self.out.flush()
    }
}

/// The lowest seven.
fn low_bits(number: u64) -> u8 {
    (number & 0x7f) as u8
}

struct Reader<'a, R> {
    from: &'a mut R,
    block: Vec<u8>,
    /// What lies before it in the block is used up.
    at: usize,
    hasher: blake3::Hasher,
}

impl<R: Read> Reader<'_, R> {
    /// Reads on until so many bytes, at most a block, lie ready.
    fn ready(&mut self, len: usize) -> Result<(), SnapshotError> {
        if self.block.len() - self.at >= len {
            return Ok(());
        }
        self.hasher.update(&self.block[..self.at]);
        self.block.drain(..self.at);
        self.at = 0;
        while self.block.len() < len {
            if self.fill()? == 0 {
                return Err(SnapshotError::Damaged("cut off"));
            }
        }
        Ok(())
    }

    /// Reads some more, and says how much; nothing at the end.
    fn fill(&mut self) -> Result<usize, SnapshotError> {
        let old = self.block.len();
        self.block.resize(old + BLOCK, 0);
        let read = loop {
            match self.from.read(&mut self.block[old..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.block.truncate(old + read.as_ref().map_or(0, |read| *read));
        Ok(read?)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], SnapshotError> {
        self.ready(N)?;
        let mut array = [0; N];
        array.copy_from_slice(&self.block[self.at..self.at + N]);
        self.at += N;
        Ok(array)
    }

    fn small(&mut self) -> Result<u64, SnapshotError> {
        let mut number = 0;
        for shift in (0..63).step_by(7) {
            let [byte] = self.array()?;
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(SnapshotError::Damaged("a number without end"))
    }

    fn number(&mut self) -> Result<u32, SnapshotError> {
        u32::try_from(self.small()?).map_err(|_| SnapshotError::Damaged("a number that is too high"))
    }

    fn text(&mut self) -> Result<String, SnapshotError> {
        let mut left = self.small()?;
        let mut bytes = Vec::new();
        while left > 0 {
            let len = usize::try_from(left).unwrap_or(BLOCK).min(BLOCK);
            self.ready(len)?;
            bytes.extend_from_slice(&self.block[self.at..self.at + len]);
            self.at += len;
            left -= len as u64;
        }
        String::from_utf8(bytes).map_err(|_| SnapshotError::Damaged("a text that is none"))
    }

    fn moment(&mut self) -> Result<Moment, SnapshotError> {
        Ok(Moment { at: i64::from_le_bytes(self.array()?), id: self.array()? })
    }

    /// The next case; its words go into the list.
    fn entry<'l>(&mut self, list: &'l mut Vec<WordNo>) -> Result<Entry<'l>, SnapshotError> {
        let key = CaseKey(u128::from_le_bytes(self.array()?));
        let [follows] = self.array()?;
        if follows & !(TAKEN_BACK | SAID) != 0 {
            return Err(SnapshotError::Damaged("a case that cannot be"));
        }
        let taken_back = if follows & TAKEN_BACK == 0 { None } else { Some(self.moment()?) };
        if follows & SAID == 0 {
            return Ok(Entry { key, taken_back, said: None });
        }
        let moment = self.moment()?;
        let vote = Vote {
            shown: EventId(u128::from_le_bytes(self.array()?)),
            weight: i32::from_le_bytes(self.array()?),
            article: ArticleNo(self.number()?),
            person: PersonNo(self.number()?),
            basis: self.number()?.checked_sub(1).map(BasisNo),
            at: moment.seconds(),
        };
        list.clear();
        let mut last = 0_u32;
        for _ in 0..self.small()? {
            let next = last.checked_add(self.number()?);
            last = next.ok_or(SnapshotError::Damaged("a number that is too high"))?;
            list.push(WordNo(last));
        }
        Ok(Entry { key, taken_back, said: Some((vote, moment, list)) })
    }

    /// Holds what was read against the checksum; nothing may follow.
    fn end(mut self) -> Result<(), SnapshotError> {
        self.ready(CHECKSUM)?;
        self.hasher.update(&self.block[..self.at]);
        let right = self.hasher.finalize() == self.array::<CHECKSUM>()?;
        if right && self.at == self.block.len() && self.fill()? == 0 {
            Ok(())
        } else {
            Err(SnapshotError::Damaged("the checksum is another"))
        }
    }
}
