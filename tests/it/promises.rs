//! What the manual promises is tested: each test that its table names is there.

use std::{fs, path::Path};

#[test]
fn every_test_that_the_manual_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let article = fs::read_to_string(root.join("kb/firstline/reliability.md")).expect("the article");
    let (mut named, mut missing) = (0, Vec::new());
    for row in article.lines().filter(|line| line.starts_with("| ")) {
        // A name without a file is in the file that was named last.
        let mut file = String::new();
        for name in row.split('`').skip(1).step_by(2) {
            let (path, test) = match name.split_once(".rs::") {
                Some((path, test)) => (format!("{path}.rs"), Some(test)),
                None if name.strip_suffix(".rs").is_some() => (name.to_owned(), None),
                None if name.contains('_')
                    && name.bytes().all(|b| b == b'_' || b.is_ascii_alphanumeric()) =>
                {
                    (file.clone(), Some(name))
                }
                None => continue,
            };
            named += 1;
            let text = fs::read_to_string(root.join(&path)).unwrap_or_default();
            if test.map_or(text.is_empty(), |test| !text.contains(&format!("fn {test}("))) {
                missing.push(format!("{path} {}", test.unwrap_or_default()));
            }
            file = path;
        }
    }
    assert!(named > 40, "only {named} tests were found in the table");
    assert_eq!(missing, Vec::<String>::new());
}
