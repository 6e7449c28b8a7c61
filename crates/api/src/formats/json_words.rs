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
        Category::Eof => said!(
            "the text breaks off before the instance ends",
            "el texto se corta antes de que termine la instancia"
        ),
        Category::Syntax | Category::Io => said!(
            "this is not JSON at line {line}, column {column}: {reason}",
            "esto no es JSON en la línea {line}, columna {column}: {reason}",
            line = error.line(),
            column = error.column(),
            reason = syntax(said)
        ),
    }
}

/// What the reader says of a text that is no JSON; what is not known here is left as the reader says it.
fn syntax(said: &str) -> &str {
    match said {
        "trailing characters" => word!("something follows the instance", "algo sigue a la instancia"),
        "trailing comma" => word!("trailing comma", "sobra una coma al final"),
        "expected value" => word!("expected value", "se esperaba un valor"),
        "expected ident" => word!("expected ident", "se esperaba true, false o null"),
        "expected `:`" => word!("expected `:`", "se esperaba `:`"),
        "expected `,` or `]`" => word!("expected `,` or `]`", "se esperaba `,` o `]`"),
        "expected `,` or `}`" => word!("expected `,` or `}`", "se esperaba `,` o `}`"),
        "key must be a string" => word!("key must be a string", "la clave debe ir entre comillas"),
        "invalid number" => word!("invalid number", "número no válido"),
        "number out of range" => word!("number out of range", "número demasiado grande"),
        "invalid escape" => word!("invalid escape", "secuencia de escape no válida"),
        "unexpected end of hex escape" => {
            word!("unexpected end of hex escape", "secuencia de escape incompleta")
        }
        "lone leading surrogate in hex escape" => {
            word!("lone leading surrogate in hex escape", "secuencia de escape incompleta")
        }
        "recursion limit exceeded" => word!("recursion limit exceeded", "demasiados niveles de anidamiento"),
        "invalid unicode code point" => word!("invalid unicode code point", "carácter Unicode no válido"),
        "control character (\\u0000-\\u001F) found while parsing a string" => word!(
            "control character (\\u0000-\\u001F) found while parsing a string",
            "carácter de control (\\u0000-\\u001F) dentro de un texto"
        ),
        _ => said,
    }
}

fn data(said: &str) -> String {
    let quoted = |rest: &str| rest.split('`').nth(1).unwrap_or_default().to_owned();
    let choices = |rest: &str| {
        let names = rest.split('`').skip(3).step_by(2);
        let names: Vec<String> = names.map(|name| said!("{name}", "«{name}»")).collect();
        names.join(", ")
    };
    if let Some(rest) = said.strip_prefix("missing field ") {
        return said!("the key \"{key}\" is missing", "falta la clave «{key}»", key = quoted(rest));
    }
    if let Some(rest) = said.strip_prefix("duplicate field ") {
        return said!(
            "the key \"{key}\" is given twice",
            "la clave «{key}» está dos veces",
            key = quoted(rest)
        );
    }
    if let Some(rest) = said.strip_prefix("unknown field ") {
        return said!(
            "there is no key \"{key}\" here; known are {known}",
            "aquí no hay ninguna clave «{key}»; se conocen {known}",
            key = quoted(rest),
            known = choices(rest)
        );
    }
    if let Some(rest) = said.strip_prefix("unknown variant ") {
        return said!(
            "\"{word}\" is not one of {known}",
            "«{word}» no es una de estas palabras: {known}",
            word = quoted(rest),
            known = choices(rest)
        );
    }
    let rest = said.strip_prefix("invalid type: ").or(said.strip_prefix("invalid value: "));
    if let Some((found, wanted)) = rest.and_then(|rest| rest.split_once(", expected ")) {
        return said!(
            "{wanted} is expected here, not {found}",
            "aquí se espera {wanted}, no {found}",
            wanted = kind_wanted(wanted),
            found = kind_found(found)
        );
    }
    if let Some((_, wanted)) = said.split_once(", expected ") {
        return said!("{wanted} is expected here", "aquí se espera {wanted}", wanted = kind_wanted(wanted));
    }
    said.to_owned()
}

fn kind_found(found: &str) -> String {
    match found {
        "sequence" => said!("a list", "una lista"),
        "map" => said!("an object", "un objeto"),
        "null" | "unit value" | "Option value" => "null".to_owned(),
        _ => match (found.strip_prefix("string "), found.split('`').nth(1)) {
            (Some(text), _) => said!("the text {text}", "el texto {text}"),
            (None, Some(value)) => value.to_owned(),
            (None, None) => found.to_owned(),
        },
    }
}

fn kind_wanted(wanted: &str) -> String {
    let number = |most: u64| said!("a whole number from 0 to {most}", "un número entero de 0 a {most}");
    match wanted {
        "u8" => number(u64::from(u8::MAX)),
        "u32" => number(u64::from(u32::MAX)),
        "u64" => number(u64::MAX),
        "i64" => said!("a whole number", "un número entero"),
        "a boolean" => said!("true or false", "true o false"),
        "a string" => said!("a text", "un texto"),
        "a sequence" => said!("a list", "una lista"),
        "string or map" | "variant identifier" => said!("a word", "una palabra"),
        _ if wanted.starts_with("struct ") || wanted == "a map" => {
            said!("an object with named keys", "un objeto con claves")
        }
        _ => wanted.to_owned(),
    }
}
