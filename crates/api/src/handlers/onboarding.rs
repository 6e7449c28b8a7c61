//! The four steps to a first plan: nothing is saved before the last.

use std::collections::BTreeMap;

use catalog::{Active, UnitLevel};
use journal::{Event, KnowledgeLevel, State, UnitMark};

use super::busy;
use crate::app::App;
use crate::draft::Draft;
use crate::foresight::foresee;
use crate::knowledge::{Standing, UnitStanding, left_out_by, level_knows, standings};
use crate::planning::{make, publish};
use crate::problem::{Promise, Situation, monday_of, wants};
use crate::session::{Look, Session};
use crate::wire::{
    CalendarRead, DraftArgs, FinishArgs, Finished, HoursView, MilestoneView, Nothing, OnboardingDraft,
    OnboardingStart, OnboardingUnit, PreviewView, StrategyHours, Topic,
};
use crate::{ApiError, course, defaults, rules, say, views};

/// Minutes that the reviews of one unit take, all together: four in a plan of a year or two, some alone in their block.
const REVIEWS_OF_A_UNIT: u32 = 50;

pub(crate) fn start(session: &mut Session, _: Nothing) -> Result<OnboardingStart, ApiError> {
    let look = session.look()?;
    Ok(OnboardingStart {
        draft: defaults::draft(&look.curriculum, look.today()).to_wire(),
        units: units_of(&look),
        busy: super::busy::overview(&look.situation()),
    })
}

/// Every unit that can be known, in the order of the pack.
pub(super) fn units_of(look: &Look) -> Vec<OnboardingUnit> {
    let units = look.curriculum.strategies.iter().flat_map(|s| s.units.iter().map(move |u| (s.number, u)));
    let units = units.filter(|(_, u)| !u.retired).map(|(strategy, u)| OnboardingUnit {
        id: u.id.clone(),
        title: u.title.clone(),
        strategy,
        level: level_word(u.level).to_owned(),
        minutes: u.effort.likely,
    });
    units.collect()
}

fn level_word(level: UnitLevel) -> &'static str {
    match level {
        UnitLevel::Foundation => "foundation",
        UnitLevel::Core => "core",
        UnitLevel::Advanced => "advanced",
        UnitLevel::Optional => "optional",
    }
}

pub(crate) fn hours(session: &mut Session, args: DraftArgs) -> Result<HoursView, ApiError> {
    let look = session.look()?;
    let draft = Draft::from_wire(&args.draft);
    let state = draft.on(&look.state, look.today(), look.zone.name(), &look.curriculum);
    Ok(hours_of(&look, &draft, &state))
}

fn hours_of(look: &Look, draft: &Draft, state: &State) -> HoursView {
    let units = standings(&look.curriculum, state);
    let left_out = left_out_by(draft.goal);
    let all = |u: &UnitStanding<'_>| u.unit.activities.iter().map(|a| a.minutes).sum::<u32>();
    let strategies: Vec<StrategyHours> = look
        .curriculum
        .strategies
        .iter()
        .map(|s| {
            let of = |core: bool| units.iter().filter(move |u| u.strategy == s.number && u.core == core);
            StrategyHours {
                strategy: s.number,
                all_min: of(true).map(all).sum(),
                left_min: of(true).map(UnitStanding::left).sum(),
                optional_min: of(false).map(UnitStanding::left).sum(),
                left_out: left_out.contains(&s.number),
            }
        })
        .collect();
    let left_min = strategies.iter().map(|s| s.left_min).sum();
    let optional_min: u32 = strategies.iter().map(|s| s.optional_min).sum();
    let painted = |deep_only: bool| rules::painted_minutes(&draft.windows, deep_only);
    let rhythm_min = rhythm_minutes(look, state);
    let known = units.iter().filter(|u| u.standing == Standing::Known).map(|u| u.unit.id.clone());
    let mut warnings = draft.faults(look.today(), &look.curriculum);
    warnings.extend(rules::hours_without_windows(draft.week, &draft.windows));
    HoursView {
        all_min: strategies.iter().filter(|s| !s.left_out).map(|s| s.all_min).sum(),
        left_min,
        optional_min,
        painted_min: painted(false),
        painted_deep_min: painted(true),
        rhythm_min,
        warnings,
        known: known.collect(),
        work: work_text(left_min),
        optional: (optional_min > 0).then(|| {
            said!(
                "Another {hours} are optional: they come where the core leaves room.",
                "Otras {hours} son opcionales: van donde lo esencial deja sitio.",
                hours = say::hours(optional_min)
            )
        }),
        text: pace_text(look, draft, left_min, minutes_on_top(look, state, &units, left_min), rhythm_min),
        strategies,
    }
}

/// Minutes a week of rhythms that run through the whole plan.
fn rhythm_minutes(look: &Look, state: &State) -> u32 {
    let whole = wanted_rhythms(look, state).filter(|r| matches!(r.active, Active::WholePlan));
    whole.map(|r| r.minutes.div_ceil(r.every.weeks())).sum()
}

fn wanted_rhythms<'a>(look: &'a Look, state: &'a State) -> impl Iterator<Item = &'a catalog::Rhythm> {
    let goal = state.profile.as_ref().map_or(journal::Goal::MlRole, |p| p.goal);
    let left_out = left_out_by(goal);
    let strategies = look.curriculum.strategies.iter().filter(|s| !left_out.contains(&s.number));
    strategies.flat_map(|s| &s.rhythms).filter(|r| wants(state, &r.id))
}

/// What all sums of hours count, in words.
fn work_text(left: u32) -> String {
    said!(
        "{hours} of core work, with recall and rhythms",
        "{hours} de trabajo esencial, con repasos y rutinas",
        hours = say::hours(left)
    )
}

/// Minutes that come on top of the core units: their reviews, and the rhythms of the last weeks. Rhythms that
/// begin after a unit are counted as running half of the time.
fn minutes_on_top(look: &Look, state: &State, units: &[UnitStanding<'_>], left: u32) -> u32 {
    let reviews = units.iter().filter(|u| u.core && u.standing == Standing::Open).count();
    let reviews = u32::try_from(reviews).unwrap_or(0) * REVIEWS_OF_A_UNIT;
    let weeks = left / state.budget.map_or(1, |b| b.week).max(1);
    let until_target = state.profile.as_ref().map_or(0, |p| (p.target - look.today()).num_weeks().max(0));
    let until_target = u32::try_from(until_target).unwrap_or(u32::MAX);
    let rhythms = wanted_rhythms(look, state).map(|r| match &r.active {
        Active::WholePlan => 0,
        // A plan that ends long before the date never comes to these weeks.
        Active::LastWeeks(n) => {
            weeks.saturating_sub(until_target.saturating_sub(*n)) * r.minutes / r.every.weeks()
        }
        Active::After(_) => weeks / 2 * r.minutes / r.every.weeks(),
    });
    reviews + rhythms.sum::<u32>()
}

/// How long the units and all that comes with them take, and how that meets the date.
fn pace_text(look: &Look, draft: &Draft, left: u32, on_top: u32, rhythm: u32) -> String {
    let pace = draft.week.min(rules::painted_minutes(&draft.windows, false)).saturating_sub(rhythm);
    if left == 0 {
        return said!(
            "Nothing that your goal needs is left to study.",
            "No queda por estudiar nada que pida tu meta."
        );
    }
    if pace == 0 {
        return said!(
            "{hours} of core work are left, and no time for them.",
            "Quedan {hours} de trabajo esencial y ningún tiempo para ellas.",
            hours = say::hours(left)
        );
    }
    let weeks = (left + on_top).div_ceil(pace);
    let finish = look.today() + chrono::Duration::weeks(i64::from(weeks));
    let days = (finish - draft.target).num_days();
    let side = match days {
        ..=-7 => said!(
            "about {weeks} before your date",
            "unas {weeks} antes de tu fecha",
            weeks = weeks_word(whole_weeks(days))
        ),
        -6..=6 => said!("close to your date", "cerca de tu fecha"),
        7.. => said!(
            "about {weeks} after your date",
            "unas {weeks} después de tu fecha",
            weeks = weeks_word(whole_weeks(days))
        ),
    };
    {
        let (work, week) = (work_text(left), say::length(draft.week));
        let weeks = weeks_word(usize::try_from(weeks).unwrap_or(usize::MAX));
        said!(
            "{work}, take about {weeks} at {week} a week: {side}, {at_best}.",
            "{work}: unas {weeks} a {week} por semana, {side}, {at_best}.",
            at_best = course::at_best()
        )
    }
}

fn weeks_word(weeks: usize) -> String {
    counted!(weeks, ["{n} week", "{n} weeks"], ["{n} semana", "{n} semanas"])
}

fn whole_weeks(days: i64) -> usize {
    usize::try_from(days.unsigned_abs() / 7).unwrap_or(0)
}

fn checked(look: &Look, draft: &OnboardingDraft) -> Result<Draft, ApiError> {
    let draft = Draft::from_wire(draft);
    let reasons = draft.faults(look.today(), &look.curriculum);
    if reasons.is_empty() { Ok(draft) } else { Err(ApiError::BadSetting { reasons }) }
}

pub(crate) fn preview(session: &mut Session, args: DraftArgs) -> Result<PreviewView, ApiError> {
    let look = session.look()?;
    let draft = checked(&look, &args.draft)?;
    let mut state = draft.on(&look.state, look.today(), look.zone.name(), &look.curriculum);
    // A first plan promises nothing yet: also when the answers are given a second time.
    state.published_until = None;
    state.blocks = BTreeMap::new().into();
    let s = Situation { state: &state, ..look.situation() };
    let begun = make(&s, Promise::Renew)?;
    let first = begun.plan.blocks.first().map_or(look.today(), |b| b.start.date());
    let first_week = monday_of(first);
    let blocks = views::likely(&s, &begun, first_week, first_week + chrono::Duration::weeks(1));
    // What follows is planned once its first weeks are promised, as it is from the moment when it is saved.
    let publication = publish(&s, &begun, Promise::Renew, || session.new_id());
    let state = state.after(&[publication.event], look.at);
    let s = Situation { state: &state, ..look.situation() };
    let made = make(&s, Promise::Extend)?;
    let first_week_min = blocks.iter().map(|b| b.minutes).sum();
    let milestones =
        course::milestones(&s, &made).into_iter().map(|m| MilestoneView { title: m.title, date: m.date });
    Ok(PreviewView {
        hours: hours_of(&look, &draft, &state),
        course: course::course(&s, &made, &foresee(&s, &made)?),
        first_week,
        blocks,
        first_week_min,
        milestones: milestones.collect(),
        warnings: course::out_of_reach(&s, &made)
            .into_iter()
            .chain(course::estimate(&s, &made))
            .chain(course::warnings(&s, &made))
            .collect(),
    })
}

pub(crate) fn finish(app: &App, args: FinishArgs) -> Result<Finished, ApiError> {
    let files: Vec<(&str, &str)> = args.calendars.iter().map(|f| (&*f.file_name, &*f.text)).collect();
    app.read_ahead(&files)?;
    let finished = app.decide(|session| begin(session, &args))?;
    app.with(|session| {
        session.ahead.clear();
        Ok(finished)
    })
}

/// Saves the answers with what the files say, and publishes the first plan.
fn begin(session: &mut Session, args: &FinishArgs) -> Result<Finished, ApiError> {
    let look = session.look()?;
    if look.state.profile.is_some() && !args.again {
        return Err(ApiError::AlreadyOnboarded);
    }
    let draft = checked(&look, &args.draft)?;
    let mut events = draft.events(look.today(), look.zone.name(), &look.curriculum);
    // Whoever answers again has begun all the same: what was held since counts.
    for event in &mut events {
        if let (Event::ProfileSet(profile), Some(former)) = (event, &look.state.profile) {
            profile.first_week = profile.first_week.min(former.first_week);
        }
    }
    // Answers given before and not now are taken back: such a unit follows its strategy's level again.
    let forgotten = look.state.marks.keys().filter(|unit| !draft.units.contains_key(*unit));
    events.extend(
        forgotten.map(|unit| Event::UnitMarked { unit: unit.clone(), mark: mark_of(&look, &draft, unit) }),
    );
    let mut calendars = Vec::new();
    for file in &args.calendars {
        let read = busy::read(session, &look, file)?;
        events.push(read.event);
        calendars.push((read.source, read.problems));
    }
    let topics = [Topic::App, Topic::Settings, Topic::Units, Topic::Busy];
    let replanned = session.record_and_replan(&look, events, Promise::Renew, &topics)?;
    // The learner begins anew: a backup of the time before is no longer offered.
    super::notices::over(session);
    let after = busy::overview(&session.look()?.situation());
    let read = calendars.into_iter().filter_map(|(source, problems)| {
        let calendar = after.calendars.iter().find(|c| c.source == source).cloned()?;
        Some(CalendarRead { calendar, problems })
    });
    Ok(Finished {
        message: Some(said!("Your plan is saved on this computer.", "Tu plan está guardado en este equipo.")),
        undoable: args.again,
        // A first plan has nothing before it to differ from.
        changes: if args.again { replanned.changes } else { Vec::new() },
        read: read.collect(),
    })
}

/// What a unit's mark must be for it to follow its strategy's level.
fn mark_of(look: &Look, draft: &Draft, id: &str) -> UnitMark {
    let of_unit = |s: &&catalog::Strategy| s.units.iter().any(|u| u.id == id);
    let strategy = look.curriculum.strategies.iter().find(of_unit).map(|s| s.number);
    let level = strategy.and_then(|s| draft.levels.get(&s)).copied().unwrap_or(KnowledgeLevel::New);
    match look.curriculum.unit(id) {
        Some(unit) if level_knows(unit, level) => UnitMark::Known,
        Some(_) | None => UnitMark::Open,
    }
}
