//! How quick the program is with a journal of ten years: its start in a process of its own, and what a person does then.
//! Invariant: what is measured is the whole command, as a window asks for it.

mod life;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;

use api::secrets::Secrets;
use api::wire::Changed;
use api::{App, Host};
use chrono::{DateTime, NaiveDate, Utc};
use journal::Journal;
use serde_json::{Value, json};
use uuid::Uuid;

/// Events of ten years of heavy use.
pub const EVENTS: usize = 200_000;

/// How often the program is started.
const STARTS: usize = 7;

/// The first day that is not lived yet.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default()
}

struct Computer {
    dir: PathBuf,
}

impl Host for Computer {
    fn now(&self) -> DateTime<Utc> {
        today().and_hms_opt(7, 10, 0).unwrap_or_default().and_utc()
    }

    fn zone(&self) -> String {
        "UTC".to_owned()
    }

    fn data_dir(&self) -> PathBuf {
        self.dir.clone()
    }

    fn export_dir(&self) -> PathBuf {
        self.dir.join("exports")
    }

    fn open_link(&self, _: &str) -> Result<(), String> {
        Ok(())
    }

    fn open_folder(&self, _: &Path) -> Result<(), String> {
        Ok(())
    }

    fn secrets(&self) -> Arc<dyn Secrets> {
        Arc::from(api::secrets::memory())
    }

    fn emit(&self, _: &Changed) {}
}

/// Makes the journal if it is not there, measures, and answers the table.
///
/// # Errors
/// A folder that cannot be used, or a command that failed.
pub fn measure(folder: &Path, count: usize) -> Result<String, String> {
    let (made, size) = make(folder, count)?;
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let output =
            Command::new(&own).arg("start").arg(folder).output().map_err(|error| error.to_string())?;
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        if !output.status.success() {
            return Err(String::from_utf8_lossy(&output.stderr).into_owned());
        }
        starts.push(serde_json::from_str::<Value>(&told).map_err(|error| error.to_string())?);
    }
    let middle = |key: &str| {
        let mut all: Vec<f64> = starts.iter().filter_map(|start| start[key].as_f64()).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let mut table = format!("{}\n\n{made} events, {} MB\n\n", crate::machine::describe(), size >> 20);
    let mut row = |what: &str, ms: f64| _ = writeln!(table, "{what:<58}{ms:>10.1} ms");
    row("start: opened", middle("open_ms"));
    row("start: opened, and the week answered", middle("week_ms"));
    for (what, ms) in acts(folder)? {
        row(&what, ms);
    }
    _ = writeln!(table, "{:<58}{:>10.1} MB", "most memory of a start", middle("memory_mb"));
    Ok(table)
}

/// The journal, and how many events and bytes it has.
fn make(folder: &Path, count: usize) -> Result<(usize, u64), String> {
    let said = |error: &dyn std::fmt::Display| error.to_string();
    let now = Computer { dir: folder.to_owned() }.now();
    let is_new = !folder.join("journal.db").exists();
    let opened = Journal::open(folder, Uuid::from_u128(7), now).map_err(|error| said(&error))?;
    let mut journal = opened.journal;
    if is_new {
        let curriculum = catalog::bundled().map_err(|problems| format!("{} problems", problems.len()))?;
        let events = life::events(&curriculum, count, today());
        journal.merge(&events).map_err(|error| said(&error))?;
        // A learner of ten years has the backup of the day.
        journal.backup(&journal::backups_dir(folder), now).map_err(|error| said(&error))?;
    }
    let made = usize::try_from(journal.last_seq().map_err(|error| said(&error))?).unwrap_or(0);
    drop(journal);
    let size = fs::metadata(folder.join("journal.db")).map_err(|error| said(&error))?.len();
    Ok((made, size))
}

fn open(folder: &Path) -> Result<App, String> {
    App::open(Arc::new(Computer { dir: folder.to_owned() })).map_err(|failure| failure.message)
}

fn call(app: &App, command: &str, args: Value) -> Result<(Value, f64), String> {
    let began = Instant::now();
    let answer = app.call(command, args).map_err(|failure| format!("{command}: {}", failure.message))?;
    Ok((answer, began.elapsed().as_secs_f64() * 1e3))
}

/// Starts the program once and tells its times and its memory as JSON.
///
/// # Errors
/// A journal that cannot be opened.
pub fn start(folder: &Path) -> Result<Value, String> {
    let began = Instant::now();
    let app = open(folder)?;
    let open_ms = began.elapsed().as_secs_f64() * 1e3;
    call(&app, "week", json!({ "date": null }))?;
    let week_ms = began.elapsed().as_secs_f64() * 1e3;
    Ok(json!({ "open_ms": open_ms, "week_ms": week_ms, "memory_mb": most_memory() }))
}

/// The most memory that this process held, in MB; 0 where the system does not tell.
fn most_memory() -> f64 {
    let text = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
    kilobytes.unwrap_or(0.0) / 1024.0
}

/// What a person does in a session, each with its time.
fn acts(folder: &Path) -> Result<Vec<(String, f64)>, String> {
    let app = open(folder)?;
    let mut times = Vec::new();
    let week = call(&app, "week", json!({ "date": null }))?.0;
    let blocks = week["days"].as_array().into_iter().flatten().filter_map(|day| day["blocks"].as_array());
    let ids: Vec<Value> = blocks
        .flatten()
        .filter(|block| block["state"] == "planned")
        .map(|block| block["id"].clone())
        .collect();
    let [first, second, ..] = ids.as_slice() else { return Err("nothing is planned".to_owned()) };
    for (command, args) in [
        ("app_state", json!({})),
        ("week", json!({ "date": null })),
        ("today", json!({})),
        ("note_set", json!({ "unit": "math-vectors", "text": "A line." })),
        ("session_start", json!({ "id": first })),
        ("block_done", json!({ "id": first, "minutes": 30 })),
        ("app_state", json!({})),
        ("undo", json!({})),
        ("redo", json!({})),
        ("block_missed", json!({ "id": second })),
        ("undo", json!({})),
        ("week", json!({ "date": null })),
        ("review", json!({ "period": "all" })),
        ("review", json!({ "period": "four_weeks" })),
        ("roadmap", json!({})),
    ] {
        let ms = call(&app, command, args)?.1;
        eprintln!("{command}: {ms:.1} ms");
        times.push((command.to_owned(), ms));
    }
    Ok(times)
}
