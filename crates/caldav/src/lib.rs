//! Calendar accounts by CalDAV (RFC 4791): found, read as busy time, and the study blocks published into a calendar, whose
//! changes there come back as acts to be done here.
//!
//! No clock, no files, no keychain: time, chance, password and memory come from the caller. Sockets are in `net.rs` alone,
//! behind [`Transport`]. Everything blocks; everything stops soon after its flag is set. What goes wrong is a code.

mod account;
mod changes;
mod copy;
mod discover;
mod dns;
mod fault;
mod fields;
mod inherit;
mod link;
mod net;
mod object;
mod publish;
mod published;
mod session;
mod settle;
mod standing;
mod transport;
mod xml;

pub use account::{Account, Trusted};
pub use copy::Copy;
pub use discover::{Calendar, Found, Login, Service, candidates, discover, mail_domain};
pub use fault::{CertificateFault, Fault};
pub use fields::{Fields, is_cancelled};
pub use inherit::Unclaimed;
pub use link::{LinkCopy, link};
pub use net::Network;
pub use publish::{Home, Outcome, Refused};
pub use published::{Carried, Known, Published};
pub use session::Session;
pub use settle::{Act, Note, Ours, Settlement, Write, settle};
pub use standing::Standing;
pub use transport::{MAX_REPLY, Method, Reply, Request, Transport};
pub use url::Url;
