//! CPU time of the whole process, and what becomes of many measurements.
//! Invariant: the result of the measured work is kept alive until the clock was read.

use std::hint::black_box;

use cpu_time::ProcessTime;

/// Runs the work `runs` times (at least once) and answers its last result with the median of its CPU milliseconds.
pub fn timed<T>(runs: usize, mut work: impl FnMut() -> T) -> (T, f64) {
    let mut times = Vec::with_capacity(runs);
    let mut once = || {
        let begin = ProcessTime::now();
        let result = black_box(work());
        times.push(begin.elapsed().as_secs_f64() * 1000.0);
        result
    };
    let mut last = once();
    for _ in 1..runs {
        last = once();
    }
    (last, median(&times))
}

/// The middle of the list, between the two middle ones if there are two; 0 of nothing.
#[must_use]
pub fn median(list: &[f64]) -> f64 {
    let mut sorted = list.to_vec();
    sorted.sort_by(f64::total_cmp);
    let half = sorted.len() / 2;
    match (sorted.get(half), half.checked_sub(1).and_then(|i| sorted.get(i))) {
        (Some(upper), Some(lower)) if sorted.len().is_multiple_of(2) => f64::midpoint(*upper, *lower),
        (Some(middle), _) => *middle,
        (None, _) => 0.0,
    }
}

/// The value that so many percent of the list do not exceed; 0 of nothing.
#[must_use]
pub fn percentile(list: &[f64], percent: usize) -> f64 {
    let mut sorted = list.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() * percent).div_ceil(100);
    sorted.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
}

/// The mean; 0 of nothing.
#[must_use]
pub fn mean(list: &[f64]) -> f64 {
    if list.is_empty() { 0.0 } else { list.iter().sum::<f64>() / list.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::{mean, median, percentile, timed};

    #[test]
    fn statistics_of_small_lists() {
        assert_eq!(
            (median(&[]), median(&[3.0]), median(&[4.0, 1.0, 2.0]), median(&[1.0, 2.0])),
            (0.0, 3.0, 2.0, 1.5)
        );
        let ten: Vec<f64> = (1..=10).map(f64::from).collect();
        assert_eq!((percentile(&ten, 90), percentile(&ten, 100), percentile(&[], 90)), (9.0, 10.0, 0.0));
        assert!((mean(&ten) - 5.5).abs() < 1e-9);
    }

    #[test]
    fn work_runs_as_often_as_asked_and_takes_time() {
        let mut runs = 0;
        let (last, time) = timed(3, || {
            runs += 1;
            (0..2_000_000_u64).map(std::hint::black_box).sum::<u64>() + runs
        });
        assert_eq!(last, 1_999_999_000_000 + 3);
        assert!(time > 0.0);
    }
}
