//! Refuses keys of many parts before the text is parsed. The parser bounds the parts of a key and the
//! nesting of values, each alone; together they multiply to a table so deep that dropping it overflows
//! the stack.

use language::{said, word};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::report::Report;
use crate::{KEY_PARTS_MAX, ProblemCode};

/// Reports the first key with too many parts; true if there is none.
pub(crate) fn check(report: &mut Report, text: &str) -> bool {
    let mut dots = 0;
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::Dot => dots += 1,
            TokenKind::Atom | TokenKind::BasicString | TokenKind::LiteralString | TokenKind::Whitespace => {}
            TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::LeftSquareBracket
            | TokenKind::RightSquareBracket
            | TokenKind::LeftCurlyBracket
            | TokenKind::RightCurlyBracket
            | TokenKind::Comment
            | TokenKind::Newline
            | TokenKind::MlLiteralString
            | TokenKind::MlBasicString
            | TokenKind::Eof => dots = 0,
        }
        if dots >= KEY_PARTS_MAX {
            let what = said!(
                "a key here has more than {KEY_PARTS_MAX} parts between dots",
                "una clave tiene aquí más de {KEY_PARTS_MAX} partes entre puntos"
            );
            let advice = word!(
                "No key of a pack needs more than three; put text in quotes.",
                "Ninguna clave de un temario necesita más de tres; pon el texto entre comillas."
            );
            report.add(token.span().start(), ProblemCode::KeyTooDeep, what, advice);
            return false;
        }
    }
    true
}
