//! The calendar that blocks are published in is another one, is made anew, or is looked at in another language.

use api::wire::*;
use api::{Language, speaking};
use serde_json::Value;

use super::peers::second_client;
use super::{Desk, make_calendar, request};

fn publish(desk: &Desk, name: &str) -> CalendarsLooked {
    let url = desk.calendar(name).url;
    let wish = CalendarPublish { account: desk.account.clone(), url: Some(url), name: None };
    desk.app.calendar_publish(wish).unwrap()
}

fn count(calendar: &str) -> usize {
    let Value::Array(all) = second_client(calendar, &["list"]) else { panic!("no list") };
    all.len()
}

#[test]
fn blocks_stand_in_one_calendar_alone() {
    let desk = Desk::sit();
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    desk.look();
    let (work, second) = (desk.calendar("Work").url, desk.calendar("Second").url);
    publish(&desk, "Work");
    let all = count(&work);
    assert!(all > 3, "{all}");
    for (chosen, there, left) in [("Second", &second, &work), ("Work", &work, &second)] {
        let looked = publish(&desk, chosen);
        assert!(
            !looked.trouble && looked.calendars.publishing.unwrap().state.contains("In step"),
            "{}",
            looked.message
        );
        assert_eq!((count(there), count(left)), (all, 0), "{chosen}");
    }
    // A calendar that is gone cannot be emptied: it is said, and the blocks are published all the same.
    let gone = request(
        &desk.server,
        "DELETE",
        work.split_once("//")
            .unwrap()
            .1
            .split_once('/')
            .map(|(_, path)| format!("/{path}"))
            .unwrap()
            .as_str(),
        "text/plain",
        "",
    );
    assert!(gone.contains(" 200 ") || gone.contains(" 204 "), "{gone}");
    let looked = desk.look();
    assert!(looked.trouble, "a calendar that is gone is not in step: {}", looked.message);
    let looked = publish(&desk, "Second");
    assert!(
        looked.message.contains("Those in the former calendar could not be taken out"),
        "{}",
        looked.message
    );
    assert_eq!(count(&second), all);
}

#[test]
fn a_calendar_that_is_made_anew_under_its_name_is_filled_again() {
    let desk = Desk::sit();
    desk.publish();
    let url = desk.calendar("Ninefold").url;
    let all = count(&url);
    let path = url.split_once("//").unwrap().1.split_once('/').unwrap().1;
    request(&desk.server, "DELETE", &format!("/{path}"), "text/plain", "");
    desk.look();
    let looked = desk.publish();
    let publishing = looked.calendars.publishing.unwrap();
    assert_eq!(
        (publishing.many_gone, count(&desk.calendar("Ninefold").url)),
        (None, all),
        "{}",
        looked.message
    );
    assert!(publishing.state.contains("In step"), "{}", publishing.state);
}

#[test]
fn a_terminal_in_another_language_writes_nothing_anew() {
    let desk = Desk::sit();
    desk.publish();
    let before = desk.seen();
    *desk.host.terminal.lock().unwrap() = true;
    speaking(Language::Spanish, || desk.look());
    assert_eq!(desk.seen(), before);
    // The window leads: what it speaks is what stands in the calendar.
    *desk.host.terminal.lock().unwrap() = false;
    speaking(Language::Spanish, || desk.look());
    let spanish = desk.seen();
    assert_ne!(spanish, before);
    *desk.host.terminal.lock().unwrap() = true;
    desk.look();
    assert_eq!(desk.seen(), spanish);
}

#[test]
fn a_calendar_that_is_too_large_is_said_and_stops_nothing_else() {
    let desk = Desk::sit();
    make_calendar(&desk.server, "large", "Large", "#aa3366FF");
    desk.look();
    let long = "x".repeat(8_000_000);
    for n in 1..=3 {
        let event = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nBEGIN:VEVENT\r\nUID:large-{n}\r\nDTSTAMP:20261101T000000Z\r\n\
             DTSTART:2026120{n}T080000Z\r\nDTEND:2026120{n}T090000Z\r\nX-LONG:{long}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let path = format!("/{}/large/large-{n}.ics", super::peers::USER);
        let put = request(&desk.server, "PUT", &path, "text/calendar", &event);
        assert!(put.contains(" 201 "), "{put}");
    }
    let url = desk.calendar("Large").url;
    let read = CalendarReadSet { account: desk.account.clone(), url, read: true };
    let looked = desk.app.calendar_read_set(read).unwrap();
    assert!(looked.trouble, "{}", looked.message);
    let large = looked.calendars.sources.iter().find(|source| source.name == "Large").unwrap();
    assert!(large.trouble && large.state != "Not read yet.", "{}", large.state);
    let looked = desk.publish();
    assert!(looked.calendars.publishing.unwrap().state.contains("In step"));
    assert!(count(&desk.calendar("Ninefold").url) > 3);
}
