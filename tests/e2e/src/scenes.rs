//! Learners whose windows are looked at, each made by the same commands that the screens use.
//! Invariant: the same learner each time; the clock is moved, never waited for.

use chrono::{Duration, NaiveDate, NaiveDateTime};
use serde_json::{Value, json};

use crate::server::{PASSWORD, Server, USER};
use crate::stage::{Stage, WEDNESDAY};
use crate::window::Window;

/// A learner in a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scene {
    /// Nobody yet: the first start.
    New,
    /// A journal that cannot be opened.
    Broken,
    /// Three weeks into the plan, with a job, a holiday, misses, notes and a unit of their own.
    Learner,
    /// The same, at the beginning of a block.
    Session,
    /// The same, with a date that is out of reach.
    Late,
    /// The same, at the beginning of a review.
    Recall,
    /// The same, in another zone than the plan's.
    Elsewhere,
    /// The same, with a calendar account: blocks are published, two were deleted there, and now the server is gone.
    Connected,
}

/// All of them.
pub const SCENES: &[Scene] = &[
    Scene::New,
    Scene::Broken,
    Scene::Learner,
    Scene::Session,
    Scene::Late,
    Scene::Recall,
    Scene::Elsewhere,
    Scene::Connected,
];

/// Work from nine to six, swimming on Tuesdays, a few meetings, and a week away.
fn calendar() -> String {
    let event = |title: &str, start: &str, end: &str, rule: &str| {
        format!(
            "BEGIN:VEVENT\r\nUID:{title}@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:{title}\r\n\
             DTSTART;TZID=Europe/Berlin:{start}\r\nDTEND;TZID=Europe/Berlin:{end}\r\n{rule}END:VEVENT\r\n"
        )
    };
    let weekly = |days: &str| format!("RRULE:FREQ=WEEKLY;BYDAY={days}\r\n");
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//EN\r\nX-WR-CALNAME:Work and home\r\n{}{}{}{}END:VCALENDAR\r\n",
        event("Work", "20261102T090000", "20261102T180000", &weekly("MO,TU,WE,TH,FR")),
        event("Swim", "20261103T190000", "20261103T200000", &weekly("TU")),
        event("Dinner with Anna", "20261128T190000", "20261128T220000", ""),
        "BEGIN:VEVENT\r\nUID:away@example.org\r\nDTSTAMP:20261101T000000Z\r\nSUMMARY:Away\r\n\
         DTSTART;VALUE=DATE:20261221\r\nDTEND;VALUE=DATE:20261228\r\nEND:VEVENT\r\n",
    )
}

impl Scene {
    /// Opens its window.
    pub async fn open(self, stage: &Stage) -> Window {
        match self {
            Scene::New => stage.open().await,
            Scene::Broken => {
                std::fs::write(stage.data(), "a file where the folder should be").expect("a file");
                stage.open().await
            }
            Scene::Learner => learner(stage).await,
            Scene::Session => {
                let window = learner(stage).await;
                begin(stage, &window, |block| block["kind"] == "work").await;
                window
            }
            Scene::Recall => {
                let window = learner(stage).await;
                begin(stage, &window, |block| block["kind"] == "review").await;
                window
            }
            Scene::Late => {
                let window = learner(stage).await;
                profile(&window, json!({ "target": "2027-03-31" })).await;
                window
            }
            Scene::Elsewhere => {
                let window = learner(stage).await;
                profile(&window, json!({ "zone": "America/New_York" })).await;
                window
            }
            Scene::Connected => {
                let window = learner(stage).await;
                connect(stage, &window).await;
                window
            }
        }
    }
}

/// Connects an account on a server of its own, publishes there, deletes two blocks there, and then the server is gone.
async fn connect(stage: &Stage, window: &Window) {
    let mut server = Server::start(stage);
    let weekly = "SUMMARY:Choir\r\nDTSTART;TZID=Europe/Berlin:20261105T183000\r\nDTEND;TZID=Europe/Berlin:20261105T193000\r\n\
        RRULE:FREQ=WEEKLY\r\n";
    let private = "SUMMARY:Doctor\r\nCLASS:PRIVATE\r\nDTSTART:20261127T170000Z\r\nDTEND:20261127T190000Z\r\n";
    let events = [("choir@example.org", weekly), ("doctor@example.org", private)];
    let home = server.has_calendar("home", "Home", "#cc3366", &events);
    server.has_calendar("club", "Chess club", "#ffdd00", &[]);
    let account =
        json!({ "address": server.address(), "user": USER, "password": PASSWORD, "keep": "session" });
    let account = window.ask("calendar_account_add", account).await["account"].clone();
    window.ask("calendar_read_set", json!({ "account": account, "url": home, "read": true })).await;
    let published = window.ask("calendar_publish", json!({ "account": account, "name": "Ninefold" })).await;
    let calendars = published["calendars"]["accounts"][0]["calendars"].as_array().expect("calendars").clone();
    let ours = calendars.iter().find(|each| each["published"] == json!(true)).expect("the published one");
    let ours = ours["url"].as_str().expect("an address");
    let events = server.other_program(ours, "list", &[]);
    let mut events = events.as_array().expect("a list").clone();
    events.sort_by_key(|event| event["start"].to_string());
    for event in events.iter().rev().take(2) {
        server.other_program(ours, "delete", &[event["uid"].as_str().expect("a name")]);
    }
    window.ask("calendars_now", json!({})).await;
    server.stops();
    window.ask("calendars_now", json!({})).await;
}

/// Changes goal, date or zone.
async fn profile(window: &Window, change: Value) {
    let settings = window.ask("settings", json!({})).await;
    let mut args =
        json!({ "goal": settings["goal"], "target": settings["target"], "zone": settings["zone"] });
    for (key, value) in change.as_object().expect("an object") {
        args[key] = value.clone();
    }
    window.ask("profile_set", args).await;
}

async fn learner(stage: &Stage) -> Window {
    stage.at("2026-11-02T07:10");
    let window = stage.open().await;
    window.has_a_plan().await;
    window.ask("busy_import", json!({ "file_name": "calendar.ics", "text": calendar() })).await;
    let own = json!({ "title": "Reproduce the paper of our reading group", "strategy": 7, "minutes": 480,
        "prerequisites": [], "outcomes": ["I can run its code on our data", "I can say where it fails"] });
    window.ask("own_unit_set", own).await;
    let note =
        "Chapter 2 twice. **Norms** next.\n\n- [ ] the exercise on projections\n- ask Jo about `einsum`";
    window.ask("note_set", json!({ "unit": "math-vectors", "text": note })).await;
    for monday in ["2026-11-09", "2026-11-16", "2026-11-23"] {
        stage.at(&format!("{monday}T07:10"));
        answer(&window, 0).await;
        let last = monday.parse::<NaiveDate>().expect("a day") - Duration::weeks(1);
        let line = json!({ "week": last.to_string(), "text": "Two evenings held, Thursday was too late." });
        window.ask("reflection_set", line).await;
    }
    stage.at(WEDNESDAY);
    answer(&window, 1).await;
    window.ask("outcome_tick", json!({ "unit": "math-vectors", "outcome": 1, "ticked": true })).await;
    window
}

/// Answers what was not answered yet, but for the last `but`: every fourth could not be done, the first of the others took
/// a little longer.
async fn answer(window: &Window, but: usize) {
    let today = window.ask("today", json!({})).await;
    let mut open = today["unanswered"].as_array().expect("blocks").clone();
    open.sort_by_key(|block| (block["date"].to_string(), block["from"].as_u64()));
    open.truncate(open.len().saturating_sub(but));
    let (mut done, mut missed) = (Vec::new(), Vec::new());
    for (n, block) in open.iter().enumerate() {
        let list = if n % 4 == 1 { &mut missed } else { &mut done };
        list.push(block["id"].clone());
    }
    let Some(first) = open.first() else { return };
    let longer = first["minutes"].as_u64().expect("minutes") + 10;
    window.ask("block_done", json!({ "id": first["id"], "minutes": longer })).await;
    done.remove(0);
    // In one step each: every answer on its own would be a new plan.
    for (command, ids) in [("blocks_done", done), ("blocks_missed", missed)] {
        if !ids.is_empty() {
            window.ask(command, json!({ "ids": ids })).await;
        }
    }
}

/// The present week and the three after it.
pub async fn promised(window: &Window) -> Vec<Value> {
    let first: NaiveDate = window.week().await["monday"].as_str().expect("a day").parse().expect("a day");
    let mut blocks = Vec::new();
    for week in 0..4 {
        let view = window.ask("week", json!({ "date": (first + Duration::weeks(week)).to_string() })).await;
        let days = view["days"].as_array().expect("days").clone();
        blocks.extend(days.iter().flat_map(|day| day["blocks"].as_array().expect("blocks").clone()));
    }
    blocks
}

/// When a block begins.
pub fn start_of(block: &Value) -> NaiveDateTime {
    let day: NaiveDate = block["date"].as_str().expect("a day").parse().expect("a day");
    day.and_time(chrono::NaiveTime::MIN) + Duration::minutes(block["from"].as_i64().expect("a minute"))
}

/// Lives until five minutes after the start of the first such block; everything before it is done.
async fn begin(stage: &Stage, window: &Window, is_it: impl Fn(&Value) -> bool) {
    let mut before = Vec::new();
    for block in promised(window).await {
        let is_planned = block["state"] == "planned";
        if is_planned && is_it(&block) {
            let moment = start_of(&block) + Duration::minutes(5);
            stage.at(&moment.format("%Y-%m-%dT%H:%M").to_string());
            if !before.is_empty() {
                window.ask("blocks_done", json!({ "ids": before })).await;
            }
            return;
        }
        if is_planned || block["state"] == "unanswered" {
            before.push(block["id"].clone());
        }
    }
    panic!("no such block within four weeks");
}
