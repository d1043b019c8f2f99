//! A knowledge base to try things on: `Base::new().file("vpn/reset.md", "…").open()`.

use std::{
    fs,
    path::PathBuf,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use firstline::{
    desk::{Desk, Published, Settings, Silent},
    http,
    kb::{Depth, Hint},
};
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt;

/// A folder of articles.
pub(crate) struct Base {
    dir: TempDir,
}

impl Base {
    pub(crate) fn new() -> Base {
        let base = Base { dir: TempDir::new().expect("a temporary directory") };
        fs::create_dir(base.dir.path().join("kb")).expect("a folder");
        base
    }

    /// Writes a file below the knowledge base.
    pub(crate) fn file(self, path: &str, text: &str) -> Base {
        self.write(path, text);
        self
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.dir.path().join("kb").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    /// Opens a desk over it, with everything in the index.
    pub(crate) fn open(self) -> Opened {
        let opened = self.open_cold();
        opened.catch_up();
        opened
    }

    /// Opens it with other settings than usual.
    pub(crate) fn open_with(self, set: impl FnOnce(&mut Settings)) -> Opened {
        let opened = self.open_set(set);
        opened.catch_up();
        opened
    }

    /// Opens a desk that has not looked at the folder yet.
    pub(crate) fn open_cold(self) -> Opened {
        self.open_set(|_| {})
    }

    fn open_set(self, set: impl FnOnce(&mut Settings)) -> Opened {
        let mut settings = Settings::of(self.dir.path().join("kb"), self.dir.path().join("index"));
        set(&mut settings);
        let desk = Arc::new(alone(&settings));
        let router = http::router(desk.clone(), &http::Settings::default());
        Opened { base: self, desk, router }
    }
}

/// A desk that may write. A program that another test begins at this moment holds our locks until it is what it will be,
/// those of a desk that was closed too.
fn alone(settings: &Settings) -> Desk {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let (desk, opened) = Desk::open(settings.clone()).expect("a desk");
        if !opened.read_only || Instant::now() > deadline {
            return desk;
        }
        thread::yield_now();
    }
}

/// A knowledge base that is served.
pub(crate) struct Opened {
    base: Base,
    pub(crate) desk: Arc<Desk>,
    router: Router,
}

impl Opened {
    /// Writes a file, to be found after [`Opened::catch_up`].
    pub(crate) fn write(&self, path: &str, text: &str) {
        self.base.write(path, text);
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.base.dir.path().join("kb").join(path)).expect("a file to remove");
    }

    /// Makes the index what the folder says.
    pub(crate) fn catch_up(&self) -> Published {
        self.desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent).expect("a current index")
    }

    /// Where something lies: `kb/vpn.md`, `index/articles`.
    pub(crate) fn path(&self, below: &str) -> PathBuf {
        self.base.dir.path().join(below)
    }

    /// The same folders, opened by another desk that has not looked at them yet.
    pub(crate) fn opened_again(self) -> Opened {
        self.opened_after(|| {})
    }

    /// The same, with other settings than usual, and with everything in the index.
    pub(crate) fn opened_again_with(self, set: impl FnOnce(&mut Settings)) -> Opened {
        let Opened { base, desk, router } = self;
        drop((desk, router));
        base.open_with(set)
    }

    /// The same, after something happened to them while nobody had them open.
    pub(crate) fn opened_after(self, happens: impl FnOnce()) -> Opened {
        let Opened { base, desk, router } = self;
        drop((desk, router));
        happens();
        base.open_cold()
    }

    /// Serves it in another way.
    pub(crate) fn served(mut self, settings: &http::Settings) -> Opened {
        self.router = http::router(self.desk.clone(), settings);
        self
    }

    pub(crate) async fn get(&self, address: &str) -> Reply {
        self.get_as(address, &[]).await
    }

    /// Gets an address as a browser would.
    pub(crate) async fn page(&self, address: &str) -> Reply {
        self.get_as(address, &[("accept", "text/html,application/xhtml+xml,*/*;q=0.8")]).await
    }

    pub(crate) async fn get_as(&self, address: &str, headers: &[(&str, &str)]) -> Reply {
        self.send("GET", address, headers).await
    }

    pub(crate) async fn send(&self, method: &str, address: &str, headers: &[(&str, &str)]) -> Reply {
        send(&self.router, method, address, headers).await
    }

    /// Posts JSON.
    pub(crate) async fn post(&self, address: &str, body: &Value) -> Reply {
        self.post_as(address, &[("content-type", "application/json")], body.to_string()).await
    }

    pub(crate) async fn post_as(
        &self,
        address: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        send_body(&self.router, "POST", address, headers, body.into()).await
    }

    /// Sends anything.
    pub(crate) async fn request(
        &self,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        send_body(&self.router, method, address, headers, body.into()).await
    }

    /// Sends a form as a browser does.
    pub(crate) async fn fill(&self, address: &str, fields: &[(&str, &str)]) -> Reply {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
            ("sec-fetch-site", "same-origin"),
        ];
        self.post_as(address, &headers, pairs.join("&")).await
    }
}

pub(crate) async fn send(router: &Router, method: &str, address: &str, headers: &[(&str, &str)]) -> Reply {
    send_body(router, method, address, headers, Body::empty()).await
}

pub(crate) async fn send_body(
    router: &Router,
    method: &str,
    address: &str,
    headers: &[(&str, &str)],
    body: Body,
) -> Reply {
    let mut request = Request::builder().method(method).uri(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(body).expect("a request");
    let response = router.clone().oneshot(request).await.expect("a reply");
    let (parts, body) = response.into_parts();
    let body = to_bytes(body, usize::MAX).await.expect("a body");
    Reply { status: parts.status, headers: parts.headers, body }
}

/// What came back.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a readable header"))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    /// The JSON of a reply that went well.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        assert!(self.status.is_success(), "{}", self.text());
        assert_eq!(self.header("content-type"), "application/json");
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The problem of a reply that did not, which is complete.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str) -> Value {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem: Value = serde_json::from_slice(&self.body).expect("JSON");
        assert_eq!(problem["code"], code);
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], format!("/articles/firstline/errors/{code}"));
        for word in ["title", "detail", "hint", "instance"] {
            assert!(problem[word].as_str().is_some_and(|text| !text.is_empty()), "{word}: {problem}");
        }
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        problem
    }
}

/// A text as it can stand in an address.
pub(crate) fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect::<Vec<_>>().concat()
}

/// A base with a little of everything.
pub(crate) fn small() -> Base {
    Base::new()
        .file(
            "vpn/reset.md",
            "---\ntitle: Reset the VPN token\ndescription: When the phone shows no code.\ntags: [vpn, phone]\n\
             product: tunnel\nupdated: 2026-11-02\nowner: network\naliases: [old/token]\ntranslation_key: reset\n---\n\
             Some words first.\n\n## No code arrives?\n\nPress the token twice, then type `FP-121`.\n\n\
             ## Steps\n\nSee [setting up](setup.md#steps).\n\n## Last\n\nDone.\n",
        )
        .file("vpn/setup.md", "---\ntitle: Set up the VPN\ntags: [vpn]\nstate: wip\n---\n## Steps\n\nInstall it.\n")
        .file(
            "de/vpn.md",
            "---\ntitle: VPN zurücksetzen\nlang: de\ntags: [vpn]\nupdated: 2026-10-01\ntranslation_key: reset\n---\n\
             Den Schlüssel zweimal drücken.\n",
        )
        .file(
            "mail/old.md",
            "---\ntitle: The old mailbox\nstate: archived\nsuperseded_by: mail/full\n---\nGone.\n",
        )
        .file("mail/full.md", "---\ntitle: The mailbox is full\ntags: [mail]\n---\nDelete <b>large</b> mails & more.\n")
        .file("secret/keys.md", "---\ntitle: Secret keys\naudience: agents\ntags: [hushhush]\n---\nThe canary token.\n")
}
