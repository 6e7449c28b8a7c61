//! A session that ends on Linux and macOS: the system asks its programs to end, and ends them soon after.

use tauri::AppHandle;
use tokio::signal::unix::{SignalKind, signal};

/// Does this each time the system asks the program to end.
pub fn when_told_to_end(app: &AppHandle, end: fn(&AppHandle)) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let Ok(mut told) = signal(SignalKind::terminate()) else { return };
        while told.recv().await.is_some() {
            end(&app);
        }
    });
}
