//! Watching a plan being made: how far the search is, a better plan as it comes, and a way to stop it.
//! Invariant: who watches changes nothing of the plan, unless they stop it.

use std::ops::ControlFlow;

use crate::Plan;

/// Steps between two looks at the watcher: some milliseconds.
pub(crate) const SLICE: u64 = 2_000;

/// What a watcher is told between two slices of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Steps made so far.
    pub steps: u64,
    /// Steps there may be at most.
    pub of: u64,
    /// A plan that is better than any before, the first one included. Where something is promised, keeping more of it
    /// comes before the score.
    pub better: Option<Plan>,
}

/// What is asked between two slices of work; `Break` ends the search with the best plan so far.
pub type Watch<'w> = dyn FnMut(Progress) -> ControlFlow<()> + 'w;

/// Counts the steps of all searches of one plan, and asks whether to go on.
pub(crate) struct Watcher<'w> {
    watch: Option<&'w mut Watch<'w>>,
    steps: u64,
    of: u64,
    stopped: bool,
    /// Promises broken and score of the best plan that was told.
    told: Option<(i64, i64)>,
}

impl<'w> Watcher<'w> {
    pub fn nobody() -> Watcher<'w> {
        Watcher { watch: None, steps: 0, of: 0, stopped: false, told: None }
    }

    pub fn new(watch: &'w mut Watch<'w>) -> Watcher<'w> {
        Watcher { watch: Some(watch), ..Watcher::nobody() }
    }

    /// So many steps there may be in all.
    pub fn at_most(&mut self, steps: u64) {
        self.of = steps;
    }

    /// Whether the search was ended.
    pub fn stopped(&self) -> bool {
        self.stopped
    }

    /// So many steps were made. Whether to go on.
    pub fn made(&mut self, steps: u64) -> bool {
        self.steps += steps;
        self.tell(None);
        !self.stopped
    }

    /// Whether anybody wants to know of plans.
    pub fn listens(&self) -> bool {
        self.watch.is_some() && !self.stopped
    }

    /// A plan was found that breaks promises, and costs, so much.
    pub fn found(&mut self, price: (i64, i64), plan: Plan) {
        if self.told.is_none_or(|told| price < told) {
            self.told = Some(price);
            self.tell(Some(plan));
        }
    }

    fn tell(&mut self, better: Option<Plan>) {
        let progress = Progress { steps: self.steps, of: self.of, better };
        if let Some(watch) = self.watch.as_deref_mut()
            && !self.stopped
        {
            self.stopped = watch(progress).is_break();
        }
    }
}
