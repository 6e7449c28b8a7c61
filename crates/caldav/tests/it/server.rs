//! A small CalDAV server in memory, with other people's hands in it, and a network that loses requests and replies.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use caldav::{Fault, Method, Reply, Request, Transport};

/// The calendar's path.
pub const PATH: &str = "/dav/me/ninefold/";

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Luck {
    /// It is answered.
    Fine,
    /// It never arrives.
    LostRequest,
    /// It is carried out, and its reply is lost.
    LostReply,
    /// It is carried out, and the program is killed before the reply.
    Crash,
    /// The server is busy.
    Busy,
    /// It is answered, but the answer leaves everything out.
    Empty,
    /// It is answered, but without the texts.
    NoTexts,
    /// Somebody else writes between the last look and this request: the version that is asked for is another.
    Overtaken,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Object {
    pub version: u64,
    pub text: String,
}

#[derive(Default)]
pub struct Server {
    pub objects: BTreeMap<String, Object>,
    /// When each path changed last, the deleted ones too.
    changed: BTreeMap<String, u64>,
    version: u64,
    /// Whether it has sync tokens; else it has a ctag.
    pub tokens: bool,
    /// Whether it says the version of what it was given.
    pub says_etags: bool,
    /// How many tokens it remembers; older ones are refused.
    pub forgets_before: u64,
    /// Paths that are not ours to write.
    pub foreign: BTreeSet<String>,
    pub luck: VecDeque<Luck>,
    pub crashed: bool,
    pub writes: usize,
    /// What was taken out from here.
    pub taken: Vec<String>,
}

impl Server {
    pub fn put(&mut self, path: &str, text: String) {
        self.version += 1;
        self.changed.insert(path.to_owned(), self.version);
        self.objects.insert(path.to_owned(), Object { version: self.version, text });
    }

    pub fn delete(&mut self, path: &str) {
        self.version += 1;
        self.changed.insert(path.to_owned(), self.version);
        self.objects.remove(path);
    }

    pub fn forget_tokens(&mut self) {
        self.forgets_before = self.version;
    }

    fn etag(&self, path: &str) -> Option<String> {
        self.objects.get(path).map(|object| format!("\"{}\"", object.version))
    }

    fn answer(&mut self, request: &Request) -> Reply {
        let path = percent(request.url.path());
        let header = |name: &str| {
            request.headers.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
        };
        assert!(header("authorization").is_some());
        match request.method {
            Method::PropFind if path != PATH => match self.objects.contains_key(&path) {
                true => multi(&self.entry(&path, false)),
                false => status(404),
            },
            Method::PropFind if header("depth") == Some("0") => self.properties(),
            Method::PropFind => self.list(),
            Method::Report if request.body.contains("sync-collection") => self.sync(&request.body),
            Method::Report => self.multiget(&request.body),
            Method::Put | Method::Delete => {
                assert!(!self.foreign.contains(&path), "{path} is not ours");
                let there = self.etag(&path);
                let (wanted, none) = (header("if-match"), header("if-none-match"));
                assert!(wanted.is_some() || none.is_some(), "a write without a condition");
                let met = match wanted {
                    Some(etag) => there.as_deref() == Some(etag),
                    None => there.is_none(),
                };
                if !met {
                    return status(412);
                }
                self.writes += 1;
                if request.method == Method::Delete {
                    self.delete(&path);
                    self.taken.push(path);
                    return status(204);
                }
                self.put(&path, request.body.clone());
                let etag = self.etag(&path).filter(|_| self.says_etags);
                let headers = etag.into_iter().map(|etag| ("etag".to_owned(), etag)).collect();
                Reply { status: 201, headers, body: Vec::new() }
            }
            Method::Get | Method::MkCalendar => status(405),
        }
    }

    fn properties(&self) -> Reply {
        let reports = "<d:supported-report-set><d:supported-report><d:report><d:sync-collection/></d:report>\
                       </d:supported-report></d:supported-report-set>";
        let seen = if self.tokens {
            format!("{reports}<d:sync-token>t:{}</d:sync-token>", self.version)
        } else {
            format!("<s:getctag>{}</s:getctag>", self.version)
        };
        multi(&format!(
            "<d:response><d:href>{PATH}</d:href><d:propstat><d:prop><d:resourcetype><d:collection/><c:calendar/>\
             </d:resourcetype>{seen}</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
        ))
    }

    fn entry(&self, path: &str, text: bool) -> String {
        let href = path.replace('@', "%40");
        match self.objects.get(path) {
            None => format!(
                "<d:response><d:href>{href}</d:href><d:status>HTTP/1.1 404 Not Found</d:status></d:response>"
            ),
            Some(object) => {
                let data = object.text.replace('&', "&amp;").replace('<', "&lt;").replace('\r', "&#13;");
                let data =
                    if text { format!("<c:calendar-data>{data}</c:calendar-data>") } else { String::new() };
                format!(
                    "<d:response><d:href>{href}</d:href><d:propstat><d:prop><d:getetag>\"{}\"</d:getetag>{data}</d:prop>\
                     <d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>",
                    object.version
                )
            }
        }
    }

    fn list(&self) -> Reply {
        multi(&self.objects.keys().map(|path| self.entry(path, false)).collect::<String>())
    }

    fn sync(&self, body: &str) -> Reply {
        let token = body
            .split("t:")
            .nth(1)
            .and_then(|rest| rest.split('<').next())
            .and_then(|n| n.parse::<u64>().ok());
        let Some(since) = token.filter(|since| self.tokens && *since >= self.forgets_before) else {
            let body = "<d:error xmlns:d=\"DAV:\"><d:valid-sync-token/></d:error>".to_owned();
            return Reply { status: 403, headers: Vec::new(), body: body.into_bytes() };
        };
        // In pieces of two, as a server may do.
        let mut new: Vec<(&String, &u64)> = self.changed.iter().filter(|(_, at)| **at > since).collect();
        new.sort_by_key(|(_, at)| **at);
        let more = new.len() > 2;
        new.truncate(2);
        let upto = if more { *new[1].1 } else { self.version };
        let mut out: String = new.iter().map(|(path, _)| self.entry(path, false)).collect();
        if more {
            out += &format!(
                "<d:response><d:href>{PATH}</d:href><d:status>HTTP/1.1 507 Insufficient Storage</d:status></d:response>"
            );
        }
        multi(&format!("{out}<d:sync-token>t:{upto}</d:sync-token>"))
    }

    fn multiget(&self, body: &str) -> Reply {
        let hrefs = body.split("<d:href>").skip(1).filter_map(|rest| rest.split('<').next());
        multi(&hrefs.map(|href| self.entry(&percent(href), true)).collect::<String>())
    }
}

fn depth_one(request: &Request) -> bool {
    request.headers.contains(&("depth", "1".to_owned()))
}

fn percent(path: &str) -> String {
    path.replace("%40", "@")
}

fn status(status: u16) -> Reply {
    Reply { status, ..Reply::default() }
}

fn multi(inside: &str) -> Reply {
    let spaces = "xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:caldav\" xmlns:s=\"http://calendarserver.org/ns/\"";
    let body = format!("<?xml version=\"1.0\"?><d:multistatus {spaces}>{inside}</d:multistatus>");
    Reply { status: 207, headers: Vec::new(), body: body.into_bytes() }
}

/// The server behind a network.
#[derive(Default)]
pub struct Line(pub RefCell<Server>);

impl Transport for Line {
    fn exchange(&self, request: &Request, _: &Arc<AtomicBool>) -> Result<Reply, Fault> {
        let mut server = self.0.borrow_mut();
        let broken = || Fault::Unreachable { host: "x".into(), detail: "broken".into() };
        if server.crashed {
            return Err(broken());
        }
        match server.luck.pop_front().unwrap_or(Luck::Fine) {
            Luck::Fine => Ok(server.answer(request)),
            Luck::LostRequest => Err(broken()),
            Luck::LostReply => {
                server.answer(request);
                Err(broken())
            }
            Luck::Crash => {
                server.answer(request);
                server.crashed = true;
                Err(broken())
            }
            Luck::Busy => Ok(status(503)),
            Luck::Empty if matches!(request.method, Method::Report) || depth_one(request) => {
                Ok(if request.body.contains("sync-collection") { server.answer(request) } else { multi("") })
            }
            Luck::NoTexts if request.method == Method::Report => {
                let mut reply = server.answer(request);
                let text = String::from_utf8(reply.body).unwrap();
                let without = text
                    .split("<c:calendar-data>")
                    .map(|part| part.split("</c:calendar-data>").last().unwrap());
                reply.body = without.collect::<String>().into_bytes();
                Ok(reply)
            }
            Luck::Empty | Luck::NoTexts => Ok(server.answer(request)),
            Luck::Overtaken => {
                let path = percent(request.url.path());
                if let Some(text) = server.objects.get(&path).map(|object| object.text.clone()) {
                    server.put(&path, text);
                }
                Ok(server.answer(request))
            }
        }
    }
}
