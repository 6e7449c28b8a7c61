//! Studying: a session on a block, and study off the plan.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::sync::Arc;

use api::App;
use api::wire::*;
use chrono::Duration;
use support::*;

/// A learner at the first minute of a block of a unit.
fn at_a_block() -> (Arc<TestHost>, App, BlockView) {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let now = app.app_state(Nothing {}).unwrap().now;
    host.pass(start_of(&block) - now);
    (host, app, block)
}

fn named(block: &BlockView) -> BlockRef {
    BlockRef { id: block.id.clone().unwrap() }
}

fn today(app: &App) -> TodayView {
    app.today(Nothing {}).unwrap()
}

#[test]
fn a_session_counts_rests_and_outlives_the_program() {
    let (host, app, block) = at_a_block();
    assert_eq!(today(&app).session, None);
    app.session_start(named(&block)).unwrap();
    assert_eq!(app.app_state(Nothing {}).unwrap().undo.unwrap(), format!("started “{}”", block.title));
    host.pass(Duration::seconds(20 * 60 + 18));
    let session = today(&app).session.unwrap();
    assert_eq!((session.seconds, session.running, session.began), (1218, true, start_of(&block)));
    app.session_pause(named(&block)).unwrap();
    host.pass(Duration::minutes(10));
    drop(app);
    let app = open(&host);
    let session = today(&app).session.unwrap();
    assert_eq!((session.seconds, session.running), (1218, false));
    app.session_start(named(&block)).unwrap();
    drop(app);
    host.pass(Duration::minutes(5));
    assert_eq!(today(&open(&host)).session.unwrap().seconds, 1518);
}

/// Whatever the seconds are at which it began and ends.
#[test]
fn a_session_that_began_before_its_block_and_ran_over_is_believed_to_the_minute() {
    for (before, after) in [(10, 9), (50, 10), (10, 40), (29, 1), (31, 59)] {
        let (host, app, block) = at_a_block();
        host.pass(-Duration::minutes(10) + Duration::seconds(before));
        app.session_start(named(&block)).unwrap();
        host.pass(Duration::minutes(100) + Duration::seconds(after - before));
        let seconds = today(&app).session.unwrap().seconds;
        let minutes = Some((seconds + 30) / 60);
        let done = BlockDone { id: block.id.clone().unwrap(), minutes };
        let answered = app.block_done(done);
        assert!(answered.is_ok(), "{before} {after}: {answered:?}");
    }
}

#[test]
fn finishing_logs_what_it_took_from_when_it_began() {
    let (host, app, block) = at_a_block();
    app.session_start(named(&block)).unwrap();
    host.pass(Duration::minutes(25));
    let done = BlockDone { id: block.id.clone().unwrap(), minutes: Some(25) };
    app.block_done(done).unwrap();
    let view = today(&app);
    assert_eq!((view.session, view.day.done_min), (None, 25));
    app.undo(Nothing {}).unwrap();
    assert_eq!(today(&app).session.unwrap().seconds, 25 * 60, "the session goes on as if nothing was said");
}

#[test]
fn a_block_may_begin_early_and_its_time_is_believed() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let now = app.app_state(Nothing {}).unwrap().now;
    host.pass(start_of(&block) - now - Duration::minutes(60));
    app.session_start(named(&block)).unwrap();
    assert_eq!(today(&app).next.unwrap().block.state, BlockStatus::Now);
    // A new plan leaves alone what is being studied.
    let other = app.week(WeekOf { date: None }).unwrap();
    let missed = blocks(&other).into_iter().find(|b| b.id.is_some() && b.id != block.id);
    if let Some(missed) = missed {
        app.block_missed(named(&missed)).unwrap();
    }
    assert_eq!(today(&app).next.unwrap().block.id, block.id);
    host.pass(Duration::minutes(60 + i64::from(block.minutes)));
    let minutes = Some(60 + block.minutes);
    app.block_done(BlockDone { id: block.id.clone().unwrap(), minutes }).unwrap();
    let after = app.block(named(&block)).unwrap().block;
    assert_eq!((after.state, after.done_min), (BlockStatus::Done, 60 + block.minutes));
}

#[test]
fn of_two_sessions_one_rests_and_says_so() {
    let (host, app, block) = at_a_block();
    let week = app.week(WeekOf { date: Some(block.date + Duration::weeks(1)) }).unwrap();
    let other = blocks(&week).into_iter().find(|b| b.id.is_some()).unwrap();
    app.session_start(named(&block)).unwrap();
    host.pass(Duration::minutes(12));
    let said = app.session_start(named(&other)).unwrap().message.unwrap();
    assert_eq!(said, format!("“{}” rests at 12\u{a0}min.", block.title));
    assert_eq!(today(&app).next.unwrap().block.id, other.id);
    assert!(app.session_start(named(&other)).unwrap().message.is_none());
}

#[test]
fn a_quarter_of_an_hour_more_unless_something_begins_then() {
    let (host, app, block) = at_a_block();
    let refused = app.session_extend(named(&block)).unwrap_err();
    assert!(refused.message.contains("is not being studied"), "{}", refused.message);
    app.session_start(named(&block)).unwrap();
    host.pass(Duration::minutes(10));
    let end = start_of(&block) + Duration::minutes(i64::from(block.minutes));
    let zone: chrono_tz::Tz = host.zone.parse().unwrap();
    let utc =
        |t: chrono::NaiveDateTime| t.and_local_timezone(zone).unwrap().to_utc().format("%Y%m%dT%H%M%SZ");
    let meeting = |from: i64| {
        let (from, to) = (end + Duration::minutes(from), end + Duration::minutes(from + 60));
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n\
             SUMMARY:Call\r\nDTSTART:{}\r\nDTEND:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            utc(from),
            utc(to)
        )
    };
    let import =
        |text: String| app.busy_import(BusyImport { file_name: "work.ics".to_owned(), text }).unwrap();
    import(meeting(10));
    assert!(!today(&app).session.unwrap().extendable);
    let refused = app.session_extend(named(&block)).unwrap_err();
    assert!(refused.message.contains("“Call” begins at"), "{}", refused.message);
    import(meeting(200));
    let blocks_after = today(&app).day.blocks;
    let next = blocks_after.iter().find(|b| b.from >= block.to && b.id != block.id);
    if next.is_none_or(|b| b.from >= block.to + 15) {
        assert!(today(&app).session.unwrap().extendable);
        let said = app.session_extend(named(&block)).unwrap().message.unwrap();
        assert!(said.contains(&format!("now takes {}.", api::say::length(block.minutes + 15))), "{said}");
        assert_eq!(app.block(named(&block)).unwrap().block.minutes, block.minutes + 15);
        assert!(today(&app).session.unwrap().running);
    } else {
        panic!("the day of this learner has nothing right after the block: {blocks_after:?}");
    }
}

#[test]
fn a_session_that_rests_since_another_day_is_asked_about() {
    let (host, app, block) = at_a_block();
    app.session_start(named(&block)).unwrap();
    host.pass(Duration::minutes(30));
    app.session_pause(named(&block)).unwrap();
    assert!(today(&app).unanswered.iter().all(|b| b.id != block.id));
    host.pass(Duration::days(1));
    assert!(today(&app).unanswered.iter().any(|b| b.id == block.id));
    assert_eq!(today(&app).session, None);
}

#[test]
fn study_off_the_plan_counts_for_its_unit_and_can_be_taken_back() {
    let (_host, app, block) = at_a_block();
    let unit = block.unit.clone().unwrap();
    assert_eq!(today(&app).loggable.iter().filter(|c| c.unit == unit).count(), 1);
    let before = app.block(named(&block)).unwrap().unit.unwrap().done_min;
    let log = StudyLog { minutes: 40, unit: Some(unit), strategy: None, text: None, start: None };
    let said = app.study_log(log).unwrap();
    assert!(said.message.unwrap().starts_with(&format!("Logged 40\u{a0}min of “{}”.", block.title)));
    assert_eq!(
        app.app_state(Nothing {}).unwrap().undo.unwrap(),
        format!("logged 40\u{a0}min of “{}”", block.title)
    );
    assert_eq!(today(&app).day.done_min, 40);
    let detail = app.block(named(&block)).map(|d| d.unit.unwrap().done_min);
    assert!(detail.is_ok_and(|done| done == before + 40));
    app.undo(Nothing {}).unwrap();
    assert_eq!(today(&app).day.done_min, 0);
}

#[test]
fn more_than_a_unit_has_left_is_logged_all_the_same_and_completes_it() {
    let (host, app, block) = at_a_block();
    host.pass(Duration::minutes(5));
    let unit = block.unit.clone().unwrap();
    let total = app.block(named(&block)).unwrap().unit.unwrap().total_min;
    let minutes = total + 30;
    let start = app.app_state(Nothing {}).unwrap().now - Duration::minutes(i64::from(minutes));
    let log = StudyLog { minutes, unit: Some(unit.clone()), strategy: None, text: None, start: Some(start) };
    app.study_log(log.clone()).unwrap();
    assert!(today(&app).loggable.iter().all(|c| c.unit != unit), "it is complete");
    // In as many parts as the unit has activities, it is one thing that was logged.
    let undo = app.app_state(Nothing {}).unwrap().undo.unwrap();
    let hours = format!("{}\u{a0}h\u{a0}{:02}", minutes / 60, minutes % 60);
    assert_eq!(undo, format!("logged {hours} of “{}”", block.title));
    let refused = app.study_log(log).unwrap_err();
    assert!(refused.message.contains("is complete"), "{}", refused.message);
}

#[test]
fn study_on_nothing_of_the_pack_counts_for_its_strategy() {
    let (_host, app, _) = at_a_block();
    let log = |minutes, strategy, text: &str| StudyLog {
        minutes,
        unit: None,
        strategy,
        text: Some(text.to_owned()),
        start: None,
    };
    app.study_log(log(25, Some(4), " A talk on lakes ")).unwrap();
    let view = today(&app);
    assert_eq!((view.day.done_min, view.week_done_min), (25, 25));
    for (bad, why) in [
        (log(0, Some(4), ""), "Say 1 to 960 minutes"),
        (log(4000, Some(4), ""), "Say 1 to 960 minutes"),
        (log(25, None, ""), "which strategy"),
        (log(25, Some(12), ""), "which strategy"),
        (log(25, Some(1), &"x".repeat(201)), "201 characters"),
    ] {
        let refused = app.study_log(bad).unwrap_err();
        assert!(refused.message.contains(why), "{}", refused.message);
    }
    let now = app.app_state(Nothing {}).unwrap().now;
    let ahead = StudyLog { start: Some(now), ..log(25, Some(1), "x") };
    assert!(app.study_log(ahead).unwrap_err().message.contains("still to come"));
}

/// What a block may have taken by now, and what is said of a minute more.
fn believed(app: &App, block: &BlockView, minutes: u32) {
    let done = |minutes| app.block_done(BlockDone { id: block.id.clone().unwrap(), minutes: Some(minutes) });
    let refused = done(minutes + 1).unwrap_err();
    assert_eq!(refused.code, "bad_setting");
    let length = api::say::length(minutes);
    let end = format!(": no more than {length} can have gone into it by now. Say 1 to {minutes} minutes.");
    assert!(refused.message.contains(&end), "{}", refused.message);
    done(minutes).unwrap();
    assert_eq!(app.block(named(block)).unwrap().block.done_min, minutes);
    app.undo(Nothing {}).unwrap();
}

#[test]
fn a_block_of_today_may_have_taken_what_has_passed_of_the_day_before_and_after_it_was_to_begin() {
    let (host, app, block) = at_a_block();
    assert!(block.from > 600 + block.minutes, "it is in the evening");
    host.pass(Duration::minutes(600 - i64::from(block.from)));
    believed(&app, &block, 600);
    // Nobody studies more than a day of study.
    let most = |passed: u32| passed.min(960);
    host.pass(Duration::minutes(i64::from(block.from) - 600 - 1));
    believed(&app, &block, most(block.from - 1));
    host.pass(Duration::minutes(2));
    believed(&app, &block, most(block.from + 1));
    // It was studied by now, so it is not logged into the time to come.
    let minutes = Some(block.minutes + 20);
    app.block_done(BlockDone { id: block.id.clone().unwrap(), minutes }).unwrap();
    let log = state(&host).logs.last().unwrap().clone();
    assert_eq!(log.start + Duration::minutes(i64::from(log.minutes)), app.app_state(Nothing {}).unwrap().now);
    app.undo(Nothing {}).unwrap();
    // What took its time as planned is logged where it was planned.
    app.block_done(BlockDone { id: block.id.clone().unwrap(), minutes: None }).unwrap();
    assert_eq!(state(&host).logs.last().unwrap().start, start_of(&block));
}

#[test]
fn a_block_of_another_day_may_have_taken_what_has_passed_since_its_day_began() {
    let (host, app, block) = at_a_block();
    host.pass(Duration::minutes(24 * 60 - i64::from(block.from) + 5));
    believed(&app, &block, 960);
    let (host, app, block) = at_a_block();
    // A minute after its midnight its length is believed all the same.
    host.pass(Duration::minutes(1 - i64::from(block.from)));
    believed(&app, &block, block.minutes);
}
