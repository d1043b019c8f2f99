//! What would a reader get? A small desk that the targets ask without a socket.

use std::{fs, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, StatusCode},
};
use firstline::{
    desk::{Desk, Settings, Silent},
    http,
    kb::{Depth, Hint},
};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// A desk with a few articles, one of them hidden, and what answers for it.
pub struct Asked {
    router: Router,
    runtime: Runtime,
    _dir: TempDir,
}

impl Asked {
    /// Opens one in a directory of its own.
    pub fn open() -> Asked {
        let dir = TempDir::new().expect("a temporary directory");
        let kb = dir.path().join("kb");
        fs::create_dir(&kb).expect("a folder");
        for (name, text) in [
            (
                "vpn.md",
                "---\ntitle: Reset the VPN token\ntags: [vpn]\n---\n## No code arrives?\n\nPress it twice, then `FP-121`.\n",
            ),
            ("drucker.md", "---\ntitle: Drucker zurücksetzen\nlang: de\n---\nDas Papier ist verklemmt.\n"),
            ("jp.md", "---\ntitle: プリンタ\nlang: ja\n---\n紙が詰まりました。\n"),
            ("hidden.md", "---\ntitle: Canary\naudience: agents\n---\nThe canary sings.\n"),
        ] {
            fs::write(kb.join(name), text).expect("a file");
        }
        let (desk, _) = Desk::open(Settings::of(kb, dir.path().join("index"))).expect("a desk");
        desk.catch_up(&Hint::Everything, Depth::Hashes, &Silent).expect("a current index");
        let router = http::router(Arc::new(desk), &http::Settings::default());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        Asked { router, runtime, _dir: dir }
    }

    /// The status and the body of what is answered to GET.
    pub fn get(&self, address: &str, header: Option<(&str, &[u8])>) -> Option<(StatusCode, Vec<u8>)> {
        let mut request = Request::get(address);
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        // What is no request at all never comes as far as this.
        let request = request.body(Body::empty()).ok()?;
        Some(self.runtime.block_on(async {
            let reply = self.router.clone().oneshot(request).await.expect("a reply");
            let status = reply.status();
            (status, to_bytes(reply.into_body(), usize::MAX).await.expect("a body").to_vec())
        }))
    }
}

/// Bytes as they can stand in an address.
pub fn encoded(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("%{byte:02X}")).collect()
}
