//! From what a person types to the account's calendars (RFC 6764, RFC 4791): well-known address, principal, home, list.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::account::{Account, host, place, secure};
use crate::fault::Fault;
use crate::session::{Depth, Session, resolved, same};
use crate::transport::{Method, Transport};
use crate::xml::{self, Item};

/// How many names are tried for a new calendar.
const MAX_NAMES: usize = 20;
/// The longest name of a calendar that is kept, in characters, as of one that is read from a file.
const LONGEST_NAME: usize = 200;

const FIRST_QUESTION: &str = "<d:resourcetype/><d:current-user-principal/><c:calendar-home-set/>";
const CALENDAR: &str = "<d:resourcetype/><d:displayname/><a:calendar-color/><d:current-user-privilege-set/>\
                        <c:supported-calendar-component-set/><d:supported-report-set/>";

/// Where a service says it is: a record of the domain name system (RFC 2782), with the path of its TXT record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    /// The host.
    pub host: String,
    /// The port.
    pub port: u16,
    /// The path, if one is said.
    pub path: Option<String>,
}

/// What a person types to reach an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// An address, a host, or a mail address.
    pub address: String,
    /// The name.
    pub user: String,
    /// The password.
    pub password: String,
    /// Further places that may have the password, as [`Fault::OtherHost`] named them.
    pub hosts: Vec<String>,
    /// What the domain name system says of the mail domain, if it was asked.
    pub services: Vec<Service>,
}

/// One calendar of an account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Calendar {
    /// Its address.
    pub url: Url,
    /// Its name as shown; the last part of its address where it has none.
    pub name: String,
    /// Its colour as the server writes it, `#RRGGBB` or `#RRGGBBAA`.
    pub color: Option<String>,
    /// Whether something may be written into it; unless the server says, it is tried.
    pub writable: bool,
    /// Whether it takes events.
    pub events: bool,
    /// Whether it takes tasks.
    pub tasks: bool,
}

/// An account that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The account, with the address at which it answers.
    pub account: Account,
    /// Where new calendars are made; none if only one calendar was found.
    pub home: Option<Url>,
    /// Its calendars, in the server's order.
    pub calendars: Vec<Calendar>,
}

/// The mail domain of what was typed, if the domain name system should be asked for it.
#[must_use]
pub fn mail_domain(address: &str) -> Option<&str> {
    let address = address.trim();
    if address.contains('/') {
        return None;
    }
    address.rsplit_once('@').map(|(_, domain)| domain).filter(|domain| !domain.is_empty())
}

/// The addresses to try, best first.
///
/// # Errors
/// [`Fault::BadAddress`], [`Fault::Insecure`].
pub fn candidates(address: &str, services: &[Service]) -> Result<Vec<Url>, Fault> {
    let address = address.trim();
    let bad = || Fault::BadAddress { address: address.chars().take(200).collect() };
    let parsed = |text: &str| Url::parse(text).ok().filter(Url::has_host).ok_or_else(bad);
    let mut out: Vec<Url> = Vec::new();
    let mut add = |url: Url| {
        if !out.contains(&url) {
            out.push(url);
        }
    };
    // The best one alone: another host would be another question to the learner.
    if let Some(service) = services.first() {
        let path = service.path.as_deref().unwrap_or("/.well-known/caldav");
        add(parsed(&format!("https://{}:{}{path}", service.host, service.port))?);
    }
    let given = if address.contains("://") {
        parsed(address)?
    } else {
        let host = mail_domain(address).unwrap_or(address);
        parsed(&format!("https://{host}"))?
    };
    secure(&given)?;
    let mut given = given;
    // A name and a password within an address would be sent on, and shown.
    given.set_username("").map_err(|()| bad())?;
    given.set_password(None).map_err(|()| bad())?;
    given.set_query(None);
    given.set_fragment(None);
    let well_known = given.join("/.well-known/caldav").map_err(|_| bad())?;
    let root = given.join("/").map_err(|_| bad())?;
    if given.path() != "/" {
        add(given);
    }
    add(well_known);
    add(root);
    Ok(out)
}

/// Finds the account and its calendars.
///
/// # Errors
/// Any [`Fault`]; of several addresses that were tried, that of the first.
pub fn discover(
    transport: &dyn Transport,
    login: &Login,
    cancel: &Arc<AtomicBool>,
    now: DateTime<Utc>,
) -> Result<Found, Fault> {
    // A name server is believed by nobody where the password goes: another domain than the learner's own is told first.
    if let Some(service) = login.services.first() {
        let own = mail_domain(&login.address).unwrap_or_default().to_ascii_lowercase();
        let host = service.host.to_ascii_lowercase();
        let to = candidates(&login.address, &login.services)?.first().map(place).unwrap_or_default();
        if host != own && !host.ends_with(&format!(".{own}")) && !login.hosts.contains(&to) {
            return Err(Fault::OtherHost { from: own, to });
        }
    }
    let mut first = None;
    for url in candidates(&login.address, &login.services)? {
        let account = Account {
            url,
            user: login.user.clone(),
            password: login.password.clone(),
            hosts: login.hosts.clone(),
        };
        let session = Session { transport, account: &account, cancel, now };
        match session.find() {
            Ok(Some((home, calendars))) => return Ok(Found { account, home, calendars }),
            Ok(None) => {}
            // Nothing of this becomes better at another address, and the person must be told.
            Err(
                fault @ (Fault::PasswordRefused
                | Fault::OtherHost { .. }
                | Fault::Certificate { .. }
                | Fault::Insecure { .. }
                | Fault::Busy { .. }
                | Fault::Cancelled),
            ) => return Err(fault),
            Err(Fault::Gone { .. } | Fault::Forbidden { .. } | Fault::NoCalendars { .. }) => {}
            Err(fault) => {
                first.get_or_insert(fault);
            }
        }
    }
    let host = candidates(&login.address, &login.services)?.first().map(host).unwrap_or_default();
    Err(first.unwrap_or(Fault::NoCalendars { host }))
}

/// A home, if there is one, and calendars.
type Places = (Option<Url>, Vec<Calendar>);

impl Session<'_> {
    /// Home and calendars, or nothing where no calendars are known of.
    fn find(&self) -> Result<Option<Places>, Fault> {
        let (base, multi) = self.properties(&self.account.url, Depth::Itself, FIRST_QUESTION)?;
        let Some(item) = multi.items.into_iter().next() else { return Ok(None) };
        let mut homes = item.homes;
        let mut at = base.clone();
        if let (true, Some(principal)) = (homes.is_empty(), &item.principal) {
            let principal = resolved(&base, principal)?;
            let (base, multi) = self.properties(&principal, Depth::Itself, "<c:calendar-home-set/>")?;
            homes = multi.items.into_iter().next().map(|item| item.homes).unwrap_or_default();
            at = base;
        }
        let mut calendars = Vec::new();
        let mut home = None;
        for href in homes {
            let url = resolved(&at, &href)?;
            calendars.extend(self.calendars(&url)?);
            home.get_or_insert(url);
        }
        if home.is_none() && item.calendar {
            calendars = self.calendars(&base)?;
        }
        Ok((home.is_some() || item.calendar).then_some((home, calendars)))
    }

    /// The calendars in a home, or the one at this address.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub fn calendars(&self, home: &Url) -> Result<Vec<Calendar>, Fault> {
        let (base, multi) = self.properties(home, Depth::Children, CALENDAR)?;
        let calendars = multi.items.iter().filter(|item| item.calendar);
        calendars.map(|item| calendar(&base, item)).collect()
    }

    /// Makes a calendar in a home and answers what it is, and whether it was made now. `slug` is the last part of its address, of letters, digits and
    /// hyphens; a calendar of that address and name that is there already is taken as made before.
    ///
    /// # Errors
    /// Any [`Fault`].
    pub fn make_calendar(
        &self,
        home: &Url,
        slug: &str,
        name: &str,
        color: &str,
    ) -> Result<(Calendar, bool), Fault> {
        let mut home = home.clone();
        if !home.path().ends_with('/') {
            home.set_path(&format!("{}/", home.path()));
        }
        for nth in 1..=MAX_NAMES {
            let slug = if nth == 1 { slug.to_owned() } else { format!("{slug}-{nth}") };
            let url = resolved(&home, &format!("{slug}/"))?;
            let headers = [("content-type", "application/xml; charset=utf-8".to_owned())];
            let made = self.send(Method::MkCalendar, &url, &headers, &xml::mkcalendar(name, color))?;
            let there = |calendars: Vec<Calendar>| {
                calendars
                    .into_iter()
                    .find(|calendar| same(&home, calendar.url.as_str()) == same(&home, url.as_str()))
            };
            match made.reply.status {
                200..=299 => {
                    let made = there(self.calendars(&url)?);
                    let host = host(&url);
                    return made.map(|made| (made, true)).ok_or(Fault::NoCalendars { host });
                }
                // It is there already: from a try whose answer was lost, or something else.
                403 | 405 | 409 | 412 => match self.calendars(&url) {
                    Ok(calendars) => {
                        if let Some(calendar) =
                            there(calendars).filter(|calendar| calendar.name == shown(name))
                        {
                            return Ok((calendar, false));
                        }
                    }
                    Err(Fault::Gone { .. } | Fault::Forbidden { .. }) => {
                        return Err(Fault::Forbidden { path: home.path().to_owned() });
                    }
                    Err(Fault::NoCalendars { .. }) => {}
                    Err(fault) => return Err(fault),
                },
                404 | 410 => return Err(Fault::Gone { path: home.path().to_owned() }),
                _ => return Err(Fault::Forbidden { path: home.path().to_owned() }),
            }
        }
        Err(Fault::Forbidden { path: home.path().to_owned() })
    }
}

/// A name as it can be shown anywhere.
fn shown(name: &str) -> String {
    calendar::one_line(name, LONGEST_NAME)
}

fn calendar(base: &Url, item: &Item) -> Result<Calendar, Fault> {
    let url = resolved(base, &item.href)?;
    let last = url.path().trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_owned();
    let takes = |kind: &str| item.components.as_ref().is_none_or(|kinds| kinds.iter().any(|own| own == kind));
    let may = |name: &str| matches!(name, "write" | "write-content" | "bind" | "all");
    Ok(Calendar {
        name: item.name.as_deref().map(shown).filter(|name| !name.is_empty()).unwrap_or_else(|| shown(&last)),
        color: item.color.clone(),
        writable: item.privileges.as_ref().is_none_or(|privileges| privileges.iter().any(|name| may(name))),
        events: takes("VEVENT"),
        tasks: takes("VTODO"),
        url,
    })
}
