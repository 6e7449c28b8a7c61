//! Remembers what days cost: the same portions on days of the same shape are arranged once.
//! Invariant: what is remembered is true of the key alone, whoever asked for it: a cost has an arrangement, and no
//! arrangement that a search would find costs less than what is kept as least.

/// Points of a day that cannot hold its portions.
pub(super) const IMPOSSIBLE: i64 = i64::MAX;

/// What is known of a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Known {
    /// It costs so much; [`IMPOSSIBLE`] if it cannot hold its portions.
    Points(i64),
    /// It costs so much at least.
    AtLeast(i64),
}

pub(super) struct Memo {
    /// Key and value, by the low bits of the key; a newer entry replaces an older one. What a day costs at least is
    /// kept as its complement, which is negative.
    entries: Vec<(u64, i64)>,
}

impl Memo {
    /// Room for `2^bits` days.
    pub(super) fn new(bits: u32) -> Self {
        Memo { entries: vec![(0, IMPOSSIBLE); 1 << bits] }
    }

    pub(super) fn get(&self, key: u64) -> Option<Known> {
        let (known, value) = self.entries[self.index(key)];
        let value = if value < 0 { Known::AtLeast(!value) } else { Known::Points(value) };
        (known == key).then_some(value)
    }

    pub(super) fn put(&mut self, key: u64, known: Known) {
        let index = self.index(key);
        let value = match known {
            Known::Points(points) => points,
            Known::AtLeast(points) => !points.max(0),
        };
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
