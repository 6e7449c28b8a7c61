//! Each rule of a pack, broken once in the worked example: file, line, what is wrong and what to do.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop the test")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use catalog::SourceFile;
use common::{changed, example, read, told};

/// The example with `from` replaced by `to` has exactly the problems `expect`.
fn check(from: &str, to: &str, expect: &[&str]) {
    assert_eq!(told(|| read(&changed(from, to))), expect, "{from:?} -> {to:?}");
}

#[test]
fn the_example_of_the_readme_is_sound() {
    let curriculum = read(&example()).unwrap();
    assert_eq!(curriculum.pack.milestones[0].after, ["stats-mean"]);
    assert_eq!(curriculum.unit("stats-mean").unwrap().projects[0].milestones[0].minutes, 30);
    assert_eq!(curriculum.rhythms().next().unwrap().active, catalog::Active::After("stats-mean".into()));
    let unit = curriculum.units().next().unwrap();
    assert_eq!((unit.activity_id(0), unit.activity_id(1)), ("1".into(), "2".into()));
}

#[test]
fn keys() {
    check(
        "why = \"Every dashboard",
        "wyh = \"Every dashboard",
        &[
            "1-statistics.toml:7: unit \"stats-mean\" has no \"why\". Add the key \"why\".",
            "1-statistics.toml:10: unit \"stats-mean\" has the unknown key \"wyh\". Did you mean \"why\"?",
        ],
    );
    check(
        "question = \"Which of mean",
        "evidence = \"seen\"\nquestion = \"Which of mean",
        &["1-statistics.toml:24: recall 1 of unit \"stats-mean\" has the unknown key \"evidence\". \
           Remove it; the keys here are question, answer."],
    );
    check(
        "level = \"core\"",
        "level = \"core\"\n\"\\u001b[31m\" = 1",
        &[
            "1-statistics.toml:12: unit \"stats-mean\" has the unknown key \"\\u{1b}[31m\". Remove it; the keys here are \
           id, title, why, level, prerequisites, effort_minutes, activities, outcomes, recall, resource, project, retired.",
        ],
    );
    check(
        "id = \"stats-mean\"",
        "",
        &[
            "pack.toml:12: \"after\" of milestone \"Means understood\" names the unknown unit \"stats-mean\". \
             Add a unit of that id, or remove the name.",
            "1-statistics.toml:7: unit number 1 has no \"id\". Add the key \"id\".",
            "1-statistics.toml:51: \"active\" of rhythm \"stats-chart\" names the unknown unit \"stats-mean\". \
             Add a unit of that id, or remove the name.",
            "1-statistics.toml:57: \"best_after\" of rota item \"A chart from today's news\" of rhythm \
             \"stats-chart\" names the unknown unit \"stats-mean\". Add a unit of that id, or remove the name.",
        ],
    );
}

#[test]
fn types() {
    for (to, found) in [
        ("\"45\"", "text"),
        ("4.5", "a number with a fraction"),
        ("true", "true or false"),
        ("[45]", "a list"),
        ("{ m = 45 }", "a table"),
        ("1979-05-27", "a date or time"),
    ] {
        let what = format!(
            "1-statistics.toml:15: \"minutes\" of activity 1 of unit \"stats-mean\" is {found} where a whole \
             number is needed. Write digits only, without quotes."
        );
        check("minutes = 45", &format!("minutes = {to}"), &[&what]);
    }
    check(
        "version = \"1.0.0\"",
        "version = 1",
        &["pack.toml:4: \"version\" of the pack is a whole number where text is needed. Put it in quotes."],
    );
    check(
        "level = \"core\"",
        "level = \"core\"\nretired = \"no\"",
        &["1-statistics.toml:12: \"retired\" of unit \"stats-mean\" is text where true or false is needed. \
           Write true or false, without quotes."],
    );
    check(
        "prerequisites = []",
        "prerequisites = \"none\"",
        &["1-statistics.toml:12: \"prerequisites\" of unit \"stats-mean\" is text where a list is needed. \
           Put the entries in square brackets."],
    );
    check(
        "effort_minutes = { low = 90, likely = 120, high = 180 }",
        "effort_minutes = 120",
        &[
            "1-statistics.toml:13: \"effort_minutes\" of unit \"stats-mean\" is a whole number where a table is \
           needed. Write its keys in braces, or under a header in square brackets.",
        ],
    );
    check(
        "likely_known = []",
        "likely_known = [7]",
        &["pack.toml:8: entry 1 in \"likely_known\" of the pack is a whole number where text is needed. \
           Put it in quotes."],
    );
}

#[test]
fn words() {
    check(
        "level = \"core\"",
        "level = \"fundation\"",
        &["1-statistics.toml:11: \"level\" of unit \"stats-mean\" is the unknown word \"fundation\". \
           Did you mean \"foundation\"?"],
    );
    check(
        "every = \"2 weeks\"",
        "every = \"day\"",
        &["1-statistics.toml:48: \"every\" of rhythm \"stats-chart\" is the unknown word \"day\". \
           Write one of: week, 2 weeks, month, quarter."],
    );
    check(
        "active = \"after stats-mean\"",
        "active = \"last 999 weeks\"",
        &["1-statistics.toml:51: \"active\" of rhythm \"stats-chart\" is \"last 999 weeks\". Write \"whole \
           plan\", \"last N weeks\" with N from 1 to 156, or \"after\" and the id of a unit."],
    );
}

#[test]
fn minutes() {
    check(
        "minutes = 45",
        "minutes = 50",
        &["1-statistics.toml:14: the activities of unit \"stats-mean\" sum to 125 minutes, but its likely \
           effort is 120. Set likely to 125, or change the minutes of the activities."],
    );
    check(
        "low = 90",
        "low = 121",
        &["1-statistics.toml:13: \"effort_minutes\" of unit \"stats-mean\" runs 121, 120, 180. \
           Order the minutes so that low <= likely <= high."],
    );
    for absurd in ["0", "-5", "6001", "99999999999999999999", "0xFFFF"] {
        let what = format!(
            "1-statistics.toml:49: \"minutes\" of rhythm \"stats-chart\" is {absurd}. \
             Write a whole number from 1 to 6000."
        );
        check("minutes = 15", &format!("minutes = {absurd}"), &[&what]);
    }
}

#[test]
fn empty_and_long() {
    check(
        "steps = [\"Named the summary that the chart shows.\", \"Named one that it hides.\"]",
        "steps = []",
        &["1-statistics.toml:52: \"steps\" of rhythm \"stats-chart\" is empty. Write at least one entry."],
    );
    check(
        "\"I can compute mean and median of ten numbers by hand.\"",
        "\" \"",
        &["1-statistics.toml:19: entry 1 in \"outcomes\" of unit \"stats-mean\" is empty. \
           Write something there."],
    );
    check(
        "\"The mean.\"",
        &format!("\"{}\"", "é".repeat(2001)),
        &["1-statistics.toml:25: \"answer\" of recall 1 of unit \"stats-mean\" has 2001 characters. \
           Shorten it to 2000 at most."],
    );
    check(
        "\"The mean.\"",
        "\"The \\u001b[31mmean.\"",
        &[
            "1-statistics.toml:25: \"answer\" of recall 1 of unit \"stats-mean\" contains the control character \
           '\\u{1b}'. Remove it.",
        ],
    );
    let many = format!("steps = [{}]", "\"Read.\", ".repeat(201));
    check(
        "steps = [\"Named the summary that the chart shows.\", \"Named one that it hides.\"]",
        &many,
        &["1-statistics.toml:52: \"steps\" of rhythm \"stats-chart\" has 201 entries. Keep to 200 at most."],
    );
    check(
        "outcomes = [\n  \"I can compute mean and median of ten numbers by hand.\",\n  \"I can name a case in which the median tells more than the mean.\",\n]",
        "outcomes = []",
        &["1-statistics.toml:18: \"outcomes\" of unit \"stats-mean\" is empty. Write at least one entry."],
    );
}

#[test]
fn links() {
    for bad in [
        "ftp://a.org/",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "www.a.org",
        "https://",
        "https:// a.org",
    ] {
        let what = format!(
            "1-statistics.toml:31: \"url\" of resource \"OpenIntro Statistics\" of unit \"stats-mean\" is \
             \"{bad}\", which is no https or http address. Write a whole address that begins with https:// \
             or http://."
        );
        check("https://www.openintro.org/book/os/", bad, &[&what]);
    }
    check("https://www.openintro.org/book/os/", "HTTP://www.openintro.org", &[]);
}

#[test]
fn ids_and_references() {
    check(
        "id = \"stats-chart\"",
        "id = \"stats-mean\"",
        &["1-statistics.toml:45: the id \"stats-mean\" is taken by 1-statistics.toml, line 8. \
           Give each unit and each rhythm an id of its own."],
    );
    check(
        "id = \"stats-chart\"",
        "id = \"Stats chart\"",
        &["1-statistics.toml:45: \"id\" of rhythm \"Stats chart\" is \"Stats chart\". \
           Use the letters a to z, digits, and hyphens between them."],
    );
    check(
        "prerequisites = []",
        "prerequisites = [\"stat-mean\"]",
        &[
            "1-statistics.toml:12: \"prerequisites\" of unit \"stats-mean\" names the unknown unit \"stat-mean\". \
           Did you mean \"stats-mean\"?",
        ],
    );
    check(
        "prerequisites = []",
        "prerequisites = [\"stats-chart\"]",
        &["1-statistics.toml:12: \"prerequisites\" of unit \"stats-mean\" names the unknown unit \
           \"stats-chart\". Add a unit of that id, or remove the name."],
    );
    check(
        "active = \"after stats-mean\"",
        "active = \"after stats-median\"",
        &["1-statistics.toml:51: \"active\" of rhythm \"stats-chart\" names the unknown unit \
           \"stats-median\". Did you mean \"stats-mean\"?"],
    );
    check(
        "likely_known = []",
        "likely_known = [\"git\", \"git\"]",
        &[
            "pack.toml:8: \"likely_known\" of the pack names \"git\" twice. Keep one of them.",
            "pack.toml:8: \"likely_known\" of the pack names the unknown unit \"git\". \
             Add a unit of that id, or remove the name.",
        ],
    );
    check(
        "level = \"core\"",
        "level = \"core\"\nretired = true",
        &[
            "pack.toml:12: \"after\" of milestone \"Means understood\" names the retired unit \"stats-mean\". \
             Name a unit that is still offered.",
            "1-statistics.toml:52: \"active\" of rhythm \"stats-chart\" names the retired unit \"stats-mean\". \
             Name a unit that is still offered.",
            "1-statistics.toml:58: \"best_after\" of rota item \"A chart from today's news\" of rhythm \
             \"stats-chart\" names the retired unit \"stats-mean\". Name a unit that is still offered.",
        ],
    );
}

#[test]
fn strategy_numbers() {
    check(
        "number = 1",
        "number = 10",
        &["1-statistics.toml:2: \"number\" of the strategy is 10. \
           Write a whole number from 1 to 9."],
    );
    let mut files = changed("\"1-statistics.toml\"", "\"1-statistics.toml\", \"2.toml\"").to_vec();
    files.push((
        "2.toml".into(),
        "[strategy]\ntitle = \"T\"\nlabel = \"L\"\nshort = \"S\"\nnumber = 1\n".into(),
    ));
    assert_eq!(
        told(|| read(&files)),
        ["2.toml:5: strategy number 1 is taken by 1-statistics.toml, line 2. \
          Give each strategy a number of its own."]
    );
}

/// Units that each wait for the others given.
fn chain(links: &[(&str, &[&str])]) -> Vec<(String, String)> {
    let mut text = "[strategy]\nnumber = 1\ntitle = \"T\"\nlabel = \"L\"\nshort = \"S\"\n".to_owned();
    for (id, prerequisites) in links {
        text += &format!(
            "[[unit]]\nprerequisites = {prerequisites:?}\nid = \"{id}\"\ntitle = \"T\"\nwhy = \"W\"\n"
        );
        text +=
            "level = \"core\"\neffort_minutes = { low = 1, likely = 1, high = 1 }\noutcomes = [\"I can.\"]\n";
        text += "activities = [{ kind = \"read\", minutes = 1, focus = \"light\" }]\n";
    }
    let [pack, _] = example();
    let pack = pack.1.split("\n[[milestone]]").next().unwrap().to_owned();
    vec![("pack.toml".into(), pack), ("1-statistics.toml".into(), text)]
}

#[test]
fn circles_are_told_with_their_whole_path_each_once() {
    let path = |links: &[(&str, &[&str])]| -> Vec<String> {
        let told = told(|| read(&chain(links)));
        let advice = ". Each unit names here the one it waits for; take one of these prerequisites away.";
        told.iter().map(|line| line.strip_suffix(advice).unwrap_or(line).to_owned()).collect()
    };
    let circle = |line: u32, names: &str| {
        format!("1-statistics.toml:{line}: units wait for each other in a circle: {names}")
    };
    assert_eq!(path(&[("a", &[]), ("b", &["a"]), ("c", &["a", "b"])]), [""; 0]);
    assert_eq!(path(&[("a", &["a"])]), [circle(7, "a -> a")]);
    assert_eq!(path(&[("a", &[]), ("b", &["c"]), ("c", &["a", "b"])]), [circle(16, "b -> c -> b")]);
    assert_eq!(path(&[("a", &["y"]), ("x", &["y"]), ("y", &["x"])]), [circle(25, "y -> x -> y")]);
    assert_eq!(
        path(&[("a", &["c"]), ("b", &["a"]), ("c", &["b"]), ("d", &["c"])]),
        [circle(7, "a -> c -> b -> a")]
    );
    assert_eq!(
        path(&[("a", &["b"]), ("b", &["a"]), ("x", &["y", "a"]), ("y", &["x"])]),
        [circle(7, "a -> b -> a"), circle(25, "x -> y -> x")]
    );
}

#[test]
fn files() {
    check(
        "files = [\"1-statistics.toml\"]",
        "files = [\"../x.toml\", \"/etc/passwd\", \"pack.toml\", \"1-statistics.toml\", \"2.toml\"]",
        &[
            "pack.toml:7: the pack lists \"../x.toml\", which is no plain file name. Name a .toml file beside \
             pack.toml: letters, digits, hyphens, underscores and dots, no folders.",
            "pack.toml:7: the pack lists \"/etc/passwd\", which is no plain file name. Name a .toml file beside \
             pack.toml: letters, digits, hyphens, underscores and dots, no folders.",
            "pack.toml:7: the pack lists \"pack.toml\", which is no plain file name. Name a .toml file beside \
             pack.toml: letters, digits, hyphens, underscores and dots, no folders.",
            "pack.toml:7: the listed file \"2.toml\" is not there. Put it beside pack.toml, or take it off the list.",
        ],
    );
    assert_eq!(
        told(|| catalog::read(&[])),
        ["pack.toml: pack.toml is not there. Give the folder that holds the pack's pack.toml."]
    );
    check(
        "schema = 1",
        "schema = 2",
        &["pack.toml:1: the pack is written in format 2; this program knows format 1. \
           Take a newer version of the program, or an older one of the pack."],
    );
}

#[test]
fn what_is_no_toml_does_not_hide_the_other_files() {
    let mut files = changed("version = \"1.0.0\"", "version = 1").to_vec();
    files[0].1 = files[0].1.replace("files = [", "files = [\"2.toml\", ");
    files.push(("2.toml".into(), "[strategy]\nnumber = \n".into()));
    let told = told(|| read(&files));
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].starts_with("pack.toml:4: \"version\""), "{told:?}");
    assert!(told[1].starts_with("2.toml:2: this is not TOML: "), "{told:?}");
}

#[test]
fn one_mistake_is_one_problem() {
    let mut files = changed("[strategy]", "[strategy");
    assert_eq!(told(|| read(&files)).len(), 1, "{:?}", told(|| read(&files)));
    files = changed("1-statistics.toml", "../1-statistics.toml");
    files[1].0 = "1-statistics.toml".to_owned();
    let told = told(|| read(&files));
    assert_eq!(told.len(), 1, "names in a file that is not read are not unknown: {told:?}");
    assert!(told[0].contains("which is no plain file name"), "{told:?}");
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let [pack, _] = example();
    let bad = b"[strategy]\nnumber = 1\ntitle = \"caf\xe9\"\n".to_vec();
    let files =
        [SourceFile::new("pack.toml", pack.1.into_bytes()), SourceFile::new("1-statistics.toml", bad)];
    assert_eq!(
        told(|| catalog::read(&files)),
        ["1-statistics.toml:3: the file is not UTF-8 at byte 34. Save it as UTF-8."]
    );
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_change_nothing() {
    let windows = example().map(|(name, text)| (name, format!("\u{feff}{}", text.replace('\n', "\r\n"))));
    assert_eq!(read(&windows), read(&example()));
}

/// A pack as a beginner may write it; the golden file is what they get to read.
#[test]
fn a_beginners_pack() {
    let pack = r#"
schema = 1
id = "My Pack"
title = "My pack"
version = 1
description = ""
files = ["first.toml", "../second.toml"]
likely_known = ["reading"]

[[milestone]]
title = "Halfway"
after = []
"#;
    let first = r#"
[strategy]
number = 1
title = "Learn to cook"
label = "Cooking"

[[unit]]
id = "cook-rice"
title = "Rice"
why = "It goes with everything."
level = "basic"
prerequisites = ["cook-water"]
effort_minutes = { low = 60, likely = 30, high = 90 }
activities = [{ kind = "reed", minutes = 30, focus = "light" }]
outcome = ["I can cook rice."]

[[unit.resource]]
slot = "online_course"
kind = "video"
title = "Rice in ten minutes"
url = "www.example.org/rice"

[[unit]]
id = "cook-waters"
title = "Water"
why = "It is where cooking begins."
level = "core"
prerequisites = ["cook-rice"]
effort_minutes = { low = 5, likely = 10, high = 15 }
activities = [{ kind = "practice", minutes = 15, focus = "light" }]
outcomes = ["I can boil water."]

[[rhythm]]
id = "cook-rice"
title = "Cook once a week"
why = "Practice."
every = "weekly"
minutes = 0
focus = "light"
active = "after lunch"
steps = []
"#;
    let files = [("pack.toml".to_owned(), pack.to_owned()), ("first.toml".to_owned(), first.to_owned())];
    insta::assert_snapshot!(told(|| read(&files)).join("\n"));
}
