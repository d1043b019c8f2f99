//! What is known of a ticket?

use std::{collections::BTreeMap, fmt};

use crate::text::Language;

/// What a desk knows that helps to read a ticket.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Names of products, as articles write them.
    pub products: Vec<String>,
    /// Whether network addresses are personal data here.
    pub redact_addresses: bool,
}

/// What a customer asks, without what is around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ticket {
    /// Its subject, cleaned and redacted.
    pub subject: Option<String>,
    /// What is asked: subject and body without greeting, sign-off and all below, signatures, footers, quoted
    /// history and disclaimers; redacted. Lines are kept.
    pub text: String,
    /// The questions told apart when one mail holds several problems, each a part of `text`; one when there is
    /// one; none when nothing is asked (an empty mail, a mere thank-you).
    pub questions: Vec<String>,
    /// Error codes, product names, versions and the telling lines of stack traces, in order, each once.
    pub strong: Vec<Strong>,
    /// The language, if it can be told reliably.
    pub language: Option<Language>,
    /// How many of each sort were redacted.
    pub redacted: BTreeMap<Sort, usize>,
    /// Whether the text was longer than 100 kB, and only its beginning was read.
    pub cut: bool,
}

/// A term that tells more than a word does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strong {
    /// As it stands in the ticket.
    pub text: String,
    /// What sort of term.
    pub kind: StrongKind,
}

/// What sort of strong term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StrongKind {
    /// An error code, the number of an update, the name of a model: `0x80070005`, `ERR_TIMED_OUT`, `KB5034441`.
    Code,
    /// A version: `2.14.3`.
    Version,
    /// A product that the desk knows.
    Product,
    /// A telling line of a stack trace.
    Trace,
}

/// A sort of personal data or secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sort {
    /// A mail address.
    Mail,
    /// A telephone number.
    Phone,
    /// The number of a payment card.
    Card,
    /// An account number with a valid checksum.
    Iban,
    /// A network address.
    Address,
    /// A password, a key, a token.
    Secret,
}

impl Sort {
    /// What stands in its place: `[mail]`.
    pub fn placeholder(self) -> &'static str {
        match self {
            Sort::Mail => "[mail]",
            Sort::Phone => "[phone]",
            Sort::Card => "[card]",
            Sort::Iban => "[iban]",
            Sort::Address => "[address]",
            Sort::Secret => "[secret]",
        }
    }

    /// Its name: `mail`.
    pub fn name(self) -> &'static str {
        self.placeholder().trim_matches(['[', ']'])
    }

    pub(super) const ALL: [Sort; 6] =
        [Sort::Mail, Sort::Phone, Sort::Card, Sort::Iban, Sort::Address, Sort::Secret];
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
