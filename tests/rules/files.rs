//! Rules about single files: size, first line, what a program may not say.

use crate::sources::{Source, none, of};

#[test]
fn no_file_is_longer_than_600_lines() {
    let long = of(&["rs", "ts", "js", "svelte", "css", "html", "md"]).into_iter();
    let long: Vec<String> = long
        .map(|source| (source.text.lines().count(), source.path))
        .filter(|(lines, _)| *lines > 600)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    none(&long, "split these: one concept a file");
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let opens = |source: &Source| {
        let first = source.text.lines().next().unwrap_or_default();
        match source.kind() {
            "rs" => first.starts_with("//! "),
            "ts" | "js" => first.starts_with("// ") || first.starts_with("/**"),
            "svelte" => first.starts_with("<!-- "),
            "css" => first.starts_with("/* "),
            _ => true,
        }
    };
    let silent = of(&["rs", "ts", "js", "svelte", "css"]).into_iter().filter(|source| !opens(source));
    none(
        &silent.map(|source| source.path).collect::<Vec<_>>(),
        "open these with a line of what they are for",
    );
}

#[test]
fn no_program_gives_up() {
    // Clippy refuses the common ones; these are what it lets through, and switching it off.
    let words =
        ["unreachable!(", "unimplemented!(", "todo!(", "panic!(", ".unwrap()", ".expect(", "process::abort"];
    let switches = [
        "allow(clippy::unwrap_used",
        "allow(clippy::expect_used",
        "allow(clippy::panic",
        "allow(unsafe_code",
    ];
    let sources = of(&["rs"]).into_iter().filter(|source| !source.is_test());
    let broken = sources.flat_map(|source| {
        let found = source
            .program()
            .filter(|(_, line)| words.iter().chain(&switches).any(|word| line.contains(word)))
            .map(|(n, line)| format!("{}:{n}: {line}", source.path));
        found.collect::<Vec<_>>()
    });
    none(&broken.collect::<Vec<_>>(), "return an error instead");
}

#[test]
fn the_clock_is_asked_in_few_places() {
    // Below the application the present moment is an argument; the hosts of the application have one clock.
    let may = ["crates/api/src/clock.rs", "crates/cli/", "crates/xtask/", "src-tauri/", "tests/"];
    let clocks = ["Utc::now(", "Local::now(", "SystemTime::now(", "Local::today("];
    let sources = of(&["rs"]).into_iter().filter(|source| !source.is_test());
    let broken = sources.filter(|source| !may.iter().any(|folder| source.path.starts_with(folder))).flat_map(
        |source| {
            let asks = |line: &str| clocks.iter().any(|clock| line.contains(clock));
            let found =
                source.program().filter(|(_, line)| asks(line)).map(|(n, _)| format!("{}:{n}", source.path));
            found.collect::<Vec<_>>()
        },
    );
    none(&broken.collect::<Vec<_>>(), "take `now` as an argument");
}

#[test]
fn one_folder_of_the_page_knows_the_shell() {
    let may =
        ["src-tauri/", "crates/xtask/", "tests/", "ui/src/ipc/", "ui/src/app.d.ts", "ui/eslint.config.js"];
    let sources = of(&["rs", "ts", "js", "svelte"]).into_iter();
    let broken = sources.filter(|source| !may.iter().any(|folder| source.path.starts_with(folder))).flat_map(
        |source| {
            let speaks = |line: &str| line.to_lowercase().contains("tauri");
            let found = source
                .program()
                .filter(|(_, line)| speaks(line))
                .map(|(n, _)| format!("{}:{n}", source.path));
            found.collect::<Vec<_>>()
        },
    );
    none(&broken.collect::<Vec<_>>(), "only src-tauri and ui/src/ipc know Tauri");
}
