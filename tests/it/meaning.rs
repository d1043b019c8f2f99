//! Where a model is installed, meaning ranks with the words, for nobody's eyes but those who may see.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use firstline::{
    access::Reader,
    desk::{Ask, Desk, Keeper, Past, Progress, Report, Settings, Silent, hands},
    kb::{Depth, Hint},
    learn::Verdict,
    model,
};
use serde_json::{Value, json};

use crate::{
    command_line::Place,
    desk::{Base, Opened},
    tiny_model::Tiny,
    watching::until,
};

const TICKET: &str = "The printer prints blank pages. How do I reset it?";

fn base() -> Base {
    Base::new()
        .file("printer.md", "# The printer prints blank pages\n\nPress the token twice and wait.\n")
        .file("parcel.md", "# Where is my parcel\n\nThe order has not arrived.\n")
        .file("vpn.md", "# VPN code\n\nThe phone shows no code.\n")
}

/// A desk with a tiny English model that has read every article.
fn with_model(base: Base) -> Opened {
    with(base, &Tiny::default())
}

fn with(base: Base, tiny: &Tiny) -> Opened {
    let weights = tempfile::TempDir::new().expect("a folder");
    tiny.write(weights.path());
    let desk = base.open_with(|settings| {
        model::install(weights.path(), &settings.index, &|_| {}).expect("a model");
    });
    embed(&desk);
    desk
}

fn embed(desk: &Opened) -> usize {
    desk.desk.embed(hands(), &Silent, &|| false).expect("vectors")
}

async fn suggested(desk: &Opened, text: &str) -> Value {
    let mut answer = desk.post("/api/v1/suggest", &json!({"text": text})).await.json();
    for changing in ["suggestion_id", "token", "took_ms"] {
        answer[changing] = Value::Null;
    }
    answer
}

#[tokio::test]
async fn meaning_counts_once_every_article_was_read_and_says_so() {
    let weights = tempfile::TempDir::new().expect("a folder");
    Tiny::default().write(weights.path());
    let desk = base().open_with(|settings| {
        model::install(weights.path(), &settings.index, &|_| {}).expect("a model");
    });
    assert_eq!(suggested(&desk, TICKET).await["meaning"], "unused");
    let health = async || {
        let health = desk.get("/health/ready").await.json();
        (health["meaning"].clone(), health["articles_embedded"].clone())
    };
    assert_eq!(health().await, (json!("reading"), json!(0)));
    assert_eq!(embed(&desk), 3);
    assert_eq!(health().await, (json!("ready"), json!(3)));
    assert!(desk.get("/metrics").await.text().contains("firstline_articles_embedded 3"));
    let answer = suggested(&desk, TICKET).await;
    assert_eq!(answer["meaning"], "used");
    let first = &answer["suggestions"][0];
    assert_eq!(first["article"]["id"], "printer");
    let reasons = first["reasons"].as_array().expect("reasons");
    assert!(reasons.iter().any(|reason| reason["words"] == "means nearly the same"), "{first:#}");
    let sum: f64 = reasons.iter().map(|reason| reason["score"].as_f64().expect("a score")).sum();
    assert!((sum - first["score"].as_f64().expect("a score")).abs() < 1e-3);
    // Nothing is read twice; what is written is.
    assert_eq!(embed(&desk), 0);
    desk.write("parcel.md", "# Where is my parcel\n\nIt lasts one hour.\n");
    desk.catch_up();
    assert_eq!((embed(&desk), embed(&desk)), (1, 0));
    desk.remove("parcel.md");
    desk.catch_up();
    assert_eq!(embed(&desk), 0);
    desk.write("order.md", "# Send this order\n\nMoney back.\n");
    desk.catch_up();
    assert_eq!((embed(&desk), embed(&desk)), (1, 0));
}

#[tokio::test]
async fn an_index_that_is_built_anew_takes_over_what_was_read() {
    let desk = with_model(base());
    let agent = Reader::agent("ada", ["public", "agents"]);
    let shown = desk.desk.suggest(&Ask { text: TICKET.to_owned(), limit: 3, ..Ask::default() }, &agent);
    let shown = shown.expect("suggestions").id;
    desk.desk.record(&Report::of(shown, Some("printer"), Verdict::Resolved), &agent).expect("a record");
    assert_eq!((embed(&desk), embed(&desk)), (1, 0));
    let before = suggested(&desk, TICKET).await;
    assert_eq!(before["meaning"], "used");
    let articles = desk.path("index/articles");
    let desk = desk.opened_after(|| fs::remove_dir_all(articles).expect("an index to remove"));
    // Nothing is decided before the folder was looked at.
    assert_eq!(embed(&desk), 0);
    desk.catch_up();
    assert_eq!(embed(&desk), 0);
    assert_eq!(suggested(&desk, TICKET).await["suggestions"], before["suggestions"]);

    // What went meanwhile leaves the disk, and what is for others now is read for them.
    let (articles, vpn, parcel) =
        (desk.path("index/articles"), desk.path("kb/vpn.md"), desk.path("kb/parcel.md"));
    let desk = desk.opened_after(|| {
        fs::remove_dir_all(articles).expect("an index to remove");
        fs::remove_file(parcel).expect("a file to remove");
        fs::write(vpn, "---\naudience: agents\n---\n# VPN code\n\nThe phone shows no code.\n")
            .expect("a file");
    });
    desk.catch_up();
    assert_eq!((embed(&desk), embed(&desk)), (1, 0));
    assert_eq!(desk.get("/health/ready").await.json()["articles_embedded"], 1);
}

#[tokio::test]
async fn words_answer_in_a_language_that_the_model_does_not_read() {
    let (english, without) = (with_model(base()), base().open());
    let german =
        "Guten Tag, der Drucker druckt nur leere Seiten und ich weiß nicht, was ich noch machen soll.";
    let answer = suggested(&english, german).await;
    assert_eq!(answer["meaning"], "unused");
    assert_eq!(answer["suggestions"], suggested(&without, german).await["suggestions"]);
    // A model of many languages reads it.
    let many = Tiny { architecture: "XLMRobertaModel", kinds: 1, ..Tiny::default() };
    assert_eq!(suggested(&with(base(), &many), german).await["meaning"], "used");
}

#[tokio::test]
async fn what_is_hidden_moves_nothing_by_what_it_means() {
    let hidden = "---\naudience: agents\n---\n# The printer prints blank pages\n\nReset it.\n";
    let (with, without) = (with_model(base().file("hidden.md", hidden)), with_model(base()));
    let past = [Past {
        ticket: "T-1".to_owned(),
        text: TICKET.to_owned(),
        article: Some("hidden.md".to_owned()),
        ..Past::default()
    }];
    with.desk
        .import(&past, &Reader::at_terminal([]).permit().expect("the right"), &Silent)
        .expect("an import");
    embed(&with);
    for text in [TICKET, "reset the printer please", "where is my order"] {
        let (mut one, mut other) = (suggested(&with, text).await, suggested(&without, text).await);
        one["generation"] = Value::Null;
        other["generation"] = Value::Null;
        assert_eq!(one, other, "{text}");
    }
}

#[tokio::test]
async fn what_stands_in_a_block_moves_nothing_by_what_it_means() {
    let block = "\n<!-- audience: agents -->\n## Where is the order?\n\nThe parcel has not arrived.\n<!-- /audience -->\n";
    let plain = "# The printer prints blank pages\n\nPress the token twice and wait.\n";
    let apart = base().file("printer.md", &format!("{plain}{block}"));
    let (with, without) = (with_model(apart), with_model(base()));
    let past = [Past {
        ticket: "T-1".to_owned(),
        text: "It prints blank pages again, reset it please".to_owned(),
        article: Some("printer.md".to_owned()),
        ..Past::default()
    }];
    for desk in [&with, &without] {
        let right = Reader::at_terminal([]).permit().expect("the right");
        desk.desk.import(&past, &right, &Silent).expect("an import");
        embed(desk);
    }
    for text in [TICKET, "reset the printer please", "where is my order"] {
        assert_eq!(suggested(&with, text).await, suggested(&without, text).await, "{text}");
    }
    let agent = Reader::agent("ada", ["public", "agents"]);
    let score = |desk: &Opened| {
        let ask =
            Ask { text: "where is the order that has not arrived".to_owned(), limit: 5, ..Ask::default() };
        let list = desk.desk.suggest(&ask, &agent).expect("suggestions").suggestions.list;
        list.into_iter().find(|one| one.id == "printer").map_or(0.0, |one| one.score)
    };
    assert!(score(&with) > score(&without));
    // Where the block becomes one for others its vectors leave its readers at once.
    with.write("printer.md", &format!("{plain}{}", block.replace("agents", "tier2")));
    with.catch_up();
    embed(&with);
    assert_eq!(score(&with).to_bits(), score(&without).to_bits());
}

#[tokio::test]
async fn an_article_that_is_hidden_later_is_found_by_nobody_else_at_once() {
    let desk = with_model(base());
    desk.write("printer.md", "---\naudience: agents\n---\n# The printer prints blank pages\n\nPress it.\n");
    desk.catch_up();
    let answer = suggested(&desk, TICKET).await;
    let list = answer["suggestions"].as_array().expect("suggestions");
    assert!(list.iter().all(|one| one["article"]["id"] != "printer"), "{answer:#}");
}

#[test]
fn a_ticket_that_was_resolved_draws_those_that_mean_the_same_until_that_is_taken_back() {
    let desk = with_model(base());
    let agent = Reader::agent("ada", ["public", "agents"]);
    let text = "wait keys hang behind the door";
    let score = || {
        let ask = Ask { text: text.to_owned(), limit: 5, ..Ask::default() };
        let list = desk.desk.suggest(&ask, &agent).expect("suggestions").suggestions.list;
        list.into_iter().find(|one| one.id == "vpn").map_or(0.0, |one| one.score)
    };
    let before = score();
    let ask = Ask { text: text.to_owned(), limit: 5, ..Ask::default() };
    let shown = desk.desk.suggest(&ask, &agent).expect("suggestions").id;
    let report = |verdict| Report::of(shown, Some("vpn"), verdict);
    desk.desk.record(&report(Verdict::Resolved), &agent).expect("a record");
    let by_words = score();
    embed(&desk);
    let after = score();
    assert!(after > by_words && by_words > before, "{before} {by_words} {after}");
    desk.desk.record(&report(Verdict::Retracted), &agent).expect("a record");
    embed(&desk);
    assert_eq!(score().to_bits(), before.to_bits(), "it never happened");
}

#[tokio::test]
async fn a_search_of_several_words_is_ranked_by_meaning_and_an_exact_title_stays_first() {
    let hidden = "---\naudience: agents\n---\n# The order of the parcel\n\nWhere is it?\n";
    let (with, without) = (with_model(base().file("hidden.md", hidden)), with_model(base()));
    let found = async |desk: &Opened, query: &str| {
        let mut answer = desk.get(&format!("/api/v1/search?q={}", crate::desk::encoded(query))).await.json();
        for changing in ["query_id", "took_ms", "generation"] {
            answer[changing] = Value::Null;
        }
        answer
    };
    let answer = found(&with, "printer prints blank pages").await;
    assert_eq!(answer["meaning"], "used");
    let first = &answer["hits"][0];
    assert_eq!(first["article"]["id"], "printer");
    let reasons = first["reasons"].as_array().expect("reasons");
    assert!(reasons.iter().any(|reason| reason["words"] == "means nearly the same"), "{first:#}");
    let sum: f64 = reasons.iter().map(|reason| reason["score"].as_f64().expect("a score")).sum();
    let score = first["score"].as_f64().expect("a score");
    assert!((sum - score).abs() < 0.01 * score, "{sum} {score}");
    for few in ["printer pages", "printer", "\"prints blank pages\"", "printer pages 0x80070005 please"] {
        assert_eq!(found(&with, few).await["meaning"], "unused", "{few}");
    }
    for query in ["where is my parcel order", "phone shows no code", "printer prints blank pages"] {
        assert_eq!(found(&with, query).await, found(&without, query).await, "{query}");
    }
}

#[tokio::test]
async fn sections_have_vectors_where_they_are_wanted() {
    let long = "# Office hours\n\nFrom nine to five.\n\n".to_owned()
        + &"Somebody is there on working days. ".repeat(20)
        + "\n\n## Parking\n\nThe printer prints blank pages; reset it by the token.\n\n"
        + &"It is behind the house. ".repeat(20);
    let base = || base().file("office.md", &long);
    let likeness = async |sections: usize| {
        let weights = tempfile::TempDir::new().expect("a folder");
        Tiny::default().write(weights.path());
        let desk = base().open_with(|settings| {
            model::install(weights.path(), &settings.index, &|_| {}).expect("a model");
            settings.sections = sections;
        });
        assert_eq!((embed(&desk), embed(&desk)), (4, 0));
        let answer = suggested(&desk, TICKET).await;
        let list = answer["suggestions"].as_array().expect("suggestions").clone();
        let office = list.iter().find(|one| one["article"]["id"] == "office").expect("it").clone();
        let reasons = office["reasons"].as_array().expect("reasons").clone();
        let means = reasons.iter().find(|reason| reason["words"] == "means nearly the same");
        means.and_then(|reason| reason["score"].as_f64()).expect("a likeness")
    };
    let (without, with) = (likeness(0).await, likeness(8).await);
    assert!(with > without, "{without} {with}");
}

/// Counts what it is told.
#[derive(Clone, Default)]
struct Counted(Arc<[AtomicUsize; 3]>);

impl Progress for Counted {
    fn begin(&self, total: usize) {
        self.0[0].fetch_add(total, Ordering::SeqCst);
    }

    fn step(&self) {
        self.0[1].fetch_add(1, Ordering::SeqCst);
    }

    fn finish(&self) {
        self.0[2].fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn a_server_says_how_far_reading_is() {
    let weights = tempfile::TempDir::new().expect("a folder");
    Tiny::default().write(weights.path());
    let desk = base().open_with(|settings| {
        model::install(weights.path(), &settings.index, &|_| {}).expect("a model");
    });
    let counted = Counted::default();
    let keeper = Keeper::start(desk.desk.clone(), counted.clone()).expect("a keeper");
    until("all is read", || counted.0[2].load(Ordering::SeqCst) > 0);
    keeper.stop();
    assert_eq!(counted.0.each_ref().map(|count| count.load(Ordering::SeqCst)), [3, 3, 1]);
}

/// How many articles a server says that the model has read.
fn read_by_now(metrics: &str) -> usize {
    let line = metrics.lines().find_map(|line| line.strip_prefix("firstline_articles_embedded "));
    line.and_then(|count| count.parse().ok()).unwrap_or(0)
}

#[test]
fn what_was_read_before_the_power_failed_is_not_read_again() {
    const ARTICLES: usize = 400;
    let files: Vec<(String, String)> = (0..ARTICLES)
        .map(|number| {
            (format!("{number}.md"), format!("# Printer {number}\n\n{}\n", "Wait for the phone. ".repeat(30)))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let place = Place::with(&files);
    Tiny { width: 96, inner: 384, places: 160, ..Tiny::default() }.write(&place.path("tiny"));
    place.run(&["model", "install", "tiny"]).ended(0);
    let mut server = place.serve();
    until("some are read", || read_by_now(&server.get("/metrics").1) > 0);
    let seen = read_by_now(&server.get("/metrics").1);
    server.kill();
    let settings = Settings::of(place.path("kb"), place.path("index"));
    let (desk, _) = Desk::open(settings).expect("a desk");
    desk.catch_up(&Hint::Everything, Depth::Stamps, &Silent).expect("a current index");
    let scope = Reader::at_terminal([]).scope();
    let kept = desk.embedded(&scope).expect("a model");
    assert!((seen..=ARTICLES).contains(&kept), "{seen} were read, {kept} are kept");
    assert_eq!(desk.embed(hands(), &Silent, &|| false).expect("vectors"), ARTICLES - kept);
    assert_eq!(desk.embedded(&scope), Some(ARTICLES));
}
