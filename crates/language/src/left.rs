//! For tests: what one saying of a thing has in common with another that should be in another language.

/// Words that English and Spanish write alike, and names of formats.
const ALIKE: [&str; 17] = [
    "no", "id", "plan", "escape", "min", "mb", "byte", "mib", "true", "false", "null", "control", "unicode",
    "toml", "json", "https", "http",
];

/// The words that two sayings share. What is quoted, names in capitals or with marks or digits in them, and what both
/// languages write alike is left out: so nothing, where no word was left in the first language.
#[must_use]
pub fn left(one: &str, other: &str) -> Vec<String> {
    let in_one = words(one);
    words(other).into_iter().filter(|word| in_one.contains(word) && !ALIKE.contains(&word.as_str())).collect()
}

fn words(text: &str) -> Vec<String> {
    let mut quoted = None;
    let mut bare = String::new();
    for letter in text.chars() {
        match quoted {
            Some(end) if letter == end => quoted = None,
            Some(_) => {}
            None => {
                quoted = match letter {
                    '"' | '`' => Some(letter),
                    '«' => Some('»'),
                    '“' => Some('”'),
                    _ => None,
                };
                bare.push(if quoted.is_some() { ' ' } else { letter });
            }
        }
    }
    let is_edge = |c: char| c.is_ascii_punctuation() || "¿¡…".contains(c);
    let is_word = |word: &&str| {
        let is_name = word.chars().all(char::is_uppercase);
        word.chars().count() > 1 && word.chars().all(char::is_alphabetic) && !is_name
    };
    let words = bare.split_whitespace().map(|word| word.trim_matches(is_edge)).filter(is_word);
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::left;

    #[test]
    fn what_is_shared_and_no_name_was_left() {
        let english = "unit \"the end\" of FREQ in pack.toml has 2 items: a, read";
        assert_eq!(
            left(english, "la unidad «the end» de FREQ en pack.toml tiene 2 elementos: a, leer"),
            [""; 0]
        );
        assert_eq!(
            left(english, "la unidad «the end» de FREQ en pack.toml has 2 elementos: a, (read)"),
            ["has", "read"]
        );
    }
}
