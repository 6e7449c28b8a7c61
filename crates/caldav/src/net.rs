//! The network: HTTP over TCP and TLS. The only module with sockets.
//! Certificates are judged by the operating system, or known by their fingerprint because the learner said so.

use std::fmt;
use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::crypto::{CryptoProvider, ring};
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{
    CertificateError, ClientConfig, ClientConnection, DigitallySignedStruct, SignatureScheme, StreamOwned,
};
use rustls_platform_verifier::Verifier;
use ureq::unversioned::resolver::DefaultResolver;
use ureq::unversioned::transport::{
    Buffers, ConnectionDetails, Connector, Either, LazyBuffers, NextTimeout, TcpConnector,
    Transport as Stream, TransportAdapter, time,
};
use ureq::{Agent, http};

use crate::account::{Trusted, host};
use crate::discover::Service;
use crate::dns;
use crate::fault::{CertificateFault, Fault};
use crate::transport::{MAX_REPLY, Reply, Request, Transport, checked};

/// The longest wait for a connection.
const CONNECT: Duration = Duration::from_secs(15);
/// The longest wait for something more to come.
const SILENCE: Duration = Duration::from_secs(60);
/// The longest time that one request may take.
const WHOLE: Duration = Duration::from_secs(300);
/// The longest wait for an answer of the domain name system.
const RESOLVE: Duration = Duration::from_secs(3);
/// How many of its servers are asked.
const MAX_RESOLVERS: usize = 2;
/// How soon a request is given up after it was cancelled.
const SLICE: Duration = Duration::from_millis(200);

/// The network as it is.
pub struct Network {
    agent: Agent,
    shared: Arc<Shared>,
    /// One request at a time, so that the flag and the certificate are those of this request.
    turn: Mutex<()>,
}

/// What a request and the layers below it have to tell each other.
#[derive(Default)]
struct Shared {
    cancel: Mutex<Option<Arc<AtomicBool>>>,
    /// The certificate that was refused.
    refused: Mutex<Option<(String, CertificateFault)>>,
}

impl Shared {
    fn cancelled(&self) -> bool {
        let cancel = self.cancel.lock().unwrap_or_else(PoisonError::into_inner);
        cancel.as_ref().is_some_and(|cancel| cancel.load(Ordering::Relaxed))
    }
}

impl fmt::Debug for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Network")
    }
}

impl Network {
    /// A network that trusts what this computer trusts, and these certificates.
    ///
    /// # Errors
    /// [`Fault::Unreachable`] if this computer has no encryption that is up to it.
    pub fn new(trusted: &[Trusted]) -> Result<Network, Fault> {
        let unready =
            |error: rustls::Error| Fault::Unreachable { host: String::new(), detail: error.to_string() };
        let provider = Arc::new(ring::default_provider());
        let shared = Arc::new(Shared::default());
        let judge = Judge {
            system: Verifier::new(Arc::clone(&provider)).ok(),
            provider: Arc::clone(&provider),
            trusted: trusted.to_vec(),
            shared: Arc::clone(&shared),
        };
        let tls = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(unready)?
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(judge))
            .with_no_client_auth();
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .allow_non_standard_methods(true)
            .user_agent(concat!("Ninefold/", env!("CARGO_PKG_VERSION")))
            .accept("*/*")
            .timeout_connect(Some(CONNECT))
            .timeout_per_read(Some(SILENCE))
            .timeout_global(Some(WHOLE))
            .build();
        let connector =
            ().chain(TcpConnector::default())
                .chain(Patient { shared: Arc::clone(&shared) })
                .chain(Tls { config: Arc::new(tls) });
        let agent = Agent::with_parts(config, connector, DefaultResolver::default());
        Ok(Network { agent, shared, turn: Mutex::new(()) })
    }

    /// Where a mail domain says that its calendars are (RFC 6764), in the order to try them; nothing where it says nothing or
    /// cannot be asked. `resolvers` is the text of the system's `/etc/resolv.conf`, empty where there is none; `dice` is any
    /// number by chance.
    pub fn services(&self, domain: &str, resolvers: &str, dice: u64) -> Vec<Service> {
        let address = |line: &str| line.strip_prefix("nameserver")?.trim().parse::<IpAddr>().ok();
        let servers = resolvers.lines().filter_map(address).take(MAX_RESOLVERS);
        let servers: Vec<SocketAddr> = servers.map(|ip| SocketAddr::new(ip, 53)).collect();
        asked_services(domain, &servers, dice)
    }

    fn send(&self, request: &Request, cancel: &AtomicBool) -> Result<Reply, ureq::Error> {
        let mut http = http::Request::builder().method(request.method.name()).uri(request.url.as_str());
        for (name, value) in &request.headers {
            http = http.header(*name, value);
        }
        let mut response = if request.body.is_empty() {
            self.agent.run(http.body(())?)?
        } else {
            self.agent.run(http.body(request.body.as_bytes())?)?
        };
        let headers = response.headers().iter();
        let headers = headers
            .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())));
        let mut reply =
            Reply { status: response.status().as_u16(), headers: headers.collect(), body: Vec::new() };
        let mut reader = response.body_mut().with_config().limit(MAX_REPLY).reader();
        let mut piece = vec![0; 64 * 1024];
        while !cancel.load(Ordering::Relaxed) {
            match reader.read(&mut piece)? {
                0 => return Ok(reply),
                read => reply.body.extend_from_slice(piece.get(..read).unwrap_or_default()),
            }
        }
        Err(ureq::Error::ConnectionFailed)
    }

    fn fault(&self, error: &ureq::Error, host: String) -> Fault {
        let refused = self.shared.refused.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((fingerprint, why)) = refused {
            return Fault::Certificate { host, fingerprint, why };
        }
        match error {
            ureq::Error::HostNotFound => Fault::NoSuchHost { host },
            ureq::Error::Timeout(_) => Fault::Timeout { host },
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => Fault::Timeout { host },
            ureq::Error::BodyExceedsLimit(_) => Fault::TooLarge { limit: MAX_REPLY },
            ureq::Error::Protocol(_) | ureq::Error::Http(_) => Fault::Garbled { detail: error.to_string() },
            error => Fault::Unreachable { host, detail: error.to_string() },
        }
    }
}

/// The first server that answers says where the services are.
fn asked_services(domain: &str, servers: &[SocketAddr], dice: u64) -> Vec<Service> {
    let [one, other, ..] = dice.to_le_bytes();
    let id = u16::from_le_bytes([one, other]);
    for server in servers {
        let Some(mut found) = asked(domain, *server, id, dns::Kind::Services) else { continue };
        if !found.services.is_empty() {
            let texts = asked(domain, *server, id.wrapping_add(1), dns::Kind::Texts);
            found.texts = texts.map(|found| found.texts).unwrap_or_default();
        }
        return dns::services(found);
    }
    Vec::new()
}

/// One question to one server.
fn asked(domain: &str, server: SocketAddr, id: u16, kind: dns::Kind) -> Option<dns::Answers> {
    let question = dns::question(id, domain, kind)?;
    let any: IpAddr =
        if server.is_ipv4() { Ipv4Addr::UNSPECIFIED.into() } else { Ipv6Addr::UNSPECIFIED.into() };
    let socket = UdpSocket::bind((any, 0)).ok()?;
    socket.connect(server).ok()?;
    socket.set_read_timeout(Some(RESOLVE)).ok()?;
    socket.send(&question).ok()?;
    let mut answer = vec![0; 4_096];
    let read = socket.recv(&mut answer).ok()?;
    dns::answers(answer.get(..read)?, &question)
}

impl Transport for Network {
    fn exchange(&self, request: &Request, cancel: &Arc<AtomicBool>) -> Result<Reply, Fault> {
        checked(cancel)?;
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        *self.shared.cancel.lock().unwrap_or_else(PoisonError::into_inner) = Some(Arc::clone(cancel));
        let result = self.send(request, cancel).map_err(|error| self.fault(&error, host(&request.url)));
        *self.shared.cancel.lock().unwrap_or_else(PoisonError::into_inner) = None;
        // Whatever broke because it was stopped is no fault of the server's.
        result.or_else(|fault| checked(cancel).and(Err(fault)))
    }
}

/// Waits for input in slices, and gives up when the request was cancelled.
struct Patient {
    shared: Arc<Shared>,
}

impl fmt::Debug for Patient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Patient")
    }
}

impl<In: Stream> Connector<In> for Patient {
    type Out = PatientStream<In>;

    fn connect(&self, _: &ConnectionDetails, chained: Option<In>) -> Result<Option<Self::Out>, ureq::Error> {
        Ok(chained.map(|inner| PatientStream { inner, shared: Arc::clone(&self.shared) }))
    }
}

struct PatientStream<In> {
    inner: In,
    shared: Arc<Shared>,
}

impl<In: fmt::Debug> fmt::Debug for PatientStream<In> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}

impl<In: Stream> Stream for PatientStream<In> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.inner.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.inner.transmit_output(amount, timeout)
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        let timeout = timeout.for_read();
        let began = Instant::now();
        loop {
            let left = timeout.after.saturating_sub(began.elapsed());
            let after = time::Duration::Exact(left.min(SLICE));
            let slice = NextTimeout { after, per_read: None, ..timeout };
            match self.inner.await_input(slice) {
                Err(ureq::Error::Timeout(_)) if left > SLICE && !self.shared.cancelled() => {}
                result => return result,
            }
        }
    }

    fn is_open(&mut self) -> bool {
        self.inner.is_open()
    }

    fn is_tls(&self) -> bool {
        self.inner.is_tls()
    }
}

/// Puts TLS around a connection where the address asks for it.
#[derive(Debug)]
struct Tls {
    config: Arc<ClientConfig>,
}

impl<In: Stream> Connector<In> for Tls {
    type Out = Either<In, TlsStream>;

    fn connect(
        &self,
        details: &ConnectionDetails,
        chained: Option<In>,
    ) -> Result<Option<Self::Out>, ureq::Error> {
        let Some(stream) = chained else { return Ok(None) };
        if !details.needs_tls() || stream.is_tls() {
            return Ok(Some(Either::A(stream)));
        }
        let name = details.uri.host().unwrap_or_default().trim_matches(['[', ']']);
        let name = ServerName::try_from(name.to_owned()).map_err(|_| ureq::Error::HostNotFound)?;
        let other = |error: rustls::Error| ureq::Error::Io(std::io::Error::other(error));
        let mut conn = ClientConnection::new(Arc::clone(&self.config), name).map_err(other)?;
        let mut sock =
            TransportAdapter::new(Box::new(stream) as Box<dyn Stream>, Arc::clone(&details.current_time));
        sock.set_timeout(details.timeout);
        while conn.is_handshaking() {
            conn.complete_io(&mut sock)?;
        }
        let config = details.config;
        let buffers = LazyBuffers::new(config.input_buffer_size(), config.output_buffer_size());
        Ok(Some(Either::B(TlsStream { buffers, stream: StreamOwned { conn, sock } })))
    }
}

struct TlsStream {
    buffers: LazyBuffers,
    stream: StreamOwned<ClientConnection, TransportAdapter>,
}

impl fmt::Debug for TlsStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TlsStream")
    }
}

impl Stream for TlsStream {
    fn buffers(&mut self) -> &mut dyn Buffers {
        &mut self.buffers
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), ureq::Error> {
        self.stream.sock.set_timeout(timeout);
        let output = self.buffers.output().get(..amount).unwrap_or_default();
        self.stream.write_all(output)?;
        Ok(())
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, ureq::Error> {
        self.stream.sock.set_timeout(timeout);
        let read = self.stream.read(self.buffers.input_append_buf())?;
        self.buffers.input_appended(read);
        Ok(read > 0)
    }

    fn is_open(&mut self) -> bool {
        self.stream.sock.get_mut().is_open()
    }

    fn is_tls(&self) -> bool {
        true
    }
}

/// Judges certificates.
struct Judge {
    provider: Arc<CryptoProvider>,
    /// None where the system has no certificates at all.
    system: Option<Verifier>,
    trusted: Vec<Trusted>,
    shared: Arc<Shared>,
}

impl fmt::Debug for Judge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Judge")
    }
}

impl ServerCertVerifier for Judge {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, rustls::Error> {
        let fingerprint = fingerprint(end_entity);
        let host = server_name.to_str();
        let known = |trusted: &Trusted| {
            trusted.fingerprint == fingerprint && trusted.host.eq_ignore_ascii_case(&host)
        };
        if self.trusted.iter().any(known) {
            return Ok(ServerCertVerified::assertion());
        }
        let unknown = || Err(rustls::Error::InvalidCertificate(CertificateError::UnknownIssuer));
        let judged = self.system.as_ref().map_or_else(unknown, |system| {
            system.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now)
        });
        if let Err(error) = &judged {
            let refused = Some((fingerprint, why(error, end_entity)));
            *self.shared.refused.lock().unwrap_or_else(PoisonError::into_inner) = refused;
        }
        judged
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, cert, dss, known)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, rustls::Error> {
        let known = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, cert, dss, known)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

fn why(error: &rustls::Error, certificate: &CertificateDer<'_>) -> CertificateFault {
    let rustls::Error::InvalidCertificate(error) = error else { return CertificateFault::Other };
    match error {
        CertificateError::UnknownIssuer => CertificateFault::UnknownIssuer,
        CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
            CertificateFault::OtherName
        }
        CertificateError::Expired
        | CertificateError::ExpiredContext { .. }
        | CertificateError::NotValidYet
        | CertificateError::NotValidYetContext { .. } => CertificateFault::Expired,
        CertificateError::Revoked => CertificateFault::Revoked,
        // Most that people make for their own servers call themselves an authority, which is what is said first.
        _ if is_self_signed(certificate) => CertificateFault::UnknownIssuer,
        _ => CertificateFault::Other,
    }
}

fn is_self_signed(certificate: &CertificateDer<'_>) -> bool {
    webpki::EndEntityCert::try_from(certificate).is_ok_and(|own| own.issuer() == own.subject())
}

/// SHA-256 as hexadecimal digits.
fn fingerprint(certificate: &CertificateDer<'_>) -> String {
    let rustls::SupportedCipherSuite::Tls13(suite) = ring::cipher_suite::TLS13_AES_128_GCM_SHA256 else {
        return String::new();
    };
    let hash = suite.common.hash_provider.hash(certificate);
    hash.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests;
