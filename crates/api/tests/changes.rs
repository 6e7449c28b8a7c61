//! What a change does to the plan, what it leaves alone, and that the answer says all of it.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use std::collections::BTreeMap;

use api::App;
use api::wire::*;
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, Timelike, Weekday};
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

/// Ten past seven of today, which is when the test host begins.
fn today_at(app: &App) -> NaiveDateTime {
    app.today(Nothing {}).unwrap().date.and_hms_opt(7, 10, 0).unwrap()
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

fn span(b: &BlockView) -> (NaiveDateTime, NaiveDateTime) {
    (start_of(b), start_of(b) + Duration::minutes(i64::from(b.minutes)))
}

/// Whether a block lies on the stretch from this start.
fn lies_on(blocks: &BTreeMap<String, BlockView>, start: NaiveDateTime, minutes: u32, named: &str) -> bool {
    let end = start + Duration::minutes(i64::from(minutes));
    blocks.values().any(|b| span(b).0 < end && start < span(b).1 && named.contains(&format!("“{}”", b.title)))
}

/// What is said of a change can be looked up in the plans before and after.
fn reasons_hold(
    changes: &[Change],
    before: &BTreeMap<String, BlockView>,
    after: &BTreeMap<String, BlockView>,
) {
    for c in changes {
        assert!(c.reason.ends_with('.') && c.reason.len() > 10, "{c:?}");
        match c.why {
            ChangeWhy::Taken => {
                assert!(lies_on(after, c.from.unwrap(), c.from_min.unwrap(), &c.reason), "{c:?}");
                assert!(!c.reason.contains(&format!("“{}”", c.title)), "{c:?}");
            }
            ChangeWhy::Freed => {
                assert!(lies_on(before, c.to.unwrap(), c.to_min.unwrap(), &c.reason), "{c:?}");
            }
            ChangeWhy::SpreadAnew => {
                assert!(changes.iter().filter(|o| o.title == c.title).count() > 1, "{c:?}");
            }
            _ => {}
        }
    }
}

fn whys(changes: &[Change], kind: ChangeKind) -> Vec<ChangeWhy> {
    let mut all: Vec<ChangeWhy> = changes.iter().filter(|c| c.kind == kind).map(|c| c.why).collect();
    all.sort();
    all.dedup();
    all
}

#[test]
fn every_command_that_replans_says_of_each_block_why() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let settings = app.settings(Nothing {}).unwrap();
    let undo = || app.undo(Nothing {}).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    let mut check = |changes: &[Change], before: &BTreeMap<String, BlockView>| {
        assert!(!changes.is_empty());
        reasons_hold(changes, before, &promised(&app));
        seen.extend(changes.iter().map(|c| c.why));
    };
    let before = promised(&app);

    // Study times: without Thursday, its blocks have no place; each says so.
    let mut windows = settings.windows.clone();
    windows.retain(|w| w.weekday != 3);
    let times = app.availability_set(AvailabilitySet { windows }).unwrap().changes;
    check(&times, &before);
    let of_thursday = times.iter().filter(|c| c.from.is_some_and(|f| f.weekday() == Weekday::Thu));
    assert!(of_thursday.clone().count() > 3 && of_thursday.clone().all(|c| c.why == ChangeWhy::NoStudyTime));
    undo();
    // Where the study times are full, more of them bring blocks forward.
    app.budget_set(BudgetSet { budget: Budget { week: 1800, ..settings.budget } }).unwrap();
    let full = promised(&app);
    let mut windows = settings.windows.clone();
    windows.push(StudyWindow { weekday: 4, from: 10 * 60, to: 18 * 60, deep: true });
    let times = app.availability_set(AvailabilitySet { windows }).unwrap().changes;
    check(&times, &full);
    let of_friday = |c: &&Change| {
        c.to.is_some_and(|t| t.weekday() == Weekday::Fri) && c.from.is_none_or(|f| c.to < Some(f))
    };
    let new: Vec<&Change> = times.iter().filter(of_friday).collect();
    assert!(!new.is_empty() && new.iter().all(|c| c.why == ChangeWhy::NewStudyTime), "{times:?}");
    undo();
    undo();

    // Limits: longer blocks than are wanted now.
    let budget = Budget { block_max: 60, ..settings.budget };
    let limits = app.budget_set(BudgetSet { budget }).unwrap().changes;
    check(&limits, &before);
    let long = limits.iter().filter(|c| c.from_min.is_some_and(|m| m > 60));
    assert!(long.clone().count() > 3 && long.clone().all(|c| c.why == ChangeWhy::Limits), "{limits:?}");
    undo();
    // Fewer hours: what goes comes later.
    let budget = Budget { week: 240, ..settings.budget };
    let fewer = app.budget_set(BudgetSet { budget }).unwrap().changes;
    check(&fewer, &before);
    assert!(whys(&fewer, ChangeKind::Gone).contains(&ChangeWhy::AfterPublished), "{fewer:?}");
    undo();

    // A unit that is known already.
    let known = next_work(&app);
    let view = app.knowledge(Nothing {}).unwrap().draft;
    let mut units = view.units.clone();
    units.insert(known.unit.clone().unwrap(), true);
    let knowing = app.knowledge_set(KnowledgeSet { levels: view.levels.clone(), units }).unwrap().changes;
    check(&knowing, &before);
    let gone = knowing.iter().filter(|c| c.kind == ChangeKind::Gone && c.title == known.title);
    assert!(gone.clone().count() > 0 && gone.clone().all(|c| c.why == ChangeWhy::NotWanted), "{knowing:?}");
    assert!(gone.clone().all(|c| c.reason == format!("You know “{}” already.", known.title)));
    let with_it = promised(&app);
    let levels = view.levels;
    let open = app.knowledge_set(KnowledgeSet { levels, units: view.units }).unwrap().changes;
    // Its time was given to others, so it may come back behind the promised weeks; what comes back into them comes
    // back because it is wanted.
    reasons_hold(&open, &with_it, &promised(&app));
    let back = open.iter().filter(|c| c.kind == ChangeKind::New && c.title == known.title);
    assert!(back.clone().all(|c| c.why == ChangeWhy::Wanted), "{open:?}");
    undo();
    undo();

    // More studied than planned, of an activity that goes on later.
    let ahead = promised(&app);
    let mut all: Vec<&BlockView> = ahead.values().filter(|b| b.unit.is_some()).collect();
    all.sort_by_key(|b| start_of(b));
    let goes_on =
        |b: &BlockView| all.iter().any(|c| c.date > b.date && (&c.unit, &c.detail) == (&b.unit, &b.detail));
    let block = (*all.iter().find(|b| goes_on(b)).unwrap()).clone();
    host.pass(start_of(&block) - today_at(&app) + Duration::minutes(150));
    let before = promised(&app);
    let longer = app.block_done(BlockDone { id: id(&block), minutes: Some(block.minutes + 30) }).unwrap();
    check(&longer.changes, &before);
    let own = longer.changes.iter().filter(|c| c.title == block.title);
    assert!(own.clone().any(|c| c.why == ChangeWhy::LessLeft), "{:?}", longer.changes);
    assert!(seen.len() >= 8, "{seen:?}");
}

#[test]
fn a_missed_block_says_where_its_activity_comes_next_and_every_change() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let (mut seen_changed_activity, mut seen_taken) = (false, false);
    for n in 0..18 {
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
        reasons_hold(&answered.changes, &expected, &after);
        let back = answered.changes.iter().filter(|c| c.why == ChangeWhy::Back);
        assert!(back.clone().all(|c| c.title == missed.title), "{:?}", answered.changes);
        seen_taken |= answered.changes.iter().any(|c| c.why == ChangeWhy::Taken);
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
    assert!(seen_changed_activity && seen_taken, "the test never met what it is about");
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
    reasons_hold(&read.changes, &before, &with_choir);
    let hit = |c: &&Change| {
        c.from.is_some_and(|f| {
            matches!(f.weekday(), Weekday::Mon | Weekday::Thu) && (19..22).contains(&f.hour())
        })
    };
    let on_choir: Vec<&Change> = read.changes.iter().filter(hit).collect();
    assert!(on_choir.len() > 4 && on_choir.iter().all(|c| c.reason == "“Choir” lies on its former time."));
    assert!(read.message.as_ref().unwrap().starts_with("“Choir” is read. "), "{:?}", read.message);

    let undone = app.undo(Nothing {}).unwrap();
    assert_eq!(undone.message.unwrap(), "Undone: read the calendar “Choir”.");
    assert_eq!(promised(&app), before);
    app.redo(Nothing {}).unwrap();
    assert_eq!(promised(&app), with_choir);

    let removed = app.busy_remove(BusyRef { source: read.calendar.source }).unwrap();
    assert!(removed.calendars.is_empty() && removed.undoable);
    assert_eq!(told(&removed.changes), difference(&with_choir, &promised(&app)));
    assert!(removed.changes.iter().any(|c| c.reason == "“Choir” is not in the way any more."));
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
