//! Fixed-point arithmetic with 16 bits behind the point: a forecast is the same on every machine.
//! Invariant: no floats, no tables from outside; every function is total.

/// 1 in fixed point.
pub(super) const ONE: i64 = 1 << 16;

/// log2(e) in fixed point: natural exponents become powers of two.
pub(super) const LOG2_E: i64 = 94_548;

/// Powers of two beyond this are cut off.
const WIDEST: i64 = 20 * ONE;

pub(super) fn mul(a: i64, b: i64) -> i64 {
    (a * b) >> 16
}

/// `a / b`; `b` is taken as at least the smallest positive number.
pub(super) fn div(a: i64, b: i64) -> i64 {
    (a << 16) / b.max(1)
}

/// Square root; 0 for what has none.
pub(super) fn sqrt(x: i64) -> i64 {
    u64::try_from(x << 16).map_or(0, |x| x.isqrt() as i64)
}

/// 2 to the power of `x`, to about 5 digits.
pub(super) fn exp2(x: i64) -> i64 {
    let x = x.clamp(-WIDEST, WIDEST);
    let (whole, part) = (x >> 16, (x & (ONE - 1)) << 14);
    // Minimax polynomial of degree 5 on [0, 1), with 30 bits behind the point.
    let mut power: i64 = 2_016_025;
    for coefficient in [9_652_230, 59_943_045, 257_863_009, 744_267_402, 1_073_741_760] {
        power = coefficient + ((power * part) >> 30);
    }
    if whole >= 0 { (power << whole) >> 14 } else { power >> (14 - whole) }
}

/// Logarithm to base 2; what has none is taken as the smallest positive number.
pub(super) fn log2(x: i64) -> i64 {
    let x = x.max(1);
    let top = 63 - i64::from(x.leading_zeros());
    let mut rest = if top > 30 { x >> (top - 30) } else { x << (30 - top) };
    let mut log = (top - 16) << 16;
    for bit in (0..16).rev() {
        rest = (rest * rest) >> 30;
        if rest >= 2 << 30 {
            rest >>= 1;
            log += 1 << bit;
        }
    }
    log
}

#[cfg(test)]
mod tests {
    use super::*;

    #[allow(clippy::cast_precision_loss)]
    fn real(x: i64) -> f64 {
        x as f64 / ONE as f64
    }

    #[test]
    fn powers_and_logarithms_are_close() {
        for x in (-5 * ONE..5 * ONE).step_by(977) {
            let (ours, wanted) = (real(exp2(x)), real(x).exp2());
            assert!((ours - wanted).abs() < 2e-5 + 2e-5 * wanted, "2^{}: {ours} {wanted}", real(x));
        }
        for x in (ONE / 100..40 * ONE).step_by(1013) {
            assert!((real(log2(x)) - real(x).log2()).abs() < 1e-4, "log2 of {}", real(x));
        }
    }

    #[test]
    fn roots_and_quotients_are_close_and_total() {
        assert_eq!(sqrt(4 * ONE), 2 * ONE);
        assert_eq!(sqrt(ONE / 4), ONE / 2);
        assert_eq!(sqrt(-ONE), 0);
        assert_eq!(div(ONE, 2 * ONE), ONE / 2);
        assert_eq!(div(0, 0), 0);
        assert_eq!(mul(ONE / 2, ONE / 2), ONE / 4);
        assert_eq!(log2(0), log2(1));
        assert!(exp2(i64::MAX) > 0 && exp2(i64::MIN) == 0);
    }
}
