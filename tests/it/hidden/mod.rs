//! Hidden means absent: what somebody sees is the same, byte for byte, whether the articles that they may not see,
//! and all that came of those, exist or not.

mod calls;
mod drawn;
pub(crate) mod masks;

use std::{fs, path::Path, sync::LazyLock};

use firstline::{
    access::{AudienceSet, Grants, Reader, Role},
    desk::{Ask, Desk, Report, Settings},
    learn::Verdict,
};
use tempfile::TempDir;

use self::{
    calls::{Call, Fill, calls},
    masks::settled,
};
use crate::{
    desk::{Base, Opened},
    readers::token,
};

/// `billing` is for admins alone; nobody knows `slip`, so that writers alone see it.
const AUDIENCES: [&str; 5] = ["public", "agents", "tier2", "billing", "slip"];

/// Two articles of an audience: they share ids, old names, translations and words with those of the others, and each
/// audience has a word of its own.
fn articles(audience: &str) -> Vec<(String, String)> {
    let front = |title: &str, more: &str| {
        format!(
            "---\ntitle: {title}\naudience: {audience}\ntags: [network, of-{audience}]\nproduct: {audience}pass\n{more}---\n"
        )
    };
    let first = front(
        "Reset the token",
        "id: shared\naliases: [old/name]\ntranslation_key: k\nupdated: 2026-11-02\nsuperseded_by: agents/1\n",
    );
    let second =
        front("The printer is stuck", "state: archived\nupdated: 2026-11-03\ntranslation_key: k\nlang: de\n");
    let body = format!(
        "The token of the printer, canary{audience}.\n\n## No code for {audience}?\n\nPress the token twice: `FP-121`. \
         See [another](../tier2/0.md), [a third](../slip/1.md) and [one by its id](shared).\n"
    );
    vec![
        (format!("{audience}/0.md"), first + &body),
        (
            format!("{audience}/1.md"),
            format!("{second}Papier und token, canary{audience}. [Mehr](../billing/0.md)\n"),
        ),
        (format!("{audience}/2.md"), front("Printers", "") + "## Where is the printer?\n\nAt the door.\n"),
    ]
}

/// A desk with the articles of these audiences; what came of the others is told too.
fn desk(of: &[&str], hidden: &[&str]) -> Opened {
    let pins = "[[pin]]\nquery = \"vpn token\"\narticle = \"agents/1\"\n\n[[pin]]\nquery = \"canary\"\narticle = \"shared\"\n";
    let base = Base::new()
        .file("pins.toml", pins)
        .file("synonyms.toml", "[[synonym]]\nwords = [\"canarybilling\", \"token\", \"dongle\"]\n");
    let all: Vec<_> = of.iter().chain(hidden).flat_map(|audience| articles(audience)).collect();
    let base = all.iter().fold(base, |base, (path, text)| base.file(path, text));
    let desk = base.open_with(|settings| {
        with_the_same_secret(&settings.index);
        settings.rules.audiences.push("billing".to_owned());
        settings.grants = Grants::of(settings.rules.audiences.iter().map(String::as_str));
        settings.grants.set("billing", Role::Admin);
    });
    // Everybody's outcomes on what the reader may see, and others' on what they may not.
    tell(&desk, "public/0", 3);
    for audience in hidden {
        tell(&desk, &format!("{audience}/0"), 6);
        tell(&desk, &format!("{audience}/2"), 2);
    }
    // And all of them are edited since: what everybody reads, and what is hidden.
    for (path, text) in of.iter().chain(hidden).flat_map(|audience| articles(audience)) {
        let [mended, anew] =
            [("twice", "once"), ("At the door.", "It was given away, nobody knows to whom.")];
        desk.write(&path, &text.replace(mended.0, mended.1).replace(anew.0, anew.1));
    }
    desk.catch_up();
    desk
}

/// Puts a store in place whose secret all desks here share: under another one, words are summed up in another order.
pub(crate) fn with_the_same_secret(index: &Path) {
    static SEED: LazyLock<(TempDir, Desk)> = LazyLock::new(|| {
        let dir = TempDir::new().expect("a temporary directory");
        let path = |name| dir.path().join(name);
        fs::create_dir(path("kb")).expect("a folder");
        let (desk, _) = Desk::open(Settings::of(path("kb"), path("index"))).expect("a desk");
        (dir, desk)
    });
    fs::create_dir_all(index).expect("a directory");
    let (dir, _idle) = &*SEED;
    for name in ["desk.db", "desk.db-wal"] {
        let from = dir.path().join("index").join(name);
        if from.exists() {
            fs::copy(from, index.join(name)).expect("a copy of the store");
        }
    }
}

/// Tickets that were asked by somebody who may see everything, and that this article resolved.
fn tell(desk: &Opened, article: &str, times: usize) {
    let boss =
        Reader::with("boss", Role::Admin, AudienceSet::of([AUDIENCES.as_slice(), &["writers"]].concat()));
    for number in 0..times {
        let text = format!("the printer shows no code on its token, zeppelin{number} of {article}");
        // Numbered, because what is equally near is told apart by the number of its ticket.
        let ticket = Some(format!("{article} {number}"));
        let ask = Ask { text, ticket, limit: 10, ..Ask::default() };
        let shown = desk.desk.suggest(&ask, &boss).expect("suggestions").id;
        let verdict = if number == 1 { Verdict::Wrong } else { Verdict::Resolved };
        desk.desk.record(&Report::of(shown, Some(article), verdict), &boss).expect("an outcome");
    }
}

fn fill() -> Fill {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    let mut queries = owned(&[
        "",
        "token",
        "printer code",
        "tokn prnter",
        "to",
        "FP-121",
        "zeppelin0",
        "the printer shows no code on its token",
        "tag:network",
        "audience:agents",
        "dongle",
        "\"no code\"",
        "-token printer",
        "プリンタ",
        "canary",
    ]);
    let mut names =
        owned(&["shared", "old/name", "nothing", "nothing.md", "", "../public/0", "agents", "firstline"]);
    let mut tags = owned(&["network", "NETWORK", "nothing"]);
    for audience in AUDIENCES {
        queries.extend([
            format!("canary{audience}"),
            format!("canar{audience}"),
            format!("no code for {audience}"),
        ]);
        names.extend([format!("{audience}/0"), format!("{audience}/1.md"), format!("{audience}/2")]);
        tags.extend([format!("of-{audience}"), format!("{audience}pass")]);
    }
    Fill { queries, names, tags }
}

/// Somebody of this role, with audiences of their own if there are some, who sees articles of `sees` alone, asks
/// everything of a desk that has all articles, and of one that has theirs.
async fn nothing_betrays(role: Option<Role>, audiences: &[&str], sees: &[&str]) {
    let hidden: Vec<&str> = AUDIENCES.into_iter().filter(|audience| !sees.contains(audience)).collect();
    let desks = [desk(sees, &hidden), desk(sees, &[])];
    let credential = |desk| role.map(|role| token(desk, "somebody", role, audiences));
    let credentials = [credential(&desks[0]), credential(&desks[1])];
    let document = [desks[0].get("/openapi.json").await.json(), desks[1].get("/openapi.json").await.json()];
    let mut asked = 0;
    // What is recorded comes last: from then on the numbers of tickets, drawn by lot, tell apart what is equally near.
    let (recording, reading): (Vec<_>, Vec<_>) =
        calls(&document[0], &fill()).into_iter().partition(Call::is_recording);
    for call in reading.into_iter().chain(recording) {
        let mut said = Vec::new();
        for (desk, credential) in desks.iter().zip(&credentials) {
            let reader: Vec<_> =
                credential.as_deref().map(|token| ("authorization", token)).into_iter().collect();
            let reply = call.send(desk, &reader).await;
            assert!(reply.status.as_u16() < 500, "{call:?}: {}", reply.text());
            said.push(settled(&reply));
        }
        assert_eq!(said[0], said[1], "{call:?}");
        asked += 1;
    }
    assert!(asked > 500, "{asked} calls are not all");
}

#[tokio::test]
async fn nothing_that_is_hidden_betrays_itself_to_those_without_a_credential() {
    nothing_betrays(None, &[], &["public"]).await;
}

#[tokio::test]
async fn nothing_that_is_hidden_betrays_itself_to_a_customer() {
    nothing_betrays(Some(Role::Customer), &[], &["public"]).await;
}

#[tokio::test]
async fn nothing_that_is_hidden_betrays_itself_to_an_agent() {
    nothing_betrays(Some(Role::Agent), &[], &["public", "agents"]).await;
}

#[tokio::test]
async fn nothing_that_is_hidden_betrays_itself_to_the_second_line() {
    nothing_betrays(Some(Role::Agent), &["agents", "tier2"], &["public", "agents", "tier2"]).await;
}

#[tokio::test]
async fn nothing_that_is_hidden_betrays_itself_to_a_writer() {
    nothing_betrays(Some(Role::Writer), &[], &["public", "agents", "tier2", "slip"]).await;
}

#[tokio::test]
async fn nothing_that_is_hidden_betrays_itself_to_an_admin_of_few_audiences() {
    nothing_betrays(Some(Role::Admin), &["agents"], &["public", "agents"]).await;
}
