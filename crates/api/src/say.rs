//! How the application writes times, lengths and lists in its sentences: 1 h 30, Thu 19:30, 11 May 2027.

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use language::{Language, spoken};

/// Monday first, as a sentence writes them.
const WEEKDAYS: [[&str; 7]; 2] = [
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
];

const SPANISH_MONTHS: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];

/// "Wednesday"; 0 is Monday. `None` for no weekday.
pub fn weekday(number: u8) -> Option<&'static str> {
    let [english, spanish] = &WEEKDAYS;
    let names = match spoken() {
        Language::English => english,
        Language::Spanish => spanish,
    };
    names.get(usize::from(number)).copied()
}

/// "Wed".
fn weekday_short(day: NaiveDate) -> String {
    let number = u8::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
    weekday(number).unwrap_or_default().chars().take(3).collect()
}

fn spanish_month(day: NaiveDate) -> &'static str {
    SPANISH_MONTHS.get(day.month0() as usize).copied().unwrap_or_default()
}

/// The system's number for links that lead in circles.
#[cfg(target_os = "macos")]
const LINKS_IN_CIRCLES: i32 = 62;
#[cfg(windows)]
const LINKS_IN_CIRCLES: i32 = 1921;
#[cfg(not(any(target_os = "macos", windows)))]
const LINKS_IN_CIRCLES: i32 = 40;

/// Why the file system refused, as part of a sentence.
pub fn refusal(error: &std::io::Error) -> String {
    use std::io::ErrorKind as Kind;
    let known = match error.kind() {
        Kind::NotFound => word!("there is no such file or folder", "no existe ese archivo o esa carpeta"),
        Kind::PermissionDenied => word!("you have no permission", "no tienes permiso"),
        Kind::StorageFull | Kind::QuotaExceeded => word!("the disk is full", "el disco está lleno"),
        Kind::ReadOnlyFilesystem => word!("the disk can only be read", "el disco es de solo lectura"),
        Kind::IsADirectory => word!("it is a folder", "es una carpeta"),
        Kind::NotADirectory => {
            word!(
                "what should be a folder on the way there is none",
                "en la ruta hay algo que no es una carpeta"
            )
        }
        _ if error.raw_os_error() == Some(LINKS_IN_CIRCLES) => {
            word!("links lead in circles there", "ahí hay enlaces que dan vueltas")
        }
        Kind::AlreadyExists => word!("something else has this name", "otra cosa tiene ese nombre"),
        Kind::InvalidFilename => word!("no file can be called that", "ningún archivo puede llamarse así"),
        _ => {
            // The number is the system's, and no help.
            let text = error.to_string();
            return text.rsplit_once(" (").map_or(text.as_str(), |(words, _)| words).to_owned();
        }
    };
    known.to_owned()
}

/// "1 h 30", "2 h", "45 min".
pub fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, m) => format!("{m}\u{a0}min"),
        (h, 0) => format!("{h}\u{a0}h"),
        (h, m) => format!("{h}\u{a0}h\u{a0}{m:02}"),
    }
}

/// Whole hours, rounded: "41 h".
pub fn hours(minutes: u32) -> String {
    format!("{}\u{a0}h", (minutes + 30) / 60)
}

/// "11 May 2027".
pub fn date(day: NaiveDate) -> String {
    match spoken() {
        Language::English => day.format("%-d %B %Y").to_string(),
        Language::Spanish => format!("{} de {} de {}", day.day(), spanish_month(day), day.year()),
    }
}

/// "Thu 26 Nov".
pub fn day(day: NaiveDate) -> String {
    match spoken() {
        Language::English => day.format("%a %-d %b").to_string(),
        Language::Spanish => {
            let month: String = spanish_month(day).chars().take(3).collect();
            format!("{} {} {month}", weekday_short(day), day.day())
        }
    }
}

/// "Mon 05 Jan": as wide for every day, for columns.
pub fn day_in_column(day: NaiveDate) -> String {
    match spoken() {
        Language::English => day.format("%a %d %b").to_string(),
        Language::Spanish => {
            let month: String = spanish_month(day).chars().take(3).collect();
            format!("{} {:02} {month}", weekday_short(day), day.day())
        }
    }
}

/// "19:30".
pub fn clock(time: NaiveDateTime) -> String {
    time.format("%H:%M").to_string()
}

/// "Thu 19:30", or with the date where it is more than six days from `today`.
pub fn moment(time: NaiveDateTime, today: NaiveDate) -> String {
    let ahead = (time.date() - today).num_days();
    if (0..=6).contains(&ahead) {
        format!("{} {}", weekday_short(time.date()), clock(time))
    } else {
        format!("{} {}", day(time.date()), clock(time))
    }
}

/// "today", "tomorrow", "in 12 days".
pub fn in_days(days: i64) -> String {
    match days {
        ..=0 => said!("today", "hoy"),
        1 => said!("tomorrow", "mañana"),
        _ => said!("in {days} days", "dentro de {days} días"),
    }
}

/// "1,234,000".
pub fn thousands(number: u64) -> String {
    let mark = word!(",", ".");
    let digits = number.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// "82%". Nothing ahead is certain: "over 99%", "under 1%".
pub fn chance(percent: u32) -> String {
    match percent {
        0 => said!("under 1%", "menos del 1\u{a0}%"),
        1..=99 => said!("{percent}%", "{percent}\u{a0}%"),
        _ => said!("over 99%", "más del 99\u{a0}%"),
    }
}

/// "1.3", "1.35", "2": a factor of so many hundredths.
pub fn factor(percent: u32) -> String {
    let text = format!("{}.{:02}", percent / 100, percent % 100);
    let text = text.trim_end_matches('0').trim_end_matches('.');
    match spoken() {
        Language::English => text.to_owned(),
        Language::Spanish => text.replace('.', ","),
    }
}

/// "1 block", "3 blocks".
pub fn count(n: usize, one: &str, many: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {many}") }
}

/// Before the last item of a list; Spanish minds the sound of an i.
fn and(last: &str) -> &'static str {
    let bare = last.trim_start_matches(['«', '“', '"']).to_lowercase();
    let bare = bare.strip_prefix('h').unwrap_or(&bare);
    let mut letters = bare.chars();
    let is_i = matches!(letters.next(), Some('i' | 'í')) && !matches!(letters.next(), Some('a' | 'e' | 'o'));
    if is_i { word!("and", "e") } else { word!("and", "y") }
}

/// "A", "A and B", "A, B, C and D".
pub fn all(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} {} {last}", rest.join(", "), and(last)),
    }
}

/// "A", "A and B", "A, B and 3 more".
pub fn list(items: &[String]) -> String {
    match items {
        [a, b, rest @ ..] if rest.len() > 1 => {
            said!("{a}, {b} and {n} more", "{a}, {b} y {n} más", n = rest.len())
        }
        few => all(few),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_read_like_a_person_writes_them() {
        assert_eq!(
            ["45\u{a0}min", "1\u{a0}h", "1\u{a0}h\u{a0}30", "10\u{a0}h\u{a0}05"].map(String::from),
            [45, 60, 90, 605].map(length)
        );
    }

    #[test]
    fn a_moment_names_its_date_only_when_it_is_far() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 25).unwrap();
        let at = |d: i64| (today + chrono::Duration::days(d)).and_hms_opt(19, 30, 0).unwrap();
        assert_eq!(moment(at(1), today), "Thu 19:30");
        assert_eq!(moment(at(7), today), "Wed 2 Dec 19:30");
        assert_eq!(moment(at(-1), today), "Tue 24 Nov 19:30");
    }

    #[test]
    fn large_numbers_are_read_in_threes() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(thousands), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn no_chance_is_certain() {
        assert_eq!([0, 1, 82, 99, 100].map(chance), ["under 1%", "1%", "82%", "99%", "over 99%"]);
    }

    #[test]
    fn long_lists_are_cut() {
        let names = |n: usize| ["A", "B", "C", "D"][..n].iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(list(&names(0)), "");
        assert_eq!(list(&names(3)), "A, B and C");
        assert_eq!(list(&names(4)), "A, B and 2 more");
    }

    fn in_spanish<T>(call: impl FnOnce() -> T) -> T {
        crate::speaking(Language::Spanish, call)
    }

    #[test]
    fn spanish_writes_its_own_days() {
        let day_of = |y, m, d| NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let said = || [date(day_of(2027, 5, 11)), day(day_of(2026, 11, 25)), day(day_of(2026, 9, 5))];
        assert_eq!(in_spanish(said), ["11 de mayo de 2027", "mié 25 nov", "sáb 5 sep"]);
        assert_eq!(said(), ["11 May 2027", "Wed 25 Nov", "Sat 5 Sep"]);
        let columns = || day_in_column(day_of(2026, 9, 5));
        assert_eq!([in_spanish(columns), columns()], ["sáb 05 sep", "Sat 05 Sep"]);
        let today = day_of(2026, 11, 25);
        let at = |d: i64| moment((today + chrono::Duration::days(d)).and_hms_opt(19, 30, 0).unwrap(), today);
        assert_eq!(in_spanish(|| [at(1), at(7)]), ["jue 19:30", "mié 2 dic 19:30"]);
    }

    #[test]
    fn spanish_writes_its_own_numbers_and_lists() {
        assert_eq!(in_spanish(|| [0, 1_234_567].map(thousands)), ["0", "1.234.567"]);
        assert_eq!(in_spanish(|| [130, 135, 200].map(factor)), ["1,3", "1,35", "2"]);
        assert_eq!([130, 135, 200].map(factor), ["1.3", "1.35", "2"]);
        let chances = in_spanish(|| [0, 82, 100].map(chance));
        assert_eq!(chances, ["menos del 1\u{a0}%", "82\u{a0}%", "más del 99\u{a0}%"]);
        let names = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
        let lists =
            [names(&["«Redes»", "«Inferencia»"]), names(&["agua", "hielo"]), names(&["A", "B", "C", "D"])];
        assert_eq!(
            in_spanish(|| lists.map(|l| list(&l))),
            ["«Redes» e «Inferencia»", "agua y hielo", "A, B y 2 más"]
        );
    }
}
