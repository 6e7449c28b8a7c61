//! Bytes to an instance: most numbers are ordinary, some are at the ends of their range or beyond.
//! Invariant: bytes of zero, and bytes that are missing, are ordinary, so that short inputs are instances too.

use arbitrary::{Result, Unstructured};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use plan::*;

type Bytes<'b, 'd> = &'b mut Unstructured<'d>;

/// Whether the slow second score can be asked.
pub fn is_small(i: &Instance) -> bool {
    i.rhythms.iter().all(|r| r.to_week < 200) && i.weeks <= 8
}

/// Once in so many times.
fn seldom(u: Bytes<'_, '_>, times: u8) -> Result<bool> {
    Ok(u.int_in_range(1..=times)? == times)
}

/// One of the ordinary numbers; seldom an end of the range or a byte's whim.
fn number(u: Bytes<'_, '_>, ordinary: &[u32]) -> Result<u32> {
    Ok(match u.arbitrary::<u8>()? {
        255 => *u.choose(&[0, 1, 4, 1_440, 1_441, 10_000_000, 10_000_001, u32::MAX, u32::MAX - 1])?,
        254 => u.arbitrary()?,
        250..254 => u32::from(u.arbitrary::<u8>()?),
        _ => *u.choose(ordinary)?,
    })
}

fn list<T>(u: Bytes<'_, '_>, most: usize, one: impl Fn(Bytes<'_, '_>, usize) -> Result<T>) -> Result<Vec<T>> {
    let count = u.int_in_range(0..=most)?;
    (0..count).map(|n| one(u, n)).collect()
}

fn date(u: Bytes<'_, '_>, near: NaiveDate) -> Result<NaiveDate> {
    Ok(match u.arbitrary::<u8>()? {
        255 => *u.choose(&[NaiveDate::MIN, NaiveDate::MAX, NaiveDate::default()])?,
        254 => NaiveDate::from_yo_opt(u.int_in_range(-10..=10_010)?, 1).unwrap_or(near),
        _ => near
            .checked_add_signed(TimeDelta::days(
                [0, 7, -1, 1, 2, 13][u.choose_index(6)?] + i64::from(u.arbitrary::<u8>()? % 40),
            ))
            .unwrap_or(near),
    })
}

fn moment(u: Bytes<'_, '_>, near: NaiveDate) -> Result<NaiveDateTime> {
    let day = date(u, near)?.and_time(chrono::NaiveTime::MIN);
    let minute = u.int_in_range(0..=1439_i64)?;
    let minute = if seldom(u, 4)? { minute } else { minute / 15 * 15 };
    let seconds = if seldom(u, 20)? { 30 } else { 0 };
    Ok(day.checked_add_signed(TimeDelta::seconds(60 * minute + seconds)).unwrap_or(day))
}

fn focus(u: Bytes<'_, '_>) -> Result<Focus> {
    Ok(if u.arbitrary()? { Focus::Deep } else { Focus::Light })
}

fn id(u: Bytes<'_, '_>, ordinary: String) -> Result<String> {
    Ok(if seldom(u, 200)? { (*u.choose(&["", "ü", "\n", "u0", "x\u{1b}"])?).to_owned() } else { ordinary })
}

fn window(u: Bytes<'_, '_>) -> Result<Window> {
    let weekday = if seldom(u, 250)? { u.arbitrary()? } else { u.int_in_range(0..=6)? };
    let from = number(u, &[1_080, 0, 420, 540, 1_085, 1_093, 1_140])?;
    let length = number(u, &[180, 15, 45, 60, 120, 240, 360])?;
    let to = if seldom(u, 250)? { length } else { from.saturating_add(length).min(1_440).max(from) };
    Ok(Window { weekday, from, to })
}

fn learner(u: Bytes<'_, '_>) -> Result<Learner> {
    let given = seldom(u, 8)?;
    Ok(Learner {
        week_budget: number(u, &[600, 0, 120, 300, 900, 3_000])?,
        week_budget_overrides: list(u, 2, |u, _| Ok((number(u, &[0, 1, 2, 5])?, number(u, &[0, 60, 600])?)))?
            .into_iter()
            .collect(),
        day_max: number(u, &[180, 0, 60, 90, 240, 600])?,
        block_min: number(u, &[25, 0, 5, 30, 45, 60])?,
        block_max: number(u, &[90, 10, 30, 45, 60, 120, 240])?,
        break_min: number(u, &[0, 5, 7, 10, 20, 60])?,
        unit_day_free: number(u, &[0, 60, 120])?,
        units_per_day_free: number(u, &[0, 1, 2, 3])?,
        mix_bucket_weeks: number(u, &[1, 2, 4])?,
        mix_target_permille: given.then(|| [(1, 400), (3, 600)].into()),
        windows: list(u, 14, |u, _| window(u))?,
        deep_windows: list(u, 6, |u, _| window(u))?,
    })
}

fn unit(u: Bytes<'_, '_>, n: usize) -> Result<Unit> {
    let id = id(u, format!("u{n}"))?;
    // Now and then a unit that comes later, or itself: a cycle.
    let before = if seldom(u, 100)? { n + 2 } else { n };
    let prereqs = if before == 0 {
        Vec::new()
    } else {
        list(u, 3, |u, _| Ok(format!("u{}", u.choose_index(before)?)))?
    };
    Ok(Unit {
        id,
        level: if u.arbitrary()? { Level::Core } else { Level::Optional },
        prio: if seldom(u, 5)? { Some(number(u, &[1, 3, 9])?) } else { None },
        strategy: if seldom(u, 250)? { u.arbitrary()? } else { u.int_in_range(1..=9)? },
        status: *u.choose(&[Status::Open, Status::Open, Status::Open, Status::Known, Status::Done])?,
        prereqs,
        finishes: !seldom(u, 5)?,
        activities: list(u, 4, |u, k| {
            Ok(Activity {
                id: format!("a{k}"),
                minutes: number(u, &[60, 0, 10, 17, 30, 45, 90, 120, 200, 400])?,
                done: number(u, &[0, 0, 0, 0, 30])?,
                focus: focus(u)?,
            })
        })?,
    })
}

fn rhythm(u: Bytes<'_, '_>, n: usize) -> Result<Rhythm> {
    Ok(Rhythm {
        id: format!("r{n}"),
        minutes: number(u, &[0, 15, 20, 30, 45, 60])?,
        focus: focus(u)?,
        strategy: 7,
        every_weeks: number(u, &[1, 2, 4])?,
        from_week: number(u, &[0, 0, 1, 2])?,
        to_week: number(u, &[0, 2, 5, 10])?,
    })
}

fn block(u: Bytes<'_, '_>, i: &Instance) -> Result<Block> {
    let start = moment(u, i.start)?;
    let what = match u.int_in_range(0..=4_u8)? {
        0 if !i.rhythms.is_empty() => What::Rhythm { rhythm: u.choose(&i.rhythms)?.id.clone() },
        1 => What::Review { items: list(u, 3, |u, _| item(u))? },
        _ if i.units.is_empty() => What::Review { items: Vec::new() },
        _ => {
            let unit = u.choose(&i.units)?;
            let activity = unit.activities.get(u.choose_index(4)?).map_or("a0", |a| &a.id);
            What::Work { unit: unit.id.clone(), activity: activity.to_owned() }
        }
    };
    Ok(Block { start, minutes: number(u, &[15, 30, 45, 60, 90])?, what })
}

fn item(u: Bytes<'_, '_>) -> Result<ReviewItem> {
    Ok(ReviewItem { unit: format!("u{}", u.int_in_range(0..=12_u8)?), k: number(u, &[1, 2, 3])? })
}

fn weights(u: Bytes<'_, '_>) -> Result<Weights> {
    if !seldom(u, 4)? {
        return Ok(Weights::default());
    }
    let mut one = || -> Result<i64> {
        Ok(match u.int_in_range(0..=60_u8)? {
            60 => *u.choose(&[i64::MAX, i64::MIN, -1, 1_000_000, 1_000_001])?,
            40..60 => 0,
            _ => i64::from(number(u, &[1, 10, 300, 1_000, 1_000_000])?),
        })
    };
    Ok(Weights {
        late: one()?,
        finish: one()?,
        unfinished: one()?,
        mix: one()?,
        deep: one()?,
        massed: one()?,
        block: one()?,
        extra_unit: one()?,
        review: one()?,
        rhythm: one()?,
        moved: one()?,
    })
}

/// An instance; many of them are accepted.
pub fn instance(u: Bytes<'_, '_>) -> Result<Instance> {
    let monday = NaiveDate::from_ymd_opt(2026, 1, 5).unwrap_or_default();
    let start = match u.int_in_range(0..=100_u8)? {
        100 => date(u, monday)?,
        99 => NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default(),
        98 => NaiveDate::from_ymd_opt(9999, 11, 15).unwrap_or_default(),
        _ => monday,
    };
    let mut out = Instance {
        grid: number(u, &[15, 15, 5, 10, 30])?,
        start,
        weeks: number(u, &[1, 1, 2, 3, 4, 5, 8])?,
        now: moment(u, start)?,
        target: date(u, start)?,
        clock_changes: list(u, 2, |u, _| {
            let (from, length) = (number(u, &[0, 60, 120, 1_380])?, number(u, &[30, 60])?);
            Ok(ClockChange { date: date(u, start)?, from, to: from.saturating_add(length) })
        })?,
        learner: learner(u)?,
        busy: list(u, 8, |u, _| {
            let from = moment(u, start)?;
            let length = TimeDelta::minutes(i64::from(*u.choose(&[0, 1, 30, 60, 300, 3_000, 90_000])?));
            Ok(Span { start: from, end: from.checked_add_signed(length).unwrap_or(from) })
        })?,
        units: list(u, 12, unit)?,
        rhythms: list(u, 2, rhythm)?,
        reviews: Reviews {
            offsets_days: (*u.choose(&[
                &[1, 3, 7][..],
                &[],
                &[1, 2],
                &[1, 3, 7, 21, 60],
                &[7],
                &[1, 36_500],
                &[3, 3],
            ])?)
            .to_vec(),
            item_min: number(u, &[5, 10, 15])?,
            early_permille: number(u, &[250, 0])?,
            late_permille: number(u, &[500, 0])?,
            due: list(u, 4, |u, _| {
                Ok(DueReview { item: item(u)?, due: date(u, start)?, interval: number(u, &[1, 2, 14])? })
            })?,
        },
        locked: Vec::new(),
        previous: None,
        weights: weights(u)?,
        seed: u.arbitrary()?,
    };
    // A horizon of years makes every run slow; it is asked for seldom.
    if out.weeks > 8 && !seldom(u, 10)? {
        out.weeks = 4;
    }
    if seldom(u, 3)? {
        out.locked = list(u, 3, |u, _| block(u, &out))?;
    }
    if seldom(u, 3)? {
        let blocks = list(u, 10, |u, _| block(u, &out))?;
        out.previous = Some(Previous { published_until: date(u, start)?, blocks });
    }
    Ok(out)
}
