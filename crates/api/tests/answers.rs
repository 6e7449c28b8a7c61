//! What is said about hours, sessions, calendars and backups is true and names the thing it is about.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod support;

use api::wire::*;
use chrono::{Duration, NaiveDate};
use support::*;

fn window(weekday: u8, from: u32, to: u32) -> StudyWindow {
    StudyWindow { weekday, from, to, deep: true }
}

fn ics(inside: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{inside}END:VCALENDAR\r\n")
}

fn event(uid: u32, lines: &str) -> String {
    format!("BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20260101T000000Z\r\n{lines}END:VEVENT\r\n")
}

#[test]
fn more_hours_than_the_study_times_hold_are_said_wherever_they_are_set() {
    let app = open(&TestHost::wednesday());
    let mut answers = draft(&app);
    answers.windows = vec![window(0, 9 * 60, 10 * 60)];
    let says = "9\u{a0}h a week are wanted, but your study times hold only 1\u{a0}h.";
    let preview = app.onboarding_preview(DraftArgs { draft: answers.clone() }).unwrap();
    assert!(preview.hours.warnings.iter().any(|w| w.starts_with(says)), "{:?}", preview.hours.warnings);
    let pace = preview.warnings.join(" ");
    assert!(pace.contains("out of reach"), "{pace}");
    assert!(!pace.contains("About 6\u{a0}h a week would reach it"), "9\u{a0}h are set already: {pace}");
    assert!(pace.contains("9\u{a0}h a week are set, but your study times do not hold them"), "{pace}");
    finish(&app, answers).unwrap();
    let week = this_week(&app);
    assert!(week.warnings.iter().any(|w| w.starts_with(says)), "{:?}", week.warnings);
    assert!(week.out_of_reach.is_some_and(|w| w.contains("out of reach")));

    let budget = Budget { week: 4200, ..app.settings(Nothing {}).unwrap().budget };
    let saved = app.budget_set(BudgetSet { budget }).unwrap().message.unwrap();
    assert!(
        saved.contains("70\u{a0}h a week are wanted, but your study times hold only 1\u{a0}h."),
        "{saved}"
    );
    let windows = vec![window(0, 9 * 60, 11 * 60)];
    let saved = app.availability_set(AvailabilitySet { windows }).unwrap().message.unwrap();
    assert!(saved.contains("hold only 2\u{a0}h."), "{saved}");
}

#[test]
fn study_times_too_short_for_any_block_are_refused() {
    let app = open(&TestHost::wednesday());
    let mut answers = draft(&app);
    // Twenty minutes, and two that touch: together they are long enough.
    answers.windows = vec![window(0, 1140, 1145), window(1, 1140, 1160)];
    let refused = finish(&app, answers.clone()).unwrap_err();
    assert!(refused.message.contains("the longest has 20\u{a0}min"), "{}", refused.message);
    answers.windows.push(window(1, 1160, 1170));
    finish(&app, answers).unwrap();
    let refused = app.availability_set(AvailabilitySet { windows: vec![window(0, 1140, 1145)] }).unwrap_err();
    assert!(refused.message.contains("the longest has 5\u{a0}min"), "{}", refused.message);
    let budget = Budget { block_min: 60, ..app.settings(Nothing {}).unwrap().budget };
    assert_eq!(app.budget_set(BudgetSet { budget }).unwrap_err().code, "bad_setting");
}

#[test]
fn weeks_without_time_are_counted_from_the_first() {
    let app = onboarded(&TestHost::wednesday());
    let every_day = event(1, "DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Away\r\n");
    app.busy_import(BusyImport { file_name: "away.ics".into(), text: ics(&every_day) }).unwrap();
    let warnings = this_week(&app).warnings;
    assert!(warnings.iter().any(|w| w.starts_with("No week has time for study")), "{warnings:?}");
    let two_weeks = event(1, "DTSTART;VALUE=DATE:20261130\r\nDTEND;VALUE=DATE:20261214\r\nSUMMARY:Away\r\n");
    app.busy_import(BusyImport { file_name: "away.ics".into(), text: ics(&two_weeks) }).unwrap();
    let warnings = this_week(&app).warnings;
    let says = "2 weeks have no time for study, the first from 30 November 2026: “Away” takes it.";
    assert!(warnings.iter().any(|w| w == says), "{warnings:?}");
}

#[test]
fn a_week_without_time_says_in_every_language_what_takes_it() {
    let app = onboarded(&TestHost::wednesday());
    let away = event(1, "DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20261228\r\nSUMMARY:Away\r\n");
    // What takes little beside it is not named.
    let swim = event(2, "DTSTART:20261222T180000Z\r\nDTEND:20261222T190000Z\r\nSUMMARY:Swim\r\n");
    app.busy_import(BusyImport { file_name: "away.ics".into(), text: ics(&format!("{away}{swim}")) })
        .unwrap();
    let says = "The week from 21 December 2026 has no time for study: “Away” takes it.";
    let warnings = this_week(&app).warnings;
    assert!(warnings.iter().any(|w| w == says), "{warnings:?}");
    let dice = "La semana del 21 de diciembre de 2026 no tiene tiempo de estudio: lo ocupa «Away».";
    let warnings = api::speaking(api::Language::Spanish, || this_week(&app).warnings);
    assert!(warnings.iter().any(|w| w == dice), "{warnings:?}");
    // Two halves of a week, told both.
    let first = event(1, "DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20261224\r\nSUMMARY:Away\r\n");
    let second = event(2, "DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261228\r\nSUMMARY:Fair\r\n");
    app.busy_import(BusyImport { file_name: "away.ics".into(), text: ics(&format!("{first}{second}")) })
        .unwrap();
    let warnings = this_week(&app).warnings;
    assert!(warnings.iter().any(|w| w.ends_with("“Away” and “Fair” take it.")), "{warnings:?}");
    // Without a title nobody is blamed.
    let hidden = event(1, "DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20261228\r\n");
    app.busy_import(BusyImport { file_name: "away.ics".into(), text: ics(&hidden) }).unwrap();
    let warnings = this_week(&app).warnings;
    assert!(
        warnings.iter().any(|w| w == "The week from 21 December 2026 has no time for study."),
        "{warnings:?}"
    );
}

#[test]
fn a_block_marked_done_is_named_and_cannot_have_taken_longer_than_has_passed() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = app.today(Nothing {}).unwrap().next.unwrap().block;
    let done = |minutes| app.block_done(BlockDone { id: block.id.clone().unwrap(), minutes });
    let refused = done(Some(1440)).unwrap_err();
    assert!(
        refused.message.contains("no more than 7\u{a0}h\u{a0}10 can have gone into it"),
        "still to come: {}",
        refused.message
    );
    let begun =
        start_of(&block) - NaiveDate::from_ymd_opt(2026, 11, 25).unwrap().and_hms_opt(7, 10, 0).unwrap();
    host.pass(begun + Duration::minutes(150));
    let refused = done(Some(961)).unwrap_err();
    assert!(refused.message.contains("Say 1 to 960 minutes"), "a day of study: {}", refused.message);
    assert!(refused.message.contains(&block.title), "{}", refused.message);
    let answered = done(Some(150)).unwrap().message.unwrap();
    let says = format!(
        "Marked “{}” of Wed {} done, 2\u{a0}h\u{a0}30.",
        block.title,
        start_of(&block).format("%H:%M")
    );
    assert!(answered.starts_with(&says), "{answered}");
}

#[test]
fn a_calendar_counts_its_events_and_says_why_it_keeps_no_time_busy() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let weekly = |uid, day| {
        event(uid, &format!("DTSTART:2026010{day}T090000Z\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY\r\n"))
    };
    let three = ics(&(weekly(1, 5) + &weekly(2, 6) + &weekly(3, 7)));
    let read = app.busy_import(BusyImport { file_name: "three.ics".into(), text: three }).unwrap();
    assert_eq!((read.calendar.events, read.calendar.times), (3, 468));
    assert_eq!(read.problems, [] as [&str; 0]);
    drop(app);
    let app = open(&host);
    assert_eq!(app.settings(Nothing {}).unwrap().busy.calendars[0].events, 3, "it is saved");

    let one = "DTSTART:20261127T090000Z\r\nDURATION:PT1H\r\n";
    for (inside, says) in [
        (String::new(), "It holds no events"),
        ("BEGIN:VTODO\r\nUID:1\r\nEND:VTODO\r\n".to_owned(), "It holds tasks but no events"),
        (
            "BEGIN:VFREEBUSY\r\nFREEBUSY:20261127T090000Z/PT1H\r\nEND:VFREEBUSY\r\n".to_owned(),
            "It holds free and busy times (VFREEBUSY)",
        ),
        (event(1, &format!("{one}TRANSP:TRANSPARENT\r\n")), "keeps no time busy: 1 is marked as free."),
        (event(1, &format!("{one}X-MICROSOFT-CDO-BUSYSTATUS:FREE\r\n")), "1 is marked as free."),
        (
            event(1, "DTSTART:20200101T090000Z\r\nDURATION:PT1H\r\n"),
            "none keeps time busy in the next three years",
        ),
    ] {
        let file = BusyImport { file_name: "x.ics".into(), text: ics(&inside) };
        let read = app.busy_import(file).unwrap();
        assert_eq!(read.problems.len(), 1, "{inside}");
        assert!(read.problems[0].contains(says), "{inside}: {:?}", read.problems);
    }
}

#[test]
fn a_file_in_utf_16_is_read_from_its_bytes_and_named_where_they_are_lost() {
    let app = onboarded(&TestHost::wednesday());
    let text = ics(&event(1, "DTSTART:20261127T090000Z\r\nDURATION:PT1H\r\nSUMMARY:Zoë\r\n"));
    let little: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for bytes in [little.as_slice(), big.as_slice(), text.as_bytes()] {
        let text = api::calendar_text(bytes).into_owned();
        let read = app.busy_import(BusyImport { file_name: "zoe.ics".into(), text }).unwrap();
        assert_eq!((read.calendar.events, read.problems.len()), (1, 0));
        let week = this_week(&app);
        assert!(week.days.iter().flat_map(|d| &d.busy).any(|b| b.title == "Zoë"));
    }
    let lost = String::from_utf8_lossy(&little).into_owned();
    let refused = app.busy_import(BusyImport { file_name: "zoe.ics".into(), text: lost }).unwrap_err();
    assert!(refused.message.contains("UTF-16"), "{}", refused.message);
}

#[test]
fn calendars_are_saved_with_the_first_plan_or_nothing_is() {
    let app = open(&TestHost::wednesday());
    let good = BusyImport {
        file_name: "good.ics".into(),
        text: ics(&event(1, "DTSTART:20261127T090000Z\r\nDURATION:PT1H\r\n")),
    };
    let bad = BusyImport { file_name: "page.html".into(), text: "<html>".into() };
    let with = |calendars| FinishArgs { draft: draft(&app), calendars, again: false };
    let refused = app.onboarding_finish(with(vec![good.clone(), bad])).unwrap_err();
    assert_eq!(refused.code, "bad_calendar");
    assert!(!app.app_state(Nothing {}).unwrap().onboarded);
    assert!(app.onboarding_start(Nothing {}).unwrap().busy.calendars.is_empty(), "nothing was changed");

    let finished = app.onboarding_finish(with(vec![good])).unwrap();
    assert_eq!(finished.read[0].calendar.events, 1);
    assert!(app.settings(Nothing {}).unwrap().busy.calendars.len() == 1);
    let refused = app.onboarding_finish(with(Vec::new())).unwrap_err();
    assert_eq!(refused.code, "already_onboarded");
    app.onboarding_finish(FinishArgs { draft: draft(&app), calendars: Vec::new(), again: true }).unwrap();
}

#[test]
fn a_backup_is_listed_and_brought_back_by_name_and_never_over_a_plan_unasked() {
    let host = TestHost::wednesday();
    drop(onboarded(&host));
    host.pass(Duration::days(1));
    drop(open(&host)); // the day's backup
    host.pass(Duration::days(1));
    let app = open(&host);
    app.theme_set(ThemeSet { theme: Theme::Dark }).unwrap();
    let list = app.backups(Nothing {}).unwrap();
    assert_eq!(list.backups.len(), 2);
    assert!(list.backups[0].at > list.backups[1].at);
    for (_, held) in backups_held(&app) {
        assert!(held.whole && held.says.len() == 3, "{held:?}");
    }
    assert_eq!(app.backup(BackupRef { name: "no.db".into() }).unwrap_err().code, "unknown_backup");
    let asked = |backup: Option<String>, replace| app.backup_restore(RestoreArgs { backup, replace });
    assert_eq!(asked(None, false).unwrap_err().code, "journal_in_use");
    assert_eq!(asked(Some("no.db".into()), true).unwrap_err().code, "unknown_backup");
    assert_eq!(app.app_state(Nothing {}).unwrap().theme, Theme::Dark, "nothing was changed");

    let first = list.backups[1].name.clone();
    let message = asked(Some(first), true).unwrap().message;
    assert!(message.starts_with("The backup of 26 November 2026, "), "{message}");
    assert_eq!(app.app_state(Nothing {}).unwrap().theme, Theme::System);
    let aside = message.split(" is now ").nth(1).unwrap().trim_end_matches('.');
    assert!(std::path::Path::new(aside).exists(), "{message}");
}
