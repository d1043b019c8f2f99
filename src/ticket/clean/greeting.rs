//! Where does the greeting end?
//!
//! Only what greets is dropped: of "Hi, my printer is broken" the first word.

use crate::{
    text::{Language, stop_words},
    ticket::{
        Known,
        phrases::{is_name, manners, plain},
    },
};

/// Greetings that may stand alone; plain.
const ALONE: [&str; 42] = [
    "hi",
    "hello",
    "hey",
    "hiya",
    "heya",
    "helo",
    "greetings",
    "good morning",
    "good afternoon",
    "good evening",
    "good day",
    "gday",
    "morning",
    "hi there",
    "hello there",
    "hey there",
    "hallo",
    "hallochen",
    "moin",
    "moin moin",
    "servus",
    "guten tag",
    "guten morgen",
    "guten abend",
    "schonen guten tag",
    "gruss gott",
    "gruess gott",
    "gruezi",
    "hola",
    "buenos dias",
    "buenas tardes",
    "buenas noches",
    "buenas",
    "buen dia",
    "muy buenas",
    "bonjour",
    "bonsoir",
    "salut",
    "coucou",
    "to whom it may concern",
    "a quien corresponda",
    "a quien pueda interesar",
];

/// Greetings that need somebody to be greeted: "dear team".
const ADDRESSING: [&str; 20] = [
    "dear",
    "sehr geehrte",
    "sehr geehrter",
    "sehr geehrtes",
    "liebe",
    "lieber",
    "liebes",
    "estimado",
    "estimada",
    "estimados",
    "estimadas",
    "estimado a",
    "querido",
    "querida",
    "cher",
    "chere",
    "chers",
    "madame",
    "monsieur",
    "mesdames",
];

/// Whoever may be greeted without a name, and may run on into a sentence.
const ALL: [&str; 18] = [
    "there",
    "team",
    "all",
    "everyone",
    "everybody",
    "guys",
    "folks",
    "sir",
    "sirs",
    "madam",
    "zusammen",
    "alle",
    "todos",
    "tous",
    "toutes",
    "equipo",
    "equipe",
    "madame",
];

/// Whoever may be greeted when the greeting ends there.
const SOMEBODY: [&str; 44] = [
    "support",
    "service",
    "desk",
    "help",
    "helpdesk",
    "servicedesk",
    "it",
    "the",
    "at",
    "of",
    "and",
    "or",
    "to",
    "my",
    "customer",
    "care",
    "colleagues",
    "colleague",
    "friends",
    "admin",
    "technical",
    "office",
    "hotline",
    "damen",
    "und",
    "herren",
    "herr",
    "frau",
    "kollegen",
    "kolleginnen",
    "liebe",
    "liebes",
    "a",
    "de",
    "del",
    "soporte",
    "senores",
    "senor",
    "messieurs",
    "monsieur",
    "le",
    "la",
    "cher",
    "again",
];

/// Short forms before a name, whose point ends nothing.
const TITLES: [&str; 16] = [
    "mr", "mrs", "ms", "dr", "prof", "herr", "herrn", "frau", "hr", "fr", "sr", "sra", "don", "dona", "m",
    "mme",
];

/// Words of sentences that only wish well, and those that tell such a sentence.
const WISHING: &str = "i we hope trust you youre your are is all this email mail message finds find doing keeping well fine \
    good safe had have a nice great lovely weekend week day everything with how today do it going and family \
    ich wir hoffe hoffen es geht ihnen dir euch gut wie sie hatten ein schones wochenende \
    espero esperamos que este esten se encuentre encuentren bien muy como estas todo ustedes usted \
    jespere nous esperons allez vas vous tu bien comment ca va";
const WISHES: [&str; 13] = [
    "hope",
    "trust",
    "finds",
    "how are",
    "how is",
    "how do you do",
    "hoffe",
    "hoffen",
    "wie geht",
    "espero",
    "como est",
    "jespere",
    "comment allez",
];

/// Takes the greeting, and the wishes after it, from the beginning.
pub(super) fn take_away(lines: &mut Vec<&str>, known: &Known) {
    for _ in 0..4 {
        let Some(at) = lines.iter().position(|line| !line.trim().is_empty()) else { return };
        let line = lines[at].trim_start();
        let more = lines[at + 1..].iter().any(|line| !line.trim().is_empty());
        let begin = greeting_end(line, more, known)
            .or_else(|| named_line(line, more, known))
            .or_else(|| wishes_end(line, more));
        let Some(begin) = begin else { return };
        lines.drain(..at);
        if line[begin..].trim().is_empty() {
            lines.remove(0);
        } else {
            lines[0] = line[begin..].trim_start();
        }
    }
}

/// The first words of a line, each with its end.
fn words(line: &str) -> Vec<(&str, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in line.split(' ').take(24) {
        if !word.is_empty() {
            found.push((word, at + word.len()));
        }
        at += word.len() + 1;
    }
    found.truncate(12);
    found
}

fn ends(word: &str) -> bool {
    word.ends_with([',', '!', '.', ':', ';', '-', '\u{2013}', '\u{2014}'])
}

/// Where the greeting at the start of a line ends.
fn greeting_end(line: &str, more: bool, known: &Known) -> Option<usize> {
    let words = words(line);
    let mut phrase = String::new();
    let mut greeted = None;
    for (count, (word, _)) in words.iter().enumerate().take(5) {
        phrase.push_str(&plain(word));
        let addressing = ADDRESSING.contains(&phrase.as_str());
        if addressing || ALONE.contains(&phrase.as_str()) {
            greeted = Some((count + 1, addressing));
        }
        if ends(word) {
            break;
        }
        phrase.push(' ');
    }
    let (count, addressing) = greeted?;
    let (last, end) = *words.get(count - 1)?;
    if ends(last) || end == line.trim_end().len() {
        let lonely = addressing && !ends(last);
        return (!lonely).then(|| after(line, end));
    }
    let whole = addressee(&words[count..], line, more, known);
    let running = words[count..].iter().take_while(|(word, _)| ALL.contains(&plain(word).as_str())).count();
    let running = (running > 0 && !ends(words[count + running - 1].0)).then_some(count + running);
    if words.get(count).is_some_and(|(word, _)| plain(word).starts_with("world")) {
        return None;
    }
    match whole.map(|whole| count + whole).or(running) {
        Some(count) => words.get(count - 1).map(|(_, end)| after(line, *end)),
        None if addressing || last.eq_ignore_ascii_case("morning") => None,
        None => Some(after(line, end)),
    }
}

/// How many words name who is greeted, when a comma or the line's end follows them.
fn addressee(words: &[(&str, usize)], line: &str, more: bool, known: &Known) -> Option<usize> {
    let mut names = 0;
    for (count, (word, end)) in words.iter().enumerate().take(8) {
        let told = plain(word);
        let title = TITLES.contains(&told.as_str());
        let somebody = title || ALL.contains(&told.as_str()) || SOMEBODY.contains(&told.as_str());
        let lower_case =
            count == 0 && word.chars().all(|c| c.is_lowercase() || c == ',') && !is_little(&told);
        let at_end = *end == line.trim_end().len() && more;
        let stops = (ends(word) && !title) || at_end;
        let shouted = word.chars().filter(|c| c.is_uppercase()).count() > 1 && !word.ends_with(',');
        let name = is_name(word) && !shouted && !is_little(&told) && !is_product(&told, known);
        if !(somebody || name || (lower_case && stops)) {
            return None;
        }
        names += usize::from(!somebody);
        if names > 3 {
            return None;
        }
        if stops {
            return Some(count + 1);
        }
    }
    None
}

fn is_little(word: &str) -> bool {
    stop_words::contains(Language::ENGLISH, word)
}

fn is_product(word: &str, known: &Known) -> bool {
    known.products.iter().any(|product| product.eq_ignore_ascii_case(word))
}

/// Past the spaces and a dash after the greeting.
fn after(line: &str, end: usize) -> usize {
    let rest = line[end..].trim_start();
    let rest = ["- ", "\u{2013} ", "\u{2014} ", ", ", "! "]
        .iter()
        .find_map(|dash| rest.strip_prefix(dash))
        .unwrap_or(rest)
        .trim_start();
    line.len() - rest.len()
}

/// A line that is only a name and a comma.
fn named_line(line: &str, more: bool, known: &Known) -> Option<usize> {
    let name = line.trim_end().strip_suffix(',')?;
    let words: Vec<&str> = name.split_whitespace().take(4).collect();
    let named = (1..=3).contains(&words.len())
        && words.iter().all(|word| {
            let shouted = word.chars().filter(|c| c.is_uppercase()).count() > 1;
            is_name(word) && !shouted && !is_product(&plain(word), known)
        });
    (named && more).then_some(line.len())
}

/// Where a sentence that only wishes well, or thanks in advance, ends.
fn wishes_end(line: &str, more: bool) -> Option<usize> {
    let end = line
        .char_indices()
        .take(160)
        .find(|(at, c)| {
            matches!(c, '.' | '!' | '?') && line[at + 1..].chars().next().is_none_or(char::is_whitespace)
        })
        .map_or(line.trim_end().len(), |(at, _)| at + 1);
    let said = plain(line.get(..end).filter(|said| said.len() < 160)?);
    let wishes = WISHES.iter().any(|wish| said.contains(wish))
        && said.split(' ').all(|word| WISHING.split_ascii_whitespace().any(|wishing| wishing == word));
    let thanks = || manners(&line[..end]).is_some() && end < line.trim_end().len();
    ((wishes && (more || end < line.trim_end().len())) || thanks()).then(|| after(line, end))
}
