//! One property of a component: name, parameters, value, by the icalendar crate's parser.
//! Parsed one line at a time, so that a bad line costs that line and not the calendar.

use icalendar::parser::Property as Parsed;

use crate::lines::{Line, windows_1252};

#[derive(Debug, Clone)]
pub(crate) struct Property {
    pub line: u32,
    /// Upper case.
    pub name: String,
    params: Vec<(String, String)>,
    /// Unescaped if the property is text.
    pub value: String,
}

impl Property {
    pub(crate) fn parse(line: &Line<'_>) -> Option<Property> {
        let parsed = Parsed::try_from(line.text.as_ref()).ok()?;
        let is_quoted = parsed.params.iter().any(|param| {
            let named = param.key.as_str().eq_ignore_ascii_case("QUOTED-PRINTABLE");
            let value =
                param.val.as_ref().is_some_and(|v| v.as_str().eq_ignore_ascii_case("QUOTED-PRINTABLE"));
            (named && param.val.is_none()) || (value && param.key.as_str().eq_ignore_ascii_case("ENCODING"))
        });
        let params = parsed.params.iter().filter_map(|param| {
            let value = param.val.as_ref()?;
            Some((param.key.as_str().to_ascii_uppercase(), value.as_str().trim_matches('"').to_owned()))
        });
        let mut property = Property {
            line: line.number,
            name: parsed.name.as_str().to_ascii_uppercase(),
            params: params.collect(),
            value: parsed.val.as_str().trim().to_owned(),
        };
        if is_quoted {
            property.value = unquoted(&property.value).trim().to_owned();
        }
        property.mend_zone();
        Some(property)
    }

    /// Some programs write a zone with a colon in its name without the quotes it needs
    /// (`TZID=tzone://Microsoft/Utc:20250103T090000`); a time itself has no colon.
    fn mend_zone(&mut self) {
        let zone = self.params.iter_mut().find(|(key, _)| key == "TZID").map(|(_, zone)| zone);
        if let (Some(zone), Some((more, value))) = (zone, self.value.rsplit_once(':')) {
            *zone = format!("{zone}:{more}");
            self.value = value.to_owned();
        }
    }

    pub(crate) fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether `VALUE` says that the value is of this type.
    pub(crate) fn is_value(&self, kind: &str) -> bool {
        self.param("VALUE").is_some_and(|value| value.eq_ignore_ascii_case(kind))
    }

    pub(crate) fn is(&self, value: &str) -> bool {
        self.value.eq_ignore_ascii_case(value)
    }
}

/// What vCalendar 1.0 writes as `=C3=A9`; the letters are in UTF-8, or else in windows-1252.
fn unquoted(value: &str) -> String {
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let [first, tail @ ..] = rest {
        let digits = tail.get(..2).filter(|_| *first == b'=').and_then(|two| std::str::from_utf8(two).ok());
        match digits.and_then(|two| u8::from_str_radix(two, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|error| windows_1252(error.as_bytes()))
}

/// The name a content line starts with, as it stands there.
pub(crate) fn name_of(text: &str) -> &str {
    text.split([':', ';']).next().unwrap_or_default().trim()
}

/// At most `limit` characters of a text, so that one event cannot fill the memory a thousand times.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    text.trim().chars().take(limit).collect()
}

/// A text on one line, as it can be shown anywhere: without what steers a terminal or turns the direction of writing, and with at
/// most `limit` characters.
#[must_use]
pub fn one_line(text: &str, limit: usize) -> String {
    let mut out = String::new();
    let mut letters = 0;
    for letter in text.trim().chars() {
        let breaks = letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}');
        let turns = matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if turns || (breaks && (out.is_empty() || out.ends_with(' '))) {
            continue;
        }
        if letters == limit {
            break;
        }
        letters += 1;
        out.push(if breaks { ' ' } else { letter });
    }
    out.truncate(out.trim_end().len());
    out
}

/// A text value as it was before it was escaped (RFC 5545, 3.3.11).
#[must_use]
pub fn unescaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(other) => out.push(other),
                None => {}
            },
            letter => out.push(letter),
        }
    }
    out
}
