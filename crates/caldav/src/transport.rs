//! What the protocol needs of a network, and nothing more: a request goes out, a reply or a fault comes back.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use url::Url;

use crate::Fault;

/// The largest reply that is read, in bytes.
pub const MAX_REPLY: u64 = 64 * 1024 * 1024;

/// The methods of HTTP and its extensions that are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Read what is at an address.
    Get,
    /// Take an object out.
    Delete,
    /// Make a calendar.
    MkCalendar,
    /// Ask for properties.
    PropFind,
    /// Write an object.
    Put,
    /// Ask for objects.
    Report,
}

impl Method {
    /// Its name as it is sent.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Delete => "DELETE",
            Method::MkCalendar => "MKCALENDAR",
            Method::PropFind => "PROPFIND",
            Method::Put => "PUT",
            Method::Report => "REPORT",
        }
    }
}

/// A request.
#[derive(Clone, PartialEq, Eq)]
pub struct Request {
    /// Its method.
    pub method: Method,
    /// Where to.
    pub url: Url,
    /// Names and values of its headers.
    pub headers: Vec<(&'static str, String)>,
    /// Its body; may be empty.
    pub body: String,
}

impl fmt::Debug for Request {
    /// Without the headers, one of which is the password, and without the learner's texts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} ({} bytes)", self.method.name(), self.url.path(), self.body.len())
    }
}

/// A reply, whatever its status.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// Names, in lower case, and values of its headers.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

impl Reply {
    /// The first header of this name (in lower case).
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// A way to the server.
pub trait Transport {
    /// Sends one request and waits for its reply. Follows no redirect, keeps nothing, gives up soon after `cancel` is set.
    ///
    /// # Errors
    /// That there was no reply: what was sent may have arrived or not.
    fn exchange(&self, request: &Request, cancel: &Arc<AtomicBool>) -> Result<Reply, Fault>;
}

pub(crate) fn checked(cancel: &AtomicBool) -> Result<(), Fault> {
    if cancel.load(Ordering::Relaxed) { Err(Fault::Cancelled) } else { Ok(()) }
}
