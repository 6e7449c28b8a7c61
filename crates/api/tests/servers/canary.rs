//! Secrets, and what was read of private events, stand where they are kept and nowhere else, with everything in use.

use std::path::{Path, PathBuf};

use api::App;
use api::secrets::Keep;
use chrono::Duration;

use super::front::{Authority, Front};
use super::*;

/// The passphrase of the sync folder.
const WORDS: &str = "nine canary plums";
/// What a learner writes: it stands wherever their own things go, as far as that can be read.
const NOTE: &str = "a canary that sings here";
/// What was read of calendars, and is shown to nobody.
const READ: [&str; 2] = ["Canary doctor", "Canary clinic"];

/// Every byte of the password as `%` and two digits.
fn quoted() -> String {
    PASSWORD.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The secrets as they may come to stand somewhere.
fn secrets() -> Vec<String> {
    let login = raw::base64(format!("{USER}:{PASSWORD}").as_bytes());
    let parts = [
        "engine 1843",
        "engine%201843",
        "engine+1843",
        "canary-key",
        "canary-wrong",
        WORDS,
        "AGE-SECRET-KEY-",
    ];
    let parts = parts.into_iter().map(str::to_owned);
    parts.chain([PASSWORD.to_owned(), quoted(), login, "age-secret-key-".to_owned()]).collect()
}

/// The files below a folder that hold this.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, text));
            continue;
        }
        let bytes = match std::fs::read(&path) {
            // The program runs: what it writes first under another name may be gone by now.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
            bytes => bytes.unwrap(),
        };
        if bytes.windows(text.len()).any(|window| window == text.as_bytes()) {
            found.push(path);
        }
    }
    found
}

/// Nothing stands below this folder that may not: secrets only where they were chosen to be kept, and what was read of a calendar
/// only as it was read, beside the journal.
fn holds_no_secret(folder: &Path, about: &str) {
    for secret in secrets() {
        let found = holding(folder, &secret);
        let found: Vec<_> = found.iter().filter(|path| !path.ends_with("data/secrets.json")).collect();
        assert_eq!(found, Vec::<&PathBuf>::new(), "{about}: {secret}");
    }
    for read in READ {
        let found = holding(folder, read);
        let is_copy = |path: &&PathBuf| path.parent().is_some_and(|dir| dir.ends_with("data/calendars"));
        let found: Vec<_> = found.iter().filter(|path| !is_copy(path)).collect();
        assert_eq!(found, Vec::<&PathBuf>::new(), "{about}: {read}");
    }
}

/// Whether it was kept in the file, the only one that may hold it.
fn is_in_the_file(host: &TestHost, secret: &str) -> bool {
    let file = std::fs::read_to_string(host.dir.path().join("data/secrets.json"));
    file.is_ok_and(|file| file.contains(secret))
}

/// A learner with an account that they trust, in which they read and publish, and a private address.
struct Canary {
    server: Server,
    front: Front,
    host: Arc<TestHost>,
    app: App,
}

/// An event of an hour that nobody is to read.
fn private(server: &Server, uid: &str, start: &str) {
    let event = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nDTSTAMP:20261101T000000Z\r\nCLASS:PRIVATE\r\n\
         DTSTART:{start}\r\nDURATION:PT1H\r\nSUMMARY:Canary doctor\r\nLOCATION:Canary clinic\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let put = request(server, "PUT", &format!("/{USER}/home/{uid}.ics"), "text/calendar", &event);
    assert!(put.contains(" 201 "), "{put}");
}

/// What is asked and refused on the way there is as it should be.
fn connected(keep: Keep) -> Canary {
    let server = Server::start(Kind::Radicale);
    let (certificate, key) = Authority::new().sign("localhost");
    let front = Front::start(&server, &certificate, &key);
    make_calendar(&server, "home", "Home", "#aa3366");
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let address = format!("https://localhost:{}", front.port);
    let add = AccountAdd { keep: Some(keep), ..add(&address) };
    let first = app.calendar_account_add(add.clone()).unwrap();
    let Some(ConnectQuestion::Certificate { text, trust }) = first.question else {
        panic!("{first:?}");
    };
    assert!(text.contains("localhost") && trust.fingerprint.len() == 64);
    assert!(first.calendars.accounts.is_empty(), "nothing is kept while it is asked");
    let wrong = AccountAdd { trust: Some(trust.clone()), password: "canary-wrong".into(), ..add.clone() };
    let refused = app.calendar_account_add(wrong).unwrap_err();
    assert_eq!(refused.code, "calendar_password");
    assert!(refused.message.contains("refused the user name or the password"), "{}", refused.message);
    let connected = app.calendar_account_add(AccountAdd { trust: Some(trust), ..add }).unwrap();
    let account = connected.account.unwrap();
    let home = connected.calendars.accounts[0].calendars[0].clone();
    app.calendar_read_set(CalendarReadSet { account: account.clone(), url: home.url, read: true }).unwrap();
    app.calendar_publish(CalendarPublish { account, url: None, name: None }).unwrap();

    // A private address is one too.
    let link = format!("http://{USER}:{}@127.0.0.1:{}/{USER}/home/?canary-key", quoted(), server.port);
    private(&server, "p1", "20261127T080000Z");
    let linked = app.calendar_link_add(LinkAdd { address: link, keep: Some(keep), trust: None }).unwrap();
    assert_eq!(linked.question, None, "{linked:?}");
    let read = linked.calendars.sources.iter().find(|s| s.kind == SourceKind::Link).unwrap();
    assert!(!read.trouble && read.name == "Home", "{read:?}");
    let week = app.week(WeekOf { date: Some("2026-11-27".parse().unwrap()) }).unwrap();
    let busy: Vec<_> = week.days.iter().flat_map(|d| &d.busy).collect();
    // From nine to ten in Berlin, and nothing else is there.
    let private: Vec<_> = busy.iter().map(|b| (b.from, b.to, b.title.as_str())).collect();
    assert_eq!(private, [(9 * 60, 10 * 60, "")], "{busy:?}");
    let bad = app.calendar_link_add(LinkAdd {
        address: "http://example.org/a.ics".into(),
        keep: Some(keep),
        trust: None,
    });
    assert!(bad.unwrap_err().message.contains("https://"));
    Canary { server, front, host, app }
}

#[test]
fn what_cannot_be_trusted_is_asked_about_and_no_secret_is_anywhere_else() {
    let Canary { host, app, .. } = connected(Keep::Keychain);
    app.export_all(ExportTo::default()).unwrap();
    holds_no_secret(host.dir.path(), "after a first export");
    assert!(!holding(host.dir.path(), "Canary doctor").is_empty(), "it was read");
    assert!(!is_in_the_file(&host, "engine"));
}

/// Every file for others that the program makes.
fn export_everything(app: &App) -> Vec<String> {
    let mut all = vec![
        app.export_all(ExportTo::default()).unwrap().path,
        app.export_notes(ExportTo::default()).unwrap().path,
        app.export_log(ExportTo::default()).unwrap().path,
        app.export_review(ExportTo::default()).unwrap().path,
    ];
    for span in [CalendarSpan::Week, CalendarSpan::Month, CalendarSpan::All] {
        for tasks in [false, true] {
            let wish = CalendarExport { span, tasks, reminders: vec![10], ..CalendarExport::default() };
            all.push(app.export_calendar(wish).unwrap().path);
        }
    }
    all
}

/// What is said of calendars and the folder, as it goes to the window.
fn said(app: &App) -> String {
    let calendars = serde_json::to_string(&app.calendars(Nothing {}).unwrap()).unwrap();
    let sync = serde_json::to_string(&app.sync(Nothing {}).unwrap()).unwrap();
    let state = serde_json::to_string(&app.app_state(Nothing {}).unwrap()).unwrap();
    let week = serde_json::to_string(&this_week(app)).unwrap();
    format!("{calendars}{sync}{state}{week}")
}

#[test]
fn with_everything_in_use_no_secret_stands_anywhere_but_where_secrets_are_kept() {
    for keep in [Keep::Keychain, Keep::File] {
        let Canary { server, front, host, app } = connected(keep);
        let between = tempfile::tempdir().unwrap();
        let folder = between.path().join("Sync");
        let is_clean = |app: &App, about: &str| {
            for dir in [host.dir.path(), between.path()] {
                holds_no_secret(dir, &format!("{keep:?}, {about}"));
            }
            let said = said(app);
            let told = secrets().into_iter().find(|secret| said.contains(secret));
            assert_eq!(told, None, "{keep:?}, {about}: {said}");
            assert!(!READ.iter().any(|read| said.contains(read)), "{keep:?}, {about}: {said}");
        };
        // A private event comes over a block, and the plan gives way to it.
        let later =
            all(&app).into_iter().rfind(|b| b.state == BlockStatus::Planned && b.unit.is_some()).unwrap();
        let start = start_of(&later) - Duration::hours(1);
        private(&server, "p2", &start.format("%Y%m%dT%H%M00Z").to_string());
        assert!(!app.calendars_now(Nothing {}).unwrap().trouble);
        let changes = app.replan(Nothing {}).unwrap().changes;
        assert!(changes.iter().any(|change| change.title == later.title), "{changes:?}");
        // What the learner did, wrote and chose, and the backup of a day.
        let unit = later.unit.clone().unwrap();
        app.note_set(NoteSet { unit, text: NOTE.to_owned() }).unwrap();
        app.block_done(BlockDone { id: next_work(&app).id.unwrap(), minutes: Some(30) }).unwrap();
        app.calendar_file_set(StudyFileSet { on: true, titles: true }).unwrap();
        app.calendar_reminders_set(RemindersSet { reminders: vec![15] }).unwrap();
        host.pass(Duration::days(1));
        app.theme_set(ThemeSet { theme: Theme::Dark }).unwrap();

        // A folder, in clear, with a passphrase, and in clear again.
        let chosen = SyncFolder { folder: folder.display().to_string() };
        app.sync_folder_set(chosen.clone()).unwrap();
        assert!(!app.sync_now(Nothing {}).unwrap().sync.trouble);
        assert!(!holding(&folder, NOTE).is_empty(), "it can be read");
        is_clean(&app, "a folder in clear");
        let passphrase = SyncPassphrase { passphrase: WORDS.to_owned(), anew: false, keep };
        assert!(!app.sync_passphrase(passphrase.clone()).unwrap().sync.trouble);
        is_clean(&app, "a folder with a passphrase");
        let other = TestHost::wednesday();
        "laptop".clone_into(&mut other.name.lock().unwrap());
        other.pass(Duration::days(1));
        let laptop = open(&other);
        laptop.sync_folder_set(chosen.clone()).unwrap();
        assert!(laptop.sync_passphrase(passphrase.clone()).unwrap().came > 2);
        assert!(!holding(other.dir.path(), NOTE).is_empty(), "it came");
        holds_no_secret(other.dir.path(), "the other computer");
        for read in READ {
            assert_eq!(holding(other.dir.path(), read), Vec::<PathBuf>::new(), "it is this computer's alone");
        }

        let exports = export_everything(&app);
        assert_eq!(exports.len(), 10);
        for path in &exports[..2] {
            assert!(std::fs::read_to_string(path).unwrap().contains(NOTE), "{path}");
        }
        is_clean(&app, "every export");
        // Another start finds what it needs.
        drop(app);
        let app = open(&host);
        let looked = app.calendars_now(Nothing {}).unwrap();
        assert!(!looked.trouble, "{keep:?}: {}", looked.message);
        assert_eq!(app.sync_now(Nothing {}).unwrap().sync.passphrase, SyncHidden::On, "{keep:?}");
        // An import leaves a backup behind, a going back sets a journal aside.
        laptop.note_set(NoteSet { unit: "math-vectors".to_owned(), text: "elsewhere".to_owned() }).unwrap();
        let path = laptop.export_all(ExportTo::default()).unwrap().path;
        app.import_take(ImportFrom { path }).unwrap();
        let backups = app.backups(Nothing {}).unwrap().backups;
        assert!(backups.len() > 1, "{backups:?}");
        let backup = Some(backups[0].name.clone());
        app.backup_restore(RestoreArgs { backup, replace: true }).unwrap();
        assert!(
            holding(&host.dir.path().join("data"), NOTE).len() > 2,
            "in the journal, a backup, and what was set aside"
        );
        is_clean(&app, "backups");

        // The folder is left alone then, until it is chosen again.
        app.sync_folder_set(chosen).unwrap();
        app.sync_passphrase(passphrase).unwrap();
        // The account and the address fail, and that is said and kept.
        request(&server, "DELETE", &format!("/{USER}/home/"), "text/plain", "");
        assert!(app.calendars_now(Nothing {}).unwrap().trouble);
        is_clean(&app, "a calendar that is gone");
        drop((server, front));
        assert!(app.calendars_now(Nothing {}).unwrap().trouble);
        is_clean(&app, "a server that is gone");
        app.sync_passphrase_off(Nothing {}).unwrap();
        laptop.sync_passphrase_off(Nothing {}).unwrap();
        app.sync_now(Nothing {}).unwrap();
        assert!(!holding(&folder, NOTE).is_empty(), "it can be read again");
        is_clean(&app, "a folder in clear again");
        // The canary sings where it may.
        for secret in [PASSWORD, "canary-key"] {
            assert_eq!(is_in_the_file(&host, secret), keep == Keep::File, "{secret}");
        }
    }
}
