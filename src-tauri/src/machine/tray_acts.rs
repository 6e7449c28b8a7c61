//! What a person does with the tray, whatever the system.

use std::sync::Arc;

use api::Host;
use api::wire::{Arrive, Changed, Topic, TrayAct};
use tauri::{AppHandle, Manager};

use crate::host::DesktopHost;
use crate::{arrivals, watch, window};

/// Opens the window.
pub fn open(shell: &AppHandle) {
    window::raise(shell);
}

/// Opens the window on today.
pub fn today(shell: &AppHandle) {
    arrivals::bring_all(shell, || vec![Arrive::Link { url: "ninefold://today".to_owned() }]);
}

/// Starts the block, or lets its session rest.
pub fn act(shell: &AppHandle, act: TrayAct) {
    let shell = shell.clone();
    tauri::async_runtime::spawn(async move {
        if act.runs {
            watch::pause(&shell, act.id).await;
        } else {
            watch::begin(&shell, act.id).await;
        }
    });
}

/// Ends the program as closing its window does.
pub fn quit(shell: &AppHandle) {
    window::end(shell);
}

/// The tray appeared or is gone: what rests on it is told, and a window that was left to it comes back.
#[cfg_attr(not(target_os = "linux"), allow(dead_code, reason = "other systems always have one"))]
pub fn came_or_went(shell: &AppHandle) {
    let host = shell.state::<Arc<DesktopHost>>();
    host.emit(&Changed { topics: vec![Topic::Computer] });
    if !host.desktop().tray {
        window::raise_if_left(shell);
    }
}
