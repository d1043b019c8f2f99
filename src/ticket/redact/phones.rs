//! Which numbers are those of telephones?
//!
//! One with `+`, one with a word for it before, or one whose groups are those of a telephone; never dates,
//! times, versions, or numbers with a word for something else before.

use super::replace::Place;
use crate::ticket::{Sort, phrases::plain};

/// Words before the number of a telephone; plain.
const WORDS: [&str; 44] = [
    "tel",
    "telephone",
    "phone",
    "mobile",
    "mob",
    "cell",
    "cellphone",
    "fax",
    "call",
    "ring",
    "whatsapp",
    "dial",
    "text",
    "sms",
    "landline",
    "extension",
    "callback",
    "reach",
    "telefon",
    "telefonnummer",
    "handy",
    "handynummer",
    "mobil",
    "mobilnummer",
    "fon",
    "ruckruf",
    "ruckrufnummer",
    "anrufen",
    "rufnummer",
    "durchwahl",
    "erreichbar",
    "telefono",
    "movil",
    "celular",
    "llamar",
    "llamame",
    "llameme",
    "portable",
    "appeler",
    "appelez",
    "joindre",
    "joignable",
    "phonenumber",
    "ph",
];

/// Words before a number that is none of a telephone; plain.
const OTHERS: [&str; 44] = [
    "order",
    "ticket",
    "case",
    "invoice",
    "ref",
    "reference",
    "id",
    "error",
    "code",
    "kb",
    "update",
    "serial",
    "sn",
    "build",
    "version",
    "item",
    "article",
    "tracking",
    "account",
    "customer",
    "contract",
    "policy",
    "transaction",
    "bestellung",
    "bestellnummer",
    "auftrag",
    "auftragsnummer",
    "rechnung",
    "rechnungsnummer",
    "fehler",
    "fehlercode",
    "vorgang",
    "kundennummer",
    "vertrag",
    "vertragsnummer",
    "seriennummer",
    "pedido",
    "factura",
    "commande",
    "facture",
    "numero",
    "erreur",
    "dossier",
    "event",
];

/// No number of a telephone takes more bytes.
const LONGEST: usize = 32;

/// Finds numbers of telephones.
pub(super) fn find(text: &str, places: &mut Vec<Place>) {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let starts = bytes[at].is_ascii_digit() || matches!(bytes[at], b'+' | b'(');
        let inner = at > 0
            && (bytes[at - 1].is_ascii_alphanumeric()
                || bytes[at - 1] >= 0x80
                || b"_.-/#=+$%\\,".contains(&bytes[at - 1]));
        if !starts || inner {
            at += 1;
            continue;
        }
        let len = run(&bytes[at..]);
        let number = &text[at..at + len];
        if is_phone(number, || before(text, at), bytes.get(at + len).copied()) {
            places.push(Place::new(at..at + len, Sort::Phone));
        }
        at += len.max(1);
    }
}

/// How far digits and what stands between them reach; up to the last digit.
fn run(bytes: &[u8]) -> usize {
    let mut end = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if byte.is_ascii_digit() {
            end = at + 1;
        } else if !b"+-()./ ".contains(byte) || at > end + 2 {
            break;
        }
    }
    end
}

fn is_phone(number: &str, before: impl FnOnce() -> (bool, bool), next: Option<u8>) -> bool {
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let glued = next.is_some_and(|next| next.is_ascii_alphanumeric() || b":_%@".contains(&next));
    if !(6..=15).contains(&digits) || number.len() > LONGEST || glued || is_date(number) {
        return false;
    }
    let (phone, other) = before();
    if other && !phone {
        return false;
    }
    let groups: Vec<&str> =
        number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let lens: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let dotted = number.contains('.') && !number.contains([' ', '-', '/']);
    let international = number.trim_start_matches('(').starts_with('+') && digits >= 8
        || number.starts_with("00")
            && !number.starts_with("000")
            && digits >= 11
            && groups.len() > 1
            && !dotted;
    let american = matches!(lens.as_slice(), [3, 3, 4] | [1, 3, 3, 4])
        && (lens.len() == 3 || groups[0] == "1")
        && groups[groups.len() - 3].starts_with(|c: char| ('2'..='9').contains(&c));
    let trunk = number.trim_start_matches('(').starts_with('0')
        && !number.trim_start_matches('(').starts_with("00")
        && (9..=12).contains(&digits)
        && (2..=6).contains(&lens[0])
        && groups.len() > 1
        && !dotted;
    let mobile = groups.len() == 1
        && (10..=12).contains(&digits)
        && number.starts_with('0')
        && !number.starts_with("00");
    international || american || trunk || mobile || (phone && !dotted)
}

/// `01.02.2024`, `2024-02-01`, and what follows such.
fn is_date(number: &str) -> bool {
    let mut groups = number.split(['.', '-', '/', ' ']);
    let (Some(one), Some(two), Some(three)) = (groups.next(), groups.next(), groups.next()) else {
        return false;
    };
    let small = |group: &str, most: u32| {
        group.len() <= 2 && group.parse().is_ok_and(|n: u32| (1..=most).contains(&n))
    };
    let year = |group: &str| group.len() == 4 && (group.starts_with("19") || group.starts_with("20"));
    year(one) && small(two, 12) && small(three, 31)
        || small(one, 31) && small(two, 31) && year(three)
        || (small(one, 31)
            && small(two, 31)
            && three.len() == 2
            && groups.next().is_none()
            && !number.contains(' '))
}

/// Whether a word for a telephone, and whether a word for another number, stands shortly before, on the line.
fn before(text: &str, at: usize) -> (bool, bool) {
    let from = text.ceil_char_boundary(at.saturating_sub(40));
    let window = text[from..at].rsplit('\n').next().unwrap_or_default();
    let told = plain(window);
    let words: Vec<&str> = told.split(' ').rev().take(5).collect();
    let near = |list: &[&str], most: usize| words.iter().take(most).position(|word| list.contains(word));
    let (phone, other) = (near(&WORDS, 5), near(&OTHERS, 3));
    let hash = window.trim_end().ends_with('#');
    (phone.is_some_and(|phone| other.is_none_or(|other| phone < other)), other.is_some() || hash)
}
