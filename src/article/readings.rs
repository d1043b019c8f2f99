//! What do those read who do not see all of an article?

use super::{
    Article, Finding, Flaw, Rules,
    decode::decode,
    finding::Findings,
    parse::{As, Understood, of_file, understand},
};
use crate::access::Readership;

/// One file, read: the article as whoever sees all of it, and what others see.
pub struct Readings<'r> {
    rules: &'r Rules,
    /// The file's text.
    source: String,
    flaw: Option<Flaw>,
    understood: Understood,
    findings: Vec<Finding>,
}

/// An article as some of its readers see it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What they read.
    pub article: Article,
    /// What is wrong or doubtful in that.
    pub findings: Vec<Finding>,
    /// The text of it: the file as it would be without what they do not see, and without the signs of what they do.
    pub text: String,
}

/// Reads the bytes of one file, for everybody who may read any of it; never fails.
///
/// ```
/// use firstline::{access::{AudienceSet, Readership}, article::{Rules, readings}};
/// let source = "# Token\n\nPress it.\n\n<!-- audience: agents -->\nOr reset it.\n<!-- /audience -->\n";
/// let rules = Rules::default();
/// let readings = readings("token.md", source.as_bytes(), &rules);
/// let all = Readership::all(&AudienceSet::of(["public"]), &readings.article().blocks);
/// assert_eq!(readings.of(&all[0]).expect("of agents").text, "# Token\n\nPress it.\n\nOr reset it.\n");
/// assert_eq!(readings.of(&all[1]).expect("of others").text, "# Token\n\nPress it.\n");
/// ```
pub fn readings<'r>(path: &str, bytes: &[u8], rules: &'r Rules) -> Readings<'r> {
    let decoded = decode(bytes);
    let mut findings = Findings::about(path);
    let understood = of_file(path, &decoded, rules, &mut findings);
    let (flaw, findings) = (decoded.flaw, findings.into_list());
    Readings { rules, source: decoded.text.into_owned(), flaw, understood, findings }
}

impl Readings<'_> {
    /// The article as whoever sees all of it.
    pub fn article(&self) -> &Article {
        &self.understood.article
    }

    /// All of it.
    pub fn whole(self) -> Reading {
        let text = self.text(&Readership::of(self.understood.article.audiences.clone()));
        Reading {
            article: self.understood.article,
            findings: self.findings,
            text: text.unwrap_or(self.source),
        }
    }

    /// What these readers see. None when what they see holds signs that were code before: then nobody may see it.
    pub fn of(&self, readership: &Readership) -> Option<Reading> {
        let Some((base, _)) = self.understood.base.as_ref().filter(|_| !readership.is_whole()) else {
            let text = self.text(readership).unwrap_or_else(|| self.source.clone());
            let (article, findings) = (self.understood.article.clone(), self.findings.clone());
            return Some(Reading { article, findings, text });
        };
        let text = self.text(readership)?;
        let mut findings = Findings::about(&self.understood.article.path);
        let unreadable = text.find(char::REPLACEMENT_CHARACTER).filter(|_| self.flaw.is_some());
        if let Some(at) = unreadable {
            Flaw::Encoding { line: super::finding::line_ends(&text.as_bytes()[..at]) + 1 }
                .report(&mut findings);
        }
        let path = &self.understood.article.path;
        let read = understand(path, &text, self.rules, &mut findings, &As::Reading(base));
        (!read.in_doubt).then(|| Reading { article: read.article, findings: findings.into_list(), text })
    }

    /// The text that these readers see, if it is another than the file's.
    fn text(&self, readership: &Readership) -> Option<String> {
        let (_, blocks) = self.understood.base.as_ref()?;
        let (before, body) = self.source.split_at(self.understood.body);
        let closed = |block: &_| readership.closed().any(|closed| closed == block);
        Some(format!("{before}{}", blocks.cut(body, &closed).text))
    }
}
