//! Memory and processor time of the program and of the web view's own processes, and how often its threads wake, as the
//! system counts them.

use std::collections::BTreeMap;

/// One process.
pub struct Process {
    /// Its number.
    pub id: u32,
    /// As the system calls it.
    pub name: String,
    /// Memory that it holds, shared parts whole, in MB.
    pub rss: f64,
    /// The same, shared parts in proportion, in MB.
    pub pss: f64,
    /// Processor time so far, in ms.
    pub cpu: f64,
}

/// The clock by which Linux counts processor time ticks a hundred times a second.
const TICK_MS: f64 = 10.0;

/// The program and what it started; `root` is the driver above it, which is none of these.
pub fn of(root: u32) -> Vec<Process> {
    let mut parents = BTreeMap::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else {
            continue;
        };
        if let Some(fields) = fields(pid) {
            parents.insert(pid, fields.1[1].parse::<u32>().unwrap_or(0));
        }
    }
    let below = |pid: u32| {
        let mut at = pid;
        while at != root {
            match parents.get(&at) {
                Some(parent) => at = *parent,
                None => return false,
            }
        }
        pid != root
    };
    parents.keys().filter(|pid| below(**pid)).filter_map(|pid| read(*pid)).collect()
}

/// How often each thread of this name in a process went to sleep so far, and so woke.
pub fn naps(pid: u32, thread: &str) -> BTreeMap<u32, u64> {
    let tasks = std::fs::read_dir(format!("/proc/{pid}/task")).into_iter().flatten().flatten();
    let naps = tasks.filter_map(|task| {
        // A thread may end meanwhile.
        let status = std::fs::read_to_string(task.path().join("status")).ok()?;
        let value = |key: &str| status.lines().find_map(|line| line.strip_prefix(key)).map(str::trim);
        let is_it = value("Name:")? == thread;
        let naps = value("voluntary_ctxt_switches:")?.parse().ok()?;
        is_it.then_some((task.file_name().to_str()?.parse().ok()?, naps))
    });
    naps.collect()
}

/// Name of a process and the fields of its line that follow it: state, parent and so on.
fn fields(pid: u32) -> Option<(String, Vec<String>)> {
    let line = std::fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (before, after) = line.rsplit_once(") ")?;
    let name = before.split_once('(')?.1.to_owned();
    Some((name, after.split(' ').map(str::to_owned).collect()))
}

fn read(pid: u32) -> Option<Process> {
    let (name, fields) = fields(pid)?;
    let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
    let rollup = std::fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let megabytes = |key: &str| {
        let line = rollup.lines().find_map(|line| line.strip_prefix(key)).unwrap_or_default();
        line.split_whitespace().next().and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    // Fields 14 and 15 of the whole line, counted from 1; the first two are gone.
    Some(Process {
        id: pid,
        name,
        rss: megabytes("Rss:"),
        pss: megabytes("Pss:"),
        cpu: (ticks(11) + ticks(12)) * TICK_MS,
    })
}
