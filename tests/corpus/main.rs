//! What the fuzz targets do without end (`cargo xtask fuzz`), done once in the test command: every seed, and seeded changes
//! of each. `NINEFOLD_MUTATIONS` sets how many changes a seed is put through (20 unless told).
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // The helpers here serve tests alone.

#[path = "../fuzz/caldav.rs"]
mod caldav;
#[path = "../fuzz/calendar.rs"]
mod calendar;
#[path = "../fuzz/host.rs"]
mod host;
#[path = "../fuzz/import.rs"]
mod import;
#[path = "../fuzz/instance.rs"]
mod instance;
#[path = "../fuzz/pack.rs"]
mod pack;
#[path = "../fuzz/rows.rs"]
mod rows;
#[path = "../fuzz/sync.rs"]
mod sync;
#[path = "../fuzz/week.rs"]
mod week;

mod mutate;

use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(name)
}

/// Every seed of a target by its name.
fn seeds(target: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder("seeds").join(target)).unwrap().map(|entry| entry.unwrap().path());
    let mut seeds: Vec<_> = entries
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(path).unwrap()))
        .collect();
    seeds.sort();
    assert!(!seeds.is_empty());
    seeds
}

/// Puts every seed through the target, then changes of it; one of so many, where an input takes long.
fn feed(target: &str, one_of: usize, run: fn(&[u8])) {
    let times: usize = std::env::var("NINEFOLD_MUTATIONS").map_or(20, |text| text.parse().unwrap());
    let words = mutate::words(&folder("words"), target);
    let seeds = seeds(target);
    for (name, seed) in &seeds {
        println!("{name}");
        run(seed);
    }
    for n in 0..times * seeds.len() / one_of {
        let (name, seed) = &seeds[n % seeds.len()];
        let input = mutate::changed(seed, &seeds, &words, n as u64);
        println!("change {n} of {name}");
        run(&input);
    }
    println!(
        "torture: {target}: {} seeds and {} changes of them | no fault",
        seeds.len(),
        times * seeds.len() / one_of
    );
}

#[test]
fn packs() {
    feed("pack", 1, pack::run);
}

#[test]
fn instances() {
    feed("instance", 4, instance::run);
}

#[test]
fn calendars() {
    feed("calendar", 1, calendar::run);
}

#[test]
fn rows_of_journals() {
    feed("rows", 1, rows::run);
}

#[test]
fn weeks_of_journals() {
    feed("week", 5, week::run);
}

#[test]
fn imports() {
    feed("import", 5, import::run);
}

#[test]
fn sync_folders() {
    feed("sync", 1, sync::run);
}

#[test]
fn replies_of_calendar_servers() {
    feed("caldav", 1, caldav::run);
}

#[test]
fn the_seeds_stay_small() {
    let targets = ["pack", "instance", "calendar", "rows", "week", "import", "sync", "caldav"];
    let size: usize = targets.into_iter().flat_map(seeds).map(|(_, seed)| seed.len()).sum();
    assert!(size < 300_000, "{size} bytes of seeds: minimise them (`cargo fuzz cmin`, `cargo fuzz tmin`)");
}
