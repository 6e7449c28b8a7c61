//! The desktop around the window: choices of this computer, the glance at the plan, what comes in from outside.
//! Invariant: nothing here touches the journal, so nothing is undone. What comes in is checked here and only leads
//! somewhere, or is asked about.

use caldav::Fault;
use chrono::NaiveDate;

use crate::app::App;
use crate::arrivals::{Place, forms, read};
use crate::session::{Look, Session};
use crate::wire::{
    Answered, Arrival, Arrivals, Arrive, BusyImport, ComputerSet, ComputerView, Glance, GlanceAt, Nothing,
    StartWithSystem, Topic,
};
use crate::{ApiError, computer, glance as at_a_glance, words, zones};

/// More than this waits for no window.
const MOST_ARRIVALS: usize = 20;

/// Sections of the settings that an address may name.
const SETTINGS: [&str; 9] =
    ["availability", "goal", "known", "pace", "calendars", "appearance", "computer", "pack", "data"];

pub(crate) fn computer(session: &mut Session, _: Nothing) -> Result<ComputerView, ApiError> {
    let desktop = session.host.desktop();
    Ok(ComputerView {
        choices: computer::read(&session.host.data_dir()),
        tray: desktop.tray,
        starts_with_system: desktop.starts_with_system,
    })
}

pub(crate) fn set(session: &mut Session, args: ComputerSet) -> Result<Answered, ApiError> {
    let faults = args.choices.quiet.map(computer::faults).unwrap_or_default();
    if !faults.is_empty() {
        return Err(ApiError::BadSetting { reasons: faults });
    }
    computer::write(&session.host.data_dir(), &args.choices)?;
    session.touch(&[Topic::Computer]);
    Ok(Answered::default())
}

pub(crate) fn start_with_system(session: &mut Session, args: StartWithSystem) -> Result<Answered, ApiError> {
    session.host.start_with_system(args.on).map_err(|reason| ApiError::BadSetting {
        reasons: vec![said!(
            "Starting with the system could not be changed: {reason}.",
            "No se pudo cambiar si Ninefold empieza con el sistema: {reason}.",
        )],
    })?;
    session.touch(&[Topic::Computer]);
    Ok(Answered::default())
}

pub(crate) fn glance(session: &mut Session, args: GlanceAt) -> Result<Glance, ApiError> {
    if session.look()?.state.profile.is_none() {
        return Ok(at_a_glance::without_a_plan());
    }
    let look = session.look_at_plan()?;
    let mut choices = computer::read(&session.host.data_dir());
    // A sample's blocks are nobody's.
    choices.notify &= session.sample.is_none();
    let home = zones::by_name(&session.host.zone()).unwrap_or(look.zone);
    Ok(at_a_glance::glance(&look, home, &choices, &args.said))
}

pub(crate) fn arrive(app: &App, args: Arrive) -> Result<Answered, ApiError> {
    if let Arrive::File { file_name, text } = &args {
        // What is wrong with it is told as it arrives.
        if let Err(ApiError::Calendar(Fault::Cancelled)) = app.read_ahead(&[(file_name, text)]) {
            return Ok(Answered::default());
        }
    }
    app.decide(|session| take_in(session, args.clone()))
}

/// What came is there for the window to take.
fn take_in(session: &mut Session, args: Arrive) -> Result<Answered, ApiError> {
    let look = session.look()?;
    let arrival = match args {
        Arrive::Link { url } => link(&look, &url),
        Arrive::File { file_name, text } => file(session, &look, file_name, text),
        Arrive::Pack { folder } if look.state.profile.is_some() => Arrival::Pack { folder },
        Arrive::Pack { .. } => Arrival::Refused {
            message: word!(
                "Another pack can be studied from once there is a plan. Answer the four steps, then open it again.",
                "Se puede estudiar con otro temario cuando ya hay un plan. Responde a los cuatro pasos y vuelve a abrirlo.",
            )
            .to_owned(),
        },
        Arrive::Export { path } => Arrival::Export { path },
        Arrive::Unreadable { file_name, reason } => {
            let reason = format!("{reason}.");
            Arrival::Refused { message: message(&ApiError::BadCalendar { name: file_name, reason }) }
        }
        Arrive::Block { id } => block(&look, id),
        Arrive::Missed { id } => Arrival::Missed { id },
    };
    if session.arrived.len() < MOST_ARRIVALS {
        session.arrived.push(arrival);
    }
    session.touch(&[Topic::Arrivals]);
    Ok(Answered::default())
}

pub(crate) fn arrivals(session: &mut Session, _: Nothing) -> Result<Arrivals, ApiError> {
    Ok(Arrivals { arrivals: std::mem::take(&mut session.arrived) })
}

fn link(look: &Look, url: &str) -> Arrival {
    let screen = |route: String| Arrival::Screen { route };
    match read(url) {
        Some(Place::Screen(name)) => screen(name.to_owned()),
        Some(Place::Settings(part)) if SETTINGS.contains(&part.as_str()) => {
            screen(format!("settings/{part}"))
        }
        Some(Place::Strategy(number)) => screen(format!("strategies/{number}")),
        Some(Place::Unit(unit)) if look.curriculum.unit(&unit).is_none() => {
            Arrival::Refused { message: message(&ApiError::UnknownUnit { id: unit }) }
        }
        Some(Place::Unit(unit)) => screen(format!("strategies/{unit}")),
        Some(Place::Week(date)) => Arrival::Week { date: date.unwrap_or(look.today()) },
        Some(Place::Block(id)) => block(look, id),
        Some(Place::Settings(_)) | None => nowhere(url),
    }
}

fn nowhere(url: &str) -> Arrival {
    const SHOWN: usize = 80;
    let mut shown: String = url.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
    if url.chars().count() > SHOWN {
        shown.push('…');
    }
    Arrival::Refused {
        message: said!(
            "“{shown}” leads nowhere. After ninefold:// there can be {forms}.",
            "«{shown}» no lleva a ninguna parte. Después de ninefold:// puede haber {forms}.",
            forms = forms(),
        ),
    }
}

fn block(look: &Look, id: String) -> Arrival {
    let day = |id: &str| -> Option<NaiveDate> {
        let block = look.state.blocks.values().find(|b| b.block.id.to_string() == id)?;
        Some(block.block.start.date())
    };
    match day(&id) {
        Some(date) => Arrival::Block { id, date },
        None => Arrival::Refused { message: message(&ApiError::UnknownBlock { id }) },
    }
}

/// A calendar that can be read is asked about; of any other file it is said why it cannot.
fn file(session: &Session, look: &Look, file_name: String, text: String) -> Arrival {
    let args = BusyImport { file_name, text };
    match super::busy::read(session, look, &args) {
        Ok(read) => {
            let events = read.events();
            Arrival::Calendar { file_name: args.file_name, text: args.text, name: read.name, events }
        }
        Err(error) => Arrival::Refused { message: message(&error) },
    }
}

fn message(error: &ApiError) -> String {
    words::failure(error).message
}
