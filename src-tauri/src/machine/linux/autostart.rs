//! Starting with the system: an entry in the autostart folder, as the desktops have agreed on it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use api::{said, word};

use crate::arrivals::HIDDEN;

/// Whether the program starts with the system; none where there is no such folder.
pub fn starts_with_system() -> Option<bool> {
    let text = std::fs::read_to_string(entry_in(&dirs::config_dir()?)).unwrap_or_default();
    // Desktops turn an entry off by a line in it.
    let is_off = |line: &str| ["Hidden=true", "X-GNOME-Autostart-enabled=false"].contains(&line.trim());
    Some(!text.is_empty() && !text.lines().any(is_off))
}

/// Writes the entry, or removes it.
///
/// # Errors
/// Why the folder cannot be written, in words without a full stop.
pub fn start_with_system(on: bool) -> Result<(), String> {
    let folder = dirs::config_dir().ok_or_else(|| {
        said!("this system names no folder for it", "este sistema no indica ninguna carpeta para ello")
    })?;
    // A portable program runs from elsewhere than it lies.
    let program = match std::env::var_os("APPIMAGE") {
        Some(image) => PathBuf::from(image),
        None => std::env::current_exe().map_err(|error| error.to_string())?,
    };
    set(&folder, &program, on)
}

fn set(folder: &Path, program: &Path, on: bool) -> Result<(), String> {
    let entry = entry_in(folder);
    let failed = |error: std::io::Error| format!("{}: {error}", entry.display());
    if !on {
        return match std::fs::remove_file(&entry) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(failed(error)),
            _ => Ok(()),
        };
    }
    let exec = quoted(program).ok_or_else(|| {
        let program = program.display();
        said!("{program} cannot be written there", "{program} no se puede escribir ahí")
    })?;
    let comment = word!(
        "A weekly study plan that fits around your job",
        "Un plan de estudio semanal que cabe alrededor de tu trabajo",
    );
    let text = format!(
        "[Desktop Entry]\nType=Application\nName=Ninefold\nComment={comment}\n\
         Exec={exec} {HIDDEN}\nIcon=ninefold\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
    );
    std::fs::create_dir_all(folder.join("autostart"))
        .and_then(|()| std::fs::write(&entry, text))
        .map_err(failed)
}

fn entry_in(folder: &Path) -> PathBuf {
    folder.join("autostart/io.github.ninefold.ninefold.desktop")
}

/// A path as one argument of an Exec line, by the two rules that lie over each other there: quotes, and then the
/// backslashes of every value. None for a path that no such line can hold.
fn quoted(program: &Path) -> Option<String> {
    let path = program.to_str().filter(|path| !path.chars().any(char::is_control))?;
    let mut out = String::from("\"");
    for c in path.chars() {
        match c {
            '"' | '`' | '$' => out.extend(["\\\\", c.encode_utf8(&mut [0; 4])]),
            '\\' => out.push_str("\\\\\\\\"),
            '%' => out.push_str("%%"),
            c => out.push(c),
        }
    }
    out.push('"');
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_entry_comes_and_goes() {
        let dir = tempfile::tempdir().unwrap();
        let entry = entry_in(dir.path());
        set(dir.path(), Path::new("/opt/my apps/ninefold"), true).unwrap();
        let text = std::fs::read_to_string(&entry).unwrap();
        assert!(text.contains("\nExec=\"/opt/my apps/ninefold\" --hidden\n"), "{text}");
        set(dir.path(), Path::new("/usr/bin/ninefold"), false).unwrap();
        assert!(!entry.exists());
        set(dir.path(), Path::new("/usr/bin/ninefold"), false).unwrap();
    }

    #[test]
    fn a_strange_path_is_one_argument_and_no_command() {
        assert_eq!(quoted(Path::new(r#"/a"b`c$d\e%f"#)).unwrap(), r#""/a\\"b\\`c\\$d\\\\e%%f""#);
        assert_eq!(quoted(Path::new("/a\nExec=evil")), None);
    }

    #[test]
    fn a_folder_that_cannot_be_written_is_named() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("autostart"), "a file").unwrap();
        let said = set(dir.path(), Path::new("/usr/bin/ninefold"), true).unwrap_err();
        assert!(said.contains("autostart"), "{said}");
    }
}
