//! The tray of Linux desktops, spoken to over the session bus (StatusNotifierItem).
//! Invariant: without a bus or without a tray nothing is shown and nothing is said; one that comes later is used.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use api::wire::TrayView;
use ksni::blocking::{Handle, TrayMethods};
use ksni::menu::{MenuItem, StandardItem};
use ksni::{Icon, OfflineReason};
use tauri::AppHandle;

use crate::machine::tray_acts as acts;

/// The tray.
pub struct Tray {
    handle: Mutex<Option<Handle<Item>>>,
    /// The bus answers, but no panel has a tray.
    is_missing: Arc<AtomicBool>,
    /// Before the bus answered.
    first: Mutex<Option<TrayView>>,
}

impl Tray {
    /// Looks for a tray, aside: a bus may be slow.
    pub fn start(shell: &AppHandle) -> Arc<Self> {
        let tray =
            Arc::new(Tray { handle: Mutex::new(None), is_missing: Arc::default(), first: Mutex::new(None) });
        let is_missing = Arc::clone(&tray.is_missing);
        let item = Item { shell: shell.clone(), view: None, is_missing, icon: icon(shell) };
        let held = Arc::clone(&tray);
        // Without a thread there is no tray.
        let _ = std::thread::Builder::new().name("tray".to_owned()).spawn(move || held.look(item));
        tray
    }

    /// Whether there is a tray that shows the program.
    pub fn is_there(&self) -> bool {
        let is_spoken_to = self.handle.lock().unwrap_or_else(PoisonError::into_inner).is_some();
        is_spoken_to && !self.is_missing.load(Ordering::SeqCst)
    }

    /// Shows this menu from now on.
    pub fn show(&self, view: TrayView) {
        let handle = self.handle.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match handle {
            // None once the bus is gone: there is no tray then.
            Some(handle) => drop(handle.update(|item| item.view = Some(view))),
            None => *self.first.lock().unwrap_or_else(PoisonError::into_inner) = Some(view),
        }
    }

    fn look(&self, item: Item) {
        let shell = item.shell.clone();
        // No bus, or one that does not let programs speak: there is no tray.
        let Ok(handle) = item.assume_sni_available(true).spawn() else { return };
        *self.handle.lock().unwrap_or_else(PoisonError::into_inner) = Some(handle);
        let first = self.first.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(view) = first {
            self.show(view);
        }
        acts::came_or_went(&shell);
    }
}

/// What the desktop asks.
struct Item {
    shell: AppHandle,
    view: Option<TrayView>,
    is_missing: Arc<AtomicBool>,
    icon: Vec<Icon>,
}

impl ksni::Tray for Item {
    fn id(&self) -> String {
        "io.github.ninefold.ninefold".to_owned()
    }

    fn title(&self) -> String {
        "Ninefold".to_owned()
    }

    fn icon_name(&self) -> String {
        "ninefold".to_owned()
    }

    fn icon_pixmap(&self) -> Vec<Icon> {
        self.icon.clone()
    }

    fn tool_tip(&self) -> ksni::ToolTip {
        let description = self.view.as_ref().map_or_else(String::new, |view| view.next.clone());
        ksni::ToolTip { title: "Ninefold".to_owned(), description, ..ksni::ToolTip::default() }
    }

    fn activate(&mut self, _x: i32, _y: i32) {
        acts::open(&self.shell);
    }

    fn menu(&self) -> Vec<MenuItem<Self>> {
        let Some(view) = &self.view else { return Vec::new() };
        let mut menu = vec![entry(&view.next, |item| acts::today(&item.shell))];
        if let Some(act) = view.act.clone() {
            let word = act.word.clone();
            menu.push(entry(&word, move |item| acts::act(&item.shell, act.clone())));
        }
        menu.push(MenuItem::Separator);
        menu.push(entry(&view.open, |item| acts::open(&item.shell)));
        menu.push(entry(&view.quit, |item| acts::quit(&item.shell)));
        menu
    }

    fn watcher_online(&self) {
        self.is_missing.store(false, Ordering::SeqCst);
        acts::came_or_went(&self.shell);
    }

    fn watcher_offline(&self, _: OfflineReason) -> bool {
        self.is_missing.store(true, Ordering::SeqCst);
        acts::came_or_went(&self.shell);
        true
    }
}

fn entry(label: &str, activate: impl Fn(&mut Item) + Send + 'static) -> MenuItem<Item> {
    // A single underscore would name a key.
    StandardItem { label: label.replace('_', "__"), activate: Box::new(activate), ..StandardItem::default() }
        .into()
}

/// The window's icon, for a program that was not installed with its own.
fn icon(shell: &AppHandle) -> Vec<Icon> {
    let icon = shell.default_window_icon().and_then(|icon| {
        let (width, height) = (i32::try_from(icon.width()).ok()?, i32::try_from(icon.height()).ok()?);
        let turned = icon.rgba().chunks_exact(4).flat_map(|p| [p[3], p[0], p[1], p[2]]);
        Some(Icon { width, height, data: turned.collect() })
    });
    icon.into_iter().collect()
}
