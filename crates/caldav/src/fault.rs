//! What can go wrong with a calendar account, as codes with what a sentence about it needs. No words here.

use serde::{Deserialize, Serialize};

/// Why something could not be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
#[error("{self:?}")]
pub enum Fault {
    /// What was given is no address, or names no host.
    BadAddress {
        /// What was given.
        address: String,
    },
    /// The address would send the password unencrypted to another computer.
    Insecure {
        /// The host.
        host: String,
    },
    /// There is no host of this name, or names cannot be looked up now.
    NoSuchHost {
        /// The host.
        host: String,
    },
    /// The host does not answer, or the connection broke.
    Unreachable {
        /// The host.
        host: String,
        /// What the system said, untranslated.
        detail: String,
    },
    /// The host took too long.
    Timeout {
        /// The host.
        host: String,
    },
    /// The host's certificate is not trusted. Nothing was sent.
    Certificate {
        /// The host.
        host: String,
        /// SHA-256 of the certificate, 64 hexadecimal digits: what trusting it would be kept by.
        fingerprint: String,
        /// What is wrong with it.
        why: CertificateFault,
    },
    /// The address leads to another host, which may not have the password yet. Nothing was sent to it.
    OtherHost {
        /// The host that was asked.
        from: String,
        /// The one it names: scheme, host and port.
        to: String,
    },
    /// The addresses lead in a circle.
    Circle,
    /// Name or password are not right.
    PasswordRefused,
    /// The account may not do this.
    Forbidden {
        /// The path.
        path: String,
    },
    /// There is nothing at this address any more.
    Gone {
        /// The path.
        path: String,
    },
    /// There is a server, but none for calendars.
    NoCalendars {
        /// The host.
        host: String,
    },
    /// The answer is not what the protocol says.
    Garbled {
        /// What was found, untranslated.
        detail: String,
    },
    /// The answer is larger than anything sensible.
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The server wants to be left alone for now.
    Busy {
        /// For so many seconds, if it says.
        seconds: Option<u64>,
    },
    /// Something failed on the server.
    Server {
        /// The HTTP status.
        status: u16,
    },
    /// The calendar is locked by another program.
    Locked,
    /// The account has no room left.
    Full,
    /// The caller could not keep what has to be known before something is written.
    NotKept,
    /// It was stopped by the learner.
    Cancelled,
}

/// What is wrong with a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CertificateFault {
    /// It is signed by nobody whom this computer trusts: itself, for example.
    UnknownIssuer,
    /// It is for another name.
    OtherName,
    /// Its time is over, or has not come.
    Expired,
    /// It was called back by its issuer.
    Revoked,
    /// Anything else.
    Other,
}

impl Fault {
    /// Whether only a person can help: the same request again would fail again.
    #[must_use]
    pub fn lasting(&self) -> bool {
        match self {
            Fault::BadAddress { .. }
            | Fault::Insecure { .. }
            | Fault::Certificate { .. }
            | Fault::OtherHost { .. }
            | Fault::Circle
            | Fault::PasswordRefused
            | Fault::Forbidden { .. }
            | Fault::Gone { .. }
            | Fault::NoCalendars { .. } => true,
            Fault::NoSuchHost { .. }
            | Fault::Unreachable { .. }
            | Fault::Timeout { .. }
            | Fault::Garbled { .. }
            | Fault::TooLarge { .. }
            | Fault::Busy { .. }
            | Fault::Server { .. }
            | Fault::Locked
            | Fault::Full
            | Fault::NotKept
            | Fault::Cancelled => false,
        }
    }
}
