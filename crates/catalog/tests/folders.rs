//! Packs in folders: whatever stands where a file should be is answered in words.

#![allow(clippy::unwrap_used, clippy::panic, reason = "helpers of tests may stop the test")]

#[allow(dead_code, reason = "each test file uses a part of it")]
mod common;

use std::path::Path;

use common::{example, told};

/// The answer for the example in a folder, after `change` had its way with it.
fn check(change: impl FnOnce(&Path), expect: &[&str]) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in example() {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    change(folder.path());
    assert_eq!(told(|| catalog::load(folder.path())), expect);
}

fn edit(folder: &Path, from: &str, to: &str) {
    let pack = folder.join("pack.toml");
    let text = std::fs::read_to_string(&pack).unwrap();
    assert!(text.contains(from));
    std::fs::write(pack, text.replace(from, to)).unwrap();
}

const NO_FILE: &str = "pack.toml:7: the listed file \"1-statistics.toml\" is not a file. \
                       Put an ordinary file in its place.";

#[test]
fn a_sound_folder() {
    check(|_| {}, &[]);
}

#[test]
fn no_folder_or_no_pack() {
    let missing = "pack.toml: pack.toml is not there. Give the folder that holds the pack's pack.toml.";
    assert_eq!(told(|| catalog::load(Path::new("/no/such/folder"))), [missing]);
    check(|folder| std::fs::remove_file(folder.join("pack.toml")).unwrap(), &[missing]);
}

#[test]
fn a_listed_file_that_is_missing() {
    check(
        |folder| std::fs::remove_file(folder.join("1-statistics.toml")).unwrap(),
        &["pack.toml:7: the listed file \"1-statistics.toml\" is not there. \
           Put it beside pack.toml, or take it off the list."],
    );
}

#[test]
fn a_folder_in_place_of_a_file() {
    check(
        |folder| {
            std::fs::remove_file(folder.join("1-statistics.toml")).unwrap();
            std::fs::create_dir(folder.join("1-statistics.toml")).unwrap();
        },
        &[NO_FILE],
    );
}

#[test]
fn a_name_that_leads_out_of_the_folder_is_not_opened() {
    check(
        |folder| {
            let inner = folder.join("inner");
            std::fs::create_dir(&inner).unwrap();
            edit(folder, "\"1-statistics.toml\"", "\"inner/../1-statistics.toml\", \"1-statistics.toml\"");
        },
        &["pack.toml:7: the pack lists \"inner/../1-statistics.toml\", which is no plain file name. \
           Name a .toml file beside pack.toml: letters, digits, hyphens, underscores and dots, no folders."],
    );
}

#[test]
fn a_file_beyond_4_mib() {
    let large = "pack.toml:7: the listed file \"1-statistics.toml\" is larger than 4 MiB. \
                 Shorten it; a strategy rarely needs a tenth of that.";
    let padded = |length: u64| {
        move |folder: &Path| {
            let path = folder.join("1-statistics.toml");
            let text = std::fs::read_to_string(&path).unwrap();
            let padding = usize::try_from(length).unwrap() - text.len();
            std::fs::write(path, format!("{text}{}", "#".repeat(padding))).unwrap();
        }
    };
    check(padded(catalog::FILE_MAX_BYTES), &[]);
    check(padded(catalog::FILE_MAX_BYTES + 1), &[large]);
}

#[cfg(unix)]
#[test]
fn links_and_pipes() {
    use std::os::unix::fs::symlink;
    check(
        |folder| {
            let file = folder.join("1-statistics.toml");
            std::fs::rename(&file, folder.join("real")).unwrap();
            symlink("real", file).unwrap();
        },
        &[],
    );
    check(
        |folder| {
            let file = folder.join("1-statistics.toml");
            std::fs::remove_file(&file).unwrap();
            // Opening a pipe would wait for ever.
            assert!(std::process::Command::new("mkfifo").arg(file).status().unwrap().success());
        },
        &[NO_FILE],
    );
    let folder = tempfile::tempdir().unwrap();
    symlink("pack.toml", folder.path().join("pack.toml")).unwrap();
    let told = told(|| catalog::load(folder.path()));
    assert_eq!(told.len(), 1);
    assert!(told[0].starts_with("pack.toml: pack.toml cannot be read: "), "{told:?}");
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_folder_is_not_followed() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.toml");
    std::fs::write(&secret, "[strategy]\nnumber = 1\ntitle = \"A secret\"\n").unwrap();
    let led_out = "pack.toml:7: the listed file \"1-statistics.toml\" is a link that leads out of the pack's folder. \
                   Put the file itself in its place.";
    let in_its_place = |to: &Path| {
        let to = to.to_owned();
        move |folder: &Path| {
            let file = folder.join("1-statistics.toml");
            std::fs::remove_file(&file).unwrap();
            symlink(to, file).unwrap();
        }
    };
    check(in_its_place(&secret), &[led_out]);
    check(in_its_place(outside.path()), &[led_out]);
    check(in_its_place(Path::new("/dev/zero")), &[led_out]);
    // By way of another link, and of a folder.
    check(
        |folder| {
            symlink(outside.path(), folder.join("beside")).unwrap();
            in_its_place(Path::new("beside/secret.toml"))(folder);
        },
        &[led_out],
    );
    // The pack's own file may lie no further off.
    check(
        |folder| {
            std::fs::rename(folder.join("pack.toml"), outside.path().join("pack.toml")).unwrap();
            symlink(outside.path().join("pack.toml"), folder.join("pack.toml")).unwrap();
        },
        &[
            "pack.toml: pack.toml is a link that leads out of the pack's folder. Put the file itself in its place.",
        ],
    );
    // A folder that is itself a link is the folder that it leads to.
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in example() {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let link = outside.path().join("pack");
    symlink(folder.path(), &link).unwrap();
    assert_eq!(told(|| catalog::load(&link)), [""; 0]);
}

#[cfg(unix)]
#[test]
fn links_in_a_circle_and_folders_in_place_of_links() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in example() {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let file = folder.path().join("1-statistics.toml");
    let told_of = |to: &str| {
        std::fs::remove_file(&file).unwrap();
        symlink(to, &file).unwrap();
        told(|| catalog::load(folder.path())).join("\n")
    };
    assert_eq!(told_of("."), NO_FILE);
    symlink("b", folder.path().join("a")).unwrap();
    symlink("a", folder.path().join("b")).unwrap();
    let circle = told_of("a");
    assert!(
        circle.starts_with("pack.toml:7: the listed file \"1-statistics.toml\" cannot be read: "),
        "{circle}"
    );
    assert!(told_of("nothing").contains("is not there"));
}

#[test]
fn a_gigabyte_of_nothing_is_not_read() {
    let large = "pack.toml:7: the listed file \"1-statistics.toml\" is larger than 4 MiB. \
                 Shorten it; a strategy rarely needs a tenth of that.";
    let sparse = |name: &'static str| {
        move |folder: &Path| {
            let file = std::fs::OpenOptions::new().write(true).open(folder.join(name)).unwrap();
            file.set_len(1 << 30).unwrap();
        }
    };
    check(sparse("1-statistics.toml"), &[large]);
    let pack =
        "pack.toml: pack.toml is larger than 4 MiB. Shorten it; a strategy rarely needs a tenth of that.";
    check(sparse("pack.toml"), &[pack]);
}

#[test]
fn a_file_in_place_of_the_folder() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let said = told(|| catalog::load(file.path())).join("\n");
    assert!(said.contains("pack.toml cannot be read: something on the way to it is no folder."), "{said}");
    let read = || catalog::load(file.path()).err().unwrap_or_default();
    let spanish = language::speaking(language::Language::Spanish, read);
    assert!(format!("{spanish:?}").contains("en la ruta hay algo que no es una carpeta"), "{spanish:?}");
}
