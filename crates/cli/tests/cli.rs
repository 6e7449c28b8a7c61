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
            .env("LC_ALL", "C")
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
    assert_eq!(again.code, 1, "a refusal, not bad usage");
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
    assert!(said.out.contains("Read “work”: 1 event, "), "{}", said.out);
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
    assert!(done.out.starts_with("Marked “") && done.out.contains("done, 20 min"), "{}", done.out);
    assert_eq!(cli.run(&["missed", &names[0]]).code, 1, "answered already");
    assert!(cli.run(&["undo"]).out.contains("Undone"));
    let missed = cli.run(&["missed", &names[0]]);
    assert_eq!(missed.code, 0);
    assert!(
        missed.out.contains(" -> ") && missed.out.contains("Brings back what could not be done."),
        "{}",
        missed.out
    );
    let unknown = cli.run(&["done", "zzzzzz"]);
    assert_eq!(unknown.code, 1);
    assert!(unknown.err.contains("ninefold-cli week"), "{}", unknown.err);
}

#[test]
fn a_session_is_started_paused_and_ended_and_study_off_the_plan_is_logged() {
    let cli = Cli::new();
    cli.run(&["init"]);
    let week = cli.json(&["week"]);
    let name = block_names(&week).first().cloned().unwrap_or_else(|| {
        let next = cli.json(&["today"])["later"]["date"].as_str().unwrap().to_owned();
        block_names(&cli.json(&["week", &next]))[0].clone()
    });
    let started = cli.run(&["start", &name]);
    assert!(started.out.contains("runs, 0 min of"), "{}", started.out);
    assert!(cli.run(&["pause", &name]).out.contains("rests, 0 min of"));
    assert!(
        cli.run(&["done", &name]).out.contains("done, 1 min."),
        "what the session took, not what was planned"
    );
    let logged = cli.run(&["log", "25", "--strategy", "4", "--text", "A talk"]);
    assert!(logged.out.contains("Logged 25 min of “A talk”."), "{}", logged.out);
    assert_eq!(cli.run(&["log", "25"]).code, 2);
    assert_eq!(cli.run(&["log", "25", "no-such-unit"]).code, 1);
}

#[test]
fn an_activity_is_finished_early_and_the_pace_is_shown_and_turned_off() {
    let cli = Cli::new();
    cli.run(&["init", "--window", "mon-sun 0:00-24:00 deep"]);
    assert!(cli.run(&["pace"]).out.contains("Nothing is finished yet."));
    let date = (chrono::Local::now().date_naive() + chrono::Duration::days(7)).to_string();
    let week = cli.json(&["week", &date]);
    let blocks = week["days"].as_array().unwrap().iter().flat_map(|d| d["blocks"].as_array().unwrap());
    let work = blocks.into_iter().find(|b| b["kind"] == "work").unwrap();
    let id = work["id"].as_str().unwrap();
    let finished = cli.run(&["done", id, "--minutes", "5", "--finished"]);
    assert_eq!(finished.code, 0, "{}", finished.err);
    let pace = cli.json(&["pace"]);
    assert_eq!((pace["own"].as_bool(), pace["rows"][0]["blocks"].as_u64()), (Some(true), Some(1)));
    assert!(cli.run(&["pace"]).out.contains("too little finished yet"));
    let off = cli.run(&["pace", "off"]);
    assert_eq!(off.code, 0, "{}", off.err);
    assert!(cli.run(&["pace"]).out.starts_with("Plans keep to the estimates as they are."));
    assert!(cli.run(&["undo"]).out.contains("planned with the estimates as they are"));
    assert_eq!(cli.json(&["pace"])["own"], true);
}

#[test]
fn why_answers_for_a_block_and_for_a_unit() {
    let cli = Cli::new();
    cli.run(&["init", "--window", "mon-sun 0:00-24:00 deep", "--known", "math-vectors"]);
    let date = (chrono::Local::now().date_naive() + chrono::Duration::days(7)).to_string();
    let name = block_names(&cli.json(&["week", &date])).remove(0);
    let said = cli.run(&["why", &name]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.contains("What it costs here") && said.out.contains("Getting started"), "{}", said.out);
    let why = cli.json(&["why", &name]);
    assert!(why["alternatives"].as_array().unwrap().iter().all(|a| a["cost_min"].is_i64()), "{why}");
    assert_eq!(why["block"]["id"], name.as_str());
    let unit = cli.run(&["why", "math-vectors"]);
    assert!(unit.out.contains("You said that you know"), "{} {}", unit.out, unit.err);
    assert_eq!(cli.json(&["why", "math-vectors"])["unit"], "math-vectors");
    let neither = cli.run(&["why", "zzzzzz"]);
    assert_eq!(neither.code, 1);
    assert!(neither.err.contains("no block and no unit “zzzzzz”"), "{}", neither.err);
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
    let days = ["p50", "p80", "p95"].map(|p| plan["forecast"]["finish"][p].as_str().unwrap().to_owned());
    assert!(days.is_sorted(), "{days:?}");
    assert!(plan["forecast"]["chance_permille"].as_u64().unwrap() <= 1000);
    assert!(plan["forecast"]["strategies"].as_object().unwrap().values().all(|f| f["p80"].is_string()));
    let shown = cli.run(&["plan", "--instance", &path]).out;
    assert!(shown.contains("score") && shown.contains("by the target"), "{shown}");
    assert!(days.iter().all(|day| shown.contains(day)), "{shown}");

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

#[test]
fn a_calendar_that_cannot_be_read_changes_nothing_and_one_with_faults_says_so_in_json_too() {
    let cli = Cli::new();
    let event = |id: u32, start: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{id}\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:{start}\r\nDURATION:PT1H\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\n"
        )
    };
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{}{}END:VCALENDAR\r\n",
        event(1, "20260105T090000Z"),
        event(2, "tomorrow")
    );
    let good = cli.file("good.ics", &text);
    let page = cli.file("page.html", "<html>");
    let said = cli.run(&["init", "--busy", &good, "--busy", &page]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert_eq!(cli.run(&["export"]).code, 0);
    // Named by the day, which may be another one where the program is told to be.
    let files = std::fs::read_dir(cli.home.path()).unwrap().map(|entry| entry.unwrap().path());
    let is_export = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        name.starts_with("ninefold-") && name.ends_with(".json")
    };
    let export = std::fs::read_to_string(files.into_iter().find(is_export).unwrap()).unwrap();
    assert!(!export.contains("busy_imported"), "nothing was changed");

    let week = cli.json(&["init", "--busy", &good]);
    assert_eq!(week["read"][0]["calendar"]["events"], 1);
    let problem = week["read"][0]["problems"][0].as_str().unwrap();
    assert!(problem.starts_with("Line "), "{problem}");
    assert!(week["days"].is_array(), "the week is there as before");
}

/// Ruins the journal of a home that has a backup.
fn ruined() -> Cli {
    let cli = Cli::new();
    assert_eq!(cli.run(&["init"]).code, 0);
    let home = cli.home.path().join("home");
    if std::fs::read_dir(home.join("backups")).map_or(0, Iterator::count) == 0 {
        cli.run(&["week"]);
    }
    std::fs::write(home.join("journal.db"), b"not a journal at all, only some text in its place").unwrap();
    for side in ["journal.db-wal", "journal.db-shm"] {
        let _ = std::fs::remove_file(home.join(side));
    }
    cli
}

#[test]
fn after_a_damaged_journal_the_terminal_leads_back_to_the_backup() {
    let cli = ruined();
    for _ in 0..2 {
        let said = cli.run(&["week"]);
        assert_eq!(said.code, 1);
        assert!(said.err.contains("`ninefold-cli restore` brings it back"), "{}", said.err);
    }
    let anew = cli.run(&["init"]);
    assert_eq!(anew.code, 1, "a plan beside an intact backup is begun only if asked for");
    assert!(anew.err.contains("init --again"), "{}", anew.err);
    let list = cli.run(&["restore", "--list"]);
    assert!(list.out.contains("journal-") && list.out.contains("It holds "), "{}", list.out);
    let back = cli.run(&["restore"]);
    assert_eq!(back.code, 0, "{}", back.err);
    assert!(back.out.starts_with("The backup of "), "{}", back.out);
    assert_eq!(cli.run(&["week"]).code, 0);
    assert_eq!(cli.run(&["restore"]).code, 1, "not over a plan unasked");
    assert_eq!(cli.run(&["restore", "--replace"]).code, 0);
    let anew = ruined();
    assert_eq!(anew.run(&["init", "--again"]).code, 0);
}

#[test]
fn of_several_processes_one_answers_the_block() {
    let cli = Cli::new();
    cli.run(&["init", "--window", "mon-sun 0:00-24:00 deep"]);
    let date = (chrono::Local::now().date_naive() + chrono::Duration::days(7)).to_string();
    let name = block_names(&cli.json(&["week", &date]))[0].clone();
    let start = |_| {
        let mut command = cli.command(&["missed", &name]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children: Vec<_> = (0..4).map(start).collect();
    let said: Vec<Said> = children.into_iter().map(|c| said(&c.wait_with_output().unwrap())).collect();
    let told: Vec<&str> = said.iter().map(|s| s.err.as_str()).collect();
    assert_eq!(said.iter().filter(|s| s.code == 0).count(), 1, "{told:?}");
    assert_eq!(told.iter().filter(|err| err.contains("was answered already")).count(), 3, "{told:?}");
}

#[test]
fn next_is_a_block_of_today_and_a_block_of_another_day_is_named() {
    let cli = Cli::new();
    let yesterday = chrono::Local::now().date_naive() - chrono::Duration::days(1);
    let weekday = yesterday.format("%a").to_string().to_lowercase();
    cli.run(&["init", "--window", &format!("{weekday} 9:00-18:00 deep")]);
    let said = cli.run(&["done", "next"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.err.contains("No block is left today. Next is “"), "{}", said.err);
    let name = said.err.split(&['(', ')'][..]).nth_back(1).unwrap().to_owned();
    let done = cli.run(&["missed", &name]);
    assert_eq!(done.code, 0, "{name}: {}", done.err);
}

#[cfg(target_os = "linux")]
#[test]
fn lost_output_is_no_success_and_a_reader_that_stops_early_is() {
    let cli = Cli::new();
    cli.run(&["init"]);
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let instance = cli.file("instance.json", include_str!("instance.json"));
    for args in [vec!["week"], vec!["export"], vec!["plan", "--instance", &instance], vec!["--help"]] {
        let mut command = cli.command(&args);
        let said =
            said(&command.stdout(full()).stderr(Stdio::piped()).spawn().unwrap().wait_with_output().unwrap());
        assert_eq!(said.code, 1, "{args:?}: {}", said.err);
        assert!(said.err.contains("the answer could not be written"), "{args:?}: {}", said.err);
    }
    let mut child = cli.command(&["week"]).stdout(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());
    let mut child = cli.command(&["missed", "zzzzzz"]).stderr(full()).spawn().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1), "no panic where nobody hears");
}

#[test]
fn every_failure_is_json_where_json_was_asked_for() {
    let cli = Cli::new();
    let bad = cli.file("bad.json", "[]");
    for (args, code, exit) in [
        (vec!["week"], "not_onboarded", 1),
        (vec!["wek"], "bad_usage", 2),
        (vec!["week", "25.11.2026"], "bad_usage", 2),
        (vec!["init", "--hours", "many"], "bad_usage", 2),
        (vec!["plan"], "bad_usage", 2),
        (vec!["plan", "--instance", &bad], "bad_instance", 2),
        (vec!["plan", "--instance", "nowhere.json"], "bad_instance", 2),
        (vec!["restore"], "no_backup", 1),
    ] {
        let said = cli.run(&[&["--json"], args.as_slice()].concat());
        assert_eq!(said.code, exit, "{args:?}");
        let json: Value =
            serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{args:?}: {e}: {}", said.out));
        assert_eq!(json["code"], code, "{args:?}");
        assert!(json["message"].is_string() && json["details"].is_array());
    }
}

#[test]
fn usage_faults_are_in_words_a_person_knows() {
    let cli = Cli::new();
    for (args, says) in [
        (vec!["week", "25.11.2026"], "“25.11.2026” is not a date such as 2026-11-25"),
        (vec!["init", "--hours", "many"], "“many” is not a number of hours such as 9 or 7.5"),
        (vec!["done", "next", "--minutes", "1.5"], "“1.5” is not a whole number of minutes such as 90"),
        (vec!["init", "--window", "mon 22:00-02:00"], "use two windows"),
    ] {
        let said = cli.run(&args);
        assert_eq!(said.code, 2, "{args:?}");
        assert!(said.err.contains(says), "{args:?}: {}", said.err);
    }
    std::fs::write(cli.home.path().join("latin.toml"), b"goal = \"ml-role\" # caf\xe9").unwrap();
    let said = cli.run(&["init", "--profile", "latin.toml"]);
    assert!(said.err.contains("it is not UTF-8. Save it as UTF-8."), "{}", said.err);
}

#[test]
fn a_profile_may_write_its_date_as_toml_does() {
    let cli = Cli::new();
    let date = (chrono::Local::now().date_naive() + chrono::Duration::weeks(60)).to_string();
    for (n, target) in [date.clone(), format!("\"{date}\"")].iter().enumerate() {
        let profile = cli.file(&format!("{n}.toml"), &format!("target = {target}\n"));
        assert_eq!(cli.run(&["init", "--again", "--profile", &profile]).code, 0);
        assert_eq!(cli.json(&["week"])["course"]["target"], date);
    }
    let profile = cli.file("noon.toml", &format!("target = {date}T12:00:00\n"));
    let said = cli.run(&["init", "--again", "--profile", &profile]);
    assert!(said.err.contains("is not a date such as"), "{}", said.err);
}

#[test]
fn a_zone_that_is_not_known_is_said_when_the_plan_is_made() {
    let cli = Cli::new();
    let output = cli.command(&["init"]).env("TZ", "Mars/Base").output().unwrap();
    let said = said(&output);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.err.contains("TZ is “Mars/Base”, which is not the name of a time zone"), "{}", said.err);
    assert_eq!(cli.run(&["init", "--again"]).err, "");
}

#[test]
fn an_endless_instance_is_not_read_to_its_end() {
    if !cfg!(unix) {
        return;
    }
    let said = Cli::new().run(&["plan", "--instance", "/dev/zero"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("larger than 64 MB"), "{}", said.err);
}

#[test]
fn absurd_instances_get_a_plan_or_a_sentence() {
    let cli = Cli::new();
    let mut raw: Value = serde_json::from_str(include_str!("instance.json")).unwrap();
    let mut said = |change: &dyn Fn(&mut Value)| {
        let was = raw.clone();
        change(&mut raw);
        let path = cli.file("absurd.json", &raw.to_string());
        raw = was;
        cli.run(&["plan", "--instance", &path])
    };
    let unit = |n: u32, prereqs: Value| {
        let step = serde_json::json!({"id": "x", "minutes": 60, "focus": "deep"});
        serde_json::json!({"id": format!("u{n}"), "level": "core", "strategy": 1, "prereqs": prereqs, "activities": [step]})
    };
    let chain = said(&|r| {
        let before = |n: u32| n.checked_sub(1).map(|p| format!("u{p}")).into_iter().collect::<Vec<_>>();
        r["units"] = (0..10_000).map(|n| unit(n, serde_json::json!(before(n)))).collect();
        r["rhythms"] = serde_json::json!([]);
        r["locked"] = serde_json::json!([]);
        r["previous"] = Value::Null;
    });
    assert_eq!(chain.code, 0, "{}", chain.err);
    assert!(chain.out.contains("u9999 is not complete within the horizon"));
    let weeks = said(&|r| r["horizon"]["weeks"] = serde_json::json!(520));
    assert_eq!(weeks.code, 2);
    assert!(weeks.err.ends_with("the horizon must have 1 to 156 weeks, not 520\n"), "{}", weeks.err);
    let busy =
        said(&|r| r["busy"] = serde_json::json!(vec![serde_json::json!({"start": "", "end": ""}); 10_000]));
    assert_eq!((busy.code, busy.err.lines().count()), (2, 101));
    assert!(busy.err.ends_with("there are more faults; these are the first 100\n"));
    let nobody = said(&|r| r["learner"]["windows"] = serde_json::json!([]));
    assert_eq!(
        (nobody.code, nobody.out.starts_with("tiny\n\nNothing to plan.")),
        (1, true),
        "{}",
        nobody.out
    );
}

#[test]
fn a_review_is_shown_and_graded() {
    let cli = Cli::new();
    assert_eq!(cli.run(&["init"]).code, 0);
    let monday: chrono::NaiveDate = cli.json(&["week"])["monday"].as_str().unwrap().parse().unwrap();
    let week = |n: i64| cli.json(&["week", &(monday + chrono::Duration::weeks(n)).to_string()]);
    let weeks: Vec<Value> = (0..4).map(week).collect();
    let days = weeks.iter().flat_map(|week| week["days"].as_array().unwrap());
    let blocks: Vec<&Value> = days.flat_map(|day| day["blocks"].as_array().unwrap()).collect();
    let name = |block: &Value| block["id"].as_str().unwrap().to_owned();
    let review = name(blocks.iter().find(|b| b["kind"] == "review").unwrap());
    let refused = cli.run(&["review", &name(blocks[0])]);
    assert_eq!(refused.code, 1);
    assert!(refused.err.contains("is no review"), "{}", refused.err);
    // What it recalls was studied.
    let unit = cli.json(&["review", &review])[0]["unit"].clone();
    for block in blocks.iter().filter(|b| b["unit"] == unit) {
        assert_eq!(cli.run(&["done", &name(block)]).code, 0);
    }
    let shown = cli.run(&["review", &review]);
    let unit = cli.json(&["review", &review])[0]["unit"].as_str().unwrap().to_owned();
    assert!(shown.out.contains(&unit) && shown.out.contains("  ? "), "{}", shown.out);
    assert!(cli.run(&["review", &review, "--answers"]).out.len() > shown.out.len());
    let wrong = cli.run(&["grade", &review, &unit, "fine"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.contains("“fine” is not one of forgot, hard, good and easy"), "{}", wrong.err);
    let graded = cli.run(&["grade", &review, &unit, "hard"]);
    assert!(
        graded.out.contains(" comes back on ") && graded.out.contains(", in "),
        "{} {}",
        graded.out,
        graded.err
    );
    let shown = cli.run(&["review", &review]).out;
    assert!(shown.contains("hard, comes back on "), "{shown}");
    assert_eq!(cli.run(&["grade", &review, &unit, "good"]).code, 1);
    assert_eq!(cli.run(&["undo"]).code, 0);
    assert!(!cli.run(&["review", &review]).out.contains("comes back on"));
}
