//! What another program writes on a server without any library, for the tests of every package that needs it.

use std::io::{Read, Write};
use std::net::TcpStream;

use super::peers::{PASSWORD, Server, USER};

/// Makes a calendar as another program would.
pub fn make_calendar(server: &Server, slug: &str, name: &str, color: &str) {
    let body = format!(
        "<c:mkcalendar xmlns:c=\"urn:ietf:params:xml:ns:caldav\" xmlns:d=\"DAV:\" xmlns:a=\"http://apple.com/ns/ical/\">\
         <d:set><d:prop><d:displayname>{name}</d:displayname><a:calendar-color>{color}</a:calendar-color>\
         </d:prop></d:set></c:mkcalendar>"
    );
    let status = request(server, "MKCALENDAR", &format!("/{USER}/{slug}/"), "application/xml", &body);
    assert!(status.contains(" 201 "), "{status}");
}

/// One request of yet another program, and the whole answer.
pub fn request(server: &Server, method: &str, path: &str, kind: &str, body: &str) -> String {
    request_at(server.port, method, path, kind, body)
}

/// The same, of a server at this port.
pub fn request_at(port: u16, method: &str, path: &str, kind: &str, body: &str) -> String {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let login = base64(format!("{USER}:{PASSWORD}").as_bytes());
    write!(
        stream,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Basic {login}\r\nContent-Type: {kind}\r\n\
         Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// RFC 4648, 4.
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for piece in bytes.chunks(3) {
        let at = |n: usize| u32::from(piece.get(n).copied().unwrap_or(0));
        let bits = at(0) << 16 | at(1) << 8 | at(2);
        for n in 0..4 {
            let six = (bits >> (18 - 6 * n) & 63) as usize;
            out.push(if n <= piece.len() { char::from(LETTERS[six]) } else { '=' });
        }
    }
    out
}
