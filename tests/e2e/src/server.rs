//! A calendar server of the test's own, and a person's other calendar program that works on it.
//! Invariant: it listens on this computer alone, and keeps everything in the home of its stage.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Stdio;

use serde_json::{Value, json};

use crate::servant::{Servant, bound, until};
use crate::stage::{Stage, program};

pub const USER: &str = "ada";
pub const PASSWORD: &str = "Löwe & engine 1843";

/// Radicale, on a port by chance.
pub struct Server {
    port: u16,
    folder: PathBuf,
    running: Option<Servant>,
}

/// The Python with the packages of `tests/calendars/requirements.txt`.
fn python() -> PathBuf {
    let python = program("ninefold").with_file_name("../python/calendars/bin/python");
    assert!(python.is_file(), "{} is missing; `cargo xtask setup` makes it", python.display());
    python
}

impl Server {
    /// Starts it with nothing in it.
    pub fn start(stage: &Stage) -> Server {
        let folder = stage.home().join("server");
        std::fs::create_dir_all(folder.join("data/collection-root").join(USER)).expect("a folder");
        std::fs::write(folder.join("users"), format!("{USER}:{PASSWORD}\n")).expect("a file in it");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|l| l.local_addr()).expect("a free port").port();
        let config = format!(
            "[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {}\n\
             htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {}\n",
            folder.join("users").display(),
            folder.join("data").display(),
        );
        std::fs::write(folder.join("config"), config).expect("a file in it");
        let mut server = Server { port, folder, running: None };
        server.goes_on();
        server
    }

    /// What a person types.
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Goes on where it stopped.
    pub fn goes_on(&mut self) {
        let mut command = bound(python());
        command.args(["-m", "radicale", "--config"]).arg(self.folder.join("config"));
        command.env("HOME", &self.folder).stdout(Stdio::null()).stderr(Stdio::null());
        self.running = Some(Servant::start(&mut command));
        until("the server to listen", || TcpStream::connect(("127.0.0.1", self.port)).is_ok());
    }

    /// Answers no more.
    pub fn stops(&mut self) {
        self.running = None;
        until("the server to stop", || TcpStream::connect(("127.0.0.1", self.port)).is_err());
    }

    /// Puts a calendar there, as another program would have, with these events; its address.
    pub fn has_calendar(&self, path: &str, name: &str, colour: &str, events: &[(&str, &str)]) -> String {
        let folder = self.calendar(path);
        std::fs::create_dir_all(&folder).expect("a folder");
        let about = json!({ "tag": "VCALENDAR", "D:displayname": name, "ICAL:calendar-color": colour });
        std::fs::write(folder.join(".Radicale.props"), about.to_string()).expect("a file in it");
        for (uid, event) in events {
            let text = format!(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n\
                 DTSTAMP:20261101T000000Z\r\n{event}END:VEVENT\r\nEND:VCALENDAR\r\n"
            );
            std::fs::write(folder.join(format!("{uid}.ics")), text).expect("a file in it");
        }
        format!("{}{USER}/{path}/", self.address())
    }

    fn calendar(&self, path: &str) -> PathBuf {
        self.folder.join("data/collection-root").join(USER).join(path)
    }

    /// What the other program says of the calendar at this address after it did this: `list`, `move`, `delete`.
    pub fn other_program(&self, url: &str, act: &str, arguments: &[&str]) -> Value {
        let script =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../crates/caldav/tests/servers/second_client.py");
        let mut command = bound(python());
        command.arg(script).env("HOME", &self.folder).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("it starts");
        let mut line = vec![json!(url), json!(USER), json!(PASSWORD), json!(act)];
        line.extend(arguments.iter().map(|text| json!(text)));
        let mut stdin = child.stdin.take().expect("it reads");
        writeln!(stdin, "{}", Value::from(line)).expect("it reads");
        drop(stdin);
        let mut told = String::new();
        BufReader::new(child.stdout.take().expect("it writes")).read_line(&mut told).expect("it answers");
        assert!(child.wait().expect("it ends").success(), "{act} {arguments:?} failed");
        serde_json::from_str(&told).expect("JSON")
    }
}
