//! The program on its machine: no display, a second start, a journal it must not touch, the command line beside it.

use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

use e2e::servant::Servant;
use e2e::stage::{Stage, program};

fn run(command: &mut Command) -> (Option<i32>, String) {
    let Output { status, stderr, .. } =
        command.stdout(Stdio::null()).stderr(Stdio::piped()).output().unwrap();
    (status.code(), String::from_utf8_lossy(&stderr).into_owned())
}

#[test]
fn without_a_display_it_says_so() {
    let stage = Stage::new("no-display");
    let (code, said) = run(stage.command(program("ninefold")).env_remove("DISPLAY"));
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("there is no display") && said.contains("ninefold-cli week"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[test]
fn a_display_that_does_not_answer_is_named() {
    let stage = Stage::new("dead-display");
    let (code, said) = run(stage.command(program("ninefold")).env("DISPLAY", ":4711"));
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("the display :4711 does not answer"), "{said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[tokio::test]
async fn a_journal_it_cannot_open_is_told_in_the_window() {
    let stage = Stage::new("unusable");
    std::fs::write(stage.data(), "a file where the folder should be").unwrap();
    let window = stage.open().await;
    window.wait_for("the words", "return document.querySelector('[role=alert]') !== null").await;
    window.picture("told").await;
    let told = window.script("return document.querySelector('[role=alert]').textContent", vec![]).await;
    assert!(!told.as_str().unwrap().trim().is_empty());

    std::fs::remove_file(stage.data()).unwrap();
    window.press("Try again").await;
    window.sees_step(1).await;
    window.close().await;
}

#[tokio::test]
async fn a_second_start_leaves_it_to_the_first() {
    let stage = Stage::new("twice");
    let mut bus = Servant::start(
        Command::new("dbus-daemon")
            .args(["--session", "--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    );
    let address = bus.first_line();
    let start = || {
        let mut command = stage.command(program("ninefold"));
        command.env("DBUS_SESSION_BUS_ADDRESS", &address).env_remove("NINEFOLD_HOME").stderr(Stdio::null());
        command
    };
    let mut first = Servant::start(&mut start());
    // The journal is made after the window took its name on the bus.
    let journal = stage.home().join("data/ninefold");
    let begin = Instant::now();
    while !journal.is_dir() {
        assert!(begin.elapsed() < Duration::from_secs(60), "the first window made no journal");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut second = Servant::start(&mut start());
    let begin = Instant::now();
    while second.is_running() {
        assert!(begin.elapsed() < Duration::from_secs(60), "the second start did not end");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(first.is_running(), "the first window is still there");
}
