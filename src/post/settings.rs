//! Where are requests handed over to?

use std::path::PathBuf;

/// Where requests are handed over to; nowhere when both are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// A program that is called.
    pub webhook: Option<WebhookSettings>,
    /// A mailbox.
    pub mail: Option<MailSettings>,
    /// What people have in their address bar: scheme and host. Articles are named with it.
    pub public_url: Option<String>,
}

/// A program that is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Its address.
    pub url: String,
    /// The file whose first line is the secret that calls are signed with. Read each time, so that it may be replaced.
    pub secret: PathBuf,
}

/// A mailbox, and the server that takes mail to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailSettings {
    /// The server's name.
    pub server: String,
    /// Its port.
    pub port: u16,
    /// Who can listen.
    pub security: Security,
    /// Who we are to it, and the file whose first line is the password.
    pub login: Option<(String, PathBuf)>,
    /// Who it is from.
    pub from: String,
    /// Who it is for.
    pub to: String,
}

/// Who can listen to a mail on its way to the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Nobody, from the beginning on.
    Tls,
    /// Nobody, once both have agreed on it, and nothing is said before.
    StartTls,
    /// Whoever is on this machine.
    None,
}
