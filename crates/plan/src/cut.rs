//! Cutting what is left of an activity into blocks.
//! Invariant: a piece never leaves a remnant that no block can hold (H10), and if any cut into whole blocks
//! exists, the piece leaves one that can be continued.

use crate::interval::round_down;

/// Bounds on the length of one piece of an activity.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    pub grid: i64,
    /// `min(block_min, remaining)` of the whole activity, on the grid.
    pub shortest: i64,
    /// `block_max`, on the grid.
    pub longest: i64,
}

impl Cut {
    /// Whether so many minutes are a whole number of allowed blocks.
    fn divides(&self, minutes: i64) -> bool {
        if minutes <= self.longest {
            return minutes == 0 || self.shortest <= minutes;
        }
        self.longest > 0 && -(-minutes).div_euclid(self.longest) * self.shortest.max(1) <= minutes
    }

    /// The longest allowed piece of at most `room` minutes when `left` minutes are to be placed.
    pub(crate) fn piece(&self, left: i64, room: i64) -> Option<i64> {
        let top = round_down(room.min(left).min(self.longest), self.grid);
        let bottom = self.shortest.max(self.grid);
        let mut fallback = None;
        let mut n = top;
        while n >= bottom {
            let rest = left - n;
            if self.divides(rest) {
                return Some(n);
            }
            if fallback.is_none() && rest >= self.shortest {
                fallback = Some(n);
            }
            n -= self.grid;
        }
        fallback
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CUT: Cut = Cut { grid: 15, shortest: 30, longest: 90 };

    #[test]
    fn the_longest_piece_leaves_what_blocks_can_hold() {
        assert_eq!(CUT.piece(105, 200), Some(75));
        assert_eq!(CUT.piece(90, 200), Some(90));
        assert_eq!(CUT.piece(90, 80), Some(60));
        assert_eq!(CUT.piece(45, 40), None);
    }

    #[test]
    fn a_short_activity_is_one_block() {
        assert_eq!(Cut { shortest: 15, ..CUT }.piece(15, 90), Some(15));
    }

    #[test]
    fn a_piece_keeps_the_rest_divisible() {
        let narrow = Cut { grid: 5, shortest: 50, longest: 60 };
        assert_eq!(narrow.piece(160, 60), Some(60));
        assert_eq!(narrow.piece(150, 60), Some(50));
        // No cut is whole: place what leaves no remnant.
        assert_eq!(narrow.piece(130, 60), Some(60));
        assert_eq!(narrow.piece(95, 60), None);
    }

    #[test]
    fn bounds_that_exclude_each_other_give_nothing() {
        assert_eq!(Cut { grid: 15, shortest: 60, longest: 45 }.piece(120, 500), None);
        assert_eq!(Cut { grid: 15, shortest: 30, longest: 0 }.piece(120, 500), None);
    }
}
