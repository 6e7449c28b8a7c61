//! Programs that serve a test: a display, a driver.
//! Invariant: they end with it, and so does everything that they started.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long a slow machine may take for one thing.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// A program in a process group of its own.
pub struct Servant(Child);

impl Servant {
    pub fn start(command: &mut Command) -> Self {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).process_group(0).spawn();
        Servant(
            child.unwrap_or_else(|error| panic!("{name} did not start: {error}; run `cargo xtask setup`")),
        )
    }

    /// The first line that it prints.
    pub fn first_line(&mut self) -> String {
        let mut line = String::new();
        let said = self.0.stdout.as_mut().expect("its output was asked for");
        BufReader::new(said).read_line(&mut line).expect("it prints a line");
        line.trim().to_owned()
    }

    /// Waits for its end and answers its exit code.
    pub fn ends(&mut self) -> Option<i32> {
        until("the end of a program", || !self.is_running());
        self.0.wait().ok().and_then(|status| status.code())
    }

    /// Its process.
    pub fn process(&self) -> u32 {
        self.0.id()
    }

    /// Sends this to the programs of this name that it started, and answers whether there are any; signal 0 only asks.
    /// The name as the system keeps it: its first 15 letters.
    pub fn signal(&self, name: &str, signal: &str) -> bool {
        let group = self.process().to_string();
        let sent = Command::new("pkill").args([signal, "-x", "-g", &group, name]).status();
        sent.expect("pkill").success()
    }

    pub fn is_running(&mut self) -> bool {
        matches!(self.0.try_wait(), Ok(None))
    }
}

impl Drop for Servant {
    fn drop(&mut self) {
        // The whole group: a driver that is ended by force leaves its window behind.
        let group = format!("-{}", self.0.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).stderr(Stdio::null()).status();
        let _ = self.0.wait();
    }
}

/// A program that ends when the test does, also if the test is stopped from outside and can drop nothing.
pub fn bound(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM", "--"]).arg(program);
    command
}

/// Asks again and again until it is so.
pub fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let begin = Instant::now();
    while !is_so() {
        assert!(begin.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// Starts an X server on the first free number and answers its name.
pub fn display() -> (Servant, String) {
    let mut server = Servant::start(
        bound("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1440x900x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    );
    let number = server.first_line();
    assert!(!number.is_empty(), "Xvfb started no display");
    (server, format!(":{number}"))
}
