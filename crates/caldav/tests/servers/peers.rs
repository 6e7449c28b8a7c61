//! Real servers, each with a folder of its own and a port by chance on this computer; ended when they are dropped.

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

fn free_port() -> u16 {
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

fn ready(port: u16, log: &Path) {
    let began = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        let text = || fs::read_to_string(log).unwrap_or_default();
        assert!(began.elapsed() < Duration::from_secs(30), "it does not listen: {}", text());
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// A throw-away authority and what it signed.
pub struct Authority {
    certificate: rcgen::Certificate,
    key: rcgen::KeyPair,
    params: rcgen::CertificateParams,
}

impl Authority {
    pub fn new() -> Authority {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, "Ninefold tests");
        let certificate = params.self_signed(&key).unwrap();
        Authority { certificate, key, params }
    }

    pub fn pem(&self) -> String {
        self.certificate.pem()
    }

    /// Certificate and key for a name, as PEM.
    pub fn sign(&self, name: &str) -> (String, String) {
        let key = rcgen::KeyPair::generate().unwrap();
        let params = rcgen::CertificateParams::new(vec![name.to_owned()]).unwrap();
        let issuer = rcgen::Issuer::from_params(&self.params, &self.key);
        (params.signed_by(&key, &issuer).unwrap().pem(), key.serialize_pem())
    }
}

/// nginx with TLS in front of a server; it asks for the password itself where the server cannot.
pub struct Front {
    pub port: u16,
    child: Child,
    _folder: TempDir,
}

impl Front {
    pub fn start(server: &Server, certificate: &str, key: &str) -> Front {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).display().to_string();
        let port = free_port();
        fs::write(at("cert.pem"), certificate).unwrap();
        fs::write(at("key.pem"), key).unwrap();
        fs::write(at("users"), format!("{USER}:{{PLAIN}}{PASSWORD}\n")).unwrap();
        let asks = match server.kind {
            Kind::Radicale => String::new(),
            Kind::Xandikos => format!("auth_basic ninefold; auth_basic_user_file {};", at("users")),
        };
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
        let temporary: String = temporary
            .iter()
            .map(|name| format!("{name}_temp_path {};\n", at(&format!("tmp-{name}"))))
            .collect();
        let user = if is_root() { "user root;" } else { "" };
        let config = format!(
            "daemon off; master_process off; worker_processes 1; {user}\npid {};\nerror_log {} info;\n\
             events {{ worker_connections 64; }}\nhttp {{\n{temporary}access_log off; client_max_body_size 20m;\n\
             server {{ listen 127.0.0.1:{port} ssl; ssl_certificate {}; ssl_certificate_key {};\n{asks}\n\
             location / {{ proxy_pass http://127.0.0.1:{}; proxy_set_header Host $http_host; \
             proxy_set_header X-Forwarded-Proto https; proxy_set_header X-Forwarded-Host $http_host; }} }} }}\n",
            at("pid"),
            at("error.log"),
            at("cert.pem"),
            at("key.pem"),
            server.port
        );
        fs::write(at("nginx.conf"), config).unwrap();
        let log = fs::File::create(at("log")).unwrap();
        let mut command = Command::new("nginx");
        command.args(["-c", &at("nginx.conf"), "-e", &at("error.log"), "-p"]).arg(folder.path());
        let child = command.stdin(Stdio::null()).stdout(log.try_clone().unwrap()).stderr(log).spawn();
        let child = child.unwrap_or_else(|error| {
            panic!("nginx cannot be started ({error}); `cargo xtask setup` installs it")
        });
        let front = Front { port, child, _folder: folder };
        ready(port, &front._folder.path().join("error.log"));
        front
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.starts_with(b"0\n"))
}

/// The other program, running.
struct SecondClient {
    child: Child,
    asks: ChildStdin,
    says: BufReader<ChildStdout>,
}

impl SecondClient {
    fn start() -> SecondClient {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/servers/second_client.py");
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
