//! Keeps notifications and tray true to the plan.
//! Invariant: nothing runs while nothing changes but one timer, and that only while there is a moment to wait for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use api::wire::{Act, Arrive, BlockRef, Failure, Glance, GlanceAt, Nothing, Reminder, Said};
use api::{App, Host};
use chrono::{DateTime, TimeDelta, Utc};
use tauri::{AppHandle, Manager};
use tokio::sync::Notify;

use crate::desk::Desk;
use crate::host::DesktopHost;
use crate::machine::tray::Tray;
use crate::notice::{self, Answer};
use crate::{arrivals, window};

/// The timer's clock stands still while the computer sleeps, and knows nothing of a clock that is set. So it never runs
/// longer than this before the wall clock is read again: a block is announced at most so late after waking. Reading the
/// clock is all that is done then.
const NAP: Duration = Duration::from_secs(60);

/// What is known between two looks at the plan.
#[derive(Default)]
pub struct Watch {
    poke: Notify,
    /// Announced since the program started.
    said: Mutex<Vec<Said>>,
    stay_in_tray: AtomicBool,
}

impl Watch {
    /// Something changed: look again now.
    pub fn poke(&self) {
        self.poke.notify_one();
    }

    /// Whether the person chose that closing the window leaves the program in the tray.
    pub fn stay_in_tray(&self) -> bool {
        self.stay_in_tray.load(Ordering::SeqCst)
    }

    fn said(&self) -> Vec<Said> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn say(&self, reminder: &Reminder, again: Option<DateTime<Utc>>) {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        said.retain(|said| said.id != reminder.id);
        said.push(Said { id: reminder.id.clone(), start: reminder.start, again });
    }
}

/// Watches until the program ends.
pub fn start(shell: &AppHandle, is_hidden: bool) {
    tauri::async_runtime::spawn(watch(shell.clone(), is_hidden));
}

async fn watch(shell: AppHandle, mut is_hidden: bool) {
    let watch = Arc::clone(&shell.state::<Arc<Watch>>());
    loop {
        let until = match look(&shell).await {
            Ok(glance) => {
                shell.state::<Arc<Tray>>().show(glance.tray);
                if let Some(reminder) = glance.reminder {
                    announce(&shell, reminder);
                    continue;
                }
                glance.until
            }
            // The window tells why; it may be mended there.
            Err(_) => Some(shell.state::<Arc<DesktopHost>>().now() + TimeDelta::minutes(1)),
        };
        if std::mem::take(&mut is_hidden) {
            window::stay_hidden_or_raise(&shell);
        }
        wait(|| shell.state::<Arc<DesktopHost>>().now(), until, &watch.poke, NAP).await;
    }
}

async fn look(shell: &AppHandle) -> Result<Glance, Failure> {
    let watch = Arc::clone(&shell.state::<Arc<Watch>>());
    let said = watch.said();
    let both = work(shell, move |app| Ok((app.computer(Nothing {})?, app.glance(GlanceAt { said })?))).await;
    let (computer, glance) = both?;
    watch.stay_in_tray.store(computer.choices.stay_in_tray, Ordering::SeqCst);
    Ok(glance)
}

/// Waits for the moment or for a poke, whichever comes first.
async fn wait(now: impl Fn() -> DateTime<Utc>, until: Option<DateTime<Utc>>, poke: &Notify, nap: Duration) {
    loop {
        let left = until.map(|until| (until - now()).to_std().unwrap_or(Duration::ZERO));
        match left {
            None => return poke.notified().await,
            Some(Duration::ZERO) => return,
            Some(left) => {
                if tokio::time::timeout(left.min(nap), poke.notified()).await.is_ok() {
                    return;
                }
            }
        }
    }
}

fn announce(shell: &AppHandle, reminder: Reminder) {
    shell.state::<Arc<Watch>>().say(&reminder, None);
    let answering = shell.clone();
    notice::ask(reminder, move |reminder, answer| {
        tauri::async_runtime::spawn(async move { answered(&answering, reminder, answer).await });
    });
}

async fn answered(shell: &AppHandle, reminder: Reminder, answer: Answer) {
    let id = reminder.id.clone();
    match answer {
        Answer::Begin => begin(shell, id).await,
        Answer::Open => arrivals::bring(shell, Arrive::Block { id }).await,
        Answer::Later => {
            let later = TimeDelta::minutes(i64::from(reminder.later_min));
            let again = shell.state::<Arc<DesktopHost>>().now() + later;
            let watch = shell.state::<Arc<Watch>>();
            watch.say(&reminder, Some(again));
            watch.poke();
        }
        Answer::Missed => missed(shell, id, reminder.title).await,
    }
}

/// Studies a block from now on, with its matter on screen.
pub async fn begin(shell: &AppHandle, id: String) {
    let block = BlockRef { id: id.clone() };
    let shown = match work(shell, move |app| app.session_start(block)).await {
        Ok(_) => Arrive::Link { url: "ninefold://today".to_owned() },
        // It was answered or taken out meanwhile: its panel says what became of it.
        Err(_) => Arrive::Block { id },
    };
    arrivals::bring(shell, shown).await;
}

/// Lets a session rest.
pub async fn pause(shell: &AppHandle, id: String) {
    // One that rests already has no need of it.
    let _ = work(shell, move |app| app.session_pause(BlockRef { id })).await;
}

/// What a new plan would change much is looked at in the window first, as everywhere.
async fn missed(shell: &AppHandle, id: String, title: String) {
    let block = BlockRef { id: id.clone() };
    let done = work(shell, move |app| {
        let preview = app.preview(Act::BlockMissed(block.clone()))?;
        if preview.asks { Ok(None) } else { app.block_missed(block).map(Some) }
    });
    match done.await {
        Ok(Some(answered)) => notice::tell(title, answered.message.unwrap_or_default()),
        Ok(None) => arrivals::bring(shell, Arrive::Missed { id }).await,
        Err(_) => arrivals::bring(shell, Arrive::Block { id }).await,
    }
}

async fn work<T: Send + 'static>(
    shell: &AppHandle,
    work: impl FnOnce(&App) -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let desk = Arc::clone(&shell.state::<Arc<Desk>>());
    desk.work(work).await
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicUsize;

    use super::*;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_590_600 + second, 0).unwrap()
    }

    /// Waits by a clock that shows these seconds, one after the other. Answers how many were read.
    fn reads(clock: &[i64], until: i64) -> usize {
        let read = AtomicUsize::new(0);
        let now = || at(clock[read.fetch_add(1, Ordering::SeqCst)]);
        let poke = Notify::new();
        tauri::async_runtime::block_on(wait(now, Some(at(until)), &poke, Duration::from_millis(1)));
        read.into_inner()
    }

    #[test]
    fn a_moment_is_waited_for_by_the_wall_clock() {
        assert_eq!(reads(&[0, 1800], 1800), 2);
        assert_eq!(reads(&[1801], 1800), 1, "it has passed");
        assert_eq!(reads(&[0, 3600], 1800), 2, "the computer slept over it");
        assert_eq!(reads(&[1790, 90, 1700, 1800], 1800), 4, "the clock was set back");
    }

    #[test]
    fn a_change_ends_the_waiting_also_one_from_before() {
        let poke = Notify::new();
        tauri::async_runtime::block_on(async {
            poke.notify_one();
            wait(|| at(0), Some(at(1800)), &poke, NAP).await;
            poke.notify_one();
            wait(|| at(0), None, &poke, NAP).await;
        });
    }

    #[test]
    fn what_was_said_of_a_block_is_remembered_once() {
        let watch = Watch::default();
        let start = at(0).naive_utc();
        let words = String::new;
        let reminder = Reminder {
            id: "1".to_owned(),
            start,
            title: words(),
            text: words(),
            open: words(),
            begin: words(),
            later: words(),
            missed: words(),
            later_min: 10,
        };
        watch.say(&reminder, Some(at(600)));
        watch.say(&reminder, None);
        assert_eq!(watch.said(), [Said { id: "1".to_owned(), start, again: None }]);
    }
}
