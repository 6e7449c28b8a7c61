//! Bytes to what a calendar server says: the text of an object that was a block of ours, and replies to whatever is asked.
//! What follows from the object comes to rest once it is written, and no replies make anything panic, ask without end, or
//! change what is kept of a calendar after a fault.
//!
//! A line `@STATUS` begins a reply, `^NAME: VALUE` is a header of it, all else its body. What stands before the first is the
//! object.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use caldav::{
    Account, Act, Copy, Fault, Fields, Home, Known, Ours, Published, Reply, Request, Session, Settlement,
    Transport, Unclaimed, Write, settle,
};
use calendar::{CalendarBlock, Window};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use url::Url;

const UID: &str = "b1@ninefold";
const ZONE: Tz = Tz::Europe__Berlin;

/// More replies than these find nothing that fewer do not.
const MOST_REPLIES: usize = 40;

fn noon() -> DateTime<Utc> {
    "2026-03-27T12:00:00Z".parse().expect("an instant")
}

/// The block as it is here, so many hours later than at first.
fn ours(hours: i64) -> Ours {
    let block = CalendarBlock {
        uid: UID.to_owned(),
        start: noon() + TimeDelta::hours(hours),
        minutes: 50,
        title: "Vectors".to_owned(),
        description: "What it is about.".to_owned(),
        category: "Study".to_owned(),
        colour: "teal".to_owned(),
        alarms: vec![10],
        sequence: 0,
        stamp: noon() + TimeDelta::hours(hours),
        tasks: Vec::new(),
    };
    Ours { block, fixed: false, late: false }
}

fn known(text: &str) -> Known {
    let wrote =
        settle(&Published::default(), &[ours(0)], ZONE).writes.into_iter().find_map(|write| match write {
            Write::Put { wrote, .. } => Some(wrote),
            Write::Delete { .. } => None,
        });
    Known {
        href: "/dav/b1%40ninefold.ics".to_owned(),
        etag: Some("\"1\"".to_owned()),
        text: Some(text.to_owned()),
        agreed: Some(Fields::of(&ours(0).block)),
        wrote,
        ..Known::default()
    }
}

/// The object, and the replies.
fn read(data: &[u8]) -> (String, Vec<Reply>) {
    let (mut object, mut replies) = (Vec::new(), Vec::<Reply>::new());
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        let text = String::from_utf8_lossy(line);
        match (text.strip_prefix('@'), text.strip_prefix('^'), replies.last_mut()) {
            (Some(status), _, _) => {
                if replies.len() == MOST_REPLIES {
                    break;
                }
                replies.push(Reply { status: status.trim().parse().unwrap_or(207), ..Reply::default() });
            }
            (None, Some(header), Some(reply)) => {
                let (name, value) = header.split_once(':').unwrap_or((header, ""));
                reply.headers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
            }
            (None, _, Some(reply)) => reply.body.extend_from_slice(line),
            (None, _, None) => object.extend_from_slice(line),
        }
    }
    (String::from_utf8_lossy(&object).into_owned(), replies)
}

/// Puts the object beside blocks of ours, and the replies before an account.
pub fn run(data: &[u8]) {
    let (object, replies) = read(data);
    let fixed = Ours { fixed: true, ..ours(0) };
    let late = Ours { late: true, ..fixed.clone() };
    for here in [&[ours(0)][..], &[ours(26)], &[fixed], &[late], &[]] {
        object_comes_to_rest(&object, here);
    }
    if !replies.is_empty() {
        server(replies);
    }
}

/// Acts are done or refused, what is to be written is written; then nothing is left to do.
fn object_comes_to_rest(text: &str, here: &[Ours]) {
    let published = Published { objects: [(UID.to_owned(), known(text))].into(), ..Published::default() };
    for does in [true, false] {
        let mut here = here.to_vec();
        let mut settled = settle(&published, &here, ZONE);
        assert_eq!(settled, settle(&published, &here, ZONE));
        for act in settled.acts.clone() {
            settled.published.answer(&act);
            if does {
                here = done(here, &act);
            }
        }
        let after = settle(&settled.published, &here, ZONE);
        assert_eq!(after.acts, [], "it was answered");
        let written = wrote(after);
        let rest = settle(&written, &here, ZONE);
        assert_eq!((rest.acts, rest.writes), (Vec::new(), Vec::new()), "{text:?} is written for ever");
    }
}

/// The blocks after what a person did there.
fn done(here: Vec<Ours>, act: &Act) -> Vec<Ours> {
    let Act::Changed { to, .. } = act else { return Vec::new() };
    let changed = |mut ours: Ours| {
        (ours.block.start, ours.block.minutes) = (to.start, to.minutes);
        ours.block.title.clone_from(&to.title);
        ours.block.stamp += TimeDelta::minutes(1);
        ours
    };
    here.into_iter().map(changed).collect()
}

/// What is known once a server took everything that is to be written.
fn wrote(settled: Settlement) -> Published {
    let mut known = settled.published;
    for write in settled.writes {
        match write {
            Write::Delete { uid, etag } => {
                let object = known.objects.remove(&uid);
                assert_eq!(object.and_then(|object| object.etag), Some(etag), "only what was looked at goes");
            }
            Write::Put { uid, text, wrote, fields, etag } => {
                let object = known.objects.entry(uid).or_default();
                assert_eq!(object.etag, etag, "only what was looked at is replaced");
                *object = Known {
                    href: object.href.clone(),
                    etag: Some("\"2\"".to_owned()),
                    text: Some(text),
                    agreed: Some(fields),
                    wrote: Some(wrote),
                    ..Known::default()
                };
            }
        }
    }
    known
}

/// Answers everything from a list, then from its beginning again, and counts what was asked.
struct Says {
    replies: Vec<Reply>,
    asked: RefCell<usize>,
}

impl Transport for Says {
    fn exchange(&self, _: &Request, _: &Arc<AtomicBool>) -> Result<Reply, Fault> {
        let mut asked = self.asked.borrow_mut();
        let reply = self.replies[*asked % self.replies.len()].clone();
        *asked += 1;
        assert!(*asked < 20_000, "it asks without end");
        Ok(reply)
    }
}

struct Learner(Vec<Ours>);

impl Home for Learner {
    fn blocks(&mut self, acts: &[Act], _: &Published) -> Option<Vec<Ours>> {
        for act in acts {
            self.0 = done(std::mem::take(&mut self.0), act);
        }
        Some(self.0.clone())
    }

    fn own(&mut self, found: &[Unclaimed]) -> Option<BTreeSet<String>> {
        Some(found.iter().map(|found| found.uid.clone()).collect())
    }

    fn keep(&mut self, _: &Published) -> bool {
        true
    }
}

fn server(replies: Vec<Reply>) {
    let says = Says { replies, asked: RefCell::default() };
    let url = Url::parse("https://c.example/dav/").expect("an address");
    let account =
        Account { url: url.clone(), user: "me".into(), password: "secret".into(), hosts: Vec::new() };
    let cancel = Arc::new(AtomicBool::new(false));
    let session = Session { transport: &says, account: &account, cancel: &cancel, now: noon() };
    let _ = session.calendars(&url);
    let _ = session.make_calendar(&url, "ninefold", "Ninefold", "#008080");
    let window =
        Window { from: "2026-03-01".parse().expect("a day"), until: "2026-06-01".parse().expect("a day") };
    let (mut copy, mut published) = (Copy::default(), Published::default());
    let mut learner = Learner(vec![ours(0)]);
    for _ in 0..3 {
        let before = copy.clone();
        if copy.refresh(&session, &url, window, &mut |_, _| {}).is_err() {
            assert_eq!(copy, before, "a fault left half of it");
        }
        if let Ok(busy) = copy.busy(window, ZONE, &mut |_, _| true) {
            assert!(busy.events.len() <= calendar::MAX_OCCURRENCES);
        }
        let _ = session.publish(&url, &mut published, ZONE, false, &mut learner);
        // As it is kept between two runs of the program.
        let kept = serde_json::to_string(&published).expect("it can be written");
        assert_eq!(serde_json::from_str::<Published>(&kept).expect("it can be read"), published);
    }
}
