//! What stands outside the macros of languages is said in one language alone. So no literal of the program that reads like
//! a sentence stands there, but those of files and places that speak to nobody, or to other programs.

use crate::sources::{self, none};

/// Files whose words are not for the person at the program, and why.
const ELSEWHERE: [(&str, &str); 10] = [
    ("crates/api/src/bindings.rs", "writes TypeScript"),
    ("crates/api/src/formats/json_words.rs", "what it reads are the words of the library"),
    ("crates/api/src/look_back/csv.rs", "a table for programs: its headings are the same in every language"),
    ("crates/api/src/transfer/file.rs", "told as the line of the file"),
    ("crates/bench/", "for who works on the program"),
    ("crates/api/src/calendar_words.rs", "the words of `crates/calendar` in each language; see below"),
    ("crates/calendar/src/", "said in `crates/api/src/calendar_words.rs`; see below"),
    ("crates/journal/src/", "SQL; what is kept unread is only counted"),
    ("crates/language/", "the macros themselves"),
    ("crates/xtask/", "for who works on the program"),
];

/// Literals that read like sentences and are none.
const NAMES: [(&str, &str); 4] = [
    ("crates/api/src/commands.rs", "  {}: {{ args: {}; answer: {} }};\\n"),
    ("crates/api/src/say.rs", "{} de {} de {}"),
    ("crates/catalog/src/read/rhythm.rs", "whole plan"),
    (
        "src-tauri/src/machine/linux/autostart.rs",
        "[Desktop Entry]\\nType=Application\\nName=Ninefold\\nComment={}\\nExec={} {}\\nIcon=ninefold\\nTerminal=false\\nX-GNOME-Autostart-enabled=true\\n",
    ),
];

/// The macros in which a sentence stands, with the number of its literals.
const MACROS: [(&str, usize); 3] = [("said!(", 2), ("word!(", 2), ("counted!(", 4)];

/// Literals that stand alone: of errors that only a developer reads, and what is told to the compiler.
const ATTRIBUTES: [&str; 8] =
    ["#[ts(", "#[error(", "#[allow(", "#[expect(", "#![allow(", "#![expect(", "#[cfg", "#![cfg"];

/// A literal of a Rust text, and the line on which it begins.
type Literal = (usize, String);

/// Every literal outside the macros, attributes and comments.
fn outside(text: &str) -> Vec<Literal> {
    let (mut found, mut in_macro, mut at) = (Vec::new(), 0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let is_word = text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if ATTRIBUTES.iter().any(|start| rest.starts_with(start)) {
            at += attribute(rest);
        } else if let Some((start, literals)) =
            MACROS.iter().find(|(start, _)| !is_word && rest.starts_with(start))
        {
            (in_macro, at) = (*literals, at + start.len());
        } else if let Some((inner, length)) = literal(rest, is_word) {
            if in_macro > 0 {
                in_macro -= 1;
            } else {
                found.push((text[..at].lines().count(), inner.to_owned()));
            }
            at += length;
        } else {
            at += letter(rest);
        }
    }
    found
}

/// The literal with which a text begins, and its length.
fn literal(text: &str, is_word: bool) -> Option<(&str, usize)> {
    let hashes = text
        .strip_prefix('r')
        .filter(|_| !is_word)
        .map(|rest| rest.len() - rest.trim_start_matches('#').len());
    let raw = hashes.filter(|hashes| text[1 + hashes..].starts_with('"'));
    if let Some(hashes) = raw {
        let inner = &text[hashes + 2..];
        let end = inner.find(&format!("\"{}", "#".repeat(hashes)))?;
        return Some((&inner[..end], 2 * hashes + 3 + end));
    }
    let inner = text.strip_prefix('"')?;
    let mut escaped = false;
    let end = inner.find(|c| {
        let ends = c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        ends
    })?;
    Some((&inner[..end], end + 2))
}

/// The length of an attribute, to the bracket that closes it.
fn attribute(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if let Some((_, length)) = literal(rest, false) {
            at += length;
            continue;
        }
        depth += i32::from(rest.starts_with('[')) - i32::from(rest.starts_with(']'));
        at += letter(rest);
        if depth == 0 && rest.starts_with(']') {
            break;
        }
    }
    at
}

/// The length of one letter, or of a whole character literal: it may hold a quote.
fn letter(text: &str) -> usize {
    let quoted = ["'\"'", "'\\\"'", "'\\''", "'\\\\'"];
    let whole = quoted.iter().find(|quoted| text.starts_with(**quoted)).map(|quoted| quoted.len());
    whole.or_else(|| text.chars().next().map(char::len_utf8)).unwrap_or(1)
}

/// A file up to its tests.
fn without_tests(text: &str) -> &str {
    text.rfind("#[cfg(test)]").map_or(text, |end| &text[..end])
}

/// Whether a literal reads like a sentence: two words or more, beside what is filled in.
fn reads_like_a_sentence(literal: &str) -> bool {
    // What is filled in is no word, nor is what it is joined to.
    let bare = pattern(literal).replace("{}", "0").replace("\\n", " ").replace("\\u", " ");
    let is_word = |word: &&str| {
        let word = word.trim_matches(|c: char| c.is_ascii_punctuation());
        word.len() > 1 && word.chars().all(|c| c.is_alphabetic() || c == '\'' || c == '’')
    };
    bare.split_whitespace().filter(is_word).count() > 1
}

#[test]
fn no_sentence_stands_outside_the_macros_of_languages() {
    let files = sources::of(&["rs"]);
    let is_program = |path: &str| {
        (path.starts_with("crates/") || path.starts_with("src-tauri/")) && path.contains("/src/")
    };
    let files: Vec<_> = files.iter().filter(|f| is_program(&f.path) && !f.is_test()).collect();
    for (place, _) in ELSEWHERE {
        assert!(files.iter().any(|f| f.path.starts_with(place)), "{place} is not there any more");
    }
    let mut named = Vec::new();
    let mut wrong = Vec::new();
    for file in files.iter().filter(|f| !ELSEWHERE.iter().any(|(place, _)| f.path.starts_with(place))) {
        for (line, literal) in outside(without_tests(&file.text)) {
            match NAMES
                .iter()
                .find(|(path, name)| *path == file.path && (*name == literal || *name == pattern(&literal)))
            {
                Some(name) => named.push(name),
                None if reads_like_a_sentence(&literal) => {
                    wrong.push(format!("{}:{line}: {literal}", file.path));
                }
                None => {}
            }
        }
    }
    none(&wrong, "a sentence stands in one language alone; write it in said!, word! or counted!");
    assert!(NAMES.iter().all(|name| named.contains(&name)), "a name is not there any more: {named:?}");
}

/// A literal as a pattern: `{}` for each fact, in one line.
fn pattern(literal: &str) -> String {
    let mut out = String::new();
    let mut depth = 0;
    for part in literal.split("\\\n").map(|line| line.trim_start_matches(' ')) {
        for letter in part.chars() {
            depth += i32::from(letter == '{');
            if depth == 0 || letter == '{' || letter == '}' {
                out.push(letter);
            }
            depth -= i32::from(letter == '}');
        }
    }
    out
}

#[test]
fn what_is_said_of_a_calendar_stands_in_the_table_of_its_words() {
    let files = sources::of(&["rs"]);
    let table = files.iter().find(|f| f.path == "crates/api/src/calendar_words.rs").unwrap();
    let of_calendar =
        |path: &str| path.starts_with("crates/calendar/src/") && !path.ends_with("windows_zones.rs");
    let all = files.iter().filter(|f| of_calendar(&f.path) && !f.is_test());
    let all = all
        .flat_map(|f| outside(without_tests(&f.text)).into_iter().map(|(line, l)| (f.path.clone(), line, l)));
    let all: Vec<_> = all.filter(|(.., l)| reads_like_a_sentence(l) && l != "<!doctype html").collect();
    assert!(all.len() > 20, "the sentences were not found: {}", all.len());
    let wrong = all.iter().filter(|(.., literal)| !table.text.contains(&format!("\"{}\"", pattern(literal))));
    let wrong: Vec<String> = wrong.map(|(path, line, literal)| format!("{path}:{line}: {literal}")).collect();
    none(&wrong, "a sentence of the reader of calendars is said in English alone");
}

#[test]
fn sentences_outside_are_found() {
    let text = "// \"in a comment\"\n#[error(\"for [a] developer\")]\nlet a = '\"'; said!(\"two {x}\", \"dos {x}\", x = \"too late\");\n\
                r#\"a \"raw\" one\"#; \"a \\\"b\\\" c\"; counted!(n, [\"a b\", \"c d\"], [\"e f\", \"g h\"]); \"last one\"";
    let found: Vec<String> = outside(text).into_iter().map(|(_, literal)| literal).collect();
    assert_eq!(found, ["too late", "a \"raw\" one", "a \\\"b\\\" c", "last one"]);
    assert!(["cannot be read: {why}", "{a} is {b} here"].into_iter().all(reads_like_a_sentence));
    assert!(
        !["{:<12}{:>9}", "%a %d %b", "--home", "{unit} / {activity}", "{name} del"]
            .into_iter()
            .any(reads_like_a_sentence)
    );
}
