//! `cargo xtask bundle --check`: installs the .deb on this very machine, starts it as its menu entry does, and
//! removes it. Debian and Ubuntu only.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::system::Wanted;
use crate::{bundle, process, shot, system};

/// Name of the package.
const PACKAGE: &str = "ninefold";

/// Installs, starts, removes.
///
/// # Errors
/// The first thing that is not as it should be. The package is removed then as well.
pub fn run() -> Result<(), String> {
    if !system::is_debian() {
        return Err("a .deb is installed on Debian and Ubuntu only".to_owned());
    }
    system::ensure(Wanted::Everything)?;
    let is_deb = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "deb");
    let deb = bundle::made().into_iter().find(is_deb).ok_or("there is no .deb")?;
    process::run(
        system::apt_get(&["install", "--yes", "--no-install-recommends", "--reinstall"])?.arg(&deb),
    )?;
    let files = installed()?;
    let checked = look(&files);
    process::run(&mut system::apt_get(&["purge", "--yes", PACKAGE])?)?;
    checked?;
    let left: Vec<&PathBuf> = files.iter().filter(|file| file.is_file()).collect();
    if left.is_empty() {
        println!("\nInstalled, started from its menu entry, removed: {}", deb.display());
        Ok(())
    } else {
        Err(format!("removing left these behind: {left:?}"))
    }
}

/// The files of the package.
fn installed() -> Result<Vec<PathBuf>, String> {
    let list = process::read(Command::new("dpkg").args(["-L", PACKAGE]))?;
    Ok(list.lines().map(PathBuf::from).filter(|path| path.is_file()).collect())
}

fn look(files: &[PathBuf]) -> Result<(), String> {
    let in_folder = |folder: &str| files.iter().find(|file| file.starts_with(folder));
    let entry = in_folder("/usr/share/applications").ok_or("there is no menu entry")?;
    let about = in_folder("/usr/share/metainfo").ok_or("there is nothing for software centres")?;
    in_folder("/usr/share/doc/ninefold").ok_or("there is no copyright file")?;
    let text = std::fs::read_to_string(entry).map_err(|error| format!("{}: {error}", entry.display()))?;
    let value = |key: &str| -> Result<String, String> {
        let line = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.map(|value| value.trim().to_owned()).ok_or_else(|| format!("{} has no {key}", entry.display()))
    };
    if value("Categories")? != "Education;" {
        return Err("the menu entry is not under Education".to_owned());
    }
    let kinds = in_folder("/usr/share/mime/packages").ok_or("no kind of file is described")?;
    let kinds = std::fs::read_to_string(kinds).map_err(|error| format!("{}: {error}", kinds.display()))?;
    let opened = value("MimeType")?;
    if !opened.split(';').any(|kind| !kind.is_empty() && kinds.contains(&format!("type=\"{kind}\""))) {
        return Err("the menu entry opens no pack".to_owned());
    }
    let about = std::fs::read_to_string(about).map_err(|error| format!("{}: {error}", about.display()))?;
    let name = entry.file_name().unwrap_or_default().to_string_lossy();
    if !about.contains(&format!("<launchable type=\"desktop-id\">{name}</launchable>")) {
        return Err(format!("the description for software centres does not name {name}"));
    }
    let icon = value("Icon")?;
    let is_icon = |file: &&PathBuf| {
        file.starts_with("/usr/share/icons/hicolor") && file.file_stem().is_some_and(|stem| *stem == *icon)
    };
    files.iter().find(is_icon).ok_or_else(|| format!("there is no icon {icon}"))?;
    let exec = value("Exec")?;
    let program = exec.split_whitespace().next().ok_or("the menu entry starts nothing")?;
    let program = Path::new("/usr/bin").join(program);
    println!("{} starts {}", entry.display(), program.display());
    process::run(Command::new("/usr/bin/ninefold-cli").arg("--version"))?;

    let home = std::env::temp_dir().join(format!("ninefold-installed-{}", std::process::id()));
    let env = [
        ("NINEFOLD_HOME".to_owned(), home.display().to_string()),
        ("NINEFOLD_SAMPLE".to_owned(), "1".to_owned()),
    ];
    let shown = shot::take(&program, &env, "installed.png");
    // It may never have been made.
    let _ = std::fs::remove_dir_all(&home);
    println!("A picture of the installed window: {}", shown?.display());
    Ok(())
}
