//! How much does a word tell among tickets?
//!
//! Every ticket says "please", "help" and "since yesterday". What a word tells is its idf among the tickets that
//! are known to be resolved; until there are many, among what help desks hear every day.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::{
    access::Scope,
    learn::{
        WordKey,
        memory::{Memory, idf},
    },
    text::{Analyzer, Language},
};

/// The built-in background counts as so many tickets.
const BACKGROUND: f32 = 300.0;

/// In so many of a hundred tickets stands each of these words.
const HEARD: [(f32, &[(&str, &str)]); 3] = [
    (
        30.0,
        &[
            ("en", "please help thank thanks need want get problem issue hi hello dear"),
            ("de", "bitte danke hilfe brauche problem hallo guten tag liebe grüße freundlichen"),
            ("es", "por favor gracias ayuda necesito problema hola buenos días saludos"),
            ("fr", "merci aide besoin problème bonjour madame monsieur cordialement svp"),
        ],
    ),
    (
        10.0,
        &[
            (
                "en",
                "try tried work working know see use using go make still now today question support team \
                 call contact message customer would like could something anything how possible way",
            ),
            (
                "de",
                "versucht funktioniert weiß sehen heute gestern noch schon frage kunde möchte könnte leider wie",
            ),
            ("es", "intentado funciona sé ver hoy ayer pregunta cliente quiero quisiera podría puedo cómo"),
            (
                "fr",
                "essayé fonctionne sais voir aujourd'hui hier question client voudrais pourrais peux comment",
            ),
        ],
    ),
    (
        4.0,
        &[
            (
                "en",
                "yesterday morning afternoon week month monday tuesday wednesday thursday friday weekend since \
                 already again several times day time urgent soon quickly asap advise colleague boss meeting \
                 office home deadline regards best sincerely look looking forward reply answer seem happen \
                 happens happening start started show shows say says tell mean wrong right fix fixed solve \
                 resolved appreciate kind wait waiting mail email phone ticket",
            ),
            (
                "de",
                "woche monat montag dienstag mittwoch donnerstag freitag seit wieder mehrmals dringend schnell kollege büro termin antwort melden rückmeldung",
            ),
            (
                "es",
                "semana mes lunes martes miércoles jueves viernes desde otra vez urgente rápido compañero oficina respuesta",
            ),
            (
                "fr",
                "semaine mois lundi mardi mercredi jeudi vendredi depuis encore plusieurs fois urgent vite collègue bureau réponse",
            ),
        ],
    ),
];

static SHARES: LazyLock<FxHashMap<String, f32>> = LazyLock::new(|| {
    let mut shares = FxHashMap::default();
    for (percent, lists) in HEARD {
        for (code, words) in lists {
            let Some(language) = Language::parse(code) else { continue };
            for term in Analyzer::new(language).terms(words) {
                let share = shares.entry(term).or_insert(0.0_f32);
                *share = share.max(percent / 100.0);
            }
        }
    }
    shares
});

/// `√(idf(t) / max)` among the tickets whose lessons a scope opens: 0 to 1 (RANKING section 2).
pub(super) fn telling(term: &str, memory: &Memory, scope: &Scope, secret: &[u8; 32]) -> f32 {
    let (tickets, holding) = heard(term, memory, scope, secret);
    (idf(holding, tickets) / idf(0.0, tickets)).sqrt()
}

/// What a word tells among those tickets: its idf.
pub(super) fn information(term: &str, memory: &Memory, scope: &Scope, secret: &[u8; 32]) -> f32 {
    let (tickets, holding) = heard(term, memory, scope, secret);
    idf(holding, tickets)
}

/// How many tickets there are, and how many of them hold a term.
fn heard(term: &str, memory: &Memory, scope: &Scope, secret: &[u8; 32]) -> (f32, f32) {
    let (resolved, holding) = memory.holding(WordKey::of(term, secret), scope);
    let share = SHARES.get(term).copied().unwrap_or(0.0);
    (BACKGROUND + count(resolved), BACKGROUND * share + count(holding))
}

#[expect(clippy::cast_precision_loss, reason = "counts need no more than 24 bits here")]
pub(super) fn count(of: impl TryInto<u64>) -> f32 {
    of.try_into().map_or(0.0, |of| of as f32)
}
