//! Going back to a backup is killed at each of its system calls, or refused some of them: the journal has gone back, with all that
//! belongs to that, or it has not; and what is said of it is true.

use std::collections::BTreeSet;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use uuid::Uuid;

use crate::in_step::Place;
use crate::journals::{now, times};
use crate::program::{ninefold, refused_in_words, told};
use crate::traced::behind;

const RENAMES: &str = "rename,renameat,renameat2";

/// A learner with a sync folder, who went on after a backup was made.
pub struct Before {
    pub place: Place,
    backup: PathBuf,
    pub all: BTreeSet<Uuid>,
    kept: BTreeSet<Uuid>,
    device: String,
}

impl Before {
    pub fn new() -> Before {
        let place = Place::new();
        place.begins();
        place.joins();
        place.logs("kept");
        let kept = place.names();
        let backup = place.backup(now() - chrono::TimeDelta::days(2));
        place.logs("gone back from");
        place.logs("and this");
        place.does(&["sync"]);
        let device = device(&place.home());
        Before { backup, all: place.names(), kept, device, place }
    }

    pub fn name(&self) -> &str {
        self.backup.file_name().unwrap().to_str().unwrap()
    }

    /// Goes back in a copy of it, behind `strace` with these arguments.
    fn goes_back(&self, injecting: &[String]) -> (Place, Output, bool) {
        let there = self.place.copy();
        let record = tempfile::NamedTempFile::new().unwrap();
        let mut strace = Command::new("strace");
        strace.args(["-f", "-e", "signal=none", "-o"]).arg(record.path()).args(injecting);
        let program = ninefold(&there.home(), &["restore", self.name(), "--replace"]);
        let output = behind(strace, &program).output().expect("strace is not installed");
        let trace = std::fs::read_to_string(record.path()).unwrap();
        (there, output, trace.contains("INJECTED"))
    }

    /// Whether a call that went on to its end said that it has not gone back; what it said is so.
    fn is_said(&self, there: &Place, output: &Output, at: &str) -> bool {
        let has_gone_back = self.judge(there).unwrap_or_else(|wrong| panic!("{wrong}; {at}"));
        assert_eq!(output.status.success(), has_gone_back, "{at}");
        if !has_gone_back {
            refused_in_words(output).unwrap();
        }
        !has_gone_back
    }

    /// What is there after the next start; whether it has gone back.
    pub fn judge(&self, there: &Place) -> Result<bool, String> {
        there.does(&["today"]);
        let (home, names) = (there.home(), there.names());
        let files: Vec<String> = std::fs::read_dir(&home)
            .unwrap()
            .map(|file| file.unwrap().file_name().into_string().unwrap())
            .collect();
        let has = |name: &str| files.iter().any(|file| file.starts_with(name));
        if has("journal.restoring") || has("journal.going-back") {
            return Err(format!("something is left over: {files:?}"));
        }
        let has_folder = std::fs::read_to_string(home.join("computer.json")).unwrap().contains("sync_folder");
        let has_gone_back = names == self.kept;
        if !has_gone_back && names != self.all {
            return Err(format!("{} of {} events, {} before", names.len(), self.all.len(), self.kept.len()));
        }
        let (is_renamed, is_noted) = (device(&home) != self.device, has("journal.left"));
        if [!has_folder, is_renamed, is_noted, has("journal.replaced")] != [has_gone_back; 4] {
            return Err(format!(
                "gone back: {has_gone_back}, but folder {has_folder}, renamed {is_renamed}, {files:?}"
            ));
        }
        there.does(&["sync"]);
        if there.names() != names {
            return Err("the sync folder brought something".to_owned());
        }
        if has_gone_back {
            let replaced = files.iter().find(|name| name.starts_with("journal.replaced")).unwrap();
            let former = journal::read_backup(&home.join(replaced)).map_err(|error| error.to_string())?;
            if former.iter().map(|record| record.id).collect::<BTreeSet<_>>() != self.all {
                return Err("the journal that was replaced is not whole".to_owned());
            }
        }
        Ok(has_gone_back)
    }
}

fn device(home: &Path) -> String {
    let text = std::fs::read_to_string(home.join("device")).unwrap();
    text.lines().next().unwrap().to_owned()
}

/// Goes back in a home that is on a disk of its own for that, with so little room; what is there then is in the home afterwards.
fn with_room_for(pages: usize, there: &Place, backup: &str) -> Output {
    let mut unshare = Command::new("unshare");
    if std::fs::metadata(there.home()).unwrap().uid() != 0 {
        unshare.arg("--map-root-user");
    }
    let script = r#"
        disk="$0-disk"; mkdir "$disk" && mount -t tmpfs -o size=4M tmpfs "$disk" || exit 98
        cp -a "$0/." "$disk" && head -c "$1" /dev/zero > "$disk/room" && cat /dev/zero > "$disk/fill" 2>/dev/null
        rm "$disk/room"; shift
        mount --bind "$disk" "$0" && "$@"; code=$?
        umount "$0" && rm "$disk/fill" && rm -r "$0" && cp -a "$disk" "$0" || exit 97
        exit $code"#;
    unshare.args(["--mount", "sh", "-c", script]).arg(there.home()).arg((pages * 4096).to_string());
    let program = ninefold(&there.home(), &["restore", backup, "--replace"]);
    let output = behind(unshare, &program).output().expect("unshare is part of util-linux");
    assert!(!matches!(output.status.code(), Some(97 | 98)), "{}", told(&output));
    output
}

/// Each place in the test command where files get their names, some of the others.
fn step(call: &str) -> usize {
    match call {
        _ if times() > 1 => 1,
        "openat" | "write" | "pwrite64" => 13,
        _ => 1,
    }
}

#[test]
fn a_going_back_that_is_killed_anywhere_is_whole_or_was_not_begun() {
    let before = Before::new();
    let (mut kills, mut done) = (0, 0);
    for call in ["rename", "unlink", "fsync", "fdatasync", "ftruncate", "openat", "write", "pwrite64"] {
        for n in (1..).step_by(step(call)) {
            let inject =
                ["-e", &format!("trace={call}"), "-e", &format!("inject={call}:signal=KILL:when={n}")];
            let (there, output, _) = before.goes_back(&inject.map(str::to_owned));
            if output.status.success() {
                break;
            }
            let has_gone_back = before.judge(&there).unwrap_or_else(|wrong| panic!("{call} {n}: {wrong}"));
            kills += 1;
            done += usize::from(has_gone_back);
        }
    }
    println!(
        "torture: a going back killed at {kills} system calls, {done} of them after it was done | nothing"
    );
    assert!(kills > 30 && done > 3 && done < kills, "{done} of {kills}");
}

#[test]
fn a_going_back_that_a_disk_refuses_is_said_as_it_is() {
    let before = Before::new();
    let faults = [
        ("fsync,fdatasync", "EIO"),
        // One alone: what was moved can be moved back.
        (RENAMES, "EACCES"),
        (RENAMES, "ENOSPC"),
        ("copy_file_range,sendfile", "ENOSPC"),
    ];
    let (mut tries, mut sentences) = (0, 0);
    for (calls, error) in faults {
        for from in 1.. {
            let more = if calls == RENAMES { "" } else { "+" };
            let faults = format!("inject={calls}:error={error}:when={from}{more}");
            let inject = ["-e", &format!("trace={calls}"), "-e", &faults];
            let (there, output, was_refused) = before.goes_back(&inject.map(str::to_owned));
            if !was_refused {
                break;
            }
            let at = format!("{calls} {error} from {from} on: {}", told(&output));
            tries += 1;
            sentences += usize::from(before.is_said(&there, &output, &at));
        }
    }
    for pages in 0..45 {
        let there = before.place.copy();
        let output = with_room_for(pages, &there, before.name());
        let at = format!("with room for {pages} pages: {}", told(&output));
        tries += 1;
        sentences += usize::from(before.is_said(&there, &output, &at));
    }
    println!(
        "torture: a going back refused calls from {tries} places on, at {sentences} it was said | nothing"
    );
    assert!(sentences > 10 && sentences < tries, "{sentences} of {tries}");
}
