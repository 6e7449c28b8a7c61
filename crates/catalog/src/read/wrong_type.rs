//! A value of the wrong kind, in words: text where a number should be, and the like.

use language::{said, word};
use toml::de::DeValue;

use super::report::Report;
use crate::ProblemCode;

/// What a value should be.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    Text,
    Number,
    Flag,
    List,
    Table,
}

impl Expected {
    fn word(self) -> &'static str {
        match self {
            Expected::Text => word!("text", "un texto"),
            Expected::Number => word!("a whole number", "un número entero"),
            Expected::Flag => word!("true or false", "true o false"),
            Expected::List => word!("a list", "una lista"),
            Expected::Table => word!("a table", "una tabla"),
        }
    }
}

/// Reports a value that is of another kind than the one expected.
pub(crate) fn wrong_type(
    report: &mut Report,
    at: usize,
    called: &str,
    found: &DeValue<'_>,
    expected: Expected,
) {
    let found = match found {
        DeValue::String(_) => Expected::Text.word(),
        DeValue::Integer(_) => Expected::Number.word(),
        DeValue::Float(_) => word!("a number with a fraction", "un número con decimales"),
        DeValue::Boolean(_) => Expected::Flag.word(),
        DeValue::Datetime(_) => word!("a date or time", "una fecha u hora"),
        DeValue::Array(_) => Expected::List.word(),
        DeValue::Table(_) => Expected::Table.word(),
    };
    let advice = match expected {
        Expected::Text => word!("Put it in quotes.", "Ponlo entre comillas."),
        Expected::Number => word!("Write digits only, without quotes.", "Escribe solo cifras, sin comillas."),
        Expected::Flag => {
            word!("Write true or false, without quotes.", "Escribe true o false, sin comillas.")
        }
        Expected::List => {
            word!("Put the entries in square brackets.", "Pon las entradas entre corchetes.")
        }
        Expected::Table => word!(
            "Write its keys in braces, or under a header in square brackets.",
            "Escribe sus claves entre llaves, o bajo un encabezado entre corchetes."
        ),
    };
    let what = said!(
        "{called} is {found} where {wanted} is needed",
        "{called} es {found}, y hace falta {wanted}",
        wanted = expected.word()
    );
    report.add(at, ProblemCode::WrongType, what, advice);
}
