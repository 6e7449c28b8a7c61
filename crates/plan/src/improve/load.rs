//! From a list of blocks to a board.
//! Invariant: what stands on the board afterwards is lawful, whatever the arranger can do with the blocks.

use std::collections::HashMap;

use super::arrange::Portion;
use super::board::{Board, Snapshot};
use super::memo::{IMPOSSIBLE, Known};
use crate::ReviewItem;
use crate::ledger::{Ledger, Serves};

/// Puts blocks on an empty board. A day that the arranger cannot lay out is emptied.
pub(super) fn load(board: &mut Board<'_, '_, '_>, ledger: &Ledger<'_>) {
    let facts = board.facts;
    let mut to = board.snapshot();
    let known: HashMap<&ReviewItem, usize> =
        (0..).zip(&facts.items).map(|(i, item)| (&item.item, i)).collect();
    let mut held = vec![0; facts.days];
    let mut add = |task: usize, day: usize, minutes: i64| {
        let portions: &mut Vec<Portion> = &mut to.portions[day];
        match portions.iter_mut().find(|p| p.task == task) {
            Some(p) => p.minutes += minutes,
            None => portions.push(Portion { task, minutes }),
        }
    };
    for e in ledger.entries.iter().filter(|e| !e.locked) {
        let day = e.day as usize;
        match e.serves {
            Serves::Work(act) => add(act, day, e.len()),
            Serves::Rhythm(r) => {
                let period = facts.periods_on[day].iter().find(|&&p| facts.periods[p].rhythm == r);
                if let Some(&p) = period {
                    to.served[p] = Some(day);
                }
            }
            Serves::Review(items) => {
                // All that is held on a day is one block; it may have been longer when it was promised.
                for &item in items.iter().filter_map(|item| known.get(item)) {
                    if facts.derived.review_minutes(held[day] + 1) <= facts.derived.block_max {
                        held[day] += 1;
                        to.held[item] = Some(day);
                    }
                }
            }
        }
    }
    drop_impossible(board, &mut to);
    board.restore(&to);
}

/// Takes from a snapshot what the arranger cannot lay out, with all that builds on it.
fn drop_impossible(board: &mut Board<'_, '_, '_>, to: &mut Snapshot) {
    let facts = board.facts;
    let mut lost: Vec<usize> = Vec::new();
    let mut held = vec![0; facts.days];
    to.held.iter().flatten().for_each(|&day| held[day] += 1);
    let mut all: Vec<Portion> = Vec::new();
    for (day, held) in held.into_iter().enumerate() {
        all.clone_from(&to.portions[day]);
        let rhythms = facts.periods_on[day].iter().filter(|&&p| to.served[p] == Some(day));
        all.extend(rhythms.map(|&p| facts.periods[p].rhythm).map(|rhythm| Portion {
            task: facts.rhythm_task(rhythm),
            minutes: facts.derived.rhythm_minutes(rhythm),
        }));
        if held > 0 {
            all.push(Portion { task: facts.review_task(), minutes: facts.derived.review_minutes(held) });
        }
        all.sort_unstable_by_key(|p| p.task);
        if board.arranger.arrange(facts, day, &all, IMPOSSIBLE) == Known::Points(IMPOSSIBLE) {
            lost.extend(to.portions[day].drain(..).map(|p| p.task));
            to.served.iter_mut().chain(&mut to.held).filter(|d| **d == Some(day)).for_each(|d| *d = None);
        }
    }
    let mut gone = vec![false; facts.tasks.len()];
    while let Some(act) = lost.pop() {
        gone[act] = true;
        for portions in &mut to.portions {
            portions.retain(|p| p.task != act);
        }
        for &next in &facts.after[act] {
            if to.portions.iter().flatten().any(|p| p.task == next) {
                lost.push(next);
            }
        }
    }
    // A unit that is not complete any more makes no review due.
    let is_gone = |unit: usize| facts.derived.units[unit].acts.clone().any(|act| gone[act]);
    for (item, held) in facts.items.iter().zip(&mut to.held) {
        if item.after.is_some_and(|(unit, _)| is_gone(unit)) {
            *held = None;
        }
    }
}
