//! Typed reading of one TOML table. A getter that finds something wrong reports it and gives a stand-in
//! value; the stand-in never leaves the crate, because a pack with a problem gives no curriculum.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::report::Report;
use super::suggest::did_you_mean;
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
                    format!("Remove it; the keys here are {}.", known.join(", "))
                });
                let what = format!("{owner} has the unknown key {}", quote(name));
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
            let what = format!("{} has no {}", self.owner, quote(key));
            report.add(self.at, ProblemCode::MissingKey, what, format!("Add the key \"{key}\"."));
        }
        found
    }

    fn called(&self, key: &str) -> String {
        format!("\"{key}\" of {}", self.owner)
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
            let what = format!("{} is {}, which is no https or http address", self.called(key), quote(&link));
            let advice = "Write a whole address that begins with https:// or http://.";
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
                let what = format!("{} is {}", self.called(key), shorten(&digits.to_string(), 30));
                let advice = format!("Write a whole number from {low} to {}.", range.end());
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
                format!("Write one of: {}.", names().collect::<Vec<_>>().join(", "))
            });
            let what = format!("{} is the unknown word {}", self.called(key), quote(&word));
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
            let what = format!("{} has {} entries", self.called(key), entries.len());
            report.add(at, ProblemCode::TooMany, what, format!("Keep to {max} at most."));
        }
        entries.get(..max).unwrap_or(entries)
    }

    /// The texts of a list that may be left out.
    pub(crate) fn words(&self, report: &mut Report, key: &str, max: usize) -> Vec<Word> {
        let mut words = Vec::new();
        for (index, value) in self.list(report, key, LIST_MAX).iter().enumerate() {
            let called = format!("entry {} in {}", index + 1, self.called(key));
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
                let what = format!("{} names {} twice", self.called(key), quote(&word.text));
                report.add(word.at, ProblemCode::Duplicate, what, "Keep one of them.");
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
            let what = format!("{} is empty", self.called(key));
            report.add(value.span().start, ProblemCode::Empty, what, "Write at least one entry.");
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

/// The text of `key`, if `value` is a table with such a text; reports nothing.
pub(crate) fn peek<'a>(value: &'a Spanned<DeValue<'a>>, key: &str) -> Option<&'a str> {
    match value.get_ref() {
        DeValue::Table(table) => table.get(key)?.get_ref().as_str(),
        _ => None,
    }
}

/// How a problem calls the entry at `index`: by the text of `key` if it has one, else by its place.
pub(crate) fn owner(kind: &str, value: &Spanned<DeValue<'_>>, key: &str, index: usize) -> String {
    match peek(value, key) {
        Some(name) if !name.trim().is_empty() => format!("{kind} {}", quote(name)),
        _ => format!("{kind} number {}", index + 1),
    }
}

/// Text in quotes, shortened, and without anything a terminal would act on.
pub(crate) fn quote(text: &str) -> String {
    format!("{:?}", shorten(text, 80))
}

fn shorten(text: &str, max: usize) -> String {
    match text.char_indices().nth(max) {
        Some((end, _)) => format!("{}...", &text[..end]),
        None => text.to_owned(),
    }
}

fn text_of(report: &mut Report, value: &Spanned<DeValue<'_>>, called: &str, max: usize) -> Option<String> {
    let at = value.span().start;
    let Some(text) = value.get_ref().as_str() else {
        wrong_type(report, at, called, value.get_ref(), Expected::Text);
        return None;
    };
    let length = text.chars().count();
    if text.trim().is_empty() {
        report.add(at, ProblemCode::Empty, format!("{called} is empty"), "Write something there.");
        return None;
    }
    if length > max {
        let what = format!("{called} has {length} characters");
        report.add(at, ProblemCode::TooLong, what, format!("Shorten it to {max} at most."));
    }
    if let Some(odd) = text.chars().find(|c| c.is_control() && *c != '\n') {
        let what = format!("{called} contains the control character {odd:?}");
        report.add(at, ProblemCode::ControlCharacter, what, "Remove it.");
    }
    Some(text.to_owned())
}

fn check_id(report: &mut Report, at: usize, id: &str, called: &str) {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.chars().all(plain) || id.starts_with('-') || id.ends_with('-') {
        let what = format!("{called} is {}", quote(id));
        let advice = "Use the letters a to z, digits, and hyphens between them.";
        report.add(at, ProblemCode::BadId, what, advice);
    }
}

fn is_web_address(link: &str) -> bool {
    let Some((scheme, rest)) = link.split_once("://") else { return false };
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    web && !host.is_empty() && !link.contains(char::is_whitespace)
}

#[derive(Clone, Copy)]
enum Expected {
    Text,
    Number,
    Flag,
    List,
    Table,
}

fn wrong_type(report: &mut Report, at: usize, called: &str, found: &DeValue<'_>, expected: Expected) {
    let found = match found {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date or time",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    };
    let (wanted, advice) = match expected {
        Expected::Text => ("text", "Put it in quotes."),
        Expected::Number => ("a whole number", "Write digits only, without quotes."),
        Expected::Flag => ("true or false", "Write true or false, without quotes."),
        Expected::List => ("a list", "Put the entries in square brackets."),
        Expected::Table => ("a table", "Write its keys in braces, or under a header in square brackets."),
    };
    let what = format!("{called} is {found} where {wanted} is needed");
    report.add(at, ProblemCode::WrongType, what, advice);
}
