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
