//! Undo and redo on two computers: each takes back and brings back what was done on it, and nothing of the other one's.

use journal::{Act, Event, Record, State, counting, fold};
use proptest::prelude::*;
use tempfile::tempdir;
use uuid::Uuid;

use crate::properties::an_event;
use crate::tools::{name, note, now, open_as};

#[derive(Clone, Debug)]
enum Step {
    Write(Vec<Event>),
    Undo,
    Redo,
    Hear,
}

fn a_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => prop::collection::vec(an_event(), 1..3).prop_map(Step::Write),
        2 => Just(Step::Undo),
        1 => Just(Step::Redo),
        2 => Just(Step::Hear),
    ]
}

/// The state but for what may be redone, as it is if only these commands were ever written.
fn without(records: &[Record], left_out: &[Uuid]) -> State {
    let counts = counting(records).into_iter().filter(|record| !left_out.contains(&record.command));
    State { redoable: vec![], ..fold(counts) }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn undoing_everything_on_one_computer_leaves_what_the_other_one_did(
        steps in prop::collection::vec((0_usize..2, 0_i64..3, a_step()), 1..16),
    ) {
        let dirs = [tempdir().unwrap(), tempdir().unwrap()];
        let mut journals = [1, 2].map(|n| open_as(dirs[n as usize - 1].path(), n));
        for (n, later, step) in steps {
            let at = now() + chrono::Duration::microseconds(later);
            let device = journals[n].device();
            let state = journals[n].state().unwrap().clone();
            let events = match step {
                Step::Write(events) => events,
                Step::Undo => state.undoable_on(device).next().map(|command| Event::Undone { command }).into_iter().collect(),
                Step::Redo => state.redoable_on(device).next().map(|command| Event::Redone { command }).into_iter().collect(),
                Step::Hear => {
                    let heard = journals[1 - n].leaving(0).unwrap().events;
                    journals[n].merge(&heard).unwrap();
                    vec![]
                }
            };
            journals[n].append(at, &events).unwrap();
        }
        let heard = journals[1].leaving(0).unwrap().events;
        journals[0].merge(&heard).unwrap();
        let [one, _] = &mut journals;
        let before = one.state().unwrap().clone();
        let records = one.export().unwrap();
        let own: Vec<Uuid> = before.undoable_on(name(1)).collect();
        let theirs: Vec<Act> = before.undoable.iter().filter(|act| act.device == name(2)).copied().collect();
        let mut undone = 0;
        loop {
            let next = one.state().unwrap().undoable_on(name(1)).next();
            let Some(command) = next else { break };
            one.append(now(), &[Event::Undone { command }]).unwrap();
            undone += 1;
        }
        prop_assert_eq!(undone, own.len());
        let after = one.state().unwrap().clone();
        prop_assert_eq!(&*after.undoable, &theirs, "what the other one did stands");
        prop_assert_eq!(State { redoable: vec![], ..after }, without(&records, &own));
        for _ in 0..undone {
            let command = one.state().unwrap().redoable_on(name(1)).next().unwrap();
            one.append(now(), &[Event::Redone { command }]).unwrap();
        }
        prop_assert_eq!(one.state().unwrap(), &before);
    }
}

#[test]
fn a_new_act_of_one_computer_ends_its_own_redo_alone() {
    let dirs = [tempdir().unwrap(), tempdir().unwrap()];
    let mut journals = [1, 2].map(|n| open_as(dirs[n as usize - 1].path(), n));
    let [one, two] = &mut journals;
    for journal in [&mut *one, &mut *two] {
        let command = journal.append(now(), &[note("x")]).unwrap().id;
        journal.append(now(), &[Event::Undone { command }]).unwrap();
    }
    two.append(now(), &[note("y")]).unwrap();
    let heard = two.leaving(0).unwrap().events;
    one.merge(&heard).unwrap();
    let state = one.state().unwrap();
    assert_eq!((state.redoable_on(name(1)).count(), state.redoable_on(name(2)).count()), (1, 0));
    assert_eq!(state.notes["u1"].0, "y");
}
