//! Which program signs people in, and what is asked of it?

use std::{fmt, fs, io, path::PathBuf};

use crate::access::Role;

/// The program that signs people in, and what its word is worth here.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Its address, as it writes it itself.
    pub issuer: String,
    /// What it calls us.
    pub client_id: String,
    /// What proves to it that it is us.
    pub secret: ClientSecret,
    /// Where it sends browsers back to.
    pub return_to: String,
    /// What it is asked for besides `openid`.
    pub scopes: Vec<String>,
    /// What stands on the button of the page.
    pub button: String,
    /// The claim that somebody's name is taken from.
    pub name_claim: String,
    /// The claim whose values give rights.
    pub role_claim: String,
    /// The role that a value of that claim gives; the highest counts.
    pub roles: Vec<(String, Role)>,
    /// The audiences that a value of that claim gives, instead of those of the role.
    pub audiences: Vec<(String, Vec<String>)>,
    /// The role of those whom no value gives one; none to refuse them.
    pub default_role: Option<Role>,
}

/// What proves to the program that it is us.
#[derive(Clone, PartialEq, Eq)]
pub enum ClientSecret {
    /// Nothing: we are a public client.
    None,
    /// A secret.
    Text(String),
    /// The secret in the first line of a file. It is read each time, so that it may be replaced.
    File(PathBuf),
}

impl ClientSecret {
    /// The secret, if there is one.
    ///
    /// # Errors
    /// When its file cannot be read.
    pub fn read(&self) -> io::Result<Option<String>> {
        match self {
            ClientSecret::None => Ok(None),
            ClientSecret::Text(secret) => Ok(Some(secret.clone())),
            ClientSecret::File(path) => {
                let text = fs::read_to_string(path)?;
                let line = text.lines().next().unwrap_or_default().trim();
                if line.is_empty() {
                    return Err(io::Error::new(io::ErrorKind::InvalidData, "its first line is empty"));
                }
                Ok(Some(line.to_owned()))
            }
        }
    }
}

/// Nothing of a secret is written to a log by mistake.
impl fmt::Debug for ClientSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ClientSecret::None => f.write_str("None"),
            ClientSecret::Text(_) => f.write_str("Text(…)"),
            ClientSecret::File(path) => write!(f, "File({})", path.display()),
        }
    }
}

/// What one sign-in is told by, that nobody else can guess.
#[derive(Clone)]
pub struct Asked {
    /// What the browser has to bring back in the address.
    pub state: String,
    /// What has to stand in what the program says.
    pub nonce: String,
    /// What proves that whoever redeems the code is whoever asked for it (PKCE).
    pub verifier: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_from_its_file_and_never_shown() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("secret");
        let secret = ClientSecret::File(path.clone());
        assert!(secret.read().is_err());
        fs::write(&path, "\nx").expect("a file");
        assert!(secret.read().is_err());
        fs::write(&path, "hush hush \nmore\n").expect("a file");
        assert_eq!(secret.read().expect("a secret").as_deref(), Some("hush hush"));
        assert!(!format!("{:?}", ClientSecret::Text("hush".to_owned())).contains("hush"));
    }
}
