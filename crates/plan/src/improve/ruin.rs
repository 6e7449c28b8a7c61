//! The moves of the search: which blocks it takes up so that they can be placed anew.
//! Invariant: locked and promised blocks stay.

use super::board::{Board, Slot, Task};
use super::facts::Facts;
use super::rng::Rng;

/// Takes up some blocks. Shifts, swaps and other cuts follow from placing them anew.
pub(super) fn ruin(facts: &Facts<'_, '_>, board: &mut Board, rng: &mut Rng) {
    let days = board.days.len() - facts.today.clamp(0, board.days.len() as i64 - 1) as usize;
    let day = board.days.len() - 1 - rng.index(days);
    match rng.below(100) {
        0..30 => {
            let count = 1 + rng.index(3);
            string(facts, board, rng, (day, count));
        }
        30..60 => {
            let other = near(board, rng, day);
            string(facts, board, rng, (day, 1));
            string(facts, board, rng, (other, 1));
            if rng.chance(40) {
                let third = near(board, rng, day);
                string(facts, board, rng, (third, 1));
            }
        }
        60..80 => activity(facts, board, rng, day),
        80..90 => string(facts, board, rng, (day, usize::MAX)),
        _ => {
            let first = day.saturating_sub(3);
            for d in first..(day + 4).min(board.days.len()) {
                take(facts, board, d, |s| s.task == Task::Review);
            }
        }
    }
}

fn near(board: &Board, rng: &mut Rng, day: usize) -> usize {
    (day + rng.index(9)).saturating_sub(4).min(board.days.len() - 1)
}

fn take(facts: &Facts<'_, '_>, board: &mut Board, day: usize, which: impl Fn(&Slot) -> bool) {
    for index in (0..board.days[day].len()).rev() {
        let slot = board.days[day][index];
        if !slot.fixed && which(&slot) {
            board.remove(facts, day, index);
        }
    }
}

/// Neighbours on one day.
fn string(facts: &Facts<'_, '_>, board: &mut Board, rng: &mut Rng, (day, count): (usize, usize)) {
    let slots = board.days[day].len();
    if slots == 0 {
        return;
    }
    let from = if count >= slots { 0 } else { rng.index(slots - count + 1) };
    for index in (from..slots.min(from.saturating_add(count))).rev() {
        if !board.days[day][index].fixed {
            board.remove(facts, day, index);
        }
    }
}

/// All blocks of an activity; sometimes with what waits for it.
fn activity(facts: &Facts<'_, '_>, board: &mut Board, rng: &mut Rng, day: usize) {
    let acts: Vec<usize> = board.days[day]
        .iter()
        .filter_map(|s| match s.task {
            Task::Work(act) => Some(act),
            Task::Rhythm(_) | Task::Review => None,
        })
        .collect();
    if acts.is_empty() {
        return;
    }
    let act = acts[rng.index(acts.len())];
    board.remove_act(facts, act, false);
    if rng.chance(50) {
        for &next in &facts.after[act] {
            board.remove_act(facts, next, false);
        }
    }
    if rng.chance(50) {
        let other = near(board, rng, day);
        string(facts, board, rng, (other, 1));
    }
}
