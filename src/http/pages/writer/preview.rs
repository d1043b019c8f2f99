//! `/writer/preview`: how would a text look, what is wrong with it, and what would change?

use std::sync::Arc;

use askama::Template;
use axum::{
    extract::{Request, State},
    http::Uri,
    response::Response,
};

use super::numbers::Found;
use crate::{
    access::Oversee,
    desk::{ChangedAnswer, Compared, Tried},
    http::{
        address,
        fields::Filled,
        layers::Asking,
        pages::{
            asking::ask::not_kept,
            frame::{Frame, page},
            reading::anchors,
            speech::{Speech, Spoken},
            words::{Caution, caution, direction},
        },
        params::Params,
        permitted::permitted,
        problem::Problem,
        state::Shared,
    },
    report::Turn,
};

/// Where a text lies that is no article yet and says no place.
const NEW: &str = "new.md";
/// A path of more bytes is none.
const LONGEST_PATH: usize = 300;
/// So many changed answers are shown.
const MOST_CHANGED: usize = 40;

#[derive(Template)]
#[template(path = "writer/preview.html", config = "src/http/pages/askama.toml")]
struct PreviewPage<'a> {
    frame: Frame<'a>,
    /// The article that the text would replace: its id, where its file lies.
    article: &'a str,
    path: &'a str,
    markdown: &'a str,
    /// Whether nothing was sent that could be tried.
    is_empty: bool,
    /// Whether an article was named that is not there.
    is_unknown: bool,
    tried: Option<Read>,
}

/// What came of a text.
struct Read {
    title: String,
    lang: String,
    dir: &'static str,
    audiences: String,
    caution: Option<Caution>,
    html: String,
    findings: Vec<Found>,
    changes: Changes,
}

/// What a text changes.
struct Changes {
    unable: Option<String>,
    asked: usize,
    askable: usize,
    wordless: usize,
    /// Of how many that were asked.
    questions: usize,
    /// For how many something else stands first.
    moved: usize,
    better: usize,
    worse: usize,
    /// Of how many nobody knows.
    unknown: usize,
    list: Vec<Changed>,
    more: usize,
}

struct Changed {
    line: String,
    is_search: bool,
    times: usize,
    class: &'static str,
    words: &'static str,
    sides: [Side; 2],
}

struct Side {
    label: &'static str,
    titles: Vec<String>,
    is_answer: bool,
}

pub(in crate::http) async fn form(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    uri: Uri,
) -> Result<Response, Problem> {
    permitted::<Oversee>(&reader)?;
    let params = Params::of(&uri);
    let article = params.text("article").unwrap_or_default().to_owned();
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let found = if article.is_empty() {
        None
    } else {
        let (name, scope) = (article.clone(), reader.scope());
        shared.ask(move |shared| shared.desk.article(&name, &scope, &address::article_page)).await?
    };
    let is_unknown = found.is_none() && !article.is_empty();
    let (id, path, markdown) = match &found {
        Some(view) => (view.id.as_str(), view.card.path.as_str(), view.markdown.as_str()),
        None => ("", "", ""),
    };
    page(&PreviewPage { frame, article: id, path, markdown, is_empty: false, is_unknown, tried: None })
        .map(not_kept)
}

pub(in crate::http) async fn preview(
    State(shared): State<Arc<Shared>>,
    Asking(reader): Asking,
    spoken: Spoken,
    request: Request,
) -> Result<Response, Problem> {
    let permit = permitted::<Oversee>(&reader)?;
    let filled = Filled::of(request).await?;
    // A browser sends line ends of two characters.
    let markdown = filled.text("markdown").replace("\r\n", "\n");
    let article = filled.text("article").trim().to_owned();
    let place = placed(filled.text("path"));
    let frame = Frame::new(&shared.assets, spoken, "").read_by(&reader);
    let (is_empty, heading, speech) = (markdown.trim().is_empty(), frame.say("article-link"), frame.speech());
    let (path, tried) = {
        let (text, article, reader) = (markdown.clone(), article.clone(), reader.clone());
        shared
            .ask(move |shared| {
                let path = shared.desk.path_of(&article, &reader).unwrap_or(place);
                if is_empty {
                    return Ok::<_, crate::desk::Error>((path, None));
                }
                let link = &address::article_page;
                let tried = shared.desk.try_text(&path, &text, &reader, link, &permit)?;
                Ok((path, Some(tried)))
            })
            .await?
    };
    page(&PreviewPage {
        frame,
        article: &article,
        path: if path == NEW { "" } else { &path },
        markdown: &markdown,
        is_empty,
        is_unknown: false,
        tried: tried.map(|tried| Read::of(tried, &heading, speech)),
    })
    .map(not_kept)
}

/// Where a text would lie, as somebody says.
fn placed(said: &str) -> String {
    let parts: Vec<&str> =
        said.trim().split('/').filter(|part| !part.is_empty() && !part.starts_with('.')).collect();
    let path = parts.join("/");
    if path.is_empty() || path.len() > LONGEST_PATH || path.chars().any(char::is_control) {
        return NEW.to_owned();
    }
    let is_markdown = path.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case("md"));
    if is_markdown { path } else { format!("{path}.md") }
}

impl Read {
    fn of(tried: Tried, heading: &str, speech: Speech) -> Read {
        let Tried { article, html, findings, compared } = tried;
        let audiences: Vec<&str> = article.audiences.iter().map(crate::access::Audience::name).collect();
        Read {
            lang: article.language.code().to_owned(),
            dir: direction(article.language.code()),
            audiences: audiences.join(", "),
            caution: caution(article.state),
            html: anchors::linked(html.as_str(), heading),
            findings: findings.iter().map(|finding| Found::of(finding, speech)).collect(),
            changes: Changes::of(compared),
            title: article.title,
        }
    }
}

impl Changes {
    fn of(compared: Compared) -> Changes {
        let Compared { sum, asked, askable, wordless, changed, unable } = compared;
        Changes {
            unable,
            asked,
            askable,
            wordless,
            questions: sum.asked,
            moved: sum.changed,
            better: sum.better,
            worse: sum.worse,
            unknown: sum.unknown,
            more: changed.len().saturating_sub(MOST_CHANGED),
            list: changed.into_iter().take(MOST_CHANGED).map(Changed::of).collect(),
        }
    }
}

impl Changes {
    /// What changes, in a sentence.
    fn said(&self, frame: &Frame<'_>) -> String {
        if self.moved == 0 {
            return frame.count("try-none", self.questions);
        }
        let parts = [
            ("all", self.questions),
            ("moved", self.moved),
            ("better", self.better),
            ("worse", self.worse),
            ("unknown", self.unknown),
        ];
        frame.speech().with("try-some", parts.map(|(name, count)| (name, count.into())))
    }

    /// What that rests on.
    fn rests_on(&self, frame: &Frame<'_>) -> String {
        let parts = [("asked", self.asked), ("askable", self.askable)];
        frame.speech().with("try-asked", parts.map(|(name, count)| (name, count.into())))
    }
}

impl Changed {
    fn of(one: ChangedAnswer) -> Changed {
        let (class, words) = match one.changed.turn {
            Turn::Worse => ("bad", "turn-worse"),
            Turn::Better => ("good", "turn-better"),
            Turn::Same => ("same", "turn-same"),
            Turn::Unknown => ("unknown", "turn-unknown"),
        };
        let [before, after] = one.first;
        let side = |label, (titles, is_answer)| Side { label, titles, is_answer };
        Changed {
            line: one.line,
            is_search: one.is_search,
            times: one.times,
            class,
            words,
            sides: [side("try-now", before), side("try-then", after)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::placed;

    #[test]
    fn any_place_is_one_in_the_folder() {
        for (said, expected) in [
            ("", "new.md"),
            ("vpn/reset.md", "vpn/reset.md"),
            ("vpn/reset", "vpn/reset.md"),
            ("/../etc//passwd", "etc/passwd.md"),
            (" a.MD ", "a.MD"),
            ("a\u{0}b", "new.md"),
        ] {
            assert_eq!(placed(said), expected, "{said:?}");
        }
        assert_eq!(placed(&"a".repeat(1_000)), "new.md");
    }
}
