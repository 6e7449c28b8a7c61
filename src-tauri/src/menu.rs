//! The menu bar of macOS, where a program without one has no copy and paste. Linux and Windows have none: there the
//! window's own menus and the command palette hold the same, and a bar would only take room from the week.
//! Invariant: an entry does nothing itself. Its id is that of a command of the page, which is told it; words and keys are
//! the page's (a test of the page holds the two together).
#![cfg_attr(not(target_os = "macos"), expect(dead_code, reason = "built for macOS, and here for its tests"))]

use tauri::menu::{Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{App, AppHandle, Emitter, Wry};

/// The event that tells the page which command was chosen.
pub const EVENT: &str = "menu";

/// An entry: the command's id, its words, its key.
type Entry = (&'static str, &'static str, Option<&'static str>);

const SETTINGS: &[Entry] = &[("screen.settings", "Settings", Some("CmdOrCtrl+6"))];
const FILE: &[Entry] = &[
    ("print", "Print the week…", Some("CmdOrCtrl+P")),
    ("export.calendar", "Export your blocks as .ics", None),
    ("export.all", "Export everything as JSON", None),
];
const UNDO: &[Entry] = &[("undo", "Undo", Some("CmdOrCtrl+Z")), ("redo", "Redo", Some("CmdOrCtrl+Shift+Z"))];
const FIND: &[Entry] = &[("palette", "Find or do…", Some("CmdOrCtrl+K"))];
const GO: &[Entry] = &[
    ("screen.today", "Today", Some("CmdOrCtrl+1")),
    ("screen.week", "Week", Some("CmdOrCtrl+2")),
    ("screen.roadmap", "Roadmap", Some("CmdOrCtrl+3")),
    ("screen.strategies", "Strategies", Some("CmdOrCtrl+4")),
    ("screen.review", "Review", Some("CmdOrCtrl+5")),
    ("week.present", "This week", None),
];
const HELP: &[Entry] = &[("keys", "Keyboard shortcuts", None)];

/// Puts the bar up.
///
/// # Errors
/// What the window system answered.
pub fn put_up(app: &App) -> tauri::Result<()> {
    let handle = app.handle();
    app.set_menu(bar(handle)?)?;
    // Fails only when no window is left to hear it.
    app.on_menu_event(|app, chosen| drop(app.emit(EVENT, chosen.id().as_ref())));
    Ok(())
}

fn bar(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let own = Submenu::new(app, "Ninefold", true)?;
    own.append(&PredefinedMenuItem::about(app, None, None)?)?;
    own.append(&PredefinedMenuItem::separator(app)?)?;
    append(app, &own, SETTINGS)?;
    own.append(&PredefinedMenuItem::separator(app)?)?;
    own.append(&PredefinedMenuItem::hide(app, None)?)?;
    own.append(&PredefinedMenuItem::hide_others(app, None)?)?;
    own.append(&PredefinedMenuItem::quit(app, None)?)?;

    let file = Submenu::new(app, "File", true)?;
    append(app, &file, FILE)?;
    file.append(&PredefinedMenuItem::separator(app)?)?;
    file.append(&PredefinedMenuItem::close_window(app, None)?)?;

    let edit = Submenu::new(app, "Edit", true)?;
    append(app, &edit, UNDO)?;
    edit.append(&PredefinedMenuItem::separator(app)?)?;
    edit.append(&PredefinedMenuItem::cut(app, None)?)?;
    edit.append(&PredefinedMenuItem::copy(app, None)?)?;
    edit.append(&PredefinedMenuItem::paste(app, None)?)?;
    edit.append(&PredefinedMenuItem::select_all(app, None)?)?;
    edit.append(&PredefinedMenuItem::separator(app)?)?;
    append(app, &edit, FIND)?;

    let go = Submenu::new(app, "Go", true)?;
    append(app, &go, GO)?;
    let window = Submenu::new(app, "Window", true)?;
    window.append(&PredefinedMenuItem::minimize(app, None)?)?;
    window.append(&PredefinedMenuItem::fullscreen(app, None)?)?;
    let help = Submenu::new(app, "Help", true)?;
    append(app, &help, HELP)?;
    Menu::with_items(app, &[&own, &file, &edit, &go, &window, &help])
}

fn append(app: &AppHandle, menu: &Submenu<Wry>, entries: &[Entry]) -> tauri::Result<()> {
    for (id, words, key) in entries {
        menu.append(&MenuItem::with_id(app, *id, *words, true, *key)?)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_command_and_no_key_is_there_twice() {
        let all: Vec<&Entry> = [SETTINGS, FILE, UNDO, FIND, GO, HELP].into_iter().flatten().collect();
        let ids: BTreeSet<_> = all.iter().map(|(id, ..)| id).collect();
        let keys: Vec<_> = all.iter().filter_map(|(.., key)| *key).collect();
        assert_eq!(ids.len(), all.len());
        assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    }
}
