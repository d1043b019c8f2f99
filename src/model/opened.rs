//! A model, opened: texts in, vectors out.

use std::{
    fs::File,
    io,
    path::Path,
    sync::{Mutex, PoisonError},
};

use super::{
    Error, Languages,
    files::{Pooling, Shape, TOKENIZER, Tensors, WEIGHTS, Words},
    pass::{Network, Room, load},
};
use crate::{
    processor::Kernel,
    search::{EmbedError, Embedder, ModelId},
    text::Language,
    vector::Vector,
};

/// To be raised whenever the same files give other vectors than before.
const FORM: &[u8] = b"firstline int8 1";
/// Texts of so many tokens run in one pass: enough to keep the processor busy, little enough to stay in its caches.
const TOKENS_AT_ONCE: usize = 128;

/// An embedding model, ready to use from many threads.
pub struct Model {
    id: ModelId,
    shape: Shape,
    languages: Languages,
    words: Words,
    network: Network,
    /// Room that nobody works in at the moment.
    rooms: Mutex<Vec<Room>>,
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Model").field("id", &self.id).field("shape", &self.shape).finish_non_exhaustive()
    }
}

impl Model {
    /// Opens the model in a directory as sentence-transformers writes it.
    ///
    /// # Errors
    /// When a file is missing, broken, or of a kind that cannot be run.
    pub fn open(folder: &Path) -> Result<Model, Error> {
        Model::with(folder, Kernel::best())
    }

    /// The same with a chosen way to multiply.
    pub(super) fn with(folder: &Path, kernel: Kernel) -> Result<Model, Error> {
        let shape = Shape::read(folder)?;
        let languages = Languages::read(folder, shape.family, shape.words);
        let words = Words::open(folder)?;
        let network = load(&mut Tensors::open(folder)?, &shape, kernel)?;
        let model = Model {
            id: id(folder, shape.pooling)?,
            shape,
            languages,
            words,
            network,
            rooms: Mutex::default(),
        };
        // A tokenizer that does not fit its weights is told now, not with the first ticket.
        let trial = model.embed(&["firstline"], model.shape.tokens);
        trial.map_err(|EmbedError(what)| Error::broken(TOKENIZER, what))?;
        Ok(model)
    }

    /// What it reads.
    pub fn languages(&self) -> &Languages {
        &self.languages
    }

    /// How many layers it has.
    pub fn layers(&self) -> usize {
        self.shape.layers
    }

    /// How many numbers its weights are.
    pub fn parameters(&self) -> u64 {
        self.shape.parameters()
    }

    /// The most tokens of a text that it reads.
    pub fn tokens(&self) -> usize {
        self.shape.tokens
    }

    /// How many bytes of memory its weights take.
    pub fn bytes(&self) -> u64 {
        self.network.bytes()
    }

    /// How it multiplies on this machine.
    pub fn kernel(&self) -> &'static str {
        self.network.kernel().name()
    }

    /// Runs texts, and hands over the vector of each.
    fn pass(&self, texts: &[Vec<u32>], mut take: impl FnMut(Option<Vector>)) -> Result<(), EmbedError> {
        let free = || self.rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let mut room = free().pop().unwrap_or_default();
        let done = self.network.run(texts, &mut room, |values| take(Vector::of(values)));
        free().push(room);
        done.map_err(EmbedError)
    }
}

impl Embedder for Model {
    fn id(&self) -> ModelId {
        self.id
    }

    fn dimensions(&self) -> usize {
        self.shape.width
    }

    fn reads(&self, language: Language) -> bool {
        self.languages.include(language)
    }

    fn embed(&self, texts: &[&str], tokens: usize) -> Result<Vec<Option<Vector>>, EmbedError> {
        let most = tokens.min(self.shape.tokens);
        let mut vectors = vec![None; texts.len()];
        let (mut waiting, mut places, mut count) = (Vec::new(), Vec::new(), 0);
        for (place, text) in texts.iter().enumerate() {
            let Some(ids) = self.words.of(text, most).map_err(EmbedError)? else { continue };
            if count + ids.len() > TOKENS_AT_ONCE && count > 0 {
                let mut to = places.drain(..);
                self.pass(&waiting, |vector| put(&mut vectors, to.next(), vector))?;
                drop(to);
                waiting.clear();
                count = 0;
            }
            count += ids.len();
            waiting.push(ids);
            places.push(place);
        }
        let mut to = places.drain(..);
        self.pass(&waiting, |vector| put(&mut vectors, to.next(), vector))?;
        Ok(vectors)
    }
}

fn put(vectors: &mut [Option<Vector>], place: Option<usize>, vector: Option<Vector>) {
    if let Some(to) = place.and_then(|place| vectors.get_mut(place)) {
        *to = vector;
    }
}

/// The hash of everything that decides its vectors.
fn id(folder: &Path, pooling: Pooling) -> Result<ModelId, Error> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(FORM);
    hasher.update(format!("{pooling:?}").as_bytes());
    for name in [WEIGHTS, TOKENIZER, "config.json", "modules.json", "sentence_bert_config.json"] {
        let path = folder.join(name);
        hasher.update(&[0]).update(name.as_bytes()).update(&[0]);
        match File::open(&path) {
            Ok(file) => {
                let read = hasher.update_reader(file).map(|_| ());
                read.map_err(Error::place(&path))?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(Error::Place { path, source: error }),
        }
    }
    let mut first = [0; 8];
    first.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    Ok(ModelId(u64::from_le_bytes(first)))
}
