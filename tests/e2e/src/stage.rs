//! What one test stands on: a home, a display, a zone and a clock of its own.

use std::cell::Cell;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::bus::Bus;
use crate::disk::Disk;
use crate::servant::{Servant, bound, display};
use crate::window::Window;

/// A Wednesday morning; every journey begins here unless it says otherwise.
pub const WEDNESDAY: &str = "2026-11-25T07:10";

/// A person's machine, empty at first. Windows that are opened on it one after the other find the same home.
pub struct Stage {
    /// Name of the test; its pictures begin with it.
    pub name: String,
    /// Everything that a test writes is in here.
    folder: TempDir,
    home: PathBuf,
    display: String,
    zone: String,
    scale: u32,
    is_release: bool,
    windows: Cell<u32>,
    /// Address of a session bus, for the windows that follow; without one, none answers.
    bus: Option<String>,
    /// What the windows that follow are started with.
    args: Vec<String>,
    /// The home is named, as for a second learner; else it is the ordinary one of the machine.
    names_home: bool,
    /// The windows that follow have the home on a disk of their own.
    pub(crate) disk: Option<Disk>,
    _server: Servant,
}

impl Stage {
    /// An empty machine in Berlin, on the Wednesday.
    pub fn new(name: &str) -> Self {
        Stage::in_zone(name, "Europe/Berlin")
    }

    /// An empty machine in this zone, on the Wednesday at the same time of day.
    pub fn in_zone(name: &str, zone: &str) -> Self {
        Stage::furnished(name, zone, OsStr::new("home"))
    }

    /// An empty machine whose ordinary home has this name.
    pub fn in_home(name: &str, home: &OsStr) -> Self {
        Stage { names_home: false, ..Stage::furnished(name, "Europe/Berlin", home) }
    }

    fn furnished(name: &str, zone: &str, home: &OsStr) -> Self {
        let (server, display) = display();
        let folder = tempfile::Builder::new().prefix("ninefold-e2e-").tempdir().expect("a folder");
        let home = folder.path().join(home);
        for folder in ["data", "config", "cache", "run", "Downloads"] {
            std::fs::create_dir_all(home.join(folder)).expect("a folder in it");
        }
        let dirs = "XDG_DOWNLOAD_DIR=\"$HOME/Downloads\"\n";
        std::fs::write(home.join("config/user-dirs.dirs"), dirs).expect("a file in it");
        let stage = Stage {
            name: name.to_owned(),
            folder,
            home,
            display,
            zone: zone.to_owned(),
            scale: 1,
            is_release: false,
            windows: Cell::new(0),
            bus: None,
            args: Vec::new(),
            names_home: true,
            disk: None,
            _server: server,
        };
        stage.at(WEDNESDAY);
        stage
    }

    /// Pixels of its display for one of the page: 2 is a zoom of 200 %.
    pub fn scaled(mut self, scale: u32) -> Self {
        self.scale = scale;
        self
    }

    /// With the program as it is released. Its clock is the system's.
    pub fn released(mut self) -> Self {
        self.is_release = true;
        self
    }

    /// The program that is seen.
    pub(crate) fn program(&self) -> PathBuf {
        let built = program("ninefold");
        if self.is_release { built.with_file_name("../release/ninefold") } else { built }
    }

    /// Moves the clock, also under an open window: local time such as "2026-11-26T20:00".
    pub fn at(&self, now: &str) -> &Self {
        // In one step: half a time would be none.
        let next = self.folder.path().join("clock.next");
        std::fs::write(&next, now).expect("the home can be written");
        std::fs::rename(next, self.clock()).expect("the home can be written");
        self
    }

    fn clock(&self) -> PathBuf {
        self.folder.path().join("clock")
    }

    /// Puts the windows that follow on this bus, as the ordinary program of the machine.
    pub fn on(&mut self, bus: &Bus) -> &mut Self {
        self.bus = Some(bus.address.clone());
        self.names_home = false;
        self
    }

    /// Starts the windows that follow with these arguments.
    pub fn with(&mut self, args: &[&str]) -> &mut Self {
        self.args = args.iter().map(ToString::to_string).collect();
        self
    }

    pub(crate) fn args(&self) -> &[String] {
        &self.args
    }

    /// Opens the window and waits for its first screen.
    pub async fn open(&self) -> Window {
        Window::open(self).await
    }

    /// Pictures of the second window begin at 101, and so on.
    pub(crate) fn pictures_so_far(&self) -> u32 {
        self.windows.replace(self.windows.get() + 1) * 100
    }

    /// A file in the person's home.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.home.join(name);
        std::fs::write(&path, text).expect("the home can be written");
        path
    }

    /// The person's home.
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// The folder that holds the home, and everything else that was made for the test.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Name of the display, such as ":1".
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The folder of the journal.
    pub fn data(&self) -> PathBuf {
        self.home.join("data/ninefold")
    }

    /// A program of the workspace, on this machine.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        let home = self.home();
        let mut command = bound(program.as_ref());
        command
            .env("HOME", home)
            .env("XDG_DATA_HOME", home.join("data"))
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_CACHE_HOME", home.join("cache"))
            .env("XDG_RUNTIME_DIR", home.join("run"))
            .env("DBUS_SESSION_BUS_ADDRESS", self.bus.as_deref().unwrap_or("unix:path=/nonexistent"))
            .env("NO_AT_BRIDGE", "1")
            // Without DMA-BUF the driver waits for ever for a picture; the program keeps to what is set.
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "0")
            .env("DISPLAY", &self.display)
            .env_remove("WAYLAND_DISPLAY")
            .env("GDK_SCALE", self.scale.to_string())
            .env("TZ", &self.zone)
            .env("NINEFOLD_NOW", OsString::from_iter([OsStr::new("@"), self.clock().as_os_str()]))
            .env_remove("NINEFOLD_HOME")
            .env_remove("NINEFOLD_SAMPLE")
            .stdout(Stdio::null());
        if self.names_home {
            command.env("NINEFOLD_HOME", self.data());
        }
        command
    }
}

/// A program of the workspace, as `cargo build` leaves it.
pub fn program(name: &str) -> PathBuf {
    let here = std::env::current_exe().expect("a test has a path");
    // A test is one folder below the programs.
    let folder = here.ancestors().skip(1).find(|folder| !folder.ends_with("deps")).expect("target/debug");
    let path = folder.join(name);
    assert!(path.is_file(), "{name} is not built; `cargo xtask test` builds it");
    path
}
