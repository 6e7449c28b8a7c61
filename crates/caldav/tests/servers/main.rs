//! Against real servers on this computer: Radicale and Xandikos, plain, behind nginx with TLS, and behind a proxy that makes
//! faults; with a second real client at work on the same calendar.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod faults;
mod front;
mod meanwhile;
mod peers;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use caldav::{
    Account, Act, Calendar, CertificateFault, Copy, Fault, Found, Home, Login, Network, Ours, Outcome,
    Published, Session, Trusted, Unclaimed, discover,
};
use calendar::{CalendarBlock, Window};
use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use serde_json::{Value, json};

use faults::{Fault as Bad, Proxy};
use front::{Authority, Front};
use peers::{Kind, PASSWORD, Server, USER, second_client};

const ZONE: Tz = Tz::Europe__Berlin;

fn day() -> DateTime<Utc> {
    "2026-03-27T08:00:00Z".parse().unwrap()
}

fn block(n: u32, hours: i64) -> CalendarBlock {
    CalendarBlock {
        uid: format!("{n:08}-block@ninefold"),
        start: day() + TimeDelta::hours(hours),
        minutes: 50,
        title: format!("Vectors, {n}; \\ größer"),
        description: "- Say what a basis is\n\nhttps://example.org/?a=1&b=<2>".to_owned(),
        category: "Maths".to_owned(),
        colour: "teal".to_owned(),
        alarms: vec![10],
        sequence: 0,
        stamp: day(),
        tasks: Vec::new(),
    }
}

fn login(address: &str) -> Login {
    Login {
        address: address.to_owned(),
        user: USER.to_owned(),
        password: PASSWORD.to_owned(),
        hosts: Vec::new(),
        services: Vec::new(),
    }
}

fn flag() -> Arc<AtomicBool> {
    Arc::new(AtomicBool::new(false))
}

/// A learner who does what is done in the calendar.
#[derive(Default)]
struct Learner {
    blocks: BTreeMap<String, CalendarBlock>,
    acts: Vec<Act>,
    kept: usize,
}

impl Learner {
    fn with(blocks: impl IntoIterator<Item = CalendarBlock>) -> Learner {
        Learner {
            blocks: blocks.into_iter().map(|block| (block.uid.clone(), block)).collect(),
            ..Learner::default()
        }
    }
}

impl Home for Learner {
    fn blocks(&mut self, acts: &[Act], _: &Published) -> Option<Vec<Ours>> {
        for act in acts {
            match act {
                Act::Changed { uid, to, .. } => {
                    let block = self.blocks.get_mut(uid).unwrap();
                    (block.start, block.minutes, block.title) = (to.start, to.minutes, to.title.clone());
                }
                Act::Deleted { uid, .. } | Act::Cancelled { uid, .. } => drop(self.blocks.remove(uid)),
            }
        }
        self.acts.extend_from_slice(acts);
        Some(
            self.blocks
                .values()
                .map(|block| Ours { block: block.clone(), fixed: false, late: false })
                .collect(),
        )
    }

    fn own(&mut self, found: &[Unclaimed]) -> Option<BTreeSet<String>> {
        let known = |found: &&Unclaimed| self.blocks.contains_key(&found.uid);
        Some(found.iter().filter(known).map(|found| found.uid.clone()).collect())
    }

    fn keep(&mut self, _: &Published) -> bool {
        self.kept += 1;
        true
    }
}

/// A learner's computer with an account.
struct Desk {
    network: Network,
    account: Account,
    calendar: Calendar,
    known: Published,
    learner: Learner,
}

impl Desk {
    fn sit(address: &str, trusted: &[Trusted]) -> Desk {
        let network = Network::new(trusted).unwrap();
        let Found { account, home, calendars } = discover(&network, &login(address), &flag(), day()).unwrap();
        let home = home.unwrap();
        let cancel = flag();
        let session = Session { transport: &network, account: &account, cancel: &cancel, now: day() };
        let (calendar, is_new) =
            session.make_calendar(&home, "ninefold", "Ninefold ä & <b>", "#008080").unwrap();
        assert!(is_new);
        assert_eq!(calendar.name, "Ninefold ä & <b>");
        assert!(calendar.writable && calendar.events, "{calendar:?}");
        // The same again, as after an answer that was lost, is the same calendar.
        assert_eq!(
            session.make_calendar(&home, "ninefold", "Ninefold ä & <b>", "#008080").unwrap(),
            (calendar.clone(), false)
        );
        let all = session.calendars(&home).unwrap();
        assert_eq!(all.len(), calendars.len() + 1, "{all:?}");
        Desk { network, account, calendar, known: Published::default(), learner: Learner::default() }
    }

    fn publish(&mut self) -> Result<Outcome, Fault> {
        let cancel = flag();
        let session =
            Session { transport: &self.network, account: &self.account, cancel: &cancel, now: day() };
        session.publish(&self.calendar.url, &mut self.known, ZONE, false, &mut self.learner)
    }

    /// The calendar's address for a program that goes to the server itself.
    fn beside(&self, server: &Server) -> String {
        format!("{}{}", server.direct(), self.calendar.url.path())
    }

    fn shown(&self) -> Value {
        let shown = |block: &CalendarBlock| {
            json!({
                "uid": block.uid,
                "start": block.start.format("%Y-%m-%dT%H:%M:%SZ").to_string(),
                "minutes": block.minutes,
                "title": block.title,
                "alarms": block.alarms,
            })
        };
        self.learner.blocks.values().map(shown).collect()
    }
}

/// What the second client sees of our blocks, without the notes.
fn seen(calendar: &str) -> Value {
    let Value::Array(all) = second_client(calendar, &["list"]) else { panic!("no list") };
    let ours = all.into_iter().filter(|event| event["uid"].as_str().unwrap().ends_with("@ninefold"));
    ours.map(|mut event| {
        event.as_object_mut().unwrap().remove("note");
        event
    })
    .collect()
}

fn a_day_with_another_program(kind: Kind) {
    let server = Server::start(kind);
    let mut desk = Desk::sit(&server.direct(), &[]);
    let beside = desk.beside(&server);
    second_client(&beside, &["add", "dentist", "2026-03-27T14:00:00Z"]);
    desk.learner = Learner::with((1..=7).map(|n| block(n, i64::from(n) * 20)));
    assert_eq!(desk.publish().unwrap().written, 7);
    assert_eq!(seen(&beside), desk.shown());
    // At rest nothing is written.
    assert_eq!(desk.publish().unwrap(), Outcome::default());

    let uid = |n: u32| format!("{n:08}-block@ninefold");
    second_client(&beside, &["annotate", &uid(1), "ask, Tom; about \\ it"]);
    // Some servers keep less of it than they were given.
    let note = |all: &Value| {
        all.as_array().unwrap().iter().find(|event| event["uid"] == json!(uid(1))).unwrap()["note"].clone()
    };
    let noted = note(&second_client(&beside, &["list"]));
    assert!(noted.as_str().unwrap().starts_with("ask"), "{noted}");
    second_client(&beside, &["move", &uid(2), "2026-03-30T07:15:00Z"]);
    second_client(&beside, &["rename", &uid(3), "Vectors, the hard part"]);
    second_client(&beside, &["delete", &uid(4)]);
    desk.learner.blocks.get_mut(&uid(1)).unwrap().start += TimeDelta::minutes(30);
    desk.learner.blocks.get_mut(&uid(1)).unwrap().description = "Something else".to_owned();
    desk.learner.blocks.remove(&uid(5));
    let outcome = desk.publish().unwrap();
    // What was changed and removed here, and the marks of the two that were changed there.
    assert_eq!((outcome.written, outcome.refused.len(), outcome.unfinished), (4, 0, false), "{outcome:?}");
    assert_eq!(desk.learner.acts.len(), 3, "{:?}", desk.learner.acts);
    assert_eq!(desk.learner.blocks[&uid(2)].start.to_rfc3339(), "2026-03-30T07:15:00+00:00");
    assert_eq!(desk.learner.blocks[&uid(3)].title, "Vectors, the hard part");
    assert!(!desk.learner.blocks.contains_key(&uid(4)));
    assert_eq!(seen(&beside), desk.shown());
    assert_eq!(desk.publish().unwrap(), Outcome::default());
    let all = second_client(&beside, &["list"]);
    assert_eq!(note(&all), noted);
    assert!(all.as_array().unwrap().iter().any(|event| event["uid"] == "dentist"));

    // Another start of the program that lost what it knew finds its objects again, and doubles none.
    desk.known = Published::default();
    let outcome = desk.publish().unwrap();
    assert!(outcome.refused.is_empty() && outcome.notes.is_empty(), "{outcome:?}");
    assert_eq!(seen(&beside), desk.shown());
    assert_eq!(desk.publish().unwrap(), Outcome::default());

    // Most of all taken out at once is asked about, and nothing done before.
    for n in [1, 2, 3, 6, 7] {
        second_client(&beside, &["delete", &uid(n)]);
    }
    assert_eq!(desk.publish().unwrap().many_deleted, Some(5));
    assert_eq!(desk.learner.blocks.len(), 5);
}

#[test]
fn what_is_deleted_right_after_it_was_written_is_noticed() {
    for kind in [Kind::Radicale, Kind::Xandikos] {
        let server = Server::start(kind);
        let mut desk = Desk::sit(&server.direct(), &[]);
        let beside = desk.beside(&server);
        desk.learner = Learner::with([block(1, 20), block(2, 40)]);
        desk.publish().unwrap();
        desk.publish().unwrap();
        // Between two askings it comes and goes: a server may tell of neither.
        let new = block(3, 60);
        desk.learner.blocks.insert(new.uid.clone(), new.clone());
        assert_eq!(desk.publish().unwrap().written, 1);
        second_client(&beside, &["delete", &new.uid]);
        desk.publish().unwrap();
        assert!(
            matches!(&desk.learner.acts[..], [Act::Deleted { uid, .. }] if *uid == new.uid),
            "{:?}",
            desk.learner.acts
        );
        assert_eq!(desk.publish().unwrap(), Outcome::default());
    }
}

#[test]
fn a_day_on_radicale() {
    a_day_with_another_program(Kind::Radicale);
}

#[test]
fn a_day_on_xandikos() {
    a_day_with_another_program(Kind::Xandikos);
}

fn busy_time_follows(kind: Kind) {
    let server = Server::start(kind);
    let mut desk = Desk::sit(&server.direct(), &[]);
    let beside = desk.beside(&server);
    desk.learner = Learner::with([block(1, 3)]);
    desk.publish().unwrap();
    for n in 0..3 {
        second_client(&beside, &["add", &format!("work-{n}"), &format!("2026-03-2{}T09:00:00Z", 7 + n)]);
    }
    second_client(&beside, &["add", "long-ago", "2019-03-27T09:00:00Z"]);
    let window = Window { from: "2026-03-23".parse().unwrap(), until: "2026-06-01".parse().unwrap() };
    let mut copy = Copy::default();
    let cancel = flag();
    let refresh = |copy: &mut Copy| {
        let session =
            Session { transport: &desk.network, account: &desk.account, cancel: &cancel, now: day() };
        let mut told = 0;
        let changed = copy.refresh(&session, &desk.calendar.url, window, &mut |done, _| told = done).unwrap();
        let busy = copy.busy(window, ZONE, &mut |_, _| true).unwrap();
        let titles: Vec<String> = busy.events.into_iter().map(|event| event.title).collect();
        (changed, told, titles.join(" "))
    };
    let all = "Foreign work-0 Foreign work-1 Foreign work-2".to_owned();
    let (changed, _, titles) = refresh(&mut copy);
    assert_eq!((changed, titles), (true, all.clone()));
    assert_eq!(refresh(&mut copy), (false, 0, all), "nothing changed, nothing is read");
    second_client(&beside, &["delete", "work-1"]);
    second_client(&beside, &["move", "work-0", "2026-04-27T09:00:00Z"]);
    let kept = serde_json::to_string(&copy).unwrap();
    let mut copy: Copy = serde_json::from_str(&kept).unwrap();
    assert_eq!(refresh(&mut copy), (true, 1, "Foreign work-2 Foreign work-0".to_owned()));
}

#[test]
fn busy_time_follows_radicale() {
    busy_time_follows(Kind::Radicale);
}

#[test]
fn busy_time_follows_xandikos() {
    busy_time_follows(Kind::Xandikos);
}

#[test]
fn a_wrong_password_is_told_as_one() {
    let server = Server::start(Kind::Radicale);
    let network = Network::new(&[]).unwrap();
    let wrong = Login { password: "wrong".to_owned(), ..login(&server.direct()) };
    assert_eq!(discover(&network, &wrong, &flag(), day()), Err(Fault::PasswordRefused));
}

#[test]
fn a_certificate_that_nobody_vouches_for_is_refused_until_the_learner_trusts_it() {
    let authority = Authority::new();
    for (kind, (certificate, key)) in [
        (Kind::Radicale, authority.sign("localhost")),
        (Kind::Xandikos, authority.sign("localhost")),
        (Kind::Radicale, Authority::self_signed("localhost")),
    ] {
        let server = Server::start(kind);
        let front = Front::start(&server, &certificate, &key);
        let address = format!("https://localhost:{}", front.port);
        let refused = discover(&Network::new(&[]).unwrap(), &login(&address), &flag(), day()).unwrap_err();
        let Fault::Certificate { host, fingerprint, why } = refused else { panic!("{refused:?}") };
        assert_eq!(
            (host.as_str(), why, fingerprint.len()),
            ("localhost", CertificateFault::UnknownIssuer, 64)
        );
        // Trusted for another host, or another certificate for this one, it is refused as before.
        let trusted =
            |host: &str, fingerprint: &str| Trusted { host: host.into(), fingerprint: fingerprint.into() };
        for wrong in [trusted("example.org", &fingerprint), trusted("localhost", &"0".repeat(64))] {
            let fault = discover(&Network::new(&[wrong]).unwrap(), &login(&address), &flag(), day());
            assert!(matches!(fault, Err(Fault::Certificate { .. })), "{fault:?}");
        }
        let mut desk = Desk::sit(&address, &[trusted("localhost", &fingerprint)]);
        desk.learner = Learner::with([block(1, 3), block(2, 5)]);
        assert_eq!(desk.publish().unwrap().written, 2);
        assert_eq!(seen(&desk.beside(&server)), desk.shown());
    }
}

/// Run by the test below in a process of its own, where the system's certificates are a file of ours.
#[test]
fn in_a_process_that_trusts_the_authority() {
    let Ok(ports) = std::env::var("NINEFOLD_TEST_PORTS") else { return };
    let (good, other) = ports.split_once(' ').unwrap();
    let at = |port: &str| {
        discover(&Network::new(&[]).unwrap(), &login(&format!("https://localhost:{port}")), &flag(), day())
    };
    at(good).unwrap();
    let fault = at(other).unwrap_err();
    assert!(matches!(fault, Fault::Certificate { why: CertificateFault::OtherName, .. }), "{fault:?}");
}

#[test]
fn whom_the_system_trusts_is_trusted_for_its_own_name_alone() {
    let authority = Authority::new();
    let server = Server::start(Kind::Radicale);
    let start = |name: &str| {
        let (certificate, key) = authority.sign(name);
        Front::start(&server, &certificate, &key)
    };
    let (good, other) = (start("localhost"), start("elsewhere.example"));
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    std::fs::write(&roots, authority.pem()).unwrap();
    let mut again = std::process::Command::new(std::env::current_exe().unwrap());
    again.args(["--exact", "in_a_process_that_trusts_the_authority", "--nocapture"]);
    again.env("SSL_CERT_FILE", &roots).env_remove("SSL_CERT_DIR");
    again.env("NINEFOLD_TEST_PORTS", format!("{} {}", good.port, other.port));
    let output = again.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        output.status.success() && said.contains("1 passed"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// Faults at the places of a sync, then none: in the end both sides say the same, and nothing is there twice.
fn bad_days(kind: Kind) {
    let server = Server::start(kind);
    let proxy = Proxy::start(server.port);
    let mut desk = Desk::sit(&format!("http://127.0.0.1:{}", proxy.port), &[]);
    let beside = desk.beside(&server);
    desk.learner = Learner::with((1..=5).map(|n| block(n, i64::from(n) * 20)));
    desk.publish().unwrap();
    let faults = [
        Bad::CutBefore,
        Bad::CutWithin(0),
        Bad::CutWithin(9),
        Bad::CutWithin(80),
        Bad::CutAfter,
        Bad::Twice,
        Bad::Late(Duration::from_millis(400)),
        Bad::Garbage,
        Bad::Status(401),
        Bad::Status(403),
        Bad::Status(404),
        Bad::Status(409),
        Bad::Status(412),
        Bad::Status(423),
        Bad::Status(429),
        Bad::Status(500),
        Bad::Status(503),
        Bad::Status(507),
    ];
    let mut next = 10;
    let mut change = |learner: &mut Learner, hours: i64| {
        // Two are gone, two are new, two are moved.
        for uid in learner.blocks.keys().take(2).cloned().collect::<Vec<_>>() {
            learner.blocks.remove(&uid);
        }
        for later in [100, 200] {
            next += 1;
            let new = block(next, later + hours);
            learner.blocks.insert(new.uid.clone(), new);
        }
        for (moved, later) in learner.blocks.values_mut().zip([300, 400]) {
            moved.start = day() + TimeDelta::hours(later + hours);
        }
    };
    // So many requests has a sync in which nothing goes wrong: it looks once at least, and writes each of six.
    proxy.plan(&[Bad::None; 60]);
    change(&mut desk.learner, 0);
    assert_eq!(desk.publish().unwrap().written, 6);
    let requests = 60 - proxy.left();
    assert!(requests > 6, "{requests}");
    let mut bad = 0;
    for (nth, fault) in faults.into_iter().enumerate() {
        // In the test command each fault at one place of a sync, in `cargo xtask torture` at all of them.
        let place = nth % requests;
        let is_long = std::env::var_os("NINEFOLD_FAULTS").is_some();
        for place in if is_long { 0..requests } else { place..place + 1 } {
            change(&mut desk.learner, i64::try_from(1 + nth * requests + place).unwrap() % 97);
            let mut plan = vec![Bad::None; place];
            plan.push(fault);
            proxy.plan(&plan);
            bad += 1;
            let outcome = desk.publish();
            assert_eq!(proxy.left(), 0, "{fault:?} at {place} was not met: {outcome:?}");
            match (outcome, fault) {
                (Err(Fault::PasswordRefused), Bad::Status(401))
                | (Err(Fault::Forbidden { .. }), Bad::Status(403))
                | (Err(Fault::Gone { .. }), Bad::Status(404 | 409))
                | (Err(Fault::Locked), Bad::Status(423))
                | (Err(Fault::Busy { seconds: Some(7) }), Bad::Status(429 | 503))
                | (Err(Fault::Server { status: 500 }), Bad::Status(500))
                | (Err(Fault::Full), Bad::Status(507))
                | (
                    Err(Fault::Garbled { .. } | Fault::NoCalendars { .. }),
                    Bad::Garbage | Bad::Status(409 | 412),
                )
                | (
                    Err(Fault::Unreachable { .. } | Fault::Garbled { .. }),
                    Bad::CutBefore | Bad::CutAfter | Bad::CutWithin(_),
                )
                | (Ok(_), _) => {}
                (other, fault) => panic!("{fault:?} at {place}: {other:?}"),
            }
            proxy.plan(&[]);
            desk.publish().unwrap();
            desk.publish().unwrap();
            assert_eq!(desk.publish().unwrap(), Outcome::default(), "{fault:?} at {place}");
            assert_eq!(desk.learner.acts, [], "{fault:?} at {place}: nobody did anything there");
        }
        assert_eq!(seen(&beside), desk.shown(), "{fault:?}");
    }
    assert_eq!(proxy.left(), 0);
    println!("torture: {bad} bad days of {kind:?} as a calendar server | nothing, nothing twice");
}

#[test]
fn bad_days_on_radicale() {
    bad_days(Kind::Radicale);
}

#[test]
fn bad_days_on_xandikos() {
    bad_days(Kind::Xandikos);
}

#[test]
fn what_is_stopped_stops_while_it_waits() {
    let server = Server::start(Kind::Radicale);
    let proxy = Proxy::start(server.port);
    let desk = Desk::sit(&format!("http://127.0.0.1:{}", proxy.port), &[]);
    proxy.plan(&[Bad::Silent, Bad::None]);
    let cancel = flag();
    let setter = Arc::clone(&cancel);
    let thread = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(300));
        setter.store(true, Ordering::Relaxed);
    });
    let session = Session { transport: &desk.network, account: &desk.account, cancel: &cancel, now: day() };
    let began = Instant::now();
    assert_eq!(session.calendars(&desk.calendar.url), Err(Fault::Cancelled));
    // No answer comes at all.
    assert!(began.elapsed() < Duration::from_secs(6), "{:?}", began.elapsed());
    thread.join().unwrap();
}
