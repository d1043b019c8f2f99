//! Personal data and secrets go; codes, versions, dates and order numbers stay.

use crate::ticket::{Known, Sort, redact};

#[track_caller]
fn check(text: &str, expected: &str) {
    let (redacted, counts) = redact(text, &Known::default());
    assert_eq!(redacted, expected, "{text}");
    assert_eq!(counts.is_empty(), text == expected, "{text}");
    assert_eq!(redact(&redacted, &Known::default()).0, redacted, "again: {text}");
}

#[track_caller]
fn stays(text: &str) {
    check(text, text);
}

#[test]
fn mail_addresses_go() {
    check("write to <anna.b+x@example.co.uk>, or tom@example.com.", "write to <[mail]>, or [mail].");
    check("mailto:anna@example.com?subject=x", "mailto:[mail]?subject=x");
    stays("@anna said user@localhost and a@b");
}

#[test]
fn telephone_numbers_go() {
    for number in [
        "+49 30 1234567",
        "+1 (555) 123-4567",
        "0049 30 1234567",
        "(555) 123-4567",
        "555-123-4567",
        "030 1234567",
        "0171/1234567",
        "01 23 45 67 89",
        "020 7946 0958",
        "+34 612 34 56 78",
        "01711234567",
    ] {
        check(&format!("at {number}, please"), "at [phone], please");
    }
    check("call me 7021645199", "call me [phone]");
    check("Tel: 4711 815", "Tel: [phone]");
    stays("on 01.02.2024 10:30, 2024-02-01 or 01-02-2023 10");
    stays("order 0123456789, order #4711 0815, ticket 555-123-4567");
    stays("16.0.4291.1000 and 10.0.19045.3803 and 1234567890");
    stays("error 80004005, 00000000696B95D9, -2147221164");
}

#[test]
fn cards_and_accounts_go_by_their_checksum() {
    check("4111 1111 1111 1111 and 5500-0000-0000-0004.", "[card] and [card].");
    check("DE89 3704 0044 0532 0130 00 is mine", "[iban] is mine");
    check("GB82WEST12345698765432", "[iban]");
    stays("4111 1111 1111 1112");
    stays("DE89 3704 0044 0532 0130 01");
    stays("order 1234567890123456");
}

#[test]
fn keys_and_tokens_go() {
    check("use sk-abcdEFGH1234abcdEFGH1234 now", "use [secret] now");
    check("AKIAIOSFODNN7EXAMPLE", "[secret]");
    check("Authorization: Bearer abcdef123456789", "Authorization: Bearer [secret]");
    check("a eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def b", "a [secret] b");
    check("key=\"Zx81kQpa7Lm2Vn9RtY4wB6c\"", "key=\"[secret]\"");
    check("-----BEGIN PRIVATE KEY-----\nabc\n-----END PRIVATE KEY-----\nx", "[secret]\nx");
    check("https://bob:pw@host/a?token=abcdef&x=1", "https://[secret]@host/a?token=[secret]&x=1");
    stays("Microsoft.Exchange.Monitoring.CommonAccessTokenHelper 33604739-c0d7-11e6-a107-0050569c0d00");
    stays("https://example.com/articles/how-to-reset-your-Password2024?page=2");
    stays("Basic Authentication, -TargetDatabase dag2013db2-IgnoreRuleLimitErrors");
    stays("data=000000001A447390AA6611CD9BC800AA002FC45A0900C1F54ED028C6E54F");
}

#[test]
fn passwords_go() {
    check("password: hunter2", "password: [secret]");
    check("My password is Summer2024!", "My password is [secret]");
    check("password=abc and user=bob", "password=[secret] and user=bob");
    check("Passwort ist Sommer24 und geht nicht", "Passwort ist [secret] und geht nicht");
    check("Contraseña: sol123", "Contraseña: [secret]");
    check("Mot de passe : soleil", "Mot de passe : [secret]");
    check("Password:\nhunter2\nthanks", "Password:\n[secret]\nthanks");
    check("the PIN is 1234", "the PIN is [secret]");
    stays("my password is not working");
    stays("Das Passwort ist abgelaufen.");
    stays("I forgot what my password is.");
    stays("Password: it does not let me in");
    stays("password expired. The password for SharePoint is wrong");
    stays("reset password Office365");
    stays("my PIN is blocked, the token is expired");
}

#[test]
fn network_addresses_go_on_request() {
    let known = Known { redact_addresses: true, ..Known::default() };
    let of = |text: &str| redact(text, &known).0;
    assert_eq!(
        of("ping 192.168.0.1:80, fe80::1 and 16.0.4291.1000"),
        "ping [address]:80, [address] and 16.0.4291.1000"
    );
    assert_eq!(of("at 10:30:15 std::net"), "at 10:30:15 std::net");
    assert_eq!(redact("192.168.0.1", &Known::default()).0, "192.168.0.1");
    assert_eq!(redact("a@b.cd c@d.ef", &known).1.get(&Sort::Mail), Some(&2));
}
