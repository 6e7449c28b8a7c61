//! The calendar that blocks are published in is another one, is made anew, or is looked at in another language.

use api::wire::*;
use api::{Language, speaking};
use serde_json::Value;

use super::peers::second_client;
use super::{Desk, make_calendar, request};

fn count(calendar: &str) -> usize {
    let Value::Array(all) = second_client(calendar, &["list"]) else { panic!("no list") };
    all.len()
}

/// A new calendar of the name of the one that is published in is that one: what is known of it stays known.
#[test]
fn a_new_calendar_of_the_present_name_is_the_present_one() {
    let desk = Desk::sit();
    desk.publish();
    let all = desk.seen();
    desk.beside("Ninefold", &["delete", all[2]["uid"].as_str().unwrap()]);
    desk.publish();
    assert_eq!(desk.seen().len(), all.len() - 1, "it was taken out there");
    assert_eq!(desk.look().calendars.publishing.unwrap().asks.len(), 1);
}

#[test]
fn blocks_stand_in_one_calendar_alone() {
    let desk = Desk::sit();
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    desk.look();
    let (work, second) = (desk.calendar("Work").url, desk.calendar("Second").url);
    desk.publish_in("Work");
    let all = count(&work);
    assert!(all > 3, "{all}");
    for (chosen, there, left) in [("Second", &second, &work), ("Work", &work, &second)] {
        let looked = desk.publish_in(chosen);
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
    let looked = desk.publish_in("Second");
    assert!(!looked.message.contains("former calendar"), "nobody could: {}", looked.message);
    assert_eq!(count(&second), all);
}

#[test]
fn a_calendar_that_was_read_is_read_no_longer_once_blocks_are_published_in_it() {
    let desk = Desk::sit();
    let url = desk.calendar("Work").url;
    let block = desk.later();
    desk.beside("Work", &["add", "meeting-1", &desk.instant(super::start_of(&block))]);
    let read = CalendarReadSet { account: desk.account.clone(), url, read: true };
    assert_eq!(desk.app.calendar_read_set(read.clone()).unwrap().calendars.sources.len(), 1);
    let looked = desk.publish_in("Work");
    assert_eq!(looked.calendars.sources, [], "{}", looked.message);
    assert!(looked.message.ends_with("It keeps no time busy any more."), "{}", looked.message);
    let week = desk.app.week(WeekOf { date: Some(block.date) }).unwrap();
    assert!(week.days.iter().all(|d| d.busy.is_empty()));
    // And is not read again as long as they stand there.
    let refused = desk.app.calendar_read_set(read).unwrap_err();
    assert!(refused.message.contains("“Work”"), "{}", refused.message);
    assert!(!desk.calendar("Work").read);
}

#[test]
fn the_message_says_how_many_blocks_stand_there() {
    let desk = Desk::sit();
    let looked = desk.publish_in("Work");
    let all = count(&desk.calendar("Work").url);
    assert_eq!(looked.message, format!("{all} blocks are published in “Work”."));
    assert_eq!(desk.publish_in("Work").message, looked.message);
    desk.app.calendar_publish_off(PublishOff { take_out: false }).unwrap();
    assert_eq!(desk.publish_in("Work").message, looked.message);
}

#[test]
fn a_published_calendar_that_is_gone_keeps_its_name() {
    let desk = Desk::sit();
    make_calendar(&desk.server, "ninefold", "Ninefold", "#aa3366FF");
    desk.look();
    desk.publish_in("Work");
    let url = desk.calendar("Work").url;
    let path = url.split_once("//").unwrap().1.split_once('/').unwrap().1;
    request(&desk.server, "DELETE", &format!("/{path}"), "text/plain", "");
    for _ in 0..2 {
        let publishing = desk.look().calendars.publishing.unwrap();
        assert_eq!(publishing.calendar, "Work");
        assert!(publishing.state.contains("no calendar at this address any more"), "{}", publishing.state);
        let frame = desk.app.app_state(Nothing {}).unwrap().calendars.unwrap();
        assert!(frame.starts_with("Work: There is no calendar"), "{frame}");
    }
    assert!(desk.calendar("Work").published);
    desk.publish_in("Ninefold");
    desk.look();
    let view = desk.app.calendars(Nothing {}).unwrap();
    assert!(view.accounts[0].calendars.iter().all(|known| known.name != "Work"));
}

#[test]
fn what_others_added_goes_along_to_another_calendar_and_so_do_open_questions() {
    let desk = Desk::sit();
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    desk.look();
    desk.publish_in("Work");
    let blocks = desk.seen_in("Work");
    let uid = |n: usize| blocks[n]["uid"].as_str().unwrap().to_owned();
    let n = blocks.len();
    desk.beside("Work", &["annotate", &uid(n - 1), "bring the book"]);
    desk.beside("Work", &["annotate", &uid(n - 2), "with Grace"]);
    desk.look();
    // Unseen yet when the calendar is changed.
    desk.beside("Work", &["annotate", &uid(n - 3), "room 7"]);
    desk.beside("Work", &["delete", &uid(n - 4)]);
    let asks = desk.look().calendars.publishing.unwrap().asks;
    assert_eq!(asks.len(), 1);
    desk.beside("Work", &["annotate", &uid(n - 5), "late"]);
    let looked = desk.publish_in("Second");
    assert_eq!(looked.calendars.publishing.unwrap().asks, asks, "{}", looked.message);
    let there = desk.seen_in("Second");
    let note = |n: usize| {
        let found = there.iter().find(|event| event["uid"] == uid(n));
        found.map(|event| event["note"].as_str().unwrap().to_owned())
    };
    let notes: Vec<Option<String>> = (1..=5).map(|k| note(n - k)).collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(notes, [some("bring the book"), some("with Grace"), some("room 7"), None, some("late")]);
    assert_eq!((there.len(), count(&desk.calendar("Work").url)), (n - 1, 0));
    // Taken out on wish it comes back all the same, should the blocks be published again.
    desk.app.calendar_publish_off(PublishOff { take_out: true }).unwrap();
    assert_eq!(count(&desk.calendar("Second").url), 0);
    desk.publish_in("Work");
    let there = desk.seen_in("Work");
    let noted = there.iter().filter(|event| event["note"] != "").count();
    assert_eq!((there.len(), noted), (n - 1, 4));
}

#[test]
fn a_sample_touches_no_account() {
    let desk = Desk::sit();
    desk.publish_in("Work");
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    desk.look();
    let before = desk.seen_in("Work");
    let kept = || std::fs::read_to_string(desk.host.dir.path().join("data/calendars.json")).unwrap();
    let (was, second) = (kept(), desk.calendar("Second").url);
    desk.app.sample_start(Nothing {}).unwrap();
    let account = desk.account.clone();
    let app = &desk.app;
    let wish = CalendarPublish { account: account.clone(), url: Some(second.clone()), name: None };
    let refusals = [
        app.calendar_publish(wish).map(drop),
        app.calendar_publish_off(PublishOff { take_out: true }).map(drop),
        app.calendar_account_remove(AccountRef { account: account.clone() }).map(drop),
        app.calendar_account_add(super::add(&desk.server.direct())).map(drop),
        app.calendar_read_set(CalendarReadSet { account, url: second, read: true }).map(drop),
        app.calendar_reminders_set(RemindersSet { reminders: vec![5] }).map(drop),
        app.calendar_file_set(StudyFileSet { on: true, titles: true }).map(drop),
        app.calendar_link_add(LinkAdd { address: desk.server.direct(), keep: None, trust: None }).map(drop),
        app.calendar_many(ManyGone { believe: true }).map(drop),
        app.calendar_poll_set(PollSet { minutes: 60 }).map(drop),
    ];
    for refused in refusals {
        let message = refused.unwrap_err().message;
        assert!(message.contains("sample"), "{message}");
    }
    app.look_at_calendars(true);
    assert_eq!((kept(), desk.seen_in("Work")), (was, before));
    // What the sample itself reads is the sample's.
    let text = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261201T190000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let read = app.busy_import(BusyImport { file_name: "a.ics".to_owned(), text: text.to_owned() }).unwrap();
    app.calendar_remove(BusyRef { source: read.calendar.source }).unwrap();
    app.sample_leave(Nothing {}).unwrap();
    assert!(!desk.look().trouble);
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

#[test]
fn a_name_of_a_calendar_is_shown_as_it_can_be_anywhere() {
    let desk = Desk::sit();
    let long = "x".repeat(5_000);
    make_calendar(&desk.server, "odd", &format!("A&#10;B \u{202e}C\u{9b}2J {long}"), "#aa3366FF");
    let looked = desk.look();
    let odd =
        looked.calendars.accounts[0].calendars.iter().find(|known| known.name.starts_with("A B C")).unwrap();
    assert_eq!(odd.name.chars().count(), 200, "{odd:?}");
    assert!(odd.name.starts_with("A B C 2J xxx"));
}

#[test]
fn going_back_to_a_backup_leaves_nothing_of_the_later_plan_in_the_calendar() {
    let desk = Desk::sit();
    // The first act of a day leaves a backup behind.
    desk.host.pass(chrono::Duration::days(1));
    desk.publish();
    let first = super::shown(&desk.seen());
    desk.app.theme_set(ThemeSet { theme: Theme::Dark }).unwrap();
    let backup = desk.app.backups(Nothing {}).unwrap().backups[0].name.clone();
    for _ in 0..3 {
        desk.app.block_delete(BlockRef { id: desk.later().id.unwrap() }).unwrap();
    }
    desk.look();
    let later = super::shown(&desk.seen());
    assert_ne!(later, first);
    desk.app.backup_restore(RestoreArgs { backup: Some(backup), replace: true }).unwrap();
    let looked = desk.look();
    assert_eq!(super::shown(&desk.seen()), super::ahead(&desk), "{:?}", looked.calendars.publishing);
    assert_eq!(super::shown(&desk.seen()), first);
    assert_eq!(desk.told(), []);
}

#[test]
fn what_is_connected_is_not_written_over_when_its_file_is_damaged() {
    let desk = Desk::sit();
    desk.publish_in("Work");
    let path = desk.host.dir.path().join("data/calendars.json");
    let good = std::fs::read_to_string(&path).unwrap();
    let damaged = format!("{good}}}");
    std::fs::write(&path, &damaged).unwrap();
    let kept = desk.host.dir.path().join("data/calendars.json.damaged");
    let says = |app: &api::App| app.app_state(Nothing {}).unwrap().calendars.unwrap();
    assert!(says(&desk.app).contains("calendars.json were damaged"), "{}", says(&desk.app));
    let view = desk.app.calendars(Nothing {}).unwrap();
    assert!(view.trouble.is_some() && view.accounts.is_empty(), "{view:?}");
    // Whatever is chosen now stands in a new file.
    desk.app.calendar_poll_set(PollSet { minutes: 60 }).unwrap();
    desk.app.look_at_calendars(true);
    assert_eq!(std::fs::read_to_string(&kept).unwrap(), damaged);
    assert!(says(&desk.app).contains("calendars.json.damaged"), "{}", says(&desk.app));
    // A good copy in its place, and all is as it was.
    std::fs::write(&path, good).unwrap();
    assert!(!desk.look().trouble);
    assert_eq!(desk.app.app_state(Nothing {}).unwrap().calendars, None);
}

#[test]
fn a_published_calendar_that_was_deleted_is_made_anew_when_it_is_chosen() {
    let desk = Desk::sit();
    desk.publish_in("Work");
    let url = desk.calendar("Work").url;
    let all = count(&url);
    let path = url.split_once("//").unwrap().1.split_once('/').unwrap().1;
    request(&desk.server, "DELETE", &format!("/{path}"), "text/plain", "");
    assert!(desk.look().trouble);
    let looked = desk.publish_in("Work");
    assert!(!looked.trouble, "{}", looked.message);
    assert!(looked.message.contains("“Work”"), "{}", looked.message);
    let again = looked.calendars.accounts[0].calendars.iter().find(|known| known.published).unwrap();
    assert_eq!((again.name.as_str(), count(&again.url)), ("Work", all));
}

#[test]
fn what_others_added_comes_back_with_a_block_that_is_put_back() {
    let desk = Desk::sit();
    desk.publish();
    let events = desk.seen();
    let uid = events.last().unwrap()["uid"].as_str().unwrap().to_owned();
    desk.beside("Ninefold", &["annotate", &uid, "by the window"]);
    desk.look();
    let note = |desk: &Desk| {
        let seen = desk.seen();
        seen.iter().find(|event| event["uid"] == uid.as_str()).map(|event| event["note"].clone())
    };
    assert_eq!(note(&desk), Some("by the window".into()));
    desk.beside("Ninefold", &["delete", &uid]);
    let asks = desk.look().calendars.publishing.unwrap().asks;
    let answer = AskAnswered { blocks: vec![asks[0].block.clone()], answer: AskAnswer::Keep };
    desk.app.calendar_answer(answer).unwrap();
    desk.look();
    assert_eq!(note(&desk), Some("by the window".into()));
    // All at once.
    for event in desk.seen() {
        desk.beside("Ninefold", &["delete", event["uid"].as_str().unwrap()]);
    }
    assert!(desk.look().calendars.publishing.unwrap().many_gone.is_some());
    desk.app.calendar_many(ManyGone { believe: false }).unwrap();
    assert_eq!(note(&desk), Some("by the window".into()));
}

#[test]
fn what_is_over_stays_in_the_calendar_that_is_left_with_what_was_added_to_it() {
    let desk = Desk::sit();
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    desk.look();
    desk.publish_in("Work");
    let all = desk.seen_in("Work");
    let uid = |n: usize| all[n]["uid"].as_str().unwrap().to_owned();
    desk.beside("Work", &["annotate", &uid(0), "what I learnt"]);
    desk.beside("Work", &["annotate", &uid(4), "bring the book"]);
    desk.look();
    // Three are over.
    let after = |n: usize| desk.block(uid(n).split('@').next().unwrap()).unwrap();
    let now = desk.app.app_state(Nothing {}).unwrap().now;
    desk.host.pass(super::start_of(&after(2)) - now + chrono::Duration::minutes(1));
    desk.look();
    let over = desk.seen_in("Work")[..3].to_vec();
    assert!(over[0]["note"].as_str().unwrap().contains("what I learnt"), "{over:?}");
    let ahead = || super::shown(&all[3..]);
    for (chosen, left, n) in [("Second", "Work", 3), ("Work", "Second", 0), ("Second", "Work", 3)] {
        let looked = desk.publish_in(chosen);
        assert!(!looked.trouble, "{}", looked.message);
        let says = format!("{n} blocks that are over or have begun stay in “{left}”");
        assert_eq!(looked.message.contains(&says), n > 0, "{chosen}: {}", looked.message);
        let state = looked.calendars.publishing.unwrap().state;
        assert!(state.contains("In step"), "{state}");
        let (mut in_work, mut in_second) = (desk.seen_in("Work"), desk.seen_in("Second"));
        assert_eq!(in_work[..3], over[..], "{chosen}: neither lost nor doubled");
        let there = if chosen == "Work" { in_work.split_off(3) } else { std::mem::take(&mut in_second) };
        assert_eq!(super::shown(&there), ahead(), "{chosen}");
        assert_eq!((in_work.len() % 3, in_second.len()), (0, 0));
        let note = there.iter().find(|event| event["uid"] == uid(4)).unwrap();
        assert_eq!(note["note"], "bring the book");
        assert_eq!((desk.told(), this_week_asks(&desk)), (vec![], 0));
    }
    // What was cleared away there meanwhile is no question, and does not come back.
    desk.beside("Work", &["delete", &uid(1)]);
    desk.publish_in("Work");
    assert_eq!(desk.seen_in("Work")[..2], [over[0].clone(), over[2].clone()]);
    assert_eq!((desk.told(), this_week_asks(&desk)), (vec![], 0));
}

fn this_week_asks(desk: &Desk) -> usize {
    desk.app.calendars(Nothing {}).unwrap().publishing.unwrap().asks.len()
}

#[test]
fn what_another_plan_left_in_a_calendar_goes_when_blocks_stand_there_again() {
    let desk = Desk::sit();
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    desk.look();
    desk.publish_in("Work");
    let first = desk.seen_in("Work");
    // Another Ninefold's, of which nothing is known here.
    let other = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nBEGIN:VEVENT\r\nUID:01a21153-46c0-7389-a490-000000000001@ninefold\r\n\
                 DTSTAMP:20261101T000000Z\r\nDTSTART:20261220T080000Z\r\nDTEND:20261220T090000Z\r\nSUMMARY:Other\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let path = format!("/{}/work/other.ics", super::peers::USER);
    assert!(request(&desk.server, "PUT", &path, "text/calendar", other).contains(" 201 "));
    desk.look();
    desk.app.calendar_publish_off(PublishOff { take_out: false }).unwrap();
    // Another plan, published elsewhere; somebody deletes one of the former in the calendar that is left.
    for _ in 0..3 {
        desk.app.block_delete(BlockRef { id: desk.later().id.unwrap() }).unwrap();
    }
    desk.publish_in("Second");
    let kept = desk.later().id.unwrap();
    desk.beside("Work", &["delete", &format!("{kept}@ninefold")]);
    assert_eq!(desk.seen_in("Work").len(), first.len());
    let looked = desk.publish_in("Work");
    let state = looked.calendars.publishing.unwrap();
    assert!(state.state.contains("In step") && state.asks.is_empty(), "{state:?}");
    let mut there = desk.seen_in("Work");
    there.retain(|event| event["title"] != "Other");
    assert_eq!(super::shown(&there), super::ahead(&desk), "{}", looked.message);
    assert_eq!(desk.seen_in("Work").len(), there.len() + 1, "what others have there stays");
    assert_eq!((count(&desk.calendar("Second").url), desk.told()), (0, vec![]));
}
