//! Which unit is worth its time most: best-ratio cones of the prerequisite graph.
//! Idea: Sidney decomposition of one-machine scheduling with weighted completion; a unit that many weighty
//! units wait for ranks with the best group it opens.

use crate::derived::Derived;

/// Priority per minute in units of 1e-6, by unit; 0 for units with nothing to do.
///
/// Repeatedly takes the unit whose cone (itself and all it still needs) has the highest ratio of priority to
/// minutes; the whole cone gets that ratio. Ties go to the earlier unit.
pub(crate) fn ratios(derived: &Derived<'_>) -> Vec<i64> {
    let count = derived.units.len();
    let overhead = i64::from(derived.inst.reviews.item_min) * derived.inst.reviews.offsets_days.len() as i64;
    let weight =
        |u: usize| if derived.inst.units[u].finishes { derived.units[u].prio * 1_000_000 } else { 0 };
    let minutes =
        |u: usize| derived.units[u].need + if derived.inst.units[u].finishes { overhead } else { 0 };
    let cones: Vec<Vec<usize>> = (0..count).map(|u| cone(derived, u)).collect();
    let mut ratio = vec![0; count];
    let mut settled: Vec<bool> = derived.units.iter().map(|u| u.need == 0).collect();
    // Sums over the members that are not settled; kept up to date as cones are taken.
    let mut sums: Vec<(i64, i64)> = cones
        .iter()
        .map(|c| c.iter().filter(|&&m| !settled[m]).fold((0, 0), |s, &m| (s.0 + weight(m), s.1 + minutes(m))))
        .collect();
    let mut dependents: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (u, c) in cones.iter().enumerate() {
        for &m in c {
            dependents[m].push(u);
        }
    }
    loop {
        let best = (0..count).filter(|&u| !settled[u]).max_by(|&a, &b| {
            let (x, y) = (sums[a], sums[b]);
            // A tie goes to the smaller index, so compare indices the other way round.
            (i128::from(x.0) * i128::from(y.1)).cmp(&(i128::from(y.0) * i128::from(x.1))).then(b.cmp(&a))
        });
        let Some(best) = best else { return ratio };
        let value = sums[best].0 / sums[best].1.max(1);
        for &member in &cones[best] {
            if settled[member] {
                continue;
            }
            settled[member] = true;
            ratio[member] = value.max(1);
            for &d in &dependents[member] {
                sums[d].0 -= weight(member);
                sums[d].1 -= minutes(member);
            }
        }
    }
}

/// The unit and every open unit it needs, directly or not.
fn cone(derived: &Derived<'_>, unit: usize) -> Vec<usize> {
    let mut seen = vec![false; derived.units.len()];
    let mut todo = vec![unit];
    let mut out = Vec::new();
    while let Some(u) = todo.pop() {
        if !seen[u] {
            seen[u] = true;
            out.push(u);
            todo.extend(&derived.units[u].prereqs);
        }
    }
    out
}
