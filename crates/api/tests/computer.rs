//! The desktop around the window: what is announced when, the tray's words, choices of one computer, what comes in.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::sync::Arc;

use api::wire::*;
use api::{App, Desktop, Host as _};
use chrono::{DateTime, Duration, Utc};
use support::*;

/// A learner, and a block of today that is still ahead.
fn before_a_block() -> (Arc<TestHost>, App, BlockView) {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let now = app.app_state(Nothing {}).unwrap().now;
    host.pass(start_of(&block) - now - Duration::hours(1));
    (host, app, block)
}

fn id(block: &BlockView) -> String {
    block.id.clone().unwrap()
}

fn glance(app: &App, said: &[Said]) -> Glance {
    app.glance(GlanceAt { said: said.to_vec() }).unwrap()
}

fn said(block: &BlockView, again: Option<DateTime<Utc>>) -> Said {
    Said { id: id(block), start: start_of(block), again }
}

fn choose(app: &App, change: impl FnOnce(&mut ComputerChoices)) {
    let mut choices = app.computer(Nothing {}).unwrap().choices;
    change(&mut choices);
    app.computer_set(ComputerSet { choices }).unwrap();
}

#[test]
fn a_block_is_announced_at_its_start_and_once() {
    let (host, app, block) = before_a_block();
    let before = glance(&app, &[]);
    assert_eq!(before.reminder, None);
    assert_eq!(before.until, Some(host.now() + Duration::hours(1)), "the next look is at its start");

    host.pass(Duration::hours(1) - Duration::seconds(1));
    assert_eq!(glance(&app, &[]).reminder, None, "not a second too early");
    host.pass(Duration::seconds(1));
    let reminder = glance(&app, &[]).reminder.unwrap();
    assert_eq!((reminder.id, reminder.start), (id(&block), start_of(&block)));
    assert_eq!(reminder.title, format!("{}: {}", block.detail, block.title));
    let times = |m: u32| format!("{:02}:{:02}", m / 60, m % 60);
    let clock = format!(", {} to {}", times(block.from), times(block.to));
    assert!(reminder.text.contains(&clock), "{}", reminder.text);

    let after = glance(&app, &[said(&block, None)]);
    assert_eq!(after.reminder, None);
    assert!(after.until.unwrap() > host.now());
}

#[test]
fn later_comes_again_until_the_block_is_over() {
    let (host, app, block) = before_a_block();
    host.pass(Duration::hours(1));
    let again = host.now() + Duration::minutes(10);
    let later = [said(&block, Some(again))];
    assert_eq!(glance(&app, &later).until, Some(again));
    host.pass(Duration::minutes(10));
    let reminder = glance(&app, &later).reminder.unwrap();
    assert!(reminder.text.contains(", since "), "{}", reminder.text);
    host.pass(Duration::minutes(i64::from(block.minutes)));
    assert_eq!(glance(&app, &later).reminder, None, "it is over");
}

#[test]
fn after_sleep_only_what_began_just_now_is_announced() {
    let (host, app, block) = before_a_block();
    host.pass(Duration::hours(1) + Duration::minutes(14));
    assert_eq!(glance(&app, &[]).reminder.map(|r| r.id), Some(id(&block)));
    host.pass(Duration::minutes(1));
    assert_eq!(glance(&app, &[]).reminder, None);
}

#[test]
fn what_is_answered_begun_or_elsewhere_is_not_announced() {
    type Deed = fn(&App, &BlockView);
    let deeds: [(&str, Deed); 4] = [
        ("done", |app, b| drop(app.block_done(BlockDone { id: id(b), minutes: None }).unwrap())),
        ("missed", |app, b| drop(app.block_missed(BlockRef { id: id(b) }).unwrap())),
        ("started", |app, b| drop(app.session_start(BlockRef { id: id(b) }).unwrap())),
        ("taken out", |app, b| drop(app.block_delete(BlockRef { id: id(b) }).unwrap())),
    ];
    for (name, deed) in deeds {
        let (host, app, block) = before_a_block();
        if name != "taken out" {
            host.pass(Duration::hours(1));
        }
        deed(&app, &block);
        if name == "taken out" {
            host.pass(Duration::hours(1));
        }
        assert_ne!(glance(&app, &[]).reminder.map(|r| r.id), Some(id(&block)), "{name}");
    }
}

#[test]
fn a_block_that_was_announced_at_another_start_is_announced_again() {
    let (host, app, block) = before_a_block();
    host.pass(Duration::hours(1));
    let elsewhere = Said { start: start_of(&block) + Duration::hours(1), ..said(&block, None) };
    assert_eq!(glance(&app, &[elsewhere]).reminder.map(|r| r.id), Some(id(&block)));
}

#[test]
fn nothing_is_announced_in_quiet_hours_or_when_turned_off() {
    let (host, app, block) = before_a_block();
    host.pass(Duration::hours(1));
    choose(&app, |c| c.notify = false);
    assert_eq!(glance(&app, &[]).reminder, None, "turned off");

    let quiet = |to| Some(QuietHours { from: block.from - 60, to });
    choose(&app, |c| (c.notify, c.quiet) = (true, quiet(block.from + 5)));
    let held = glance(&app, &[]);
    assert_eq!(held.reminder, None, "quiet");
    assert_eq!(held.until, Some(host.now() + Duration::minutes(5)), "looked at again when it ends");
    host.pass(Duration::minutes(5));
    assert_eq!(glance(&app, &[]).reminder.map(|r| r.id), Some(id(&block)), "still worth saying");

    choose(&app, |c| c.quiet = quiet(block.from + 30));
    host.pass(Duration::minutes(25));
    assert_eq!(glance(&app, &[]).reminder, None, "too late then");
}

#[test]
fn quiet_hours_are_those_of_the_place_where_the_person_is() {
    let (host, app, block) = before_a_block();
    host.pass(Duration::hours(1));
    // In New York it is six hours earlier than in the zone of the study week.
    let quiet = Some(QuietHours { from: block.from - 10, to: block.from + 30 });
    choose(&app, |c| c.quiet = quiet);
    assert_eq!(glance(&app, &[]).reminder, None);
    drop(app);
    let mut host = host;
    "America/New_York".clone_into(&mut Arc::get_mut(&mut host).unwrap().zone);
    let app = open(&host);
    assert_eq!(glance(&app, &[]).reminder.map(|r| r.id), Some(id(&block)));
}

#[test]
fn a_sample_is_not_announced_and_no_plan_has_a_menu() {
    let host = TestHost::wednesday();
    let app = open(&host);
    let none = glance(&app, &[]);
    assert_eq!((none.reminder, none.tray.act, none.until), (None, None, None));
    assert_eq!(none.tray.next, "There is no plan yet");
    app.sample_start(Nothing {}).unwrap();
    for _ in 0..3 {
        let Some(until) = glance(&app, &[]).until else { panic!("a sample has a plan") };
        host.pass(until - host.now());
        assert_eq!(glance(&app, &[]).reminder, None);
    }
}

#[test]
fn the_tray_says_what_comes_and_what_is_studied() {
    let (host, app, block) = before_a_block();
    let tray = || glance(&app, &[]).tray;
    let clock = format!("{:02}:{:02}", block.from / 60, block.from % 60);
    assert_eq!(tray().next, format!("Today {clock}: {}", block.title));
    let start = Some(TrayAct { word: "Start".to_owned(), id: id(&block), runs: false });
    assert_eq!(tray().act, start);

    host.pass(Duration::hours(1));
    assert!(tray().next.starts_with("Until "), "{}", tray().next);
    app.session_start(BlockRef { id: id(&block) }).unwrap();
    assert_eq!(tray().next, format!("Studying: {}", block.title));
    assert_eq!(tray().act, Some(TrayAct { word: "Pause".to_owned(), id: id(&block), runs: true }));
    app.session_pause(BlockRef { id: id(&block) }).unwrap();
    assert_eq!(tray().next, format!("At rest: {}", block.title));
    assert_eq!(tray().act.unwrap().word, "Go on");
    app.block_done(BlockDone { id: id(&block), minutes: None }).unwrap();
    let next = next_work(&app);
    assert!(tray().next.ends_with(&next.title) || tray().act.is_none(), "{:?}", tray());
}

#[test]
fn choices_belong_to_this_computer_and_not_to_the_journal() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let events = app.settings(Nothing {}).unwrap().events;
    let choices = ComputerChoices {
        notify: false,
        quiet: Some(QuietHours { from: 1320, to: 420 }),
        stay_in_tray: true,
    };
    host.topics();
    app.computer_set(ComputerSet { choices }).unwrap();
    assert_eq!(host.topics(), [Topic::Computer]);
    app.start_with_system(StartWithSystem { on: true }).unwrap();
    assert_eq!(app.settings(Nothing {}).unwrap().events, events);
    drop(app);
    let app = open(&host);
    let view = ComputerView { choices, tray: true, starts_with_system: Some(true) };
    assert_eq!(app.computer(Nothing {}).unwrap(), view);
    *host.desktop.lock().unwrap() = Desktop::default();
    let view = ComputerView { choices, tray: false, starts_with_system: None };
    assert_eq!(app.computer(Nothing {}).unwrap(), view, "what is not there is not offered");
}

#[test]
fn quiet_hours_that_hold_nothing_are_refused() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    for (from, to) in [(60, 60), (1440, 60), (60, 1440)] {
        let quiet = Some(QuietHours { from, to });
        let choices = ComputerChoices { quiet, ..ComputerChoices::default() };
        let failure = app.computer_set(ComputerSet { choices }).unwrap_err();
        assert_eq!(failure.code, "bad_setting");
        assert!(failure.message.starts_with("Quiet hours "), "{}", failure.message);
    }
    assert_eq!(app.computer(Nothing {}).unwrap().choices, ComputerChoices::default());
}

/// What the window is told after this came in.
fn arrives(app: &App, what: Arrive) -> Arrival {
    app.arrive(what).unwrap();
    let mut all = app.arrivals(Nothing {}).unwrap().arrivals;
    assert_eq!(all.len(), 1);
    assert!(app.arrivals(Nothing {}).unwrap().arrivals.is_empty(), "taken once");
    all.remove(0)
}

fn link(app: &App, url: &str) -> Arrival {
    arrives(app, Arrive::Link { url: url.to_owned() })
}

#[test]
fn links_lead_to_what_there_is_and_nowhere_else() {
    let (host, app, block) = before_a_block();
    let screen = |route: &str| Arrival::Screen { route: route.to_owned() };
    host.topics();
    assert_eq!(link(&app, "ninefold://today"), screen("today"));
    assert_eq!(host.topics(), [Topic::Arrivals]);
    assert_eq!(link(&app, "ninefold://strategies/3"), screen("strategies/3"));
    assert_eq!(link(&app, "ninefold://unit/math-vectors"), screen("strategies/math-vectors"));
    assert_eq!(link(&app, "ninefold://settings/calendars"), screen("settings/calendars"));
    let date = "2026-11-23".parse().unwrap();
    assert_eq!(link(&app, "ninefold://week/2026-W48"), Arrival::Week { date });
    let to_block = link(&app, &format!("ninefold://block/{}", id(&block)));
    assert_eq!(to_block, Arrival::Block { id: id(&block), date: block.date });
    for url in [
        "ninefold://unit/no-such-unit",
        "ninefold://block/0193",
        "ninefold://settings/secrets",
        "ninefold://undo",
        "https://example.org",
    ] {
        let Arrival::Refused { message } = link(&app, url) else { panic!("{url} leads somewhere") };
        assert!(message.ends_with('.'), "{message}");
    }
    let Arrival::Refused { message } = link(&app, &format!("x\u{1b}[2J{}", "y".repeat(500))) else {
        panic!("it leads somewhere")
    };
    assert!(message.len() < 400 && !message.contains('\u{1b}'), "{message}");
}

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nX-WR-CALNAME:Work\r\nBEGIN:VEVENT\r\n\
    UID:1\r\nDTSTAMP:20261101T000000Z\r\nDTSTART:20261129T080000Z\r\nDTEND:20261129T090000Z\r\nSUMMARY:Brunch\r\n\
    END:VEVENT\r\nEND:VCALENDAR\r\n";

#[test]
fn a_file_is_only_asked_about_and_a_wrong_one_is_told_as_its_import_would() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let events = app.settings(Nothing {}).unwrap().events;
    let file = |name: &str, text: &str| Arrive::File { file_name: name.to_owned(), text: text.to_owned() };
    let asked = arrives(&app, file("work.ics", CALENDAR));
    let expected = Arrival::Calendar {
        file_name: "work.ics".to_owned(),
        text: CALENDAR.to_owned(),
        name: "Work".to_owned(),
        events: 1,
    };
    assert_eq!(asked, expected);

    let text = "{ \"name\": \"a list\" }";
    let import = BusyImport { file_name: "list.json".to_owned(), text: text.to_owned() };
    let message = app.busy_import(import).unwrap_err().message;
    assert_eq!(arrives(&app, file("list.json", text)), Arrival::Refused { message });
    let path = "/home/jo/ninefold-2026-11-26.json".to_owned();
    assert_eq!(arrives(&app, Arrive::Export { path: path.clone() }), Arrival::Export { path });
    let unreadable =
        Arrive::Unreadable { file_name: "x.ics".to_owned(), reason: "it is too large".to_owned() };
    let message = "“x.ics” could not be read: it is too large. Nothing was changed.".to_owned();
    assert_eq!(arrives(&app, unreadable), Arrival::Refused { message });
    assert_eq!(app.settings(Nothing {}).unwrap().events, events, "nothing was saved");
}

#[test]
fn a_pack_leads_to_its_offer_once_there_is_a_plan_to_offer_it_for() {
    let host = TestHost::wednesday();
    let app = open(&host);
    let pack = || Arrive::Pack { folder: "/home/jo/my pack".to_owned() };
    let Arrival::Refused { message } = arrives(&app, pack()) else { panic!("there is no plan yet") };
    assert!(message.contains("once there is a plan"), "{message}");
    let app = onboarded(&host);
    let events = app.settings(Nothing {}).unwrap().events;
    assert_eq!(arrives(&app, pack()), Arrival::Pack { folder: "/home/jo/my pack".to_owned() });
    assert_eq!(app.settings(Nothing {}).unwrap().events, events, "nothing was saved");
}

#[test]
fn what_nobody_takes_does_not_pile_up() {
    let host = TestHost::wednesday();
    let app = open(&host);
    for _ in 0..1000 {
        app.arrive(Arrive::Link { url: "ninefold://today".to_owned() }).unwrap();
    }
    assert!(app.arrivals(Nothing {}).unwrap().arrivals.len() <= 20);
}
