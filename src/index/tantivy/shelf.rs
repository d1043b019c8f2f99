//! How is one physical index opened, written and kept small?

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use rustc_hash::FxHashMap;
use tantivy::{
    Index, IndexReader, IndexSettings, IndexWriter, Opstamp, ReloadPolicy, TantivyError,
    index::{SegmentComponent, SegmentId},
    indexer::{LogMergePolicy, MergePolicy, NoMergePolicy},
    store::Compressor,
};

use super::{
    disk::{Disk, Files, misplaced},
    finding::segment::Segment,
    finding::snapshot::ShelfState,
    schema::Fields,
    tokenizer,
};
use crate::{
    access::Readership,
    library::{Error, Key},
};

/// Memory for terms while a few articles are written, in bytes (tantivy's least is 15 MB).
const FOR_A_FEW: usize = 20 << 20;
/// Memory for terms of each hand while everything is written: fewer and larger segments.
const FOR_ALL: usize = 80 << 20;
/// So many hands write when everything is written: while it is read they keep up, and at the end they finish their
/// segments side by side.
const HANDS: usize = 2;
/// A segment of which this share was deleted is written anew.
const DELETED_SHARE: f32 = 0.2;
/// Blocks of stored texts that are kept: none. One holds hardly more than an article, and a copy of it that is gone
/// when its article is read costs less than one that is kept.
const CACHED_BLOCKS: usize = 0;
/// A block of stored texts ends with the article that makes it as long as this, so that showing an article copies
/// none of its neighbours.
const BLOCK: usize = 1;

/// One tantivy index: the articles, or readings of articles, of one readership.
pub(in crate::index::tantivy) struct ShelfIndex {
    pub(in crate::index::tantivy) readership: Readership,
    folder: PathBuf,
    files: Files,
    index: Index,
    reader: IndexReader,
    writer: Option<IndexWriter>,
    /// Whether that is one for everything: it would cut a few articles into several segments.
    for_all: bool,
    /// Segments of the last snapshot: those that did not change are not read again.
    open: FxHashMap<(SegmentId, Option<Opstamp>), Arc<Segment>>,
}

impl ShelfIndex {
    /// Opens the index in a folder, or creates it.
    pub(in crate::index::tantivy) fn open(
        folder: &Path,
        readership: Readership,
        fields: &Fields,
        disk: &Disk,
    ) -> Result<ShelfIndex, Error> {
        fs::create_dir_all(folder).map_err(|source| Error::Place { path: folder.to_owned(), source })?;
        let failed = |error: TantivyError| failed(folder, &error);
        let directory = Files::open(folder, disk).map_err(|error| failed(error.into()))?;
        let settings = IndexSettings {
            // The texts are packed one by one.
            docstore_compression: Compressor::None,
            docstore_blocksize: BLOCK,
            ..IndexSettings::default()
        };
        let index = Index::builder()
            .schema(fields.schema.clone())
            .settings(settings)
            .open_or_create(directory.clone())
            .map_err(failed)?;
        index.tokenizers().register(tokenizer::NAME, tokenizer::Analyzed::default());
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed)?;
        Ok(ShelfIndex {
            readership,
            folder: folder.to_owned(),
            files: directory,
            index,
            reader,
            writer: None,
            for_all: false,
            open: FxHashMap::default(),
        })
    }

    /// Takes the writer out, opening it if need be; for much or for a little.
    pub(in crate::index::tantivy) fn take_writer(&mut self, much: bool) -> Result<IndexWriter, Error> {
        let writer = match self.writer.take() {
            Some(writer) if !much && !self.for_all => writer,
            held => {
                self.writer = held;
                self.close();
                let (hands, memory) = if much { (HANDS, HANDS * FOR_ALL) } else { (1, FOR_A_FEW) };
                self.for_all = much;
                self.index
                    .writer_with_num_threads(hands, memory)
                    .map_err(|error| failed(&self.folder, &error))?
            }
        };
        writer.set_merge_policy(if much { Box::new(NoMergePolicy) } else { merges() });
        Ok(writer)
    }

    /// Ends the writer, and everything that it set going: tantivy's own threads merge segments and remove files after
    /// their writer is gone, and whoever copies, moves or opens the folder next would meet them.
    fn close(&mut self) {
        // What was not committed is lost with the writer, and what was is whole, whatever the merges came to.
        if let Some(writer) = self.writer.take() {
            drop(writer.wait_merging_threads());
        }
    }

    /// Gives the writer back for the next transaction.
    pub(in crate::index::tantivy) fn give_back(&mut self, writer: IndexWriter) {
        self.writer = Some(writer);
    }

    /// The state after the last commit, without the documents that do not agree.
    pub(in crate::index::tantivy) fn state(
        &mut self,
        fields: &Fields,
        agrees: &dyn Fn(Key, u64) -> bool,
    ) -> Result<ShelfState, Error> {
        let failed = |error: TantivyError| failed(&self.folder, &error);
        self.reader.reload().map_err(failed)?;
        let searcher = self.reader.searcher();
        let mut segments = Vec::new();
        let mut stores = Vec::new();
        for reader in searcher.segment_readers() {
            let id = (reader.segment_id(), reader.delete_opstamp());
            let segment = match self.open.get(&id) {
                Some(segment) => segment.clone(),
                None => Arc::new(Segment::open(reader.clone(), fields, agrees).map_err(failed)?),
            };
            stores.push(reader.get_store_reader(CACHED_BLOCKS).map_err(|error| failed(error.into()))?);
            segments.push((id, segment));
        }
        self.open = segments.iter().cloned().collect();
        Ok(ShelfState {
            readership: self.readership.clone(),
            segments: segments.into_iter().map(|(_, segment)| segment).collect(),
            stores,
        })
    }

    /// Writes every segment anew that holds deleted articles, so that their text leaves the disk.
    pub(in crate::index::tantivy) fn expunge(&mut self) -> Result<(), Error> {
        let folder = self.folder.clone();
        let failed = |error: TantivyError| failed(&folder, &error);
        if !self.holds_deleted()? {
            return Ok(());
        }
        // Merges that are under way would take segments away from under this one: let them end first.
        self.take_writer(false)?.wait_merging_threads().map_err(failed)?;
        let mut writer = self.take_writer(false)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let metas = self.index.searchable_segment_metas().map_err(failed)?;
        let deleted = metas.iter().filter(|meta| meta.has_deletes()).map(tantivy::SegmentMeta::id);
        let done = deleted.into_iter().try_for_each(|segment| writer.merge(&[segment]).wait().map(drop));
        writer.set_merge_policy(merges());
        self.give_back(writer);
        done.map_err(failed)
    }

    fn holds_deleted(&self) -> Result<bool, Error> {
        let metas = self.index.searchable_segment_metas().map_err(|error| failed(&self.folder, &error))?;
        Ok(metas.iter().any(tantivy::SegmentMeta::has_deletes))
    }

    /// Removes the files that no state of the index needs any longer.
    pub(in crate::index::tantivy) fn collect_garbage(&mut self) -> Result<(), Error> {
        let Some(writer) = &self.writer else { return Ok(()) };
        writer.garbage_collect_files().wait().map(drop).map_err(|error| failed(&self.folder, &error))
    }

    /// The files in a folder whose checksum is wrong.
    ///
    /// Reads them through maps of its own, which are gone afterwards: what was only verified takes no memory.
    pub(in crate::index::tantivy) fn damaged(folder: &Path) -> tantivy::Result<Vec<PathBuf>> {
        let directory = Files::open(folder, &Disk::default())?;
        if !Index::exists(&directory)? {
            return Ok(Vec::new());
        }
        let index = Index::open(directory)?;
        let live = live(&index)?;
        let mut wrong = misplaced(folder, &live)?;
        for file in live.into_iter().filter(|file| folder.join(file).exists()) {
            // Asked of each by name: tantivy itself asks of those that it finds in its list of files, if that is there.
            if !index.directory().validate_checksum(&file)? {
                wrong.push(file);
            }
        }
        Ok(wrong)
    }

    /// Brings the list of files in order, once they were verified.
    pub(in crate::index::tantivy) fn settle(&self) -> Result<(), Error> {
        let mut live = live(&self.index).map_err(|error| failed(&self.folder, &error))?;
        live.retain(|file| self.folder.join(file).exists());
        self.files.settle(&live).map_err(|source| Error::Place { path: self.folder.clone(), source })
    }

    pub(in crate::index::tantivy) fn failed(&self, error: &TantivyError) -> Error {
        failed(&self.folder, error)
    }
}

impl Drop for ShelfIndex {
    fn drop(&mut self) {
        self.close();
    }
}

/// What a segment may be made of.
const COMPONENTS: [SegmentComponent; 7] = [
    SegmentComponent::Postings,
    SegmentComponent::Positions,
    SegmentComponent::FastFields,
    SegmentComponent::FieldNorms,
    SegmentComponent::Terms,
    SegmentComponent::Store,
    SegmentComponent::Delete,
];

/// The files that the present state of an index may rest on. Not each kind is there for each segment.
fn live(index: &Index) -> tantivy::Result<Vec<PathBuf>> {
    let metas = index.load_metas()?.segments;
    let files = metas.iter().flat_map(|meta| COMPONENTS.map(|component| meta.relative_path(component)));
    Ok(files.collect())
}

fn merges() -> Box<dyn MergePolicy> {
    let mut policy = LogMergePolicy::default();
    policy.set_min_num_segments(6);
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    Box::new(policy)
}

fn failed(folder: &Path, error: &TantivyError) -> Error {
    let path = folder.to_owned();
    match error {
        TantivyError::LockFailure(..) => Error::Busy { path },
        TantivyError::IoError(source) => {
            Error::Place { path, source: io::Error::new(source.kind(), source.to_string()) }
        }
        other => Error::Engine { path, what: other.to_string() },
    }
}
