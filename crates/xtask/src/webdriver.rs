//! Just enough WebDriver to look at the window: open it, run a script in the page, take a picture, close it.
//! Protocol: <https://www.w3.org/TR/webdriver2/>; the answers read here are flat, so no JSON parser is needed.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::process::Servant;

/// How long a window may take to open on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The program's window, under WebKitWebDriver.
pub struct Window {
    _driver: Servant,
    port: u16,
    session: String,
}

impl Window {
    /// Starts `program` on `display` with these variables set and waits for its page.
    ///
    /// # Errors
    /// What did not start.
    pub fn open(program: &Path, display: &str, env: &[(String, String)]) -> Result<Self, String> {
        let port = free_port()?;
        let driver = Command::new("WebKitWebDriver")
            .arg(format!("--port={port}"))
            .env("DISPLAY", display)
            .env_remove("WAYLAND_DISPLAY")
            // Asks the shell to let itself be driven.
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            // Without DMA-BUF the driver waits for ever for a picture; the program keeps to what is set.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
            .envs(env.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .map_err(|error| format!("WebKitWebDriver could not be started: {error}"))?;
        let mut window = Window { _driver: Servant(driver), port, session: String::new() };
        wait("WebKitWebDriver", || TcpStream::connect(("127.0.0.1", port)).is_ok())?;
        let binary = quoted(&program.display().to_string());
        let answer = window.ask(
            "POST",
            "/session",
            &format!(r#"{{"capabilities":{{"alwaysMatch":{{"webkitgtk:browserOptions":{{"binary":{binary},"args":[]}}}}}}}}"#),
        )?;
        window.session = text_of(&answer, "sessionId")
            .ok_or_else(|| format!("the window did not open: {answer}"))?
            .to_owned();
        Ok(window)
    }

    /// Waits until the script answers true.
    ///
    /// # Errors
    /// That it did not within a minute.
    pub fn wait_for(&self, what: &str, script: &str) -> Result<(), String> {
        let path = format!("/session/{}/execute/sync", self.session);
        let body = format!(r#"{{"script":{},"args":[]}}"#, quoted(script));
        wait(what, || self.ask("POST", &path, &body).is_ok_and(|answer| answer.contains("\"value\":true")))
    }

    /// A picture of the window, as PNG.
    ///
    /// # Errors
    /// That none could be taken.
    pub fn picture(&self) -> Result<Vec<u8>, String> {
        let answer = self.ask("GET", &format!("/session/{}/screenshot", self.session), "")?;
        text_of(&answer, "value").and_then(from_base64).ok_or_else(|| "the driver gave no picture".to_owned())
    }

    /// One request, one answer.
    fn ask(&self, method: &str, path: &str, body: &str) -> Result<String, String> {
        let exchange = || -> std::io::Result<String> {
            let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
            stream.set_read_timeout(Some(PATIENCE))?;
            write!(
                stream,
                "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\n\
                 Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
                self.port,
                body.len()
            )?;
            let mut answer = String::new();
            stream.read_to_string(&mut answer)?;
            Ok(answer)
        };
        let answer = exchange().map_err(|error| format!("WebKitWebDriver: {error}"))?;
        Ok(answer.split_once("\r\n\r\n").map_or("", |(_, body)| body).to_owned())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        // Ending the session closes the program; the driver is ended after it.
        if !self.session.is_empty() {
            let _ = self.ask("DELETE", &format!("/session/{}", self.session), "");
        }
    }
}

/// Asks every 50 ms until it is so.
fn wait(what: &str, mut is_so: impl FnMut() -> bool) -> Result<(), String> {
    let begin = Instant::now();
    while !is_so() {
        if begin.elapsed() > PATIENCE {
            return Err(format!("waited {} s in vain for {what}", PATIENCE.as_secs()));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}

fn free_port() -> Result<u16, String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).and_then(|listener| listener.local_addr());
    listener.map(|address| address.port()).map_err(|error| format!("no free port: {error}"))
}

/// The text of a member; such texts carry no escapes here (identifiers, Base64).
fn text_of<'a>(json: &'a str, member: &str) -> Option<&'a str> {
    let after = json.split_once(&format!("\"{member}\":\""))?.1;
    after.split_once('"').map(|(text, _)| text)
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

fn from_base64(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let mut bits = 0_u32;
    let mut count = 0;
    for letter in text.bytes().filter(|letter| *letter != b'=') {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count & 0xff) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_with_and_without_padding() {
        assert_eq!(from_base64("TmluZWZvbGQ=").as_deref(), Some(&b"Ninefold"[..]));
        assert_eq!(from_base64("iVBORw0KGgo").as_deref(), Some(&b"\x89PNG\r\n\x1a\n"[..]));
        assert_eq!(from_base64("no*"), None);
    }

    #[test]
    fn members_are_found_by_name() {
        let answer = r#"{"value":{"sessionId":"a-1","capabilities":{}}}"#;
        assert_eq!(text_of(answer, "sessionId"), Some("a-1"));
        assert_eq!(text_of(answer, "value"), None);
    }

    #[test]
    fn quotes_and_line_ends_are_escaped() {
        assert_eq!(quoted("a \"b\"\n\\"), r#""a \"b\"\n\\""#);
    }
}
