//! Looks at the learner's calendars while the program runs, and tells the published one what is new.
//! Invariant: one look at a time, off the window's thread; between two of them nothing runs but a timer, and while nothing is
//! connected not even that.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use api::App;
use api::wire::{Changed, Topic};
use tauri::{AppHandle, Manager};
use tokio::sync::Notify;

use crate::desk::Desk;

/// What is due and could not be looked at, as while a sample is on screen, is not asked for without end.
const SHORTEST_NAP: Duration = Duration::from_secs(30);

/// Changes come in flocks: so long they are gathered before the calendar is told.
const FLOCK: Duration = Duration::from_secs(3);

/// Tells the task that something changed.
#[derive(Default)]
pub struct Secretary {
    poke: Arc<Notify>,
    /// The plan may have changed.
    changed: Arc<AtomicBool>,
}

impl Secretary {
    /// Something was saved, or connected.
    pub fn hear(&self, changed: &Changed) {
        let of_blocks = changed.topics.iter().any(|topic| matches!(topic, Topic::Plan | Topic::Units));
        if of_blocks {
            self.changed.store(true, Ordering::Relaxed);
        }
        if of_blocks || changed.topics.contains(&Topic::Calendars) {
            self.poke.notify_one();
        }
    }
}

/// Looks until the program ends.
pub fn start(shell: &AppHandle) {
    tauri::async_runtime::spawn(look_again_and_again(shell.clone()));
}

async fn look_again_and_again(shell: AppHandle) {
    let desk = Arc::clone(&shell.state::<Arc<Desk>>());
    let (poke, changed) = {
        let secretary = shell.state::<Secretary>();
        (Arc::clone(&secretary.poke), Arc::clone(&secretary.changed))
    };
    let mut first = true;
    loop {
        // What was changed while the program did not run is told at its start.
        let is_new = changed.swap(false, Ordering::Relaxed) || std::mem::take(&mut first);
        let next = desk.work(move |app: &App| Ok(app.look_at_calendars(is_new))).await.ok().flatten();
        match next {
            None => poke.notified().await,
            // Whichever comes first.
            Some(nap) => drop(tokio::time::timeout(nap.max(SHORTEST_NAP), poke.notified()).await),
        }
        tokio::time::sleep(FLOCK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hears(topics: &[Topic]) -> (bool, bool) {
        let secretary = Secretary::default();
        secretary.hear(&Changed { topics: topics.to_vec() });
        let poked = tauri::async_runtime::block_on(async {
            tokio::time::timeout(Duration::from_millis(1), secretary.poke.notified()).await.is_ok()
        });
        (poked, secretary.changed.load(Ordering::Relaxed))
    }

    #[test]
    fn a_changed_plan_is_told_and_what_is_only_shown_is_not() {
        assert_eq!(hears(&[Topic::App, Topic::Plan]), (true, true));
        assert_eq!(hears(&[Topic::Calendars]), (true, false));
        assert_eq!(hears(&[Topic::Busy, Topic::App, Topic::Sync]), (false, false));
    }
}
