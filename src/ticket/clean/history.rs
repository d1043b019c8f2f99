//! Where does the mail that is answered begin?

use crate::ticket::{
    mail::is_header,
    phrases::{fold_lower, plain},
};

/// What stands below or behind `>`.
#[derive(Debug)]
pub(super) struct Quoted {
    pub(super) text: String,
    /// Whether it was passed on, and not answered.
    pub(super) forwarded: bool,
}

/// How the mail below begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// "On Monday … wrote:", over so many lines.
    Attribution(usize),
    /// A line that separates, or the headers of the mail below.
    Separator { lines: usize, forwarded: bool },
}

/// The words between dashes that separate; plain.
const SEPARATORS: [(&str, bool); 22] = [
    ("original message", false),
    ("original appointment", false),
    ("ursprungliche nachricht", false),
    ("originalnachricht", false),
    ("original nachricht", false),
    ("mensaje original", false),
    ("message dorigine", false),
    ("message original", false),
    ("messaggio originale", false),
    ("oorspronkelijk bericht", false),
    ("mensagem original", false),
    ("reply message", false),
    ("please type your reply above this line", false),
    ("reply above this line", false),
    ("bitte geben sie ihre antwort uber dieser zeile ein", false),
    ("forwarded message", true),
    ("begin forwarded message", true),
    ("weitergeleitete nachricht", true),
    ("anfang der weitergeleiteten nachricht", true),
    ("mensaje reenviado", true),
    ("message transfere", true),
    ("debut du message transfere", true),
];

/// How an attribution begins and which verb it holds, per language; lower case, without accents.
const ATTRIBUTIONS: [(&str, &str); 12] = [
    ("on ", "wrote"),
    ("at ", "wrote"),
    ("am ", "schrieb"),
    ("am ", "geschrieben"),
    ("el ", "escribio"),
    ("le ", "a ecrit"),
    ("il ", "ha scritto"),
    ("op ", "schreef"),
    ("op ", "geschreven"),
    ("em ", "escreveu"),
    ("den ", "skrev"),
    ("on ", "writes"),
];

/// Headers that every mail shows and no protocol of calls.
const DATED: [&str; 13] = [
    "sent",
    "date",
    "subject",
    "gesendet",
    "datum",
    "betreff",
    "enviado",
    "enviado el",
    "fecha",
    "asunto",
    "envoye",
    "objet",
    "inviato",
];

/// What was written now, and what is quoted.
pub(super) fn apart<'a>(lines: &[&'a str]) -> (Vec<&'a str>, Option<Quoted>) {
    let quotes = quotes(lines);
    let mut own = Vec::new();
    let mut quoted = String::new();
    let mut forwarded = false;
    let mut at = 0;
    while at < lines.len() {
        let mark = if quotes[at] { None } else { mark(&lines[at..]) };
        match mark {
            Some(Mark::Attribution(len)) => {
                let below = (at + len..lines.len()).find(|below| !lines[*below].trim().is_empty());
                at += len;
                if !below.is_some_and(|below| quotes[below]) {
                    quoted.push_str(&lines[at..].join("\n"));
                    break;
                }
            }
            Some(Mark::Separator { lines: len, forwarded: passed_on }) => {
                forwarded |= passed_on;
                quoted.push_str(&lines[at + len..].join("\n"));
                break;
            }
            None if quotes[at] => {
                quoted.push_str(unquoted(lines[at]));
                quoted.push('\n');
                at += 1;
            }
            None => {
                own.push(lines[at]);
                at += 1;
            }
        }
    }
    let quoted = (!quoted.trim().is_empty()).then_some(Quoted { text: quoted, forwarded });
    (own, quoted)
}

/// Which lines are quoted by `>`: two of them or an attribution tell a quote from a prompt; one that a
/// sentence introduces is a message of a program.
fn quotes(lines: &[&str]) -> Vec<bool> {
    let looks: Vec<bool> = lines.iter().map(|line| is_quote(line)).collect();
    let count = looks.iter().filter(|looks| **looks).count();
    let prompts = || {
        let mut quoted = lines.iter().filter(|line| is_quote(line));
        quoted.all(|line| line.starts_with(">>>") && !line.starts_with(">>>>"))
    };
    let attributed = || {
        let next = |at: usize| looks[at + 1..].iter().take(3).any(|looks| *looks);
        (0..lines.len())
            .any(|at| !looks[at] && next(at) && matches!(mark(&lines[at..]), Some(Mark::Attribution(_))))
    };
    let real = count > 0 && ((count >= 2 && !prompts()) || attributed());
    let mut introduced = false;
    let mut quotes = vec![false; lines.len()];
    for at in 0..lines.len() {
        if !looks[at] && !lines[at].trim().is_empty() {
            introduced = introduces(lines[at]);
        }
        quotes[at] = real && looks[at] && !introduced;
    }
    quotes
}

/// "The message says:" before a quote: it belongs to the question then. No attribution, which names a time.
fn introduces(line: &str) -> bool {
    let timed = line
        .as_bytes()
        .windows(3)
        .any(|three| three[0].is_ascii_digit() && three[1] == b':' && three[2].is_ascii_digit());
    line.trim_end().ends_with(':') && line.len() < 1_000 && !timed && !line.contains(['@', '<'])
}

fn is_quote(line: &str) -> bool {
    let line = line.trim_start_matches(' ');
    line.starts_with('>') || line.starts_with("|>") || line.starts_with("&gt;")
}

fn unquoted(line: &str) -> &str {
    let line = line.trim_start();
    let line = line.strip_prefix("&gt;").or_else(|| line.strip_prefix('>')).unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

fn mark(lines: &[&str]) -> Option<Mark> {
    let first = lines.first()?.trim();
    if first.is_empty() || first.len() > 400 {
        return None;
    }
    separator(lines).or_else(|| attribution(lines)).or_else(|| headers(lines))
}

/// `-----Original Message-----`, `Begin forwarded message:`, and the headers that may follow.
fn separator(lines: &[&str]) -> Option<Mark> {
    let first = lines.first()?.trim();
    let dashed = first.starts_with(['-', '#', '=', '_', '*']);
    if !(dashed || first.ends_with(':')) || first.len() > 90 {
        return None;
    }
    let plain = plain(first);
    let (_, forwarded) = *SEPARATORS.iter().find(|(separator, _)| plain == *separator)?;
    let after = lines.iter().skip(1).take_while(|line| line.trim().is_empty()).count() + 1;
    Some(Mark::Separator { lines: after + head_len(&lines[after.min(lines.len())..]), forwarded })
}

/// "On Mon, 3 Jun 2024 at 10:12, Anna Meier <a@b.c> wrote:", in one line or broken into up to three.
fn attribution(lines: &[&str]) -> Option<Mark> {
    let first = fold_lower(lines.first()?.trim().trim_start_matches(['*', '_']));
    let begins: Vec<&str> =
        ATTRIBUTIONS.iter().filter(|(start, _)| first.starts_with(start)).map(|(_, verb)| *verb).collect();
    let by_name = ["wrote:", "schrieb:", "escribio:", "a ecrit :", "a ecrit:", "writes:"];
    if begins.is_empty() {
        let telling = first.contains('@') || first.contains("schrieb am");
        let named = by_name.iter().any(|verb| first.ends_with(verb)) && telling;
        let german = first.contains(" schrieb am ") && first.ends_with(':') && holds_digit(&first);
        return (named || german).then_some(Mark::Attribution(1));
    }
    let mut joined = String::new();
    for (at, line) in lines.iter().take(3).enumerate() {
        if joined.len() + line.len() > 400 {
            return None;
        }
        joined.push_str(&fold_lower(line.trim()));
        joined.push(' ');
        let end = joined.trim_end();
        if end.ends_with(':') {
            let telling = holds_digit(end) || end.contains('@');
            let verb = begins.iter().any(|verb| end.contains(verb));
            return (telling && verb).then_some(Mark::Attribution(at + 1));
        }
    }
    None
}

/// The headers of the mail below, as Outlook writes them: three together, one of them a date or a sender.
fn headers(lines: &[&str]) -> Option<Mark> {
    let first = lines.first()?.trim();
    let rule = first.len() >= 10 && first.chars().all(|c| matches!(c, '_' | '-' | '='));
    let blank = lines.iter().skip(1).take_while(|line| line.trim().is_empty()).count();
    let skipped = if rule { 1 + blank } else { 0 };
    let rest = lines.get(skipped..)?;
    let (name, _) = is_header(rest.first()?)?;
    if !["from", "von", "de", "date", "sent", "gesendet", "da", "van", "expediteur"].contains(&name.as_str())
    {
        return None;
    }
    let len = head_len(rest);
    let dated =
        rest[..len].iter().filter_map(|line| is_header(line)).any(|(name, _)| DATED.contains(&name.as_str()));
    (dated && (len >= 3 || (rule && len >= 2)))
        .then_some(Mark::Separator { lines: skipped + len, forwarded: false })
}

/// How many lines of headers stand here, counting folded ones.
fn head_len(lines: &[&str]) -> usize {
    let mut len = 0;
    for line in lines.iter().take(12) {
        if is_header(line).is_none() && !(len > 0 && line.starts_with([' ', '\t']) && !line.trim().is_empty())
        {
            break;
        }
        len += 1;
    }
    len
}

fn holds_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}
