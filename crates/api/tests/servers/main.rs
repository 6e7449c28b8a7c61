//! Calendar accounts from what a person does to what is said, on real servers with a second real client beside it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod back;
mod canary;
mod elsewhere;
#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "../../../caldav/tests/servers/faults.rs"]
mod faults;
#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "../../../caldav/tests/servers/front.rs"]
mod front;
mod handed_over;
mod hands;
mod leaving;
mod meanwhile;
#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "../../../caldav/tests/servers/peers.rs"]
mod peers;
#[path = "../../../caldav/tests/servers/raw.rs"]
mod raw;
mod refusing;
mod stopping;
#[path = "../support/mod.rs"]
mod support;
mod zone;

use std::sync::Arc;

use api::App;
use api::wire::*;
use chrono::{Duration, NaiveDateTime, TimeZone};
use peers::{Kind, PASSWORD, Server, USER, second_client};
use raw::{make_calendar, request};
use serde_json::Value;
use support::*;

fn add(address: &str) -> AccountAdd {
    AccountAdd {
        address: address.to_owned(),
        user: USER.to_owned(),
        password: PASSWORD.to_owned(),
        keep: None,
        trust: None,
        hosts: Vec::new(),
        account: None,
    }
}

/// A learner with a plan and an account on a server of their own.
struct Desk {
    server: Server,
    host: Arc<TestHost>,
    app: App,
    account: String,
}

impl Desk {
    fn sit() -> Desk {
        Desk::sit_at(Kind::Radicale)
    }

    fn sit_at(kind: Kind) -> Desk {
        let server = Server::start(kind);
        let host = TestHost::wednesday();
        let app = onboarded(&host);
        make_calendar(&server, "work", "Work", "#3366AAFF");
        let connected = app.calendar_account_add(add(&server.direct())).unwrap();
        assert_eq!(connected.question, None);
        Desk { server, host, app, account: connected.account.unwrap() }
    }

    fn calendar(&self, name: &str) -> AccountCalendar {
        let view = self.app.calendars(Nothing {}).unwrap();
        view.accounts[0].calendars.iter().find(|known| known.name == name).unwrap().clone()
    }

    fn publish(&self) -> CalendarsLooked {
        let wish = CalendarPublish { account: self.account.clone(), url: None, name: None };
        self.app.calendar_publish(wish).unwrap()
    }

    fn publish_in(&self, calendar: &str) -> CalendarsLooked {
        let url = Some(self.calendar(calendar).url);
        self.app.calendar_publish(CalendarPublish { account: self.account.clone(), url, name: None }).unwrap()
    }

    /// What the second client sees in the published calendar.
    fn seen(&self) -> Vec<Value> {
        self.seen_in("Ninefold")
    }

    fn seen_in(&self, calendar: &str) -> Vec<Value> {
        let mut all = self.beside(calendar, &["list"]).as_array().unwrap().clone();
        all.sort_by_key(|event| event["start"].as_str().unwrap().to_owned());
        all
    }

    fn beside(&self, calendar: &str, act: &[&str]) -> Value {
        second_client(&self.calendar(calendar).url, act)
    }

    fn look(&self) -> CalendarsLooked {
        // A server counts seconds: a change in the second of the last look is one all the same, but not to its clock.
        self.app.calendars_now(Nothing {}).unwrap()
    }

    fn told(&self) -> Vec<Answered> {
        let arrivals = self.app.arrivals(Nothing {}).unwrap().arrivals.into_iter();
        arrivals
            .filter_map(|a| if let Arrival::Told { answered } = a { Some(answered) } else { None })
            .collect()
    }

    fn block(&self, id: &str) -> Option<BlockView> {
        all(&self.app).into_iter().find(|b| b.id.as_deref() == Some(id))
    }

    /// The first block for a unit on a later day.
    fn later(&self) -> BlockView {
        let today = self.app.app_state(Nothing {}).unwrap().today;
        let is_later = |b: &BlockView| b.unit.is_some() && b.state == BlockStatus::Planned && b.date > today;
        all(&self.app).into_iter().find(is_later).unwrap()
    }

    fn instant(&self, local: NaiveDateTime) -> String {
        let zone: chrono_tz::Tz = self.host.zone.parse().unwrap();
        zone.from_local_datetime(&local).unwrap().to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }
}

/// The published blocks ahead, in time order, as the second client should see them.
fn ahead(desk: &Desk) -> Vec<(String, String, String)> {
    let planned = all(&desk.app).into_iter().filter(|b| b.state == BlockStatus::Planned && b.id.is_some());
    let mut all: Vec<_> = planned
        .map(|b| (desk.instant(start_of(&b)), format!("{}@ninefold", b.id.clone().unwrap()), b.title.clone()))
        .collect();
    all.sort();
    all
}

fn shown(events: &[Value]) -> Vec<(String, String, String)> {
    let text = |event: &Value, name: &str| event[name].as_str().unwrap().to_owned();
    let mut all: Vec<_> =
        events.iter().map(|e| (text(e, "start"), text(e, "uid"), text(e, "title"))).collect();
    all.sort();
    all
}

#[test]
fn blocks_arrive_on_the_server_and_what_is_done_there_comes_back() {
    let desk = Desk::sit();
    let looked = desk.publish();
    assert!(!looked.trouble && looked.message.contains("Ninefold"), "{}", looked.message);
    assert_eq!(shown(&desk.seen()), ahead(&desk));

    // Moved on the phone: the move is the learner's, locked, and one undo takes it back everywhere.
    let block = desk.later();
    let id = block.id.clone().unwrap();
    let uid = format!("{id}@ninefold");
    let to = start_of(&block) + Duration::days(1);
    let former = start_of(&block);
    desk.beside("Ninefold", &["move", &uid, &desk.instant(to)]);
    let looked = desk.look();
    assert!(!looked.trouble, "{}", looked.message);
    let told = desk.told();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].message.as_ref().unwrap().starts_with("In your calendar: Moved “"), "{told:?}");
    assert!(told[0].undoable);
    let moved = desk.block(&id).unwrap();
    assert_eq!((start_of(&moved), moved.locked), (to, true));
    assert_eq!(shown(&desk.seen()), ahead(&desk), "what followed from it is there, too");
    desk.app.undo(Nothing {}).unwrap();
    assert_eq!(start_of(&desk.block(&id).unwrap()), former);
    desk.look();
    assert_eq!(shown(&desk.seen()), ahead(&desk));
    assert_eq!(desk.told(), [], "what was undone here is not told again");

    // Renamed there.
    desk.beside("Ninefold", &["rename", &uid, "Vectors with Grace"]);
    desk.look();
    assert_eq!(desk.block(&id).unwrap().title, "Vectors with Grace");
    assert!(desk.told()[0].message.as_ref().unwrap().contains("“Vectors with Grace”"));

    // Into the small hours, where no window is: the hand counts; out of the plan's order it does not.
    desk.beside("Ninefold", &["move", &uid, &desk.instant(former.date().and_hms_opt(5, 10, 0).unwrap())]);
    desk.look();
    let told = desk.told();
    let stays = desk.block(&id).unwrap();
    assert_eq!(stays.from, 5 * 60 + 10, "{told:?}");
    desk.beside("Ninefold", &["move", &uid, &desk.instant(former + Duration::weeks(30))]);
    desk.look();
    assert!(desk.told()[0].message.as_ref().unwrap().contains("where it cannot be"));
    assert_eq!(desk.block(&id).unwrap().from, 5 * 60 + 10);
    assert_eq!(shown(&desk.seen()), ahead(&desk), "it was put back there");
}

#[test]
fn reminders_that_are_chosen_arrive_on_the_server_change_and_vanish_and_those_of_others_stay() {
    let desk = Desk::sit();
    let choose = |reminders: &[u32]| {
        let looked = desk.app.calendar_reminders_set(RemindersSet { reminders: reminders.to_vec() }).unwrap();
        assert!(!looked.trouble, "{}", looked.message);
        assert_eq!(looked.calendars.publishing.unwrap().state.matches("wait").count(), 0);
        looked.message
    };
    desk.publish();
    let of = |events: &[Value]| -> Vec<Vec<u64>> {
        let alarms =
            |event: &Value| event["alarms"].as_array().unwrap().iter().map(|a| a.as_u64().unwrap()).collect();
        events.iter().map(alarms).collect()
    };
    let all = desk.seen();
    assert!(all.len() > 2 && of(&all).iter().all(Vec::is_empty), "none unless they are chosen: {all:?}");

    // Chosen, they are there at once; the blocks themselves are as they were, and nothing was done by a person.
    assert_eq!(choose(&[60, 10, 60]), "Published blocks have a reminder 10\u{a0}min and 1\u{a0}h before.");
    assert_eq!(of(&desk.seen()), vec![vec![10, 60]; all.len()]);
    assert_eq!(shown(&desk.seen()), shown(&all));
    desk.look();
    assert_eq!(desk.told(), []);

    // Others add one of theirs, or take ours away.
    let uid = |n: usize| all[n]["uid"].as_str().unwrap().to_owned();
    desk.beside("Ninefold", &["remind", &uid(0), "7"]);
    desk.beside("Ninefold", &["silence", &uid(1)]);
    choose(&[30]);
    let mut expected = vec![vec![30]; all.len()];
    (expected[0], expected[1]) = (vec![7, 30], Vec::new());
    assert_eq!(of(&desk.seen()), expected);

    // What is over keeps what it was written with: nobody is to be reminded of it.
    let first = start_of(&next_work(&desk.app));
    let now = desk.app.app_state(Nothing {}).unwrap().now;
    desk.host.pass(first - now + Duration::minutes(1));
    choose(&[]);
    let began = |event: &Value| event["start"].as_str().unwrap() <= desk.instant(first).as_str();
    let after: Vec<Value> = desk.seen();
    let (over, ahead): (Vec<Value>, Vec<Value>) = after.into_iter().partition(began);
    assert_eq!(of(&over), expected[..over.len()]);
    assert!(!over.is_empty() && ahead.len() > 1);
    assert!(of(&ahead).iter().flatten().all(|minutes| *minutes == 7), "{ahead:?}");

    // The choice is kept, and what no block can have is refused.
    let refused =
        |reminders: Vec<u32>| desk.app.calendar_reminders_set(RemindersSet { reminders }).unwrap_err();
    assert_eq!(refused(vec![1, 2, 3, 4, 5, 6]).code, "bad_setting");
    assert_eq!(refused(vec![50_000]).code, "bad_setting");
    choose(&[15]);
    let again = open(&desk.host).calendars(Nothing {}).unwrap();
    assert_eq!(again.reminders, [15]);
}

#[test]
fn the_study_file_stays_where_it_was_chosen_and_takes_no_other_files_place() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let place = host.dir.path().join("exports/study.ics");
    std::fs::create_dir_all(place.parent().unwrap()).unwrap();
    std::fs::write(&place, "MY OWN NOTES").unwrap();
    let refused = app.calendar_file_set(StudyFileSet { on: true, titles: true }).unwrap_err();
    assert!(refused.message.contains("There is a file") && refused.code == "name_taken", "{refused:?}");
    assert!(!app.calendars(Nothing {}).unwrap().file.on);
    assert_eq!(std::fs::read_to_string(&place).unwrap(), "MY OWN NOTES");
    std::fs::remove_file(&place).unwrap();
    app.calendar_file_set(StudyFileSet { on: true, titles: true }).unwrap();
    let first = std::fs::read_to_string(&place).unwrap();

    // A terminal in another folder, where the person has a file of this name.
    let elsewhere = tempfile::tempdir().unwrap();
    let theirs = elsewhere.path().join("study.ics");
    std::fs::write(&theirs, "THEIRS").unwrap();
    *host.exports.lock().unwrap() = Some(elsewhere.path().to_owned());
    app.calendar_reminders_set(RemindersSet { reminders: vec![10] }).unwrap();
    assert_eq!(std::fs::read_to_string(&theirs).unwrap(), "THEIRS");
    assert_ne!(std::fs::read_to_string(&place).unwrap(), first, "it was written where it is");
    app.calendar_file_set(StudyFileSet { on: false, titles: true }).unwrap();
    assert!(!place.exists() && theirs.exists());
}

#[test]
fn the_study_file_reminds_as_it_was_chosen_without_any_account() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    app.calendar_file_set(StudyFileSet { on: true, titles: true }).unwrap();
    let triggers = || {
        let text = std::fs::read_to_string(host.dir.path().join("exports/study.ics")).unwrap();
        let found: Vec<String> =
            text.lines().filter_map(|l| l.strip_prefix("TRIGGER:").map(str::to_owned)).collect();
        (found, text.matches("BEGIN:VEVENT").count())
    };
    assert_eq!(triggers().0, Vec::<String>::new());
    app.calendar_reminders_set(RemindersSet { reminders: vec![10] }).unwrap();
    let (found, blocks) = triggers();
    assert_eq!(found, vec!["-PT10M".to_owned(); blocks]);
    assert!(blocks > 2);
    app.calendar_reminders_set(RemindersSet { reminders: Vec::new() }).unwrap();
    assert_eq!(triggers(), (Vec::new(), blocks));
}

#[test]
fn a_block_that_is_deleted_there_is_asked_about() {
    let desk = Desk::sit();
    desk.publish();
    let blocks: Vec<BlockView> = all(&desk.app)
        .into_iter()
        .filter(|b| {
            b.state == BlockStatus::Planned
                && b.unit.is_some()
                && start_of(b) > start_of(&next_work(&desk.app))
        })
        .take(3)
        .collect();
    let ids: Vec<String> = blocks.iter().map(|b| b.id.clone().unwrap()).collect();
    for id in &ids {
        desk.beside("Ninefold", &["delete", &format!("{id}@ninefold")]);
    }
    desk.look();
    let asks = this_week(&desk.app).asks;
    assert_eq!(asks.len(), 3, "{asks:?}");
    assert!(asks.iter().all(|ask| ask.sentence.contains("was deleted in your calendar")));
    desk.look();
    assert_eq!(this_week(&desk.app).asks, asks, "nothing is done before it is answered");
    let answer = |n: usize, answer: AskAnswer| {
        desk.app.calendar_answer(AskAnswered { blocks: vec![ids[n].clone()], answer }).unwrap()
    };
    // Kept: it goes back.
    answer(0, AskAnswer::Keep);
    // Skipped: left out, and nothing else moves.
    let others = |desk: &Desk| -> Vec<_> {
        let all = all(&desk.app).into_iter().filter(|b| b.id.as_ref() != Some(&ids[1]));
        all.map(|b| (b.id.clone(), start_of(&b))).collect()
    };
    let before = others(&desk);
    let skipped = answer(1, AskAnswer::Skip);
    assert!(skipped.undoable && skipped.changes.is_empty());
    assert_eq!(others(&desk), before);
    assert!(desk.block(&ids[1]).is_none() && this_week(&desk.app).plan_left.is_some());
    // Elsewhere: what it was for has another time.
    let elsewhere = answer(2, AskAnswer::Elsewhere);
    assert!(elsewhere.message.unwrap().starts_with("Took out"));
    assert!(this_week(&desk.app).asks.is_empty());
    desk.look();
    assert_eq!(shown(&desk.seen()), ahead(&desk));
    // Undone, it is here again, and there.
    desk.app.undo(Nothing {}).unwrap();
    assert!(desk.block(&ids[2]).is_some());
    desk.look();
    assert_eq!(shown(&desk.seen()), ahead(&desk));
}

#[test]
fn several_blocks_taken_out_are_answered_at_once_and_one_undo_takes_it_back() {
    for (answer, said) in [
        (AskAnswer::Skip, "3 blocks are left out."),
        (AskAnswer::Elsewhere, "3 blocks are taken out;"),
        (AskAnswer::Keep, "3 blocks stay;"),
    ] {
        let desk = Desk::sit();
        desk.publish();
        let later = |b: &BlockView| b.state == BlockStatus::Planned && b.unit.is_some() && b.id.is_some();
        let blocks: Vec<BlockView> = all(&desk.app).into_iter().filter(later).skip(1).take(3).collect();
        let ids: Vec<String> = blocks.iter().map(|b| b.id.clone().unwrap()).collect();
        for id in &ids {
            desk.beside("Ninefold", &["delete", &format!("{id}@ninefold")]);
        }
        desk.look();
        assert_eq!(this_week(&desk.app).asks.len(), 3);
        let before = all(&desk.app);
        let answered = desk.app.calendar_answer(AskAnswered { blocks: ids.clone(), answer }).unwrap();
        assert!(answered.message.as_ref().is_some_and(|text| text.starts_with(said)), "{answered:?}");
        assert!(this_week(&desk.app).asks.is_empty());
        let is_kept = answer == AskAnswer::Keep;
        assert_eq!(answered.undoable, !is_kept);
        let again = desk.app.calendar_answer(AskAnswered { blocks: ids.clone(), answer });
        let says = |answered: &Answered| {
            answered.message.as_ref().is_some_and(|text| text.contains("nothing was changed"))
        };
        assert!(!is_kept || again.is_ok_and(|answered| says(&answered) && !answered.undoable));
        let frees = answered.message.as_ref().unwrap().contains("Their times ahead are kept free.");
        assert_eq!(frees, answer == AskAnswer::Elsewhere);
        assert!(ids.iter().all(|id| desk.block(id).is_some() == is_kept));
        desk.look();
        assert_eq!(shown(&desk.seen()), ahead(&desk), "{answer:?}");
        if !is_kept {
            let undone = desk.app.undo(Nothing {}).unwrap().message.unwrap();
            assert_eq!(undone, "Undone: took out 3 blocks.");
            assert_eq!(all(&desk.app), before, "one undo");
            desk.look();
            assert_eq!(shown(&desk.seen()), ahead(&desk), "{answer:?}, undone");
        }
    }
}

#[test]
fn a_calendar_that_is_emptied_at_once_is_not_believed_unasked() {
    let desk = Desk::sit();
    desk.publish();
    let all = desk.seen();
    for event in &all {
        desk.beside("Ninefold", &["delete", event["uid"].as_str().unwrap()]);
    }
    let looked = desk.look();
    let gone = looked.calendars.publishing.unwrap().many_gone;
    assert_eq!(gone, Some(u32::try_from(all.len()).unwrap()));
    let says = format!("{} blocks are gone from the calendar at once. Say whether", all.len());
    assert!(looked.message.contains(&says), "{}", looked.message);
    desk.app.calendar_many(ManyGone { believe: false }).unwrap();
    assert_eq!(shown(&desk.seen()), shown(&all), "they are written again");
    let view = desk.app.calendars(Nothing {}).unwrap().publishing.unwrap();
    assert_eq!((view.many_gone, view.trouble), (None, false));
    // Believed, they are told as one thing, and asked about one by one.
    for event in &all {
        desk.beside("Ninefold", &["delete", event["uid"].as_str().unwrap()]);
    }
    desk.look();
    desk.told();
    desk.app.calendar_many(ManyGone { believe: true }).unwrap();
    let told: Vec<String> = desk.told().into_iter().filter_map(|told| told.message).collect();
    assert_eq!(
        told,
        [format!(
            "{} blocks were taken out in your calendar. The week asks what becomes of them.",
            all.len()
        )]
    );
    let blocks = desk.app.calendars(Nothing {}).unwrap().publishing.unwrap().asks;
    assert_eq!(blocks.len(), all.len());
    let blocks = blocks.into_iter().map(|ask| ask.block).collect();
    desk.app.calendar_answer(AskAnswered { blocks, answer: AskAnswer::Keep }).unwrap();
    desk.look();
    assert_eq!(shown(&desk.seen()), shown(&all));
    let holds = |app: &api::App| {
        let accounts = app.calendars(Nothing {}).unwrap().accounts;
        accounts[0]
            .calendars
            .iter()
            .filter(|each| each.holds_blocks)
            .map(|each| each.name.clone())
            .collect::<Vec<_>>()
    };
    desk.app.calendar_publish_off(PublishOff { take_out: false }).unwrap();
    assert_eq!(holds(&desk.app), ["Ninefold"], "the blocks stand there");
    desk.publish();
    let off = desk.app.calendar_publish_off(PublishOff { take_out: true }).unwrap();
    assert!(off.calendars.publishing.is_none());
    assert_eq!(desk.seen(), Vec::<Value>::new());
    assert_eq!(holds(&desk.app), Vec::<String>::new());
}

#[test]
fn a_meeting_that_comes_over_a_block_leads_to_a_new_plan() {
    let desk = Desk::sit();
    let url = desk.calendar("Work").url;
    let read = CalendarReadSet { account: desk.account.clone(), url, read: true };
    let looked = desk.app.calendar_read_set(read).unwrap();
    assert!(!looked.trouble, "{}", looked.message);
    let source = looked.calendars.sources.iter().find(|s| s.name == "Work").unwrap();
    assert_eq!((source.kind, source.color.as_deref()), (SourceKind::Account, Some("#3366aa")));
    assert!(this_week(&desk.app).plan_left.is_none());
    let block = desk.later();
    desk.beside("Work", &["add", "meeting-1", &desk.instant(start_of(&block))]);
    let blocks_before: Vec<_> = all(&desk.app).iter().map(|b| (b.id.clone(), start_of(b))).collect();
    let undo = desk.app.app_state(Nothing {}).unwrap().undo;
    desk.look();
    let blocks_after: Vec<_> = all(&desk.app).iter().map(|b| (b.id.clone(), start_of(b))).collect();
    assert_eq!(blocks_before, blocks_after, "nothing moves by itself");
    assert_eq!(desk.app.app_state(Nothing {}).unwrap().undo, undo, "what is read is no act");
    let week = desk.app.week(WeekOf { date: Some(block.date) }).unwrap();
    let busy: Vec<&BusySlot> = week.days.iter().flat_map(|d| &d.busy).collect();
    assert_eq!(busy.len(), 1);
    assert_eq!((busy[0].title.as_str(), busy[0].calendar.as_str()), ("Foreign meeting-1", "Work"));
    assert_eq!((busy[0].color.as_deref(), &busy[0].source), (Some("#3366aa"), &source.source));
    let offer = week.plan_left.unwrap();
    assert!(offer.starts_with("“Foreign meeting-1”") && offer.contains(&block.title), "{offer}");
    assert!(!offer.contains(" more "), "{offer}");
    let other =
        all(&desk.app).into_iter().rfind(|b| b.unit.is_some() && b.state == BlockStatus::Planned).unwrap();
    desk.beside("Work", &["add", "meeting-2", &desk.instant(start_of(&other))]);
    desk.look();
    let offer = this_week(&desk.app).plan_left.unwrap();
    assert!(offer.contains("overlaps") && offer.contains(" more block"), "{offer}");
    desk.beside("Work", &["delete", "meeting-2"]);
    desk.look();
    let replanned = desk.app.replan(Nothing {}).unwrap();
    assert!(replanned.changes.iter().any(|change| change.title == block.title), "{replanned:?}");
    assert!(this_week(&desk.app).plan_left.is_none());
    // Gone again there.
    desk.beside("Work", &["delete", "meeting-1"]);
    desk.look();
    let week = desk.app.week(WeekOf { date: Some(block.date) }).unwrap();
    assert!(week.days.iter().all(|d| d.busy.is_empty()));
    let removed = desk.app.calendar_remove(BusyRef { source: source.source.clone() }).unwrap();
    assert!(removed.message.unwrap().contains("Work"));
    assert!(desk.app.calendars(Nothing {}).unwrap().sources.is_empty());
}

#[test]
fn a_server_that_is_gone_is_said_and_changes_wait() {
    let desk = Desk::sit();
    desk.publish();
    let Desk { server, host, app, account } = desk;
    drop(server);
    // Nobody is asked while nothing changed and the time has not come; whoever asked would find nobody.
    assert!(app.look_at_calendars(true).is_some());
    assert!(!app.calendars(Nothing {}).unwrap().accounts[0].trouble);
    host.pass(Duration::minutes(14));
    assert!(app.look_at_calendars(false).is_some());
    assert!(!app.calendars(Nothing {}).unwrap().accounts[0].trouble);
    host.pass(Duration::minutes(2));
    assert!(app.look_at_calendars(false).is_some());
    assert!(app.calendars(Nothing {}).unwrap().accounts[0].trouble, "the poll that was chosen");
    let looked = app.calendars_now(Nothing {}).unwrap();
    assert!(looked.trouble);
    let view = app.calendars(Nothing {}).unwrap();
    assert!(view.accounts[0].trouble && !view.accounts[0].needs_person);
    assert!(view.accounts[0].state.starts_with("Not reached since "), "{}", view.accounts[0].state);
    assert!(app.app_state(Nothing {}).unwrap().calendars.unwrap().contains(USER));
    let block = all(&app).into_iter().rfind(|b| b.state == BlockStatus::Planned && b.id.is_some()).unwrap();
    app.block_delete(BlockRef { id: block.id.unwrap() }).unwrap();
    let publishing = app.calendars(Nothing {}).unwrap().publishing.unwrap();
    assert!(publishing.state.contains("to be published"), "{}", publishing.state);
    // It waits before it asks again, and no longer than it says.
    assert!(app.look_at_calendars(true).is_some());
    host.pass(Duration::days(2));
    assert_eq!(app.calendars(Nothing {}).unwrap().accounts[0].id, account);
    let removed = app.calendar_account_remove(AccountRef { account }).unwrap();
    assert!(removed.message.unwrap().contains(USER));
    let view = app.calendars(Nothing {}).unwrap();
    assert!(view.accounts.is_empty() && view.publishing.is_none());
    assert_eq!(app.look_at_calendars(true), None, "nothing is connected, so nothing is looked at");
}
