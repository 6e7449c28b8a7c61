//! What this computer knows of accounts and addresses, in a file beside the journal. No secret is in it, and no event.
//! Invariant: a file that is missing or damaged is as if nothing had been connected, and damage is said; other computers have
//! their own.

use std::path::{Path, PathBuf};

use caldav::{Account, Calendar, Fault, Standing, Trusted, Url};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::computer::write_json;
use crate::secrets::Keep;
use crate::{ApiError, choices};

/// Minutes between two looks, from which to choose.
pub(crate) const POLLS: [u32; 5] = [5, 15, 30, 60, 240];
/// Minutes between two looks, unless it was chosen.
const POLL: u32 = 15;

/// All of the file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Kept {
    poll_minutes: Option<u32>,
    pub accounts: Vec<KeptAccount>,
    pub links: Vec<KeptLink>,
    pub file: KeptFile,
    /// Minutes before each published block at which other calendars remind of it, ascending.
    pub reminders: Vec<u32>,
    /// Name of the zone in which busy time was worked out last.
    pub zone: Option<String>,
    /// Tag of the language in which blocks are published: that of the window, or of the terminal if there never was one.
    pub language: Option<String>,
}

/// An account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptAccount {
    pub id: Uuid,
    /// As it was typed.
    pub address: String,
    /// Where it answers.
    pub url: Url,
    pub user: String,
    /// Further places that may have the password.
    pub hosts: Vec<String>,
    pub trusted: Option<Trusted>,
    /// Where its password is.
    pub keep: Keep,
    /// Where new calendars are made.
    pub home: Option<Url>,
    pub calendars: Vec<KeptCalendar>,
    /// Address of the calendar that blocks are published in.
    pub publish: Option<Url>,
    /// What is the matter with that calendar alone.
    pub publish_trouble: Option<Fault>,
    pub standing: Standing,
    /// Since when it has not been reached.
    pub since: Option<DateTime<Utc>>,
    /// The password is not where it was kept, or the keychain does not give it.
    pub no_password: bool,
}

/// A calendar of an account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptCalendar {
    #[serde(flatten)]
    pub calendar: Calendar,
    /// It keeps time busy.
    pub read: bool,
    /// What is the matter with it alone.
    pub trouble: Option<Fault>,
}

/// An address of an .ics file. The address itself is kept as a secret: whoever has it reads the calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct KeptLink {
    pub id: Uuid,
    /// Of its busy time.
    pub source: String,
    /// As the calendar calls itself.
    pub name: Option<String>,
    pub host: String,
    pub trusted: Option<Trusted>,
    pub keep: Keep,
    pub standing: Standing,
    pub since: Option<DateTime<Utc>>,
    /// The address is not where it was kept, or the keychain does not give it.
    pub no_address: bool,
}

/// The file that other calendars can subscribe to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct KeptFile {
    pub on: bool,
    pub titles: bool,
    /// Where it was when it was chosen: every program that writes it writes it there.
    #[serde(with = "crate::paths::in_file")]
    pub path: Option<PathBuf>,
}

impl Default for KeptFile {
    fn default() -> Self {
        KeptFile { on: false, titles: true, path: None }
    }
}

impl Kept {
    /// Of a file that cannot be read: nothing.
    pub fn read(dir: &Path) -> Kept {
        Kept::to_change(dir).unwrap_or_default()
    }

    /// The same for whoever will write it again.
    ///
    /// # Errors
    /// It is there and may not be read.
    pub fn to_change(dir: &Path) -> Result<Kept, ApiError> {
        choices::read(dir, NAME)
    }

    /// What is the matter with the file, in a sentence, while nothing is connected anew.
    pub fn trouble(&self, dir: &Path) -> Option<String> {
        choices::trouble(dir, NAME).filter(|_| self.accounts.is_empty() && self.links.is_empty())
    }

    pub fn write(&self, dir: &Path) -> Result<(), ApiError> {
        write_json(dir, &path(dir), self)?;
        if !self.accounts.is_empty() || !self.links.is_empty() {
            choices::settled(dir, NAME);
        }
        Ok(())
    }

    /// Minutes between two looks.
    pub fn poll(&self) -> u32 {
        self.poll_minutes.filter(|minutes| POLLS.contains(minutes)).unwrap_or(POLL)
    }

    pub fn set_poll(&mut self, minutes: u32) {
        self.poll_minutes = Some(minutes);
    }

    pub fn account(&self, id: &str) -> Result<&KeptAccount, ApiError> {
        let found = self.accounts.iter().find(|account| account.id.to_string() == id);
        found.ok_or_else(|| ApiError::UnknownAccount { id: id.to_owned() })
    }

    pub fn account_mut(&mut self, id: &str) -> Result<&mut KeptAccount, ApiError> {
        let found = self.accounts.iter_mut().find(|account| account.id.to_string() == id);
        found.ok_or_else(|| ApiError::UnknownAccount { id: id.to_owned() })
    }

    /// "ada at cloud.example.org", with what tells it from other accounts that are called so.
    pub fn name(&self, account: &KeptAccount) -> String {
        let others: Vec<[String; 3]> =
            self.accounts.iter().filter(|other| other.id != account.id).map(KeptAccount::names).collect();
        let [plain, port, path] = account.names();
        let is_own = |at: usize, name: &str| others.iter().all(|other| other[at] != name);
        match (is_own(0, &plain), is_own(1, &port)) {
            (true, _) => plain,
            (false, true) => port,
            (false, false) => path,
        }
    }

    /// The account that blocks are published in, with the calendar.
    pub fn publishing(&self) -> Option<(&KeptAccount, &Url)> {
        self.accounts.iter().find_map(|account| Some((account, account.publish.as_ref()?)))
    }
}

impl KeptAccount {
    /// With its password.
    pub fn with(&self, password: String) -> Account {
        Account { url: self.url.clone(), user: self.user.clone(), password, hosts: self.hosts.clone() }
    }

    /// Under which its password is kept.
    pub fn secret(&self) -> String {
        format!("account {}", self.id)
    }

    /// The id of a calendar's busy time: the same on every computer that reads it, and says nothing of the address.
    pub fn source(&self, calendar: &Calendar) -> String {
        source("caldav", &format!("{} {}", self.user, calendar.url))
    }

    pub fn calendar(&self, url: &Url) -> Option<&KeptCalendar> {
        self.calendars.iter().find(|known| known.calendar.url == *url)
    }

    /// Whether there is anything to look at by itself.
    pub fn is_used(&self) -> bool {
        self.publish.is_some() || self.calendars.iter().any(|known| known.read)
    }

    /// Whether this is the busy time of one of its calendars.
    pub fn reads_source(&self, source: &str) -> bool {
        self.calendars.iter().any(|known| known.read && self.source(&known.calendar) == source)
    }

    /// Its calendars as the server has them now; what was chosen of each stays chosen.
    pub fn set_calendars(&mut self, there: Vec<Calendar>) {
        let former = std::mem::take(&mut self.calendars);
        self.calendars = there
            .into_iter()
            .filter(|calendar| calendar.events)
            .map(|calendar| {
                let known = former.iter().find(|known| known.calendar.url == calendar.url);
                KeptCalendar {
                    read: known.is_some_and(|known| known.read),
                    trouble: known.and_then(|known| known.trouble.clone()),
                    calendar,
                }
            })
            .collect();
        // One that is chosen and not listed is told to be gone when it is looked at, by its name.
        let listed: Vec<Url> = self.calendars.iter().map(|known| known.calendar.url.clone()).collect();
        let publish = self.publish.clone();
        let is_chosen = |k: &KeptCalendar| k.read || publish.as_ref() == Some(&k.calendar.url);
        let gone = former.into_iter().filter(|k| is_chosen(k) && !listed.contains(&k.calendar.url));
        self.calendars.extend(gone);
    }

    /// "ada at cloud.example.org", then with the port, then with the path.
    fn names(&self) -> [String; 3] {
        let host = self.url.host_str().unwrap_or_default().to_owned();
        let port = self.url.port_or_known_default().map(|port| format!("{host}:{port}"));
        let port = port.unwrap_or_else(|| host.clone());
        let path = format!("{port}{}", self.url.path());
        [host, port, path].map(|host| said!("{user} at {host}", "{user} en {host}", user = self.user))
    }
}

impl KeptLink {
    /// Its name, as shown.
    pub fn shown(&self) -> String {
        self.name.clone().unwrap_or_else(|| self.host.clone())
    }

    /// Under which its address is kept.
    pub fn secret(&self) -> String {
        format!("link {}", self.id)
    }
}

/// The id of what is read there.
pub(crate) fn source(kind: &str, address: &str) -> String {
    // A name-based UUID is a hash that the address does not follow from.
    format!("{kind}:{}", Uuid::new_v5(&Uuid::NAMESPACE_URL, address.as_bytes()).simple())
}

const NAME: &str = "calendars.json";

fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

/// Folder of what was read of calendars and can be read again.
pub(crate) fn copies(dir: &Path) -> PathBuf {
    dir.join("calendars")
}

/// File of what was read of one source.
pub(crate) fn copy(dir: &Path, source: &str) -> PathBuf {
    copies(dir).join(format!("{}.json", source.replace(':', "-")))
}
