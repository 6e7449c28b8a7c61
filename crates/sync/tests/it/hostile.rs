//! A folder that somebody filled on purpose: bounded, counted, and nothing outside of it is touched.

use std::fs;

use journal::Event;
use sync::{Exchange, Limits, Pens};

use crate::computers::{Computer, agree, playground};

fn limited(computer: &mut Computer, limits: Limits) {
    computer.exchange = Exchange::new(&computer.folder, Pens::default(), limits);
}

#[test]
fn more_than_anybody_has_is_left_out_and_counted() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    one.notes("mine");
    one.passes();
    let own = fs::read(folder.join(&one.files()[0])).unwrap();
    let mut two = Computer::new(root.path(), 2, &folder);
    limited(&mut two, Limits { names: 500, files: 20, locks: 4, file_bytes: 10_000, all_bytes: 100_000 });
    // A huge file costs no more than its name, also a sparse one.
    fs::File::create(folder.join("ninefold-huge.log")).unwrap().set_len(1 << 40).unwrap();
    let passed = two.passes();
    assert_eq!((passed.came.len(), passed.found.left_out), (1, 1));
    for n in 0..2_000 {
        fs::write(folder.join(format!("ninefold-z{n}.log")), b"tiny").unwrap();
    }
    two.notes("between them");
    let passed = two.passes();
    assert!(passed.found.left_out > 0 && passed.found.torn <= 20, "{:?}", passed.found);
    assert!((1..=2).contains(&passed.went), "what stands in a file that was left out is written, too");
    for _ in 0..3 {
        assert_eq!(two.passes().went, 0, "however full the folder is, nothing is written twice");
    }
    for n in 0..2_000 {
        fs::remove_file(folder.join(format!("ninefold-z{n}.log"))).unwrap();
    }
    for n in 0..15 {
        fs::write(folder.join(format!("ninefold-y{n}.log")), own.repeat(9_000 / own.len())).unwrap();
    }
    let passed = two.passes();
    assert!((3..10).contains(&passed.found.left_out), "all together: {:?}", passed.found);
}

#[test]
fn lines_that_are_whole_and_mean_nothing_do_no_harm() {
    use sha2::{Digest, Sha256};
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    let line = |payload: &str| {
        let sum: String =
            Sha256::digest(payload.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("{sum} {payload}\n")
    };
    let event = |clock: &str, kind: &str, body: &str| {
        let id = uuid::Uuid::from_u128(1000 + clock.len() as u128 * 100 + body.len() as u128);
        format!(
            r#"{{"at":"2026-03-02T08:15:30Z","events":[{{"id":"{id}","command":"{id}","device":"{id}","at":"2026-03-02T08:15:30Z","clock":{clock},"kind":"{kind}","body":{body}}}]}}"#
        )
    };
    let deep = format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000));
    let strange = [
        "7".to_owned(),
        "[]".to_owned(),
        "no JSON".to_owned(),
        deep.clone(),
        event("1", "note_set", &format!("{{\"a\":{deep}}}")),
        event("9223372036854775808", "note_set", "{}"),
        event("1e30", "note_set", "{}"),
        event("1", "note_set", "7"),
        r#"{"format":"ninefold-sync/1","device":"../../../etc","computer":"x"}"#.to_owned(),
        r#"{"format":"ninefold-sync/0"}"#.to_owned(),
    ];
    let kept = [
        event("1", "of a later program", r#"{"what":["nobody","knows"]}"#),
        event("-1", "minutes_logged", r#"{"minutes":4294967295}"#),
        event("9223372036854775807", "note_set", r#"{"unit":"../../x","text":"\u0000"}"#),
    ];
    let head = r#"{"format":"ninefold-sync/1","device":"00000000-0000-0000-0000-000000000005","computer":"a\n\u0007b                                                                              c"}"#;
    let text: String =
        [head].into_iter().map(line).chain(strange.iter().chain(&kept).map(|p| line(p))).collect();
    fs::write(folder.join("ninefold-evil.log"), text).unwrap();
    let passed = one.passes();
    assert_eq!((passed.found.strange, passed.found.torn), (strange.len(), 0));
    assert_eq!((passed.came.len(), passed.went), (kept.len(), 0));
    let name = &one.exchange.computers()[0].name;
    assert!(name.len() <= 60 && !name.contains('\n') && !name.contains('\u{7}'), "{name:?}");
    let state = one.state();
    assert_eq!((state.logs.len(), state.notes.len()), (0, 1));
    // What cannot be read is passed on as it is.
    fs::remove_file(folder.join("ninefold-evil.log")).unwrap();
    one.home.again = true;
    assert_eq!(one.passes().went, kept.len());
    let mut two = Computer::new(root.path(), 2, &folder);
    assert_eq!(two.passes().came.len(), kept.len());
    agree(&mut [one, two]);
}

#[cfg(unix)]
#[test]
fn links_pipes_and_folders_are_neither_read_nor_written() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    one.notes("mine");
    one.passes();
    let name = one.own_files().pop().unwrap();
    let mut two = Computer::new(root.path(), 2, &folder);
    // A link to a file that would count, a pipe that would wait for ever, a folder, a link to the folder itself.
    let outside = root.path().join("outside.log");
    fs::rename(folder.join(&name), &outside).unwrap();
    std::os::unix::fs::symlink(&outside, folder.join("ninefold-link.log")).unwrap();
    std::os::unix::fs::symlink(&folder, folder.join("ninefold-round.log")).unwrap();
    fs::create_dir(folder.join("ninefold-folder.log")).unwrap();
    let pipe = folder.join("ninefold-pipe.log");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let passed = two.passes();
    assert_eq!((passed.came.len(), passed.found.left_out), (0, 4));
    // A link in the place of our own file leads no write elsewhere.
    std::os::unix::fs::symlink(&outside, folder.join(&name)).unwrap();
    let before = fs::read(&outside).unwrap();
    one.notes("more");
    assert_eq!(one.passes().went, 2, "both, to a new file");
    assert_eq!(fs::read(&outside).unwrap(), before);
    two.passes();
    agree(&mut [one, two]);
}

/// An undo that another computer writes of what was done here is an event like any other; it is no order to this program.
#[test]
fn what_comes_is_only_ever_an_event() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut pair = [1, 2].map(|n| Computer::new(root.path(), n, &folder));
    pair[0].notes("mine");
    pair[0].passes();
    pair[1].passes();
    let theirs = pair[0].state().undoable[0].command;
    pair[1].does(crate::computers::now(), &[Event::Undone { command: theirs }]);
    pair[1].passes();
    pair[0].passes();
    let state = agree(&mut pair);
    assert!(state.notes.is_empty());
    assert_eq!(state.redoable_on(pair[0].device).count(), 0, "redo belongs to who undid");
    assert_eq!(state.redoable_on(pair[1].device).count(), 1);
}
