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

/// How long is waited for what.
#[derive(Clone, Copy)]
struct Naps {
    /// Not every folder tells of changes, as on a network: so it is looked at after this time anyway.
    well: Duration,
    /// A folder that is not there is looked for more often: it comes back without a word.
    trouble: Duration,
    /// Changes come in flocks: several steps of a person, several files of an engine. So long they are gathered.
    flock: Duration,
}

const NAPS: Naps = Naps {
    well: Duration::from_secs(5 * 60),
    trouble: Duration::from_secs(30),
    flock: Duration::from_secs(2),
};

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
    let desk = Arc::clone(&shell.state::<Arc<Desk>>());
    let poke = Arc::clone(&shell.state::<Carrier>().poke);
    tauri::async_runtime::spawn(keep_in_step(desk, poke, NAPS, |place, poke| {
        let poke = Arc::clone(poke);
        Watching::start(&place.folder, place.device, move || poke.notify_one())
    }));
}

/// `watch` begins to watch a folder, and pokes whenever something changed there; none where the system cannot tell.
async fn keep_in_step<W>(
    desk: Arc<Desk>,
    poke: Arc<Notify>,
    naps: Naps,
    watch: impl Fn(&SyncPlace, &Arc<Notify>) -> Option<W>,
) {
    let mut watched: Option<(SyncPlace, W)> = None;
    loop {
        // What is the matter is told by the window, and tried again.
        let passed = desk.work(|app: &App| app.sync_now(Nothing {})).await;
        let chosen = desk.work(|app: &App| Ok(app.sync_place())).await.ok().flatten();
        // A folder that went and came back is another one to the system: it is watched anew.
        watched = watched.filter(|(place, _)| passed.is_ok() && Some(place) == chosen.as_ref());
        if let (Some(place), None, true) = (&chosen, &watched, passed.is_ok()) {
            watched = watch(place, &poke).map(|watching| (place.clone(), watching));
        }
        let nap = if passed.is_ok() { naps.well } else { naps.trouble };
        match &chosen {
            None => poke.notified().await,
            // Whichever comes first.
            Some(_) => drop(tokio::time::timeout(nap, poke.notified()).await),
        }
        tokio::time::sleep(naps.flock).await;
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Instant;

    use api::wire::{SyncFolder, Theme, ThemeSet};
    use tempfile::TempDir;

    use super::*;
    use crate::desk::tests::FolderHost;

    /// No test lives so long.
    const NEVER: Duration = Duration::from_secs(24 * 60 * 60);
    const SOON: Duration = Duration::from_millis(5);

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

    /// Two computers and the folder between them. One is kept in step by the program, with a watch that tells nothing; the
    /// other one does what its person does.
    struct Both {
        folder: PathBuf,
        kept: Arc<Desk>,
        other: App,
        poke: Arc<Notify>,
        /// How often the watching began.
        watches: Arc<AtomicUsize>,
        dir: TempDir,
    }

    impl Both {
        fn new() -> Both {
            let dir = tempfile::tempdir().unwrap();
            let host = |name: &str| Arc::new(FolderHost(dir.path().join(name)));
            let (kept, other) = (Desk::new(host("kept"), false), App::open(host("other")).unwrap());
            let folder = dir.path().join("Sync");
            let both = Both {
                kept: Arc::new(kept),
                other,
                folder,
                poke: Arc::default(),
                watches: Arc::default(),
                dir,
            };
            both.other.sync_folder_set(both.chosen()).unwrap();
            let chosen = both.chosen();
            both.asks(move |app| app.sync_folder_set(chosen));
            both
        }

        fn chosen(&self) -> SyncFolder {
            SyncFolder { folder: self.folder.display().to_string() }
        }

        /// The program keeps in step from now on.
        fn starts(&self, well: Duration, trouble: Duration) {
            let naps = Naps { well, trouble, flock: Duration::ZERO };
            let watches = Arc::clone(&self.watches);
            let watch = move |_: &SyncPlace, _: &Arc<Notify>| {
                watches.fetch_add(1, Ordering::SeqCst);
                // It is held, and never says a word.
                Some(())
            };
            let (desk, poke) = (Arc::clone(&self.kept), Arc::clone(&self.poke));
            tauri::async_runtime::spawn(keep_in_step(desk, poke, naps, watch));
            until("the watching", || self.watches.load(Ordering::SeqCst) == 1);
        }

        fn asks<T: Send + 'static>(
            &self,
            ask: impl FnOnce(&App) -> Result<T, api::wire::Failure> + Send + 'static,
        ) -> T {
            tauri::async_runtime::block_on(self.kept.work(ask)).unwrap()
        }

        /// The other computer's person chooses something, and its file arrives in the folder.
        fn other_chooses(&self, theme: Theme) {
            self.other.theme_set(ThemeSet { theme }).unwrap();
            assert_eq!(self.other.sync_now(Nothing {}).unwrap().went, 1);
        }

        fn has_taken_in(&self, theme: Theme) -> bool {
            self.asks(|app| app.app_state(Nothing {})).theme == theme
        }
    }

    impl Drop for Both {
        fn drop(&mut self) {
            self.kept.close();
        }
    }

    /// Asks again and again until it is so.
    fn until(what: &str, is_so: impl Fn() -> bool) {
        let begin = Instant::now();
        while !is_so() {
            assert!(begin.elapsed() < Duration::from_secs(60), "waited in vain for {what}");
            std::thread::sleep(SOON);
        }
    }

    #[test]
    fn what_arrives_in_a_folder_that_tells_nothing_is_taken_in_all_the_same() {
        let both = Both::new();
        both.starts(SOON, NEVER);
        for theme in [Theme::Dark, Theme::Light] {
            both.other_chooses(theme);
            until("what the other one chose", || both.has_taken_in(theme));
        }
    }

    #[test]
    fn a_folder_that_tells_is_not_waited_for() {
        let both = Both::new();
        both.starts(NEVER, NEVER);
        for theme in [Theme::Dark, Theme::Light] {
            both.other_chooses(theme);
            both.poke.notify_one();
            until("what the other one chose", || both.has_taken_in(theme));
        }
    }

    #[test]
    fn a_folder_that_comes_back_without_a_word_is_found_and_watched_anew() {
        let both = Both::new();
        both.starts(NEVER, SOON);
        let away = both.dir.path().join("away");
        std::fs::rename(&both.folder, &away).unwrap();
        both.poke.notify_one();
        let trouble = || both.asks(|app| app.sync(Nothing {})).trouble;
        until("the folder to be missed", trouble);
        std::fs::rename(&away, &both.folder).unwrap();
        until("the folder to be found", || both.watches.load(Ordering::SeqCst) == 2);
        assert!(!trouble());
        both.other_chooses(Theme::Dark);
        both.poke.notify_one();
        until("what the other one chose", || both.has_taken_in(Theme::Dark));
    }
}
