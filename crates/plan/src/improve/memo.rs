//! Remembers what days cost: the same portions on days of the same shape are arranged once.
//! Invariant: a value is a function of its key alone, so forgetting changes no result, only the time.

/// Points of a day that cannot hold its portions.
pub(super) const IMPOSSIBLE: i64 = i64::MAX;

pub(super) struct Memo {
    /// Key and value, by the low bits of the key; a newer entry replaces an older one.
    entries: Vec<(u64, i64)>,
}

impl Memo {
    /// Room for `2^bits` days.
    pub(super) fn new(bits: u32) -> Self {
        Memo { entries: vec![(0, IMPOSSIBLE); 1 << bits] }
    }

    pub(super) fn get(&self, key: u64) -> Option<i64> {
        let (known, value) = self.entries[self.index(key)];
        (known == key).then_some(value)
    }

    pub(super) fn put(&mut self, key: u64, value: i64) {
        let index = self.index(key);
        self.entries[index] = (key, value);
    }

    fn index(&self, key: u64) -> usize {
        key as usize & (self.entries.len() - 1)
    }
}

/// Part of a key: portions are added up, so that their order does not matter.
pub(super) fn mix(a: u64, b: u64) -> u64 {
    let mut z =
        (a.wrapping_mul(0x9E37_79B9_7F4A_7C15)) ^ (b.wrapping_add(1).wrapping_mul(0xD6E8_FEB8_6659_FD93));
    z = (z ^ (z >> 32)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z ^ (z >> 29)
}
