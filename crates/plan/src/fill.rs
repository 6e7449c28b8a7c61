//! Fills the free time of one day with work: a beam search over the day from left to right.
//! Invariant: every piece starts in a free gap, keeps the break, fits the room, follows what it builds on.

use crate::derived::{DAY, Derived};
use crate::interval::{Stretch, overlap, round_up};
use crate::progress::{Progress, cut};

/// Worth is counted in thousandths of a point.
pub(crate) const MILLI: i64 = 1000;

/// A unit that may be studied today.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    pub unit: usize,
    /// What a minute of it today is worth.
    pub per_minute: i64,
    /// What its completion today is worth.
    pub completion: i64,
    /// At most so many minutes, because the rest has published appointments.
    pub most: i64,
    /// Minutes it already has today.
    pub today: i64,
    /// Absolute minute from which its next piece may start.
    pub ready: i64,
    /// Prerequisites that are not complete yet but may be completed today.
    pub waits_for: Vec<usize>,
}

/// One piece of work that the search places.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Piece {
    pub act: usize,
    pub start: i64,
    pub end: i64,
    candidate: usize,
    /// Minutes of the activity that are left after it.
    left: i64,
    /// Minutes of its unit today, with it.
    today: i64,
    /// Minutes of its unit placed by this search, with it.
    taken: i64,
    /// Absolute end of the unit, if it is complete with this piece.
    complete: Option<i64>,
}

/// A way to fill the day up to some minute.
#[derive(Clone, Copy, Debug)]
struct State {
    worth: i64,
    room: i64,
    units: i64,
    /// Its last piece; the others are found from there.
    last: Option<usize>,
}

/// A piece and where the one before it stands: states that begin alike share their pieces.
#[derive(Clone, Copy, Debug)]
struct Link {
    piece: Piece,
    before: Option<usize>,
}

/// What the search needs room for; kept from day to day so that nothing is allocated again.
#[derive(Default)]
pub(crate) struct Workspace {
    /// By minute on the grid.
    beams: Vec<Vec<State>>,
    links: Vec<Link>,
    /// By candidate: its last piece in the state that is looked at.
    last: Vec<Option<usize>>,
    options: Vec<(Piece, i64)>,
}

impl Workspace {
    /// The pieces of a state, last ones first.
    fn pieces(&self, state: State) -> impl Iterator<Item = &Piece> {
        let link = |at: Option<usize>| at.map(|at| &self.links[at]);
        std::iter::successors(link(state.last), move |last| link(last.before)).map(|link| &link.piece)
    }

    /// Notes where each of so many candidates has its last piece in a state.
    fn look_up(&mut self, state: State, candidates: usize) {
        self.last.clear();
        self.last.resize(candidates, None);
        let mut next = state.last;
        while let Some(at) = next {
            let Link { piece, before } = &self.links[at];
            self.last[piece.candidate].get_or_insert(at);
            next = *before;
        }
    }

    /// The state with one more piece.
    fn with(&mut self, state: State, piece: Piece, gain: i64) -> State {
        self.links.push(Link { piece, before: state.last });
        State {
            worth: state.worth + gain,
            room: state.room - (piece.end - piece.start),
            units: state.units + i64::from(piece.today == piece.end - piece.start),
            last: Some(self.links.len() - 1),
        }
    }
}

/// One day to fill.
pub(crate) struct DayFill<'d, 'i> {
    pub derived: &'d Derived<'i>,
    pub progress: &'d Progress,
    pub day: i64,
    pub gaps: Vec<Stretch>,
    /// Minutes that may be added.
    pub room: i64,
    /// Different units that already have blocks today.
    pub units: i64,
    pub candidates: Vec<Candidate>,
    /// States kept at each minute.
    pub width: usize,
}

impl DayFill<'_, '_> {
    /// The best pieces found, in time order.
    pub(crate) fn run(&self, space: &mut Workspace) -> Vec<Piece> {
        let grid = self.derived.grid;
        let cells = (DAY / grid) as usize + 1;
        let Some(first) = self.next_start(0) else { return Vec::new() };
        let step = round_up(self.derived.brk, grid);
        space.beams.resize_with(cells + 1, Vec::new);
        space.links.clear();
        space.beams[(first / grid) as usize].push(State {
            worth: 0,
            room: self.room,
            units: self.units,
            last: None,
        });
        let mut best = State { worth: 0, room: 0, units: 0, last: None };
        for cell in 0..cells {
            if space.beams[cell].is_empty() {
                continue;
            }
            let mut states = std::mem::take(&mut space.beams[cell]);
            states.sort_by_key(|s| -s.worth);
            states.truncate(self.width);
            let now = cell as i64 * grid;
            let others = [self.next_edge(now), self.next_gap(now)];
            for &state in &states {
                if state.worth > best.worth {
                    best = state;
                }
                space.look_up(state, self.candidates.len());
                self.options(state, now, space);
                let mut options = std::mem::take(&mut space.options);
                for (piece, gain) in options.drain(..) {
                    let Some(next) = self.next_start(piece.end + step) else {
                        if state.worth + gain > best.worth {
                            best = space.with(state, piece, gain);
                        }
                        continue;
                    };
                    let next = (next / grid) as usize;
                    if self.has_place(&space.beams[next], state.worth + gain) {
                        let state = space.with(state, piece, gain);
                        space.beams[next].push(state);
                    }
                }
                space.options = options;
                for next in others.into_iter().flatten() {
                    let beam = &mut space.beams[(next / grid) as usize];
                    if beam.len() < 4 * self.width || beam.iter().any(|s| s.worth < state.worth) {
                        beam.push(state);
                    }
                }
            }
            states.clear();
            space.beams[cell] = states;
        }
        let mut pieces: Vec<Piece> = space.pieces(best).copied().collect();
        pieces.reverse();
        pieces
    }

    /// Whether a beam is not full of states that are as good.
    fn has_place(&self, beam: &[State], worth: i64) -> bool {
        beam.len() < self.width || beam.iter().filter(|s| s.worth >= worth).count() < self.width
    }

    /// First minute at or after `from`, which is on the grid, at which a gap is open.
    fn next_start(&self, from: i64) -> Option<i64> {
        self.gaps.iter().find(|g| g.1 > from).map(|g| g.0.max(from))
    }

    fn next_gap(&self, now: i64) -> Option<i64> {
        self.gaps.iter().find(|g| g.0 > now).map(|g| g.0)
    }

    /// The next edge of a deep window inside the gap at `now`.
    fn next_edge(&self, now: i64) -> Option<i64> {
        let gap = self.gaps.iter().find(|g| g.0 <= now && now < g.1)?;
        let edges = self.derived.deep(self.day).iter().flat_map(|w| [w.0, w.1]);
        edges.map(|e| round_up(e, self.derived.grid)).find(|&e| now < e && e < gap.1)
    }

    /// Every piece worth trying at `now`, with its gain.
    fn options(&self, state: State, now: i64, space: &mut Workspace) {
        let Some(&gap) = self.gaps.iter().find(|g| g.0 <= now && now < g.1) else { return };
        let step = round_up(self.derived.brk, self.derived.grid);
        let edge = self.derived.deep(self.day).iter().find(|w| w.0 <= now && now < w.1).map(|w| w.1);
        for (index, c) in self.candidates.iter().enumerate() {
            let Some(at) = self.standing(space, state, index) else { continue };
            if at.ready > self.day * DAY + now {
                continue;
            }
            let cut = cut(self.derived, at.act);
            let rest = (c.most - at.taken).max(0);
            if rest == 0 {
                continue;
            }
            let room = (gap.1 - now).min(state.room).min(round_up(rest, self.derived.grid).max(cut.shortest));
            let Some(longest) = cut.piece(at.left, room) else { continue };
            let deep = self.derived.acts[at.act].deep;
            let mut lengths = [Some(longest), None, None, None];
            if deep {
                lengths[1] = edge.filter(|&e| e < now + longest).and_then(|e| cut.piece(at.left, e - now));
            }
            let free = i64::from(self.derived.inst.learner.unit_day_free) - at.today;
            if free < longest {
                lengths[2] = cut.piece(at.left, free);
            }
            let rest_of_gap = gap.1 - now - longest - step;
            if rest_of_gap < self.derived.block_min && gap.1 - now > longest {
                lengths[3] = cut.piece(at.left, gap.1 - now - step - self.derived.block_min);
            }
            for i in 0..lengths.len() {
                let Some(n) = lengths[i].filter(|n| !lengths[..i].contains(&Some(*n))) else { continue };
                let piece = Piece {
                    act: at.act,
                    start: now,
                    end: now + n,
                    candidate: index,
                    left: at.left - n,
                    today: at.today + n,
                    taken: at.taken + n,
                    complete: self.completes(at.act, at.left - n, now + n),
                };
                space.options.push((piece, self.gain(state, &piece)));
            }
        }
    }

    fn gain(&self, state: State, piece: &Piece) -> i64 {
        let c = &self.candidates[piece.candidate];
        let w = &self.derived.inst.weights;
        let n = piece.end - piece.start;
        let mut cost = w.block;
        if self.derived.acts[piece.act].deep {
            cost += w.deep * self.derived.shallow(self.day, piece.start, piece.end);
        }
        let free = i64::from(self.derived.inst.learner.unit_day_free);
        cost += w.massed * ((piece.today - free).max(0) - (piece.today - n - free).max(0));
        if piece.today == n && state.units >= i64::from(self.derived.inst.learner.units_per_day_free) {
            cost += w.extra_unit;
        }
        let completion = if piece.complete.is_some() { c.completion } else { 0 };
        // These minutes cost blocks on any day; the share of this piece is no loss.
        let left = piece.left + n;
        let longest = self.derived.block_max.max(1);
        let blocks = if left <= longest { 1 } else { -(-left).div_euclid(longest) };
        let all = MILLI * w.block * blocks;
        let share = if n == left { all } else { all * n / left };
        n * c.per_minute + completion + share - MILLI * cost
    }

    /// Absolute end of the unit if this piece is its last.
    fn completes(&self, act: usize, left: i64, end: i64) -> Option<i64> {
        let unit = self.derived.acts[act].unit;
        let later = act + 1..self.derived.units[unit].acts.end;
        (left == 0 && later.clone().all(|a| self.progress.left[a] == 0))
            .then(|| (self.day * DAY + end).max(self.progress.finish(self.derived, unit).unwrap_or(i64::MIN)))
    }

    /// Where a candidate stands in a state; `None` if it has nothing to do or must wait.
    fn standing(&self, space: &Workspace, state: State, index: usize) -> Option<Standing> {
        let c = &self.candidates[index];
        let Some(last) = space.last[index].map(|at| &space.links[at].piece) else {
            let act = self.progress.current[c.unit];
            let mut ready = c.ready;
            for &p in &c.waits_for {
                let of_unit = |q: &&Piece| self.derived.acts[q.act].unit == p;
                let end = space.pieces(state).filter(of_unit).find_map(|q| q.complete)?;
                ready = ready.max(end);
            }
            return Some(Standing { act, left: self.progress.left[act], ready, today: c.today, taken: 0 });
        };
        let end = self.day * DAY + last.end;
        let unit_end = self.derived.units[c.unit].acts.end;
        let (act, left) = if last.left > 0 {
            (last.act, last.left)
        } else {
            let act = (last.act + 1..unit_end).find(|&a| self.progress.left[a] > 0)?;
            (act, self.progress.left[act])
        };
        let ready = self.progress.after_earlier(self.derived, act).max(end);
        Some(Standing { act, left, ready, today: last.today, taken: last.taken })
    }
}

/// Where a unit stands in the middle of a day.
struct Standing {
    act: usize,
    left: i64,
    /// Absolute minute.
    ready: i64,
    today: i64,
    taken: i64,
}

/// Minutes of a stretch inside deep windows; light blocks had better leave them to deep work.
pub(crate) fn deep_minutes(derived: &Derived<'_>, day: i64, from: i64, to: i64) -> i64 {
    overlap(from, to, derived.deep(day))
}
