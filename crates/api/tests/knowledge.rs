//! What is known already, changed after the first plan.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use std::collections::BTreeMap;

use api::wire::*;
use support::*;

fn knowledge(app: &api::App) -> KnowledgeView {
    app.knowledge(Nothing {}).unwrap()
}

fn set(app: &api::App, levels: &[(u8, KnowledgeLevel)], units: &[(&str, bool)]) -> Answered {
    let mut draft = knowledge(app).draft;
    draft.levels.extend(levels.iter().copied());
    draft.units.extend(units.iter().map(|(u, known)| ((*u).to_owned(), *known)));
    app.knowledge_set(KnowledgeSet { levels: draft.levels, units: draft.units }).unwrap()
}

fn known(app: &api::App) -> Vec<String> {
    app.onboarding_hours(DraftArgs { draft: knowledge(app).draft }).unwrap().known
}

#[test]
fn there_is_nothing_to_say_before_the_first_plan() {
    let app = open(&TestHost::wednesday());
    assert_eq!(app.knowledge(Nothing {}).unwrap_err().code, "not_onboarded");
}

#[test]
fn it_starts_with_what_was_answered_in_the_four_steps() {
    let host = TestHost::wednesday();
    let app = open(&host);
    let mut draft = draft(&app);
    draft.levels.insert(2, KnowledgeLevel::UseIt);
    app.onboarding_finish(FinishArgs { draft: draft.clone(), calendars: Vec::new(), again: true }).unwrap();
    assert_eq!(knowledge(&app).draft, draft);
}

#[test]
fn a_unit_that_is_known_gets_no_blocks_any_more_and_undo_brings_them_back() {
    let app = onboarded(&TestHost::wednesday());
    let block = next_work(&app);
    let unit = block.unit.clone().unwrap();
    let before = serde_json::to_value(this_week(&app)).unwrap();
    let left = app.today(Nothing {}).unwrap().course.left_min;
    let answered = set(&app, &[], &[(&unit, true)]);
    assert!(answered.undoable);
    assert!(!answered.changes.is_empty(), "its blocks are gone");
    assert!(known(&app).contains(&unit));
    assert!(app.today(Nothing {}).unwrap().course.left_min < left);
    let later = app.week(WeekOf { date: Some(this_week(&app).monday + chrono::Duration::weeks(1)) }).unwrap();
    let ahead = blocks(&this_week(&app)).into_iter().chain(blocks(&later));
    assert!(ahead.filter(|b| b.state == BlockStatus::Planned).all(|b| b.unit.as_ref() != Some(&unit)));
    app.undo(Nothing {}).unwrap();
    assert_eq!(serde_json::to_value(this_week(&app)).unwrap(), before);
    assert!(!known(&app).contains(&unit));
}

#[test]
fn a_level_speaks_for_its_units_until_one_is_picked_and_again_after_that() {
    let app = onboarded(&TestHost::wednesday());
    let of_maths: Vec<String> =
        knowledge(&app).units.into_iter().filter(|u| u.strategy == 1).map(|u| u.id).collect();
    set(&app, &[(1, KnowledgeLevel::CouldTeachIt)], &[(&of_maths[0], false)]);
    assert_eq!(of_maths.iter().filter(|u| known(&app).contains(u)).count(), of_maths.len() - 1);
    assert_eq!(app.app_state(Nothing {}).unwrap().undo.unwrap(), "changed what you know");
    // Let go, it follows its level.
    let mut draft = knowledge(&app).draft;
    assert_eq!(draft.units.remove(&of_maths[0]), Some(false));
    let levels = draft.levels.clone();
    app.knowledge_set(KnowledgeSet { levels: levels.clone(), units: draft.units.clone() }).unwrap();
    assert!(of_maths.iter().all(|u| known(&app).contains(u)));
    assert_eq!(knowledge(&app).draft.units, draft.units, "and counts as picked no more");
    // And the level that comes after.
    set(&app, &[(1, KnowledgeLevel::New)], &[]);
    assert!(of_maths.iter().all(|u| !known(&app).contains(u)));
    // The same answers again are no change.
    let same = set(&app, &[(1, KnowledgeLevel::New)], &[]);
    assert!(!same.undoable && same.message.is_none());
}

#[test]
fn answers_given_a_second_time_follow_the_levels_too() {
    let app = onboarded(&TestHost::wednesday());
    let mut draft = draft(&app);
    let unit = knowledge(&app).units.into_iter().find(|u| u.strategy == 1).unwrap().id;
    set(&app, &[], &[(&unit, true)]);
    draft.levels.insert(1, KnowledgeLevel::CouldTeachIt);
    app.onboarding_finish(FinishArgs { draft: draft.clone(), calendars: Vec::new(), again: true }).unwrap();
    assert!(known(&app).contains(&unit));
    assert_eq!(knowledge(&app).draft, draft);
}

#[test]
fn what_is_not_in_the_pack_is_refused() {
    let app = onboarded(&TestHost::wednesday());
    let set = |levels, units| app.knowledge_set(KnowledgeSet { levels, units }).unwrap_err();
    let unit = set(BTreeMap::new(), BTreeMap::from([("astrology".to_owned(), true)]));
    assert_eq!(unit.code, "bad_setting");
    assert!(unit.message.contains("astrology"), "{}", unit.message);
    assert!(set(BTreeMap::from([(12, KnowledgeLevel::New)]), BTreeMap::new()).message.contains("12"));
}

#[test]
fn what_was_studied_to_the_end_is_not_asked_about() {
    let app = onboarded(&TestHost::wednesday());
    let monday = this_week(&app).monday;
    let promised = || {
        let week = |n| blocks(&app.week(WeekOf { date: Some(monday + chrono::Duration::weeks(n)) }).unwrap());
        (0..4).flat_map(week).filter(|b| b.unit.is_some() && b.state == BlockStatus::Planned)
    };
    // A unit that comes to its end within the promised weeks.
    let mut short = knowledge(&app).units;
    short.retain(|u| {
        let planned: u32 = promised().filter(|b| b.unit.as_ref() == Some(&u.id)).map(|b| b.minutes).sum();
        planned > 0 && planned >= u.minutes
    });
    let unit = short.into_iter().min_by_key(|u| u.minutes).unwrap().id;
    while let Some(next) = promised().find(|b| b.unit.as_ref() == Some(&unit)) {
        app.block_done(BlockDone { id: next.id.unwrap(), minutes: None }).unwrap();
    }
    assert!(!knowledge(&app).units.iter().any(|u| u.id == unit));
}
