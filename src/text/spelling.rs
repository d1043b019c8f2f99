//! How far apart are two words?

/// The number of letters to insert, drop, change or swap with a neighbour to make one word of the other
/// (Damerau-Levenshtein, each place edited once), or `None` when it is more than `at_most`.
///
/// ```
/// use firstline::text::spelling::distance;
/// assert_eq!(distance("pritner", "printer", 2), Some(1));
/// assert_eq!(distance("mouse", "keyboard", 2), None);
/// ```
pub fn distance(from: &str, to: &str, at_most: usize) -> Option<usize> {
    let from: Vec<char> = from.chars().collect();
    let to: Vec<char> = to.chars().collect();
    if from.len().abs_diff(to.len()) > at_most {
        return None;
    }
    let mut before_last: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=to.len()).collect();
    for i in 1..=from.len() {
        let mut row = vec![i; to.len() + 1];
        for j in 1..=to.len() {
            let changed = last[j - 1] + usize::from(from[i - 1] != to[j - 1]);
            row[j] = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1] {
                row[j] = row[j].min(before_last[j - 2] + 1);
            }
        }
        if row.iter().all(|distance| *distance > at_most) {
            return None;
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|distance| *distance <= at_most)
}

/// How many wrong letters a word may have and still be told: none below 4 letters, one below 9, two above.
pub fn tolerance(word: &str) -> u8 {
    match word.chars().count() {
        0..=3 => 0,
        4..=8 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::distance;

    #[test]
    fn edits_are_counted() {
        assert_eq!(distance("vpn", "vpn", 1), Some(0));
        assert_eq!(distance("printr", "printer", 1), Some(1));
        assert_eq!(distance("passwrod", "password", 1), Some(1));
        assert_eq!(distance("password", "passport", 1), None);
        assert_eq!(distance("password", "passport", 2), Some(2));
        assert_eq!(distance("", "ab", 2), Some(2));
    }
}
