//! Bytes to rows of a journal that the application opens: it answers a week, a day, the look back and what comes, or says in a
//! sentence why not; and starts a second time to the same.

use journal::{Foreign, Journal};
use serde_json::json;
use uuid::Uuid;

use crate::host::{Computer, answers};
use crate::rows;

/// Three units that are planned in no time; the last of all events, so that it is what is studied.
const PACK: &str = include_str!("pack.json");

/// Opens a journal of these rows and asks what is asked of every journal.
pub fn run(data: &[u8]) {
    let computer = Computer::new();
    let dir = computer.dir.path().join("data");
    let mut journal =
        Journal::open(&dir, Uuid::from_u128(8), "2026-11-25T06:00:00Z".parse().expect("an instant"))
            .expect("a new journal")
            .journal;
    let mut rows = rows::read(data);
    let pack = Uuid::from_u128(0xFFFF_FFFF);
    rows.push(Foreign {
        id: pack,
        command: pack,
        device: pack,
        at: "2026-11-25T06:00:00.000000Z".to_owned(),
        clock: i64::MAX,
        kind: "pack_set".to_owned(),
        body: PACK.to_owned(),
    });
    journal.merge(&rows).expect("rows are taken in as they are");
    let read = journal.state().expect("any rows fold").clone();
    drop(journal);
    let app = computer.open();
    let week = answers(&app, "week", json!({ "date": null }));
    assert_eq!(week.is_some(), read.profile.is_some(), "who has a profile has a week");
    for command in ["app_state", "today", "strategies", "settings", "roadmap"] {
        answers(&app, command, json!({}));
    }
    answers(&app, "review", json!({ "period": "all" }));
    answers(&app, "glance", json!({ "said": [] }));
    if let Some(block) = week.as_ref().and_then(|week| week["days"][2]["blocks"][0]["id"].as_str()) {
        answers(&app, "block_missed", json!({ "id": block }));
        answers(&app, "undo", json!({}));
    }
    let last = answers(&app, "week", json!({ "date": null }));
    drop(app);
    assert_eq!(
        answers(&computer.open(), "week", json!({ "date": null })),
        last,
        "a second start tells another week"
    );
}
