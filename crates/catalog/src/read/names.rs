//! How a problem names what it is about, in the language that is spoken. Invariant: a name is a phrase with all it needs
//! to stand in a sentence; that it belongs to something is said by [`of`], which knows where Spanish joins two words.

use language::{Language, said, spoken, word};
use toml::Spanned;
use toml::de::DeValue;

/// What is named by a text of its own where it has one.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Unit,
    Rhythm,
    Milestone,
    Resource,
    RotaItem,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Unit => word!("unit", "la unidad"),
            Kind::Rhythm => word!("rhythm", "la rutina"),
            Kind::Milestone => word!("milestone", "el hito"),
            Kind::Resource => word!("resource", "el recurso"),
            Kind::RotaItem => word!("rota item", "el elemento rotatorio"),
        }
    }
}

/// How a problem calls the entry at `index`: by the text of `key` if it has one, else by its place.
pub(crate) fn owner(kind: Kind, value: &Spanned<DeValue<'_>>, key: &str, index: usize) -> String {
    let kind = kind.word();
    match peek(value, key) {
        Some(name) if !name.trim().is_empty() => format!("{kind} {}", quote(name)),
        _ => said!("{kind} number {n}", "{kind} número {n}", n = index + 1),
    }
}

/// "activity 2 of unit "x"": the entry at `index` of what is called `owner`; `kind` as [`word!`] gives it, in Spanish with
/// its article.
pub(crate) fn part(kind: &str, index: usize, owner: &str) -> String {
    format!("{kind} {} {}", index + 1, of(owner))
}

/// "of unit "x"". Spanish makes one word of "de" and "el".
pub(crate) fn of(owner: &str) -> String {
    match (spoken(), owner.strip_prefix("el ")) {
        (Language::Spanish, Some(rest)) => format!("del {rest}"),
        _ => said!("of {owner}", "de {owner}"),
    }
}

/// ""minutes" of unit "x"": the value of a key.
pub(crate) fn called(key: &str, owner: &str) -> String {
    said!("\"{key}\" {of}", "«{key}» {of}", of = of(owner))
}

/// Text in quotes, shortened, and without anything a terminal would act on.
pub(crate) fn quote(text: &str) -> String {
    let quoted = format!("{:?}", shorten(text, 80));
    let bare = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or_default();
    said!("\"{bare}\"", "«{bare}»")
}

/// Names that may be written, one after the other.
pub(crate) fn choices<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| said!("{name}", "«{name}»")).collect();
    names.join(", ")
}

pub(crate) fn shorten(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

/// The text of `key`, if `value` is a table with such a text; reports nothing.
fn peek<'a>(value: &'a Spanned<DeValue<'a>>, key: &str) -> Option<&'a str> {
    match value.get_ref() {
        DeValue::Table(table) => table.get(key)?.get_ref().as_str(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spanish_joins_what_it_joins() {
        let names = || {
            [of("el temario"), of("la unidad «el fin»"), part("el hito", 0, "el proyecto 2 de la unidad «x»")]
        };
        let said = language::speaking(Language::Spanish, names);
        assert_eq!(
            said,
            ["del temario", "de la unidad «el fin»", "el hito 1 del proyecto 2 de la unidad «x»"]
        );
        assert_eq!(of("unit \"x\""), "of unit \"x\"");
    }

    #[test]
    fn what_is_quoted_stays_on_one_line() {
        let quoted = || quote("a \"b\"\n");
        assert_eq!(quoted(), "\"a \\\"b\\\"\\n\"");
        assert_eq!(language::speaking(Language::Spanish, quoted), "«a \\\"b\\\"\\n»");
    }
}
