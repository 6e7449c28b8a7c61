//! Publishing a plan does what taking out every open block behind it and putting in those of the plan does, though it leaves
//! alone those that stand as they stood.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDateTime};
use uuid::Uuid;

use super::now;
use super::snapshots::{Chance, block, event};
use crate::folding::Folding;
use crate::{Answer, BlockId, BlockState, Event, PlannedBlock, Record, State};

/// Blocks and replaced blocks after a plan, the plain way.
fn plainly(
    state: &State,
    from: NaiveDateTime,
    blocks: &[PlannedBlock],
    let_go: Option<&[BlockId]>,
) -> (BTreeMap<BlockId, BlockState>, BTreeMap<BlockId, BlockState>) {
    let (mut known, mut replaced) = ((*state.blocks).clone(), (*state.replaced).clone());
    let locked: BTreeSet<BlockId> = known.iter().filter(|(_, b)| b.locked).map(|(id, _)| *id).collect();
    let stays = |id: &BlockId, b: &BlockState| {
        let was_said_of = b.answer != Answer::Open || !b.graded.is_empty() || b.session.is_some();
        was_said_of || b.locked && let_go.is_some_and(|let_go| !let_go.contains(id))
    };
    replaced.retain(|_, b| b.block.start >= from - Days::new(60));
    for id in known.keys().copied().collect::<Vec<_>>() {
        if known[&id].block.start >= from && !stays(&id, &known[&id]) {
            replaced.insert(id, known.remove(&id).unwrap());
        }
    }
    for block in blocks {
        let is_kept = known.get(&block.id).is_some_and(|b| stays(&block.id, b));
        if !is_kept && !state.kept_free.contains_key(&block.id) {
            let open = BlockState {
                block: block.clone(),
                locked: locked.contains(&block.id),
                answer: Answer::Open,
                graded: BTreeMap::new(),
                session: None,
                title: None,
            };
            replaced.remove(&block.id);
            known.insert(block.id, open);
        }
    }
    (known, replaced)
}

/// Any event; the plans among them name what stands there already more often than not.
fn next(chance: &mut Chance, state: &State) -> Event {
    let mut event = event(chance);
    if let Event::PlanPublished { blocks, let_go, .. } = &mut event {
        for named in blocks.iter_mut() {
            let known: Vec<&BlockState> = state.blocks.values().chain(state.replaced.values()).collect();
            if chance.below(3) > 0 && !known.is_empty() {
                *named = known[chance.below(known.len() as u64) as usize].block.clone();
            }
        }
        if let Some(let_go) = let_go {
            let_go.extend((0..chance.below(3)).map(|_| block(chance).id));
        }
    }
    event
}

#[test]
fn what_stands_as_it_stood_needs_no_publishing() {
    let mut same = 0;
    for seed in 0..60 {
        let mut chance = Chance(seed);
        let mut folding = Folding::empty();
        for n in 0..150_u128 {
            let before = folding.state.clone();
            let event = next(&mut chance, &before);
            let record = Record {
                seq: n as i64 + 1,
                id: Uuid::from_u128(1_000 + n),
                command: Uuid::from_u128(1_000 + n),
                device: Uuid::nil(),
                at: now(),
                clock: n as i64,
                event: Ok(event.clone()),
            };
            assert!(folding.extend([&record]));
            let Event::PlanPublished { from, blocks, let_go, .. } = &event else { continue };
            let expected = plainly(&before, *from, blocks, let_go.as_deref());
            let after = |state: &State| ((*state.blocks).clone(), (*state.replaced).clone());
            assert_eq!(after(&folding.state), expected, "seed {seed}, event {n}: {event:?}");
            assert_eq!(
                after(&before.after(std::slice::from_ref(&event), now())),
                expected,
                "seed {seed}, event {n}"
            );
            same += blocks
                .iter()
                .filter(|b| before.blocks.get(&b.id).is_some_and(|known| known.block == **b))
                .count();
        }
    }
    assert!(same > 1_000, "{same} blocks stood as they stood");
}
