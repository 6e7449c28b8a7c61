//! Another program acts while a pass is under way: between what is looked at and what is written.

use std::sync::mpsc;

use caldav::{Act, Note, Outcome};
use chrono::TimeDelta;

use super::faults::Proxy;
use super::peers::{Kind, Server, second_client};
use super::{Desk, Learner, block, seen};

fn uid(n: u32) -> String {
    format!("{n:08}-block@ninefold")
}

fn sit(kind: Kind) -> (Server, Proxy, Desk, String) {
    let server = Server::start(kind);
    let proxy = Proxy::start(server.port);
    let mut desk = Desk::sit(&format!("http://127.0.0.1:{}", proxy.port), &[]);
    let beside = desk.beside(&server);
    desk.learner = Learner::with((1..=4).map(|n| block(n, i64::from(n) * 20)));
    desk.publish().unwrap();
    assert_eq!(desk.publish().unwrap(), Outcome::default());
    (server, proxy, desk, beside)
}

/// Both say the same, and nothing more is to be done.
fn come_to_rest(desk: &mut Desk, beside: &str, about: &str) -> Vec<Note> {
    let mut notes = Vec::new();
    for _ in 0..2 {
        notes.extend(desk.publish().unwrap().notes);
    }
    assert_eq!(desk.publish().unwrap(), Outcome::default(), "{about}");
    assert_eq!(seen(beside), desk.shown(), "{about}");
    notes
}

/// Each of these blocks is written, taken out or left alone by the pass in which the other program moves it, at each place in turn.
#[test]
fn what_is_moved_there_before_any_request_of_a_pass_is_moved_here() {
    for kind in [Kind::Radicale, Kind::Xandikos] {
        let (_server, proxy, mut desk, beside) = sit(kind);
        let mut before = 0;
        loop {
            for n in [1, 2, 3] {
                let about = format!("{kind:?}: {n} before request {before}");
                // The first is moved here, the second taken out, all others stay.
                let first = desk.learner.blocks.get_mut(&uid(1)).unwrap();
                first.start += TimeDelta::minutes(7);
                let gone = desk.learner.blocks.remove(&uid(2)).unwrap();
                let (calendar, name) = (beside.clone(), uid(n));
                let start = format!("2026-04-{:02}T{:02}:30:00Z", 1 + before, n);
                let (tell, told) = mpsc::channel();
                let to = start.clone();
                proxy.meanwhile(before, 1, move || {
                    let all = second_client(&calendar, &["list"]);
                    let is_there = all.as_array().unwrap().iter().any(|event| event["uid"] == *name);
                    if is_there {
                        second_client(&calendar, &["move", &name, &to]);
                    }
                    tell.send(is_there).unwrap();
                });
                let notes = desk.publish().unwrap().notes;
                let is_met = proxy.left() == 0;
                proxy.plan(&[]);
                if !is_met {
                    assert!(before > 2, "{about}: it has no more requests");
                    come_to_rest(&mut desk, &beside, &about);
                    break;
                }
                let is_there = told.recv().unwrap();
                let notes = [notes, come_to_rest(&mut desk, &beside, &about)].concat();
                let acts = std::mem::take(&mut desk.learner.acts);
                if n == 2 {
                    assert_eq!(acts, [], "{about}: it is no block any more");
                    let is_named =
                        matches!(&notes[..], [Note::GoneHere { uid: gone, .. }] if *gone == uid(2));
                    assert_eq!(is_named, is_there, "{about}: {notes:?}");
                } else {
                    assert!(is_there && matches!(&acts[..], [Act::Changed { .. }]), "{about}: {acts:?}");
                    let here = desk.learner.blocks[&uid(n)].start.format("%Y-%m-%dT%H:%M:%SZ").to_string();
                    assert_eq!(here, start, "{about}");
                }
                desk.learner.blocks.insert(uid(2), gone);
                assert_eq!(come_to_rest(&mut desk, &beside, &about), [], "{about}");
            }
            if !desk.learner.blocks.contains_key(&uid(2)) {
                break;
            }
            before += 1;
        }
    }
}

#[test]
fn another_program_that_is_always_quicker_has_the_last_word_once_it_rests() {
    for kind in [Kind::Radicale, Kind::Xandikos] {
        let (_server, proxy, mut desk, beside) = sit(kind);
        let first = desk.learner.blocks.get_mut(&uid(1)).unwrap();
        first.start += TimeDelta::minutes(7);
        let (calendar, name) = (beside.clone(), uid(1));
        let (tell, told) = mpsc::channel();
        let mut times = 0;
        proxy.meanwhile(0, 40, move || {
            times += 1;
            let title = format!("Renamed {times} times");
            second_client(&calendar, &["rename", &name, &title]);
            tell.send(title).unwrap();
        });
        let outcome = desk.publish().unwrap();
        proxy.plan(&[]);
        assert!(outcome.unfinished, "{kind:?}: {outcome:?}");
        let last = told.try_iter().last().unwrap();
        come_to_rest(&mut desk, &beside, "always quicker");
        assert_eq!(desk.learner.blocks[&uid(1)].title, last);
    }
}
