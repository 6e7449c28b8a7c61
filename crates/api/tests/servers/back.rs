//! A block that was taken out or called off in the calendar is put back there, as the "undo" of a phone does, or here.

use api::wire::*;

use super::peers::second_client;
use super::{Desk, next_work, request, start_of};

/// A later block, its path on the server and its text there.
fn published(desk: &Desk) -> (BlockView, String, String) {
    desk.publish();
    standing(desk, desk.later())
}

/// The block, its path on the server and its text there.
fn standing(desk: &Desk, block: BlockView) -> (BlockView, String, String) {
    let id = block.id.clone().unwrap();
    let uid = desk.seen().into_iter().map(|event| event["uid"].as_str().unwrap().to_owned());
    let uid = uid.into_iter().find(|uid| uid.contains(&id)).unwrap();
    let calendar = desk.calendar("Ninefold").url;
    let path = calendar.split_once("//").unwrap().1.split_once('/').unwrap().1;
    let path = format!("/{path}{uid}.ics");
    let answer = request(&desk.server, "GET", &path, "text/plain", "");
    let text = answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    assert!(text.starts_with("BEGIN:VCALENDAR"), "{answer}");
    (block, path, text)
}

fn put_back(desk: &Desk, path: &str, text: &str) {
    let answer = request(&desk.server, "PUT", path, "text/calendar", text);
    assert!(answer.contains(" 201 ") || answer.contains(" 204 "), "{answer}");
}

/// It is taken out, and asked about.
fn taken_out(desk: &Desk, block: &BlockView, path: &str) -> String {
    let uid = path.rsplit('/').next().unwrap().trim_end_matches(".ics");
    desk.beside("Ninefold", &["delete", uid]);
    let asks = desk.look().calendars.publishing.unwrap().asks;
    assert!(asks.iter().any(|ask| Some(&ask.block) == block.id.as_ref()), "{asks:?}");
    desk.told();
    uid.to_owned()
}

#[test]
fn the_question_goes_and_the_block_stays_where_it_was_put() {
    let desk = Desk::sit();
    let (block, path, text) = published(&desk);
    let all = desk.seen();
    taken_out(&desk, &block, &path);
    put_back(&desk, &path, &text);
    let publishing = desk.look().calendars.publishing.unwrap();
    assert_eq!(publishing.asks, []);
    assert!(publishing.state.contains("In step"), "{}", publishing.state);
    assert_eq!((desk.seen(), desk.told().len()), (all, 0));
    // The next time it comes back at another time.
    let uid = taken_out(&desk, &block, &path);
    put_back(&desk, &path, &text);
    let start = block.date.and_hms_opt(21, 15, 0).unwrap() + chrono::Duration::days(1);
    second_client(&desk.calendar("Ninefold").url, &["move", &uid, &desk.instant(start)]);
    assert_eq!(desk.look().calendars.publishing.unwrap().asks, []);
    let moved = desk.block(block.id.as_ref().unwrap()).unwrap();
    assert_eq!((moved.date, moved.from), (start.date(), 21 * 60 + 15));
}

#[test]
fn what_is_no_block_any_more_is_taken_out_again() {
    let desk = Desk::sit();
    let (block, path, text) = published(&desk);
    taken_out(&desk, &block, &path);
    let all = desk.seen();
    let id = block.id.unwrap();
    desk.app.calendar_answer(AskAnswered { blocks: vec![id], answer: AskAnswer::Skip }).unwrap();
    put_back(&desk, &path, &text);
    desk.look();
    assert_eq!(desk.seen(), all);
}

#[test]
fn what_is_called_off_stays_as_it_is_until_it_is_answered_and_keeps_what_others_wrote() {
    let desk = Desk::sit();
    let (block, path, text) = published(&desk);
    let off = text.replacen("END:VEVENT", "STATUS:CANCELLED\r\nX-THEIRS:kept\r\nEND:VEVENT", 1);
    let there = || request(&desk.server, "GET", &path, "text/plain", "");
    request(&desk.server, "PUT", &path, "text/calendar", &off);
    for _ in 0..2 {
        let publishing = desk.look().calendars.publishing.unwrap();
        assert!(
            matches!(&publishing.asks[..], [ask] if Some(&ask.block) == block.id.as_ref()),
            "{:?}",
            publishing.asks
        );
        assert!(there().contains("X-THEIRS:kept") && there().contains("STATUS:CANCELLED"), "{}", there());
    }
    // Held after all, as is said there.
    let on = off.replace("STATUS:CANCELLED", "STATUS:CONFIRMED");
    request(&desk.server, "PUT", &path, "text/calendar", &on);
    assert_eq!(desk.look().calendars.publishing.unwrap().asks, []);
    // Called off again, and kept here.
    request(&desk.server, "PUT", &path, "text/calendar", &off);
    desk.look();
    let keep = AskAnswered { blocks: vec![block.id.clone().unwrap()], answer: AskAnswer::Keep };
    desk.app.calendar_answer(keep).unwrap();
    assert_eq!(desk.look().calendars.publishing.unwrap().asks, []);
    assert!(there().contains("X-THEIRS:kept") && !there().contains("STATUS:CANCELLED"), "{}", there());
    // Called off once more, and left out: it is taken out there, too.
    request(&desk.server, "PUT", &path, "text/calendar", &off);
    desk.look();
    let skip = AskAnswered { blocks: vec![block.id.unwrap()], answer: AskAnswer::Skip };
    desk.app.calendar_answer(skip).unwrap();
    for _ in 0..2 {
        desk.look();
        assert!(there().contains(" 404 "), "{}", there());
    }
    // An undo brings it back as it was before it was called off.
    desk.app.undo(Nothing {}).unwrap();
    desk.look();
    assert!(there().contains("X-THEIRS:kept") && !there().contains("STATUS:CANCELLED"), "{}", there());
}

#[test]
fn what_is_begun_or_done_before_its_time_stays_with_what_others_wrote() {
    for is_done in [false, true] {
        let desk = Desk::sit();
        desk.publish();
        let (block, path, text) = standing(&desk, next_work(&desk.app));
        let theirs = text.replacen("END:VEVENT", "X-THEIRS:kept\r\nEND:VEVENT", 1);
        request(&desk.server, "PUT", &path, "text/calendar", &theirs);
        desk.look();
        let there = || request(&desk.server, "GET", &path, "text/plain", "");
        let id = block.id.clone().unwrap();
        desk.host.pass(start_of(&block) - zoned(&desk) - chrono::Duration::minutes(30));
        desk.app.session_start(BlockRef { id: id.clone() }).unwrap();
        desk.look();
        assert!(there().contains("X-THEIRS:kept"), "begun: {}", there());
        if is_done {
            desk.host.pass(chrono::Duration::minutes(20));
            desk.app.block_done(BlockDone { id, minutes: Some(20) }).unwrap();
        } else {
            desk.host.pass(chrono::Duration::minutes(90));
        }
        desk.look();
        assert!(there().contains("X-THEIRS:kept"), "{}", there());
    }
}

/// The present moment in the learner's zone.
fn zoned(desk: &Desk) -> chrono::NaiveDateTime {
    let zone: chrono_tz::Tz = desk.host.zone.parse().unwrap();
    api::Host::now(&*desk.host).with_timezone(&zone).naive_local()
}

#[test]
fn it_is_called_off_however_that_is_spelled() {
    let desk = Desk::sit();
    let (block, path, text) = published(&desk);
    for (n, status) in
        ["STATUS:Cancelled", "status;X-FOO=1:CANCELLED", "STATUS;X-A=\"b:c\": cancelled"].iter().enumerate()
    {
        let off = text.replacen("END:VEVENT", &format!("{status}\r\nX-THEIRS:{n}\r\nEND:VEVENT"), 1);
        request(&desk.server, "PUT", &path, "text/calendar", &off);
        for _ in 0..2 {
            let asks = desk.look().calendars.publishing.unwrap().asks;
            assert!(
                matches!(&asks[..], [ask] if Some(&ask.block) == block.id.as_ref()),
                "{status}: {asks:?}"
            );
        }
        let there = request(&desk.server, "GET", &path, "text/plain", "");
        assert!(there.to_ascii_uppercase().contains("CANCELLED"), "{there}");
        // The word in a note of somebody's is not the state.
        let noted = text.replacen("END:VEVENT", "X-NOTE:STATUS:CANCELLED\r\nEND:VEVENT", 1);
        request(&desk.server, "PUT", &path, "text/calendar", &noted);
        assert_eq!(desk.look().calendars.publishing.unwrap().asks, []);
    }
}

#[test]
fn what_comes_back_under_another_address_is_the_same_block() {
    for kind in [super::Kind::Radicale, super::Kind::Xandikos] {
        let desk = Desk::sit_at(kind);
        let (block, path, text) = published(&desk);
        let folder = path.rsplit_once('/').unwrap().0;
        let all = desk.seen();
        // Between two looks: taken out, and put in anew under an address of the other program's.
        let away = |path: &str| {
            let answer = request(&desk.server, "DELETE", path, "text/plain", "");
            assert!(answer.contains(" 200 ") || answer.contains(" 204 "), "{answer}");
        };
        away(&path);
        let second = format!("{folder}/moved-1.ics");
        put_back(&desk, &second, &text);
        let publishing = desk.look().calendars.publishing.unwrap();
        assert_eq!(publishing.asks, [], "{kind:?}");
        assert!(publishing.state.contains("In step"), "{}", publishing.state);
        assert_eq!((desk.seen(), desk.told()), (all.clone(), Vec::new()));
        // A look in between: it is asked about, and the question goes.
        away(&second);
        assert_eq!(desk.look().calendars.publishing.unwrap().asks.len(), 1);
        desk.told();
        let third = format!("{folder}/moved-2.ics");
        put_back(&desk, &third, &text);
        assert_eq!(desk.look().calendars.publishing.unwrap().asks, [], "{kind:?}");
        assert_eq!(desk.seen(), all);
        // It is known there: moved there, it moves here, and moved here it moves there.
        let uid = format!("{}@ninefold", block.id.as_ref().unwrap());
        let start = block.date.and_hms_opt(21, 15, 0).unwrap() + chrono::Duration::days(1);
        second_client(&desk.calendar("Ninefold").url, &["move", &uid, &desk.instant(start)]);
        desk.look();
        let moved = desk.block(block.id.as_ref().unwrap()).unwrap();
        assert_eq!((moved.date, moved.from), (start.date(), 21 * 60 + 15));
        desk.app.undo(Nothing {}).unwrap();
        desk.look();
        assert_eq!(super::shown(&desk.seen()), super::ahead(&desk), "{kind:?}");
        let there = request(&desk.server, "GET", &third, "text/plain", "");
        assert!(there.contains(" 200 "), "{there}");
    }
}

#[test]
fn an_undo_brings_back_what_others_had_added_to_a_block_that_was_taken_out() {
    for by_phone in [true, false] {
        let desk = Desk::sit();
        desk.publish();
        let id = desk.later().id.unwrap();
        desk.beside("Ninefold", &["annotate", &format!("{id}@ninefold"), "Library"]);
        desk.look();
        if by_phone {
            desk.beside("Ninefold", &["delete", &format!("{id}@ninefold")]);
            desk.look();
            let skip = AskAnswered { blocks: vec![id.clone()], answer: AskAnswer::Skip };
            desk.app.calendar_answer(skip).unwrap();
        } else {
            desk.app.block_delete(BlockRef { id: id.clone() }).unwrap();
        }
        for _ in 0..2 {
            desk.look();
            assert!(!desk.seen().iter().any(|event| event["uid"] == format!("{id}@ninefold")));
        }
        desk.app.undo(Nothing {}).unwrap();
        desk.look();
        let back = desk.seen().into_iter().find(|event| event["uid"] == format!("{id}@ninefold")).unwrap();
        assert_eq!(back["note"], "Library", "by phone: {by_phone}");
    }
}
