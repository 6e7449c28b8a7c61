//! What holds for any sequence of commands, undos and redos.

use std::collections::BTreeSet;

use journal::{
    BlockId, Event, Grade, KnowledgeLevel, PackFile, Record, Replay, State, Studied, Theme, UnitMark, fold,
};
use proptest::prelude::*;
use tempfile::tempdir;

use crate::samples::samples;
use crate::tools::{block, day, local, name, now, open, records};

/// What a learner or a program may do next; numbers point back at former commands.
#[derive(Clone, Debug)]
enum Step {
    Write(Vec<Event>),
    Undo(usize),
    Redo(usize),
    UndoWith(usize, Vec<Event>),
}

fn an_id() -> impl Strategy<Value = BlockId> {
    (1_u128..6).prop_map(name)
}

pub fn a_start() -> impl Strategy<Value = String> {
    (1_u32..9, 8_u32..20).prop_map(|(day, hour)| format!("2026-03-{day:02}T{hour:02}:00:00"))
}

fn a_unit() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["u1", "u2", "u3"]).prop_map(str::to_owned)
}

/// Few units and blocks, so that events meet.
pub fn an_event() -> impl Strategy<Value = Event> {
    let what = a_unit().prop_map(|unit| Studied::Work { unit, activity: "read".to_owned() });
    let blocks = prop::collection::vec((1_u128..6, a_start()), 0..4);
    let let_go = prop::option::of(prop::collection::vec(an_id(), 0..2));
    prop_oneof![
        3 => prop::sample::select(samples()).prop_filter("undo and redo are steps of their own", |event| {
            !matches!(event, Event::Undone { .. } | Event::Redone { .. })
        }),
        1 => (a_unit(), "[a-c]{0,2}").prop_map(|(unit, text)| Event::NoteSet { unit, text }),
        1 => (a_unit(), 1_u16..4, any::<bool>())
            .prop_map(|(unit, outcome, ticked)| Event::OutcomeTicked { unit, outcome, ticked }),
        1 => (1_u8..4).prop_map(|strategy| Event::StrategyLevelSet { strategy, level: KnowledgeLevel::UseIt }),
        1 => a_unit().prop_map(|unit| Event::UnitMarked { unit, mark: UnitMark::Dropped }),
        1 => (a_unit(), prop::option::of(1_u32..900))
            .prop_map(|(unit, minutes)| Event::EstimateChanged { unit, minutes }),
        2 => (what, a_start(), 1_u32..90, prop::option::of(an_id()), any::<bool>()).prop_map(
            |(what, start, minutes, block, finished)| Event::MinutesLogged {
                what,
                start: local(&start),
                minutes,
                block,
                finished,
            }
        ),
        2 => an_id().prop_map(|block| Event::SessionStarted { block }),
        1 => an_id().prop_map(|block| Event::SessionPaused { block }),
        1 => an_id().prop_map(|block| Event::BlockMissed { block }),
        1 => an_id().prop_map(|block| Event::BlockSkipped { block }),
        1 => (an_id(), any::<bool>()).prop_map(|(block, locked)| Event::BlockLocked { block, locked }),
        1 => (an_id(), any::<bool>()).prop_map(|(block, own)| Event::BlockTitled {
            block,
            title: own.then(|| "Own".to_owned()),
        }),
        1 => (an_id(), a_start(), 10_u32..90)
            .prop_map(|(block, start, minutes)| Event::BlockMoved { block, start: local(&start), minutes }),
        3 => (a_start(), blocks, let_go).prop_map(|(from, blocks, let_go)| Event::PlanPublished {
            from: local(&from),
            published_until: day("2026-03-16"),
            blocks: blocks.iter().map(|(id, start)| block(*id, start)).collect(),
            let_go,
        }),
        1 => (a_unit(), 1_u16..4).prop_map(|(unit, question)| Event::ReviewGraded {
            unit,
            question,
            grade: Grade::Hard,
            on: day("2026-03-09"),
        }),
        2 => (an_id(), a_unit(), 1_u32..4).prop_map(|(block, unit, k)| Event::RecallGraded {
            block,
            unit,
            k,
            grade: Grade::Good,
            on: day("2026-03-09"),
        }),
        1 => proptest::option::of("[a-z]{1,3}").prop_map(|text| Event::PackSet {
            files: text.map(|text| vec![PackFile { name: "pack.toml".to_owned(), text }]),
        }),
        1 => Just(Event::ThemeSet { theme: Theme::Light }),
        1 => any::<bool>().prop_map(|own| Event::PaceSet { own }),
        1 => a_unit().prop_map(|unit| Event::OwnUnitRemoved { unit }),
        1 => an_id().prop_map(|resource| Event::OwnResourceRemoved { resource }),
    ]
}

fn some_events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(an_event(), 1..4)
}

/// Undo and redo alone, as a learner has them.
fn learner_steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => some_events().prop_map(Step::Write),
        1 => (0_usize..20).prop_map(Step::Undo),
        1 => (0_usize..20).prop_map(Step::Redo),
    ];
    prop::collection::vec(step, 0..20)
}

/// Undo together with other events, too.
fn any_steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        4 => some_events().prop_map(Step::Write),
        1 => (0_usize..20).prop_map(Step::Undo),
        1 => (0_usize..20).prop_map(Step::Redo),
        1 => (0_usize..20, some_events()).prop_map(|(back, events)| Step::UndoWith(back, events)),
    ];
    prop::collection::vec(step, 0..20)
}

/// The events of a step, given the names of all former commands.
fn events_of(step: &Step, former: &[uuid::Uuid]) -> Vec<Event> {
    // Now and then it points at a command that does not exist.
    let pick = |back: usize| former.iter().rev().nth(back).copied().unwrap_or_else(|| name(999));
    match step {
        Step::Write(events) => events.clone(),
        Step::Undo(back) => vec![Event::Undone { command: pick(*back) }],
        Step::Redo(back) => vec![Event::Redone { command: pick(*back) }],
        Step::UndoWith(back, events) => {
            [vec![Event::Undone { command: pick(*back) }], events.clone()].concat()
        }
    }
}

/// A plan by itself is the program's: no undo takes it back.
fn is_of_the_program(event: &Event) -> bool {
    matches!(event, Event::PlanPublished { .. } | Event::BusyChanged { .. })
}

fn commands(steps: &[Step]) -> Vec<Vec<Event>> {
    let mut commands = Vec::new();
    for step in steps {
        let former: Vec<_> = (1..=commands.len() as u128).map(name).collect();
        commands.push(events_of(step, &former));
    }
    commands
}

fn undo_all(commands: &mut Vec<Vec<Event>>) -> usize {
    let mut undos = 0;
    while let Some(command) = fold(&records(commands)).undoable.last().map(|act| act.command) {
        commands.push(vec![Event::Undone { command }]);
        undos += 1;
        assert!(undos <= commands.len(), "undoing does not come to an end");
    }
    undos
}

/// Commands that count by the plainest reading: walk forward and flip.
fn plain_fold(commands: &[Vec<Event>]) -> State {
    let mut undone = BTreeSet::new();
    let of_the_program = |command: &uuid::Uuid| {
        let named = commands.get(usize::try_from(command.as_u128()).unwrap() - 1);
        named.is_some_and(|events| events.iter().all(is_of_the_program))
    };
    for (place, events) in (1_u128..).zip(commands) {
        for event in events {
            match event {
                Event::Undone { command } if command.as_u128() < place && !of_the_program(command) => {
                    undone.insert(*command)
                }
                Event::Redone { command } => undone.remove(command),
                _ => false,
            };
        }
    }
    let counting: Vec<Record> = records(commands)
        .into_iter()
        .filter(|record| !undone.contains(&record.command))
        .filter(|record| !matches!(record.event, Ok(Event::Undone { .. } | Event::Redone { .. })))
        .collect();
    fold(&counting)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn undo_means_the_same_as_never_having_done_it(steps in learner_steps()) {
        let commands = commands(&steps);
        let found = fold(&records(&commands));
        let plain = plain_fold(&commands);
        prop_assert_eq!(State { redoable: vec![], ..found }, plain);
    }

    #[test]
    fn undoing_everything_returns_to_the_first_state(steps in learner_steps()) {
        let mut commands = commands(&steps);
        let own: Vec<_> = commands.iter().filter(|c| c.iter().all(is_of_the_program)).cloned().collect();
        undo_all(&mut commands);
        let state = fold(&records(&commands));
        let first = fold(&records(&own));
        prop_assert_eq!(State { redoable: vec![], ..state }, State { redoable: vec![], ..first });
    }

    #[test]
    fn redoing_what_was_undone_returns_to_the_state_before(steps in learner_steps()) {
        let mut commands = commands(&steps);
        let before = fold(&records(&commands));
        for _ in 0..undo_all(&mut commands) {
            let command = fold(&records(&commands)).redoable.last().unwrap().command;
            commands.push(vec![Event::Redone { command }]);
        }
        prop_assert_eq!(fold(&records(&commands)), before);
    }

    /// Looked at in places, some of them twice, the journal was in each as if nothing had followed.
    #[test]
    fn a_replay_is_in_every_place_the_fold_of_what_was_there(steps in any_steps(), by in 1_usize..5) {
        let all = records(&commands(&steps));
        let mut replay = Replay::new(&all);
        for n in (0..=all.len()).step_by(by) {
            prop_assert_eq!(replay.until(n), &fold(&all[..n]));
            prop_assert_eq!(replay.until(n.saturating_sub(1)), &fold(&all[..n]));
        }
        prop_assert_eq!(replay.until(all.len() + 1), &fold(&all));
    }

    #[test]
    fn folding_records_in_any_order_does_not_panic(steps in any_steps(), seed in any::<prop::sample::Index>()) {
        let mut all = records(&commands(&steps));
        if !all.is_empty() {
            let middle = seed.index(all.len());
            all.rotate_left(middle);
            all.reverse();
        }
        prop_assert_eq!(fold(&all), fold(&all));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// On a real file: state asked for after each command, state asked for now and then by a second handle,
    /// and state after opening again are all the fold of everything.
    #[test]
    fn the_state_kept_up_to_date_is_the_fold_of_everything(steps in any_steps(), asked in any::<u32>()) {
        let dir = tempdir().unwrap();
        let mut journal = open(dir.path()).journal;
        let mut second = open(dir.path()).journal;
        let mut former = Vec::new();
        for (place, step) in steps.iter().enumerate() {
            let writer = if asked >> (place % 32) & 1 == 0 { &mut journal } else { &mut second };
            former.push(writer.append(now(), &events_of(step, &former)).unwrap().id);
            let whole = fold(&journal.export().unwrap());
            prop_assert_eq!(journal.state().unwrap(), &whole);
            if asked >> ((place + 7) % 32) & 1 == 0 {
                prop_assert_eq!(second.state().unwrap(), &whole);
            }
        }
        let whole = fold(&journal.export().unwrap());
        let mut reopened = open(dir.path()).journal;
        prop_assert_eq!(reopened.state().unwrap(), &whole);
    }
}
