//! What both sides can change of a block, and what an object on the server says of it.

use calendar::{CalendarBlock, Layout, When, write_blocks};
use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::object;

/// The property by which an object says what Ninefold wrote into it last: when, start, minutes, and the title's sum. So it is
/// known of any object, without a memory of it, whether somebody else changed it since.
pub(crate) const MARK: &str = "X-NINEFOLD-WROTE";

/// The sum of all the rest that Ninefold wrote into it last: so it is known whether what was sent arrived.
pub(crate) const REST: &str = "X-NINEFOLD-REST";

/// How every identifier of ours ends.
pub(crate) const OURS: &str = "@ninefold";

/// What of a block can be changed in a calendar and is taken over from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fields {
    /// When it starts.
    pub start: DateTime<Utc>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// Its title.
    pub title: String,
}

impl Fields {
    /// Those of a block as it is here.
    #[must_use]
    pub fn of(block: &CalendarBlock) -> Fields {
        // As it comes back from a calendar: without control characters and blanks at its ends.
        let kept = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
        let title: String =
            block.title.replace("\r\n", "\n").replace('\r', "\n").chars().filter(kept).collect();
        Fields { start: block.start, minutes: block.minutes, title: title.trim().to_owned() }
    }

    pub(crate) fn same_time(&self, other: &Fields) -> bool {
        self.start == other.start && self.minutes == other.minutes
    }
}

/// What an object of ours says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Theirs {
    /// Nothing: it is not there.
    Nothing,
    /// A time that a block can have.
    There(Fields),
    /// It was cancelled there.
    Cancelled,
    /// It takes whole days now.
    AllDay,
    /// It has no event of ours, or one that cannot be read.
    Unreadable,
}

/// What an object's mark says: when it was written by a Ninefold, and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub stamp: DateTime<Utc>,
    pub start: DateTime<Utc>,
    pub minutes: u32,
    pub title: u64,
}

impl Mark {
    pub(crate) fn says(&self, fields: &Fields) -> bool {
        self.start == fields.start && self.minutes == fields.minutes && self.title == sum(&fields.title)
    }

    /// What was written, as far as the mark tells: of a title that is not `theirs` any more it is taken that it was `here`'s.
    pub(crate) fn base(&self, theirs: &Fields, here: &Fields) -> Fields {
        let title = if self.title == sum(&theirs.title) { &theirs.title } else { &here.title };
        Fields { start: self.start, minutes: self.minutes, title: title.clone() }
    }
}

/// What the text of an object says of the block. Of an event that was made to repeat, its first time is the block.
pub(crate) fn read(text: Option<&str>, uid: &str, zone: Tz) -> Theirs {
    let Some(text) = text else { return Theirs::Nothing };
    let singles = calendar::read_singles(text, zone);
    let ours = || singles.iter().filter(|single| single.uid.as_deref() == Some(uid));
    let Some(own) = ours().find(|single| single.changes.is_none()) else { return Theirs::Unreadable };
    let first = match own.when {
        When::Timed { start, .. } => ours().find(|single| own.repeats && single.changes == Some(start)),
        When::AllDay { .. } => None,
    };
    let single = first.unwrap_or(own);
    let is_left_out = own.repeats && own.leaves_out_itself && first.is_none();
    if single.cancelled || own.cancelled || is_left_out {
        return Theirs::Cancelled;
    }
    match single.when {
        When::AllDay { .. } => Theirs::AllDay,
        When::Timed { start, end } => {
            let minutes = u32::try_from((end - start).num_minutes()).unwrap_or(0);
            let title = object::value(text, uid, "SUMMARY").unwrap_or_default().trim().to_owned();
            Theirs::There(Fields { start, minutes, title })
        }
    }
}

/// Whether the event of this block is called off in an object's text, however that is spelled.
#[must_use]
pub fn is_cancelled(text: &str, uid: &str) -> bool {
    read(Some(text), uid, Tz::UTC) == Theirs::Cancelled
}

/// When an object says that it was changed last.
pub(crate) fn changed(text: Option<&str>, uid: &str) -> Option<DateTime<Utc>> {
    let text = text?;
    let of = |name| instant(object::value(text, uid, name)?.trim());
    of("LAST-MODIFIED").max(of("DTSTAMP"))
}

fn instant(text: &str) -> Option<DateTime<Utc>> {
    Some(NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").ok()?.and_utc())
}

/// The mark of an object, if nobody took it away.
pub(crate) fn mark(text: Option<&str>, uid: &str) -> Option<Mark> {
    let value = object::value(text?, uid, MARK)?;
    let mut words = value.split_whitespace();
    let (stamp, start) = (instant(words.next()?)?, instant(words.next()?)?);
    let minutes = words.next()?.parse().ok()?;
    let title = u64::from_str_radix(words.next()?, 16).ok()?;
    Some(Mark { stamp, start, minutes, title })
}

/// Whether what was sent is what stands there, whatever people did to it since.
pub(crate) fn arrived(text: &str, sending: &str, uid: &str) -> bool {
    let marks = |text: &str| Some((object::value(text, uid, MARK)?, object::value(text, uid, REST)?));
    match (marks(text), marks(sending)) {
        (Some(there), Some(sent)) => there == sent,
        // Somebody took them away, or a former Ninefold wrote it.
        _ => object::same_shared(uid, text, sending) && object::same_alarms(uid, text, sending),
    }
}

/// The whole object of a block as we write it.
pub(crate) fn written(block: &CalendarBlock, zone: Tz) -> String {
    let layout = Layout { name: "", zone, tasks: false };
    let text = write_blocks(std::slice::from_ref(block), &layout);
    let fields = Fields::of(block);
    let form = "%Y%m%dT%H%M%SZ";
    let mark = format!(
        "{} {} {} {:016x}",
        block.stamp.format(form),
        block.start.format(form),
        block.minutes,
        sum(&fields.title)
    );
    let rest = format!("{:016x}", sum(&object::lasting(&text).join("\n")));
    let text = object::with_line(&text, &block.uid, REST, &rest);
    object::with_line(&text, &block.uid, MARK, &mark)
}

/// FNV-1a: the same on every machine and in every version.
fn sum(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
