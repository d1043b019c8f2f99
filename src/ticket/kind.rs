//! What does somebody want who writes this: an answer, a repair, redress, or something done?

/// What somebody wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Somebody is annoyed, and says so.
    Complaint,
    /// Something does not work.
    Problem,
    /// Somebody wants something done.
    Request,
    /// Somebody wants to know something.
    Question,
    /// The words that are kept do not tell.
    #[default]
    Unknown,
}

/// What gives them away, in lower case with blanks around. In the order in which they count: whoever complains of
/// something broken, and asks please to mend it, complains.
const CUES: [(Kind, &[&str]); 3] = [
    (
        Kind::Complaint,
        &[
            "complain",
            " complaint",
            "unacceptable",
            "ridiculous",
            "disappoint",
            " angry ",
            "annoyed",
            "fed up",
            "terrible",
            "worst ",
            "third time",
            "again and again",
            "still waiting",
            "rip off",
            "ripped off",
            "waste of",
            "not happy",
            "unhappy",
            "beschwer",
            "unverschämt",
            "enttäusch",
            "inakzeptabel",
            "inacceptable",
            "réclamation",
            "inaceptable",
            "queja",
        ],
    ),
    (
        Kind::Problem,
        &[
            " not work",
            "n't work",
            " doesn't ",
            " doesnt ",
            " does not ",
            " can't ",
            " cant ",
            " cannot ",
            " can not ",
            " won't ",
            " wont ",
            " wasn't ",
            " didn't ",
            " did not ",
            " isn't ",
            " hasn't ",
            " has not ",
            " haven't ",
            " unable ",
            " error",
            " fail",
            " broken",
            " broke ",
            " declined",
            " rejected",
            " refused",
            " wrong",
            " missing",
            " problem",
            " issue",
            " crash",
            " stuck",
            " lost ",
            " stolen",
            " blocked",
            " frozen",
            " freezes",
            " disappeared",
            " charged twice",
            " no longer ",
            " stopped ",
            " geht nicht",
            " funktioniert nicht",
            " fehler",
            " kaputt",
            " kann nicht",
            " kann mich nicht",
            " marche pas",
            " fonctionne pas",
            " erreur",
            " no funciona",
            " no puedo ",
            " problema",
        ],
    ),
    (
        Kind::Request,
        &[
            " please ",
            " can you ",
            " could you ",
            " would you ",
            " i want ",
            " i would like ",
            " i'd like ",
            " i need ",
            " we need ",
            " help me ",
            " bitte ",
            " ich möchte ",
            " ich brauche ",
            " können sie ",
            " s'il vous plaît",
            " je voudrais ",
            " por favor",
            " quiero ",
            " necesito ",
        ],
    ),
];

/// Words with which questions begin.
const ASKING: [&str; 34] = [
    "how", "what", "what's", "whats", "when", "where", "why", "which", "who", "whose", "is", "are", "do",
    "does", "did", "can", "may", "will", "should", "wie", "was", "wann", "wo", "warum", "welche", "wer",
    "comment", "quand", "où", "pourquoi", "cómo", "cuándo", "dónde", "por",
];

/// The same of single words that were stemmed, where no line is kept.
const WORDS: [(Kind, &[&str]); 4] = [
    (
        Kind::Complaint,
        &["complaint", "complain", "unaccept", "ridicul", "disappoint", "terribl", "beschwerd"],
    ),
    (
        Kind::Problem,
        &[
            "error", "fail", "broken", "cannot", "cant", "wont", "doesnt", "unabl", "declin", "reject",
            "wrong", "miss", "problem", "issu", "crash", "stuck", "lost", "stolen", "block", "fehler",
            "kaputt", "erreur",
        ],
    ),
    (Kind::Request, &["pleas", "want", "need", "bitt", "brauch"]),
    (
        Kind::Question,
        &["how", "what", "when", "where", "whi", "which", "who", "wie", "wann", "warum", "comment"],
    ),
];

impl Kind {
    /// All of them, as they are reported.
    pub const ALL: [Kind; 5] = [Kind::Question, Kind::Problem, Kind::Request, Kind::Complaint, Kind::Unknown];

    /// The word used in reports.
    pub fn word(self) -> &'static str {
        match self {
            Kind::Complaint => "complaint",
            Kind::Problem => "problem",
            Kind::Request => "request",
            Kind::Question => "question",
            Kind::Unknown => "unknown",
        }
    }

    /// By the first line of a ticket as it is kept, else by its words.
    pub fn of<'a>(line: Option<&str>, terms: &(impl Iterator<Item = &'a str> + Clone)) -> Kind {
        line.map_or_else(|| Kind::of_terms(terms), Kind::of_line)
    }

    /// By what somebody wrote.
    pub fn of_line(line: &str) -> Kind {
        let lower = line.to_lowercase().replace('’', "'");
        let words = lower
            .split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '!' | '.' | '"' | '(' | ')'));
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let padded = format!(" {} ", words.join(" ").replace('?', " ? "));
        if let Some((kind, _)) = CUES.iter().find(|(_, cues)| cues.iter().any(|cue| padded.contains(cue))) {
            return *kind;
        }
        let asks =
            words.first().is_some_and(|first| ASKING.contains(first)) || lower.contains(['?', '？', '¿']);
        if asks { Kind::Question } else { Kind::Unknown }
    }

    fn of_terms<'a>(terms: &(impl Iterator<Item = &'a str> + Clone)) -> Kind {
        let has = |cues: &[&str]| terms.clone().any(|term| cues.contains(&term));
        WORDS.iter().find(|(_, cues)| has(cues)).map_or(Kind::Unknown, |(kind, _)| *kind)
    }
}

#[cfg(test)]
mod tests {
    use super::Kind;

    #[track_caller]
    fn check(line: &str, expected: Kind) {
        assert_eq!(Kind::of(Some(line), &[].into_iter()), expected, "{line}");
    }

    #[test]
    fn a_line_tells_what_somebody_wants() {
        check("How do I activate my card?", Kind::Question);
        check("Where is the nearest printer", Kind::Question);
        check("¿Dónde está mi factura?", Kind::Question);
        check("My card was declined, why?", Kind::Problem);
        check("The VPN doesn’t connect.", Kind::Problem);
        check("Der Drucker geht nicht!", Kind::Problem);
        check("Can you track who the seller is?", Kind::Request);
        check("I would like a new keyboard", Kind::Request);
        check("This is unacceptable, the app does not work again", Kind::Complaint);
        check("printer third floor", Kind::Unknown);
        check("", Kind::Unknown);
    }

    #[test]
    fn without_a_line_the_words_tell_less() {
        let of = |terms: &[&str]| Kind::of(None, &terms.iter().copied());
        assert_eq!(of(&["card", "how"]), Kind::Question);
        assert_eq!(of(&["card", "fail", "how"]), Kind::Problem);
        assert_eq!(of(&["need", "card"]), Kind::Request);
        assert_eq!(of(&["card"]), Kind::Unknown);
    }
}
