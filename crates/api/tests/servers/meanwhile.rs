//! Another program acts while a pass is under way: between what is looked at and what is written.

use std::sync::mpsc;

use api::wire::*;
use chrono::{Duration, NaiveDateTime};

use super::faults::Proxy;
use super::peers::{Kind, Server, second_client};
use super::raw::request_at;
use super::support::*;
use super::{Desk, add, ahead, shown};

/// What was done here, and is to be written by the pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Here {
    /// Every block is written once more.
    Reminders,
    /// The block is taken out.
    Deleted,
    /// The block is put elsewhere.
    Moved,
}

/// What the other program does with the same block.
const THERE: [&str; 5] = ["move", "rename", "delete", "annotate", "remind"];

/// The event's text there; none if it is not there.
fn text_at(port: u16, path: &str) -> Option<String> {
    let answer = request_at(port, "GET", path, "text/plain", "");
    let (head, text) = answer.split_once("\r\n\r\n").unwrap();
    head.contains(" 200 ").then(|| text.to_owned())
}

/// All that only the other program wrote, byte for byte: its own property and its own reminders.
fn theirs(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let mut whole = line.to_owned();
        if line.starts_with("X-PHONE-NOTE") {
            while let Some(more) = lines.next_if(|more| more.starts_with(' ')) {
                whole.push_str(more);
            }
            all.push(whole);
        } else if line.starts_with("BEGIN:VALARM") {
            for more in lines.by_ref() {
                whole.push_str(more);
                if more.starts_with("END:VALARM") {
                    break;
                }
            }
            if whole.contains("Theirs") {
                all.push(whole);
            }
        }
    }
    all.sort();
    all
}

/// A desk, and how often something was tried on it.
struct Play {
    desk: Desk,
    proxy: Proxy,
    tries: u32,
}

impl Play {
    fn path(&self, id: &str) -> String {
        let calendar = self.desk.calendar("Ninefold").url;
        let path = calendar.split_once("//").unwrap().1.split_once('/').unwrap().1;
        format!("/{path}{id}@ninefold.ics")
    }

    fn is_legal(&self, block: &BlockView, start: NaiveDateTime) -> bool {
        let to = BlockMove { id: block.id.clone().unwrap(), start, minutes: block.minutes };
        self.desk.app.block_check(to).unwrap().legal
    }

    /// A block of a later day and two times on that day that it may be at; one of those that are written late.
    fn block(&self) -> (BlockView, NaiveDateTime, NaiveDateTime) {
        let today = self.desk.app.app_state(Nothing {}).unwrap().today;
        let mut blocks = all(&self.desk.app);
        blocks.retain(|b| b.unit.is_some() && b.state == BlockStatus::Planned && b.date > today);
        blocks.sort_by_key(|b| std::cmp::Reverse(b.id.clone()));
        let skipped = blocks.len() / 4;
        let mut found = blocks.into_iter().skip(skipped).filter_map(|block| {
            let steps = (1..=12).flat_map(|n| [n * 10, n * -10]);
            let times = steps.map(|minutes| start_of(&block) + Duration::minutes(minutes));
            let mut times = times.filter(|start| self.is_legal(&block, *start));
            let (one, other) = (times.next()?, times.next()?);
            drop(times);
            Some((block, one, other))
        });
        found.next().unwrap()
    }

    /// What everybody sees is the same, once, with our reminders and those of others.
    fn agree(&self, about: &str) {
        let seen = self.desk.seen();
        let (there, here) = (shown(&seen), ahead(&self.desk));
        assert_eq!(there, here, "{about}");
        let mut names: Vec<&String> = there.iter().map(|(_, uid, _)| uid).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), there.len(), "{about}: something is there twice");
        let reminders = self.desk.app.calendars(Nothing {}).unwrap().reminders;
        for event in &seen {
            let alarms = event["alarms"].as_array().unwrap();
            let has = |minutes: &u32| alarms.iter().filter(|alarm| **alarm == *minutes).count() == 1;
            assert!(reminders.iter().all(has), "{about}: {event}");
        }
    }

    /// One thing here, and one there before the request after so many; false if the pass needs no so many.
    fn act(&mut self, here: Here, there: &str, before: usize) -> bool {
        self.tries += 1;
        let about = format!("{here:?} here, {there} there before request {before}");
        let was = all(&self.desk.app);
        let (block, elsewhere, later) = self.block();
        let id = block.id.clone().unwrap();
        let (path, uid) = (self.path(&id), format!("{id}@ninefold"));
        let title = format!("With Grace {}", self.tries);
        let said = match there {
            "move" => self.desk.instant(later),
            "rename" => title.clone(),
            // No reminder of ours is so early.
            "remind" => (1_000 + self.tries).to_string(),
            _ => format!("ask, Tom; about \\ größer, {}{}", self.tries, " and more".repeat(12)),
        };
        let desk = &self.desk;
        match here {
            Here::Reminders => {}
            Here::Deleted => drop(desk.app.block_delete(BlockRef { id: id.clone() }).unwrap()),
            Here::Moved => {
                let to = BlockMove { id: id.clone(), start: elsewhere, minutes: block.minutes };
                desk.app.block_move(to).unwrap();
            }
        }
        let (tell, told) = mpsc::channel();
        let (there_is, port) = (there.to_owned(), desk.server.port);
        let calendar = format!("{}{}", desk.server.direct(), path.rsplit_once('/').unwrap().0) + "/";
        let at = path.clone();
        self.proxy.meanwhile(before, 1, move || {
            // What this pass has taken out already, nobody does anything with.
            let had = text_at(port, &at).map(|text| theirs(&text));
            if had.is_some() {
                let args = if there_is == "delete" { vec![&*uid] } else { vec![&*uid, &*said] };
                second_client(&calendar, &[&[&*there_is][..], &args].concat());
            }
            let has = text_at(port, &at).map(|text| theirs(&text));
            tell.send(had.map(|had| (had.len(), has.unwrap_or(had)))).unwrap();
        });
        let mut looks = vec![match here {
            Here::Reminders => {
                let reminders = vec![10 + self.tries % 900];
                desk.app.calendar_reminders_set(RemindersSet { reminders }).unwrap()
            }
            Here::Deleted | Here::Moved => desk.look(),
        }];
        let is_met = self.proxy.left() == 0;
        self.proxy.plan(&[]);
        let added = if is_met { told.recv().unwrap() } else { None };
        looks.extend([desk.look(), desk.look()]);
        for looked in &looks {
            assert!(!looked.trouble, "{about}: {}", looked.message);
        }
        let publishing = looks.last().unwrap().calendars.publishing.clone().unwrap();
        let notes: Vec<String> =
            looks.iter().flat_map(|looked| looked.calendars.publishing.clone().unwrap().notes).collect();
        let told: Vec<String> = desk.told().into_iter().filter_map(|told| told.message).collect();
        if added.is_some() {
            let now = desk.block(&id);
            match (here, there) {
                (Here::Deleted, _) => {
                    assert!(
                        now.is_none() && told.is_empty() && publishing.asks.is_empty(),
                        "{about}: {told:?}"
                    );
                    let is_named = notes.iter().any(|note| note.starts_with("“"));
                    assert_eq!(is_named, there == "move" || there == "rename", "{about}: {notes:?}");
                }
                (_, "move") => {
                    let now = now.unwrap();
                    assert_eq!((start_of(&now), now.locked), (later, true), "{about}: {told:?}");
                    assert!(
                        matches!(&told[..], [told] if told.starts_with("In your calendar: Moved “")),
                        "{about}: {told:?}"
                    );
                    assert_eq!(
                        told[0].contains("what you did there counts"),
                        here == Here::Moved,
                        "{told:?}"
                    );
                }
                (_, "rename") => {
                    let start = if here == Here::Moved { elsewhere } else { start_of(&block) };
                    let now = now.unwrap();
                    assert_eq!((start_of(&now), &now.title), (start, &title), "{about}: {told:?}");
                    assert!(matches!(&told[..], [told] if told.contains(&title)), "{about}: {told:?}");
                }
                (_, "delete") => {
                    assert!(
                        matches!(&publishing.asks[..], [ask] if ask.block == id),
                        "{about}: {publishing:?}"
                    );
                    assert_eq!(told.len(), 1, "{about}: {told:?}");
                    assert_eq!(text_at(port, &path), None, "{about}");
                    let keep = AskAnswered { blocks: vec![id.clone()], answer: AskAnswer::Keep };
                    desk.app.calendar_answer(keep).unwrap();
                    assert!(!desk.look().trouble, "{about}");
                }
                _ => assert!(told.is_empty() && publishing.asks.is_empty(), "{about}: {told:?}"),
            }
        }
        self.agree(&about);
        // Taken back here, it is taken back there, and what is theirs stays.
        for _ in 0..2 {
            if all(&desk.app) != was {
                desk.app.undo(Nothing {}).unwrap();
            }
        }
        assert_eq!(all(&desk.app), was, "{about}");
        assert!(!desk.look().trouble, "{about}");
        self.agree(&about);
        if let Some((had, added)) = added {
            assert_eq!(added.len() - had, usize::from(there == "annotate" || there == "remind"), "{about}");
            assert_eq!(theirs(&text_at(port, &path).unwrap()), added, "{about}");
        }
        assert_eq!(desk.told(), [], "{about}");
        is_met
    }
}

/// A learner of few hours, so that a pass has not many requests.
fn sit(kind: Kind) -> (Desk, Proxy) {
    let server = Server::start(kind);
    let proxy = Proxy::start(server.port);
    let host = TestHost::wednesday();
    let app = open(&host);
    finish(&app, OnboardingDraft { week_min: 180, ..draft(&app) }).unwrap();
    let connected = app.calendar_account_add(add(&format!("http://127.0.0.1:{}", proxy.port))).unwrap();
    let account = connected.account.unwrap();
    (Desk { server, host, app, account }, proxy)
}

fn another_program_acts_meanwhile(kind: Kind) {
    let (desk, proxy) = sit(kind);
    desk.publish();
    let mut play = Play { desk, proxy, tries: 0 };
    let is_long = std::env::var_os("NINEFOLD_FAULTS").is_some();
    let mut acts = 0;
    for here in [Here::Deleted, Here::Moved, Here::Reminders] {
        for (n, there) in THERE.into_iter().enumerate() {
            if is_long {
                // As many as the pass has.
                let met = (0..100).take_while(|before| play.act(here, there, *before)).count();
                assert!((3..100).contains(&met), "{here:?}, {there}: {met}");
                acts += met;
                continue;
            }
            // What is there is asked with the first two; in the test command one of those that write.
            let before = if here == Here::Reminders { 2 + n * 3 } else { 2 };
            assert!(play.act(here, there, before), "{here:?}, {there}: it has no {before} requests");
            acts += 1;
        }
    }
    println!(
        "torture: another program acts {acts} times while a pass writes to {kind:?} | nothing, nothing twice"
    );
}

#[test]
fn what_another_program_does_while_a_pass_writes_to_radicale_is_not_lost() {
    another_program_acts_meanwhile(Kind::Radicale);
}

#[test]
fn what_another_program_does_while_a_pass_writes_to_xandikos_is_not_lost() {
    another_program_acts_meanwhile(Kind::Xandikos);
}
