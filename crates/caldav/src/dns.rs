//! Questions to the domain name system and its answers (RFC 1035, RFC 2782), as bytes: where a mail domain's calendars are
//! (RFC 6764). The bytes come from a stranger: nothing in them leads outside of them or round and round.

use crate::discover::Service;

const SRV: u16 = 33;
const TXT: u16 = 16;
const INTERNET: u16 = 1;
/// How far names may refer to earlier ones.
const MAX_JUMPS: usize = 16;

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Hosts.
    Services,
    /// Their path.
    Texts,
}

impl Kind {
    fn code(self) -> u16 {
        match self {
            Kind::Services => SRV,
            Kind::Texts => TXT,
        }
    }
}

/// What an answer says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Answers {
    /// Priority, weight, port and host.
    pub services: Vec<(u16, u16, u16, String)>,
    pub texts: Vec<String>,
}

/// A question about the encrypted calendar service of a domain; nothing if that is no name.
pub(crate) fn question(id: u16, domain: &str, kind: Kind) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    out.extend(id.to_be_bytes());
    // A question that wants its answer found, and one of it.
    out.extend([1, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
    for label in ["_caldavs", "_tcp"].into_iter().chain(domain.trim_end_matches('.').split('.')) {
        let length = u8::try_from(label.len()).ok().filter(|length| (1..=63).contains(length))?;
        out.push(length);
        out.extend(label.bytes());
    }
    out.push(0);
    out.extend(kind.code().to_be_bytes());
    out.extend(INTERNET.to_be_bytes());
    Some(out).filter(|out| out.len() < 300)
}

/// Reads an answer to this question; nothing if it is none.
pub(crate) fn answers(bytes: &[u8], asked: &[u8]) -> Option<Answers> {
    let at = |from: usize| Some(u16::from_be_bytes([*bytes.get(from)?, *bytes.get(from + 1)?]));
    let ours = bytes.get(..2)? == asked.get(..2)? && bytes.get(12..asked.len())? == asked.get(12..)?;
    // An answer, without a failure and not cut short.
    if !ours || at(2)? & 0x820F != 0x8000 || at(4)? != 1 {
        return None;
    }
    let mut here = asked.len();
    let mut out = Answers::default();
    for _ in 0..at(6)? {
        here = name(bytes, here)?.1;
        let (kind, class, length) = (at(here)?, at(here + 2)?, usize::from(at(here + 8)?));
        let data = here + 10;
        here = data + length;
        let content = bytes.get(data..here)?;
        match (kind, class) {
            (SRV, INTERNET) => {
                let host = name(bytes, data + 6)?.0;
                // A single dot says that there is none.
                if !host.is_empty() {
                    out.services.push((at(data)?, at(data + 2)?, at(data + 4)?, host));
                }
            }
            (TXT, INTERNET) => out.texts.extend(texts(content)),
            _ => {}
        }
    }
    Some(out)
}

fn texts(mut content: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    while let [length, rest @ ..] = content {
        let (text, more) = rest.split_at(usize::from(*length).min(rest.len()));
        out.push(String::from_utf8_lossy(text).into_owned());
        content = more;
    }
    out
}

/// The name at a place, and the place behind it.
fn name(bytes: &[u8], from: usize) -> Option<(String, usize)> {
    let (mut here, mut behind) = (from, None);
    let mut out = String::new();
    for _ in 0..MAX_JUMPS {
        loop {
            let length = usize::from(*bytes.get(here)?);
            match length {
                0 => return Some((out, behind.unwrap_or(here + 1))),
                1..=63 => {
                    let label = bytes.get(here + 1..here + 1 + length)?;
                    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
                    if !label.iter().all(plain) || out.len() > 255 {
                        return None;
                    }
                    out.extend((!out.is_empty()).then_some('.'));
                    out.push_str(std::str::from_utf8(label).ok()?);
                    here += 1 + length;
                }
                192.. => {
                    behind.get_or_insert(here + 2);
                    here = (length & 63) << 8 | usize::from(*bytes.get(here + 1)?);
                    break;
                }
                _ => return None,
            }
        }
    }
    None
}

/// The services in the order in which they are to be tried: by priority, within one by weight.
pub(crate) fn services(mut found: Answers) -> Vec<Service> {
    let path = found.texts.iter().find_map(|text| text.strip_prefix("path="));
    let path = path.filter(|path| path.starts_with('/')).map(str::to_owned);
    found.services.sort_by_key(|(priority, weight, ..)| (*priority, u16::MAX - *weight));
    let service = |(_, _, port, host)| Service { host, port, path: path.clone() };
    found.services.into_iter().map(service).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// An answer with these records, the host's names written as references where `short` says so.
    fn answer(asked: &[u8], records: &[(u16, Vec<u8>)]) -> Vec<u8> {
        let mut out = asked.to_vec();
        out[2] = 0x81;
        out[3] = 0x80;
        out[7] = u8::try_from(records.len()).unwrap_or(0);
        for (kind, data) in records {
            // The name asked for, by reference.
            out.extend([192, 12]);
            out.extend(kind.to_be_bytes());
            out.extend([0, 1, 0, 0, 1, 0]);
            out.extend(u16::try_from(data.len()).unwrap_or(0).to_be_bytes());
            out.extend(data);
        }
        out
    }

    fn srv(priority: u8, weight: u8, host: &[u8]) -> (u16, Vec<u8>) {
        let mut data = vec![0, priority, 0, weight, 1, 187];
        data.extend(host);
        (SRV, data)
    }

    #[test]
    fn services_come_in_the_order_in_which_they_are_to_be_tried() {
        let asked = question(7, "example.org", Kind::Services).unwrap_or_default();
        let records = [
            srv(9, 0, b"\x01c\xc0\x1a"),
            srv(1, 1, b"\x01b\x03net\0"),
            srv(1, 5, b"\x01a\x03net\0"),
            srv(0, 0, b"\0"),
            (TXT, b"\x07path=/p\x03x=y".to_vec()),
        ];
        let found = answers(&answer(&asked, &records), &asked).unwrap_or_default();
        let service = |host: &str| Service { host: host.into(), port: 443, path: Some("/p".into()) };
        // The reference leads to the domain within the question.
        assert_eq!(services(found), [service("a.net"), service("b.net"), service("c.example.org")]);
    }

    #[test]
    fn what_is_no_answer_to_the_question_is_none() {
        let asked = question(7, "example.org", Kind::Services).unwrap_or_default();
        let good = answer(&asked, &[srv(1, 1, b"\x01b\x03net\0")]);
        assert!(answers(&good, &asked).is_some());
        for (at, byte) in [(1, 8), (2, 1), (2, 0x83), (3, 0x83), (14, b'x')] {
            let mut bad = good.clone();
            bad[at] = byte;
            assert_eq!(answers(&bad, &asked), None, "{at}");
        }
        let circle = answer(&asked, &[srv(1, 1, &[192, u8::try_from(asked.len()).unwrap_or(0) + 18])]);
        assert_eq!(answers(&circle, &asked), None);
        for bad in ["", "a..b", &"a".repeat(64), &"a.".repeat(200)] {
            assert_eq!(question(7, bad, Kind::Texts), None, "{bad}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..120), keep in any::<bool>()) {
            let asked = question(7, "example.org", Kind::Services).unwrap_or_default();
            let mut whole = if keep { answer(&asked, &[]) } else { Vec::new() };
            if keep {
                whole[7] = 3;
            }
            whole.extend(bytes);
            let _ = answers(&whole, &asked);
        }
    }
}
