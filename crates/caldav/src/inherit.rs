//! A calendar may hold what another computer of the learner's wrote there, or this one before it lost its memory: what is this
//! plan's is taken over, and the rest is counted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use crate::changes::Fetched;
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

/// Of these objects, by their names, the addresses of those that are called as ours are and are not known.
pub(crate) fn unknown(there: &BTreeMap<String, String>, calendar: &Url, known: &Published) -> Vec<String> {
    let known: BTreeSet<String> = known.objects.values().map(|object| same(calendar, &object.href)).collect();
    let ending = format!("{OURS}.ics");
    let unknown = there.iter().filter(|(name, _)| name.ends_with(&ending) && !known.contains(*name));
    unknown.map(|(_, href)| href.clone()).collect()
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
        for object in self.shown(calendar, hrefs)? {
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

    /// The objects at these addresses without those that are not shown: somebody else's are no matter of ours.
    fn shown(&self, calendar: &Url, hrefs: &[String]) -> Result<Vec<Fetched>, Fault> {
        match self.fetch(calendar, hrefs, &mut |_, _| {}) {
            Err(Fault::Garbled { .. }) if hrefs.len() > 1 => {
                let each = hrefs.iter().map(|href| self.shown(calendar, std::slice::from_ref(href)));
                Ok(each.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
            }
            Err(Fault::Garbled { .. }) => Ok(Vec::new()),
            fetched => fetched,
        }
    }
}
