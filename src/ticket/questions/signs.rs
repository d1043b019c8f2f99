//! Does a sentence ask, tell of trouble, or begin another problem?

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use crate::ticket::phrases::{is_little, plain};

/// How a part begins that is another problem, whatever it says; plain.
const ANOTHER: [&str; 50] = [
    "another question",
    "another problem",
    "another issue",
    "another thing",
    "one more question",
    "one more thing",
    "one more issue",
    "one more problem",
    "i have another",
    "i also have another",
    "i also have a question",
    "i also have a problem",
    "second question",
    "second problem",
    "second issue",
    "my second",
    "the second question",
    "the second problem",
    "the second issue",
    "on another note",
    "on a different note",
    "on a separate note",
    "separate question",
    "separate issue",
    "unrelated question",
    "unrelated",
    "unrelatedly",
    "different question",
    "a different problem",
    "secondly",
    "noch eine frage",
    "eine weitere frage",
    "weitere frage",
    "noch ein problem",
    "ein weiteres problem",
    "zweite frage",
    "zweites problem",
    "zweitens",
    "drittens",
    "otra pregunta",
    "otra duda",
    "otro problema",
    "en segundo lugar",
    "segunda pregunta",
    "autre question",
    "une autre question",
    "autre probleme",
    "un autre probleme",
    "deuxieme question",
    "deuxiemement",
];

/// How a part begins that may be another problem, if it asks or tells of one; plain.
const ALSO: [&str; 32] = [
    "also",
    "and also",
    "additionally",
    "in addition",
    "besides",
    "furthermore",
    "moreover",
    "separately",
    "by the way",
    "btw",
    "plus",
    "lastly",
    "finally",
    "ausserdem",
    "zudem",
    "daruber hinaus",
    "des weiteren",
    "weiterhin",
    "ferner",
    "ubrigens",
    "und noch",
    "zusatzlich",
    "ademas",
    "tambien",
    "por otro lado",
    "por otra parte",
    "de plus",
    "par ailleurs",
    "en outre",
    "aussi",
    "egalement",
    "dautre part",
];

/// Words that tell of a problem; plain.
const TROUBLE: &str = "not cant cannot dont doesnt wont isnt arent didnt couldnt unable fails fail failed failing error errors \
    broken missing wrong stuck crashes crash freezes slow never nothing lost problem problems issue trouble need want \
    nicht kein keine keinen fehler kaputt fehlt funktioniert geht langsam falsch problem brauche mochte \
    puedo fallo falla error errores roto falta perdido necesito quiero funciona problema nunca nada \
    pas plus erreur panne manque perdu impossible besoin voudrais probleme rien jamais";

/// Words of what was done about a problem.
const TRIED: &str = "tried restarted rebooted checked reinstalled already looked followed attached versucht neu gestartet \
    probiert gepruft intente probe reinicie essaye redemarre verifie";

/// Words that ask for help with what was said, and for nothing else.
const GENERIC: &str = "help please fix solve resolve solution idea ideas suggestion suggestions advise advice issue problem \
    wrong know let tell explain happening happen cause causing reason possible way anything something anyone someone \
    thoughts appreciate thanks thank explanation look check assist assistance missing try else sort hilfe helfen losung \
    losen idee ideen tun machen bitte jemand problem grund wissen ayuda ayudar ayudarme solucion solucionar hacer idea \
    problema alguien favor saber aide aider solution resoudre idee faire quelquun probleme savoir plait";

/// Words that point back at what was said.
const BACK: &str = "it this that these those they them same dies diese dieses das es daran damit dagegen esto eso ello ese \
    esta cela ca ceci celui y en";

/// Words that ask at the beginning of a line of a list.
const ASKING: &str = "how what why where when who which can could is are do does did will would should wie was warum wo wann \
    wer welche kann konnen ist gibt como que por cual donde cuando quien puedo puede comment pourquoi ou quand qui quel quelle \
    est peut puis";

type Words = LazyLock<FxHashSet<&'static str>>;
static TROUBLE_WORDS: Words = LazyLock::new(|| TROUBLE.split_ascii_whitespace().collect());
static TRIED_WORDS: Words = LazyLock::new(|| TRIED.split_ascii_whitespace().collect());
static GENERIC_WORDS: Words = LazyLock::new(|| GENERIC.split_ascii_whitespace().collect());
static BACK_WORDS: Words = LazyLock::new(|| BACK.split_ascii_whitespace().collect());
static ASKING_WORDS: Words = LazyLock::new(|| ASKING.split_ascii_whitespace().collect());

/// Whether a sentence begins another problem.
pub(super) fn begins_another(sentence: &str, first_of_paragraph: bool, asked: bool) -> bool {
    let told = plain(&sentence[..sentence.floor_char_boundary(400)]);
    let begins = |list: &[&str]| {
        list.iter().any(|start| {
            told.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    if begins(&ANOTHER) {
        return true;
    }
    if !begins(&ALSO) || told.split(' ').any(|word| TRIED_WORDS.contains(word)) {
        return false;
    }
    let asks = sentence.contains('?') && is_own_question(sentence);
    (asks && (asked || first_of_paragraph)) || (first_of_paragraph && is_trouble(sentence))
}

pub(super) fn is_trouble(text: &str) -> bool {
    let told = plain(&text[..text.floor_char_boundary(400)]);
    told.split(' ').any(|word| TROUBLE_WORDS.contains(word))
        && !told.split(' ').any(|word| TRIED_WORDS.contains(word))
}

pub(super) fn begins_asking(text: &str) -> bool {
    plain(&text[..text.floor_char_boundary(40)])
        .split(' ')
        .next()
        .is_some_and(|word| ASKING_WORDS.contains(word))
}

/// Whether a question asks for something of its own: two words that are neither little nor general, and no word
/// that only points back.
pub(super) fn is_own_question(text: &str) -> bool {
    let told = plain(text);
    let back = told.split(' ').any(|word| BACK_WORDS.contains(word));
    let content = told
        .split(' ')
        .filter(|word| !word.is_empty() && !GENERIC_WORDS.contains(word) && !is_little(word))
        .take(5)
        .count();
    content >= if back { 4 } else { 2 }
}
