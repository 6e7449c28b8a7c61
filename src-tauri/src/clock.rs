//! The present moment. A development build can be told to begin at another one, for tests and pictures.

use chrono::{DateTime, TimeDelta, Utc};

/// The system's clock, possibly moved.
#[derive(Clone, Copy)]
pub struct Clock {
    ahead: TimeDelta,
}

impl Clock {
    /// The system's clock. In a development build `NINEFOLD_NOW` ("2026-11-25T07:10", with seconds if wanted, in the system's zone) says
    /// what time it is at the start; a released program does not listen to it.
    pub fn start() -> Self {
        let told = std::env::var("NINEFOLD_NOW").ok().filter(|_| cfg!(debug_assertions));
        let ahead = told.and_then(|told| instant(&told)).map_or(TimeDelta::zero(), |now| now - Utc::now());
        Clock { ahead }
    }

    /// The present instant.
    pub fn now(self) -> DateTime<Utc> {
        Utc::now() + self.ahead
    }
}

fn instant(local: &str) -> Option<DateTime<Utc>> {
    let read = |form| chrono::NaiveDateTime::parse_from_str(local, form).ok();
    let local = read("%Y-%m-%dT%H:%M").or_else(|| read("%Y-%m-%dT%H:%M:%S"))?;
    local.and_local_timezone(chrono::Local).earliest().map(|moment| moment.to_utc())
}
