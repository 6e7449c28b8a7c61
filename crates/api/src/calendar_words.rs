//! What the reader of calendars says of single events, in the language that is spoken. The reader says it in English.
//! Invariant: every sentence of `crates/calendar` stands here (`tests/rules/left_in_english.rs`); what is quoted of a
//! calendar stays as it is.

use language::{Language, spoken};

/// A sentence, or the part of one, in each language; `{}` is what the calendar has there, or another part.
type Row = [&'static str; Language::ALL.len()];

const ROWS: [Row; 24] = [
    ["{}; the event was left out", "{}; el evento se ha dejado fuera"],
    ["{}; this exception (EXDATE) was left out", "{}; esta excepción (EXDATE) se ha dejado fuera"],
    ["{}; this further date (RDATE) was left out", "{}; esta fecha añadida (RDATE) se ha dejado fuera"],
    [
        "its repetition is not understood ({}); only its first occurrence is used",
        "su repetición no se entiende ({}); solo se usa su primera vez",
    ],
    [
        "the time zone \"{}\" is neither known nor defined in this calendar; its times are read as if they were in your own zone",
        "la zona horaria «{}» no se conoce ni está definida en este calendario; sus horas se leen como si fueran de tu zona",
    ],
    [
        "the event is not closed by END:VEVENT; it was left out",
        "el evento no se cierra con END:VEVENT; se ha dejado fuera",
    ],
    ["it has no start (DTSTART)", "no tiene comienzo (DTSTART)"],
    [
        "it ends before it starts, or lasts for more than a century",
        "termina antes de empezar, o dura más de un siglo",
    ],
    ["a period ends before it starts", "un periodo termina antes de empezar"],
    ["the {} of this line cannot be read", "el {} de esta línea no se puede leer"],
    ["\"{}\" is not a date or time", "«{}» no es una fecha ni una hora"],
    ["\"{}\" is not a duration", "«{}» no es una duración"],
    ["the year of \"{}\" is out of range", "el año de «{}» queda fuera de lo que se puede leer"],
    ["\"{}\" has no value", "«{}» no tiene valor"],
    ["FREQ is missing", "falta FREQ"],
    [
        "its rule of exceptions (EXRULE) is outdated and not followed; it may show too much busy time",
        "su regla de excepciones (EXRULE) está anticuada y no se sigue; puede mostrar demasiado tiempo ocupado",
    ],
    [
        "it repeats more than {} times in this span of time; only the first {} are used",
        "se repite más de {} veces en este tiempo; solo se usan las primeras {}",
    ],
    [
        "its repetition takes too many steps to follow; later occurrences are missing",
        "seguir su repetición lleva demasiados pasos; faltan las veces posteriores",
    ],
    [
        "its repetition asks for a day that does not come again; later occurrences are missing",
        "su repetición pide un día que no vuelve a llegar; faltan las veces posteriores",
    ],
    [
        "its repetition cannot be followed; only its first occurrence is used",
        "su repetición no se puede seguir; solo se usa su primera vez",
    ],
    [
        "the calendar has more than {} occurrences in this span of time; only {} of them are used",
        "el calendario tiene más de {} eventos en este tiempo; solo se usan {}",
    ],
    [
        "the file is not written in UTF-8; it was read as Windows-1252, so some letters may look wrong",
        "el archivo no está escrito en UTF-8; se ha leído como Windows-1252, así que algunas letras pueden verse mal",
    ],
    [
        "1 more problem of this calendar is not listed",
        "hay 1 problema más de este calendario que no se muestra",
    ],
    [
        "{} more problems of this calendar are not listed",
        "hay {} problemas más de este calendario que no se muestran",
    ],
];

/// A sentence of the reader, or a part of one, in the language that is spoken.
pub(crate) fn said(reason: &str) -> String {
    let language = spoken();
    let place = Language::ALL.iter().position(|one| *one == language).unwrap_or_default();
    let found = ROWS.iter().find_map(|row| Some((row.get(place)?, filled_in(row[0], reason)?)));
    let Some((pattern, parts)) = found else { return reason.to_owned() };
    let mut parts = parts.into_iter().map(said);
    let mut pieces = pattern.split("{}");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |out, piece| out + &parts.next().unwrap_or_default() + piece)
}

/// What stands in the places of a pattern, if the text is made by it.
fn filled_in<'a>(pattern: &str, text: &'a str) -> Option<Vec<&'a str>> {
    let mut pieces = pattern.split("{}");
    let mut rest = text.strip_prefix(pieces.next()?)?;
    let mut parts = Vec::new();
    let mut pieces = pieces.peekable();
    while let Some(piece) = pieces.next() {
        // The last piece ends the text, whatever was filled in before it.
        let end = if pieces.peek().is_none() {
            rest.len().checked_sub(piece.len()).filter(|end| rest.get(*end..) == Some(piece))?
        } else {
            rest.find(piece)?
        };
        parts.push(rest.get(..end)?);
        rest = rest.get(end + piece.len()..)?;
    }
    rest.is_empty().then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_the_same_places() {
        for row in ROWS {
            let places = row.map(|pattern| pattern.matches("{}").count());
            assert!(places.iter().all(|n| *n == places[0]), "{row:?}");
        }
    }

    #[test]
    fn parts_within_a_sentence_are_said_too() {
        let spanish = |reason: &str| language::speaking(Language::Spanish, || said(reason));
        for (reason, says) in [
            (
                "\"x; y\" is not a date or time; the event was left out",
                "«x; y» no es una fecha ni una hora; el evento se ha dejado fuera",
            ),
            (
                "its repetition is not understood (FREQ is missing); only its first occurrence is used",
                "su repetición no se entiende (falta FREQ); solo se usa su primera vez",
            ),
            (
                "it repeats more than 5 times in this span of time; only the first 5 are used",
                "se repite más de 5 veces en este tiempo; solo se usan las primeras 5",
            ),
            ("nobody says this", "nobody says this"),
        ] {
            assert_eq!((said(reason).as_str(), spanish(reason).as_str()), (reason, says));
        }
    }
}
