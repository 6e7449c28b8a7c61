//! What asks a server, or reads what it sent, is stopped: nothing is kept of it.

use std::net::TcpListener;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use api::wire::*;

use super::faults::Fault;
use super::peers::{Kind, PASSWORD, Server, USER};
use super::support::{TestHost, next_work, onboarded};
use super::{add, make_calendar, request};

#[test]
fn an_account_on_a_server_that_says_nothing_is_left_at_once() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://127.0.0.1:{}/", silent.local_addr().unwrap().port());
    let host = TestHost::wednesday();
    let app = Arc::new(onboarded(&host));
    let asking = {
        let (app, address) = (Arc::clone(&app), address.clone());
        thread::spawn(move || app.calendar_account_add(add(&address)))
    };
    // It was asked, and never answers.
    let (_asked, _) = silent.accept().unwrap();
    app.reading_stop(Nothing {}).unwrap();
    let stopped = asking.join().unwrap().unwrap_err();
    assert_eq!((&*stopped.code, &*stopped.message), ("stopped", "It was stopped. Nothing was changed."));
    let view = app.calendars(Nothing {}).unwrap();
    assert!(view.accounts.is_empty() && view.sources.is_empty());
}

#[test]
fn a_calendar_at_an_address_is_not_kept_if_its_reading_is_stopped() {
    let server = Server::start(Kind::Radicale);
    make_calendar(&server, "home", "Home", "#aa3366");
    let event = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nBEGIN:VEVENT\r\nUID:p1\r\nDTSTAMP:20261101T000000Z\r\n\
                 DTSTART:20261127T080000Z\r\nDTEND:20261127T090000Z\r\nSUMMARY:Choir\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let put = request(&server, "PUT", &format!("/{USER}/home/p1.ics"), "text/calendar", event);
    assert!(put.contains(" 201 "), "{put}");
    let quoted: String = PASSWORD.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let address = format!("http://{USER}:{quoted}@127.0.0.1:{}/{USER}/home/", server.port);
    let link = LinkAdd { address, keep: None, trust: None };

    let host = TestHost::wednesday();
    let app = Arc::new(onboarded(&host));
    let weak = Arc::downgrade(&app);
    let stop = move || drop(weak.upgrade().unwrap().reading_stop(Nothing {}).unwrap());
    *host.on_reading.lock().unwrap() = Some(Box::new(stop));
    let stopped = app.calendar_link_add(link.clone()).unwrap_err();
    assert_eq!(stopped.code, "stopped");
    let read = app.calendars(Nothing {}).unwrap();
    assert!(read.sources.is_empty(), "{:?}", read.sources);
    let kept = std::fs::read_to_string(host.dir.path().join("data/calendars.json")).unwrap();
    assert!(!kept.contains("127.0.0.1"), "{kept}");

    // Nothing of it stands in the way of the next time.
    *host.on_reading.lock().unwrap() = None;
    let linked = app.calendar_link_add(link).unwrap();
    assert!(linked.calendars.sources.iter().any(|s| s.name == "Home" && !s.trouble), "{linked:?}");
    // A look that is stopped says so, and what was read before stays.
    let weak = Arc::downgrade(&app);
    let stop = move || drop(weak.upgrade().unwrap().reading_stop(Nothing {}).unwrap());
    *host.on_reading.lock().unwrap() = Some(Box::new(stop));
    let more = event.replace("UID:p1", "UID:p2").replace("20261127", "20261128");
    request(&server, "PUT", &format!("/{USER}/home/p2.ics"), "text/calendar", &more);
    let looked = app.calendars_now(Nothing {}).unwrap();
    assert_eq!(looked.message, "It was stopped. The rest is looked at later.");
    let home = looked.calendars.sources.iter().find(|s| s.name == "Home").unwrap();
    assert!(!home.trouble && home.state.contains("1 event "), "{home:?}");
    *host.on_reading.lock().unwrap() = None;
    let home = app.calendars_now(Nothing {}).unwrap().calendars.sources;
    assert!(home.iter().any(|s| s.name == "Home" && s.state.contains("2 events ")), "{home:?}");
}

#[test]
fn what_is_stopped_while_another_calendar_is_chosen_leaves_the_blocks_where_they_are() {
    let (desk, proxy) = super::refusing::sit();
    make_calendar(&desk.server, "second", "Second", "#aa3366FF");
    desk.look();
    let publish = |name: &str| {
        let url = Some(desk.calendar(name).url);
        CalendarPublish { account: desk.account.clone(), url, name: None }
    };
    desk.app.calendar_publish(publish("Work")).unwrap();
    let (work, second) = (desk.calendar("Work").url, desk.calendar("Second").url);
    let count = |url: &str| super::peers::second_client(url, &["list"]).as_array().unwrap().len();
    let all = count(&work);
    assert!(all > 3, "{all}");
    // The server falls silent after so many answers: while it is looked at, and while the blocks are taken out.
    for answers in [0, 6, 9] {
        let wish = publish("Second");
        let mut faults = vec![Fault::None; answers];
        faults.extend([Fault::Late(Duration::from_secs(8)); 9]);
        proxy.plan(&faults);
        let looked = thread::scope(|scope| {
            let asking = scope.spawn(|| desk.app.calendar_publish(wish).unwrap());
            while proxy.left() >= 9 {
                thread::sleep(Duration::from_millis(20));
            }
            desk.app.reading_stop(Nothing {}).unwrap();
            asking.join().unwrap()
        });
        proxy.plan(&[]);
        assert_eq!(looked.message, "It was stopped. Your blocks are still published in “Work”.", "{answers}");
        desk.look();
        assert_eq!((count(&work), count(&second)), (all, 0), "after {answers} answers");
    }
    // Nothing of it stands in the way of the next time.
    desk.app.calendar_publish(publish("Second")).unwrap();
    assert_eq!((count(&work), count(&second)), (0, all));
}

#[test]
fn the_week_is_shown_and_changed_while_a_server_is_silent() {
    let (desk, proxy) = super::refusing::sit();
    desk.publish();
    let gone = desk.later();
    desk.app.block_delete(BlockRef { id: gone.id.clone().unwrap() }).unwrap();
    // The server falls silent while it is looked at, and while the blocks are written.
    for answers in [0, 4] {
        let mut plan = vec![Fault::None; answers];
        plan.extend([Fault::Silent, Fault::None]);
        proxy.plan(&plan);
        thread::scope(|scope| {
            let looking = scope.spawn(|| desk.app.calendars_now(Nothing {}).unwrap());
            while proxy.left() > 1 {
                assert!(!looking.is_finished(), "no {answers} answers were needed");
                thread::sleep(Duration::from_millis(10));
            }
            let week = desk.app.week(WeekOf { date: None }).unwrap();
            assert!(!week.days.is_empty());
            let block = next_work(&desk.app);
            let unit = block.unit.clone().unwrap();
            let text = format!("After {answers} answers.");
            desk.app.note_set(NoteSet { unit, text: text.clone() }).unwrap();
            let id = block.id.unwrap();
            desk.app.block_done(BlockDone { id: id.clone(), minutes: None }).unwrap();
            let detail = desk.app.block(BlockRef { id }).unwrap();
            assert_eq!((detail.block.state, detail.unit.unwrap().note), (BlockStatus::Done, text));
            assert!(!looking.is_finished(), "they waited for the server, silent after {answers} answers");
            desk.app.reading_stop(Nothing {}).unwrap();
            let looked = looking.join().unwrap();
            assert_eq!(looked.message, "It was stopped. The rest is looked at later.", "{answers}");
        });
        proxy.plan(&[]);
    }
    // What was done before and meanwhile arrives with the next look.
    let looked = desk.look();
    assert!(!looked.trouble, "{}", looked.message);
    let seen = super::shown(&desk.seen());
    let uid = format!("{}@ninefold", gone.id.unwrap());
    assert!(seen.iter().all(|(_, there, _)| *there != uid), "{seen:?}");
    assert!(super::ahead(&desk).iter().all(|block| seen.contains(block)), "{seen:?}");
}
