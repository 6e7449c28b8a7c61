//! Reasons in words: why a block stands where it stands, what another place would cost, what holds a unit back.
//! Invariant: every sentence says a fact of [`plan::Explanation`] or [`plan::WhyNot`]; nothing is made up here.

use catalog::Curriculum;
use chrono::{Duration, NaiveDate};
use journal::{Answer, BlockState, Studied};
use language::{Language, spoken};
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
        out.reasons.push(said!(
            "It is locked here: the plan works around it.",
            "Está fijo aquí: el plan se hace a su alrededor."
        ));
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
            out.costs = terms(&facts.share, &costs());
            out.alternatives = alternatives(s, &facts);
            match out.alternatives.first() {
                None => out.reasons.push(said!(
                    "In the weeks around there is no other place for it.",
                    "En las semanas cercanas no hay otro lugar para él."
                )),
                Some(best) if best.cost_min < 0 => out.reasons.push(said!(
                    "A better place is free, but what is published does not move by itself.",
                    "Hay libre un lugar mejor, pero lo publicado no se mueve solo."
                )),
                Some(_) => {}
            }
        }
        None if block.answer == Answer::Open => {}
        None => out.reasons.push(said!(
            "It has been answered, so the plan no longer places it.",
            "Ya tiene respuesta, así que el plan ya no lo coloca."
        )),
    }
    if let What::Rhythm { rhythm } = &planned.what
        && let Some(r) = s.curriculum.rhythms().find(|r| r.id == *rhythm)
    {
        let held = s.state.logs.iter().rev().find(|l| l.what == block.block.what).map(|l| l.start.date());
        out.reasons.push(match held {
            Some(day) => {
                said!(
                    "It comes {cadence}; the last time was {day}.",
                    "Viene {cadence}; la última vez fue el {day}.",
                    cadence = titles::cadence(r.every),
                    day = say::day(day)
                )
            }
            None => said!(
                "It comes {cadence}. {why}",
                "Viene {cadence}. {why}",
                cadence = titles::cadence(r.every),
                why = r.why
            ),
        });
    }
    if let What::Review { items } = &planned.what {
        out.named.extend(items.iter().map(|i| named_unit(s.curriculum, &i.unit)));
        let next = items.iter().map(|i| i.k).min().unwrap_or(1);
        let units: Vec<String> = items.iter().map(|i| title(&i.unit)).collect();
        out.reasons.push(said!(
            "Recall number {next} of {units}: it comes when about nine of ten things are still remembered, and later each \
             time it goes well.",
            "Repaso número {next} de {units}: viene cuando aún se recuerdan unas nueve de cada diez cosas, y más tarde cada \
             vez que sale bien.",
            units = say::list(&units),
        ));
    }
    if let Studied::Work { unit, .. } = &block.block.what
        && let Some(day) = made.completions().get(unit)
        && *day >= s.today()
    {
        out.reasons.push(said!(
            "At this pace {unit} is complete on {day}.",
            "A este ritmo, {unit} estará completa el {day}.",
            unit = title(unit),
            day = say::day(*day)
        ));
    }
    // A long list is told in part.
    let is_told = |n: &NamedUnit| out.reasons.iter().any(|r| r.contains(&quoted(s.curriculum, &n.unit)));
    out.named.retain(is_told);
    out
}

fn named_unit(curriculum: &Curriculum, unit: &str) -> NamedUnit {
    NamedUnit { unit: unit.to_owned(), title: titles::unit_title(curriculum, unit) }
}

fn quoted(curriculum: &Curriculum, unit: &str) -> String {
    said!("“{title}”", "«{title}»", title = titles::unit_title(curriculum, unit))
}

/// What it waited for and what it makes possible.
fn order(s: &Situation<'_>, facts: &Explanation) -> Vec<String> {
    let mut out = Vec::new();
    let earlier = facts.waited_for_activity.as_ref().map(|(_, ended)| *ended);
    match (facts.waited_for.first(), earlier) {
        (Some((unit, ended)), earlier) if earlier.is_none_or(|e| e < *ended) => {
            let unit = quoted(s.curriculum, unit);
            out.push(said!(
                "It waited for {unit}, done {when}.",
                "Esperaba a {unit}, hecha el {when}.",
                when = say::moment(*ended, s.today())
            ));
        }
        (_, Some(ended)) => {
            out.push(said!(
                "It follows the part before it, done {when}.",
                "Sigue a la parte anterior, hecha el {when}.",
                when = say::moment(ended, s.today())
            ));
        }
        (_, None) => {}
    }
    let unlocks: Vec<String> = facts.unlocks.iter().map(|u| quoted(s.curriculum, u)).collect();
    if !unlocks.is_empty() {
        out.push(said!("It opens the way to {units}.", "Da paso a {units}.", units = say::list(&unlocks)));
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
            said!(
                "It is deep work, and your focus is good at that time.",
                "Es trabajo profundo, y a esa hora te concentras bien."
            )
        } else {
            said!(
                "It is deep work; {inside} of it are in your deep windows.",
                "Es trabajo profundo; {inside} caen en tus franjas profundas.",
                inside = say::length(inside)
            )
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
    let is_plain = match spoken() {
        Language::English => PLAIN.iter().any(|word| sentence.starts_with(word)),
        // No sentence begins with a name that is not in quotation marks.
        Language::Spanish => true,
    };
    if is_plain {
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
        Reason::DayFull { minutes, limit, .. } => said!(
            "Not {day}: it would hold {minutes}, and your limit is {limit} a day.",
            "No el {day}: tendría {minutes}, y tu límite es de {limit} por día.",
            minutes = say::length(*minutes),
            limit = say::length(*limit)
        ),
        Reason::WeekFull { minutes, limit, .. } => said!(
            "Not {day}: that week would hold {minutes}, and {limit} are to be planned in it.",
            "No el {day}: esa semana tendría {minutes}, y en ella se planifican {limit}.",
            minutes = say::length(*minutes),
            limit = say::length(*limit)
        ),
        _ => said!(
            "Not {day}: {reason}",
            "No el {day}: {reason}",
            reason = within(&context.sentences(std::slice::from_ref(first)).concat())
        ),
    })
}

/// What keeps it from starting a step earlier on its day.
fn start_of_day(context: &Context<'_>, o: &Obstacle) -> Option<String> {
    let first = o.violations.first().filter(|_| !is_early(o))?;
    Some(match &first.reason {
        Reason::BeforeNow => {
            said!("It stands as early as the day still allows.", "Está tan pronto como aún permite el día.")
        }
        Reason::OutsideAvailability => {
            said!("It stands where your study time begins.", "Está donde empieza tu tiempo de estudio.")
        }
        Reason::OverlapsBusy { event } => {
            let until = say::clock(event.end);
            match context.busy.title_at(*event) {
                Some(title) => said!(
                    "It stands where “{title}” leaves room, after {until}.",
                    "Está donde «{title}» deja sitio, después de las {until}."
                ),
                None => said!(
                    "It stands where you are free again, after {until}.",
                    "Está donde vuelves a tener tiempo libre, después de las {until}."
                ),
            }
        }
        Reason::NoBreak { other, .. } => said!(
            "It follows {block} after a break.",
            "Va detrás de {block}, tras una pausa.",
            block = context.block_name(*other)
        ),
        _ => {
            let sentence = context.sentences(std::slice::from_ref(first)).concat();
            said!("Not earlier that day: {reason}", "No antes ese día: {reason}", reason = within(&sentence))
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

/// The terms that are told, in this order.
const TERMS: [&str; 9] =
    ["block", "deep", "finish", "late", "massed", "extra_unit", "mix", "review", "rhythm"];

fn costs() -> [Word; 9] {
    TERMS.map(|term| {
        let [label, more, less] = term_words(term);
        Word { term, label, more, less }
    })
}

/// What a term is called, and what more or less of it is.
fn term_words(term: &str) -> [&'static str; 3] {
    match term {
        "block" => [word!("Getting started", "Ponerse a ello"), "", ""],
        "deep" => [
            word!("Outside your focus hours", "Fuera de tus horas de concentración"),
            word!("outside your focus hours", "fuera de tus horas de concentración"),
            word!("inside your focus hours", "dentro de tus horas de concentración"),
        ],
        "finish" => [
            word!("Days until the unit is done", "Días hasta que la unidad está hecha"),
            word!("later finish", "por acabar más tarde"),
            word!("earlier finish", "por acabar antes"),
        ],
        "late" => [
            word!("Days after your date", "Días después de tu fecha"),
            word!("after your date", "después de tu fecha"),
            word!("nearer your date", "más cerca de tu fecha"),
        ],
        "massed" => [
            word!("Much of one unit in a day", "Mucho de una unidad en un día"),
            word!("more of one unit in a day", "por más de una misma unidad en un día"),
            word!("less of one unit in a day", "por menos de una misma unidad en un día"),
        ],
        "extra_unit" => [
            word!("One more unit in the day", "Una unidad más en el día"),
            word!("one more unit in a day", "por una unidad más en un día"),
            word!("one unit fewer in a day", "por una unidad menos en un día"),
        ],
        "mix" => [
            word!("Balance of the strategies", "Equilibrio de las estrategias"),
            word!("off the balance of strategies", "lejos del equilibrio de las estrategias"),
            word!("nearer the balance of strategies", "más cerca del equilibrio de las estrategias"),
        ],
        "review" => [
            word!("Recall off its best day", "Repaso fuera de su mejor día"),
            word!("recall off its best day", "por un repaso fuera de su mejor día"),
            word!("recall nearer its best day", "por un repaso más cerca de su mejor día"),
        ],
        "rhythm" => [
            word!("A period without it", "Un periodo sin ella"),
            word!("a period without it", "por un periodo sin ella"),
            word!("a period less without it", "por un periodo menos sin ella"),
        ],
        _ => ["", "", ""],
    }
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
        terms: terms(&a.difference, &costs()),
    }
}

/// "Thu 19:30 would cost 14 min more: 8 min outside your focus hours and 6 min later finish."
fn price(a: &Alternative, today: NaiveDate) -> String {
    let when = say::moment(a.start, today);
    let parts = |sign: i64| -> Vec<String> {
        let part = |w: &Word| {
            let minutes = annoyance(sign * a.difference.terms.get(w.term).map_or(0, |t| t.points));
            // Minutes of what: the same order in both languages.
            (minutes > 0).then(|| format!("{minutes}\u{a0}min {}", if sign > 0 { w.more } else { w.less }))
        };
        costs().iter().filter_map(part).collect()
    };
    let (more, less) = (say::all(&parts(1)), say::all(&parts(-1)));
    let (lead, rest) = match annoyance(a.difference.total) {
        0 => return said!("{when} would cost the same.", "{when} costaría lo mismo."),
        n @ 1.. => {
            (said!("{when} would cost {n}\u{a0}min more", "{when} costaría {n}\u{a0}min más"), (more, less))
        }
        n => (
            said!("{when} would be {n}\u{a0}min better", "{when} sería {n}\u{a0}min mejor", n = -n),
            (less, more),
        ),
    };
    match rest {
        (main, other) if other.is_empty() => format!("{lead}: {main}."),
        (main, other) => said!("{lead}: {main}, against {other}.", "{lead}: {main}, frente a {other}."),
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
        (Some(planned), Some(earliest)) if planned > earliest => reasons.push(said!(
            "{own} begins {planned} in this plan. It could begin {earliest}.",
            "{own} empieza el {planned} en este plan. Podría empezar el {earliest}.",
            planned = say::moment(planned, today),
            earliest = say::moment(earliest, today)
        )),
        (Some(planned), _) => {
            reasons.push(said!(
                "{own} begins {planned}, as early as it can.",
                "{own} empieza el {planned}, lo antes que puede.",
                planned = say::moment(planned, today)
            ));
        }
        (None, Some(earliest)) => reasons.push(said!(
            "{own} is not in this plan. It could begin {earliest}.",
            "{own} no está en este plan. Podría empezar el {earliest}.",
            earliest = say::moment(earliest, today)
        )),
        (None, None) if matches!(facts.holds.first(), Some(Hold::Closed(_) | Hold::NothingLeft)) => {}
        (None, None) => {
            reasons.push(said!("{own} has no place within this plan.", "{own} no tiene lugar en este plan."));
        }
    }
    for hold in &facts.holds {
        reasons.push(match hold {
            Hold::Closed(_) => closed(s, unit),
            Hold::NothingLeft => {
                said!("Nothing is left to place of {own}.", "No queda nada que colocar de {own}.")
            }
            Hold::NoLength { left } => said!(
                "{left} of it are left, and no block of your shortest and longest length holds that.",
                "Quedan {left}, y no caben en ningún bloque entre tu más corto y tu más largo.",
                left = say::length(*left)
            ),
            Hold::Prerequisite { unit: p, before, until, left } => {
                let (first, waits) = (quoted(s.curriculum, p), quoted(s.curriculum, before));
                match until {
                    Some(until) => said!(
                        "{waits} waits for {first}, done {until}.",
                        "{waits} espera a {first}, hecha el {until}.",
                        until = say::moment(*until, today)
                    ),
                    None => said!(
                        "{waits} waits for {first}, of which {left} have no place within this plan.",
                        "{waits} espera a {first}, de la que {left} no tienen lugar en este plan.",
                        left = say::length(*left)
                    ),
                }
            }
            Hold::Locked { until } => {
                said!(
                    "The part before it is locked, until {until}.",
                    "La parte anterior está fija, hasta el {until}.",
                    until = say::moment(*until, today)
                )
            }
            Hold::Full { first, last, ahead, other } => {
                let day = |points: i64| annoyance(points);
                let units = ahead.iter().map(|a| {
                    let (title, length) = (quoted(s.curriculum, &a.unit), say::length(a.minutes));
                    said!(
                        "{title} ({length}; a day of delay costs {cost}\u{a0}min)",
                        "{title} ({length}; un día de retraso cuesta {cost}\u{a0}min)",
                        cost = day(a.points_a_day)
                    )
                });
                let mut filled: Vec<String> = units.collect();
                if *other > 0 {
                    filled.insert(
                        filled.len().min(2),
                        said!(
                            "rhythms and recall ({length})",
                            "rutinas y repasos ({length})",
                            length = say::length(*other)
                        ),
                    );
                }
                let (from, to) =
                    (say::date(monday(*first).max(today)), say::date(monday(*last) + Duration::days(6)));
                let lead = said!(
                    "There is no room for it from {from} to {to}",
                    "No hay sitio para ella del {from} al {to}"
                );
                if filled.is_empty() {
                    format!("{lead}.")
                } else {
                    let own = day(facts.points_a_day);
                    said!(
                        "{lead}. First come {filled}; a day of its own delay costs {own}\u{a0}min.",
                        "{lead}. Antes van {filled}; un día de su propio retraso cuesta {own}\u{a0}min.",
                        filled = say::list(&filled)
                    )
                }
            }
            Hold::HorizonEnds => said!(
                "There is no room for it until the plan's last week.",
                "No hay sitio para ella hasta la última semana del plan."
            ),
        });
    }
    let sooner = facts.sooner.as_ref().map(|a| alternative(a, today));
    reasons.extend(
        sooner.as_ref().map(|a| said!("Its first block: {text}", "Su primer bloque: {text}", text = a.text)),
    );
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
        Some(Standing::Done) => said!("{own} is done.", "{own} está hecha."),
        Some(Standing::LeftOut) => said!("{own} is left out of your plan.", "{own} está fuera de tu plan."),
        Some(Standing::Known) => said!("You said that you know {own}.", "Dijiste que ya sabes {own}."),
        // Its last block has begun and was not answered: it counts as done until then.
        Some(Standing::Open) | None => said!(
            "The last block of {own} waits for your answer.",
            "El último bloque de {own} espera tu respuesta."
        ),
    }
}
