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
