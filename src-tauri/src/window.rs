//! The one window.
//! Invariant: it shows the bundled page and nothing else, wherever a link or a script would take it. Closing it ends the
//! program once the page has saved what is being written, unless the person chose to leave it in a tray that is there.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use tauri::webview::{NewWindowResponse, PageLoadEvent};
use tauri::{
    AppHandle, DragDropEvent, Manager, PhysicalPosition, PhysicalSize, Url, WebviewWindow,
    WebviewWindowBuilder, WindowEvent,
};

use crate::arrivals;
use crate::closing::{self, Closing};
use crate::machine::tray::Tray;
use crate::machine::web_data;
use crate::watch::Watch;

/// How long a program that starts with the system waits for the tray, which may start after it.
const TRAY_COMES: Duration = Duration::from_secs(10);

/// As much of the window's upper edge must be on a screen that it can be taken there, in physical pixels.
const HANDLE: i32 = 64;

/// Opens the window that tauri.conf.json describes, or makes it without showing it.
///
/// # Errors
/// What the window system answered.
pub fn open(app: &AppHandle, is_hidden: bool) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        let window = web_data::lead(app, WebviewWindowBuilder::from_config(app, config)?)
            .visible(!is_hidden)
            .on_navigation(is_bundled)
            .on_new_window(|_, _| NewWindowResponse::Deny)
            .on_page_load(|window, load| {
                // By now the window system has put it where it was left.
                if load.event() == PageLoadEvent::Finished {
                    bring_on_screen(&window);
                }
            })
            .build()?;
        let shell = app.clone();
        window.on_window_event(move |event| match event {
            WindowEvent::CloseRequested { api, .. } => {
                api.prevent_close();
                if stays(&shell) { hide(&shell) } else { closing::ask_page(&shell) }
            }
            // The web view gives files of the desktop to the program, not to the page.
            WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
                arrivals::bring_all(&shell, || arrivals::of_drop(paths));
            }
            // Another program may have written.
            WindowEvent::Focused(true) => shell.state::<Arc<Watch>>().poke(),
            _ => {}
        });
    }
    Ok(())
}

/// Brings the window to the front. A window system that refuses is no fault of ours.
pub fn raise(app: &AppHandle) {
    app.state::<Closing>().is_left.store(false, Ordering::SeqCst);
    for window in app.webview_windows().values() {
        let _ = window.unminimize();
        let _ = window.show();
        let _ = window.set_focus();
    }
}

/// Brings a window back that was left to a tray which is gone.
pub fn raise_if_left(app: &AppHandle) {
    if app.state::<Closing>().is_left.load(Ordering::SeqCst) {
        raise(app);
    }
}

/// After a start without a window: it is shown if there is no tray to stay in, at once or after a while.
pub fn stay_hidden_or_raise(app: &AppHandle) {
    if !app.state::<Arc<Watch>>().stay_in_tray() {
        return raise(app);
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(TRAY_COMES).await;
        if stays(&app) {
            app.state::<Closing>().is_left.store(true, Ordering::SeqCst);
        } else {
            raise(&app);
        }
    });
}

/// Closes the window for good, as its button does: what the page has still to save is saved.
pub fn end(app: &AppHandle) {
    app.state::<Closing>().is_last.store(true, Ordering::SeqCst);
    for window in app.webview_windows().values() {
        let _ = window.close();
    }
}

/// Whether the program goes on without its window.
fn stays(app: &AppHandle) -> bool {
    let is_last = app.state::<Closing>().is_last.load(Ordering::SeqCst);
    !is_last && app.state::<Arc<Watch>>().stay_in_tray() && app.state::<Arc<Tray>>().is_there()
}

fn hide(app: &AppHandle) {
    app.state::<Closing>().is_left.store(true, Ordering::SeqCst);
    for window in app.webview_windows().values() {
        let _ = window.hide();
    }
}

/// A window that was left on a screen that is gone, or beyond the edge of one, comes back to the first.
fn bring_on_screen(window: &WebviewWindow) {
    // A window system that does not tell where windows are puts them itself.
    let (Ok(place), Ok(size), Ok(screens)) =
        (window.outer_position(), window.outer_size(), window.available_monitors())
    else {
        return;
    };
    let can_be_taken = screens.iter().any(|screen| reaches(place, size, *screen.position(), *screen.size()));
    if !screens.is_empty() && !can_be_taken {
        let _ = window.center();
    }
}

/// Whether enough of the window's upper edge is on a screen.
fn reaches(
    place: PhysicalPosition<i32>,
    size: PhysicalSize<u32>,
    screen: PhysicalPosition<i32>,
    extent: PhysicalSize<u32>,
) -> bool {
    let end = |from: i32, length: u32| from.saturating_add_unsigned(length);
    let wide = end(place.x, size.width).min(end(screen.x, extent.width)) - place.x.max(screen.x);
    let is_high = place.y >= screen.y && place.y <= end(screen.y, extent.height) - HANDLE;
    wide >= HANDLE && is_high
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
    fn a_window_that_nobody_can_take_is_not_on_screen() {
        let size = PhysicalSize::new(1280, 800);
        let full_hd = PhysicalSize::new(1920, 1080);
        let on = |x, y| {
            // Two screens side by side, the second a little lower.
            let screens = [PhysicalPosition::new(0, 0), PhysicalPosition::new(1920, 200)];
            screens.iter().any(|screen| reaches(PhysicalPosition::new(x, y), size, *screen, full_hd))
        };
        for (x, y) in [(0, 0), (-1200, 10), (1800, 30), (2500, 300), (3700, 300), (600, 1000)] {
            assert!(on(x, y), "{x} {y}");
        }
        for (x, y) in [(-1279, 10), (-5000, 0), (0, -30), (0, 1070), (3800, 300), (i32::MAX, 0), (2500, 100)]
        {
            assert!(!on(x, y), "{x} {y}");
        }
    }

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
