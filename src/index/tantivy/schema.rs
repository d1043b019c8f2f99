//! In which tantivy fields does an article lie?

use tantivy::schema::{
    BytesOptions, FAST, Field as TantivyField, INDEXED, IndexRecordOption, NumericOptions, Schema,
    TextFieldIndexing, TextOptions,
};

use super::tokenizer;
use crate::search::Field;

/// The version of everything below: part of the directory's name, so that another version starts afresh.
///
/// 2: an article lies there in readings, each for those who see it; before, blocks for some readers were shown to all.
pub(super) const VERSION: u32 = 2;

/// The fields of one physical index. The same in every one.
#[derive(Clone, Debug)]
pub(super) struct Fields {
    pub(super) schema: Schema,
    /// [`Key`](crate::library::Key) of the article: what is deleted by.
    pub(super) key: TantivyField,
    /// What was indexed, as a number: tells whether a document is the one that the journal knows.
    pub(super) version: TantivyField,
    /// Searchable text, by [`Field::index`].
    pub(super) text: [TantivyField; Field::COUNT],
    /// How many terms each of them has, exactly: tantivy keeps lengths rounded and its sums count the dead.
    pub(super) lengths: [TantivyField; Field::COUNT],
    /// Distinct written words.
    pub(super) words: TantivyField,
    /// `tag:vpn` and the like.
    pub(super) filters: TantivyField,
    /// The sections, compressed.
    pub(super) sections: TantivyField,
    /// The source text, compressed.
    pub(super) source: TantivyField,
}

/// The names of the columns of lengths, by [`Field::index`].
pub(super) fn length_column(field: Field) -> String {
    format!("length_{}", field.word().replace(' ', "_"))
}

pub(super) const KEY: &str = "key";
pub(super) const VERSION_COLUMN: &str = "version";
pub(super) const FILTERS: &str = "filters";

pub(super) fn fields() -> Fields {
    let mut schema = Schema::builder();
    let key = schema.add_u64_field(KEY, NumericOptions::from(INDEXED | FAST));
    let version = schema.add_u64_field(VERSION_COLUMN, FAST);
    let text = Field::ALL.map(|field| {
        let record = match field {
            Field::Tags | Field::Codes | Field::Pairs | Field::Starts => IndexRecordOption::WithFreqs,
            _ => IndexRecordOption::WithFreqsAndPositions,
        };
        schema.add_text_field(&field.word().replace(' ', "_"), stream(record, true))
    });
    let lengths = Field::ALL.map(|field| schema.add_u64_field(&length_column(field), FAST));
    let words = schema.add_text_field("words", stream(IndexRecordOption::Basic, false));
    let raw = TextFieldIndexing::default()
        .set_tokenizer("raw")
        .set_index_option(IndexRecordOption::Basic)
        .set_fieldnorms(false);
    let filters =
        schema.add_text_field(FILTERS, TextOptions::default().set_indexing_options(raw).set_fast("raw"));
    let sections = schema.add_bytes_field("sections", BytesOptions::default().set_stored());
    let source = schema.add_bytes_field("source", BytesOptions::default().set_stored());
    Fields { schema: schema.build(), key, version, text, lengths, words, filters, sections, source }
}

fn stream(record: IndexRecordOption, lengths: bool) -> TextOptions {
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(tokenizer::NAME)
        .set_index_option(record)
        .set_fieldnorms(lengths);
    TextOptions::default().set_indexing_options(indexing)
}
