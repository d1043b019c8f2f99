//! Which sentences are mere manners?
//!
//! A sentence is manners when it holds a word of thanks or farewell and otherwise nothing but the words that go
//! with it: "thanks a lot for your help" is, "thanks to the update it fails" is not. No list of whole sentences
//! would be long enough, and none would be as careful.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::text::{Language, fold, stop_words};

/// A longer sentence says something else too.
const MOST_WORDS: usize = 18;

/// How a sentence is polite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manners {
    /// What ends a mail: nothing below belongs to the question.
    Farewell,
    /// Thanks, and hopes for an answer.
    Thanks,
}

const FAREWELL: &str = "regards regard rgds wishes sincerely faithfully truly respectfully cheers cordially greetings \
    grusse grussen gruss gruse gruesse gruessen gruess hochachtungsvoll mfg saludos saludo atentamente cordialmente \
    abrazo cordialement salutations amicalement respectueusement agreer groet groeten";

const THANKS: &str = "thanks thank thx tnx thnx tks thanking thankyou danke dank dankeschon dankend bedanke gracias \
    agradezco agradecido agradeciendo merci remercie remerciant remercions appreciated appreciate grateful forward \
    voraus antemano";

/// Words that say nothing beside words of thanks and farewell, in four languages.
const BESIDE: &str = "\
    a again all always an and any anyone as asap at attention advance assistance answer back be beforehand best bunch \
    bye can consideration cooperation could day everyone fast feedback folks for from further good great greatly \
    guidance guys have hear hearing help helping hey highly hope i in input is it kind kindest kindly look looking lot \
    lots love many matter me much my myself nice of on our patience people please possible prompt promptly quick quickly \
    reading really receiving reply response sir madam so soon soonest speedy still support swift take taking team thank \
    that the this time to tons truly u understanding us very warm warmest we weekend well will wish with would \
    year week last yesterday today earlier you your yours \
    am antwort auf aus baldige beantwortung bearbeitung beste besten bitte das dein deine den der des die dir euch euer \
    eure freue freuen freundliche freundlichen freundlichem freundlicher fur fuer herzliche herzlichen herzlichem hilfe \
    hilfen horen hoeren ich ihnen ihr ihre ihren im liebe lieben mich mit muhe muehe noch rasche recht ruckmeldung \
    rueckmeldung schnelle schon schonen schone schonmal sehr sie sonnige tag und uns unterstutzung unterstuetzung viele \
    vielen vielmals von vorab wir wochenende zeit zu zum zusammen \
    al antelacion apoyo atencion atentos ayuda buen buena buenas colaboracion comprension con contestacion cordial \
    cordiales de del desde dia el en es espera esperando espero estimados gran hola la las lo los mas me mi mil mis \
    muchas mucho muchisimas muy nuestro nuestros os para por prestada pronta pronto que quedo rapida reciba reciban \
    respuesta saludarle sin su sus te ti tiempo todo todos tu tus un una ustedes vuestra vuestro y ya \
    aide ami attente au aux avec avance beaucoup bien bonne bonnes bonsoir ce cette ci comprehension cordiales davance \
    dans des distinguees distingues du est et expression grand infiniment je journee jai l la lattente le les lexpression \
    ma madame meilleures meilleurs mes messieurs monsieur mon nos nous par pour prie prompte que rapide recevoir \
    reponse retour sa salutations sentiments ses sinceres soiree soutien temps tous tout toute toutes tres veuillez vos \
    votre vous";

/// Whole lines that end a mail without one of the words above.
const FAREWELL_LINES: [&str; 34] = [
    "best",
    "all the best",
    "all best",
    "br",
    "kr",
    "vg",
    "lg",
    "bg",
    "mbg",
    "mvg",
    "cu",
    "have a nice day",
    "have a good day",
    "have a great day",
    "have a lovely day",
    "have a good one",
    "have a nice weekend",
    "have a great weekend",
    "have a good weekend",
    "take care",
    "warmly",
    "yours",
    "schonen tag noch",
    "schonen tag",
    "einen schonen tag",
    "einen schonen tag noch",
    "schones wochenende",
    "bis bald",
    "que tenga un buen dia",
    "que tengan un buen dia",
    "buen dia",
    "bonne journee",
    "bonne fin de journee",
    "bien a vous",
];

/// Whole sentences of thanks without one of the words above.
const THANKS_LINES: [&str; 24] = [
    "ty",
    "please let me know",
    "let me know",
    "please get back to me",
    "please get back to me asap",
    "please let me know if you need anything else",
    "let me know if you need anything else",
    "please let me know if you need more information",
    "let me know if you need more information",
    "please let me know if you need any further information",
    "please let me know if you need anything",
    "i hope to hear from you soon",
    "hope to hear from you soon",
    "awaiting your reply",
    "waiting for your reply",
    "ich freue mich auf ihre antwort",
    "bitte um ruckmeldung",
    "bitte um rasche ruckmeldung",
    "quedo a la espera",
    "quedo a la espera de su respuesta",
    "espero su respuesta",
    "espero su pronta respuesta",
    "dans lattente de votre retour",
    "dans lattente de votre reponse",
];

/// How a sentence begins that thanks for something; plain.
const THANKS_FOR: [&str; 9] = [
    "thanks for ",
    "thank you for ",
    "many thanks for ",
    "thanks again for ",
    "danke fur ",
    "vielen dank fur ",
    "gracias por ",
    "muchas gracias por ",
    "merci pour ",
];

/// Words after which thanks are none.
const AGAINST: [&str; 22] = [
    "but",
    "however",
    "not",
    "no",
    "nothing",
    "unfortunately",
    "still",
    "aber",
    "nicht",
    "kein",
    "leider",
    "nichts",
    "pero",
    "nada",
    "sin",
    "mais",
    "pas",
    "rien",
    "error",
    "mail",
    "page",
    "order",
];

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_ascii_whitespace().collect()
}

static FAREWELL_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(FAREWELL));
static THANKS_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(THANKS));
static BESIDE_WORDS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| set(BESIDE));

/// A line as its words: lower case, without accents, apostrophes and signs, one space between.
pub(super) fn plain(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in fold_lower(line).chars() {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !matches!(c, '\'' | '\u{2019}' | '`' | '\u{b4}') && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// The languages whose manners are known.
static LANGUAGES: LazyLock<Vec<Language>> =
    LazyLock::new(|| ["en", "de", "es", "fr"].into_iter().filter_map(Language::parse).collect());

/// Whether a plain word says little in one of the four languages.
pub(super) fn is_little(word: &str) -> bool {
    LANGUAGES.iter().any(|language| stop_words::contains(*language, word))
}

/// A text in lower case and without accents.
pub(super) fn fold_lower(text: &str) -> String {
    fold(&text.to_lowercase())
}

/// Whether a word could be part of a person's name: a capital, then letters.
pub(super) fn is_name(word: &str) -> bool {
    let word = word.trim_matches([',', '.', '!', ':', ';', '-', '(', ')', '*']);
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '\u{2019}' | '.'))
        && word.chars().count() <= 20
}

/// How a sentence is polite; `None` when it says more than that.
pub(super) fn manners(sentence: &str) -> Option<Manners> {
    if sentence.len() > 160 || sentence.contains('?') {
        return None;
    }
    let words: Vec<&str> = sentence.split_whitespace().collect();
    if words.is_empty() || words.len() > MOST_WORDS {
        return None;
    }
    // "Thanks, Anna Maria Meier": up to three names may follow.
    let names =
        words.iter().rev().take(3).take_while(|word| is_name(word) && !is_polite(&plain(word))).count();
    let named = words.len() - names;
    [words.len(), named].into_iter().find_map(|end| all_manners(&words[..end]))
}

/// Whether a word is one of manners.
fn is_polite(word: &str) -> bool {
    FAREWELL_WORDS.contains(word) || THANKS_WORDS.contains(word) || BESIDE_WORDS.contains(word)
}

/// "Thank you for looking into this": a short sentence that thanks for something and says nothing against it.
fn is_thanks_for(plain: &str) -> bool {
    let begins = THANKS_FOR.iter().find_map(|start| plain.strip_prefix(start));
    let against = |word: &str| AGAINST.contains(&word) || word.bytes().any(|byte| byte.is_ascii_digit());
    begins.is_some_and(|rest| rest.split(' ').count() <= 7 && !rest.split(' ').any(against))
}

fn all_manners(words: &[&str]) -> Option<Manners> {
    let plain = plain(&words.join(" "));
    if FAREWELL_LINES.contains(&plain.as_str()) {
        return Some(Manners::Farewell);
    }
    if THANKS_LINES.contains(&plain.as_str()) {
        return Some(Manners::Thanks);
    }
    if is_thanks_for(&plain) {
        return Some(Manners::Thanks);
    }
    if plain.is_empty() || !plain.split(' ').all(is_polite) {
        return None;
    }
    let mut told = plain.split(' ').filter_map(|word| {
        let farewell = FAREWELL_WORDS.contains(word).then_some(Manners::Farewell);
        farewell.or_else(|| THANKS_WORDS.contains(word).then_some(Manners::Thanks))
    });
    // "Thanks and regards" is a farewell, "looking forward" alone is not said.
    told.clone().find(|manners| *manners == Manners::Farewell).or_else(|| told.next_back())
}

/// Where the last sentence of a line begins; the line itself when it is one sentence.
pub(super) fn last_sentence(line: &str) -> usize {
    let trimmed = line.trim_end_matches(['.', '!', '?', ' ', ')', ':']);
    let boundary = trimmed
        .char_indices()
        .rev()
        .take(200)
        .find(|(at, c)| matches!(c, '.' | '!' | '?') && trimmed[at + 1..].starts_with(' '));
    boundary.map_or(0, |(at, _)| at + 1)
}

#[cfg(test)]
mod tests {
    use super::{Manners, manners};

    #[track_caller]
    fn check(sentence: &str, expected: Option<Manners>) {
        assert_eq!(manners(sentence), expected, "{sentence}");
    }

    #[test]
    fn thanks_and_farewells_are_manners() {
        for thanks in [
            "Thanks",
            "Thanks a lot for your help!",
            "Many thanks in advance, Peter",
            "Vielen Dank im Voraus für Ihre Unterstützung",
            "Muchas gracias de antemano por su ayuda.",
            "Merci d'avance pour votre réponse",
            "Looking forward to hearing from you.",
            "Any help would be greatly appreciated",
        ] {
            check(thanks, Some(Manners::Thanks));
        }
        for farewell in [
            "Best regards,",
            "Thanks and kind regards",
            "Mit freundlichen Grüßen",
            "Un cordial saludo",
            "Bien cordialement,",
            "MfG",
            "Cheers, Tom",
            "Regards Anna Maria Meier",
        ] {
            check(farewell, Some(Manners::Farewell));
        }
    }

    #[test]
    fn a_sentence_that_says_more_is_not() {
        for sentence in [
            "thanks to the update it fails",
            "Thank you for your help, is it possible?",
            "Danke-Mail wird nicht verschickt",
            "with regards to the invoice",
            "the greetings page is empty",
            "Merci de vérifier mon compte",
            "It looks forward in time",
            "",
        ] {
            check(sentence, None);
        }
    }
}
