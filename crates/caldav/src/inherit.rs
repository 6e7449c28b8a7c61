//! A calendar that is published in for the first time may hold what another computer of the learner's wrote there, or this
//! one before it lost its memory: what is this plan's is taken over, and the rest is counted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use crate::changes::Version;
use crate::fault::Fault;
use crate::fields::{self, OURS, Theirs};
use crate::object;
use crate::publish::Home;
use crate::published::{Known, Published};
use crate::session::{Session, same};

/// Something that says that it is a block, of which nothing is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unclaimed {
    /// The block.
    pub uid: String,
    /// When it starts, as far as that can be read.
    pub start: Option<DateTime<Utc>>,
}

/// The names of objects that are called as ours are, and are not known.
pub(crate) fn unknown(calendar: &Url, there: &[Version], known: &Published) -> Vec<String> {
    let known: BTreeSet<String> = known.objects.values().map(|object| same(calendar, &object.href)).collect();
    let ending = format!("{OURS}.ics");
    let is_unknown = |href: &&String| {
        let name = same(calendar, href);
        name.ends_with(&ending) && !known.contains(&name)
    };
    there.iter().map(|version| &version.href).filter(is_unknown).cloned().collect()
}

impl Session<'_> {
    /// Takes over those of these objects that are the learner's. Answers whether there are any, and of how many blocks ahead
    /// nothing is known here.
    pub(crate) fn inherit(
        &self,
        calendar: &Url,
        hrefs: &[String],
        known: &mut Published,
        home: &mut dyn Home,
    ) -> Result<(bool, usize), Fault> {
        if hrefs.is_empty() {
            return Ok((false, 0));
        }
        let mut found = BTreeMap::new();
        let fetched = match self.fetch(calendar, hrefs, &mut |_, _| {}) {
            // Something of somebody else's that is not shown is no matter of ours.
            Err(Fault::Garbled { .. }) => Vec::new(),
            fetched => fetched?,
        };
        for object in fetched {
            let uids = object.text.as_deref().map(object::our_uids).unwrap_or_default();
            if let Some(uid) = uids.into_iter().find(|uid| !known.objects.contains_key(uid)) {
                found.insert(uid, object);
            }
        }
        let start = |uid: &str, text: Option<&str>| match fields::read(text, uid, Tz::UTC) {
            Theirs::There(fields) => Some(fields.start),
            _ => None,
        };
        let all: Vec<Unclaimed> = found
            .iter()
            .map(|(uid, object)| Unclaimed { uid: uid.clone(), start: start(uid, object.text.as_deref()) })
            .collect();
        let own = home.own(&all).ok_or(Fault::NotKept)?;
        let is_strange = |found: &&Unclaimed| {
            !own.contains(&found.uid) && found.start.is_some_and(|start| start > self.now)
        };
        let strangers = all.iter().filter(is_strange).count();
        for (uid, object) in found {
            if own.contains(&uid) {
                known.objects.insert(uid, Known { href: object.href.clone(), ..Known::default() });
                known.take(calendar, object);
            }
        }
        Ok((!own.is_empty(), strangers))
    }
}
