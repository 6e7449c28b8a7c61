//! What happens to files in the folder: deleted, cut, zeroed, renamed, doubled, half there, in the way.

use std::collections::BTreeSet;
use std::fs;

use sync::Fault;

use crate::computers::{Computer, Trouble, agree, copies, files, playground};

/// Two computers that share one folder and one note each.
fn pair() -> (tempfile::TempDir, [Computer; 2]) {
    let root = playground();
    let folder = root.path().join("folder");
    let mut pair = [1, 2].map(|n| Computer::new(root.path(), n, &folder));
    for (n, computer) in pair.iter_mut().enumerate() {
        computer.notes(&format!("by {n}"));
        computer.passes();
    }
    pair[0].passes();
    agree(&mut pair);
    (root, pair)
}

#[test]
fn only_what_is_new_comes_and_goes() {
    let (_root, mut pair) = pair();
    let quiet = pair[0].passes();
    assert_eq!((quiet.came.len(), quiet.went), (0, 0));
    let before = fs::read(pair[0].folder.join(&pair[0].own_files()[0])).unwrap();
    pair[0].notes("more");
    assert_eq!(pair[0].passes().went, 1);
    let after = fs::read(pair[0].folder.join(&pair[0].own_files()[0])).unwrap();
    assert!(after.starts_with(&before) && after.len() > before.len(), "the file is continued");
    assert_eq!(pair[1].passes().came.len(), 1);
    assert_eq!(pair[0].files().len(), 2, "a file each");
    assert_eq!(copies(&pair[0].folder), [1, 1, 1]);
    let [one, two] = pair;
    let mut pair = [one.restarted(), two.restarted()];
    for computer in &mut pair {
        let quiet = computer.passes();
        assert_eq!((quiet.came.len(), quiet.went), (0, 0), "also after a new start");
    }
    let names: BTreeSet<String> = pair[0].exchange.computers().into_iter().map(|c| c.name).collect();
    assert_eq!(names, BTreeSet::from(["computer 1".to_owned(), "computer 2".to_owned()]));
}

#[test]
fn a_deleted_file_is_written_anew_and_nothing_is_deleted_for_it() {
    let (_root, mut pair) = pair();
    let [own] = &pair[0].own_files()[..] else { panic!("one") };
    fs::remove_file(pair[0].folder.join(own)).unwrap();
    let passed = pair[0].passes();
    assert_eq!((passed.came.len(), passed.went), (0, 1));
    assert_ne!(pair[0].own_files(), [own.as_str()], "under a new name");
    // Of a computer that is gone for good, the others keep what it did.
    let [own] = &pair[1].own_files()[..] else { panic!("one") };
    fs::remove_file(pair[0].folder.join(own)).unwrap();
    assert_eq!(pair[0].passes().went, 1);
    assert_eq!(copies(&pair[0].folder), [1, 1]);
    let third = Computer::new(&pair[0].dir.join("../x"), 3, &pair[0].folder);
    let [one, two] = pair;
    let mut all = [one, two, third];
    all[2].passes();
    agree(&mut all);
}

/// As where a stick was mounted: the folder below is another one, and empty.
#[test]
fn a_folder_that_was_emptied_is_left_so_until_it_is_chosen_once_more() {
    let (root, mut pair) = pair();
    let folder = pair[0].folder.clone();
    let away = root.path().join("away");
    fs::rename(&folder, &away).unwrap();
    fs::create_dir(&folder).unwrap();
    pair[0].notes("meanwhile");
    for _ in 0..2 {
        assert!(matches!(pair[0].tries(), Err(Trouble::Fault(Fault::Emptied { .. }))));
        assert!(files(&folder).is_empty());
    }
    // Plugged in again.
    fs::remove_dir(&folder).unwrap();
    fs::rename(&away, &folder).unwrap();
    let passed = pair[0].passes();
    assert_eq!((passed.came.len(), passed.went), (0, 1));
    // Whatever is left there, it is the folder: then all is written anew.
    for name in files(&folder) {
        fs::remove_file(folder.join(name)).unwrap();
    }
    fs::write(folder.join("marker"), "").unwrap();
    assert_eq!(pair[0].passes().went, 3);
    for name in files(&folder) {
        fs::remove_file(folder.join(name)).unwrap();
    }
    pair[0].home.again = true;
    assert_eq!(pair[0].passes().went, 3);
    pair[0].home.again = false;
    assert_eq!(pair[0].passes().went, 0);
}

#[test]
fn a_file_of_a_newer_program_says_who_writes_it_and_no_more() {
    let (_root, mut pair) = pair();
    let payload =
        r#"{"format":"ninefold-sync/2","device":"00000000-0000-0000-0000-000000000007","computer":"studio"}"#;
    let line = format!("{} {payload}\n", crate::format::sum_of(payload));
    fs::write(pair[0].folder.join("ninefold-7.log"), line).unwrap();
    let found = pair[0].passes().found;
    assert_eq!((found.newer, found.named.newer.as_deref()), (1, Some("ninefold-7.log")));
    let computers = pair[0].exchange.computers();
    let studio = computers.iter().find(|known| known.name == "studio").unwrap();
    assert_eq!((computers.len(), studio.last), (3, None));
    // One of ours that a newer program of this home went on with is let be, and not continued.
    let [own] = &pair[0].own_files()[..] else { panic!("one") };
    let path = pair[0].folder.join(own);
    let newer = fs::read_to_string(&path).unwrap().replace("ninefold-sync/1", "ninefold-sync/2");
    let head = newer.lines().next().unwrap().split_once(' ').unwrap().1;
    let rest = newer.split_once('\n').unwrap().1;
    let newer = format!("{} {head}\n{rest}", crate::format::sum_of(head));
    fs::write(&path, &newer).unwrap();
    pair[0].notes("later");
    assert_eq!(pair[0].passes().went, 2);
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
}

/// What an engine has not fetched is counted, and what is left out is named.
#[test]
fn what_is_not_read_is_counted_and_named() {
    let (_root, mut pair) = pair();
    let folder = &pair[0].folder;
    fs::write(folder.join(".ninefold-7.log.icloud"), "bplist00").unwrap();
    fs::write(folder.join(".ninefold-7.log.tmp"), "of another engine").unwrap();
    fs::create_dir(folder.join("ninefold-8.log")).unwrap();
    fs::write(folder.join("ninefold-9.log"), [0_u8; 90]).unwrap();
    let found = pair[0].passes().found;
    assert_eq!((found.away, found.left_out, found.torn), (1, 1, 1));
    let named = |name: &str| Some(name.to_owned());
    assert_eq!(found.named.away, named(".ninefold-7.log.icloud"));
    assert_eq!((found.named.left_out, found.named.torn), (named("ninefold-8.log"), named("ninefold-9.log")));
    assert_eq!(pair[0].exchange.devices().len(), 2);
}

#[test]
fn a_file_of_ours_that_was_harmed_is_written_anew_and_tidied_up() {
    let harms: [fn(&mut Vec<u8>); 5] = [
        |bytes| bytes.truncate(bytes.len() - 7),
        |bytes| bytes.truncate(20),
        Vec::clear,
        |bytes| bytes.fill(0),
        |bytes| bytes[200] ^= 1,
    ];
    for (n, harm) in harms.into_iter().enumerate() {
        let (_root, mut pair) = pair();
        let name = pair[0].own_files().pop().unwrap();
        let path = pair[0].folder.join(&name);
        let mut bytes = fs::read(&path).unwrap();
        harm(&mut bytes);
        fs::write(&path, bytes).unwrap();
        let theirs = fs::read(pair[1].folder.join(&pair[1].own_files()[0])).unwrap();
        let passed = pair[0].passes();
        assert_eq!((passed.came.len(), passed.went), (0, 1), "harm {n}");
        assert!(!path.exists(), "harm {n}: the harmed one is removed");
        assert_eq!(copies(&pair[0].folder), [1, 1]);
        assert_eq!(fs::read(pair[1].folder.join(&pair[1].own_files()[0])).unwrap(), theirs);
        pair[1].passes();
        agree(&mut pair);
        assert_eq!(pair[1].passes().found.torn, 0);
    }
}

/// A file that others lengthened or cut where a line ends is whole in itself; it is let be, and another one begun.
#[test]
fn a_file_that_is_not_as_it_was_left_is_not_continued() {
    let (_root, mut pair) = pair();
    let name = pair[0].own_files().pop().unwrap();
    let path = pair[0].folder.join(&name);
    let mut text = fs::read_to_string(&path).unwrap();
    let head = text.lines().next().unwrap().to_owned() + "\n";
    text.push_str(&head);
    fs::write(&path, &text).unwrap();
    pair[0].notes("more");
    assert_eq!(pair[0].passes().went, 1);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
    assert_eq!(pair[0].own_files().len(), 2);
    fs::write(&path, head).unwrap();
    assert_eq!(pair[0].passes().went, 1, "what was cut off");
    assert_eq!(copies(&pair[0].folder), [1, 1, 1]);
    pair[1].passes();
    agree(&mut pair);
}

#[test]
fn a_file_of_another_is_read_as_far_as_it_is_whole_and_again_when_it_grew() {
    let root = playground();
    let (here, there) = (root.path().join("here"), root.path().join("there"));
    let mut one = Computer::new(root.path(), 1, &here);
    let mut two = Computer::new(root.path(), 2, &there);
    for n in 0..4 {
        one.notes(&n.to_string());
        one.passes();
    }
    let name = one.own_files().pop().unwrap();
    let bytes = fs::read(here.join(&name)).unwrap();
    let mut came = 0;
    for end in (0..bytes.len()).step_by(37).chain([bytes.len()]) {
        fs::write(there.join(&name), &bytes[..end]).unwrap();
        let passed = two.passes();
        came += passed.came.len();
        let is_whole = end == 0 || bytes[end - 1] == b'\n';
        assert_eq!(passed.found.torn, usize::from(!is_whole), "the rest waits, and is counted: {end}");
        assert_eq!(passed.went, 0, "what others wrote is not written again");
        assert_eq!(fs::read(there.join(&name)).unwrap(), &bytes[..end], "and never touched");
    }
    assert_eq!(came, 4);
    // Grown and shrunk with the same length and time is told apart by the file itself; here by its length.
    fs::write(there.join(&name), &bytes[..bytes.len() / 2]).unwrap();
    assert!(two.passes().went > 0, "what went missing there is passed on by whoever has it");
    agree(&mut [one, two][..1]);
}

#[test]
fn renamed_and_doubled_files_are_read_once_and_others_files_are_left_alone() {
    let (_root, mut pair) = pair();
    pair[0].notes("more");
    pair[0].passes();
    let name = pair[0].own_files().pop().unwrap();
    let folder = pair[0].folder.clone();
    let bytes = fs::read(folder.join(&name)).unwrap();
    for copy in [
        name.replace(".log", ".sync-conflict-20261126-181500-ABCDEFG.log"),
        name.replace(".log", " (Anna's conflicted copy 2026-11-26).log"),
        name.replace(".log", " (conflicted copy 2026-11-26 181500).log"),
        name.replace(".log", " 2.log"),
        format!("Kopie von {name}"),
    ] {
        fs::write(folder.join(copy), &bytes).unwrap();
    }
    fs::remove_file(folder.join(&name)).unwrap();
    let before: Vec<(String, Vec<u8>)> = files(&folder)
        .into_iter()
        .map(|name| (name.clone(), fs::read(folder.join(&name)).unwrap()))
        .collect();
    assert_eq!(pair[1].passes().came.len(), 1);
    assert_eq!(pair[0].passes().went, 0, "all of it is there under other names");
    for (name, bytes) in before {
        assert_eq!(fs::read(folder.join(name)).unwrap(), bytes);
    }
    // Parts that engines have on the way, and what is not ours, are not read.
    for name in [
        format!(".syncthing.{name}.tmp"),
        format!("~{name}"),
        "photo.jpg".to_owned(),
        "ninefold-.txt".to_owned(),
    ] {
        fs::write(folder.join(name), "anything").unwrap();
    }
    let passed = pair[1].passes();
    assert_eq!((passed.found.torn, passed.found.left_out), (0, 0));
    agree(&mut pair);
}

#[test]
fn a_folder_that_is_gone_or_no_folder_is_said_and_what_was_done_waits() {
    let (root, mut pair) = pair();
    let folder = pair[0].folder.clone();
    let away = root.path().join("away");
    fs::rename(&folder, &away).unwrap();
    pair[0].notes("meanwhile");
    assert!(matches!(pair[0].tries(), Err(Trouble::Fault(Fault::Gone { .. }))));
    assert!(!folder.exists(), "it is not made: another one may be meant");
    fs::write(&folder, "a file").unwrap();
    assert!(matches!(pair[0].tries(), Err(Trouble::Fault(Fault::NoFolder { .. }))));
    fs::remove_file(&folder).unwrap();
    fs::rename(&away, &folder).unwrap();
    let passed = pair[0].passes();
    assert_eq!((passed.came.len(), passed.went), (0, 1));
    pair[1].passes();
    agree(&mut pair);
}

#[test]
fn a_long_journal_goes_into_files_of_a_size_that_is_easily_carried() {
    let root = playground();
    let folder = root.path().join("folder");
    let mut one = Computer::new(root.path(), 1, &folder);
    let text = "x".repeat(40_000);
    (0..100).for_each(|n| one.notes(&format!("{n} {text}")));
    one.passes();
    let sizes: Vec<u64> =
        one.files().iter().map(|name| folder.join(name).metadata().unwrap().len()).collect();
    assert!(sizes.len() >= 4 && sizes.iter().all(|size| *size < 1_200_000), "{sizes:?}");
    let mut two = Computer::new(root.path(), 2, &folder);
    two.passes();
    agree(&mut [one, two]);
}

/// A journal that is busy for a moment: what was read of the folder is not forgotten as if it had been taken in.
#[test]
fn what_could_not_be_taken_in_comes_with_the_next_pass() {
    let (_root, mut pair) = pair();
    pair[0].notes("more");
    pair[0].passes();
    pair[1].home.refuses = true;
    assert!(matches!(pair[1].tries(), Err(Trouble::Refused)));
    assert_eq!(pair[1].passes().came.len(), 1);
    agree(&mut pair);
}

/// A folder in which no file of ours can be begun: its name would be longer than the system takes.
#[cfg(target_os = "linux")]
fn too_deep(root: &std::path::Path) -> std::path::PathBuf {
    let mut folder = root.to_owned();
    while folder.as_os_str().len() < 4_050 {
        let more = (4_050 - folder.as_os_str().len()).clamp(2, 200);
        folder.push("d".repeat(more - 1));
    }
    folder
}

#[cfg(target_os = "linux")]
#[test]
fn where_nothing_can_be_written_nothing_is_read_twice_and_nothing_piles_up() {
    let root = playground();
    let mut one = Computer::new(root.path(), 1, &too_deep(root.path()));
    // Another's file, under a name that is short enough.
    let mut two = Computer::new(root.path(), 2, &root.path().join("elsewhere"));
    two.notes("by two");
    two.passes();
    let theirs = one.folder.join("ninefold-2.log");
    fs::copy(two.folder.join(&two.own_files()[0]), &theirs).unwrap();
    one.notes("by one");
    let pens = one.dir.join("sync.json");
    let kept = || fs::metadata(&pens).unwrap().len();
    assert!(matches!(one.tries(), Err(Trouble::Fault(_))));
    assert_eq!(one.events().len(), 2, "what comes is taken in all the same");
    let before = kept();
    // Other bytes under the same stamp: who reads them again finds them torn.
    let changed = fs::metadata(&theirs).unwrap().modified().unwrap();
    let file = fs::OpenOptions::new().write(true).open(&theirs).unwrap();
    let len = usize::try_from(file.metadata().unwrap().len()).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, &vec![b'x'; len], 0).unwrap();
    file.set_modified(changed).unwrap();
    for _ in 0..20 {
        assert!(matches!(one.tries(), Err(Trouble::Fault(_))));
    }
    assert_eq!(kept(), before);
    assert_eq!(one.exchange.computers().len(), 1, "it is known as it was read");
}
