//! Sentences stand with all their languages where they are made. The compiler sees that none is missing; here is seen that
//! they name the same facts and are not the same words.

use crate::sources::{self, none};

/// The literals of one sentence, one for each language or form, and where it stands.
struct Sentence {
    place: String,
    literals: Vec<String>,
}

const MACROS: [&str; 3] = ["said!(", "word!(", "counted!("];

/// Every sentence of a text; the literals are the leading ones, within brackets for those that are counted.
fn sentences(path: &str, text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    for start in MACROS {
        for (at, _) in text.match_indices(start) {
            let line = text[..at].lines().count();
            let mut rest = &text[at + start.len()..];
            if start == "counted!(" {
                rest = &rest[rest.find('[').unwrap_or(rest.len())..];
            }
            let mut literals = Vec::new();
            while let Some((literal, after)) = literal(rest) {
                literals.push(literal);
                rest = after;
            }
            found.push(Sentence { place: format!("{path}:{line}"), literals });
        }
    }
    found
}

/// A literal at the beginning of a text, after spaces, commas and brackets, and what follows it.
fn literal(text: &str) -> Option<(String, &str)> {
    let begin = text.trim_start_matches([' ', '\n', ',', '[', ']']).strip_prefix('"')?;
    let mut is_escaped = false;
    for (at, letter) in begin.char_indices() {
        match letter {
            '"' if !is_escaped => return Some((begin[..at].to_owned(), &begin[at + 1..])),
            '\\' => is_escaped = !is_escaped,
            _ => is_escaped = false,
        }
    }
    None
}

/// The names in braces, sorted; the braces of an escaped letter are none.
fn facts(literal: &str) -> Vec<&str> {
    let opened = literal.split('{').collect::<Vec<_>>();
    let mut names: Vec<&str> = opened
        .windows(2)
        .filter(|pair| !pair[0].ends_with("\\u"))
        .filter_map(|pair| pair[1].split_once('}'))
        .map(|(name, _)| name)
        .collect();
    names.sort_unstable();
    names.dedup();
    names
}

fn program_sentences() -> Vec<Sentence> {
    let is_program = |path: &str| {
        (path.starts_with("crates/") || path.starts_with("src-tauri/")) && path.contains("/src/")
    };
    let files = sources::of(&["rs"]);
    let files = files
        .iter()
        .filter(|f| is_program(&f.path) && !f.is_test() && f.path != "crates/language/src/lib.rs");
    files
        .flat_map(|f| {
            let end = f.text.find("#[cfg(test)]").unwrap_or(f.text.len());
            sentences(&f.path, &f.text[..end])
        })
        .collect()
}

#[test]
fn a_sentence_names_the_same_facts_in_every_language() {
    let all = program_sentences();
    assert!(all.len() > 300, "the sentences were not found: {}", all.len());
    let wrong = all.iter().filter(|s| {
        let first = s.literals.first().map_or_else(Vec::new, |l| facts(l));
        !(s.literals.len() == 2 || s.literals.len() == 4) || s.literals.iter().any(|l| facts(l) != first)
    });
    let wrong: Vec<String> = wrong.map(|s| format!("{}: {:?}", s.place, s.literals)).collect();
    none(&wrong, "a sentence names other facts in another language");
}

#[test]
fn no_sentence_is_left_in_english() {
    let is_word = |l: &str| l.chars().any(char::is_alphabetic);
    // Nothing but facts, and what both languages write alike.
    let bare = |l: &str| {
        let mut out = String::new();
        let mut depth = 0;
        for letter in l.chars() {
            match letter {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ if depth == 0 => out.push(letter),
                _ => {}
            }
        }
        out
    };
    let same = program_sentences();
    let same = same.iter().filter(|s| {
        let half = s.literals.len() / 2;
        let (english, other) = s.literals.split_at(half);
        english.iter().zip(other).any(|(a, b)| a == b && is_word(&bare(a)))
    });
    let same: Vec<String> = same.map(|s| format!("{}: {:?}", s.place, s.literals)).collect();
    none(&same, "a sentence is the same in two languages");
}

#[test]
fn facts_are_found_in_sentences() {
    let text = "said!(\n \"“{a}” of {b_1}\",\n \"«{a}» de {b_1}\",\n a = x(\"{no}\"),\n)";
    let found = sentences("x", text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].literals, ["“{a}” of {b_1}", "«{a}» de {b_1}"]);
    assert_eq!(facts(&found[0].literals[0]), ["a", "b_1"]);
    assert_eq!(facts("{a}\\u{a0}%"), ["a"]);
    let counted = sentences("x", "counted!(n, [\"{n} a\", \"{n} as\"], [\"{n} b\", \"{n} bs\"])");
    assert_eq!(counted[0].literals.len(), 4);
}

/// Whether a space that may break stands between a number, or a fact, and the sign of its unit.
fn parts_number_and_unit(literal: &str) -> bool {
    ["h", "min", "MB", "%"].iter().any(|unit| {
        literal.match_indices(&format!(" {unit}")).any(|(at, found)| {
            let after = literal[at + found.len()..].chars().next();
            literal[..at].ends_with(|c: char| c.is_ascii_digit() || c == '}')
                && !after.is_some_and(char::is_alphanumeric)
        })
    })
}

#[test]
fn no_line_breaks_between_a_number_and_its_unit() {
    let wrong = program_sentences();
    let wrong = wrong.iter().filter(|s| s.literals.iter().any(|l| parts_number_and_unit(l)));
    let wrong: Vec<String> = wrong.map(|s| format!("{}: {:?}", s.place, s.literals)).collect();
    none(&wrong, "a line may break between a number and its unit; write \\u{a0} between them");
    let parted = ["{n} min more", "choose 70 h.", "{n} h"].map(parts_number_and_unit);
    let whole = ["{n}\\u{a0}min", "{n} minutes", "{a} hechas", "30 have"].map(parts_number_and_unit);
    assert_eq!((parted, whole), ([true; 3], [false; 4]));
}
