//! What settings must keep to, in words: one sentence for each fault that says what is wrong and what to do.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use journal::{Budget, StudyWindow};

use crate::draft::last_target;
use crate::problem::GRID;
use crate::say;

/// Study minutes a week.
pub(crate) const WEEK: RangeInclusive<u32> = 30..=4200;

/// Study minutes a day at most.
pub(crate) const LONGEST_DAY: u32 = 960;

pub(crate) fn week_fault(week: u32) -> String {
    format!("{} a week cannot be planned. Choose between 30 min and 70 h.", say::length(week))
}

pub(crate) fn target_faults(target: NaiveDate, today: NaiveDate) -> Vec<String> {
    let last = last_target(today);
    if target <= today {
        vec![format!("The target date {} is not in the future. Choose a later day.", say::date(target))]
    } else if target > last {
        vec![format!(
            "The target date {} is more than three years ahead. Choose a day until {}.",
            say::date(target),
            say::date(last)
        )]
    } else {
        Vec::new()
    }
}

pub(crate) fn window_faults(windows: &[StudyWindow]) -> Vec<String> {
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    let clock = |m: u32| format!("{:02}:{:02}", m / 60, m % 60);
    let mut faults = Vec::new();
    for w in windows {
        match DAYS.get(usize::from(w.weekday)) {
            None => faults.push(format!("Weekday {} does not exist. Days are 0 (Monday) to 6.", w.weekday)),
            Some(day) if w.to > 1440 => {
                faults
                    .push(format!("The window on {day} ends after midnight. End it at 24:00 at the latest."));
            }
            Some(day) if w.from >= w.to => faults.push(format!(
                "The window on {day} ends at {}, not after its start at {}. Choose a later end.",
                clock(w.to),
                clock(w.from)
            )),
            Some(_) => {}
        }
    }
    faults
}

/// Stretches of one weekday that lie in a window, those that touch as one, in order.
pub(crate) fn stretches(windows: &[StudyWindow], weekday: u8, deep_only: bool) -> Vec<(u32, u32)> {
    let wanted = windows.iter().filter(|w| w.weekday == weekday && (w.deep || !deep_only) && w.from < w.to);
    let mut spans: Vec<(u32, u32)> = wanted.map(|w| (w.from, w.to)).collect();
    spans.sort_unstable();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (from, to) in spans {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            Some(_) | None => out.push((from, to)),
        }
    }
    out
}

/// Minutes a week inside the windows, overlaps counted once.
pub(crate) fn painted_minutes(windows: &[StudyWindow], deep_only: bool) -> u32 {
    (0..7).flat_map(|day| stretches(windows, day, deep_only)).map(|(from, to)| to - from).sum()
}

/// More hours are wanted than the windows hold.
pub(crate) fn hours_without_windows(week: u32, windows: &[StudyWindow]) -> Option<String> {
    let painted = painted_minutes(windows, false);
    (painted < week && !windows.is_empty()).then(|| {
        format!(
            "{} a week are wanted, but your study times hold only {}. Add study times or want less.",
            say::length(week),
            say::length(painted)
        )
    })
}

/// None of the windows can hold a block.
pub(crate) fn no_room_for_a_block(windows: &[StudyWindow], block_min: u32) -> Option<String> {
    let on_the_grid = |(from, to): (u32, u32)| (to / GRID * GRID).saturating_sub(from.next_multiple_of(GRID));
    let all = (0..7).flat_map(|day| stretches(windows, day, false));
    let longest = all.max_by_key(|stretch| on_the_grid(*stretch))?;
    (on_the_grid(longest) < block_min.next_multiple_of(GRID)).then(|| {
        format!(
            "No study time can hold a block: the longest has {}, and the shortest block takes {}. Make one longer.",
            say::length(longest.1 - longest.0),
            say::length(block_min)
        )
    })
}

pub(crate) fn budget_faults(b: &Budget) -> Vec<String> {
    let mut faults = Vec::new();
    if !WEEK.contains(&b.week) {
        faults.push(week_fault(b.week));
    }
    if !(30..=LONGEST_DAY).contains(&b.day_max) {
        faults.push(format!(
            "{} a day at most cannot be planned. Choose between 30 min and 16 h.",
            say::length(b.day_max)
        ));
    }
    if !(15..=240).contains(&b.block_min) {
        faults.push(format!(
            "A shortest block of {} is out of range. Choose 15 min to 4 h.",
            say::length(b.block_min)
        ));
    }
    if !(15..=240).contains(&b.block_max) {
        faults.push(format!(
            "A longest block of {} is out of range. Choose 15 min to 4 h.",
            say::length(b.block_max)
        ));
    }
    if b.block_min > b.block_max {
        faults.push(format!(
            "The shortest block ({}) is longer than the longest ({}). Swap them.",
            say::length(b.block_min),
            say::length(b.block_max)
        ));
    }
    let (grid_min, grid_max) = (b.block_min.next_multiple_of(GRID), b.block_max / GRID * GRID);
    if b.block_min <= b.block_max && grid_min > grid_max {
        faults.push(format!(
            "Blocks last in steps of {GRID} minutes, and none lies between {} and {}. Widen the two.",
            say::length(b.block_min),
            say::length(b.block_max)
        ));
    }
    if b.block_min > b.day_max || b.block_min > b.week {
        faults.push(format!(
            "The shortest block ({}) does not fit into a day or a week of these hours. Shorten it.",
            say::length(b.block_min)
        ));
    }
    if b.break_min > 120 {
        faults.push(format!("A break of {} is too long. Choose up to 2 h.", say::length(b.break_min)));
    }
    faults
}
