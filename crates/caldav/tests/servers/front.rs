//! A throw-away authority, and nginx with a certificate of it in front of a server.

use std::fs;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

use super::peers::{Kind, PASSWORD, Server, USER, free_port, ready};

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

    /// Certificate and key that a name signs for itself, as `openssl req -x509` makes them.
    pub fn self_signed(name: &str) -> (String, String) {
        let key = rcgen::KeyPair::generate().unwrap();
        let mut params = rcgen::CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
        params.distinguished_name.push(rcgen::DnType::CommonName, name);
        (params.self_signed(&key).unwrap().pem(), key.serialize_pem())
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
