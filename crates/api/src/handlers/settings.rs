//! Settings: availability, limits, goal and date, theme, export. What changes the plan replans in the same command.

use std::io::Write;
use std::path::Path;

use journal::{Event, Profile};

use super::busy::{moved_sentence, overview};
use crate::problem::Promise;
use crate::session::{Look, Replanned, Session};
use crate::wire::{
    Answered, AvailabilitySet, BudgetSet, Exported, Nothing, PaceSet, ProfileSet, SettingsView, ThemeSet,
    Topic,
};
use crate::{ApiError, convert, defaults, pace, rules, say, titles, zones};

pub(crate) fn settings(session: &mut Session, _: Nothing) -> Result<SettingsView, ApiError> {
    let look = session.look()?;
    let profile = look.state.profile.clone().ok_or(ApiError::NotOnboarded)?;
    let journal = session.journal()?;
    let events = u32::try_from(journal.last_seq()?).unwrap_or(u32::MAX);
    let last_backup = journal::list_backups(journal.dir())?.iter().map(|b| b.at).max();
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
        data_dir: session.host.data_dir().display().to_string(),
        pack: super::packs::in_use(session, &look),
        last_backup,
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
    let profile = Profile {
        goal: convert::goal_in(args.goal),
        target: args.target,
        zone: args.zone,
        first_week: profile.first_week,
        pack: profile.pack.clone(),
    };
    let event = Event::ProfileSet(profile);
    let topics = [Topic::App, Topic::Settings, Topic::Units, Topic::Busy];
    Ok(saved(session.record_and_replan(&look, vec![event], Promise::Renew, &topics)?, None))
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

pub(crate) fn export_all(session: &mut Session, _: Nothing) -> Result<Exported, ApiError> {
    let look = session.look()?;
    let records = session.journal()?.export()?;
    let everything = serde_json::json!({
        "format": "ninefold-export/1",
        "exported_at": look.at,
        "pack": { "id": look.curriculum.pack.id, "version": look.curriculum.pack.version },
        "events": records.iter().map(journal::Record::to_json).collect::<Vec<_>>(),
    });
    write(session, &look, "json", &format!("{everything:#}\n"))
}

pub(crate) fn export_calendar(session: &mut Session, _: Nothing) -> Result<Exported, ApiError> {
    let look = session.look_at_plan()?;
    let s = look.situation();
    let blocks: Vec<calendar::CalendarBlock> = s
        .ahead()
        .into_iter()
        .map(|b| {
            let what = &b.block.what;
            let number = titles::strategy(&look.curriculum, what);
            let strategy = look.curriculum.strategies.iter().find(|s| s.number == number);
            calendar::CalendarBlock {
                uid: format!("{}@ninefold", b.block.id),
                start: zones::to_instant(look.zone, b.block.start),
                minutes: b.block.minutes,
                title: titles::title(&look.curriculum, what),
                description: titles::detail(&look.curriculum, what),
                category: strategy.map_or_else(String::new, |s| s.label.clone()),
                stamp: look.at,
            }
        })
        .collect();
    write(session, &look, "ics", &calendar::write_blocks(&blocks, "Ninefold"))
}

/// Writes a new file and never over one that is there.
pub(super) fn write(session: &Session, look: &Look, ending: &str, text: &str) -> Result<Exported, ApiError> {
    let dir = session.host.export_dir();
    let failed = |path: &Path, e: &std::io::Error| ApiError::WriteFailed {
        path: path.display().to_string(),
        reason: e.to_string(),
    };
    std::fs::create_dir_all(&dir).map_err(|e| failed(&dir, &e))?;
    let day = look.today().format("%Y-%m-%d");
    let names = std::iter::once(format!("ninefold-{day}.{ending}"))
        .chain((2..1000).map(|n| format!("ninefold-{day}-{n}.{ending}")));
    for name in names {
        let path = dir.join(name);
        match std::fs::OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
                return match written {
                    Ok(()) => Ok(Exported { path: path.display().to_string() }),
                    Err(e) => {
                        // Half a file would look like an export.
                        let _ = std::fs::remove_file(&path);
                        Err(failed(&path, &e))
                    }
                };
            }
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => {}
            Err(e) => return Err(failed(&path, &e)),
        }
    }
    Err(ApiError::WriteFailed {
        path: dir.display().to_string(),
        reason: said!(
            "there are a thousand exports of {day} already",
            "ya hay mil exportaciones del {day}",
            day = say::date(look.today())
        ),
    })
}

pub(crate) fn data_folder_open(session: &mut Session, _: Nothing) -> Result<Answered, ApiError> {
    let dir = session.host.data_dir();
    match session.host.open_folder(&dir) {
        Ok(()) => Ok(Answered::default()),
        Err(reason) => Err(ApiError::OpenFailed { what: dir.display().to_string(), reason }),
    }
}
