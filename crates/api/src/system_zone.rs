//! The system's time zone by its IANA name. `TZ` speaks first, as in every other program.

use crate::zones;

/// Name of the zone, such as "Europe/Berlin"; "UTC" where the system names none.
pub fn system_zone() -> String {
    let asked = std::env::var("TZ").ok().and_then(|value| from_tz(&value));
    asked.or_else(|| iana_time_zone::get_timezone().ok()).unwrap_or_else(|| "UTC".to_owned())
}

/// What `TZ` says if it is set but names no zone of the database: [`system_zone`] passes over it.
pub fn unknown_zone() -> Option<String> {
    std::env::var("TZ").ok().filter(|value| names_nothing(value))
}

/// An empty `TZ` and the system's own file ask for what is used anyway.
fn names_nothing(value: &str) -> bool {
    !["", "/etc/localtime", ":/etc/localtime"].contains(&value) && from_tz(value).is_none()
}

/// The zone that `TZ` names: "Europe/Berlin", ":Europe/Berlin" or a file of the zone database.
/// Rules written out ("CET-1CEST") name no zone.
fn from_tz(value: &str) -> Option<String> {
    let name = value.strip_prefix(':').unwrap_or(value);
    let name = name.split_once("zoneinfo/").map_or(name, |(_, name)| name);
    zones::by_name(name).map(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_from_tz_and_rules_are_not() {
        let read = |value| from_tz(value);
        assert_eq!(read("Europe/Berlin").as_deref(), Some("Europe/Berlin"));
        assert_eq!(read(":Australia/Lord_Howe").as_deref(), Some("Australia/Lord_Howe"));
        assert_eq!(read("/usr/share/zoneinfo/America/Santiago").as_deref(), Some("America/Santiago"));
        assert_eq!(read("UTC").as_deref(), Some("UTC"));
        assert_eq!(read("CET-1CEST,M3.5.0,M10.5.0/3"), None);
        assert_eq!(read("/etc/localtime"), None);
        assert_eq!(read(""), None);
    }

    #[test]
    fn what_is_no_name_is_told() {
        for value in ["Mars/Base", "UTC+3", "<+0330>-3:30", "CET-1CEST,M3.5.0,M10.5.0/3", "/nowhere/zone"] {
            assert!(names_nothing(value), "{value}");
        }
        for value in ["", "Europe/Berlin", ":UTC", "/etc/localtime", "/usr/share/zoneinfo/Asia/Tokyo"] {
            assert!(!names_nothing(value), "{value}");
        }
    }
}
