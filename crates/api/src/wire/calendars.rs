//! Calendars that are read again and again, accounts, and where blocks are published.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::secrets::Keep;

/// What the settings show of calendars.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CalendarsView {
    /// What is the matter with all of it, in a sentence.
    pub trouble: Option<String>,
    /// Where busy time comes from: files, addresses, calendars of accounts.
    pub sources: Vec<CalendarSource>,
    /// Accounts of this computer.
    pub accounts: Vec<CalendarAccount>,
    /// Where blocks are published; absent when they are not.
    pub publishing: Option<Publishing>,
    /// The file that other calendars can subscribe to.
    pub file: StudyFile,
    /// Minutes before each block at which the published calendar and the file remind of it, ascending.
    pub reminders: Vec<u32>,
    /// Minutes between two looks at what is new.
    pub poll_minutes: u32,
    /// From which to choose.
    pub poll_choices: Vec<u32>,
    /// Calendar services, with how to connect them.
    pub providers: Vec<Provider>,
}

/// What a source of busy time is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SourceKind {
    /// A file that was read once.
    File,
    /// An address of an .ics file.
    Link,
    /// A calendar of an account.
    Account,
    /// Read by another computer of the learner, or no longer read at all.
    Elsewhere,
}

/// One source of busy time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CalendarSource {
    /// Its id, for `calendar_remove`.
    pub source: String,
    /// What it is.
    pub kind: SourceKind,
    /// Name, as shown.
    pub name: String,
    /// Its colour, "#rrggbb", where the calendar has one.
    pub color: Option<String>,
    /// In a sentence: "Read 18:52, 14 events in the next 4 weeks".
    pub state: String,
    /// Something is the matter: the sentence says what.
    pub trouble: bool,
    /// It can be tried again now, with `calendars_now`.
    pub can_try: bool,
}

/// One account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CalendarAccount {
    /// Its id.
    pub id: String,
    /// The server and the name: "ada at cloud.example.org".
    pub name: String,
    /// The address that was typed, for typing the password again.
    pub address: String,
    /// The user name.
    pub user: String,
    /// Where its password is kept.
    pub keep: Keep,
    /// In a sentence.
    pub state: String,
    /// Something is the matter: the sentence says what.
    pub trouble: bool,
    /// Only the person can help: the password, a certificate, the address. The account is to be checked again.
    pub needs_person: bool,
    /// Its calendars, in the server's order.
    pub calendars: Vec<AccountCalendar>,
    /// A new calendar can be made in it.
    pub can_make: bool,
}

/// One calendar of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct AccountCalendar {
    /// Its address, which names it.
    pub url: String,
    /// Name, as shown.
    pub name: String,
    /// Its colour, "#rrggbb".
    pub color: Option<String>,
    /// Its events keep time busy.
    pub read: bool,
    /// Blocks are published here.
    pub published: bool,
    /// Here stand the blocks that were published last, whether or not they still are.
    pub holds_blocks: bool,
    /// Blocks can be published here.
    pub writable: bool,
}

/// The calendar that blocks are published in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Publishing {
    /// The account.
    pub account: String,
    /// Name of the calendar.
    pub calendar: String,
    /// In a sentence: "In step since 18:52", "2 changes waiting; the server has not answered since 14:05".
    pub state: String,
    /// Something is the matter.
    pub trouble: bool,
    /// Blocks that were taken out in the calendar: what is to become of each?
    pub asks: Vec<CalendarAsk>,
    /// So many blocks vanished there at once, and nothing was done about it: believe it, or write them again?
    pub many_gone: Option<u32>,
    /// What else was found, a sentence each.
    pub notes: Vec<String>,
}

/// A block that somebody took out in the calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CalendarAsk {
    /// The block.
    pub block: String,
    /// "“Work with vectors”, Tuesday 18:00, was deleted in your calendar."
    pub sentence: String,
}

/// The file that other calendars can subscribe to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct StudyFile {
    /// It is written after every change of the plan.
    pub on: bool,
    /// Titles of the blocks stand in it; else only "Study".
    pub titles: bool,
    /// Where it is, or would be.
    pub path: String,
    /// In a sentence, where something is the matter.
    pub trouble: Option<String>,
}

/// A calendar service, with how to connect it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Provider {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The address to type; empty where each has its own.
    pub address: String,
    /// Accounts of it can be added; else only addresses of .ics files can.
    pub account: bool,
    /// What to do, a sentence each.
    pub steps: Vec<String>,
}

/// A certificate that the learner trusts although the system does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TrustCertificate {
    /// For this host alone.
    pub host: String,
    /// SHA-256 of the certificate, 64 hexadecimal digits.
    pub fingerprint: String,
}

/// Connect an account, or connect one again.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AccountAdd {
    /// An address, a host or a mail address.
    pub address: String,
    /// The user name; a mail address stands for itself where it is empty.
    pub user: String,
    /// The password; best one that the provider made for this program alone.
    pub password: String,
    /// Where the password is to be kept; the keychain where it is not said.
    #[serde(default)]
    pub keep: Option<Keep>,
    /// The certificate that was asked about and is trusted.
    #[serde(default)]
    pub trust: Option<TrustCertificate>,
    /// Hosts that were asked about and may have the password.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// The account that is connected again; a new one where it is not said.
    #[serde(default)]
    pub account: Option<String>,
}

impl std::fmt::Debug for AccountAdd {
    /// Without the password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AccountAdd").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Read an address of an .ics file (https or webcal) as busy time.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LinkAdd {
    /// The address.
    pub address: String,
    /// Where the address is to be kept, which may be a secret one; the keychain where it is not said.
    #[serde(default)]
    pub keep: Option<Keep>,
    /// The certificate that was asked about and is trusted.
    #[serde(default)]
    pub trust: Option<TrustCertificate>,
}

impl std::fmt::Debug for LinkAdd {
    /// Without the address.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LinkAdd").finish_non_exhaustive()
    }
}

/// What must be answered before an account or an address is connected. Nothing was saved, and no password sent there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ConnectQuestion {
    /// The system does not trust the server's certificate. Ask again with `trust` to trust it.
    Certificate {
        /// The question, in words.
        text: String,
        /// What trusting it would be.
        trust: TrustCertificate,
    },
    /// The address leads to another host. Ask again with it among `hosts` to go there.
    OtherHost {
        /// The question, in words.
        text: String,
        /// The host.
        host: String,
    },
    /// There is no keychain here. Ask again with `keep`.
    Keep {
        /// The question, in words.
        text: String,
    },
}

/// What came of connecting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Connected {
    /// Must be answered first.
    pub question: Option<ConnectQuestion>,
    /// The account, once it is connected.
    pub account: Option<String>,
    /// In a sentence.
    pub message: Option<String>,
    /// What could not be read of the events, a sentence each.
    pub problems: Vec<String>,
    /// How all stands now.
    pub calendars: CalendarsView,
}

/// One account.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AccountRef {
    /// Its id.
    pub account: String,
}

/// Let a calendar of an account keep time busy, or no longer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarReadSet {
    /// The account.
    pub account: String,
    /// Address of the calendar.
    pub url: String,
    /// Read it.
    pub read: bool,
}

/// Publish blocks in a calendar, from now on.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarPublish {
    /// The account.
    pub account: String,
    /// Address of the calendar; without it a new one is made.
    #[serde(default)]
    pub url: Option<String>,
    /// Name of the new calendar.
    #[serde(default)]
    pub name: Option<String>,
}

/// Publish no longer.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PublishOff {
    /// Take out what was published there.
    pub take_out: bool,
}

/// What becomes of a block that was taken out in the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AskAnswer {
    /// It is left out; the rest of the plan stays as it is.
    Skip,
    /// It is left out there, and what it was for is planned at another time.
    Elsewhere,
    /// It stays, and goes back into the calendar.
    Keep,
}

/// The same answer to one [`CalendarAsk`] or to several.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AskAnswered {
    /// The blocks that are asked about. One undo takes the answer back.
    pub blocks: Vec<String>,
    /// What becomes of each.
    pub answer: AskAnswer,
}

/// Whether so many blocks were really taken out.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ManyGone {
    /// They were: ask about each. Else they are written again.
    pub believe: bool,
}

/// The file that other calendars can subscribe to.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StudyFileSet {
    /// Write it after every change of the plan.
    pub on: bool,
    /// With the titles of the blocks.
    pub titles: bool,
}

/// When the published calendar and the file remind of a block.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemindersSet {
    /// Minutes before each block; none for no reminder.
    pub reminders: Vec<u32>,
}

/// How often to look at what is new.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PollSet {
    /// Minutes between two looks.
    pub minutes: u32,
}

/// What a look at the calendars found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CalendarsLooked {
    /// In a sentence.
    pub message: String,
    /// Something is the matter.
    pub trouble: bool,
    /// What could not be read of the events, a sentence each.
    pub problems: Vec<String>,
    /// How all stands now.
    pub calendars: CalendarsView,
}
