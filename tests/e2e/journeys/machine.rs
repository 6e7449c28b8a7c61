//! The program on its machine: no display, a second start, a journal it must not touch, the command line beside it.

use std::process::{Command, Output, Stdio};
use std::time::Duration;

use e2e::bus::Bus;
use e2e::screen::Screen;
use e2e::servant::{Servant, until};
use e2e::stage::{Stage, program};
use serde_json::json;

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

#[test]
fn a_second_start_leaves_it_to_the_first() {
    let bus = Bus::start();
    let mut stage = Stage::new("twice");
    stage.on(&bus);
    let start = || {
        let mut command = stage.command(program("ninefold"));
        command.stderr(Stdio::null());
        command
    };
    let mut first = Servant::start(&mut start());
    // The journal is made after the window took its name on the bus.
    let journal = stage.home().join("data/ninefold");
    until("the first window's journal", || journal.is_dir());
    let mut second = Servant::start(&mut start());
    until("the end of the second start", || !second.is_running());
    assert!(first.is_running(), "the first window is still there");
}

#[test]
fn the_window_comes_back_as_large_as_it_was() {
    let stage = Stage::new("size");
    let start = || Servant::start(stage.command(program("ninefold")).stderr(Stdio::null()));
    let screen = Screen::of(&stage);
    let mut first = start();
    let window = screen.window("Ninefold");
    assert_eq!(screen.size(window), (1280, 800), "at first");
    screen.resize(window, 1000, 700);
    screen.close(window);
    assert_eq!(first.ends(), Some(0));

    let mut second = start();
    let window = screen.window("Ninefold");
    assert_eq!(screen.size(window), (1000, 700), "the second time");
    screen.resize(window, 300, 200);
    screen.close(window);
    assert_eq!(second.ends(), Some(0));

    let mut third = start();
    let window = screen.window("Ninefold");
    assert_eq!(screen.size(window), (720, 560), "no smaller than its smallest");
    screen.close(window);
    assert_eq!(third.ends(), Some(0));
}

#[test]
fn a_sample_leaves_nothing_behind() {
    let stage = Stage::new("sample-end");
    let aside = stage.home().join("aside");
    std::fs::create_dir(&aside).unwrap();
    let mut command = stage.command(program("ninefold"));
    let mut shown =
        Servant::start(command.env("NINEFOLD_SAMPLE", "1").env("TMPDIR", &aside).stderr(Stdio::null()));
    let is_there = || {
        let names = std::fs::read_dir(&aside).unwrap().map(|entry| entry.unwrap().file_name());
        names.filter(|name| name.to_string_lossy().starts_with("ninefold-sample-")).count() > 0
    };
    until("the sample learner's folder", is_there);
    let screen = Screen::of(&stage);
    screen.close(screen.window("Ninefold"));
    assert_eq!(shown.ends(), Some(0));
    assert!(!is_there(), "its folder is still there");
}

/// Memory may be short, or the web view may fail: the window is drawn anew where it was, and closes as any other.
#[test]
fn a_page_that_is_gone_is_drawn_anew() {
    let stage = Stage::new("page-gone");
    let mut program = Servant::start(stage.command(program("ninefold")).env("NINEFOLD_SAMPLE", "1"));
    let screen = Screen::of(&stage);
    let window = screen.window("Ninefold");
    screen.resize(window, 1280, 800);
    // The rail, and the foot, where the message comes.
    let rail = || screen.shown(window, (0, 0), (72, 800));
    let foot = || screen.shown(window, (500, 600), (400, 200));
    until("a rail and a week at rest", || {
        let before = (rail(), foot());
        std::thread::sleep(Duration::from_secs(2));
        let is_drawn = |image: &[u8]| image.chunks(4).any(|pixel| pixel != &image[..4]);
        is_drawn(&before.0) && is_drawn(&before.1) && before == (rail(), foot())
    });
    let before = (rail(), foot());
    assert!(program.signal("WebKitWebProces", "-KILL"), "there is a page to be killed");
    until("the same rail and a message", || rail() == before.0 && foot() != before.1);
    screen.close(window);
    assert_eq!(program.ends(), Some(0));
}

/// An answer that nobody expected, or a fault of ours: the screen says it, and everything else goes on.
#[tokio::test]
async fn a_screen_that_cannot_be_drawn_says_so_and_the_others_go_on() {
    let stage = Stage::new("undrawn");
    let window = stage.open().await;
    window.has_a_plan().await;
    let spoil = "const { json } = Response.prototype;
        Response.prototype.json = async function () {
          const answer = await json.call(this);
          if (window.isSpoilt && answer?.burn) delete answer.weeks;
          return answer;
        };
        window.isSpoilt = true;";
    window.script(spoil, vec![]).await;
    window.go("Review").await;
    let said = "return document.querySelector('main [role=alert]')?.textContent.includes('Your plan is whole') ?? false";
    window.wait_for("the words", said).await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        window.comes_to_rest().await;
        window.picture(theme).await;
        window.is_accessible(&format!("a screen that could not be drawn, {theme}")).await;
    }
    window.press("To the week").await;
    window.sees_week().await;
    window.go("Review").await;
    window.wait_for("the words again", said).await;
    window.script("window.isSpoilt = false", vec![]).await;
    window.press("Try again").await;
    window.wait_for_selector("the review", ".rev").await;
    window.close().await;
}
