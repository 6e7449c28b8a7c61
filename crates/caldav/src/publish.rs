//! Blocks into the calendar and the calendar's changes back: look, settle, write. What must be known after a crash is kept by
//! the caller before anything is sent.

use std::collections::{BTreeMap, BTreeSet};

use chrono_tz::Tz;
use url::Url;

use crate::changes::{Changes, Fetched};
use crate::fault::Fault;
use crate::fields;
use crate::inherit::{self, Unclaimed};
use crate::object;
use crate::published::{Carried, Known, Published};
use crate::session::{Session, resolved, same};
use crate::settle::{Act, Note, Ours, Write, settle};
use crate::transport::Method;
use crate::xml;

/// How often what was written meanwhile by others is looked at again within one call.
const MAX_ROUNDS: usize = 4;
/// From so many on it is asked before more than half of all blocks are believed to be taken out.
const MANY: usize = 5;

/// Something that the server would not take.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The block.
    pub uid: String,
    /// The HTTP status.
    pub status: u16,
    /// The names of the conditions that were not met (RFC 4791, 5.3.2.1), such as `no-uid-conflict`.
    pub conditions: Vec<String>,
}

/// What came of publishing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How many objects were written or taken out.
    pub written: usize,
    /// What is to be said.
    pub notes: Vec<Note>,
    /// What the server would not take.
    pub refused: Vec<Refused>,
    /// So many blocks, most of all, were taken out there at once. Nothing was done about any; ask, and publish with `believe`.
    pub many_deleted: Option<usize>,
    /// So many blocks ahead stand there of which this plan knows nothing, among what is new there; all is when the calendar is looked at
    /// for the first time.
    pub strangers: usize,
    /// Whether others changed so much meanwhile that not everything was settled.
    pub unfinished: bool,
}

/// What the caller of [`Session::publish`] does.
pub trait Home {
    /// Does here what people did there, as far as it is wanted, and answers the blocks as they are now. Asked with no acts at
    /// first. What is `known` must be kept together with what the acts did. None if that cannot be done: nothing is written
    /// then.
    fn blocks(&mut self, acts: &[Act], known: &Published) -> Option<Vec<Ours>>;

    /// Which of these the plan knows, by their identifiers, also if they are planned no more: what becomes of them is settled as
    /// of the others. The rest is left alone. None if that cannot be told now.
    fn own(&mut self, found: &[Unclaimed]) -> Option<BTreeSet<String>>;

    /// Keeps what is known; false if that cannot be done.
    fn keep(&mut self, known: &Published) -> bool;
}

impl Session<'_> {
    /// Brings calendar and blocks together. `zone` is the one in which times are written.
    ///
    /// # Errors
    /// Any [`Fault`]; what is known then is kept, and the next call goes on from there.
    pub fn publish(
        &self,
        calendar: &Url,
        known: &mut Published,
        zone: Tz,
        believe: bool,
        home: &mut dyn Home,
    ) -> Result<Outcome, Fault> {
        let mut out = Outcome::default();
        let mut ours = home.blocks(&[], known).ok_or(Fault::NotKept)?;
        for round in 1..=MAX_ROUNDS {
            let left = known.left.len();
            let unknown = self.look(calendar, known)?;
            let (is_heir, strangers) = self.inherit(calendar, &unknown, known, home)?;
            out.strangers += strangers;
            if is_heir || known.left.len() < left {
                ours = home.blocks(&[], known).ok_or(Fault::NotKept)?;
            }
            let mut settled = settle(known, &ours, zone);
            let deleted = settled.deleted();
            if !believe && deleted >= MANY && deleted * 2 > known.objects.len() {
                out.many_deleted = Some(deleted);
                return kept(home, known).map(|()| out);
            }
            *known = settled.published;
            if !settled.acts.is_empty() {
                for act in &settled.acts {
                    known.answer(act);
                }
                ours = home.blocks(&settled.acts, known).ok_or(Fault::NotKept)?;
                settled = settle(known, &ours, zone);
                *known = settled.published;
            }
            for note in settled.notes {
                if !out.notes.contains(&note) {
                    out.notes.push(note);
                }
            }
            let again = self.push(calendar, known, &settled.writes, &mut out, home)?;
            if !again {
                return Ok(out);
            }
            out.unfinished = round == MAX_ROUNDS;
        }
        Ok(out)
    }

    /// Takes one object out of a calendar that blocks stood in before, if it is in the version that was seen last. Answers whether it
    /// is there no more.
    ///
    /// # Errors
    /// Any [`Fault`]: it may be there or not.
    pub fn take_out(&self, calendar: &Url, object: &Known) -> Result<bool, Fault> {
        let Some(etag) = &object.etag else { return Ok(false) };
        let url = resolved(calendar, &object.href)?;
        let answer = self.send(Method::Delete, &url, &[("if-match", etag.clone())], "")?;
        Ok(matches!(answer.reply.status, 200..=299 | 404 | 410))
    }

    /// Looks at what is new of our objects. Answers the names of those that seem to be ours and are not known.
    fn look(&self, calendar: &Url, known: &mut Published) -> Result<Vec<String>, Fault> {
        let changes = self.changes(calendar, known.seen.as_deref())?;
        let names = |hrefs: &[String]| hrefs.iter().map(|href| same(calendar, href)).collect::<BTreeSet<_>>();
        // What was said to be gone, and, of a list that should be whole, what is said to be there.
        let is_asked_anew = !matches!(changes, Changes::None);
        let (versions, gone, whole, seen) = match changes {
            Changes::None => (Vec::new(), BTreeSet::new(), false, known.seen.clone()),
            Changes::Some { changed, gone, seen } => (changed, names(&gone), false, Some(seen)),
            Changes::All { there, seen } => (there, BTreeSet::new(), true, seen),
        };
        let hrefs: BTreeMap<String, String> =
            versions.iter().map(|version| (same(calendar, &version.href), version.href.clone())).collect();
        let versions: BTreeMap<String, Option<String>> =
            versions.into_iter().map(|version| (same(calendar, &version.href), version.etag)).collect();
        known.take_back(|href| versions.contains_key(&same(calendar, href)));
        let unknown = inherit::unknown(&hrefs, calendar, known);
        let (mut stale, mut left) = (Vec::new(), Vec::new());
        for object in known.objects.values() {
            let name = same(calendar, &object.href);
            let version = versions.get(&name);
            let other = version.is_some_and(|etag| etag.is_none() || *etag != object.etag);
            // A list that leaves it out is not enough to believe that it is gone.
            let missing = whole && version.is_none() && object.text.is_some();
            let unheard = object.unseen && version.is_none();
            let unsure =
                object.stale || missing || unheard || (object.text.is_some() && object.etag.is_none());
            if !other && gone.contains(&name) {
                left.push(object.href.clone());
            } else if other || unsure {
                stale.push(object.href.clone());
            }
        }
        let fetched = self.fetch(calendar, &stale, &mut |_, _| {})?;
        let left = left.into_iter().map(|href| Fetched { href, etag: None, text: None });
        let fetched: Vec<Fetched> = fetched.into_iter().chain(left).collect();
        // What is gone from its address may have come back under another one. A whole list names everything of everybody: it is only
        // looked through for what is missing just now.
        let is_missing = fetched.iter().any(|fetched| fetched.text.is_none());
        let back = if is_missing || (!whole && !known.left.is_empty()) {
            let known_names = known.objects.values().map(|object| same(calendar, &object.href));
            let known_names: BTreeSet<String> = known_names.collect();
            let new = hrefs.into_iter().filter(|(name, _)| !known_names.contains(name));
            let new: Vec<String> = new.map(|(_, href)| href).collect();
            match self.fetch(calendar, &new, &mut |_, _| {}) {
                // Something of somebody else's that is not shown is no matter of ours.
                Err(Fault::Garbled { .. }) => Vec::new(),
                fetched => fetched?,
            }
        } else {
            Vec::new()
        };
        let gone = fetched.iter().filter(|fetched| fetched.text.is_none());
        let gone: Vec<String> = gone.map(|fetched| same(calendar, &fetched.href)).collect();
        for back in back {
            known.adopt(calendar, &gone, back);
        }
        for fetched in fetched {
            known.take(calendar, fetched);
        }
        if is_asked_anew {
            known.objects.values_mut().for_each(|object| object.unseen = false);
        }
        known.seen = seen;
        Ok(unknown)
    }

    /// Sends what is to be written. Answers whether others were quicker with some of it, so that it must be looked at again.
    fn push(
        &self,
        calendar: &Url,
        known: &mut Published,
        writes: &[Write],
        out: &mut Outcome,
        home: &mut dyn Home,
    ) -> Result<bool, Fault> {
        for write in writes {
            known.before(calendar, write)?;
        }
        kept(home, known)?;
        let mut again = false;
        let mut result = Ok(());
        for write in writes {
            match self.write(calendar, known, write) {
                Ok(Done::Written) => out.written += 1,
                Ok(Done::Overtaken) => again = true,
                Ok(Done::Refused(refused)) => out.refused.push(refused),
                Err(fault) => {
                    result = Err(fault);
                    break;
                }
            }
        }
        let kept = if writes.is_empty() { Ok(()) } else { kept(home, known) };
        result.and(kept).map(|()| again)
    }

    fn write(&self, calendar: &Url, known: &mut Published, write: &Write) -> Result<Done, Fault> {
        let Some(object) = known.objects.get(write.uid()) else { return Ok(Done::Overtaken) };
        let url = resolved(calendar, &object.href)?;
        let (method, condition, body) = match write {
            Write::Put { text, etag, .. } => {
                let condition = match etag {
                    Some(etag) => ("if-match", etag.clone()),
                    None => ("if-none-match", "*".to_owned()),
                };
                (Method::Put, condition, text.as_str())
            }
            Write::Delete { etag, .. } => (Method::Delete, ("if-match", etag.clone()), ""),
        };
        let mut headers = vec![condition];
        if method == Method::Put {
            headers.push(("content-type", "text/calendar; charset=utf-8".to_owned()));
        }
        let answer = self.send(method, &url, &headers, body)?;
        let status = answer.reply.status;
        let creates = matches!(write, Write::Put { etag: None, .. });
        match status {
            200..=299 => {
                let etag = answer.reply.header("etag").map(str::to_owned);
                // A weak version says that the text may be another than was sent: it is looked at.
                let etag = etag.filter(|etag| !etag.starts_with("W/"));
                known.after(write, etag);
                Ok(Done::Written)
            }
            // Gone, or said to be so: it is looked at before that is believed.
            412 => Ok(Done::Overtaken),
            404 | 410 if !creates => Ok(Done::Overtaken),
            404 | 410 => Err(Fault::Gone { path: calendar.path().to_owned() }),
            400..=499 | 501 => {
                let conditions = xml::preconditions(&answer.reply.body);
                match (status, conditions.is_empty(), creates) {
                    (403 | 405, true, _) => Err(Fault::Forbidden { path: calendar.path().to_owned() }),
                    (409, true, true) => Err(Fault::Gone { path: calendar.path().to_owned() }),
                    _ => {
                        known.not_written(write);
                        Ok(Done::Refused(Refused { uid: write.uid().to_owned(), status, conditions }))
                    }
                }
            }
            _ => Err(Fault::Garbled { detail: format!("status {status}") }),
        }
    }
}

fn kept(home: &mut dyn Home, known: &Published) -> Result<(), Fault> {
    if home.keep(known) { Ok(()) } else { Err(Fault::NotKept) }
}

enum Done {
    Written,
    /// Somebody else wrote it first.
    Overtaken,
    Refused(Refused),
}

impl Published {
    /// What was taken out and is there again must be looked at.
    fn take_back(&mut self, is_there: impl Fn(&str) -> bool) {
        let (back, left) = std::mem::take(&mut self.left).into_iter().partition(|(_, href)| is_there(href));
        self.left = left;
        let back: BTreeMap<String, String> = back;
        for (uid, href) in back {
            self.objects.entry(uid).or_insert(Known { href, stale: true, ..Known::default() });
        }
    }

    /// Takes an object under a new address if it is one of ours that is `gone` from its own, or that was taken out before.
    fn adopt(&mut self, calendar: &Url, gone: &[String], found: Fetched) {
        let Some(text) = &found.text else { return };
        for uid in object::our_uids(text) {
            if let Some(object) = self.objects.get_mut(&uid) {
                if !gone.contains(&same(calendar, &object.href)) {
                    continue;
                }
                object.href.clone_from(&found.href);
            } else if self.left.remove(&uid).is_some() {
                self.objects.insert(uid, Known { href: found.href.clone(), ..Known::default() });
            } else {
                continue;
            }
            return self.take(calendar, found);
        }
    }

    /// Takes what was found of one object.
    pub(crate) fn take(&mut self, calendar: &Url, fetched: Fetched) {
        let name = same(calendar, &fetched.href);
        let object = self.objects.iter_mut().find(|(_, known)| same(calendar, &known.href) == name);
        let Some((uid, object)) = object else { return };
        // What says the same as before was answered already, whatever else is new in it.
        let says = |text: Option<&str>| fields::read(text, uid, Tz::UTC);
        object.answered = object.answered && says(object.text.as_deref()) == says(fetched.text.as_deref());
        object.stale = false;
        // What others added to one that is gone goes along, should the block be put back.
        let gone = object.text.take().filter(|_| fetched.text.is_none());
        let carried = gone.map(|text| (uid.clone(), Carried::new(text, object.wrote.clone())));
        object.text = fetched.text;
        // Whether it arrived is told by what is there.
        if let (Some(sending), Some(text)) = (object.sending.take(), &object.text)
            && fields::arrived(text, &sending, uid)
        {
            object.wrote = Some(sending);
        }
        object.etag = if object.text.is_some() { fetched.etag } else { None };
        self.carried.extend(carried);
    }

    /// What must be known before this is sent: that it may be there afterwards or not.
    fn before(&mut self, calendar: &Url, write: &Write) -> Result<(), Fault> {
        match write {
            Write::Put { uid, fields, wrote, .. } => {
                self.left.remove(uid);
                if !self.objects.contains_key(uid) {
                    let href = resolved(calendar, &format!("{}.ics", quoted(uid)))?.path().to_owned();
                    self.objects.insert(uid.clone(), Known { href, ..Known::default() });
                }
                if let Some(object) = self.objects.get_mut(uid) {
                    object.sent = Some(fields.clone());
                    object.sending = Some(wrote.clone());
                    object.stale = true;
                }
            }
            Write::Delete { uid, .. } => {
                if let Some(object) = self.objects.get_mut(uid) {
                    object.sent = object.agreed.take();
                    object.stale = true;
                }
            }
        }
        Ok(())
    }

    fn after(&mut self, write: &Write, etag: Option<String>) {
        match write {
            Write::Delete { uid, .. } => {
                // The block may come back, by an undo; what others added comes back with it.
                if let Some(Known { text: Some(text), wrote, .. }) = self.objects.remove(uid)
                    && wrote.as_deref().is_none_or(|wrote| object::adds_to(&text, wrote))
                {
                    self.carry(uid.clone(), Carried::new(text, wrote));
                }
            }
            Write::Put { uid, text, wrote, fields, .. } => {
                if let Some(object) = self.objects.get_mut(uid) {
                    object.stale = etag.is_none();
                    object.unseen = true;
                    object.text = Some(text.clone());
                    object.etag = etag;
                    object.agreed = Some(fields.clone());
                    object.wrote = Some(wrote.clone());
                    (object.sent, object.sending) = (None, None);
                    object.answered = false;
                }
                self.carried.remove(uid);
            }
        }
    }

    fn not_written(&mut self, write: &Write) {
        match write {
            Write::Delete { uid, .. } => {
                if let Some(object) = self.objects.get_mut(uid) {
                    object.stale = false;
                }
            }
            Write::Put { uid, etag: None, .. } => {
                // What others added elsewhere may be what is not taken here; a server may also have had a bad moment.
                if self.carried.get_mut(uid).is_some_and(|carried| !carried.is_tried_again()) {
                    self.carried.remove(uid);
                }
                self.objects.remove(uid);
            }
            Write::Put { uid, .. } => {
                if let Some(object) = self.objects.get_mut(uid) {
                    (object.sent, object.sending, object.stale) = (None, None, false);
                }
            }
        }
    }
}

/// An identifier as a part of a path: all but letters, digits and a few signs as `%` and two digits.
fn quoted(uid: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'@');
    uid.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
