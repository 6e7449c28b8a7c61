//! A history folds to the memory that the published formulas give, whatever its order.
#![allow(clippy::unwrap_used, reason = "a test may fail loudly")]

mod formulas;

use chrono::{Days, NaiveDate};
use formulas::Model;
use proptest::prelude::*;
use recall::{Grade, Memory, Review, fresh_offsets};

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5).unwrap() + Days::new(n)
}

const GRADES: [Grade; 4] = [Grade::Forgot, Grade::Hard, Grade::Good, Grade::Easy];

fn a_grade() -> impl Strategy<Value = Grade> {
    prop::sample::select(&GRADES)
}

/// Days between recalls, with how each went.
fn a_history() -> impl Strategy<Value = Vec<(u64, Grade)>> {
    prop::collection::vec((0..120_u64, a_grade()), 0..14)
}

fn dated(history: &[(u64, Grade)]) -> Vec<Review> {
    let mut at = 0;
    let review = |&(gap, grade): &(u64, Grade)| {
        at += gap;
        Review { on: day(at), grade }
    };
    history.iter().map(review).collect()
}

#[test]
fn a_unit_that_goes_well_comes_back_at_growing_distances() {
    assert_eq!(fresh_offsets(365), [2, 13, 59, 222]);
    assert_eq!(fresh_offsets(12), [2]);
}

#[test]
fn how_it_went_decides_when_it_comes_back() {
    let memory = Memory::of(day(0), &[Review { on: day(2), grade: Grade::Good }]);
    let due = GRADES.map(|grade| memory.after(day(13), grade).due());
    assert!(due.is_sorted() && due[0] < due[1] && due[1] < due[2] && due[2] < due[3], "{due:?}");
    assert!(due[0] <= day(13 + 2), "what was forgotten comes back within two days: {due:?}");
}

#[test]
fn the_chance_of_recall_is_nine_in_ten_on_the_due_day() {
    let mut memory = Memory::learned(day(0));
    for _ in 0..4 {
        memory = memory.after(memory.due(), Grade::Good);
        assert!((895..=905).contains(&memory.retention(memory.due())), "{memory:?}");
        assert_eq!(memory.retention(memory.last()), 1000);
    }
}

#[test]
fn a_unit_that_was_studied_once_more_keeps_its_recalls() {
    let reviews = [Review { on: day(2), grade: Grade::Good }, Review { on: day(13), grade: Grade::Good }];
    assert_eq!(Memory::of(day(40), &reviews).last(), day(13));
}

proptest! {
    #[test]
    fn the_fold_agrees_with_the_published_formulas(history in a_history()) {
        let memory = Memory::of(day(0), &dated(&history));
        let mut model = Model::learned();
        let (mut reviews, mut last) = (dated(&history), day(0));
        reviews.sort();
        for Review { on, grade } in reviews {
            model.recall((on - last).num_days() as f64, grade as usize + 1);
            last = on;
        }
        let gap = f64::from(memory.interval());
        prop_assert!((gap - model.stability.round().clamp(1.0, 3650.0)).abs() <= 1.0 + gap * 0.001,
            "{} days, and {}", gap, model.stability);
        for later in [0_u64, 1, 7, 30, 400] {
            let expected = model.chance(later as f64) * 1000.0;
            let got = f64::from(memory.retention(memory.last() + Days::new(later)));
            prop_assert!((got - expected).abs() <= 2.0, "{} permille after {} days, and {}", got, later, expected);
        }
    }

    #[test]
    fn the_order_of_the_reviews_does_not_matter(history in a_history(), by in 0..14_usize) {
        let reviews = dated(&history);
        let mut turned = reviews.clone();
        turned.reverse();
        turned.rotate_left(by.min(reviews.len()));
        prop_assert_eq!(Memory::of(day(0), &reviews), Memory::of(day(0), &turned));
    }

    #[test]
    fn a_better_grade_never_comes_back_sooner(history in a_history(), gap in 1..200_u64) {
        let memory = Memory::of(day(0), &dated(&history));
        let on = memory.last() + Days::new(gap);
        let due = GRADES.map(|grade| memory.after(on, grade).due());
        prop_assert!(due.is_sorted(), "{:?}", due);
        prop_assert!(due[0] > on, "an interval is at least a day");
    }

    #[test]
    fn a_recall_is_folded_like_a_history_that_is_longer_by_it(history in a_history(), gap in 0..90_u64, grade in a_grade()) {
        let mut reviews = dated(&history);
        let memory = Memory::of(day(0), &reviews);
        let on = memory.last() + Days::new(gap);
        reviews.push(Review { on, grade });
        // Of several on one day the worse is folded first.
        prop_assume!(gap > 0);
        prop_assert_eq!(memory.after(on, grade), Memory::of(day(0), &reviews));
    }

    #[test]
    fn memory_only_fades(history in a_history(), gaps in prop::collection::vec(0..60_u64, 1..8)) {
        let memory = Memory::of(day(0), &dated(&history));
        let mut on = memory.last();
        let mut before = 1000;
        for gap in gaps {
            on = on + Days::new(gap);
            let now = memory.retention(on);
            prop_assert!(now <= before);
            before = now;
        }
    }
}
