//! The present moment as a host of the application tells it. A development build can be told that it is another one, for tests and pictures.

use std::path::PathBuf;
use std::time::SystemTime;

use chrono::{DateTime, TimeDelta, Utc};

/// The system's clock, possibly moved.
#[derive(Debug)]
pub struct Clock {
    ahead: TimeDelta,
    told_in: Option<PathBuf>,
}

impl Clock {
    /// The system's clock. In a development build `NINEFOLD_NOW` ("2026-11-25T07:10", with seconds if wanted, in the
    /// system's zone) says what time it is at the start; "@FILE" names a file that says what time it was when the file
    /// was last written, so that days can pass under an open window. A released program listens to neither.
    pub fn start() -> Self {
        let told = std::env::var("NINEFOLD_NOW").ok().filter(|_| cfg!(debug_assertions)).unwrap_or_default();
        match told.strip_prefix('@') {
            Some(file) => Clock { ahead: TimeDelta::zero(), told_in: Some(file.into()) },
            None => Clock { ahead: ahead(&told, present()), told_in: None },
        }
    }

    /// The present instant.
    pub fn now(&self) -> DateTime<Utc> {
        present() + self.told_in.as_ref().map_or(self.ahead, in_file)
    }
}

/// The system's clock; one before 1970 is an instant like any other.
fn present() -> DateTime<Utc> {
    SystemTime::now().into()
}

/// What the file says; nothing where it cannot be read.
fn in_file(file: &PathBuf) -> TimeDelta {
    let read = || -> std::io::Result<TimeDelta> {
        Ok(ahead(std::fs::read_to_string(file)?.trim(), file.metadata()?.modified()?.into()))
    };
    read().unwrap_or_default()
}

/// By how much the clock is moved if it was `local` at `moment`; not at all for what is no time.
fn ahead(local: &str, moment: DateTime<Utc>) -> TimeDelta {
    let read = |form| chrono::NaiveDateTime::parse_from_str(local, form).ok();
    let told = read("%Y-%m-%dT%H:%M").or_else(|| read("%Y-%m-%dT%H:%M:%S"));
    let told = told.and_then(|local| local.and_local_timezone(chrono::Local).earliest());
    told.map_or(TimeDelta::zero(), |told| told.to_utc() - moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_moves_the_clock_whenever_it_is_written() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let clock = Clock { ahead: TimeDelta::zero(), told_in: Some(file.path().into()) };
        for told in ["2031-02-03T04:05", "2020-12-31T23:59", "2031-02-04T04:05"] {
            std::fs::write(file.path(), told).unwrap();
            let shown = clock.now().with_timezone(&chrono::Local).format("%Y-%m-%dT%H:%M").to_string();
            assert_eq!(shown, told);
        }
        std::fs::write(file.path(), "half past").unwrap();
        assert!((clock.now() - Utc::now()).abs() < TimeDelta::minutes(1), "no time, no move");
    }
}
