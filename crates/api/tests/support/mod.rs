//! A host in the test's hands: its clock stands still until it is moved, its folders are thrown away.
#![allow(dead_code, reason = "each test file uses its own part")]
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

pub mod acts;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use api::secrets::Secrets;
use api::wire::{
    BackupHeld, BackupRef, BackupView, BlockDone, BlockRef, BlockStatus, BlockView, Changed, Failure,
    FinishArgs, Finished, Nothing, OnboardingDraft, ReadingProgress, Topic, WeekOf, WeekView,
};
use api::{App, Desktop, Host};
use chrono::{DateTime, Duration, NaiveDateTime, TimeZone, Utc};
use journal::{Journal, State};

pub struct TestHost {
    now: Mutex<DateTime<Utc>>,
    pub zone: String,
    pub dir: tempfile::TempDir,
    pub changed: Mutex<Vec<Changed>>,
    pub opened: Mutex<Vec<String>>,
    pub desktop: Mutex<Desktop>,
    pub name: Mutex<String>,
    pub secrets: Arc<dyn Secrets>,
    /// How far readings were, each ended by none.
    pub readings: Mutex<Vec<Option<ReadingProgress>>>,
    /// Whether it is a terminal beside the window.
    pub terminal: Mutex<bool>,
    /// Another place for exports than the usual one.
    pub exports: Mutex<Option<PathBuf>>,
    /// What the person chooses whenever they are asked; without it nothing can be chosen.
    pub chosen: Mutex<Option<PathBuf>>,
    /// Called whenever it is told how far a reading is.
    pub on_reading: Mutex<Option<Heard>>,
    /// Called whenever it is asked for the computer's name, as each pass over a sync folder does.
    pub on_name: Mutex<Option<Heard>>,
}

type Heard = Box<dyn Fn() + Send>;

impl TestHost {
    pub fn at(zone: &str, local: &str) -> Arc<TestHost> {
        let tz: chrono_tz::Tz = zone.parse().unwrap();
        let local = NaiveDateTime::parse_from_str(local, "%Y-%m-%dT%H:%M").unwrap();
        Arc::new(TestHost {
            now: Mutex::new(tz.from_local_datetime(&local).earliest().unwrap().to_utc()),
            zone: zone.to_owned(),
            dir: tempfile::tempdir().unwrap(),
            changed: Mutex::default(),
            opened: Mutex::default(),
            desktop: Mutex::new(Desktop { tray: true, starts_with_system: Some(false) }),
            name: Mutex::new("studio".to_owned()),
            secrets: Arc::from(api::secrets::memory()),
            readings: Mutex::default(),
            terminal: Mutex::default(),
            exports: Mutex::default(),
            chosen: Mutex::default(),
            on_reading: Mutex::default(),
            on_name: Mutex::default(),
        })
    }

    /// Wednesday evening in Berlin, as in the pictures of the manual.
    pub fn wednesday() -> Arc<TestHost> {
        TestHost::at("Europe/Berlin", "2026-11-25T07:10")
    }

    pub fn pass(&self, by: Duration) {
        let mut now = self.now.lock().unwrap();
        *now += by;
    }

    fn choose(&self) -> Result<Option<PathBuf>, String> {
        self.chosen.lock().unwrap().clone().map(Some).ok_or_else(|| "nobody is there".to_owned())
    }

    pub fn topics(&self) -> Vec<Topic> {
        let mut all: Vec<Topic> = self.changed.lock().unwrap().drain(..).flat_map(|c| c.topics).collect();
        all.sort();
        all.dedup();
        all
    }
}

impl Host for TestHost {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().unwrap()
    }

    fn zone(&self) -> String {
        self.zone.clone()
    }

    fn computer_name(&self) -> String {
        if let Some(heard) = &*self.on_name.lock().unwrap() {
            heard();
        }
        self.name.lock().unwrap().clone()
    }

    fn data_dir(&self) -> PathBuf {
        self.dir.path().join("data")
    }

    fn export_dir(&self) -> PathBuf {
        self.exports.lock().unwrap().clone().unwrap_or_else(|| self.dir.path().join("exports"))
    }

    fn open_link(&self, url: &str) -> Result<(), String> {
        self.opened.lock().unwrap().push(url.to_owned());
        Ok(())
    }

    fn open_folder(&self, path: &Path) -> Result<(), String> {
        self.opened.lock().unwrap().push(path.display().to_string());
        Ok(())
    }

    fn choose_folder(&self) -> Result<Option<PathBuf>, String> {
        self.choose()
    }

    fn choose_file(&self) -> Result<Option<PathBuf>, String> {
        self.choose()
    }

    fn choose_place(&self, _name: &str) -> Result<Option<PathBuf>, String> {
        self.choose()
    }

    fn guessing(&self) -> u8 {
        1
    }

    fn secrets(&self) -> Arc<dyn Secrets> {
        Arc::clone(&self.secrets)
    }

    fn emit(&self, changed: &Changed) {
        self.changed.lock().unwrap().push(changed.clone());
    }

    fn reading(&self, progress: Option<&ReadingProgress>) {
        self.readings.lock().unwrap().push(progress.cloned());
        if let (Some(_), Some(heard)) = (progress, &*self.on_reading.lock().unwrap()) {
            heard();
        }
    }

    fn has_window(&self) -> bool {
        !*self.terminal.lock().unwrap()
    }

    fn tell_every(&self) -> std::time::Duration {
        std::time::Duration::ZERO
    }

    fn desktop(&self) -> Desktop {
        *self.desktop.lock().unwrap()
    }

    fn start_with_system(&self, on: bool) -> Result<(), String> {
        self.desktop.lock().unwrap().starts_with_system = Some(on);
        Ok(())
    }
}

pub fn open(host: &Arc<TestHost>) -> App {
    App::open(Arc::clone(host) as Arc<dyn Host>).unwrap()
}

pub fn draft(app: &App) -> OnboardingDraft {
    app.onboarding_start(Nothing {}).unwrap().draft
}

/// Saves these answers.
pub fn finish(app: &App, draft: OnboardingDraft) -> Result<Finished, Failure> {
    app.onboarding_finish(FinishArgs { draft, calendars: Vec::new(), again: false })
}

/// An app whose learner took every default.
pub fn onboarded(host: &Arc<TestHost>) -> App {
    let app = open(host);
    finish(&app, draft(&app)).unwrap();
    app
}

/// Every block of the promised weeks.
pub fn all(app: &App) -> Vec<BlockView> {
    let monday = this_week(app).monday;
    let weeks = (0..4).map(|n| app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap());
    weeks.flat_map(|w| blocks(&w)).collect()
}

/// All that follows from what is saved, but for the steps that may be undone and redone.
pub fn state(host: &TestHost) -> State {
    let opened = Journal::open(&host.data_dir(), uuid::Uuid::from_u128(9), host.now()).unwrap();
    let mut journal = opened.journal;
    let state = journal.state().unwrap().clone();
    State { undoable: Vec::new().into(), redoable: Vec::new(), ..state }
}

/// What each backup in the list holds, and each journal that one replaced.
pub fn backups_held(app: &App) -> Vec<(BackupView, BackupHeld)> {
    let look = |backup: BackupView| {
        let held = app.backup(BackupRef { name: backup.name.clone() }).unwrap();
        (backup, held)
    };
    app.backups(Nothing {}).unwrap().backups.into_iter().map(look).collect()
}

pub fn this_week(app: &App) -> WeekView {
    app.week(WeekOf { date: None }).unwrap()
}

pub fn blocks(week: &WeekView) -> Vec<BlockView> {
    week.days.iter().flat_map(|d| d.blocks.clone()).collect()
}

/// The first block of this week or the next that is still ahead and serves a unit.
pub fn next_work(app: &App) -> BlockView {
    let week = this_week(app);
    let later = app.week(WeekOf { date: Some(week.monday + Duration::weeks(1)) }).unwrap();
    let mut all = blocks(&week).into_iter().chain(blocks(&later));
    all.find(|b| b.unit.is_some() && b.state == BlockStatus::Planned).unwrap()
}

pub fn start_of(block: &BlockView) -> NaiveDateTime {
    block.date.and_time(chrono::NaiveTime::MIN) + Duration::minutes(i64::from(block.from))
}

/// Lives through some weeks; `answer` says what becomes of each block. Returns what was said to it.
pub fn live(
    host: &Arc<TestHost>,
    app: &App,
    weeks: i64,
    answer: impl Fn(usize, &BlockView) -> Answer,
) -> Vec<String> {
    let mut said = Vec::new();
    let mut n = 0;
    for _ in 0..7 * weeks {
        host.pass(Duration::days(1));
        let yesterday = app.app_state(Nothing {}).unwrap().today - Duration::days(1);
        let week = app.week(WeekOf { date: Some(yesterday) }).unwrap();
        for b in blocks(&week).iter().filter(|b| b.date == yesterday && b.state == BlockStatus::Unanswered) {
            let id = b.id.clone().unwrap();
            let answered = match answer(n, b) {
                Answer::Took(minutes) => app.block_done(BlockDone { id, minutes: Some(minutes) }),
                Answer::Finished(minutes) => app.block_finished(BlockDone { id, minutes: Some(minutes) }),
                Answer::Missed => app.block_missed(BlockRef { id }),
            };
            said.extend(answered.unwrap().message);
            n += 1;
        }
    }
    said
}

/// What becomes of a block.
pub enum Answer {
    /// It took so many minutes.
    Took(u32),
    /// It took so many minutes, and nothing of its activity is left.
    Finished(u32),
    Missed,
}

/// A small good pack in a folder of its own: two units of its own, and one that the program's pack has, too.
pub fn a_pack() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let pack = "schema = 1\nid = \"compilers\"\ntitle = \"Compilers on the side\"\nversion = \"2.1\"\n\
        description = \"How a language is made.\"\nlicence = \"MIT\"\nfiles = [\"1-front.toml\"]\nlikely_known = []\n";
    let unit = |id: &str, title: &str, before: &str| {
        format!(
            "\n[[unit]]\nid = \"{id}\"\ntitle = \"{title}\"\nwhy = \"So that it runs.\"\nlevel = \"core\"\n\
             prerequisites = [{before}]\neffort_minutes = {{ low = 120, likely = 180, high = 240 }}\n\
             activities = [{{ kind = \"build\", minutes = 180, focus = \"deep\" }}]\noutcomes = [\"I can show it.\"]\n"
        )
    };
    let lane = format!(
        "[strategy]\nnumber = 1\ntitle = \"The front end of a compiler\"\nlabel = \"Front end\"\nshort = \"Front\"\n{}{}{}",
        unit("lexer", "Write a lexer", ""),
        unit("parser", "Write a parser", "\"lexer\""),
        unit("math-vectors", "Work with vectors", ""),
    );
    std::fs::write(folder.path().join("pack.toml"), pack).unwrap();
    std::fs::write(folder.path().join("1-front.toml"), lane).unwrap();
    folder
}
