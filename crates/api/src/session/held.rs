//! While nothing can be saved, as on a full disk: the plan is shown as it was saved last, that is said, and each command tries anew.

use std::path::Path;

use chrono::{DateTime, Utc};
use journal::{Event, Journal, JournalError, Notice, Opened};

use super::{Look, Session};
use crate::wire::Topic;
use crate::words::journal_words;
use crate::{ApiError, computer, device};

/// The journal of a folder; where it cannot be written, to look at.
pub(super) fn open(dir: &Path, now: DateTime<Utc>) -> Result<Opened, ApiError> {
    let device = device::id(dir, now)?;
    Journal::open(dir, device, now).and_then(|opened| settled(dir, now, opened)).or_else(|why| {
        let journal = Journal::to_look_at(dir, device, &why);
        journal.map(|journal| Opened { journal, notice: None }).ok_or_else(|| why.into())
    })
}

/// After going back to a backup this computer has another name, as what came after has the former one wherever else it is; and the
/// sync folder, which would bring that back at once, is left alone. Where neither can be written, nothing is until it can.
fn settled(dir: &Path, now: DateTime<Utc>, mut opened: Opened) -> Result<Opened, JournalError> {
    if journal::is_unsettled(dir) {
        opened.journal.write_as(device::begin_anew(dir, now)?);
        computer::leave_sync_folder(dir)?;
        match journal::settle(dir) {
            Err(why) if why.leaves_reading() => return Err(why),
            // Something else in the folder is in the way: that shuts nobody out.
            Ok(()) | Err(_) => {}
        }
    }
    Ok(opened)
}

/// As [`open`], at a start: where something of the journal is lost, it may be elsewhere under the name that this computer had.
pub(super) fn begin(dir: &Path, now: DateTime<Utc>) -> Result<Opened, ApiError> {
    let mut opened = open(dir, now)?;
    if matches!(
        &opened.notice,
        Some(Notice::Recovered { .. } | Notice::Broken { .. } | Notice::Missing { .. })
    ) {
        opened.journal.write_as(device::begin_anew(dir, now)?);
    }
    Ok(opened)
}

impl Session {
    /// Tries once more what could not be saved, or to open a journal that could only be looked at: there may be room again.
    pub(crate) fn try_again(&mut self) {
        if self.own.as_ref().is_some_and(|own| own.held().is_none()) {
            if self.unsaved.is_some() && self.sample.is_none() {
                // What it cannot do now, whoever needs it is told.
                let _ = self.look_at_plan();
            }
            return;
        }
        let (dir, now) = (self.host.data_dir(), self.host.now());
        let Ok(opened) = begin(&dir, now) else { return };
        if opened.journal.held().is_none() {
            self.own = Some(opened.journal);
            if let Some(notice) = opened.notice {
                // What cannot be counted is told without numbers.
                let _ = self.found(notice);
            }
            self.unsaved = None;
            self.forget();
            self.touch(&[Topic::App, Topic::Plan, Topic::Units, Topic::Settings, Topic::Busy]);
        }
    }

    /// Saves what nobody asked for and what is looked at without it, too: whether it could be saved.
    pub(super) fn append_if_possible(&mut self, look: &Look, events: &[Event]) -> Result<bool, ApiError> {
        match self.append(look, events) {
            Err(ApiError::Journal(why)) if why.leaves_reading() => {
                // Who looks again when told would have it tried again and again.
                if self.unsaved.replace(why).is_none() {
                    self.touch(&[Topic::App]);
                }
                Ok(false)
            }
            saved => saved.map(|()| true),
        }
    }

    /// The plan on disk is as it should be: nothing stands in the way any more. A sample says nothing of that.
    pub(super) fn nothing_is_unsaved(&mut self) {
        if self.sample.is_none() && self.unsaved.take().is_some() {
            self.touch(&[Topic::App]);
        }
    }

    /// That nothing can be saved, and why, in sentences.
    pub(crate) fn unsaved_words(&self) -> Option<String> {
        let held = self.own.as_ref().and_then(Journal::held);
        let why = held.as_ref().or(self.unsaved.as_ref()).map(journal_words)?;
        Some(said!(
            "{why} You see your plan as it was saved last.",
            "{why} Ves tu plan como se guardó la última vez."
        ))
    }
}
