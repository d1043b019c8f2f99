//! Where are requests handed over to, by the configuration?

use std::net::IpAddr;

use toml::de::DeTable;

use super::{Config, oidc::is_safe, reading::Reading};
use crate::{
    post::{MailSettings, Security, WebhookSettings},
    request::is_mail_address,
};

pub(super) const HANDOVER: [&str; 3] = ["webhook", "secret_file", "mail"];
const MAIL: [&str; 7] = ["server", "port", "security", "user", "password_file", "from", "to"];

const SECURITIES: [(&str, Security); 3] =
    [("tls", Security::Tls), ("starttls", Security::StartTls), ("none", Security::None)];

impl Reading<'_> {
    /// `[handover]`, and `[handover.mail]` in it.
    pub(super) fn handover(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let (webhook, secret) = (self.string(section, "webhook"), self.string(section, "secret_file"));
        let is_good = |url: &str| is_safe(url.split('?').next().unwrap_or_default(), true) && is_plain(url);
        if webhook.as_deref().is_some_and(|url| !is_good(url)) {
            let wanted = "an address that begins with `https://`; `http://` for this machine alone";
            self.wrong("webhook", &section["webhook"], wanted);
        }
        match (webhook, secret) {
            (Some(url), Some(secret)) => {
                config.desk.handover.webhook = Some(WebhookSettings { url, secret: secret.into() });
            }
            (Some(_), None) => self.alone(section, "webhook", "secret_file"),
            (None, Some(_)) => self.alone(section, "secret_file", "webhook"),
            (None, None) => {}
        }
        let Some(value) = section.get("mail") else { return };
        let Some(mail) = value.get_ref().as_table() else {
            self.wrong("mail", value, "a section of its own: `[handover.mail]`");
            return;
        };
        for (key, _) in mail.iter().filter(|(key, _)| !MAIL.contains(&key.get_ref().as_ref())) {
            self.unknown(key.span().start, key.get_ref(), &MAIL);
        }
        config.desk.handover.mail = self.mail(mail, value.span().start);
    }

    fn mail(&mut self, section: &DeTable<'_>, begins: usize) -> Option<MailSettings> {
        for name in ["server", "from", "to"].into_iter().filter(|name| section.get(*name).is_none()) {
            self.mistake(begins, format!("`{name}` is missing"), format!("write `{name} = \"…\"` below"));
        }
        let server = self.string(section, "server");
        let is_host =
            |host: &str| !host.is_empty() && !host.contains(|c: char| "/:@ ".contains(c) || c.is_control());
        if server.as_deref().is_some_and(|server| !is_host(server) && server.parse::<IpAddr>().is_err()) {
            self.wrong(
                "server",
                &section["server"],
                "the name of a mail server, such as `\"mail.example.org\"`",
            );
        }
        let security = self.word(section, "security", &SECURITIES).unwrap_or(Security::StartTls);
        if security == Security::None && !server.as_deref().is_some_and(is_here) {
            let hint = "use `\"tls\"` or `\"starttls\"`, or a server on this machine, such as `127.0.0.1`";
            self.mistake(section["security"].span().start, "everybody on the way could read the mail", hint);
        }
        for name in ["from", "to"] {
            let address = self.string(section, name);
            if address.is_some_and(|address| !is_mail_address(&address) || !address.is_ascii()) {
                let wanted = "one mail address without a name, such as `\"help@example.org\"`";
                self.wrong(name, &section[name], wanted);
            }
        }
        let usual = match security {
            Security::Tls => 465,
            Security::StartTls => 587,
            Security::None => 25,
        };
        let port = self.number(section, "port", 1, 65_535).and_then(|port| u16::try_from(port).ok());
        let (user, file) = (self.string(section, "user"), self.string(section, "password_file"));
        let login = match (user, file) {
            (Some(user), Some(file)) => Some((user, file.into())),
            (Some(_), None) => {
                self.alone(section, "user", "password_file");
                None
            }
            (None, Some(_)) => {
                self.alone(section, "password_file", "user");
                None
            }
            (None, None) => None,
        };
        let (from, to) = (self.string(section, "from")?, self.string(section, "to")?);
        Some(MailSettings { server: server?, port: port.unwrap_or(usual), security, login, from, to })
    }

    /// One key that means nothing without another.
    fn alone(&mut self, section: &DeTable<'_>, name: &str, other: &str) {
        let message = format!("`{name}` means nothing without `{other}`");
        self.mistake(section[name].span().start, message, format!("write `{other} = \"…\"` beside it"));
    }
}

/// Whether nothing in an address could end it, or what it is written into.
fn is_plain(url: &str) -> bool {
    url.bytes().all(|byte| byte.is_ascii_graphic()) && !url.contains(['#', '"', '<', '>', '\\'])
}

fn is_here(server: &str) -> bool {
    server == "localhost" || server.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(text: &str) -> Result<Config, Vec<super::super::Mistake>> {
        Config::read(Path::new("x.toml"), text)
    }

    const GOOD: &str = r#"
[handover]
webhook = "https://desk.example.org/hooks/firstline?team=1"
secret_file = "/run/secrets/webhook"
[handover.mail]
server = "mail.example.org"
security = "tls"
user = "firstline"
password_file = "/run/secrets/mail"
from = "firstline@example.org"
to = "help@example.org"
[server]
public_url = "https://help.example.org/"
"#;

    #[test]
    fn the_section_of_the_manual_is_read() {
        let handover = read(GOOD).expect("a good file").desk.handover;
        let webhook = handover.webhook.expect("a webhook");
        assert_eq!(webhook.url, "https://desk.example.org/hooks/firstline?team=1");
        assert_eq!(webhook.secret, Path::new("/run/secrets/webhook"));
        let mail = handover.mail.expect("a mailbox");
        assert_eq!(
            (mail.server.as_str(), mail.port, mail.security),
            ("mail.example.org", 465, Security::Tls)
        );
        assert_eq!(mail.login, Some(("firstline".to_owned(), "/run/secrets/mail".into())));
        assert_eq!(handover.public_url.as_deref(), Some("https://help.example.org"));
        assert_eq!(read("").expect("a good file").desk.handover, crate::post::Settings::default());
    }

    #[test]
    fn what_could_tell_others_is_a_mistake() {
        let told = |from: &str, to: &str| {
            assert!(GOOD.contains(from), "{from}");
            let mistakes = read(&GOOD.replace(from, to)).expect_err("a mistake");
            assert_eq!(mistakes.len(), 1, "{mistakes:?}");
            (mistakes[0].line, mistakes[0].message.clone())
        };
        for url in ["http://desk.example.org/x", "desk", "https://a@b/c", "https://a/b c", "https://a/b#c"] {
            assert_eq!(told("https://desk.example.org/hooks/firstline?team=1", url).0, 3, "{url}");
        }
        assert_eq!(told("secret_file = \"/run/secrets/webhook\"\n", "").0, 3);
        assert_eq!(told("webhook = \"https://desk.example.org/hooks/firstline?team=1\"\n", "").0, 3);
        assert_eq!(told("\"tls\"", "\"none\"").1, "everybody on the way could read the mail");
        assert_eq!(told("\"tls\"", "\"ssl\"").0, 7);
        assert_eq!(told("password_file = \"/run/secrets/mail\"\n", "").0, 8);
        assert_eq!(told("\"firstline@example.org\"", "\"Help <help@example.org>\"").0, 10);
        assert_eq!(told("to = \"help@example.org\"\n", "").1, "`to` is missing");
        assert_eq!(told("mail.example.org", "mail.example.org:25").0, 6);
        let here = GOOD.replace("\"tls\"", "\"none\"").replace("\"mail.example.org\"", "\"127.0.0.1\"");
        assert_eq!(read(&here).expect("a good file").desk.handover.mail.expect("a mailbox").port, 25);
    }
}
