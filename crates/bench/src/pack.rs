//! Two years with the bundled pack: the size of the real thing.
//! Invariant: every unit that is not retired is open, and every rhythm runs for the whole plan.

use chrono::TimeDelta;
use plan::{Activity, Instance, Level, Rhythm, Status, Unit, Weights};

use crate::generate::{frame, learner, monday, windows};

const WEEKS: u32 = 104;
const EVENINGS: &[u8] = &[0, 1, 2, 3];

/// A learner with twelve hours a week, on four evenings and at the weekend: the pack just fits.
///
/// # Errors
/// If the bundled pack has problems.
pub fn two_years() -> Result<Instance, String> {
    let curriculum = catalog::bundled().map_err(|problems| format!("the bundled pack: {problems:?}"))?;
    let open = windows(&[(EVENINGS, 1140, 1320), (&[5], 540, 720), (&[6], 600, 720)]);
    let deep = windows(&[(EVENINGS, 1140, 1260), (&[5], 540, 720)]);
    let mut units = Vec::new();
    let mut rhythms = Vec::new();
    for strategy in &curriculum.strategies {
        units.extend(strategy.units.iter().filter(|u| !u.retired).map(|u| unit(u, strategy.number)));
        rhythms.extend(strategy.rhythms.iter().map(|r| Rhythm {
            id: r.id.clone(),
            minutes: r.minutes,
            focus: r.focus,
            strategy: strategy.number,
            every_weeks: r.every.weeks(),
            from_week: 0,
            to_week: WEEKS - 1,
        }));
    }
    let holidays = [(29, 14), (50, 10), (81, 14)].map(|(week, days)| {
        let at = |day: i64| (monday() + TimeDelta::days(day)).and_time(chrono::NaiveTime::MIN);
        plan::Span { start: at(7 * week), end: at(7 * week + days) }
    });
    let target = i64::from(7 * (WEEKS - 4)) - 1;
    let frame = frame(WEEKS, target, learner(720, 180, open, deep), holidays.to_vec(), Vec::new());
    // Priorities average five here, three elsewhere; moving is dear, as in the program.
    let weights = Weights { late: 60, finish: 6, unfinished: 12, moved: 300, ..Weights::default() };
    Ok(Instance { units, rhythms, weights, ..frame })
}

fn unit(unit: &catalog::Unit, strategy: u8) -> Unit {
    let activity = |(i, a): (usize, &catalog::Activity)| Activity {
        id: unit.activity_id(i),
        minutes: a.minutes,
        done: 0,
        focus: a.focus,
    };
    Unit {
        id: unit.id.clone(),
        level: if unit.level == catalog::UnitLevel::Optional { Level::Optional } else { Level::Core },
        // Longer units weigh more, as in the program: otherwise the shortest would all come first.
        prio: Some((unit.effort.likely / 75).clamp(2, 9)),
        strategy,
        status: Status::Open,
        prereqs: unit.prerequisites.clone(),
        finishes: true,
        activities: unit.activities.iter().enumerate().map(activity).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::two_years;

    #[test]
    fn the_pack_makes_a_valid_instance() {
        let instance = two_years().unwrap();
        assert_eq!(plan::validate(&instance), Ok(()));
        assert_eq!((instance.units.len(), instance.rhythms.len()), (116, 15));
    }
}
