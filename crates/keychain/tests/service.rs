//! The keychain against a real Secret Service: GNOME's, on a message bus and in a home of its own.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A bus on which nothing is started by being asked for, so that who answers is who was started here.
const BUS: &str = r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:dir=HOME</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"#;

/// The password of the keyring.
const PASSWORD: &str = "of the test";

struct Desktop {
    home: tempfile::TempDir,
    bus: Child,
    address: String,
    daemon: Option<Child>,
}

impl Desktop {
    fn new() -> Desktop {
        let home = tempfile::tempdir().unwrap();
        let config = home.path().join("bus.conf");
        std::fs::write(&config, BUS.replace("HOME", home.path().to_str().unwrap())).unwrap();
        let mut bus = Command::new("dbus-daemon")
            .arg(format!("--config-file={}", config.display()))
            .args(["--nofork", "--nopidfile", "--print-address=1"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon is not installed");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Desktop { home, bus, address: address.trim().to_owned(), daemon: None }
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("HOME", self.home.path()).env("XDG_RUNTIME_DIR", self.home.path());
        command.env("DBUS_SESSION_BUS_ADDRESS", &self.address);
        command
    }

    /// Starts the keyring as a desktop does at login, with this password or without one.
    fn start(&mut self, password: Option<&str>) {
        let mut command = self.command("gnome-keyring-daemon");
        command.args(["--foreground", "--components=secrets"]).args(password.map(|_| "--unlock"));
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut daemon = command.spawn().expect("gnome-keyring-daemon is not installed");
        daemon.stdin.take().unwrap().write_all(password.unwrap_or_default().as_bytes()).unwrap();
        self.daemon = Some(daemon);
        for _ in 0..600 {
            if self.ask(&["get", "nothing of this name"]) != "NoKeychain" {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the keyring does not come");
    }

    fn stop(&mut self) {
        if let Some(mut daemon) = self.daemon.take() {
            daemon.kill().unwrap();
            daemon.wait().unwrap();
        }
    }

    fn ask(&self, args: &[&str]) -> String {
        said(self.command(example()).args(args))
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        self.stop();
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

fn said(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!said.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    said.trim_end_matches('\n').to_owned()
}

/// The program of this package's examples, which is built with its tests.
fn example() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    tests.parent().unwrap().with_file_name("examples").join("keychain")
}

#[test]
fn a_secret_is_kept_over_a_restart_replaced_and_forgotten() {
    let mut desktop = Desktop::new();
    desktop.start(Some(PASSWORD));
    assert_eq!(desktop.ask(&["get", "one"]), "nothing");
    assert_eq!(desktop.ask(&["remove", "one"]), "nothing", "what is not there is forgotten already");
    assert_eq!(desktop.ask(&["set", "one", "plum «7»"]), "nothing");
    assert_eq!(desktop.ask(&["set", "two", "pear"]), "nothing");
    assert_eq!(desktop.ask(&["get", "one"]), "= plum «7»");

    desktop.stop();
    assert_eq!(desktop.ask(&["get", "one"]), "NoKeychain");
    desktop.start(Some(PASSWORD));
    assert_eq!(desktop.ask(&["get", "one"]), "= plum «7»");

    assert_eq!(desktop.ask(&["set", "one", "fig"]), "nothing");
    assert_eq!(desktop.ask(&["get", "one"]), "= fig");
    assert_eq!(desktop.ask(&["get", "two"]), "= pear");
    assert_eq!(desktop.ask(&["remove", "one"]), "nothing");
    assert_eq!(desktop.ask(&["get", "one"]), "nothing", "one item a name, and it is gone");
    assert_eq!(desktop.ask(&["get", "two"]), "= pear");
}

#[test]
fn a_keychain_that_stays_locked_says_so() {
    let mut desktop = Desktop::new();
    desktop.start(Some(PASSWORD));
    assert_eq!(desktop.ask(&["set", "one", "plum"]), "nothing");
    desktop.stop();
    // Nobody can be asked for the password on this bus, which is as if they gave up.
    desktop.start(None);
    assert_eq!(desktop.ask(&["get", "one"]), "Locked");
    assert_eq!(desktop.ask(&["set", "one", "fig"]), "Locked");
    assert_eq!(desktop.ask(&["remove", "one"]), "Locked");
    assert_eq!(desktop.ask(&["set", "two", "pear"]), "Locked");
    assert_eq!(desktop.ask(&["get", "two"]), "nothing", "what is not there needs no password");
    desktop.stop();
    desktop.start(Some(PASSWORD));
    assert_eq!(desktop.ask(&["get", "one"]), "= plum");
}

#[test]
fn without_a_bus_or_a_service_there_is_no_keychain() {
    let desktop = Desktop::new();
    for args in [&["get", "one"][..], &["set", "one", "plum"], &["remove", "one"]] {
        assert_eq!(desktop.ask(args), "NoKeychain", "nobody answers on the bus");
        let nowhere = format!("unix:path={}/no-bus", desktop.home.path().display());
        assert_eq!(
            said(desktop.command(example()).args(args).env("DBUS_SESSION_BUS_ADDRESS", nowhere)),
            "NoKeychain"
        );
        assert_eq!(
            said(desktop.command(example()).args(args).env_remove("DBUS_SESSION_BUS_ADDRESS")),
            "NoKeychain"
        );
    }
}
