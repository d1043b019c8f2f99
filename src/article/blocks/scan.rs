//! What lies between the signs of a body?

use std::ops::Range;

use super::marker::{Marker, Names, marker};
use crate::{
    access::AudienceSet,
    article::{Rules, dialect::unquoted, finding::Findings, front_matter, kinds},
};

/// So many different sets of audiences may have blocks in one article; it is read once for each of their combinations.
pub(in crate::article) const MOST: usize = 4;
/// More open blocks than this are not told apart: then none of them ends.
const DEEPEST: usize = 256;

const HINT: &str = "write `<!-- audience: agents -->` and `<!-- /audience -->`, each on a line of its own; only a \
    fenced code block shows them as they are";

/// The blocks of one body.
#[derive(Debug)]
pub(in crate::article) struct Blocks {
    /// The sets of audiences that have blocks, in the order in which they first stand there.
    pub(in crate::article) audiences: Vec<AudienceSet>,
    /// The lines of the body, in their order.
    pub(super) lines: Vec<Line>,
    /// The line in the file of an ending without a beginning: nobody knows what it was to hide.
    pub(in crate::article) stray: Option<u32>,
}

/// One line.
#[derive(Debug)]
pub(super) struct Line {
    /// Where it lies in the body, with its end.
    pub(super) place: Range<usize>,
    /// The blocks around it, a bit for each set of audiences.
    pub(super) within: u64,
    /// Whether it is a sign: nobody sees it, but for so many bytes before it that begin a list.
    pub(super) sign: Option<usize>,
}

/// The blocks of a body whose first line has this number in the file; none when it holds no sign.
pub(in crate::article) fn of(
    body: &str,
    first_line: u32,
    rules: &Rules,
    findings: &mut Findings,
) -> Option<Blocks> {
    if !["<!--", "{/*", ":::"].iter().any(|sign| body.contains(sign)) {
        return None;
    }
    let mut scan =
        Scan { rules, findings, audiences: Vec::new(), open: Vec::new(), stray: None, fence: None };
    let mut lines = Vec::new();
    let (mut at, mut number) = (0, first_line);
    for line in body.split_inclusive('\n') {
        let before = scan.within();
        let sign = scan.line(line.trim_end_matches(['\n', '\r']), number);
        // A sign belongs to what it begins or ends.
        lines.push(Line { place: at..at + line.len(), within: before | scan.within(), sign });
        at += line.len();
        number = number.saturating_add(1);
    }
    scan.unclosed();
    let Scan { mut audiences, stray, .. } = scan;
    if audiences.is_empty() && stray.is_none() {
        return None;
    }
    if audiences.len() > MOST {
        too_many(&mut audiences, &mut lines);
        let message = format!("more than {MOST} different sets of audiences have blocks here");
        findings.error(
            first_line,
            kinds::TOO_MANY_AUDIENCES,
            message,
            "only writers see the others; split the article, or name the same audiences",
        );
    }
    Some(Blocks { audiences, lines, stray })
}

/// What goes beyond the first few is for writers alone.
fn too_many(audiences: &mut Vec<AudienceSet>, lines: &mut [Line]) {
    audiences.truncate(MOST - 1);
    audiences.push(AudienceSet::writers());
    for line in lines {
        if line.within >> (MOST - 1) != 0 {
            line.within = line.within & ((1 << (MOST - 1)) - 1) | 1 << (MOST - 1);
        }
    }
}

struct Scan<'r> {
    rules: &'r Rules,
    findings: &'r mut Findings,
    audiences: Vec<AudienceSet>,
    open: Vec<Open>,
    stray: Option<u32>,
    /// The fence of the open code block, and how deep in quotes it stands.
    fence: Option<(u8, usize, usize)>,
}

/// A block that has begun.
struct Open {
    /// How many colons began it, and its word; none for a comment.
    colons: Option<(usize, String)>,
    /// The place of its audiences; none when it is for all.
    audience: Option<usize>,
    line: u32,
}

impl Scan<'_> {
    /// The blocks that are open, a bit for each set of audiences.
    fn within(&self) -> u64 {
        self.open.iter().filter_map(|open| open.audience).fold(0, |within, place| within | 1 << place)
    }

    /// Reads one line; if it is a sign, what of it stays.
    fn line(&mut self, line: &str, number: u32) -> Option<usize> {
        let inner = unquoted(line);
        if self.is_code(line, inner) {
            return None;
        }
        let is_sign = match marker(inner)? {
            Marker::Open(names) => {
                self.begin(None, Some(names), number);
                true
            }
            Marker::OpenColons(count, word, names) => {
                self.begin(Some((count, word.to_ascii_lowercase())), names, number);
                names.is_some()
            }
            Marker::Close => {
                if !self.end(|open| open.colons.is_none()) {
                    self.stray = self.stray.or(Some(number));
                }
                true
            }
            Marker::CloseColons(count) => {
                let same = |open: &Open| open.colons.as_ref().is_some_and(|(other, _)| *other == count);
                let place = self.open.iter().rposition(same);
                let place = place.or_else(|| self.open.iter().rposition(|open| open.colons.is_some()));
                self.close(place)
            }
            Marker::CloseWord(word) => {
                let word = word.to_ascii_lowercase();
                let same = |open: &Open| open.colons.as_ref().is_some_and(|(_, other)| *other == word);
                let place = self.open.iter().rposition(same);
                self.close(place)
            }
        };
        let before = &line[..line.len() - inner.len()];
        let list = before.contains(|c: char| !(c.is_whitespace() || c == '>'));
        is_sign.then_some(if list { before.trim_end().len() } else { 0 })
    }

    /// Whether a line belongs to a fenced code block: there a sign is an example.
    fn is_code(&mut self, line: &str, inner: &str) -> bool {
        let quotes =
            line.bytes().take_while(|byte| matches!(byte, b'>' | b' ' | b'\t')).filter(|b| *b == b'>');
        let quotes = quotes.count();
        let first = inner.as_bytes().first().copied().unwrap_or(b' ');
        let run = inner.bytes().take_while(|byte| *byte == first).count();
        if let Some((byte, length, depth)) = self.fence {
            if quotes >= depth {
                if first == byte && run >= length && inner[run..].trim().is_empty() {
                    self.fence = None;
                }
                return true;
            }
            // A code block ends with the quote that it stands in.
            self.fence = None;
        }
        let opens = run >= 3 && (first == b'~' || (first == b'`' && !inner[run..].contains('`')));
        if opens {
            self.fence = Some((first, run, quotes));
        }
        opens
    }

    fn begin(&mut self, colons: Option<(usize, String)>, names: Option<Names<'_>>, line: u32) {
        let audience = names.map(|names| {
            let audiences = self.named(names, line);
            self.place_of(audiences)
        });
        // Beyond the deepest none ends any more, and one that hides nothing else need not be known.
        let known = self.open.len() > DEEPEST && audience.is_none_or(|place| self.within() >> place & 1 == 1);
        if !known {
            self.open.push(Open { colons, audience, line });
        }
    }

    /// Ends the innermost block of this sort; `false` when there is none.
    fn end(&mut self, sort: impl Fn(&Open) -> bool) -> bool {
        let place = self.open.iter().rposition(sort);
        self.close(place);
        place.is_some()
    }

    /// Ends a block. One that began inside of it and has not ended goes on: it hides at least what it was meant to
    /// hide. Says whether the sign belongs to a block for some readers.
    fn close(&mut self, place: Option<usize>) -> bool {
        let Some(place) = place else { return false };
        if self.open.len() > DEEPEST {
            return self.open[place].audience.is_some();
        }
        self.open.remove(place).audience.is_some()
    }

    fn place_of(&mut self, audiences: AudienceSet) -> usize {
        if let Some(known) = self.audiences.iter().position(|other| *other == audiences) {
            return known;
        }
        let full = self.audiences.len() >= 63;
        self.audiences.push(if full { AudienceSet::writers() } else { audiences });
        self.audiences.len().min(64) - 1
    }

    /// The audiences that a sign names; writers alone when it names nobody who exists.
    fn named(&mut self, names: Names<'_>, line: u32) -> AudienceSet {
        let trimmed = |name: &str| {
            let marks = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '[' | ']' | '{' | '}' | '`');
            name.trim_matches(marks).to_owned()
        };
        let written = match names {
            Names::Written(written) => written,
            Names::Doubtful(_) => {
                let message = "a sign that looks like `audience` with a mistake in it".to_owned();
                self.findings.error(line, kinds::UNREADABLE_AUDIENCE, message, HINT);
                return AudienceSet::writers();
            }
        };
        let names: Vec<String> =
            written.split([',', ';']).map(trimmed).filter(|name| !name.is_empty()).collect();
        if names.is_empty() {
            let message = "a block for some readers that names no audience".to_owned();
            self.findings.error(line, kinds::UNREADABLE_AUDIENCE, message, HINT);
            return AudienceSet::writers();
        }
        let granted = front_matter::known_audiences(self.findings, (line, "a block"), &names, self.rules);
        AudienceSet::of(granted.iter().map(String::as_str))
    }

    fn unclosed(&mut self) {
        for open in self.open.iter().filter(|open| open.audience.is_some()) {
            let message = "a block for some readers begins here and never ends".to_owned();
            let hint = match open.colons {
                None => "write `<!-- /audience -->` where it ends; until then everything behind it is hidden",
                Some(_) => "write `:::` where it ends; until then everything behind it is hidden",
            };
            self.findings.error(open.line, kinds::UNCLOSED_AUDIENCE, message, hint);
        }
        if let Some(line) = self.stray {
            let message = "`<!-- /audience -->` ends a block that never began".to_owned();
            let hint =
                "only writers see the article until its beginning is mended or this line is taken away";
            self.findings.error(line, kinds::STRAY_AUDIENCE, message, hint);
        }
    }
}
