//! A plan seen from far: in which order the work comes and how much of each week it has; and back, which unit
//! would be studied in which week.
//! Invariant: a plan's blocks are its weeks, minute for minute, as far as they are full; beyond, weeks hold what the
//! windows, the budget and the plan's usual filling allow.

use super::{ForecastInput, Piece, StudyWeek};
use crate::InstanceError;
use crate::capacity::packable;
use crate::derived::Derived;
use crate::validate::validate;
use crate::{Instance, Level, Minutes, Plan, Status, What};

/// A plan, seen from far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coarse {
    /// All work that is left, in study order; units by their index in the instance. What the plan has no place for
    /// comes last, core units first.
    pub order: Vec<Piece>,
    /// The weeks of the instance.
    pub weeks: Vec<StudyWeek>,
    /// Every week after them.
    pub usual: StudyWeek,
}

/// Weeks in which one unit would be studied, counted from the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnitSpan {
    /// Index into the units.
    pub unit: usize,
    /// First week.
    pub from: u32,
    /// Last week; `None` if it does not end within [`crate::forecast::FURTHEST_WEEKS`].
    pub to: Option<u32>,
}

/// Order and weeks of a plan for this instance.
///
/// # Errors
/// If the instance is malformed: see [`InstanceError`].
pub fn coarse(instance: &Instance, plan: &Plan) -> Result<Coarse, InstanceError> {
    validate(instance)?;
    let derived = Derived::new(instance);
    let (order, planned) = read(&derived, plan);
    let weeks = weeks(&derived, &planned);
    Ok(Coarse { order, usual: usual(&weeks), weeks })
}

/// Weeks that say what is usual.
const HALF_YEAR: usize = 26;

/// Minutes of one week as planned.
#[derive(Clone, Copy, Default)]
struct Planned {
    days: [i64; 7],
    overhead: i64,
    reviews: i64,
}

impl Planned {
    fn total(&self) -> i64 {
        self.days.iter().sum()
    }
}

fn read(derived: &Derived<'_>, plan: &Plan) -> (Vec<Piece>, Vec<Planned>) {
    let mut planned = vec![Planned::default(); derived.weeks as usize];
    let mut left: Vec<i64> = derived.units.iter().map(|u| u.need).collect();
    // One piece for a unit in a week, where its last block of the week is.
    let mut pieces: Vec<(i64, Piece)> = Vec::new();
    for block in &plan.blocks {
        let (day, _) = derived.place(block);
        let minutes = i64::from(block.minutes);
        let Some(week) = usize::try_from(day / 7).ok().and_then(|w| planned.get_mut(w)) else { continue };
        week.days[day.rem_euclid(7) as usize] += minutes;
        let (unit, is_review) = match &block.what {
            What::Work { unit, .. } => (Some(unit), false),
            What::Review { items } => {
                week.reviews += minutes;
                (items.first().map(|i| &i.unit), true)
            }
            What::Rhythm { .. } => {
                week.overhead += minutes;
                (None, false)
            }
        };
        let Some(&unit) = unit.and_then(|unit| derived.unit_of.get(unit.as_str())) else { continue };
        let minutes = if is_review { minutes } else { minutes.min(left[unit]) };
        if !is_review {
            left[unit] -= minutes;
        }
        let same = |p: &(i64, Piece)| p.0 == day / 7 && p.1.unit == unit && p.1.is_review == is_review;
        let before = pieces.iter().rposition(same);
        let sum = before.map_or(0, |i| pieces.remove(i).1.minutes);
        pieces.push((day / 7, Piece { unit, minutes: sum + narrow(minutes), is_review }));
    }
    let is_open = |u: &usize| derived.inst.units[*u].status == Status::Open;
    let mut rest: Vec<usize> = (0..left.len()).filter(|u| left[*u] > 0 && is_open(u)).collect();
    rest.sort_by_key(|u| derived.inst.units[*u].level != Level::Core);
    let rest = rest.into_iter().map(|u| Piece { unit: u, minutes: narrow(left[u]), is_review: false });
    let order = pieces.into_iter().map(|(_, piece)| piece).chain(rest);
    (order.filter(|p| p.minutes > 0).collect(), planned)
}

fn narrow(minutes: i64) -> Minutes {
    Minutes::try_from(minutes.max(0)).unwrap_or(Minutes::MAX)
}

fn weeks(derived: &Derived<'_>, planned: &[Planned]) -> Vec<StudyWeek> {
    // Of the running week only the days after today can take more.
    let first = derived.now.div_euclid(1440) + 1;
    let fits: Vec<[i64; 7]> = (0..derived.weeks)
        .map(|w| {
            std::array::from_fn(|d| 7 * w + d as i64)
                .map(|d| if d < first { 0 } else { packable(derived, d) })
        })
        .collect();
    let nominal = |w: usize| fits[w].iter().sum::<i64>().min(derived.budget[w]);
    let works = |p: &Planned| p.total() > p.overhead + p.reviews;
    let last = planned.iter().rposition(works).unwrap_or(0);
    // The plan leaves a little of most weeks empty: what fits no block, or costs more than it gains.
    let full: i64 = (1..last).map(|w| planned[w].total()).sum();
    let could: i64 = (1..last).map(nominal).sum();
    let filled = |minutes: i64| if could == 0 { minutes } else { minutes * full.min(could) / could };
    // Where the work runs out, rhythms take what is left, and those of the last weeks before the target crowd
    // together. If the work took longer, such weeks would be like the ones before.
    let before = last.saturating_sub(HALF_YEAR).max(1)..last;
    let usual_overhead = (!before.is_empty()).then(|| {
        let sum: i64 = planned[before.clone()].iter().map(|p| p.overhead).sum();
        sum / before.len() as i64
    });
    let week = |w: usize| {
        let Planned { mut days, mut overhead, .. } = planned[w];
        if w >= last {
            overhead = usual_overhead.unwrap_or(overhead);
            let (wanted, most) = (filled(nominal(w)), fits[w].iter().sum::<i64>().max(1));
            // More than planned, where it was only the work that ran out.
            if wanted > planned[w].total() {
                // Rounded as a running sum, so that no minute is lost.
                let (mut fitted, mut given) = (0, 0);
                days = fits[w].map(|fits| {
                    fitted += fits;
                    let before = std::mem::replace(&mut given, fitted * wanted / most);
                    given - before
                });
            }
        }
        StudyWeek {
            minutes: days.map(narrow),
            overhead: narrow(overhead),
            most: std::array::from_fn(|d| narrow(fits[w][d].max(days[d]))),
        }
    };
    (0..planned.len()).map(week).collect()
}

/// The mean of the last half year, without the running week unless there is no other.
fn usual(weeks: &[StudyWeek]) -> StudyWeek {
    let from = weeks.len().saturating_sub(HALF_YEAR).max(1).min(weeks.len().saturating_sub(1));
    let weeks = &weeks[from..];
    let mean = |of: &dyn Fn(&StudyWeek) -> Minutes| {
        let sum: u64 = weeks.iter().map(|w| u64::from(of(w))).sum();
        narrow(i64::try_from(sum / (weeks.len() as u64).max(1)).unwrap_or(0))
    };
    StudyWeek {
        minutes: std::array::from_fn(|d| mean(&|w| w.minutes[d])),
        overhead: mean(&|w| w.overhead),
        most: std::array::from_fn(|d| mean(&|w| w.most[d])),
    }
}

/// Which unit would be studied in which weeks if everything took its estimate and every block were held.
#[must_use]
pub fn roadmap(input: &ForecastInput) -> Vec<UnitSpan> {
    let mut spans: Vec<Option<UnitSpan>> = vec![None; input.units.len()];
    let work = |n: usize| i64::from(input.weeks.get(n).unwrap_or(&input.usual).work());
    let (mut week, mut room) = (0, work(0));
    for piece in &input.order {
        let mut minutes = i64::from(piece.minutes);
        while room == 0 && week < super::FURTHEST_WEEKS {
            week += 1;
            room = work(week);
        }
        let first = week;
        while minutes > room && week < super::FURTHEST_WEEKS {
            minutes -= room;
            week += 1;
            room = work(week);
        }
        room -= minutes.min(room);
        // Recall takes its minutes, but a unit that comes back is not studied anew.
        if let Some(span) = spans.get_mut(piece.unit).filter(|_| !piece.is_review) {
            let to = (week < super::FURTHEST_WEEKS).then_some(week as u32);
            let from = span.map_or(first as u32, |s| s.from);
            *span = Some(UnitSpan { unit: piece.unit, from, to });
        }
    }
    spans.into_iter().flatten().collect()
}
