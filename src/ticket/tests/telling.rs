//! Codes, versions, products and traces are found; the language is told.

use crate::ticket::{Known, StrongKind, read};

#[track_caller]
fn check(raw: &str, expected: &[(&str, StrongKind)]) {
    let known = Known {
        products: vec!["Outlook".into(), "Visual Studio Code".into(), "It".into()],
        ..Known::default()
    };
    let ticket = read(raw, &known);
    let found: Vec<_> = ticket.strong.iter().map(|strong| (strong.text.as_str(), strong.kind)).collect();
    assert_eq!(found, expected, "{raw}");
}

#[test]
fn strong_terms_are_found_once_and_in_order() {
    use StrongKind::{Code, Product, Trace, Version};
    check(
        "outlook 16.0 says 0x80070005, then (0x80070005)!",
        &[("outlook", Product), ("16.0", Version), ("0x80070005", Code)],
    );
    check("KB5034441 fails with ERR_TIMED_OUT", &[("KB5034441", Code), ("ERR_TIMED_OUT", Code)]);
    check(
        "error code 1603 and Fehler: 42 after v2.14.3",
        &[("1603", Code), ("42", Code), ("v2.14.3", Version)],
    );
    check("visual studio code version 1.9", &[("visual studio code", Product), ("1.9", Version)]);
    check(
        "AADSTS50126 and ORA-00942 on my XPS13",
        &[("AADSTS50126", Code), ("ORA-00942", Code), ("XPS13", Code)],
    );
    check(
        "it fails:\njava.io.IOException: gone\n  at a.b.C.read(C.java:12)\nCaused by: x",
        &[("java.io.IOException: gone", Trace), ("at a.b.C.read(C.java:12)", Trace), ("Caused by: x", Trace)],
    );
    check("I paid $1.50 on 24.12.2024 at 10:30 for 2 items of 3.5 kg", &[]);
    check("my 3 printers and the 2nd one in room 4", &[]);
}

#[test]
fn a_long_ticket_has_a_language() {
    let of = |text: &str| read(text, &Known::default()).language.map(|language| language.code().to_owned());
    assert_eq!(of("no code"), None);
    let german =
        "Hallo,\nseit gestern druckt der Drucker im zweiten Stock nur noch leere Seiten, obwohl er neu ist.";
    assert_eq!(of(german).as_deref(), Some("de"));
}
