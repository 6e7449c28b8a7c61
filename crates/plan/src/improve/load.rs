//! From a list of blocks to a board.
//! Invariant: what stands on the board afterwards is lawful, whatever the arranger can do with the blocks.

use super::arrange::Portion;
use super::board::{Board, Snapshot};
use super::memo::{IMPOSSIBLE, Known};
use crate::ledger::{Ledger, Serves};

/// Puts blocks on an empty board. A day that the arranger cannot lay out is emptied.
pub(super) fn load(board: &mut Board<'_, '_, '_>, ledger: &Ledger<'_>) {
    let facts = board.facts;
    let mut to = board.snapshot();
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
                let period = facts.periods.iter().position(|p| p.rhythm == r && p.days.contains(&day));
                if let Some(p) = period {
                    to.served[p] = Some(day);
                }
            }
            Serves::Review(items) => {
                for (held, item) in to.held.iter_mut().zip(&facts.items) {
                    if items.contains(&item.item) {
                        *held = Some(day);
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
    for day in 0..to.portions.len() {
        let held = to.held.iter().filter(|h| **h == Some(day)).count();
        let mut all = to.portions[day].clone();
        all.sort_unstable_by_key(|p| p.task);
        let rhythms = facts.periods.iter().zip(&to.served).filter(|(_, s)| **s == Some(day));
        all.extend(rhythms.map(|(p, _)| Portion {
            task: facts.rhythm_task(p.rhythm),
            minutes: facts.derived.rhythm_minutes(p.rhythm),
        }));
        all.sort_unstable_by_key(|p| p.task);
        if held > 0 {
            all.push(Portion { task: facts.review_task(), minutes: facts.derived.review_minutes(held) });
        }
        if board.arranger.arrange(facts, day, &all, IMPOSSIBLE) == Known::Points(IMPOSSIBLE) {
            lost.extend(to.portions[day].drain(..).map(|p| p.task));
            to.served.iter_mut().chain(&mut to.held).filter(|d| **d == Some(day)).for_each(|d| *d = None);
        }
    }
    while let Some(act) = lost.pop() {
        for portions in &mut to.portions {
            portions.retain(|p| p.task != act);
        }
        for &next in &facts.after[act] {
            if to.portions.iter().flatten().any(|p| p.task == next) {
                lost.push(next);
            }
        }
    }
}
