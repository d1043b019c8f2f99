//! A block inside of an article is there for its readers, and for nobody else.

use std::{
    fs::{self, File},
    time::{Duration, SystemTime},
};

use firstline::{
    access::{Reader, Role, Scope},
    desk::{Ask, Report},
    learn::Verdict,
    library::Since,
    search::{Query, Request},
};
use jiff::civil::Date;

use crate::{
    desk::{Base, Opened},
    hidden::masks::settled,
    readers::token,
};

const OPEN: &str = "# Reset the token\n\nPress it twice.\n\n## When?\n\nAt once.\n";
const WITH_BLOCK: &str = "# Reset the token\n\nPress it twice.\n\n<!-- audience: agents -->\n## When not?\n\nAsk the \
                          gatekeeper <b>first</b>.\n<!-- /audience -->\n\n## When?\n\nAt once.\n";

fn public() -> Scope {
    Reader::public().scope()
}

fn agents() -> Scope {
    Reader::agent("ada", ["public", "agents"]).scope()
}

/// What a scope finds: the ids and sections.
fn found(desk: &Opened, words: &str, scope: &Scope) -> Vec<(String, Option<String>)> {
    let request = Request { query: Query::parse(words), limit: 10, ..Request::default() };
    let answer = desk.desk.search(&request, scope).expect("an answer");
    let anchor = |hit: &firstline::search::Hit| hit.section.as_ref().map(|section| section.anchor.clone());
    answer.hits.iter().map(|hit| (hit.id.clone(), anchor(hit))).collect()
}

/// The Markdown and the HTML of an article for a scope.
fn opened(desk: &Opened, id: &str, scope: &Scope) -> (String, String) {
    let link = |id: &str| format!("/articles/{id}");
    let view = desk.desk.article(id, scope, &link).expect("to look").expect("an article");
    (view.markdown, view.html.as_str().to_owned())
}

#[test]
fn whoever_may_read_a_block_finds_and_opens_one_article() {
    let desk = Base::new().file("token.md", WITH_BLOCK).file("other.md", "# Printer\n\nA jam.\n").open();
    let section = |anchor: &str| vec![("token".to_owned(), Some(anchor.to_owned()))];
    assert_eq!(found(&desk, "gatekeeper", &agents()), section("when-not"));
    assert_eq!(found(&desk, "gatekeeper", &public()), []);
    assert_eq!(found(&desk, "reset token", &agents()).len(), 1);
    let (markdown, html) = opened(&desk, "token", &agents());
    assert!(markdown.contains("gatekeeper") && !markdown.contains("audience"), "{markdown}");
    assert!(html.contains("gatekeeper") && html.contains("id=\"when-not\""), "{html}");
    let (markdown, html) = opened(&desk, "token", &public());
    assert_eq!(markdown, OPEN);
    assert!(!html.contains("gatekeeper") && !html.contains("when-not"), "{html}");
    for (scope, completions) in [(public(), 1), (agents(), 2)] {
        assert_eq!(desk.desk.complete("when", &scope).expect("completions").0.len(), completions);
        assert_eq!(desk.desk.list(0, 10, &scope).total, 2);
        assert_eq!(desk.desk.health(&scope).articles, 2);
    }
}

#[tokio::test]
async fn what_happens_in_a_block_moves_nothing_for_others() {
    let desk = Base::new().file("token.md", OPEN).file("other.md", "# Printer\n\nA jam.\n").open_cold();
    let path = desk.path("kb/token.md");
    let dated = |days: u64| {
        let then = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * (20_000 + days));
        File::options().append(true).open(&path).and_then(|file| file.set_modified(then)).expect("a date");
        desk.catch_up();
    };
    dated(0);
    let seen = async || {
        let mut all = Vec::new();
        for address in ["/api/v1/articles", "/api/v1/articles/token", "/articles/token", "/api/v1/changes"] {
            let reply = desk.get(address).await;
            all.push((
                reply.header("etag").to_owned(),
                reply.text().replace(reply.header("x-request-id"), ""),
            ));
        }
        all.push((
            String::new(),
            desk.get_as("/api/v1/articles/token", &[("accept", "text/markdown")]).await.text().to_owned(),
        ));
        all
    };
    let before = seen().await;
    let generation = |scope: &Scope| desk.desk.changes(Since::Cursor(0), 50, scope).1;
    let steps = [
        WITH_BLOCK.to_owned(),
        WITH_BLOCK.replace("gatekeeper", "porter"),
        WITH_BLOCK.replace("audience: agents", "audience: agents, tier2"),
        WITH_BLOCK.replace("audience: agents", "audience: tier2"),
        WITH_BLOCK.replace("audience: agents", "audience: agnets"),
        OPEN.to_owned(),
    ];
    for (days, step) in (1..).zip(&steps) {
        let agents_saw = generation(&agents());
        desk.write("token.md", step);
        dated(days);
        assert_eq!(seen().await, before, "{step}");
        let sees = days < 5;
        assert_eq!(generation(&agents()) > agents_saw, sees, "{step}");
        assert_eq!(found(&desk, "gatekeeper", &agents()).len(), usize::from(days == 1 || days == 3));
        assert_eq!(found(&desk, "gatekeeper", &public()), []);
    }
    // And what happens outside of it moves as ever.
    desk.write("token.md", &WITH_BLOCK.replace("twice", "thrice"));
    dated(9);
    assert_ne!(seen().await, before);
    let card = |scope: &Scope| desk.desk.list(0, 9, scope).articles[1].0.clone();
    assert_eq!(card(&public()).updated, Some(Date::constant(2024, 10, 13)));
}

#[test]
fn the_date_of_a_block_is_for_its_readers() {
    let desk = Base::new().file("token.md", WITH_BLOCK).open_cold();
    let path = desk.path("kb/token.md");
    for days in [0, 5] {
        let then = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * (20_000 + days));
        desk.write("token.md", &WITH_BLOCK.replace("first", &format!("after {days}")));
        File::options().append(true).open(&path).and_then(|file| file.set_modified(then)).expect("a date");
        desk.catch_up();
    }
    let updated =
        |scope: &Scope| desk.desk.list(0, 9, scope).articles[0].0.updated.expect("a date").to_string();
    assert_eq!((updated(&public()), updated(&agents())), ("2024-10-04".to_owned(), "2024-10-09".to_owned()));
}

#[test]
fn saving_again_and_starting_again_change_nothing() {
    let desk = Base::new().file("token.md", WITH_BLOCK).file("other.md", "# Printer\n").open();
    let state = |desk: &Opened| {
        let everything = Scope::everything("test");
        let of = |scope: &Scope| {
            let (changes, generation) = desk.desk.changes(Since::Cursor(0), 50, scope);
            (changes.len(), generation, opened(desk, "token", scope), found(desk, "token when", scope))
        };
        [public(), agents(), everything].map(|scope| of(&scope))
    };
    let before = state(&desk);
    desk.write("token.md", WITH_BLOCK);
    desk.catch_up();
    assert_eq!(state(&desk), before);
    let desk = desk.opened_again();
    let published = desk.catch_up();
    assert_eq!((published.put, published.gone), (0, 0));
    assert_eq!(state(&desk), before);
}

#[test]
fn a_reading_that_is_missing_is_read_again() {
    let desk = Base::new().file("token.md", WITH_BLOCK).file("other.md", "# Printer\n").open();
    let shelves = fs::read_dir(desk.path("index/articles/v2/shelves")).expect("shelves");
    let of_others = |path: &std::path::PathBuf| path.to_string_lossy().contains("public-without-agents");
    let shelf = shelves.map(|entry| entry.expect("a shelf").path()).find(of_others).expect("the public's");
    let desk = desk.opened_after(|| fs::remove_dir_all(&shelf).expect("to remove"));
    assert_eq!(found(&desk, "token", &public()), []);
    assert_eq!(found(&desk, "gatekeeper", &agents()).len(), 1);
    assert_eq!(desk.catch_up().put, 1);
    assert_eq!(found(&desk, "token", &public()).len(), 1);
    let (changes, generation) = desk.desk.changes(Since::Cursor(0), 50, &agents());
    assert_eq!((changes.len(), generation), (2, 1), "agents see what they saw");
}

#[test]
fn what_agents_learn_of_an_article_is_of_the_article() {
    let desk = Base::new().file("token.md", WITH_BLOCK).file("printer.md", "# Printer\n\nA jam.\n").open();
    let agent = Reader::agent("ada", ["public", "agents"]);
    let ask = Ask { text: "the gatekeeper wants a number".to_owned(), limit: 5, ..Ask::default() };
    let suggested = desk.desk.suggest(&ask, &agent).expect("suggestions");
    assert_eq!(suggested.suggestions.list[0].id, "token");
    let report = Report::of(suggested.id, Some("token"), Verdict::Resolved);
    desk.desk.record(&report, &agent).expect("a record");
    let again = desk.desk.suggest(&ask, &agent).expect("suggestions");
    let first = &again.suggestions.list[0];
    assert_eq!((first.id.as_str(), again.similar.len()), ("token", 1));
    // A vote is about the article, and stays when the block goes.
    desk.write("token.md", OPEN);
    desk.catch_up();
    let public = desk.desk.suggest(&ask, &Reader::public()).expect("suggestions");
    assert_eq!(public.suggestions.list[0].id, "token");
}

#[test]
fn what_is_wrong_in_a_block_is_for_writers() {
    let source = WITH_BLOCK.replace("<!-- /audience -->", "") + "\n[x](gone.md)\n";
    let desk = Base::new().file("token.md", &source).open();
    let health = |scope: &Scope| desk.desk.health(scope).errors;
    assert_eq!((health(&public()), health(&Scope::everything("test"))), (0, 1));
    let findings = desk.desk.findings();
    assert_eq!(
        findings.iter().map(|finding| (finding.line, finding.kind)).collect::<Vec<_>>(),
        [(5, "unclosed-audience")]
    );
    assert_eq!(opened(&desk, "token", &public()).0, "# Reset the token\n\nPress it twice.\n");
}

/// Through the door, by a token: agents find and read the block in every form, and to everybody else the knowledge base is
/// one without it, to the byte.
#[tokio::test]
async fn a_token_opens_the_block_and_without_it_there_is_none() {
    let of = |source: &str| {
        let desk = Base::new().file("token.md", source).file("other.md", "# Printer\n\nA jam.\n").open_cold();
        let then = SystemTime::UNIX_EPOCH + Duration::from_hours(24 * 20_000);
        for path in ["kb/token.md", "kb/other.md"] {
            let file = File::options().append(true).open(desk.path(path)).expect("a file");
            file.set_modified(then).expect("a date");
        }
        desk.catch_up();
        let tokens = [("chat", Role::Agent), ("shop", Role::Customer)]
            .map(|(name, role)| token(&desk, name, role, &[]));
        (desk, tokens)
    };
    let ((with, [agent, customer]), (without, [_, other])) = (of(WITH_BLOCK), of(OPEN));
    let article = "/api/v1/articles/token";
    let html = "text/html,application/xhtml+xml";
    let asked = [
        (article, "application/json"),
        (article, "text/html"),
        (article, "text/markdown"),
        ("/articles/token", html),
        ("/api/v1/search?q=gatekeeper", "application/json"),
        ("/search?q=gatekeeper", html),
        ("/api/v1/search?q=reset+token", "application/json"),
        ("/api/v1/complete?q=when", "application/json"),
        ("/api/v1/articles", "application/json"),
        ("/api/v1/changes", "application/json"),
        ("/", html),
    ];
    for (address, accept) in asked {
        let get = async |desk: &Opened, token: Option<&String>| {
            let mut headers = vec![("accept", accept)];
            headers.extend(token.map(|token| ("authorization", token.as_str())));
            desk.get_as(address, &headers).await
        };
        let seen = get(&with, Some(&agent)).await;
        let block = seen.text().contains("gatekeeper")
            && (seen.text().contains("when-not") || accept == "text/markdown");
        let shows = address.contains("/token") || address.ends_with("gatekeeper");
        assert_eq!((seen.status.as_u16(), block), (200, shows), "{address} as {accept}: {}", seen.text());
        for (token, same) in [(None, None), (Some(&customer), Some(&other))] {
            let (hidden, absent) = (get(&with, token).await, get(&without, same).await);
            assert_eq!(settled(&hidden), settled(&absent), "{address} as {accept}");
            assert!(!hidden.text().contains("<b>first") && !hidden.text().contains("when-not"));
        }
    }
}
