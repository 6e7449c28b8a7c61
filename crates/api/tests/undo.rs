//! Every command of the list: a question changes nothing; a change is taken back by one undo and brought back by one
//! redo; of what cannot be undone it is said here why.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::sync::Arc;

use api::wire::*;
use api::{App, Host as _};
use chrono::Duration;
use journal::Journal;
use proptest::prelude::*;
use serde_json::{Value, json};
use support::*;

/// What a command is.
enum Kind {
    /// A question.
    Asks(Value),
    /// A change that undo takes back.
    Changes(Value),
    /// A change, or a step outside of the plan, that undo has nothing to do with, and why.
    Apart(&'static str),
}
use Kind::{Apart, Asks, Changes};

/// A learner of two days, who has something to answer, to finish, and to take back.
struct Stage {
    host: Arc<TestHost>,
    app: App,
    /// Ahead, of a unit, and long enough to be split.
    block: BlockView,
    /// Over, and not answered.
    open: BlockView,
    kept: BlockView,
    /// A unit and a resource of the learner's own.
    own: String,
    resource: String,
    pack: tempfile::TempDir,
}

fn stage() -> Stage {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    app.busy_import(calendar()).unwrap();
    let over = next_work(&app);
    host.pass(start_of(&over) - this_week(&app).now.unwrap() + Duration::hours(13));
    // Something that is kept free, and a miss that nothing was planned for.
    let kept = next_work(&app);
    app.block_delete(BlockRef { id: kept.id.clone().unwrap() }).unwrap();
    let open = app.today(Nothing {}).unwrap().unanswered;
    let [.., open] = open.as_slice() else { panic!("nothing is over") };
    app.session_start(BlockRef { id: open.id.clone().unwrap() }).unwrap();
    let question = ForecastOf { without: vec![LEFT_OUT.to_owned()], ..ForecastOf::default() };
    app.what_if_apply(question).unwrap();
    let mine =
        json!({ "title": "Own", "strategy": 6, "minutes": 240, "prerequisites": [], "outcomes": ["I can."] });
    let own = app.own_unit_set(serde_json::from_value(mine).unwrap()).unwrap().unit;
    let talk = json!({ "unit": own, "title": "A talk", "url": null, "sections": null });
    app.own_resource_set(serde_json::from_value(talk).unwrap()).unwrap();
    let resource = app.unit(UnitRef { unit: own.clone() }).unwrap().resources[0].own.clone().unwrap();
    let block = long(&app);
    let missed = all(&app).into_iter().rev().find(|b| b.unit.is_some() && b.id != block.id).unwrap();
    app.blocks_missed_only(BlockRefs { ids: vec![missed.id.unwrap()] }).unwrap();
    Stage { open: open.clone(), block, kept, own, resource, app, host, pack: a_pack() }
}

/// An optional unit that no other needs, left out.
const LEFT_OUT: &str = "trends-adoption-radar";

fn calendar() -> BusyImport {
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n\
                DTSTART:20261129T080000Z\r\nDTEND:20261129T090000Z\r\nSUMMARY:Brunch\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    BusyImport { file_name: "home.ics".into(), text: text.into() }
}

fn long(app: &App) -> BlockView {
    let fits = |b: &BlockView| {
        let split = BlockSplit { id: b.id.clone().unwrap(), first_min: None, second: None };
        b.state == BlockStatus::Planned && app.block_split_check(split).unwrap().legal
    };
    all(app).into_iter().filter(|b| b.unit.is_some()).find(fits).unwrap()
}

/// Another place that the planner offers for a block ahead, where there is any.
fn lawful_move(s: &Stage) -> Option<BlockMove> {
    let ahead = all(&s.app).into_iter().filter(|b| b.unit.is_some() && b.state == BlockStatus::Planned);
    let elsewhere = |b: BlockView| {
        let id = b.id.clone()?;
        let wish = BlockMove { id, start: start_of(&b) + Duration::days(1), minutes: b.minutes };
        let verdict = s.app.block_check(wish.clone()).unwrap();
        let start = if verdict.legal { Some(wish.start) } else { verdict.nearest };
        start.filter(|start| *start != start_of(&b)).map(|start| BlockMove { start, ..wish })
    };
    ahead.into_iter().find_map(elsewhere)
}

/// THE table: every command with what it is. A new command fails here until it has its line.
fn kind(s: &Stage, name: &str) -> Kind {
    let (block, open) = (s.block.id.clone().unwrap(), s.open.id.clone().unwrap());
    let unit = s.block.unit.clone().unwrap();
    let at = |b: &BlockView| start_of(b).format("%Y-%m-%dT%H:%M").to_string();
    let start = at(&s.kept);
    let settings = || serde_json::to_value(s.app.settings(Nothing {}).unwrap()).unwrap();
    let ready = || {
        let choices = s.app.block_add_choices(AddAt { start: start_of(&s.kept) }).ok()?.units;
        let add = |id: &str| BlockAdd { unit: id.to_owned(), start: start_of(&s.kept), minutes: 30 };
        let is_legal = |id: &str| s.app.block_add_check(add(id)).is_ok_and(|verdict| verdict.legal);
        choices.into_iter().map(|choice| choice.id).find(|id| is_legal(id))
    };
    // Another pack may have none.
    let rhythm = || {
        let all = s.app.strategies(Nothing {}).unwrap().strategies;
        all.into_iter().flat_map(|one| one.rhythms).next().map_or_else(String::new, |rhythm| rhythm.id)
    };
    let hours = || {
        let mut budget = settings()["budget"].clone();
        budget["week"] = json!(budget["week"].as_u64().unwrap().saturating_sub(60));
        json!({ "budget": budget })
    };
    match name {
        "app_state" | "backups" | "onboarding_start" | "today" | "ways_out" | "settings" | "knowledge"
        | "roadmap" | "strategies" | "computer" | "arrivals" | "sync" | "calendars" => Asks(json!({})),
        "backup" => Asks(json!({ "name": s.app.backups(Nothing {}).unwrap().backups[0].name })),
        "glance" => Asks(json!({ "said": [] })),
        "review" => Asks(json!({ "period": "four_weeks" })),
        "unit" => Asks(json!({ "unit": unit })),
        "find" => Asks(json!({ "text": "vector" })),
        "week" => Asks(json!({ "date": "2026-12-01" })),
        "forecast" => Asks(json!({})),
        "block" => Asks(json!({ "id": block })),
        "why_not" => Asks(json!({ "unit": unit })),
        "block_check" => Asks(json!({ "id": block, "start": start, "minutes": 45 })),
        "block_split_check" => Asks(json!({ "id": block })),
        "block_add_choices" => Asks(json!({ "start": start })),
        "block_add_check" => Asks(json!({ "unit": unit, "start": start, "minutes": 30 })),
        "import_check" => Asks(json!({ "path": s.app.export_all(ExportTo::default()).unwrap().path })),
        "pack_check" => Asks(json!({ "folder": s.pack.path() })),
        "preview" => Asks(json!({ "command": "budget_set", "args": hours() })),
        "onboarding_hours" | "onboarding_preview" => {
            Asks(json!({ "draft": serde_json::to_value(draft(&s.app)).unwrap() }))
        }

        "busy_import" => {
            let other = BusyImport { file_name: "club.ics".into(), ..calendar() };
            Changes(serde_json::to_value(other).unwrap())
        }
        "busy_remove" => Changes(json!({ "source": settings()["busy"]["calendars"][0]["source"] })),
        "what_if_apply" => Changes(json!({ "week_min": 480, "target": "2029-06-01" })),
        "unit_mark" => Changes(json!({ "unit": LEFT_OUT, "mark": "open" })),
        "estimate_set" => Changes(json!({ "unit": unit, "minutes": 600 })),
        "rhythm_set" => Changes(json!({ "rhythm": rhythm(), "wanted": false })),
        "own_unit_set" => {
            let own = json!({ "title": "Mine", "strategy": 6, "minutes": 120, "prerequisites": [], "outcomes": ["I can."] });
            Changes(own)
        }
        "own_unit_remove" => Changes(json!({ "unit": s.own })),
        "own_resource_set" => {
            Changes(json!({ "unit": unit, "title": "A talk", "url": null, "sections": null }))
        }
        "own_resource_remove" => Changes(json!({ "resource": s.resource })),
        "reflection_set" => {
            Changes(json!({ "week": this_week(&s.app).monday.to_string(), "text": "Evenings are best." }))
        }
        "way_out_take" => Changes(json!({ "kind": "hours", "extra_min": 60 })),
        "block_move" => Changes(serde_json::to_value(lawful_move(s)).unwrap()),
        "block_split" => Changes(json!({ "id": block })),
        "block_delete" | "block_missed" => Changes(json!({ "id": block })),
        "kept_free_end" => Changes(json!({ "id": s.kept.id })),
        "block_add" => Changes(json!({ "unit": ready(), "start": start, "minutes": 30 })),
        "unit_first" => Changes(json!({ "unit": unit, "first": true })),
        "replan" => Changes(json!({})),
        "block_lock" => Changes(json!({ "id": block, "locked": true })),
        "session_start" => Changes(json!({ "id": block })),
        "session_pause" | "session_extend" => Changes(json!({ "id": open })),
        "study_log" => Changes(json!({ "minutes": 25, "strategy": 4, "text": "A talk" })),
        "block_done" => Changes(json!({ "id": open })),
        "block_finished" => Changes(json!({ "id": open, "minutes": 20 })),
        "blocks_done" | "blocks_missed" | "blocks_missed_only" => Changes(json!({ "ids": [open] })),
        "outcome_tick" => Changes(json!({ "unit": unit, "outcome": 1, "ticked": true })),
        "note_set" => Changes(json!({ "unit": unit, "text": "Read it twice." })),
        "availability_set" => {
            let mut windows = settings()["windows"].clone();
            windows.as_array_mut().unwrap().pop();
            Changes(json!({ "windows": windows }))
        }
        "budget_set" => Changes(hours()),
        "profile_set" => {
            let now = settings();
            Changes(json!({ "goal": now["goal"], "target": "2029-06-01", "zone": now["zone"] }))
        }
        "knowledge_set" => Changes(json!({ "levels": { "3": "use_it" }, "units": {} })),
        "pack_use" => Changes(json!({ "folder": s.pack.path() })),
        "pace_set" => Changes(json!({ "own": false })),
        "theme_set" => Changes(json!({ "theme": "dark" })),

        "undo" | "undo_several" | "redo" => Apart("they are the way back themselves"),
        // The first plan stays: without it there is nothing to look at. A second one is an act like any other.
        "onboarding_finish" => {
            let mut draft = draft(&s.app);
            draft.week_min += 60;
            Changes(json!({ "draft": draft, "calendars": [], "again": true }))
        }
        "review_graded" => Apart("it needs completed units: its undo is tested in recall.rs"),
        "notice_dismiss" => Apart("a notice that was read says nothing about the plan"),
        "backup_restore" => Apart("the journal that was there is set aside, and named"),
        "sample_start" | "sample_leave" => {
            Apart("nothing of the sample is kept; its opposite is one press away")
        }
        "folder_choose" | "import_choose" | "export_place" => {
            Apart("a person is asked, and there is none here")
        }
        "reading_stop" => Apart("it ends a command, and changes nothing by itself: see reading.rs"),
        "link_open" | "data_folder_open" => Apart("they open another program"),
        "export_all" | "export_calendar" | "export_review" | "export_log" | "export_notes" => {
            Apart("they write a file, and replace one only where the person said so")
        }
        "import_take" => Apart("a backup is made before, and named: see transfer.rs"),
        "computer_set" | "start_with_system" => Apart("choices of one computer are not the learner's plan"),
        "sync_folder_set" | "sync_now" | "sync_off" | "sync_passphrase" | "sync_passphrase_off" => Apart(
            "which folder is used is a choice of one computer, and what others did there stands: see sync.rs",
        ),
        "calendars_now"
        | "calendar_account_add"
        | "calendar_account_remove"
        | "calendar_read_set"
        | "calendar_link_add"
        | "calendar_publish"
        | "calendar_publish_off"
        | "calendar_many"
        | "calendar_file_set"
        | "calendar_reminders_set"
        | "calendar_poll_set" => {
            Apart("what is connected is a choice of one computer, and what is read there is no act")
        }
        "calendar_remove" => {
            Apart("as busy_remove for a file; what is connected is a choice of one computer")
        }
        "calendar_answer" => Apart("needs a server that was asked: see servers/main.rs"),
        "arrive" => Apart("what comes from outside leads somewhere and changes nothing"),
        other => panic!("{other} has no line in the table of this test"),
    }
}

#[test]
fn every_change_is_undone_and_done_again_and_no_question_changes_anything() {
    let s = stage();
    let undo_words = || s.app.app_state(Nothing {}).unwrap().undo;
    for name in api::COMMANDS {
        let before = state(&s.host);
        let said = undo_words();
        match kind(&s, name) {
            Asks(args) => {
                s.app.call(name, args).unwrap_or_else(|e| panic!("{name}: {}", e.message));
                assert_eq!(state(&s.host), before, "{name} changed something");
                assert_eq!(undo_words(), said, "{name} is a question");
            }
            Changes(args) => {
                let answer = s.app.call(name, args).unwrap_or_else(|e| panic!("{name}: {}", e.message));
                assert_eq!(answer["undoable"], json!(true), "{name}: {answer}");
                let after = state(&s.host);
                assert_ne!(after, before, "{name} changed nothing");
                let words = undo_words().unwrap_or_else(|| panic!("{name} has no words"));
                assert_ne!(words, "a new plan", "{name} is not named");
                let undone = s.app.undo(Nothing {}).unwrap().message.unwrap();
                assert_eq!(undone, format!("Undone: {words}."), "{name}");
                assert_eq!(state(&s.host), before, "{name} is not taken back");
                s.app.redo(Nothing {}).unwrap();
                assert_eq!(state(&s.host), after, "{name} is not brought back");
                s.app.undo(Nothing {}).unwrap();
            }
            Apart(why) => assert!(!why.is_empty()),
        }
    }
}

#[test]
fn many_steps_are_taken_back_in_their_order_also_after_a_restart() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let block = next_work(&app);
    let id = block.id.clone().unwrap();
    let unit = block.unit.clone().unwrap();
    let mut states = vec![state(&host)];
    type Step<'a> = &'a dyn Fn(&App) -> Result<Answered, Failure>;
    let steps: [Step<'_>; 4] = [
        &|app| app.block_lock(BlockLock { id: id.clone(), locked: true }),
        &|app| app.unit_first(UnitFirst { unit: unit.clone(), first: true }),
        &|app| app.block_missed(BlockRef { id: id.clone() }),
        &|app| app.note_set(NoteSet { unit: unit.clone(), text: "Again.".into() }),
    ];
    for step in steps {
        step(&app).unwrap();
        states.push(state(&host));
    }
    drop(app);
    let app = open(&host);
    for then in states.iter().rev().skip(1) {
        app.undo(Nothing {}).unwrap();
        assert_eq!(&state(&host), then);
    }
    assert_eq!(app.undo(Nothing {}).unwrap_err().code, "nothing_to_undo", "the first plan stays");
    drop(app);
    let app = open(&host);
    for then in states.iter().skip(1) {
        app.redo(Nothing {}).unwrap();
        assert_eq!(&state(&host), then);
    }
    assert_eq!(app.redo(Nothing {}).unwrap_err().code, "nothing_to_redo");

    // Several at once: what is told is what is taken back, and each comes back by a redo of its own.
    let told = app.app_state(Nothing {}).unwrap();
    let words: Vec<_> = told.undo.iter().chain(&told.undo_more).cloned().collect();
    assert_eq!(words.len(), 4, "the first plan stays: {words:?}");
    let undone = app.undo_several(UndoSeveral { changes: 3.try_into().unwrap() }).unwrap().message.unwrap();
    assert_eq!(undone, format!("Undone: {}, and 2 changes after it.", words[2]));
    assert_eq!(state(&host), states[1]);
    let left = app.app_state(Nothing {}).unwrap();
    assert_eq!((left.undo, left.undo_more), (Some(words[3].clone()), vec![]));
    for then in states.iter().skip(2) {
        app.redo(Nothing {}).unwrap();
        assert_eq!(&state(&host), then);
    }
    let all = UndoSeveral { changes: 99.try_into().unwrap() };
    app.undo_several(all).unwrap();
    assert_eq!(state(&host), states[0], "all there are, where there are fewer");
    assert_eq!(app.undo_several(all).unwrap_err().code, "nothing_to_undo");
}

/// How many times as many cases as in the test command.
fn times() -> u32 {
    std::env::var("NINEFOLD_FAULTS").map_or(1, |text| text.parse().unwrap())
}

/// An act with arguments of chance, or a row of the table.
#[derive(Clone, Debug)]
enum Step {
    Act(acts::Act),
    Row(&'static str),
}

/// A good part of all commands, each of them once, and some acts, in any order.
fn some_steps() -> impl Strategy<Value = Vec<Step>> {
    let rows = prop::sample::subsequence(api::COMMANDS.to_vec(), 14..26);
    (rows, prop::collection::vec(acts::an_act(), 0..4))
        .prop_map(|(rows, acts)| -> Vec<Step> {
            rows.into_iter().map(Step::Row).chain(acts.into_iter().map(Step::Act)).collect()
        })
        .prop_shuffle()
}

/// Does it, where it is possible and a change that undo takes back.
fn does(s: &Stage, step: &Step) {
    match step {
        Step::Act(act) => _ = acts::does(&s.app, act),
        Step::Row(name) => {
            if let Changes(args) = kind(s, name) {
                let _ = s.app.call(name, args);
            }
        }
    }
}

/// How many changes can be taken back.
fn undoable(s: &Stage) -> usize {
    let opened = Journal::open(&s.host.data_dir(), uuid::Uuid::from_u128(9), s.host.now()).unwrap();
    let mut journal = opened.journal;
    journal.state().unwrap().undoable.len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6 * times(), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever was done, all of it undone is the state before, and all of that redone the state after.
    #[test]
    fn all_that_was_done_is_undone_to_the_first_state_and_redone_to_the_last(
        steps in some_steps(),
    ) {
        let s = stage();
        let (first, before) = (state(&s.host), undoable(&s));
        steps.iter().for_each(|step| does(&s, step));
        let (last, after) = (state(&s.host), undoable(&s));
        prop_assert!(after >= before && after <= before + steps.len(), "one change a step at the most");
        for _ in before..after {
            s.app.undo(Nothing {}).unwrap();
        }
        prop_assert_eq!(state(&s.host), first);
        for _ in before..after {
            s.app.redo(Nothing {}).unwrap();
        }
        prop_assert_eq!(s.app.redo(Nothing {}).unwrap_err().code, "nothing_to_redo");
        prop_assert_eq!(state(&s.host), last);
    }
}

#[test]
fn onboarding_again_is_undone_with_the_calendars_that_it_read_and_says_so() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let text = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261101T000000Z\r\n\
                SUMMARY:Call\r\nDTSTART:20261126T180000Z\r\nDTEND:20261126T190000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
    let again = |names: &[&str]| {
        let calendar = |name: &&str| BusyImport { file_name: (*name).to_owned(), text: text.to_owned() };
        let calendars = names.iter().map(calendar).collect();
        app.onboarding_finish(FinishArgs { draft: draft(&app), calendars, again: true }).unwrap();
    };
    again(&["work.ics", "home.ics"]);
    let said = app.undo(Nothing {}).unwrap().message.unwrap();
    assert_eq!(
        said,
        "Undone: changed hours and date, read the calendar “work” and read the calendar “home”."
    );
    assert!(state(&host).busy.is_empty());
    again(&[]);
    assert_eq!(app.undo(Nothing {}).unwrap().message.unwrap(), "Undone: changed hours and date.");
}
