//! Study windows as people type them: "mon-thu 19:00-21:30 deep", "sat,sun 9-12 light".

use api::wire::StudyWindow;
use api::{said, word};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const NOON: u32 = 12 * 60;

/// The windows of one text, one for each day it names.
pub fn parse(text: &str) -> Result<Vec<StudyWindow>, String> {
    let fault = |what: &str| {
        said!(
            "window “{text}”: {what}. Write it like 'mon-thu 19:00-21:30 deep'.",
            "franja «{text}»: {what}. Escríbela como 'mon-thu 19:00-21:30 deep'.",
        )
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let (days, times, focus) = match words.as_slice() {
        [days, times] => (*days, *times, "deep"),
        [days, times, focus] => (*days, *times, *focus),
        _ => {
            return Err(fault(word!(
                "it needs days, times and deep or light",
                "necesita días, horas y deep o light"
            )));
        }
    };
    let deep = match focus.to_ascii_lowercase().as_str() {
        "deep" => true,
        "light" => false,
        _ => {
            return Err(fault(&said!(
                "“{focus}” is neither deep nor light",
                "«{focus}» no es ni deep ni light"
            )));
        }
    };
    let (from, to) = times.split_once('-').ok_or_else(|| {
        fault(word!("times need a start and an end", "las horas necesitan principio y final"))
    })?;
    let clock =
        |t: &str| minute(t).ok_or_else(|| fault(&said!("“{t}” is not a time", "«{t}» no es una hora")));
    let (from, to) = (clock(from)?, clock(to)?);
    if from >= to {
        let over_night = from > NOON && to < NOON;
        return Err(fault(if over_night {
            word!(
                "it runs past midnight; use two windows, such as 'mon 22:00-24:00' and 'tue 0:00-2:00'",
                "pasa de medianoche; usa dos franjas, como 'mon 22:00-24:00' y 'tue 0:00-2:00'",
            )
        } else {
            word!("it ends before it starts", "acaba antes de empezar")
        }));
    }
    let mut windows = Vec::new();
    for part in days.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let day = |name: &str| {
            day(name).ok_or_else(|| fault(&said!("“{name}” is not a day", "«{name}» no es un día")))
        };
        let (first, last) = (day(first)?, day(last)?);
        if first > last {
            return Err(fault(word!("its days run backwards", "sus días van al revés")));
        }
        windows.extend((first..=last).map(|weekday| StudyWindow { weekday, from, to, deep }));
    }
    Ok(windows)
}

fn day(name: &str) -> Option<u8> {
    let name = name.to_ascii_lowercase();
    let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let index = DAYS.iter().zip(full).position(|(short, full)| name == *short || name == full)?;
    u8::try_from(index).ok()
}

/// "19:30" or "9" as a minute of the day.
fn minute(text: &str) -> Option<u32> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "0"));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    if hour > 24 || minute > 59 {
        return None;
    }
    let all = hour * 60 + minute;
    (all <= 1440).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: &str) {
        let said = match parse(text) {
            Ok(windows) => windows
                .iter()
                .map(|w| format!("{} {}-{} {}", w.weekday, w.from, w.to, w.deep))
                .collect::<Vec<_>>()
                .join("; "),
            Err(fault) => fault,
        };
        assert_eq!(said.split(". Write").next().unwrap(), expect);
    }

    #[test]
    fn days_times_and_focus() {
        check("mon-tue 19:00-21:30 deep", "0 1140-1290 true; 1 1140-1290 true");
        check("sat,SUNDAY 9-12 light", "5 540-720 false; 6 540-720 false");
        check("fri 22:00-24:00", "4 1320-1440 true");
    }

    #[test]
    fn faults_name_the_part() {
        check("mon", "window “mon”: it needs days, times and deep or light");
        check("mun 9-12", "window “mun 9-12”: “mun” is not a day");
        check("mon 12-9", "window “mon 12-9”: it ends before it starts");
        let past_midnight =
            "it runs past midnight; use two windows, such as 'mon 22:00-24:00' and 'tue 0:00-2:00'";
        check("mon 22:00-02:00", &format!("window “mon 22:00-02:00”: {past_midnight}"));
        check("mon 22-0", &format!("window “mon 22-0”: {past_midnight}"));
        check("mon 9-25", "window “mon 9-25”: “25” is not a time");
        check("mon 9:99-12", "window “mon 9:99-12”: “9:99” is not a time");
        check("sun-mon 9-12", "window “sun-mon 9-12”: its days run backwards");
        check("mon 9-12 soft", "window “mon 9-12 soft”: “soft” is neither deep nor light");
    }
}
