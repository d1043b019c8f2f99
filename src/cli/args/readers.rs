//! Who may ask, and how do they prove it?

use std::path::PathBuf;

use clap::{Args, Subcommand, builder::PossibleValuesParser, builder::TypedValueParser};

use crate::access::Role;

/// The role of one of their words.
fn role() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(Role::ALL.map(Role::word)).map(|word| {
        // One of the words above.
        Role::from_word(&word).unwrap_or(Role::Customer)
    })
}

/// What to do with API tokens.
#[derive(Debug, Args)]
#[command(
    after_help = "A program sends its token as `Authorization: Bearer fl_…`, and sees and does what the token's role and\n\
    audiences allow. A running server takes a token at once, and refuses it at once when it is revoked."
)]
pub struct TokenArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: TokenCommand,
}

/// What to do with API tokens.
#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Make a token; it is shown this once
    Add {
        /// What its holder is called in lists and in the ledger: a to z, 0 to 9, `.`, `_`, `-`
        #[arg(value_name = "NAME")]
        name: String,
        /// Who may what.
        #[command(flatten)]
        rights: Rights,
        /// It ends after so many days [default: when it is revoked]
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3650), env = "FIRSTLINE_DAYS")]
        days: Option<u16>,
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
    /// Say which tokens there are, and when each was used the last time
    List {
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
    /// Take a token away
    Revoke {
        /// Its number or its name
        #[arg(value_name = "ID")]
        id: String,
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
}

/// What to do with accounts.
#[derive(Debug, Args)]
#[command(
    after_help = "People sign in at /login with name and password; customers need no account. The password is asked for, or read\n\
    from the first line of stdin where nobody sits at a terminal."
)]
pub struct UserArgs {
    /// What to do.
    #[command(subcommand)]
    pub what: UserCommand,
}

/// What to do with accounts.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Make an account
    Add {
        /// What they sign in with: a to z, 0 to 9, `.`, `_`, `-`
        #[arg(value_name = "NAME")]
        name: String,
        /// Who may what.
        #[command(flatten)]
        rights: Rights,
        /// Read the password from the first line of a file
        #[arg(long, value_name = "FILE", env = "FIRSTLINE_PASSWORD_FILE")]
        password_file: Option<PathBuf>,
    },
    /// Say which accounts there are
    List {
        /// Print one JSON document
        #[arg(long, env = "FIRSTLINE_JSON")]
        json: bool,
    },
    /// Give an account another password, and end its sessions
    Password {
        /// The account's name
        #[arg(value_name = "NAME")]
        name: String,
        /// Read the password from the first line of a file
        #[arg(long, value_name = "FILE", env = "FIRSTLINE_PASSWORD_FILE")]
        password_file: Option<PathBuf>,
    },
    /// Remove an account, and end its sessions
    Remove {
        /// The account's name
        #[arg(value_name = "NAME")]
        name: String,
    },
}

/// Who may what.
#[derive(Debug, Args)]
pub struct Rights {
    /// What they may do; each role may do what those before it may
    #[arg(long, value_name = "ROLE", value_parser = role(), env = "FIRSTLINE_ROLE")]
    pub role: Role,
    /// An audience that they belong to besides `public`; may be given several times [default: those of the role]
    #[arg(long = "audience", value_name = "AUDIENCE", value_delimiter = ',', env = "FIRSTLINE_AUDIENCE")]
    pub audiences: Vec<String>,
}
