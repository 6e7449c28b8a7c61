//! How far a unit's real time may lie from its estimate: a log-normal with one width below and one above.
//! Invariant: the factor has mean 1 at every scale, so that the widths move no forecast by themselves.

use super::Effort;
use super::fixed::{LOG2_E, ONE, div, exp2, log2, mul};

/// ln(2) in fixed point.
const LN_2: i64 = 45_426;
/// Deviations between the middle of a normal and its outer tenth: 1.2816.
const TENTH: i64 = 83_989;
/// Mean of the upper half of a normal, times one half: 0.3989.
const HALF_MEAN: i64 = 26_145;
/// A unit said to take exactly its estimate is still believed to vary by a tenth.
const LEAST: i64 = ONE / 10;
/// No estimate is believed to be off by more than a factor of 8 each way.
const MOST: i64 = 3 * ONE;

/// The distribution of one unit's time against its estimate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spread {
    /// Deviation below and above, in powers of two.
    down: i64,
    up: i64,
    /// Logarithm of the mean, by the scale and by its square.
    lean: i64,
    bend: i64,
    /// Variance, were the distribution normal around the estimate.
    pub variance: i64,
    /// Mean time for one estimated minute.
    pub mean: i64,
}

impl Spread {
    pub(super) fn of(effort: Effort) -> Self {
        let width = |more: u32, less: u32| {
            let factor = div(i64::from(more.max(1)), i64::from(less.max(1)));
            div(log2(factor).clamp(0, MOST), TENTH).max(LEAST)
        };
        let (down, up) = (width(effort.likely, effort.low), width(effort.high, effort.likely));
        let (below, above) = (mul(down, LN_2), mul(up, LN_2));
        let a = mul(HALF_MEAN, above - below);
        let b = (mul(below, below) + mul(above, above)) / 4;
        let (lean, bend) = (mul(LOG2_E, a), mul(LOG2_E, b - mul(a, a) / 2));
        Spread { down, up, lean, bend, variance: 2 * b, mean: exp2(lean + bend) }
    }

    /// The logarithm of the factor for a normal draw `z`, with the widths scaled.
    pub(super) fn log_factor(&self, z: i64, scale: i64) -> i64 {
        let width = if z < 0 { self.down } else { self.up };
        mul(mul(z, width) - self.lean, scale) - mul(self.bend, mul(scale, scale))
    }
}

#[cfg(test)]
#[allow(clippy::cast_precision_loss)]
mod tests {
    use super::super::rng::{Purpose, Rng};
    use super::*;

    #[test]
    fn the_factor_has_mean_one_and_honours_the_range() {
        let spread = Spread::of(Effort { low: 240, likely: 360, high: 720 });
        for scale in [ONE / 2, ONE, ONE * 3 / 2] {
            let mut rng = Rng::new(3, 0, Purpose::Units);
            let sum: i64 = (0..100_000).map(|_| exp2(spread.log_factor(rng.normal(), scale))).sum();
            let mean = sum as f64 / 1e5 / ONE as f64;
            assert!((mean - 1.0).abs() < 0.03, "scale {scale}: {mean}");
        }
        let mut rng = Rng::new(4, 0, Purpose::Units);
        let factor = |z| exp2(spread.log_factor(z, ONE) + spread.lean + spread.bend);
        let over = (0..100_000).filter(|_| factor(rng.normal()) > 2 * ONE).count();
        assert!((9_000..11_000).contains(&over), "one in ten takes more than high: {over}");
    }

    #[test]
    fn odd_ranges_are_taken_as_narrow_or_cut_off() {
        let odd = [(0, 0, 0), (500, 100, 50), (1, 1, u32::MAX), (u32::MAX, u32::MAX, u32::MAX)];
        for (low, likely, high) in odd {
            let spread = Spread::of(Effort { low, likely, high });
            assert!(spread.down >= LEAST && spread.up >= LEAST && spread.up < 4 * ONE);
            assert!(spread.mean > 0 && spread.variance > 0);
        }
    }
}
