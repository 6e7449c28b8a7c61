//! What the desktop shows of the plan outside the window: the block to announce, the tray's menu, and when to look again.
//! Invariant: a question. What was announced already is an argument; nothing here is kept.

use chrono::{DateTime, Duration, NaiveTime, Timelike, Utc};
use chrono_tz::Tz;
use journal::{Answer, BlockState};

use crate::computer::is_quiet;
use crate::handlers::study::studied;
use crate::session::Look;
use crate::wire::{ComputerChoices, Glance, Reminder, Said, TrayAct, TrayView};
use crate::{say, titles, zones};

/// How long after its start a block is still announced: the computer may have slept.
const LATE: Duration = Duration::minutes(15);

/// How long "later" is, in minutes.
const LATER_MIN: u32 = 10;

/// Opens the window.
fn open_words() -> String {
    word!("Open Ninefold", "Abrir Ninefold").to_owned()
}

/// Where there is nothing to show.
pub(crate) fn without_a_plan() -> Glance {
    Glance {
        reminder: None,
        tray: menu(word!("There is no plan yet", "Todavía no hay plan").to_owned(), None),
        until: None,
    }
}

/// The glance at this moment. `home` is the zone in which the person is.
pub(crate) fn glance(look: &Look, home: Tz, choices: &ComputerChoices, said: &[Said]) -> Glance {
    let open = look.state.blocks.values().filter(|b| b.answer == Answer::Open);
    let mut open: Vec<Ahead<'_>> = open.map(|block| Ahead::of(look, block)).collect();
    open.retain(|b| look.at < b.end);
    open.sort_by_key(|b| (b.start, b.block.block.id));

    // The tray's words change with starts, ends and days.
    let midnight = (look.today() + Duration::days(1)).and_time(NaiveTime::MIN);
    let mut moments: Vec<DateTime<Utc>> = open.iter().flat_map(|b| [b.start, b.end]).collect();
    moments.push(zones::to_instant(look.zone, midnight));

    let mut due = None;
    for block in open.iter().filter(|_| choices.notify) {
        match block.announced(said) {
            Some((from, _)) if look.at < from => moments.push(from),
            Some((_, until)) if look.at < until => due = Some(block),
            Some(_) | None => {}
        }
    }
    if let Some(ends) = quiet_until(look.at, home, choices).filter(|_| due.is_some()) {
        // What is still worth saying then is said then.
        moments.push(ends);
        due = None;
    }
    Glance {
        reminder: due.map(|block| block.reminder(look)),
        tray: tray(look, &open),
        until: moments.into_iter().filter(|at| *at > look.at).min(),
    }
}

/// A block that was not answered and is not over, in instants.
struct Ahead<'a> {
    block: &'a BlockState,
    start: DateTime<Utc>,
    end: DateTime<Utc>,
}

impl<'a> Ahead<'a> {
    fn of(look: &Look, block: &'a BlockState) -> Self {
        let start = zones::to_instant(look.zone, block.block.start);
        Ahead { block, start, end: start + Duration::minutes(i64::from(block.block.minutes)) }
    }

    /// From when until when it is to be announced; never once it has begun.
    fn announced(&self, said: &[Said]) -> Option<(DateTime<Utc>, DateTime<Utc>)> {
        if self.block.session.is_some() || !self.block.graded.is_empty() {
            return None;
        }
        let id = self.block.block.id.to_string();
        match said.iter().rev().find(|s| s.id == id && s.start == self.block.block.start) {
            Some(said) => said.again.map(|again| (again, self.end)),
            None => Some((self.start, self.end.min(self.start + LATE))),
        }
    }

    fn title(&self, look: &Look) -> String {
        titles::of_block(&look.curriculum, self.block)
    }

    fn reminder(&self, look: &Look) -> Reminder {
        let block = &self.block.block;
        let (curriculum, title) = (&look.curriculum, self.title(look));
        let title = match &block.what {
            journal::Studied::Work { .. } => match titles::detail(curriculum, &block.what) {
                activity if activity.is_empty() => title,
                activity => format!("{activity}: {title}"),
            },
            _ => title,
        };
        let number = titles::strategy(curriculum, &block.what);
        let strategy = curriculum.strategies.iter().find(|s| s.number == number);
        let end = block.start + Duration::minutes(i64::from(block.minutes));
        let from =
            if look.at < self.start + Duration::minutes(1) { "" } else { word!("since ", "desde las ") };
        let focus = if titles::is_deep(curriculum, &block.what) {
            word!(", deep", ", concentración profunda")
        } else {
            ""
        };
        let strategy = strategy.map_or("", |s| &s.label);
        let (start, end) = (say::clock(block.start), say::clock(end));
        Reminder {
            id: block.id.to_string(),
            start: block.start,
            title,
            text: said!(
                "{strategy}, {from}{start} to {end}{focus}",
                "{strategy}, {from}{start} a {end}{focus}"
            ),
            open: open_words(),
            begin: word!("Start", "Empezar").to_owned(),
            later: said!("In {n} minutes", "En {n} minutos", n = LATER_MIN),
            missed: word!("Couldn’t do it", "No pude").to_owned(),
            later_min: LATER_MIN,
        }
    }
}

/// What is studied, else what runs now, else what comes next.
fn tray(look: &Look, open: &[Ahead<'_>]) -> TrayView {
    let act = |word: &str, block: &BlockState, runs| {
        Some(TrayAct { word: word.to_owned(), id: block.block.id.to_string(), runs })
    };
    if let Some(block) = studied(look) {
        let title = titles::of_block(&look.curriculum, block);
        let runs = block.session.is_some_and(|s| s.since.is_some());
        return if runs {
            menu(said!("Studying: {title}", "Estudiando: {title}"), act(word!("Pause", "Pausa"), block, true))
        } else {
            menu(said!("At rest: {title}", "En pausa: {title}"), act(word!("Go on", "Seguir"), block, false))
        };
    }
    let Some(next) = open.first() else {
        return menu(word!("Nothing is planned", "No hay nada planificado").to_owned(), None);
    };
    let title = next.title(look);
    let start = next.block.block.start;
    if start <= look.now {
        let end = start + Duration::minutes(i64::from(next.block.block.minutes));
        let words = said!("Until {end}: {title}", "Hasta las {end}: {title}", end = say::clock(end));
        return menu(words, act(word!("Start", "Empezar"), next.block, false));
    }
    if start.date() == look.today() {
        let words = said!("Today {at}: {title}", "Hoy {at}: {title}", at = say::clock(start));
        return menu(words, act(word!("Start", "Empezar"), next.block, false));
    }
    menu(format!("{}: {title}", say::moment(start, look.today())), None)
}

fn menu(next: String, act: Option<TrayAct>) -> TrayView {
    TrayView { next, act, open: open_words(), quit: word!("Quit", "Salir").to_owned() }
}

/// When the present quiet hours end; none while it is not quiet.
fn quiet_until(at: DateTime<Utc>, home: Tz, choices: &ComputerChoices) -> Option<DateTime<Utc>> {
    let quiet = choices.quiet?;
    let now = zones::to_local(home, at);
    let minute = now.hour() * 60 + now.minute();
    if !is_quiet(quiet, minute) {
        return None;
    }
    let days = i64::from(quiet.to <= minute);
    let end =
        (now.date() + Duration::days(days)).and_time(NaiveTime::MIN) + Duration::minutes(i64::from(quiet.to));
    Some(zones::to_instant(home, end))
}
