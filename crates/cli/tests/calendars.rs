//! Calendars on the terminal, without a server: what is said of none, and of what cannot be connected. With one: `servers`.

#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::path::Path;
use std::process::{Command, Output, Stdio};

/// A port at which nothing listens.
fn closed_port() -> u16 {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

fn run(home: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ninefold-cli"))
        .args(args)
        .env("NINEFOLD_HOME", home.join("home"))
        .env("NINEFOLD_PASSWORD", "canary-password")
        .env("LC_ALL", "C")
        // No keychain of whoever runs this.
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn reminders_of_published_blocks_are_chosen_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path();
    assert!(run(home, &["init"]).status.success());
    let kept = || {
        let all: serde_json::Value =
            serde_json::from_str(&text(&run(home, &["calendars", "--json"]).stdout)).unwrap();
        all["reminders"].clone()
    };
    assert_eq!(kept(), serde_json::json!([]));
    let chosen = run(home, &["calendars", "--reminder", "60", "--reminder", "10"]);
    let said = text(&chosen.stdout);
    assert!(said.starts_with("Published blocks have a reminder 10 min and 1 h before."), "{said}");
    assert_eq!(kept(), serde_json::json!([10, 60]));
    let early = run(home, &["calendars", "--reminder", "50000"]);
    assert!(!early.status.success() && text(&early.stderr).contains("at most four weeks before"));
    assert_eq!(run(home, &["calendars", "--reminder", "5", "--now"]).status.code(), Some(2), "one of them");
    assert_eq!(kept(), serde_json::json!([10, 60]));
    let none = text(&run(home, &["calendars", "--no-reminder"]).stdout);
    assert!(none.starts_with("Published blocks have no reminder."), "{none}");
    assert_eq!(kept(), serde_json::json!([]));
}

#[test]
fn minutes_that_are_no_whole_number_are_said_in_words() {
    let home = tempfile::tempdir().unwrap();
    let refused = run(home.path(), &["calendars", "--reminder", "1.5"]);
    let errors = text(&refused.stderr);
    assert!(errors.contains("“1.5” is not a whole number of minutes such as 90"), "{errors}");
    assert!(!refused.status.success() && !errors.contains("invalid digit"), "{errors}");
}

#[test]
fn what_cannot_be_connected_is_said_and_nothing_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let home = dir.path();
    assert!(run(home, &["init"]).status.success());
    assert_eq!(text(&run(home, &["calendars"]).stdout), "No calendar is connected.\n");
    let nowhere = format!("http://127.0.0.1:{}", closed_port());
    let cases = [
        (vec!["calendars", "--add", nowhere.as_str(), "--user", "ada"], "127.0.0.1 cannot be reached"),
        (vec!["calendars", "--add", "http://c.example", "--user", "ada"], "https://"),
        (vec!["calendars", "--add", nowhere.as_str()], "needs a user name and a password"),
        (vec!["calendars", "--link", "file:///etc/passwd"], "is no address of a calendar"),
        (vec!["calendars", "--read", "Work"], "No calendar is called “Work”"),
        (vec!["calendars", "--publish", "Ninefold"], "No calendar is called “Ninefold”"),
    ];
    for (args, said) in cases {
        let output = run(home, &args);
        assert!(!output.status.success(), "{args:?}");
        assert!(text(&output.stderr).contains(said), "{args:?}: {}", text(&output.stderr));
        assert!(!text(&output.stderr).contains("canary-password"));
    }
    assert_eq!(text(&run(home, &["calendars"]).stdout), "No calendar is connected.\n");
    let now = run(home, &["calendars", "--now"]);
    assert!(
        text(&now.stdout).starts_with("No account and no address is connected."),
        "{}",
        text(&now.stdout)
    );
}
