//! Keeps journal and sync folder in step while the program runs.
//! Invariant: one pass at a time, off the window's thread; between two of them nothing runs but a timer, and without a sync
//! folder not even that.

use std::sync::Arc;
use std::time::Duration;

use api::wire::{Changed, Nothing, Topic};
use api::{App, SyncPlace, Watching};
use tauri::{AppHandle, Manager};
use tokio::sync::Notify;

use crate::desk::Desk;

/// Not every folder tells of changes, as on a network: so it is looked at after this time anyway.
const NAP: Duration = Duration::from_secs(5 * 60);

/// A folder that is not there is looked for more often: it comes back without a word.
const NAP_IN_TROUBLE: Duration = Duration::from_secs(30);

/// Changes come in flocks: several steps of a person, several files of an engine. So long they are gathered.
const FLOCK: Duration = Duration::from_secs(2);

/// Tells the task that something changed.
#[derive(Default)]
pub struct Carrier {
    poke: Arc<Notify>,
}

impl Carrier {
    /// Something was saved, or another folder chosen.
    pub fn hear(&self, changed: &Changed) {
        // These two are never of the plan.
        if changed.topics.iter().any(|topic| !matches!(topic, Topic::Computer | Topic::Arrivals)) {
            self.poke.notify_one();
        }
    }
}

/// Keeps in step until the program ends.
pub fn start(shell: &AppHandle) {
    tauri::async_runtime::spawn(keep_in_step(shell.clone()));
}

async fn keep_in_step(shell: AppHandle) {
    let desk = Arc::clone(&shell.state::<Arc<Desk>>());
    let poke = Arc::clone(&shell.state::<Carrier>().poke);
    let mut watched: Option<(SyncPlace, Watching)> = None;
    loop {
        // What is the matter is told by the window, and tried again.
        let passed = desk.work(|app: &App| app.sync_now(Nothing {})).await;
        let chosen = desk.work(|app: &App| Ok(app.sync_place())).await.ok().flatten();
        // A folder that went and came back is another one to the system: it is watched anew.
        watched = watched.filter(|(place, _)| passed.is_ok() && Some(place) == chosen.as_ref());
        if let (Some(place), None, true) = (&chosen, &watched, passed.is_ok()) {
            let poke = Arc::clone(&poke);
            let watching = Watching::start(&place.folder, place.device, move || poke.notify_one());
            watched = watching.map(|watching| (place.clone(), watching));
        }
        let nap = if passed.is_ok() { NAP } else { NAP_IN_TROUBLE };
        match &chosen {
            None => poke.notified().await,
            // Whichever comes first.
            Some(_) => drop(tokio::time::timeout(nap, poke.notified()).await),
        }
        tokio::time::sleep(FLOCK).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hears(topics: &[Topic]) -> bool {
        let carrier = Carrier::default();
        carrier.hear(&Changed { topics: topics.to_vec() });
        tauri::async_runtime::block_on(async {
            tokio::time::timeout(Duration::from_millis(1), carrier.poke.notified()).await.is_ok()
        })
    }

    #[test]
    fn what_is_saved_is_heard_and_what_is_only_shown_is_not() {
        assert!(hears(&[Topic::App]) && hears(&[Topic::Computer, Topic::Units]) && hears(&[Topic::Sync]));
        assert!(!hears(&[Topic::Computer, Topic::Arrivals]) && !hears(&[]));
    }
}
