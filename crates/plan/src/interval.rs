//! Half-open stretches of minutes and the few operations the rules need on them.
//! Invariant: every list made here is sorted, without empty or touching stretches.

/// `(from, to)` in minutes, `to` exclusive.
pub(crate) type Stretch = (i64, i64);

/// Sorts, drops empty stretches, joins those that touch.
pub(crate) fn merge(mut list: Vec<Stretch>) -> Vec<Stretch> {
    list.retain(|&(a, b)| b > a);
    list.sort_unstable();
    let mut out: Vec<Stretch> = Vec::with_capacity(list.len());
    for (a, b) in list {
        match out.last_mut() {
            Some(last) if a <= last.1 => last.1 = last.1.max(b),
            Some(_) | None => out.push((a, b)),
        }
    }
    out
}

/// What is left of `list` without `cuts`; both as [`merge`] leaves them.
pub(crate) fn subtract(list: &[Stretch], cuts: &[Stretch]) -> Vec<Stretch> {
    let mut out = Vec::with_capacity(list.len() + cuts.len());
    for &(mut a, b) in list {
        for &(c, d) in cuts {
            if d <= a || c >= b {
                continue;
            }
            if c > a {
                out.push((a, c));
            }
            a = a.max(d);
        }
        if a < b {
            out.push((a, b));
        }
    }
    out
}

/// Minutes that `(a, b)` has in common with `list`.
pub(crate) fn overlap(a: i64, b: i64, list: &[Stretch]) -> i64 {
    list.iter().map(|&(c, d)| (b.min(d) - a.max(c)).max(0)).sum()
}

/// The smallest multiple of `grid` that is at least `value`.
pub(crate) fn round_up(value: i64, grid: i64) -> i64 {
    -(-value).div_euclid(grid) * grid
}

/// The largest multiple of `grid` that is at most `value`.
pub(crate) fn round_down(value: i64, grid: i64) -> i64 {
    value.div_euclid(grid) * grid
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merging_joins_what_touches_and_drops_what_is_empty() {
        assert_eq!(merge(vec![(30, 40), (0, 10), (10, 20), (25, 25), (35, 36)]), vec![(0, 20), (30, 40)]);
    }

    #[test]
    fn subtracting_cuts_heads_tails_and_middles() {
        assert_eq!(subtract(&[(0, 100)], &[(0, 10), (40, 50), (90, 120)]), vec![(10, 40), (50, 90)]);
        assert_eq!(subtract(&[(0, 10)], &[(0, 10)]), vec![]);
    }

    #[test]
    fn rounding_goes_to_the_grid() {
        assert_eq!((round_up(25, 15), round_up(30, 15), round_up(-1, 15)), (30, 30, 0));
        assert_eq!((round_down(29, 15), round_down(-1, 15)), (15, -15));
    }
}
