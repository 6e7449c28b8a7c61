//! Calendars on the terminal, on real servers with a second real client beside it.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "../../../caldav/tests/servers/faults.rs"]
mod faults;
#[allow(dead_code, reason = "each test file uses its own part")]
#[path = "../../../caldav/tests/servers/peers.rs"]
mod peers;
#[path = "../../../caldav/tests/servers/raw.rs"]
mod raw;

use std::process::{Command, Stdio};

use faults::{Fault, Proxy};
use peers::{Kind, PASSWORD, Server, USER, second_client};
use raw::{make_calendar, request};
use serde_json::Value;
use tempfile::TempDir;

/// A learner with a plan, on a terminal.
struct Terminal {
    dir: TempDir,
}

/// Exit code, output, errors.
type Told = (i32, String, String);

impl Terminal {
    fn sit() -> Terminal {
        let terminal = Terminal { dir: tempfile::tempdir().unwrap() };
        let (code, _, errors) = terminal.run(&["init"]);
        assert_eq!(code, 0, "{errors}");
        terminal
    }

    fn run(&self, args: &[&str]) -> Told {
        self.with(PASSWORD, args)
    }

    fn command(&self, password: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ninefold-cli"));
        command
            .args(args)
            .env("NINEFOLD_HOME", self.dir.path().join("home"))
            .env("NINEFOLD_PASSWORD", password)
            .env("LC_ALL", "C")
            // No keychain of whoever runs this.
            .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
            .stdin(Stdio::null());
        command
    }

    fn with(&self, password: &str, args: &[&str]) -> Told {
        let output = self.command(password, args).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let told = (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr));
        assert!(!told.1.contains(PASSWORD) && !told.2.contains(PASSWORD), "{told:?}");
        told
    }

    /// What was said of something that went well.
    fn well(&self, args: &[&str]) -> String {
        let (code, said, errors) = self.run(args);
        assert_eq!(code, 0, "{args:?}: {said}{errors}");
        said
    }

    /// Identifiers of the blocks ahead, as they are exported.
    fn planned(&self) -> Vec<String> {
        let file = self.dir.path().join("all.ics");
        let _ = std::fs::remove_file(&file);
        self.well(&["export", "--ics", file.to_str().unwrap()]);
        let text = std::fs::read_to_string(file).unwrap();
        let mut all: Vec<String> =
            text.lines().filter_map(|line| Some(line.strip_prefix("UID:")?.trim().to_owned())).collect();
        all.sort();
        all
    }

    fn json(&self, args: &[&str]) -> Value {
        serde_json::from_str(&self.well(args)).unwrap()
    }

    /// The address of a calendar.
    fn calendar(&self, name: &str) -> String {
        let view = self.json(&["calendars", "--json"]);
        let accounts = view["accounts"].as_array().unwrap();
        let mut all = accounts.iter().flat_map(|account| account["calendars"].as_array().unwrap());
        all.find(|known| known["name"] == name).unwrap()["url"].as_str().unwrap().to_owned()
    }
}

/// An event of an hour at noon, so many days from now.
fn meeting(days: i64) -> String {
    let day = (chrono::Utc::now() + chrono::Duration::days(days)).format("%Y%m%d");
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nBEGIN:VEVENT\r\nUID:m@example.org\r\n\
         DTSTAMP:20261101T000000Z\r\nSUMMARY:Dentist\r\nDTSTART:{day}T120000Z\r\nDTEND:{day}T130000Z\r\n\
         END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn an_account_is_connected_read_published_in_and_what_is_done_there_is_told() {
    let server = Server::start(Kind::Radicale);
    make_calendar(&server, "work", "Work", "#3366AAFF");
    let put = request(&server, "PUT", &format!("/{USER}/work/m.ics"), "text/calendar", &meeting(2));
    assert!(put.contains(" 201 "), "{put}");
    let terminal = Terminal::sit();
    let add = ["calendars", "--add", &server.direct(), "--user", USER];

    // A password that is refused, and a computer without a keychain: nothing is connected.
    let (code, said, errors) = terminal.with("wrong", &add);
    assert_eq!((code, said.as_str()), (1, ""));
    assert!(errors.contains("refused the user name or the password"), "{errors}");
    let (code, _, errors) = terminal.run(&add);
    assert!(code == 1 && errors.contains("--in-file"), "{errors}");
    assert_eq!(terminal.well(&["calendars"]), "No calendar is connected.\n");

    let connected = terminal.well(&[&add[..], &["--in-file"]].concat());
    assert!(connected.contains("ada at 127.0.0.1") && connected.contains("Work (not used)"), "{connected}");
    let read = terminal.well(&["calendars", "--read", "Work"]);
    assert!(read.starts_with("“Work” is read.\n") && read.contains("Work (keeps time busy)"), "{read}");
    let busy = [terminal.json(&["week", "--json"]), terminal.json(&["week", "--json", &in_days(2)])];
    assert!(busy.iter().any(|week| week.to_string().contains("Dentist")), "{busy:?}");

    let published = terminal.well(&["calendars", "--publish", "Ninefold"]);
    assert!(published.contains(" published in “Ninefold”.\n"), "{published}");
    assert!(published.contains("Ninefold (your blocks)"), "{published}");
    let url = terminal.calendar("Ninefold");
    let Value::Array(events) = second_client(&url, &["list"]) else { panic!("no list") };
    assert!(events.len() > 2, "{events:?}");

    // The last block is renamed there, the one before it deleted.
    let mut events = events;
    events.sort_by_key(|event| event["start"].as_str().unwrap().to_owned());
    let uid = |n: usize| events[events.len() - n]["uid"].as_str().unwrap();
    second_client(&url, &["rename", uid(1), "With Ada"]);
    second_client(&url, &["delete", uid(2)]);
    let told = terminal.well(&["calendars", "--now"]);
    assert!(told.starts_with("All calendars were looked at.\n"), "{told}");
    assert!(told.contains("With Ada"), "{told}");
    let asked = terminal.json(&["calendars", "--json"]);
    let question = asked["publishing"]["asks"][0]["sentence"].as_str().unwrap().replace('\u{a0}', " ");
    for args in [&["calendars"][..], &["sync"], &["week"]] {
        let said = terminal.well(args);
        assert!(said.contains(&question), "{args:?}: {question}: {said}");
    }
    // A second is deleted; both are answered on the terminal by the name that it says.
    second_client(&url, &["delete", uid(3)]);
    assert!(
        terminal.json(&["calendars", "--now", "--json"])["said"].as_array().is_some_and(|s| !s.is_empty())
    );
    for answer in ["--keep", "--skip"] {
        let all = terminal.well(&["calendars"]);
        let name = all.split(&format!("{answer} ")).nth(1).unwrap().split(['`', ' ', ',']).next().unwrap();
        let said = terminal.well(&["calendars", answer, name]);
        assert!(!said.contains(name), "{answer}: {said}");
    }
    assert!(!terminal.well(&["calendars"]).contains("--skip"));
    let synced = terminal.json(&["sync", "--json"]);
    assert_eq!(synced["calendars"]["trouble"], false);
    assert_eq!(synced["calendars"]["calendars"]["publishing"]["calendar"], "Ninefold");

    // The server is gone: what cannot be done is said, and a script is told.
    drop(server);
    for args in
        [&["calendars", "--now"][..], &["sync"], &["sync", "--json"], &["calendars", "--now", "--json"]]
    {
        let (code, said, errors) = terminal.run(args);
        assert_eq!((code, errors.as_str()), (1, ""), "{args:?}");
        assert!(said.contains("cannot be reached"), "{args:?}: {said}");
    }
    let removed = terminal.well(&["calendars", "--remove", "ada at 127.0.0.1"]);
    assert_eq!(
        removed,
        "ada at 127.0.0.1 is forgotten. What was published there stays there.\nNo calendar is connected.\n"
    );
    assert!(!terminal.json(&["week", "--json", &in_days(2)]).to_string().contains("Dentist"));
}

fn in_days(days: i64) -> String {
    (chrono::Utc::now() + chrono::Duration::days(days)).format("%Y-%m-%d").to_string()
}

#[test]
fn with_several_accounts_it_is_asked_which_one_is_meant() {
    let (one, other) = (Server::start(Kind::Radicale), Server::start(Kind::Radicale));
    for server in [&one, &other] {
        make_calendar(server, "work", "Work", "#3366AAFF");
    }
    let terminal = Terminal::sit();
    for address in [one.direct(), other.direct().replace("127.0.0.1", "localhost")] {
        terminal.well(&["calendars", "--add", &address, "--user", USER, "--in-file"]);
    }
    for act in ["--publish", "--read"] {
        let (code, _, errors) = terminal.run(&["calendars", act, "Work"]);
        assert_eq!(code, 1, "{errors}");
        assert!(
            errors.contains("in any of these accounts: ada at 127.0.0.1 and ada at localhost"),
            "{errors}"
        );
    }
    let (code, _, errors) = terminal.run(&["calendars", "--publish", "Fresh"]);
    assert!(code == 1 && errors.contains("Say which with --account."), "{errors}");
    let (code, _, errors) = terminal.run(&["calendars", "--publish", "Fresh", "--account", "grace at home"]);
    assert!(code == 1 && errors.contains("No account is called “grace at home”."), "{errors}");
    let published = terminal.well(&["calendars", "--publish", "Fresh", "--account", "ada at localhost"]);
    assert!(published.contains("Fresh (your blocks)"), "{published}");
    assert!(terminal.calendar("Fresh").contains("localhost"), "{published}");
    let read = terminal.well(&["calendars", "--read", "Work", "--account", "ada at 127.0.0.1"]);
    let (first, second) = read.split_once("ada at localhost").unwrap();
    assert!(first.contains("Work (keeps time busy)") && second.contains("Work (not used)"), "{read}");
}

#[test]
fn accounts_of_one_user_on_one_host_are_told_apart_and_named() {
    let (first, second) = (Server::start(Kind::Radicale), Server::start(Kind::Radicale));
    let terminal = Terminal::sit();
    for server in [&first, &second] {
        make_calendar(server, "work", "Work", "#3366AAFF");
        terminal.well(&["calendars", "--add", &server.direct(), "--user", USER, "--in-file"]);
    }
    let name = |server: &Server| format!("{USER} at 127.0.0.1:{}", server.port);
    let listed = terminal.well(&["calendars"]);
    assert!(listed.contains(&name(&first)) && listed.contains(&name(&second)), "{listed}");
    let (code, _, errors) = terminal.run(&["calendars", "--read", "Work"]);
    assert!(code != 0 && errors.contains(&name(&first)) && errors.contains(&name(&second)), "{errors}");
    for server in [&first, &second] {
        terminal.well(&["calendars", "--read", "Work", "--account", &name(server)]);
    }
    // Two calendars of one name: neither is removed unasked.
    let (code, _, errors) = terminal.run(&["calendars", "--remove", "Work"]);
    assert!(code != 0 && errors.contains("Several are called “Work”"), "{errors}");
    terminal.well(&["calendars", "--remove", &name(&second)]);
    // One that is alone needs nothing to tell it apart.
    let listed = terminal.well(&["calendars"]);
    assert!(listed.contains(&format!("{USER} at 127.0.0.1\n")), "{listed}");
    terminal.well(&["calendars", "--remove", "Work"]);
}

/// The server did what it was asked, and the program is killed before it hears that: nothing is there twice, nothing is lost,
/// nobody is said to have done it.
#[test]
fn a_program_that_is_killed_between_a_request_and_its_answer_doubles_nothing() {
    for (kind, first) in [(Kind::Radicale, 0), (Kind::Xandikos, 1)] {
        let server = Server::start(kind);
        let proxy = Proxy::start(server.port);
        let terminal = Terminal::sit();
        let address = format!("http://127.0.0.1:{}", proxy.port);
        terminal.well(&["calendars", "--add", &address, "--user", USER, "--in-file"]);
        let list = |url: &str| -> Vec<Value> {
            let Value::Array(events) = second_client(url, &["list"]) else { panic!("no list") };
            events
        };
        terminal.well(&["calendars", "--publish", "Ninefold"]);
        let mut kills = 0;
        for before in (first..14).step_by(2) {
            let mut plan = vec![Fault::None; before];
            plan.push(Fault::Unanswered);
            let minutes = (before + 5).to_string();
            let args: &[&str] = if before % 3 == 0 {
                let next = terminal.planned().swap_remove(0);
                terminal.well(&["missed", next.split('@').next().unwrap()]);
                &["calendars", "--now"]
            } else {
                // Every block is written once more.
                &["calendars", "--reminder", &minutes]
            };
            proxy.plan(&plan);
            let mut command = terminal.command(PASSWORD, args);
            let mut running = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            while !proxy.is_done() && running.try_wait().unwrap().is_none() {
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
            kills += usize::from(running.try_wait().unwrap().is_none());
            running.kill().unwrap();
            running.wait().unwrap();
            proxy.plan(&[]);
            let after = terminal.json(&["calendars", "--now", "--json"]);
            assert_eq!(
                after["said"],
                serde_json::json!(["All calendars were looked at."]),
                "killed after {before}"
            );
            assert_eq!(after["publishing"]["asks"], Value::Array(Vec::new()), "killed after {before}");
            let url = terminal.calendar("Ninefold");
            let there = list(&url);
            terminal.well(&["calendars", "--now"]);
            assert_eq!(list(&url), there, "killed after {before}: it does not come to rest");
            let now = chrono::Utc::now().format("%Y-%m-%dT%H:%M:%SZ").to_string();
            let ahead = there.iter().filter(|event| event["start"].as_str().unwrap() > now.as_str());
            let mut ahead: Vec<&str> = ahead.map(|event| event["uid"].as_str().unwrap()).collect();
            ahead.sort_unstable();
            assert_eq!(ahead, terminal.planned(), "killed after {before}");
        }
        assert!(kills > 4, "{kills} kills");
    }
}
