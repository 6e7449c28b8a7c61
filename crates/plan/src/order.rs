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
    let needs: Vec<&[usize]> = derived.units.iter().map(|u| u.prereqs.as_slice()).collect();
    let cones = Reach::new(&needs);
    let mut needed_by: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (u, prereqs) in needs.iter().enumerate() {
        prereqs.iter().for_each(|&p| needed_by[p].push(u));
    }
    let dependents = Reach::new(&needed_by);
    let mut ratio = vec![0; count];
    let mut settled: Vec<bool> = derived.units.iter().map(|u| u.need == 0).collect();
    // Sums over the members that are not settled; kept up to date as cones are taken.
    let mut sums: Vec<(i64, i64)> = (0..count)
        .map(|u| {
            let members = cones.of(u).filter(|&m| !settled[m]);
            members.fold((0, 0), |s, m| (s.0 + weight(m), s.1 + minutes(m)))
        })
        .collect();
    loop {
        let best = (0..count).filter(|&u| !settled[u]).max_by(|&a, &b| {
            let (x, y) = (sums[a], sums[b]);
            // A tie goes to the smaller index, so compare indices the other way round.
            (i128::from(x.0) * i128::from(y.1)).cmp(&(i128::from(y.0) * i128::from(x.1))).then(b.cmp(&a))
        });
        let Some(best) = best else { return ratio };
        let value = sums[best].0 / sums[best].1.max(1);
        for member in cones.of(best) {
            if settled[member] {
                continue;
            }
            settled[member] = true;
            ratio[member] = value.max(1);
            for d in dependents.of(member) {
                sums[d].0 -= weight(member);
                sums[d].1 -= minutes(member);
            }
        }
    }
}

/// For each node itself and all that its edges lead to, directly or not: a bit for each pair, so that a chain of
/// thousands of units stays small.
struct Reach {
    /// Words in a row.
    width: usize,
    words: Vec<u64>,
}

impl Reach {
    /// `edges` has no cycle.
    fn new<E: AsRef<[usize]>>(edges: &[E]) -> Self {
        let width = edges.len().div_ceil(64);
        let mut reach = Reach { width, words: vec![0; width * edges.len()] };
        for node in ends_first(edges) {
            reach.words[node * width + node / 64] |= 1 << (node % 64);
            for &to in edges[node].as_ref() {
                for word in 0..width {
                    let more = reach.words[to * width + word];
                    reach.words[node * width + word] |= more;
                }
            }
        }
        reach
    }

    /// The nodes that a node reaches, itself among them, ascending.
    fn of(&self, node: usize) -> impl Iterator<Item = usize> {
        let row = &self.words[node * self.width..(node + 1) * self.width];
        row.iter().enumerate().flat_map(|(at, &word)| {
            let mut left = word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros();
                left &= left.wrapping_sub(1);
                (bit < 64).then_some(at * 64 + bit as usize)
            })
        })
    }
}

/// The nodes in an order in which each stands behind all that its edges lead to.
fn ends_first<E: AsRef<[usize]>>(edges: &[E]) -> Vec<usize> {
    let mut waits: Vec<usize> = edges.iter().map(|e| e.as_ref().len()).collect();
    let mut from: Vec<Vec<usize>> = vec![Vec::new(); edges.len()];
    for (node, list) in edges.iter().enumerate() {
        list.as_ref().iter().for_each(|&to| from[to].push(node));
    }
    let mut order: Vec<usize> = (0..edges.len()).filter(|&n| waits[n] == 0).collect();
    let mut next = 0;
    while let Some(&node) = order.get(next) {
        next += 1;
        for &waiting in &from[node] {
            waits[waiting] -= 1;
            if waits[waiting] == 0 {
                order.push(waiting);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_reached_is_counted_once() {
        let edges = [vec![1, 2, 2], vec![3], vec![3], vec![], vec![0]];
        let reach = Reach::new(&edges);
        let all: Vec<Vec<usize>> = (0..5).map(|n| reach.of(n).collect()).collect();
        assert_eq!(all, [vec![0, 1, 2, 3], vec![1, 3], vec![2, 3], vec![3], vec![0, 1, 2, 3, 4]]);
    }

    #[test]
    fn long_chains_reach_their_end() {
        let edges: Vec<Vec<usize>> = (0..200_usize).map(|n| n.checked_sub(1).into_iter().collect()).collect();
        assert_eq!(Reach::new(&edges).of(199).collect::<Vec<_>>(), (0..200).collect::<Vec<_>>());
    }
}
