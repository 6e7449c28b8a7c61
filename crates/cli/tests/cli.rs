//! The program as a script sees it: output, exit codes, sentences on standard error.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

struct Cli {
    home: tempfile::TempDir,
}

struct Said {
    code: i32,
    out: String,
    err: String,
}

impl Cli {
    fn new() -> Cli {
        Cli { home: tempfile::tempdir().unwrap() }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"));
        command
            .args(args)
            .env("NINEFOLD_HOME", self.home.path().join("home"))
            .env("TZ", "Europe/Berlin")
            .current_dir(self.home.path())
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Said {
        said(&self.command(args).output().unwrap())
    }

    fn json(&self, args: &[&str]) -> Value {
        let said = self.run(&[&["--json"], args].concat());
        serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{e}: {}\n{}", said.out, said.err))
    }

    fn file(&self, name: &str, text: &str) -> String {
        let path = self.home.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    }
}

fn said(output: &Output) -> Said {
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

fn block_names(week: &Value) -> Vec<String> {
    let days = week["days"].as_array().unwrap();
    let blocks = days.iter().flat_map(|d| d["blocks"].as_array().unwrap());
    blocks.map(|b| b["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn without_a_plan_it_says_what_to_do() {
    let said = Cli::new().run(&["week"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("ninefold-cli init"), "{}", said.err);
}

#[test]
fn init_makes_a_plan_that_week_and_today_show() {
    let cli = Cli::new();
    let said =
        cli.run(&["init", "--hours", "6", "--window", "mon-sun 18:00-21:00 deep", "--known", "math-vectors"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("of 6 h a week"), "{}", said.out);
    assert_eq!(cli.run(&["today"]).code, 0);
    assert!(!said.out.contains('\u{1b}'), "no colour where there is no terminal");
    let again = cli.run(&["init"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("--again"), "{}", again.err);
    assert_eq!(cli.run(&["init", "--again"]).code, 0);
}

#[test]
fn the_forecast_has_its_chance_and_answers_what_if() {
    let cli = Cli::new();
    assert_eq!(cli.run(&["forecast"]).code, 1, "there is no plan yet");
    cli.run(&["init", "--hours", "9"]);
    let said = cli.run(&["forecast"]);
    assert_eq!(said.code, 0, "{}", said.err);
    for words in
        ["Likely done", "4 in 5 by", "% by your date", "From the estimates alone", "At 9 h a week.", "Maths"]
    {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
    for command in ["week", "today"] {
        let line = said.out.lines().next().unwrap();
        assert!(cli.run(&[command]).out.contains(line), "{command} says the same");
    }
    let now = cli.json(&["forecast"]);
    let more = cli.json(&["forecast", "--hours", "13.5", "--without", "math-vectors"]);
    assert_eq!((&now["week_min"], &more["week_min"]), (&540.into(), &810.into()));
    let likely = |of: &Value| of["forecast"]["likely"].as_str().unwrap().to_owned();
    assert!(likely(&more) < likely(&now));
    for args in [["--hours", "900"], ["--target", "2001-01-01"]] {
        assert_eq!(cli.run(&[&["forecast"], &args[..]].concat()).code, 2);
    }
}

#[test]
fn a_profile_file_and_a_busy_calendar() {
    let cli = Cli::new();
    cli.file("work.ics", "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260105T090000Z\r\nDTEND:20260105T100000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n");
    let profile = cli.file(
        "me.toml",
        "goal = \"add-to-job\"\nhours = 5\nwindows = [\"mon-fri 18:00-20:00 deep\"]\nlevels = { 3 = \"use-it\" }\nbusy = [\"work.ics\"]\n",
    );
    let said = cli.run(&["init", "--profile", &profile]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("Read “work”"), "{}", said.out);
    assert_eq!(cli.json(&["week"])["budget_min"], 300);
}

#[test]
fn bad_answers_are_named_and_nothing_is_saved() {
    let cli = Cli::new();
    let profile = cli.file("bad.toml", "hours = \"many\"\n");
    for (args, says) in [
        (vec!["init", "--window", "mun 9-12 deep"], "“mun” is not a day"),
        (vec!["init", "--hours", "900"], "Choose 0.5 to 70"),
        (vec!["init", "--target", "2001-01-01"], "is not in the future"),
        (vec!["init", "--known", "no-such-unit"], "no unit called"),
        (vec!["init", "--level", "3=wizard"], "3=use-it"),
        (vec!["init", "--busy", "nowhere.ics"], "could not be read"),
        (vec!["init", "--profile", profile.as_str()], "hours"),
    ] {
        let said = cli.run(&args);
        assert_eq!(said.code, 2, "{args:?}: {}", said.err);
        assert!(said.err.contains(says), "{args:?}: {}", said.err);
    }
    assert_eq!(cli.run(&["week"]).code, 1, "no plan was saved");
}

#[test]
fn done_missed_and_undo() {
    let cli = Cli::new();
    cli.run(&["init", "--window", "mon-sun 0:00-24:00 deep"]);
    let date = (chrono::Local::now().date_naive() + chrono::Duration::days(7)).to_string();
    let names = block_names(&cli.json(&["week", &date]));
    let short = &names[0][names[0].len() - 6..];
    let done = cli.run(&["done", short, "--minutes", "20"]);
    assert_eq!(done.code, 0, "{}", done.err);
    assert!(done.out.contains("Marked done, 20 min"), "{}", done.out);
    assert_eq!(cli.run(&["missed", &names[0]]).code, 1, "answered already");
    assert!(cli.run(&["undo"]).out.contains("Undone"));
    assert_eq!(cli.run(&["missed", &names[0]]).code, 0);
    let unknown = cli.run(&["done", "zzzzzz"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("ninefold-cli week"), "{}", unknown.err);
}

#[test]
fn the_sample_learner_leaves_nothing_behind() {
    let cli = Cli::new();
    let said = cli.run(&["--sample", "week"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("week 3 of your plan"), "{}", said.out);
    assert_eq!(cli.run(&["week"]).code, 1);
}

#[test]
fn a_pack_is_checked_with_every_problem() {
    let cli = Cli::new();
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let good = cli.run(&["check-pack", &content.display().to_string()]);
    assert_eq!((good.code, good.out.contains("116 units")), (0, true), "{}", good.out);
    let dir = cli.home.path().join("pack");
    std::fs::create_dir(&dir).unwrap();
    std::fs::write(dir.join("pack.toml"), "schema = 1\ntitel = \"x\"\n").unwrap();
    let bad = cli.run(&["check-pack", &dir.display().to_string()]);
    assert_eq!(bad.code, 2);
    assert!(bad.out.contains("pack.toml:2"), "{}", bad.out);
    assert_eq!(cli.run(&["check-pack", "/nowhere"]).code, 2);
}

#[test]
fn a_newer_journal_is_refused_untouched() {
    let cli = Cli::new();
    cli.run(&["init"]);
    let path = cli.home.path().join("home/journal.db");
    for side in ["journal.db-wal", "journal.db-shm"] {
        let _ = std::fs::remove_file(cli.home.path().join("home").join(side));
    }
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&99_u32.to_be_bytes()); // user_version in the header of the file
    std::fs::write(&path, &bytes).unwrap();
    let said = cli.run(&["week"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("newer Ninefold"), "{}", said.err);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn an_instance_is_planned_from_a_file_or_standard_input() {
    let cli = Cli::new();
    let text = include_str!("instance.json");
    let path = cli.file("instance.json", text);
    let plan = cli.json(&["plan", "--instance", &path]);
    assert_eq!(plan["format"], "study-plan/1");
    assert!(plan["score"]["total"].is_i64());
    assert!(cli.run(&["plan", "--instance", &path]).out.contains("score"));

    let mut command = cli.command(&["plan", "--instance", "-", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), text.as_bytes()).unwrap();
    let from_stdin = said(&child.wait_with_output().unwrap());
    assert_eq!(serde_json::from_str::<Value>(&from_stdin.out).unwrap(), plan);

    let bad = cli.file("bad.json", &text.replace("\"18:00\"", "\"25:00\""));
    let refused = cli.run(&["plan", "--instance", &bad]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("windows[0].from"), "{}", refused.err);
    assert_eq!(cli.run(&["plan", "--instance", "nowhere.json"]).code, 2);
}

#[test]
fn help_teaches_and_bad_usage_is_two() {
    let cli = Cli::new();
    assert!(cli.run(&["--help"]).out.contains("EXIT CODES"));
    assert!(cli.run(&["init", "--help"]).out.contains("EXAMPLES"));
    assert_eq!(cli.run(&["wek"]).code, 2);
    assert_eq!(cli.run(&["week", "tomorrow"]).code, 2);
}
