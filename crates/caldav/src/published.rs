//! What is remembered of the calendar that blocks are published in. Kept by the caller, who can write it as JSON.
//! Invariant: only an object that is listed here, or that says that it is ours, is ever written or deleted.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::fields::{self, Fields, Theirs};
use crate::object;

/// One calendar that blocks are published in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Up to where the calendar's changes are known: its sync token, or its ctag with `ctag:` before it.
    pub seen: Option<String>,
    /// Our objects, by the identifier of their block.
    pub objects: BTreeMap<String, Known>,
    /// Paths of objects that people took out, by the identifier of their block: they may put them back.
    #[serde(default)]
    pub left: BTreeMap<String, String>,
    /// Objects that the blocks had before, in another calendar or here until somebody took them out or the block was gone, by
    /// the identifier of their block, until each is written here: what others added goes along.
    #[serde(default)]
    pub carried: BTreeMap<String, Carried>,
}

/// An object that a block had before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Carried {
    /// Its text.
    text: String,
    /// Our own text of it as it was written last.
    wrote: Option<String>,
    /// A server would not take it, once.
    #[serde(default)]
    refused: bool,
}

impl Carried {
    pub(crate) fn new(text: String, wrote: Option<String>) -> Carried {
        Carried { text, wrote, refused: false }
    }

    /// It was refused; whether it is to be tried once more.
    pub(crate) fn is_tried_again(&mut self) -> bool {
        !std::mem::replace(&mut self.refused, true)
    }

    /// When it starts, as far as it can be read; where it was called off or made an event of whole days, as we wrote it.
    fn time(&self, uid: &str) -> Option<DateTime<Utc>> {
        [Some(&self.text), self.wrote.as_ref()].into_iter().find_map(|text| {
            match fields::read(text.map(String::as_str), uid, Tz::UTC) {
                Theirs::There(fields) => Some(fields.start),
                _ => None,
            }
        })
    }
}

/// So many objects of blocks that are gone are remembered.
const MOST_CARRIED: usize = 200;

/// So many that were taken out are remembered; identifiers begin with the time at which they were made.
const MOST_LEFT: usize = 500;

/// What is known of one object of ours.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// Its path on the server.
    pub href: String,
    /// Its version as last told; none if it is not there, or must be looked at anew.
    pub etag: Option<String>,
    /// Its text as last seen; none if it is not there.
    pub text: Option<String>,
    /// What both sides had in common last; none before it is known that it was written.
    pub agreed: Option<Fields>,
    /// What was sent and not answered: it may be there or not.
    pub sent: Option<Fields>,
    /// Our own text as it was written last.
    pub wrote: Option<String>,
    /// Our own text that was sent and not answered.
    pub sending: Option<String>,
    /// Whether what was found in this version has been told, and answered.
    pub answered: bool,
    /// Whether it must be looked at before anything is done with it.
    pub stale: bool,
    /// Whether it was written after the calendar's changes were asked for last: a server need not tell of what came and went
    /// between two askings.
    #[serde(default)]
    pub unseen: bool,
}

impl Published {
    /// Minutes before the block of this identifier at which its object reminds of it, as we wrote it last; as it is there, if that is
    /// not known.
    #[must_use]
    pub fn reminders(&self, uid: &str) -> Vec<u32> {
        let known = self.objects.get(uid);
        let wrote = known.and_then(|known| known.wrote.as_deref().or(known.text.as_deref()));
        wrote.map_or_else(Vec::new, |wrote| object::reminders(wrote, uid))
    }

    /// What is to go along into another calendar.
    #[must_use]
    pub fn to_carry(&self) -> BTreeMap<String, Carried> {
        let mut all = self.carried.clone();
        let carried = |known: &Known| Some(Carried::new(known.text.clone()?, known.wrote.clone()));
        all.extend(self.objects.iter().filter_map(|(uid, known)| Some((uid.clone(), carried(known)?))));
        all
    }

    /// What is to be known of this calendar while the blocks stand in another one: what is ours there, as far as something is left,
    /// with its version where it stays.
    #[must_use]
    pub fn set_aside(mut self, stays: impl Fn(&str) -> bool) -> Published {
        self.carried.clear();
        for (uid, known) in &mut self.objects {
            let etag = known.etag.take().filter(|_| stays(uid));
            (known.text, known.etag) = (None, etag);
        }
        self
    }

    /// What is known of this calendar where the blocks are to stand in it again: all of it is looked at anew, and what is gone
    /// meanwhile was taken out by nobody. What is over `now` and no block any more stays there as it is, and is forgotten.
    #[must_use]
    pub fn resumed(mut self, now: DateTime<Utc>, is_block: impl Fn(&str) -> bool) -> Published {
        self.seen = None;
        let is_over = |known: &Known| known.time().is_some_and(|start| start < now);
        self.objects.retain(|uid, known| is_block(uid) || !is_over(known));
        for known in self.objects.values_mut() {
            (known.stale, known.answered) = (true, false);
            if !is_over(known) {
                known.agreed = None;
            }
        }
        self
    }

    /// Forgets objects of which that is wanted by their identifier and the time at which they start, as far as it is known.
    pub fn forget(&mut self, is_wanted: impl Fn(&str, Option<DateTime<Utc>>) -> bool) {
        self.objects.retain(|uid, known| !is_wanted(uid, known.time()));
    }

    /// The block of this object is gone; what others added to it is remembered.
    pub(crate) fn carry(&mut self, uid: String, carried: Carried) {
        self.carried.insert(uid, carried);
        while self.carried.len() > MOST_CARRIED {
            self.carried.pop_first();
        }
    }

    /// Keeps of what blocks had before that of which it is wanted, by their identifier and the time at which they were, as far
    /// as it can be read.
    pub fn keep_carried(&mut self, is_wanted: impl Fn(&str, Option<DateTime<Utc>>) -> bool) {
        self.carried.retain(|uid, carried| is_wanted(uid, carried.time(uid)));
    }

    /// The object of a block that was not written here yet, with what others added to it elsewhere.
    pub(crate) fn carried_text(&self, uid: &str, ours: &str) -> Option<String> {
        let Carried { text, wrote, .. } = self.carried.get(uid)?;
        object::merged(text, ours, wrote.as_deref(), uid, object::Same::default())
    }

    /// Takes the learner's answer to an act: it was done here, or is not wanted here. Either way it is not told again; what
    /// the block is here from now on is what the calendar is brought to. To be saved together with what the act did here.
    pub fn answer(&mut self, act: &crate::Act) {
        let Some(known) = self.objects.get_mut(act.uid()) else { return };
        match act {
            crate::Act::Changed { theirs, .. } => {
                known.agreed = Some(theirs.clone());
                known.answered = true;
            }
            crate::Act::Cancelled { .. } => known.answered = true,
            crate::Act::Deleted { .. } => {
                // Nothing of it is left; if the block stays here, it is written anew.
                if let Some(known) = self.objects.remove(act.uid()) {
                    self.left.insert(act.uid().to_owned(), known.href);
                }
                while self.left.len() > MOST_LEFT {
                    self.left.pop_first();
                }
            }
        }
    }
}

impl Known {
    /// When it starts, as far as that is known.
    fn time(&self) -> Option<DateTime<Utc>> {
        self.agreed.as_ref().or(self.sent.as_ref()).map(|fields| fields.start)
    }
}
