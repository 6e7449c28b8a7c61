//! Another computer of the learner goes on with the published calendar, with what it knows from an export.

use api::wire::*;
use serde_json::{Value, json};

use super::peers::{Kind, Server, second_client};
use super::support::{TestHost, open};
use super::{Desk, add, ahead, shown};

fn exported(desk: &Desk, name: &str) -> String {
    let file = desk.host.dir.path().join(name).display().to_string();
    desk.app.export_all(ExportTo { to: Some(file.clone()), replace: false }).unwrap();
    file
}

/// Another computer, which has taken this file in, at the account of the first one.
fn another(server: Server, first: &TestHost, file: &str) -> Desk {
    let host = TestHost::wednesday();
    host.pass(api::Host::now(first) - api::Host::now(&*host));
    let app = open(&host);
    app.import_take(ImportFrom { path: file.to_owned() }).unwrap();
    let account = app.calendar_account_add(add(&server.direct())).unwrap().account.unwrap();
    Desk { server, host, app, account }
}

/// Whether an event was not among these.
fn is_new<'a>(before: &'a [Value]) -> impl Fn(&&Value) -> bool + 'a {
    |event| before.iter().all(|known| known["uid"] != event["uid"])
}

fn block_of(uid: &str) -> BlockRef {
    BlockRef { id: uid.split('@').next().unwrap().to_owned() }
}

#[test]
fn it_reminds_as_it_was_chosen_there() {
    let first = Desk::sit();
    first.app.calendar_reminders_set(RemindersSet { reminders: vec![10] }).unwrap();
    first.publish_in("Work");
    let url = first.calendar("Work").url;
    let alarms = || -> Vec<Value> {
        let Value::Array(all) = second_client(&url, &["list"]) else { panic!("no list") };
        all.into_iter().map(|event| event["alarms"].clone()).collect()
    };
    let all = alarms().len();
    assert_eq!(alarms(), vec![json!([10]); all]);
    let file = exported(&first, "all.json");
    first.app.calendar_publish_off(PublishOff { take_out: false }).unwrap();

    let second = another(first.server, &first.host, &file);
    second.publish_in("Work");
    for reminders in [vec![30], vec![], vec![5, 60]] {
        let wish = RemindersSet { reminders: reminders.clone() };
        let looked = second.app.calendar_reminders_set(wish).unwrap();
        assert!(!looked.trouble, "{}", looked.message);
        assert_eq!(alarms(), vec![json!(reminders); all]);
    }
}

/// What is left there of blocks that are planned no more goes; what this plan never knew is another's, and is told.
#[test]
fn it_leaves_no_ghosts_there() {
    for kind in [Kind::Radicale, Kind::Xandikos] {
        let first = Desk::sit_at(kind);
        first.publish();
        let published = first.seen();
        let file = exported(&first, "all.json");
        // The first computer goes on, and what it does then is lost with it.
        first.app.block_missed(BlockRef { id: first.later().id.unwrap() }).unwrap();
        first.look();
        let unknown: Vec<Value> = first.seen().iter().filter(is_new(&published)).cloned().collect();
        assert!(!unknown.is_empty(), "the new plan has a block more");
        // Two are planned no more when the second publishes for the first time; to one of them somebody added something.
        let was_published = |uid: &String| published.iter().any(|event| event["uid"] == uid.as_str());
        let last = ahead(&first).into_iter().rev().map(|(_, uid, _)| uid);
        let gone: Vec<String> = last.filter(was_published).take(2).collect();
        first.beside("Ninefold", &["annotate", &gone[0], "by the window"]);

        let second = another(first.server, &first.host, &file);
        for uid in &gone {
            second.app.block_delete(block_of(uid)).unwrap();
        }
        let looked = second.publish_in("Ninefold");
        assert!(!looked.trouble, "{}", looked.message);
        let told = format!(" {} block", unknown.len());
        assert!(looked.message.contains(&told), "{}", looked.message);
        assert!(looked.message.contains("whose plan is not here"), "{}", looked.message);
        let mut there = second.seen();
        there.retain(|event| is_new(&unknown)(&event));
        assert_eq!(shown(&there), ahead(&second), "{kind:?}");
        assert_eq!(second.seen().len(), there.len() + unknown.len());
        // An undo brings one back with what others had added.
        second.app.undo(Nothing {}).unwrap();
        second.app.undo(Nothing {}).unwrap();
        second.look();
        let back = second.seen().into_iter().find(|event| event["uid"] == gone[0].as_str()).unwrap();
        assert_eq!(back["note"], "by the window");
    }
}

#[test]
fn a_calendar_that_is_handed_over_and_back_holds_no_ghosts() {
    let first = Desk::sit();
    first.publish();
    let published = first.seen();
    let file = exported(&first, "first.json");
    first.app.calendar_publish_off(PublishOff { take_out: false }).unwrap();
    let second = another(first.server, &first.host, &file);
    let looked = second.publish_in("Ninefold");
    assert!(!looked.trouble, "{}", looked.message);
    second.app.block_missed(BlockRef { id: second.later().id.unwrap() }).unwrap();
    second.look();
    let new = second.seen().iter().find(is_new(&published)).unwrap()["uid"].as_str().unwrap().to_owned();
    let file = exported(&second, "second.json");
    second.app.calendar_publish_off(PublishOff { take_out: false }).unwrap();

    let first = Desk { server: second.server, ..first };
    first.app.import_take(ImportFrom { path: file }).unwrap();
    first.app.block_delete(block_of(&new)).unwrap();
    let looked = first.publish_in("Ninefold");
    assert!(!looked.trouble, "{}", looked.message);
    assert_eq!(shown(&first.seen()), ahead(&first));
}

#[test]
fn what_is_long_over_stays() {
    let first = Desk::sit();
    first.publish();
    let old = first.seen();
    for _ in 0..10 {
        first.host.pass(chrono::Duration::days(7));
        first.look();
    }
    let before = first.seen();
    let stay = |there: &[Value]| old.iter().filter(|event| there.contains(event)).count();
    assert!(stay(&before) > 3);
    let file = exported(&first, "all.json");
    let second = another(first.server, &first.host, &file);
    let looked = second.publish_in("Ninefold");
    assert!(!looked.trouble, "{}", looked.message);
    assert_eq!(stay(&second.seen()), stay(&before));
}
