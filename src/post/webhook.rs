//! How is a program called?

use std::{net::IpAddr, time::Duration};

use jiff::Timestamp;
use ureq::{
    Agent,
    http::Uri,
    tls::{RootCerts, TlsConfig},
};

use super::{WebhookSettings, secret, sign::Key, written};
use crate::{
    learn::EventId,
    request::{Courier, Packet, Refused, Way},
};

/// A try takes no longer: less than a server that stops waits for it.
const AT_MOST: Duration = Duration::from_secs(10);
/// More of the headers of an answer is not read; of its body nothing is.
const MOST_HEADERS: usize = 16 * 1024;

/// A program that takes requests.
pub(super) struct Webhook {
    settings: WebhookSettings,
    /// What people have in their address bar.
    base: String,
    agent: Agent,
}

impl Webhook {
    /// Certificates are those that the system trusts. No redirect is followed, for it could lead inside.
    pub(super) fn of(settings: WebhookSettings, base: String) -> Webhook {
        let tls = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .timeout_global(Some(AT_MOST))
            .max_response_header_size(MOST_HEADERS)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .http_status_as_error(false)
            .user_agent("firstline");
        // What is on this machine is called without a proxy.
        let config = if is_here(&settings.url) { config.proxy(None) } else { config };
        Webhook { settings, base, agent: config.build().new_agent() }
    }
}

impl Courier for Webhook {
    fn way(&self) -> Way {
        Way::Webhook
    }

    fn carry(&self, packet: &Packet, delivery: EventId, now: Timestamp) -> Result<(), Refused> {
        let secret = secret::read(&self.settings.secret)?;
        let Some(key) = Key::parse(&secret) else {
            let path = self.settings.secret.display();
            let what = format!("`{path}` holds no secret: it is `whsec_` and at least 24 bytes in base64");
            return Err(Refused::because(what));
        };
        let (id, second, body) =
            (format!("msg_{delivery}"), now.as_second(), written::json(packet, &self.base));
        let answer = self
            .agent
            .post(&self.settings.url)
            .header("content-type", "application/json")
            .header("webhook-id", &id)
            .header("webhook-timestamp", second.to_string())
            .header("webhook-signature", key.sign(&id, second, &body))
            .send(&body[..]);
        match answer {
            Ok(answer) if answer.status().is_success() => Ok(()),
            Ok(answer) => Err(Refused::because(format!("it answered {}", answer.status().as_u16()))),
            // The address may hold a secret, and is in no message.
            Err(error) => Err(Refused::because(why(&error))),
        }
    }
}

fn why(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Timeout(_) => "it took too long".to_owned(),
        ureq::Error::HostNotFound => "its host is not known".to_owned(),
        ureq::Error::Io(error) => format!("it cannot be reached: {}", error.kind()),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => "its certificate is not trusted".to_owned(),
        _ => "it cannot be reached".to_owned(),
    }
}

/// Whether an address is on this machine, where nobody listens on the way.
fn is_here(address: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else { return false };
    let host = uri.host().unwrap_or_default().trim_matches(['[', ']']);
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}
