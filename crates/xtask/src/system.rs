//! Packages of the operating system: what is needed, what is missing, how to get it.

use std::process::Command;

use crate::process;

/// How much is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// To build the window and open it.
    Build,
    /// Also a virtual display, and a driver that reads and works the window.
    Everything,
}

/// Debian packages to build the window.
const BUILD: [&str; 3] = ["build-essential", "pkg-config", "libwebkit2gtk-4.1-dev"];
/// Debian packages to see and work the window without a display, on a message bus of its own with a notification
/// daemon; to check what is told to menus and software centres; to make system calls fail; to put TLS before a calendar
/// server, which is a Python program; to carry a folder between two computers; and to keep secrets in a keychain.
const WINDOW: [&str; 12] = [
    "xvfb",
    "webkit2gtk-driver",
    "dbus",
    "dunst",
    "fonts-dejavu-core",
    "desktop-file-utils",
    "appstream",
    "strace",
    "nginx-light",
    "python3-venv",
    "syncthing",
    "gnome-keyring",
];

const ELSEWHERE: &str = "\
  Fedora      sudo dnf install gcc pkgconf-pkg-config webkit2gtk4.1-devel
              for tests: xorg-x11-server-Xvfb webkit2gtk-driver dbus-daemon dejavu-sans-fonts
                         dunst desktop-file-utils appstream strace nginx python3 syncthing gnome-keyring
  Arch        sudo pacman -S --needed base-devel webkit2gtk-4.1
              for tests: xorg-server-xvfb dbus ttf-dejavu dunst desktop-file-utils appstream strace
                         nginx python syncthing gnome-keyring
  openSUSE    sudo zypper install -t pattern devel_basis && sudo zypper install webkit2gtk3-devel
              for tests: xorg-x11-server-Xvfb webkit2gtk-4_1-driver dbus-1-daemon dejavu-fonts
                         dunst desktop-file-utils AppStream strace nginx python3 syncthing gnome-keyring
  macOS       xcode-select --install
  Windows     Visual Studio Build Tools with C++; WebView2 is part of Windows 10 and 11";

/// Installs what is missing on Debian and Ubuntu; says what to install elsewhere.
///
/// # Errors
/// What is missing and how to install it.
pub fn ensure(wanted: Wanted) -> Result<(), String> {
    let missing = missing(wanted);
    if missing.is_empty() {
        return Ok(());
    }
    if !is_debian() {
        return Err(format!("these are missing: {}\n{ELSEWHERE}", missing.join(", ")));
    }
    eprintln!("Installing {} from the system's package sources.", missing.join(", "));
    process::run(&mut apt_get(&["update"])?)?;
    process::run(apt_get(&["install", "--yes", "--no-install-recommends"])?.args(&missing))
}

/// apt-get as root, with sudo where that is needed.
///
/// # Errors
/// That there is no sudo, and what to run as root.
pub fn apt_get(args: &[&str]) -> Result<Command, String> {
    let mut command = if is_root() {
        Command::new("apt-get")
    } else if process::exists("sudo") {
        let mut sudo = Command::new("sudo");
        sudo.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    } else {
        return Err(format!(
            "installing needs root, and there is no sudo. As root, run:\n  \
             apt-get update && apt-get install --no-install-recommends {}",
            missing(Wanted::Everything).join(" ")
        ));
    };
    command.args(args).env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

/// What is missing: Debian packages there, programs and libraries elsewhere.
pub fn missing(wanted: Wanted) -> Vec<&'static str> {
    if !cfg!(target_os = "linux") {
        return Vec::new();
    }
    let everything = wanted == Wanted::Everything;
    if is_debian() {
        let window = WINDOW.iter().filter(|_| everything);
        return BUILD.iter().chain(window).copied().filter(|package| !is_installed(package)).collect();
    }
    let mut missing = Vec::new();
    if !process::exists("cc") {
        missing.push("a C compiler");
    }
    let webkit = process::read(Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"]));
    if webkit.is_err() {
        missing.push("the development files of WebKitGTK 4.1 and pkg-config");
    }
    let programs = [
        "Xvfb",
        "WebKitWebDriver",
        "dbus-run-session",
        "dunst",
        "desktop-file-validate",
        "appstreamcli",
        "strace",
        "nginx",
        "python3",
        "syncthing",
        "gnome-keyring-daemon",
    ];
    for program in programs {
        if everything && !process::exists(program) {
            missing.push(program);
        }
    }
    missing
}

/// Debian, Ubuntu and what is made from them.
pub fn is_debian() -> bool {
    let release = std::fs::read_to_string("/etc/os-release").unwrap_or_default();
    let mut ids = release.lines().filter(|line| line.starts_with("ID=") || line.starts_with("ID_LIKE="));
    process::exists("apt-get") && ids.any(|line| line.contains("debian") || line.contains("ubuntu"))
}

/// Whether this runs as root.
pub fn is_root() -> bool {
    process::read(Command::new("id").arg("-u")).is_ok_and(|id| id == "0")
}

fn is_installed(package: &str) -> bool {
    let status = process::read(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", package]));
    status.is_ok_and(|status| status == "installed")
}
