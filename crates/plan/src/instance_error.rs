//! Why an instance cannot be planned, in words: in the language that is spoken while it is checked.

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use language::{said, word};
use thiserror::Error;

use crate::MAX_WEEKS;

/// Why an instance cannot be planned at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum InstanceError {
    /// The grid does not divide a day in the ways the product knows.
    Grid(u32),
    /// The horizon begins inside a week.
    StartNotMonday(NaiveDate),
    /// The horizon is empty or too long.
    Weeks(u32),
    /// Two things have one name.
    Duplicate {
        /// "units", "rhythms" or "activities in unit x".
        kind: String,
        /// The id.
        id: String,
    },
    /// A prerequisite does not exist.
    UnknownPrerequisite {
        /// Unit id.
        unit: String,
        /// The name that is not known.
        prereq: String,
    },
    /// Units wait for each other.
    Cycle(
        /// The path; first and last are the same unit.
        Vec<String>,
    ),
    /// A locked block names something that does not exist.
    UnknownLocked {
        /// Start of the block.
        start: chrono::NaiveDateTime,
        /// The name that is not known.
        name: String,
    },
    /// A number is outside its range.
    Range {
        /// Where the number stands.
        what: String,
        /// What is allowed, in words.
        range: &'static str,
        /// What it is.
        value: i64,
    },
    /// There is more of something than can be planned with in bounded time and memory.
    TooMany {
        /// Of what.
        what: String,
        /// How many are allowed.
        most: u64,
        /// How many there are.
        count: u64,
    },
    /// A name that cannot be shown on a line.
    Id {
        /// Such as "a unit".
        kind: &'static str,
        /// The id, shortened and without what cannot be shown.
        id: String,
    },
    /// A date outside the calendar that the formats write.
    Year {
        /// Which date.
        what: &'static str,
        /// The date.
        date: NaiveDate,
    },
}

impl fmt::Display for InstanceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence())
    }
}

impl InstanceError {
    /// Without a full stop.
    fn sentence(&self) -> String {
        match self {
            InstanceError::Grid(minutes) => said!(
                "the grid must be 5, 10, 15 or 30 minutes, not {minutes}",
                "la cuadrícula debe ser de 5, 10, 15 o 30 minutos, no de {minutes}"
            ),
            InstanceError::StartNotMonday(date) => said!(
                "the horizon must start on a Monday; {date} is a {name}",
                "el horizonte debe empezar en lunes; {date} es {name}",
                name = weekday(date.weekday())
            ),
            InstanceError::Weeks(weeks) => said!(
                "the horizon must have 1 to {MAX_WEEKS} weeks, not {weeks}",
                "el horizonte debe tener de 1 a {MAX_WEEKS} semanas, no {weeks}"
            ),
            InstanceError::Duplicate { kind, id } => {
                said!("there are two {kind} with the id \"{id}\"", "hay dos {kind} con el id «{id}»")
            }
            InstanceError::UnknownPrerequisite { unit, prereq } => said!(
                "unit \"{unit}\" needs \"{prereq}\", but there is no such unit",
                "la unidad «{unit}» necesita «{prereq}», pero no hay tal unidad"
            ),
            InstanceError::Cycle(units) => said!(
                "these units wait for each other: {path}",
                "estas unidades se esperan unas a otras: {path}",
                path = path(units)
            ),
            InstanceError::UnknownLocked { start, name } => said!(
                "the locked block at {start} serves \"{name}\", which does not exist",
                "el bloque fijo del {start} es de «{name}», que no existe"
            ),
            InstanceError::Range { what, range, value } => {
                said!("{what} must be {range}, not {value}", "{what}: {value} no vale; se espera {range}")
            }
            InstanceError::TooMany { what, most, count } => said!(
                "there may be at most {most} {what}, not {count}",
                "puede haber como mucho {most} {what}, no {count}"
            ),
            InstanceError::Id { kind, id } => said!(
                "\"{id}\" cannot be the id of {kind}: an id has 1 to 200 characters, and they stand on one line",
                "«{id}» no puede ser el id de {kind}: un id tiene de 1 a 200 caracteres, todos en una línea"
            ),
            InstanceError::Year { what, date } => said!(
                "{what} must lie in the years 1 to 9999, not {date}",
                "{what} debe estar entre los años 1 y 9999; {date} no lo está"
            ),
        }
    }
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => word!("Mon", "lunes"),
        Weekday::Tue => word!("Tue", "martes"),
        Weekday::Wed => word!("Wed", "miércoles"),
        Weekday::Thu => word!("Thu", "jueves"),
        Weekday::Fri => word!("Fri", "viernes"),
        Weekday::Sat => word!("Sat", "sábado"),
        Weekday::Sun => word!("Sun", "domingo"),
    }
}

/// A cycle in words; the middle of a long one is left out.
fn path(units: &[String]) -> String {
    const SHOWN: usize = 6;
    let chain = |units: &[String]| units.join(word!(" needs ", " necesita "));
    if units.len() <= 2 * SHOWN {
        return chain(units);
    }
    let between = units.len() - 2 * SHOWN;
    said!(
        "{head} needs ({between} more) needs {tail}",
        "{head} necesita ({between} más) necesita {tail}",
        head = chain(&units[..SHOWN]),
        tail = chain(&units[units.len() - SHOWN..])
    )
}
