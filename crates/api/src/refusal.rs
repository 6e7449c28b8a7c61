//! Why a block may not go somewhere: each broken rule of the planner as one sentence for a person.

use catalog::Curriculum;
use chrono::{Duration, NaiveDate};
use plan::{Block, Instance, Reason, Violation};

use crate::busy_titles::BusyTitles;
use crate::{planning::to_studied, say, titles};

/// What a sentence may name.
pub(crate) struct Context<'a> {
    pub curriculum: &'a Curriculum,
    pub instance: &'a Instance,
    pub blocks: &'a [Block],
    /// The block that is to be moved.
    pub moved: usize,
    pub busy: &'a BusyTitles,
    pub today: NaiveDate,
}

impl Context<'_> {
    /// One sentence for each violation, without repetition.
    pub fn sentences(&self, violations: &[Violation]) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        for violation in violations {
            let sentence = self.sentence(violation);
            if !out.contains(&sentence) {
                out.push(sentence);
            }
        }
        out
    }

    /// A rule may be broken by the moved block, or by another because of it.
    fn sentence(&self, violation: &Violation) -> String {
        let bystander = violation.block.filter(|b| *b != self.moved);
        match (bystander, &violation.reason) {
            (Some(block), Reason::NoBreak { other, break_min }) => {
                let block = if *other == self.moved { block } else { *other };
                self.sentence_of(&Reason::NoBreak { other: block, break_min: *break_min })
            }
            (Some(block), Reason::MustWait { activity: Some(_), .. }) => {
                said!(
                    "{block} is a later part of the same unit; its parts keep their order.",
                    "{block} es una parte posterior de la misma unidad; sus partes van en su orden.",
                    block = self.block_name(block)
                )
            }
            (Some(block), Reason::MustWait { .. }) => {
                said!(
                    "{block} builds on it and would begin before enough of it is studied.",
                    "{block} se apoya en él y empezaría antes de que se haya estudiado lo suficiente.",
                    block = self.block_name(block)
                )
            }
            (_, reason) => self.sentence_of(reason),
        }
    }

    fn sentence_of(&self, reason: &Reason) -> String {
        let unit =
            |id: &str| said!("“{title}”", "«{title}»", title = titles::unit_title(self.curriculum, id));
        let week = |w: u32| say::date(self.instance.start + Duration::weeks(i64::from(w)));
        match reason {
            Reason::UnknownName => said!(
                "What this block is for is no longer in your plan.",
                "Aquello a lo que sirve este bloque ya no está en tu plan."
            ),
            Reason::OffGrid { grid } => said!(
                "Blocks start and last in steps of {grid} minutes.",
                "Los bloques empiezan y duran en pasos de {grid} minutos."
            ),
            Reason::CrossesMidnight => {
                said!("A block must end before midnight.", "Un bloque debe acabar antes de medianoche.")
            }
            Reason::OutsideHorizon => said!("That day is outside the plan.", "Ese día está fuera del plan."),
            Reason::BeforeNow => said!("That time has passed.", "Esa hora ya ha pasado."),
            Reason::OutsideAvailability => {
                said!(
                    "That is outside your study times. Settings, Availability changes them.",
                    "Eso está fuera de tus horas de estudio. Se cambian en Ajustes, Disponibilidad."
                )
            }
            Reason::OverlapsBusy { event } => {
                let when = said!(
                    "{from} to {to}",
                    "{from} a {to}",
                    from = say::moment(event.start, self.today),
                    to = say::clock(event.end)
                );
                match self.busy.title_at(*event) {
                    Some(title) => said!("“{title}” is there, {when}.", "Ahí está «{title}», {when}."),
                    None => said!("You are busy there, {when}.", "Ahí tienes algo, {when}."),
                }
            }
            Reason::NoBreak { other, break_min } => {
                let name = self.block_name(*other);
                if *break_min == 0 {
                    said!("It would overlap {name}.", "Chocaría con {name}.")
                } else {
                    said!(
                        "It would overlap {name}, or leave less than {break_min} minutes between them.",
                        "Chocaría con {name}, o dejaría menos de {break_min} minutos entre los dos."
                    )
                }
            }
            Reason::WrongLength { shortest, longest } if shortest == longest => {
                said!(
                    "This block lasts {length}.",
                    "Este bloque dura {length}.",
                    length = say::length(*shortest)
                )
            }
            Reason::WrongLength { shortest, longest } => {
                said!(
                    "This block may last from {least} to {most}.",
                    "Este bloque puede durar de {least} a {most}.",
                    least = say::length(*shortest),
                    most = say::length(*longest)
                )
            }
            Reason::DayFull { date, minutes, limit } => said!(
                "{day} would hold {minutes}; your limit is {limit} a day.",
                "El {day} tendría {minutes}; tu límite es de {limit} por día.",
                day = say::day(*date),
                minutes = say::length(*minutes),
                limit = say::length(*limit)
            ),
            Reason::WeekFull { week: w, minutes, limit } => said!(
                "The week of {week} would hold {minutes}; {limit} are left to plan in it.",
                "La semana del {week} tendría {minutes}; en ella quedan {limit} por planificar.",
                week = week(*w),
                minutes = say::length(*minutes),
                limit = say::length(*limit)
            ),
            Reason::TooMuch { unit: id, over, .. } => {
                said!(
                    "{unit} needs {over} less than that.",
                    "{unit} necesita {over} menos que eso.",
                    unit = unit(id),
                    over = say::length(*over)
                )
            }
            Reason::Remnant { left, .. } => {
                said!(
                    "That would leave {left}, too short for a block of its own.",
                    "Quedarían {left}, demasiado poco para un bloque propio.",
                    left = say::length(*left)
                )
            }
            Reason::MustWait { unit: id, activity, until } => {
                let what = match activity {
                    Some(_) => {
                        said!("an earlier part of {unit}", "una parte anterior de {unit}", unit = unit(id))
                    }
                    None => unit(id),
                };
                match until {
                    Some(until) => {
                        said!(
                            "It builds on {what}, which ends {until}.",
                            "Se apoya en {what}, que acaba el {until}.",
                            until = say::moment(*until, self.today)
                        )
                    }
                    None => said!(
                        "It builds on {what}, which is not finished before.",
                        "Se apoya en {what}, que no está terminada antes."
                    ),
                }
            }
            Reason::LockedMissing { .. } => {
                said!("A locked block is in the way.", "Hay un bloque fijo en medio.")
            }
            Reason::RhythmInactive { week: w } => said!(
                "It is not due in the week of {week}.",
                "No le toca en la semana del {week}.",
                week = week(*w)
            ),
            Reason::RhythmTwice { week: w } => {
                said!(
                    "It is planned once in the weeks from {week} already.",
                    "Ya está planificada una vez en las semanas desde el {week}.",
                    week = week(*w)
                )
            }
            Reason::SecondReview { other } => {
                said!(
                    "That day has a review already, {other}.",
                    "Ese día ya tiene un repaso, {other}.",
                    other = self.block_name(*other)
                )
            }
            Reason::ReviewLength { needed, .. } => said!(
                "This review needs {needed}.",
                "Este repaso necesita {needed}.",
                needed = say::length(*needed)
            ),
            Reason::NotDue { item } => said!(
                "The review of {unit} is not due.",
                "El repaso de {unit} no toca todavía.",
                unit = unit(&item.unit)
            ),
            Reason::Repeated { item } => said!(
                "The review of {unit} is planned twice.",
                "El repaso de {unit} está planificado dos veces.",
                unit = unit(&item.unit)
            ),
            Reason::OutsideTolerance { item, from, to } => said!(
                "The review of {unit} helps most from {from} to {to}.",
                "El repaso de {unit} ayuda más del {from} al {to}.",
                unit = unit(&item.unit),
                from = say::day(*from),
                to = say::day(*to)
            ),
            Reason::TouchesClockChange { .. } => {
                said!("The clocks change at that time.", "A esa hora cambia el reloj.")
            }
        }
    }

    /// A block as it is named in a sentence.
    pub fn block_name(&self, index: usize) -> String {
        match self.blocks.get(index) {
            Some(block) => said!(
                "“{title}” at {when}",
                "«{title}» del {when}",
                title = titles::title(self.curriculum, &to_studied(&block.what)),
                when = say::moment(block.start, self.today)
            ),
            None => said!("another block", "otro bloque"),
        }
    }
}
