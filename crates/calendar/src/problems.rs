//! Collects what is said about events. Bounded: a file of nothing but broken events stays readable.

use crate::component::MAX_LABEL;
use crate::model::EventProblem;
use crate::property::one_line;

/// How many problems are told one by one.
const MAX_PROBLEMS: usize = 1_000;

#[derive(Debug, Default)]
pub(crate) struct Problems {
    told: Vec<EventProblem>,
    untold: usize,
}

/// The event a problem is about.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct About<'a> {
    pub line: Option<u32>,
    pub uid: Option<&'a str>,
    pub summary: Option<&'a str>,
}

impl Problems {
    pub(crate) fn add(&mut self, about: About<'_>, reason: impl Into<String>) {
        if self.told.len() == MAX_PROBLEMS {
            self.untold += 1;
            return;
        }
        self.told.push(EventProblem {
            line: about.line,
            uid: about.uid.map(|uid| one_line(uid, MAX_LABEL)),
            summary: about.summary.map(|summary| one_line(summary, MAX_LABEL)),
            // What it quotes is short.
            reason: one_line(&reason.into(), usize::MAX),
        });
    }

    /// In the order of the text; a last one counts those that were not told.
    pub(crate) fn finish(mut self) -> Vec<EventProblem> {
        self.told.sort_by_key(|problem| problem.line);
        if self.untold > 0 {
            let reason = match self.untold {
                1 => "1 more problem of this calendar is not listed".to_owned(),
                untold => format!("{untold} more problems of this calendar are not listed"),
            };
            self.told.push(EventProblem { line: None, uid: None, summary: None, reason });
        }
        self.told
    }
}
