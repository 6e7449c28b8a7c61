//! How many study minutes can fit at most, and the certificate that a target is out of reach.
//! Invariant: an upper bound for every plan; it looks at availability and limits alone.

use crate::Level;
use crate::derived::Derived;
use crate::interval::round_up;

/// The certificate: if `need > have`, no plan completes the core units by the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// Minutes of the core units and all they need.
    pub need: i64,
    /// Minutes that fit until the target under perfect packing.
    pub have: i64,
}

pub(crate) fn certificate(derived: &Derived<'_>) -> Certificate {
    let fits = fitting(derived);
    let have = fits.iter().zip(&derived.budget).map(|(fits, budget)| fits.min(budget)).sum();
    let core = core_closure(derived);
    let need = derived.units.iter().zip(core).filter(|(_, n)| *n).map(|(u, _)| u.need).sum();
    Certificate { need, have }
}

/// Minutes that the windows, breaks and the day maximum hold in each week until the target, budgets aside.
pub(crate) fn fitting(derived: &Derived<'_>) -> Vec<i64> {
    let cut = (derived.target_day + 1).clamp(0, derived.days);
    let of_week =
        |week: i64| (7 * week..7 * week + 7).filter(|&d| d < cut).map(|d| derived.fits()[d as usize]).sum();
    (0..derived.weeks).map(of_week).collect()
}

/// Most study minutes that fit on a day, with breaks and the day maximum; exact.
pub(crate) fn packable(derived: &Derived<'_>, day: i64) -> i64 {
    if derived.block_max <= 0 {
        return 0;
    }
    let cells = (1440 / derived.grid) as usize;
    let gap = ((round_up(derived.brk, derived.grid) / derived.grid) as usize).min(cells);
    let longest = (derived.block_max / derived.grid) as usize;
    let mut free = vec![false; cells];
    for (a, b) in derived.free(day) {
        for cell in round_up(a, derived.grid) / derived.grid..b / derived.grid {
            free[cell as usize] = true;
        }
    }
    // Runs closer than a break compete, so this is a walk over the grid from the right.
    let mut best = vec![0_i64; cells + gap + 1];
    let mut run = 0;
    for i in (0..cells).rev() {
        run = if free[i] { run + 1 } else { 0 };
        best[i] = best[i + 1];
        // A step more in a block never costs more than a step behind it, so the longest block is as good as any.
        let n = run.min(longest);
        if n > 0 {
            best[i] = best[i].max(n as i64 * derived.grid + best[(i + n + gap).min(cells + gap)]);
        }
    }
    best[0].min(derived.day_max)
}

/// For each unit whether it is an open core unit or an open one that such a unit needs.
pub(crate) fn core_closure(derived: &Derived<'_>) -> Vec<bool> {
    let mut needed = vec![false; derived.units.len()];
    let mut todo: Vec<usize> = derived
        .inst
        .units
        .iter()
        .enumerate()
        .filter(|(i, u)| derived.units[*i].open && u.level == Level::Core)
        .map(|(i, _)| i)
        .collect();
    while let Some(unit) = todo.pop() {
        if !needed[unit] {
            needed[unit] = true;
            todo.extend(&derived.units[unit].prereqs);
        }
    }
    needed
}
