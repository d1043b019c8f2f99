//! What was asked, and what came of it: the reports, for programs, on pages and in the terminal.

use fantoccini::Locator;
use firstline::{
    access::{AudienceSet, Oversee, Permit, Reader, Role},
    desk::{Ask, Report as Told},
    learn::{EventId, Verdict},
    report::{Cell, Name, Report, Wanted},
};
use serde_json::Value;

use crate::{
    at_the_console::sign_in,
    browser::{in_wide_browser, pressed, run},
    command_line::Place,
    desk::{Opened, small},
    readers::{account, token},
};

fn everything() -> (Reader, Permit<Oversee>) {
    let reader = Reader::at_terminal([]);
    let permit = reader.permit().expect("the right");
    (reader, permit)
}

pub(crate) fn report(desk: &Opened, name: Name) -> Report {
    let (reader, permit) = everything();
    desk.desk.report(name, Wanted::default(), &reader, &permit).expect("a report")
}

/// Somebody asks; the number of what was shown.
pub(crate) fn ask(desk: &Opened, reader: &Reader, ticket: &str, text: &str) -> EventId {
    let ticket = Some(ticket.to_owned()).filter(|ticket| !ticket.is_empty());
    let ask =
        Ask { text: text.to_owned(), ticket, channel: Some("mail".to_owned()), limit: 5, ..Ask::default() };
    desk.desk.suggest(&ask, reader).expect("suggestions").id
}

pub(crate) fn tell(desk: &Opened, reader: &Reader, shown: EventId, article: Option<&str>, verdict: Verdict) {
    desk.desk.record(&Told::of(shown, article, verdict), reader).expect("an outcome");
}

/// A desk with ten tickets: of the VPN six, of which five were resolved and one came back; of the mailbox two that it did not
/// resolve; two of which nobody said anything.
pub(crate) fn busy() -> Opened {
    let desk = small().open();
    let agents = ["ada", "bob"].map(|name| Reader::agent(name, ["public", "agents"]));
    for number in 0..6 {
        let agent = &agents[number % 2];
        let shown = ask(&desk, agent, &format!("T-{number}"), "My phone shows no VPN code, what can I do?");
        tell(&desk, agent, shown, Some("vpn/reset"), Verdict::Resolved);
        if number == 5 {
            tell(&desk, agent, shown, Some("vpn/reset"), Verdict::Reopened);
        }
        // Looked at again: still one ticket.
        ask(&desk, agent, &format!("T-{number}"), "My phone shows no VPN code, what can I do?");
    }
    for number in 6..8 {
        let shown = ask(&desk, &agents[0], &format!("T-{number}"), "The mailbox is full and I can't send");
        tell(&desk, &agents[0], shown, Some("mail/full"), Verdict::NotHelpful);
    }
    for number in 8..10 {
        ask(&desk, &agents[1], &format!("T-{number}"), "Please give me a zebra");
    }
    desk
}

async fn get(desk: &Opened, address: &str) -> Value {
    let name = address.bytes().filter(u8::is_ascii_alphanumeric);
    let name = name.map(|byte| char::from(byte.to_ascii_lowercase())).collect::<String>();
    let writer = token(desk, &name, Role::Writer, &[]);
    desk.get_as(address, &[("authorization", &writer)]).await.json()
}

#[tokio::test]
async fn the_rate_of_resolution_counts_tickets_once_and_what_came_back_not() {
    let desk = busy();
    let report = get(&desk, "/api/v1/reports/rate-of-resolution").await;
    let all = &report["summary"];
    assert_eq!((&all["rate"]["part"], &all["rate"]["n"]), (&5.into(), &8.into()), "{report:#}");
    assert_eq!((&all["inquiries"], &all["came_back"], &all["people"]), (&10.into(), &1.into(), &2.into()));
    let share = all["rate"]["share"].as_f64().expect("a share");
    let [low, high] = ["low", "high"].map(|end| all["rate"][end].as_f64().expect("an end"));
    assert!(low < share && share < high && low > 0.2 && high < 0.95, "{all}");
    let rows = report["rows"].as_array().expect("rows");
    assert_eq!(rows[0]["article"]["id"], "vpn/reset");
    assert_eq!((&rows[0]["rate"]["part"], &rows[0]["rate"]["n"]), (&5.into(), &6.into()));
    assert_eq!(rows[1]["article"]["id"], "mail/full");
    assert_eq!(rows[1]["rate"]["share"], Value::Null, "two are too few to say");
    assert_eq!(rows.len(), 2);
}

#[tokio::test]
async fn the_frequency_of_inquiries_is_told_apart_in_every_way() {
    let desk = busy();
    for (by, expected) in [
        ("month", vec![("month", 10)]),
        ("channel", vec![("mail", 10)]),
        ("kind", vec![("question", 6), ("problem", 2), ("request", 2)]),
        ("product", vec![("tunnel", 6), ("", 4)]),
        ("audience", vec![("agents, public", 10)]),
    ] {
        let report = get(&desk, &format!("/api/v1/reports/frequency-of-inquiries?by={by}")).await;
        let rows = report["rows"].as_array().expect("rows");
        let found: Vec<(&str, u64)> = rows
            .iter()
            .map(|row| {
                let name = if by == "month" { "month" } else { row[by].as_str().unwrap_or_default() };
                (name, row["inquiries"].as_u64().expect("a count"))
            })
            .collect();
        let expected: Vec<(&str, u64)> = expected;
        assert_eq!(found, expected, "{by}: {report:#}");
        assert_eq!(report["summary"]["people"], 2);
        assert_eq!(report["by"], by);
    }
    let later = get(&desk, "/api/v1/reports/frequency-of-inquiries?since=2999-01-01").await;
    assert_eq!(later["rows"], Value::Array(Vec::new()));
    let writer = token(&desk, "another", Role::Writer, &[]);
    for wrong in ["since=yesterday", "by=colour", "by=topic", "format=xml"] {
        let address = format!("/api/v1/reports/frequency-of-inquiries?{wrong}");
        desk.get_as(&address, &[("authorization", &writer)]).await.problem(400, "invalid_parameter");
    }
}

#[tokio::test]
async fn the_nature_of_questions_is_told_in_peoples_own_words() {
    let desk = busy();
    let report = get(&desk, "/api/v1/reports/nature-of-questions").await;
    let rows = report["rows"].as_array().expect("rows");
    let first = &rows[0];
    assert_eq!(first["inquiries"], 6, "{report:#}");
    assert!(first["topic"].as_str().is_some_and(|words| words.contains("phone")), "{first}");
    assert_eq!(first["examples"][0], "My phone shows no VPN code, what can I do?");
    assert_eq!(first["article"]["id"], "vpn/reset");
    assert_eq!(first["rate"]["part"], 5);
    let kinds = get(&desk, "/api/v1/reports/nature-of-questions?by=kind").await;
    assert_eq!(kinds["rows"][0]["kind"], "question");
}

#[tokio::test]
async fn what_others_may_read_alone_is_in_no_report() {
    let desk = busy();
    let boss = Reader::at_terminal(["public", "agents", "tier2"]);
    for number in 0..9 {
        let shown = ask(&desk, &boss, &format!("S-{number}"), "zeppelin keys of the canary");
        tell(&desk, &boss, shown, Some("secret/keys"), Verdict::Resolved);
    }
    let few = Reader::with("few", Role::Writer, AudienceSet::of(["public", "agents"]));
    let permit = few.permit().expect("the right");
    for name in Name::ALL {
        let told = desk.desk.report(name, Wanted::default(), &few, &permit).expect("a report");
        assert!(!format!("{told:?}").contains("zeppelin"), "{told:?}");
    }
    let told = desk.desk.report(Name::Frequency, Wanted::default(), &few, &permit).expect("a report");
    assert_eq!(told.summary[0].1, Cell::Count(10));
    assert_eq!(report(&desk, Name::Frequency).summary[0].1, Cell::Count(19));
}

#[tokio::test]
async fn a_table_is_given_to_whoever_wants_one() {
    let desk = busy();
    let writer = token(&desk, "sheets", Role::Writer, &[]);
    let headers = [("authorization", writer.as_str()), ("accept", "text/csv")];
    let asked = desk.get_as("/api/v1/reports/rate-of-resolution", &headers).await;
    let address = "/api/v1/reports/rate-of-resolution?format=csv";
    let named = desk.get_as(address, &[("authorization", &writer)]).await;
    assert_eq!(asked.text(), named.text());
    assert_eq!(asked.header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(asked.header("content-disposition"), "attachment; filename=\"rate-of-resolution.csv\"");
    let mut lines = asked.text().lines();
    assert_eq!(
        lines.next(),
        Some(
            "article,article_title,rate,rate_n,rate_low,rate_high,resolved,known,came_back,assumed,inquiries,people"
        )
    );
    assert!(lines.next().is_some_and(|line| line.starts_with("vpn/reset,Reset the VPN token,0.8333,6,")));
}

#[tokio::test]
async fn the_pages_show_every_report_without_scripts() {
    let desk = busy();
    let writer = token(&desk, "reader", Role::Writer, &[]);
    let headers = [("authorization", writer.as_str()), ("accept", "text/html")];
    let front = desk.get_as("/", &headers).await;
    assert!(front.text().contains("<a href=\"/writer\">Reports</a>"), "{}", front.text());
    assert!(!desk.page("/").await.text().contains("/writer"));
    let list = desk.get_as("/writer", &headers).await;
    for name in Name::ALL {
        assert!(list.text().contains(&format!("href=\"/writer/{}\"", name.word())), "{}", list.text());
        let page = desk.get_as(&format!("/writer/{}", name.word()), &headers).await;
        assert_eq!(page.status, 200);
        assert!(page.text().contains(&format!("<h1>{}</h1>", name.title())), "{}", page.text());
        assert!(!page.text().contains(" style="), "inline styles are refused by browsers");
    }
    let page = desk.get_as("/writer/rate-of-resolution?by=month", &headers).await;
    assert!(page.text().contains("<strong>62 %</strong>"), "{}", page.text());
    assert!(page.text().contains("5 of 8, 31 to 86 %"), "{}", page.text());
    assert!(page.text().contains("<option value=\"month\" selected>"), "{}", page.text());
    let page = desk.get_as("/writer/rate-of-resolution", &headers).await;
    assert!(page.text().contains("href=\"/articles/vpn/reset\""), "{}", page.text());
    assert!(page.text().contains("2: too few to say"), "{}", page.text());
}

#[test]
fn a_terminal_reports_too() {
    let place = Place::with(&[("vpn/token.md", "# Reset the tunnel token\n\nPress it twice.\n")]);
    let listed = place.run(&["report"]);
    for name in Name::ALL {
        assert!(listed.ended(0).contains(name.word()), "{}", listed.out);
    }
    assert!(place.run(&["report", "rate"]).ended(1).contains("there is nothing to report yet"));
    for _ in 0..5 {
        let ran = place.tell(&["suggest"], "my tunnel token shows no code\n");
        let id = crate::suggest_command::number(&ran);
        place.run(&["record", &id, "vpn/token", "resolved"]).ended(0);
    }
    let told = place.run(&["report", "rate", "of", "resolution"]);
    assert!(told.ended(0).contains("vpn/token.md  100 % (57 to 100 %) of 5"), "{}", told.out);
    let csv = place.run(&["report", "rate", "--by", "kind", "--csv"]);
    assert!(csv.ended(0).starts_with("kind,rate,rate_n,"), "{}", csv.out);
    let json: Value = serde_json::from_str(place.run(&["report", "freq", "--json"]).ended(0)).expect("JSON");
    assert_eq!(json["summary"]["inquiries"], 5);
    place.run(&["report", "colours"]).complained(2, "no report is called `colours`");
    place.run(&["report", "freq", "--by", "topic"]).complained(2, "is not told apart by `topic`");
    place.run(&["report", "freq", "--since", "yesterday"]).ended(2);
}

#[tokio::test]
async fn the_lead_sees_how_much_is_asked_what_and_how_much_is_resolved() {
    let desk = busy();
    let lead = token(&desk, "lead", Role::Writer, &[]);
    let headers = [("authorization", lead.as_str()), ("accept", "text/html")];
    let page = desk.get_as("/lead", &headers).await;
    assert_eq!(page.status, 200);
    let text = page.text();
    for words in [
        "Frequency of inquiries",
        "Nature of questions",
        "Rate of resolution",
        "KCS measures",
        // Ten tickets were asked today; of eight somebody said how they ended, and one came back.
        "aria-label=\"Frequency of inquiries. Most in ",
        ": 10.\"",
        "5 of 8",
        "aria-label=\"Rate of resolution. Last, in ",
        "class=\"whisker\"",
        "/api/v1/reports/rate-of-resolution?format=csv&#38;by=day",
    ] {
        assert!(text.contains(words), "`{words}` in: {text}");
    }
    assert!(!text.contains("style="), "the policy lets nothing of that through");
    let later = desk.get_as("/lead?since=2999-01-01", &headers).await;
    assert!(later.text().contains("Nothing was asked in this time"), "{}", later.text());
    assert_eq!(desk.get_as("/lead?since=today", &headers).await.status, 400);
    let agent = token(&desk, "agent", Role::Agent, &[]);
    assert_eq!(desk.get_as("/lead", &[("authorization", &agent)]).await.status, 403);
}

/// As it stands in a page, between the marks of its element.
fn in_a_page(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\'' | '&' | '<' | '>' => format!("&#{};", u32::from(c)),
        c => c.to_string(),
    });
    let marks = ["<code>", "</code>"].into_iter().cycle();
    let escaped = escaped.collect::<String>();
    let coded =
        escaped.split('`').zip(std::iter::once("").chain(marks)).flat_map(|(piece, mark)| [mark, piece]);
    format!(">{}<", coded.collect::<String>())
}

/// What a report says in English: around its rows, and in them.
fn english(report: &Report) -> [Vec<String>; 2] {
    let name = report.name;
    let mut around = vec![name.title().to_owned(), name.finds().to_owned()];
    around.extend(report.notes.iter().map(ToString::to_string));
    around.extend(report.summary.iter().map(|(column, _)| column.label.to_owned()));
    if !report.rows.is_empty() {
        around.push(name.advice().to_owned());
        around.extend(report.columns.iter().map(|column| column.label.to_owned()));
    }
    let cells = report.rows.iter().flatten();
    let ours = cells.filter(|cell| matches!(cell, Cell::Said(_) | Cell::Sentence(_)));
    [around, ours.map(Cell::words).collect()]
}

/// What English has in common with German or Spanish; a `Tag` is a day there.
const COMMON: [&str; 6] = ["Tag", "Ticket", "Tickets", "Patch", "Link", "error"];
/// With these the names begin of what reports say; a name on a page is a sentence that nobody wrote.
const NAMES: [&str; 9] =
    ["report-", "column-", "note-", "reason-", "reckoned-", "measure-", "todo-", "table-", "kind-"];

#[tokio::test]
async fn reports_speak_the_language_of_whoever_reads_them() {
    let desk = busy();
    let agent = Reader::agent("ada", ["public", "agents"]);
    for number in 20..24 {
        let shown = ask(&desk, &agent, &format!("T-{number}"), "Please give me a zebra");
        tell(&desk, &agent, shown, None, Verdict::NotHelpful);
    }
    desk.write("mail/room.md", "---\ntitle: Room\nreview_by: 2026-01-01\nstate: odd\n---\n[a](gone.md)\n");
    desk.write("vpn/setup.md", "---\ntitle: Set up\nreview_by: 2026-01-01\n---\n[a](gone.md)\n");
    desk.catch_up();
    let reader = Reader::with("reads", Role::Writer, AudienceSet::of(["public", "agents"]));
    let permit = reader.permit().expect("the right");
    let mut addresses = vec!["/writer".to_owned(), "/lead".to_owned()];
    let [mut around, mut rows] = [Vec::new(), Vec::new()];
    let writer = token(&desk, "reads", Role::Writer, &["agents"]);
    for name in Name::ALL {
        let ways =
            if name.by().is_empty() { vec![None] } else { name.by().iter().copied().map(Some).collect() };
        for by in ways {
            let report =
                desk.desk.report(name, Wanted { since: None, by }, &reader, &permit).expect("a report");
            let address = by.map_or_else(String::new, |by| format!("?by={}", by.word()));
            let address = format!("/writer/{}{address}", name.word());
            let headers =
                [("authorization", writer.as_str()), ("accept", "text/html"), ("accept-language", "en")];
            let page = desk.get_as(&address, &headers).await;
            let [of_report, of_rows] = english(&report);
            for words in &of_report {
                assert!(page.text().contains(&in_a_page(words)), "`{words}` in {address}: {}", page.text());
            }
            around.extend(of_report);
            rows.extend(of_rows);
            addresses.push(address);
        }
    }
    let to_do = desk.desk.to_do(Wanted::default(), &reader, &permit).expect("what there is to do");
    for task in &to_do.tasks {
        rows.extend([task.why.to_string(), task.reckoned.to_string() + ".", task.what.words().to_string()]);
    }
    assert!(to_do.tasks.len() > 3 && rows.len() > 60, "{rows:?}");
    for language in ["de", "es"] {
        let headers =
            [("authorization", writer.as_str()), ("accept", "text/html"), ("accept-language", language)];
        for address in &addresses {
            let page = desk.get_as(address, &headers).await;
            assert_eq!(page.status, 200);
            // What is typed into a file or a terminal is the same everywhere.
            let pieces = page
                .text()
                .split("<code>")
                .map(|piece| piece.split_once("</code>").map_or(piece, |(_, rest)| rest));
            let page: String = pieces.collect();
            for words in around.iter().chain(&rows).filter(|words| !COMMON.contains(&words.as_str())) {
                assert!(!page.contains(&in_a_page(words)), "`{words}` in {language} at {address}");
            }
            for begins in NAMES {
                let named = page.contains(&format!(">{begins}"));
                assert!(!named, "a name that begins with `{begins}` in {language} at {address}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_leads_day_in_a_browser() {
    let desk = busy();
    account(&desk, "lea", Role::Writer);
    in_wide_browser(desk.desk.clone(), async move |browser, address| {
        sign_in(&browser, &address, "lea", "/lead").await;
        let drawn = run(&browser, "return document.querySelectorAll('.chart svg rect, .chart svg path').length").await;
        assert!(drawn.as_u64().is_some_and(|drawn| drawn > 0), "{drawn}");
        let rate = run(&browser, "return document.querySelector('[aria-labelledby=resolution]').innerText").await;
        assert!(rate.as_str().is_some_and(|rate| rate.contains("5 of 8")), "{rate}");
        // The numbers behind a picture, and the same in another way.
        pressed(&browser, "[aria-labelledby=frequency] details.behind summary").await;
        let rows = "return [...document.querySelectorAll('[aria-labelledby=frequency] tbody tr')].filter(row => row.offsetParent).length";
        assert!(run(&browser, rows).await.as_u64().is_some_and(|rows| rows > 0));
        // What somebody takes along is what the page shows.
        let table = run(
            &browser,
            "return fetch(document.querySelector('[aria-labelledby=resolution] a[href*=csv]').href).then(reply => reply.text())",
        )
        .await;
        assert!(table.as_str().is_some_and(|table| table.starts_with("day,") && table.contains(",5,8,")), "{table}");
        // A time in which nothing was asked says so, and leads back.
        run(&browser, "document.getElementById('since').value = '2999-01-01'").await;
        pressed(&browser, "form.choose button").await;
        browser.wait().for_element(Locator::Css("main .notice")).await.expect("nothing was asked");
        pressed(&browser, ".times a[href='/lead']").await;
        browser.wait().for_element(Locator::Css(".chart")).await.expect("everything");
        pressed(&browser, "[aria-labelledby=resolution] .hint a").await;
        browser.wait().for_element(Locator::Css(".figures-table")).await.expect("a report");
        let title = run(&browser, "return document.querySelector('h1').textContent").await;
        assert_eq!(title, "Rate of resolution");
    })
    .await;
}
