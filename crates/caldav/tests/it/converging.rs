//! Both sides change at random while requests and replies are lost and the program is killed: in the end both sides say the
//! same, nothing of others was touched, nothing is there twice, and everything a person did in the calendar was told once.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use caldav::{Account, Act, Fields, Home, Note, Ours, Outcome, Published, Session, Unclaimed};
use calendar::CalendarBlock;
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use url::Url;

use crate::server::{Line, Luck, PATH};

const ZONE: Tz = Tz::Europe__Berlin;

fn noon() -> DateTime<Utc> {
    "2026-03-27T12:00:00Z".parse().unwrap()
}

fn block(uid: &str, hours: i64, minutes: u32, title: &str, edition: u32) -> CalendarBlock {
    CalendarBlock {
        uid: uid.to_owned(),
        start: noon() + TimeDelta::hours(hours),
        minutes,
        title: title.to_owned(),
        description: format!("Outcome {}", edition % 3),
        category: "Maths".to_owned(),
        colour: "teal".to_owned(),
        alarms: vec![10],
        sequence: edition,
        stamp: noon() + TimeDelta::seconds(i64::from(edition)),
        tasks: Vec::new(),
    }
}

/// What the learner does here.
#[derive(Debug, Clone)]
enum Here {
    New(i64),
    Move(Index, i64),
    Resize(Index, u32),
    Rename(Index, &'static str),
    Describe(Index),
    Remove(Index),
    Fix(Index),
    /// What was removed last is there again.
    Back,
}

/// What people do in the calendar.
#[derive(Debug, Clone)]
enum There {
    Move(Index, i64),
    Resize(Index, u32),
    Rename(Index, &'static str),
    Delete(Index),
    Cancel(Index),
    Annotate(Index, u32),
    /// With a program that throws away what it does not know.
    Strip(Index),
    Foreign(u32),
    ForgetTokens,
}

#[derive(Debug, Clone)]
enum Op {
    Here(Here),
    There(There),
    Publish(Vec<Luck>, bool),
}

fn op() -> impl Strategy<Value = Op> {
    let titles = || {
        select(vec![
            "Vectors",
            "Große; Matrizen, \\ und mehr",
            "老師",
            "A title that is far too long to stand in one single line of a calendar",
        ])
    };
    let here = prop_oneof![
        3 => (0..200_i64).prop_map(Here::New),
        2 => (any::<Index>(), 0..200_i64).prop_map(|(at, hours)| Here::Move(at, hours)),
        1 => (any::<Index>(), 1..8_u32).prop_map(|(at, n)| Here::Resize(at, n * 15)),
        1 => (any::<Index>(), titles()).prop_map(|(at, title)| Here::Rename(at, title)),
        1 => any::<Index>().prop_map(Here::Describe),
        1 => any::<Index>().prop_map(Here::Remove),
        1 => any::<Index>().prop_map(Here::Fix),
        2 => Just(Here::Back),
    ];
    let there = prop_oneof![
        3 => (any::<Index>(), 0..200_i64).prop_map(|(at, hours)| There::Move(at, hours)),
        1 => (any::<Index>(), 1..8_u32).prop_map(|(at, n)| There::Resize(at, n * 15)),
        1 => (any::<Index>(), titles()).prop_map(|(at, title)| There::Rename(at, title)),
        1 => any::<Index>().prop_map(There::Delete),
        1 => any::<Index>().prop_map(There::Cancel),
        2 => (any::<Index>(), 0..1_000_u32).prop_map(|(at, n)| There::Annotate(at, n)),
        1 => any::<Index>().prop_map(There::Strip),
        1 => (0..5_u32).prop_map(There::Foreign),
        1 => Just(There::ForgetTokens),
    ];
    let luck = prop_oneof![
        6 => Just(Luck::Fine),
        1 => Just(Luck::LostRequest),
        2 => Just(Luck::LostReply),
        2 => Just(Luck::Crash),
        1 => Just(Luck::Busy),
        1 => Just(Luck::Empty),
        1 => Just(Luck::NoTexts),
        1 => Just(Luck::Overtaken),
    ];
    let publish = (proptest::collection::vec(luck, 0..12), any::<bool>());
    prop_oneof![
        3 => here.prop_map(Op::Here),
        3 => there.prop_map(Op::There),
        3 => publish.prop_map(|(luck, agrees)| Op::Publish(luck, agrees)),
    ]
}

/// The learner's side: what is in memory, and what is on the disk.
#[derive(Clone, Default)]
struct Learner {
    blocks: BTreeMap<String, Ours>,
    known: Published,
    disk: Option<Box<(BTreeMap<String, Ours>, Published)>>,
    /// Whether it does what people did in the calendar.
    agrees: bool,
    /// What people did there and was not told yet, and what stood there when they began.
    untold: BTreeMap<String, (Deed, Fields)>,
    edition: u32,
    removed: Vec<Ours>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Deed {
    /// To this.
    Changed(Fields),
    Deleted,
}

impl Deed {
    fn is(&self, act: &Act) -> bool {
        match act {
            Act::Changed { .. } => matches!(self, Deed::Changed(_)),
            Act::Deleted { .. } | Act::Cancelled { .. } => *self == Deed::Deleted,
        }
    }
}

/// Whether each field that was changed, from what stood there, is so in what both sides have in common now.
fn is_done(to: &Fields, before: &Fields, agreed: &Fields) -> bool {
    let untouched = |same: fn(&Fields, &Fields) -> bool| same(to, before);
    let alike: [fn(&Fields, &Fields) -> bool; 3] =
        [|a, b| a.start == b.start, |a, b| a.minutes == b.minutes, |a, b| a.title == b.title];
    alike.into_iter().all(|same| same(to, agreed) || untouched(same))
}

impl Learner {
    fn does_not_know(&mut self, uid: String, deed: Deed, before: Fields) {
        let before = self.untold.remove(&uid).map_or(before, |(_, before)| before);
        self.untold.insert(uid, (deed, before));
    }
}

impl Home for Learner {
    fn blocks(&mut self, acts: &[Act], known: &Published) -> Option<Vec<Ours>> {
        for act in acts {
            let deed = self.untold.remove(act.uid()).map(|(deed, _)| deed);
            assert!(
                deed.as_ref().is_some_and(|deed| deed.is(act)),
                "nobody did this, or it was told before: {act:?}, {deed:?}"
            );
            self.edition += 1;
            let Some(ours) = self.blocks.get_mut(act.uid()).filter(|_| self.agrees) else { continue };
            match act {
                Act::Changed { to, .. } => {
                    let Fields { start, minutes, title } = to.clone();
                    (ours.block.start, ours.block.minutes, ours.block.title) = (start, minutes, title);
                }
                Act::Deleted { uid, .. } | Act::Cancelled { uid, .. } => drop(self.blocks.remove(uid)),
            }
        }
        // One transaction for what was done and what is known.
        self.disk = Some(Box::new((self.blocks.clone(), known.clone())));
        Some(self.blocks.values().cloned().collect())
    }

    fn own(&mut self, found: &[Unclaimed]) -> Option<BTreeSet<String>> {
        let known = |found: &&Unclaimed| self.blocks.contains_key(&found.uid);
        Some(found.iter().filter(known).map(|found| found.uid.clone()).collect())
    }

    fn keep(&mut self, known: &Published) -> bool {
        self.disk = Some(Box::new((self.blocks.clone(), known.clone())));
        true
    }
}

struct World {
    line: Line,
    learner: Learner,
    /// What people wrote into objects of ours, to be found there as long as the object is.
    notes: BTreeMap<String, Vec<String>>,
    created: u32,
    /// Objects of others as they wrote them.
    foreign: BTreeMap<String, String>,
    /// What was ever removed here; that it was removed there as well is no news.
    removed: BTreeSet<String>,
}

impl World {
    fn new(tokens: bool, says_etags: bool) -> World {
        let line = Line::default();
        {
            let mut server = line.0.borrow_mut();
            (server.tokens, server.says_etags) = (tokens, says_etags);
        }
        let mut world = World {
            line,
            learner: Learner::default(),
            notes: BTreeMap::new(),
            created: 0,
            foreign: BTreeMap::new(),
            removed: BTreeSet::new(),
        };
        world.another("dentist");
        world
    }

    /// An event of others, or the same with other words.
    fn another(&mut self, name: &str) {
        let path = format!("{PATH}{name}.ics");
        let text = format!(
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:{name}\r\nX-N:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            self.created
        );
        self.foreign.insert(path.clone(), text.clone());
        let mut server = self.line.0.borrow_mut();
        server.foreign.insert(path.clone());
        server.put(&path, text);
    }

    fn here(&mut self, here: &Here) {
        self.learner.edition += 1;
        let edition = self.learner.edition;
        if let Here::New(hours) = here {
            self.created += 1;
            let uid = format!("b{}@ninefold", self.created);
            let block = block(&uid, *hours, 50, "Vectors", edition);
            self.learner.blocks.insert(uid, Ours { block, fixed: false, late: false });
        }
        if let Here::Back = here {
            let back =
                self.learner.removed.pop().filter(|ours| !self.learner.blocks.contains_key(&ours.block.uid));
            self.learner.blocks.extend(back.map(|ours| (ours.block.uid.clone(), ours)));
        }
        let uids: Vec<String> = self.learner.blocks.keys().cloned().collect();
        let (Here::Move(at, _)
        | Here::Resize(at, _)
        | Here::Rename(at, _)
        | Here::Describe(at)
        | Here::Remove(at)
        | Here::Fix(at)) = here
        else {
            return;
        };
        if uids.is_empty() {
            return;
        }
        let uid = at.get(&uids);
        let Some(ours) = self.learner.blocks.get_mut(uid) else { return };
        ours.block.stamp = noon() + TimeDelta::seconds(i64::from(edition));
        match here {
            Here::Move(_, hours) => ours.block.start = noon() + TimeDelta::hours(*hours),
            Here::Resize(_, minutes) => ours.block.minutes = *minutes,
            Here::Rename(_, title) => (*title).clone_into(&mut ours.block.title),
            Here::Describe(_) => ours.block.description = format!("Outcome {edition}"),
            Here::Fix(_) => ours.fixed = true,
            Here::Remove(_) => {
                self.removed.insert(uid.clone());
                self.learner.removed.extend(self.learner.blocks.remove(uid));
            }
            Here::New(_) | Here::Back => {}
        }
    }

    /// Our objects, by path.
    fn ours(&self) -> Vec<(String, String)> {
        let server = self.line.0.borrow();
        let all = server.objects.iter().filter(|(path, _)| !server.foreign.contains(*path));
        all.map(|(path, object)| (path.clone(), object.text.clone())).collect()
    }

    fn there(&mut self, there: &There) {
        match there {
            There::Foreign(n) => return self.another(&format!("other-{n}")),
            There::ForgetTokens => return self.line.0.borrow_mut().forget_tokens(),
            _ => {}
        }
        let all = self.ours();
        let (There::Move(at, _)
        | There::Resize(at, _)
        | There::Rename(at, _)
        | There::Delete(at)
        | There::Cancel(at)
        | There::Annotate(at, _)
        | There::Strip(at)) = there
        else {
            return;
        };
        if all.is_empty() {
            return;
        }
        let (path, text) = at.get(&all).clone();
        let uid = uid_of(&text);
        let before = said(&text);
        let new = match there {
            There::Move(_, hours) => {
                let start = noon() + TimeDelta::hours(*hours);
                let end = start + (before.2 - before.1);
                time(&time(&text, "DTSTART", start), "DTEND", end)
            }
            There::Resize(_, minutes) => {
                time(&text, "DTEND", before.1 + TimeDelta::minutes(i64::from(*minutes)))
            }
            There::Rename(_, title) => {
                replace(&text, "SUMMARY", &calendar::folded(&format!("SUMMARY:{}", calendar::escaped(title))))
            }
            There::Cancel(_) => replace(&text, "STATUS", "STATUS:CANCELLED\r\n"),
            There::Annotate(_, n) => {
                let note = format!("X-PHONE-{n};X-P=\"a;b:c\":Note {n}\\, kept\r\n  as it is\r\n");
                self.notes.entry(path.clone()).or_default().push(note.clone());
                text.replacen("END:VEVENT", &format!("{note}END:VEVENT"), 1)
            }
            There::Strip(_) => replace(&text, "X-NINEFOLD-WROTE", ""),
            There::Delete(_) | There::Foreign(_) | There::ForgetTokens => String::new(),
        };
        let mut server = self.line.0.borrow_mut();
        if matches!(there, There::Delete(_)) {
            server.delete(&path);
            self.notes.remove(&path);
            // An object that was never known to have arrived cannot be missed; it is written again, once.
            let known = self.learner.known.objects.get(&uid).is_some_and(|known| known.agreed.is_some());
            if known {
                self.learner.does_not_know(uid, Deed::Deleted, fields(before));
            } else {
                self.learner.untold.remove(&uid);
            }
            return;
        }
        // What is done to a cancelled event does not make it less cancelled; the same again while the answer to it has not
        // arrived is the same question.
        let answering = self.learner.known.objects.get(&uid).is_some_and(|known| {
            let cancelled = known.text.as_deref().is_some_and(|text| text.contains("STATUS:CANCELLED"));
            known.answered && known.stale && cancelled
        });
        let again = matches!(there, There::Cancel(_)) && answering;
        if said(&new) != before && !before.3 && !again {
            let cancelled = new.contains("STATUS:CANCELLED");
            let deed = if cancelled { Deed::Deleted } else { Deed::Changed(fields(said(&new))) };
            self.learner.does_not_know(uid, deed, fields(before));
        }
        server.put(&path, new);
    }

    fn publish(&mut self, luck: &[Luck], agrees: bool) -> Option<Outcome> {
        self.line.0.borrow_mut().luck = luck.iter().copied().collect();
        self.learner.agrees = agrees;
        let url = Url::parse(&format!("https://c.example{PATH}")).unwrap();
        let account =
            Account { url: url.clone(), user: "me".into(), password: "secret".into(), hosts: Vec::new() };
        let cancel = Arc::new(AtomicBool::new(false));
        let session = Session { transport: &self.line, account: &account, cancel: &cancel, now: noon() };
        let mut known = self.learner.known.clone();
        let result = session.publish(&url, &mut known, ZONE, true, &mut self.learner);
        self.learner.known = known;
        let mut server = self.line.0.borrow_mut();
        server.luck.clear();
        for path in std::mem::take(&mut server.taken) {
            self.notes.remove(&path);
        }
        if std::mem::take(&mut server.crashed) {
            // What was not on the disk is gone.
            let (blocks, known) = *self.learner.disk.clone().unwrap();
            (self.learner.blocks, self.learner.known) = (blocks, known);
        }
        drop(server);
        for note in result.iter().flat_map(|outcome| &outcome.notes) {
            if let Note::PutBack { uid, .. } | Note::GoneHere { uid, .. } | Note::AllDay { uid } = note {
                self.learner.untold.remove(uid);
            }
        }
        // What both sides did alike is no news.
        let known = &self.learner.known;
        self.learner.untold.retain(|uid, (deed, before)| {
            let agreed = known.objects.get(uid).and_then(|known| known.agreed.as_ref());
            !matches!((deed, agreed), (Deed::Changed(to), Some(agreed)) if is_done(to, before, agreed))
        });
        result.ok()
    }

    fn check(&mut self) {
        for _ in 0..8 {
            let outcome = self.publish(&[], true).unwrap();
            assert_eq!(outcome.refused, []);
        }
        let writes = self.line.0.borrow().writes;
        let outcome = self.publish(&[], true).unwrap();
        assert_eq!((outcome.written, self.line.0.borrow().writes), (0, writes), "it does not come to rest");
        let mut there: BTreeMap<String, (DateTime<Utc>, u32, String)> = BTreeMap::new();
        for (path, text) in self.ours() {
            let (title, start, end, cancelled) = said(&text);
            let uid = uid_of(&text);
            let fixed = self.learner.blocks.get(&uid).is_some_and(|ours| ours.fixed);
            if cancelled && fixed {
                continue;
            }
            assert!(!cancelled, "{text}");
            let minutes = u32::try_from((end - start).num_minutes()).unwrap();
            let double = there.insert(uid, (start, minutes, title));
            assert_eq!(double, None, "twice");
            for note in self.notes.get(&path).into_iter().flatten() {
                assert!(text.contains(note), "{note} is not kept in {text}");
            }
        }
        // What is over may have been cleared away there.
        let blocks =
            self.learner.blocks.values().filter(|ours| !ours.fixed || there.contains_key(&ours.block.uid));
        let here: BTreeMap<_, _> = blocks
            .map(|ours| {
                (ours.block.uid.clone(), (ours.block.start, ours.block.minutes, ours.block.title.clone()))
            })
            .collect();
        assert_eq!(there, here);
        // A deed that is not told is one on what is over, or on what was removed here as well.
        for (uid, (deed, _)) in &self.learner.untold {
            let ours = self.learner.blocks.get(uid);
            let same = ours.is_none() || ours.is_some_and(|ours| ours.fixed) || self.removed.contains(uid);
            assert!(same, "{uid}: {deed:?} was never told");
        }
        let server = self.line.0.borrow();
        for (path, text) in &self.foreign {
            assert_eq!(&server.objects.get(path).unwrap().text, text, "{path} was touched");
        }
        assert_eq!(server.foreign.len(), self.foreign.len());
    }
}

fn uid_of(text: &str) -> String {
    let at = text.find("BEGIN:VEVENT").unwrap();
    text[at..].split("UID:").nth(1).unwrap().split("\r\n").next().unwrap().to_owned()
}

/// Title, start, end and whether it is cancelled.
fn said(text: &str) -> (String, DateTime<Utc>, DateTime<Utc>, bool) {
    let single = calendar::read_singles(text, ZONE).remove(0);
    let calendar::When::Timed { start, end } = single.when else { panic!("{text}") };
    let at = text.find("\r\nSUMMARY").unwrap();
    let value = text[at..].split_once(':').unwrap().1.replace("\r\n ", "");
    let title = value.split("\r\n").next().unwrap();
    let title = title.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
    (title, start, end, single.cancelled)
}

fn fields((title, start, end, _): (String, DateTime<Utc>, DateTime<Utc>, bool)) -> Fields {
    Fields { start, minutes: u32::try_from((end - start).num_minutes()).unwrap(), title }
}

/// The text with other lines in the place of a property of the event.
fn replace(text: &str, name: &str, lines: &str) -> String {
    let event = text.find("BEGIN:VEVENT").unwrap();
    let from = [":", ";"].iter().filter_map(|end| text[event..].find(&format!("\r\n{name}{end}"))).min();
    let Some(from) = from.map(|from| event + from + 2) else {
        return format!("{}{lines}{}", &text[..event + 14], &text[event + 14..]);
    };
    let mut to = from;
    loop {
        to += text[to..].find("\r\n").unwrap() + 2;
        if !text[to..].starts_with(' ') {
            return format!("{}{lines}{}", &text[..from], &text[to..]);
        }
    }
}

fn time(text: &str, name: &str, at: DateTime<Utc>) -> String {
    replace(text, name, &format!("{name}:{}\r\n", at.format("%Y%m%dT%H%M%SZ")))
}

/// In the test command a hundred and fifty, in `cargo xtask torture` many more.
fn cases() -> u32 {
    let times = std::env::var("NINEFOLD_FAULTS").ok().and_then(|times| times.parse::<u32>().ok());
    150 * times.unwrap_or(1)
}

#[test]
fn both_sides_come_to_say_the_same() {
    both_sides_say_the_same_in_the_end();
    println!(
        "torture: blocks and calendar changed on both sides at random: {} lives | nothing, both say the same",
        cases()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

    fn both_sides_say_the_same_in_the_end(
        tokens in any::<bool>(),
        says_etags in any::<bool>(),
        ops in proptest::collection::vec(op(), 1..60),
    ) {
        let mut world = World::new(tokens, says_etags);
        for op in &ops {
            match op {
                Op::Here(here) => world.here(here),
                Op::There(there) => world.there(there),
                Op::Publish(luck, agrees) => drop(world.publish(luck, *agrees)),
            }
        }
        world.check();
    }
}
