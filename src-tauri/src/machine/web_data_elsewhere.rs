//! macOS and Windows know where their web views keep their own, whatever its name is.

use tauri::{AppHandle, WebviewWindowBuilder, Wry};

/// As it is.
pub fn lead<'a>(
    _app: &AppHandle,
    window: WebviewWindowBuilder<'a, Wry, AppHandle>,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    window
}

/// Nothing was made.
pub fn leave(_app: &AppHandle) {}
