//! Real servers and a real second client, for the tests of every package that needs them: each with a folder of its own and a port by chance on this computer; ended when they are dropped.

use std::cell::RefCell;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

pub const USER: &str = "ada";
pub const PASSWORD: &str = "Löwe & engine 1843";

/// The Python that `cargo xtask setup` made, with the packages of `tests/calendars/requirements.txt`.
fn python() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let python = target.join("python/calendars/bin/python");
    assert!(python.is_file(), "{} is missing; `cargo xtask setup` makes it", python.display());
    python
}

pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Radicale,
    Xandikos,
}

/// A server that runs.
pub struct Server {
    pub kind: Kind,
    pub port: u16,
    child: Child,
    _folder: TempDir,
}

impl Server {
    pub fn start(kind: Kind) -> Server {
        let folder = tempfile::tempdir().unwrap();
        let port = free_port();
        let log = fs::File::create(folder.path().join("log")).unwrap();
        let mut command = Command::new(python());
        match kind {
            Kind::Radicale => {
                let users = folder.path().join("users");
                fs::write(&users, format!("{USER}:{PASSWORD}\n")).unwrap();
                let config = folder.path().join("config");
                let text = format!(
                    "[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\nhtpasswd_filename = {}\n\
                     htpasswd_encryption = plain\ndelay = 0\n[storage]\nfilesystem_folder = {}\n",
                    users.display(),
                    folder.path().join("data").display()
                );
                fs::write(&config, text).unwrap();
                command.args(["-m", "radicale", "--config"]).arg(&config);
            }
            Kind::Xandikos => {
                let data = folder.path().join("data");
                command.args([
                    "-m",
                    "xandikos",
                    "serve",
                    "--defaults",
                    "--no-detect-systemd",
                    "--listen-address",
                    "127.0.0.1",
                ]);
                command.args(["--current-user-principal", "/ada/", "--port"]).arg(port.to_string());
                command.arg("--state-dir").arg(folder.path().join("state")).arg("--directory").arg(data);
            }
        }
        command.env("HOME", folder.path()).stdin(Stdio::null());
        command.stdout(log.try_clone().unwrap()).stderr(log);
        let child = command.spawn().unwrap();
        let server = Server { kind, port, child, _folder: folder };
        ready(port, &server._folder.path().join("log"));
        server
    }

    /// Its address without anything in between.
    pub fn direct(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn ready(port: u16, log: &Path) {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let text = || fs::read_to_string(log).unwrap_or_default();
        assert!(began.elapsed() < Duration::from_secs(30), "it does not listen: {}", text());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// The other program, running.
struct SecondClient {
    child: Child,
    asks: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl SecondClient {
    fn start() -> SecondClient {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../caldav/tests/servers/second_client.py");
        let mut command = Command::new(python());
        let mut child = command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (asks, says) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        SecondClient { child, asks, says }
    }
}

impl Drop for SecondClient {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

thread_local! {
    /// One for each test.
    static SECOND: RefCell<Option<SecondClient>> = const { RefCell::new(None) };
}

/// The other program does one thing, and answers what it says.
pub fn second_client(calendar: &str, act: &[&str]) -> Value {
    SECOND.with_borrow_mut(|second| {
        let second = second.get_or_insert_with(SecondClient::start);
        let mut line = vec![calendar, USER, PASSWORD];
        line.extend(act);
        writeln!(second.asks, "{}", serde_json::to_string(&line).unwrap()).unwrap();
        let mut answer = String::new();
        second.says.read_line(&mut answer).unwrap();
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{act:?} failed: {error}"))
    })
}
