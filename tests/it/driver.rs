//! A browser that can be told what to do.

use std::{
    io::{BufRead, BufReader},
    os::unix::process::CommandExt,
    process::{Child, Command, Stdio},
    time::Duration,
};

use fantoccini::{Client, ClientBuilder, wd::TimeoutConfiguration};
use rustix::process::{Pid, Signal, kill_process_group};
use serde_json::Value;

/// How it is begun, besides its size.
pub(crate) const ARGUMENTS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
];

const PATIENCE: Duration = Duration::from_secs(180);

/// A running chromedriver; it and its browsers end with it.
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts one on a free port; `None` when there is none on this machine.
    pub(crate) fn start() -> Option<Driver> {
        let child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn();
        let mut driver = Driver { child: child.ok()?, port: 0 };
        let lines = BufReader::new(driver.child.stdout.take()?).lines();
        for line in lines.map_while(Result::ok) {
            if let Some((_, port)) = line.split_once("started successfully on port ") {
                driver.port = port.trim_end_matches('.').parse().expect("a port");
                return Some(driver);
            }
        }
        None
    }

    /// A browser. On a busy machine a script or a page may take long, and that is no mistake.
    pub(crate) async fn browser(&self, options: Value) -> Client {
        let capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let browser = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("a browser");
        let patient = TimeoutConfiguration::new(Some(PATIENCE), Some(PATIENCE), None);
        browser.update_timeouts(patient).await.expect("a patient browser");
        browser
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let group = i32::try_from(self.child.id()).ok().and_then(Pid::from_raw);
        if let Some(group) = group {
            // What is gone already needs no end.
            let _ = kill_process_group(group, Signal::KILL);
        }
        let _ = self.child.wait();
    }
}
