//! A clock that cannot be right is named, in words and to the minute.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::wire::*;
use api::{App, Language, speaking};
use chrono::{Duration, TimeZone as _, Utc};
use support::*;

fn log(app: &App) -> Failure {
    let study = StudyLog { minutes: 20, unit: None, strategy: Some(3), text: None, start: None };
    app.study_log(study).unwrap_err()
}

#[test]
fn a_clock_before_all_computers_is_said_to_the_minute() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let ago = Utc.with_ymd_and_hms(2026, 11, 25, 6, 10, 0).unwrap()
        - Utc.with_ymd_and_hms(1969, 12, 31, 23, 0, 0).unwrap();
    host.pass(Duration::milliseconds(76) - ago);
    let says = log(&app).message;
    assert!(says.contains("the computer's clock says 31 December 1969, 23:00 UTC, which"), "{says}");
    let dice = speaking(Language::Spanish, || log(&app).message);
    assert!(dice.contains("el reloj del equipo dice 31 de diciembre de 1969, 23:00 UTC, y"), "{dice}");
}

#[test]
fn a_clock_at_the_end_of_the_calendar_is_named() {
    let host = TestHost::at("Europe/Berlin", "9999-03-01T10:00");
    let app = open(&host);
    let draft = draft(&app);
    let failed = finish(&app, draft.clone()).unwrap_err();
    assert_eq!(failed.code, "clock");
    let says = "The computer’s clock says 1 March 9999, and no plan can be made for that. Set the clock and try again.";
    assert_eq!(failed.message, says);
    let dice = speaking(Language::Spanish, || finish(&app, draft).unwrap_err().message);
    assert!(dice.starts_with("El reloj del equipo dice 1 de marzo de 9999, y para eso"), "{dice}");
}
