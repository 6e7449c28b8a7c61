//! A plan that takes its time: a line on the terminal says how far it is, and Ctrl+C takes the best one so far.
//! Invariant: nothing is written where standard error is no terminal, unless the search was ended.

use std::io::{IsTerminal as _, Write as _};
use std::ops::ControlFlow;
use std::process;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use api::formats::{Effort, Instance, InstanceError, Plan, Progress, plan_watched};
use api::{said, say};

use crate::output::{plain, tell};

/// Who waits no longer than this is told nothing.
const PATIENCE: Duration = Duration::from_millis(700);

/// Time between two lines.
const PAUSE: Duration = Duration::from_millis(200);

/// What a shell expects of a program that was ended by Ctrl+C.
const INTERRUPTED: i32 = 130;

/// Plans; Ctrl+C ends the search with the best plan so far, a second one the program.
///
/// # Errors
/// If the instance is malformed.
pub fn plan(instance: &Instance, effort: Effort) -> Result<Plan, InstanceError> {
    let stop = on_interrupt();
    let mut line = Line { last: Instant::now() + PATIENCE, shown: false, points: None };
    let mut ended = None;
    let mut watch = |progress: Progress| {
        if stop.load(Ordering::Relaxed) {
            ended = Some(progress);
            return ControlFlow::Break(());
        }
        line.show(&progress);
        ControlFlow::Continue(())
    };
    let plan = plan_watched(instance, effort, &mut watch);
    line.clear();
    if let Some(Progress { steps, of, .. }) = ended {
        let (steps, of) = (say::thousands(steps), say::thousands(of));
        tell(&said!(
            "ended after {steps} of {of} steps; this is the best plan until then.",
            "terminado tras {steps} de {of} pasos; este es el mejor plan hasta entonces.",
        ));
    }
    plan
}

/// A flag that Ctrl+C sets. Where the system refuses, Ctrl+C ends the program as ever.
fn on_interrupt() -> Arc<AtomicBool> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() else { return stop };
    std::thread::spawn(move || {
        runtime.block_on(async {
            if tokio::signal::ctrl_c().await.is_ok() {
                flag.store(true, Ordering::Relaxed);
                if tokio::signal::ctrl_c().await.is_ok() {
                    process::exit(INTERRUPTED);
                }
            }
        });
    });
    stop
}

/// One line on standard error that is written over again.
struct Line {
    last: Instant,
    shown: bool,
    points: Option<i64>,
}

impl Line {
    fn show(&mut self, progress: &Progress) {
        self.points = progress.better.as_ref().map(|plan| plan.score.total).or(self.points);
        let now = Instant::now();
        let mut err = std::io::stderr();
        if now < self.last + if self.shown { PAUSE } else { Duration::ZERO } || !err.is_terminal() {
            return;
        }
        let percent = u128::from(progress.steps) * 100 / u128::from(progress.of.max(1));
        let points = self.points.map(|p| say::thousands(p.unsigned_abs()));
        let points = points.map(|p| said!(", {p} points", ", {p} puntos")).unwrap_or_default();
        let line = said!(
            "{percent:>3}\u{a0}% of the search{points}; Ctrl+C takes this plan",
            "{percent:>3}\u{a0}% de la búsqueda{points}; Ctrl+C toma este plan",
        );
        let _ = write!(err, "\r{}  ", plain(&line));
        let _ = err.flush();
        (self.last, self.shown) = (now, true);
    }

    fn clear(&self) {
        if self.shown {
            let _ = write!(std::io::stderr(), "\r{:70}\r", "");
        }
    }
}
