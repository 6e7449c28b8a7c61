//! Windows knows them by connection.

use ipconfig::OperStatus;

use super::{Connection, text};

pub(super) fn read() -> String {
    let adapters = ipconfig::get_adapters().unwrap_or_default();
    let connections = adapters.iter().map(|adapter| Connection {
        is_up: adapter.oper_status() == OperStatus::IfOperStatusUp,
        metric: adapter.ipv4_metric().min(adapter.ipv6_metric()),
        servers: adapter.dns_servers().to_vec(),
    });
    text(connections.collect())
}
