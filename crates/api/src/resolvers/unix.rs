//! Where the system has a file of them.

pub(super) fn read() -> String {
    std::fs::read_to_string("/etc/resolv.conf").unwrap_or_default()
}
