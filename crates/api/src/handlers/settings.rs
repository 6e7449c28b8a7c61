//! Settings: availability, limits, goal and date, theme. What changes the plan replans in the same command.

use journal::{Event, Profile};

use super::busy::{moved_sentence, overview};
use crate::problem::Promise;
use crate::session::{Replanned, Session};
use crate::wire::{
    Answered, AvailabilitySet, BudgetSet, Nothing, PaceSet, ProfileSet, SettingsView, ThemeSet, Topic,
};
use crate::{ApiError, convert, defaults, pace, paths, rules, say, zones};

pub(crate) fn settings(session: &mut Session, _: Nothing) -> Result<SettingsView, ApiError> {
    let look = session.look()?;
    let profile = look.state.profile.clone().ok_or(ApiError::NotOnboarded)?;
    let journal = session.journal()?;
    let events = u32::try_from(journal.last_seq()?).unwrap_or(u32::MAX);
    Ok(SettingsView {
        goal: convert::goal_out(profile.goal),
        target: profile.target,
        zone: profile.zone,
        zones: zones::names(),
        windows: look.state.windows.iter().map(convert::window_out).collect(),
        budget: convert::budget_out(&look.state.budget.unwrap_or(defaults::BUDGET)),
        pace: pace::view(&look.curriculum, &pace::lived(&look.curriculum, &look.state)),
        theme: convert::theme_out(look.state.theme),
        busy: overview(&look.situation()),
        data_dir: paths::shown(&session.host.data_dir()),
        pack: super::packs::in_use(session, &look),
        events,
    })
}

/// What was saved did this to the plan, and this is to be known about it.
pub(super) fn saved(done: Replanned, warning: Option<String>) -> Answered {
    let moved = moved_sentence(&done.changes).unwrap_or_else(|| {
        said!("The published weeks stay as they are.", "Las semanas publicadas se quedan como están.")
    });
    let said: Vec<String> =
        [said!("Saved.", "Guardado."), moved].into_iter().chain(done.pace).chain(warning).collect();
    Answered { message: Some(said.join(" ")), undoable: true, changes: done.changes }
}

fn refuse(reasons: Vec<String>) -> Result<(), ApiError> {
    if reasons.is_empty() { Ok(()) } else { Err(ApiError::BadSetting { reasons }) }
}

pub(crate) fn availability_set(session: &mut Session, args: AvailabilitySet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let windows: Vec<journal::StudyWindow> = args.windows.iter().map(convert::window_in).collect();
    let budget = look.state.budget.unwrap_or(defaults::BUDGET);
    let mut faults = rules::window_faults(&windows);
    faults.extend(rules::no_room_for_a_block(&windows, budget.block_min));
    refuse(faults)?;
    let warning = rules::hours_without_windows(budget.week, &windows);
    let event = Event::AvailabilitySet { windows };
    let topics = [Topic::App, Topic::Settings];
    Ok(saved(session.record_and_replan(&look, vec![event], Promise::Renew, &topics)?, warning))
}

pub(crate) fn budget_set(session: &mut Session, args: BudgetSet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let budget = convert::budget_in(&args.budget);
    let mut faults = rules::budget_faults(&budget);
    faults.extend(rules::no_room_for_a_block(&look.state.windows, budget.block_min));
    refuse(faults)?;
    let warning = rules::hours_without_windows(budget.week, &look.state.windows);
    let event = Event::BudgetSet(budget);
    let topics = [Topic::App, Topic::Settings];
    Ok(saved(session.record_and_replan(&look, vec![event], Promise::Renew, &topics)?, warning))
}

pub(crate) fn profile_set(session: &mut Session, args: ProfileSet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let profile = look.state.profile.as_ref().ok_or(ApiError::NotOnboarded)?;
    let mut reasons = rules::target_faults(args.target, look.today());
    if zones::by_name(&args.zone).is_none() {
        reasons.push(said!(
            "“{zone}” is not a time zone. Choose one such as Europe/Berlin or America/New_York.",
            "«{zone}» no es una zona horaria. Elige una como Europe/Madrid o America/Mexico_City.",
            zone = args.zone
        ));
    }
    refuse(reasons)?;
    let files = look.state.busy.iter().filter(|(source, _)| source.starts_with("file:"));
    let files: Vec<String> = files.map(|(_, file)| said!("“{name}”", "«{name}»", name = file.name)).collect();
    // Nobody has the text of a file any more.
    let to_read = (args.zone != profile.zone && !files.is_empty()).then(|| {
        said!(
            "Read {files} again if there are times in it that name no time zone.",
            "Vuelve a leer {files} si contiene horas sin zona horaria.",
            files = say::all(&files)
        )
    });
    let profile = Profile {
        goal: convert::goal_in(args.goal),
        target: args.target,
        zone: args.zone,
        first_week: profile.first_week,
        pack: profile.pack.clone(),
    };
    let event = Event::ProfileSet(profile);
    let topics = [Topic::App, Topic::Settings, Topic::Units, Topic::Busy];
    Ok(saved(session.record_and_replan(&look, vec![event], Promise::Renew, &topics)?, to_read))
}

pub(crate) fn pace_set(session: &mut Session, args: PaceSet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    if look.state.profile.is_none() {
        return Err(ApiError::NotOnboarded);
    }
    if look.state.paces.last().copied().unwrap_or(true) == args.own {
        return Ok(Answered::default());
    }
    let event = Event::PaceSet { own: args.own };
    let topics = [Topic::App, Topic::Settings, Topic::Units];
    Ok(saved(session.record_and_replan(&look, vec![event], Promise::Keep, &topics)?, None))
}

pub(crate) fn theme_set(session: &mut Session, args: ThemeSet) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let theme = convert::theme_in(args.theme);
    let is_new = theme != look.state.theme;
    if is_new {
        session.record(&look, &[Event::ThemeSet { theme }], &[Topic::App, Topic::Settings])?;
    }
    Ok(Answered { undoable: is_new, ..Answered::default() })
}

pub(crate) fn data_folder_open(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    let dir = session.host.data_dir();
    match session.host.open_folder(&dir) {
        Ok(()) => Ok(Answered::default()),
        Err(reason) => Err(ApiError::OpenFailed { what: dir.display().to_string(), reason }),
    }
}
