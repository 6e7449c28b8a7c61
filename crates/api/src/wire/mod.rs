//! The wire types: everything that crosses from the application to a window or a command line, and back.
//! `cargo xtask bindings` writes them to `ui/src/ipc/gen/`. Days are "2026-11-25", local times "2026-11-25T19:30",
//! lengths whole minutes, minutes of the day 0 to 1440, weekdays 0 (Monday) to 6.

mod app;
mod block;
mod by_hand;
mod calendars;
mod computer;
mod forecast;
mod onboarding;
mod own;
mod pace;
mod preview;
mod recall;
mod review;
mod roadmap;
mod settings;
mod strategies;
mod sync;
mod week;
mod why;

pub use app::*;
pub use block::*;
pub use by_hand::*;
pub use calendars::*;
pub use computer::*;
pub use forecast::*;
pub use onboarding::*;
pub use own::*;
pub use pace::*;
pub use preview::*;
pub use recall::*;
pub use review::*;
pub use roadmap::*;
pub use settings::*;
pub use strategies::*;
pub use sync::*;
pub use week::*;
pub use why::*;

/// Serialises local times to the minute, as people and the JSON formats write them.
pub(crate) mod local_time {
    use chrono::NaiveDateTime;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub const FORMAT: &str = "%Y-%m-%dT%H:%M";

    pub fn serialize<S: Serializer>(t: &NaiveDateTime, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&t.format(FORMAT))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<NaiveDateTime, D::Error> {
        let text = String::deserialize(d)?;
        NaiveDateTime::parse_from_str(&text, FORMAT).map_err(|_| D::Error::custom(no_local_time(&text)))
    }

    fn no_local_time(text: &str) -> String {
        said!(
            "\"{text}\" is not a local time such as 2026-11-25T19:30",
            "«{text}» no es una hora local como 2026-11-25T19:30"
        )
    }

    pub mod option {
        use chrono::NaiveDateTime;
        use serde::{Deserialize, Deserializer, Serializer, de::Error};

        pub fn deserialize<'de, D: Deserializer<'de>>(d: D) -> Result<Option<NaiveDateTime>, D::Error> {
            let Some(text) = Option::<String>::deserialize(d)? else { return Ok(None) };
            let read = NaiveDateTime::parse_from_str(&text, super::FORMAT);
            read.map(Some).map_err(|_| D::Error::custom(super::no_local_time(&text)))
        }

        #[allow(clippy::ref_option, reason = "serde's `with` passes a reference to the field")]
        pub fn serialize<S: Serializer>(t: &Option<NaiveDateTime>, s: S) -> Result<S::Ok, S::Error> {
            match t {
                Some(t) => super::serialize(t, s),
                None => s.serialize_none(),
            }
        }
    }
}
