//! A server that answers and refuses is told from one that cannot be reached.

use api::wire::*;
use chrono::Duration;
use serde_json::Value;

use super::Desk;
use super::faults::{Fault, Proxy};
use super::support::*;
use super::{Kind, Server, add, make_calendar};

/// A learner whose account is behind something that can refuse.
pub fn sit() -> (Desk, Proxy) {
    let server = Server::start(Kind::Radicale);
    let proxy = Proxy::start(server.port);
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    make_calendar(&server, "work", "Work", "#3366AAFF");
    let connected = app.calendar_account_add(add(&format!("http://127.0.0.1:{}", proxy.port))).unwrap();
    let account = connected.account.unwrap();
    (Desk { server, host, app, account }, proxy)
}

/// Everything after so many requests is refused.
fn refusing(after: usize, fault: Fault) -> Vec<Fault> {
    let mut plan = vec![Fault::None; after];
    plan.extend([fault; 60]);
    plan
}

#[test]
fn what_a_server_refuses_is_said_as_that() {
    for (status, why) in [
        (403, "does not allow this"),
        (423, "keeps the calendar locked"),
        (507, "no room left"),
        (500, "Something failed on the server"),
        (401, "refused the user name or the password"),
        (503, "left alone for now"),
    ] {
        let (desk, proxy) = sit();
        desk.host.pass(Duration::minutes(20));
        // The home, what is in the calendar; then the blocks.
        let asked = {
            proxy.plan(&[Fault::None; 40]);
            let wish = CalendarReadSet {
                account: desk.account.clone(),
                url: desk.calendar("Work").url,
                read: false,
            };
            desk.app.calendar_read_set(wish).unwrap();
            40 - proxy.left()
        };
        assert_eq!(asked, 0, "nothing is asked to read no longer");
        let before_writing = 3;
        proxy.plan(&refusing(before_writing, Fault::Status(status)));
        let looked = desk.publish_in("Work");
        assert!(looked.trouble, "{status}: {}", looked.message);
        let publishing = looked.calendars.publishing.clone().unwrap();
        let account = &looked.calendars.accounts[0];
        for text in [&looked.message, &publishing.state] {
            assert!(text.contains(why), "{status}: {text}");
        }
        for text in [&looked.message, &publishing.state, &account.state] {
            assert!(!text.contains("Not reached") && !text.contains("can be reached"), "{status}: {text}");
        }
        proxy.plan(&refusing(before_writing, Fault::Status(status)));
        let looked = desk.app.calendar_reminders_set(RemindersSet { reminders: vec![10] }).unwrap();
        assert!(looked.message.contains(why) && !looked.message.contains("reached"), "{}", looked.message);
    }
    // Nobody there is another thing.
    let (desk, proxy) = sit();
    desk.publish_in("Work");
    proxy.plan(&refusing(0, Fault::CutBefore));
    let looked = desk.app.calendar_reminders_set(RemindersSet { reminders: vec![10] }).unwrap();
    assert!(looked.message.ends_with("as soon as it can be reached."), "{}", looked.message);
    assert!(looked.calendars.accounts[0].state.starts_with("Not reached since"));
    proxy.plan(&refusing(0, Fault::CutBefore));
    let looked = desk.publish_in("Work");
    assert!(looked.message.ends_with("as soon as it can be reached."), "{}", looked.message);
}

#[test]
fn an_event_that_the_server_stumbles_over_stops_nothing() {
    let server = Server::start(Kind::Xandikos);
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    make_calendar(&server, "calendars/work", "Work", "#3366AAFF");
    let account = app.calendar_account_add(add(&server.direct())).unwrap().account.unwrap();
    let desk = Desk { server, host, app, account };
    let event = |uid: &str, more: &str| {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\n\
             DTSTART:20261201T190000Z\r\nDTEND:20261201T200000Z\r\nSUMMARY:{uid}\r\n{more}END:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let path = desk.calendar("Work").url;
        let path = path.split_once("//").unwrap().1.split_once('/').unwrap().1;
        let answer =
            super::request(&desk.server, "PUT", &format!("/{path}{uid}.ics"), "text/calendar", &text);
        assert!(answer.contains(" 201 "), "{answer}");
    };
    event("good", "");
    event("bad", "RRULE:FREQ=SOMETIMES\r\n");
    let url = desk.calendar("Work").url;
    let read = CalendarReadSet { account: desk.account.clone(), url, read: true };
    let looked = desk.app.calendar_read_set(read).unwrap();
    assert!(!looked.trouble && looked.message.starts_with("“Work” is read"), "{}", looked.message);
    let day = "2026-12-01".parse().unwrap();
    let week = desk.app.week(WeekOf { date: Some(day) }).unwrap();
    let mut titles: Vec<String> = week.days.into_iter().flat_map(|d| d.busy).map(|b| b.title).collect();
    titles.sort();
    assert_eq!(titles, ["bad", "good"]);
    assert!(
        looked.problems.iter().any(|problem| problem.contains("FREQ=SOMETIMES")),
        "{:?}",
        looked.problems
    );
    let looked = desk.publish();
    assert!(looked.calendars.publishing.unwrap().state.contains("In step"));
}

#[test]
fn a_calendar_that_cannot_be_asked_stops_no_other() {
    let (desk, proxy) = sit();
    let url = desk.calendar("Work").url;
    desk.publish();
    let read = CalendarReadSet { account: desk.account.clone(), url, read: true };
    // The home, then the calendar that is read, whichever way it is asked.
    let mut plan = vec![Fault::None];
    plan.extend([Fault::Status(500)]);
    proxy.plan(&plan);
    let looked = desk.app.calendar_read_set(read).unwrap();
    let work = looked.calendars.sources.iter().find(|source| source.name == "Work").unwrap();
    assert!(work.trouble && work.state.contains("status 500"), "{work:?}");
    assert!(!looked.calendars.accounts[0].trouble, "{:?}", looked.calendars.accounts[0].state);
    assert!(looked.calendars.publishing.unwrap().state.contains("In step"));
}

/// An account of which Work, Second and Third are read.
fn three(desk: &Desk) {
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    make_calendar(&desk.server, "third", "Third", "#33aa66FF");
    desk.look();
    for name in ["Work", "Second", "Third"] {
        assert!(!read(desk, name).trouble, "{name}");
    }
}

fn read(desk: &Desk, name: &str) -> CalendarsLooked {
    let url = desk.calendar(name).url;
    desk.app.calendar_read_set(CalendarReadSet { account: desk.account.clone(), url, read: true }).unwrap()
}

/// Which calendars that are read something is the matter with, and whether it is with the account.
fn troubled(desk: &Desk) -> (Vec<String>, bool) {
    let view = desk.app.calendars(Nothing {}).unwrap();
    let sources = view.sources.iter().filter(|source| source.trouble).map(|source| source.name.clone());
    (sources.collect(), view.accounts[0].trouble)
}

#[test]
fn a_server_that_wants_to_be_left_alone_is_asked_for_no_further_calendar() {
    for seconds in [Some(5_000), None] {
        let (desk, proxy) = sit();
        three(&desk);
        // What is tried again of itself after this time at the latest.
        let wait = seconds.unwrap_or(30);
        desk.host.pass(Duration::minutes(20));
        proxy.plan(&refusing(0, Fault::Busy(seconds)));
        let again = desk.app.look_at_calendars(false).unwrap();
        assert_eq!(proxy.left(), 59, "one was asked");
        let most = std::time::Duration::from_secs(wait);
        assert!(again <= most && (seconds.is_none() || again == most), "{again:?}");
        let account = &desk.app.calendars(Nothing {}).unwrap().accounts[0];
        assert!(account.trouble && account.state.contains("left alone for now"), "{}", account.state);
        // Not asked before its time.
        desk.host.pass(Duration::seconds(10));
        proxy.plan(&refusing(0, Fault::Busy(seconds)));
        desk.app.look_at_calendars(true);
        assert_eq!(proxy.left(), 60);
        // The others come first then, whatever that one says.
        let wait = i64::try_from(wait).unwrap();
        desk.host.pass(Duration::seconds(wait));
        proxy.plan(&refusing(2, Fault::Busy(None)));
        desk.app.look_at_calendars(false);
        assert_eq!((proxy.left(), troubled(&desk)), (59, (vec!["Work".to_owned()], false)));
        proxy.plan(&[]);
        desk.host.pass(Duration::minutes(20));
        desk.app.look_at_calendars(false);
        assert_eq!(troubled(&desk), (vec![], false));
    }
}

#[test]
fn a_calendar_that_asks_for_time_puts_the_published_one_off_once() {
    let (desk, proxy) = sit();
    desk.publish();
    // The home, then the calendar that is read; the published one is left alone, too.
    proxy.plan(&refusing(1, Fault::Busy(Some(600))));
    assert!(read(&desk, "Work").message.contains("not read yet"));
    assert_eq!(proxy.left(), 59);
    let view = desk.app.calendars(Nothing {}).unwrap().publishing.unwrap();
    assert!(view.trouble && view.state.contains("left alone for now"), "{}", view.state);
    // Then it comes first, and that it was looked at is known.
    proxy.plan(&refusing(2, Fault::Busy(Some(600))));
    let looked = desk.app.calendar_reminders_set(RemindersSet { reminders: vec![] }).unwrap();
    assert_eq!((looked.message.as_str(), proxy.left()), ("Published blocks have no reminder.", 59));
    assert!(desk.app.calendars(Nothing {}).unwrap().accounts[0].trouble);
    proxy.plan(&[]);
    let block = desk.later();
    let to = start_of(&block) + Duration::days(1);
    let uid = format!("{}@ninefold", block.id.as_ref().unwrap());
    desk.beside("Ninefold", &["move", &uid, &desk.instant(to)]);
    desk.host.pass(Duration::seconds(601));
    desk.app.look_at_calendars(false);
    assert_eq!(start_of(&desk.block(block.id.as_ref().unwrap()).unwrap()), to);
    assert_eq!(troubled(&desk), (vec![], false));
}

#[test]
fn one_account_is_one_by_whatever_address() {
    let desk = Desk::sit();
    desk.publish();
    for path in ["/ada/", "/ada/work/", ""] {
        let again = desk.app.calendar_account_add(add(&format!("{}{path}", desk.server.direct()))).unwrap();
        assert_eq!(again.account.as_ref(), Some(&desk.account), "{path}");
        assert_eq!(again.calendars.accounts.len(), 1);
        assert!(again.calendars.publishing.unwrap().state.contains("In step"));
    }
    let address = format!("{}/ada/none.ics", desk.server.direct()).replace("//", "//ada:x@");
    let refused =
        desk.app.calendar_link_add(LinkAdd { address, keep: None, trust: None }).unwrap_err().message;
    assert!(!refused.contains("any more"), "{refused}");
}

#[test]
fn a_reminder_whose_write_failed_is_written_as_soon_as_the_server_is_well() {
    let (desk, proxy) = sit();
    desk.publish_in("Work");
    let uid = |event: &Value| event["uid"].as_str().unwrap().to_owned();
    let alarms = |event: &Value| -> Vec<u64> {
        event["alarms"].as_array().unwrap().iter().map(|alarm| alarm.as_u64().unwrap()).collect()
    };
    let choose = |minutes: u32| {
        let looked = desk.app.calendar_reminders_set(RemindersSet { reminders: vec![minutes] }).unwrap();
        assert!(looked.trouble, "{}", looked.message);
        // The server is well again.
        proxy.plan(&[]);
        desk.host.pass(Duration::minutes(20));
    };
    // Two that are asked, two that are written, and the failure.
    let silent = uid(&desk.seen_in("Work")[5]);
    for (n, fault) in [
        Fault::Status(403),
        Fault::Status(500),
        Fault::Status(507),
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::CutWithin(20),
    ]
    .into_iter()
    .enumerate()
    {
        let minutes = 10 + u32::try_from(n).unwrap();
        proxy.plan(&refusing(6, fault));
        choose(minutes);
        let waits = desk.app.calendars(Nothing {}).unwrap().publishing.unwrap();
        assert!(!waits.state.contains("In step"), "{fault:?}: {}", waits.state);
        let looked = desk.look();
        assert!(!looked.trouble, "{fault:?}: {}", looked.message);
        assert!(looked.calendars.publishing.unwrap().state.contains("In step"), "{fault:?}");
        for event in desk.seen_in("Work") {
            let expected = if n > 0 && uid(&event) == silent { vec![] } else { vec![u64::from(minutes)] };
            assert_eq!(alarms(&event), expected, "{fault:?}: {event}");
        }
        // What a person took away stays away, whatever fails later.
        if n == 0 {
            desk.beside("Work", &["silence", &silent]);
        }
    }
    assert_eq!(desk.told(), []);
}

/// What others added to a block that is put back is tried once more before it is given up.
#[test]
fn one_refusal_takes_nothing_away_that_others_had_added() {
    let (desk, proxy) = sit();
    desk.publish();
    let id = desk.later().id.unwrap();
    let uid = format!("{id}@ninefold");
    desk.beside("Ninefold", &["annotate", &uid, "Library"]);
    desk.look();
    desk.beside("Ninefold", &["delete", &uid]);
    desk.look();
    // The refusal meets the request that writes it, whichever that is.
    let is_refused = |before: usize| {
        let mut plan = vec![Fault::None; before];
        plan.push(Fault::Status(413));
        proxy.plan(&plan);
        let looked = desk.look();
        proxy.plan(&[]);
        looked.calendars.publishing.unwrap().notes.iter().any(|note| note.contains("(status 413"))
    };
    desk.app.calendar_answer(AskAnswered { blocks: vec![id], answer: AskAnswer::Keep }).unwrap();
    assert!((0..8).any(is_refused), "it is written by none of the first requests");
    assert!(!desk.seen().iter().any(|event| event["uid"] == uid.as_str()));
    desk.look();
    let back = desk.seen().into_iter().find(|event| event["uid"] == uid.as_str()).unwrap();
    assert_eq!(back["note"], "Library");
}
