//! The same for articles that are drawn by lot, and that came and went in steps.

use proptest::{
    collection::vec,
    prelude::*,
    sample::{select, subsequence},
    test_runner::Config,
};
use tokio::runtime::{Builder, Runtime};

use super::{
    calls::{Fill, calls},
    masks::settled,
};
use crate::desk::{Base, Opened};

const WORDS: [&str; 16] = [
    "vpn",
    "token",
    "printer",
    "toner",
    "mailbox",
    "quota",
    "refund",
    "parcel",
    "password",
    "reset",
    "phone",
    "code",
    "0x80070005",
    "Drucker",
    "プリンタ",
    "invoice",
];
/// Words that only hidden articles have.
const SECRETS: [&str; 4] = ["canary", "skeleton", "passphrase", "tokens"];
const TAGS: [&str; 4] = ["network", "mail", "Orders", "vpn"];

/// A number for its path, title, body, question, tags, state, and numbers for id, old name and translation.
type Drawn = (u8, String, String, String, Vec<&'static str>, &'static str, (u8, u8, u8));

#[derive(Clone, Debug)]
struct Article {
    path: String,
    text: String,
}

fn words(from: Vec<&'static str>, count: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    vec(select(from), count).prop_map(|words| words.join(" "))
}

/// Articles of one audience. Names, ids, old names and translation keys are few, so that they meet.
fn articles(audience: &'static str, most: usize) -> impl Strategy<Value = Vec<Article>> {
    let mut from = WORDS.to_vec();
    if audience != "public" {
        from.extend(SECRETS);
    }
    let one = (
        0..40_u8,
        words(from.clone(), 1..5),
        words(from.clone(), 3..40),
        words(from, 1..4),
        subsequence(TAGS.to_vec(), 0..3),
        select(vec!["validated", "wip", "archived"]),
        (0..6_u8, 0..6_u8, 0..6_u8),
    );
    vec(one, 0..most).prop_map(move |all: Vec<Drawn>| {
        let article = |(name, title, body, question, tags, state, (id, old, key)): Drawn| {
            let id = if id < 3 { format!("id: shared-{id}\n") } else { String::new() };
            let text = format!(
                "---\ntitle: {title}\n{id}audience: {audience}\nstate: {state}\ntags: [{}]\naliases: [old/{old}]\n\
                 translation_key: k{key}\nsuperseded_by: shared-{key}\nupdated: 2026-11-0{}\n---\n{body}\n\n\
                 ## {question}?\n\n{body} [link](../{audience}/{key}.md) [id](shared-{key})\n",
                tags.join(", "),
                1 + old,
            );
            Article { path: format!("{audience}/{name}.md"), text }
        };
        all.into_iter().map(article).collect()
    })
}

/// An article with blocks that the public may not read, and the same without them.
fn with_blocks() -> impl Strategy<Value = (Article, Article)> {
    let from = [WORDS.as_slice(), &SECRETS].concat();
    let block = (
        select(vec!["agents", "tier2", "agents, tier2", "nobody"]),
        words(from.clone(), 1..4),
        words(from, 3..20),
    )
        .prop_map(|(names, question, body)| (names, format!("## {question}?\n\n{body} [x](../public/3.md)")));
    let rest = (any::<bool>(), any::<bool>(), vec(block, 1..3));
    (articles("public", 2), rest).prop_filter_map("an article", |(all, (colons, at_end, blocks))| {
        let plain = all.into_iter().next()?;
        let with = blocks.iter().map(|(names, inside)| {
            if colons {
                format!(":::audience {names}\n{inside}\n:::\n\n")
            } else {
                format!("<!-- audience: {names} -->\n{inside}\n<!-- /audience -->\n\n")
            }
        });
        let with = with.collect::<String>();
        let text = if at_end {
            format!("{}\n{}", plain.text, with.trim_end())
        } else {
            plain.text.replacen("\n## ", &format!("\n{with}## "), 1)
        };
        Some((Article { path: plain.path.clone(), text }, plain))
    })
}

/// A base in two steps: what it begins with, and what is put afterwards.
fn opened(first: &[&Article], then: &[&Article]) -> Opened {
    let pins = "[[pin]]\nquery = \"vpn token\"\narticle = \"agents/1\"\n\n[[pin]]\nquery = \"canary\"\narticle = \"shared-1\"\n";
    let base = Base::new()
        .file("pins.toml", pins)
        .file("synonyms.toml", "[[synonym]]\nwords = [\"canary\", \"token\"]\n");
    let opened = first.iter().fold(base, |base, article| base.file(&article.path, &article.text)).open();
    for article in then {
        opened.write(&article.path, &article.text);
    }
    opened.catch_up();
    opened
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().expect("a runtime")
}

/// Reads everything that there is to read of two desks, which are to say the same.
fn read_alike(with: &Opened, without: &Opened, queries: Vec<String>) -> Result<(), TestCaseError> {
    let runtime = runtime();
    let numbered = |form: fn(u8) -> String| (0..3).map(form);
    let names = numbered(|n| format!("agents/{n}"))
        .chain(numbered(|n| format!("public/{n}")))
        .chain(numbered(|n| format!("shared-{n}")))
        .chain(numbered(|n| format!("old/{n}")));
    let tags = ["mail", "orders", "vpn"].map(str::to_owned).into();
    let fill = Fill { queries, names: names.collect(), tags };
    // Both are asked for it: what they counted is compared, too.
    let documents = [with, without].map(|desk| runtime.block_on(desk.get("/openapi.json")).json());
    for call in calls(&documents[0], &fill).iter().filter(|call| call.is_reading()) {
        let (a, b) = runtime.block_on(async { (call.send(with, &[]).await, call.send(without, &[]).await) });
        prop_assert_eq!(settled(&a), settled(&b), "{}", call.address);
    }
    Ok(())
}

proptest! {
    #![proptest_config(Config { cases: 4, max_shrink_iters: 64, failure_persistence: None, ..Config::default() })]

    #[test]
    fn hidden_articles_do_not_change_one_byte(
        public in articles("public", 12),
        hidden in articles("agents", 12),
        later in articles("public", 3),
        later_hidden in articles("agents", 6),
        asked in vec(words([WORDS.as_slice(), &SECRETS].concat(), 1..4), 4),
        letters in "[a-z]{2,7}",
    ) {
        let first: Vec<&Article> = public.iter().collect();
        let then: Vec<&Article> = later.iter().collect();
        let with = opened(
            &first.iter().copied().chain(&hidden).collect::<Vec<_>>(),
            &then.iter().copied().chain(&later_hidden).collect::<Vec<_>>(),
        );
        let without = opened(&first, &then);
        let mut queries = asked;
        queries.extend(["canari", "tokn", "vpn token", "pasphrase", "sk", "to"].map(str::to_owned));
        queries.push(letters);
        read_alike(&with, &without, queries)?;
    }

    #[test]
    fn blocks_for_others_do_not_change_one_byte(
        public in articles("public", 8),
        first in vec(with_blocks(), 1..6),
        later in vec(with_blocks(), 0..5),
        asked in vec(words([WORDS.as_slice(), &SECRETS].concat(), 1..4), 4),
    ) {
        let all = |with: bool| {
            let one = |both: &'_ (Article, Article)| if with { both.0.clone() } else { both.1.clone() };
            let begin: Vec<Article> = public.iter().cloned().chain(first.iter().map(one)).collect();
            let then: Vec<Article> = later.iter().map(one).collect();
            opened(&begin.iter().collect::<Vec<_>>(), &then.iter().collect::<Vec<_>>())
        };
        let (with, without) = (all(true), all(false));
        let mut queries = asked;
        queries.extend(["canari", "vpn token", "pasphrase", "sk"].map(str::to_owned));
        read_alike(&with, &without, queries)?;
        let runtime = runtime();
        for path in first.iter().chain(&later).map(|both| both.0.path.trim_end_matches(".md")) {
            for accept in ["text/markdown", "text/html", "application/json"] {
                let address = format!("/api/v1/articles/{path}");
                let get = |desk: &Opened| runtime.block_on(desk.get_as(&address, &[("accept", accept)]));
                prop_assert_eq!(settled(&get(&with)), settled(&get(&without)), "{} {}", address, accept);
            }
        }
    }
}
