//! The only randomness of the planner: SplitMix64 from the instance's seed.
//! Invariant: the same seed gives the same numbers on every machine.

/// What the state grows by.
pub(crate) const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// Spreads a number over all bits.
pub(crate) fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

#[derive(Clone)]
pub(crate) struct Rng(u64);

impl Rng {
    pub(crate) fn new(seed: u64) -> Self {
        Rng(seed)
    }

    /// 64 random bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number from 0 to `end - 1`; 0 if there is none.
    pub(crate) fn below(&mut self, end: i64) -> i64 {
        let end = u64::try_from(end).unwrap_or(0).max(1);
        ((u128::from(self.next()) * u128::from(end)) >> 64) as i64
    }

    pub(crate) fn index(&mut self, len: usize) -> usize {
        self.below(len as i64) as usize
    }

    /// True in `percent` of 100 calls.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    /// Exponentially distributed with about this mean, in whole numbers.
    pub(crate) fn exponential(&mut self, mean: i64) -> i64 {
        let x = self.next() | 1;
        let zeros = i64::from(x.leading_zeros());
        // log2 between two powers of two is taken as a straight line; 1443/1000 is 1 / ln 2.
        let fraction = ((x << x.leading_zeros()) >> 53) as i64 & 1023;
        mean * (1000 * zeros + 1000 - 1000 * fraction / 1024) / 1443
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_has_its_mean() {
        let mut rng = Rng::new(7);
        let sum: i64 = (0..100_000).map(|_| rng.exponential(1000)).sum();
        assert!((950..1050).contains(&(sum / 100_000)), "{}", sum / 100_000);
    }
}
