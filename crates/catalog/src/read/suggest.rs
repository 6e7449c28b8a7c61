//! "Did you mean": the nearest of the words that would have been right, if one is near.

use language::said;

/// A sentence that names the nearest candidate, or `otherwise`.
pub(crate) fn did_you_mean<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
    otherwise: impl FnOnce() -> String,
) -> String {
    nearest(word, candidates)
        .map_or_else(otherwise, |near| said!("Did you mean \"{near}\"?", "¿Querías decir «{near}»?"))
}

/// The candidate with the fewest edits, if a third of the letters at most must change; ties go to the first.
fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(100).flat_map(char::to_lowercase).collect();
    let allowed = (word.len() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (edits(&word, candidate), candidate))
        .filter(|(edits, _)| *edits <= allowed)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment distance: insertions, deletions, replacements, swaps of neighbours.
fn edits(a: &[char], b: &str) -> usize {
    let b: Vec<char> = b.chars().take(100).collect();
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut best = (last[j] + usize::from(x != y)).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(before[j - 1] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::nearest;

    fn check(word: &str, expect: Option<&str>) {
        assert_eq!(nearest(word, ["title", "why", "prerequisites", "outcomes"]), expect, "{word}");
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        check("tilte", Some("title"));
        check("titel", Some("title"));
        check("Title", Some("title"));
        check("prerequisite", Some("prerequisites"));
        check("prereqs", None);
        check("outcome", Some("outcomes"));
        check("wy", Some("why"));
        check("evidence", None);
        check("", None);
    }
}
