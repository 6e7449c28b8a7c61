//! Large calendars: how far the reading is, other commands meanwhile, and the end that a person puts to it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod support;

use std::sync::{Arc, Weak};

use api::App;
use api::wire::*;
use support::*;

/// Events in the file.
const EVENTS: usize = 3_000;

/// An hour of every day, again and again, as so many events.
fn large() -> BusyImport {
    let event = |n: usize| {
        let day = 1 + n % 28;
        format!(
            "BEGIN:VEVENT\r\nUID:{n}@large\r\nDTSTART:202612{day:02}T{:02}0000Z\r\nDURATION:PT30M\r\nSUMMARY:{n}\r\nEND:VEVENT\r\n",
            8 + n % 8
        )
    };
    let events: String = (0..EVENTS).map(event).collect();
    BusyImport {
        file_name: "large.ics".into(),
        text: format!("BEGIN:VCALENDAR\r\n{events}END:VCALENDAR\r\n"),
    }
}

/// An app, and a way to it for what is called while it works.
fn at_work() -> (Arc<TestHost>, Arc<App>) {
    let host = TestHost::wednesday();
    let app = Arc::new(onboarded(&host));
    host.readings.lock().unwrap().clear();
    (host, app)
}

/// While a reading is told of, this is done with the app.
fn meanwhile(host: &TestHost, app: &Arc<App>, act: impl Fn(&App) + Send + 'static) {
    let app: Weak<App> = Arc::downgrade(app);
    *host.on_reading.lock().unwrap() = Some(Box::new(move || act(&app.upgrade().unwrap())));
}

fn readings(host: &TestHost) -> Vec<Option<ReadingProgress>> {
    std::mem::take(&mut *host.readings.lock().unwrap())
}

#[test]
fn it_is_told_how_far_it_is_and_other_commands_are_answered_meanwhile() {
    let (host, app) = at_work();
    // Would wait for ever if the reading held the session.
    meanwhile(&host, &app, |app| drop(app.today(Nothing {}).unwrap()));
    let read = app.busy_import(large()).unwrap();
    assert_eq!(read.calendar.events as usize, EVENTS);
    let told = readings(&host);
    let (last, steps) = told.split_last().unwrap();
    assert_eq!(*last, None, "it is over");
    let steps: Vec<&ReadingProgress> = steps.iter().map(|step| step.as_ref().unwrap()).collect();
    assert!(
        steps.len() > 1 && steps.iter().all(|s| s.name == "large.ics" && s.of as usize == EVENTS),
        "{steps:?}"
    );
    assert!(steps.windows(2).all(|pair| pair[0].done < pair[1].done), "{steps:?}");
}

#[test]
fn a_file_that_was_looked_at_is_not_read_again() {
    let (host, app) = at_work();
    let looked = app.preview(Act::BusyImport(large())).unwrap();
    assert_eq!(readings(&host).iter().filter(|told| told.is_none()).count(), 1);
    let read = app.busy_import(large()).unwrap();
    assert_eq!(readings(&host), []);
    assert_eq!(read.message, looked.message);
    // What was read is used once: it is not kept in memory.
    app.busy_import(large()).unwrap();
    assert_eq!(readings(&host).iter().filter(|told| told.is_none()).count(), 1);
    // Another text under the same name is another file.
    let shorter = large().text.replacen(
        "BEGIN:VEVENT\r\nUID:0@large",
        "BEGIN:VEVENT\r\nSTATUS:CANCELLED\r\nUID:0@large",
        1,
    );
    app.preview(Act::BusyImport(large())).unwrap();
    let read = app.busy_import(BusyImport { text: shorter, ..large() }).unwrap();
    assert_eq!(read.calendar.events as usize, EVENTS - 1);
}

#[test]
fn a_reading_that_is_stopped_changes_nothing() {
    let (host, app) = at_work();
    meanwhile(&host, &app, |app| drop(app.reading_stop(Nothing {}).unwrap()));
    let before = state(&host);
    let draft = draft(&app);
    let refused = [
        app.busy_import(large()).unwrap_err(),
        app.preview(Act::BusyImport(large())).unwrap_err(),
        app.onboarding_finish(FinishArgs { draft, calendars: vec![large()], again: true }).unwrap_err(),
    ];
    for failure in refused {
        assert_eq!(failure.code, "stopped");
        assert_eq!(failure.message, "It was stopped. Nothing was changed.");
    }
    assert_eq!(readings(&host).iter().filter(|told| told.is_none()).count(), 3, "each is over");
    assert_eq!(state(&host), before);
    // A file that was opened with the program does not arrive.
    let BusyImport { file_name, text } = large();
    app.arrive(Arrive::File { file_name: file_name.clone(), text: text.clone() }).unwrap();
    assert!(app.arrivals(Nothing {}).unwrap().arrivals.is_empty());
    // The next reading is not stopped by what was said of this one.
    *host.on_reading.lock().unwrap() = None;
    app.arrive(Arrive::File { file_name, text }).unwrap();
    assert!(
        matches!(&app.arrivals(Nothing {}).unwrap().arrivals[..], [Arrival::Calendar { events, .. }] if *events as usize == EVENTS)
    );
    assert_eq!(app.busy_import(large()).unwrap().calendar.events as usize, EVENTS);
}
