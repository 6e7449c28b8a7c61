//! The main job over the whole application: four steps to a plan, a week on screen, life happening, a restart.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use api::wire::*;
use chrono::{Duration, NaiveDate};
use support::*;

fn id(block: &BlockView) -> String {
    block.id.clone().unwrap()
}

#[test]
fn before_onboarding_there_is_no_week_and_it_says_what_to_do() {
    let app = open(&TestHost::wednesday());
    assert!(!app.app_state(Nothing {}).unwrap().onboarded);
    let refused = app.week(WeekOf { date: None }).unwrap_err();
    assert_eq!(refused.code, "not_onboarded");
    assert!(refused.message.contains("four steps"), "{}", refused.message);
}

#[test]
fn the_default_answers_give_a_first_week_that_keeps_to_hours_and_windows() {
    let host = TestHost::wednesday();
    let app = open(&host);
    let draft = draft(&app);
    let preview = app.onboarding_preview(DraftArgs { draft: draft.clone() }).unwrap();
    assert!(!preview.blocks.is_empty());
    assert!(preview.course.finish.is_some(), "{}", preview.course.text);
    assert!(preview.course.days_late.unwrap() <= 0, "{}", preview.course.text);
    assert!(!app.app_state(Nothing {}).unwrap().onboarded, "a preview saves nothing");

    finish(&app, draft.clone()).unwrap();
    assert!(host.topics().contains(&Topic::App));
    for n in 0..4 {
        let date = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap() + Duration::weeks(n);
        let week = app.week(WeekOf { date: Some(date) }).unwrap();
        assert!(week.published);
        assert_eq!(week.number, Some(u32::try_from(n).unwrap() + 1));
        let minutes: u32 = blocks(&week).iter().map(|b| b.minutes).sum();
        assert!(minutes <= draft.week_min, "week {n}: {minutes}");
        for day in &week.days {
            let weekday = u8::try_from((day.date - week.monday).num_days()).unwrap();
            for b in &day.blocks {
                let inside = |from: u32, to: u32| {
                    draft.windows.iter().any(|w| w.weekday == weekday && w.from <= from && to <= w.to)
                };
                let halves = [(b.from, b.to)];
                let joined = draft.windows.iter().filter(|w| w.weekday == weekday).map(|w| (w.from, w.to));
                let whole = joined.fold((u32::MAX, 0), |(a, z), (from, to)| (a.min(from), z.max(to)));
                assert!(
                    halves.iter().all(|(f, t)| inside(*f, *t)) || (whole.0 <= b.from && b.to <= whole.1),
                    "{b:?}"
                );
            }
        }
    }
    let first = blocks(&app.week(WeekOf { date: Some(preview.first_week) }).unwrap());
    let shown: Vec<_> = preview.blocks.iter().map(|b| (b.date, b.from, b.title.clone())).collect();
    let saved: Vec<_> = first.iter().map(|b| (b.date, b.from, b.title.clone())).collect();
    assert_eq!(shown, saved, "what was previewed is what was saved");
}

#[test]
fn weeks_after_the_promise_show_the_likely_course() {
    let app = onboarded(&TestHost::wednesday());
    let far = app.week(WeekOf { date: NaiveDate::from_ymd_opt(2027, 2, 3) }).unwrap();
    assert!(!far.published);
    assert!(!blocks(&far).is_empty());
    assert!(blocks(&far).iter().all(|b| b.id.is_none()));
}

#[test]
fn what_was_done_is_there_after_a_restart() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let unit = block.unit.clone().unwrap();
    app.outcome_tick(OutcomeTick { unit: unit.clone(), outcome: 2, ticked: true }).unwrap();
    app.note_set(NoteSet { unit: unit.clone(), text: "Residuals equal the negative gradient.".into() })
        .unwrap();
    app.block_done(BlockDone { id: id(&block), minutes: None }).unwrap();
    app.theme_set(ThemeSet { theme: Theme::Dark }).unwrap();
    let before = serde_json::to_value(this_week(&app)).unwrap();
    drop(app);

    let app = open(&host);
    let detail = app.block(BlockRef { id: id(&block) }).unwrap();
    let unit = detail.unit.unwrap();
    assert_eq!(unit.outcomes.iter().map(|o| o.ticked).take(3).collect::<Vec<_>>(), [false, true, false]);
    assert_eq!(unit.note, "Residuals equal the negative gradient.");
    assert_eq!(detail.block.state, BlockStatus::Done);
    assert_eq!(unit.done_min, block.minutes);
    assert_eq!(app.app_state(Nothing {}).unwrap().theme, Theme::Dark);
    assert_eq!(serde_json::to_value(this_week(&app)).unwrap(), before);
}

#[test]
fn a_missed_block_goes_back_in_the_queue_and_undo_brings_the_week_back() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    let before = serde_json::to_value(this_week(&app)).unwrap();
    let answered = app.block_missed(BlockRef { id: id(&block) }).unwrap();
    assert!(answered.message.as_ref().unwrap().starts_with("Back in the queue"), "{answered:?}");
    let detail = app.block(BlockRef { id: id(&block) }).unwrap();
    assert_eq!(detail.block.state, BlockStatus::Missed);
    let refused = app.block_missed(BlockRef { id: id(&block) }).unwrap_err();
    assert_eq!(refused.code, "already_answered");

    for change in &answered.changes {
        assert_eq!(change.from.is_some(), change.from_min.is_some(), "{change:?}");
        assert_eq!(change.to.is_some(), change.to_min.is_some(), "{change:?}");
        if change.kind == ChangeKind::Resized {
            assert_ne!(change.from_min, change.to_min, "{change:?}");
        }
    }

    let undone = app.undo(Nothing {}).unwrap();
    assert!(undone.message.unwrap().contains("couldn’t do"));
    assert_eq!(serde_json::to_value(this_week(&app)).unwrap(), before);
    app.redo(Nothing {}).unwrap();
    assert_eq!(app.block(BlockRef { id: id(&block) }).unwrap().block.state, BlockStatus::Missed);
}

#[test]
fn a_block_moved_by_hand_stays_there_and_an_illegal_place_is_refused_in_words() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    let night = block.date.and_hms_opt(3, 0, 0).unwrap();
    let to = |start| BlockMove { id: id(&block), start, minutes: block.minutes };
    let check = app.block_check(to(night)).unwrap();
    assert!(!check.legal);
    assert!(check.reasons.iter().any(|r| r.contains("outside your study times")), "{:?}", check.reasons);
    let refused = app.block_move(to(night)).unwrap_err();
    assert_eq!(refused.code, "illegal_move");
    assert_eq!(app.block(BlockRef { id: id(&block) }).unwrap().block, block, "nothing moved");

    let later = start_of(&block) + Duration::minutes(15);
    if app.block_check(to(later)).unwrap().legal {
        app.block_move(to(later)).unwrap();
        let moved = app.block(BlockRef { id: id(&block) }).unwrap().block;
        assert!(moved.locked);
        assert_eq!(moved.from, block.from + 15);
    }
    let past = app.block_check(to(block.date.and_hms_opt(0, 0, 0).unwrap() - Duration::days(30))).unwrap();
    assert!(past.reasons.iter().any(|r| r.contains("passed") || r.contains("outside")), "{:?}", past.reasons);
}

#[test]
fn a_locked_block_survives_every_replan() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    app.block_lock(BlockLock { id: id(&block), locked: true }).unwrap();
    let mut budget = app.settings(Nothing {}).unwrap().budget;
    budget.week = 300;
    app.budget_set(BudgetSet { budget }).unwrap();
    app.availability_set(AvailabilitySet {
        windows: vec![StudyWindow { weekday: 6, from: 600, to: 1000, deep: true }],
    })
    .unwrap();
    let after = app.block(BlockRef { id: id(&block) }).unwrap().block;
    assert_eq!(
        (after.date, after.from, after.minutes, after.locked),
        (block.date, block.from, block.minutes, true)
    );
}

#[test]
fn busy_time_from_a_file_is_kept_free() {
    let app = onboarded(&TestHost::wednesday());
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nX-WR-CALNAME:Choir\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;TZID=Europe/Berlin:20260105T190000\r\nDTEND;TZID=Europe/Berlin:20260105T220000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,TH\r\nSUMMARY:Choir\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let free = |day: &DayView| -> u32 { day.free.iter().map(|f| f.to - f.from).sum() };
    let before: Vec<u32> = this_week(&app).days.iter().map(free).collect();
    let imported = app.busy_import(BusyImport { file_name: "choir.ics".into(), text: text.into() }).unwrap();
    let taken = |day: &DayView| -> u32 { day.taken.iter().map(|t| t.minutes).sum() };
    let after: Vec<_> = this_week(&app).days.iter().map(|d| free(d) + taken(d)).collect();
    assert_eq!(before, after, "what is not free any more is told to be taken");
    assert!(this_week(&app).days[3].taken.iter().all(|t| t.title == "Choir" && t.minutes > 0));
    assert_eq!(this_week(&app).days[3].taken.len(), 1);
    assert_eq!(imported.calendar.name, "Choir");
    assert!(imported.problems.is_empty(), "{:?}", imported.problems);
    assert_eq!(imported.busy.usual, [0, 3].map(|weekday| BusyStretch { weekday, from: 1140, to: 1320 }));
    for week in 0..6 {
        let date = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap() + Duration::weeks(week);
        let view = app.week(WeekOf { date: Some(date) }).unwrap();
        for day in [0, 3] {
            let day = &view.days[day];
            assert!(day.busy.iter().any(|b| b.title == "Choir"), "{:?}", day.date);
            let clash = day
                .blocks
                .iter()
                .filter(|b| b.state == BlockStatus::Planned)
                .find(|b| b.from < 1320 && b.to > 1140);
            assert_eq!(clash, None);
        }
    }
    let refused =
        app.busy_import(BusyImport { file_name: "x.ics".into(), text: "<html>".into() }).unwrap_err();
    assert_eq!(refused.code, "bad_calendar");
    assert!(app.busy_remove(BusyRef { source: imported.calendar.source }).unwrap().calendars.is_empty());
}

#[test]
fn time_passes_and_the_promise_reaches_further_without_moving_anything() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let promised = |n: i64| {
        let date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap() + Duration::weeks(n);
        blocks(&app.week(WeekOf { date: Some(date) }).unwrap())
    };
    let before: Vec<_> = (1..4).flat_map(promised).map(|b| (b.id, b.date, b.from, b.minutes)).collect();
    host.pass(Duration::weeks(1));
    let after: Vec<_> = (1..4).flat_map(promised).map(|b| (b.id, b.date, b.from, b.minutes)).collect();
    assert_eq!(before, after);
    assert!(promised(4).iter().all(|b| b.id.is_some()));
    let today = app.today(Nothing {}).unwrap();
    assert!(!today.unanswered.is_empty(), "blocks of the past week were not answered");
}

#[test]
fn bad_answers_are_refused_with_a_sentence_each() {
    let app = open(&TestHost::wednesday());
    let mut draft = draft(&app);
    draft.target = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap();
    draft.week_min = 0;
    draft.windows = vec![StudyWindow { weekday: 9, from: 10, to: 5, deep: true }];
    draft.units.insert("no-such-unit".into(), true);
    let refused = finish(&app, draft).unwrap_err();
    assert_eq!(refused.code, "bad_setting");
    assert_eq!(refused.details.len(), 4, "{:#?}", refused.details);
    assert!(!app.app_state(Nothing {}).unwrap().onboarded);
}

#[test]
fn only_web_addresses_are_opened() {
    let host = TestHost::wednesday();
    let app = open(&host);
    let refused = [
        "file:///etc/passwd",
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "ninefold://week",
        "//example.org/x",
        "/etc/passwd",
        "--help",
        "HTTPS//x",
        "",
        "https://a\nb",
    ];
    for url in refused {
        let failure = app.link_open(LinkOpen { url: url.into() }).unwrap_err();
        assert_eq!(failure.code, "bad_link", "{url}");
        assert!(failure.message.contains("only addresses that begin with https:// or http://"), "{url}");
    }
    assert!(host.opened.lock().unwrap().is_empty());
    app.link_open(LinkOpen { url: "https://mml-book.github.io/".into() }).unwrap();
    assert_eq!(*host.opened.lock().unwrap(), ["https://mml-book.github.io/"]);
}

#[test]
fn the_sample_learner_is_shown_and_leaves_no_trace() {
    let host = TestHost::wednesday();
    let app = open(&host);
    app.sample_start(Nothing {}).unwrap();
    assert!(app.app_state(Nothing {}).unwrap().sample);
    let last = app.week(WeekOf { date: NaiveDate::from_ymd_opt(2026, 11, 18) }).unwrap();
    assert!(last.done_min > 0);
    assert!(this_week(&app).days.iter().any(|d| !d.busy.is_empty()));
    app.sample_leave(Nothing {}).unwrap();
    let state = app.app_state(Nothing {}).unwrap();
    assert!(!state.sample && !state.onboarded);
}

#[test]
fn an_export_holds_every_event_and_never_replaces_a_file() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let first = app.export_all(ExportTo::default()).unwrap().path;
    let second = app.export_all(ExportTo::default()).unwrap().path;
    assert_ne!(first, second);
    let json: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(first).unwrap()).unwrap();
    assert_eq!(json["format"], "ninefold-export/1");
    assert_eq!(json["events"].as_array().unwrap().len(), app.settings(Nothing {}).unwrap().events as usize);
    let ics = std::fs::read_to_string(app.export_calendar(CalendarExport::default()).unwrap().path).unwrap();
    assert!(ics.starts_with("BEGIN:VCALENDAR"));
    assert!(ics.contains("@ninefold"));
}

/// The events of a calendar, each by the names of its lines, which are unfolded.
fn events(text: &str) -> Vec<BTreeMap<String, String>> {
    let text = text.replace("\r\n ", "");
    let of = |event: &str| {
        let own = event.split("BEGIN:VALARM").next().unwrap().split("END:VEVENT").next().unwrap();
        let lines = own.lines().filter_map(|line| line.split_once(':'));
        lines.map(|(name, value)| (name.split(';').next().unwrap().to_owned(), value.to_owned())).collect()
    };
    text.split("BEGIN:VEVENT").skip(1).map(of).collect()
}

/// As it stands within a text of RFC 5545 (3.3.11).
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,")
}

#[test]
fn the_blocks_of_the_week_of_the_month_or_all_are_exported_and_no_others() {
    // The week ends on the 15th, the month on the 30th, the promise in December.
    let app = onboarded(&TestHost::at("Europe/Berlin", "2026-11-09T07:10"));
    let exported = |span| -> BTreeSet<String> {
        let path = app.export_calendar(CalendarExport { span, ..CalendarExport::default() }).unwrap().path;
        let mut all = events(&std::fs::read_to_string(path).unwrap());
        all.iter_mut().map(|event| event.remove("UID").unwrap()).collect()
    };
    let until = |day: &str| -> BTreeSet<String> {
        let day: NaiveDate = day.parse().unwrap();
        let all = all(&app).into_iter().filter(|b| b.state == BlockStatus::Planned && b.date < day);
        all.filter_map(|b| b.id).map(|id| format!("{id}@ninefold")).collect()
    };
    let (week, month, all) = (until("2026-11-16"), until("2026-12-01"), until("9999-01-01"));
    assert!(!week.is_empty() && week.len() < month.len() && month.len() < all.len());
    assert_eq!(exported(CalendarSpan::Week), week);
    assert_eq!(exported(CalendarSpan::Month), month);
    assert_eq!(exported(CalendarSpan::All), all);
}

#[test]
fn an_exported_block_says_what_will_be_known_and_has_its_strategys_name_and_colour() {
    let app = onboarded(&TestHost::wednesday());
    let path = app.export_calendar(CalendarExport::default()).unwrap().path;
    let events = events(&std::fs::read_to_string(path).unwrap());
    let looks = [
        ("Maths & statistics", "royalblue"),
        ("ML algorithms", "rebeccapurple"),
        ("Tools & frameworks", "teal"),
        ("Data engineering", "darkgoldenrod"),
        ("Deployment & scale", "indianred"),
        ("Real-world projects", "mediumseagreen"),
        ("Staying current", "slategray"),
        ("Mentors & network", "mediumvioletred"),
        ("Resume & interviews", "olive"),
    ];
    let (mut strategies, mut outcomes, mut links) = (BTreeSet::new(), 0, 0);
    for block in all(&app).into_iter().filter(|b| b.state == BlockStatus::Planned) {
        let uid = format!("{}@ninefold", id(&block));
        let event = events.iter().find(|event| event["UID"] == uid).unwrap();
        assert_eq!(event["SUMMARY"], escaped(&block.title));
        let (category, colour) = looks[usize::from(block.strategy) - 1];
        assert_eq!((&*event["CATEGORIES"], &*event["COLOR"]), (category, colour), "{block:?}");
        strategies.insert(block.strategy);
        let detail = app.block(BlockRef { id: id(&block) }).unwrap();
        if let Some(unit) = detail.unit {
            let description = &event["DESCRIPTION"];
            for outcome in unit.outcomes {
                assert!(description.contains(&format!("- {}", escaped(&outcome.text))), "{description}");
                outcomes += 1;
            }
            for url in detail.resources.iter().filter_map(|resource| resource.url.as_ref()) {
                assert!(description.contains(&escaped(url)), "{url}: {description}");
                links += 1;
            }
        }
    }
    assert!(strategies.len() > 1 && outcomes > 0 && links > 0, "{strategies:?} {outcomes} {links}");
}

#[test]
fn a_calendar_is_exported_for_a_week_a_month_or_all_with_what_is_asked_for() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let text =
        |wish: CalendarExport| std::fs::read_to_string(app.export_calendar(wish).unwrap().path).unwrap();
    let events = |text: &str| text.matches("BEGIN:VEVENT").count();
    let of = |span| events(&text(CalendarExport { span, ..CalendarExport::default() }));
    let (week, month, all) = (of(CalendarSpan::Week), of(CalendarSpan::Month), of(CalendarSpan::All));
    assert!(0 < week && week <= month && month < all, "{week} {month} {all}");
    let plain = text(CalendarExport::default());
    assert!(plain.contains("BEGIN:VTIMEZONE") && plain.contains("DTSTART;TZID="), "{plain}");
    assert!(
        plain.contains("COLOR:") && plain.contains("CATEGORIES:") && plain.contains("https://"),
        "{plain}"
    );
    assert!(!plain.contains("VTODO") && !plain.contains("VALARM"), "{plain}");
    let more = text(CalendarExport { tasks: true, reminders: vec![10, 60], ..CalendarExport::default() });
    assert!(more.contains("BEGIN:VTODO"), "{more}");
    assert_eq!(more.matches("BEGIN:VALARM").count(), 2 * all);
    // A later file is newer to whoever reads it in, and the same plan the same file.
    let sequence = |text: &str| {
        let lines = text.lines().filter_map(|line| line.strip_prefix("SEQUENCE:"));
        lines.map(|number| number.parse::<u32>().unwrap()).max().unwrap()
    };
    assert_eq!(text(CalendarExport::default()), plain);
    app.block_missed(BlockRef { id: next_work(&app).id.unwrap() }).unwrap();
    let moved = sequence(&text(CalendarExport::default()));
    assert!(moved > sequence(&plain));
    app.undo(Nothing {}).unwrap();
    let undone = sequence(&text(CalendarExport::default()));
    assert!(undone > moved, "an undo is newer, too");
    host.pass(chrono::Duration::days(1));
    app.theme_set(ThemeSet { theme: Theme::Dark }).unwrap();
    let backup = app.backups(Nothing {}).unwrap().backups.remove(0).name;
    let back = app.backup_restore(RestoreArgs { backup: Some(backup), replace: true }).unwrap().back;
    app.backup_restore(RestoreArgs { backup: back, replace: true }).unwrap();
    assert!(sequence(&text(CalendarExport::default())) > undone, "and so is going back and forth");
    for reminders in [vec![1; 6], vec![4 * 7 * 24 * 60 + 1]] {
        let refused =
            app.export_calendar(CalendarExport { reminders, ..CalendarExport::default() }).unwrap_err();
        assert_eq!(refused.code, "bad_setting");
        assert!(refused.message.starts_with("A block has at most 5 reminders"), "{}", refused.message);
    }
}

#[test]
fn unknown_names_get_a_sentence_never_a_panic() {
    let app = onboarded(&TestHost::wednesday());
    for (name, args, code) in [
        ("no_such", serde_json::json!({}), "unknown_command"),
        ("week", serde_json::json!({"date": "tomorrow"}), "bad_arguments"),
        ("week", serde_json::json!({"dates": "2026-11-25"}), "bad_arguments"),
        ("block", serde_json::json!({"id": "42"}), "unknown_block"),
        (
            "outcome_tick",
            serde_json::json!({"unit": "math-vectors", "outcome": 99, "ticked": true}),
            "unknown_outcome",
        ),
        ("note_set", serde_json::json!({"unit": "nope", "text": ""}), "unknown_unit"),
        ("busy_remove", serde_json::json!({"source": "nope"}), "unknown_calendar"),
        ("backup_restore", serde_json::json!({}), "no_backup"),
        ("undo", serde_json::json!({}), "nothing_to_undo"),
    ] {
        let failure = app.call(name, args).unwrap_err();
        assert_eq!(failure.code, code, "{failure:?}");
        assert!(failure.message.ends_with('.'), "{failure:?}");
    }
}

#[test]
fn a_missed_block_is_not_planned_on_top_of_itself() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let today = app.today(Nothing {}).unwrap().next.unwrap().block;
    app.block_missed(BlockRef { id: id(&today) }).unwrap();
    let now: Vec<_> = blocks(&this_week(&app)).into_iter().filter(|b| b.date == today.date).collect();
    let clash =
        now.iter().find(|b| b.state == BlockStatus::Planned && b.from < today.to && today.from < b.to);
    assert_eq!(clash, None);
}

#[test]
fn what_runs_is_not_planned_over_and_what_was_not_answered_is_not_planned_twice() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let first = app.today(Nothing {}).unwrap().next.unwrap().block;
    host.pass(Duration::hours(12) + Duration::minutes(5));
    assert_eq!(app.block(BlockRef { id: id(&first) }).unwrap().block.state, BlockStatus::Now);
    let total = |app: &api::App| -> u32 {
        let unit = first.unit.clone().unwrap();
        let week =
            |n: i64| blocks(&app.week(WeekOf { date: Some(first.date + Duration::weeks(n)) }).unwrap());
        (0..4).flat_map(week).filter(|b| b.unit.as_ref() == Some(&unit)).map(|b| b.minutes).sum()
    };
    let before = total(&app);
    let mut settings = app.settings(Nothing {}).unwrap();
    settings.budget.break_min = 15;
    app.budget_set(BudgetSet { budget: settings.budget }).unwrap();
    let running = blocks(&this_week(&app)).into_iter().filter(|b| b.date == first.date).collect::<Vec<_>>();
    let over = running.iter().filter(|b| b.from < first.to && first.from < b.to).count();
    assert_eq!(over, 1, "{running:?}");
    assert!(total(&app) <= before, "its minutes were planned again");
    host.pass(Duration::days(2));
    settings.budget.break_min = 10;
    app.budget_set(BudgetSet { budget: settings.budget }).unwrap();
    assert!(total(&app) <= before, "what was not answered was planned a second time");
}

#[test]
fn an_undo_after_the_week_turned_takes_the_plan_back_too() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let next_week = NaiveDate::from_ymd_opt(2026, 12, 2);
    let shape = |app: &api::App| -> Vec<_> {
        let week = app.week(WeekOf { date: next_week }).unwrap();
        blocks(&week).into_iter().map(|b| (b.date, b.from, b.minutes, b.title)).collect()
    };
    let before = shape(&app);
    let budget = Budget { week: 120, ..app.settings(Nothing {}).unwrap().budget };
    app.budget_set(BudgetSet { budget }).unwrap();
    assert_ne!(shape(&app), before);
    host.pass(Duration::days(5));
    this_week(&app);
    app.undo(Nothing {}).unwrap();
    assert_eq!(shape(&app), before);
}

#[test]
fn the_offer_of_a_backup_stands_until_a_new_plan_begins() {
    let host = TestHost::wednesday();
    drop(onboarded(&host));
    host.pass(Duration::days(1));
    drop(open(&host)); // the day's backup
    let dir = host.dir.path().join("data");
    for side in ["journal.db-wal", "journal.db-shm"] {
        let _ = std::fs::remove_file(dir.join(side));
    }
    std::fs::write(dir.join("journal.db"), b"not a journal at all, only some text in its place").unwrap();
    assert!(open(&host).app_state(Nothing {}).unwrap().notice.unwrap().backup.is_some());
    let app = open(&host);
    let notice = app.app_state(Nothing {}).unwrap().notice;
    assert!(notice.is_some_and(|n| n.backup.is_some()), "at the second start, too");
    app.backup_restore(RestoreArgs::default()).unwrap();
    assert!(app.app_state(Nothing {}).unwrap().onboarded);
    assert!(backups_held(&app).iter().any(|(backup, held)| held.whole && !backup.replaced));
}

#[test]
fn a_locked_block_on_busy_time_is_said() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    app.block_lock(BlockLock { id: id(&block), locked: true }).unwrap();
    let day = block.date.format("%Y%m%d");
    let text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20260101T000000Z\r\nDTSTART;VALUE=DATE:{day}\r\nSUMMARY:Fair\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    app.busy_import(BusyImport { file_name: "fair.ics".into(), text }).unwrap();
    let warnings = this_week(&app).warnings;
    assert!(warnings.iter().any(|w| w.contains("lies on busy time")), "{warnings:?}");
}

#[test]
fn a_clock_that_was_once_wrong_does_not_promise_years() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    host.pass(Duration::days(700));
    this_week(&app);
    host.pass(Duration::days(-700));
    let week = app.week(WeekOf { date: NaiveDate::from_ymd_opt(2027, 2, 3) }).unwrap();
    assert!(!week.published);
    assert!(!blocks(&week).is_empty());
    assert!(!blocks(&this_week(&app)).is_empty());
}

#[test]
fn days_beyond_the_calendar_are_refused() {
    let app = onboarded(&TestHost::wednesday());
    for date in [NaiveDate::MAX, NaiveDate::MIN] {
        assert_eq!(app.week(WeekOf { date: Some(date) }).unwrap_err().code, "bad_setting");
    }
}
