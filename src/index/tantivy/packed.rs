//! How are texts kept beside the index?
//!
//! Each on its own, compressed with LZ4: showing ten snippets unpacks ten articles and not the blocks around
//! them.

use std::io;

use serde::{Deserialize, Serialize};

use crate::article::Section;

#[derive(Serialize, Deserialize)]
struct Kept<'a> {
    #[serde(rename = "h", skip_serializing_if = "Option::is_none", default)]
    heading: Option<String>,
    #[serde(rename = "l")]
    level: u8,
    #[serde(rename = "a")]
    anchor: String,
    #[serde(rename = "q", skip_serializing_if = "Option::is_none", default)]
    question: Option<String>,
    #[serde(rename = "t", borrow)]
    text: std::borrow::Cow<'a, str>,
}

pub(super) fn pack_text(text: &str) -> Vec<u8> {
    lz4_flex::compress_prepend_size(text.as_bytes())
}

pub(super) fn text(bytes: &[u8]) -> io::Result<String> {
    String::from_utf8(unpack(bytes)?).map_err(io::Error::other)
}

pub(super) fn pack_sections(sections: &[Section]) -> Vec<u8> {
    let kept: Vec<Kept<'_>> = sections
        .iter()
        .map(|section| Kept {
            heading: section.heading.clone(),
            level: section.level,
            anchor: section.anchor.clone(),
            question: section.question.clone(),
            text: section.text.as_str().into(),
        })
        .collect();
    lz4_flex::compress_prepend_size(&serde_json::to_vec(&kept).unwrap_or_default())
}

pub(super) fn sections(bytes: &[u8]) -> io::Result<Vec<Section>> {
    let json = unpack(bytes)?;
    let kept: Vec<Kept<'_>> = serde_json::from_slice(&json)?;
    Ok(kept
        .into_iter()
        .map(|kept| Section {
            heading: kept.heading,
            level: kept.level,
            anchor: kept.anchor,
            question: kept.question,
            text: kept.text.into_owned(),
        })
        .collect())
}

fn unpack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    /// Nothing larger is ever packed: articles have a size cap.
    const LARGEST: usize = 1 << 30;
    let size = bytes.first_chunk().map_or(0, |size| u32::from_le_bytes(*size) as usize);
    if size > LARGEST {
        return Err(io::Error::other("a stored text claims an impossible size"));
    }
    lz4_flex::decompress_size_prepended(bytes).map_err(io::Error::other)
}

#[cfg(test)]
mod tests {
    use super::{pack_sections, pack_text, sections, text};
    use crate::article::Section;

    #[test]
    fn what_is_packed_comes_out_again() {
        let section = Section {
            heading: Some("A \"quoted\" head".to_owned()),
            level: 2,
            anchor: "a".to_owned(),
            question: None,
            text: "line\nline é 印刷".repeat(100),
        };
        assert_eq!(sections(&pack_sections(&[section.clone()])).expect("readable"), [section]);
        assert_eq!(text(&pack_text("some text")).expect("readable"), "some text");
        assert!(text(b"\xff\xff\xff\xffdamage").is_err());
        assert!(sections(b"").is_err());
    }
}
