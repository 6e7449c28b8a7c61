//! One property of a component: name, parameters, value, by the icalendar crate's parser.
//! Parsed one line at a time, so that a bad line costs that line and not the calendar.

use icalendar::parser::Property as Parsed;

use crate::lines::Line;

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

/// The name a content line starts with, as it stands there.
pub(crate) fn name_of(text: &str) -> &str {
    text.split([':', ';']).next().unwrap_or_default().trim()
}

/// At most `limit` characters of a text, so that one event cannot fill the memory a thousand times.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    text.trim().chars().take(limit).collect()
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
