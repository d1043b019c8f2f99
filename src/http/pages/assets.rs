//! `GET /assets/{version}/{name}`, `/favicon.svg`, `/robots.txt`, `/widget.js`: what pages are made of besides words.

use std::sync::Arc;

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use rust_embed::Embed;

use crate::http::{
    api::unchanged,
    brand::{Brand, Colour},
    problem::Problem,
    state::Shared,
};

/// The address holds a hash of what lies there, so it never has to be asked for again.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

const FOR_A_DAY: &str = "public, max-age=86400";
/// The colours of the button on other sites, as `widget.js` has them.
const OUR_ACCENT: &str = "#0c5f57";
const ON_OUR_ACCENT: &str = "#ffffff";
/// Its address is written into other sites' pages and stays.
const FOR_AN_HOUR: &str = "public, max-age=3600";

/// Machines may read articles; results of searches are no pages of their own.
const ROBOTS: &str = "User-agent: *\nDisallow: /search\nDisallow: /api/\n";

#[derive(Embed)]
#[folder = "src/http/pages/assets"]
struct Files;

/// Everything that pages load, with the address of each.
pub(crate) struct Assets {
    files: Vec<File>,
    /// What the pages are called.
    pub(in crate::http) name: Option<String>,
    /// Changes when any of them does.
    pub(crate) version: String,
}

struct File {
    name: String,
    address: String,
    etag: String,
    kind: &'static str,
    bytes: Bytes,
}

impl Assets {
    /// The files of the program, and those of its owner: the logo, and the colours that follow from theirs.
    pub(crate) fn load(brand: &Brand) -> Assets {
        let mut files: Vec<File> = Files::iter().filter_map(|name| File::load(&name)).collect();
        if let Some(logo) = &brand.logo {
            files.push(File::of(&format!("logo.{}", logo.ending), Bytes::from(logo.bytes.to_vec())));
        }
        if let Some(accent) = brand.accent {
            files.push(File::of("brand.css", Bytes::from(colours(accent))));
            // It stands on other sites' pages, where no style of ours reaches it.
            for widget in files.iter_mut().filter(|file| file.name == "widget.js") {
                *widget = File::of("widget.js", Bytes::from(repainted(&widget.bytes, accent)));
            }
        }
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let etags: Vec<&str> = files.iter().map(|file| file.etag.as_str()).collect();
        let version = blake3::hash(etags.concat().as_bytes()).to_hex()[..12].to_owned();
        Assets { files, name: brand.name.clone(), version }
    }

    /// Where the file of this name lies.
    pub(crate) fn address(&self, name: &str) -> &str {
        self.file(name).map_or("", |file| file.address.as_str())
    }

    /// Where the owner's logo lies.
    pub(super) fn logo(&self) -> Option<&str> {
        self.files.iter().find(|file| file.name.starts_with("logo.")).map(|file| file.address.as_str())
    }

    /// Where the owner's colours lie.
    pub(super) fn colours(&self) -> Option<&str> {
        self.file("brand.css").map(|file| file.address.as_str())
    }

    fn file(&self, name: &str) -> Option<&File> {
        self.files.iter().find(|file| file.name == name)
    }
}

impl File {
    /// A file by its path; it is called as if all lay in one folder.
    fn load(path: &str) -> Option<File> {
        let file = Files::get(path)?;
        let name = path.rsplit('/').next().unwrap_or(path);
        let bytes = match file.data {
            std::borrow::Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            std::borrow::Cow::Owned(bytes) => Bytes::from(bytes),
        };
        Some(File::of(name, bytes))
    }

    fn of(name: &str, bytes: Bytes) -> File {
        let hash = blake3::hash(&bytes).to_hex();
        let kind = match name.rsplit_once('.').map(|(_, extension)| extension) {
            Some("css") => "text/css; charset=utf-8",
            Some("js") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("png") => "image/png",
            Some("jpg") => "image/jpeg",
            Some("webp") => "image/webp",
            _ => "application/octet-stream",
        };
        File {
            name: name.to_owned(),
            address: format!("/assets/{}/{name}", &hash[..12]),
            etag: format!("\"{}\"", &hash[..32]),
            kind,
            bytes,
        }
    }

    fn response(&self, headers: &HeaderMap, cache: &'static str) -> Response {
        let mut response = match unchanged(headers, &self.etag) {
            Some(response) => response,
            None => self.bytes.clone().into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(self.kind));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        if let Ok(etag) = HeaderValue::try_from(&self.etag) {
            headers.insert(header::ETAG, etag);
        }
        response
    }
}

/// The tokens of `style.css` that an accent of one's own replaces.
fn colours(accent: Colour) -> String {
    let (light, dark) = (accent.on_light(), accent.on_dark());
    let tokens = [
        ("accent", light.accent, dark.accent),
        ("accent-hover", light.hover, dark.hover),
        ("on-accent", light.on, dark.on),
        ("accent-soft", light.soft, dark.soft),
        ("wash", light.wash, dark.wash),
    ];
    let tokens = tokens.map(|(name, light, dark)| format!("  --{name}: light-dark({light}, {dark});\n"));
    format!(":root {{\n{}}}\n", tokens.concat())
}

/// A script with an accent of one's own in place of ours.
fn repainted(script: &[u8], accent: Colour) -> String {
    let shades = accent.on_light();
    let ours = String::from_utf8_lossy(script);
    ours.replace(OUR_ACCENT, &shades.accent.to_string()).replace(ON_OUR_ACCENT, &shades.on.to_string())
}

pub(crate) async fn asset(
    State(shared): State<Arc<Shared>>,
    path: Option<Path<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let Some(Path((version, name))) = path else { return Err(Problem::NoPage) };
    let file = shared.assets.file(&name).ok_or(Problem::NoPage)?;
    // A page of another version of the program asks for another hash, and gets what there is, for now.
    let known = file.address.split('/').nth(2) == Some(version.as_str());
    Ok(file.response(&headers, if known { FOR_EVER } else { "no-cache" }))
}

pub(crate) async fn favicon(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let file = shared.assets.file("favicon.svg").ok_or(Problem::NoPage)?;
    Ok(file.response(&headers, FOR_A_DAY))
}

/// What other sites load to have our pages in theirs; nothing where none may.
pub(crate) async fn widget(
    State(shared): State<Arc<Shared>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let file = shared.assets.file("widget.js").filter(|_| !shared.settings.widget_sites.is_empty());
    let mut response = file.ok_or(Problem::NoPage)?.response(&headers, FOR_AN_HOUR);
    let anywhere = HeaderValue::from_static("cross-origin");
    response.headers_mut().insert("cross-origin-resource-policy", anywhere);
    Ok(response)
}

pub(crate) async fn robots() -> Response {
    let headers = [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, FOR_A_DAY)];
    (headers, ROBOTS).into_response()
}
