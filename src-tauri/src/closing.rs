//! Closing the window, and a page that is gone. The page saves first what is being written, and says whether the window may
//! close.
//! Invariant: a page that is gone, or that nothing is done for, keeps nobody here.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use tauri::{AppHandle, Emitter, Manager};

use crate::window;

/// The page is asked to let the window close.
const LEAVING: &str = "leaving";

/// Stands in the address of a page that takes the place of one that was gone.
const ANEW: &str = "anew";

/// How long it may take to save what is being written. While the application works for it, it has so long again.
const PAGE_SAVES: Duration = Duration::from_secs(10);

/// So often at most: what is waited for may never come.
const MOST_WAITS: u32 = 6;

/// What it answers to that which it was waiting for comes within so long.
const BREATH: Duration = Duration::from_secs(1);

/// How the window was closed.
#[derive(Default)]
pub struct Closing {
    /// The program is to end with it, whatever was chosen.
    pub is_last: AtomicBool,
    /// It is hidden, and the tray is the way back.
    pub is_left: AtomicBool,
    /// How often the page was asked whether it may close, and how often it answered.
    asked: AtomicU32,
    answered: AtomicU32,
    /// The page is there, and hears that it is asked.
    hears: AtomicBool,
    /// Calls of the page that are not answered.
    calls: Arc<AtomicU32>,
}

/// A call of the page that is under way, as long as this is held.
pub struct Call(Arc<AtomicU32>);

impl Drop for Call {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Closing {
    /// Counts another question; none while one is not answered.
    fn ask(&self) -> Option<u32> {
        let answered = self.answered.load(Ordering::SeqCst);
        let asked = self.asked.compare_exchange(answered, answered + 1, Ordering::SeqCst, Ordering::SeqCst);
        asked.ok().map(|before| before + 1)
    }

    /// Whether the page was asked and has not answered.
    fn waits(&self) -> bool {
        self.waits_for(self.asked.load(Ordering::SeqCst))
    }

    /// Whether this question is not answered.
    fn waits_for(&self, question: u32) -> bool {
        self.answered.load(Ordering::SeqCst) < question
    }

    /// The page called: it hears by now what it is asked.
    pub fn begins_call(&self) -> Call {
        self.hears.store(true, Ordering::SeqCst);
        self.calls.fetch_add(1, Ordering::SeqCst);
        Call(Arc::clone(&self.calls))
    }

    /// Whether the application works for the page.
    fn is_at_work(&self) -> bool {
        self.calls.load(Ordering::SeqCst) > 0
    }

    fn is_answered(&self) {
        self.answered.store(self.asked.load(Ordering::SeqCst), Ordering::SeqCst);
    }
}

/// Asks the page to save what is being written, and to say whether the window may close. A page that does not answer keeps
/// nobody here, unless what it waits for is under way: another program may keep the journal busy.
pub fn ask_page(app: &AppHandle) {
    let closing = app.state::<Closing>();
    if !closing.hears.load(Ordering::SeqCst) {
        return destroy(app);
    }
    let Some(question) = closing.ask() else { return };
    let _ = app.emit(LEAVING, ());
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let closing = app.state::<Closing>();
        for _ in 0..MOST_WAITS {
            tokio::time::sleep(PAGE_SAVES).await;
            if !closing.is_at_work() {
                tokio::time::sleep(BREATH).await;
                if !closing.is_at_work() {
                    break;
                }
            }
        }
        if closing.waits_for(question) {
            destroy(&app);
        }
    });
}

/// The page's answer: all is saved and the window closes, or something is not, and it stays.
#[tauri::command]
#[allow(clippy::needless_pass_by_value, reason = "the shell hands it over")]
pub fn leave(shell: AppHandle, leaves: bool) {
    let closing = shell.state::<Closing>();
    closing.is_answered();
    if leaves {
        destroy(&shell);
    } else {
        closing.is_last.store(false, Ordering::SeqCst);
        window::raise(&shell);
    }
}

/// The page is gone with the process that drew it: it is drawn anew where it was, and says so. One that is asked whether
/// the window may close has nothing more to say; one that was gone before it called is not tried for ever.
pub fn draw_anew(app: &AppHandle) {
    let closing = app.state::<Closing>();
    let was_heard = closing.hears.swap(false, Ordering::SeqCst);
    if closing.is_last.load(Ordering::SeqCst) || closing.waits() {
        return destroy(app);
    }
    for window in app.webview_windows().values().filter(|_| was_heard) {
        if let Ok(mut address) = window.url() {
            address.set_query(Some(ANEW));
            let _ = window.navigate(address);
        }
    }
}

/// Puts the window away, and with it the program.
pub fn destroy(app: &AppHandle) {
    for window in app.webview_windows().values() {
        let _ = window.destroy();
    }
}
