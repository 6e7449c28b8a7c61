//! shim
use chrono::NaiveDateTime;
use crate::*;
/// shim
pub struct MoveVerdict {/// v
pub violations: Vec<Violation>, /// n
pub nearest: Option<NaiveDateTime>}
/// shim
pub fn check_move(i: &Instance, b: &[Block], index: usize, start: NaiveDateTime, minutes: u32) -> MoveVerdict {
    let before = violations(i, b);
    let mut after = b.to_vec(); after[index].start = start; after[index].minutes = minutes;
    let v = violations(i, &after).into_iter().filter(|v| !before.contains(v)).collect();
    MoveVerdict{violations: v, nearest: None}
}
/// shim
pub struct Explanation {/// w
pub waited_for: Vec<(String, NaiveDateTime)>, /// u
pub unlocks: Vec<String>, /// d
pub deep_minutes_in_deep_window: u32}
/// shim
pub fn explain(_: &Instance, _: &[Block], _: usize) -> Explanation { Explanation{waited_for: vec![], unlocks: vec![], deep_minutes_in_deep_window: 0} }
