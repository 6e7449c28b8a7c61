//! A published block as it is written into other calendars: title, outcomes and links, category and colour of its strategy,
//! and the reminders that the person chose.

use calendar::{BlockTask, CalendarBlock};
use chrono::{DateTime, Utc};
use journal::{BlockState, Studied};

use crate::problem::Situation;
use crate::session::{Look, Session};
use crate::wire::ResourceView;
use crate::{ApiError, panel, titles, zones};

/// The nine strategies' colours by the names of CSS 3 that are nearest to the window's.
const COLOURS: [&str; 9] = [
    "royalblue",
    "rebeccapurple",
    "teal",
    "darkgoldenrod",
    "indianred",
    "mediumseagreen",
    "slategray",
    "mediumvioletred",
    "olive",
];

/// The most reminders of one block.
const MOST_REMINDERS: usize = 5;
/// The earliest reminder, in minutes before a block.
const EARLIEST_REMINDER: u32 = 4 * 7 * 24 * 60;

/// Reminders as a block can have them, in minutes before it: each once, the last one first.
///
/// # Errors
/// Too many, or one too early.
pub(crate) fn reminders(mut minutes: Vec<u32>) -> Result<Vec<u32>, ApiError> {
    if minutes.len() > MOST_REMINDERS || minutes.iter().any(|m| *m > EARLIEST_REMINDER) {
        let reason = said!(
            "A block has at most {MOST_REMINDERS} reminders, each at most four weeks before it. Choose fewer, or later ones.",
            "Un bloque tiene {MOST_REMINDERS} avisos como mucho, cada uno cuatro semanas antes como mucho. Elige menos, o más tarde."
        );
        return Err(ApiError::BadSetting { reasons: vec![reason] });
    }
    minutes.sort_unstable();
    minutes.dedup();
    Ok(minutes)
}

/// The block, in the state that it has at `at`.
pub(crate) fn of(s: &Situation<'_>, b: &BlockState, at: DateTime<Utc>) -> CalendarBlock {
    let what = &b.block.what;
    let number = titles::strategy(s.curriculum, what);
    let strategy = s.curriculum.strategies.iter().find(|s| s.number == number);
    let colour = usize::from(number).checked_sub(1).and_then(|n| COLOURS.get(n)).copied();
    let uid = format!("{}@ninefold", b.block.id);
    CalendarBlock {
        start: zones::to_instant(s.zone, b.block.start),
        minutes: b.block.minutes,
        title: titles::of_block(s.curriculum, b),
        description: description(s, what),
        category: strategy.map_or_else(String::new, |s| s.label.clone()),
        colour: colour.unwrap_or_default().to_owned(),
        alarms: Vec::new(),
        sequence: 0,
        stamp: at,
        tasks: tasks(s, what, &uid),
        uid,
    }
}

/// Under which it is kept beside the journal what the journals before it had come to.
const REVISION: &str = "revision";

/// Grows with everything that happens, going back to a backup among it.
pub(crate) fn revision(session: &mut Session, look: &Look) -> Result<u32, ApiError> {
    let before = session.own_journal()?.kept(REVISION)?.and_then(|text| text.parse::<u32>().ok());
    Ok(look.revision().saturating_add(before.unwrap_or_default()))
}

/// What comes from now on is newer than this revision.
pub(crate) fn begin_after(session: &mut Session, revision: u32) -> Result<(), ApiError> {
    Ok(session.own_journal()?.keep(REVISION, &revision.to_string())?)
}

/// As it stands in a file. Who reads a later file in takes the block that has the greater number for the newer one.
pub(crate) fn in_file(look: &Look, revision: u32, b: &BlockState) -> CalendarBlock {
    CalendarBlock { sequence: revision, ..of(&look.situation(), b, look.at) }
}

/// The activity, what will be known, and what to open.
fn description(s: &Situation<'_>, what: &Studied) -> String {
    let (outcomes, resources) = match what {
        Studied::Work { unit, .. } => {
            let unit = s.curriculum.unit(unit);
            let resources = unit.map_or_else(Vec::new, |unit| panel::unit_resources(s, unit));
            (unit.map_or_else(Vec::new, |unit| unit.outcomes.clone()), resources)
        }
        Studied::Rhythm { rhythm } => (Vec::new(), panel::rhythm_resources(s, rhythm)),
        Studied::Review { .. } | Studied::Free { .. } => (Vec::new(), Vec::new()),
    };
    let link = |r: &ResourceView| {
        r.url.as_ref().map_or_else(|| r.title.clone(), |url| format!("{}: {url}", r.title))
    };
    let detail = titles::detail(s.curriculum, what);
    let outcomes = outcomes.iter().map(|outcome| format!("- {outcome}")).collect::<Vec<_>>().join("\n");
    let links = resources.iter().map(link).collect::<Vec<_>>().join("\n");
    let parts = [detail, outcomes, links].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("\n\n")
}

/// The outcomes of a unit, or the steps of a rhythm.
fn tasks(s: &Situation<'_>, what: &Studied, uid: &str) -> Vec<BlockTask> {
    let titles: Vec<(String, bool)> = match what {
        Studied::Work { unit, .. } => {
            let outcomes = s.curriculum.unit(unit).map_or_else(Vec::new, |unit| unit.outcomes.clone());
            let ticked = |n: u16| s.state.outcomes.contains_key(&(unit.clone(), n));
            (1_u16..).zip(outcomes).map(|(n, title)| (title, ticked(n))).collect()
        }
        Studied::Rhythm { rhythm } => {
            let found = s.curriculum.rhythms().find(|r| r.id == *rhythm);
            found.map_or_else(Vec::new, |r| r.steps.iter().map(|step| (step.clone(), false)).collect())
        }
        Studied::Review { .. } | Studied::Free { .. } => Vec::new(),
    };
    let numbered = (1_u32..).zip(titles);
    numbered.map(|(n, (title, done))| BlockTask { uid: format!("task-{n}-{uid}"), title, done }).collect()
}
