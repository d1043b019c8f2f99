//! How is a mail handed to a server?

use std::{
    error::Error,
    io,
    time::{Duration, SystemTime},
};

use jiff::Timestamp;
use lettre::{
    Address, Message, SmtpTransport, Transport,
    message::{Mailbox, header::ContentType},
    transport::smtp::{
        self,
        authentication::Credentials,
        client::{Tls, TlsParameters},
    },
};

use super::{MailSettings, Security, secret, written};
use crate::{
    learn::EventId,
    request::{Courier, Packet, Refused, Way},
};

/// Each step of a try takes no longer.
const STEP: Duration = Duration::from_secs(5);

/// A mailbox that takes requests.
pub(super) struct Mail {
    settings: MailSettings,
    /// What people have in their address bar.
    base: String,
}

impl Mail {
    pub(super) fn of(settings: MailSettings, base: String) -> Mail {
        Mail { settings, base }
    }

    /// The mail. Its `Message-ID` is the number of the delivery, the same however often it is tried. Whoever answers it
    /// answers the customer.
    fn message(&self, packet: &Packet, delivery: EventId, now: Timestamp) -> Result<Message, Refused> {
        let MailSettings { from, to, .. } = &self.settings;
        let mailbox = |address: &str| address.parse::<Address>().map(|address| Mailbox::new(None, address));
        let ours = |address: &str| {
            mailbox(address).map_err(|_| Refused::because("an address of the configuration is none"))
        };
        let domain = from.rsplit('@').next().unwrap_or_default();
        let mut message = Message::builder()
            .from(ours(from)?)
            .to(ours(to)?)
            .subject(written::subject(packet))
            .date(SystemTime::from(now))
            .message_id(Some(format!("<{delivery}@{domain}>")))
            .header(ContentType::TEXT_PLAIN);
        // What not every server takes in a header stands in the text alone.
        let reply_to = packet.reply_to.as_deref().filter(|address| address.is_ascii());
        if let Some(Ok(reply_to)) = reply_to.map(mailbox) {
            message = message.reply_to(reply_to);
        }
        let message = message.body(written::text(packet, &self.base));
        message.map_err(|error| Refused::because(format!("no mail can be made of it: {error}")))
    }

    fn transport(&self) -> Result<SmtpTransport, Refused> {
        let MailSettings { server, port, security, login, .. } = &self.settings;
        let parameters = || {
            TlsParameters::new(server.clone())
                .map_err(|_| Refused::because("the certificates that this machine trusts cannot be read"))
        };
        let tls = match security {
            Security::Tls => Tls::Wrapper(parameters()?),
            Security::StartTls => Tls::Required(parameters()?),
            Security::None => Tls::None,
        };
        let transport =
            SmtpTransport::builder_dangerous(server.as_str()).port(*port).tls(tls).timeout(Some(STEP));
        Ok(match login {
            None => transport.build(),
            Some((user, file)) => {
                transport.credentials(Credentials::new(user.clone(), secret::read(file)?)).build()
            }
        })
    }
}

impl Courier for Mail {
    fn way(&self) -> Way {
        Way::Mail
    }

    fn carry(&self, packet: &Packet, delivery: EventId, now: Timestamp) -> Result<(), Refused> {
        let message = self.message(packet, delivery, now)?;
        match self.transport()?.send(&message) {
            Ok(_) => Ok(()),
            // What a server says may name somebody, and is in no message.
            Err(error) => Err(Refused::because(why(&error))),
        }
    }
}

fn why(error: &smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the mail server answered {code}"),
        None if error.is_timeout() => "the mail server took too long".to_owned(),
        None if is_unguarded(error) => "the mail server cannot be trusted, or speaks no TLS".to_owned(),
        None if error.is_client() => "the mail server offers no way to sign in or to encrypt".to_owned(),
        None => "the mail server cannot be reached".to_owned(),
    }
}

/// Whether nobody could be sure who else listens: a handshake that fails comes as data that mean nothing.
fn is_unguarded(error: &smtp::Error) -> bool {
    let mut cause = error.source();
    while let Some(one) = cause {
        if one.downcast_ref::<io::Error>().is_some_and(|one| one.kind() == io::ErrorKind::InvalidData) {
            return true;
        }
        cause = one.source();
    }
    error.is_tls()
}
