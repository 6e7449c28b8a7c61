//! Two windows and three command lines work on one home at once, each as a person does: study is logged, notes are written,
//! blocks are missed, and the plan is made anew each time. What was acknowledged is there, once, in each writer's order; what
//! was refused is not there at all.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::Arc;

use api::wire::{BlockRef, BlockStatus, BlockView, Changed, Failure, NoteSet, StudyLog, WeekOf};
use api::{App, Host};
use chrono::{DateTime, Days, Utc};
use journal::{Event, Studied, check_backup, fold};

use crate::in_step::Place;
use crate::journals::{child, child_dir, times};
use crate::program::{NOW, ninefold, refused_in_words, told};

const WINDOWS: usize = 2;
const TERMINALS: usize = 3;
/// Rounds of each of them in the test command.
const ROUNDS: usize = 6;

/// The unit whose note this window writes: a note has one place, and what another window writes there replaces it.
const NOTES: [&str; WINDOWS] = ["math-vectors", "math-matrices"];

/// A desktop without anything beside the window.
struct Desk(PathBuf, api::Clock);

impl Host for Desk {
    fn now(&self) -> DateTime<Utc> {
        self.1.now()
    }

    fn zone(&self) -> String {
        api::system_zone()
    }

    fn data_dir(&self) -> PathBuf {
        self.0.clone()
    }

    fn export_dir(&self) -> PathBuf {
        self.0.clone()
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        Err(url.to_owned())
    }

    fn open_folder(&self, path: &Path) -> Result<(), String> {
        Err(path.display().to_string())
    }

    fn emit(&self, _: &Changed) {}
}

/// Not a test: one of the windows. Says what was acknowledged, an act a line.
#[test]
#[ignore = "started by the test below"]
fn window_child() {
    let Some(dir) = child_dir() else { return };
    let who: usize = std::env::var("NINEFOLD_WINDOW").unwrap().parse().unwrap();
    let app = App::open(Arc::new(Desk(dir, api::Clock::start()))).unwrap();
    for round in 0..ROUNDS * times() {
        let text = format!("window-{who} {round}");
        let log =
            StudyLog { minutes: 5, unit: None, strategy: Some(1), text: Some(text.clone()), start: None };
        says(&format!("log {text}"), app.study_log(log));
        let note = NoteSet { unit: NOTES[who].to_owned(), text: text.clone() };
        says(&format!("note {text}"), app.note_set(note));
        if round % 3 == 0
            && let Some(id) = ahead(&app)
        {
            says(&format!("missed {id}"), app.block_missed(BlockRef { id }));
        }
    }
}

/// The first block ahead, which the other window may be about to miss, too.
fn ahead(app: &App) -> Option<String> {
    let monday = app.week(WeekOf { date: None }).unwrap().monday;
    let weeks = (0..2).map(|n| app.week(WeekOf { date: Some(monday + Days::new(7 * n)) }).unwrap());
    let mut blocks = weeks.flat_map(|week| week.days).flat_map(|day| day.blocks);
    let is_ahead = |block: &BlockView| block.unit.is_some() && block.state == BlockStatus::Planned;
    blocks.find(is_ahead).and_then(|block| block.id)
}

/// An act that was acknowledged, or refused in a sentence.
fn says<T>(act: &str, answer: Result<T, Failure>) {
    let said = match answer {
        Ok(_) => format!("\nacknowledged {act}\n"),
        Err(failure) => format!("\nrefused {act}: {}\n", failure.message),
    };
    let mut out = std::io::stdout();
    out.write_all(said.as_bytes()).unwrap();
    out.flush().unwrap();
}

/// What a loop of command lines did: each act with whether it was acknowledged.
fn terminal(home: &Path, who: usize) -> String {
    let mut said = String::new();
    for round in 0..ROUNDS * times() {
        let text = format!("terminal-{who} {round}");
        let output = ninefold(home, &["log", "5", "--strategy", "1", "--text", &text]).output().unwrap();
        if output.status.success() {
            said.push_str(&format!("acknowledged log {text}\n"));
        } else {
            refused_in_words(&output).unwrap();
            said.push_str(&format!("refused log {text}: {}", told(&output)));
        }
    }
    said
}

/// The acts that events tell of, as the writers name them.
fn act(event: &Event) -> Option<String> {
    match event {
        Event::MinutesLogged { what: Studied::Free { text, .. }, .. } => Some(format!("log {text}")),
        Event::NoteSet { text, .. } => Some(format!("note {text}")),
        Event::BlockMissed { block } => Some(format!("missed {block}")),
        _ => None,
    }
}

#[test]
fn two_windows_and_three_command_lines_lose_and_double_nothing() {
    let place = Place::new();
    place.begins();
    let home = place.home();
    let windows: Vec<_> = (0..WINDOWS)
        .map(|who| {
            let mut window = child("windows::window_child", &home);
            window.env("NINEFOLD_WINDOW", who.to_string()).env("NINEFOLD_NOW", NOW);
            window.stdout(Stdio::piped()).spawn().unwrap()
        })
        .collect();
    let terminals: Vec<_> = (0..TERMINALS)
        .map(|who| {
            let home = home.clone();
            std::thread::spawn(move || terminal(&home, who))
        })
        .collect();
    let mut said: Vec<String> = terminals.into_iter().map(|terminal| terminal.join().unwrap()).collect();
    for window in windows {
        let output = window.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", told(&output));
        said.push(told(&output));
    }
    let acknowledged: Vec<Vec<&str>> = said
        .iter()
        .map(|said| said.lines().filter_map(|line| line.strip_prefix("acknowledged ")).collect())
        .collect();
    let refused: Vec<&str> =
        said.iter().flat_map(|said| said.lines()).filter_map(|line| line.strip_prefix("refused ")).collect();

    let records = place.records();
    let acts: Vec<String> = records.iter().filter_map(|record| act(record.event.as_ref().unwrap())).collect();
    let mut order: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, act) in acts.iter().enumerate() {
        assert_eq!(order.insert(act, at), None, "{act} is there twice");
    }
    for acts in &acknowledged {
        let places: Vec<Option<&usize>> = acts.iter().map(|act| order.get(act)).collect();
        assert!(places.iter().all(Option::is_some), "lost: {acts:?}");
        assert!(places.is_sorted(), "not in the order of the writer: {acts:?}");
    }
    let all: usize = acknowledged.iter().map(Vec::len).sum();
    assert_eq!(order.len(), all, "what was refused is there: {refused:?}");
    // Only a block that another window was quicker with is refused; all else is decided anew, and given up in words where
    // others were quicker each time, also at opening.
    let is_missed = |act: &&str| act.starts_with("missed ");
    let given_up: Vec<&&str> = refused.iter().filter(|act| !is_missed(act)).collect();
    let is_overtaken =
        |act: &&&str| act.contains("kept writing to your journal") || act.contains("journal.lock busy");
    assert!(given_up.iter().all(is_overtaken), "refused: {given_up:?}");
    let kept = order.keys().filter(|act| !is_missed(act)).count();
    assert_eq!(kept + given_up.len(), (2 * WINDOWS + TERMINALS) * ROUNDS * times());
    assert!(given_up.len() * 4 < kept, "much was given up: {given_up:?}");
    assert_eq!(place.state(), fold(&records), "the state is not what its events come to");
    // From end to end, with SQLite's own check of its pages and indexes.
    check_backup(&home.join("journal.db")).unwrap();
    assert_eq!(place.opens().unwrap().export().unwrap().len(), records.len());
    println!(
        "torture: {all} acts of {WINDOWS} windows and {TERMINALS} command lines at once, {} refused in words | none, none twice",
        refused.len()
    );
}
