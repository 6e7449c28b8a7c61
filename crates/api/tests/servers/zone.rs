//! Another time zone of the learner's: what says no zone is wherever the learner is.

use api::wire::*;

use super::peers::{PASSWORD, USER};
use super::support::*;
use super::{Desk, request};

fn put(desk: &Desk, name: &str, zone: &str) {
    let event = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nBEGIN:VEVENT\r\nUID:{name}\r\nDTSTAMP:20261101T000000Z\r\n\
         DTSTART:20261201T190000{zone}\r\nDTEND:20261201T200000{zone}\r\nSUMMARY:{name}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let answer = request(&desk.server, "PUT", &format!("/{USER}/work/{name}.ics"), "text/calendar", &event);
    assert!(answer.contains(" 201 "), "{answer}");
}

/// Title and hour of what is busy on the day, from each calendar.
fn hours(desk: &Desk) -> Vec<(String, u32)> {
    let day = "2026-12-01".parse().unwrap();
    let week = desk.app.week(WeekOf { date: Some(day) }).unwrap();
    let day = week.days.into_iter().find(|d| d.date == day).unwrap();
    let mut all: Vec<(String, u32)> = day.busy.into_iter().map(|b| (b.title, b.from / 60)).collect();
    all.sort();
    all
}

fn live_in(desk: &Desk, zone: &str) -> Option<String> {
    let set = desk.app.settings(Nothing {}).unwrap();
    let args = ProfileSet { goal: set.goal, target: set.target, zone: zone.to_owned() };
    desk.app.profile_set(args).unwrap().message
}

#[test]
fn what_was_read_and_says_no_zone_moves_with_the_learner() {
    let desk = Desk::sit();
    put(&desk, "floating", "");
    put(&desk, "fixed", "Z");
    let url = desk.calendar("Work").url;
    let read = CalendarReadSet { account: desk.account.clone(), url, read: true };
    desk.app.calendar_read_set(read).unwrap();
    let quoted: String = PASSWORD.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let address = format!("http://{USER}:{quoted}@127.0.0.1:{}/{USER}/work/", desk.server.port);
    desk.app.calendar_link_add(LinkAdd { address, keep: None, trust: None }).unwrap();
    let of = |fixed: u32, floating: u32| {
        let each = |title: &str, hour| (title.to_owned(), hour);
        vec![
            each("fixed", fixed),
            each("fixed", fixed),
            each("floating", floating),
            each("floating", floating),
        ]
    };
    assert_eq!(hours(&desk), of(20, 19));
    // At the look that follows any change, whoever is asked then.
    let message = live_in(&desk, "America/New_York");
    desk.app.look_at_calendars(true);
    assert_eq!(hours(&desk), of(14, 19));
    assert!(!message.unwrap_or_default().contains("again"), "nothing is to be read again by hand");
    // Without any server.
    let Desk { server, host, app, account } = desk;
    drop(server);
    let desk = Desk { server: super::Server::start(super::Kind::Radicale), host, app, account };
    desk.app.undo(Nothing {}).unwrap();
    desk.app.look_at_calendars(true);
    assert_eq!(hours(&desk), of(20, 19));
    // And nothing is written where nothing changed.
    let before = state(&desk.host).busy;
    desk.host.pass(chrono::Duration::minutes(1));
    desk.app.look_at_calendars(true);
    assert_eq!(state(&desk.host).busy, before);
}

#[test]
fn a_file_whose_text_nobody_has_any_more_is_named() {
    let desk = Desk::sit();
    let text = "BEGIN:VCALENDAR\r\nX-WR-CALNAME:Choir\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T190000\r\n\
                DTEND:20261201T200000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let file = BusyImport { file_name: "choir.ics".to_owned(), text: text.to_owned() };
    desk.app.busy_import(file.clone()).unwrap();
    let message = live_in(&desk, "America/New_York").unwrap();
    assert!(message.contains("Read “Choir” again"), "{message}");
    desk.app.busy_import(file).unwrap();
    assert_eq!(hours(&desk), [(String::new(), 19)]);
    // The goal alone moves nothing.
    let message = live_in(&desk, "America/New_York").unwrap_or_default();
    assert!(!message.contains("Choir"), "{message}");
}
