//! Which program signs people in, by the configuration?

use std::{env, ops::Range};

use toml::de::DeTable;

use super::{Config, reading::Reading};
use crate::{
    access::Role,
    provider::{ClientSecret, Settings},
};

pub(super) const OIDC: [&str; 11] = [
    "issuer",
    "client_id",
    "client_secret_file",
    "button",
    "scopes",
    "name_claim",
    "role_claim",
    "roles",
    "audiences",
    "default_role",
    "client_secret",
];

/// Where the program sends browsers back to, on our host.
const RETURN: &str = "/login/oidc/return";
/// The secret, where no file holds it.
const SECRET: &str = "FIRSTLINE_OIDC_SECRET";

impl Reading<'_> {
    /// `[oidc]`, which begins here; `public_url` stands in `[server]`. After all other sections, for it names audiences.
    pub(super) fn oidc(
        &mut self,
        section: &DeTable<'_>,
        span: &Range<usize>,
        public: Option<String>,
        config: &mut Config,
    ) {
        let issuer = self.needed(section, "issuer", span);
        if issuer.as_deref().is_some_and(|issuer| !is_safe(issuer, true)) {
            self.wrong("issuer", &section["issuer"], "an address that begins with `https://`");
        }
        let client_id = self.needed(section, "client_id", span);
        if public.is_none() {
            let hint =
                "write `public_url = \"https://…\"` under `[server]`: what people have in their address bar";
            self.mistake(span.start, "signing in elsewhere takes a way back", hint);
        }
        if let Some(secret) = section.get("client_secret") {
            let hint = format!("put it into a file and name it in `client_secret_file`, or into `{SECRET}`");
            self.mistake(secret.span().start, "a secret does not belong in this file", hint);
        }
        let file = self.string(section, "client_secret_file");
        let text = env::var(SECRET).ok().filter(|secret| !secret.is_empty());
        let secret = match (file, text) {
            (Some(file), _) => ClientSecret::File(file.into()),
            (None, Some(text)) => ClientSecret::Text(text),
            (None, None) => ClientSecret::None,
        };
        let roles = self.given_roles(section);
        let audiences = self.given_audiences(section, config);
        let default_role = self.word(section, "default_role", &Role::ALL.map(|role| (role.word(), role)));
        if roles.is_empty() && default_role.is_none() {
            let hint = "give groups a role in `roles`, or everybody one in `default_role`";
            self.mistake(span.start, "nobody could sign in", hint);
        }
        let or = |text: Option<String>, usual: &str| text.unwrap_or_else(|| usual.to_owned());
        let usual = || ["profile", "email"].map(str::to_owned).to_vec();
        config.desk.provider = Some(Settings {
            issuer: issuer.unwrap_or_default(),
            client_id: client_id.unwrap_or_default(),
            secret,
            return_to: public.unwrap_or_default() + RETURN,
            scopes: self.strings(section, "scopes").unwrap_or_else(usual),
            button: or(self.string(section, "button"), "Sign in with your organisation"),
            name_claim: or(self.string(section, "name_claim"), "preferred_username"),
            role_claim: or(self.string(section, "role_claim"), "groups"),
            roles,
            audiences,
            default_role,
        });
    }

    /// What people have in their address bar: scheme and host.
    pub(super) fn public_url(&mut self, section: &DeTable<'_>) -> Option<String> {
        let url = self.string(section, "public_url")?;
        let url = url.strip_suffix('/').unwrap_or(&url);
        if is_safe(url, false) {
            return Some(url.to_owned());
        }
        let wanted =
            "scheme and host, such as `\"https://help.example.org\"`; `http://` for this machine alone";
        self.wrong("public_url", &section["public_url"], wanted);
        // It was told, and need not be missed.
        Some(String::new())
    }

    fn needed(&mut self, section: &DeTable<'_>, name: &str, span: &Range<usize>) -> Option<String> {
        if section.get(name).is_none() {
            self.mistake(span.start, format!("`{name}` is missing"), format!("write `{name} = \"…\"` below"));
        }
        self.string(section, name)
    }

    fn given_roles(&mut self, section: &DeTable<'_>) -> Vec<(String, Role)> {
        let mut given = Vec::new();
        for (value, role) in self.entries(section, "roles") {
            if let Some(role) = role.get_ref().as_str().and_then(Role::from_word) {
                given.push((value.get_ref().to_string(), role));
            } else {
                let roles = Role::ALL.map(|role| format!("`\"{}\"`", role.word())).join(", ");
                self.wrong("roles", role, &format!("one of: {roles}"));
            }
        }
        given
    }

    fn given_audiences(&mut self, section: &DeTable<'_>, config: &Config) -> Vec<(String, Vec<String>)> {
        let known = config.desk.rules.audiences.clone();
        let mut given = Vec::new();
        for (value, names) in self.entries(section, "audiences") {
            if let Some(set) = self.set("audiences", names, &known) {
                let names = set.iter().map(|audience| audience.name().to_owned()).collect();
                given.push((value.get_ref().to_string(), names));
            }
        }
        given
    }
}

/// Whether an address is HTTPS, or on this machine; with a path or without one.
pub(super) fn is_safe(address: &str, path: bool) -> bool {
    let (https, rest) = match (address.strip_prefix("https://"), address.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return false,
    };
    let authority = rest.split('/').next().unwrap_or_default();
    let plain = !rest.contains(['?', '#', '@', ' ', '\\', '"', '<']) && rest.is_ascii();
    let host = match authority.strip_prefix('[') {
        Some(v6) => v6.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    let here =
        host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    plain && !host.is_empty() && (path || authority == rest) && (https || here)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn read(text: &str) -> Result<Config, Vec<super::super::Mistake>> {
        Config::read(Path::new("x.toml"), text)
    }

    const GOOD: &str = r#"
[oidc]
issuer = "https://id.example.org/realms/desk"
client_id = "firstline"
client_secret_file = "/run/secrets/oidc"
role_claim = "realm_access.roles"
roles = { helpdesk = "agent", "/desk heads" = "admin" }
audiences = { line2 = ["agents", "tier2"] }
default_role = "customer"
[audiences]
names = ["public", "agents", "tier2"]
[server]
public_url = "https://help.example.org/"
"#;

    #[test]
    fn the_section_of_the_manual_is_read() {
        let provider = read(GOOD).expect("a good file").desk.provider.expect("a provider");
        assert_eq!(provider.return_to, "https://help.example.org/login/oidc/return");
        assert_eq!(provider.secret, ClientSecret::File("/run/secrets/oidc".into()));
        assert_eq!(provider.roles.len(), 2);
        assert_eq!(provider.audiences[0].1, ["agents", "tier2"]);
        assert_eq!((provider.default_role, provider.scopes.len()), (Some(Role::Customer), 2));
        assert!(read("").expect("a good file").desk.provider.is_none());
    }

    #[test]
    fn what_could_let_somebody_in_by_mistake_is_told() {
        let told = |from: &str, to: &str| {
            assert!(GOOD.contains(from));
            let mistakes = read(&GOOD.replace(from, to)).expect_err("a mistake");
            assert_eq!(mistakes.len(), 1, "{mistakes:?}");
            (mistakes[0].line, mistakes[0].message.clone(), mistakes[0].hint.clone())
        };
        for plain in [
            "http://id.example.org",
            "id.example.org",
            "https://a@b",
            "https://",
            "http://localhost.evil.example",
        ] {
            let (line, _, hint) = told("https://id.example.org/realms/desk", plain);
            assert_eq!((line, &*hint), (3, "write an address that begins with `https://`"), "{plain}");
        }
        for public in ["http://help.example.org", "help.example.org", "https://help.example.org/kb"] {
            assert_eq!(told("https://help.example.org/", public).0, 13, "{public}");
        }
        let (line, message, _) = told("client_id = \"firstline\"\n", "");
        assert_eq!((line, &*message), (2, "`client_id` is missing"));
        assert!(told("public_url = \"https://help.example.org/\"\n", "").2.contains("public_url"));
        assert_eq!(told("\"agent\"", "\"boss\"").0, 7);
        assert_eq!(told("[\"agents\", \"tier2\"] }", "[\"nobody\"] }").0, 8);
        assert_eq!(told("\"customer\"", "\"boss\"").0, 9);
        assert!(
            told("client_secret_file = \"/run/secrets/oidc\"", "client_secret = \"x\"").1.contains("secret")
        );
        let nobody = GOOD.replace("default_role = \"customer\"\n", "").replace("roles = {", "x_roles = {");
        assert!(read(&nobody).expect_err("mistakes").iter().any(|one| one.message == "nobody could sign in"));
        assert!(read(&GOOD.replace("https://id.example.org", "http://127.0.0.1:9000")).is_ok());
    }
}
