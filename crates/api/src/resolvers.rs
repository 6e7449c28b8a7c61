//! The servers that this computer asks for names, as the system knows them.

#[cfg_attr(not(windows), path = "resolvers/unix.rs")]
#[cfg_attr(windows, path = "resolvers/windows.rs")]
mod own;

// Addresses alone: nothing here has a socket.
#[cfg(any(windows, test))]
use core::net::IpAddr;

/// What the system says of them, as the text of `/etc/resolv.conf`; empty where it says nothing.
pub(crate) fn system() -> String {
    own::read()
}

/// What one connection of the computer says.
#[cfg(any(windows, test))]
struct Connection {
    is_up: bool,
    /// The lower, the sooner the system uses it.
    metric: u32,
    servers: Vec<IpAddr>,
}

/// The servers of connections that are up as the text of `/etc/resolv.conf`: each once, those of the preferred one first.
#[cfg(any(windows, test))]
fn text(mut connections: Vec<Connection>) -> String {
    connections.retain(|connection| connection.is_up);
    connections.sort_by_key(|connection| connection.metric);
    let mut lines: Vec<String> = Vec::new();
    for server in connections.into_iter().flat_map(|connection| connection.servers).filter(is_there) {
        let line = format!("nameserver {server}\n");
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.concat()
}

/// Whether a server of this address can be asked. Windows lists site-local ones (fec0::/10) where it knows none, and one of a
/// single link (fe80::/10) is nowhere without the link's number.
#[cfg(any(windows, test))]
fn is_there(server: &IpAddr) -> bool {
    match server {
        IpAddr::V4(address) => !address.is_unspecified(),
        IpAddr::V6(address) => !address.is_unspecified() && address.segments()[0] & 0xff80 != 0xfe80,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(is_up: bool, metric: u32, servers: &[&str]) -> Connection {
        Connection { is_up, metric, servers: servers.iter().map(|server| server.parse().unwrap()).collect() }
    }

    #[test]
    fn the_preferred_connection_speaks_first_and_what_cannot_be_asked_is_left_out() {
        let found = text(vec![
            connection(true, 50, &["192.168.1.1", "fec0:0:0:ffff::1", "fe80::1", "2001:db8::53"]),
            connection(false, 1, &["203.0.113.9"]),
            connection(true, 5, &["10.8.0.1", "192.168.1.1", "0.0.0.0", "::"]),
        ]);
        assert_eq!(found, "nameserver 10.8.0.1\nnameserver 192.168.1.1\nnameserver 2001:db8::53\n");
        assert_eq!(text(Vec::new()), "");
    }
}
