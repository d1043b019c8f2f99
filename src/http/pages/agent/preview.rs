//! What does the article beside the list say, and what can be copied of it?

use super::rows::{About, List};
use crate::{
    desk::ArticleView,
    http::{address, pages::reading::anchors},
};

/// Without a section that answers, so much of the article is copied as text.
const LONGEST: usize = 4_000;

/// An article beside the list.
pub(super) struct Preview {
    pub(super) id: String,
    pub(super) title: String,
    /// Its own page.
    pub(super) url: String,
    /// The section that answers, if it is not the beginning.
    pub(super) anchor: String,
    pub(super) about: About,
    pub(super) html: String,
    /// What is copied: words alone, Markdown, and the address.
    pub(super) text: String,
    pub(super) markdown: String,
    pub(super) link: String,
}

impl Preview {
    /// `host` is what comes before an address where whoever gets it is elsewhere.
    pub(super) fn of(view: &ArticleView, anchor: &str, host: &str, list: &List<'_>) -> Preview {
        let section = view.sections.iter().find(|section| !anchor.is_empty() && section.anchor == anchor);
        let anchor = section.map_or("", |section| section.anchor.as_str());
        let link = format!("{host}{}", address::section_page(&view.id, anchor));
        let heading = section.and_then(|section| section.question.as_ref().or(section.heading.as_ref()));
        let title = &view.card.title;
        let name = heading.map_or_else(|| title.clone(), |heading| format!("{title}: {heading}"));
        let words = match section {
            Some(section) => section.text.clone(),
            None => whole(view),
        };
        let paragraphs = words.lines().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>();
        Preview {
            id: view.id.clone(),
            title: title.clone(),
            url: address::article_page(&view.id),
            anchor: anchor.to_owned(),
            about: list.about(&view.card),
            html: anchors::linked(view.html.as_str(), &list.speech.say("article-link")),
            text: format!("{name}\n\n{}\n\n{link}\n", paragraphs.join("\n")),
            markdown: format!("### [{}]({link})\n\n{}\n", escaped(&name), paragraphs.join("\n\n")),
            link,
        }
    }
}

/// The words of an article, its headings between them.
fn whole(view: &ArticleView) -> String {
    let mut words = String::new();
    for section in &view.sections {
        if words.len() > LONGEST {
            break;
        }
        for part in [section.heading.as_deref().unwrap_or_default(), &section.text] {
            if !part.is_empty() {
                words.push_str(part);
                words.push('\n');
            }
        }
    }
    words
}

/// A title inside of a link in Markdown.
fn escaped(title: &str) -> String {
    title.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}
