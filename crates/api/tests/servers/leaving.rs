//! The published calendar while it is looked at, left and counted on: what was done or answered meanwhile is neither lost nor said to be
//! known.

use std::sync::mpsc;
use std::thread;

use api::wire::*;
use chrono::Duration;

use super::faults::Fault;
use super::refusing::sit;
use super::support::*;
use super::{Desk, make_calendar, request};

/// An account with the calendars Work and Second, and the blocks in Work.
fn in_work(desk: &Desk) {
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    desk.look();
    let looked = publish(desk, "Work");
    assert!(!looked.trouble, "{}", looked.message);
}

fn publish(desk: &Desk, name: &str) -> CalendarsLooked {
    let url = Some(desk.calendar(name).url);
    desk.app.calendar_publish(CalendarPublish { account: desk.account.clone(), url, name: None }).unwrap()
}

fn uid(block: &BlockView) -> String {
    format!("{}@ninefold", block.id.as_deref().unwrap())
}

/// Whether a block's event stands in a calendar, and what is noted there.
fn note_in(desk: &Desk, calendar: &str, block: &BlockView) -> Option<String> {
    let event = desk.seen_in(calendar).into_iter().find(|event| event["uid"] == uid(block))?;
    Some(event["note"].as_str().unwrap_or_default().to_owned())
}

fn asks(looked: &CalendarsLooked) -> Vec<String> {
    looked.calendars.publishing.as_ref().unwrap().asks.iter().map(|ask| ask.block.clone()).collect()
}

/// Blocks for a unit, all after today.
fn later(desk: &Desk) -> Vec<BlockView> {
    let today = desk.app.app_state(Nothing {}).unwrap().today;
    let is_later = |b: &BlockView| b.unit.is_some() && b.state == BlockStatus::Planned && b.date > today;
    all(&desk.app).into_iter().filter(is_later).collect()
}

#[test]
fn an_answer_that_is_given_while_a_server_is_waited_for_counts() {
    let (desk, proxy) = sit();
    desk.publish();
    let blocks = later(&desk);
    let (first, second) = (&blocks[0], &blocks[1]);
    let id = |block: &BlockView| block.id.clone().unwrap();
    let keep = |block: &BlockView| {
        let answer = AskAnswered { blocks: vec![id(block)], answer: AskAnswer::Keep };
        desk.app.calendar_answer(answer).unwrap()
    };
    // While it waits for the home, for what is new, and for what is written; another block was taken out before it.
    for requests in 0..4 {
        desk.beside("Ninefold", &["delete", &uid(first)]);
        assert_eq!(asks(&desk.look()), [id(first)]);
        desk.beside("Ninefold", &["delete", &uid(second)]);
        desk.app.block_delete(BlockRef { id: id(later(&desk).last().unwrap()) }).unwrap();
        let (is_asked, asked) = mpsc::channel();
        let (go, may_go) = mpsc::channel::<()>();
        proxy.meanwhile(requests, 1, move || {
            is_asked.send(()).unwrap();
            may_go.recv().unwrap();
        });
        thread::scope(|scope| {
            let looking = scope.spawn(|| desk.app.calendars_now(Nothing {}).unwrap());
            asked.recv_timeout(std::time::Duration::from_secs(60)).unwrap();
            let said = keep(first).message.unwrap();
            assert!(said.ends_with("stays, and goes back into your calendar."), "{said}");
            go.send(()).unwrap();
            let looked = looking.join().unwrap();
            assert!(!looked.trouble, "{}", looked.message);
        });
        proxy.plan(&[]);
        assert_eq!(asks(&desk.look()), [id(second)], "answered while request {requests} was waited for");
        keep(second);
        assert_eq!(asks(&desk.look()), Vec::<String>::new());
        assert_eq!(super::shown(&desk.seen()), super::ahead(&desk));
    }
}

#[test]
fn what_is_begun_or_done_before_its_time_stays_in_the_calendar_that_is_left() {
    for is_done in [false, true] {
        let desk = Desk::sit();
        in_work(&desk);
        let block = next_work(&desk.app);
        desk.beside("Work", &["annotate", &uid(&block), "what I learnt"]);
        desk.look();
        let now = desk.app.app_state(Nothing {}).unwrap().now;
        desk.host.pass(start_of(&block) - now - Duration::minutes(30));
        let id = block.id.clone().unwrap();
        desk.app.session_start(BlockRef { id: id.clone() }).unwrap();
        if is_done {
            desk.host.pass(Duration::minutes(20));
            desk.app.block_done(BlockDone { id, minutes: Some(20) }).unwrap();
        }
        let kept = Some("what I learnt".to_owned());
        let looked = publish(&desk, "Second");
        assert!(!looked.trouble && looked.message.contains("begun stay"), "{}", looked.message);
        assert_eq!(note_in(&desk, "Work", &block), kept, "done: {is_done}");
        assert_eq!(note_in(&desk, "Second", &block), None, "done: {is_done}");
        publish(&desk, "Work");
        assert_eq!(note_in(&desk, "Work", &block), kept, "done: {is_done}");
        assert_eq!(desk.seen_in("Second").len(), 0);
    }
}

#[test]
fn what_is_ahead_again_stands_in_one_calendar() {
    for is_changed in [false, true] {
        let desk = Desk::sit();
        in_work(&desk);
        let block = later(&desk).remove(0);
        desk.beside("Work", &["annotate", &uid(&block), "what I learnt"]);
        desk.look();
        let id = block.id.clone().unwrap();
        desk.app.block_done(BlockDone { id, minutes: Some(20) }).unwrap();
        publish(&desk, "Second");
        let kept = Some("what I learnt".to_owned());
        let stands = || ["Work", "Second"].map(|calendar| note_in(&desk, calendar, &block));
        assert_eq!(stands(), [kept.clone(), None]);
        if is_changed {
            desk.beside("Work", &["remind", &uid(&block), "7"]);
        }
        desk.app.undo(Nothing {}).unwrap();
        desk.told();
        for times in [usize::from(is_changed), 0] {
            assert!(!desk.look().trouble);
            let told: Vec<String> = desk.told().into_iter().filter_map(|told| told.message).collect();
            assert_eq!(told.len(), times, "{told:?}");
            assert!(told.iter().all(|told| told.contains("In the former calendar it could not")), "{told:?}");
            assert_eq!(stands(), [kept.clone().filter(|_| is_changed), kept.clone()]);
        }
        assert_eq!(super::shown(&desk.seen_in("Second")), super::ahead(&desk));
    }
}

#[test]
fn what_is_ahead_again_before_the_chosen_calendar_was_reached_stands_in_one() {
    let done = || {
        let (desk, proxy) = sit();
        in_work(&desk);
        let block = later(&desk).remove(0);
        let id = block.id.clone().unwrap();
        desk.app.block_done(BlockDone { id, minutes: Some(20) }).unwrap();
        (desk, proxy, block)
    };
    let (desk, proxy, _) = done();
    proxy.plan(&[Fault::None; 999]);
    publish(&desk, "Second");
    let asked = 999 - proxy.left();
    proxy.plan(&[]);
    // The home and what is new there are asked for before the blocks are written.
    let before = asked - desk.seen_in("Second").len() - 2;
    let (desk, proxy, block) = done();
    let mut plan = vec![Fault::None; before];
    plan.extend([Fault::CutBefore; 9]);
    proxy.plan(&plan);
    assert!(publish(&desk, "Second").trouble);
    proxy.plan(&[]);
    assert_eq!((desk.seen_in("Work").len(), desk.seen_in("Second").len()), (1, 0));
    desk.app.undo(Nothing {}).unwrap();
    assert!(!desk.look().trouble);
    assert_eq!(note_in(&desk, "Work", &block), None);
    assert_eq!(super::shown(&desk.seen_in("Second")), super::ahead(&desk));
}

/// Of two blocks for the same thing one takes all that is left, and the other was put where it cannot be: then it is none any more.
#[test]
fn a_block_that_goes_because_of_what_was_done_there_stops_nothing() {
    let desk = Desk::sit();
    desk.publish();
    let blocks = later(&desk);
    // Early in the morning nothing else is; only a length that is not left is refused.
    let early = |block: &BlockView| block.date.and_hms_opt(5, 10, 0).unwrap();
    let takes_all = |long: &BlockView, other: &BlockView| {
        let id = long.id.clone().unwrap();
        let wish = BlockMove { id, start: early(other), minutes: long.minutes + other.minutes };
        let why_not = desk.app.block_check(wish).unwrap().reasons;
        let is_length = |why: &String| why.contains("less than that") || why.contains("That would leave");
        long.unit == other.unit && start_of(long) < start_of(other) && !why_not.iter().any(is_length)
    };
    let mut pairs = blocks.iter().flat_map(|long| blocks.iter().map(move |other| (long, other)));
    let (long, other) = pairs.find(|(long, other)| takes_all(long, other)).unwrap();
    let minutes = long.minutes + other.minutes;
    desk.beside("Ninefold", &["move", &uid(long), &desk.instant(early(other))]);
    lengthen(&desk, long, minutes);
    let far = desk.instant(start_of(other) + Duration::weeks(30));
    desk.beside("Ninefold", &["move", &uid(other), &far]);
    for says in [1, 0] {
        let looked = desk.look();
        assert!(!looked.trouble, "{}", looked.calendars.publishing.unwrap().state);
        assert_eq!(desk.block(long.id.as_ref().unwrap()).unwrap().minutes, minutes);
        assert_eq!(desk.block(other.id.as_ref().unwrap()), None);
        assert_eq!(super::shown(&desk.seen()), super::ahead(&desk));
        let told: Vec<String> = desk.told().into_iter().filter_map(|told| told.message).collect();
        let of_other = format!(
            "“{}” was changed in your calendar, too, but nothing is left to be done in it",
            other.title
        );
        assert_eq!(told.iter().filter(|told| told.starts_with(&of_other)).count(), says, "{told:?}");
    }
}

/// The block is made so long in the calendar.
fn lengthen(desk: &Desk, block: &BlockView, minutes: u32) {
    let calendar = desk.calendar("Ninefold").url;
    let path = format!("/{}{}.ics", calendar.splitn(4, '/').nth(3).unwrap(), uid(block));
    let answer = request(&desk.server, "GET", &path, "text/plain", "");
    let text = answer.split_once("\r\n\r\n").unwrap().1;
    let end = text.lines().find(|line| line.starts_with("DTEND")).unwrap();
    let text = text.replace(end, &format!("DURATION:PT{minutes}M"));
    let answer = request(&desk.server, "PUT", &path, "text/calendar", &text);
    assert!(answer.contains(" 201 ") || answer.contains(" 204 "), "{answer}");
}

/// A look that fails, and a server that answers again right after it.
#[test]
fn what_could_not_be_looked_at_is_not_emptied() {
    let not_known = "What was changed there since it was looked at last is not known here.";
    let (desk, proxy) = sit();
    in_work(&desk);
    let block = later(&desk).remove(0);
    let to = start_of(&block) + Duration::days(1);
    desk.beside("Work", &["move", &uid(&block), &desk.instant(to)]);
    let moved_to = |calendar: &str| {
        let event = desk.seen_in(calendar).into_iter().find(|event| event["uid"] == uid(&block));
        event.map(|event| event["start"].as_str().unwrap().to_owned())
    };
    // The home, then what is new in the calendar.
    proxy.plan(&[Fault::None, Fault::Status(500)]);
    let refused = desk.app.calendar_publish_off(PublishOff { take_out: true }).unwrap_err();
    assert!(refused.message.contains("status 500"), "{refused:?}");
    assert_eq!((proxy.left(), moved_to("Work")), (0, Some(desk.instant(to))));
    assert!(desk.app.calendars(Nothing {}).unwrap().publishing.is_some());
    // Before them, whether the calendar that is chosen is there.
    proxy.plan(&[Fault::None, Fault::None, Fault::Status(500)]);
    let looked = publish(&desk, "Second");
    assert!(looked.message.contains(not_known) && looked.message.contains("delete them there"), "{looked:?}");
    assert_eq!(
        (proxy.left(), moved_to("Work")),
        (0, Some(desk.instant(to))),
        "it stands there as it was put"
    );
    assert_eq!(moved_to("Second"), Some(desk.instant(start_of(&block))));
    // Chosen again, what was done there is done here, and the other one is left empty.
    let looked = publish(&desk, "Work");
    assert!(!looked.message.contains(not_known), "{}", looked.message);
    assert_eq!(start_of(&desk.block(block.id.as_ref().unwrap()).unwrap()), to);
    assert_eq!((super::shown(&desk.seen_in("Work")), desk.seen_in("Second").len()), (super::ahead(&desk), 0));
}

#[test]
fn what_was_looked_at_is_known_though_another_calendar_of_the_account_fails() {
    for take_out in [true, false] {
        let (desk, proxy) = sit();
        desk.publish();
        let url = desk.calendar("Work").url;
        let read = CalendarReadSet { account: desk.account.clone(), url, read: true };
        assert!(!desk.app.calendar_read_set(read).unwrap().trouble);
        proxy.plan(&[Fault::None, Fault::Status(500)]);
        let off = desk.app.calendar_publish_off(PublishOff { take_out }).unwrap();
        assert_eq!(proxy.left(), 0);
        assert!(off.calendars.sources.iter().any(|source| source.trouble), "{off:?}");
        assert!(!off.message.contains("not known here"), "{}", off.message);
    }
}

#[test]
fn what_is_to_be_written_again_is_said_to_be_there_once_it_is() {
    let (desk, proxy) = sit();
    desk.publish();
    let before = desk.seen();
    for event in &before {
        desk.beside("Ninefold", &["delete", event["uid"].as_str().unwrap()]);
    }
    desk.look();
    let again = |fault: Fault| {
        proxy.plan(&[fault; 60]);
        let looked = desk.app.calendar_many(ManyGone { believe: false }).unwrap();
        proxy.plan(&[]);
        looked
    };
    let looked = again(Fault::CutBefore);
    assert_eq!(looked.message, "They will be in the calendar again as soon as it can be reached.");
    assert_eq!(desk.seen().len(), 0);
    let looked = again(Fault::Status(507));
    assert!(looked.message.starts_with("They are not in the calendar as they should be. "), "{looked:?}");
    assert!(looked.message.contains("no room left"), "{looked:?}");
    let looked = again(Fault::None);
    assert_eq!(looked.message, "They are in the calendar again.");
    assert_eq!(super::shown(&desk.seen()), super::shown(&before));
}

#[test]
fn whatever_is_wrong_with_one_calendar_what_was_done_in_the_published_one_arrives() {
    let refused = [301, 400, 405, 412, 423, 501, 507].map(Fault::Status);
    for fault in refused.into_iter().chain([Fault::Busy(None)]) {
        let (desk, proxy) = sit();
        desk.publish();
        let block = later(&desk).remove(0);
        let to = start_of(&block) + Duration::days(1);
        desk.beside("Ninefold", &["move", &uid(&block), &desk.instant(to)]);
        let url = desk.calendar("Work").url;
        let read = CalendarReadSet { account: desk.account.clone(), url, read: true };
        // The home, then the calendar that is read.
        proxy.plan(&[Fault::None, fault]);
        let looked = desk.app.calendar_read_set(read).unwrap();
        assert_eq!(proxy.left(), 0);
        let work = looked.calendars.sources.iter().find(|source| source.name == "Work").unwrap();
        assert!(work.trouble, "{fault:?}: {work:?}");
        assert!(!looked.calendars.accounts[0].trouble, "{fault:?}: {}", looked.calendars.accounts[0].state);
        assert!(looked.calendars.publishing.unwrap().state.contains("In step"), "{fault:?}");
        assert_eq!(start_of(&desk.block(block.id.as_ref().unwrap()).unwrap()), to, "{fault:?}");
        assert!(!desk.look().trouble, "{fault:?}");
    }
}
