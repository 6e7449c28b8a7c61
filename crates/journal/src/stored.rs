//! The state as bytes and back, for the snapshot of a fold (`snapshot.rs`). Only this program reads what it wrote, so there are no
//! names and no versions in it; no bytes make reading fail otherwise than by answering none.
//! Invariant: a new field or kind does not compile until it stands here.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use uuid::Uuid;

use crate::event::{
    Budget, BusyEvent, Grade, KnowledgeLevel, OwnResource, OwnUnit, PackFile, PlannedBlock, Profile,
    ReviewedItem, Studied, StudyWindow, Theme, UnitMark,
};
use crate::state::{Act, Answer, BlockState, BusyCalendar, Graded, Logged, Recalled, State, StudySession};

/// What can be written and read.
pub(crate) trait Stored: Sized {
    fn put(&self, to: &mut Vec<u8>);
    fn get(from: &mut &[u8]) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl Stored for $number {
            fn put(&self, to: &mut Vec<u8>) {
                to.extend_from_slice(&self.to_le_bytes());
            }
            fn get(from: &mut &[u8]) -> Option<Self> {
                let (bytes, rest) = from.split_first_chunk()?;
                *from = rest;
                Some(Self::from_le_bytes(*bytes))
            }
        }
    )+};
}

/// Structs field by field.
macro_rules! structs {
    ($($name:ident { $($field:ident),+ })+) => {$(
        impl Stored for $name {
            fn put(&self, to: &mut Vec<u8>) {
                let Self { $($field),+ } = self;
                $($field.put(to);)+
            }
            fn get(from: &mut &[u8]) -> Option<Self> {
                $(let $field = Stored::get(from)?;)+
                Some(Self { $($field),+ })
            }
        }
    )+};
}

/// Enums without content; the list is checked to be whole.
macro_rules! choices {
    ($($name:ident { $($choice:ident),+ })+) => {$(
        impl Stored for $name {
            fn put(&self, to: &mut Vec<u8>) {
                match self {
                    $(Self::$choice)|+ => to.push(*self as u8),
                }
            }
            fn get(from: &mut &[u8]) -> Option<Self> {
                let place = u8::get(from)?;
                [$(Self::$choice),+].into_iter().find(|choice| *choice as u8 == place)
            }
        }
    )+};
}

/// What is seldom and small is written as the journal writes it.
macro_rules! as_json {
    ($($name:ident),+) => {$(
        impl Stored for $name {
            fn put(&self, to: &mut Vec<u8>) {
                serde_json::to_string(self).unwrap_or_default().put(to);
            }
            fn get(from: &mut &[u8]) -> Option<Self> {
                serde_json::from_str(&String::get(from)?).ok()
            }
        }
    )+};
}

numbers!(u8, u16, u32, u64, i32, i64);
choices! {
    Grade { Forgot, Hard, Good, Easy }
    KnowledgeLevel { New, SeenIt, UseIt, CouldTeachIt }
    UnitMark { Open, Known, Dropped, Later }
    Theme { System, Light, Dark }
}
as_json!(Profile, StudyWindow, Budget, OwnUnit, OwnResource, PackFile, BusyEvent);
structs! {
    ReviewedItem { unit, k }
    PlannedBlock { id, start, minutes, what }
    Act { command, device }
    StudySession { began, before, since }
    BlockState { block, locked, answer, graded, session, title }
    Logged { what, start, minutes, block, finished, paces }
    Graded { unit, question, grade, on }
    Recalled { block, unit, k, grade, on }
    BusyCalendar { name, read_at, events, series, color }
    State {
        profile, windows, budget, levels, marks, estimates, rhythms, outcomes, logs, paces, blocks, kept_free, replaced,
        brought_forward, plan_left, published_until, grades, recalls, notes, reflections, own_units, own_resources, pack,
        busy, theme, undoable, redoable
    }
}

impl Stored for Studied {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Studied::Work { unit, activity } => {
                to.push(0);
                unit.put(to);
                activity.put(to);
            }
            Studied::Rhythm { rhythm } => {
                to.push(1);
                rhythm.put(to);
            }
            Studied::Review { items } => {
                to.push(2);
                items.put(to);
            }
            Studied::Free { strategy, text } => {
                to.push(3);
                strategy.put(to);
                text.put(to);
            }
        }
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(match u8::get(from)? {
            0 => Studied::Work { unit: Stored::get(from)?, activity: Stored::get(from)? },
            1 => Studied::Rhythm { rhythm: Stored::get(from)? },
            2 => Studied::Review { items: Stored::get(from)? },
            3 => Studied::Free { strategy: Stored::get(from)?, text: Stored::get(from)? },
            _ => return None,
        })
    }
}

impl Stored for Answer {
    fn put(&self, to: &mut Vec<u8>) {
        match self {
            Answer::Open => to.push(0),
            Answer::Missed => to.push(1),
            Answer::Skipped => to.push(2),
            Answer::Done(minutes) => {
                to.push(3);
                minutes.put(to);
            }
        }
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(match u8::get(from)? {
            0 => Answer::Open,
            1 => Answer::Missed,
            2 => Answer::Skipped,
            3 => Answer::Done(Stored::get(from)?),
            _ => return None,
        })
    }
}

impl Stored for bool {
    fn put(&self, to: &mut Vec<u8>) {
        to.push(u8::from(*self));
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(u8::get(from)? != 0)
    }
}

impl Stored for usize {
    fn put(&self, to: &mut Vec<u8>) {
        (*self as u64).put(to);
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        usize::try_from(u64::get(from)?).ok()
    }
}

impl Stored for String {
    fn put(&self, to: &mut Vec<u8>) {
        self.len().put(to);
        to.extend_from_slice(self.as_bytes());
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        let length = usize::get(from)?;
        let (text, rest) = from.split_at_checked(length)?;
        *from = rest;
        std::str::from_utf8(text).ok().map(str::to_owned)
    }
}

impl Stored for Uuid {
    fn put(&self, to: &mut Vec<u8>) {
        to.extend_from_slice(self.as_bytes());
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        let (bytes, rest) = from.split_first_chunk()?;
        *from = rest;
        Some(Uuid::from_bytes(*bytes))
    }
}

impl Stored for NaiveDate {
    fn put(&self, to: &mut Vec<u8>) {
        self.to_epoch_days().put(to);
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        NaiveDate::from_epoch_days(i32::get(from)?)
    }
}

impl Stored for NaiveDateTime {
    fn put(&self, to: &mut Vec<u8>) {
        self.and_utc().put(to);
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(DateTime::<Utc>::get(from)?.naive_utc())
    }
}

impl Stored for DateTime<Utc> {
    fn put(&self, to: &mut Vec<u8>) {
        self.timestamp().put(to);
        self.timestamp_subsec_nanos().put(to);
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        DateTime::from_timestamp(i64::get(from)?, u32::get(from)?)
    }
}

impl<T: Stored> Stored for Option<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.is_some().put(to);
        if let Some(value) = self {
            value.put(to);
        }
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        if bool::get(from)? { T::get(from).map(Some) } else { Some(None) }
    }
}

impl<T: Stored> Stored for Arc<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.as_ref().put(to);
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        T::get(from).map(Arc::new)
    }
}

impl<T: Stored, U: Stored> Stored for (T, U) {
    fn put(&self, to: &mut Vec<u8>) {
        self.0.put(to);
        self.1.put(to);
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        Some((T::get(from)?, U::get(from)?))
    }
}

fn all<T: Stored, C: FromIterator<T>>(from: &mut &[u8]) -> Option<C> {
    let count = usize::get(from)?;
    (0..count).map(|_| T::get(from)).collect()
}

impl<T: Stored> Stored for Vec<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.len().put(to);
        self.iter().for_each(|value| value.put(to));
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        all(from)
    }
}

impl<T: Stored + Ord> Stored for BTreeSet<T> {
    fn put(&self, to: &mut Vec<u8>) {
        self.len().put(to);
        self.iter().for_each(|value| value.put(to));
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        all(from)
    }
}

impl<K: Stored + Ord, V: Stored> Stored for BTreeMap<K, V> {
    fn put(&self, to: &mut Vec<u8>) {
        self.len().put(to);
        for (key, value) in self {
            key.put(to);
            value.put(to);
        }
    }
    fn get(from: &mut &[u8]) -> Option<Self> {
        all(from)
    }
}
