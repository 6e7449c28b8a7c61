//! Two homes and a sync folder on the terminal.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;

/// Exit code, output, errors.
fn run(home: &Path, args: &[&str]) -> (i32, String, String) {
    told(home, args, "", &[])
}

/// The same with an input, and with variables.
fn told(home: &Path, args: &[&str], input: &str, variables: &[(&str, &str)]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"))
        .args(args)
        .env_remove("NINEFOLD_PASSPHRASE")
        .env("NINEFOLD_HOME", home.join("home"))
        .env("TZ", "Europe/Berlin")
        .env("LC_ALL", "C")
        // No keychain of whoever runs this.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .envs(variables.iter().copied())
        .current_dir(home)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // One that reads nothing may be over already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

#[test]
fn two_homes_come_together_and_each_pass_says_what_came_and_went() {
    let (one, two, between) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, two) = (one.path(), two.path());
    let folder = between.path().join("Sync").display().to_string();
    assert_eq!(run(one, &["init"]).0, 0);
    assert_eq!(run(one, &["sync"]).1.trim(), "No sync folder is chosen.");
    let set = run(one, &["sync", "--folder", &folder]);
    assert_eq!(set.0, 0, "{}", set.2);
    assert!(
        set.1.contains("0 entries came, ") && set.1.contains("No other computer has written there yet."),
        "{}",
        set.1
    );
    let joined = run(two, &["sync", "--folder", &folder]);
    assert!(joined.1.contains(" entries came, 0 entries went."), "{}{}", joined.1, joined.2);
    assert_eq!(run(two, &["week"]).1, run(one, &["week"]).1);
    assert_eq!(run(two, &["log", "25", "--strategy", "4", "--text", "A talk"]).0, 0);
    let went = run(two, &["sync"]);
    // The log alone, or with a new plan: that depends on the hour.
    let entries = ["1 entry", "2 entries"];
    let sent = entries.iter().find(|n| went.1.starts_with(&format!("0 entries came, {n} went.")));
    let sent = sent.unwrap_or_else(|| panic!("{}{}", went.1, went.2));
    let came = run(one, &["sync"]);
    assert!(
        came.1.starts_with(&format!("{sent} came, 0 entries went.")) && came.1.contains("2 computers."),
        "{}",
        came.1
    );
    assert!(
        came.1.contains("Last done elsewhere:") && came.1.contains("logged 25 min of “A talk”"),
        "{}",
        came.1
    );
    let json: Value = serde_json::from_str(&run(one, &["--json", "sync"]).1).unwrap();
    assert_eq!((&json["came"], &json["sync"]["computers"].as_array().unwrap().len()), (&0.into(), &2));
    let undone = run(one, &["undo"]);
    assert_eq!(undone.0, 1, "what was done elsewhere is undone there: {}", undone.1);
    assert!(run(two, &["undo"]).1.contains("A talk"));

    // A folder that is gone or not fit is told in a sentence.
    std::fs::rename(&folder, between.path().join("away")).unwrap();
    let gone = run(one, &["sync"]);
    assert_eq!(gone.0, 1);
    assert!(gone.2.contains("There is no folder "), "{}", gone.2);
    let inside = run(one, &["sync", "--folder", "home/Sync"]);
    assert_eq!(inside.0, 2);
    assert!(inside.2.contains("in the folder that holds your plan"), "{}", inside.2);
    assert!(run(one, &["sync", "--off"]).1.contains("is left alone from now on"));
    assert_eq!(run(one, &["sync"]).1.trim(), "No sync folder is chosen.");
    assert_eq!(run(one, &["sync", "--off", "--folder", &folder]).0, 2, "one of them");
    assert!(run(one, &["--language", "es", "sync"]).1.contains("No hay carpeta de sincronización elegida."));
}

/// Serves an .ics file at an address, until it is stopped; then nobody is there any more.
fn serve() -> (String, impl FnOnce()) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap();
    let over = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&over);
    let serving = std::thread::spawn(move || {
        let body = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nX-WR-CALNAME:Work\r\nEND:VCALENDAR\r\n";
        for asker in listener.incoming().take_while(|_| !stopped.load(Ordering::SeqCst)) {
            let mut asker = asker.unwrap();
            let mut asked = BufReader::new(asker.try_clone().unwrap()).lines();
            while asked.next().is_some_and(|line| !line.unwrap().is_empty()) {}
            let head =
                "HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nConnection: close\r\nContent-Length";
            write!(asker, "{head}: {}\r\n\r\n{body}", body.len()).unwrap();
        }
    });
    let stop = move || {
        over.store(true, Ordering::SeqCst);
        // It waits for one more asker.
        drop(TcpStream::connect(at).unwrap());
        serving.join().unwrap();
    };
    (format!("http://{at}/work.ics"), stop)
}

#[test]
fn a_pass_tells_of_the_folder_and_of_the_calendars_as_json_too() {
    let (home, between) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let home = home.path();
    let json = |args: &[&str]| -> Value { serde_json::from_str(&run(home, args).1).unwrap() };
    assert_eq!(run(home, &["init"]).0, 0);
    assert_eq!(json(&["--json", "sync"])["calendars"], Value::Null, "none is connected");
    let (address, stop) = serve();
    let added = run(home, &["calendars", "--link", &address, "--in-file"]);
    assert_eq!(added.0, 0, "{}", added.2);
    let set = json(&["--json", "sync", "--folder", &between.path().join("Sync").display().to_string()]);
    assert_eq!((&set["calendars"], set["went"].as_u64() > Some(0)), (&Value::Null, true), "no pass");
    let both = json(&["--json", "sync"]);
    stop();
    assert_eq!((&both["came"], &both["went"]), (&0.into(), &0.into()), "{both}");
    assert_eq!(both["sync"]["computers"].as_array().unwrap().len(), 1);
    let looked = &both["calendars"];
    assert_eq!(
        (&looked["message"], &looked["trouble"]),
        (&"All calendars were looked at.".into(), &false.into())
    );
    assert_eq!(looked["calendars"]["sources"][0]["name"], "Work");
    let gone = json(&["--json", "sync"]);
    assert_eq!(gone["calendars"]["trouble"], true, "nobody answers there any more: {gone}");
    assert_eq!(gone["came"], 0, "and the folder is told of all the same");
}

#[test]
fn a_folder_that_was_not_there_is_said_to_be_new() {
    let (home, between) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let folder = between.path().join("Snyc").display().to_string();
    let (code, said, _) = run(home.path(), &["sync", "--folder", &folder]);
    assert!(code == 0 && said.starts_with("The folder is new: it was made.\n"), "{said}");
    assert_eq!(said.matches("In step").count(), 1, "{said}");
    let (_, said, _) = run(home.path(), &["sync", "--folder", &folder]);
    assert!(!said.contains("new"), "{said}");
}

#[test]
fn a_passphrase_is_asked_for_on_the_other_home_and_never_shown() {
    let (one, two, between) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (one, two) = (one.path(), two.path());
    let folder = between.path().join("Sync").display().to_string();
    assert_eq!(run(one, &["init"]).0, 0);
    assert_eq!(run(one, &["log", "25", "--strategy", "4", "--text", "A talk"]).0, 0);
    let none = told(one, &["sync", "--passphrase"], "nine plums in a bowl\n", &[]);
    assert!(none.0 == 1 && none.2.contains("Choose one first"), "{}", none.2);
    assert_eq!(run(one, &["sync", "--folder", &folder]).0, 0);
    let seen = || {
        let files = std::fs::read_dir(&folder).unwrap();
        files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap()).collect::<String>()
    };
    assert!(seen().contains("A talk"));
    if cfg!(target_os = "linux") {
        let without = told(one, &["sync", "--passphrase"], "nine plums in a bowl\n", &[]);
        assert!(without.0 == 1 && without.2.contains("no keychain"), "{}", without.2);
        assert!(seen().contains("A talk"), "nothing was changed");
    }
    let file = ["sync", "--passphrase", "--keep", "file"];
    let short = told(one, &file, "plums\n", &[]);
    assert!(short.0 == 1 && short.2.contains("fewer than 8"), "{}", short.2);
    let set = told(one, &file, "nine plums in a bowl\n", &[]);
    assert!(set.0 == 0 && set.1.contains("0 entries came"), "{}{}", set.1, set.2);
    assert!(!seen().contains("A talk") && !seen().contains("plums"), "{}", seen());

    let joined = run(two, &["sync", "--folder", &folder]);
    assert!(joined.0 == 1 && joined.1.contains("Enter it here too"), "{}{}", joined.1, joined.2);
    let from_elsewhere = |words: &str| {
        told(two, &["sync", "--passphrase", "--keep", "session"], "", &[("NINEFOLD_PASSPHRASE", words)])
    };
    let wrong = from_elsewhere("nine pears in a bowl");
    assert!(wrong.0 == 1 && wrong.2.contains("not the passphrase"), "{}", wrong.2);
    assert_ne!(run(two, &["week"]).0, 0, "nothing came yet");
    let right = from_elsewhere("nine plums in a bowl");
    assert!(right.1.contains(" entries came, 0 entries went."), "{}{}", right.1, right.2);
    assert_eq!(run(two, &["week"]).1, run(one, &["week"]).1);
    assert!(run(two, &["sync"]).1.contains("Enter it here too"), "it was for that call only");

    #[cfg(unix)]
    {
        let bytes = "printf '\\377\\376 plums' | \"$0\" sync --passphrase --keep file";
        let said = |language: &str| {
            let program = env!("CARGO_BIN_EXE_ninefold-cli");
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("{bytes} --language {language}"), program]);
            shell.env_remove("NINEFOLD_PASSPHRASE").env("NINEFOLD_HOME", one.join("home"));
            String::from_utf8(shell.output().unwrap().stderr).unwrap()
        };
        let (english, spanish) = (said("en"), said("es"));
        assert!(english.contains("No passphrase was read: it is not text."), "{english}");
        assert!(spanish.contains("no es texto"), "{spanish}");
    }
    let changed = told(one, &["sync", "--new-passphrase", "--keep", "file"], "some other words\r\n", &[]);
    assert!(changed.0 == 0, "{}", changed.2);
    let former = from_elsewhere("nine plums in a bowl");
    assert!(
        former.0 == 1 && former.2.contains("a former passphrase"),
        "its lock is there still: {}",
        former.2
    );
    assert_eq!(run(two, &["log", "25", "--strategy", "4", "--text", "A secret"]).0, 0);
    assert_eq!(from_elsewhere("some other words").0, 0);
    let given_up = run(one, &["sync", "--no-passphrase"]);
    assert_eq!(given_up.0, 0, "{}", given_up.2);
    assert_eq!(run(one, &["log", "25", "--strategy", "4", "--text", "A lecture"]).0, 0);
    assert_eq!(run(one, &["sync"]).0, 0);
    assert!(seen().contains("A lecture") && !seen().contains("A secret"), "the other one seals what it did");
    for args in [
        &["sync", "--keep", "file"][..],
        &["sync", "--off", "--keep", "file"],
        &["sync", "--passphrase", "words"],
    ] {
        assert_eq!(run(one, args).0, 2, "{args:?}");
    }
}

#[test]
fn damaged_choices_of_this_computer_are_said_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path();
    assert_eq!(run(home, &["init"]).0, 0);
    for (file, command) in [("computer.json", "sync"), ("calendars.json", "calendars")] {
        std::fs::write(home.join("home").join(file), "{ broken").unwrap();
        for _ in 0..2 {
            let said = run(home, &[command]);
            assert!(
                said.1.contains("were damaged") && said.1.contains(&format!("{file}.damaged")),
                "{said:?}"
            );
        }
        let kept = std::fs::read_to_string(home.join("home").join(format!("{file}.damaged"))).unwrap();
        assert_eq!(kept, "{ broken");
    }
    // Whatever is asked says it, beside the answer and once.
    for args in
        [&["today"][..], &["today", "--json"], &["week"], &["sync"], &["calendars"], &["sync", "--json"]]
    {
        let said = run(home, args);
        for file in ["computer.json", "calendars.json"] {
            let is_in = |text: &str| text.contains(&format!("{file}.damaged"));
            assert!(is_in(&said.1) != is_in(&said.2), "{args:?}: {said:?}");
        }
    }
    // Until it was chosen anew.
    let folder = home.join("folder").display().to_string();
    assert_eq!(run(home, &["sync", "--folder", &folder]).0, 0);
    assert!(!run(home, &["sync"]).1.contains("were damaged"));
    assert_eq!(run(home, &["sync", "--off"]).0, 0);
    assert_eq!(run(home, &["sync"]).1.trim(), "No sync folder is chosen.", "and it is not said again");
    assert!(home.join("home/computer.json.before").is_file());
    assert!(!run(home, &["today"]).2.contains("computer.json"));
    // The first to meet a damaged file says it, too; and nothing waits for a pipe.
    std::fs::write(home.join("home/computer.json"), "{ broken").unwrap();
    assert!(run(home, &["today"]).2.contains("computer.json.damaged"));
    #[cfg(unix)]
    {
        let _ = std::fs::remove_file(home.join("home/computer.json"));
        std::process::Command::new("mkfifo").arg(home.join("home/computer.json")).status().unwrap();
        let said = run(home, &["today"]);
        assert!(said.0 == 0 && said.2.contains("computer.json cannot be read: something else"), "{said:?}");
        // A name of the installation is made, not written into whatever lies there.
        let device = home.join("home/device");
        std::fs::remove_file(&device).unwrap();
        std::process::Command::new("mkfifo").arg(&device).status().unwrap();
        assert_eq!(run(home, &["today"]).0, 0);
        assert!(device.metadata().unwrap().is_file());
    }
}

#[test]
fn a_sample_learner_changes_nothing_that_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path();
    assert_eq!(run(home, &["init"]).0, 0);
    assert_eq!(run(home, &["export", "all.json"]).0, 0);
    // Not the moment, which passes.
    let days = || {
        let week: serde_json::Value = serde_json::from_str(&run(home, &["week", "--json"]).1).unwrap();
        week["days"].clone()
    };
    let before = days();
    for args in [
        &["--sample", "import", "all.json"][..],
        &["--sample", "sync", "--folder", "folder"],
        &["--sample", "restore", "--replace"],
        &["--sample", "calendars", "--reminder", "5"],
    ] {
        let refused = run(home, args);
        assert!(refused.0 == 1 && refused.2.contains("Leave out --sample"), "{args:?}: {refused:?}");
    }
    assert_eq!(days(), before);
    assert!(!home.join("folder").exists());
}
