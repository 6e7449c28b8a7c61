//! The power goes while the program is at work on more than its journal: during a pass over the sync folder, a going back to a
//! backup, an import. What was acknowledged before and what was said are there afterwards; the rest was done whole or not at
//! all, and can be gone on with.

use std::collections::BTreeSet;

use journal::{backups_dir, fold, read_backup};
use uuid::Uuid;

use crate::disk::{Chance, Disk};
use crate::going_back::Before;
use crate::in_step::Place;
use crate::journals::times;
use crate::killed_passes::carry;
use crate::program::{ninefold, told};
use crate::traced::{Step, watch};

/// Cuts of each program in the test command.
const CUTS: usize = 12;

/// What the program did in a place, and what was there before.
struct Lived<'a> {
    place: &'a Place,
    before: Disk,
    steps: Vec<Step>,
    said: String,
}

impl Lived<'_> {
    /// Runs the program in the place.
    fn by<'a>(place: &'a Place, args: &[&str]) -> Lived<'a> {
        let before = Disk::holding(place.root());
        let (output, mut steps) = watch(&ninefold(&place.home(), args), place.root());
        assert!(output.status.success(), "{args:?}: {}", told(&output));
        steps.retain(|step| !is_in_memory(step));
        Lived { place, before, steps, said: told(&output) }
    }

    /// Without the syncs of files with such a name.
    fn without_syncs_of(mut self, end: &str) -> Self {
        let before = self.steps.len();
        self.steps
            .retain(|step| !matches!(step, Step::Synced { path } if path.to_string_lossy().ends_with(end)));
        assert!(self.steps.len() < before, "nothing like {end} was synced");
        self
    }

    /// Cuts the power so many times, from the first step to the last one, and some times more when all is done. `judge` is told
    /// whether the program had said that it was. What is wrong, if anything.
    fn cuts(
        &self,
        cuts: usize,
        mut judge: impl FnMut(&Place, bool) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut chance = Chance::new(1);
        let all = self.steps.len();
        for n in 0..cuts {
            let at = all * n / cuts + chance.below(all / cuts + 1);
            self.cut(at.min(all), &mut chance, &mut judge)?;
        }
        self.cuts_at_its_end(cuts / 2, judge)
    }

    /// Cuts the power so many times when all is done.
    fn cuts_at_its_end(
        &self,
        cuts: usize,
        mut judge: impl FnMut(&Place, bool) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut chance = Chance::new(2);
        (0..cuts).try_for_each(|_| self.cut(self.steps.len(), &mut chance, &mut judge))
    }

    fn cut(
        &self,
        at: usize,
        chance: &mut Chance,
        judge: &mut impl FnMut(&Place, bool) -> Result<(), String>,
    ) -> Result<(), String> {
        let mut disk = self.before.clone();
        self.steps[..at].iter().for_each(|step| disk.take(step));
        let is_said = self.steps[..at].iter().any(|step| matches!(step, Step::Said { .. }));
        self.place.holds(&disk.after_a_cut(chance));
        judge(self.place, is_said)
            .map_err(|wrong| format!("after {at} of {} steps, said: {is_said}: {wrong}", self.steps.len()))
    }
}

/// What processes share about the log in memory is no file that a disk keeps.
fn is_in_memory(step: &Step) -> bool {
    let (Step::Opened { path, .. }
    | Step::Wrote { path, .. }
    | Step::Resized { path, .. }
    | Step::Removed { path }) = step
    else {
        return false;
    };
    path.to_string_lossy().ends_with("-shm")
}

fn holds(what: bool, words: &str) -> Result<(), String> {
    if what { Ok(()) } else { Err(words.to_owned()) }
}

/// Two computers and a folder, something new on both, and what the second one wrote is in the folder of the first.
struct Pair {
    one: Place,
    two: Place,
    /// What the first one has, and what both have together.
    own: BTreeSet<Uuid>,
    all: BTreeSet<Uuid>,
}

impl Pair {
    /// `has_joined`: the first one passed over the folder before.
    fn new(has_joined: bool) -> Pair {
        let (one, two) = (Place::new(), Place::new());
        one.begins();
        if has_joined {
            one.joins();
            carry(&one, &two);
        } else {
            two.begins();
        }
        two.joins();
        two.logs("something foreign");
        two.does(&["sync"]);
        one.logs("something own");
        carry(&two, &one);
        let own = one.names();
        let all = own.union(&two.names()).copied().collect();
        Pair { one, two, own, all }
    }

    /// What is there after the next start of the first one, and after further passes of both.
    fn judge(&self, one: &Place, is_said: bool) -> Result<(), String> {
        one.opens()?;
        let there = one.names();
        holds(there.is_superset(&self.own), "something is lost that was there before")?;
        holds(!is_said || there == self.all, "it was said to have come")?;
        let two = self.two.copy();
        if is_said {
            carry(one, &two);
            two.does(&["sync"]);
            holds(two.names() == self.all, "it was said to have gone")?;
        }
        one.joins();
        carry(one, &two);
        two.does(&["sync"]);
        carry(&two, one);
        one.does(&["sync"]);
        holds(one.names() == self.all, "the first one has not everything")?;
        holds(two.names() == self.all, "the second one has not everything")?;
        holds(one.state() == two.state(), "they are not the same")?;
        for text in ["something own", "something foreign"] {
            let copies = one.copies_of(text);
            holds(copies == 1, &format!("{text} stands {copies} times in the folder"))?;
        }
        Ok(())
    }
}

#[test]
fn a_power_cut_in_a_pass_over_the_sync_folder_loses_and_doubles_nothing() {
    let cuts = CUTS / 2 * times();
    let pair = Pair::new(true);
    let lived = Lived::by(&pair.one, &["sync"]);
    assert_eq!(lived.cuts(cuts, |one, is_said| pair.judge(one, is_said)), Ok(()));
    let first = Pair::new(false);
    let folder = first.one.folder().display().to_string();
    let joined = Lived::by(&first.one, &["sync", "--folder", &folder]);
    let is_chosen = |one: &Place| one.does(&["sync"]).contains(&folder);
    let judge = |one: &Place, is_said: bool| {
        holds(!is_said || is_chosen(one), "the folder was said to be chosen")?;
        first.judge(one, is_said)
    };
    assert_eq!(joined.cuts(cuts, judge), Ok(()));
    println!(
        "torture: {} power cuts among {} steps of passes over the sync folder | none, none twice",
        3 * cuts,
        lived.steps.len() + joined.steps.len()
    );
}

#[test]
fn a_power_cut_in_a_going_back_leaves_it_whole_or_not_begun() {
    let cuts = CUTS * times();
    let before = Before::new();
    let lived = Lived::by(&before.place, &["restore", before.name(), "--replace"]);
    let mut done = 0;
    let judged = lived.cuts(cuts, |there, is_said| {
        let has_gone_back = before.judge(there)?;
        holds(!is_said || has_gone_back, "it was said to have gone back")?;
        if has_gone_back {
            done += 1;
            there.does(&["restore", &replaced(there), "--replace"]);
            holds(there.names() == before.all, "going back is not taken back")?;
        }
        Ok(())
    });
    assert_eq!(judged, Ok(()));
    println!(
        "torture: {} power cuts among {} steps of a going back, {done} of them after it was done | nothing: done or not begun",
        cuts + cuts / 2,
        lived.steps.len()
    );
    assert!(cuts / 2 <= done && done < cuts + cuts / 2, "{done} of {cuts}");
}

/// The name of the journal that a backup replaced.
fn replaced(there: &Place) -> String {
    let files = std::fs::read_dir(there.home()).unwrap().map(|file| file.unwrap().file_name());
    let mut names = files.map(|name| name.into_string().unwrap());
    names.find(|name| name.starts_with("journal.replaced")).unwrap()
}

/// A used journal, and an export of another one.
struct Import {
    place: Place,
    file: String,
    before: BTreeSet<Uuid>,
    all: BTreeSet<Uuid>,
    _other: Place,
}

impl Import {
    fn new() -> Import {
        let (place, other) = (Place::new(), Place::new());
        for (place, text) in [(&place, "something own"), (&other, "something foreign")] {
            place.begins();
            place.logs(text);
        }
        other.notes(3);
        let file = other.root().join("export.json").display().to_string();
        other.does(&["export", &file]);
        let before = place.names();
        let all = before.union(&other.names()).copied().collect();
        Import { place, file, before, all, _other: other }
    }

    fn lives(&self) -> Lived<'_> {
        Lived::by(&self.place, &["import", &self.file])
    }

    /// What is there after the next start, and after the same import again; whether it had been taken in.
    fn judge(&self, there: &Place, is_said: bool) -> Result<bool, String> {
        there.opens()?;
        let names = there.names();
        let is_taken = names == self.all;
        holds(is_taken || names == self.before, "half of it is there")?;
        holds(!is_said || is_taken, "it was said to be taken in")?;
        holds(!is_taken || self.has_backup(there), "no backup holds what was before")?;
        for _ in 0..2 {
            there.does(&["import", &self.file]);
            holds(there.names() == self.all, "again it is not the same")?;
            holds(there.state() == fold(&there.records()), "the state is not what its events come to")?;
        }
        Ok(is_taken)
    }

    /// Whether what was before can be brought back.
    fn has_backup(&self, there: &Place) -> bool {
        let files = std::fs::read_dir(backups_dir(&there.home())).unwrap().map(|file| file.unwrap().path());
        let held = files.filter_map(|path| read_backup(&path).ok());
        held.into_iter()
            .any(|held| held.iter().map(|record| record.id).collect::<BTreeSet<_>>() == self.before)
    }
}

#[test]
fn a_power_cut_in_an_import_leaves_all_of_it_or_nothing() {
    let cuts = CUTS * times();
    let import = Import::new();
    let lived = import.lives();
    let back = lived.said.split('`').nth(1).and_then(|way| way.split(' ').nth(2)).unwrap();
    let mut taken = 0;
    let judged = lived.cuts(cuts, |there, is_said| {
        taken += usize::from(import.judge(there, is_said)?);
        if is_said {
            there.does(&["restore", back, "--replace"]);
            holds(there.names() == import.before, "the way back that was named leads elsewhere")?;
        }
        Ok(())
    });
    assert_eq!(judged, Ok(()));
    println!(
        "torture: {} power cuts among {} steps of an import, {taken} of them after it was done | nothing: all of it or nothing",
        cuts + cuts / 2,
        lived.steps.len()
    );
    assert!(cuts / 2 <= taken && taken < cuts + cuts / 2, "{taken} of {cuts}");
}

#[test]
fn a_first_plan_and_an_export_outlive_a_power_cut() {
    let place = Place::new();
    place.begins();
    let file = place.folder().join("export.json");
    let lived = Lived::by(&place, &["export", &file.display().to_string()]);
    let whole = std::fs::read(&file).unwrap();
    let judge = |_: &Place, _| holds(std::fs::read(&file).ok().as_ref() == Some(&whole), "it is not there");
    assert_eq!(lived.cuts_at_its_end(CUTS * times(), judge), Ok(()));
    let begun = Place::new();
    let lived = Lived::by(&begun, &["init"]);
    let all = begun.names();
    let judge = |there: &Place, _| {
        holds(there.home().join("device").exists(), "the home is not there")?;
        there.opens()?;
        holds(there.names() == all, "the first plan is not there")
    };
    assert_eq!(lived.cuts_at_its_end(CUTS * times(), judge), Ok(()));
}

/// A half one would be taken for somebody else's file, and never written again.
#[test]
fn a_study_file_is_whole_or_not_there_after_a_power_cut() {
    let place = Place::new();
    place.begins();
    let file = place.folder().join("study.ics");
    let choice = format!(r#"{{ "file": {{ "on": true, "path": "{}" }} }}"#, file.display());
    std::fs::write(place.home().join("calendars.json"), choice).unwrap();
    let lived = Lived::by(&place, &["calendars", "--now"]);
    let is_whole = || std::fs::read_to_string(&file).is_ok_and(|text| text.ends_with("END:VCALENDAR\r\n"));
    assert!(is_whole());
    let judge = |there: &Place, is_said: bool| {
        holds(is_whole() || (!file.exists() && !is_said), "it is not whole")?;
        there.does(&["calendars", "--now"]);
        holds(is_whole(), "it is not written again")
    };
    assert_eq!(lived.cuts(CUTS * times(), judge), Ok(()));
}

#[test]
fn without_its_syncs_a_pass_and_an_import_would_lose_something() {
    let pair = Pair::new(true);
    let lived = Lived::by(&pair.one, &["sync"]).without_syncs_of(".log");
    let judged = lived.cuts_at_its_end(CUTS, |one, is_said| pair.judge(one, is_said));
    assert!(judged.is_err(), "a pass: the disk of these tests keeps what it was not asked to keep");
    let import = Import::new();
    let lived = import.lives().without_syncs_of("journal.db").without_syncs_of("journal.db-wal");
    let judged = lived.cuts_at_its_end(CUTS, |there, is_said| import.judge(there, is_said).map(drop));
    assert!(judged.is_err(), "an import: the disk of these tests keeps what it was not asked to keep");
}
