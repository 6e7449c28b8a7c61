//! The learner's own units and resources: planned and shown like the pack's, and kept apart from it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::App;
use api::wire::*;
use support::*;

fn own(title: &str) -> OwnUnitSet {
    OwnUnitSet {
        unit: None,
        title: title.to_owned(),
        strategy: 2,
        minutes: 240,
        prerequisites: Vec::new(),
        outcomes: vec!["I can say what it gets wrong.".to_owned()],
    }
}

fn rows(app: &App) -> Vec<UnitRow> {
    app.strategies(Nothing {}).unwrap().strategies.into_iter().flat_map(|s| s.units).collect()
}

fn row(app: &App, id: &str) -> Option<UnitRow> {
    rows(app).into_iter().find(|r| r.id == id)
}

fn detail(app: &App, id: &str) -> UnitDetail {
    app.unit(UnitRef { unit: id.to_owned() }).unwrap()
}

fn resource(unit: &str, title: &str) -> OwnResourceSet {
    OwnResourceSet {
        resource: None,
        unit: unit.to_owned(),
        title: title.to_owned(),
        url: Some("https://example.org/talk".to_owned()),
        sections: None,
    }
}

#[test]
fn an_own_unit_is_planned_found_and_studied_like_any_other() {
    let host = TestHost::wednesday();
    let app = onboarded(&host);
    let before = app.strategies(Nothing {}).unwrap();
    let saved = app.own_unit_set(own("  Recommender  from my data ")).unwrap();
    assert!(saved.message.unwrap().contains("“Recommender from my data” is in your plan: 4\u{a0}h to study"));
    let mine = row(&app, &saved.unit).unwrap();
    assert!(mine.own && mine.starts.is_some() && mine.total_min == 240, "{mine:?}");
    let now = app.strategies(Nothing {}).unwrap();
    assert_eq!(now.total_min, before.total_min + 240);
    assert_eq!(now.strategies[1].units.last().unwrap().id, saved.unit);
    let found = app.find(FindArgs { text: "recommender data".to_owned() }).unwrap();
    assert_eq!(found.hits[0].unit.as_ref(), Some(&saved.unit));
    app.outcome_tick(OutcomeTick { unit: saved.unit.clone(), outcome: 1, ticked: true }).unwrap();
    app.note_set(NoteSet { unit: saved.unit.clone(), text: "*Cold start* first".to_owned() }).unwrap();
    app.unit_mark(UnitMarkSet { unit: saved.unit.clone(), mark: UnitMark::Later }).unwrap();
    assert!(app.why_not(UnitRef { unit: saved.unit.clone() }).is_ok());
    // Another program that opens the same journal sees the same.
    let again = open(&host);
    let there = detail(&again, &saved.unit);
    assert_eq!((there.unit.outcomes[0].ticked, there.unit.note.as_str()), (true, "*Cold start* first"));
}

#[test]
fn it_is_changed_removed_and_brought_back_by_undo() {
    let app = onboarded(&TestHost::wednesday());
    let id = app.own_unit_set(own("Mine")).unwrap().unit;
    let other = rows(&app).into_iter().find(|r| r.state == UnitState::Open && r.id != id).unwrap().id;
    let change = OwnUnitSet {
        unit: Some(id.clone()),
        minutes: 300,
        prerequisites: vec![other.clone()],
        ..own("Mine, longer")
    };
    app.own_unit_set(change.clone()).unwrap();
    let changed = detail(&app, &id);
    assert_eq!((changed.unit.title.as_str(), changed.unit.total_min), ("Mine, longer", 300));
    assert_eq!(changed.needs[0].id, other);
    assert!(detail(&app, &other).opens.iter().any(|link| link.id == id));
    assert_eq!(app.own_unit_set(change).unwrap().message, None, "the same again is no change");
    let said = app.own_unit_remove(UnitRef { unit: id.clone() }).unwrap().message.unwrap();
    assert!(said.contains("removed"), "{said}");
    assert_eq!(row(&app, &id), None);
    assert_eq!(app.own_unit_remove(UnitRef { unit: id.clone() }).unwrap_err().code, "unknown_unit");
    assert!(app.app_state(Nothing {}).unwrap().undo.unwrap().contains("Mine, longer"));
    app.undo(Nothing {}).unwrap();
    assert_eq!(row(&app, &id).unwrap().title, "Mine, longer");
}

#[test]
fn what_cannot_be_planned_is_refused_in_words() {
    let app = onboarded(&TestHost::wednesday());
    let refused = |set: OwnUnitSet| app.own_unit_set(set).unwrap_err();
    let all = refused(OwnUnitSet {
        strategy: 12,
        minutes: 5,
        outcomes: vec![" ".to_owned()],
        prerequisites: vec!["astrology".to_owned()],
        ..own(" ")
    });
    assert_eq!((all.code.as_str(), all.details.len()), ("bad_setting", 5), "{all:?}");
    assert!(refused(own(&"x".repeat(201))).message.contains("201"));
    assert_eq!(
        refused(OwnUnitSet { unit: Some("algo-framing".to_owned()), ..own("A") }).code,
        "unknown_unit"
    );
    let first = app.own_unit_set(own("First")).unwrap().unit;
    let second =
        app.own_unit_set(OwnUnitSet { prerequisites: vec![first.clone()], ..own("Second") }).unwrap().unit;
    let circle = refused(OwnUnitSet { unit: Some(first), prerequisites: vec![second], ..own("First") });
    assert!(circle.message.contains("wait for itself"), "{}", circle.message);
}

#[test]
fn own_resources_stand_after_the_packs_and_can_be_changed_and_removed() {
    let app = onboarded(&TestHost::wednesday());
    let unit = rows(&app).into_iter().find(|r| r.state == UnitState::Open).unwrap().id;
    let packs = detail(&app, &unit).resources.len();
    app.own_resource_set(resource(&unit, "A talk")).unwrap();
    let with = detail(&app, &unit).resources;
    assert_eq!(with.len(), packs + 1);
    assert!(with[..packs].iter().all(|r| r.own.is_none()));
    let mine = with.last().unwrap().clone();
    let name = mine.own.unwrap();
    assert_eq!(mine.title, "A talk");
    let change = OwnResourceSet { resource: Some(name.clone()), ..resource(&unit, "A better talk") };
    app.own_resource_set(change).unwrap();
    assert_eq!(detail(&app, &unit).resources.last().unwrap().title, "A better talk");
    app.own_resource_remove(OwnResourceRef { resource: name.clone() }).unwrap();
    assert_eq!(detail(&app, &unit).resources.len(), packs);
    let gone = app.own_resource_remove(OwnResourceRef { resource: name }).unwrap_err();
    assert_eq!(gone.code, "unknown_resource");
    for url in ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a\u{7}b"] {
        let bad = OwnResourceSet { url: Some(url.to_owned()), ..resource(&unit, "Bad") };
        assert!(app.own_resource_set(bad).unwrap_err().message.contains("https://"), "{url}");
    }
}
