//! What comes from outside the window: a start with a link or a file, a notification that was opened.
//! Invariant: a file is read, never run, and nothing that comes in changes anything: the application checks it, and
//! the window leads to it or asks.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::wire::Arrive;
use api::word;
use tauri::{AppHandle, Manager, Url};

use crate::desk::Desk;
use crate::window;

/// Starts the program without its window, where it stays in the tray.
pub const HIDDEN: &str = "--hidden";

/// No calendar of a person is larger; a wrong file often is. The import of the window has the same limit.
const MOST_BYTES: u64 = 20 * 1024 * 1024;

/// An export says within so many bytes what it is.
const HEAD_BYTES: u64 = 200;

/// Nobody opens more at once on purpose.
const MOST: usize = 5;

/// What a start brings. `folder` is where it was started.
pub fn of_start(args: &[impl AsRef<OsStr>], folder: &Path) -> Vec<Arrive> {
    let named = args.iter().skip(1).map(AsRef::as_ref);
    let named = named.filter(|arg: &&OsStr| !arg.as_encoded_bytes().starts_with(b"-"));
    named.take(MOST).map(|arg| read(arg, folder)).collect()
}

/// What the system hands over as an address.
#[cfg(target_os = "macos")]
pub fn of_url(url: &Url) -> Arrive {
    read(OsStr::new(url.as_str()), Path::new(""))
}

/// Files that were dropped on the window.
pub fn of_drop(paths: &[PathBuf]) -> Vec<Arrive> {
    paths.iter().take(MOST).map(|path| file(path)).collect()
}

fn read(named: &OsStr, folder: &Path) -> Arrive {
    // An address is text.
    let Some(named) = named.to_str() else { return file(&folder.join(named)) };
    let is = |scheme: &str| named.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme));
    if is("file:") {
        return match Url::parse(named).ok().and_then(|url| url.to_file_path().ok()) {
            Some(path) => file(&path),
            None => Arrive::Link { url: named.to_owned() },
        };
    }
    // A path may hold a colon, but two slashes behind it mean an address.
    if is("ninefold:") || named.contains("://") {
        return Arrive::Link { url: named.to_owned() };
    }
    file(&folder.join(named))
}

fn file(path: &Path) -> Arrive {
    let name = || path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let read = match pack_folder(path) {
        Some(folder) => carried(folder).map(|folder| Arrive::Pack { folder }),
        None => text_of(path).and_then(|text| match text {
            None => carried(path).map(|path| Arrive::Export { path }),
            Some(text) => Ok(Arrive::File { file_name: name(), text }),
        }),
    };
    read.unwrap_or_else(|reason| Arrive::Unreadable { file_name: name(), reason })
}

/// The path as text; why not, if another one would be looked for.
fn carried(path: &Path) -> Result<String, String> {
    let why = word!(
        "its path is not UTF-8 or ends in a blank, so it has to be renamed first",
        "su ruta no está en UTF-8 o termina en un espacio, así que antes hay que cambiarle el nombre",
    );
    api::paths::carried(path).map_err(|_| why.to_owned())
}

/// The folder of a pack, if this is its own file or the folder itself. What is in it is read when it is asked about.
fn pack_folder(path: &Path) -> Option<&Path> {
    if path.is_dir() {
        return path.join(api::PACK_FILE).is_file().then_some(path);
    }
    let is_its_file = path.file_name().is_some_and(|name| name == api::PACK_FILE) && path.is_file();
    path.parent().filter(|_| is_its_file)
}

/// All of a calendar; none of an export, which may be larger and is read when it is looked into.
fn text_of(path: &Path) -> Result<Option<String>, String> {
    let in_words = |error: &std::io::Error| match error.kind() {
        ErrorKind::NotFound => word!("it is not there", "no está ahí").to_owned(),
        ErrorKind::PermissionDenied => {
            word!("you may not read it", "no tienes permiso para leerlo").to_owned()
        }
        _ => word!("the disk did not give it", "el disco no lo dio").to_owned(),
    };
    // Asked before it is opened: a pipe would keep the program waiting.
    let about = std::fs::metadata(path).map_err(|error| in_words(&error))?;
    if !about.is_file() {
        return Err(word!("it is no file", "no es un archivo").to_owned());
    }
    let mut bytes = Vec::new();
    let mut file = File::open(path).map_err(|error| in_words(&error))?;
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes).map_err(|error| in_words(&error))?;
    if api::is_export(&bytes) {
        return Ok(None);
    }
    file.take(MOST_BYTES).read_to_end(&mut bytes).map_err(|error| in_words(&error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(word!(
            "it has more than 20\u{a0}MB, which no calendar has",
            "tiene más de 20\u{a0}MB, y ningún calendario los tiene",
        )
        .to_owned());
    }
    Ok(Some(api::calendar_text(&bytes).into_owned()))
}

/// Hands something to the window and shows it.
pub async fn bring(shell: &AppHandle, what: Arrive) {
    let desk = Arc::clone(&shell.state::<Arc<Desk>>());
    // An application that does not open is told in the window.
    let _ = desk.work(move |app| app.arrive(what)).await;
    window::raise(shell);
}

/// As [`bring`], for all that a start or the system brought; what cannot be read is said in the language of the window.
pub fn bring_all(shell: &AppHandle, read: impl FnOnce() -> Vec<Arrive>) {
    let all = shell.state::<Arc<Desk>>().speaking(read);
    let shell = shell.clone();
    tauri::async_runtime::spawn(async move {
        for what in all {
            bring(&shell, what).await;
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(folder: &Path, args: &[&str]) -> Vec<Arrive> {
        let args: Vec<String> = ["ninefold"].iter().chain(args).map(ToString::to_string).collect();
        of_start(&args, folder)
    }

    #[test]
    fn a_start_brings_links_and_files_and_no_options() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("a b.ics"), "BEGIN:VCALENDAR").unwrap();
        let path = dir.path().join("a b.ics");
        let url = Url::from_file_path(&path).unwrap().to_string();
        assert!(of(dir.path(), &[]).is_empty() && of(dir.path(), &["--hidden", "-x"]).is_empty());
        for named in ["a b.ics", path.to_str().unwrap(), url.as_str()] {
            let [Arrive::File { file_name, text }] = &of(dir.path(), &[named])[..] else {
                panic!("{named} is not read")
            };
            assert_eq!((file_name.as_str(), text.as_str()), ("a b.ics", "BEGIN:VCALENDAR"));
        }
        for link in ["ninefold://week", "NINEFOLD:x", "https://example.org/x.ics"] {
            let [Arrive::Link { url }] = &of(dir.path(), &[link])[..] else { panic!("{link} is no link") };
            assert_eq!(url, link);
        }
        assert_eq!(of(dir.path(), &["ninefold://week"; 50]).len(), MOST);
    }

    #[test]
    fn a_pack_is_its_folder_or_the_file_in_it() {
        let dir = tempfile::tempdir().unwrap();
        let pack = dir.path().join("my pack");
        std::fs::create_dir(&pack).unwrap();
        let is_pack = |named: &str| matches!(&of(dir.path(), &[named])[..], [Arrive::Pack { folder }] if *folder == pack.display().to_string());
        assert!(!is_pack("my pack") && !is_pack("my pack/pack.toml"), "nothing is in it yet");
        std::fs::write(pack.join("pack.toml"), "schema = 1").unwrap();
        std::fs::write(pack.join("lane.toml"), "").unwrap();
        let url = Url::from_file_path(pack.join("pack.toml")).unwrap().to_string();
        assert!(is_pack("my pack") && is_pack("my pack/pack.toml") && is_pack(&url));
        assert!(!is_pack("my pack/lane.toml"), "another file of it is none");
    }

    #[test]
    fn an_export_is_known_by_how_it_begins_and_may_be_larger_than_any_calendar() {
        let dir = tempfile::tempdir().unwrap();
        let export = dir.path().join("ninefold-2026-11-26.json");
        std::fs::write(&export, "{\n  \"format\": \"ninefold-export/1\"").unwrap();
        File::options().append(true).open(&export).unwrap().set_len(MOST_BYTES * 2).unwrap();
        let [Arrive::Export { path }] = &of(dir.path(), &["ninefold-2026-11-26.json"])[..] else {
            panic!("it is no export")
        };
        assert_eq!(*path, export.display().to_string());
        std::fs::write(dir.path().join("other.json"), "{ \"name\": \"ninefold-export/1\" }").unwrap();
        assert!(
            matches!(&of(dir.path(), &["other.json"])[..], [Arrive::File { .. }]),
            "another JSON is none"
        );
    }

    #[test]
    fn what_would_be_looked_for_elsewhere_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        let mut names = vec![std::ffi::OsString::from("blank ")];
        #[cfg(unix)]
        names.push(std::os::unix::ffi::OsStringExt::from_vec(b"no text\xff".to_vec()));
        for name in names {
            let export = dir.path().join(&name);
            std::fs::write(&export, "{\n  \"format\": \"ninefold-export/1\"").unwrap();
            let pack = dir.path().join("packs").join(&name);
            std::fs::create_dir_all(&pack).unwrap();
            std::fs::write(pack.join("pack.toml"), "schema = 1").unwrap();
            let all = of_drop(&[export.clone(), pack.clone(), pack.join("pack.toml")]);
            let is_refused = |what: &Arrive| matches!(what, Arrive::Unreadable { reason, .. } if reason.starts_with("its path is not UTF-8 or ends in a blank"));
            assert!(all.len() == 3 && all.iter().all(is_refused), "{all:?}");
            // A calendar is read at once, so its name leads nowhere any more.
            std::fs::write(&export, "BEGIN:VCALENDAR").unwrap();
            assert!(matches!(&of_drop(&[export])[..], [Arrive::File { .. }]));
            let start = [OsStr::new("ninefold"), name.as_os_str()];
            assert!(matches!(&of_start(&start, dir.path())[..], [Arrive::File { .. }]));
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_in_words() {
        let dir = tempfile::tempdir().unwrap();
        let large = File::create(dir.path().join("large.ics")).unwrap();
        large.set_len(MOST_BYTES + 1).unwrap();
        let mut named =
            vec![("nothing.ics", "it is not there"), (".", "it is no file"), ("large.ics", "it has more")];
        if cfg!(unix) {
            let made =
                std::process::Command::new("mkfifo").arg(dir.path().join("pipe.ics")).status().unwrap();
            assert!(made.success());
            named.push(("pipe.ics", "it is no file"));
        }
        for (name, why) in named {
            let [Arrive::Unreadable { reason, .. }] = &of(dir.path(), &[name])[..] else {
                panic!("{name} was read")
            };
            assert!(reason.starts_with(why), "{name}: {reason}");
        }
    }
}
