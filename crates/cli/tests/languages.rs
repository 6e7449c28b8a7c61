//! The language of what is said: asked for, or the system's; codes for scripts are the same in all.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::process::Command;

/// Exit code, standard output and standard error of a run that finds these values in the environment.
fn run(args: &[&str], variables: [(&str, &str); 3]) -> (i32, String, String) {
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"));
    command.args(args).env("NINEFOLD_HOME", home.path()).env("TZ", "Europe/Berlin").envs(variables);
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn in_system(all: &str, messages: &str, lang: &str, args: &[&str]) -> (i32, String, String) {
    run(args, [("LC_ALL", all), ("LC_MESSAGES", messages), ("LANG", lang)])
}

#[test]
fn it_speaks_the_language_that_is_asked_for_or_that_of_the_system() {
    let (english, spanish) = ("There is nothing to undo.", "No hay nada que deshacer.");
    assert!(in_system("", "", "es_ES.UTF-8", &["undo"]).2.contains(spanish));
    assert!(in_system("", "en_GB", "es_ES.UTF-8", &["undo"]).2.contains(english));
    assert!(in_system("", "", "fr_FR.UTF-8", &["undo"]).2.contains(english));
    assert!(in_system("C", "", "", &["--language", "es", "undo"]).2.contains(spanish));
    assert!(in_system("", "", "es_ES.UTF-8", &["--language", "en", "undo"]).2.contains(english));
    let (code, _, told) = in_system("C", "", "", &["--language", "xx", "undo"]);
    assert_eq!(code, 2);
    assert!(told.contains("“xx” is not one of en and es"), "{told}");
}

#[test]
fn codes_for_scripts_are_the_same_in_every_language() {
    let failure = |language| -> serde_json::Value {
        let (_, out, _) = in_system("C", "", "", &["--json", "--language", language, "undo"]);
        serde_json::from_str(&out).unwrap()
    };
    let (english, spanish) = (failure("en"), failure("es"));
    assert_eq!(english["code"], spanish["code"]);
    assert_ne!(english["message"], spanish["message"]);
}

#[test]
fn a_week_is_shown_in_spanish() {
    let (code, week, _) = in_system("C", "", "", &["--sample", "--language", "es", "week"]);
    assert_eq!(code, 0);
    for word in ["Planificado ", "hecho ", "profundo", "Fin probable"] {
        assert!(week.contains(word), "{word} is not in:\n{week}");
    }
}

/// Names of the commands, as the list of them shows.
fn commands(help: &str) -> Vec<String> {
    let list =
        help.lines().skip_while(|line| *line != "Órdenes:").skip(1).take_while(|line| !line.is_empty());
    let names = list.filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')));
    names.filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn help_is_in_the_language_that_is_spoken() {
    let help = |language: &str, args: &[&str]| {
        let (code, out, _) = in_system("C", "", "", &[&["--language", language], args].concat());
        assert_eq!(code, 0, "{args:?}");
        out
    };
    let names = commands(&help("es", &["--help"]));
    assert!(names.len() > 15 && names.contains(&"help".to_owned()), "{names:?}");
    let all = names.iter().map(|name| vec![name.as_str(), "--help"]).filter(|args| args[0] != "help");
    for args in all.chain([vec!["--help"], vec!["-h"], vec!["help"]]) {
        let english = help("en", &args);
        // Names of what is typed are the same in every language, as are the examples at the end.
        let is_word = |line: &&str| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with(['-', '<', '[', '\''])
        };
        let spanish = help("es", &args);
        let left: Vec<&str> = spanish
            .lines()
            .take_while(|line| *line != "EJEMPLOS:")
            .filter(is_word)
            .filter(|line| english.lines().any(|other| other == *line))
            .collect();
        assert_eq!(left, Vec::<&str>::new(), "{args:?} is left in English:\n{spanish}");
    }
    assert!(help("es", &["done", "-h"]).contains("Uso: ninefold-cli done"));
    assert!(in_system("", "", "es_ES.UTF-8", &["--help"]).1.contains("Uso: ninefold-cli"));
}

#[test]
fn faults_of_usage_are_told_in_the_language_that_is_spoken() {
    for (args, english, spanish) in [
        (&["wek"][..], "there is no command “wek”", "no hay ninguna orden «wek»"),
        (&["week", "tomorrow"], "is not a date such as", "no es una fecha como"),
        (&["done"], "this is missing: <BLOCK>", "falta esto: <BLOCK>"),
        (&["week", "--fast"], "there is no argument “--fast”", "no hay ningún argumento «--fast»"),
        (&["pace", "maybe"], "is none of the values of", "no es ninguno de los valores de"),
        (&["export", "--home"], "a value is needed for", "falta un valor para"),
        (&["use-pack", "--bundled", "x"], "do not go together", "no van juntos"),
        (&[], "a command is missing", "falta una orden"),
        (
            &["plan", "--instance", "x", "--effort", "no"],
            "is not a number of steps",
            "no es un número de pasos",
        ),
        (&["init", "--window", "mon 9-25"], "“25” is not a time", "«25» no es una hora"),
        (&["init", "--hours", "99"], "cannot be planned", "no se pueden planificar"),
        (&["init", "--profile", "nowhere.toml"], "could not be read", "No se pudo leer"),
    ] {
        for (language, says) in [("en", english), ("es", spanish)] {
            let (code, _, told) = in_system("C", "", "", &[&["--language", language], args].concat());
            assert_eq!(code, 2, "{args:?}");
            assert!(told.contains(says), "{args:?} in {language}: {told}");
        }
    }
    let (_, out, _) = in_system("C", "", "", &["--json", "--language=es", "wek"]);
    let failure: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(failure["message"], "no hay ninguna orden «wek»");
}

/// The instances whose plans are printed in the tests of plans.
fn instances() -> Vec<std::path::PathBuf> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/plans");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect()
}

/// Names that an instance gives to its units, activities and rhythms, and those of the score: the same in every language.
fn names(instance: &serde_json::Value) -> Vec<String> {
    let of = |list: &serde_json::Value| -> Vec<String> {
        let entries = list.as_array().cloned().unwrap_or_default();
        entries.iter().map(|entry| entry["id"].as_str().unwrap().to_owned()).collect()
    };
    let units = instance["units"].as_array().unwrap();
    let terms = "block deep extra_unit finish late massed mix moved review rhythm unfinished total";
    let terms = terms.split(' ').map(str::to_owned);
    let activities = units.iter().flat_map(|unit| of(&unit["activities"]));
    let due = instance["reviews"]["due"].as_array().cloned().unwrap_or_default();
    let due = due.iter().map(|review| review["unit"].as_str().unwrap().to_owned());
    let ids = activities.chain(of(&instance["units"])).chain(of(&instance["rhythms"])).chain(due);
    ids.chain(terms).collect()
}

/// How wide the lines of a table are, from the line that begins with a word to the next empty one.
fn widths(text: &str, from: &str) -> Vec<usize> {
    let lines = text.lines().skip_while(|line| !line.starts_with(from));
    lines.take_while(|line| !line.is_empty()).map(|line| line.chars().count()).collect()
}

#[test]
fn a_plan_is_printed_in_the_language_that_is_spoken() {
    let files = instances();
    assert!(files.len() >= 4);
    for file in files {
        let instance: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
        let plan = |options: &[&str]| {
            let file = file.display().to_string();
            let (code, out, err) =
                in_system("C", "", "", &[options, &["plan", "--instance", &file]].concat());
            assert_eq!((code, err.as_str()), (0, ""), "{file}");
            out
        };
        let (english, spanish) = (plan(&["--language", "en"]), plan(&["--language", "es"]));
        assert_eq!(english.lines().count(), spanish.lines().count());
        let names = names(&instance);
        // The first line is the instance's own name.
        for (one, other) in english.lines().zip(spanish.lines()).skip(1) {
            let mut left = language::left(one, other);
            // A month in English, a weekday in Spanish.
            left.retain(|word| !names.contains(word) && word != "mar");
            assert_eq!(left, [""; 0], "{one}\n{other}");
        }
        for (text, [score, forecast]) in
            [(&english, ["score", "forecast"]), (&spanish, ["puntuación", "previsión"])]
        {
            let (score, mut forecast) = (widths(text, score), widths(text, forecast));
            assert!(score.len() > 10 && forecast.len() > 2, "{text}");
            // A sentence stands below it.
            forecast.pop();
            for widths in [score, forecast] {
                assert!(widths.windows(2).all(|pair| pair[0] == pair[1]), "{widths:?} in\n{text}");
            }
        }
        assert!(spanish.contains("Semana del ") && english.contains("Week of "));
        assert_eq!(plan(&["--json", "--language", "en"]), plan(&["--json", "--language", "es"]));
    }
}

#[test]
fn what_keeps_a_file_from_being_read_is_told_in_the_language_that_is_spoken() {
    let home = tempfile::tempdir().unwrap();
    let path = |name: &str| home.path().join(name).display().to_string();
    std::fs::write(home.path().join("no-text.json"), b"\xff").unwrap();
    std::fs::write(home.path().join("cut.json"), "{").unwrap();
    std::fs::create_dir(home.path().join("pack")).unwrap();
    std::fs::write(home.path().join("pack/pack.toml"), "schema = 2").unwrap();
    for (args, english, spanish) in [
        (["plan", "--instance", &path("none.json")], "cannot read", "no se puede leer"),
        (
            ["plan", "--instance", &path("no-text.json")],
            "it is not UTF-8 at byte 0",
            "no es UTF-8 en el byte 0",
        ),
        (["plan", "--instance", &path("cut.json")], "the text breaks off", "el texto se corta"),
        (["check-pack", &path("pack"), "--json"], "is written in format 2", "está escrito en el formato 2"),
    ] {
        for (language, says) in [("en", english), ("es", spanish)] {
            let (code, out, told) = in_system("C", "", "", &[&["--language", language], &args[..]].concat());
            assert_eq!(code, 2, "{args:?}");
            assert!((out.clone() + &told).contains(says), "{args:?} in {language}: {out}{told}");
        }
    }
}
