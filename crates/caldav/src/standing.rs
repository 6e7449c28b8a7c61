//! How an account stands, and when it is tried again. Clock and chance are arguments.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::Fault;

/// The first wait after a failure, in seconds; it doubles with each further one.
const FIRST: i64 = 30;
/// The longest wait, in seconds.
const LONGEST: i64 = 6 * 3_600;
/// The longest wait that a server can ask for, in seconds.
const LONGEST_ASKED: u64 = 24 * 3_600;

/// How an account stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Standing {
    /// Nothing was tried yet.
    #[default]
    New,
    /// The last try went well.
    Fine {
        /// When it ended.
        at: DateTime<Utc>,
    },
    /// The last tries failed; it will be tried again by itself.
    Waiting {
        /// Why the last one failed.
        fault: Fault,
        /// How many failed one after the other.
        fails: u32,
        /// Not before this.
        until: DateTime<Utc>,
    },
    /// It is not tried again before a person did something about it.
    Stopped {
        /// Why.
        fault: Fault,
        /// When the try ended.
        at: DateTime<Utc>,
    },
}

impl Standing {
    /// How it stands after a try that ended at `now`. `dice` is any number by chance.
    #[must_use]
    pub fn after(&self, result: Result<(), &Fault>, now: DateTime<Utc>, dice: u64) -> Standing {
        let fault = match result {
            Ok(()) => return Standing::Fine { at: now },
            Err(Fault::Cancelled) => return self.clone(),
            Err(fault) => fault.clone(),
        };
        if fault.lasting() {
            return Standing::Stopped { fault, at: now };
        }
        let before = match self {
            Standing::Waiting { fails, .. } => *fails,
            Standing::New | Standing::Fine { .. } | Standing::Stopped { .. } => 0,
        };
        let fails = before.saturating_add(1);
        let most = FIRST.saturating_mul(1_i64 << before.min(20)).min(LONGEST);
        // Between half and all of it, so that many who failed together do not come back together.
        let spread = u64::try_from(most / 2).unwrap_or(0).saturating_add(1);
        let mut wait = most / 2 + i64::try_from(dice % spread).unwrap_or(0);
        if let Fault::Busy { seconds: Some(seconds) } = fault {
            wait = wait.max(i64::try_from(seconds.min(LONGEST_ASKED)).unwrap_or(wait));
        }
        Standing::Waiting { fault, fails, until: now + TimeDelta::seconds(wait) }
    }

    /// Whether it may be tried at `now` without having been asked to.
    #[must_use]
    pub fn due(&self, now: DateTime<Utc>) -> bool {
        match self {
            Standing::New | Standing::Fine { .. } => true,
            // A clock that was set back must not keep it waiting for longer than any wait is.
            Standing::Waiting { until, .. } => {
                now >= *until
                    || *until - now > TimeDelta::seconds(i64::try_from(LONGEST_ASKED).unwrap_or(LONGEST))
            }
            Standing::Stopped { .. } => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn wait(standing: &Standing) -> i64 {
        match standing {
            Standing::Waiting { until, .. } => (*until - now()).num_seconds(),
            other => unreachable!("{other:?}"),
        }
    }

    #[test]
    fn waits_double_up_to_six_hours_and_are_spread() {
        for dice in [0, 1, 7, u64::MAX] {
            let mut standing = Standing::New;
            for nth in 0..40_u32 {
                standing = standing.after(Err(&Fault::Locked), now(), dice);
                let most = (30_i64 << nth.min(20)).min(6 * 3_600);
                assert!((most / 2..=most).contains(&wait(&standing)), "{nth}: {}", wait(&standing));
            }
        }
        let one = Standing::New.after(Err(&Fault::Locked), now(), 3);
        let other = Standing::New.after(Err(&Fault::Locked), now(), 11);
        assert_ne!(wait(&one), wait(&other));
    }

    #[test]
    fn a_server_that_asks_to_be_left_alone_is_left_alone() {
        let asked = |seconds| Standing::New.after(Err(&Fault::Busy { seconds }), now(), 0);
        assert_eq!(wait(&asked(Some(600))), 600);
        assert_eq!(wait(&asked(Some(u64::MAX))), 86_400);
        assert_eq!(wait(&asked(None)), 15);
    }

    #[test]
    fn a_refused_password_stops_it_until_somebody_comes() {
        let stopped = Standing::Fine { at: now() }.after(Err(&Fault::PasswordRefused), now(), 0);
        assert!(!stopped.due(now() + TimeDelta::days(1_000)));
        assert!(stopped.after(Ok(()), now(), 0).due(now()));
        let waiting = Standing::New.after(Err(&Fault::Locked), now(), 0);
        assert!(!waiting.due(now()) && waiting.due(now() + TimeDelta::seconds(16)));
        assert!(waiting.due(now() - TimeDelta::days(30)), "a clock that was set back");
        assert_eq!(waiting.after(Err(&Fault::Cancelled), now(), 0), waiting);
    }
}
