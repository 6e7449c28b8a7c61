//! What is done with the learner's own journal as a whole: copied before what no undo takes back, joined with others, replaced by a
//! backup.

use std::collections::BTreeSet;
use std::path::PathBuf;

use journal::Notice;
use uuid::Uuid;

use super::{Session, held};
use crate::ApiError;
use crate::handlers::notices;
use crate::wire::Topic;

impl Session {
    /// A backup of the journal as it is, before something that cannot be undone step by step; none of an empty one.
    pub(crate) fn copy_before(&mut self) -> Result<Option<journal::BackupInfo>, ApiError> {
        let (dir, now) = (self.host.data_dir(), self.host.now());
        // That of the day holds what was before, too.
        self.wait_for_backup();
        let journal = self.own_journal()?;
        let is_used = journal.last_seq()? > 0;
        let backup = is_used.then(|| journal.backup(&journal::backups_dir(&dir), now)).transpose();
        backup.map_err(|error| match error {
            error @ journal::JournalError::Backup { .. } => {
                self.is_refused = true;
                ApiError::NotCopied(error)
            }
            error => error.into(),
        })
    }

    /// Takes in events of other journals. Returns what became of them.
    pub(crate) fn take_in(&mut self, events: &[journal::Foreign]) -> Result<journal::Merged, ApiError> {
        let journal = self.own_journal()?;
        let is_used = journal.last_seq()? > 0;
        let merged = journal.merge(events)?;
        self.is_refused = false;
        if !is_used && merged.new > 0 {
            notices::has_a_plan(self);
        }
        self.sample = None;
        self.forget();
        self.touch(&[Topic::App, Topic::Plan, Topic::Units, Topic::Settings, Topic::Busy]);
        Ok(merged)
    }

    /// Takes in what came through the sync folder. What is on screen stays: a sample, too.
    pub(crate) fn take_along(&mut self, events: &[journal::Foreign]) -> Result<journal::Merged, ApiError> {
        let journal = self.own_journal()?;
        let is_used = journal.last_seq()? > 0;
        let merged = journal.merge(events)?;
        if merged.new > 0 {
            if !is_used {
                notices::has_a_plan(self);
            }
            self.forget();
            self.touch(&[Topic::App, Topic::Plan, Topic::Units, Topic::Settings, Topic::Busy, Topic::Sync]);
            let now = self.host.now();
            self.backup_if_due(now)?;
        }
        Ok(merged)
    }

    /// How many commands of this computer's own stand in the journal after this position.
    pub(crate) fn own_commands_after(&mut self, position: i64) -> Result<usize, ApiError> {
        let journal = self.own_journal()?;
        let own = journal.device();
        let events = journal.leaving(position)?.events;
        let commands: BTreeSet<Uuid> =
            events.iter().filter(|event| event.device == own).map(|event| event.command).collect();
        Ok(commands.len())
    }

    /// Puts a backup in place of the learner's own journal. Returns where that is now. The sync folder is left alone from then on.
    pub(crate) fn restore(&mut self, backup: &journal::BackupInfo) -> Result<Option<PathBuf>, ApiError> {
        let (dir, now) = (self.host.data_dir(), self.host.now());
        self.wait_for_backup();
        if let Some(why) = self.own_journal()?.held() {
            return Err(why.into());
        }
        self.own = None;
        let restored = journal::restore_backup(&dir, backup, now);
        let opened = held::open(&dir, now)?;
        self.own = Some(opened.journal);
        let former = restored?;
        self.sample = None;
        self.forget();
        notices::over(self);
        self.notice = opened.notice.filter(|found| !matches!(found, Notice::WentBack { .. }));
        self.touch(&[Topic::App, Topic::Plan, Topic::Units, Topic::Settings, Topic::Busy]);
        Ok(former)
    }
}
