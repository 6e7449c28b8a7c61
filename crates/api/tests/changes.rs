//! What a change does to the plan, what it leaves alone, and that the answer says all of it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::collections::BTreeMap;

use api::App;
use api::wire::*;
use chrono::{Duration, NaiveDate, NaiveDateTime};
use support::*;

fn id(block: &BlockView) -> String {
    block.id.clone().unwrap()
}

/// The published blocks that are still to come, by name.
fn promised(app: &App) -> BTreeMap<String, BlockView> {
    let monday = this_week(app).monday;
    let week = |n: i64| blocks(&app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap());
    let ahead = (0..4).flat_map(week).filter(|b| b.state == BlockStatus::Planned);
    ahead.filter_map(|b| b.id.clone().map(|id| (id, b))).collect()
}

/// How two plans differ, as an answer must say it: kind, title, former and new start.
fn difference(
    before: &BTreeMap<String, BlockView>,
    after: &BTreeMap<String, BlockView>,
) -> Vec<(ChangeKind, String, Option<NaiveDateTime>, Option<NaiveDateTime>)> {
    let mut all = Vec::new();
    for (id, old) in before {
        match after.get(id) {
            None => all.push((ChangeKind::Gone, old.title.clone(), Some(start_of(old)), None)),
            Some(new) => {
                let kind = if start_of(old) != start_of(new) {
                    ChangeKind::Moved
                } else if old.detail != new.detail || old.title != new.title {
                    ChangeKind::Changed
                } else if old.minutes != new.minutes {
                    ChangeKind::Resized
                } else {
                    continue;
                };
                all.push((kind, new.title.clone(), Some(start_of(old)), Some(start_of(new))));
            }
        }
    }
    let new = after.iter().filter(|(id, _)| !before.contains_key(*id));
    all.extend(new.map(|(_, b)| (ChangeKind::New, b.title.clone(), None, Some(start_of(b)))));
    all.sort_by_key(|c| (c.2.or(c.3), c.3, c.1.clone()));
    all
}

fn told(changes: &[Change]) -> Vec<(ChangeKind, String, Option<NaiveDateTime>, Option<NaiveDateTime>)> {
    let mut all: Vec<_> = changes.iter().map(|c| (c.kind, c.title.clone(), c.from, c.to)).collect();
    all.sort_by_key(|c| (c.2.or(c.3), c.3, c.1.clone()));
    all
}

#[test]
fn a_missed_block_says_where_its_activity_comes_next_and_every_change() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let mut seen_changed_activity = false;
    for n in 0..9 {
        let before = promised(&app);
        // By turns the next block, one behind an earlier activity of its unit, and one behind its own activity.
        let behind = |b: &BlockView, same: bool| {
            let is_before =
                |a: &&BlockView| a.unit.is_some() && a.unit == b.unit && start_of(a) < start_of(b);
            before.values().filter(is_before).any(|a| (a.detail == b.detail) == same)
        };
        let later = before.values().filter(|b| n % 3 > 0 && behind(b, n % 3 == 2));
        let missed = later.min_by_key(|b| start_of(b)).cloned();
        let missed = missed.unwrap_or_else(|| next_work(&app));
        let answered = app.block_missed(BlockRef { id: id(&missed) }).unwrap();
        let after = promised(&app);
        let mut expected = before.clone();
        expected.remove(&id(&missed));
        assert_eq!(told(&answered.changes), difference(&expected, &after));
        seen_changed_activity |= answered.changes.iter().any(|c| c.kind == ChangeKind::Changed);

        let is_new = |b: &&BlockView| answered.changes.iter().any(|c| c.to == Some(start_of(b)));
        let unit = after.values().filter(|b| b.unit == missed.unit);
        let next =
            unit.filter(|b| start_of(b) >= start_of(&missed) || is_new(b)).map(start_of).min().unwrap();
        let message = answered.message.unwrap();
        let said = message.strip_prefix("Back in the queue, next ").unwrap().split('.').next().unwrap();
        assert!(said.ends_with(&next.format("%H:%M").to_string()), "{message}: {next}");
        assert!(said.starts_with(&next.format("%a").to_string()), "{message}: {next}");
        let counted = answered.changes.iter().filter(|c| c.kind == ChangeKind::Changed).count();
        assert_eq!(message.to_lowercase().contains("changed the activity of"), counted > 0, "{message}");
    }
    assert!(seen_changed_activity, "the test never met what it is about");
}

#[test]
fn what_could_not_be_done_puts_nothing_new_into_today() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let mut settings = app.settings(Nothing {}).unwrap();
    // A long evening: there is room for what was missed.
    settings.windows.push(StudyWindow { weekday: 2, from: 17 * 60, to: 24 * 60, deep: true });
    settings.budget.day_max = 480;
    app.availability_set(AvailabilitySet { windows: settings.windows }).unwrap();
    let on = |app: &App| -> Vec<BlockView> {
        let today = app.today(Nothing {}).unwrap();
        today.day.blocks.into_iter().filter(|b| b.state == BlockStatus::Planned).collect()
    };
    let before = on(&app);
    assert!(!before.is_empty());
    app.budget_set(BudgetSet { budget: settings.budget }).unwrap();
    let asked_for = on(&app);
    assert!(asked_for.len() >= before.len(), "new hours may be used today");

    let missed = asked_for.first().unwrap();
    app.block_missed(BlockRef { id: id(missed) }).unwrap();
    let shape = |b: &BlockView| (b.id.clone(), b.from, b.minutes, b.title.clone());
    let expected: Vec<_> = asked_for.iter().skip(1).map(shape).collect();
    assert_eq!(on(&app).iter().map(shape).collect::<Vec<_>>(), expected, "the rest of today stays as it is");

    if let Some(short) = on(&app).first() {
        app.block_done(BlockDone { id: id(short), minutes: Some(5) }).unwrap();
        let expected: Vec<_> = asked_for.iter().skip(2).map(shape).collect();
        assert_eq!(on(&app).iter().map(shape).collect::<Vec<_>>(), expected);
    }
}

const CHOIR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:Choir\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20260105T190000\r\nDTEND;TZID=Europe/Berlin:20260105T220000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH\r\nSUMMARY:Choir\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_calendar_read_or_removed_says_what_moved_and_is_undone_like_any_change() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let before = promised(&app);
    host.topics();
    let file = BusyImport { file_name: "choir.ics".into(), text: CHOIR.into() };
    let read = app.busy_import(file).unwrap();
    assert!(host.topics().contains(&Topic::App), "the window's undo goes stale");
    let with_choir = promised(&app);
    assert_eq!(told(&read.changes), difference(&before, &with_choir));
    assert!(!read.changes.is_empty() && read.undoable);
    assert!(read.message.as_ref().unwrap().starts_with("Read “Choir”. "), "{:?}", read.message);

    let undone = app.undo(Nothing {}).unwrap();
    assert_eq!(undone.message.unwrap(), "Undone: read the calendar “Choir”.");
    assert_eq!(promised(&app), before);
    app.redo(Nothing {}).unwrap();
    assert_eq!(promised(&app), with_choir);

    let removed = app.busy_remove(BusyRef { source: read.calendar.source }).unwrap();
    assert!(removed.calendars.is_empty() && removed.undoable);
    assert_eq!(told(&removed.changes), difference(&with_choir, &promised(&app)));
    assert!(removed.message.unwrap().starts_with("Removed “Choir”."));
    app.undo(Nothing {}).unwrap();
    assert_eq!(promised(&app), with_choir);
}

#[test]
fn a_clock_set_back_once_changes_nothing_of_the_promised_weeks() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    app.block_lock(BlockLock { id: id(&block), locked: true }).unwrap();
    let before = promised(&app);
    let back = Duration::days(2520);
    host.pass(-back);
    assert_eq!(this_week(&app).monday, NaiveDate::from_ymd_opt(2019, 12, 30).unwrap());
    app.today(Nothing {}).unwrap();
    // Even a new plan made under the wrong clock leaves the true weeks alone.
    let budget = Budget { week: 300, ..app.settings(Nothing {}).unwrap().budget };
    app.budget_set(BudgetSet { budget }).unwrap();
    app.undo(Nothing {}).unwrap();
    host.pass(back);
    assert_eq!(promised(&app), before);
    host.pass(Duration::weeks(1));
    let next = app.week(WeekOf { date: NaiveDate::from_ymd_opt(2026, 12, 23) }).unwrap();
    assert!(next.published && !blocks(&next).is_empty(), "the promise goes on behind them");
}
