//! What changed in a calendar since it was looked at last: by sync token (RFC 6578) where the server has them, by its ctag and
//! a list of versions where it has not.

use url::Url;

use crate::fault::Fault;
use crate::session::{Depth, Session, resolved, same};
use crate::transport::Method;
use crate::xml::{self, Item};

/// How many objects are asked for at once.
const BATCH: usize = 50;
/// How many pieces one answer may come in.
const MAX_PIECES: usize = 1_000;
/// What tells a ctag from a sync token where they are kept.
const CTAG: &str = "ctag:";

/// Something in a calendar, by its name as the server writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    pub href: String,
    pub etag: Option<String>,
}

/// What changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Changes {
    /// Nothing.
    None,
    /// These, and nothing else.
    Some { changed: Vec<Version>, gone: Vec<String>, seen: String },
    /// Not known: this is all that is there.
    All { there: Vec<Version>, seen: Option<String> },
}

/// An object with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fetched {
    pub href: String,
    pub etag: Option<String>,
    /// None if it is not there.
    pub text: Option<String>,
}

impl Session<'_> {
    /// What changed since `seen`.
    pub(crate) fn changes(&self, calendar: &Url, seen: Option<&str>) -> Result<Changes, Fault> {
        match seen {
            Some(token) if !token.starts_with(CTAG) => match self.since(calendar, token)? {
                Some(changes) => Ok(changes),
                None => self.all(calendar, None),
            },
            seen => self.all(calendar, seen),
        }
    }

    /// Nothing if the server does not know the token any more.
    fn since(&self, calendar: &Url, token: &str) -> Result<Option<Changes>, Fault> {
        let mut seen = token.to_owned();
        let (mut changed, mut gone) = (Vec::new(), Vec::new());
        for _ in 0..MAX_PIECES {
            let body = xml::sync_collection(&seen);
            let answer = self.ask_for_answer(Method::Report, calendar, Depth::Itself, &body)?;
            match answer.reply.status {
                207 => {}
                404 if !xml::preconditions(&answer.reply.body)
                    .iter()
                    .any(|name| name == "valid-sync-token") =>
                {
                    return Err(Fault::Gone { path: calendar.path().to_owned() });
                }
                400 | 403..=405 | 409 | 410 | 412 | 501 => return Ok(None),
                _ => return Err(Fault::Garbled { detail: format!("status {}", answer.reply.status) }),
            }
            let multi = self.multi(&answer)?;
            let own = same(calendar, calendar.as_str());
            let mut more = false;
            for Item { href, status, etag, .. } in multi.items {
                if same(calendar, &href) == own {
                    more |= status == Some(507);
                } else if matches!(status, Some(404 | 410)) {
                    gone.push(href);
                } else {
                    changed.push(Version { href, etag });
                }
            }
            let Some(next) = multi.sync_token else {
                return Err(Fault::Garbled { detail: "no sync-token".to_owned() });
            };
            let stuck = next == seen;
            seen = next;
            if !more || stuck {
                return Ok(Some(Changes::Some { changed, gone, seen }));
            }
        }
        Ok(None)
    }

    fn all(&self, calendar: &Url, seen: Option<&str>) -> Result<Changes, Fault> {
        let now = self.seen(calendar)?;
        if now.is_some() && now.as_deref() == seen {
            return Ok(Changes::None);
        }
        let (base, multi) = self.properties(calendar, Depth::Children, "<d:getetag/><d:resourcetype/>")?;
        let own = same(&base, base.as_str());
        let items = multi.items.into_iter().filter(|item| !item.collection && same(&base, &item.href) != own);
        let there = items.map(|Item { href, etag, .. }| Version { href, etag }).collect();
        Ok(Changes::All { there, seen: now })
    }

    /// What tells by itself that nothing changed: a sync token if it can be asked with, else the ctag.
    pub(crate) fn seen(&self, calendar: &Url) -> Result<Option<String>, Fault> {
        let names = "<d:sync-token/><s:getctag/><d:supported-report-set/><d:resourcetype/>";
        let (_, multi) = self.properties(calendar, Depth::Itself, names)?;
        let Some(item) = multi.items.into_iter().next() else { return Ok(None) };
        let asks = item.reports.iter().any(|name| name == "sync-collection");
        let token = item.sync_token.filter(|token| asks && !token.starts_with(CTAG));
        Ok(token.or_else(|| item.ctag.map(|ctag| format!("{CTAG}{ctag}"))))
    }

    /// Versions of the events that touch a span of time, in the form `20260301T000000Z`; of all events where the server stumbles
    /// over one of them.
    pub(crate) fn within(&self, calendar: &Url, from: &str, until: &str) -> Result<Vec<Version>, Fault> {
        let asked = self.ask(Method::Report, calendar, Depth::Children, &xml::query(from, until));
        let (base, multi) = match asked {
            Err(Fault::Server { .. }) => {
                self.properties(calendar, Depth::Children, "<d:getetag/><d:resourcetype/>")?
            }
            asked => asked?,
        };
        let own = same(&base, base.as_str());
        let items = multi.items.into_iter().filter(|item| !item.collection && same(&base, &item.href) != own);
        Ok(items.map(|Item { href, etag, .. }| Version { href, etag }).collect())
    }

    fn is_gone(&self, calendar: &Url, href: &str) -> Result<bool, Fault> {
        match self.properties(&resolved(calendar, href)?, Depth::Itself, "<d:getetag/>") {
            Ok((_, multi)) => Ok(multi.items.iter().all(|item| matches!(item.status, Some(404 | 410)))),
            Err(Fault::Gone { .. }) => Ok(true),
            Err(fault) => Err(fault),
        }
    }

    /// The texts of these objects. `progress` is told how many of how many were read.
    pub(crate) fn fetch(
        &self,
        calendar: &Url,
        hrefs: &[String],
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Vec<Fetched>, Fault> {
        let mut out = Vec::with_capacity(hrefs.len());
        for batch in hrefs.chunks(BATCH) {
            let body = xml::multiget(batch.iter().map(String::as_str));
            let (base, multi) = self.ask(Method::Report, calendar, Depth::Children, &body)?;
            for href in batch {
                let name = same(&base, href);
                let found = multi.items.iter().find(|item| same(&base, &item.href) == name);
                let (etag, text) = match found {
                    Some(Item { status: Some(404 | 410), .. }) => (None, None),
                    Some(Item { etag, data: Some(data), .. }) => (etag.clone(), Some(data.clone())),
                    // Only what is said to be gone is gone; an answer that leaves something out is asked again.
                    None if self.is_gone(calendar, href)? => (None, None),
                    Some(_) | None => {
                        return Err(Fault::Garbled { detail: href.clone() });
                    }
                };
                out.push(Fetched { href: href.clone(), etag, text });
            }
            progress(out.len(), hrefs.len());
        }
        Ok(out)
    }
}
