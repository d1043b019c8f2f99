//! Several problems are told apart, one is left whole.

use crate::ticket::{Known, read};

#[track_caller]
fn check(raw: &str, expected: &[&str]) {
    assert_eq!(read(raw, &Known::default()).questions, expected, "{raw}");
}

#[test]
fn nothing_is_asked() {
    check("", &[]);
    check(" \n\n ", &[]);
    check("Thank you!", &[]);
    check("Hi Tom,\n\nthanks a lot for your help.\n\nBest regards\nAnna", &[]);
    check("Subject: Re: VPN\n\nThanks!\nAnna", &[]);
    check("\u{1f633}", &[]);
}

#[test]
fn one_problem_is_one_question() {
    for one in [
        "I can't print. The printer is on. I restarted it twice. What can I do?",
        "My card was declined.\n\nCan you help me with this?",
        "I tried the following:\n1. open Word\n2. click File\n3. it crashes",
        "How should I go about this? Should I just cancel my order or my payment?",
        "The VPN drops. Also I tried another cable, it did not help.",
        "It fails with two messages:\n- connection reset\n- timed out",
    ] {
        check(one, &[one]);
    }
}

#[test]
fn several_problems_are_told_apart() {
    check(
        "Hi,\nI have two questions:\n1. How do I reset my password?\n2. Where is the VPN client?",
        &["How do I reset my password?", "Where is the VPN client?"],
    );
    check(
        "My printer prints blank pages.\n\nAnother problem: the calendar is empty.",
        &["My printer prints blank pages.", "Another problem: the calendar is empty."],
    );
    check(
        "How do I change my billing address? Also, can I pay by bank transfer?",
        &["How do I change my billing address?", "Also, can I pay by bank transfer?"],
    );
    check(
        "How do I reset my password?\n\nWhere can I download the VPN client?",
        &["How do I reset my password?", "Where can I download the VPN client?"],
    );
    check(
        "Der Drucker druckt leere Seiten.\n\nAußerdem geht der Scanner nicht.",
        &["Der Drucker druckt leere Seiten.", "Außerdem geht der Scanner nicht."],
    );
    check(
        "La impresora no imprime.\n\nAdemás no puedo abrir el calendario.",
        &["La impresora no imprime.", "Además no puedo abrir el calendario."],
    );
    check(
        "L'imprimante est en panne.\n\nDe plus, je ne peux pas ouvrir le calendrier.",
        &["L'imprimante est en panne.", "De plus, je ne peux pas ouvrir le calendrier."],
    );
}

#[test]
fn a_subject_belongs_to_the_first_question() {
    let raw = "Subject: Two things\n\nHow do I reset my password?\n\nWhere can I download the VPN client?";
    check(raw, &["Two things\n\nHow do I reset my password?", "Where can I download the VPN client?"]);
}
