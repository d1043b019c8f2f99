//! Which article of the changed folder is it?

use std::sync::Arc;

use crate::{
    access::Scope,
    learn::ArticleName,
    library::{Card, Library, Named},
};

/// The article of a changed folder that goes by a name of before: by its id, by its path or by an alias; else the one whose
/// file holds the very same bytes, for it was moved without saying so.
pub fn moved_to(after: &Library, name: &ArticleName, before: Option<&Card>) -> Option<Arc<Card>> {
    let all = Scope::everything("know an article again that was moved");
    let mut names = [&name.id, &name.path].into_iter().filter(|name| !name.is_empty());
    let found = names.find_map(|name| after.find(name, &all));
    if let Some(Named::Article(card) | Named::Moved(card)) = found {
        return Some(card);
    }
    let hash = before?.source.hash;
    after.iter().find(|card| card.source.hash == hash).cloned()
}

#[cfg(test)]
mod tests {
    use super::moved_to;
    use crate::{learn::ArticleName, library::Key, report::tests::world::library};

    #[test]
    fn an_article_is_known_again_by_id_alias_and_bytes() {
        let of = |files: &[(&str, &str)]| {
            library(
                &files
                    .iter()
                    .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                    .collect::<Vec<_>>(),
            )
        };
        let before = of(&[("a.md", "---\nid: one\n---\nA"), ("old/b.md", "B"), ("c.md", "C"), ("d.md", "D")]);
        let after = of(&[
            ("x/a.md", "---\nid: one\n---\nA, mended"),
            ("x/b.md", "---\naliases: [old/b]\n---\nB, mended"),
            ("x/c.md", "C"),
        ]);
        let all = crate::access::Scope::everything("of the test");
        let found = |path: &str| {
            let card = before.get(Key::of(path), &all).expect("an article").clone();
            let name = ArticleName { path: card.path.clone(), id: card.claimed_id.clone() };
            moved_to(&after, &name, Some(&card)).map(|card| card.path.clone())
        };
        assert_eq!(found("a.md").as_deref(), Some("x/a.md"));
        assert_eq!(found("old/b.md").as_deref(), Some("x/b.md"));
        assert_eq!(found("c.md").as_deref(), Some("x/c.md"));
        assert_eq!(found("d.md"), None);
    }
}
