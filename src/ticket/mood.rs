//! Does whoever writes this need calm words before an answer?

use super::Kind;

/// What gives distress away, in lower case. Only what hardly anybody writes who is not in it: calm words for a printer
/// that is out of paper would be odd.
const DISTRESS: [&str; 34] = [
    "desperate",
    "in tears",
    "crying",
    "panicking",
    "i'm scared",
    "i am scared",
    "frightened",
    "terrified",
    "at my wit",
    "can't cope",
    "cannot cope",
    "can't take this",
    "i don't know what to do any more",
    "breaking down",
    "hospital",
    "injured",
    "injury",
    "bleeding",
    "funeral",
    "passed away",
    "died",
    "emergency",
    "lawyer",
    "solicitor",
    "ombudsman",
    "verzweifelt",
    "anwalt",
    "krankenhaus",
    "verletzt",
    "gestorben",
    "désespéré",
    "avocat",
    "desesperad",
    "abogado",
];

/// Whether a text reads as a complaint or as distress.
pub fn is_upset(text: &str) -> bool {
    let lower = text.to_lowercase().replace('’', "'");
    Kind::of_line(text) == Kind::Complaint || DISTRESS.iter().any(|cue| lower.contains(cue))
}

#[cfg(test)]
mod tests {
    use super::is_upset;

    #[test]
    fn complaints_and_distress_are_told_from_what_is_merely_broken() {
        for upset in [
            "This is the third time I write. Unacceptable!",
            "I am desperate, my exam is today and the laptop is dead",
            "The tent pole broke and my son was injured",
            "Ich bin verzweifelt",
            "My lawyer will hear of this",
        ] {
            assert!(is_upset(upset), "{upset}");
        }
        for calm in ["", "The printer is out of paper", "My VPN does not work, please help", "Wie geht das?"]
        {
            assert!(!is_upset(calm), "{calm}");
        }
    }
}
