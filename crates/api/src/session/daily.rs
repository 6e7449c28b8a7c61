//! The backup of each day of use. It is made beside the work: copying and checking a long journal takes its time. Where it cannot be
//! made work goes on, and that is told until one is made.

use std::thread::{Builder, JoinHandle};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use journal::JournalError;

use super::Session;
use crate::ApiError;
use crate::backup_words::saved_all_the_same;
use crate::wire::Topic;
use crate::words::journal_words;

/// After so long it is tried again beside what is done; who looks at the backups need not wait so long.
const AGAIN: TimeDelta = TimeDelta::minutes(10);
const AGAIN_WHEN_LOOKED_AT: TimeDelta = TimeDelta::seconds(5);

/// How the backup of the day stands.
#[derive(Default)]
pub(super) struct Daily {
    /// Day on which the need of one was last looked at.
    looked: Option<NaiveDate>,
    /// When one was last tried.
    tried: Option<DateTime<Utc>>,
    /// The one that is being made.
    running: Option<JoinHandle<Result<(), JournalError>>>,
    /// Why the last one could not be made.
    trouble: Option<JournalError>,
}

impl Daily {
    /// Whether one could not be made, and that is so long ago. A clock that was set back knows nothing of it.
    fn failed_before(&self, now: DateTime<Utc>, ago: TimeDelta) -> bool {
        let is_past = self.tried.is_none_or(|tried| !(TimeDelta::zero()..ago).contains(&(now - tried)));
        self.trouble.is_some() && is_past
    }
}

impl Session {
    /// Begins the backup of the day, if nobody looked after it today or it could not be made a while ago.
    pub(super) fn backup_if_due(&mut self, now: DateTime<Utc>) -> Result<(), ApiError> {
        self.settle_backup();
        if self.daily.looked != Some(now.date_naive()) || self.daily.failed_before(now, AGAIN) {
            self.begin_backup(now)?;
        }
        Ok(())
    }

    /// Waits for the backup of the day; one that could not be made is tried again.
    pub(crate) fn look_after_backup(&mut self) -> Result<(), ApiError> {
        self.wait_for_backup();
        let now = self.host.now();
        if self.daily.failed_before(now, AGAIN_WHEN_LOOKED_AT) {
            self.begin_backup(now)?;
            self.wait_for_backup();
        }
        Ok(())
    }

    fn begin_backup(&mut self, now: DateTime<Utc>) -> Result<(), ApiError> {
        let Some(journal) = self.own.as_ref().filter(|own| own.held().is_none()) else { return Ok(()) };
        let (is_used, dir) = (journal.last_seq()? > 0, journal.dir().to_owned());
        self.daily.looked = Some(now.date_naive());
        if !is_used {
            return Ok(());
        }
        self.wait_for_backup();
        self.daily.tried = Some(now);
        let to = journal::backups_dir(&dir);
        match Builder::new().spawn(move || journal::todays_backup(&dir, now)) {
            Ok(running) => self.daily.running = Some(running),
            Err(error) => self.backup_stands(Err(JournalError::io(&to, error))),
        }
        Ok(())
    }

    /// Waits until the backup that is being made is there: nothing may move the journal before.
    pub(crate) fn wait_for_backup(&mut self) {
        if let Some(running) = self.daily.running.take() {
            // What a thread that panicked has to say it said by itself.
            if let Ok(made) = running.join() {
                self.backup_stands(made);
            }
        }
    }

    /// Looks whether the backup that was being made is there, without waiting.
    pub(crate) fn settle_backup(&mut self) {
        if self.daily.running.as_ref().is_some_and(JoinHandle::is_finished) {
            self.wait_for_backup();
        }
    }

    fn backup_stands(&mut self, made: Result<(), JournalError>) {
        let before = self.daily.trouble.take();
        self.daily.trouble = made.err();
        // Who looks again when told would have it tried again and again.
        if before.map(|error| error.code()) != self.daily.trouble.as_ref().map(JournalError::code) {
            self.touch(&[Topic::App]);
        }
    }

    /// Why there is no backup of the day, in a sentence.
    pub(crate) fn backup_trouble(&self) -> Option<String> {
        let trouble = self.daily.trouble.as_ref()?;
        let is_saved = !self.is_refused && self.unsaved_words().is_none();
        let saved = if is_saved { saved_all_the_same(trouble) } else { "" };
        Some(format!("{}{saved}", journal_words(trouble)))
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.wait_for_backup();
    }
}
