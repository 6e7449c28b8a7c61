//! The journal and its sync folder: one pass over it, and how it stands since.
//!
//! Invariant: the session is held for single short turns, never while the folder is read or written. One program at a time
//! works on a folder for one home.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};

use chrono::{DateTime, Utc};
use journal::{Foreign, Merged};
use keychain::Unkept;
use sync::{
    Computer, Exchange, Fault, Found, Head, Hiding, Keys, Limits, Lock, Named, Passed, Pens, Store, Wish,
};
use uuid::Uuid;

use crate::app::App;
use crate::two_plans::{self, Met};
use crate::wire::Topic;
use crate::{ApiError, computer, device, passphrase, paths, say, words};

/// How the sync folder stands, as facts; kept in the session, so that it can be told at any time.
#[derive(Clone, Default)]
pub(crate) struct Standing {
    /// Since when it is as it is; none before the first look.
    pub since: Option<DateTime<Utc>>,
    /// What is the matter.
    pub fault: Option<Arc<Fault>>,
    /// Why nothing is taken in, in a sentence, where that is not the folder's fault.
    pub stopped: Option<String>,
    /// Changes of this computer that the folder does not have yet, while something is the matter.
    pub waiting: usize,
    pub computers: Vec<Computer>,
    /// How many of them are others.
    pub others: usize,
    pub found: Known,
    /// How it stands with the passphrase.
    pub hidden: Hidden,
}

impl Standing {
    /// What a computer is called, also by a name that its installation had before.
    pub fn name_of(&self, device: Uuid) -> String {
        name_of(&self.computers, device)
    }

    /// The same where it has a name.
    pub fn own_name_of(&self, device: Uuid) -> Option<&str> {
        known(&self.computers, device).filter(|name| !name.is_empty())
    }
}

fn name_of(computers: &[Computer], device: Uuid) -> String {
    known(computers, device).map_or_else(|| said!("another computer", "otro equipo"), named)
}

fn known(computers: &[Computer], device: Uuid) -> Option<&str> {
    let known = computers.iter().find(|known| known.device == device);
    let known = known.or_else(|| computers.iter().find(|known| known.former.contains(&device)));
    known.map(|known| known.name.as_str())
}

/// A computer's name, for people.
pub(crate) fn named(name: &str) -> String {
    if name.is_empty() { said!("a computer without a name", "un equipo sin nombre") } else { name.to_owned() }
}

/// How it stands with the passphrase of the folder.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Hidden {
    /// What this computer writes is sealed.
    pub sealed: bool,
    /// Others use one that is not known here.
    pub asks: bool,
    /// Nothing is written for that.
    pub silent: bool,
    /// Why the keys are not here.
    pub unkept: Option<Unkept>,
    /// Other computers whose lines cannot be read.
    pub by: Vec<Hiding>,
}

/// What was found beside events.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub newer: usize,
    pub torn: usize,
    pub strange: usize,
    pub left_out: usize,
    /// Files of which only a mark is here.
    pub away: usize,
    /// One file of each of these.
    pub named: Named,
    /// Something that other computers did stands there.
    pub foreign: bool,
    /// Lines that another passphrase hides.
    pub sealed: usize,
    /// Files of others in clear, while lines are sealed here.
    pub clear: usize,
    /// Another computer uses the name of this one.
    pub twin: bool,
}

impl Known {
    /// Files that are not read, and will not be unless somebody does something.
    pub fn is_shut_out(&self) -> bool {
        self.newer + self.left_out + self.away > 0
    }

    /// Whether all that stands in the folder was read, but for what a passphrase hides.
    pub fn is_all(&self) -> bool {
        !self.is_shut_out() && self.torn + self.strange == 0
    }
}

/// Why a pass is made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Asked {
    /// In the course of things.
    Again,
    /// The folder that is used was chosen once more.
    Chosen,
    /// The folder was chosen just now.
    First,
}

/// What a pass did.
pub(crate) struct Done {
    pub came: usize,
    pub went: usize,
    /// Made before the first things were taken in from a folder.
    pub backup: Option<journal::BackupInfo>,
    /// Another plan came to the one that was here.
    pub met: Option<Met>,
}

/// Which folder is used, and who writes there from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncPlace {
    /// The folder.
    pub folder: PathBuf,
    /// Whose own files wake nobody.
    pub device: Uuid,
}

impl App {
    /// Where the folder is that may be watched; none while no folder is used.
    pub fn sync_place(&self) -> Option<SyncPlace> {
        let folder = computer::sync_folder(&self.host().data_dir())?;
        let device = self.with(|session| Ok(session.own_journal()?.device())).ok()?;
        Some(SyncPlace { folder, device })
    }
}

/// The session and the files beside the journal, as the exchange needs them.
struct Desk<'a> {
    app: &'a App,
    dir: PathBuf,
    folder: &'a Path,
    asked: Asked,
    /// A copy of the journal is made before anything is taken in.
    with_backup: bool,
    backup: Option<journal::BackupInfo>,
    met: Option<Met>,
}

impl Store for Desk<'_> {
    type Error = ApiError;

    fn names(&mut self, after: i64) -> Result<(i64, Vec<Uuid>), ApiError> {
        self.app.with(|session| {
            let journal = session.own_journal()?;
            let last = journal.last_seq()?;
            Ok((last, journal.names(after)?))
        })
    }

    fn named(&mut self, names: &[Uuid]) -> Result<Vec<Foreign>, ApiError> {
        self.app.with(|session| Ok(session.own_journal()?.named(names)?))
    }

    fn take_in(&mut self, events: &[Foreign]) -> Result<Merged, ApiError> {
        let with_backup = std::mem::take(&mut self.with_backup);
        let (merged, backup, met) = self.app.with(|session| {
            // Whoever went back meanwhile does not want it.
            let is_chosen = || computer::sync_folder(&self.dir).is_some_and(|chosen| chosen == self.folder);
            if self.asked != Asked::First && !is_chosen() {
                return Err(ApiError::SyncLeft);
            }
            let backup = if with_backup { session.copy_before()? } else { None };
            let journal = session.own_journal()?;
            let before = journal.state()?.clone();
            let coming = two_plans::coming(&before, events, |names| Ok(journal.named(names)?))?;
            let merged = match self.asked {
                Asked::First => session.take_in(events)?,
                Asked::Again | Asked::Chosen => session.take_along(events)?,
            };
            let after = session.own_journal()?.state()?;
            Ok((merged, backup, coming.and_then(|coming| coming.met(after))))
        })?;
        (self.backup, self.met) = (backup, met);
        Ok(merged)
    }

    fn keep(&mut self, pens: &Pens) -> Result<(), ApiError> {
        let mut all = all_pens(&self.dir)?;
        all.retain(|known| known.folder() != pens.folder());
        all.insert(0, pens.clone());
        all.truncate(FOLDERS);
        computer::write_json(&self.dir, &pens_file(&self.dir), &all)
    }

    fn is_first(&self) -> bool {
        self.asked == Asked::First
    }

    fn may_be_empty(&self) -> bool {
        self.asked != Asked::Again
    }
}

/// Of so many folders is known what was written there, so that one that is tried in between makes nobody forget which files of
/// another are their own.
const FOLDERS: usize = 8;

fn pens_file(dir: &Path) -> PathBuf {
    dir.join("sync.json")
}

/// What was written to folders, the last one first. What is no such list says nothing.
///
/// # Errors
/// It is there and cannot be read at the moment.
fn all_pens(dir: &Path) -> Result<Vec<Pens>, ApiError> {
    let path = pens_file(dir);
    // What is no file is replaced by one.
    let is_file = fs::metadata(&path).is_ok_and(|found| found.is_file());
    let bytes = if is_file { fs::read(&path) } else { Ok(Vec::new()) };
    let bytes = bytes.map_err(|error| ApiError::WriteFailed {
        path: path.display().to_string(),
        reason: say::refusal(&error),
    })?;
    let text = String::from_utf8_lossy(&bytes);
    // Before there were several there was one.
    let several = serde_json::from_str(&text);
    Ok(several.or_else(|_| serde_json::from_str(&text).map(|one| vec![one])).unwrap_or_default())
}

fn pens(dir: &Path, folder: &Path) -> Pens {
    all_pens(dir).map(|all| Pens::among(all, folder)).unwrap_or_default()
}

/// Held while a program works on the sync folder of a home; the end of the program releases it.
fn lock(dir: &Path) -> Result<File, ApiError> {
    let path = dir.join("sync.lock");
    let failed = |e: std::io::Error| ApiError::WriteFailed {
        path: path.display().to_string(),
        reason: say::refusal(&e),
    };
    let file = paths::lock_file(&path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(ApiError::SyncBusy),
        Err(TryLockError::Error(error)) => Err(failed(error)),
    }
}

/// What a look at a folder found of passphrases.
pub(crate) struct Looked {
    /// Locks whose keys are not here.
    pub locks: Vec<Lock>,
    /// Lines that are sealed with such keys, and are asked for.
    pub sealed: usize,
    /// The public halves of those that seal lines.
    pub sealing: BTreeSet<String>,
    /// Those of them that seal lines which this installation wrote.
    pub own: BTreeSet<String>,
}

/// Looks for passphrases in a folder. Nothing is taken in or written.
pub(crate) fn look(dir: &Path, folder: &Path, keys: Keys) -> Result<Looked, ApiError> {
    let pens = all_pens(dir).map(|all| Pens::among(all, folder)).unwrap_or_default();
    let mut exchange = Exchange::new(folder, pens, Limits::default());
    exchange.use_keys(keys);
    let sealed = exchange.look()?.sealed;
    let [sealing, own] = exchange.missing_keys();
    Ok(Looked { locks: exchange.strange_locks(), sealed, sealing, own })
}

/// One pass over this folder. The journal is copied before anything is taken in from a folder
/// that was chosen just now, and before the first things of others come from one that had none then.
///
/// # Errors
/// What is the matter with folder or journal; how it stands is known to the session then, too.
pub(crate) fn pass(app: &App, folder: &Path, asked: Asked) -> Result<Done, ApiError> {
    let dir = app.host().data_dir();
    // Before anything that others wait for is held.
    let (keys, unkept) = passphrase::keys(app);
    let mut link = app.link.lock().unwrap_or_else(PoisonError::into_inner);
    let _lock = lock(&dir)?;
    if sync::fitting(folder, &dir).is_err() {
        // It was another folder when it was chosen.
        let fault = Arc::new(Fault::Misplaced { path: folder.to_owned() });
        fails(app, &fault, pens(&dir, folder).position(), app.host().now())?;
        return Err(ApiError::Sync(fault));
    }
    if link.as_ref().is_none_or(|link| link.path() != folder) {
        *link = Some(Exchange::new(folder, Pens::default(), Limits::default()));
    }
    let Some(exchange) = link.as_mut() else { return Err(ApiError::NotOpen) };
    // Another program of this home may have written since. Where that cannot be read, what was known stays known.
    if let Ok(all) = all_pens(&dir) {
        exchange.use_pens(Pens::among(all, folder));
    }
    exchange.use_keys(keys.clone());
    let now = app.host().now();
    let device = app.with(|session| Ok(session.own_journal()?.device()))?;
    let former = device::former(&dir).told();
    let head = Head { device, computer: app.host().computer_name(), former };
    let with_backup = asked == Asked::First || !exchange.has_taken();
    let mut desk = Desk { app, dir: dir.clone(), folder, asked, with_backup, backup: None, met: None };
    match exchange.pass(&mut desk, &head, now) {
        Ok(passed) => {
            let computers = (exchange.computers(), exchange.devices());
            let met = desk.met.map(|met| Met { name: name_of(&computers.0, met.device), ..met });
            let hidden = Hidden {
                sealed: keys.wish == Wish::Sealed,
                asks: passed.found.asks || passed.silent,
                silent: passed.silent,
                unkept,
                by: exchange.hiding(),
            };
            let is_over = keys.wish == Wish::Clear && !exchange.is_sealed();
            // What waits for the passphrase.
            let waiting = if passed.silent { pens(&dir, folder).position() } else { i64::MAX };
            stands(app, &passed, computers, hidden, waiting, now)?;
            if is_over {
                passphrase::forget(app)?;
            }
            if passed.twin {
                // What is written from here on is of a name that nobody else has.
                let renewed = device::renew(&dir, now)?;
                app.with(|session| {
                    session.own_journal()?.write_as(renewed);
                    session.forget();
                    Ok(())
                })?;
            }
            Ok(Done { came: passed.merged.new, went: passed.went, backup: desk.backup, met })
        }
        Err(error) => {
            let position = pens(&dir, folder).position();
            match &error {
                ApiError::Sync(fault) => fails(app, fault, position, now)?,
                ApiError::NotCopied(_) => stops(app, &error, position, now)?,
                _ => {}
            }
            Err(error)
        }
    }
}

/// All is well since now, unless it was before and nothing came or went.
/// `position`: what this computer did after it waits.
fn stands(
    app: &App,
    passed: &Passed,
    (computers, devices): (Vec<Computer>, BTreeSet<Uuid>),
    hidden: Hidden,
    position: i64,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let Found { newer, torn, strange, left_out, away, sealed, clear, named, .. } = &passed.found;
    app.with(|session| {
        let waiting = session.own_commands_after(position)?;
        let own = session.own_journal()?.device();
        let former = device::former(&session.host.data_dir());
        // What this computer wrote under a former name is no other computer's.
        let computers: Vec<Computer> = computers
            .into_iter()
            .filter(|known| !known.last.is_some_and(|at| former.did(known.device, at)))
            .collect();
        let others = computers.iter().filter(|known| known.device != own).count();
        let before = &session.standing;
        let is_foreign = |device: &Uuid| *device != own && !former.names().any(|name| name == *device);
        let known = Known {
            newer: *newer,
            torn: *torn,
            strange: *strange,
            left_out: *left_out,
            away: *away,
            named: named.clone(),
            foreign: devices.iter().any(is_foreign),
            sealed: *sealed,
            clear: *clear,
            twin: before.found.twin || passed.twin,
        };
        let moved = passed.merged.new > 0 || passed.went > 0;
        let had_fault = before.fault.is_some() || before.stopped.is_some() || before.hidden != hidden;
        let had_fault = had_fault || before.found.is_shut_out() != known.is_shut_out();
        let since = before.since.filter(|_| !moved && !had_fault && before.found.is_all() == known.is_all());
        let since = since.or(Some(now));
        let is_other = moved || had_fault || before.since.is_none() || before.found != known;
        let is_other = is_other || before.computers != computers || before.waiting != waiting;
        session.standing =
            Standing { since, fault: None, stopped: None, waiting, computers, others, found: known, hidden };
        if is_other {
            session.touch(&[Topic::Sync]);
        }
        if had_fault {
            session.touch(&[Topic::App]);
        }
        Ok(())
    })
}

/// Nothing can be taken in, since now unless it was so before.
fn stops(app: &App, error: &ApiError, position: i64, now: DateTime<Utc>) -> Result<(), ApiError> {
    let why = words::failure(error).message;
    app.with(|session| {
        let waiting = session.own_commands_after(position)?;
        let standing = &mut session.standing;
        let is_other = standing.stopped.as_ref() != Some(&why) || standing.waiting != waiting;
        standing.since = standing.since.filter(|_| standing.stopped.is_some()).or(Some(now));
        (standing.stopped, standing.waiting) = (Some(why), waiting);
        if is_other {
            session.touch(&[Topic::Sync, Topic::App]);
        }
        Ok(())
    })
}

/// Something is the matter, since now unless it was before.
fn fails(app: &App, fault: &Arc<Fault>, position: i64, now: DateTime<Utc>) -> Result<(), ApiError> {
    app.with(|session| {
        let waiting = session.own_commands_after(position)?;
        let before = &session.standing;
        let since = before.since.filter(|_| before.fault.is_some()).or(Some(now));
        let is_other = before.fault.as_ref().is_none_or(|before| before.to_string() != fault.to_string())
            || before.waiting != waiting;
        session.standing.since = since;
        session.standing.fault = Some(Arc::clone(fault));
        session.standing.waiting = waiting;
        if is_other {
            session.touch(&[Topic::Sync, Topic::App]);
        }
        Ok(())
    })
}
