//! A real engine: two Syncthings on this computer, on ports of chance, that know each other and nobody else.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::in_step::Place;
use crate::journals::times;

/// The longest that anything is waited for.
const PATIENCE: Duration = Duration::from_secs(90);

/// So many KiB a second are sent: four MB of notes are on their way for some seconds.
const SLOWLY: u32 = 500;

const KEY: &str = "of-this-test-alone";

/// One Syncthing with a home of its own; it ends with this.
struct Engine {
    home: TempDir,
    device: String,
    port: u16,
    gui: u16,
    process: Option<Child>,
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

impl Engine {
    fn new() -> Engine {
        let home = tempfile::tempdir().unwrap();
        let syncthing = |args: &[&str]| {
            let output = Command::new("syncthing")
                .args(args)
                .arg(format!("--home={}", home.path().display()))
                .output();
            let output = output.expect("syncthing is not installed");
            assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
            String::from_utf8_lossy(&output.stdout).trim().to_owned()
        };
        syncthing(&["generate", "--no-default-folder"]);
        let device = syncthing(&["--device-id"]);
        Engine { home, device, port: free_port(), gui: free_port(), process: None }
    }

    /// Writes down whom it knows and which folder it keeps; nothing goes to anybody else.
    fn knows(&self, other: &Engine, folder: &Path) {
        std::fs::create_dir_all(folder.join(".stfolder")).unwrap();
        let device = |engine: &Engine| {
            format!(
                r#"<device id="{}" name="computer" compression="metadata"><address>tcp://127.0.0.1:{}</address></device>"#,
                engine.device, engine.port
            )
        };
        let (folder, gui, port) = (folder.display(), self.gui, self.port);
        let (own, others) = (&self.device, &other.device);
        let (first, second) = (device(self), device(other));
        let config = format!(
            r#"<configuration version="35">
    <folder id="ninefold" label="ninefold" path="{folder}" type="sendreceive" rescanIntervalS="3600" fsWatcherEnabled="true" fsWatcherDelayS="1">
        <device id="{own}"></device><device id="{others}"></device><maxConflicts>10</maxConflicts>
    </folder>
    {first}{second}
    <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{KEY}</apikey></gui>
    <options>
        <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
        <globalAnnounceEnabled>false</globalAnnounceEnabled>
        <localAnnounceEnabled>false</localAnnounceEnabled>
        <relaysEnabled>false</relaysEnabled>
        <natEnabled>false</natEnabled>
        <startBrowser>false</startBrowser>
        <urAccepted>-1</urAccepted>
        <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
        <crashReportingEnabled>false</crashReportingEnabled>
        <reconnectionIntervalS>1</reconnectionIntervalS>
        <maxSendKbps>{SLOWLY}</maxSendKbps>
        <limitBandwidthInLan>true</limitBandwidthInLan>
    </options>
</configuration>"#
        );
        std::fs::write(self.home.path().join("config.xml"), config).unwrap();
    }

    fn starts(&mut self) {
        let home = format!("--home={}", self.home.path().display());
        let mut command = Command::new("syncthing");
        command.args(["serve", "--no-browser", "--no-restart", "--no-upgrade"]).arg(home);
        // Without the process that would start it again, and outlive it.
        command.env("STMONITORED", "yes").env("STNOUPGRADE", "1").stdout(Stdio::null()).stderr(Stdio::null());
        self.process = Some(command.spawn().unwrap());
        self.answers("/rest/system/ping", "GET");
    }

    /// Without a word, as when the power goes.
    fn is_killed(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// Waits until its interface answers.
    fn answers(&self, path: &str, method: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.asks(path, method) {
                Some(answer) => return answer,
                None => assert!(Instant::now() < until, "syncthing does not answer {path}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn asks(&self, path: &str, method: &str) -> Option<String> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.gui)).ok()?;
        let request = format!("{method} {path} HTTP/1.0\r\nHost: localhost\r\nX-API-Key: {KEY}\r\n\r\n");
        stream.write_all(request.as_bytes()).ok()?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).ok()?;
        answer.lines().next()?.contains(" 200 ").then_some(answer)
    }

    /// Looks for what changed at once, instead of when it is told. Just started it may not be able to yet.
    fn looks(&self) -> bool {
        self.asks("/rest/db/scan?folder=ninefold", "POST").is_some()
    }
}

impl Drop for Engine {
    fn drop(&mut self) {
        self.is_killed();
    }
}

/// Two computers, each with its engine and its copy of the folder.
struct Pair {
    places: [Place; 2],
    engines: [Engine; 2],
}

impl Pair {
    fn new() -> Pair {
        let places = [Place::new(), Place::new()];
        let engines = [Engine::new(), Engine::new()];
        for n in [0, 1] {
            engines[n].knows(&engines[1 - n], &places[n].folder());
        }
        Pair { places, engines }
    }

    /// Passes on both and waits until they have the same.
    fn converge(&self) {
        let until = Instant::now() + PATIENCE;
        loop {
            for n in [0, 1] {
                self.places[n].does(&["sync"]);
                let _ = self.engines[n].looks();
            }
            let [one, two] = &self.places;
            if one.names() == two.names() && one.state() == two.state() {
                return;
            }
            assert!(Instant::now() < until, "they do not come together");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    /// Files that the second computer does not have as the first one has them.
    fn missing(&self) -> usize {
        let [from, to] = &self.places;
        let files = std::fs::read_dir(from.folder()).unwrap().map(|file| file.unwrap().path());
        let is_missing = |path: &PathBuf| {
            let there = to.folder().join(path.file_name().unwrap());
            std::fs::read(path).unwrap() != std::fs::read(there).unwrap_or_default()
        };
        files.filter(|path| path.is_file()).filter(is_missing).count()
    }

    fn conflicts(&self) -> Vec<PathBuf> {
        let files = self.places.iter().flat_map(|place| std::fs::read_dir(place.folder()).unwrap());
        files
            .map(|file| file.unwrap().path())
            .filter(|path| path.display().to_string().contains("sync-conflict"))
            .collect()
    }
}

#[test]
fn two_computers_come_together_through_syncthing_whatever_happens_to_it() {
    let mut pair = Pair::new();
    pair.places[0].begins();
    pair.places[0].joins();
    pair.engines.iter_mut().for_each(Engine::starts);
    pair.places[1].joins();
    pair.converge();
    assert!(pair.places[1].names().len() > 2);

    // Cut off from each other, both go on; then they are joined again.
    for round in 0..times() {
        pair.engines[1].is_killed();
        pair.places[0].logs(&format!("there {round}"));
        pair.places[1].logs(&format!("here {round}"));
        for place in &pair.places {
            place.does(&["sync"]);
        }
        pair.engines[1].starts();
        pair.converge();
        let logs = pair.places[1].state().logs.len();
        assert_eq!(logs, 2 * (round + 1), "minutes of both add up");
    }

    // One of them is killed while much is on its way.
    pair.places[0].notes(400);
    let before = std::fs::read_dir(pair.places[1].folder()).unwrap().count();
    pair.places[0].does(&["sync"]);
    pair.engines[0].looks();
    let until = Instant::now() + PATIENCE;
    while std::fs::read_dir(pair.places[1].folder()).unwrap().count() == before {
        assert!(Instant::now() < until, "nothing is on its way");
        std::thread::sleep(Duration::from_millis(1));
    }
    pair.engines[1].is_killed();
    assert!(pair.missing() > 0, "it was killed before all of it was there");
    pair.places[1].does(&["sync"]);
    pair.engines[1].starts();
    pair.converge();
    let all = pair.places[0].names();

    // Both sides change one file: the engine keeps one of them beside the other.
    pair.engines[1].is_killed();
    let own = std::fs::read_to_string(pair.places[1].home().join("device")).unwrap();
    let file = |place: &Place| {
        let files = std::fs::read_dir(place.folder()).unwrap().map(|file| file.unwrap().path());
        files.filter(|path| path.display().to_string().contains(own.trim())).max().unwrap()
    };
    pair.places[1].logs("on the way to a conflict");
    // The log alone, or with a new plan: that depends on the hour.
    let with_log = pair.places[1].names();
    assert!(with_log.len() > all.len());
    pair.places[1].does(&["sync"]);
    let theirs = file(&pair.places[0]);
    let mut text = std::fs::read_to_string(&theirs).unwrap();
    text.truncate(text.len() / 2);
    std::fs::write(&theirs, text).unwrap();
    assert!(pair.engines[0].looks());
    pair.engines[1].starts();
    pair.converge();
    let until = Instant::now() + PATIENCE;
    while pair.conflicts().is_empty() {
        assert!(Instant::now() < until, "the engine made no copy of it");
        pair.engines.iter().for_each(|engine| _ = engine.looks());
        std::thread::sleep(Duration::from_millis(100));
    }
    pair.converge();
    assert_eq!(pair.places[0].names(), with_log, "nothing is lost, and nothing is there that nobody did");
    assert!(all.is_subset(&with_log));
    println!(
        "torture: two Syncthings: cut off and joined {} times, one killed while it carries, a conflict copy | none",
        times()
    );
}
