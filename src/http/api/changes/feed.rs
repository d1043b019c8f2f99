//! `GET /feed.atom`: what changed, for programs that people read news with?

use std::{io::Write, sync::Arc};

use axum::{
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use jiff::{Timestamp, tz::TimeZone};
use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

use crate::{
    access::Reader,
    desk::FeedEntry,
    http::{address, api::unchanged, layers::Asking, problem::Problem, state::Shared},
    library::ChangeKind,
};

/// So many articles are told, those that changed last.
const MOST: usize = 50;

/// The name space of Atom (RFC 4287).
const ATOM: &str = "http://www.w3.org/2005/Atom";

#[utoipa::path(
    get,
    path = "/feed.atom",
    tag = "articles",
    operation_id = "feed",
    summary = "What changed last, as an Atom feed of what you may read",
    responses((status = 200, description = "A feed (RFC 4287); an article keeps its `id` whatever becomes of it", body = String, content_type = "application/atom+xml")),
)]
pub(in crate::http) async fn feed(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let ids = blake3::derive_key("firstline names of feeds", shared.desk.lessons().secret());
    let entries = shared.ask(move |shared| Ok::<_, Problem>(entries(shared, &reader))).await?;
    let name = shared.assets.name.clone();
    let name = name.unwrap_or_else(|| shared.settings.brand.language.say("article-home"));
    let feed = written(&entries, &name, &ids)
        .map_err(|error| Problem::Internal { cause: format!("a feed cannot be written: {error}") })?;
    let tag = format!("\"{}\"", &blake3::hash(&feed).to_hex()[..32]);
    if let Some(known) = unchanged(&headers, &tag) {
        return Ok(known);
    }
    let kind = HeaderValue::from_static("application/atom+xml; charset=utf-8");
    let tag = HeaderValue::try_from(tag).unwrap_or(HeaderValue::from_static("\"0\""));
    Ok(([(header::CONTENT_TYPE, kind), (header::ETAG, tag)], feed).into_response())
}

fn entries(shared: &Shared, reader: &Reader) -> Vec<FeedEntry> {
    shared.desk.feed(MOST, &reader.scope())
}

/// The feed as XML, of a desk of this name. Ids are drawn from the desk's own key, so that no two desks' are the same.
fn written(entries: &[FeedEntry], desk: &str, key: &[u8; 32]) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)))?;
    let updated = entries.iter().map(|entry| entry.updated).max().unwrap_or(Timestamp::UNIX_EPOCH);
    xml.create_element("feed").with_attribute(("xmlns", ATOM)).write_inner_content(|xml| {
        text(xml, "id", &id_of("", key))?;
        text(xml, "title", &format!("{desk}: what changed"))?;
        text(xml, "updated", &moment(updated))?;
        xml.create_element("author").write_inner_content(|xml| text(xml, "name", desk))?;
        link(xml, "self", "/feed.atom", "application/atom+xml")?;
        link(xml, "alternate", "/", "text/html")?;
        entries.iter().try_for_each(|entry| write_entry(xml, entry, key))
    })?;
    let mut feed = xml.into_inner();
    feed.write_all(b"\n")?;
    Ok(feed)
}

fn write_entry(xml: &mut Writer<Vec<u8>>, entry: &FeedEntry, key: &[u8; 32]) -> std::io::Result<()> {
    let (word, usual) = match entry.kind {
        ChangeKind::Added => ("added", "A new article."),
        ChangeKind::Changed => ("changed", "The article says something else now."),
        ChangeKind::Retired => ("retired", "The article is not here any more."),
    };
    xml.create_element("entry")
        .write_inner_content(|xml| {
            text(xml, "id", &id_of(&entry.path, key))?;
            text(xml, "title", &entry.title)?;
            text(xml, "updated", &moment(entry.updated))?;
            xml.create_element("category").with_attribute(("term", word)).write_empty()?;
            if let Some(id) = &entry.id {
                link(xml, "alternate", &address::article_page(id), "text/html")?;
            }
            let summary = entry.summary.as_deref().filter(|_| entry.kind != ChangeKind::Retired);
            text(xml, "summary", summary.unwrap_or(usual))?;
            // What has no page has to say something itself.
            if entry.id.is_none() { text(xml, "content", usual) } else { Ok(()) }
        })
        .map(drop)
}

fn text(xml: &mut Writer<Vec<u8>>, name: &str, words: &str) -> std::io::Result<()> {
    // Some characters can stand in no XML, however they are written.
    let plain: String = words.chars().filter(|c| is_char(*c)).collect();
    xml.create_element(name).write_text_content(BytesText::new(&plain)).map(drop)
}

fn link(xml: &mut Writer<Vec<u8>>, rel: &str, href: &str, kind: &str) -> std::io::Result<()> {
    let attributes = [("rel", rel), ("type", kind), ("href", href)];
    xml.create_element("link").with_attributes(attributes).write_empty().map(drop)
}

/// Whether XML 1.0 has a character.
fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// A name that stays and says nothing: a UUID of version 8 that follows from the article's path.
fn id_of(path: &str, key: &[u8; 32]) -> String {
    let hash = blake3::keyed_hash(key, path.as_bytes()).to_hex();
    format!(
        "urn:uuid:{}-{}-8{}-a{}-{}",
        &hash[..8],
        &hash[8..12],
        &hash[13..16],
        &hash[17..20],
        &hash[20..32]
    )
}

fn moment(at: Timestamp) -> String {
    let at = at.to_zoned(TimeZone::UTC);
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use quick_xml::{Reader, events::Event};

    use super::{FeedEntry, id_of, written};
    use crate::library::ChangeKind;

    fn entry(title: &str, summary: &str) -> FeedEntry {
        FeedEntry {
            path: "a.md".to_owned(),
            id: Some("a".to_owned()),
            title: title.to_owned(),
            summary: Some(summary.to_owned()),
            kind: ChangeKind::Changed,
            updated: Timestamp::UNIX_EPOCH,
        }
    }

    /// All text of a feed that is read whole.
    fn read(feed: &[u8]) -> String {
        let mut reader = Reader::from_reader(feed);
        let (mut text, mut open) = (String::new(), 0);
        loop {
            match reader.read_event().expect("well-formed") {
                Event::Start(_) => open += 1,
                Event::End(_) => open -= 1,
                Event::Text(part) => text.push_str(&part.decode().expect("UTF-8")),
                Event::GeneralRef(entity) => {
                    let name = entity.decode().expect("UTF-8");
                    let known = [("lt", "<"), ("gt", ">"), ("amp", "&"), ("quot", "\""), ("apos", "'")];
                    let known =
                        known.iter().find(|(word, _)| *word == &*name).expect("an entity that XML knows");
                    text.push_str(known.1);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(open, 0);
        text
    }

    proptest::proptest! {
        #[test]
        fn whatever_articles_are_called_the_feed_is_xml(title in "\\PC{0,20}|[\u{0}-\u{20}<>&\"'\\]]{0,20}", summary in ".{0,30}") {
            let feed = written(&[entry(&title, &summary)], "Help centre", &[1; 32]).expect("a feed");
            let visible: String = title.chars().filter(|c| super::is_char(*c) && *c != '\r').collect();
            proptest::prop_assert!(read(&feed).replace('\r', "").contains(&visible));
        }
    }

    #[test]
    fn markup_in_a_title_is_words() {
        let feed = written(&[entry("<script>alert(1)</script>", "]]><x/>")], "Help centre", &[1; 32])
            .expect("a feed");
        let feed = String::from_utf8(feed).expect("UTF-8");
        assert!(!feed.contains("<script>") && !feed.contains("<x/>") && !feed.contains("]]>"), "{feed}");
        assert!(feed.contains("&lt;script&gt;"), "{feed}");
        assert!(feed.contains("<updated>1970-01-01T00:00:00Z</updated>"), "{feed}");
    }

    #[test]
    fn an_id_stays_and_no_two_desks_have_the_same() {
        assert_eq!(id_of("a.md", &[1; 32]), id_of("a.md", &[1; 32]));
        assert_ne!(id_of("a.md", &[1; 32]), id_of("a.md", &[2; 32]));
        assert_eq!(id_of("a.md", &[1; 32]).len(), "urn:uuid:".len() + 36);
    }
}
