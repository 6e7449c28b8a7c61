//! What the JSON reader found wrong, in words for the person who writes the instance.
//! Invariant: no name of a Rust type and no word of the reader's own trade reaches a person.

use serde_json::error::Category;

/// One sentence without a full stop.
pub(super) fn sentence(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    let said = whole.strip_suffix(&place).unwrap_or(&whole);
    match error.classify() {
        Category::Data => data(said),
        Category::Eof => "the text breaks off before the instance ends".to_owned(),
        Category::Syntax | Category::Io => {
            let said = if said == "trailing characters" { "something follows the instance" } else { said };
            format!("this is not JSON at line {}, column {}: {said}", error.line(), error.column())
        }
    }
}

fn data(said: &str) -> String {
    let quoted = |rest: &str| rest.split('`').nth(1).unwrap_or_default().to_owned();
    let choices = |rest: &str| {
        let names: Vec<&str> = rest.split('`').skip(3).step_by(2).collect();
        names.join(", ")
    };
    if let Some(rest) = said.strip_prefix("missing field ") {
        return format!("the key \"{}\" is missing", quoted(rest));
    }
    if let Some(rest) = said.strip_prefix("duplicate field ") {
        return format!("the key \"{}\" is given twice", quoted(rest));
    }
    if let Some(rest) = said.strip_prefix("unknown field ") {
        return format!("there is no key \"{}\" here; known are {}", quoted(rest), choices(rest));
    }
    if let Some(rest) = said.strip_prefix("unknown variant ") {
        return format!("\"{}\" is not one of {}", quoted(rest), choices(rest));
    }
    let rest = said.strip_prefix("invalid type: ").or(said.strip_prefix("invalid value: "));
    if let Some((found, wanted)) = rest.and_then(|rest| rest.split_once(", expected ")) {
        return format!("{} is expected here, not {}", kind_wanted(wanted), kind_found(found));
    }
    if let Some((_, wanted)) = said.split_once(", expected ") {
        return format!("{} is expected here", kind_wanted(wanted));
    }
    said.to_owned()
}

fn kind_found(found: &str) -> String {
    match found {
        "sequence" => "a list".to_owned(),
        "map" => "an object".to_owned(),
        "null" | "unit value" | "Option value" => "null".to_owned(),
        _ => match (found.strip_prefix("string "), found.split('`').nth(1)) {
            (Some(text), _) => format!("the text {text}"),
            (None, Some(value)) => value.to_owned(),
            (None, None) => found.to_owned(),
        },
    }
}

fn kind_wanted(wanted: &str) -> String {
    let number = |most: u64| format!("a whole number from 0 to {most}");
    match wanted {
        "u8" => number(u64::from(u8::MAX)),
        "u32" => number(u64::from(u32::MAX)),
        "u64" => number(u64::MAX),
        "i64" => "a whole number".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a string" => "a text".to_owned(),
        "a sequence" => "a list".to_owned(),
        "string or map" | "variant identifier" => "a word".to_owned(),
        _ if wanted.starts_with("struct ") || wanted == "a map" => "an object with named keys".to_owned(),
        _ => wanted.to_owned(),
    }
}
