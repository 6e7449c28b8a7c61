//! The desktop around the window: a block is announced, the tray, starting with the system, the theme.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use e2e::bus::{Bus, Notices, Theme, Tray};
use e2e::screen::Screen;
use e2e::servant::{Servant, until};
use e2e::stage::{Stage, program};
use e2e::week::{Block, Place};
use e2e::window::Window;
use serde_json::{Value, json};

/// The first block that is ahead.
async fn next(window: &Window) -> Block {
    let ahead = window.blocks().await.into_iter().find(|block| block.state == "planned");
    ahead.expect("something is planned")
}

/// Makes a plan, and moves the clock to ten seconds before its next block.
async fn shortly_before_a_block(stage: &mut Stage) -> Block {
    let window = stage.open().await;
    window.has_a_plan().await;
    let block = next(&window).await;
    window.close().await;
    let before = Place { day: block.day.clone(), from: block.from - 1 }.moment();
    stage.at(&format!("{before}:50"));
    block
}

fn start(stage: &Stage, args: &[&str]) -> Servant {
    Servant::start(stage.command(program("ninefold")).args(args).stderr(Stdio::null()))
}

/// Chooses for this computer in a window, and closes it.
async fn choose(stage: &Stage, change: Value) {
    let window = stage.open().await;
    let mut choices = window.ask("computer", json!({})).await["choices"].clone();
    for (name, value) in change.as_object().unwrap() {
        choices[name] = value.clone();
    }
    window.ask("computer_set", json!({ "choices": choices })).await;
    window.close().await;
}

#[tokio::test]
async fn a_block_is_announced_and_started_from_its_notification() {
    let bus = Bus::start();
    let mut stage = Stage::new("announced");
    let block = shortly_before_a_block(&mut stage).await;
    stage.on(&bus);
    let notices = Notices::start(&stage, &bus);
    let window = stage.open().await;
    until("the notification", || notices.shown().len() >= 3);
    let shown = notices.shown();
    assert_eq!(shown[0], "Ninefold");
    assert!(shown[1].ends_with(&format!(": {}", block.title)), "{shown:?}");
    let clock = |m: i64| format!("{:02}:{:02}", m / 60, m % 60);
    assert!(shown[2].contains(&format!("{} to {}", clock(block.from), clock(block.to))), "{shown:?}");

    let offered = notices.answer("begin");
    for (name, words) in [
        ("default", "Open Ninefold"),
        ("begin", "Start"),
        ("later", "In 10 minutes"),
        ("missed", "Couldn’t do it"),
    ] {
        let is_offered = |line: &String| line.contains(words) && line.ends_with(&format!(",{name}]"));
        assert!(offered.iter().any(is_offered), "{name}: {offered:?}");
    }
    window.wait_for("today", "return location.hash === '#today'").await;
    let today = window.ask("today", json!({})).await;
    assert_eq!(today["session"]["running"], json!(true));
    assert_eq!(today["next"]["block"]["id"], json!(block.id));
    window.picture("started").await;
    assert_eq!(notices.shown().len(), 3, "it is announced once");
    window.close().await;
}

#[tokio::test]
async fn a_block_that_could_not_be_done_is_said_so_on_its_notification() {
    let bus = Bus::start();
    let mut stage = Stage::new("announced-missed");
    let block = shortly_before_a_block(&mut stage).await;
    stage.on(&bus);
    let notices = Notices::start(&stage, &bus);
    let window = stage.open().await;
    until("the notification", || notices.shown().len() >= 3);
    notices.answer("missed");
    // What moves more than a little is looked at first; the rest comes at once, and is told.
    let mut asks = false;
    let mut is_done = false;
    while !asks && !is_done {
        asks = window.script("return document.querySelector('.proposal__foot') !== null", vec![]).await
            == json!(true);
        is_done = window.block(&block.id).await.state == "missed";
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    if asks {
        assert_ne!(window.block(&block.id).await.state, "missed", "nothing is done before it is applied");
        window.picture("proposed").await;
        window.agrees("Back in the queue").await;
    } else {
        until("what became of it", || notices.shown().len() >= 6);
        assert!(notices.shown()[5].starts_with("Back in the queue"), "{:?}", notices.shown());
    }
    assert_eq!(window.block(&block.id).await.state, "missed");
    window.close().await;
}

#[tokio::test]
async fn nothing_is_announced_once_that_is_turned_off() {
    let bus = Bus::start();
    let mut stage = Stage::new("silent");
    shortly_before_a_block(&mut stage).await;
    choose(&stage, json!({ "notify": false })).await;
    stage.on(&bus);
    let notices = Notices::start(&stage, &bus);
    let tray = Tray::start(&bus);
    let _window = start(&stage, &[]);
    // The tray says that the block has begun, so the moment has passed.
    tray.icon().says("Until ");
    assert_eq!(notices.shown(), Vec::<String>::new());
}

#[tokio::test]
async fn the_tray_starts_and_pauses_and_the_window_comes_back_from_it() {
    let bus = Bus::start();
    let mut stage = Stage::new("tray");
    shortly_before_a_block(&mut stage).await;
    choose(&stage, json!({ "stay_in_tray": true })).await;
    stage.on(&bus);
    let tray = Tray::start(&bus);
    let mut first = start(&stage, &[]);
    let screen = Screen::of(&stage);
    let icon = tray.icon();
    assert_eq!(icon.size(), (32, 32));
    icon.press("Start");
    icon.says("Studying: ");
    icon.press("Pause");
    icon.says("At rest: ");
    icon.press("Go on");
    icon.says("Pause");

    screen.close_until_gone("Ninefold");
    assert!(first.is_running(), "it stays in the tray");
    icon.activate();
    screen.close_until_gone("Ninefold");
    icon.press("Quit");
    assert_eq!(first.ends(), Some(0));
}

#[tokio::test]
async fn a_window_that_was_left_to_a_tray_comes_back_when_the_tray_goes() {
    let bus = Bus::start();
    let mut stage = Stage::new("tray-gone");
    choose(&stage, json!({ "stay_in_tray": true })).await;
    stage.on(&bus);
    let tray = Tray::start(&bus);
    let mut first = start(&stage, &[]);
    let screen = Screen::of(&stage);
    tray.icon().says("There is no plan yet");
    screen.close_until_gone("Ninefold");
    drop(tray);
    screen.close_until_gone("Ninefold");
    assert_eq!(first.ends(), Some(0), "without a tray, closing ends it");
}

#[tokio::test]
async fn without_a_tray_closing_ends_it_whatever_was_chosen() {
    for has_bus in [false, true] {
        let bus = Bus::start();
        let mut stage = Stage::new("no-tray");
        choose(&stage, json!({ "stay_in_tray": true })).await;
        if has_bus {
            stage.on(&bus);
        }
        let mut first = start(&stage, &[]);
        let screen = Screen::of(&stage);
        screen.close_until_gone("Ninefold");
        assert_eq!(first.ends(), Some(0), "with a bus: {has_bus}");
    }
}

#[tokio::test]
async fn started_with_the_system_it_stays_in_the_tray_until_it_is_called() {
    let bus = Bus::start();
    let mut stage = Stage::new("hidden");
    let screen = Screen::of(&stage);
    // Where it does not stay in the tray, its window opens.
    let mut plain = start(&stage, &["--hidden"]);
    screen.close_until_gone("Ninefold");
    assert_eq!(plain.ends(), Some(0));

    choose(&stage, json!({ "stay_in_tray": true })).await;
    stage.on(&bus);
    let tray = Tray::start(&bus);
    let mut hidden = start(&stage, &["--hidden"]);
    tray.icon().says("There is no plan yet");
    assert!(!screen.shows("Ninefold"));
    let mut again = start(&stage, &[]);
    assert_eq!(again.ends(), Some(0));
    screen.window("Ninefold");
    assert!(hidden.is_running());
}

#[tokio::test]
async fn starting_with_the_system_is_an_entry_that_comes_and_goes() {
    let bus = Bus::start();
    let mut stage = Stage::new("computer");
    stage.on(&bus);
    let _tray = Tray::start(&bus);
    let window = stage.open().await;
    window.has_a_plan().await;
    let entry: PathBuf = stage.home().join("config/autostart/io.github.ninefold.ninefold.desktop");
    window.go("Settings").await;
    window.script("location.hash = 'settings/computer'", vec![]).await;
    let switch = |name: &str| format!("//label[.//input[@role='switch'] and contains(., '{name}')]");
    window.find(&switch("Start with the system")).await.click().await.unwrap();
    until("the entry", || entry.is_file());
    let valid = Command::new("desktop-file-validate").arg(&entry).output().unwrap();
    assert!(valid.status.success(), "{valid:?}");
    let text = std::fs::read_to_string(&entry).unwrap();
    assert!(text.contains(&format!("Exec=\"{}\" --hidden", program("ninefold").display())), "{text}");

    window.find(&switch("Quiet hours")).await.click().await.unwrap();
    window.find(&switch("Keep running")).await.click().await.unwrap();
    window
        .wait_for("the hint", "return document.body.textContent.includes('In the tray, without its window')")
        .await;
    for theme in ["light", "dark"] {
        window.ask("theme_set", json!({ "theme": theme })).await;
        let script = format!("return document.documentElement.dataset.theme === '{theme}'");
        window.wait_for(theme, &script).await;
        window.is_accessible(&format!("this computer, {theme}")).await;
        window.picture(theme).await;
    }
    let kept = window.ask("computer", json!({})).await;
    assert_eq!(
        kept["choices"],
        json!({ "notify": true, "quiet": { "from": 1320, "to": 420 }, "stay_in_tray": true })
    );
    window.find(&switch("Start with the system")).await.click().await.unwrap();
    until("the entry to go", || !entry.exists());
    window.close().await;
}

#[tokio::test]
async fn the_systems_theme_is_followed_while_the_window_is_open() {
    let bus = Bus::start();
    let mut stage = Stage::new("theme-live");
    stage.on(&bus);
    let theme = Theme::start(&bus, false);
    let window = stage.open().await;
    let is = |dark: bool| format!("return matchMedia('(prefers-color-scheme: dark)').matches === {dark}");
    window.wait_for("a light window", &is(false)).await;
    theme.turn(true);
    window.wait_for("a dark window", &is(true)).await;
    window.picture("dark").await;
    theme.turn(false);
    window.wait_for("a light window again", &is(false)).await;
    window.close().await;
}

#[test]
fn a_window_that_was_left_beyond_the_screen_comes_back_to_it() {
    let stage = Stage::new("off-screen");
    let screen = Screen::of(&stage);
    let mut first = start(&stage, &[]);
    screen.close_until_gone("Ninefold");
    assert_eq!(first.ends(), Some(0));
    let kept = stage.home().join("config/io.github.ninefold.ninefold/.window-state.json");
    let kept = [kept, stage.home().join("data/io.github.ninefold.ninefold/.window-state.json")]
        .into_iter()
        .find(|path| path.is_file())
        .expect("its place is kept");
    let mut state: Value = serde_json::from_str(&std::fs::read_to_string(&kept).unwrap()).unwrap();
    for (x, y) in [(1430, 100), (5000, 5000), (100, 890)] {
        state["main"]["x"] = json!(x);
        state["main"]["y"] = json!(y);
        std::fs::write(&kept, state.to_string()).unwrap();
        let mut again = start(&stage, &[]);
        let window = screen.window("Ninefold");
        let is_seen = || {
            let ((left, top), (width, _)) = (screen.place(window), screen.size(window));
            (0..800).contains(&top) && left < 1376 && i32::from(left) + i32::from(width) > 64
        };
        until(&format!("the window that was kept at {x} {y}"), is_seen);
        screen.close_until_gone("Ninefold");
        assert_eq!(again.ends(), Some(0));
    }
}
