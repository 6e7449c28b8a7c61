//! The one window.
//! Invariant: it shows the bundled page and nothing else, wherever a link or a script would take it.

use tauri::webview::NewWindowResponse;
use tauri::{AppHandle, Manager, Url, WebviewWindowBuilder};

/// Opens the window that tauri.conf.json describes.
///
/// # Errors
/// What the window system answered.
pub fn open(app: &AppHandle) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        WebviewWindowBuilder::from_config(app, config)?
            .on_navigation(is_bundled)
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .build()?;
    }
    Ok(())
}

/// Brings the window to the front. A window system that refuses is no fault of ours.
pub fn raise(app: &AppHandle) {
    for window in app.webview_windows().values() {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// The bundled page: `tauri://localhost`, on Windows `http://tauri.localhost`.
fn is_bundled(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_bundled_page_is_shown() {
        let shown = |url: &str| is_bundled(&url.parse().unwrap());
        assert!(shown("tauri://localhost/"));
        assert!(shown("tauri://localhost/index.html#week"));
        assert_eq!(shown("http://tauri.localhost/"), cfg!(windows));
        for url in [
            "https://example.org/",
            "http://localhost:1420/",
            "tauri://example.org/",
            "file:///etc/passwd",
            "data:text/html,hello",
            "javascript:alert(1)",
            "about:blank",
        ] {
            assert!(!shown(url), "{url}");
        }
    }
}
