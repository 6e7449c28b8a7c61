//! From state and plan to what is on screen: blocks, days, hours. Queries only; nothing here is stored.

use chrono::{Duration, NaiveDate, NaiveDateTime, Timelike};
use journal::{Answer, BlockState, PlannedBlock};
use plan::Span;

use crate::busy_titles::BusyTitles;
use crate::planning::{Made, to_studied};
use crate::problem::{Situation, kept_free};
use crate::titles;
use crate::wire::{BlockKind, BlockStatus, BlockView, BusySlot, DayView, FreeSlot, KeptSlot, TakenTime};

/// A published block.
pub(crate) fn block_view(s: &Situation<'_>, b: &BlockState) -> BlockView {
    let done_min = if let Answer::Done(minutes) = b.answer { minutes } else { 0 };
    let mut view = view(s, &b.block);
    view.id = Some(b.block.id.to_string());
    view.locked = b.locked;
    view.title = titles::of_block(s.curriculum, b);
    view.state = status(s.now, b);
    view.done_min = done_min;
    view
}

fn view(s: &Situation<'_>, b: &PlannedBlock) -> BlockView {
    use journal::Studied;
    let from = minute_of_day(b.start);
    BlockView {
        id: None,
        kind: match &b.what {
            Studied::Work { .. } | Studied::Free { .. } => BlockKind::Work,
            Studied::Rhythm { .. } => BlockKind::Rhythm,
            Studied::Review { .. } => BlockKind::Review,
        },
        strategy: titles::strategy(s.curriculum, &b.what),
        title: titles::title(s.curriculum, &b.what),
        detail: titles::detail(s.curriculum, &b.what),
        unit: if let Studied::Work { unit, .. } = &b.what { Some(unit.clone()) } else { None },
        date: b.start.date(),
        from,
        to: from + b.minutes,
        minutes: b.minutes,
        deep: titles::is_deep(s.curriculum, &b.what),
        locked: false,
        first: matches!(&b.what, Studied::Work { unit, .. } if s.state.brought_forward.contains(unit)),
        state: BlockStatus::Planned,
        done_min: 0,
    }
}

pub(crate) fn status(now: NaiveDateTime, b: &BlockState) -> BlockStatus {
    let end = b.block.start + Duration::minutes(i64::from(b.block.minutes));
    match b.answer {
        Answer::Done(minutes) if minutes < b.block.minutes => BlockStatus::Partly,
        Answer::Done(_) => BlockStatus::Done,
        Answer::Missed => BlockStatus::Missed,
        Answer::Skipped => BlockStatus::Skipped,
        // One that rests since yesterday is asked about like any other.
        Answer::Open if is_studied(now, b) => BlockStatus::Now,
        Answer::Open if end <= now => BlockStatus::Unanswered,
        Answer::Open if b.block.start <= now => BlockStatus::Now,
        Answer::Open => BlockStatus::Planned,
    }
}

/// Whether a session on the block runs, or rests today.
pub(crate) fn is_studied(now: NaiveDateTime, b: &BlockState) -> bool {
    b.session.is_some_and(|session| session.since.is_some() || b.block.start.date() >= now.date())
}

pub(crate) fn minute_of_day(t: NaiveDateTime) -> u32 {
    t.hour() * 60 + t.minute()
}

/// Published blocks of these days, in time order.
pub(crate) fn published(s: &Situation<'_>, from: NaiveDate, until: NaiveDate) -> Vec<BlockView> {
    let inside = |b: &&BlockState| (from..until).contains(&b.block.start.date());
    let mut blocks: Vec<&BlockState> = s.state.blocks.values().filter(inside).collect();
    blocks.sort_by_key(|b| (b.block.start, b.block.id));
    blocks.into_iter().map(|b| block_view(s, b)).collect()
}

/// Blocks of the likely course after the promised weeks.
pub(crate) fn likely(s: &Situation<'_>, made: &Made, from: NaiveDate, until: NaiveDate) -> Vec<BlockView> {
    let inside = made.plan.blocks.iter().filter(|b| (from..until).contains(&b.start.date()));
    let planned = inside.map(|b| PlannedBlock {
        id: journal::BlockId::nil(),
        start: b.start,
        minutes: b.minutes,
        what: to_studied(&b.what),
    });
    planned.map(|b| view(s, &b)).collect()
}

/// One day with these blocks.
pub(crate) fn day(s: &Situation<'_>, busy: &BusyTitles, date: NaiveDate, blocks: Vec<BlockView>) -> DayView {
    let midnight = date.and_time(chrono::NaiveTime::MIN);
    let whole = Span { start: midnight, end: midnight + Duration::days(1) };
    let clip = |t: NaiveDateTime| -> u32 {
        let minutes = (t - midnight).num_minutes().clamp(0, 1440);
        u32::try_from(minutes).unwrap_or(0)
    };
    let busy: Vec<BusySlot> = busy
        .within(whole)
        .map(|e| BusySlot {
            from: clip(e.span.start),
            to: clip(e.span.end),
            title: e.title.clone(),
            all_day: e.all_day,
            source: e.source.clone(),
            calendar: e.calendar.clone(),
            color: e.color.clone(),
        })
        .collect();
    let planned_min = blocks.iter().map(planned_minutes).sum();
    let logged = s.state.logs.iter().filter(|l| l.start.date() == date);
    DayView {
        date,
        free: free(s, date, &busy),
        kept_free: kept(s, date),
        taken: taken(s, date, &busy),
        busy,
        blocks,
        planned_min,
        done_min: logged.map(|l| l.minutes).sum(),
    }
}

/// Minutes a block counts for in the plan of its day.
pub(crate) fn planned_minutes(b: &BlockView) -> u32 {
    match b.state {
        BlockStatus::Missed | BlockStatus::Skipped => 0,
        BlockStatus::Done | BlockStatus::Partly => b.done_min,
        BlockStatus::Planned | BlockStatus::Now | BlockStatus::Unanswered => b.minutes,
    }
}

/// Time of the day that is kept free.
fn kept(s: &Situation<'_>, date: NaiveDate) -> Vec<KeptSlot> {
    let of_day = kept_free(s).filter(|(_, span)| span.start.date() == date);
    let mut slots: Vec<KeptSlot> = of_day
        .filter_map(|(id, span)| {
            let block = s.state.kept_free.get(id)?;
            let from = minute_of_day(span.start);
            let title = titles::title(s.curriculum, &block.what);
            Some(KeptSlot { id: id.to_string(), from, to: from + block.minutes, title })
        })
        .collect();
    slots.sort_by_key(|slot| slot.from);
    slots
}

/// What takes study windows of the day away.
fn taken(s: &Situation<'_>, date: NaiveDate, busy: &[BusySlot]) -> Vec<TakenTime> {
    use chrono::Datelike;
    let weekday = date.weekday().num_days_from_monday();
    // Windows may lie over each other; each minute counts once.
    let mut windows: Vec<(u32, u32)> = Vec::new();
    let mut all: Vec<_> = s.state.windows.iter().filter(|w| u32::from(w.weekday) == weekday).collect();
    all.sort_by_key(|w| w.from);
    for w in all {
        match windows.last_mut() {
            Some(last) if w.from <= last.1 => last.1 = last.1.max(w.to),
            Some(_) | None => windows.push((w.from, w.to)),
        }
    }
    let under = |b: &BusySlot| -> u32 {
        windows.iter().map(|(from, to)| b.to.min(*to).saturating_sub(b.from.max(*from))).sum()
    };
    let found = busy.iter().map(|b| TakenTime { title: b.title.clone(), minutes: under(b) });
    found.filter(|taken| taken.minutes > 0).collect()
}

/// Study windows of the day without its busy time. Where a deep window lies over a light one it is deep.
fn free(s: &Situation<'_>, date: NaiveDate, busy: &[BusySlot]) -> Vec<FreeSlot> {
    use chrono::Datelike;
    let weekday = date.weekday().num_days_from_monday();
    let windows = || s.state.windows.iter().filter(|w| u32::from(w.weekday) == weekday);
    let mut edges: Vec<u32> = windows().flat_map(|w| [w.from, w.to]).collect();
    edges.extend(busy.iter().flat_map(|b| [b.from, b.to]));
    edges.sort_unstable();
    edges.dedup();
    let mut out: Vec<FreeSlot> = Vec::new();
    for pair in edges.windows(2) {
        let &[from, to] = pair else { continue };
        let mut inside = windows().filter(|w| w.from <= from && to <= w.to).peekable();
        if inside.peek().is_none() || busy.iter().any(|b| b.from <= from && to <= b.to) {
            continue;
        }
        let deep = inside.any(|w| w.deep);
        match out.last_mut() {
            Some(last) if last.to == from && last.deep == deep => last.to = to,
            Some(_) | None => out.push(FreeSlot { from, to, deep }),
        }
    }
    out
}
