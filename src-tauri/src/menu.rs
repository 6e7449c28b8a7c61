//! The menu bar of macOS, where a program without one has no copy and paste. Linux and Windows have none: there the
//! window's own menus and the command palette hold the same, and a bar would only take room from the week.
//! Invariant: an entry does nothing itself. Its id is that of a command of the page, which is told it; words and keys are
//! the page's (a test of the page holds the two together).

use std::sync::Arc;

use api::word;
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem, Submenu};
use tauri::{AppHandle, Emitter, Manager, Wry};

use crate::desk::Desk;

/// The event that tells the page which command was chosen.
pub const EVENT: &str = "menu";

/// An entry: the command's id, its words in the language that is spoken, its key.
type Entry = (&'static str, fn() -> &'static str, Option<&'static str>);

const SETTINGS: &[Entry] = &[("screen.settings", || word!("Settings", "Ajustes"), Some("CmdOrCtrl+6"))];
const FILE: &[Entry] = &[
    ("print", || word!("Print the week…", "Imprimir la semana…"), Some("CmdOrCtrl+P")),
    ("export.calendar", || word!("Export your blocks as .ics", "Exportar tus bloques como .ics"), None),
    ("export.all", || word!("Export everything as JSON", "Exportar todo como JSON"), None),
];
const UNDO: &[Entry] = &[
    ("undo", || word!("Undo", "Deshacer"), Some("CmdOrCtrl+Z")),
    ("redo", || word!("Redo", "Rehacer"), Some("CmdOrCtrl+Shift+Z")),
];
const FIND: &[Entry] = &[("palette", || word!("Find or do…", "Buscar o hacer…"), Some("CmdOrCtrl+K"))];
const GO: &[Entry] = &[
    ("screen.today", || word!("Today", "Hoy"), Some("CmdOrCtrl+1")),
    ("screen.week", || word!("Week", "Semana"), Some("CmdOrCtrl+2")),
    ("screen.roadmap", || word!("Roadmap", "Hoja de ruta"), Some("CmdOrCtrl+3")),
    ("screen.strategies", || word!("Strategies", "Estrategias"), Some("CmdOrCtrl+4")),
    ("screen.review", || word!("Review", "Revisión"), Some("CmdOrCtrl+5")),
    ("week.present", || word!("This week", "Esta semana"), None),
];
const HELP: &[Entry] = &[("keys", || word!("Keyboard shortcuts", "Atajos de teclado"), None)];

/// Puts the bar up, in the language of the window; again when that is another one.
///
/// # Errors
/// What the window system answered.
pub fn put_up(app: &AppHandle) -> tauri::Result<()> {
    let bar = app.state::<Arc<Desk>>().speaking(|| bar(app))?;
    app.set_menu(bar).map(drop)
}

/// Puts it up anew where there is one: the window speaks another language.
pub fn speak(app: &AppHandle) {
    if cfg!(target_os = "macos") {
        let shell = app.clone();
        // Fails only when the program ends.
        let _ = app.run_on_main_thread(move || drop(put_up(&shell)));
    }
}

/// From now on the page is told what is chosen.
pub fn follow(app: &AppHandle) {
    // Fails only when no window is left to hear it.
    app.on_menu_event(|app, chosen| drop(app.emit(EVENT, chosen.id().as_ref())));
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

    let file = Submenu::new(app, word!("File", "Archivo"), true)?;
    append(app, &file, FILE)?;
    file.append(&PredefinedMenuItem::separator(app)?)?;
    file.append(&PredefinedMenuItem::close_window(app, None)?)?;

    let edit = Submenu::new(app, word!("Edit", "Edición"), true)?;
    append(app, &edit, UNDO)?;
    edit.append(&PredefinedMenuItem::separator(app)?)?;
    edit.append(&PredefinedMenuItem::cut(app, None)?)?;
    edit.append(&PredefinedMenuItem::copy(app, None)?)?;
    edit.append(&PredefinedMenuItem::paste(app, None)?)?;
    edit.append(&PredefinedMenuItem::select_all(app, None)?)?;
    edit.append(&PredefinedMenuItem::separator(app)?)?;
    append(app, &edit, FIND)?;

    let go = Submenu::new(app, word!("Go", "Ir"), true)?;
    append(app, &go, GO)?;
    let window = Submenu::new(app, word!("Window", "Ventana"), true)?;
    window.append(&PredefinedMenuItem::minimize(app, None)?)?;
    window.append(&PredefinedMenuItem::fullscreen(app, None)?)?;
    let help = Submenu::new(app, word!("Help", "Ayuda"), true)?;
    append(app, &help, HELP)?;
    Menu::with_items(app, &[&own, &file, &edit, &go, &window, &help])
}

fn append(app: &AppHandle, menu: &Submenu<Wry>, entries: &[Entry]) -> tauri::Result<()> {
    for (id, words, key) in entries {
        menu.append(&MenuItem::with_id(app, *id, words(), true, *key)?)?;
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
