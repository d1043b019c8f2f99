//! Does any mail make a ticket, whose questions are in its text, and is what was redacted redacted for good?

#![no_main]

use firstline::ticket::{Known, read_mail, redact};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (subject, body) = text.split_once('\0').map_or((None, text), |(subject, body)| (Some(subject), body));
    let known = Known { products: vec!["FerryPass".into(), "a b".into()], redact_addresses: true };
    let ticket = read_mail(subject, body, &known);
    for question in &ticket.questions {
        assert!(ticket.text.contains(question.as_str()));
    }
    let (redacted, _) = redact(body, &known);
    assert_eq!(redact(&redacted, &known).0, redacted);
});
