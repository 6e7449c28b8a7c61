//! An account: where it is, who asks, and whom the learner trusts. The password comes from the caller and is kept nowhere.

use std::fmt;

use serde::{Deserialize, Serialize};
use url::Url;

use crate::Fault;

/// A calendar account.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// The address it was found at, or that the learner gave.
    pub url: Url,
    /// The name.
    pub user: String,
    /// The password; best one that the provider made for this program alone.
    pub password: String,
    /// Further places that may have the password, as [`Fault::OtherHost`] named them.
    pub hosts: Vec<String>,
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.user, self.url)
    }
}

/// A certificate that the learner trusts although this computer does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trusted {
    /// For this host alone.
    pub host: String,
    /// SHA-256 of the certificate, 64 hexadecimal digits.
    pub fingerprint: String,
}

impl Account {
    /// Whether this address may have the password.
    ///
    /// # Errors
    /// [`Fault::Insecure`] or [`Fault::OtherHost`].
    pub(crate) fn allows(&self, url: &Url) -> Result<(), Fault> {
        secure(url)?;
        let (own, to) = (place(&self.url), place(url));
        // The same host may go over to encryption by itself; never back.
        let safer =
            self.url.scheme() == "http" && url.scheme() == "https" && self.url.host_str() == url.host_str();
        if own == to || safer || self.hosts.contains(&to) {
            return Ok(());
        }
        Err(Fault::OtherHost { from: own, to })
    }
}

/// Scheme, host and port.
pub(crate) fn place(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// The host, as shown.
pub(crate) fn host(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// Unencrypted only to this computer itself.
pub(crate) fn secure(url: &Url) -> Result<(), Fault> {
    let loopback = match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost",
        Some(url::Host::Ipv4(ip)) => ip.is_loopback(),
        Some(url::Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    };
    match url.scheme() {
        "https" if url.has_host() => Ok(()),
        "http" if loopback => Ok(()),
        "http" => Err(Fault::Insecure { host: host(url) }),
        _ => Err(Fault::BadAddress { address: url.to_string() }),
    }
}
