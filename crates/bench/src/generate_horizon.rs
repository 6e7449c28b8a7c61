//! Draws whole plans: half a year or a year of one learner with holidays, chains of units and ten rhythms.
//! Invariant: as in `generate.rs`.

use chrono::TimeDelta;
use plan::{Focus, Instance, Level, Rhythm, Span, Status, Unit};

use crate::chance::Chance;
use crate::generate::{activities, busy, frame, learner, monday, strategy, windows};

const WORKDAYS: &[u8] = &[0, 1, 2, 3, 4];

/// Minutes of a unit at every twentieth of the units, shortest first: a long tail, as in real curricula.
const LENGTHS: [u32; 21] = [
    120, 120, 136, 156, 174, 190, 207, 223, 240, 258, 276, 296, 317, 341, 368, 400, 438, 488, 559, 683, 1240,
];

/// How many earlier units a unit may need.
const REACH: usize = 14;

fn minutes_of_unit(chance: &mut Chance) -> u32 {
    let at = chance.between(0, 1999);
    let (knot, part) = ((at / 100) as usize, at % 100);
    let (low, high) = (LENGTHS[knot], LENGTHS[knot + 1]);
    (low + (high - low) * part / 100 + 2) / 5 * 5
}

/// `weeks` of a learner with `count` units; the target is `slack` weeks before the end.
pub(crate) fn horizon(weeks: u32, count: u32, slack: u32, chance: &mut Chance) -> Instance {
    let open = windows(&[(WORKDAYS, 1080, 1290), (&[5], 540, 780), (&[6], 900, 1080)]);
    let deep = windows(&[(WORKDAYS, 1080, 1200), (&[5], 540, 720)]);
    let mut units: Vec<Unit> = Vec::new();
    for i in 0..count {
        let minutes = minutes_of_unit(chance);
        let near: Vec<String> = units.iter().rev().take(REACH).rev().map(|u| u.id.clone()).collect();
        let needs = if i > 3 { chance.one_of(&[0, 1, 1, 1, 2, 2, 3], 1) } else { 0 };
        let prereqs = chance.some_of(&near, needs);
        // Strategies follow one another, but every stretch has some of others.
        let ahead = i * 9 / count + chance.one_of(&[0, 0, 1, 2, 4, 7], 0);
        let steps = if minutes <= 150 { 2 } else { chance.one_of(&[3, 4, 4, 5], 4) };
        units.push(Unit {
            id: format!("u{i:02}"),
            level: if chance.permille(720) { Level::Core } else { Level::Optional },
            prio: None,
            strategy: 1 + u8::try_from(ahead % 9).unwrap_or(0),
            status: if chance.permille(90) { Status::Known } else { Status::Open },
            prereqs,
            finishes: true,
            activities: activities(minutes, steps, chance),
        });
    }
    let every = [1, 1, 2, 2, 2, 4, 4, 4, 1, 2];
    let rhythm = |(i, every_weeks): (usize, u32), chance: &mut Chance| {
        // The last two prepare the end.
        let late = i >= 8;
        Rhythm {
            id: format!("r{i}"),
            minutes: chance.one_of(&[30, 30, 45, 60], 30),
            focus: if late { Focus::Deep } else { Focus::Light },
            strategy: strategy(chance),
            every_weeks,
            from_week: if late { weeks - 8 } else { 0 },
            to_week: weeks - 1,
        }
    };
    let rhythms = every.into_iter().enumerate().map(|each| rhythm(each, chance)).collect();
    let mut events = busy(weeks, 3, 2, &open, chance);
    let holidays: &[(i64, i64)] = if weeks == 52 { &[(29, 14), (50, 10)] } else { &[(14, 7)] };
    for &(week, days) in holidays {
        let at = |day: i64| (monday() + TimeDelta::days(day)).and_time(chrono::NaiveTime::MIN);
        events.push(Span { start: at(7 * week), end: at(7 * week + days) });
    }
    let target = i64::from(7 * (weeks - slack)) - 1;
    Instance { units, rhythms, ..frame(weeks, target, learner(1080, 210, open, deep), events, Vec::new()) }
}
