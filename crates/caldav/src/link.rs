//! A calendar that is read from the address of its .ics file (https or webcal): fetched whole when it changed, no password but
//! one that stands in the address itself.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use calendar::{BusyCalendar, ReadError, Window};
use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use url::Url;

use crate::account::{host, place, secure};
use crate::fault::Fault;
use crate::fields::OURS;
use crate::object::lines;
use crate::session::{authorization, common, unquoted};
use crate::transport::{Method, Request, Transport, checked};

/// The most redirects one after the other.
const MAX_REDIRECTS: usize = 5;

/// The text at an address as it was read last; kept by the caller.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCopy {
    etag: Option<String>,
    modified: Option<String>,
    text: String,
}

/// The address that was typed; `webcal:` is `https:`.
///
/// # Errors
/// [`Fault::BadAddress`], [`Fault::Insecure`].
pub fn link(address: &str) -> Result<Url, Fault> {
    let address = address.trim();
    let bad = || Fault::BadAddress { address: address.chars().take(200).collect() };
    let (scheme, rest) = address.split_once(':').ok_or_else(bad)?;
    let secured = match scheme.to_ascii_lowercase().as_str() {
        "webcal" | "webcals" => format!("https:{rest}"),
        "http" | "https" => address.to_owned(),
        _ => return Err(bad()),
    };
    let url = Url::parse(&secured).map_err(|_| bad())?;
    secure(&url)?;
    Ok(url)
}

impl LinkCopy {
    /// Reads the address anew if it changed; answers whether it did. After a fault the copy is as it was.
    ///
    /// # Errors
    /// Any [`Fault`]; [`Fault::NoCalendars`] if what is there is no calendar.
    pub fn refresh(
        &mut self,
        transport: &dyn Transport,
        link: &Url,
        cancel: &Arc<AtomicBool>,
        now: DateTime<Utc>,
    ) -> Result<bool, Fault> {
        let (own, login) = (place(link), login(link));
        let mut url = link.clone();
        for _ in 0..=MAX_REDIRECTS {
            checked(cancel)?;
            secure(&url)?;
            let mut headers = vec![("accept", "text/calendar, text/plain;q=0.5, */*;q=0.1".to_owned())];
            // To where it was given for, and nowhere else.
            if own == place(&url) {
                headers.extend(login.iter().map(|login| ("authorization", login.clone())));
            }
            headers.extend(self.etag.iter().map(|etag| ("if-none-match", etag.clone())));
            headers.extend(self.modified.iter().map(|at| ("if-modified-since", at.clone())));
            let request = Request { method: Method::Get, url: bare(&url), headers, body: String::new() };
            let reply = transport.exchange(&request, cancel)?;
            if let (301 | 302 | 303 | 307 | 308, Some(to)) = (reply.status, reply.header("location")) {
                let bad = |_| Fault::BadAddress { address: to.chars().take(200).collect() };
                url = url.join(to).map_err(bad)?;
                continue;
            }
            if reply.status == 304 {
                return Ok(false);
            }
            if let Some(fault) = common(&reply, &url, now) {
                return Err(fault);
            }
            return match reply.status {
                200..=299 => {
                    let text = calendar::to_text(&reply.body);
                    if !text.contains("BEGIN:VCALENDAR") {
                        return Err(not_a_calendar(&url));
                    }
                    // Lines that end with CR alone are lines all the same.
                    let text = if text.contains('\n') { text } else { text.replace('\r', "\r\n").into() };
                    let changed = text != self.text;
                    let of = |name| reply.header(name).map(str::to_owned);
                    *self =
                        LinkCopy { etag: of("etag"), modified: of("last-modified"), text: text.into_owned() };
                    Ok(changed)
                }
                // The address of a calendar is all the right there is: it was withdrawn, or never was.
                403 => Err(Fault::Forbidden { path: String::new() }),
                404 | 410 => Err(Fault::Gone { path: String::new() }),
                _ => Err(not_a_calendar(&url)),
            };
        }
        Err(Fault::Circle)
    }

    /// How the calendar calls itself, as the reader of files has it.
    #[must_use]
    pub fn name(&self) -> Option<String> {
        // Usually it stands before the first event of many.
        let head = self.text.split("BEGIN:VEVENT").next().unwrap_or_default();
        calendar::calendar_name(head).or_else(|| calendar::calendar_name(&self.text))
    }

    /// The busy time of the copy; blocks that were written from here are not busy.
    ///
    /// # Errors
    /// [`ReadError`] if it is too much.
    pub fn busy(
        &self,
        window: Window,
        zone: Tz,
        tell: &mut dyn FnMut(usize, usize) -> bool,
    ) -> Result<BusyCalendar, ReadError> {
        calendar::read_busy_telling(without_ours(&self.text).as_bytes(), window, zone, tell)
    }
}

fn not_a_calendar(url: &Url) -> Fault {
    Fault::NoCalendars { host: host(url) }
}

/// The name and password that stand in an address, as they are sent.
fn login(url: &Url) -> Option<String> {
    let plain = |text: &str| String::from_utf8_lossy(&unquoted(text)).into_owned();
    Some(authorization(&plain(url.username()), &plain(url.password()?)))
}

/// The address without them.
fn bare(url: &Url) -> Url {
    let mut bare = url.clone();
    // An address with a host takes both.
    let _ = bare.set_username("");
    let _ = bare.set_password(None);
    bare
}

/// The text without the blocks that were written from here, as into a calendar that is read by its address, too.
fn without_ours(text: &str) -> String {
    let (mut out, mut event, mut inside) = (String::with_capacity(text.len()), String::new(), false);
    let mut ours = false;
    for line in lines(text) {
        inside = inside || line.is("BEGIN", "VEVENT");
        if inside {
            ours = ours || line.is_uid_ending(OURS);
            event.push_str(&line.raw);
        } else {
            out.push_str(&line.raw);
        }
        if line.is("END", "VEVENT") {
            if !ours {
                out.push_str(&event);
            }
            event.clear();
            (inside, ours) = (false, false);
        }
    }
    out.push_str(&event);
    out
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

    use std::cell::RefCell;

    use super::*;
    use crate::transport::Reply;

    /// Answers with these replies, one after the other.
    struct Says {
        replies: RefCell<Vec<Reply>>,
        asked: RefCell<Vec<Request>>,
    }

    impl Transport for Says {
        fn exchange(&self, request: &Request, _: &Arc<AtomicBool>) -> Result<Reply, Fault> {
            self.asked.borrow_mut().push(request.clone());
            Ok(self.replies.borrow_mut().remove(0))
        }
    }

    fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Reply { status, headers: headers.collect(), body: body.as_bytes().to_vec() }
    }

    fn read(address: &str, replies: Vec<Reply>) -> (Result<bool, Fault>, LinkCopy, Vec<Request>) {
        let says = Says { replies: RefCell::new(replies), asked: RefCell::default() };
        let mut copy = LinkCopy { etag: Some("\"1\"".to_owned()), ..LinkCopy::default() };
        let cancel = Arc::new(AtomicBool::new(false));
        let result = copy.refresh(&says, &link(address).unwrap(), &cancel, DateTime::UNIX_EPOCH);
        (result, copy, says.asked.into_inner())
    }

    const TEXT: &str = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260302T090000Z\r\nDTEND:20260302T100000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:7@nine\r\n fold\r\nDTSTART:20260303T090000Z\r\nDTEND:20260303T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    #[test]
    fn only_what_can_be_a_safe_address_is_one() {
        assert_eq!(link(" webcal://c.example/a.ics?k=1 ").unwrap().as_str(), "https://c.example/a.ics?k=1");
        assert!(link("http://127.0.0.1:5232/a.ics").is_ok());
        assert!(matches!(link("http://c.example/a.ics"), Err(Fault::Insecure { .. })));
        for bad in ["", "c.example/a.ics", "file:///etc/passwd", "https://", "ftp://c.example/a"] {
            assert!(matches!(link(bad), Err(Fault::BadAddress { .. })), "{bad}");
        }
    }

    #[test]
    fn a_changed_text_is_taken_and_an_unchanged_one_is_not_sent_again() {
        let (result, copy, asked) = read(
            "https://c.example/a.ics",
            vec![
                reply(302, &[("location", "https://d.example/b")], ""),
                reply(200, &[("etag", "\"2\"")], TEXT),
            ],
        );
        assert_eq!((result, copy.etag.as_deref()), (Ok(true), Some("\"2\"")));
        assert_eq!(asked[1].url.as_str(), "https://d.example/b");
        let window = Window { from: "2026-03-02".parse().unwrap(), until: "2026-03-09".parse().unwrap() };
        let busy = copy.busy(window, Tz::UTC, &mut |_, _| true).unwrap();
        assert_eq!(busy.events.len(), 1, "what was written from here is not busy");
        let (result, copy, asked) = read("https://c.example/a.ics", vec![reply(304, &[], "")]);
        assert_eq!((result, copy.etag.as_deref()), (Ok(false), Some("\"1\"")));
        assert!(asked[0].headers.contains(&("if-none-match", "\"1\"".to_owned())));
    }

    #[test]
    fn a_password_in_the_address_goes_to_its_own_place_alone() {
        let replies = vec![reply(302, &[("location", "https://d.example/b")], ""), reply(200, &[], TEXT)];
        let (_, _, asked) = read("https://ada:secret%20%C3%A4@c.example/a.ics", replies);
        let sent = ("authorization", "Basic YWRhOnNlY3JldCDDpA==".to_owned());
        assert!(asked[0].headers.contains(&sent), "{asked:?}");
        let has = |request: &Request| request.headers.iter().any(|(name, _)| *name == "authorization");
        assert!(has(&asked[0]) && !has(&asked[1]));
        assert!(asked.iter().all(|request| !request.url.as_str().contains("secret")));
    }

    #[test]
    fn its_name_is_that_of_the_file() {
        let name = |head: &str| {
            let text = TEXT.replacen("VCALENDAR", &format!("VCALENDAR\r\n{head}"), 1);
            let of = |text: &str| read("https://c.example/a.ics", vec![reply(200, &[], text)]).1;
            let copy = of(&text.replace("\r\n", "\r"));
            let window = Window { from: "2026-03-02".parse().unwrap(), until: "2026-03-09".parse().unwrap() };
            assert_eq!(copy.busy(window, Tz::UTC, &mut |_, _| true).unwrap().events.len(), 1);
            assert_eq!(copy.name(), of(&text).name());
            copy.name()
        };
        assert_eq!(name("X-WR-CALNAME:A\\nB\\, \u{1b}[31mC"), Some("A B, [31mC".to_owned()));
        assert_eq!(name(&format!("NAME:{}", "x".repeat(5_000))).map(|name| name.len()), Some(200));
        assert_eq!(name("X-OTHER:1"), None);
    }

    #[test]
    fn what_is_no_calendar_leaves_the_copy_as_it_was() {
        let cases = [
            (reply(200, &[], "<html>"), Fault::NoCalendars { host: "c.example".to_owned() }),
            (reply(404, &[], ""), Fault::Gone { path: String::new() }),
            (reply(401, &[], ""), Fault::PasswordRefused),
            (reply(503, &[("retry-after", "9")], ""), Fault::Busy { seconds: Some(9) }),
            (
                reply(302, &[("location", "http://d.example/")], ""),
                Fault::Insecure { host: "d.example".to_owned() },
            ),
        ];
        for (answer, fault) in cases {
            let (result, copy, _) = read("https://c.example/a.ics", vec![answer]);
            assert_eq!(result, Err(fault));
            assert_eq!((copy.etag.as_deref(), copy.text.as_str()), (Some("\"1\""), ""));
        }
        let circle = (0..9).map(|_| reply(302, &[("location", "/a.ics")], "")).collect();
        assert_eq!(read("https://c.example/a.ics", circle).0, Err(Fault::Circle));
    }
}
