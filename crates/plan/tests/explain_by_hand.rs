//! Explanations that can be worked out on paper: prices, obstacles, what holds a unit back, ways out.

mod common;

use std::collections::BTreeMap;

use common::{activity, at, date, review, rhythm, small, unit, work};
use plan::*;

/// Points of the terms that are not zero.
fn points(score: &Score) -> BTreeMap<&str, i64> {
    score.terms.iter().map(|(name, t)| (*name, t.points)).filter(|(_, p)| *p != 0).collect()
}

/// Reading and two deep pieces on three evenings, deep until 20:00.
fn evenings() -> Vec<Block> {
    vec![work(0, 1080, 60, "a", "read"), work(1, 1080, 90, "a", "try"), work(3, 1155, 90, "b", "try")]
}

#[test]
fn the_best_other_start_and_its_price() {
    let i = small();
    // The second block ends unit a on day 1. Later the same evening it costs deep minutes, from 18:30 on.
    let found = explain(&i, &evenings(), 1).alternatives;
    let best = found.best.unwrap();
    assert_eq!((best.start, best.difference.total), (at(1, 1095), 0));
    // On the first evening after the break it would end at 20:55, 55 minutes of it shallow, but a day sooner.
    let other = found.other_day.unwrap();
    assert_eq!(other.start, at(2, 1080));
    assert_eq!(points(&other.difference), BTreeMap::from([("finish", 30)]));
    assert_eq!(other.difference.total, 30);
}

#[test]
fn a_plan_that_could_be_better_says_so() {
    let mut i = small();
    i.reviews.offsets_days.clear();
    let found = explain(&i, &evenings(), 2).alternatives;
    // From 19:15 it has 45 minutes outside the deep window; from 18:30 it has none, nor a day later at 18:00.
    let best = found.best.unwrap();
    assert_eq!((best.start, found.other_day.map(|a| a.start)), (at(3, 1110), Some(at(4, 1080))));
    assert_eq!(points(&best.difference), BTreeMap::from([("deep", -225)]));
}

#[test]
fn a_block_with_nowhere_else_to_go_has_no_alternative() {
    let mut i = small();
    i.now = at(0, 1070);
    i.busy.push(Span { start: at(0, 1140), end: at(14, 0) });
    let found = explain(&i, &[work(0, 1080, 60, "a", "read")], 0);
    assert_eq!(found.alternatives, Alternatives::default());
}

#[test]
fn every_share_has_its_block() {
    let mut i = small();
    i.target = date(0);
    i.learner.unit_day_free = 60;
    i.learner.units_per_day_free = 1;
    i.units.push(unit("c", &[], vec![activity("read", 30, Focus::Light)]));
    let blocks = [
        work(0, 1080, 60, "a", "read"),
        work(0, 1150, 90, "a", "try"),
        work(1, 1080, 30, "b", "try"),
        work(1, 1120, 30, "c", "read"),
        rhythm(1, 1160, 30, "r"),
        review(2, 1080, 15, &[("a", 1)]),
    ];
    let shares: Vec<_> = (0..blocks.len()).map(|b| explain(&i, &blocks, b).share).collect();
    assert_eq!(points(&shares[0]), BTreeMap::from([("block", 80)]));
    // 40 minutes after 20:00; all 90 beyond the free hour; the unit ends on day 0, in time.
    assert_eq!(points(&shares[1]), BTreeMap::from([("block", 80), ("deep", 200), ("massed", 450)]));
    assert_eq!(points(&shares[2]), BTreeMap::from([("block", 80)]));
    assert_eq!(
        points(&shares[3]),
        BTreeMap::from([("block", 80), ("extra_unit", 150), ("finish", 30), ("late", 300)])
    );
    assert_eq!(points(&shares[4]), BTreeMap::from([("block", 80)]));
    // Due on day 1 with an interval of a day, held on day 2.
    assert_eq!(points(&shares[5]), BTreeMap::from([("block", 80), ("review", 300)]));
}

#[test]
fn a_review_that_is_held_twice_counts_once() {
    let i = small();
    let mut blocks = evenings();
    blocks.extend([review(2, 1080, 15, &[("a", 1)]), review(4, 1080, 15, &[("a", 1)])]);
    let of = |b: usize| explain(&i, &blocks, b).share.terms["review"].quantity;
    assert_eq!((of(3), of(4)), (0, 200));
}

#[test]
fn a_promise_kept_at_another_time_is_on_its_block() {
    let mut i = small();
    i.previous = Some(Previous { published_until: date(14), blocks: vec![work(1, 1095, 90, "a", "try")] });
    let share = explain(&i, &evenings(), 1).share;
    assert_eq!(points(&share)["moved"], 200);
    let back = explain(&i, &evenings(), 1).alternatives.best.unwrap();
    assert_eq!((back.start, back.difference.total), (at(1, 1095), -200));
}

#[test]
fn what_binds_a_block_to_its_place() {
    let mut i = small();
    i.busy.push(Span { start: at(3, 1080), end: at(3, 1150) });
    i.learner.day_max = 120;
    let blocks = evenings();
    let reasons = |o: Option<Obstacle>| -> Vec<Reason> {
        o.map_or_else(Vec::new, |o| o.violations.into_iter().map(|v| v.reason).collect())
    };
    let first = explain(&i, &blocks, 0).bound;
    assert_eq!(reasons(first.same_day), [Reason::OutsideAvailability]);
    assert_eq!(first.day_before, None);
    let second = explain(&i, &blocks, 1).bound;
    let before = second.day_before.unwrap();
    assert_eq!(before.start, at(0, 1170));
    let full = Reason::DayFull { date: date(0), minutes: 150, limit: 120 };
    assert_eq!(reasons(Some(before)), [full]);
    let third = explain(&i, &blocks, 2).bound;
    assert_eq!(reasons(third.same_day), [Reason::OverlapsBusy { event: i.busy[0] }]);
    // The evening before is free: nothing binds it but its price.
    assert_eq!(third.day_before, None);
    // Nor does an evening that is over.
    i.now = at(0, 1200);
    assert_eq!(explain(&i, &blocks, 1).bound.day_before, None);
}

/// Unit c waits for b, which waits for a; optional d waits for nothing.
fn chain() -> Instance {
    let mut i = small();
    i.rhythms.clear();
    i.reviews.offsets_days.clear();
    i.learner.week_budget = 240;
    i.units.push(unit("c", &["b"], vec![activity("read", 60, Focus::Light)]));
    let mut d = unit("d", &[], vec![activity("read", 60, Focus::Light)]);
    d.level = Level::Optional;
    i.units.push(d);
    i
}

#[test]
fn a_unit_waits_for_the_chain_before_it_and_for_room() {
    let i = chain();
    let blocks = [
        work(0, 1080, 60, "a", "read"),
        work(1, 1080, 90, "a", "try"),
        work(2, 1080, 90, "b", "try"),
        work(7, 1080, 30, "b", "try"),
        work(8, 1080, 60, "c", "read"),
    ];
    let c = why_not(&i, &blocks, "c").unwrap();
    assert_eq!(
        (c.planned, c.earliest, c.week, c.minutes),
        (Some(at(8, 1080)), Some(at(7, 1125)), Some(1), 30)
    );
    let waits = |unit: &str, before: &str, until| Hold::Prerequisite {
        unit: unit.to_owned(),
        before: before.to_owned(),
        until: Some(until),
        left: 0,
    };
    assert_eq!(c.holds, [waits("b", "c", at(7, 1110)), waits("a", "b", at(1, 1170))]);
    assert_eq!(c.sooner.map(|s| (s.start, s.difference.total)), Some((at(7, 1125), -30)));
    // The first week is full with a and b, so d has no room before the second.
    let d = why_not(&i, &blocks, "d").unwrap();
    assert_eq!((d.planned, d.earliest, d.points_a_day), (None, Some(at(7, 1125)), 10));
    let ahead = |unit: &str, minutes| Ahead { unit: unit.to_owned(), minutes, points_a_day: 30 };
    let ahead = vec![ahead("a", 150), ahead("b", 90)];
    assert_eq!(d.holds, [Hold::Full { first: 0, last: 0, ahead, other: 0 }]);
    assert_eq!(why_not(&i, &blocks, "x"), None);
}

#[test]
fn the_next_piece_leaves_nothing_that_no_block_can_hold() {
    let mut i = chain();
    i.units[0].activities[0].minutes = 45;
    // 30 minutes would leave 15.
    assert_eq!(why_not(&i, &[], "a").unwrap().minutes, 45);
    i.learner.block_max = 30;
    assert_eq!(why_not(&i, &[], "a").unwrap().holds, [Hold::NoLength { left: 45 }]);
}

#[test]
fn the_reviews_of_a_unit_do_not_hold_it_back() {
    let mut i = small();
    i.units.truncate(1);
    i.units[0].activities.truncate(1);
    let blocks = [work(7, 1080, 60, "a", "read"), review(8, 1080, 15, &[("a", 1)])];
    let said = why_not(&i, &blocks, "a").unwrap();
    assert_eq!((said.earliest, said.holds), (Some(at(0, 1080)), vec![]));
}

#[test]
fn a_unit_that_cannot_start_says_what_is_missing() {
    let mut i = chain();
    i.units[3].status = Status::Known;
    assert_eq!(why_not(&i, &[], "d").unwrap().holds, [Hold::Closed(Status::Known)]);
    let c = why_not(&i, &[], "c").unwrap();
    let never = |unit: &str, before: &str, left| Hold::Prerequisite {
        unit: unit.to_owned(),
        before: before.to_owned(),
        until: None,
        left,
    };
    assert_eq!((c.earliest, c.holds), (None, vec![never("b", "c", 120), never("a", "b", 150)]));
    i.learner.windows.clear();
    let full = Hold::Full { first: 0, last: 1, ahead: vec![], other: 0 };
    assert_eq!(why_not(&i, &[], "a").unwrap().holds, [full, Hold::HorizonEnds]);
}

#[test]
fn a_target_in_reach_asks_for_no_way_out() {
    let i = small();
    assert_eq!(ways_out(&i, &plan(&i).unwrap().blocks).unwrap(), None);
}

#[test]
fn a_target_out_of_reach_has_ways_out() {
    let mut i = chain();
    // 330 core minutes and an optional hour at four hours a week: one week is not enough.
    i.target = date(6);
    let blocks = plan(&i).unwrap().blocks;
    let ways = ways_out(&i, &blocks).unwrap().unwrap();
    assert_eq!(ways.certificate, Some((330, 240)));
    assert!((90..=330).contains(&ways.shortfall));
    assert!(ways.later.unwrap().target >= ways.finish.unwrap());
    // 90 minutes more are the least that the certificate leaves.
    assert!(ways.more_hours.reaches && (90..=240).contains(&ways.more_hours.extra), "{:?}", ways.more_hours);
    let fewer = ways.fewer_units.unwrap();
    assert_eq!((fewer.units, fewer.minutes, fewer.reaches), (vec!["d".to_owned()], 60, false));
}

#[test]
fn hours_that_no_window_holds_are_no_way_out() {
    let mut i = chain();
    i.target = date(6);
    i.learner.windows.retain(|w| w.weekday < 2);
    let ways = ways_out(&i, &plan(&i).unwrap().blocks).unwrap().unwrap();
    assert!(!ways.more_hours.reaches);
    // Two evenings of 150 minutes, of which 240 are used already.
    assert_eq!(ways.more_hours.extra, 60);
}

#[test]
fn leaving_out_an_optional_unit_can_be_enough() {
    let mut i = chain();
    i.units.truncate(1);
    let mut d = unit("d", &[], vec![activity("read", 90, Focus::Light)]);
    d.level = Level::Optional;
    d.prio = Some(9);
    i.units.push(d);
    i.learner.week_budget = 180;
    i.target = date(6);
    let blocks =
        [work(0, 1080, 90, "d", "read"), work(1, 1080, 60, "a", "read"), work(8, 1080, 90, "a", "try")];
    let fewer = ways_out(&i, &blocks).unwrap().unwrap().fewer_units.unwrap();
    assert_eq!((fewer.units, fewer.reaches), (vec!["d".to_owned()], true));
}
