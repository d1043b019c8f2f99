//! What must be found is found, or `check --golden` says so.

use crate::command_line::Place;

const ARTICLES: [(&str, &str); 4] = [
    ("vpn.md", "# VPN codes\n\nThe phone shows no code for the VPN.\n"),
    ("printer.md", "# Printer prints blank pages\n\nReplace the drum.\n"),
    ("drum.md", "# Drum\n\nDrum drum drum printer blank pages.\n"),
    ("secret.md", "---\naudience: agents\n---\n# Master code\n\nThe master code of the VPN.\n"),
];

#[test]
fn what_is_no_longer_found_is_told_with_its_place() {
    let place = Place::with(&ARTICLES);
    place.write(
        "kb/golden.toml",
        "[[golden]]\nquery = \"vpn code\"\narticle = \"vpn\"\nwithin = 1\n\n[[golden]]\nquery = \"master code\"\narticle = \
         \"secret.md\"\nas = [\"agents\"]\n\n[[golden]]\nticket = \"\"\"\nHello,\nmy printer prints blank pages\n\
         Bob\"\"\"\narticle = \"printer\"\n",
    );
    let good = place.run(&["check", "--golden"]);
    assert!(good.ended(0).contains("3 of 3 golden queries found"), "{}", good.out);
    let document = place.run(&["check", "--golden", "--json"]).json(0);
    assert_eq!((&document["golden"]["asked"], &document["golden"]["found"]), (&3.into(), &3.into()));
    // Without the switch nothing is asked.
    assert!(!place.run(&["check"]).ended(0).contains("golden"));

    place.write(
        "kb/golden.toml",
        "[[golden]]\nquery = \"master code\"\narticle = \"secret\"\n\n[[golden]]\nquery = \"drum\"\narticle = \
         \"printer\"\nwithin = 1\n\n[[golden]]\nquery = \"coffee machine\"\narticle = \"vpn\"\n",
    );
    let missed = place.run(&["check", "--golden"]);
    let out = missed.ended(1);
    for line in [
        "golden.toml:1: error: `master code`: no article `secret` that public may read",
        "golden.toml:5: error: `drum`: `printer` stands at place 2, not among the first 1",
        "golden.toml:10: error: `coffee machine`: `vpn` is not found",
        "0 of 3 golden queries found",
    ] {
        assert!(out.contains(line), "{line} in: {out}");
    }
    assert!(out.contains("  hint: "), "{out}");
    let document = place.run(&["check", "--golden", "--json"]).json(1);
    assert_eq!((&document["golden"]["found"], &document["errors"]), (&0.into(), &3.into()));
}

#[test]
fn a_file_that_is_wrong_or_missing_is_a_finding() {
    let place = Place::with(&ARTICLES);
    let missing = place.run(&["check", "--golden"]);
    assert!(missing.ended(1).contains("golden.toml:0: error: "), "{}", missing.out);
    place.write("kb/golden.toml", "[[golden]]\nquery = \"vpn\"\n");
    // Without being asked for, too: a writer sees it as soon as it is saved.
    assert!(place.run(&["check"]).ended(1).contains("golden.toml:1: error: the entry needs `article`"));
    let out = place.run(&["check", "--golden"]);
    assert_eq!(out.ended(1).matches("needs `article`").count(), 1, "{}", out.out);
}
