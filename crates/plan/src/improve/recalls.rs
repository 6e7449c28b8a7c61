//! Reviews of a board: those that have lost their day go, those that are due find one.
//! Invariant: one review block a day, as long as its items need, every item within its tolerance (H14).

use super::board::{Board, Task};
use super::facts::Facts;
use super::recreate::{Recreate, cheaper};
use super::tally::{due, missed};

/// Where an item may be held.
enum Place {
    Join(usize),
    New(super::recreate::Spot),
}

impl Recreate<'_, '_, '_> {
    pub(super) fn reviews(&mut self) {
        let facts = self.facts;
        let mut open: Vec<(i64, usize)> = Vec::new();
        for item in 0..facts.items.len() {
            let range = days(facts, self.board, item);
            if let Some(day) = self.board.held[item] {
                if range.is_some_and(|(from, to)| (from..=to).contains(&(day as i64))) {
                    continue;
                }
                drop_item(facts, self.board, item, day);
            }
            if let Some((_, to)) = range {
                open.push((to, item));
            }
        }
        open.sort_unstable();
        for (_, item) in open {
            self.hold(item);
        }
    }

    /// Holds an item on its cheapest day, unless leaving it out costs less.
    fn hold(&mut self, item: usize) {
        let facts = self.facts;
        let derived = facts.derived;
        let (Some((from, to)), Some(due)) = (days(facts, self.board, item), due(facts, self.board, item))
        else {
            return;
        };
        let weight = derived.inst.weights.review;
        let mut best = (weight * missed(facts, due), None);
        for day in from.max(facts.today).max(0)..=to.min(derived.days - 1) {
            let off = weight * (100 * (day - due.day).abs() / due.interval);
            if off >= best.0 {
                continue;
            }
            let day = day as usize;
            let block = self.board.days[day].iter().position(|s| s.task == Task::Review);
            let (cost, place) = match block {
                Some(index) if joins(facts, self.board, (day, index)) => {
                    (off + self.chance_cost() / 4, Place::Join(day))
                }
                Some(_) => continue,
                None => {
                    let length = derived.review_minutes(1);
                    if length > derived.block_max {
                        continue;
                    }
                    let spot = self.spot_on(day, length, Task::Review);
                    let Some(spot) = cheaper(None, spot) else { continue };
                    (spot.dearer_by(off).cost(), Place::New(spot))
                }
            };
            if cost < best.0 {
                best = (cost, Some(place));
            }
        }
        match best.1 {
            Some(Place::Join(day)) => {
                let count = count(self.board, day) + 1;
                if let Some(index) = self.board.days[day].iter().position(|s| s.task == Task::Review) {
                    let end = self.board.days[day][index].start + derived.review_minutes(count);
                    self.board.stretch(facts, day, index, end);
                }
                self.board.held[item] = Some(day);
            }
            Some(Place::New(spot)) => {
                self.place(spot, Task::Review);
                self.board.held[item] = Some(spot.day());
            }
            None => {}
        }
    }
}

fn count(board: &Board, day: usize) -> usize {
    board.held.iter().filter(|h| **h == Some(day)).count()
}

/// First and last day of an item that is due.
fn days(facts: &Facts<'_, '_>, board: &Board, item: usize) -> Option<(i64, i64)> {
    let due = due(facts, board, item)?;
    let (early, late) = facts.derived.tolerance(due.interval);
    Some((due.day - early, due.day + late))
}

/// Whether one more item fits into a review block.
fn joins(facts: &Facts<'_, '_>, board: &Board, (day, index): (usize, usize)) -> bool {
    let derived = facts.derived;
    let slot = board.days[day][index];
    let length = derived.review_minutes(count(board, day) + 1);
    let more = length - (slot.end - slot.start);
    let next = board.days[day].get(index + 1).map_or(i64::MAX, |s| s.start - derived.brk);
    let run = facts.runs[day].iter().find(|r| r.0 <= slot.start && slot.start < r.1).map_or(0, |r| r.1);
    !slot.locked
        && length <= derived.block_max
        && (more <= 0 || more <= board.room(facts, day) && slot.start + length <= next.min(run))
}

/// Takes an item out of its block.
fn drop_item(facts: &Facts<'_, '_>, board: &mut Board, item: usize, day: usize) {
    let Some(index) = board.days[day].iter().position(|s| s.task == Task::Review) else { return };
    if board.days[day][index].locked {
        return;
    }
    board.held[item] = None;
    match count(board, day) {
        0 => board.remove(facts, day, index),
        left => {
            let end = board.days[day][index].start + facts.derived.review_minutes(left);
            board.stretch(facts, day, index, end);
        }
    }
}
