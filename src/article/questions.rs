//! Is this a question, and which words are it?

/// Whether a heading asks something.
pub(super) fn asks(words: &str) -> bool {
    let words =
        words.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '"' | '”' | '»' | ')'));
    words.ends_with(['?', '？', '؟', '՞', '\u{37E}']) || words.starts_with('¿')
}

/// The question of a paragraph such as `Q: Why?`, and where its answer begins when it stands below in the same
/// paragraph (`\n` stands for the end of a line).
pub(super) fn pair(paragraph: &str) -> Option<(&str, Option<&str>)> {
    let asked = label(paragraph, &["Question", "Q"])?;
    let (question, below) = asked.split_once('\n').map_or((asked, None), |(first, rest)| (first, Some(rest)));
    let Some(below) = below else { return plausible(question) };
    match label(below, &["Answer", "A"]) {
        Some(answer) => Some((question.trim(), Some(answer))),
        None => asked.split_once("\nA: ").map(|(q, a)| (q.trim(), Some(a))).or_else(|| plausible(asked)),
    }
}

/// The answer in a paragraph such as `A: Because.`
pub(super) fn answer(paragraph: &str) -> Option<&str> {
    label(paragraph, &["Answer", "A"])
}

/// Whether a `<summary>` or a term is worth an entry of its own.
pub(super) fn is_worth(words: &str) -> bool {
    asks(words) || words.split_whitespace().nth(2).is_some()
}

fn plausible(question: &str) -> Option<(&str, Option<&str>)> {
    let question = question.trim();
    (!question.is_empty()).then_some((question, None))
}

/// What follows `Q:`, `Q1.` or `Question 3:`.
fn label<'a>(paragraph: &'a str, words: &[&str]) -> Option<&'a str> {
    let word = words.iter().find(|word| paragraph.starts_with(**word))?;
    let rest =
        paragraph[word.len()..].trim_start_matches(' ').trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest
        .strip_prefix([':', '：'])
        .or_else(|| rest.strip_prefix(". ").filter(|_| word.len() == 1 && asks_soon(rest)))?;
    let rest = rest.trim_start();
    (!rest.is_empty()).then_some(rest)
}

/// `Q. Why?` is a question, `Q. E. D.` is not.
fn asks_soon(text: &str) -> bool {
    text.lines().next().is_some_and(asks)
}

#[cfg(test)]
mod tests {
    use super::{asks, pair};

    #[test]
    fn questions_in_several_scripts() {
        for words in ["Why?", "為什麼？", "لماذا؟", "¿Por qué no", "Why? ", "(really?)"] {
            assert!(asks(words), "{words}");
        }
        for words in ["Why", "", "a;", "? no"] {
            assert!(!asks(words), "{words}");
        }
    }

    #[track_caller]
    fn check(paragraph: &str, expected: Option<(&str, Option<&str>)>) {
        assert_eq!(pair(paragraph), expected, "{paragraph}");
    }

    #[test]
    fn pairs_of_question_and_answer() {
        check("Q: Why?", Some(("Why?", None)));
        check("Q1: Why?\nA1: Because.", Some(("Why?", Some("Because."))));
        check("Question: Why is\nit so?", Some(("Why is\nit so?", None)));
        check("Q. Why?", Some(("Why?", None)));
        check("Q. E. D.", None);
        check("Quality: high", None);
        check("A: Because.", None);
    }
}
