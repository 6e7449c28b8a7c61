//! One account at work: every request goes through here, with the password only where it may go, redirects followed only
//! within the account's own place, and statuses that mean the same everywhere made faults.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, Utc};
use url::Url;

use crate::account::{Account, host, place};
use crate::fault::Fault;
use crate::transport::{Method, Reply, Request, Transport, checked};
use crate::xml::{self, Multi};

/// The most redirects one after the other.
const MAX_REDIRECTS: usize = 5;

/// An account and the way to it.
pub struct Session<'a> {
    /// The way to the server.
    pub transport: &'a dyn Transport,
    /// The account.
    pub account: &'a Account,
    /// Set by somebody else to stop what is going on.
    pub cancel: &'a Arc<AtomicBool>,
    /// The time of the call, by which a server's `Retry-After` is understood.
    pub now: DateTime<Utc>,
}

/// A reply and where it finally came from.
pub(crate) struct Answer {
    pub url: Url,
    pub reply: Reply,
}

/// How far below a resource a question reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    Itself,
    Children,
}

impl Session<'_> {
    /// Sends a request; the answer's status is one that the caller has to understand.
    pub(crate) fn send(
        &self,
        method: Method,
        url: &Url,
        headers: &[(&'static str, String)],
        body: &str,
    ) -> Result<Answer, Fault> {
        let mut url = url.clone();
        for _ in 0..=MAX_REDIRECTS {
            checked(self.cancel)?;
            self.account.allows(&url)?;
            let mut all = vec![("authorization", authorization(&self.account.user, &self.account.password))];
            all.extend(headers.iter().cloned());
            let request = Request { method, url: url.clone(), headers: all, body: body.to_owned() };
            let reply = self.transport.exchange(&request, self.cancel)?;
            if let (301 | 302 | 307 | 308, Some(to)) = (reply.status, reply.header("location")) {
                let bad = |_| Fault::BadAddress { address: to.chars().take(200).collect() };
                url = url.join(to).map_err(bad)?;
                continue;
            }
            return match common(&reply, &url, self.now) {
                Some(fault) => Err(fault),
                None => Ok(Answer { url, reply }),
            };
        }
        Err(Fault::Circle)
    }

    /// Asks for properties.
    pub(crate) fn properties(&self, url: &Url, depth: Depth, names: &str) -> Result<(Url, Multi), Fault> {
        self.ask(Method::PropFind, url, depth, &xml::propfind(names))
    }

    /// Asks something that is answered by a multi-status.
    pub(crate) fn ask(
        &self,
        method: Method,
        url: &Url,
        depth: Depth,
        body: &str,
    ) -> Result<(Url, Multi), Fault> {
        let answer = self.ask_for_answer(method, url, depth, body)?;
        let multi = self.multi(&answer)?;
        Ok((answer.url, multi))
    }

    pub(crate) fn ask_for_answer(
        &self,
        method: Method,
        url: &Url,
        depth: Depth,
        body: &str,
    ) -> Result<Answer, Fault> {
        let depth = match depth {
            Depth::Itself => "0",
            Depth::Children => "1",
        };
        let headers =
            [("depth", depth.to_owned()), ("content-type", "application/xml; charset=utf-8".to_owned())];
        self.send(method, url, &headers, body)
    }

    pub(crate) fn multi(&self, answer: &Answer) -> Result<Multi, Fault> {
        match answer.reply.status {
            207 => xml::multistatus(&answer.reply.body),
            403 => Err(Fault::Forbidden { path: answer.url.path().to_owned() }),
            404 | 410 => Err(Fault::Gone { path: answer.url.path().to_owned() }),
            _ => Err(Fault::NoCalendars { host: host(&answer.url) }),
        }
    }
}

/// What statuses mean whatever was asked.
pub(crate) fn common(reply: &Reply, url: &Url, now: DateTime<Utc>) -> Option<Fault> {
    match reply.status {
        401 => Some(Fault::PasswordRefused),
        423 => Some(Fault::Locked),
        429 | 503 => {
            Some(Fault::Busy { seconds: reply.header("retry-after").and_then(|text| seconds(text, now)) })
        }
        507 => Some(Fault::Full),
        300..=399 => Some(Fault::NoCalendars { host: host(url) }),
        501 => None,
        500..=599 => Some(Fault::Server { status: reply.status }),
        _ => None,
    }
}

/// Seconds, or the time of day at which it may be tried again.
fn seconds(text: &str, now: DateTime<Utc>) -> Option<u64> {
    let until = || DateTime::parse_from_rfc2822(text.trim()).ok();
    text.trim().parse().ok().or_else(|| u64::try_from((until()?.to_utc() - now).num_seconds()).ok())
}

/// A name and a password as they are sent.
pub(crate) fn authorization(user: &str, password: &str) -> String {
    format!("Basic {}", base64(format!("{user}:{password}").as_bytes()))
}

/// The address of a resource that a reply names.
pub(crate) fn resolved(base: &Url, href: &str) -> Result<Url, Fault> {
    base.join(href).map_err(|_| Fault::Garbled { detail: href.chars().take(200).collect() })
}

/// What two names of one resource have in common: servers quote more letters of a path or fewer.
pub(crate) fn same(base: &Url, href: &str) -> String {
    let Ok(url) = base.join(href) else { return href.to_owned() };
    let path: Vec<u8> = unquoted(url.path());
    format!("{}{}", place(&url), String::from_utf8_lossy(&path))
}

/// `%40` and the like as the bytes they stand for.
pub(crate) fn unquoted(path: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(path.len());
    let mut bytes = path.as_bytes();
    while let [first, rest @ ..] = bytes {
        let code = (*first == b'%').then(|| rest.get(..2)).flatten();
        match code.and_then(|code| u8::from_str_radix(std::str::from_utf8(code).ok()?, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                bytes = rest.get(2..).unwrap_or_default();
            }
            None => {
                out.push(*first);
                bytes = rest;
            }
        }
    }
    out
}

/// RFC 4648, 4.
fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for piece in bytes.chunks(3) {
        let at = |nth: usize| u32::from(piece.get(nth).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for nth in 0..4 {
            let six = usize::try_from(bits >> (18 - 6 * nth) & 63).unwrap_or(0);
            out.push(if nth <= piece.len() { char::from(LETTERS[six]) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        let cases = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
        ];
        for (plain, coded) in cases {
            assert_eq!(base64(plain.as_bytes()), coded);
        }
        assert_eq!(base64("ä:ß?~".as_bytes()), "w6Q6w58/fg==");
    }

    #[test]
    fn one_resource_is_one_however_it_is_quoted() {
        let base = Url::parse("https://c.example/dav/").unwrap();
        let names = ["a@b.ics", "a%40b.ics", "/dav/a@b.ics", "https://c.example/dav/a%40b.ics"];
        let all: std::collections::BTreeSet<String> = names.iter().map(|name| same(&base, name)).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        assert_ne!(same(&base, "a%2541b.ics"), same(&base, "aAb.ics"));
        assert_eq!(unquoted("%"), b"%");
        assert_eq!(unquoted("%zz%4"), b"%zz%4");
    }
}
