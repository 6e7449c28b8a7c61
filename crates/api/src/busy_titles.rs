//! Busy time as the calendar shows it: wall clock with titles, one entry an event.

use chrono_tz::Tz;
use journal::{BusyTime, State};
use plan::Span;

use crate::problem::busy_span;

/// One busy event in the learner's zone.
#[derive(Clone, Debug)]
pub(crate) struct BusyEntry {
    pub span: Span,
    pub title: String,
    pub all_day: bool,
    /// Id of its calendar.
    pub source: String,
    /// Name of its calendar.
    pub calendar: String,
    /// The calendar's colour, "#rrggbb".
    pub color: Option<String>,
}

/// All busy events, in time order.
pub(crate) struct BusyTitles(Vec<BusyEntry>);

impl BusyTitles {
    pub fn of(state: &State, zone: Tz) -> Self {
        let events = state.busy.iter().flat_map(|(id, c)| c.events.iter().map(move |e| (id, c, e)));
        let mut all: Vec<BusyEntry> = events
            .map(|(id, c, e)| BusyEntry {
                span: busy_span(&e.when, zone),
                title: e.title.clone(),
                all_day: matches!(e.when, BusyTime::AllDay { .. }),
                source: id.clone(),
                calendar: c.name.clone(),
                color: c.color.clone(),
            })
            .collect();
        all.sort_by(|a, b| (a.span, &a.title).cmp(&(b.span, &b.title)));
        BusyTitles(all)
    }

    /// Events that touch this stretch.
    pub fn within(&self, stretch: Span) -> impl Iterator<Item = &BusyEntry> {
        self.0.iter().filter(move |e| e.span.start < stretch.end && stretch.start < e.span.end)
    }

    /// Title of an event in this stretch, if it has one.
    pub fn title_at(&self, stretch: Span) -> Option<&str> {
        self.within(stretch).map(|e| e.title.as_str()).find(|t| !t.is_empty())
    }
}
