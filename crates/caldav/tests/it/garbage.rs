//! Replies that are not what they should be, and faults of every kind: each ends in a code, none in a panic or a hang.

use std::cell::Cell;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use caldav::{
    Account, Act, Copy, Fault, Home, Login, Method, Ours, Published, Reply, Request, Service, Session,
    Transport, Unclaimed, candidates, discover, mail_domain,
};
use calendar::Window;
use chrono::{DateTime, Utc};
use proptest::prelude::*;
use url::Url;

fn now() -> DateTime<Utc> {
    "2026-03-02T10:00:00Z".parse().unwrap()
}

/// Answers everything from a list, the last for ever, and remembers what was asked.
struct Says {
    replies: RefCell<Vec<Reply>>,
    asked: RefCell<Vec<Request>>,
}

impl Says {
    fn new(replies: &[Reply]) -> Says {
        let replies = replies.iter().rev().cloned().collect();
        Says { replies: RefCell::new(replies), asked: RefCell::default() }
    }
}

impl Transport for Says {
    fn exchange(&self, request: &Request, _: &Arc<AtomicBool>) -> Result<Reply, Fault> {
        self.asked.borrow_mut().push(request.clone());
        let mut replies = self.replies.borrow_mut();
        Ok(if replies.len() > 1 { replies.pop().unwrap() } else { replies[0].clone() })
    }
}

fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
    let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    Reply { status, headers, body: body.as_bytes().to_vec() }
}

fn account(url: &str) -> Account {
    Account { url: Url::parse(url).unwrap(), user: "me".into(), password: "secret".into(), hosts: Vec::new() }
}

fn listed(says: &Says, account: &Account) -> Result<usize, Fault> {
    let cancel = Arc::new(AtomicBool::new(false));
    let session = Session { transport: says, account, cancel: &cancel, now: now() };
    session.calendars(&account.url).map(|calendars| calendars.len())
}

#[test]
fn every_status_has_its_code() {
    let account = account("https://c.example/dav/");
    let path = "/dav/".to_owned();
    let host = "c.example".to_owned();
    for (status, headers, expected) in [
        (401, &[][..], Fault::PasswordRefused),
        (403, &[], Fault::Forbidden { path: path.clone() }),
        (404, &[], Fault::Gone { path: path.clone() }),
        (410, &[], Fault::Gone { path }),
        (405, &[], Fault::NoCalendars { host: host.clone() }),
        (200, &[], Fault::NoCalendars { host }),
        (423, &[], Fault::Locked),
        (429, &[("retry-after", "120")], Fault::Busy { seconds: Some(120) }),
        (503, &[("retry-after", "Mon, 02 Mar 2026 10:05:00 GMT")], Fault::Busy { seconds: Some(300) }),
        (503, &[("retry-after", "soon")], Fault::Busy { seconds: None }),
        (500, &[], Fault::Server { status: 500 }),
        (507, &[], Fault::Full),
    ] {
        let says = Says::new(&[reply(status, headers, "<html>")]);
        assert_eq!(listed(&says, &account), Err(expected), "{status}");
    }
}

#[test]
fn the_password_goes_nowhere_else_unsaid() {
    let home = account("https://c.example/dav/");
    let redirected = |to: &str| Says::new(&[reply(302, &[("location", to)], ""), reply(401, &[], "")]);
    let other = |to: &str| Err(Fault::OtherHost { from: "https://c.example".into(), to: to.into() });
    for (to, expected) in [
        ("https://d.example/", other("https://d.example")),
        ("https://c.example:444/", other("https://c.example:444")),
        ("//evil.example/dav", other("https://evil.example")),
        ("http://c.example/", Err(Fault::Insecure { host: "c.example".into() })),
        ("http://localhost/", other("http://localhost")),
        ("ftp://c.example/", Err(Fault::BadAddress { address: "ftp://c.example/".into() })),
        ("/elsewhere", Err(Fault::PasswordRefused)),
    ] {
        let says = redirected(to);
        assert_eq!(listed(&says, &home), expected, "{to}");
        let asked = if to == "/elsewhere" { 2 } else { 1 };
        assert_eq!(says.asked.borrow().len(), asked, "{to}");
    }
    // Once the learner was told and said so, it may.
    let trusting = Account { hosts: vec!["https://d.example".into()], ..home.clone() };
    assert_eq!(listed(&redirected("https://d.example/"), &trusting), Err(Fault::PasswordRefused));
    // From unencrypted on this computer to encrypted there is no harm; in a circle there is no end.
    let local = account("http://localhost:5232/");
    assert_eq!(listed(&redirected("https://localhost/"), &local), Err(Fault::PasswordRefused));
    let circle = Says::new(&[reply(302, &[("location", "/dav/")], "")]);
    assert_eq!(listed(&circle, &home), Err(Fault::Circle));
    for bad in ["http://c.example/", "http://10.0.0.1/", "http://127.0.0.1.c.example/"] {
        let says = Says::new(&[reply(401, &[], "")]);
        assert!(matches!(listed(&says, &account(bad)), Err(Fault::Insecure { .. })), "{bad}");
        assert_eq!(says.asked.borrow().len(), 0);
    }
    let shown = format!("{home:?} {:?}", Says::new(&[reply(401, &[], "")]).asked.borrow());
    assert!(!shown.contains("secret"), "{shown}");
}

#[test]
fn addresses_are_tried_from_the_likeliest_on() {
    let tried = |address: &str, services: &[Service]| -> Vec<String> {
        candidates(address, services).unwrap().iter().map(ToString::to_string).collect()
    };
    assert_eq!(
        tried("me@example.org", &[]),
        ["https://example.org/.well-known/caldav", "https://example.org/"]
    );
    assert_eq!(tried(" cal.example.org ", &[])[0], "https://cal.example.org/.well-known/caldav");
    assert_eq!(
        tried("https://a:b@cal.example.org:8443/dav/me/?x#y", &[]),
        [
            "https://cal.example.org:8443/dav/me/",
            "https://cal.example.org:8443/.well-known/caldav",
            "https://cal.example.org:8443/"
        ]
    );
    let service = Service { host: "dav.example.net".into(), port: 443, path: Some("/p/".into()) };
    assert_eq!(tried("me@example.org", &[service])[0], "https://dav.example.net/p/");
    for bad in ["", "http://example.org", "ftp://example.org", "https://", "a b"] {
        assert!(candidates(bad, &[]).is_err(), "{bad}");
    }
    assert_eq!(mail_domain("me@example.org"), Some("example.org"));
    assert_eq!(mail_domain("https://me@example.org/"), None);
    assert_eq!(mail_domain("example.org"), None);
}

#[test]
fn a_refused_password_is_not_tried_at_another_address() {
    let says = Says::new(&[reply(401, &[], "")]);
    let login = Login {
        address: "example.org".into(),
        user: "me".into(),
        password: "wrong".into(),
        hosts: Vec::new(),
        services: Vec::new(),
    };
    let cancel = Arc::new(AtomicBool::new(false));
    assert_eq!(discover(&says, &login, &cancel, now()), Err(Fault::PasswordRefused));
    assert_eq!(says.asked.borrow().len(), 1);
    // What a name server says is another domain is told before the password goes there.
    let service = |host: &str| Service { host: host.into(), port: 443, path: None };
    let mail = |host: &str, hosts: &[&str]| Login {
        address: "me@example.org".into(),
        services: vec![service(host)],
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
        ..login.clone()
    };
    for (login, expected) in [
        (
            mail("evil.example", &[]),
            Fault::OtherHost { from: "example.org".into(), to: "https://evil.example".into() },
        ),
        (
            mail("evil-example.org", &[]),
            Fault::OtherHost { from: "example.org".into(), to: "https://evil-example.org".into() },
        ),
        (mail("evil.example", &["https://evil.example"]), Fault::PasswordRefused),
        (mail("dav.Example.org", &[]), Fault::PasswordRefused),
    ] {
        let says = Says::new(&[reply(401, &[], "")]);
        assert_eq!(discover(&says, &login, &cancel, now()), Err(expected));
    }
    let nothing = Says::new(&[reply(404, &[], "")]);
    assert_eq!(
        discover(&nothing, &login, &cancel, now()),
        Err(Fault::NoCalendars { host: "example.org".into() })
    );
    cancel.store(true, Ordering::Relaxed);
    assert_eq!(discover(&nothing, &login, &cancel, now()), Err(Fault::Cancelled));
}

const LAUGHS: &str = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><d:multistatus xmlns:d=\"DAV:\">&b;</d:multistatus>";
const OUTSIDE: &str = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><d:multistatus xmlns:d=\"DAV:\"/>";

#[test]
fn xml_that_is_wrong_or_means_harm_is_told_and_not_followed() {
    let account = account("https://c.example/dav/");
    let deep = format!("<d:multistatus xmlns:d=\"DAV:\">{}", "<d:a>".repeat(300_000));
    let many = format!("<d:multistatus xmlns:d=\"DAV:\">{}</d:multistatus>", "<d:a/>".repeat(2_100_000));
    let texts = [
        LAUGHS,
        OUTSIDE,
        "",
        "garbage",
        "<html/>",
        "<d:multistatus xmlns:d=\"DAV:\"",
        "<multistatus/>",
        &deep,
        &many,
    ];
    for text in texts {
        let says = Says::new(&[reply(207, &[], text)]);
        let start: String = text.chars().take(40).collect();
        let thread = std::thread::Builder::new().stack_size(512 * 1024);
        let account = account.clone();
        let result = std::thread::scope(|scope| {
            let says = Parcel(says);
            thread
                .spawn_scoped(scope, move || {
                    let says = says;
                    listed(&says.0, &account)
                })
                .unwrap()
                .join()
                .unwrap()
        });
        assert!(matches!(result, Err(Fault::Garbled { .. })), "{start}: {result:?}");
    }
    let not_text = Reply { status: 207, headers: Vec::new(), body: vec![0xFF, 0xFE, 0] };
    assert!(matches!(listed(&Says::new(&[not_text]), &account), Err(Fault::Garbled { .. })));
}

/// Moved into one thread as a whole.
struct Parcel(Says);

struct Nothing(Cell<bool>);

impl Home for Nothing {
    fn blocks(&mut self, acts: &[Act], _: &Published) -> Option<Vec<Ours>> {
        assert!(acts.is_empty());
        Some(Vec::new())
    }

    fn own(&mut self, _: &[Unclaimed]) -> Option<BTreeSet<String>> {
        Some(BTreeSet::new())
    }

    fn keep(&mut self, _: &Published) -> bool {
        self.0.get()
    }
}

#[test]
fn nothing_is_sent_that_could_not_be_kept_before() {
    let says = Says::new(&[reply(207, &[], "<d:multistatus xmlns:d=\"DAV:\"/>")]);
    let account = account("https://c.example/dav/");
    let cancel = Arc::new(AtomicBool::new(false));
    let session = Session { transport: &says, account: &account, cancel: &cancel, now: now() };
    let mut known = Published::default();
    let result =
        session.publish(&account.url, &mut known, chrono_tz::Tz::UTC, false, &mut Nothing(Cell::new(false)));
    assert_eq!(result, Err(Fault::NotKept));
    assert!(says.asked.borrow().iter().all(|request| request.method != Method::Put));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_reply_makes_it_panic(
        replies in proptest::collection::vec((
            prop_oneof![Just(207_u16), Just(207), 100..600_u16],
            prop_oneof![
                proptest::collection::vec(any::<u8>(), 0..200),
                pieces().prop_map(String::into_bytes),
            ],
        ), 1..8),
    ) {
        let replies: Vec<Reply> =
            replies.into_iter().map(|(status, body)| Reply { status, headers: Vec::new(), body }).collect();
        let says = Says::new(&replies);
        let account = account("https://c.example/dav/");
        let cancel = Arc::new(AtomicBool::new(false));
        let session = Session { transport: &says, account: &account, cancel: &cancel, now: now() };
        let _ = session.calendars(&account.url);
        let _ = session.make_calendar(&account.url, "ninefold", "Ninefold", "#008080");
        let window = Window { from: "2026-03-01".parse().unwrap(), until: "2026-06-01".parse().unwrap() };
        let mut copy = Copy::default();
        for _ in 0..3 {
            let _ = copy.refresh(&session, &account.url, window, &mut |_, _| {});
            let _ = copy.busy(window, chrono_tz::Tz::UTC, &mut |_, _| true);
            let mut known = Published::default();
            let _ = session.publish(&account.url, &mut known, chrono_tz::Tz::UTC, false, &mut Nothing(Cell::new(true)));
        }
        prop_assert!(says.asked.borrow().len() < 20_000);
    }
}

/// Replies made of the right words in any order.
fn pieces() -> impl Strategy<Value = String> {
    let words = vec![
        "<d:response>",
        "</d:response>",
        "<d:href>/dav/a.ics</d:href>",
        "<d:href>/dav/</d:href>",
        "<d:href>::</d:href>",
        "<d:propstat>",
        "</d:propstat>",
        "<d:prop>",
        "</d:prop>",
        "<d:getetag>\"1\"</d:getetag>",
        "<d:status>HTTP/1.1 200 OK</d:status>",
        "<d:status>HTTP/1.1 507 X</d:status>",
        "<d:status>x</d:status>",
        "<d:sync-token>t</d:sync-token>",
        "<d:sync-token/>",
        "<c:calendar-data>BEGIN:VCALENDAR\nBEGIN:VEVENT\n</c:calendar-data>",
        "<d:resourcetype><d:collection/><c:calendar/></d:resourcetype>",
        "<d:supported-report-set><d:supported-report><d:report><d:sync-collection/></d:report></d:supported-report></d:supported-report-set>",
    ];
    proptest::collection::vec(proptest::sample::select(words), 0..12).prop_map(|words| {
        format!(
            "<d:multistatus xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\">{}</d:multistatus>",
            words.concat()
        )
    })
}
