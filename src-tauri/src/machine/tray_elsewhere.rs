//! The tray of macOS and Windows, which always have one.

use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

use api::wire::{TrayAct, TrayView};
use tauri::menu::{Menu, MenuItem, PredefinedMenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};

use crate::machine::tray_acts as acts;

/// The tray.
pub struct Tray {
    shell: AppHandle,
    icon: Option<TrayIcon<Wry>>,
    act: Mutex<Option<TrayAct>>,
}

impl Tray {
    /// Puts the icon there.
    pub fn start(shell: &AppHandle) -> Arc<Self> {
        let mut builder =
            TrayIconBuilder::with_id("ninefold").tooltip("Ninefold").show_menu_on_left_click(false);
        if let Some(icon) = shell.default_window_icon() {
            builder = builder.icon(icon.clone());
        }
        let builder = builder.on_tray_icon_event(|tray, event| {
            let pressed = matches!(
                event,
                TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. }
            );
            if pressed {
                acts::open(tray.app_handle());
            }
        });
        let tray =
            Arc::new(Tray { shell: shell.clone(), icon: builder.build(shell).ok(), act: Mutex::new(None) });
        let held = Arc::clone(&tray);
        shell.on_menu_event(move |shell, event| match event.id().as_ref() {
            "next" => acts::today(shell),
            "act" => {
                let act = held.act.lock().unwrap_or_else(PoisonError::into_inner).clone();
                if let Some(act) = act {
                    acts::act(shell, act);
                }
            }
            "open" => acts::open(shell),
            "quit" => acts::quit(shell),
            _ => {}
        });
        tray
    }

    /// Whether there is a tray that shows the program.
    pub fn is_there(&self) -> bool {
        self.icon.is_some()
    }

    /// Shows this menu from now on.
    pub fn show(&self, view: TrayView) {
        let Some(icon) = self.icon.clone() else { return };
        let shell = self.shell.clone();
        *self.act.lock().unwrap_or_else(PoisonError::into_inner) = view.act.clone();
        // A menu that cannot be made leaves the former one.
        let _ = self.shell.run_on_main_thread(move || {
            if let Ok(menu) = menu(&shell, &view) {
                let _ = icon.set_menu(Some(menu));
            }
        });
    }
}

fn menu(shell: &AppHandle, view: &TrayView) -> tauri::Result<Menu<Wry>> {
    let menu = Menu::new(shell)?;
    // A single & would name a key.
    let item =
        |id: &str, word: &str| MenuItem::with_id(shell, id, word.replace('&', "&&"), true, None::<&str>);
    menu.append(&item("next", &view.next)?)?;
    if let Some(act) = &view.act {
        menu.append(&item("act", &act.word)?)?;
    }
    menu.append(&PredefinedMenuItem::separator(shell)?)?;
    menu.append(&item("open", &view.open)?)?;
    menu.append(&item("quit", &view.quit)?)?;
    Ok(menu)
}
