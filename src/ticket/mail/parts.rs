//! Which part of a mail with several is to be read?

use super::encoding::Encoding;

/// Mails with more boundaries than this are no mails.
const MOST_BOUNDARIES: usize = 16;

/// One part of a mail.
pub(super) struct Part {
    pub(super) html: bool,
    pub(super) encoding: Encoding,
    pub(super) body: String,
}

/// The boundary that a content type names.
pub(super) fn boundary(content_type: &str) -> Option<String> {
    let at = content_type.to_ascii_lowercase().find("boundary=")? + "boundary=".len();
    let value = content_type.get(at..)?;
    let value = match value.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next()?,
        None => value.split([';', ' ']).next()?,
    };
    (!value.is_empty()).then(|| value.to_owned())
}

/// The first part in plain text that says something, else the first in HTML; parts within parts lie flat.
pub(super) fn best(body: &str, boundary_on_top: &str) -> Option<Part> {
    let mut boundaries = vec![format!("--{boundary_on_top}")];
    let mut parts: Vec<(String, String)> = Vec::new();
    let mut in_head = false;
    for line in body.split_inclusive('\n') {
        let bare = line.trim_end();
        if bare.starts_with("--") && boundaries.iter().any(|boundary| bare.starts_with(boundary.as_str())) {
            parts.push((String::new(), String::new()));
            in_head = true;
        } else if let Some((head, text)) = parts.last_mut() {
            if !in_head {
                text.push_str(line);
            } else if bare.is_empty() {
                in_head = false;
                boundaries.extend(
                    boundary(head)
                        .filter(|_| boundaries.len() < MOST_BOUNDARIES)
                        .map(|boundary| format!("--{boundary}")),
                );
            } else {
                head.push_str(line);
            }
        }
    }
    let of = |sort: &str| {
        parts.iter().find(|(head, text)| {
            let head = head.to_ascii_lowercase();
            head.contains(sort) && !head.contains("attachment") && !text.trim().is_empty()
        })
    };
    let (html, (head, text)) =
        of("text/plain").map(|part| (false, part)).or_else(|| of("text/html").map(|part| (true, part)))?;
    let head = head.to_ascii_lowercase();
    let encoding = head.split_once("content-transfer-encoding:").map_or("", |(_, value)| value);
    Some(Part {
        html,
        encoding: Encoding::of(encoding.lines().next().unwrap_or_default()),
        body: text.clone(),
    })
}
