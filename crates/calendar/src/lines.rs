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
    /// The first line that is not UTF-8 and was read as Latin-1.
    pub latin1_from: Option<u32>,
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
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| latin1(bytes)),
            Cow::Owned(bytes) => {
                String::from_utf8(bytes).map(Cow::Owned).map_err(|error| latin1(error.as_bytes()))
            }
        };
        let text = decoded.unwrap_or_else(|text| {
            self.latin1_from.get_or_insert(number);
            Cow::Owned(text)
        });
        self.lines.push(Line { number, text });
    }
}

/// Latin-1 is the first 256 characters of Unicode, byte for byte.
fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|&byte| char::from(byte)).collect()
}
