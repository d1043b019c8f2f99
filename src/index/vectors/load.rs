//! What lies in a file, and how much of it can be trusted?

use std::{
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    file::End,
    form::{self, HEAD, Head, Header, OPENING, Record, SUM},
    live::{Filling, Live, Place},
};
use crate::{library::Key, search::ModelId, vector::Vector};

/// So many bytes are read at once.
const BUFFER: usize = 1 << 18;

/// A file that was read.
pub(super) struct Loaded {
    pub(super) header: Header,
    pub(super) live: Live,
    pub(super) end: End,
    /// Whether something stands behind the end: a portion that was not written whole, or was damaged.
    pub(super) torn: bool,
}

/// Why a file is not read.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The system would not.
    Failed(io::Error),
    /// What lies there cannot be trusted, or belongs to something else.
    Damaged,
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Trouble {
        // A file that is cut off while it is read is no trouble of the system.
        if error.kind() == io::ErrorKind::UnexpectedEof { Trouble::Damaged } else { Trouble::Failed(error) }
    }
}

/// Reads a file of a model and verifies all of it; changes nothing.
///
/// A portion at the end that is not whole or does not agree with its checksum does not count. When a whole portion
/// stands behind it, it was not torn but damaged, and then nothing counts: what came later may have removed what
/// came before.
pub(super) fn load(path: &Path, model: ModelId, dimensions: Option<usize>) -> Result<Loaded, Trouble> {
    let file = File::open(path)?;
    let len = file.metadata()?.len();
    let mut from = BufReader::with_capacity(BUFFER, file.take(len));
    let (header, mut end) = header(&mut from)?;
    if header.model != model || dimensions.is_some_and(|dimensions| dimensions != header.dimensions) {
        return Err(Trouble::Damaged);
    }
    let mut replay = Replay::new(header.dimensions);
    let mut portion = Vec::new();
    while end.len < len {
        match next(&mut from, len, end, &mut portion)? {
            Next::Portion(sum) => {
                let before = replay.records;
                let records = &portion[HEAD..portion.len() - SUM];
                replay.portion(records).ok_or(Trouble::Damaged)?;
                let records = end.records + replay.records - before;
                end = End { len: end.len + portion.len() as u64, sum, records };
            }
            Next::Broken => {
                from.read_to_end(&mut portion)?;
                if Head::is_in(portion.get(1..).unwrap_or_default()) {
                    return Err(Trouble::Damaged);
                }
                break;
            }
        }
    }
    let live = replay.filling.without(&replay.gone);
    Ok(Loaded { header, live, end, torn: end.len < len })
}

fn header(from: &mut impl Read) -> Result<(Header, End), Trouble> {
    let mut opening = [0; OPENING];
    from.read_exact(&mut opening)?;
    let rest = Header::rest(opening).ok_or(Trouble::Damaged)?;
    let mut bytes = opening.to_vec();
    bytes.resize(OPENING + rest, 0);
    from.read_exact(&mut bytes[OPENING..])?;
    let (header, sum) = Header::read(&bytes).ok_or(Trouble::Damaged)?;
    Ok((header, End { len: bytes.len() as u64, sum, records: 0 }))
}

enum Next {
    /// A whole one, with its checksum.
    Portion(form::Sum),
    /// One that is not.
    Broken,
}

/// Reads the bytes of the next portion, as many as there are.
fn next(from: &mut impl Read, len: u64, end: End, portion: &mut Vec<u8>) -> Result<Next, Trouble> {
    portion.clear();
    let left = len - end.len;
    from.by_ref().take(HEAD as u64).read_to_end(portion)?;
    let Some(head) = portion.first_chunk().and_then(|head| Head::read(*head)) else {
        return Ok(Next::Broken);
    };
    let fits = head.length.checked_add((HEAD + SUM) as u64).is_some_and(|whole| whole <= left);
    if !fits || head.before != end.sum {
        return Ok(Next::Broken);
    }
    from.by_ref().take(head.length + SUM as u64).read_to_end(portion)?;
    let Some((said, kept)) = portion.split_last_chunk::<SUM>() else { return Ok(Next::Broken) };
    Ok(if form::sum(said) == *kept { Next::Portion(*kept) } else { Next::Broken })
}

/// Portions, told one after the other.
struct Replay {
    dimensions: usize,
    filling: Filling,
    places: FxHashMap<Key, Place>,
    /// Places of what was replaced or removed.
    gone: FxHashSet<(usize, usize)>,
    records: u64,
}

impl Replay {
    fn new(dimensions: usize) -> Replay {
        let (places, gone) = (FxHashMap::default(), FxHashSet::default());
        Replay { dimensions, filling: Filling::new(dimensions), places, gone, records: 0 }
    }

    /// None when its records are none, or no vectors.
    fn portion(&mut self, mut bytes: &[u8]) -> Option<()> {
        while !bytes.is_empty() {
            self.records += 1;
            let (key, place) = match Record::next(&mut bytes, self.dimensions)? {
                Record::Gone(key) => (key, None),
                Record::Put(key, texts, values) => (key, Some(self.put(key, texts, values)?)),
            };
            let before = match place {
                Some(place) => self.places.insert(key, place),
                None => self.places.remove(&key),
            };
            self.gone.extend(before.map(|place| (place.block, place.article)));
        }
        Some(())
    }

    fn put(&mut self, key: Key, texts: u64, values: &[u8]) -> Option<Place> {
        let vector = |bytes: &[u8]| Vector::kept(bytes.iter().map(|byte| byte.cast_signed()).collect());
        let vectors: Vec<Vector> =
            values.chunks_exact(self.dimensions.max(1)).map(vector).collect::<Option<_>>()?;
        let vectors = vectors.iter().map(|vector| (vector.values(), vector.scale()));
        Some(self.filling.put(key, texts, vectors))
    }
}
