//! What is to be done about the differences between the blocks here and the calendar there: a pure function of both and of
//! what they last had in common.
//!
//! The rule where both sides changed the same thing: the time and the title that a person gave in the calendar count, as they
//! are a person's deed, and what the block was here goes along with the act, so that it can be given back. A block that is
//! fixed here (begun, done, gone by) is not moved from there: it is put back, and that is told; it may be cleared away. Where the block is gone here,
//! its object goes, and what it was there is told. So neither side's wish is lost unsaid.

use std::collections::BTreeMap;

use calendar::CalendarBlock;
use chrono_tz::Tz;

use crate::fields::{self, Fields, Theirs};
use crate::object::{self, Same};
use crate::published::{Known, Published};

/// A block as it is here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ours {
    /// What is written of it.
    pub block: CalendarBlock,
    /// Whether it can no longer be moved from outside: it was begun, answered, or its time is past.
    pub fixed: bool,
    /// Whether it is fixed by its time alone: what was changed there before that still counts.
    pub late: bool,
}

/// Something a person did in the calendar, to be done here too. It is told until [`Published::answer`] was called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Moved, resized or renamed.
    Changed {
        /// The block.
        uid: String,
        /// What it was when both sides last had the same; unknown if that was lost.
        from: Option<Fields>,
        /// What it is to be: what people changed, and for the rest what it is here.
        to: Fields,
        /// What it is there now.
        theirs: Fields,
        /// What it had become here meanwhile, where that is another change of the same thing.
        instead_of: Option<Fields>,
    },
    /// Taken out of the calendar.
    Deleted {
        /// The block.
        uid: String,
        /// What it had become here meanwhile, if it was changed.
        instead_of: Option<Fields>,
    },
    /// Marked as cancelled; the object is still there.
    Cancelled {
        /// The block.
        uid: String,
        /// What it had become here meanwhile, if it was changed.
        instead_of: Option<Fields>,
    },
}

impl Act {
    /// The block it is about.
    #[must_use]
    pub fn uid(&self) -> &str {
        match self {
            Act::Changed { uid, .. } | Act::Deleted { uid, .. } | Act::Cancelled { uid, .. } => uid,
        }
    }
}

/// Something to say that asks for nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// It was changed there, but is fixed here; it is put back.
    PutBack {
        /// The block.
        uid: String,
        /// What it was there.
        theirs: Fields,
    },
    /// It was made an event of whole days; it is put back.
    AllDay {
        /// The block.
        uid: String,
    },
    /// It was made to repeat there; the repetition is taken out.
    Repeats {
        /// The block.
        uid: String,
    },
    /// It was changed there, but the block is gone here; the object is taken out.
    GoneHere {
        /// The block.
        uid: String,
        /// What it was there.
        theirs: Fields,
    },
    /// The object can no longer be read as an event of ours; it is left as it is.
    Unreadable {
        /// The block.
        uid: String,
    },
    /// Another computer of the learner wrote something newer; it is left until that is known here.
    Newer {
        /// The block.
        uid: String,
    },
}

/// A request that changes the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Put this text.
    Put {
        /// The block.
        uid: String,
        /// The object's text.
        text: String,
        /// Our own text of it, to be remembered.
        wrote: String,
        /// What the block is with it.
        fields: Fields,
        /// The version that is replaced; none to create it where nothing is.
        etag: Option<String>,
    },
    /// Take the object out.
    Delete {
        /// The block.
        uid: String,
        /// The version that is taken out.
        etag: String,
    },
}

impl Write {
    /// The block it is about.
    #[must_use]
    pub fn uid(&self) -> &str {
        match self {
            Write::Put { uid, .. } | Write::Delete { uid, .. } => uid,
        }
    }
}

/// What follows from the differences.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settlement {
    /// What is known after this, before anything is written.
    pub published: Published,
    /// What people did there; nothing is written of these blocks before it is answered.
    pub acts: Vec<Act>,
    /// What is to be written.
    pub writes: Vec<Write>,
    /// What is to be said.
    pub notes: Vec<Note>,
}

impl Settlement {
    /// How many blocks were taken out there.
    #[must_use]
    pub fn deleted(&self) -> usize {
        self.acts.iter().filter(|act| matches!(act, Act::Deleted { .. })).count()
    }
}

/// Compares what is known of the calendar with the blocks as they are here; `zone` is the one in which times are written.
/// Of several blocks with one identifier the last counts.
#[must_use]
pub fn settle(published: &Published, ours: &[Ours], zone: Tz) -> Settlement {
    let by_uid: BTreeMap<&str, &Ours> = ours.iter().map(|ours| (ours.block.uid.as_str(), ours)).collect();
    let mut out = Settlement { published: published.clone(), ..Settlement::default() };
    for (uid, ours) in &by_uid {
        let known = published.objects.get(*uid).cloned().unwrap_or_default();
        // Whatever it is now must be looked at first.
        if !known.stale {
            Pair { uid, ours, zone, known, out: &mut out }.settle();
        }
    }
    for (uid, known) in &published.objects {
        if !by_uid.contains_key(uid.as_str()) && !known.stale {
            gone_here(uid, known, zone, &mut out);
        }
    }
    out
}

/// The block is no longer here.
fn gone_here(uid: &str, known: &Known, zone: Tz, out: &mut Settlement) {
    let theirs = fields::read(known.text.as_deref(), uid, zone);
    match (&theirs, &known.etag) {
        (Theirs::Nothing, _) => {
            out.published.objects.remove(uid);
        }
        (Theirs::Unreadable, _) => out.notes.push(Note::Unreadable { uid: uid.to_owned() }),
        (Theirs::There(_) | Theirs::Cancelled | Theirs::AllDay, Some(etag)) => {
            if let Theirs::There(theirs) = &theirs
                && by_a_person(known, theirs, uid)
            {
                out.notes.push(Note::GoneHere { uid: uid.to_owned(), theirs: theirs.clone() });
            }
            out.writes.push(Write::Delete { uid: uid.to_owned(), etag: etag.clone() });
        }
        (Theirs::There(_) | Theirs::Cancelled | Theirs::AllDay, None) => {}
    }
}

/// Whether what is there was written by nobody of us. A mark says that it was; the one that we wrote last does not where
/// another time or title was agreed upon since: a person changed it back to that.
fn by_a_person(known: &Known, theirs: &Fields, uid: &str) -> bool {
    let ours = |fields: &Option<Fields>| fields.as_ref() == Some(theirs);
    let mark = |text: &Option<String>| fields::mark(text.as_deref(), uid);
    let is_former = known.agreed.is_some() && mark(&known.text) == mark(&known.wrote);
    let marked = || !is_former && mark(&known.text).is_some_and(|mark| mark.says(theirs));
    !known.answered && !ours(&known.agreed) && !ours(&known.sent) && !marked()
}

/// One block on both sides.
struct Pair<'a, 'o> {
    uid: &'a str,
    ours: &'a Ours,
    zone: Tz,
    known: Known,
    out: &'o mut Settlement,
}

impl Pair<'_, '_> {
    fn settle(mut self) {
        let here = Fields::of(&self.ours.block);
        // Whether it is another than both sides last had in common.
        let changed_here = self.known.agreed.as_ref().is_some_and(|agreed| *agreed != here);
        let instead_of = changed_here.then(|| here.clone());
        match fields::read(self.known.text.as_deref(), self.uid, self.zone) {
            Theirs::Nothing if self.known.agreed.is_none() => self.put(here, None),
            // What is over may be cleared away there.
            Theirs::Nothing if self.ours.fixed => {}
            Theirs::Cancelled if self.ours.fixed && !self.in_time() => {}
            Theirs::Nothing => self.out.acts.push(Act::Deleted { uid: self.uid.to_owned(), instead_of }),
            Theirs::Cancelled if self.known.answered => self.put(here, Some(Same::default())),
            Theirs::Cancelled => self.out.acts.push(Act::Cancelled { uid: self.uid.to_owned(), instead_of }),
            Theirs::AllDay => {
                self.out.notes.push(Note::AllDay { uid: self.uid.to_owned() });
                self.put(here, Some(Same::default()));
            }
            Theirs::Unreadable => self.out.notes.push(Note::Unreadable { uid: self.uid.to_owned() }),
            Theirs::There(theirs) => self.compare(here, theirs),
        }
    }

    fn compare(&mut self, here: Fields, theirs: Fields) {
        let repeats = self.known.text.as_deref().is_some_and(|text| object::repeats(text, self.uid));
        // The time that was read may stand in an occurrence that goes.
        let same = Same {
            start: here.start == theirs.start && !repeats,
            length: here.minutes == theirs.minutes && !repeats,
            title: here.title == theirs.title,
        };
        let person = by_a_person(&self.known, &theirs, self.uid);
        if here == theirs {
            self.agree(theirs);
            if repeats {
                self.out.notes.push(Note::Repeats { uid: self.uid.to_owned() });
                return self.put(here, Some(same));
            }
            return self.put_if_new(here, same);
        }
        if !person {
            let newer = fields::mark(self.known.text.as_deref(), self.uid)
                .is_some_and(|mark| mark.says(&theirs) && mark.stamp > self.ours.block.stamp);
            let own =
                self.known.agreed.as_ref() == Some(&theirs) || self.known.sent.as_ref() == Some(&theirs);
            if newer && !own && !self.known.answered {
                return self.out.notes.push(Note::Newer { uid: self.uid.to_owned() });
            }
            // It is ours as it is there, and must be known as that if what is put now is lost.
            self.agree(theirs);
            return self.put(here, Some(same));
        }
        if self.ours.fixed && !self.in_time() {
            self.out.notes.push(Note::PutBack { uid: self.uid.to_owned(), theirs });
            return self.put(here, Some(same));
        }
        let uid = self.uid.to_owned();
        // Where that is forgotten, or another computer wrote it, the mark tells what was written last.
        let mark = || fields::mark(self.known.text.as_deref(), self.uid);
        let base = self.known.agreed.clone().or_else(|| Some(mark()?.base(&theirs, &here)));
        let Some(base) = base else {
            // What it was is not known any more; what it is here goes along.
            let act = Act::Changed { uid, from: None, to: theirs.clone(), theirs, instead_of: Some(here) };
            return self.out.acts.push(act);
        };
        let time_there = !theirs.same_time(&base);
        let title_there = theirs.title != base.title;
        // What only changed here stays as it is here.
        let mut to = theirs.clone();
        if !time_there {
            (to.start, to.minutes) = (here.start, here.minutes);
        }
        if !title_there {
            to.title.clone_from(&here.title);
        }
        let clash = (time_there && !here.same_time(&base) && !here.same_time(&theirs))
            || (title_there && here.title != base.title && here.title != theirs.title);
        if to == here {
            // Both changed it to the same.
            self.agree(theirs);
            return self.put(here, Some(same));
        }
        let act = Act::Changed { uid, from: Some(base), to, theirs, instead_of: clash.then_some(here) };
        self.out.acts.push(act);
    }

    /// Whether it was changed there before it began, and is only seen now. What says no time of its own is not.
    fn in_time(&self) -> bool {
        let text = self.known.text.as_deref();
        let written = fields::mark(text, self.uid).map(|mark| mark.stamp);
        let written = written.or_else(|| fields::changed(self.known.wrote.as_deref(), self.uid));
        let changed = fields::changed(text, self.uid).filter(|at| written.is_none_or(|own| own < *at));
        self.ours.late && changed.is_some_and(|at| at < self.ours.block.start)
    }

    fn agree(&mut self, fields: Fields) {
        self.known.agreed = Some(fields);
        (self.known.sent, self.known.answered) = (None, false);
        self.out.published.objects.insert(self.uid.to_owned(), self.known.clone());
    }

    /// Writes it if something of ours beside time and title has changed since it was written, or if its mark says another time
    /// or title: who changes it back to that would be taken for us.
    fn put_if_new(&mut self, here: Fields, same: Same) {
        let ours = fields::written(&self.ours.block, self.zone);
        let is_alike = match (&self.known.wrote, &self.known.text) {
            (Some(wrote), _) => object::alike_but_stamps(wrote, &ours),
            // Another computer wrote it, or an earlier time: of ours only the reminders are known from others'.
            (None, Some(text)) => object::reminders(text, self.uid) == object::reminders(&ours, self.uid),
            (None, None) => true,
        };
        let mark = fields::mark(self.known.text.as_deref(), self.uid);
        if is_alike && mark.is_none_or(|mark| mark.says(&here)) {
            return;
        }
        self.put(here, Some(same));
    }

    /// `same`: what of it is there; nothing is, without.
    fn put(&mut self, fields: Fields, same: Option<Same>) {
        let ours = fields::written(&self.ours.block, self.zone);
        let known = &self.known;
        let (text, etag) = match (same, &known.text, &known.etag) {
            (Some(same), Some(theirs), Some(etag)) => {
                let Some(text) = object::merged(theirs, &ours, known.wrote.as_deref(), self.uid, same) else {
                    return;
                };
                // In what no program writes, ours may not come to be read; it would be written without end.
                let is_read = fields::read(Some(&text), self.uid, self.zone) == Theirs::There(fields.clone());
                if !is_read || object::repeats(&text, self.uid) {
                    return self.out.notes.push(Note::Unreadable { uid: self.uid.to_owned() });
                }
                (text, Some(etag.clone()))
            }
            // Without a version nothing is replaced; it is looked at first.
            (Some(_), _, _) => return,
            (None, _, _) => {
                let carried = self.out.published.carried_text(self.uid, &ours);
                let is_read = |text: &String| {
                    fields::read(Some(text), self.uid, self.zone) == Theirs::There(fields.clone())
                };
                (carried.filter(is_read).unwrap_or_else(|| ours.clone()), None)
            }
        };
        self.out.writes.push(Write::Put { uid: self.uid.to_owned(), text, wrote: ours, fields, etag });
    }
}
