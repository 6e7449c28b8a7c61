//! Typed reading of one TOML table. A getter that finds something wrong reports it and gives a stand-in
//! value; the stand-in never leaves the crate, because a pack with a problem gives no curriculum.

use std::ops::RangeInclusive;

use language::{said, word};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::names::{called, choices, quote, shorten};
use super::report::Report;
use super::suggest::did_you_mean;
use super::wrong_type::{Expected, wrong_type};
use crate::{ID_MAX, LIST_MAX, ProblemCode, URL_MAX};

/// A piece of text and where it stands.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) at: usize,
}

/// One table, with its keys already checked to be known.
pub(crate) struct Fields<'a> {
    table: &'a DeTable<'a>,
    at: usize,
    owner: String,
}

impl<'a> Fields<'a> {
    /// The table in `value`, called `owner` in every problem; reports keys that are not in `known`.
    pub(crate) fn open(
        report: &mut Report,
        value: &'a Spanned<DeValue<'a>>,
        owner: impl Into<String>,
        known: &[&str],
    ) -> Option<Self> {
        let owner = owner.into();
        let at = value.span().start;
        let DeValue::Table(table) = value.get_ref() else {
            wrong_type(report, at, &owner, value.get_ref(), Expected::Table);
            return None;
        };
        Some(Self::of_table(report, table, at, owner, known))
    }

    /// As [`Fields::open`], for a table that is known to be one.
    pub(crate) fn of_table(
        report: &mut Report,
        table: &'a DeTable<'a>,
        at: usize,
        owner: String,
        known: &[&str],
    ) -> Self {
        for key in table.keys() {
            let name = key.get_ref().as_ref();
            if !known.contains(&name) {
                let advice = did_you_mean(name, known.iter().copied(), || {
                    said!(
                        "Remove it; the keys here are {keys}.",
                        "Quítala; las claves aquí son {keys}.",
                        keys = choices(known.iter().copied())
                    )
                });
                let what = said!(
                    "{owner} has the unknown key {name}",
                    "{owner} tiene la clave desconocida {name}",
                    name = quote(name)
                );
                report.add(key.span().start, ProblemCode::UnknownKey, what, advice);
            }
        }
        Fields { table, at, owner }
    }

    /// Where the value of `key` stands, or the table if it has none.
    pub(crate) fn at(&self, key: &str) -> usize {
        self.table.get(key).map_or(self.at, |value| value.span().start)
    }

    /// The words that name this table in a problem.
    pub(crate) fn owner(&self) -> &str {
        &self.owner
    }

    fn required(&self, report: &mut Report, key: &str) -> Option<&'a Spanned<DeValue<'a>>> {
        let found = self.table.get(key);
        if found.is_none() {
            let what =
                said!("{owner} has no {key}", "en {owner} falta {key}", owner = self.owner, key = quote(key));
            let advice = said!("Add the key \"{key}\".", "Añade la clave «{key}».");
            report.add(self.at, ProblemCode::MissingKey, what, advice);
        }
        found
    }

    /// The words that name the value of `key` in a problem.
    pub(crate) fn called(&self, key: &str) -> String {
        called(key, &self.owner)
    }

    /// Text that must be there, of `max` characters at most.
    pub(crate) fn text(&self, report: &mut Report, key: &str, max: usize) -> String {
        self.required(report, key)
            .and_then(|value| text_of(report, value, &self.called(key), max))
            .unwrap_or_default()
    }

    /// Text that may be left out.
    pub(crate) fn optional_text(&self, report: &mut Report, key: &str, max: usize) -> Option<String> {
        text_of(report, self.table.get(key)?, &self.called(key), max)
    }

    /// An id that must be there.
    pub(crate) fn id(&self, report: &mut Report, key: &str) -> String {
        let before = report.count();
        let id = self.text(report, key, ID_MAX);
        if report.count() == before {
            check_id(report, self.at(key), &id, &self.called(key));
        }
        id
    }

    /// An https or http address that may be left out.
    pub(crate) fn link(&self, report: &mut Report, key: &str) -> Option<String> {
        let link = self.optional_text(report, key, URL_MAX)?;
        if !is_web_address(&link) {
            let what = said!(
                "{called} is {link}, which is no https or http address",
                "{called} es {link}, que no es una dirección https ni http",
                called = self.called(key),
                link = quote(&link)
            );
            let advice = word!(
                "Write a whole address that begins with https:// or http://.",
                "Escribe una dirección entera que empiece por https:// o http://."
            );
            report.add(self.at(key), ProblemCode::BadLink, what, advice);
        }
        Some(link)
    }

    /// true or false; false if left out.
    pub(crate) fn flag(&self, report: &mut Report, key: &str) -> bool {
        let Some(value) = self.table.get(key) else { return false };
        if let DeValue::Boolean(flag) = value.get_ref() {
            return *flag;
        }
        wrong_type(report, value.span().start, &self.called(key), value.get_ref(), Expected::Flag);
        false
    }

    /// A whole number in `range` that must be there.
    pub(crate) fn number(&self, report: &mut Report, key: &str, range: RangeInclusive<u32>) -> u32 {
        let low = *range.start();
        let Some(value) = self.required(report, key) else { return low };
        let at = value.span().start;
        let DeValue::Integer(digits) = value.get_ref() else {
            wrong_type(report, at, &self.called(key), value.get_ref(), Expected::Number);
            return low;
        };
        match u32::from_str_radix(digits.as_str(), digits.radix()) {
            Ok(number) if range.contains(&number) => number,
            _ => {
                let what = is(&self.called(key), &shorten(&digits.to_string(), 30));
                let advice = said!(
                    "Write a whole number from {low} to {high}.",
                    "Escribe un número entero de {low} a {high}.",
                    high = range.end()
                );
                report.add(at, ProblemCode::OutOfRange, what, advice);
                low
            }
        }
    }

    /// One of the given words, which must be there; the first stands in for a wrong one.
    pub(crate) fn word<T: Copy>(&self, report: &mut Report, key: &str, words: &[(&str, T)]) -> Option<T> {
        let before = report.count();
        let word = self.text(report, key, ID_MAX);
        let found = words.iter().find(|(name, _)| *name == word).map(|(_, meaning)| *meaning);
        if found.is_none() && report.count() == before {
            let names = || words.iter().map(|(name, _)| *name);
            let advice = did_you_mean(&word, names(), || {
                let names = choices(names());
                said!("Write one of: {names}.", "Escribe una de estas palabras: {names}.")
            });
            let what = said!(
                "{called} is the unknown word {word}",
                "{called} es la palabra desconocida {word}",
                called = self.called(key),
                word = quote(&word)
            );
            report.add(self.at(key), ProblemCode::UnknownWord, what, advice);
        }
        found.or_else(|| words.first().map(|(_, meaning)| *meaning))
    }

    /// The entries of a list that may be left out.
    pub(crate) fn list(&self, report: &mut Report, key: &str, max: usize) -> &'a [Spanned<DeValue<'a>>] {
        let Some(value) = self.table.get(key) else { return &[] };
        let at = value.span().start;
        let DeValue::Array(entries) = value.get_ref() else {
            wrong_type(report, at, &self.called(key), value.get_ref(), Expected::List);
            return &[];
        };
        if entries.len() > max {
            let what = said!(
                "{called} has {n} entries",
                "{called} tiene {n} entradas",
                called = self.called(key),
                n = entries.len()
            );
            report.add(at, ProblemCode::TooMany, what, keep_to(max));
        }
        entries.get(..max).unwrap_or(entries)
    }

    /// The texts of a list that may be left out.
    pub(crate) fn words(&self, report: &mut Report, key: &str, max: usize) -> Vec<Word> {
        let mut words = Vec::new();
        for (index, value) in self.list(report, key, LIST_MAX).iter().enumerate() {
            let called = self.called(key);
            let called = said!("entry {n} in {called}", "la entrada {n} de {called}", n = index + 1);
            if let Some(text) = text_of(report, value, &called, max) {
                words.push(Word { text, at: value.span().start });
            }
        }
        words
    }

    /// The ids of a list that may be left out; none twice.
    pub(crate) fn ids(&self, report: &mut Report, key: &str) -> Vec<Word> {
        let mut ids: Vec<Word> = Vec::new();
        for word in self.words(report, key, ID_MAX) {
            if ids.iter().any(|earlier| earlier.text == word.text) {
                let what = said!(
                    "{called} names {id} twice",
                    "{called} nombra {id} dos veces",
                    called = self.called(key),
                    id = quote(&word.text)
                );
                let advice = word!("Keep one of them.", "Deja solo una de las dos.");
                report.add(word.at, ProblemCode::Duplicate, what, advice);
            } else {
                ids.push(word);
            }
        }
        ids
    }

    /// The texts of a list that must have at least one.
    pub(crate) fn sentences(&self, report: &mut Report, key: &str, max: usize) -> Vec<String> {
        self.not_empty(report, key);
        self.words(report, key, max).into_iter().map(|word| word.text).collect()
    }

    /// Reports a list that is missing or has no entry.
    pub(crate) fn not_empty(&self, report: &mut Report, key: &str) {
        let Some(value) = self.required(report, key) else { return };
        if matches!(value.get_ref(), DeValue::Array(entries) if entries.is_empty()) {
            let advice = word!("Write at least one entry.", "Escribe al menos una entrada.");
            report.add(value.span().start, ProblemCode::Empty, is_empty(&self.called(key)), advice);
        }
    }

    /// The one value of `key` that must be there, opened as a table that problems call `owner`.
    pub(crate) fn table(
        &self,
        report: &mut Report,
        key: &str,
        owner: String,
        known: &[&str],
    ) -> Option<Fields<'a>> {
        let value = self.required(report, key)?;
        Fields::open(report, value, owner, known)
    }
}

/// "… is …", for a value that cannot be used.
pub(crate) fn is(called: &str, value: &str) -> String {
    said!("{called} is {value}", "{called} es {value}")
}

/// The advice where there is more of something than allowed.
pub(crate) fn keep_to(max: usize) -> String {
    said!("Keep to {max} at most.", "Deja {max} como mucho.")
}

fn is_empty(called: &str) -> String {
    said!("{called} is empty", "{called} no contiene nada")
}

fn text_of(report: &mut Report, value: &Spanned<DeValue<'_>>, called: &str, max: usize) -> Option<String> {
    let at = value.span().start;
    let Some(text) = value.get_ref().as_str() else {
        wrong_type(report, at, called, value.get_ref(), Expected::Text);
        return None;
    };
    let length = text.chars().count();
    if text.trim().is_empty() {
        let advice = word!("Write something there.", "Escribe algo ahí.");
        report.add(at, ProblemCode::Empty, is_empty(called), advice);
        return None;
    }
    if length > max {
        let what = said!("{called} has {length} characters", "{called} tiene {length} caracteres");
        let advice = said!("Shorten it to {max} at most.", "Acorta el texto a {max} como mucho.");
        report.add(at, ProblemCode::TooLong, what, advice);
    }
    if let Some(odd) = text.chars().find(|c| c.is_control() && *c != '\n') {
        let what = said!(
            "{called} contains the control character {odd:?}",
            "{called} contiene el carácter de control {odd:?}"
        );
        report.add(at, ProblemCode::ControlCharacter, what, word!("Remove it.", "Quítalo."));
    }
    Some(text.to_owned())
}

fn check_id(report: &mut Report, at: usize, id: &str, called: &str) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.chars().all(plain) || id.starts_with('-') || id.ends_with('-') {
        let advice = word!(
            "Use the letters a to z, digits, and hyphens between them.",
            "Usa letras de la a a la z, cifras y guiones entre ellas."
        );
        report.add(at, ProblemCode::BadId, is(called, &quote(id)), advice);
    }
}

fn is_web_address(link: &str) -> bool {
    let Some((scheme, rest)) = link.split_once("://") else { return false };
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    web && !host.is_empty() && !link.contains(char::is_whitespace)
}
