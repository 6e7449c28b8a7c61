//! Reasons in words: why a block stands where it stands, what another place would cost, what holds a unit back.
//! Invariant: every sentence says a fact of [`plan::Explanation`] or [`plan::WhyNot`]; nothing is made up here.

use catalog::Curriculum;
use chrono::{Duration, NaiveDate};
use journal::{Answer, BlockState, Studied};
use plan::{Alternative, Explanation, Hold, Instance, Obstacle, Reason, Score, What};

use crate::busy_titles::BusyTitles;
use crate::knowledge::{Standing, standings};
use crate::planning::Made;
use crate::problem::{Situation, to_plan};
use crate::refusal::Context;
use crate::wire::{AlternativeView, NamedUnit, TermView, WhyNotView};
use crate::{ApiError, say, titles};

/// Why a block is here.
#[derive(Default)]
pub(crate) struct Here {
    pub reasons: Vec<String>,
    pub named: Vec<NamedUnit>,
    pub costs: Vec<TermView>,
    pub alternatives: Vec<AlternativeView>,
}

/// The problem as the learner's hand meets it: what is locked stays, what is published may move.
fn judged_by(s: &Situation<'_>, made: &Made) -> Instance {
    let locked = s.ahead().into_iter().filter(|b| b.locked).filter_map(|b| to_plan(&b.block));
    let locked = locked.filter(|b| made.plan.blocks.contains(b)).collect();
    Instance { now: s.now, locked, previous: None, ..made.instance.clone() }
}

/// Why the block stands here, what it costs here, and what it would cost elsewhere.
pub(crate) fn here(s: &Situation<'_>, made: &Made, block: &BlockState) -> Here {
    let mut out = Here::default();
    let title = |unit: &str| quoted(s.curriculum, unit);
    if block.locked {
        out.reasons.push("It is locked here: the plan works around it.".to_owned());
    }
    let Some(planned) = to_plan(&block.block) else { return out };
    match made.plan.blocks.iter().position(|b| *b == planned) {
        Some(index) => {
            let instance = judged_by(s, made);
            let facts = plan::explain(&instance, &made.plan.blocks, index);
            out.reasons.extend(order(s, &facts));
            let named = facts.waited_for.iter().take(1).map(|(unit, _)| unit).chain(&facts.unlocks);
            out.named.extend(named.map(|unit| named_unit(s.curriculum, unit)));
            out.reasons.extend(place(s, made, (&instance, index), &facts));
            out.costs = terms(&facts.share, &COSTS);
            out.alternatives = alternatives(s, &facts);
            match out.alternatives.first() {
                None => out.reasons.push("In the weeks around there is no other place for it.".to_owned()),
                Some(best) if best.cost_min < 0 => out.reasons.push(
                    "A better place is free, but what is published does not move by itself.".to_owned(),
                ),
                Some(_) => {}
            }
        }
        None if block.answer == Answer::Open => {}
        None => out.reasons.push("It has been answered, so the plan no longer places it.".to_owned()),
    }
    if let What::Rhythm { rhythm } = &planned.what
        && let Some(r) = s.curriculum.rhythms().find(|r| r.id == *rhythm)
    {
        let held = s.state.logs.iter().rev().find(|l| l.what == block.block.what).map(|l| l.start.date());
        out.reasons.push(match held {
            Some(day) => {
                format!("It comes {}; the last time was {}.", titles::cadence(r.every), say::day(day))
            }
            None => format!("It comes {}. {}", titles::cadence(r.every), r.why),
        });
    }
    if let What::Review { items } = &planned.what {
        out.named.extend(items.iter().map(|i| named_unit(s.curriculum, &i.unit)));
        let next = items.iter().map(|i| i.k).min().unwrap_or(1);
        let units: Vec<String> = items.iter().map(|i| title(&i.unit)).collect();
        out.reasons.push(format!(
            "Recall number {next} of {}: it comes when about nine of ten things are still remembered, and later each \
             time it goes well.",
            say::list(&units)
        ));
    }
    if let Studied::Work { unit, .. } = &block.block.what
        && let Some(day) = made.completions().get(unit)
        && *day >= s.today()
    {
        out.reasons.push(format!("At this pace {} is complete on {}.", title(unit), say::day(*day)));
    }
    // A long list is told in part.
    let is_told = |n: &NamedUnit| out.reasons.iter().any(|r| r.contains(&format!("“{}”", n.title)));
    out.named.retain(is_told);
    out
}

fn named_unit(curriculum: &Curriculum, unit: &str) -> NamedUnit {
    NamedUnit { unit: unit.to_owned(), title: titles::unit_title(curriculum, unit) }
}

fn quoted(curriculum: &Curriculum, unit: &str) -> String {
    format!("“{}”", titles::unit_title(curriculum, unit))
}

/// What it waited for and what it makes possible.
fn order(s: &Situation<'_>, facts: &Explanation) -> Vec<String> {
    let mut out = Vec::new();
    let earlier = facts.waited_for_activity.as_ref().map(|(_, ended)| *ended);
    match (facts.waited_for.first(), earlier) {
        (Some((unit, ended)), earlier) if earlier.is_none_or(|e| e < *ended) => {
            let unit = quoted(s.curriculum, unit);
            out.push(format!("It waited for {unit}, done {}.", say::moment(*ended, s.today())));
        }
        (_, Some(ended)) => {
            out.push(format!("It follows the part before it, done {}.", say::moment(ended, s.today())));
        }
        (_, None) => {}
    }
    let unlocks: Vec<String> = facts.unlocks.iter().map(|u| quoted(s.curriculum, u)).collect();
    if !unlocks.is_empty() {
        out.push(format!("It opens the way to {}.", say::list(&unlocks)));
    }
    out
}

/// Why this day and this hour.
fn place(
    s: &Situation<'_>,
    made: &Made,
    (instance, index): (&Instance, usize),
    facts: &Explanation,
) -> Vec<String> {
    let mut out = Vec::new();
    let blocks = &made.plan.blocks;
    let minutes = blocks.get(index).map_or(0, |b| b.minutes);
    if facts.deep {
        let inside = facts.deep_minutes_in_deep_window;
        out.push(if inside >= minutes {
            "It is deep work, and your focus is good at that time.".to_owned()
        } else {
            format!("It is deep work; {} of it are in your deep windows.", say::length(inside))
        });
    }
    let busy = BusyTitles::of(s.state, s.zone);
    let context =
        Context { curriculum: s.curriculum, instance, blocks, moved: index, busy: &busy, today: s.today() };
    out.extend(facts.bound.same_day.as_ref().and_then(|o| start_of_day(&context, o)));
    out.extend(facts.bound.day_before.as_ref().and_then(|o| not_before(&context, o)));
    out
}

/// A sentence behind a colon. Names and weekdays keep their capital.
fn within(sentence: &str) -> String {
    const PLAIN: [&str; 6] = ["It ", "That ", "The ", "This ", "You ", "A "];
    if PLAIN.iter().any(|word| sentence.starts_with(word)) {
        let mut letters = sentence.chars();
        letters
            .next()
            .map_or_else(String::new, |first| first.to_lowercase().collect::<String>() + letters.as_str())
    } else {
        sentence.to_owned()
    }
}

/// Whether it is not its turn there; what it waited for is told elsewhere.
fn is_early(o: &Obstacle) -> bool {
    o.violations.iter().any(|v| matches!(v.reason, Reason::MustWait { .. }))
}

/// What keeps it from the best place of an earlier day; limits say more than what is in the way.
fn not_before(context: &Context<'_>, o: &Obstacle) -> Option<String> {
    let is_limit = |reason: &Reason| matches!(reason, Reason::DayFull { .. } | Reason::WeekFull { .. });
    let first = o.violations.iter().min_by_key(|v| !is_limit(&v.reason)).filter(|_| !is_early(o))?;
    let day = say::day(o.start.date());
    Some(match &first.reason {
        Reason::DayFull { minutes, limit, .. } => format!(
            "Not {day}: it would hold {}, and your limit is {} a day.",
            say::length(*minutes),
            say::length(*limit)
        ),
        Reason::WeekFull { minutes, limit, .. } => format!(
            "Not {day}: that week would hold {}, and {} are to be planned in it.",
            say::length(*minutes),
            say::length(*limit)
        ),
        _ => format!("Not {day}: {}", within(&context.sentences(std::slice::from_ref(first)).concat())),
    })
}

/// What keeps it from starting a step earlier on its day.
fn start_of_day(context: &Context<'_>, o: &Obstacle) -> Option<String> {
    let first = o.violations.first().filter(|_| !is_early(o))?;
    Some(match &first.reason {
        Reason::BeforeNow => "It stands as early as the day still allows.".to_owned(),
        Reason::OutsideAvailability => "It stands where your study time begins.".to_owned(),
        Reason::OverlapsBusy { event } => {
            let until = say::clock(event.end);
            match context.busy.title_at(*event) {
                Some(title) => format!("It stands where “{title}” leaves room, after {until}."),
                None => format!("It stands where you are free again, after {until}."),
            }
        }
        Reason::NoBreak { other, .. } => format!("It follows {} after a break.", context.block_name(*other)),
        _ => {
            let sentence = context.sentences(std::slice::from_ref(first)).concat();
            format!("Not earlier that day: {}", within(&sentence))
        }
    })
}

/// The terms of the score in the words of a place's costs, and what more or less of each is called.
struct Word {
    term: &'static str,
    label: &'static str,
    more: &'static str,
    less: &'static str,
}

const COSTS: [Word; 9] = [
    word("block", "Getting started", "", ""),
    word("deep", "Outside your focus hours", "outside your focus hours", "inside your focus hours"),
    word("finish", "Days until the unit is done", "later finish", "earlier finish"),
    word("late", "Days after your date", "after your date", "nearer your date"),
    word("massed", "Much of one unit in a day", "more of one unit in a day", "less of one unit in a day"),
    word("extra_unit", "One more unit in the day", "one more unit in a day", "one unit fewer in a day"),
    word(
        "mix",
        "Balance of the strategies",
        "off the balance of strategies",
        "nearer the balance of strategies",
    ),
    word("review", "Recall off its best day", "recall off its best day", "recall nearer its best day"),
    word("rhythm", "A period without it", "a period without it", "a period less without it"),
];

const fn word(term: &'static str, label: &'static str, more: &'static str, less: &'static str) -> Word {
    Word { term, label, more, less }
}

/// The terms that count something, in the order of the words.
fn terms(score: &Score, words: &[Word]) -> Vec<TermView> {
    let points = |w: &Word| score.terms.get(w.term).map_or(0, |t| t.points);
    let view = |w: &Word| TermView { term: w.term.to_owned(), label: w.label.to_owned(), points: points(w) };
    words.iter().map(view).filter(|t| t.points != 0).collect()
}

/// Points as whole minutes of annoyance, rounded.
fn annoyance(points: i64) -> i64 {
    (points.abs() + 5) / 10 * points.signum()
}

fn alternatives(s: &Situation<'_>, facts: &Explanation) -> Vec<AlternativeView> {
    let found = &facts.alternatives;
    let other = found.other_day.as_ref().filter(|o| found.best.as_ref() != Some(*o));
    found.best.iter().chain(other).map(|a| alternative(a, s.today())).collect()
}

fn alternative(a: &Alternative, today: NaiveDate) -> AlternativeView {
    AlternativeView {
        start: a.start,
        cost_min: annoyance(a.difference.total),
        text: price(a, today),
        terms: terms(&a.difference, &COSTS),
    }
}

/// "Thu 19:30 would cost 14 min more: 8 min outside your focus hours and 6 min later finish."
fn price(a: &Alternative, today: NaiveDate) -> String {
    let when = say::moment(a.start, today);
    let parts = |sign: i64| -> Vec<String> {
        let part = |w: &Word| {
            let minutes = annoyance(sign * a.difference.terms.get(w.term).map_or(0, |t| t.points));
            (minutes > 0).then(|| format!("{minutes} min {}", if sign > 0 { w.more } else { w.less }))
        };
        COSTS.iter().filter_map(part).collect()
    };
    let (more, less) = (all(&parts(1)), all(&parts(-1)));
    let (lead, rest) = match annoyance(a.difference.total) {
        0 => return format!("{when} would cost the same."),
        n @ 1.. => (format!("{when} would cost {n} min more"), (more, less)),
        n => (format!("{when} would be {} min better", -n), (less, more)),
    };
    match rest {
        (main, other) if other.is_empty() => format!("{lead}: {main}."),
        (main, other) => format!("{lead}: {main}, against {other}."),
    }
}

/// As [`say::list`], but with every item.
fn all(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// Why a unit is not studied earlier, in words.
pub(crate) fn not_yet(s: &Situation<'_>, made: &Made, unit: &str) -> Result<WhyNotView, ApiError> {
    let unknown = || ApiError::UnknownUnit { id: unit.to_owned() };
    let instance = judged_by(s, made);
    let facts = plan::why_not(&instance, &made.plan.blocks, unit).ok_or_else(unknown)?;
    let monday = |week: u32| instance.start + Duration::weeks(i64::from(week));
    let today = s.today();
    let own = quoted(s.curriculum, unit);
    let mut reasons = Vec::new();
    match (facts.planned, facts.earliest) {
        (Some(planned), Some(earliest)) if planned > earliest => reasons.push(format!(
            "{own} begins {} in this plan. It could begin {}.",
            say::moment(planned, today),
            say::moment(earliest, today)
        )),
        (Some(planned), _) => {
            reasons.push(format!("{own} begins {}, as early as it can.", say::moment(planned, today)));
        }
        (None, Some(earliest)) => reasons
            .push(format!("{own} is not in this plan. It could begin {}.", say::moment(earliest, today))),
        (None, None) if matches!(facts.holds.first(), Some(Hold::Closed(_) | Hold::NothingLeft)) => {}
        (None, None) => reasons.push(format!("{own} has no place within this plan.")),
    }
    for hold in &facts.holds {
        reasons.push(match hold {
            Hold::Closed(_) => closed(s, unit),
            Hold::NothingLeft => format!("Nothing is left to place of {own}."),
            Hold::NoLength { left } => format!(
                "{} of it are left, and no block of your shortest and longest length holds that.",
                say::length(*left)
            ),
            Hold::Prerequisite { unit: p, before, until, left } => {
                let (first, waits) = (quoted(s.curriculum, p), quoted(s.curriculum, before));
                match until {
                    Some(until) => format!("{waits} waits for {first}, done {}.", say::moment(*until, today)),
                    None => format!(
                        "{waits} waits for {first}, of which {} have no place within this plan.",
                        say::length(*left)
                    ),
                }
            }
            Hold::Locked { until } => {
                format!("The part before it is locked, until {}.", say::moment(*until, today))
            }
            Hold::Full { first, last, ahead, other } => {
                let day = |points: i64| annoyance(points);
                let units = ahead.iter().map(|a| {
                    let (title, length) = (quoted(s.curriculum, &a.unit), say::length(a.minutes));
                    format!("{title} ({length}; a day of delay costs {} min)", day(a.points_a_day))
                });
                let mut filled: Vec<String> = units.collect();
                if *other > 0 {
                    filled
                        .insert(filled.len().min(2), format!("rhythms and recall ({})", say::length(*other)));
                }
                let (from, to) =
                    (say::date(monday(*first).max(today)), say::date(monday(*last) + Duration::days(6)));
                let lead = format!("There is no room for it from {from} to {to}");
                if filled.is_empty() {
                    format!("{lead}.")
                } else {
                    let own = day(facts.points_a_day);
                    format!(
                        "{lead}. First come {}; a day of its own delay costs {own} min.",
                        say::list(&filled)
                    )
                }
            }
            Hold::HorizonEnds => "There is no room for it until the plan's last week.".to_owned(),
        });
    }
    let sooner = facts.sooner.as_ref().map(|a| alternative(a, today));
    reasons.extend(sooner.as_ref().map(|a| format!("Its first block: {}", a.text)));
    Ok(WhyNotView {
        unit: unit.to_owned(),
        title: titles::unit_title(s.curriculum, unit),
        planned: facts.planned,
        earliest: facts.earliest,
        week: facts.week.map(monday),
        reasons,
        sooner,
    })
}

/// Why there is nothing to start in a unit.
fn closed(s: &Situation<'_>, unit: &str) -> String {
    let all = standings(s.curriculum, s.state);
    let own = quoted(s.curriculum, unit);
    match all.iter().find(|u| u.unit.id == unit).map(|u| u.standing) {
        Some(Standing::Done) => format!("{own} is done."),
        Some(Standing::LeftOut) => format!("{own} is left out of your plan."),
        Some(Standing::Known) => format!("You said that you know {own}."),
        // Its last block has begun and was not answered: it counts as done until then.
        Some(Standing::Open) | None => format!("The last block of {own} waits for your answer."),
    }
}
