//! Where else a block may go, and what is said where there is no place.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

mod support;

use api::wire::*;
use chrono::Duration;
use support::*;

#[test]
fn where_a_block_stands_is_never_offered_and_no_place_is_said_in_words() {
    let app = onboarded(&TestHost::wednesday());
    // Time for one block a week.
    app.availability_set(AvailabilitySet {
        windows: vec![StudyWindow { weekday: 5, from: 600, to: 660, deep: true }],
    })
    .unwrap();
    let monday = this_week(&app).monday;
    let of_week = |n: i64| app.week(WeekOf { date: Some(monday + Duration::weeks(n)) }).unwrap();
    let work: Vec<BlockView> =
        (1..4).flat_map(|n| blocks(&of_week(n))).filter(|b| b.unit.is_some()).collect();
    let block = work.iter().max_by_key(|b| b.minutes).unwrap();
    let friday = block.date.and_hms_opt(10, 0, 0).unwrap() - Duration::days(1);
    let check = app
        .block_check(BlockMove { id: block.id.clone().unwrap(), start: friday, minutes: block.minutes })
        .unwrap();
    assert!(!check.legal);
    assert_ne!(check.nearest, Some(start_of(block)));
    let words = check.reasons.last().unwrap();
    assert!(words.starts_with("There is no other free place for it in the week of "), "{words}");
    assert_eq!(check.nearest.is_none(), words.contains("Move another block out of the way first"), "{words}");
    // A length that cannot be is another matter.
    let long =
        app.block_check(BlockMove { id: block.id.clone().unwrap(), start: friday, minutes: 600 }).unwrap();
    assert!(!long.reasons.iter().any(|r| r.contains("no other free place")), "{:?}", long.reasons);
}
