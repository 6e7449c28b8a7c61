//! Bytes to content lines (RFC 5545, 3.1): unfolded, decoded, numbered.
//! Lines are joined as bytes, because a fold may cut a character in two.

use std::borrow::Cow;

/// One content line without its line break.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// The first physical line it stands on, counted from 1.
    pub number: u32,
    pub text: Cow<'a, str>,
}

#[derive(Debug, Default)]
pub(crate) struct Lines<'a> {
    pub lines: Vec<Line<'a>>,
    /// The first line that is not UTF-8 and was read as windows-1252.
    pub not_utf8_from: Option<u32>,
}

/// Splits at LF, CRLF or CR. Empty lines are passed over, as some programs write CR CR LF.
pub(crate) fn content_lines(bytes: &[u8]) -> Lines<'_> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let mut out = Lines::default();
    let mut open: Option<(u32, Cow<'_, [u8]>)> = None;
    let mut number: u32 = 0;
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
        let (line, after) = rest.split_at(end);
        rest = match after {
            [b'\r', b'\n', tail @ ..] | [_, tail @ ..] => tail,
            [] => after,
        };
        number = number.saturating_add(1);
        match (line, &mut open) {
            ([], _) => {}
            // vCalendar 1.0 breaks a long line by its own sign.
            (line, Some((_, text))) if text.ends_with(b"=") && is_quoted(text) => {
                let text = text.to_mut();
                text.pop();
                text.extend_from_slice(line);
            }
            ([b' ' | b'\t', more @ ..], Some((_, text))) => text.to_mut().extend_from_slice(more),
            (line, _) => {
                out.close(open.take());
                open = Some((number, Cow::Borrowed(line)));
            }
        }
    }
    out.close(open);
    out
}

impl<'a> Lines<'a> {
    fn close(&mut self, line: Option<(u32, Cow<'a, [u8]>)>) {
        let Some((number, bytes)) = line else { return };
        let decoded = match bytes {
            Cow::Borrowed(bytes) => {
                std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| windows_1252(bytes))
            }
            Cow::Owned(bytes) => {
                String::from_utf8(bytes).map(Cow::Owned).map_err(|error| windows_1252(error.as_bytes()))
            }
        };
        let text = decoded.unwrap_or_else(|text| {
            self.not_utf8_from.get_or_insert(number);
            Cow::Owned(text)
        });
        self.lines.push(Line { number, text });
    }
}

/// Whether the value of a line is written in quoted-printable.
fn is_quoted(line: &[u8]) -> bool {
    const NAME: &[u8] = b"QUOTED-PRINTABLE";
    let head = line.split(|byte| *byte == b':').next().unwrap_or_default();
    head.windows(NAME.len()).any(|part| part.eq_ignore_ascii_case(NAME))
}

/// Bytes 0x80 to 0x9F in windows-1252, which programs mean where they say Latin-1; what it leaves open stays as it is, as
/// browsers do (WHATWG, Encoding, 9.1).
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// Every byte is a letter: the first 256 characters of Unicode, but for those that windows-1252 has in place of controls.
pub(crate) fn windows_1252(bytes: &[u8]) -> String {
    let high = |byte: u8| byte.checked_sub(0x80).and_then(|at| HIGH.get(usize::from(at)).copied());
    bytes.iter().map(|&byte| high(byte).unwrap_or(char::from(byte))).collect()
}
