//! Changes of an instance that must not change its plan, or only in the way that was asked for.

#![allow(clippy::unwrap_used)] // The helpers here serve tests alone.

mod common;

use chrono::{NaiveDateTime, TimeDelta};
use common::{instance, stray_block};
use plan::*;
use proptest::collection::vec;
use proptest::prelude::*;

/// An instance with published and locked blocks.
fn lived_in() -> impl Strategy<Value = Instance> {
    instance().prop_flat_map(|i| {
        (vec(stray_block(&i), 0..6), vec(stray_block(&i), 0..2), any::<bool>()).prop_map(
            move |(blocks, locked, promised)| {
                let published_until = i.start + TimeDelta::weeks(2);
                let previous = promised.then_some(Previous { published_until, blocks });
                Instance { previous, locked, ..i.clone() }
            },
        )
    })
}

fn shifted(i: &Instance, by: TimeDelta) -> Instance {
    let mut out = i.clone();
    out.start += by;
    out.now += by;
    out.target += by;
    out.clock_changes.iter_mut().for_each(|c| c.date += by);
    for span in &mut out.busy {
        span.start += by;
        span.end += by;
    }
    out.reviews.due.iter_mut().for_each(|d| d.due += by);
    out.locked.iter_mut().for_each(|b| b.start += by);
    if let Some(p) = &mut out.previous {
        p.published_until += by;
        p.blocks.iter_mut().for_each(|b| b.start += by);
    }
    out
}

/// Every unit, activity and rhythm under another name; names keep their order.
fn renamed(id: &str) -> String {
    format!("ü:{id}")
}

fn renamed_block(b: &Block) -> Block {
    let what = match &b.what {
        What::Work { unit, activity } => What::Work { unit: renamed(unit), activity: renamed(activity) },
        What::Rhythm { rhythm } => What::Rhythm { rhythm: renamed(rhythm) },
        What::Review { items } => What::Review {
            items: items.iter().map(|x| ReviewItem { unit: renamed(&x.unit), k: x.k }).collect(),
        },
    };
    Block { what, ..b.clone() }
}

fn with_other_names(i: &Instance) -> Instance {
    let mut out = i.clone();
    for u in &mut out.units {
        u.id = renamed(&u.id);
        u.prereqs.iter_mut().for_each(|p| *p = renamed(p));
        u.activities.iter_mut().for_each(|a| a.id = renamed(&a.id));
    }
    out.rhythms.iter_mut().for_each(|r| r.id = renamed(&r.id));
    out.reviews.due.iter_mut().for_each(|d| d.item.unit = renamed(&d.item.unit));
    out.locked = out.locked.iter().map(renamed_block).collect();
    if let Some(p) = &mut out.previous {
        p.blocks = p.blocks.iter().map(renamed_block).collect();
    }
    out
}

/// Events on every minute of the horizon that lies in no window, on three days of each week.
fn noise_outside_windows(i: &Instance) -> Vec<Span> {
    let mut out = Vec::new();
    for day in (0..7 * i64::from(i.weeks)).filter(|d| d % 2 == 0) {
        let midnight: NaiveDateTime = (i.start + TimeDelta::days(day)).and_hms_opt(0, 0, 0).unwrap();
        let mut free: Vec<(u32, u32)> = vec![(0, 1440)];
        for w in i.learner.windows.iter().filter(|w| i64::from(w.weekday) == day % 7) {
            let parts = |(a, b): (u32, u32)| [(a, b.min(w.from)), (a.max(w.to), b)];
            free = free.into_iter().flat_map(parts).filter(|(a, b)| a < b).collect();
        }
        let at = |minute: u32| midnight + TimeDelta::minutes(i64::from(minute));
        out.extend(free.into_iter().map(|(a, b)| Span { start: at(a), end: at(b) }));
    }
    out
}

proptest! {
    #![proptest_config(common::cases(48))]

    #[test]
    fn fifty_two_weeks_later_the_plan_is_fifty_two_weeks_later(i in lived_in(), years in -3..4_i32) {
        let by = TimeDelta::weeks(52) * years;
        let (here, there) = (plan(&i).unwrap(), plan(&shifted(&i, by)).unwrap());
        let expected: Vec<Block> =
            here.blocks.iter().map(|b| Block { start: b.start + by, ..b.clone() }).collect();
        prop_assert_eq!(&there.blocks, &expected);
        prop_assert_eq!(there.score, here.score);
        prop_assert_eq!(there.roadmap, here.roadmap);
    }

    #[test]
    fn other_names_in_the_same_order_only_rename(i in lived_in()) {
        let (here, there) = (plan(&i).unwrap(), plan(&with_other_names(&i)).unwrap());
        prop_assert_eq!(&there.blocks, &here.blocks.iter().map(renamed_block).collect::<Vec<_>>());
        prop_assert_eq!(there.score, here.score);
    }

    #[test]
    fn events_cut_doubled_turned_round_or_outside_windows_change_no_plan(i in lived_in()) {
        let here = plan(&i).unwrap();
        let mut parts = i.clone();
        for event in i.busy.iter().filter(|e| e.start < e.end) {
            let middle = event.start + TimeDelta::minutes((event.end - event.start).num_minutes() / 2);
            parts.busy.extend([*event, Span { end: middle, ..*event }, Span { start: middle, ..*event }]);
        }
        parts.busy.reverse();
        // Windows cut in two are the same windows, and so are windows twice.
        for w in i.learner.windows.iter().filter(|w| w.from < w.to) {
            let middle = (w.from + w.to) / 2;
            parts.learner.windows.extend([*w, Window { to: middle, ..*w }, Window { from: middle, ..*w }]);
        }
        parts.learner.windows.reverse();
        prop_assert_eq!(&plan(&parts).unwrap(), &here);
        let mut noisy = i.clone();
        noisy.busy.extend(noise_outside_windows(&i));
        prop_assert_eq!(&plan(&noisy).unwrap(), &here);
    }

    #[test]
    fn the_same_question_has_the_same_answer_on_every_thread(i in lived_in()) {
        let here = format!("{:?}", plan(&i).unwrap());
        let there: Vec<String> = std::thread::scope(|scope| {
            let asked: Vec<_> =
                (0..3).map(|_| scope.spawn(|| format!("{:?}", plan(&i.clone()).unwrap()))).collect();
            asked.into_iter().map(|t| t.join().unwrap()).collect()
        });
        prop_assert!(there.iter().all(|t| *t == here));
    }

    #[test]
    fn replanning_once_more_moves_nothing_unless_that_is_worth_several_appointments(
        i in instance(), day in 0..14_i64, from in 0..1200_i64, gone in 0..3_i64,
    ) {
        let until = i.start + TimeDelta::weeks(i64::from(i.weeks.min(4)));
        let published = |blocks: Vec<Block>| Some(Previous { published_until: until, blocks });
        let first = plan(&i).unwrap();
        let mut changed = Instance { previous: published(first.blocks), ..i };
        // A day or two have passed, and something came up.
        changed.now = changed.now.max(common::at(gone, 0));
        changed.busy.push(Span { start: common::at(day, from), end: common::at(day, from + 240) });
        let second = plan(&changed).unwrap();
        changed.previous = published(second.blocks.clone());
        let third = plan(&changed).unwrap();
        // The search began somewhere else; about once in two thousand times it finds so much more there.
        let kept = score(&changed, &second.blocks).total;
        let worthwhile = third.score.total + 8 * changed.weights.moved < kept;
        let moved = third.score.terms["moved"].quantity;
        prop_assert!(moved == 0 || worthwhile, "{moved} moved for {} instead of {kept}\n{:?}\n{:?}", third.score.total, second.blocks, third.blocks);
    }

    #[test]
    fn locked_blocks_survive_every_replan(i in lived_in(), pick in any::<[prop::sample::Index; 3]>(), later in 0..5_i64) {
        let first = plan(&i).unwrap();
        let mut locked = i.locked.clone();
        if !first.blocks.is_empty() {
            locked.extend(pick.iter().map(|p| p.get(&first.blocks).clone()));
        }
        locked.sort();
        locked.dedup();
        let published_until = i.start + TimeDelta::weeks(2);
        let previous = Some(Previous { published_until, blocks: first.blocks });
        let now = i.now + TimeDelta::days(later);
        let then = Instance { locked: locked.clone(), previous, now, ..i };
        let mut left = plan(&then).unwrap().blocks;
        for block in &locked {
            let at = left.iter().position(|b| b == block);
            prop_assert!(at.is_some(), "{block:?} is gone");
            left.remove(at.unwrap());
        }
        prop_assert!(left.iter().all(|b| b.start >= now), "something new begins in the past");
    }
}
