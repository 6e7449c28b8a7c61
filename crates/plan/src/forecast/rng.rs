//! Random numbers of a forecast: the planner's generator, one stream for each purpose of each future.
//! Invariant: the same seed, future and purpose give the same numbers, whatever other streams are asked for.

use super::fixed::{ONE, mul, sqrt};
use crate::rng::{self, STEP, mix};

/// What a stream is for. Apart, so that a change of the hours does not deal other units' luck anew.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    /// Who the learner is.
    Learner,
    /// Luck with each unit.
    Units,
    /// Good weeks and bad weeks.
    Weeks,
}

#[derive(Clone)]
pub(super) struct Rng(rng::Rng);

impl Rng {
    pub(super) fn new(seed: u64, future: u32, purpose: Purpose) -> Self {
        let stream = 4 * u64::from(future) + purpose as u64;
        Rng(rng::Rng::new(mix(mix(seed.wrapping_add(STEP)).wrapping_add(stream.wrapping_mul(STEP)))))
    }

    /// Sum of the four 16-bit parts of one number: 0 to 4 * 65,535.
    fn four(&mut self) -> i64 {
        let x = self.0.next();
        ((x & 0xFFFF) + ((x >> 16) & 0xFFFF) + ((x >> 32) & 0xFFFF) + (x >> 48)) as i64
    }

    /// Close to normal with mean 0 and deviation 1, within 3.46: one draw of many that are added up.
    pub(super) fn bell(&mut self) -> i64 {
        // 113,512 is the root of 3 in fixed point.
        mul(self.four() - 2 * 65_535, 113_512)
    }

    /// Normal with mean 0 and deviation 1, within 6: for draws that stand alone.
    pub(super) fn normal(&mut self) -> i64 {
        self.four() + self.four() + self.four() - 6 * 65_535
    }
}

/// A gamma distribution, by the cube of Wilson and Hilferty.
#[derive(Clone, Copy)]
pub(super) struct Gamma {
    shape: i64,
    centre: i64,
    spread: i64,
}

impl Gamma {
    /// `shape` in fixed point, above 0; the scale is 1.
    pub(super) fn new(shape: i64) -> Self {
        let shape = shape.max(ONE / 100);
        Gamma { shape, centre: ONE - ONE * ONE / (9 * shape), spread: ONE * ONE / (3 * sqrt(shape)) }
    }

    pub(super) fn draw(&self, rng: &mut Rng) -> i64 {
        let root = (self.centre + mul(self.spread, rng.normal())).clamp(0, 8 * ONE);
        mul(self.shape, mul(root, mul(root, root)))
    }
}

#[cfg(test)]
#[allow(clippy::cast_precision_loss)]
mod tests {
    use super::*;

    const MANY: i64 = 50_000;

    fn moments(mut draw: impl FnMut(&mut Rng) -> i64) -> (f64, f64) {
        let mut rng = Rng::new(1, 2, Purpose::Weeks);
        let (mut sum, mut squares) = (0.0, 0.0);
        for _ in 0..MANY {
            let x = draw(&mut rng) as f64 / ONE as f64;
            sum += x;
            squares += x * x;
        }
        let mean = sum / MANY as f64;
        (mean, squares / MANY as f64 - mean * mean)
    }

    #[test]
    fn draws_have_their_mean_and_variance() {
        for (mean, variance) in [moments(Rng::bell), moments(Rng::normal)] {
            assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
        }
        for shape in [0.6, 2.0, 15.0] {
            let gamma = Gamma::new((shape * ONE as f64) as i64);
            let (mean, variance) = moments(|rng| gamma.draw(rng));
            assert!((mean / shape - 1.0).abs() < 0.03, "{shape}: {mean}");
            assert!((variance / shape - 1.0).abs() < 0.15, "{shape}: {variance}");
        }
    }

    #[test]
    fn streams_differ_by_seed_future_and_purpose() {
        let first = |seed, future, purpose| Rng::new(seed, future, purpose).0.next();
        let all = [
            first(0, 0, Purpose::Learner),
            first(0, 0, Purpose::Units),
            first(0, 0, Purpose::Weeks),
            first(0, 1, Purpose::Learner),
            first(1, 0, Purpose::Learner),
        ];
        let distinct: std::collections::BTreeSet<u64> = all.into_iter().collect();
        assert_eq!(distinct.len(), all.len());
    }
}
