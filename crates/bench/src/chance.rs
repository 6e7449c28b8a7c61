//! SplitMix64 and the draws that the generators make with it.
//! Invariant: integers only, so a seed means the same instance on every machine.

/// A stream of numbers that follows from its seed.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The stream of this name and seed; other names give other streams.
    #[must_use]
    pub fn new(name: &str, seed: u64) -> Chance {
        let mixed = name.bytes().fold(seed, |state, byte| Chance(state ^ u64::from(byte)).next());
        Chance(mixed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number of `from..=to`.
    pub fn between(&mut self, from: u32, to: u32) -> u32 {
        let width = u64::from(to.saturating_sub(from)) + 1;
        let scaled = (u128::from(self.next()) * u128::from(width)) >> 64;
        from + u32::try_from(scaled).unwrap_or(0)
    }

    /// One of the list; `default` if it is empty.
    pub fn one_of<T: Copy>(&mut self, list: &[T], default: T) -> T {
        let last = u32::try_from(list.len()).unwrap_or(0).saturating_sub(1);
        list.get(self.between(0, last) as usize).copied().unwrap_or(default)
    }

    /// True in so many of a thousand draws.
    pub fn permille(&mut self, chance: u32) -> bool {
        self.between(1, 1000) <= chance
    }

    /// `count` different members of the list, or all of it, in its order.
    pub fn some_of<T: Clone>(&mut self, list: &[T], count: usize) -> Vec<T> {
        let (mut wanted, mut out) = (count.min(list.len()), Vec::new());
        for (i, item) in list.iter().enumerate() {
            let left = u32::try_from(list.len() - i).unwrap_or(1);
            if (self.between(1, left) as usize) <= wanted {
                out.push(item.clone());
                wanted -= 1;
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Chance;

    #[test]
    fn the_stream_is_splitmix64() {
        // From the reference implementation with seed 1234567.
        let mut chance = Chance(1_234_567);
        assert_eq!([chance.next(), chance.next()], [6_457_827_717_110_365_317, 3_203_168_211_198_807_973]);
    }

    #[test]
    fn draws_stay_inside_their_bounds() {
        let mut chance = Chance::new("test", 1);
        let drawn: Vec<u32> = (0..1000).map(|_| chance.between(3, 6)).collect();
        assert_eq!([drawn.iter().min(), drawn.iter().max()], [Some(&3), Some(&6)]);
        for _ in 0..100 {
            let some = chance.some_of(&[1, 2, 3, 4, 5], 3);
            assert!(some.len() == 3 && some.is_sorted(), "{some:?}");
        }
    }
}
