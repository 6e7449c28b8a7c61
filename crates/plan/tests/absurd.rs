//! Instances nobody means: each gets a plan or a sentence, in bounded time and memory, never a panic.
//! A plan is always checked against the rules and its own score.

#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

mod common;

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use common::{activity, at, date, monday, refusal, rhythm, small, unit, work};
use plan::*;

/// What is said, or the plan, checked.
fn answer(instance: &Instance) -> Result<Plan, String> {
    let found = plan(instance).map_err(|_| refusal(instance).unwrap())?;
    if instance.locked.is_empty() {
        assert_eq!(violations(instance, &found.blocks), []);
    }
    assert_eq!(score(instance, &found.blocks), found.score);
    // What is asked about a plan is answered as well.
    assert!(forecast::coarse(instance, &found).is_ok());
    let last = found.blocks.len().saturating_sub(1);
    assert_eq!(explain(instance, &found.blocks, last) == Explanation::default(), found.blocks.is_empty());
    if let Some(block) = found.blocks.last() {
        let moved = check_move(instance, &found.blocks, last, found.blocks[0].start, block.minutes);
        assert!(moved.violations.is_empty() || moved.nearest != Some(block.start));
    }
    if let Some(unit) = instance.units.last() {
        assert!(why_not(instance, &found.blocks, &unit.id).is_some());
    }
    Ok(found)
}

/// The answer for the small instance after `change`.
fn after(change: impl FnOnce(&mut Instance)) -> Result<Plan, String> {
    let mut instance = small();
    change(&mut instance);
    answer(&instance)
}

fn all_week(from: u32, to: u32) -> Vec<Window> {
    (0..7).map(|weekday| Window { weekday, from, to }).collect()
}

/// So many units of one hour each; each needs those that `prereqs` gives it.
fn many(count: usize, prereqs: impl Fn(usize) -> Vec<usize>) -> Vec<Unit> {
    (0..count)
        .map(|i| Unit {
            prereqs: prereqs(i).into_iter().map(|p| format!("u{p}")).collect(),
            strategy: u8::try_from(i % 9).unwrap() + 1,
            ..unit(&format!("u{i}"), &[], vec![activity("x", 60, Focus::Deep)])
        })
        .collect()
}

/// Every hour of so many weeks.
fn all_hours(i: &mut Instance, weeks: u32) {
    i.weeks = weeks;
    i.learner.windows = all_week(0, 1440);
    (i.learner.day_max, i.learner.week_budget) = (1440, 10_080);
}

fn three_years(i: &mut Instance) {
    all_hours(i, MAX_WEEKS);
}

#[test]
fn ten_thousand_units_without_order() {
    let found = after(|i| {
        all_hours(i, 52);
        i.units = many(10_000, |_| Vec::new());
    });
    assert!(found.unwrap().blocks.len() > 500);
}

#[test]
fn a_chain_of_ten_thousand_units() {
    let found = after(|i| {
        all_hours(i, 52);
        i.units = many(10_000, |n| n.checked_sub(1).into_iter().collect());
        // Written down last unit first: the worst order to read it in.
        i.units.reverse();
    });
    assert!(found.unwrap().blocks.len() > 500);
}

#[test]
fn ten_thousand_units_that_need_many() {
    let layers = after(|i| {
        all_hours(i, 52);
        i.units = many(10_000, |n| if n < 5_000 { Vec::new() } else { vec![n - 5_000, n - 4_999, n - 1] });
    });
    assert!(layers.unwrap().blocks.len() > 500);
}

#[test]
fn a_chain_of_short_units_with_no_break_between() {
    let found = after(|i| {
        all_hours(i, 52);
        i.grid = 5;
        (i.learner.block_min, i.learner.break_min) = (5, 0);
        i.units = many(10_000, |n| n.checked_sub(1).into_iter().collect());
        for u in &mut i.units {
            u.activities[0].minutes = 5;
        }
        i.reviews.offsets_days.clear();
    });
    assert!(found.unwrap().blocks.len() > 3_000);
}

#[test]
fn ways_out_of_ten_thousand_units() {
    let mut i = small();
    all_hours(&mut i, 52);
    // Each needs the two before it, so an optional one may go only when the two behind it are gone.
    i.units = many(10_000, |n| (n - n.min(2).min(n % 100)..n).collect());
    for u in &mut i.units[2_000..] {
        u.level = Level::Optional;
    }
    let blocks = plan(&i).unwrap().blocks;
    let ways = ways_out(&i, &blocks).unwrap().unwrap();
    assert!(ways.shortfall > 0);
    let fewer = ways.fewer_units.unwrap();
    assert!(!fewer.units.is_empty());
    assert!(fewer.units.iter().all(|u| i.units.iter().any(|o| o.id == *u && o.level == Level::Optional)));
    let position = |u: &str| fewer.units.iter().position(|o| o == u);
    for u in &fewer.units {
        let at = position(u);
        let needs = i.units.iter().filter(|o| o.prereqs.contains(u) && o.level == Level::Optional);
        assert!(needs.into_iter().all(|o| position(&o.id).is_some_and(|before| Some(before) < at)), "{u}");
    }
}

#[test]
fn more_than_can_be_planned_is_said() {
    let says = |change: fn(&mut Instance)| after(change).unwrap_err();
    assert_eq!(
        says(|i| i.units = many(10_001, |_| Vec::new())),
        "there may be at most 10000 units, not 10001"
    );
    let windows = says(|i| i.learner.windows = vec![Window { weekday: 0, from: 0, to: 1440 }; 10_001]);
    assert_eq!(windows, "there may be at most 10000 windows, not 10001");
    let busy = says(|i| i.busy = vec![Span { start: at(0, 0), end: at(0, 1) }; 100_001]);
    assert_eq!(busy, "there may be at most 100000 busy events, not 100001");
    let day = says(|i| i.locked = vec![rhythm(1, 1080, 30, "r"); 289]);
    assert_eq!(day, "there may be at most 288 locked blocks on 2026-01-06, not 289");
    let published = says(|i| {
        let blocks = (0..10_001).map(|n| work(n % 40, 0, 30, "a", "read")).collect();
        i.previous = Some(Previous { published_until: date(14), blocks });
    });
    assert_eq!(published, "there may be at most 10000 published blocks, not 10001");
    // Every activity waits for all before it, so pairs grow with the square.
    let steps = says(|i| {
        let all = (0..5_000).map(|n| activity(&format!("a{n}"), 5, Focus::Deep)).collect();
        i.units = vec![unit("long", &[], all)];
    });
    let pairs =
        "there may be at most 2000000 pairs of activities of which one waits for the other, not 12500000";
    assert_eq!(steps, pairs);
    let reviews = says(|i| {
        i.units = many(10_000, |_| Vec::new());
        i.reviews.offsets_days = (1..=11).collect();
    });
    assert_eq!(reviews, "there may be at most 100000 reviews of all units together, not 110000");
    let long = says(|i| i.locked = vec![Block { minutes: 1441, ..rhythm(1, 1080, 30, "r") }]);
    assert_eq!(
        long,
        "the minutes of the block at 2026-01-06 18:00:00 among the locked blocks must be 0 to 1440 (a day), not 1441"
    );
}

#[test]
fn the_largest_numbers_are_refused_in_words() {
    const MOST: u32 = u32::MAX;
    type Change = fn(&mut Instance);
    let changes: [(&str, Change); 24] = [
        ("the week budget", |i| i.learner.week_budget = MOST),
        ("the day maximum", |i| i.learner.day_max = MOST),
        ("the shortest block", |i| i.learner.block_min = MOST),
        ("the longest block", |i| i.learner.block_max = MOST),
        ("the break", |i| i.learner.break_min = MOST),
        ("the free minutes of one unit a day", |i| i.learner.unit_day_free = MOST),
        ("the free units a day", |i| i.learner.units_per_day_free = MOST),
        ("the weeks in a mix bucket", |i| i.learner.mix_bucket_weeks = MOST),
        ("the budget of week 4294967295", |i| i.learner.week_budget_overrides = [(MOST, MOST)].into()),
        ("the sum of the strategy mix", |i| i.learner.mix_target_permille = Some([(1, MOST)].into())),
        ("the end of a window", |i| i.learner.windows[0].to = MOST),
        ("the weekday of a window", |i| i.learner.windows[0].weekday = u8::MAX),
        ("the minutes of a/read", |i| i.units[0].activities[0].minutes = MOST),
        ("the minutes done of a/read", |i| i.units[0].activities[0].done = MOST),
        ("the priority of unit \"a\"", |i| i.units[0].prio = Some(MOST)),
        ("the minutes of rhythm \"r\"", |i| i.rhythms[0].minutes = MOST),
        ("the weeks in a period of rhythm \"r\"", |i| i.rhythms[0].every_weeks = MOST),
        ("the minutes of a review item", |i| i.reviews.item_min = MOST),
        ("how early a review", |i| i.reviews.early_permille = MOST),
        ("how late a review", |i| i.reviews.late_permille = MOST),
        ("a review offset", |i| i.reviews.offsets_days = vec![MOST]),
        ("the weight \"mix\"", |i| i.weights.mix = i64::MAX),
        ("the weight \"moved\"", |i| i.weights.moved = i64::MIN),
        ("the horizon must have", |i| i.weeks = MOST),
    ];
    for (says, change) in changes {
        let said = after(change).unwrap_err();
        assert!(said.starts_with(says), "{said}");
    }
    let all = after(|i| {
        for n in 0..11 {
            i.units.push(unit(&format!("c{n}"), &[], vec![activity("x", 10_000_000, Focus::Deep)]));
        }
    });
    assert!(
        all.unwrap_err().starts_with("the sum of the minutes of all activities must be at most 100000000")
    );
}

#[test]
fn the_largest_numbers_that_are_taken_do_not_overflow() {
    let found = after(|i| {
        three_years(i);
        const W: i64 = 1_000_000;
        i.weights = Weights {
            late: W,
            finish: W,
            unfinished: W,
            mix: W,
            deep: W,
            massed: W,
            block: W,
            extra_unit: W,
            review: W,
            rhythm: W,
            moved: W,
        };
        i.grid = 5;
        i.target = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();
        i.learner.windows = vec![Window { weekday: 6, from: 0, to: 5 }];
        i.learner.block_max = 1440;
        i.units = many(2_000, |n| n.checked_sub(7).into_iter().collect());
        for u in &mut i.units {
            u.prio = Some(9);
            u.activities[0].minutes = 50_000;
        }
        i.reviews.item_min = 1440;
        (i.reviews.early_permille, i.reviews.late_permille) = (10_000, 10_000);
        i.reviews.offsets_days = vec![1, 36_499, 36_500];
        let item = ReviewItem { unit: "old".into(), k: u32::MAX };
        i.reviews.due =
            vec![DueReview { item, due: NaiveDate::from_ymd_opt(9999, 12, 31).unwrap(), interval: 1 }];
        i.rhythms[0] = Rhythm {
            minutes: 1440,
            every_weeks: 10_000_000,
            from_week: u32::MAX,
            to_week: u32::MAX,
            ..i.rhythms[0].clone()
        };
        i.learner.mix_bucket_weeks = 10_000_000;
        i.learner.week_budget = 10_000_000;
        i.learner.day_max = 10_000_000;
    });
    assert!(found.unwrap().score.total > 1_000_000_000_000_000);
    let reversed = after(|i| (i.rhythms[0].from_week, i.rhythms[0].to_week) = (u32::MAX, 0));
    assert_eq!(reversed.unwrap().score.terms["rhythm"].quantity, 0);
}

#[test]
fn no_time_at_all() {
    for change in [
        (|i| i.learner.windows.clear()) as fn(&mut Instance),
        |i| i.learner.day_max = 0,
        |i| i.learner.week_budget = 1,
        |i| i.learner.windows = all_week(1439, 1440),
        |i| i.now = at(14, 0),
        |i| i.busy.push(Span { start: NaiveDateTime::MIN, end: NaiveDateTime::MAX }),
        |i| i.clock_changes.extend((0..14).map(|d| ClockChange { date: date(d), from: 0, to: 1440 })),
    ] {
        assert_eq!(after(change).unwrap().blocks, []);
    }
}

#[test]
fn all_the_time_there_is() {
    let mut i = small();
    three_years(&mut i);
    (i.grid, i.learner.break_min, i.learner.block_max) = (5, 0, 1440);
    i.learner.deep_windows = all_week(0, 1440);
    let found = answer(&i).unwrap();
    assert_eq!(found.score.terms["unfinished"].quantity, 0);
}

#[test]
fn bounds_that_exclude_each_other() {
    let found = after(|i| (i.learner.block_min, i.learner.block_max) = (90, 60));
    // Only the one activity that is short enough to be a block of its own; the formulation says so.
    let blocks = found.unwrap().blocks;
    assert_eq!(blocks[0].what, work(0, 0, 60, "a", "read").what);
    assert_eq!(blocks.iter().filter(|b| matches!(b.what, What::Work { .. })).count(), 1);
}

#[test]
fn grids() {
    for grid in [0, 1, 7, 1440, u32::MAX] {
        let said = after(|i| i.grid = grid).unwrap_err();
        assert_eq!(said, format!("the grid must be 5, 10, 15 or 30 minutes, not {grid}"));
    }
}

#[test]
fn the_ends_of_the_calendar() {
    let shift = |start: NaiveDate| {
        let mut i = small();
        let days = Days::new((i.target - i.start).num_days().unsigned_abs());
        i.start = start;
        i.now = start.and_time(NaiveTime::MIN);
        i.target = start.checked_add_days(days).unwrap_or(start);
        i
    };
    let here = answer(&small()).unwrap();
    // The first Monday of the calendar, and the last on which two weeks end in its last year.
    for (y, m, d) in [(1, 1, 1), (9999, 12, 13)] {
        let start = NaiveDate::from_ymd_opt(y, m, d).unwrap();
        assert_eq!(start.weekday(), chrono::Weekday::Mon);
        let there = answer(&shift(start)).unwrap();
        assert_eq!((there.blocks.len(), there.score), (here.blocks.len(), here.score.clone()));
    }
    let late = answer(&shift(NaiveDate::from_ymd_opt(9999, 12, 20).unwrap())).unwrap_err();
    assert_eq!(late, "the last day of the horizon must lie in the years 1 to 9999, not +10000-01-02");
    let never = NaiveDate::MAX - Days::new(u64::from(NaiveDate::MAX.weekday().num_days_from_monday()));
    let never = answer(&shift(never)).unwrap_err();
    assert!(
        never.starts_with("the first day of the horizon must lie in the years 1 to 9999, not"),
        "{never}"
    );
    let target = after(|i| i.target = NaiveDate::MIN).unwrap_err();
    assert!(target.starts_with("the target must lie in the years"), "{target}");
    let now = after(|i| i.now = NaiveDateTime::MAX).unwrap_err();
    assert!(now.starts_with("the present day must lie in the years"), "{now}");
    let due = after(|i| {
        let item = ReviewItem { unit: "old".into(), k: 1 };
        i.reviews.due.push(DueReview { item, due: NaiveDate::MAX, interval: 1 });
    });
    assert!(due.unwrap_err().starts_with("the day on which a review is due must lie"));
    let block = after(|i| i.locked.push(Block { start: NaiveDateTime::MAX, ..rhythm(1, 0, 30, "r") }));
    assert!(block.unwrap_err().starts_with("the day of a block must lie"));
    // Long before, and long after: all late, and nothing.
    assert!(after(|i| i.target = NaiveDate::from_ymd_opt(1, 1, 1).unwrap()).unwrap().warnings.len() > 1);
    assert_eq!(
        after(|i| i.now = monday().with_year(9999).unwrap().and_time(NaiveTime::MIN)).unwrap().blocks,
        []
    );
    let first = after(|i| i.now = NaiveDate::from_ymd_opt(1, 1, 1).unwrap().and_time(NaiveTime::MIN));
    assert_eq!(first.unwrap().blocks, here.blocks);
}

#[test]
fn thousands_of_events_and_windows() {
    let found = after(|i| {
        three_years(i);
        // All through the three years, one over the other, but for the evenings.
        i.busy =
            (0..50_000).map(|n| Span { start: at(n % 1092, n % 700), end: at(n % 1092, 1080) }).collect();
        i.busy.extend((0..5_000).map(|n| Span { start: at(600, n), end: at(5_000, n) }));
        i.learner.windows =
            (0..10_000).map(|n| Window { weekday: (n % 7) as u8, from: n % 1440, to: 1440 }).collect();
        i.learner.deep_windows = (0..10_000)
            .map(|n| Window { weekday: (n % 7) as u8, from: (n * 2) % 1439, to: (n * 2) % 1439 + 1 })
            .collect();
        i.units = many(200, |n| n.checked_sub(3).into_iter().collect());
    });
    let found = found.unwrap();
    assert!(found.blocks.iter().all(|b| b.start < at(600, 0)));
    assert_eq!(found.score.terms["unfinished"].quantity, 0);
}

#[test]
fn events_of_a_minute_everywhere() {
    let found = after(|i| {
        three_years(i);
        i.grid = 5;
        i.busy = (0..100_000)
            .map(|n| Span { start: at(n / 90, n % 90 * 16), end: at(n / 90, n % 90 * 16 + 1) })
            .collect();
        i.learner.block_min = 5;
        i.learner.break_min = 1440;
    });
    found.unwrap();
}

#[test]
fn many_locked_and_published_blocks() {
    // Three years of appointments for work that no longer exists in that amount, some of them on one minute.
    let mut i = small();
    three_years(&mut i);
    i.units = many(500, |n| n.checked_sub(1).into_iter().collect());
    let name = |n: i64| format!("u{}", n % 500);
    let blocks: Vec<Block> =
        (0..9_000).map(|n| work(n % 1_000, 600 + n / 1_000 * 20, 60, &name(n), "x")).collect();
    i.previous = Some(Previous { published_until: date(1_092), blocks });
    let promised = answer(&i).unwrap();
    assert_eq!(promised.score.terms["unfinished"].quantity, 0);
    let locked = (0..2_000).map(|n| work(n % 1_000, 600 + n / 1_000 * 20, 60, &name(n), "x"));
    let all = Instance { locked: locked.collect(), ..i };
    let found = answer(&all).unwrap();
    assert!(all.locked.iter().all(|l| found.blocks.binary_search(l).is_ok()));
}

#[test]
fn one_day_full_of_published_blocks() {
    let mut i = small();
    let blocks = (0..288).map(|_| work(1, 1080, 30, "a", "read")).collect();
    i.previous = Some(Previous { published_until: date(14), blocks });
    assert_eq!(answer(&i).unwrap().score.terms["unfinished"].quantity, 0);
}

#[test]
fn names_of_every_kind() {
    for id in ["ü", "数学 💡", "a b", "\u{202e}x", "-", "%s", &"x".repeat(200), &"💡".repeat(200)] {
        let mut i = small();
        i.units[0].id = id.to_owned();
        i.units[1].prereqs = vec![id.to_owned()];
        assert_eq!(answer(&i).unwrap().blocks.len(), answer(&small()).unwrap().blocks.len(), "{id}");
    }
    let says = |id: String| after(|i| i.units[1].id = id).unwrap_err();
    let rule = "cannot be the id of a unit: an id has 1 to 200 characters, and they stand on one line";
    assert_eq!(says(String::new()), format!("\"\" {rule}"));
    assert_eq!(says("two\nlines".into()), format!("\"two lines\" {rule}"));
    assert_eq!(says("x".repeat(1_000_000)), format!("\"{}…\" {rule}", "x".repeat(60)));
    let prereq = after(|i| i.units[0].prereqs = vec!["\u{1b}[31m".repeat(1_000)]).unwrap_err();
    assert!(prereq.len() < 200 && !prereq.contains('\u{1b}'), "{prereq}");
    let locked = after(|i| i.locked = vec![rhythm(1, 1080, 30, &"y\n".repeat(1_000))]).unwrap_err();
    assert!(locked.len() < 250 && !locked.contains('\n'), "{locked}");
}

#[test]
fn long_cycles_are_told_short() {
    let around = |n: usize| after(|i| i.units = many(n, |u| vec![(u + 1) % n])).unwrap_err();
    assert_eq!(around(1), "these units wait for each other: u0 needs u0");
    let long = around(10_000);
    let says = "these units wait for each other: u0 needs u1 needs u2 needs u3 needs u4 needs u5 needs (9989 more) \
                needs u9995 needs u9996 needs u9997 needs u9998 needs u9999 needs u0";
    assert_eq!(long, says);
}
