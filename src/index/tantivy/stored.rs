//! How is what lies beside a document read without a copy?
//!
//! tantivy's own reading makes a value of every stored field, byte by byte, the source text with them. Its form is
//! simple: the number of values, then for each the field's number (four bytes), the code of bytes, the length and
//! the bytes. The test below holds it to what tantivy writes.

use std::io;

use tantivy::{directory::OwnedBytes, schema::Field};

/// The code before a value of bytes.
const BYTES: u8 = 4;

/// What is stored of one document.
pub(super) struct Stored(OwnedBytes);

impl Stored {
    /// What [`StoreReader::get_document_bytes`](tantivy::store::StoreReader::get_document_bytes) gave.
    pub(super) fn new(bytes: OwnedBytes) -> Stored {
        Stored(bytes)
    }

    /// Calls `found` with each value of a field, in their order, until it says that this is enough.
    pub(super) fn each(
        &self,
        field: Field,
        mut found: impl FnMut(&[u8]) -> io::Result<bool>,
    ) -> io::Result<()> {
        let mut rest = &self.0[..];
        for _ in 0..number(&mut rest)? {
            let of = u32::from_le_bytes(*take(&mut rest)?);
            if *take(&mut rest)? != [BYTES] {
                return Err(io::Error::other("a stored value is of another kind"));
            }
            let length = number(&mut rest)?;
            let (value, after) = rest.split_at_checked(length).ok_or_else(cut_short)?;
            rest = after;
            if of == field.field_id() && found(value)? {
                break;
            }
        }
        Ok(())
    }
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> io::Result<&'a [u8; N]> {
    let (taken, after) = rest.split_first_chunk().ok_or_else(cut_short)?;
    *rest = after;
    Ok(taken)
}

/// Seven bits a byte, the least first; the last byte has its highest bit set.
fn number(rest: &mut &[u8]) -> io::Result<usize> {
    let mut number = 0;
    for place in 0..5 {
        let [byte] = *take(rest)?;
        number |= usize::from(byte & 127) << (7 * place);
        if byte >= 128 {
            return Ok(number);
        }
    }
    Err(io::Error::other("a stored length is impossible"))
}

fn cut_short() -> io::Error {
    io::Error::other("a stored document is cut short")
}

#[cfg(test)]
mod tests {
    use tantivy::{
        Index, TantivyDocument,
        directory::OwnedBytes,
        schema::{BytesOptions, STRING, Schema},
    };

    use super::Stored;

    #[test]
    fn what_tantivy_stores_is_read() {
        let mut schema = Schema::builder();
        let one = schema.add_bytes_field("one", BytesOptions::default().set_stored());
        let other = schema.add_bytes_field("other", BytesOptions::default().set_stored());
        let words = schema.add_text_field("words", STRING);
        let index = Index::create_in_ram(schema.build());
        let long = vec![7; 70_000];
        let mut document = TantivyDocument::default();
        document.add_bytes(one, b"first");
        document.add_text(words, "not stored");
        document.add_bytes(other, b"");
        document.add_bytes(one, &long);
        let mut writer = index.writer_with_num_threads(1, 15 << 20).expect("a writer");
        writer.add_document(document).expect("a document");
        writer.commit().expect("a commit");
        let searcher = index.reader().expect("a reader").searcher();
        let store = searcher.segment_reader(0).get_store_reader(0).expect("a store");
        let stored = Stored::new(store.get_document_bytes(0).expect("a document"));
        let values = |field, most: usize| {
            let mut values = Vec::new();
            stored
                .each(field, |value| {
                    values.push(value.to_vec());
                    Ok(values.len() == most)
                })
                .expect("readable");
            values
        };
        assert_eq!(values(one, 9), [b"first".to_vec(), long]);
        assert_eq!(values(one, 1), [b"first".to_vec()]);
        assert_eq!(values(other, 9), [b"".to_vec()]);
        for damaged in [&b"\x81"[..], b"\x81\0\0\0\0\x01\x81", b"\x81\0\0\0\0\x04\x85abc", b"\0\0\0\0\0\0\0"]
        {
            assert!(Stored::new(OwnedBytes::new(damaged.to_vec())).each(one, |_| Ok(false)).is_err());
        }
    }
}
