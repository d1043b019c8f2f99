//! Whatever comes, reading gives a ticket, in linear time, and reading it again changes nothing much.

use crate::ticket::{Known, read, read_mail, redact};

const LONG: usize = 100 * 1024;

const PIECES: [&str; 67] = [
    "<",
    ">",
    "<<a ",
    "<a href=\"",
    "<!--",
    "<style>",
    "<blockquote>",
    "<div class=gmail_quote>",
    "&",
    "&#",
    "1",
    "1 ",
    "1-",
    "0 ",
    "+",
    "(",
    "a",
    "a a ",
    "a@",
    "a@b.",
    "@",
    "password:",
    "password: ",
    "password is ",
    "-----BEGIN ",
    "-----BEGIN A KEY-----\n",
    "://",
    "a://b@",
    "?token=",
    "eyJ",
    "Bearer ",
    "\n",
    ".\n",
    "? ",
    "- a\n",
    "1. a?\n",
    "also a? ",
    "thanks\n",
    "regards\n",
    "--\n",
    "hi ",
    "hi,\n",
    "dear ",
    "> a\n",
    ">\n",
    "On 1 a\n",
    "From: a\n",
    "at a.b(c)\n",
    "Caused by: ",
    "=?utf-8?Q?",
    "=\n=3D",
    "a. ",
    "_",
    "__________\n",
    "0x",
    "DE89 ",
    "4111 ",
    "::",
    "1.",
    "\u{1f633}",
    "ä",
    "\r",
    "\0",
    "\u{3002}",
    "This email is confidential ",
    "ps\n\n",
    "Thanks\n\n\n",
];

/// Work that grows with the square of the text would take minutes here.
#[test]
fn hostile_texts_are_read() {
    let known = Known { products: vec!["a a a a a a".into(), "password".into()], redact_addresses: true };
    for piece in PIECES {
        let (text, short) = (piece.repeat(LONG / piece.len()), piece.repeat(LONG / 8 / piece.len()));
        let ticket = read(&text, &known);
        assert!(ticket.text.len() <= 2 * LONG, "{piece:?}");
        read_mail(Some(&text), "", &known);
        read(&format!("Subject: {short}"), &known);
        read(&format!("<p>{short}</p>"), &known);
    }
}

proptest::proptest! {
    #[test]
    fn no_text_panics(text in "(\\PC|\\s){0,300}") {
        let ticket = read(&text, &Known::default());
        for question in &ticket.questions {
            assert!(ticket.text.contains(question.as_str()));
        }
    }

    #[test]
    fn no_mail_panics(parts in proptest::collection::vec("(<[a-z]{1,10}>|</[a-z]{1,4}>|&[a-z]{2,5};|> |\\n|Hi |Thanks|Regards|From: |password: |[0-9 +-]{1,20}|[a-zé@.:?]{1,8}| |-- |1\\. |eyJ|://)", 0..60)) {
        let text = parts.concat();
        let known = Known { products: vec!["a b".into()], redact_addresses: true };
        let ticket = read_mail(Some(&text), &text, &known);
        for question in &ticket.questions {
            assert!(ticket.text.contains(question.as_str()));
        }
        let (redacted, _) = redact(&text, &known);
        assert_eq!(redact(&redacted, &known).0, redacted);
    }
}
