//! A day of a writer and of whoever runs the desk: in a browser, and with forms alone.

use std::fs;

use fantoccini::{Client, Locator};
use firstline::{
    access::{AudienceSet, Reader, Role},
    desk::{Settings, backup},
    learn::Verdict,
    report::{Name, Phrase, Wanted},
};
use serde_json::{Value, json};

use crate::{
    at_the_console::{sign_in, until},
    browser::{in_browser, in_wide_browser, pressed, run, typed},
    desk::{Base, Opened, Reply, encoded, small},
    readers::{self, PASSWORD, account, cookie, token},
    reporting::{ask, tell},
    unanswered::lacking,
};

/// What a writer makes of the draft on the espresso maker.
const ESPRESSO: &str = "---\ntitle: The espresso maker\naudience: agents\nkeywords: [espresso, maker, floor]\n---\n\n\
    # The espresso maker\n\nIf the espresso maker on your floor leaks, is dirty, beeps or stays cold, clean its sieve.\n";

#[track_caller]
fn has(text: &str, all: &[&str]) {
    for words in all {
        assert!(text.contains(words), "`{words}` is not in\n{text}");
    }
}

#[track_caller]
fn good(reply: &Reply) -> &str {
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.text()
}

/// The part of a page between two marks.
#[track_caller]
fn between<'a>(page: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = page.split_once(begin).unwrap_or_else(|| panic!("`{begin}` is not in\n{page}"));
    rest.split_once(end).expect("its end").0
}

/// A browser without JavaScript: it keeps its cookie, and sends forms.
struct Plain<'a> {
    desk: &'a Opened,
    cookie: String,
}

impl Plain<'_> {
    async fn signed_in<'a>(desk: &'a Opened, name: &str) -> Plain<'a> {
        let reply = readers::sign_in(desk, name, PASSWORD).await;
        Plain { desk, cookie: cookie(&reply) }
    }

    async fn get(&self, address: &str) -> Reply {
        self.desk.get_as(address, &[("accept", "text/html,*/*;q=0.8"), ("cookie", &self.cookie)]).await
    }

    async fn fill(&self, address: &str, fields: &[(&str, &str)]) -> Reply {
        self.fill_from("same-origin", address, fields).await
    }

    async fn fill_from(&self, site: &str, address: &str, fields: &[(&str, &str)]) -> Reply {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
        let headers = [
            ("content-type", "application/x-www-form-urlencoded"),
            ("accept", "text/html,*/*;q=0.8"),
            ("sec-fetch-site", site),
            ("cookie", self.cookie.as_str()),
        ];
        self.desk.post_as(address, &headers, pairs.join("&")).await
    }
}

/// What each thing to do would save, in the order of the page.
fn saved(page: &str) -> Vec<f64> {
    let parts = page.split("<div class=\"saves\"><strong>").skip(1);
    parts.map(|part| part.split('<').next().expect("a number").parse().expect("a number")).collect()
}

#[tokio::test]
async fn a_writer_finds_a_gap_drafts_saves_and_sees_it_answered() {
    let desk = lacking();
    account(&desk, "wren", Role::Writer);
    let writer = Plain::signed_in(&desk, "wren").await;
    let page = writer.get("/writer").await;
    let page = good(&page);
    has(
        page,
        &[
            "Write the article",
            "espresso maker on floor",
            "tickets saved in 30 days",
            "<h2 id=\"reports\">All reports",
        ],
    );
    let all = saved(page);
    assert!(all.len() >= 3 && all.is_sorted_by(|more, less| more >= less), "{all:?}");
    let draft = between(page, "<a class=\"act\" href=\"/writer/drafts/", "\"").to_owned();
    let draft = format!("/writer/drafts/{draft}");
    let shown = writer.get(&draft).await;
    has(good(&shown), &["state: wip", "audience: agents", "espresso", "Save as a file"]);
    assert!(shown.header("cache-control").contains("no-store"), "{:?}", shown.headers);
    let file = writer.get(&format!("{draft}?file")).await;
    assert_eq!(file.header("content-type"), "text/markdown; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment; filename="));
    let overseer = Reader::at_terminal([]);
    let permit = overseer.permit().expect("the right");
    let group = draft.rsplit('/').next().expect("a group");
    let same =
        desk.desk.draft(group, Wanted::default(), &overseer, &permit, &Phrase::to_string).expect("a draft");
    assert_eq!(Some(file.text()), same.as_deref());
    let writers = token(&desk, "list", Role::Writer, &[]);
    let german = [("authorization", writers.as_str()), ("accept-language", "de")];
    let german = desk.get_as(&format!("{draft}?file"), &german).await;
    has(good(&german), &["espresso", "## Umgebung\n\n", "## Lösung\n\nNoch nicht bekannt."]);
    // The same list in the API, in CSV and as a report of its own.
    let address = format!("/api/v1/reports/{}", Name::First.word());
    let report = desk.get_as(&address, &[("authorization", &writers)]).await.json();
    assert_eq!(report["rows"][0]["what"], "Write the article", "{report:#}");
    let table = desk.get_as(&format!("{address}?format=csv"), &[("authorization", &writers)]).await;
    assert!(table.text().starts_with("what,about,article,"), "{}", table.text());
    // It is written, and found: the gap is none any more.
    desk.write("office/espresso.md", ESPRESSO);
    desk.catch_up();
    let page = writer.get("/writer").await;
    let page = good(&page);
    assert!(!page.contains("/writer/drafts/"), "{page}");
    has(page, &["that lacked an article finds one now"]);
}

#[tokio::test]
async fn a_text_is_tried_and_nothing_is_written() {
    let desk = lacking();
    account(&desk, "wren", Role::Writer);
    let writer = Plain::signed_in(&desk, "wren").await;
    has(good(&writer.get("/writer/preview").await), &["<textarea id=\"markdown\"", "Nothing is saved"]);
    let filled = writer.get("/writer/preview?article=vpn/reset").await;
    has(good(&filled), &["title: Reset the VPN token", "vpn/reset.md"]);
    has(good(&writer.get("/writer/preview?article=nothing").await), &["no article of that name"]);
    let empty = writer.fill("/writer/preview", &[("markdown", " \r\n")]).await;
    has(good(&empty), &["There is no text yet"]);
    let found = || async { desk.get("/api/v1/search?q=espresso").await.json()["total"].clone() };
    let (before, generation) = (found().await, desk.get("/health/ready").await.json()["generation"].clone());
    let text = ESPRESSO.replace("audience: agents", "audience: agents\nownr: x").replace('\n', "\r\n");
    let text = format!("{text}\r\n\r\nSee [the cups](cups.md).\r\n");
    let reply = writer.fill("/writer/preview", &[("markdown", &text), ("path", "office/espresso")]).await;
    let page = good(&reply);
    assert!(reply.header("cache-control").contains("no-store"), "{:?}", reply.headers);
    has(
        page,
        &[
            "unknown key <code>ownr</code>",
            ", line 4:",
            "cups.md</code> leads to no article",
            "<h3 class=\"its-title\">The espresso maker</h3>",
            "clean its sieve",
            "would get another list",
            "The espresso maker on floor",
            "value=\"office/espresso.md\"",
        ],
    );
    let changes = between(page, "<ol class=\"changes\">", "</section>");
    has(changes, &["<h3>With this text", "<li>The espresso maker</li>"]);
    assert_eq!(found().await, before, "nothing is found that was only tried");
    assert_eq!(desk.get("/health/ready").await.json()["generation"], generation);
    assert!(!desk.path("kb/office/espresso.md").exists());
    // What replaces an article is tried in its place.
    let worse =
        writer.fill("/writer/preview", &[("article", "mail/full"), ("markdown", "# Parking\n")]).await;
    has(good(&worse), &["mail/full.md", "would get another list", "<span class=\"badge bad\">Worse</span>"]);
    // A text of any size that is taken, and one that is not.
    let long = writer.fill("/writer/preview", &[("markdown", &"word ".repeat(100_000))]).await;
    assert_eq!(long.status, 413, "each blank of it takes three bytes in a form");
    let cross = writer.fill_from("cross-site", "/writer/preview", &[("markdown", "x")]).await;
    assert_eq!(cross.status, 403);
}

#[tokio::test]
async fn an_article_has_its_numbers() {
    let desk = lacking();
    desk.write(
        "mail/more.md",
        "# More\n\n[the mailbox](full.md) [moved](../old/reset.md) [gone](nowhere.md)\n",
    );
    desk.write(
        "hr/leave.md",
        "---\ntitle: Annual leave\nreview_by: 2020-01-01\naudiance: x\n---\nAsk your manager. [Where](gone.md)\n",
    );
    desk.catch_up();
    account(&desk, "wren", Role::Writer);
    let writer = Plain::signed_in(&desk, "wren").await;
    let page = writer.get("/writer/articles/mail/full").await;
    has(
        good(&page),
        &[
            "<h1>The mailbox is full</h1>",
            "<dt>Resolved</dt><dd>4</dd>",
            "<svg viewBox=\"0 0 1000 1000\"",
            "Outlook quota exceeded bounce",
            "<h3>Lead here</h3>",
            "href=\"/articles/mail/more\"",
            "Nothing is wrong or doubtful in it.",
        ],
    );
    assert!(page.header("cache-control").contains("no-store"), "{:?}", page.headers);
    let page = writer.get("/writer/articles/vpn/reset").await;
    has(
        good(&page),
        &[
            "<dt>Rejected</dt><dd>4</dd>",
            "The phone shows no VPN code",
            "were perhaps meant for it",
            "../old/reset.md",
        ],
    );
    let page = writer.get("/writer/articles/hr/leave").await;
    has(
        good(&page),
        &[
            "Its review has been due for",
            "unknown key <code>audiance</code>",
            "<h3>Lead nowhere</h3>",
            "gone.md",
            "Nobody was shown it yet",
        ],
    );
    has(good(&writer.get("/articles/mail/full").await), &["href=\"/writer/articles/mail/full\">Its numbers"]);
    assert!(!desk.page("/articles/mail/full").await.text().contains("/writer/"));
    has(good(&writer.get("/writer/rate-of-resolution").await), &["href=\"/writer/articles/mail/full\""]);
    has(good(&writer.get("/writer").await), &["Review it", "Mend its links", "hr/leave.md:6: gone.md"]);
    assert_eq!(writer.get("/writer/articles/nothing").await.status, 404);
}

#[tokio::test]
async fn what_is_wrong_in_a_file_is_said_in_the_writers_language() {
    let desk = Base::new().file("a.md", "---\ntitle: A\nlang: klingon\n---\nText of it.\n").open();
    let writers = token(&desk, "list", Role::Writer, &[]);
    let page = async |address: &str, language: &str| {
        let headers =
            [("authorization", writers.as_str()), ("accept", "text/html"), ("accept-language", language)];
        good(&desk.get_as(address, &headers).await).to_owned()
    };
    // What the program says of a file exactly stands beside it, marked as English.
    for (address, exact) in
        [("/writer/articles/a", "class=\"hint\" lang=\"en\">"), ("/writer/findings", "<span lang=\"en\">")]
    {
        has(&page(address, "de").await, &["die Sprache ist nicht bekannt", exact, "unknown language in"]);
        has(&page(address, "es").await, &["el idioma no se conoce", exact, "unknown language in"]);
        has(&page(address, "en").await, &["unknown language in"]);
    }
}

#[tokio::test]
async fn a_writer_sees_nothing_of_what_only_others_may_read() {
    let desk = lacking();
    desk.write(
        "deep/keys.md",
        "---\ntitle: Zeppelin keys\naudience: tier2\n---\n[the mailbox](../mail/full.md) Zeppelin.\n",
    );
    desk.catch_up();
    let boss = Reader::at_terminal(["public", "agents", "tier2"]);
    for number in 0..5 {
        let shown =
            ask(&desk, &boss, &format!("Z-{number}"), "Where do the zeppelin balloons stand at night");
        tell(&desk, &boss, shown, None, Verdict::NotHelpful);
    }
    let few = token(&desk, "few", Role::Writer, &["agents"]);
    let get = async |address: &str| desk.get_as(address, &[("authorization", &few)]).await;
    for address in ["/writer", "/writer/articles/mail/full", "/writer/preview"] {
        let page = get(address).await;
        assert!(!good(&page).to_lowercase().contains("zeppelin"), "{address}");
    }
    assert_eq!(get("/writer/articles/deep/keys").await.status, 404);
    has(good(&get("/writer/preview?article=deep/keys").await), &["no article of that name"]);
    let headers = [
        ("authorization", few.as_str()),
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
    ];
    let text = "markdown=%23+Zeppelins%0A%0ABalloons+stand+at+night+%5Bx%5D%28deep%2Fkeys.md%29";
    let page = desk.post_as("/writer/preview", &headers, text).await;
    has(good(&page), &["deep/keys.md</code> leads to no article that you may read"]);
    assert!(!page.text().contains("Where do the zeppelin"), "{}", page.text());
    // Those of the group that others asked are no gap for them.
    let overseer = Reader::at_terminal([]);
    let permit = overseer.permit().expect("the right");
    let gaps = desk.desk.gaps(Wanted::default(), &overseer, &permit).expect("gaps");
    let theirs = gaps.iter().find(|gap| gap.words.iter().any(|word| word.starts_with("zeppelin")));
    let group = &theirs.expect("a group").id;
    assert_eq!(get(&format!("/writer/drafts/{group}")).await.status, 404);
    let all = Reader::with("few", Role::Writer, AudienceSet::of(["public", "agents"]));
    let permit = all.permit().expect("the right");
    assert_eq!(
        desk.desk.draft(group, Wanted::default(), &all, &permit, &Phrase::to_string).expect("no failure"),
        None
    );
}

#[tokio::test]
async fn an_empty_desk_teaches() {
    let desk = Base::new().file("a.md", "# Parking\n\nBehind the house.\n").open();
    account(&desk, "wren", Role::Writer);
    let writer = Plain::signed_in(&desk, "wren").await;
    has(good(&writer.get("/writer").await), &["Nothing was asked yet", "href=\"/agent\""]);
    let agent = Reader::agent("ada", ["public", "agents"]);
    ask(&desk, &agent, "T-1", "Where can I park behind the house?");
    has(good(&writer.get("/writer").await), &["No outcomes yet", "press <kbd>r</kbd> when an answer worked"]);
    let page = writer.fill("/writer/preview", &[("markdown", "# Parking\n\nIn front.\n")]).await;
    has(good(&page), &["questions that were asked lately"]);
}

#[tokio::test]
async fn an_admin_makes_a_token_and_takes_it_away() {
    let desk = lacking();
    account(&desk, "root", Role::Admin);
    let admin = Plain::signed_in(&desk, "root").await;
    let page = admin.get("/admin").await;
    has(
        good(&page),
        &[
            "There are no tokens yet",
            "href=\"/admin\" aria-current=\"page\">Admin</a>",
            "<dt>Outcomes on record</dt><dd>17</dd>",
            "Nothing is out of order",
            "firstline backup",
            "<td>public</td>",
        ],
    );
    assert!(page.header("cache-control").contains("no-store"), "{:?}", page.headers);
    assert!(!admin.desk.page("/").await.text().contains("/admin"), "nobody else is led there");
    let fields = [("name", "chat"), ("role", "agent"), ("audiences", "agents"), ("days", "30")];
    assert_eq!(admin.fill_from("cross-site", "/admin/tokens", &fields).await.status, 403);
    let made = admin.fill("/admin/tokens", &fields).await;
    assert!(made.header("cache-control").contains("no-store"), "{:?}", made.headers);
    let secret = between(good(&made), "id=\"secret\" tabindex=\"0\"><code>", "<").to_owned();
    let bearer = format!("Bearer {secret}");
    let shift = async || desk.get_as("/api/v1/shift", &[("authorization", &bearer)]).await.status.as_u16();
    assert_eq!(shift().await, 200, "it works");
    let page = admin.get("/admin").await;
    assert!(!good(&page).contains(&secret), "it was shown once");
    // The same name again, a name that is none, and an audience that is none.
    for (fields, wrong) in [
        ([("name", "chat"), ("audiences", "")], "there is a token `chat` already"),
        ([("name", "Ch at"), ("audiences", "")], "cannot be a name"),
        ([("name", "other"), ("audiences", "moon")], "there is no audience `moon`"),
    ] {
        let reply = admin.fill("/admin/tokens", &fields).await;
        assert_eq!(reply.status, 422, "{}", reply.text());
        has(reply.text(), &[wrong, "role=\"alert\""]);
    }
    let id = between(page.text(), "href=\"/admin/tokens/", "\"").to_owned();
    let address = format!("/admin/tokens/{id}");
    has(good(&admin.get(&address).await), &["Take chat away?", "Keep it"]);
    assert_eq!(shift().await, 200, "nothing is taken away by looking");
    let gone = admin.fill(&address, &[]).await;
    assert_eq!((gone.status.as_u16(), gone.header("location")), (303, "/admin"));
    assert_eq!(shift().await, 401, "it works no more");
    has(good(&admin.get("/admin").await), &["taken away on"]);
    assert_eq!(admin.get(&address).await.status, 404);
    // A writer is no admin.
    account(&desk, "wren", Role::Writer);
    let writer = Plain::signed_in(&desk, "wren").await;
    for place in ["/admin", "/admin/accounts/root", &address] {
        assert_eq!(writer.get(place).await.status, 403, "{place}");
    }
    assert_eq!(writer.fill("/admin/backup", &[]).await.status, 403);
    assert!(!good(&writer.get("/").await).contains("/admin"));
}

#[tokio::test]
async fn an_admin_looks_after_accounts() {
    let desk = small().open();
    account(&desk, "root", Role::Admin);
    let admin = Plain::signed_in(&desk, "root").await;
    let fields = [("name", "ana"), ("role", "agent"), ("audiences", ""), ("password", PASSWORD)];
    let made = admin.fill("/admin/accounts", &fields).await;
    assert_eq!((made.status.as_u16(), made.header("location")), (303, "/admin"));
    let short = [("name", "bob"), ("role", "agent"), ("audiences", ""), ("password", "x")];
    let refused = admin.fill("/admin/accounts", &short).await;
    assert_eq!(refused.status, 422);
    assert!(!refused.text().contains("value=\"x\""), "no password is said again");
    has(good(&admin.get("/admin").await), &["href=\"/admin/accounts/ana\">ana</a>"]);
    let ana = Plain::signed_in(&desk, "ana").await;
    assert_eq!(ana.get("/agent").await.status, 200);
    has(good(&admin.get("/admin/accounts/ana").await), &["End all sessions", "Take it away"]);
    has(good(&admin.get("/admin/accounts/root").await), &["This is your own account"]);
    assert_eq!(admin.fill("/admin/accounts/ana", &[("do", "end")]).await.status, 303);
    assert_eq!(ana.get("/agent").await.status, 401, "her session ended");
    let another = "four other words again";
    let set = admin.fill("/admin/accounts/ana", &[("do", "password"), ("password", another)]).await;
    assert_eq!(set.status, 303);
    assert_eq!(readers::sign_in(&desk, "ana", PASSWORD).await.status, 422);
    assert_eq!(readers::sign_in(&desk, "ana", another).await.status, 303);
    assert_eq!(admin.fill("/admin/accounts/ana", &[("do", "remove")]).await.status, 303);
    assert_eq!(readers::sign_in(&desk, "ana", another).await.status, 422);
    assert_eq!(admin.fill("/admin/accounts/ana", &[("do", "remove")]).await.status, 404);
    assert_eq!(admin.fill("/admin/accounts/root", &[("do", "dance")]).await.status, 404);
}

#[tokio::test]
async fn a_backup_is_whole_and_can_be_brought_back() {
    let desk = lacking();
    account(&desk, "root", Role::Admin);
    let admin = Plain::signed_in(&desk, "root").await;
    assert_eq!(admin.fill_from("cross-site", "/admin/backup", &[]).await.status, 403);
    let reply = admin.fill("/admin/backup", &[]).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.header("content-type"), "application/x-tar");
    assert!(reply.header("cache-control").contains("no-store"), "{:?}", reply.headers);
    assert!(reply.header("content-disposition").contains("firstline-"), "{:?}", reply.headers);
    let place = tempfile::tempdir().expect("a folder");
    let path = |name: &str| place.path().join(name);
    fs::create_dir(path("kb")).expect("a folder");
    fs::create_dir(path("index")).expect("a folder");
    fs::write(path("backup.tar"), &reply.body).expect("a file");
    fs::write(path("cut.tar"), &reply.body[..reply.body.len() - 1]).expect("a file");
    let settings = Settings::of(path("kb"), path("index"));
    let [whole, cut] = [path("backup.tar"), path("cut.tar")];
    let restored = tokio::task::spawn_blocking(move || {
        assert!(backup::restore(&settings, &cut, true, &|_| {}).is_err(), "what is cut off is refused");
        backup::restore(&settings, &whole, false, &|_| {}).expect("a store");
        let readers = firstline::desk::Readers::open(&settings).expect("credentials");
        readers.sign_in("root", PASSWORD).expect("a store").is_some()
    });
    assert!(restored.await.expect("an end"), "everybody is known again");
}

/// Catches what is copied: a browser without a window has no clipboard that can be read.
async fn catch_copies(browser: &Client) {
    run(
        browser,
        "window.copied = []; navigator.clipboard.writeText = async text => { window.copied.push(text); }",
    )
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_writers_day_in_a_browser() {
    let desk = lacking();
    account(&desk, "wren", Role::Writer);
    let kb = desk.path("kb");
    let served = desk.desk.clone();
    in_wide_browser(desk.desk.clone(), async move |browser, address| {
        sign_in(&browser, &address, "wren", "/writer").await;
        let first = run(&browser, "return document.querySelector('.tasks .what').textContent").await;
        assert_eq!(first, "Write the article");
        // A patch is copied as it is.
        run(&browser, "document.querySelector('details.patch').open = true").await;
        catch_copies(&browser).await;
        pressed(&browser, "details.patch .copy").await;
        until(&browser, "return window.copied.length", 1).await;
        let patch = run(&browser, "return window.copied[0]").await;
        assert!(patch.as_str().is_some_and(|patch| patch.starts_with("--- a/")), "{patch}");
        pressed(&browser, "a[href^='/writer/drafts/']").await;
        browser.wait().for_element(Locator::Css("pre.whole")).await.expect("a draft");
        until(&browser, "return document.querySelectorAll('.copy').length", 1).await;
        catch_copies(&browser).await;
        pressed(&browser, ".copy").await;
        until(&browser, "return window.copied.length", 1).await;
        let draft = run(&browser, "return window.copied[0]").await;
        assert!(draft.as_str().is_some_and(|draft| draft.contains("\nstate: wip\n")), "{draft}");
        // Tried as it is, from the page of the draft.
        pressed(&browser, "form[action='/writer/preview'] button").await;
        browser.wait().for_element(Locator::Id("changes")).await.expect("what would change");
        run(&browser, "document.getElementById('markdown').value = ''").await;
        typed(&browser, "markdown", &ESPRESSO.replace("agents\n", "agents\nownr: x\n")).await;
        pressed(&browser, "form.try button").await;
        until(
            &browser,
            "return document.querySelector('#findings')?.parentElement.textContent.includes('ownr') ?? false",
            true,
        )
        .await;
        until(
            &browser,
            "return document.querySelector('ol.changes')?.textContent.includes('espresso') ?? false",
            true,
        )
        .await;
        // It is saved, and the gap is none any more.
        fs::write(kb.join("office/espresso.md"), ESPRESSO).expect("a file");
        served
            .catch_up(
                &firstline::kb::Hint::Everything,
                firstline::kb::Depth::Hashes,
                &firstline::desk::Silent,
            )
            .expect("a current index");
        browser.goto(&format!("{address}/writer")).await.expect("a page");
        let left =
            run(&browser, "return document.querySelectorAll('a[href^=\"/writer/drafts/\"]').length").await;
        assert_eq!(left, 0);
        // From a line to the numbers of its article.
        pressed(&browser, ".tasks h2 a").await;
        browser.wait().for_element(Locator::Css(".chart")).await.expect("numbers");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_admins_day_in_a_browser() {
    let desk = lacking();
    account(&desk, "root", Role::Admin);
    let router = desk.desk.clone();
    in_browser(desk.desk.clone(), async move |browser, address| {
        sign_in(&browser, &address, "root", "/admin").await;
        pressed(&browser, "details.make summary").await;
        typed(&browser, "token-name", "chat").await;
        pressed(&browser, "form[action='/admin/tokens'] button").await;
        browser.wait().for_element(Locator::Id("secret")).await.expect("a token");
        let secret = run(&browser, "return document.querySelector('#secret code').textContent").await;
        let secret = secret.as_str().expect("a secret").to_owned();
        let works = || router.readers().by_token(&secret).expect("a store").is_some();
        assert!(works());
        pressed(&browser, ".acts a").await;
        browser.wait().for_element(Locator::Id("tokens")).await.expect("the page");
        pressed(&browser, "a[href^='/admin/tokens/']").await;
        browser.wait().for_element(Locator::Css(".danger")).await.expect("a question");
        assert!(works());
        pressed(&browser, ".danger").await;
        browser.wait().for_element(Locator::Id("tokens")).await.expect("the page");
        assert!(!works());
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_pages_of_writers_and_admins_fit_a_phone() {
    let desk = lacking();
    account(&desk, "root", Role::Admin);
    token(&desk, "a-token-with-a-long-name-of-no-use", Role::Agent, &["agents", "tier2"]);
    in_browser(desk.desk.clone(), async |browser, address| {
        sign_in(&browser, &address, "root", "/writer").await;
        let draft = run(&browser, "return document.querySelector('a[href^=\"/writer/drafts/\"]').getAttribute('href')").await;
        let draft = draft.as_str().expect("an address").to_owned();
        let places = [
            "/writer",
            &draft,
            "/writer/articles/mail/full",
            "/writer/preview?article=vpn/reset",
            "/admin",
            "/admin/accounts/root",
            "/writer/what-to-do-first",
        ];
        for place in places {
            browser.goto(&format!("{address}{place}")).await.expect("a page");
            run(&browser, "document.querySelectorAll('details').forEach(one => { one.open = true; })").await;
            let wide = run(&browser, "return document.documentElement.scrollWidth").await;
            assert_eq!(wide, json!(390), "{place}");
            let small = run(
                &browser,
                "return [...document.querySelectorAll('main button, main input:not([type=hidden]), main select, main summary, .acts a, .places a')] \
                 .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML)",
            )
            .await;
            assert_eq!(small, Value::Array(Vec::new()), "{place}");
        }
    })
    .await;
}
