//! What people do to blocks in other calendars, and what is said of it.

use api::wire::*;
use chrono::{Duration, NaiveDateTime};

use super::support::*;
use super::{Desk, ahead, request, shown};

/// Path and text of a block's event on the server.
fn object(desk: &Desk, id: &str) -> (String, String) {
    let calendar = desk.calendar("Ninefold").url;
    let path = calendar.split_once("//").unwrap().1.split_once('/').unwrap().1;
    let path = format!("/{path}{id}@ninefold.ics");
    let answer = request(&desk.server, "GET", &path, "text/plain", "");
    let text = answer.split_once("\r\n\r\n").unwrap().1.to_owned();
    assert!(text.starts_with("BEGIN:VCALENDAR"), "{answer}");
    (path, text)
}

/// The event with its lines of this name as they are to be.
fn with(text: &str, name: &str, line: &str) -> String {
    let (head, event) = text.split_once("BEGIN:VEVENT").unwrap();
    let lines = event.split_inclusive('\n').filter(|l| !l.starts_with(name)).collect::<String>();
    format!("{head}BEGIN:VEVENT{}", lines.replacen("END:VEVENT", &format!("{line}END:VEVENT"), 1))
}

fn put(desk: &Desk, path: &str, text: &str) {
    let answer = request(&desk.server, "PUT", path, "text/calendar", text);
    assert!(answer.contains(" 201 ") || answer.contains(" 204 "), "{answer}");
}

fn only(desk: &Desk) -> String {
    let told = desk.told();
    assert_eq!(told.len(), 1, "{told:?}");
    told[0].message.clone().unwrap()
}

#[test]
fn a_length_that_cannot_be_is_told_as_a_length() {
    let desk = Desk::sit();
    desk.publish();
    let block = desk.later();
    let id = block.id.clone().unwrap();
    let (path, text) = object(&desk, &id);
    for (duration, length) in [("PT0M", "0\u{a0}min"), ("PT13H", "13\u{a0}h")] {
        put(&desk, &path, &with(&text, "DTEND", &format!("DURATION:{duration}\r\n")));
        desk.look();
        let said = only(&desk);
        assert!(said.contains(&format!("was made {length} long in your calendar")), "{said}");
        assert_eq!(said.ends_with("It would take no time at all."), duration == "PT0M", "{said}");
        assert!(!said.contains("was moved") && said.contains("it is put back"), "{said}");
        assert_eq!(shown(&desk.seen()), ahead(&desk));
    }
}

#[test]
fn one_undo_names_all_that_it_takes_back() {
    let desk = Desk::sit();
    desk.publish();
    let block = desk.later();
    let uid = format!("{}@ninefold", block.id.clone().unwrap());
    let to = start_of(&block) + Duration::days(1);
    desk.beside("Ninefold", &["move", &uid, &desk.instant(to)]);
    desk.beside("Ninefold", &["rename", &uid, "With Grace"]);
    desk.look();
    assert_eq!(desk.told().len(), 2);
    let undone = desk.app.undo(Nothing {}).unwrap().message.unwrap();
    assert!(undone.starts_with("Undone: moved “") && undone.contains(" and called “"), "{undone}");
    assert!(undone.ends_with("“With Grace”."), "{undone}");
    let back = desk.block(block.id.as_ref().unwrap()).unwrap();
    assert_eq!((start_of(&back), back.title), (start_of(&block), block.title));
}

#[test]
fn a_move_onto_another_block_tells_what_gave_way_from_where_to_where() {
    let desk = Desk::sit();
    desk.publish();
    let blocks = evening(&desk);
    let (block, other) = (&blocks[0], &blocks[1]);
    desk.beside(
        "Ninefold",
        &["move", &format!("{}@ninefold", block.id.clone().unwrap()), &desk.instant(start_of(other))],
    );
    desk.look();
    let told = desk.told();
    assert_eq!(told.len(), 1, "{told:?}");
    let moved = desk.block(block.id.as_ref().unwrap()).unwrap();
    assert_eq!((start_of(&moved), moved.locked), (start_of(other), true));
    // The other block was there, and is told with where it is now, if it is anywhere.
    let changes = &told[0].changes;
    let gave_way = changes
        .iter()
        .find(|change| change.title == other.title && change.from == Some(start_of(other)))
        .unwrap_or_else(|| panic!("{other:?} is not in {told:?}"));
    assert_eq!(gave_way.from_min, Some(other.minutes), "{gave_way:?}");
    assert!(!gave_way.reason.is_empty() && gave_way.strategy == other.strategy, "{gave_way:?}");
    // Whatever is told to be somewhere is there, for as long as it is told.
    let now = all(&desk.app);
    assert!(changes.iter().any(|change| change.to.is_some()), "{changes:?}");
    for change in changes {
        let (Some(to), Some(minutes)) = (change.to, change.to_min) else { continue };
        let is_there = |b: &BlockView| start_of(b) == to && b.minutes == minutes && b.title == change.title;
        assert!(now.iter().any(is_there), "{change:?}");
    }
    assert_eq!(shown(&desk.seen()), ahead(&desk));
}

#[test]
fn what_a_title_may_not_hold_does_not_come_here() {
    let desk = Desk::sit();
    desk.publish();
    let block = desk.later();
    let (path, text) = object(&desk, block.id.as_ref().unwrap());
    let long = "x".repeat(5_000);
    let line = format!("SUMMARY:Red\u{1b}[31m\\nand \u{202e}evil\u{9b}2J {long}\r\n");
    put(&desk, &path, &with(&text, "SUMMARY", &line));
    desk.look();
    let title = desk.block(block.id.as_ref().unwrap()).unwrap().title;
    assert!(
        title.starts_with("Red") && title.contains(" and evil 2J xxx") && title.chars().count() <= 200,
        "{title:?}"
    );
    assert_eq!(shown(&desk.seen()), ahead(&desk));
    desk.told();
    desk.look();
    assert_eq!(desk.told(), []);
}

/// Blocks of a day ahead, and a free day after it on which the same hours are legal for all of them together.
fn evening(desk: &Desk) -> Vec<BlockView> {
    let all: Vec<BlockView> = all(&desk.app)
        .into_iter()
        .filter(|b| {
            b.state == BlockStatus::Planned
                && b.unit.is_some()
                && start_of(b) > start_of(&next_work(&desk.app))
        })
        .collect();
    let day =
        all.iter().map(|b| b.date).find(|day| all.iter().filter(|b| b.date == *day).count() > 1).unwrap();
    all.into_iter().filter(|b| b.date == day).collect()
}

#[test]
fn blocks_that_were_moved_together_arrive_together() {
    let desk = Desk::sit();
    desk.publish();
    let blocks = evening(&desk);
    let later = |by: Duration| -> Vec<(String, NaiveDateTime)> {
        blocks.iter().map(|b| (b.id.clone().unwrap(), start_of(b) + by)).collect()
    };
    let here = || -> Vec<(String, NaiveDateTime)> {
        let of =
            |b: &BlockView| desk.block(b.id.as_ref().unwrap()).map(|b| (b.id.clone().unwrap(), start_of(&b)));
        blocks.iter().filter_map(of).collect()
    };
    // By ten minutes each lies where the next one was.
    for by in [Duration::minutes(10), Duration::minutes(-10)] {
        for (id, at) in later(by) {
            desk.beside("Ninefold", &["move", &format!("{id}@ninefold"), &desk.instant(at)]);
        }
        desk.look();
        let told: Vec<String> = desk.told().into_iter().filter_map(|a| a.message).collect();
        assert_eq!(here(), later(by), "{told:?}");
        assert!(told.iter().all(|message| !message.contains("put back")), "{told:?}");
        assert_eq!(shown(&desk.seen()), ahead(&desk));
    }
    // One command: one undo takes all of it back, and says what.
    let undone = desk.app.undo(Nothing {}).unwrap().message.unwrap();
    assert!(blocks.len() < 4 && undone.matches("“").count() == blocks.len(), "{undone}");
}

#[test]
fn a_move_that_was_made_before_the_block_began_counts_though_nobody_looked_until_later() {
    for in_time in [true, false] {
        let desk = Desk::sit();
        desk.publish();
        let block = desk.later();
        let id = block.id.clone().unwrap();
        let (path, text) = object(&desk, &id);
        let compact = |instant: String| instant.replace(['-', ':'], "");
        let (was, to) = (start_of(&block), start_of(&block) + Duration::days(1));
        let minutes = Duration::minutes(i64::from(block.to - block.from));
        let made = if in_time { was - Duration::minutes(30) } else { was + Duration::minutes(30) };
        let text = with(&text, "DTSTART", &format!("DTSTART:{}\r\n", compact(desk.instant(to))));
        let text = with(&text, "DTEND", &format!("DTEND:{}\r\n", compact(desk.instant(to + minutes))));
        let text =
            with(&text, "LAST-MODIFIED", &format!("LAST-MODIFIED:{}\r\n", compact(desk.instant(made))));
        put(&desk, &path, &text);
        let now = desk.app.app_state(Nothing {}).unwrap().now;
        desk.host.pass(was - now + Duration::hours(2));
        let notes = desk.look().calendars.publishing.unwrap().notes;
        let told: Vec<String> = desk.told().into_iter().filter_map(|a| a.message).collect();
        let stands = start_of(&desk.block(&id).unwrap());
        if in_time {
            assert_eq!((stands, notes.len()), (to, 0), "{told:?} {notes:?}");
            assert!(told[0].starts_with("In your calendar: Moved “"), "{told:?}");
        } else {
            assert_eq!((stands, told.len()), (was, 0), "{told:?}");
            assert!(notes[0].ends_with("but it has begun or is over; it was put back."), "{notes:?}");
        }
        let (_, there) = object(&desk, &id);
        assert!(
            there.contains(&compact(desk.instant(stands)))
                || there.contains(&stands.format(":%Y%m%dT%H%M%S").to_string())
        );
    }
}

#[test]
fn what_was_called_off_before_it_began_is_asked_about_though_nobody_looked_until_later() {
    for answer in [AskAnswer::Skip, AskAnswer::Elsewhere, AskAnswer::Keep] {
        let desk = Desk::sit();
        desk.publish();
        let block = desk.later();
        let id = block.id.clone().unwrap();
        let (path, text) = object(&desk, &id);
        let was = start_of(&block);
        let made = desk.instant(was - Duration::minutes(30)).replace(['-', ':'], "");
        let off = with(&text, "LAST-MODIFIED", &format!("LAST-MODIFIED:{made}\r\nSTATUS:CANCELLED\r\n"));
        put(&desk, &path, &off);
        let now = desk.app.app_state(Nothing {}).unwrap().now;
        desk.host.pass(was - now + Duration::hours(2));
        for _ in 0..2 {
            let asks = desk.look().calendars.publishing.unwrap().asks;
            assert!(matches!(&asks[..], [ask] if ask.block == id), "{asks:?}");
            assert!(object(&desk, &id).1.contains("STATUS:CANCELLED"));
        }
        let told: Vec<String> = desk.told().into_iter().filter_map(|a| a.message).collect();
        assert!(matches!(&told[..], [told] if told.ends_with("was cancelled in your calendar.")), "{told:?}");
        let answered = desk.app.calendar_answer(AskAnswered { blocks: vec![id.clone()], answer }).unwrap();
        assert_eq!(desk.look().calendars.publishing.unwrap().asks, []);
        let (state, is_off) =
            (desk.block(&id).unwrap().state, object(&desk, &id).1.contains("STATUS:CANCELLED"));
        let (wanted, still_off) = match answer {
            AskAnswer::Skip => (BlockStatus::Skipped, true),
            AskAnswer::Elsewhere => (BlockStatus::Missed, true),
            AskAnswer::Keep => (BlockStatus::Unanswered, false),
        };
        assert_eq!((state, is_off), (wanted, still_off), "{answered:?}");
        if answered.undoable {
            desk.app.undo(Nothing {}).unwrap();
            assert_eq!(desk.block(&id).unwrap().state, BlockStatus::Unanswered);
        }
    }
}

#[test]
fn what_was_changed_and_is_no_longer_planned_is_named() {
    let desk = Desk::sit();
    desk.publish();
    let block = desk.later();
    let id = block.id.clone().unwrap();
    desk.beside("Ninefold", &["rename", &format!("{id}@ninefold"), "Mine A"]);
    desk.app.block_delete(BlockRef { id }).unwrap();
    let notes = desk.look().calendars.publishing.unwrap().notes;
    let when = start_of(&block).format("%H:%M").to_string();
    let [note] = &notes[..] else { panic!("{notes:?}") };
    assert!(note.starts_with("“Mine A”, ") && note.contains(&when), "{note}");
}

#[test]
fn a_block_that_was_made_to_repeat_takes_place_once() {
    let desk = Desk::sit();
    desk.publish();
    let block = desk.later();
    let (path, text) = object(&desk, block.id.as_ref().unwrap());
    put(&desk, &path, &with(&text, "RRULE", "RRULE:FREQ=DAILY;COUNT=9\r\n"));
    let notes = desk.look().calendars.publishing.unwrap().notes;
    assert!(matches!(&notes[..], [note] if note.contains("was made to repeat")), "{notes:?}");
    assert!(!object(&desk, block.id.as_ref().unwrap()).1.contains("RRULE"));
    assert_eq!((shown(&desk.seen()), desk.told()), (ahead(&desk), Vec::new()));
    assert_eq!(desk.look().calendars.publishing.unwrap().notes, Vec::<String>::new());
}

#[test]
fn a_block_that_can_no_longer_be_read_there_is_named_with_its_time_and_a_way_out() {
    let desk = Desk::sit();
    desk.publish();
    let block = desk.later();
    let id = block.id.clone().unwrap();
    let (path, text) = object(&desk, &id);
    put(&desk, &path, &with(&text, "DTEND", "DTEND:20200101T000000Z\r\n"));
    let there = desk.look().calendars.publishing.unwrap();
    let when = start_of(&block).format("%H:%M,").to_string();
    let [note] = &there.notes[..] else { panic!("{:?}", there.notes) };
    assert!(note.contains(&when) && note.contains("can no longer be read"), "{note}");
    assert!(there.state.ends_with("but for 1 block."), "{}", there.state);
    // What it is told to do leads on.
    request(&desk.server, "DELETE", &path, "text/plain", "");
    let there = desk.look().calendars.publishing.unwrap();
    assert!(matches!(&there.asks[..], [ask] if ask.block == id), "{:?}", there.asks);
    assert!(there.notes.is_empty() && !there.state.contains("but for"), "{there:?}");
    // Nobody publishes any more: what is asked is dropped, and that is said.
    let off = desk.app.calendar_publish_off(PublishOff { take_out: false }).unwrap();
    assert!(off.message.ends_with("1 block that you took out there stays planned here."), "{}", off.message);
    assert!(desk.block(&id).is_some());
}

/// Between the last look and the end of publishing somebody moves, renames and deletes: that is done, not thrown away.
#[test]
fn what_was_done_there_before_publishing_ends_is_done_here_too() {
    for take_out in [true, false] {
        let desk = Desk::sit();
        desk.publish();
        let today = desk.app.app_state(Nothing {}).unwrap().today;
        let is_later = |b: &BlockView| b.unit.is_some() && b.state == BlockStatus::Planned && b.date > today;
        let blocks: Vec<BlockView> = all(&desk.app).into_iter().filter(is_later).collect();
        let [deleted, renamed, moved, ..] = &blocks[..] else { panic!("too few") };
        let uid = |block: &BlockView| format!("{}@ninefold", block.id.as_deref().unwrap());
        let to = start_of(moved) + Duration::days(7) + Duration::minutes(600);
        desk.beside("Ninefold", &["move", &uid(moved), &desk.instant(to)]);
        desk.beside("Ninefold", &["rename", &uid(renamed), "My own name of it"]);
        desk.beside("Ninefold", &["delete", &uid(deleted)]);
        let off = desk.app.calendar_publish_off(PublishOff { take_out }).unwrap();
        assert!(!off.trouble, "{}", off.message);
        assert!(
            off.message.ends_with(" 1 block that you took out there stays planned here."),
            "{}",
            off.message
        );
        let told = desk.told().into_iter().map(|told| told.message.unwrap()).collect::<Vec<_>>().join("\n");
        for block in [deleted, renamed, moved] {
            assert!(told.contains(&block.title), "{told}");
        }
        let now = |block: &BlockView| desk.block(block.id.as_ref().unwrap());
        assert_eq!(now(renamed).unwrap().title, "My own name of it");
        assert_eq!(now(moved).map(|block| start_of(&block)), Some(to), "{told}");
        assert!(now(deleted).is_some());
    }
}

/// Publishing can be ended also where nobody answers; what is not known then is said.
#[test]
fn publishing_ends_also_where_nobody_answers() {
    let desk = Desk::sit();
    desk.publish();
    let Desk { server, app, .. } = desk;
    drop(server);
    app.calendar_publish_off(PublishOff { take_out: true }).unwrap_err();
    let still = app.calendars(Nothing {}).unwrap();
    assert!(still.publishing.is_some(), "what could not be taken out is published still");
    let off = app.calendar_publish_off(PublishOff { take_out: false }).unwrap();
    assert!(off.message.contains("was looked at last is not known here"), "{}", off.message);
    assert!(!off.trouble && off.calendars.publishing.is_none());
}

#[test]
fn a_block_that_was_left_without_a_title_is_put_back_and_that_is_said() {
    let desk = Desk::sit();
    desk.publish();
    let block = desk.later();
    let (path, text) = object(&desk, block.id.as_ref().unwrap());
    put(&desk, &path, &with(&text, "SUMMARY", "SUMMARY:\r\n"));
    desk.look();
    let said = only(&desk);
    assert!(said.contains("was left without a title") && said.contains(&block.title), "{said}");
    assert_eq!(shown(&desk.seen()), ahead(&desk));
    desk.look();
    assert_eq!(desk.told(), []);
}
