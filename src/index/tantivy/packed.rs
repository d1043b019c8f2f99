//! How are texts kept beside the index?
//!
//! Each on its own, compressed with LZ4: showing ten snippets unpacks ten articles and not the blocks around
//! them.

use std::{cell::RefCell, io};

use crate::{
    article::Section,
    search::{Passage, Passages},
};

pub(super) fn pack_text(text: &str) -> Vec<u8> {
    lz4_flex::compress_prepend_size(text.as_bytes())
}

pub(super) fn text(bytes: &[u8]) -> io::Result<String> {
    String::from_utf8(unpack(bytes)?).map_err(io::Error::other)
}

/// A pack of sections holds so much text, so that snippets of a long article need not unpack all of it.
const PACK: usize = 16 << 10;

/// The sections in packs, in their order.
pub(super) fn pack_sections(sections: &[Section]) -> Vec<Vec<u8>> {
    let mut packs = Vec::new();
    let mut rest = sections;
    while !rest.is_empty() {
        let mut size = 0;
        let fits = |section: &&Section| {
            size += section.text.len();
            size <= PACK
        };
        let (pack, later) = rest.split_at(rest.iter().take_while(fits).count().max(1));
        packs.push(pack_some(pack));
        rest = later;
    }
    packs
}

/// One after the other: the level, then heading, anchor, question and text, each with its length before it.
/// An absent heading or question has the length [`ABSENT`].
fn pack_some(sections: &[Section]) -> Vec<u8> {
    let mut plain = Vec::new();
    for section in sections {
        plain.push(section.level);
        push(&mut plain, section.heading.as_deref());
        push(&mut plain, Some(&section.anchor));
        push(&mut plain, section.question.as_deref());
        push(&mut plain, Some(&section.text));
    }
    lz4_flex::compress_prepend_size(&plain)
}

/// The length of what is not there.
const ABSENT: u32 = u32::MAX;

fn push(plain: &mut Vec<u8>, text: Option<&str>) {
    let length = text.map_or(ABSENT, |text| u32::try_from(text.len()).unwrap_or(ABSENT));
    plain.extend(length.to_le_bytes());
    plain.extend(text.unwrap_or_default().as_bytes());
}

thread_local! {
    /// Where packs are unpacked: their text is copied out of it at once, so that each thread needs one only.
    static UNPACKED: RefCell<Vec<u8>> = RefCell::default();
}

/// A thread keeps no more room than this: a pack is larger only when one section is.
const KEPT: usize = 4 * PACK;

/// Adds the sections of a pack.
pub(super) fn sections(bytes: &[u8], into: &mut Passages) -> io::Result<()> {
    let size = size(bytes)?;
    UNPACKED.with_borrow_mut(|room| {
        if room.len() < size {
            room.resize(size, 0);
        }
        let pushed = push_sections(&bytes[SIZE..], &mut room[..size], into);
        if size > KEPT {
            *room = Vec::new();
        }
        pushed
    })
}

/// Unpacks a pack into room of its size, and adds its sections.
fn push_sections(packed: &[u8], room: &mut [u8], into: &mut Passages) -> io::Result<()> {
    if lz4_flex::decompress_into(packed, room).map_err(io::Error::other)? != room.len() {
        return Err(io::Error::other("a stored text is not as long as it claims"));
    }
    into.reserve(room.len());
    let mut rest = &room[..];
    while let Some((level, after)) = rest.split_first() {
        rest = after;
        let heading = pull(&mut rest)?;
        let anchor = pull(&mut rest)?.unwrap_or_default();
        let question = pull(&mut rest)?;
        let text = pull(&mut rest)?.unwrap_or_default();
        into.push(Passage { heading, level: *level, anchor, question, text });
    }
    Ok(())
}

fn pull<'a>(rest: &mut &'a [u8]) -> io::Result<Option<&'a str>> {
    let cut_short = || io::Error::other("a stored section is cut short");
    let (length, after) = rest.split_first_chunk().ok_or_else(cut_short)?;
    let length = u32::from_le_bytes(*length);
    if length == ABSENT {
        *rest = after;
        return Ok(None);
    }
    let (text, after) = after.split_at_checked(length as usize).ok_or_else(cut_short)?;
    *rest = after;
    str::from_utf8(text).map(Some).map_err(io::Error::other)
}

fn unpack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    size(bytes)?;
    lz4_flex::decompress_size_prepended(bytes).map_err(io::Error::other)
}

/// So many bytes tell how long a text is.
const SIZE: usize = size_of::<u32>();

/// How long a packed text is.
fn size(bytes: &[u8]) -> io::Result<usize> {
    /// Nothing larger is ever packed: articles have a size cap.
    const LARGEST: usize = 1 << 30;
    let size = bytes.first_chunk::<SIZE>().map(|size| u32::from_le_bytes(*size) as usize);
    let size = size.ok_or_else(|| io::Error::other("a stored text is cut short"))?;
    if size > LARGEST {
        return Err(io::Error::other("a stored text claims an impossible size"));
    }
    Ok(size)
}

#[cfg(test)]
mod tests {
    use super::{pack_sections, pack_text, sections, text};
    use crate::{article::Section, search::Passages};

    #[test]
    fn what_is_packed_comes_out_again() {
        let section = |text: &str| Section {
            heading: Some("A \"quoted\" head".to_owned()),
            level: 2,
            anchor: "a".to_owned(),
            question: None,
            text: text.to_owned(),
        };
        let long = "line\nline é 印刷".repeat(1_000);
        let all = [section("short"), section(&long), section("short"), section("short")];
        let packs = pack_sections(&all);
        assert_eq!(packs.len(), 3);
        let mut unpacked = Passages::default();
        for pack in &packs {
            sections(pack, &mut unpacked).expect("readable");
        }
        assert_eq!(unpacked, all.iter().collect());
        assert_eq!(text(&pack_text("some text")).expect("readable"), "some text");
        assert!(text(b"\xff\xff\xff\xffdamage").is_err());
        let mut longer = packs[0].clone();
        longer[0] += 1;
        for damaged in [&b""[..], b"\xff\xff\xff\xffdamage", b"\x05\0\0\0", &packs[0][..9], &longer] {
            assert!(sections(damaged, &mut Passages::default()).is_err(), "{damaged:?}");
        }
    }
}
